"""What a run did, read from the journal: which records it made, in what order its rows are taken back."""

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
    """What a run did.

    `made` are the records it created and `ended` those it deleted, with their rows. `shared` are the rows of records
    that several rows wrote, `linked` the links it made, by third. `unsure` are rows of which a write may or may
    not have been done, `tagged` tells whether it tagged anything. `legacy` are, by variant, the records of which API
    v1 may show more, and `born` the times between which those that it made were created. `near`, `near_links` and
    `near_counts` (by what they hang on and kind) are the records and links of other runs that a rehearsal supposes
    to be taken back before.
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
    born: tuple[datetime, datetime] | None = None
    near: set[Key] = field(default_factory=set)
    near_links: set[tuple[Key, int]] = field(default_factory=set)
    near_counts: Counter[tuple[Key, str]] = field(default_factory=Counter)
    _first: dict[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls, journal: Journal, run_id: str, *, beside: Sequence[str] = ()) -> "History":
        """Read the writes of a run once, keeping ids only; `beside` are runs that are supposed to be taken back."""
        past = cls(journal, run_id)
        for other in (cls.read(journal, one) for one in beside if one != run_id):
            past.near |= other.made.keys()
            past.near_links |= other.linked
            past.near_counts += Counter(other.hanging())
        rows: dict[Key, int] = {}
        for operation in journal.operations.read(run_id):
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

    def _note(self, deed: PastWrite) -> None:
        if deed.verb is Verb.CREATE:
            self.made[deed.key] = deed.row
            self.legacy[deed.key[0]].add(deed.key[1])
            self._born(deed)
        elif deed.verb is Verb.DELETE:
            self.ended[deed.key] = deed.row
        elif deed.verb is Verb.TAG:
            self.tagged = True
        elif deed.verb is Verb.LINK:
            self.linked.add((deed.key, deed.other))
        elif deed.verb in (Verb.STICKY, Verb.AGENDA):
            self.legacy[deed.key[0]].add(deed.key[1])

    def _born(self, deed: PastWrite) -> None:
        """Note when a record was created, and when its row says that it was."""
        told = deed.said.get("created")
        sent = deed.operation.sellsy_sent_at or deed.operation.sent_at
        times = [*(self.born or ()), *([sent] if sent else [])]
        if isinstance(told, str):
            said = datetime.fromisoformat(told)
            times.append(said if said.tzinfo else said.replace(tzinfo=PARIS))
        if times:
            self.born = (min(times), max(times))

    def hanging(self) -> Iterator[tuple[Key, str]]:
        """Yield what each record that it made hangs on, and its kind."""
        for operation in self.journal.operations.read(self.run_id, kinds=["create"]):
            deed = self.deed(operation)
            if deed is None:
                continue
            related, people = deed.said.get("related"), deed.said.get("contact_ids")
            for one in related if isinstance(related, list) else ():
                if isinstance(one, dict):
                    yield (str(one["type"]), int(str(one["id"]))), deed.key[0]
            for person in people if isinstance(people, list) else ():
                yield (PERSON, int(str(person))), deed.key[0]

    def deed(self, operation: OperationRecord) -> PastWrite | None:
        """Return what an operation did, None where it was not done."""
        if operation.state not in _DONE or operation.error is not None:
            return None
        return past_write_of(operation, self.known)

    def deeds(self, rows: Sequence[int]) -> dict[int, list[PastWrite]]:
        """Return what some rows did, in the order it was done."""
        found: dict[int, list[PastWrite]] = defaultdict(list)
        for start in range(0, len(rows), _SOME):
            for operation in self.journal.operations.read(self.run_id, rows=rows[start : start + _SOME]):
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
