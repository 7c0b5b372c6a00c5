"""Looking in the CRM for what lost writes did, in rounds, until it is found or may not come any more.

What others need is decided first: sources, then records, then people (who are known by their links).
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from etl.codecs import fold
from etl.core.batching import batched
from etl.core.json_paths import dig, filled
from etl.core.observer import Observer
from etl.core.record import PERSON
from etl.entities.base.resource import CONTACTS, RESOURCES, People, linked_by
from etl.journal import Journal, OperationRecord, OperationState
from etl.matching.reading import read_each
from etl.recovery.fingerprint import Document, Fingerprint, says
from etl.recovery.identify import Fate, Sought, Verdict, id_of, identify
from etl.recovery.lost_writes import CREATIONS, Survey, body_of, resource_of
from etl.recovery.moments import Moments
from etl.sellsy import PAGE, Call, Sellsy, pages
from etl.v1.shapes import read_comments

SETTLE_S = 60.0
"""Seconds after the last sign of a write during which it may not be seen yet.

Sellsy may still be at work on it, and a new record cannot be found for a moment (integrators' observations).
"""

_BETWEEN_S = 1.0
_LONGEST_S = 8.0
"""Seconds between the first two looks, which double, and between any two at most."""

_HELD_S = 1_200.0
"""Seconds after which a killed process surely sends no more: it may have been waiting for its quota."""

_LINK = re.compile(rf"(/[a-z-]+/\d+/{CONTACTS})/(\d+)")


@dataclass(slots=True)
class LostWriteSearch:
    """Decides the lost writes of a run; `batch_size` is in reads per request, `settle_s` in seconds."""

    journal: Journal
    sellsy: Sellsy
    run_id: str
    survey: Survey
    observer: Observer
    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    settle_s: float
    batch_size: int
    fates: dict[str, Verdict] = field(default_factory=dict)
    _started: float = 0.0
    _moments: Moments = field(init=False)
    _told: bool = False

    def decide(self) -> dict[str, Verdict]:
        """Return what became of every lost write, by op_id; those that hang on a refused one become dead.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        lost = self.survey.lost
        if lost and self.sellsy.time is None:
            _ = self.sellsy.limits  # any answer tells the time at Sellsy
        self._moments = Moments(self.sellsy.time, self.now())
        self._started = self._clock()
        made = [one for one in lost if one.kind in CREATIONS and one.method == "POST"]
        self._in_rounds([one for one in lost if one.kind == "source"], self._sources)
        for people in (False, True):
            level = [one for one in made if (resource_of(one) == RESOURCES[PERSON].path) == people]
            self._in_rounds([one for one in level if self._open(one)], self._creations)
        rest = [one for one in lost if one.op_id not in self.fates and self._open(one)]
        self._in_rounds([one for one in rest if one.method == "DELETE"], self._deletions)
        self._in_rounds([o for o in rest if o.kind == "address" and o.method == "POST"], self._addresses)
        self.fates |= self._links(
            [o for o in rest if o.kind == "link" and o.method == "POST" and o.api == "v2"]
        )
        for one in rest:
            self.fates.setdefault(one.op_id, Verdict(Fate.AGAIN))
        return self.fates

    def _clock(self) -> float:
        """Return the seconds of Sellsy's clock, which nobody sets meanwhile; of ours where it does not tell."""
        return (self.sellsy.time or self.now()).timestamp()

    def _open(self, operation: OperationRecord) -> bool:
        """Tell whether a write must be looked for: what it needs was done. Else its fate is settled with that."""
        if not self.survey.dead.isdisjoint(operation.needs):
            self.survey.dead.add(operation.op_id)
            return False
        if all(need in self.survey.known for need in operation.needs):
            return True
        unsure = Fate.UNSURE in [self.fates[need].fate for need in operation.needs if need in self.fates]
        self.fates[operation.op_id] = Verdict(Fate.UNSURE if unsure else Fate.AGAIN)
        return False

    def _in_rounds(
        self,
        operations: Sequence[OperationRecord],
        look: Callable[[Sequence[OperationRecord]], dict[str, Verdict]],
    ) -> None:
        """Look until all is found, or may not come any more; what says AGAIN before that is looked for again."""
        pending = list(operations)
        pause = min(_BETWEEN_S, self.settle_s / 2)
        while pending:
            moment = self._clock()
            verdicts = look(pending)
            early = {one.op_id for one in pending if moment < self._until(one)}
            if not any(verdicts[op_id].fate is Fate.AGAIN for op_id in early):
                early.clear()
            for one in pending:
                if one.op_id not in early:
                    self.fates[one.op_id] = verdicts[one.op_id]
                    answer_id = verdicts[one.op_id].answer_id
                    if answer_id is not None:
                        self.survey.know(one, answer_id)
            pending = [one for one in pending if one.op_id in early]
            if pending:
                self.sleep(min(pause, self._wait(pending)))
                pause = min(2 * pause, _LONGEST_S)

    def _wait(self, pending: Sequence[OperationRecord]) -> float:
        """Return how many seconds Sellsy may have to be asked, and say it once."""
        seconds = max(0.0, max(map(self._until, pending)) - self._clock())
        if not self._told:
            self._told = True
            self.observer.note("note-settling", count=len(pending), seconds=max(1, round(seconds)))
        return seconds

    def _until(self, operation: OperationRecord) -> float:
        """Return until when what a write did may not be seen yet; where its time is not known, from now on."""
        last = self._started
        if operation.state is OperationState.UNKNOWN and operation.settled_at is not None:
            given_up = operation.sellsy_settled_at
            last = min(last, given_up.timestamp()) if given_up else last
        elif self.survey.last_sign is not None and not self.survey.timeless:
            sign = self.survey.last_sign.timestamp()
            last = last if last - sign < _HELD_S else sign
        return last + self.settle_s

    # looking

    def _sources(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        """A source whose name the account has now was created."""
        names = {
            fold(str(document["name"])): id_of(document)
            for page in pages(self.sellsy, "/opportunities/sources")
            for document in page.data
        }
        labels = {one.op_id: fold(str(dig(body_of(one), "source.label"))) for one in lost}
        return {
            op_id: Verdict(Fate.DONE, names[label]) if label in names else Verdict(Fate.AGAIN)
            for op_id, label in labels.items()
        }

    def _creations(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        traces = {one.op_id: Fingerprint.of(one, filled(one.body, self.survey.known)) for one in lost}
        found = self._found(lost, traces)
        by_path: dict[str, list[OperationRecord]] = defaultdict(list)
        for one in lost:
            by_path[traces[one.op_id].path].append(one)
        verdicts: dict[str, Verdict] = {}
        for some in by_path.values():
            ours = {o.op_id: [d for d in found[o.op_id] if self._may_be(o, d)] for o in some}
            timely = {
                o.op_id: [d for d in ours[o.op_id] if self._is_timely(o, traces[o.op_id], d)] for o in some
            }
            verdicts |= identify(self._sought(some, traces, timely), timely)
            for op_id, documents in ours.items():
                if documents and verdicts[op_id].fate is Fate.AGAIN:
                    # Made long after, by somebody else or by a request that was held up; or before, if our clock
                    # was right then. Nobody can tell.
                    verdicts[op_id] = Verdict(Fate.UNSURE, candidates=tuple(documents))
        return verdicts

    def _found(
        self, lost: Sequence[OperationRecord], traces: Mapping[str, Fingerprint]
    ) -> dict[str, list[Document]]:
        """Return the records that have the identity of each creation; equal searches are made once."""
        searches: dict[str, Call] = {}
        keys: dict[str, str] = {}
        for one in lost:
            call = self._search(one, traces[one.op_id])
            keys[one.op_id] = json.dumps([call.path, call.body], sort_keys=True)
            searches[keys[one.op_id]] = call
        in_v2 = {key: call for key, call in searches.items() if call.method == "POST"}
        read = dict(
            zip(in_v2, read_each(self.sellsy, in_v2.values(), batch_size=self.batch_size), strict=True)
        )
        for key, call in searches.items():
            if key not in in_v2:
                read[key] = read_comments(self.sellsy, [int(call.path)])
        return {
            one.op_id: [d for d in read[keys[one.op_id]] or () if traces[one.op_id].is_like(d)]
            for one in lost
        }

    def _search(self, operation: OperationRecord, trace: Fingerprint) -> Call:
        if trace.task is not None:
            return Call("GET", str(trace.task))  # the comments of a task: v1 alone shows them
        filters = dict(trace.filters)
        since = self._moments.since(operation)
        if trace.timed and since is not None and self._moments.sure(operation):
            filters["created"] = {"start": since.isoformat()}
        return Call("POST", f"{trace.path}/search", {"limit": PAGE}, {"filters": filters})

    def _may_be(self, operation: OperationRecord, document: Document) -> bool:
        """Tell whether a record is neither of another write of the run nor surely older than this one."""
        owner = self.survey.given.get((resource_of(operation), id_of(document)), operation.op_id)
        if owner != operation.op_id:
            return False
        return not self._moments.sure(operation) or self._is_later(operation, document)

    def _is_timely(self, operation: OperationRecord, trace: Fingerprint, document: Document) -> bool:
        """Tell whether a record was made when a write was under way.

        Where that is not known, a match key tells it as well: what had it before the run was not created by it.
        """
        if not self._moments.sure(operation) and trace.keyed:
            return True
        return self._is_later(operation, document) and not self._is_late(operation, document)

    def _is_later(self, operation: OperationRecord, document: Document) -> bool:
        created, since = _created(operation, document), self._moments.since(operation)
        return created is None or since is None or created >= since

    def _is_late(self, operation: OperationRecord, document: Document) -> bool:
        """Tell whether a record was made long after a write was given up."""
        created, until = _created(operation, document), self._moments.until(operation)
        if operation.state is not OperationState.UNKNOWN or created is None or until is None:
            return False
        return created > until

    def _sought(
        self,
        lost: Sequence[OperationRecord],
        traces: Mapping[str, Fingerprint],
        found: Mapping[str, Sequence[Document]],
    ) -> list[Sought]:
        """Return the creations with what tells those apart that may be the same record."""
        claims: dict[int, int] = defaultdict(int)
        for documents in found.values():
            for document in documents:
                claims[id_of(document)] += 1
        disputed = {o.row for o in lost if any(claims[id_of(d)] > 1 for d in found[o.op_id])}
        hung: dict[str, list[OperationRecord]] = defaultdict(list)
        for some in batched(sorted(disputed), PAGE):
            for operation in self.journal.operations.read(self.run_id, rows=some):
                for need in operation.needs:
                    hung[need].append(operation)
        links = {op_id: self._lists(op_id, some) for op_id, some in hung.items()}
        lists = sorted({path for some in links.values() for path in some})
        calls = [Call("GET", path, {"limit": PAGE}) for path in lists]
        members = dict(zip(lists, read_each(self.sellsy, calls, batch_size=self.batch_size), strict=True))
        return [
            Sought(
                one.op_id,
                traces[one.op_id],
                one.sent_at,
                _shown(one.op_id, hung[one.op_id]),
                frozenset(id_of(d) for path in links.get(one.op_id, ()) for d in members[path] or ()),
            )
            for one in lost
        ]

    def _lists(self, op_id: str, hung: Iterable[OperationRecord]) -> list[str]:
        """Return where the contacts of the companies and individuals are listed that a contact was to be linked to."""
        found: list[str] = []
        for one in hung:
            if one.kind != "link":
                continue
            if one.api == "v1":
                thirds = filled(dig(body_of(one), "people.thirdids"), self.survey.known)
                known = (
                    [third for third in thirds if isinstance(third, int)] if isinstance(thirds, list) else []
                )
                found += [f"{linked_by(People.V1).path}/{third}/{CONTACTS}" for third in known]
                continue
            third = self.survey.path_of(one).removesuffix(f"/{op_id}")
            found += [third] if _LINK.fullmatch(f"{third}/0") else []
        return found

    def _deletions(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        """What is gone was deleted; a link has no page of its own and is looked for in its list."""
        paths = {one.op_id: self.survey.path_of(one) for one in lost}
        links = [one for one in lost if _LINK.fullmatch(paths[one.op_id])]
        there = self._linked(links)
        pages_of = [one.op_id for one in lost if one.op_id not in there]
        calls = [Call("GET", paths[op_id]) for op_id in pages_of]
        found = read_each(self.sellsy, calls, batch_size=self.batch_size)
        there |= {op_id: record is not None for op_id, record in zip(pages_of, found, strict=True)}
        return {op_id: Verdict(Fate.AGAIN if here else Fate.DONE) for op_id, here in there.items()}

    def _links(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        """A link without roles that is there was made; another is made again, which changes nothing."""
        there = self._linked([one for one in lost if not body_of(one).get("roles")])
        return {op_id: Verdict(Fate.DONE if here else Fate.AGAIN) for op_id, here in there.items()}

    def _linked(self, links: Sequence[OperationRecord]) -> dict[str, bool]:
        """Tell of each write about a link whether that link is there now."""
        found: dict[str, tuple[str, str]] = {}
        for one in links:
            path = _LINK.fullmatch(self.survey.path_of(one))
            if path is not None:
                found[one.op_id] = path[1], path[2]
        lists = sorted({path for path, _contact in found.values()})
        calls = [Call("GET", path, {"limit": PAGE}) for path in lists]
        read = dict(zip(lists, read_each(self.sellsy, calls, batch_size=self.batch_size), strict=True))
        members = {path: {str(document["id"]) for document in some or ()} for path, some in read.items()}
        return {op_id: contact in members[path] for op_id, (path, contact) in found.items()}

    def _addresses(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        """An address that says what was sent is there; roles apart, which a later address may have taken."""
        calls = [Call("GET", self.survey.path_of(one), {"limit": PAGE}) for one in lost]
        verdicts: dict[str, Verdict] = {}
        taken = set(self.survey.known.values())
        for one, found in zip(lost, read_each(self.sellsy, calls, batch_size=self.batch_size), strict=True):
            body = {key: value for key, value in body_of(one).items() if not key.startswith("is_")}
            fitting = [d for d in found or () if says(body, d) and id_of(d) not in taken]
            fitting.sort(key=lambda d, one=one: not says(body_of(one), d))  # type: ignore[misc]
            if fitting:
                taken.add(id_of(fitting[0]))
                verdicts[one.op_id] = Verdict(Fate.DONE, id_of(fitting[0]))
            else:
                verdicts[one.op_id] = Verdict(Fate.AGAIN)
        return verdicts


def _created(operation: OperationRecord, document: Document) -> datetime | None:
    """Return when Sellsy created a record, None where it does not tell or the file has said it."""
    said = document.get("created")
    if not said or "created" in body_of(operation) or dig(body_of(operation), "annotation.date") is not None:
        return None
    moment = datetime.fromisoformat(str(said))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _shown(op_id: str, hung: Iterable[OperationRecord]) -> str:
    """Return what was to hang on a creation beside links, as comparable text."""
    shown = [[o.kind, o.method, o.path.replace(op_id, ""), o.body] for o in hung if o.kind != "link"]
    return json.dumps(shown, sort_keys=True).replace(op_id, "")
