"""The proof as a workbook: the summary, and every list of it whole, with filters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.core.results import JsonValue
from etl.entities.opportunity import Opportunity
from etl.messages import Lang, word_text
from etl.reports.proof.bars import ordered
from etl.reports.proof.causes import lettered
from etl.reports.proof.source_file import FACETS
from etl.reports.proof.summary import first_page
from etl.reports.proof.values import Proof, Sums
from etl.reports.proof.wording import Wording
from etl.reports.workbook import looks
from etl.sheets.writers.styled import Book, Column, Look, PageLook, Styled, styled_book

_TITLE = Look(bold=True, size=18)
_SECTION = Look(bold=True, size=13)
_HEAD = Look(bold=True, size=9, ink=looks.SOFT, edge=looks.NAVY)
_VERDICT = {
    "fine": Look(bold=True, size=12, ink="#176b3f", fill="#e5f4eb"),
    "check": Look(bold=True, size=12, ink="#7a4b00", fill="#fff3d9"),
    "missing": Look(bold=True, size=12, ink="#b3261e", fill="#fdeceb"),
}
_CELL = Look(edge=looks.RULE)
_TEXT = Look(edge=looks.RULE, shown="text")
_WRAP = Look(edge=looks.RULE, shown="text", wrap=True)
_BOLD = Look(edge=looks.RULE, bold=True)
_WRAPPED = Look(edge=looks.RULE, bold=True, wrap=True)
_HEAD_END = Look(bold=True, size=9, ink=looks.SOFT, edge=looks.NAVY, align="right")
_NUMBERS = frozenset(
    {
        "amount",
        "filled",
        "lines",
        "before",
        "after",
        "difference",
        "amount-before",
        "amount-after",
        "cause-row",
        "own-row",
    }
)
_FAULT = Look(edge=looks.RULE, shown="text", bold=True, fill="#faeeef")
_BAR = Look(ink="#1f3864", edge=looks.RULE)
_LOST = Look(ink="#a3172e", edge=looks.RULE, bold=True)
_BLOCKS = 30
_SUMMARY = (34, 24, 18, 18, 18, 18, 18, 14)


def write_proof_book(path: Path, proof: Proof, *, lang: Lang) -> None:
    """Write the workbook, streamed.

    Raises:
        DataError: it cannot be written there.
    """
    words = Wording(lang)
    with styled_book(path) as book:
        _summary(book, proof, words)
        for table in _tables(proof, words):
            table.write(book, words)
        book.remember({})


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet with one table: the code of its name, of its headers with their widths, its lines."""

    name: str
    heads: Sequence[tuple[str, float]]
    lines: Iterable[Sequence[Styled]]

    def write(self, book: Book, words: Wording) -> None:
        """Write the sheet."""
        page = book.page(
            PageLook(
                words.phrase(f"sheet-{self.name}"),
                [Column(width) for _, width in self.heads],
                frozen=(1, 0),
                header=1,
                filtered=len(self.heads),
            )
        )
        looks_of = [_HEAD_END if head in _NUMBERS else _HEAD for head, _ in self.heads]
        names = [words.phrase(f"head-{head}") for head, _ in self.heads]
        page.row(list(zip(names, looks_of, strict=True)), height=20)
        for line in self.lines:
            page.row(line)


def _summary(book: Book, proof: Proof, words: Wording) -> None:
    first = first_page(proof, words, {})
    page = book.page(
        PageLook(words.phrase("sheet-summary"), [Column(width) for width in _SUMMARY], first=True)
    )
    blank: Styled = ("", _VERDICT[first.kind])
    page.row([(words.phrase("title"), _TITLE)], height=30)
    way = words.phrase("way-long", source=proof.parties.source)
    page.row([(", ".join(filter(None, (proof.parties.customer, way))), looks.NOTE)])
    page.row([])
    page.row([(first.verdict, _VERDICT[first.kind]), *[blank] * 7], height=24)
    page.row([(first.details, looks.NOTE)])
    page.row([])
    heads = ("kind", "file", "in-files", "migrated", "left-out", "same", "changed", "gone")
    page.row(
        [(words.phrase(f"head-{head}"), _HEAD if at < 2 else _HEAD_END) for at, head in enumerate(heads)]
    )
    for label, file, sums, money in _counted(proof, words):
        marks = (sums.mark("="), words.changed(sums), sums.mark("-"))
        cells = [float(n) for n in (sums.source, sums.migrated, sums.left_out, *marks)]
        look = replace(_CELL, currency=money) if money else _CELL
        page.row([(label, _BOLD), (file, _CELL), *((cell, look) for cell in cells)])
    page.row([])
    for note in first.notes:
        page.row([(note, looks.NOTE)])
    page.row([])
    page.row([(words.phrase("by-cause"), _SECTION)], height=22)
    for line in first.causes:
        page.row(
            [
                (line.title if line.letter == "…" else f"{line.letter}. {line.title}", _WRAPPED),
                ("", _CELL),
                (line.count, _CELL),
                (" + ".join(line.amounts), _CELL),
            ]
        )
    page.row([])
    for label, value in _facts(proof, words):
        page.row([(label, _BOLD), (value, _TEXT), *[("", _CELL)] * 2])


