"""What became of writes whose answer was lost: the CRM is read, and only it decides.

A write that sets a state (an update, tags, a link) is sent again: done twice it is done once. A creation is looked
for by what it says; found once it is done, found nowhere it never was and is sent again, found several times it stays
unknown. A creation may be invisible for a moment: it is looked for until the settle time is over.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from etl.codecs import fold
from etl.engine.fields import dig, is_empty, same_items
from etl.engine.keys import instant
from etl.engine.legacy import read_comments
from etl.engine.match import RELATED, describe
from etl.engine.observer import Observer
from etl.errors import RefusedError
from etl.journal import Journal, OperationOutcome, OperationRecord, OperationState
from etl.results import JsonValue, Outcome, Problem, RowResult
from etl.sellsy import Sellsy, pages

Document = Mapping[str, JsonValue]

SETTLE_S = 10.0
"""Seconds after a creation during which it may not be seen yet (integrators' observations, rounded up)."""

_BETWEEN_S = 1.0
_MARGIN = timedelta(seconds=120)
"""How far Sellsy's clock and ours may be apart."""

_ABSENT = 404
_CREATIONS = frozenset({"create", "contact"})
_PARENT_FAILED = "parent-failed"
_UNSEEN = frozenset({"mentioned_staff_ids", "number", "owner_id", "wants_meet_link"})
"""Fields that answers do not show, or that Sellsy fills in when they are left out."""


class Fate(StrEnum):
    """What became of a write."""

    DONE = "done"
    AGAIN = "again"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a write: the id it gave when it was done, what it may be when nothing is sure."""

    fate: Fate
    answer_id: int | None = None
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class Reconciler:
    """Settles what a run left without an answer, or plans it again."""

    journal: Journal
    sellsy: Sellsy
    run_id: str
    observer: Observer
    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    settle_s: float = SETTLE_S
    _given: dict[int, str] = field(default_factory=dict)

    def reconcile(self) -> int:
        """Decide every write without an answer and return how many there were.

        Raises:
            ApiError: Sellsy refused or did not answer.
            JournalError: the journal cannot be written.
        """
        lost = list(
            self.journal.operations(self.run_id, states=[OperationState.SENT, OperationState.UNKNOWN])
        )
        if not lost:
            return 0
        self.observer.stage("reconcile", len(lost))
        rows = sorted({one.row for one in lost})
        by_row: dict[int, list[OperationRecord]] = defaultdict(list)
        for operation in self.journal.operations(self.run_id, rows=rows):
            by_row[operation.row].append(operation)
        self._sources(lost)
        known = self._known_ids()
        for row in rows:
            self._row(row, by_row[row], known)
        return len(lost)

    def _known_ids(self) -> dict[str, int]:
        """Return op_id -> id of what the run created: a row may need what another row of its group created."""
        known: dict[str, int] = {}
        for one in self.journal.operations(self.run_id):
            if one.answer_id is not None:
                known[one.op_id] = one.answer_id
                if one.kind in _CREATIONS:
                    self._given[one.answer_id] = one.op_id
        return known

    def _sources(self, lost: Sequence[OperationRecord]) -> None:
        """Settle the creation of sources: a name that the account has now was created."""
        for operation in (one for one in lost if one.kind == "source"):
            label = dig(operation.body if isinstance(operation.body, dict) else {}, "source.label")
            names = {
                fold(str(document["name"])): int(str(document["id"]))
                for page in pages(self.sellsy, "/opportunities/sources")
                for document in page.data
            }
            self._settle(operation, _found([names[fold(str(label))]] if fold(str(label)) in names else []))

    def _row(self, row: int, operations: Sequence[OperationRecord], known: dict[str, int]) -> None:
        verdicts: list[Verdict] = []
        for operation in operations:
            if not _undecided(operation):
                continue
            verdict = self._decide(operation, known)
            if verdict.answer_id is not None:
                known[operation.op_id] = verdict.answer_id
                self._given[verdict.answer_id] = operation.op_id
            self._settle(operation, verdict)
            verdicts.append(verdict)
            self.observer.advance()
        self._settle_row(row, operations, verdicts, known)

    def _settle(self, operation: OperationRecord, verdict: Verdict) -> None:
        states = {
            Fate.DONE: OperationState.RECONCILED,
            Fate.AGAIN: OperationState.PLANNED,
            Fate.UNSURE: OperationState.UNKNOWN,
        }
        outcome = OperationOutcome(operation.op_id, state=states[verdict.fate], answer_id=verdict.answer_id)
        self.journal.settle(self.run_id, operations=[outcome])

    def _settle_row(
        self,
        row: int,
        operations: Sequence[OperationRecord],
        verdicts: Sequence[Verdict],
        known: Mapping[str, int],
    ) -> None:
        """Settle a row whose writes are all decided, or plan it again with what it should become."""
        (stored,) = self.journal.rows_at(self.run_id, [row])
        kept = tuple(one for one in stored.problems if one.code not in ("outcome-unknown", _PARENT_FAILED))
        created = next((known[o.op_id] for o in operations if o.kind == "create" and o.op_id in known), None)
        result = RowResult(row, _planned(operations), stored.sellsy_id or created, kept, stored.changes)
        unsure = [one for one in verdicts if one.fate is Fate.UNSURE]
        if unsure:
            seen = [name for one in unsure for name in one.candidates]
            doubt = Problem("reconcile-several", row, params={"records": seen})
            unknown = replace(result, outcome=Outcome.UNKNOWN, problems=(*kept, doubt))
            self.journal.settle(self.run_id, rows=[unknown])
        elif any(one.fate is Fate.AGAIN for one in verdicts):
            self.journal.intend(self.run_id, [], expected=[result])
        else:
            failed = [one for one in operations if one.error is not None and not _undecided(one)]
            outcome = Outcome.FAILED if failed else result.outcome
            self.journal.settle(self.run_id, rows=[replace(result, outcome=outcome)])

    # one write

    def _decide(self, operation: OperationRecord, known: Mapping[str, int]) -> Verdict:
        if operation.state is OperationState.SETTLED:
            return Verdict(Fate.AGAIN)  # what it needed was not known to be done: it was never sent
        if any(need not in known for need in operation.needs):
            return Verdict(Fate.AGAIN)  # what it needs was not done: neither was it
        if operation.method == "DELETE":
            return self._unlinked(operation) if operation.kind == "link" else self._deleted(operation)
        if operation.kind in _CREATIONS:
            return self._created(operation)
        if operation.kind == "address" and operation.method == "POST":
            return self._address(operation, known)
        return Verdict(Fate.AGAIN)

    def _deleted(self, operation: OperationRecord) -> Verdict:
        try:
            self.sellsy.get(operation.path)
        except RefusedError as error:
            if error.status == _ABSENT:
                return Verdict(Fate.DONE)
            raise
        return Verdict(Fate.AGAIN)

    def _unlinked(self, operation: OperationRecord) -> Verdict:
        """Look whether a contact is still linked: a link has no page of its own (API contract 2.264.0)."""
        every, _, contact = operation.path.rpartition("/")
        try:
            found = {str(document["id"]) for page in pages(self.sellsy, every) for document in page.data}
        except RefusedError as error:
            if error.status != _ABSENT:
                raise
            found = set()
        return Verdict(Fate.AGAIN if contact in found else Fate.DONE)

    def _address(self, operation: OperationRecord, known: Mapping[str, int]) -> Verdict:
        path = _filled(operation.path, operation.needs, known)
        body = operation.body if isinstance(operation.body, dict) else {}
        found = [d for page in pages(self.sellsy, path) for d in page.data if _says(body, d)]
        return _found([int(str(one["id"])) for one in found], found)

    def _created(self, operation: OperationRecord) -> Verdict:
        """Look for a creation until it is seen, or the settle time is over."""
        until = (operation.sent_at.timestamp() if operation.sent_at else 0.0) + self.settle_s
        wanted = _Wanted.of(operation)
        while True:
            found = [one for one in wanted.candidates(self.sellsy) if wanted.fits(one)]
            ours = [one for one in found if not self._someone_elses(operation, one)]
            if ours or self.now().timestamp() >= until:
                return _found([int(str(one["id"])) for one in ours], ours)
            self.sleep(_BETWEEN_S)

    def _someone_elses(self, operation: OperationRecord, document: Document) -> bool:
        """Tell whether another write of the run, or somebody before it, created a record."""
        if self._given.get(int(str(document["id"])), operation.op_id) != operation.op_id:
            return True
        body = operation.body if isinstance(operation.body, dict) else {}
        created = document.get("created")
        if "created" in body or created is None or operation.sent_at is None:
            return False
        return instant(created) < instant((operation.sent_at - _MARGIN).isoformat())


def _undecided(operation: OperationRecord) -> bool:
    if operation.state in (OperationState.SENT, OperationState.UNKNOWN):
        return True
    return isinstance(operation.error, dict) and operation.error.get("code") == _PARENT_FAILED


def _planned(operations: Sequence[OperationRecord]) -> Outcome:
    """Return what a row becomes when all its writes are done."""
    kinds = {one.kind for one in operations}
    if "delete" in kinds:
        return Outcome.DELETED
    return Outcome.CREATED if "create" in kinds else Outcome.UPDATED


def _found(ids: Sequence[int], documents: Sequence[Document] = ()) -> Verdict:
    if len(ids) == 1:
        return Verdict(Fate.DONE, ids[0])
    if not ids:
        return Verdict(Fate.AGAIN)
    return Verdict(Fate.UNSURE, candidates=tuple(describe(one) for one in documents))


def _filled(path: str, needs: Sequence[str], known: Mapping[str, int]) -> str:
    for need in needs:
        path = path.replace(need, str(known[need]))
    return path


# what a creation looks like once it is done


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A creation as v2 would show it: where to look, by which filters, and what must be equal."""

    path: str
    filters: Mapping[str, JsonValue]
    body: Mapping[str, JsonValue]
    task: int | None = None

    @classmethod
    def of(cls, operation: OperationRecord) -> "_Wanted":
        body = operation.body if isinstance(operation.body, dict) else {}
        if operation.path == "Annotations.create":
            note = body["annotation"]
            said = note if isinstance(note, dict) else {}
            return cls(
                "/comments", {}, {"description": said.get("text")}, task=int(str(said.get("relatedid")))
            )
        if operation.path == "Agenda.create":
            return _of_agenda(body)
        return cls(operation.path, _filters(operation.path, body), body)

    def candidates(self, sellsy: Sellsy) -> Iterator[Document]:
        """Yield the records that may be it."""
        if self.task is not None:
            yield from read_comments(sellsy, [self.task])
            return
        for page in pages(sellsy, f"{self.path}/search", filters=self.filters):
            yield from page.data

    def fits(self, document: Document) -> bool:
        """Tell whether a record says everything that the creation says."""
        return _says(self.body, document)


def _filters(path: str, body: Document) -> dict[str, JsonValue]:
    """Return the narrowest filter that Sellsy has for what a body says (API contract 2.264.0)."""
    siret = dig(body, "legal_france.siret")
    by_resource: dict[str, list[tuple[str, JsonValue]]] = {
        "/companies": [("siret", siret), ("email", body.get("email")), ("name", body.get("name"))],
        "/individuals": [("email", body.get("email"))],
        "/contacts": [("email", body.get("email")), ("last_name", body.get("last_name"))],
        "/opportunities": [("name", body.get("name"))],
    }
    for name, value in by_resource.get(path, ()):
        if not is_empty(value):
            return {name: value}
    related = body.get("related")
    if isinstance(related, list) and related:
        return {RELATED: related}
    return {}


def _of_agenda(body: Document) -> _Wanted:
    """Return what v2 shows of a record that v1 creates."""
    kind = str(body["type"])
    block = body[kind] if isinstance(body.get(kind), dict) else {}
    said: dict[str, JsonValue] = block if isinstance(block, dict) else {}
    end = datetime.fromtimestamp(int(str(said["end"])), tz=UTC).isoformat()
    if kind == "task":
        shown: dict[str, JsonValue] = {"due_date": end, "label_id": said.get("label")}
        return _Wanted("/tasks", {"due_date": {"start": end, "end": end}}, shown)
    start = datetime.fromtimestamp(int(str(said["start"])), tz=UTC).isoformat()
    shown = {"title": said.get("title"), "datetime_start": start, "datetime_end": end}
    return _Wanted("/calendar-events", {"due_date": {"start": start, "end": start}}, shown)


def _says(body: Document, document: Document) -> bool:
    """Tell whether a record says what a body says; what answers do not show is not asked."""
    return all(
        key in _UNSEEN or is_empty(value) or _alike(value, document, key) for key, value in body.items()
    )


def _alike(wanted: JsonValue, document: Document, key: str) -> bool:
    if isinstance(wanted, dict):
        inside = document.get(key)
        return isinstance(inside, dict) and _says(wanted, inside)
    held = dig(document, key)
    if isinstance(wanted, list):
        return same_items(held if isinstance(held, list) else [], wanted)
    if isinstance(wanted, bool) or held is None:
        return held == wanted
    if "T" in str(wanted) and instant(wanted) == instant(held):
        return True
    return fold(str(held)) == fold(str(wanted)) or _number(held) == _number(wanted) is not None


def _number(value: JsonValue) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
