"""What a run did, read from the journal: which records it made, in what order its rows are taken back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.engine.undo.deed import Deed, Key, Verb, deed_of
from etl.journal import Journal, OperationRecord, OperationState

_DONE = (OperationState.SETTLED, OperationState.RECONCILED)
_UNSURE = (OperationState.SENT, OperationState.UNKNOWN)
_SOME = 500


@dataclass(slots=True)
class Past:
    """What a run did.

    `made` are the records it created and `ended` those it deleted, with their rows. `shared` are the rows of records
    that several rows wrote, `linked` the links it made, by third. `unsure` are rows of which a write may or may
    not have been done, `tagged` tells whether it tagged anything.
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
    _first: dict[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls, journal: Journal, run_id: str) -> "Past":
        """Read the writes of a run once, keeping ids only."""
        past = cls(journal, run_id)
        rows: dict[Key, int] = {}
        for operation in journal.operations(run_id):
            if operation.answer_id is not None:
                past.known[operation.op_id] = operation.answer_id
            if operation.state in _UNSURE:
                past.unsure.add(operation.row)
            deed = past.deed(operation)
            if deed is None:
                continue
            past._first.setdefault(operation.row, operation.seq)
            past._note(deed)
            if rows.setdefault(deed.key, deed.row) != deed.row:
                past.shared.setdefault(deed.key, {rows[deed.key]}).add(deed.row)
        return past

    def _note(self, deed: Deed) -> None:
        if deed.verb is Verb.CREATE:
            self.made[deed.key] = deed.row
        elif deed.verb is Verb.DELETE:
            self.ended[deed.key] = deed.row
        elif deed.verb is Verb.TAG:
            self.tagged = True
        elif deed.verb is Verb.LINK:
            self.linked.add((deed.key, deed.other))

    def deed(self, operation: OperationRecord) -> Deed | None:
        """Return what an operation did, None where it was not done."""
        if operation.state not in _DONE or operation.error is not None:
            return None
        return deed_of(operation, self.known)

    def deeds(self, rows: Sequence[int]) -> dict[int, list[Deed]]:
        """Return what some rows did, in the order it was done."""
        found: dict[int, list[Deed]] = defaultdict(list)
        for start in range(0, len(rows), _SOME):
            for operation in self.journal.operations(self.run_id, rows=rows[start : start + _SOME]):
                deed = self.deed(operation)
                if deed is not None:
                    found[operation.row].append(deed)
        return found

    def order(self, groups: Mapping[int, str]) -> Iterator[int]:
        """Yield the rows that did something, the last first, those of one group together; `groups` by row."""
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
