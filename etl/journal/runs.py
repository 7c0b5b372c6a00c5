"""Runs: what was started, on which source, and the result."""

import hashlib
import os
import platform
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, insert, or_, select, update

from etl.core.errors import ConfigError, JournalError
from etl.core.results import JsonValue, Outcome
from etl.journal.schema import RunStatus, runs
from etl.journal.store import Store

LOADING = ("import", "delete", "retry", "apply")
"""Kinds of run whose rows hold what Sellsy should have."""

WRITING = (*LOADING, "undo")
"""Kinds of run that write to Sellsy."""

_DRY_RUN = "dry-run"

UNSENT = (_DRY_RUN, "plan")
"""Kinds of run that have rows and write nothing to Sellsy."""

_KINDS = frozenset({*WRITING, *UNSENT, "pipeline", "export", "call"})

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter that reads like a digit."""

_NEWEST_FIRST = (runs.c.started_at.desc(), runs.c.run_id.desc())

_SHOWN = 5
"""How many run ids an error lists."""


@dataclass(frozen=True, slots=True)
class RunStart:
    """A run before it begins.

    `kind` is "import", "undo", "retry"..., `parent` the run it is about (undo, retry). `account` is the label
    of the Sellsy account. `source` is the file's path, `source_sha256` and `source_size` (bytes) tell whether
    it is still the same. `settings` are the run's options as JSON; credentials have no place in them.
    """

    entity: str
    kind: str = "import"
    mode: str | None = None
    profile: str | None = None
    account: str | None = None
    source: str | None = None
    source_sha256: str | None = None
    source_size: int | None = None
    parent: str | None = None
    settings: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as the journal knows it.

    `loaded` tells that every row of the source is in the journal. `counts`, `calls` (HTTP requests),
    `duration_s` (seconds) and `report` are those of `Runs.finish`. `pid` and `host` name the last process that
    worked on it. Times are aware, in UTC.
    """

    run_id: str
    entity: str
    kind: str
    mode: str | None
    status: RunStatus
    profile: str | None
    account: str | None
    source: str | None
    source_sha256: str | None
    source_size: int | None
    parent: str | None
    settings: Mapping[str, JsonValue]
    loaded: bool
    counts: Mapping[str, int]
    calls: int
    started_at: datetime
    finished_at: datetime | None
    duration_s: float | None
    report: str | None
    pid: int | None
    host: str | None

    @property
    def rehearsed(self) -> bool:
        """Whether it is a dry run, of a file or of a whole pipeline."""
        return _DRY_RUN in (self.kind, self.mode)


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of a journal; `now` returns an aware time, `new_id` a new unique text."""

    store: Store
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def start(self, start: RunStart) -> str:
        """Record a run that begins and return its id, such as 20261123-104512-k3f9 (UTC)."""
        now = self.now()
        known = {name: getattr(start, name) for name in RunStart.__dataclass_fields__ if name != "settings"}
        with self.store.writing() as connection:
            run_id = self._free_id(connection, now)
            connection.execute(
                insert(runs).values(
                    run_id=run_id,
                    **known,
                    settings=dict(start.settings),
                    status=RunStatus.RUNNING.value,
                    loaded=False,
                    calls=0,
                    started_at=now.isoformat(timespec="microseconds"),
                    pid=os.getpid(),
                    host=platform.node(),
                )
            )
        return run_id

    def _free_id(self, connection: Connection, now: datetime) -> str:
        """Return an id such as 20261123-104512-k3f9: UTC time to the second, then four characters of chance."""
        while True:
            chance = hashlib.blake2b(self.new_id().encode(), digest_size=4).digest()
            run_id = f"{now:%Y%m%d-%H%M%S}-" + "".join(_ALPHABET[byte % 32] for byte in chance)
            if connection.scalar(select(runs.c.run_id).where(runs.c.run_id == run_id)) is None:
                return run_id

    def resume(self, run_id: str) -> None:
        """Record that this process resumes a run: its status is RUNNING."""
        host = platform.node()
        self._update(run_id, status=RunStatus.RUNNING.value, finished_at=None, pid=os.getpid(), host=host)

    def set_loaded(self, run_id: str) -> None:
        """Record that every row of the source is in the journal."""
        self._update(run_id, loaded=True)

    def finish(
        self,
        run_id: str,
        status: RunStatus,
        *,
        counts: Mapping[str, int],
        calls: int,
        duration_s: float,
        report: str | None = None,
    ) -> None:
        """Record how a run ended; `calls` and `duration_s` count the resumptions too."""
        self._update(
            run_id,
            status=status.value,
            counts=dict(counts),
            calls=calls,
            duration_s=duration_s,
            report=report,
            finished_at=self.now().isoformat(timespec="microseconds"),
        )

    def keep(self, run_id: str, settings: Mapping[str, JsonValue]) -> None:
        """Add to the settings of a run, over those it has of these names."""
        self._update(run_id, settings={**self.find(run_id).settings, **settings})

    def _update(self, run_id: str, **values: object) -> None:
        with self.store.writing() as connection:
            done = connection.execute(update(runs).where(runs.c.run_id == run_id).values(**values))
            if done.rowcount != 1:
                raise JournalError("journal-row-missing", run=run_id, expected=1, found=done.rowcount)

    def newest(self, limit: int | None = None) -> list[RunRecord]:
        """Return runs, newest first."""
        return self._read(select(runs).order_by(*_NEWEST_FIRST).limit(limit))

    def children(self, run_id: str) -> list[RunRecord]:
        """Return the runs whose parent is a run, oldest first."""
        return self._read(
            select(runs).where(runs.c.parent == run_id).order_by(runs.c.started_at, runs.c.run_id)
        )

    def unfinished(self, source_sha256: str) -> list[RunRecord]:
        """Return the runs on a file that did not finish and were not undone, newest first."""
        query = select(runs).where(
            runs.c.source_sha256 == source_sha256, runs.c.status != RunStatus.FINISHED.value
        )
        records = self._read(query.order_by(*_NEWEST_FIRST))
        return [run for run in records if all(child.kind != "undo" for child in self.children(run.run_id))]

    def find(self, run_id_or_part: str) -> RunRecord:
        """Return the run of an id, of the beginning or end of one, or the newest for "last".

        Raises:
            ConfigError: no run has this name, or several have.
        """
        matches = self._named(run_id_or_part.strip().lower())
        if len(matches) == 1:
            return matches[0]
        if matches:
            shown = [run.run_id for run in matches[:_SHOWN]]
            raise ConfigError("run-ambiguous", run=run_id_or_part, found=shown)
        raise self._unknown(run_id_or_part)

    def _named(self, name: str) -> list[RunRecord]:
        if name == "last":
            return self.newest(1)
        if not name:
            return []
        run_id = runs.c.run_id
        like = (run_id.startswith(name, autoescape=True), run_id.endswith(name, autoescape=True))
        matches = self._read(select(runs).where(or_(*like)).order_by(*_NEWEST_FIRST))
        return [run for run in matches if run.run_id == name] or matches

    def _unknown(self, wanted: str) -> ConfigError:
        with self.store.reading() as connection:
            ids = list(connection.scalars(select(runs.c.run_id).order_by(*_NEWEST_FIRST).limit(1000)))
        if not ids:
            return ConfigError("run-none", run=wanted)
        close = get_close_matches(wanted, ids, n=_SHOWN, cutoff=0.8)
        return ConfigError("run-unknown", run=wanted, known=close or ids[:_SHOWN])

    def _read(self, query: Select[Any]) -> list[RunRecord]:
        with self.store.reading() as connection:
            return [_record(row) for row in connection.execute(query).mappings()]

    def prunable(self, before: datetime) -> list[RunRecord]:
        """Return the runs begun before a moment that may be forgotten, oldest first; whole families at a time."""
        return prunable(self.newest(), before)

    def prune(self, run_ids: Iterable[str]) -> None:
        """Forget runs, their rows and operations, and give the space back; ids of other systems stay known.

        Raises:
            JournalError: another process is in the way; what was forgotten stays forgotten.
        """
        for run_id in run_ids:
            with self.store.writing() as connection:
                connection.execute(delete(runs).where(runs.c.run_id == run_id))
        self.store.shrink()


def _record(row: RowMapping) -> RunRecord:
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    for name in ("started_at", "finished_at"):
        values[name] = values[name] and datetime.fromisoformat(values[name])
    values["status"] = RunStatus(values["status"])
    if values["kind"] not in _KINDS:
        raise ValueError("a kind of run that there is none of")
    values["settings"] = values["settings"] or {}
    values["counts"] = values["counts"] or {}
    if not all(isinstance(number, int) for number in values["counts"].values()):
        raise ValueError("counts that are no numbers")
    return RunRecord(**values)


def prunable(known: Sequence[RunRecord], before: datetime) -> list[RunRecord]:
    """Return the runs that may be forgotten, oldest first: begun before a moment, finished, without unknown rows.

    Whole families go at a time. A run about another one (the application of a plan, a retry, an undo, a step of a
    pipeline) is of its family: none goes before the others, so that what was done once is never done twice for want
    of memory.
    """
    return sorted(
        (run for family in _families(known) if all(_done(run, before) for run in family) for run in family),
        key=lambda run: (run.started_at, run.run_id),
    )


def _done(run: RunRecord, before: datetime) -> bool:
    # One that writes nothing and was interrupted has nothing left to do.
    stopped = run.kind in UNSENT and run.status is not RunStatus.RUNNING
    finished = run.status is RunStatus.FINISHED and not run.counts.get(Outcome.UNKNOWN)
    return run.started_at < before and (finished or stopped)


def _families(known: Iterable[RunRecord]) -> list[list[RunRecord]]:
    """Return runs by the eldest of their family; a parent that is not there any more is nobody's."""
    by_id = {run.run_id: run for run in known}
    families: dict[str, list[RunRecord]] = defaultdict(list)
    for run in by_id.values():
        eldest = run
        seen = {run.run_id}
        while eldest.parent in by_id and eldest.parent not in seen:
            eldest = by_id[eldest.parent]
            seen.add(eldest.run_id)
        families[eldest.run_id].append(run)
    return list(families.values())
