"""The proof as a workbook: a sheet for each part of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.numbers import format_decimal

from etl.core.results import Outcome
from etl.entities.opportunity import Opportunity
from etl.messages import Lang, text, word_text
from etl.messages.languages import MANNERS
from etl.reports.proof.facts import Input, Proof
from etl.reports.proof.totals import Total
from etl.sheets import SheetBook

MARKS = ("=", "*", "-", "!")


def write_proof_book(path: Path, proof: Proof, *, lang: Lang) -> None:
    """Write the workbook.

    Raises:
        DataError: it cannot be written there.
    """
    with SheetBook(path) as book:
        book.key_values(_sheet("summary", lang), summary(proof, lang))
        _entities(book, proof, lang)
        _reasons(book, proof, lang)
        _totals(book, proof, lang)
        _ids(book, proof, lang)
        _inputs(book, [proof.pipeline, *proof.inputs], lang)


def summary(proof: Proof, lang: Lang) -> dict[str, object]:
    """Return the summary of the proof, in a few lines."""
    facts = {
        "verdict": verdict(proof, lang),
        "pipeline": proof.title,
        "run": proof.run_id,
        "started": _moment(proof.started, lang),
        "finished": _moment(proof.finished, lang),
        "command": proof.command,
        "version": proof.version,
        "hash": proof.pipeline.sha256,
        "moved": format_decimal(proof.moved, "#,##0.00", locale=lang),
    }
    return {text(f"proof-{name}", lang=lang): value for name, value in facts.items()}


def _moment(moment: datetime, lang: Lang) -> str:
    return MANNERS[lang].day(f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")


def verdict(proof: Proof, lang: Lang) -> str:
    """Return a sentence that states whether anything is missing."""
    return text(f"proof-{'fine' if proof.fine else 'open'}", lang=lang, left_out=proof.left_out)


def totals(proof: Proof, lang: Lang) -> Iterator[tuple[tuple[str, str, str], Total, Total]]:
    """Yield ((pipeline, status as Sellsy shows it, person), before, after)."""
    status = Opportunity.column("status")
    for before, after in proof.totals():
        shown = str(status.cell(before.status, lang))
        yield (before.pipeline, shown, before.person), before, after


def ids(proof: Proof, lang: Lang) -> Iterator[tuple[str, str, str, int]]:
    """Yield (system, kind of record in a word, old id, Sellsy id)."""
    for system, kind, known in proof.ids:
        variant = known.variant if kind == "third" else kind
        yield system, word_text(str(variant), lang=lang), known.legacy_id, known.sellsy_id


def _sheet(name: str, lang: Lang) -> str:
    return text(f"proof-sheet-{name}", lang=lang)


def _heads(names: Sequence[str], lang: Lang) -> list[str]:
    return [text(f"proof-head-{name}", lang=lang) for name in names]


def _entities(book: SheetBook, proof: Proof, lang: Lang) -> None:
    outcomes = ["read", *Outcome]
    heads = [*_heads(["entity"], lang), *(text(f"count-{name}", lang=lang) for name in outcomes)]
    sheet = book.add_sheet(_sheet("entities", lang), [*heads, *_heads(["amount"], lang), *MARKS])
    for entity in proof.entities:
        counts = [entity.counts.get(name, 0) for name in outcomes]
        amount = None if entity.amount is None else float(entity.amount)
        sheet.row([entity.entity, *counts, amount, *(entity.marks.get(mark, 0) for mark in MARKS)])


def _reasons(book: SheetBook, proof: Proof, lang: Lang) -> None:
    heads = _heads(["entity", "rows", "code", "example"], lang)
    sheet = book.add_sheet(_sheet("reasons", lang), heads, widths=(16, 8, 26, 90))
    for entity in proof.entities:
        for code, message, rows in entity.reasons:
            sheet.row([entity.entity, rows, code, message])


def _totals(book: SheetBook, proof: Proof, lang: Lang) -> None:
    names = ("pipeline", "status", "person", "before", "after", "amount-before", "amount-after", "difference")
    sheet = book.add_sheet(_sheet("totals", lang), _heads(names, lang))
    for place, before, after in totals(proof, lang):
        sums = (before.amount, after.amount, after.amount - before.amount)
        sheet.row([*place, before.count, after.count, *map(float, sums)])


def _ids(book: SheetBook, proof: Proof, lang: Lang) -> None:
    heads = _heads(["system", "kind", "legacy", "sellsy"], lang)
    sheet = book.add_sheet(_sheet("ids", lang), heads, text_columns=frozenset({2}))
    for row in ids(proof, lang):
        sheet.row([*row])


def _inputs(book: SheetBook, inputs: Sequence[Input], lang: Lang) -> None:
    heads = _heads(["step", "file", "sheet", "size", "hash", "run"], lang)
    sheet = book.add_sheet(_sheet("inputs", lang), heads, widths=(20, 60, 16, 12, 68, 24))
    for given in inputs:
        sheet.row([given.step, given.path, given.sheet, given.size, given.sha256, given.run_id])
