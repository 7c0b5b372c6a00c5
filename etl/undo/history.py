"""Writes of a run, read from the journal: the records it created, and the order in which rows are undone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from etl.codecs.moment import PARIS
from etl.core.record import PERSON
from etl.journal import Journal, OperationRecord, OperationState
from etl.undo.past_write import Key, PastWrite, Verb, past_write_of

_DONE = (OperationState.SETTLED, OperationState.RECONCILED)
_UNSURE = (OperationState.SENT, OperationState.UNKNOWN)
_SOME = 500


@dataclass(slots=True)
class History:
    """The writes of a run.

    `made` are the records it created and `ended` those it deleted, with their rows. `shared` are the rows of records
    that several rows wrote, `linked` the links it made, by third. `unsure` are rows with a write of unknown outcome,
    `tagged` tells whether it added tags. `legacy` are, by variant, the records of which API v1 may show more, and
    `created_between` the earliest and latest creation time of those made. `near`, `near_links` and `near_counts` (by
    linked record and kind) are the records and links of other runs, which a rehearsal assumes to be undone before.
    """

    journal: Journal
    run_id: str
    known: dict[str, int] = field(default_factory=dict)
    made: dict[Key, int] = field(default_factory=dict)
    ended: dict[Key, int] = field(default_factory=dict)
    linked: set[tuple[Key, int]] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)
    shared: dict[Key, set[int]] = field(default_factory=dict)
    tagged: bool = False
    legacy: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    created_between: tuple[datetime, datetime] | None = None
    near: set[Key] = field(default_factory=set)
    near_links: set[tuple[Key, int]] = field(default_factory=set)
    near_counts: Counter[tuple[Key, str]] = field(default_factory=Counter)
    _first: dict[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls, journal: Journal, run_id: str, *, beside: Sequence[str] = ()) -> "History":
        """Read the writes of a run once, keeping only ids; `beside` are runs assumed to be undone."""
        past = cls(journal, run_id)
        for other in (cls.read(journal, other_id) for other_id in beside if other_id != run_id):
            past.near |= other.made.keys()
            past.near_links |= other.linked
            past.near_counts += Counter(other.links())
        rows: dict[Key, int] = {}
        for operation in journal.operations.read(run_id):
            if operation.answer_id is not None:
                past.known[operation.op_id] = operation.answer_id
            if operation.state in _UNSURE:
                past.unsure.add(operation.row)
            write = past.past_write(operation)
            if write is None:
                continue
            past._first.setdefault(operation.row, operation.seq)
            past._note(write)
            if rows.setdefault(write.key, write.row) != write.row:
                past.shared.setdefault(write.key, {rows[write.key]}).add(write.row)
        return past

    def _note(self, write: PastWrite) -> None:
        if write.verb is Verb.CREATE:
            self.made[write.key] = write.row
            self.legacy[write.key[0]].add(write.key[1])
            self._note_creation(write)
        elif write.verb is Verb.DELETE:
            self.ended[write.key] = write.row
        elif write.verb is Verb.TAG:
            self.tagged = True
        elif write.verb is Verb.LINK:
            self.linked.add((write.key, write.other))
        elif write.verb in (Verb.STICKY, Verb.AGENDA):
            self.legacy[write.key[0]].add(write.key[1])

    def _note_creation(self, write: PastWrite) -> None:
        """Extend the range of creation times by a write, and by the date that its row states."""
        stated = write.fields.get("created")
        sent = write.operation.sellsy_sent_at or write.operation.sent_at
        times = [*(self.created_between or ()), *([sent] if sent else [])]
        if isinstance(stated, str):
            moment = datetime.fromisoformat(stated)
            times.append(moment if moment.tzinfo else moment.replace(tzinfo=PARIS))
        if times:
            self.created_between = (min(times), max(times))

    def links(self) -> Iterator[tuple[Key, str]]:
        """Yield (linked record, kind) for each record that the run created."""
        for operation in self.journal.operations.read(self.run_id, kinds=["create"]):
            write = self.past_write(operation)
            if write is None:
                continue
            related, people = write.fields.get("related"), write.fields.get("contact_ids")
            for item in related if isinstance(related, list) else ():
                if isinstance(item, dict):
                    yield (str(item["type"]), int(str(item["id"]))), write.key[0]
            for person in people if isinstance(people, list) else ():
                yield (PERSON, int(str(person))), write.key[0]

    def past_write(self, operation: OperationRecord) -> PastWrite | None:
        """Return the write of an operation, None where it was not done."""
        if operation.state not in _DONE or operation.error is not None:
            return None
        return past_write_of(operation, self.known)

    def past_writes(self, rows: Sequence[int]) -> dict[int, list[PastWrite]]:
        """Return the writes of rows, by row, in the order they were done."""
        by_row: dict[int, list[PastWrite]] = defaultdict(list)
        for start in range(0, len(rows), _SOME):
            for operation in self.journal.operations.read(self.run_id, rows=rows[start : start + _SOME]):
                write = self.past_write(operation)
                if write is not None:
                    by_row[operation.row].append(write)
        return by_row

    def order(self, groups: Mapping[int, str]) -> Iterator[int]:
        """Yield the rows that wrote something, last first, rows of a group together; `groups` by row."""
        members: dict[str, list[int]] = defaultdict(list)
        backwards = sorted(self._first, key=lambda row: self._first[row], reverse=True)
        for row in backwards:
            if row in groups:
                members[groups[row]].append(row)
        for row in backwards:
            if row not in groups:
                yield row
            elif groups[row] in members:
                yield from members.pop(groups[row])
