"""Counts by owner, step and year, before and after, as bars: one kind of record on paper, all in the workbook."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.entities import entity_named
from etl.reports.proof.source_file import FACETS
from etl.reports.proof.values import Bar, Proof
from etl.reports.proof.wording import Wording

_MOST = 6
"""Bars of a facet on paper; the rest is one summed bar."""

_WIDEST = 170
"""Width of the longest bar, in pixels; its loss stands beside it."""

_LEAST = 3


@dataclass(frozen=True, slots=True)
class BarLine:
    """A bar: what it counts, before and after, and its widths in pixels; a loss is three at least."""

    label: str
    note: str
    source: str
    migrated: str
    lost: int
    width: float
    lost_width: float


@dataclass(frozen=True, slots=True)
class BarFacet:
    """The bars of a facet, and their total."""

    title: str
    lines: tuple[BarLine, ...]
    total: tuple[str, str, str]


def bar_page(proof: Proof, words: Wording) -> tuple[str, list[BarFacet]] | None:
    """Return the label of the kind of record whose bars are shown, and its facets; None where no file has any."""
    facets = proof.counts.facets
    entity = min(
        (name for name in facets if facets[name]), key=lambda name: _rank(facets[name], name), default=None
    )
    if entity is None:
        return None
    shown = [_facet(words, name, bars) for name in FACETS if (bars := facets[entity].get(name))]
    return words.label(entity), shown


def _rank(bars: Mapping[str, Mapping[str, Bar]], entity: str) -> tuple[bool, int]:
    """Return what orders kinds of records: those with steps tell the most, then in the order of the entities."""
    return not bars.get("step"), entity_named(entity).place


def ordered(name: str, bars: Mapping[str, Bar]) -> list[tuple[str, Bar]]:
    """Return the bars of a facet: years in their order, others by their count."""
    if name == "year":
        return sorted(bars.items())
    return sorted(bars.items(), key=lambda item: (-item[1].source, item[0]))


def _facet(words: Wording, name: str, bars: Mapping[str, Bar]) -> BarFacet:
    entries = ordered(name, bars)
    if len(entries) > _MOST:
        kept = entries[-(_MOST - 1) :] if name == "year" else _with_losses(entries)
        names = {value for value, _ in kept}
        rest = [bar for value, bar in entries if value not in names]
        summed = Bar(sum(bar.source for bar in rest), sum(bar.migrated for bar in rest))
        other = (words.phrase("others", count=len(rest)), summed)
        entries = [other, *kept] if name == "year" else [*kept, other]
    longest = max((bar.source for _, bar in entries), default=0) or 1
    lines = tuple(_lines(words, entries, longest, named=name != "year"))
    source, migrated = (sum(getattr(bar, side) for bar in bars.values()) for side in ("source", "migrated"))
    total = words.number(source), words.number(migrated), _signed(words, migrated - source)
    return BarFacet(words.phrase(f"by-{name}"), lines, total)


def _with_losses(entries: list[tuple[str, Bar]]) -> list[tuple[str, Bar]]:
    """Return the bars that are shown: the longest, but a value that Sellsy has nothing of before one that fits."""
    lost = [entry for entry in entries if entry[1].source and not entry[1].migrated][:2]
    kept = [entry for entry in entries if entry not in lost][: _MOST - 1 - len(lost)]
    return sorted([*kept, *lost], key=lambda item: (-item[1].source, item[0]))


def _lines(words: Wording, entries: list[tuple[str, Bar]], longest: int, *, named: bool) -> Iterator[BarLine]:
    for value, bar in entries:
        lost = bar.source - bar.migrated
        lost_width = max(_WIDEST * lost / longest, _LEAST) if lost else 0
        width = _WIDEST * bar.migrated / longest
        note = "" if not bar.target or bar.target == value else f"→ {bar.target}"
        yield BarLine(
            value or words.phrase("empty"),
            words.phrase("none-there") if named and bar.source and not bar.migrated else note,
            words.number(bar.source),
            words.number(bar.migrated),
            lost,
            round(width, 1),
            round(lost_width, 1),
        )


def _signed(words: Wording, number: int) -> str:
    return f"−{words.number(-number)}" if number < 0 else words.number(number)
