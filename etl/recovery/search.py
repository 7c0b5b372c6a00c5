"""Look in the CRM for what lost writes did, in rounds, until it is found or can no longer appear.

Writes that others need are decided first: sources, then records, then people (recognised by their links).
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
from etl.recovery.fingerprint import Document, Fingerprint, has_values
from etl.recovery.identify import Fate, Sought, Verdict, id_of, identify
from etl.recovery.lost_writes import CREATIONS, Survey, body_of, resource_of
from etl.recovery.moments import Moments
from etl.sellsy import PAGE, Call, Sellsy, pages
from etl.v1.records import read_comments

SETTLE_S = 60.0
"""Seconds after the last sign of a write during which its record may not be visible yet.

Sellsy may still be executing it, and a new record cannot be searched at once (integrators' observations).
"""

_BETWEEN_S = 1.0
_LONGEST_S = 8.0
"""Seconds between the first two rounds, doubled from round to round, and the longest pause."""

_STALLED_S = 1_200.0
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
    _announced: bool = False

    def decide(self) -> dict[str, Verdict]:
        """Return what became of every lost write, by op_id; writes that need a refused one become dead.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        lost = self.survey.lost
        if lost and self.sellsy.time is None:
            _ = self.sellsy.limits  # any answer carries the time at Sellsy
        self._moments = Moments(self.sellsy.time, self.now())
        self._started = self._clock()
        made = [write for write in lost if write.kind in CREATIONS and write.method == "POST"]
        self._in_rounds([write for write in lost if write.kind == "source"], self._sources)
        for people in (False, True):
            level = [write for write in made if (resource_of(write) == RESOURCES[PERSON].path) == people]
            self._in_rounds([write for write in level if self._open(write)], self._creations)
        rest = [write for write in lost if write.op_id not in self.fates and self._open(write)]
        self._in_rounds([write for write in rest if write.method == "DELETE"], self._deletions)
        self._in_rounds([o for o in rest if o.kind == "address" and o.method == "POST"], self._addresses)
        self.fates |= self._links(
            [o for o in rest if o.kind == "link" and o.method == "POST" and o.api == "v2"]
        )
        for write in rest:
            self.fates.setdefault(write.op_id, Verdict(Fate.AGAIN))
        return self.fates

    def _clock(self) -> float:
        """Return the time in seconds by Sellsy's clock, which nobody resets meanwhile; by ours when it is unknown."""
        return (self.sellsy.time or self.now()).timestamp()

    def _open(self, write: OperationRecord) -> bool:
        """Return whether a write must be looked for because all it needs was done; else decide its fate."""
        if not self.survey.dead.isdisjoint(write.needs):
            self.survey.dead.add(write.op_id)
            return False
        if all(need in self.survey.known for need in write.needs):
            return True
        unsure = Fate.UNSURE in [self.fates[need].fate for need in write.needs if need in self.fates]
        self.fates[write.op_id] = Verdict(Fate.UNSURE if unsure else Fate.AGAIN)
        return False

    def _in_rounds(
        self,
        operations: Sequence[OperationRecord],
        look: Callable[[Sequence[OperationRecord]], dict[str, Verdict]],
    ) -> None:
        """Look until everything is found or can no longer appear; until then a verdict of AGAIN is not final."""
        pending = list(operations)
        pause = min(_BETWEEN_S, self.settle_s / 2)
        while pending:
            moment = self._clock()
            verdicts = look(pending)
            early = {write.op_id for write in pending if moment < self._until(write)}
            if not any(verdicts[op_id].fate is Fate.AGAIN for op_id in early):
                early.clear()
            for write in pending:
                if write.op_id not in early:
                    self.fates[write.op_id] = verdicts[write.op_id]
                    answer_id = verdicts[write.op_id].answer_id
                    if answer_id is not None:
                        self.survey.know(write, answer_id)
            pending = [write for write in pending if write.op_id in early]
            if pending:
                self.sleep(min(pause, self._wait(pending)))
                pause = min(2 * pause, _LONGEST_S)

    def _wait(self, pending: Sequence[OperationRecord]) -> float:
        """Return how many seconds the search may still take, and report them once."""
        seconds = max(0.0, max(map(self._until, pending)) - self._clock())
        if not self._announced:
            self._announced = True
            self.observer.note("note-settling", count=len(pending), seconds=max(1, round(seconds)))
        return seconds

    def _until(self, write: OperationRecord) -> float:
        """Return until when a write's effect may still be invisible, counted from now when its time is not known."""
        last = self._started
        if write.state is OperationState.UNKNOWN and write.settled_at is not None:
            given_up = write.sellsy_settled_at
            last = min(last, given_up.timestamp()) if given_up else last
        elif self.survey.last_sign is not None and not self.survey.timeless:
            sign = self.survey.last_sign.timestamp()
            last = last if last - sign < _STALLED_S else sign
        return last + self.settle_s

    # looking

    def _sources(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        """Decide sources: one whose name the account has now was created."""
        names = {
            fold(str(document["name"])): id_of(document)
            for page in pages(self.sellsy, "/opportunities/sources")
            for document in page.data
        }
        labels = {write.op_id: fold(str(dig(body_of(write), "source.label"))) for write in lost}
        return {
            op_id: Verdict(Fate.DONE, names[label]) if label in names else Verdict(Fate.AGAIN)
            for op_id, label in labels.items()
        }

    def _creations(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        traces = {write.op_id: Fingerprint.of(write, filled(write.body, self.survey.known)) for write in lost}
        matches = self._matches(lost, traces)
        by_path: dict[str, list[OperationRecord]] = defaultdict(list)
        for write in lost:
            by_path[traces[write.op_id].path].append(write)
        verdicts: dict[str, Verdict] = {}
        for group in by_path.values():
            ours = {o.op_id: [d for d in matches[o.op_id] if self._may_be(o, d)] for o in group}
            timely = {
                o.op_id: [d for d in ours[o.op_id] if self._is_timely(o, traces[o.op_id], d)] for o in group
            }
            verdicts |= identify(self._sought(group, traces, timely), timely)
            for op_id, documents in ours.items():
                if documents and verdicts[op_id].fate is Fate.AGAIN:
                    # Made long after, by somebody else or by a delayed request; or before, if our clock was right
                    # then. Nothing can decide.
                    verdicts[op_id] = Verdict(Fate.UNSURE, candidates=tuple(documents))
        return verdicts

    def _matches(
        self, lost: Sequence[OperationRecord], traces: Mapping[str, Fingerprint]
    ) -> dict[str, list[Document]]:
        """Return the records that have the identity of each creation; equal searches are sent once."""
        searches: dict[str, Call] = {}
        keys: dict[str, str] = {}
        for write in lost:
            call = self._search(write, traces[write.op_id])
            keys[write.op_id] = json.dumps([call.path, call.body], sort_keys=True)
            searches[keys[write.op_id]] = call
        in_v2 = {key: call for key, call in searches.items() if call.method == "POST"}
        read = dict(
            zip(in_v2, read_each(self.sellsy, in_v2.values(), batch_size=self.batch_size), strict=True)
        )
        for key, call in searches.items():
            if key not in in_v2:
                read[key] = read_comments(self.sellsy, [int(call.path)])
        return {
            write.op_id: [d for d in read[keys[write.op_id]] or () if traces[write.op_id].is_like(d)]
            for write in lost
        }

    def _search(self, write: OperationRecord, trace: Fingerprint) -> Call:
        if trace.task is not None:
            return Call("GET", str(trace.task))  # the comments of a task: v1 alone shows them
        filters = dict(trace.filters)
        since = self._moments.since(write)
        if trace.timed and since is not None and self._moments.sure(write):
            filters["created"] = {"start": since.isoformat()}
        return Call("POST", f"{trace.path}/search", {"limit": PAGE}, {"filters": filters})

    def _may_be(self, write: OperationRecord, document: Document) -> bool:
        """Return whether a record belongs to no other write of the run and is not surely older than this one."""
        owner = self.survey.given.get((resource_of(write), id_of(document)), write.op_id)
        if owner != write.op_id:
            return False
        return not self._moments.sure(write) or self._is_later(write, document)

    def _is_timely(self, write: OperationRecord, trace: Fingerprint, document: Document) -> bool:
        """Return whether a record was made while a write was under way.

        When that is not known a match key decides: no record had this key when the run was planned.
        """
        if not self._moments.sure(write) and trace.keyed:
            return True
        return self._is_later(write, document) and not self._is_late(write, document)

    def _is_later(self, write: OperationRecord, document: Document) -> bool:
        created, since = _created(write, document), self._moments.since(write)
        return created is None or since is None or created >= since

    def _is_late(self, write: OperationRecord, document: Document) -> bool:
        """Return whether a record was made long after a write was given up."""
        created, until = _created(write, document), self._moments.until(write)
        if write.state is not OperationState.UNKNOWN or created is None or until is None:
            return False
        return created > until

    def _sought(
        self,
        lost: Sequence[OperationRecord],
        traces: Mapping[str, Fingerprint],
        matches: Mapping[str, Sequence[Document]],
    ) -> list[Sought]:
        """Return the creations with what distinguishes those that may be the same record."""
        claims: dict[int, int] = defaultdict(int)
        for documents in matches.values():
            for document in documents:
                claims[id_of(document)] += 1
        disputed = {o.row for o in lost if any(claims[id_of(d)] > 1 for d in matches[o.op_id])}
        dependents: dict[str, list[OperationRecord]] = defaultdict(list)
        for rows in batched(sorted(disputed), PAGE):
            for write in self.journal.operations.read(self.run_id, rows=rows):
                for need in write.needs:
                    dependents[need].append(write)
        lists_of = {op_id: self._lists(op_id, writes) for op_id, writes in dependents.items()}
        lists = sorted({path for paths in lists_of.values() for path in paths})
        calls = [Call("GET", path, {"limit": PAGE}) for path in lists]
        members = dict(zip(lists, read_each(self.sellsy, calls, batch_size=self.batch_size), strict=True))
        return [
            Sought(
                write.op_id,
                traces[write.op_id],
                write.sent_at,
                _dependents_text(write.op_id, dependents[write.op_id]),
                frozenset(id_of(d) for path in lists_of.get(write.op_id, ()) for d in members[path] or ()),
            )
            for write in lost
        ]

    def _lists(self, op_id: str, dependents: Iterable[OperationRecord]) -> list[str]:
        """Return the paths that list the contacts of the companies and individuals that a contact is linked to."""
        paths: list[str] = []
        for write in dependents:
            if write.kind != "link":
                continue
            if write.api == "v1":
                thirds = filled(dig(body_of(write), "people.thirdids"), self.survey.known)
                known = (
                    [third for third in thirds if isinstance(third, int)] if isinstance(thirds, list) else []
                )
                paths += [f"{linked_by(People.V1).path}/{third}/{CONTACTS}" for third in known]
                continue
            third = self.survey.path_of(write).removesuffix(f"/{op_id}")
            paths += [third] if _LINK.fullmatch(f"{third}/0") else []
        return paths

    def _deletions(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        """Decide deletions: a record that is gone was deleted; a link is looked for in the list of its record."""
        paths = {write.op_id: self.survey.path_of(write) for write in lost}
        links = [write for write in lost if _LINK.fullmatch(paths[write.op_id])]
        exists = self._linked(links)
        pages_of = [write.op_id for write in lost if write.op_id not in exists]
        calls = [Call("GET", paths[op_id]) for op_id in pages_of]
        records = read_each(self.sellsy, calls, batch_size=self.batch_size)
        exists |= {op_id: record is not None for op_id, record in zip(pages_of, records, strict=True)}
        return {op_id: Verdict(Fate.AGAIN if present else Fate.DONE) for op_id, present in exists.items()}

    def _links(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        """Decide links: one without roles that exists was made; any other is sent again, which is idempotent."""
        exists = self._linked([write for write in lost if not body_of(write).get("roles")])
        return {op_id: Verdict(Fate.DONE if present else Fate.AGAIN) for op_id, present in exists.items()}

    def _linked(self, links: Sequence[OperationRecord]) -> dict[str, bool]:
        """Return for each write about a link whether that link exists now."""
        targets: dict[str, tuple[str, str]] = {}
        for link in links:
            path = _LINK.fullmatch(self.survey.path_of(link))
            if path is not None:
                targets[link.op_id] = path[1], path[2]
        lists = sorted({path for path, _contact in targets.values()})
        calls = [Call("GET", path, {"limit": PAGE}) for path in lists]
        read = dict(zip(lists, read_each(self.sellsy, calls, batch_size=self.batch_size), strict=True))
        members = {
            path: {str(document["id"]) for document in documents or ()} for path, documents in read.items()
        }
        return {op_id: contact in members[path] for op_id, (path, contact) in targets.items()}

    def _addresses(self, lost: Sequence[OperationRecord]) -> dict[str, Verdict]:
        """Decide addresses: one with the values that were sent was made; a later address may have taken its roles."""
        calls = [Call("GET", self.survey.path_of(write), {"limit": PAGE}) for write in lost]
        verdicts: dict[str, Verdict] = {}
        taken = set(self.survey.known.values())
        listed = read_each(self.sellsy, calls, batch_size=self.batch_size)
        for write, documents in zip(lost, listed, strict=True):
            body = {key: value for key, value in body_of(write).items() if not key.startswith("is_")}
            fitting = [d for d in documents or () if has_values(d, body) and id_of(d) not in taken]
            fitting.sort(key=lambda d, write=write: not has_values(d, body_of(write)))  # type: ignore[misc]
            if fitting:
                taken.add(id_of(fitting[0]))
                verdicts[write.op_id] = Verdict(Fate.DONE, id_of(fitting[0]))
            else:
                verdicts[write.op_id] = Verdict(Fate.AGAIN)
        return verdicts


def _created(write: OperationRecord, document: Document) -> datetime | None:
    """Return when Sellsy created a record, None when it does not say or the file set the date."""
    stated = document.get("created")
    if not stated or "created" in body_of(write) or dig(body_of(write), "annotation.date") is not None:
        return None
    moment = datetime.fromisoformat(str(stated))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _dependents_text(op_id: str, dependents: Iterable[OperationRecord]) -> str:
    """Return the writes that depend on a creation, links apart, as comparable text."""
    writes = [[o.kind, o.method, o.path.replace(op_id, ""), o.body] for o in dependents if o.kind != "link"]
    return json.dumps(writes, sort_keys=True).replace(op_id, "")