def _counted(proof: Proof, words: Wording) -> Iterator[tuple[str, str, Sums, str]]:
    for kind in proof.counts.kinds:
        yield words.kind(kind), kind.file, kind.rows, ""
        for currency, sums in kind.amounts.items():
            yield words.phrase("amount"), kind.file, sums, words.symbol(currency)
    yield words.phrase("total-records"), "", proof.counts.total, ""


def _facts(proof: Proof, words: Wording) -> Iterator[tuple[str, str]]:
    parties = proof.parties
    yield words.phrase("source"), parties.source
    yield words.phrase("destination"), f"Sellsy, {parties.company} ({parties.account or '-'})"
    yield words.phrase("made-by"), ", ".join(filter(None, (parties.by, parties.integrator, parties.user)))
    yield words.phrase("operation"), ", ".join(proof.runs)
    yield words.phrase("date"), f"{words.moment(proof.started)} – {words.moment(proof.finished)}"
    yield words.phrase("established", version=proof.version, moment=words.moment(proof.finished)), ""
    yield words.phrase("command"), proof.command


def _tables(proof: Proof, words: Wording) -> Iterator[_Table]:
    yield _Table("left-out", _LEFT_OUT, _left_out(proof, words))
    yield _Table("bars", _BARS, _bars(proof, words))
    yield _Table("columns", _COLUMNS, _columns(proof))
    if proof.counts.aside:
        yield _Table("aside", _ASIDE, _aside(proof, words))
    yield _Table("samples", _SAMPLES, _samples(proof, words))
    if proof.counts.differences:
        yield _Table("changed", _CHANGED, _changed(proof, words))
    yield _Table("totals", _TOTALS, _totals(proof, words))
    yield _Table("ids", _IDS, _ids(proof, words))
    yield _Table("inputs", _INPUTS, _inputs(proof))


_LEFT_OUT = (
    ("letter", 7), ("type", 13), ("old-id", 17), ("name", 28), ("owner", 22), ("amount", 14), ("currency", 8),
    ("title", 40), ("cause-file", 20), ("cause-row", 9), ("file", 20), ("own-row", 8), ("at-fault", 9), ("fix", 46),
)  # fmt: skip
_BARS = (
    ("kind", 16), ("facet", 16), ("value", 34), ("target", 24), ("before", 10), ("after", 10), ("difference", 10),
    ("in-sellsy", 34),
)  # fmt: skip
_COLUMNS = (("file", 24), ("column", 30), ("filled", 14), ("lines", 10), ("example", 40), ("why", 60))
_ASIDE = (("file", 24), ("lines", 10), ("why", 50), ("rows", 50), ("outside", 12))
_SAMPLES = (
    ("type", 14), ("name", 30), ("old-id", 18), ("file", 24), ("own-row", 8), ("sellsy", 12), ("field", 24),
    ("value", 40), ("as-read", 40), ("compared", 18),
)  # fmt: skip
_CHANGED = (
    ("type", 14), ("name", 30), ("old-id", 18), ("file", 24), ("own-row", 8), ("sellsy", 12), ("field", 24),
    ("sent", 40), ("now", 40),
)  # fmt: skip
_TOTALS = (
    ("pipeline", 24), ("status", 14), ("person", 26), ("before", 10), ("after", 10), ("amount-before", 16),
    ("amount-after", 16), ("difference", 16),
)  # fmt: skip
_IDS = (("system", 14), ("kind", 16), ("old-id", 24), ("sellsy", 14))
_INPUTS = (("step", 20), ("path", 60), ("lines", 10), ("hash", 68), ("run", 24))


def _left_out(proof: Proof, words: Wording) -> Iterator[list[Styled]]:
    for group, record in lettered(proof.counts.groups):
        look = _FAULT if record.at_fault else _TEXT
        bare, wrapped = replace(look, shown=""), replace(look, wrap=True)
        amount = None if record.amount is None else float(record.amount)
        yield [
            (group.letter, look),
            (record.kind, look),
            (record.legacy_id, look),
            (record.name, wrapped),
            (record.owner, wrapped),
            (amount, replace(bare, currency=words.symbol(record.currency))),
            (record.currency, look),
            (words.message(record.problem) if record.at_fault else words.reason(record), wrapped),
            (record.cause_file, look),
            (record.cause_row, bare),
            (record.file, look),
            (record.row, bare),
            (words.phrase("yes") if record.at_fault else "", look),
            (words.fix(record.problem), wrapped),
        ]


