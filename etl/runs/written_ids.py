"""What rows have written in earlier runs: the ids of their records, so that a corrected row is written once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from etl.core.batching import batched
from etl.core.record import PERSON, RECORD_ID, Record
from etl.core.results import JsonValue, Outcome
from etl.journal import Journal, RunRecord, StoredRow
from etl.load.outcomes import linked_person, makes_person
from etl.plan.row_planning import record_of
from etl.undo.history import History
from etl.undo.past_write import Key

Ids = Mapping[str, JsonValue]
"""Attribute ("id", "contact.id") -> what a row wrote already."""

_IDS = frozenset({RECORD_ID, f"{PERSON}.{RECORD_ID}"})
_WINDOW = 500
_FAILED: tuple[Outcome, ...] = (Outcome.FAILED,)
_WROTE: tuple[Outcome, ...] = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.FAILED)


def written_ids(journal: Journal, run_id: str, rows: Sequence[StoredRow]) -> dict[int, Ids]:
    """Return the ids that rows have already written, by row; rows that wrote nothing are absent.

    The contact person of a row may have been made by another row, or have existed before.
    """
    ids: dict[int, dict[str, JsonValue]] = {}
    by_number = {row.row: row for row in rows}
    for row in rows:
        if row.sellsy_id is not None:
            ids[row.row] = {"id": row.sellsy_id}
    linked: dict[int, str] = {}
    for operation in journal.operations.read(run_id, rows=sorted(by_number)):
        if operation.answer_id is not None and makes_person(by_number[operation.row], operation):
            ids.setdefault(operation.row, {})["contact.id"] = operation.answer_id
        elif (person := linked_person(by_number[operation.row], operation)) is not None:
            linked[operation.row] = person
    made = {
        operation.op_id: operation.answer_id
        for numbers in batched(sorted({*linked.values()}), _WINDOW)
        for operation in journal.operations.read(run_id, op_ids=numbers)
    }
    for number, person in linked.items():
        known = int(person) if person.isdecimal() else made.get(person)
        if known is not None:
            ids.setdefault(number, {}).setdefault("contact.id", known)
    return dict(ids)


def failed_ids(journal: Journal, run_id: str) -> dict[int, Ids]:
    """Return the ids that the failed rows of a run have already written, by row."""
    return _ids_of(journal, run_id, [Outcome.FAILED])


def family(journal: Journal, run: RunRecord) -> set[str]:
    """Return the ids of a run, and of the retries of it."""
    known, waiting = {run.run_id}, [run.run_id]
    while waiting:
        children = [child for child in journal.runs.children(waiting.pop(0)) if child.kind == "retry"]
        known |= {child.run_id for child in children}
        waiting += [child.run_id for child in children]
    return known


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row that a person added to a report and that was imported: what it said, and what it wrote."""

    record: Record
    ids: Ids


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the rows of a report have written already.

    `ids` are by row of the original file. Rows beyond its last were added by people: their numbers change with their
    order, so that what they say tells which of the `added` ones they are.
    """

    ids: Mapping[int, Ids] = field(default_factory=dict)
    added: Sequence[AddedRow] = ()

    def of_added(self, records: Sequence[Record], naming: Sequence[str]) -> dict[int, Ids]:
        """Return the ids of added rows, by row: that of the same cells, else that of the same number and name.

        `naming` are the attributes that name a record.
        """
        left = [*self.added]
        ids: dict[int, Ids] = {}
        for alike in (_has_same_cells, partial(_has_same_name, naming=naming)):
            for record in records:
                match = next((row for row in left if alike(row.record, record)), None)
                if record.row not in ids and match is not None:
                    left.remove(match)
                    ids[record.row] = match.ids
        return ids


def _has_same_cells(record: Record, other: Record) -> bool:
    return record.variant == other.variant and _cells(record) == _cells(other)


def _has_same_name(record: Record, other: Record, *, naming: Sequence[str]) -> bool:
    first, second = ([row.values.get(name) for name in naming] for row in (record, other))
    is_same = (record.row, record.variant) == (other.row, other.variant)
    return is_same and any(first) and first == second


def _cells(record: Record) -> dict[str, JsonValue]:
    return {name: value for name, value in record.values.items() if name not in _IDS and value is not None}


def family_ids(journal: Journal, run_id: str, *, last: int, whole: bool = False) -> Earlier:
    """Return what rows have written in a run, in those it retries and in its own retries.

    Of the run itself only its failed rows count, unless `whole`. `last` is the last row of the file. What was undone
    since counts as not written.
    """
    line = [journal.runs.find(run_id)]
    while line[0].kind == "retry" and line[0].parent is not None:
        line.insert(0, journal.runs.find(line[0].parent))
    later = sorted(family(journal, line[-1]) - {run_id})
    gone = _undone(journal, [*(run.run_id for run in line), *later])
    written = [(run.run_id, _FAILED) for run in line[:-1]]
    written += [(run_id, _WROTE if whole else _FAILED), *((child, _WROTE) for child in later)]
    return _earlier(journal, written, gone, last=last)


def report_ids(journal: Journal, report: str, account: str, *, last: int) -> Earlier:
    """Return what earlier imports of a report have written; what was undone since does not count."""
    runs = [
        member
        for run in reversed(journal.runs.newest())
        if run.account == account and run.settings.get("report_of") == report and not run.rehearsed
        for member in (run.run_id, *sorted(family(journal, run) - {run.run_id}))
    ]
    return _earlier(journal, [(run_id, _WROTE) for run_id in runs], _undone(journal, runs), last=last)


def _earlier(
    journal: Journal,
    written: Iterable[tuple[str, Sequence[Outcome]]],
    gone: Collection[Key],
    *,
    last: int,
) -> Earlier:
    """Return what the rows of some outcomes have written in runs, the later ones above the earlier."""
    ids: dict[int, Ids] = {}
    added: dict[str, AddedRow] = {}
    for run_id, outcomes in written:
        of_run = _ids_of(journal, run_id, outcomes, gone)
        ids |= {row: known for row, known in of_run.items() if row <= last}
        beyond = sorted(row for row in of_run if row > last)
        for row in journal.rows.at(run_id, beyond):
            if row.record is not None:
                added[str(of_run[row.row])] = AddedRow(record_of(row), of_run[row.row])
    return Earlier(ids, [*added.values()])


def _undone(journal: Journal, run_ids: Iterable[str]) -> set[Key]:
    """Return the records that undos of runs have deleted; one whose undo was undone has another id."""
    return {
        key
        for run_id in run_ids
        for undo in _undos(journal, run_id)
        for key in (
            *History.read(journal, undo).ended,
            *_undone(journal, _undos(journal, undo)),
        )
    }


def _undos(journal: Journal, run_id: str) -> list[str]:
    return [child.run_id for child in journal.runs.children(run_id) if child.kind == "undo"]


def _ids_of(
    journal: Journal, run_id: str, outcomes: Sequence[Outcome], gone: Collection[Key] = ()
) -> dict[int, Ids]:
    """Return the ids that rows of a run have written, by row, without those `gone`, with those recreated since."""
    ids: dict[int, Ids] = {}
    for rows in batched(journal.rows.every(run_id, outcomes=outcomes), _WINDOW):
        kinds = {row.row: str((row.record or {}).get("variant")) for row in rows}
        for number, written in written_ids(journal, run_id, rows).items():
            left = {
                name: value for name, value in written.items() if _key(name, value, kinds[number]) not in gone
            }
            if left:
                ids[number] = left
    for undo in _undos(journal, run_id):
        for redo in _undos(journal, undo):
            ids |= _ids_of(journal, redo, [Outcome.CREATED], gone)
    return ids


def _key(name: str, value: JsonValue, variant: str) -> Key:
    """Return the record of an id that a row has written."""
    return PERSON if name == f"{PERSON}.id" else variant, int(str(value))
