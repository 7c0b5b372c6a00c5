"""Linked records that rows name by ids of another system: several in a cell, and what was deleted in Sellsy since."""

from collections.abc import Mapping, Sequence

from etl.core.record import Record
from etl.core.results import Problem
from etl.entities.origin import LEGACY_ID

UNKNOWN = "link-unknown"
"""Code of the problem of a row that names what is not there."""


def parts_of(item: str) -> list[str]:
    """Return what commas may separate in an item of a list; nothing where there is none."""
    return [part for one in item.split(",") if (part := one.strip())] if "," in item else []


def of_deleted(problem: Problem, record: Record, prefix: str, headers: Mapping[str, str]) -> Problem:
    """Return a problem of a linked record that is not there: known by its id in another system, it was deleted."""
    named = [one for one in (f"{prefix}_{LEGACY_ID}", f"company_{LEGACY_ID}") if record.values.get(one)]
    if problem.code != UNKNOWN or not named:
        return problem
    said = record.values[named[0]]
    items = [str(one) for one in said] if isinstance(said, list) else [str(said)]
    legacy_id = ", ".join(_meant(items, record, problem.value))
    return Problem("parent-deleted", record.row, headers.get(named[0]), legacy_id, {"record": problem.value})


def _meant(items: Sequence[str], record: Record, sellsy_id: str | None) -> Sequence[str]:
    """Return which of a row's ids of another system became an id of Sellsy, all of them where that is unsure."""
    cut = [part for item in items for part in parts_of(item) or [item]]
    for said in (items, cut):
        for listed in record.values.values():
            if isinstance(listed, list) and len(listed) == len(said) and [*map(str, listed)] != [*said]:
                became = dict(zip(map(str, listed), said, strict=True))
                if sellsy_id in became:
                    return [became[sellsy_id]]
    return items
