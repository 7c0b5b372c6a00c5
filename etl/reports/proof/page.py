"""The proof as a page that prints: sheets of A4, the first of them to sign; one file, no scripts, loading nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.messages import Lang
from etl.reports.page import page_template
from etl.reports.proof.bars import bar_page
from etl.reports.proof.paper import ROOM, ListPage, Widths, cut, list_pages, sample_height, wrapped
from etl.reports.proof.summary import first_page, lines_of
from etl.reports.proof.values import Proof, amounts_of
from etl.reports.proof.wording import Wording
from etl.sheets import atomic_write

_PREVIEW_COLUMNS, _PREVIEW_SAMPLES = 8, 4
_MOST_DIFFERENCES = 200


@dataclass(slots=True)
class Sheet:
    """A sheet of paper: the template's block of it, and what that needs."""

    block: str
    values: dict[str, Any] = field(default_factory=dict)


def write_proof_page(path: Path, proof: Proof, *, lang: Lang) -> None:
    """Write the page.

    Raises:
        DataError: it cannot be written there.
    """
    words = Wording(lang)
    sheets = list(_sheets(proof, words))
    page = page_template("etl.reports.proof", "proof.html.jinja").render(
        lang=lang,
        proof=proof,
        words=words,
        say=words.phrase,
        sheets=sheets,
        first=first_page(proof, words, {sheet.block: number for number, sheet in _first_of(sheets)}),
        lines_total=lines_of(proof),
        amounts=words.amounts(amounts_of(proof.counts.records)),
        head=" · ".join(
            filter(
                None,
                (
                    words.phrase("title"),
                    proof.parties.customer,
                    words.phrase("way", source=proof.parties.source),
                ),
            )
        ),
    )
    with atomic_write(path) as place:
        place.write_text(page, encoding="utf-8")


def _first_of(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Sheet]]:
    """Yield (page numbers, sheet) of the first sheet of each block: "2", or "2–3"."""
    for number, sheet in enumerate(sheets, start=1):
        if number == 1 or sheets[number - 2].block != sheet.block:
            last = number
            while last < len(sheets) and sheets[last].block == sheet.block:
                last += 1
            yield str(number) if last == number else f"{number}\u2009–\u2009{last}", sheet


def _sheets(proof: Proof, words: Wording) -> Iterator[Sheet]:
    counts = proof.counts
    yield Sheet("summary")
    if counts.groups:
        yield from _list_sheets(proof, words)
    bars = bar_page(proof, words)
    if bars is not None or counts.uncarried or proof.samples:
        columns = sorted(counts.uncarried, key=lambda column: -column.filled)[:_PREVIEW_COLUMNS]
        samples = proof.samples[:_PREVIEW_SAMPLES]
        room = ROOM - (300 if bars else 40) - 60 - 23 * len(columns) - 70
        while samples and sum(map(sample_height, samples)) > room:
            samples = samples[:-1]
        yield Sheet("bars", {"bars": bars, "columns": columns, "samples": samples})
    yield from _column_sheets(proof, words)
    heights = [sample_height(sample) for sample in proof.samples]
    for start, end in cut(heights, first=120):
        yield Sheet("samples", {"samples": proof.samples[start:end], "again": start > 0})
    differences = counts.differences[:_MOST_DIFFERENCES]
    heights = [
        19 + 13 * (max(wrapped(d.name, 150), wrapped(d.sent, 120), wrapped(d.now, 120)) - 1)
        for d in differences
    ]
    for start, end in cut(heights, first=120):
        rest = len(counts.differences) - len(differences) if end == len(differences) else 0
        yield Sheet("changed", {"differences": differences[start:end], "again": start > 0, "rest": rest})


def _list_sheets(proof: Proof, words: Wording) -> Iterator[Sheet]:
    groups = proof.counts.groups
    reasons = {id(record): words.reason(record) for record in proof.counts.records}
    pages: Sequence[ListPage] = list_pages(groups, reasons)
    records = proof.counts.records
    shown = 0
    widths = Widths.of(records)
    for number, page in enumerate(pages, start=2):
        shown += len(page.records)
        carried = records[:shown]
        rest = records[shown:]
        yield Sheet(
            "left-out",
            {
                "page": page,
                "widths": widths,
                "single": _single(proof),
                "carried": (words.counted(len(carried)), words.amounts(amounts_of(carried))),
                "rest": (words.counted(len(rest)), words.amounts(amounts_of(rest))) if rest else None,
                "next": number + 1,
            },
        )


def _single(proof: Proof) -> str:
    """Return the only currency of the proof, "" where there are several, or none."""
    currencies = [code for code, sums in proof.counts.amounts.items() if sums.source != Decimal(0)]
    return currencies[0] if len(currencies) == 1 else ""


def _column_sheets(proof: Proof, words: Wording) -> Iterator[Sheet]:
    counts = proof.counts
    asides = [
        (
            aside.file,
            words.number(aside.count),
            aside.reason,
            ", ".join(map(str, aside.rows)),
            aside.on_purpose,
        )
        for aside in counts.aside
    ]
    heights = [
        23 + 13 * (max(wrapped(c.column, 130), wrapped(c.example, 105), wrapped(c.reason, 168)) - 1)
        for c in counts.uncarried
    ]
    files = [*counts.inputs]
    around = (70 + 23 * len(asides) if asides else 0) + 66 + 20 * len(files)
    pages = cut(heights, first=120, room=ROOM) or [(0, 0)]
    for place, (start, end) in enumerate(pages):
        last = place == len(pages) - 1
        fits = last and 120 + sum(heights[start:end]) + around <= ROOM
        yield Sheet(
            "columns",
            {
                "columns": counts.uncarried[start:end],
                "again": start > 0,
                "asides": asides if fits else [],
                "files": files if fits else [],
            },
        )
        if last and not fits:
            yield Sheet("columns", {"columns": [], "again": True, "asides": asides, "files": files})
