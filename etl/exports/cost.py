"""The cost of an export in calls, from the first page it reads and the records still to be created."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Self

from etl.account.columns import serves_for_all
from etl.account.scan import Scan
from etl.core.record import PERSON, Record
from etl.core.results import Outcome
from etl.entities.address import ADDRESSES
from etl.entities.base.resource import has_types
from etl.exports.record_rows import RecordReader
from etl.journal import Journal
from etl.matching.coming import adding_people
from etl.sellsy import PAGE
from etl.v1.columns import list_calls


@dataclass(frozen=True, slots=True)
class ToCome:
    """The count of records to be created before an export, and of those with the same address for everything."""

    number: int = 0
    serving: int = 0

    def more(self, *, serving: bool) -> Self:
        """Return the counts with another record."""
        return replace(self, number=self.number + 1, serving=self.serving + serving)


@dataclass(frozen=True, slots=True)
class ExportCost:
    """The records an export will read, the calls it will take, and the calls made to estimate it."""

    rows: int
    calls: int
    made: int


NONE_TO_COME = ToCome()


def calls_left(
    scan: Scan, reader: RecordReader, coming: ToCome = NONE_TO_COME, *, again: bool = False
) -> int:
    """Estimate the calls of an export whose scan is open, without those for names.

    `again` means that all ids are listed once more. New records come after those of the first search.
    """
    begun = [*scan.begun()]
    limit, rows = scan.query.limit, sum(total for _variant, _first, total in begun)
    more = coming.number if limit is None else max(min(coming.number, limit - rows), 0)
    calls = scan.calls(more)
    for at, (_variant, first, total) in enumerate(begun):
        pages = ceil((total + (0 if at else more)) / PAGE)
        calls += pages * reader.needs.companies + max(pages, 1) * again
        if reader.asks_addresses:
            calls += _asking(ceil(total / PAGE), sum(map(serves_for_all, first)), len(first))
    if reader.asks_addresses:
        calls += _asking(ceil(more / PAGE), coming.serving, coming.number)
    return calls + (list_calls(reader.entity, rows + more) if reader.asks_v1 else 0)


def names_unread(scan: Scan, reader: RecordReader, coming: ToCome = NONE_TO_COME) -> set[str]:
    """Return the kinds of names still to be read for the rows; every record of Sellsy has an owner."""
    kinds = {kind for variant, first, _total in scan.begun() for kind in reader.unread(variant, first)}
    return kinds | (reader.unread_of_new() if coming.number else set())


def _asking(pages: int, serving: int, number: int) -> int:
    """Return the number of pages whose addresses must be read: those with a record without embedded addresses."""
    if not pages or not number:
        return 0
    if pages == 1:
        return int(serving < number)
    return round(pages * (1 - (serving / number) ** PAGE))


def created_by(journal: Journal, run_id: str) -> dict[str, ToCome]:
    """Return the records that a pipeline's dry run would create, by entity, contact persons of rows included."""
    coming: dict[str, ToCome] = {}
    for run in journal.runs.children(run_id):
        if run.kind != "dry-run":
            continue
        adding = adding_people(journal, run.run_id)
        for row in journal.rows.every(run.run_id, outcomes=[Outcome.CREATED, Outcome.UPDATED]):
            if row.record is None:
                continue
            record, creates = Record.from_json(row.row, row.record), row.outcome is Outcome.CREATED
            kind = str(record.values.get("type") or run.entity) if has_types(record.variant) else run.entity
            parts = {part for part in ADDRESSES if any(record.part(part).values())}
            if creates:
                coming[kind] = coming.get(kind, NONE_TO_COME).more(serving=parts == {"main"})
            person = any(record.part(PERSON).values()) and (creates or row.row in adding)
            if has_types(record.variant) and person:
                coming[PERSON] = coming.get(PERSON, NONE_TO_COME).more(serving=False)
    return coming