def _bars(proof: Proof, words: Wording) -> Iterator[list[Styled]]:
    for entity, facets in proof.counts.facets.items():
        for name in FACETS:
            bars = facets.get(name, {})
            longest = max((bar.source for bar in bars.values()), default=0) or 1
            for value, bar in ordered(name, bars):
                blocks = "█" * round(_BLOCKS * bar.migrated / longest)
                lost = bar.migrated - bar.source
                yield [
                    (words.label(entity), _BOLD),
                    (words.phrase(f"facet-{name}"), _CELL),
                    (value or words.phrase("empty"), _TEXT),
                    (bar.target, _TEXT),
                    (bar.source, _CELL),
                    (bar.migrated, _CELL),
                    (lost, _LOST if lost else _CELL),
                    (blocks + "▒" * min(max(round(-_BLOCKS * lost / longest), bool(lost)), _BLOCKS), _BAR),
                ]


def _columns(proof: Proof) -> Iterator[list[Styled]]:
    for column in proof.counts.uncarried:
        yield [
            (column.file, _TEXT),
            (column.column, replace(_TEXT, bold=True)),
            (column.filled, _CELL),
            (column.lines, _CELL),
            (column.example, _TEXT),
            (column.reason, _WRAP),
        ]


def _aside(proof: Proof, words: Wording) -> Iterator[list[Styled]]:
    for aside in proof.counts.aside:
        rows = ", ".join(map(str, aside.rows)) + (" …" if aside.count > len(aside.rows) else "")
        chosen = words.phrase("yes") if aside.on_purpose else ""
        yield [
            (aside.file, _TEXT),
            (aside.count, _CELL),
            (aside.reason, _TEXT),
            (rows, _TEXT),
            (chosen, _CELL),
        ]


def _samples(proof: Proof, words: Wording) -> Iterator[list[Styled]]:
    signs = {"=": "same", "≈": "shaped", "→": "matched", "≠": "changed"}
    for sample in proof.samples:
        for part in sample.fields:
            yield [
                (sample.kind, _CELL),
                (sample.name, replace(_TEXT, bold=True)),
                (sample.legacy_id, _TEXT),
                (sample.file, _TEXT),
                (sample.row, _CELL),
                (sample.sellsy_id, _CELL),
                (part.field, _TEXT),
                (part.source, _TEXT),
                (part.sellsy, _TEXT),
                (
                    f"{part.sign} {words.phrase(f'sign-{signs[part.sign]}')}",
                    _LOST if part.sign == "≠" else _TEXT,
                ),
            ]


def _changed(proof: Proof, words: Wording) -> Iterator[list[Styled]]:
    for difference in proof.counts.differences:
        mark = words.phrase("mark-gone" if difference.mark == "-" else "mark-unread")
        texts = (difference.kind, difference.name, difference.legacy_id, difference.file)
        yield [
            *((text, _TEXT) for text in texts),
            (difference.row, _CELL),
            (difference.sellsy_id, _CELL),
            (difference.field or mark, _TEXT),
            (difference.sent, _TEXT),
            (difference.now, _TEXT),
        ]


def _totals(proof: Proof, words: Wording) -> Iterator[list[Styled]]:
    status = Opportunity.column("status")
    for before, after in proof.totals():
        shown = str(status.cell(_status(before.status), words.lang))
        sums = [before.amount, after.amount, after.amount - before.amount]
        yield [
            *((text, _TEXT) for text in (before.pipeline, shown, before.person)),
            (before.count, _CELL),
            (after.count, _CELL),
            *((float(amount), _CELL) for amount in sums),
        ]


def _status(status: str) -> JsonValue:
    return status


def _ids(proof: Proof, words: Wording) -> Iterator[list[Styled]]:
    for system, kind, known in proof.ids:
        variant = known.variant if kind == "third" else kind
        word = word_text(str(variant), lang=words.lang)
        yield [(system, _TEXT), (word, _CELL), (known.legacy_id, _TEXT), (known.sellsy_id, _CELL)]


def _inputs(proof: Proof) -> Iterator[list[Styled]]:
    for given in (proof.pipeline, *proof.counts.inputs):
        path = f"{given.path} · {given.sheet}" if given.sheet else given.path
        yield [
            (given.step, _TEXT),
            (path, _TEXT),
            (given.lines, _CELL),
            (given.sha256, _TEXT),
            (given.run_id, _TEXT),
        ]
