"""The first page of the proof: one sheet that says whether everything is there, who says so, and where it is signed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.reports.proof.paper import wrapped
from etl.reports.proof.values import GONE, SAME, KindFacts, Proof, Sums, amounts_of
from etl.reports.proof.wording import Wording, file_name

_KINDS, _CAUSES = 8, 7
"""Lines of the tables; the rest is one summed line."""

_FEWEST = 4
"""Causes that stay on the page where it is full of other lines."""

_ROOM = 1000
"""Height of the page, in pixels: A4 less its margins."""

_BARE, _DENSE = 625, 524
"""What the page takes without the lines of its tables, and how little it can take."""

_LINE, _CAUSE, _FILE, _MORE = 21, 22, 17, 13
_LONGEST = 84
"""Characters of a cause's title."""

_TITLE, _BAR = 226, 54
"""Widths of a cause's title and of the longest bar, in pixels."""

_QUOTED = re.compile(r"(?:«\s…\s»|“…”|\"…\")\s")
"""What differs from row to row in the title of a cause, which says nothing on the first page."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """A line of the table of counts: its label, its file, and six numbers."""

    label: str
    file: str
    cells: tuple[str, ...]
    note: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class CauseLine:
    """A line of the table of causes."""

    letter: str
    title: str
    count: str
    amounts: list[str]
    lines: int
    width: float


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What the first page says."""

    kind: str
    verdict: str
    details: str
    lines: list[CountLine]
    notes: list[str]
    causes: list[CauseLine]
    total: tuple[str, list[str]]
    contents: list[tuple[str, str]]
    files: list[tuple[str, str, str]]
    more_files: str
    places: Mapping[str, str] = field(default_factory=dict)
    dense: bool = False


def first_page(proof: Proof, words: Wording, places: Mapping[str, str]) -> FirstPage:
    """Return what the first page says; `places` are the page numbers of the other blocks."""
    kind, verdict, details = words.verdict(proof)
    lines, files, notes = _lines(proof, words), _files(proof, words), _notes(proof, words, places)
    records = proof.counts.records
    sums = words.each_amount(amounts_of(records))
    tall = sum(
        max(wrapped(line.label, 92, bold=True), wrapped(line.file, 108)) - 1 for line in lines if line.file
    )
    taken = _LINE * len(lines) + 16 * tall + _MORE * (max(len(sums), 1) + wrapped(" ".join(notes), 720) - 1)
    causes, dense = _causes(proof, words, _CAUSES), False
    for most, dense in ((_CAUSES, False), *((number, True) for number in range(_CAUSES, _FEWEST - 1, -1))):
        causes = _causes(proof, words, most)
        left = _ROOM - (_DENSE if dense else _BARE) - taken - _height(causes)
        if left >= _FILE * len(files):
            break
    room = max(int(left // _FILE), 3)
    shown = files if len(files) <= room else [*files[: room - 3], *files[-2:]]
    more = words.phrase("more-files", count=len(files) - len(shown), page=places.get("columns", ""))
    return FirstPage(
        kind,
        verdict,
        details,
        lines,
        notes,
        causes,
        (words.number(len(records)), sums),
        _contents(proof, words, places),
        shown,
        more if len(shown) < len(files) else "",
        places,
        dense,
    )


def _height(causes: Sequence[CauseLine]) -> int:
    """Return the height of the table of causes: the contents stand beside it and take as much."""
    return max(sum(_CAUSE + _MORE * (cause.lines - 1) for cause in causes), 6 * _CAUSE)


def _lines(proof: Proof, words: Wording) -> list[CountLine]:
    kinds = proof.counts.kinds
    shown = kinds if len(kinds) <= _KINDS else kinds[: _KINDS - 1]
    lines: list[CountLine] = []
    before = ""
    for kind in shown:
        file = words.phrase("same-file") if kind.file == before else kind.file
        lines.append(CountLine(words.kind(kind), file, _cells(words, kind.rows)))
        before = kind.file
    if len(shown) < len(kinds):
        rest = Sums()
        for kind in kinds[len(shown) :]:
            rest.add(kind.rows)
        lines.append(
            CountLine(words.phrase("other-kinds", count=len(kinds) - len(shown)), "", _cells(words, rest))
        )
    lines.append(
        CountLine(
            words.phrase("total-links" if proof.counts.has_links else "total-records"),
            "",
            _cells(words, proof.counts.total),
            total=True,
        )
    )
    for currency, sums in proof.counts.amounts.items():
        if sums.source:
            note = words.phrase("in-currency", currency=words.currency(currency))
            lines.append(CountLine(words.phrase("amount"), "", _cells(words, sums, money=True), note))
    return lines


def _cells(words: Wording, sums: Sums, *, money: bool = False) -> tuple[str, ...]:
    shown = words.money if money else words.number
    numbers = (
        sums.source,
        sums.migrated,
        sums.left_out,
        sums.mark(SAME),
        words.changed(sums),
        sums.mark(GONE),
    )
    return tuple(shown(number) for number in numbers)


def _notes(proof: Proof, words: Wording, places: Mapping[str, str]) -> list[str]:
    kinds, counts = proof.counts.kinds, proof.counts
    notes = [
        words.phrase(
            "made",
            created=sum(kind.created for kind in kinds),
            updated=sum(kind.updated for kind in kinds),
            moment=words.moment(proof.finished),
        )
    ]
    for chosen in (True, False):
        asides = [aside for aside in counts.aside if aside.on_purpose is chosen]
        if asides:
            listed = " ; ".join(
                f"{words.number(aside.count)} {words.phrase('of-file', file=aside.file)}"
                for aside in asides[:3]
            )
            code = "outside" if chosen else "no-records"
            notes.append(words.phrase(code, listed=listed, page=places.get("columns", "")))
    equations = [
        equation for equation in (_equation(proof, words, file) for file in _shared(kinds)) if equation
    ]
    if equations:
        notes.append(" ; ".join(equations[:2]) + ".")
    unreadable = sum(kind.unreadable for kind in kinds)
    if unreadable:
        notes.append(words.phrase("unreadable", count=unreadable))
    return notes


def _shared(kinds: Sequence[KindFacts]) -> list[str]:
    files = [kind.file for kind in kinds]
    return [file for file in dict.fromkeys(files) if files.count(file) > 1]


def _equation(proof: Proof, words: Wording, file: str) -> str:
    """Return how the lines of a file that several steps read add up, "" where they do not: one is read twice."""
    parts = [int(kind.rows.source) for kind in proof.counts.kinds if kind.file == file]
    parts += [aside.count for aside in proof.counts.aside if aside.file == file]
    lines = max((given.lines for given in proof.counts.inputs if file_name(given.path) == file), default=0)
    if sum(parts) != lines:
        return ""
    return words.phrase("equation", file=file, lines=lines, parts=" + ".join(map(words.number, parts)))


def _causes(proof: Proof, words: Wording, most: int) -> list[CauseLine]:
    groups = proof.counts.groups
    shown = groups if len(groups) <= most else groups[: most - 1]
    longest = max((len(group.records) for group in groups), default=0) or 1
    lines = [
        CauseLine(
            group.letter,
            title := _short(_QUOTED.sub("", group.title)),
            words.number(len(group.records)),
            amounts := words.each_amount(group.amounts),
            max(wrapped(title, _TITLE - 14), len(amounts)),
            max(round(_BAR * len(group.records) / longest, 1), 3),
        )
        for group in shown
    ]
    if len(shown) < len(groups):
        rest = [record for group in groups[len(shown) :] for record in group.records]
        width = max(round(_BAR * min(len(rest) / longest, 1), 1), 3)
        title = words.phrase("other-causes", count=len(groups) - len(shown))
        amounts = words.each_amount(amounts_of(rest))
        lines.append(CauseLine("…", title, words.number(len(rest)), amounts, max(len(amounts), 1), width))
    return lines


def _short(title: str) -> str:
    """Return the title of a cause in at most two lines; the list has all of it."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def _contents(proof: Proof, words: Wording, places: Mapping[str, str]) -> list[tuple[str, str]]:
    titles = {
        "left-out": words.phrase("left-out"),
        "bars": words.phrase("before-after"),
        "columns": words.phrase("uncarried-outside"),
        "samples": words.phrase("samples-drawn", count=len(proof.samples), seed=proof.seed),
        "changed": words.phrase("changed-since"),
    }
    return [(title, places[block]) for block, title in titles.items() if block in places]


def _files(proof: Proof, words: Wording) -> list[tuple[str, str, str]]:
    """Return (file, lines, SHA-256) of every file, then of the pipeline and of the journal's rows."""
    files = {(given.path, given.sheet): given for given in reversed(proof.counts.inputs)}
    listed = [
        (
            file_name(given.path) + (f" · {given.sheet}" if given.sheet else ""),
            words.number(given.lines),
            given.sha256,
        )
        for given in reversed(files.values())
    ]
    name = words.phrase("of-pipeline", file=file_name(proof.pipeline.path))
    rows, digest = proof.journal
    return [
        *listed,
        (name, words.number(proof.pipeline.lines), proof.pipeline.sha256),
        (words.phrase("of-journal"), words.number(rows), digest),
    ]


def lines_of(proof: Proof) -> int:
    """Return the lines of the files, one that several steps read counted once."""
    lines: dict[tuple[str, str | None], int] = {}
    for given in proof.counts.inputs:
        lines[given.path, given.sheet] = max(lines.get((given.path, given.sheet), 0), given.lines)
    return sum(lines.values())
