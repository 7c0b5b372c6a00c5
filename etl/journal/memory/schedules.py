"""The memory of schedules: up to when each pipeline's times are settled, and how its last night ended.

It survives the process: what fell due while nothing ran is made up for or reported, and a run that was killed is known
by its state. A pipeline is identified by its account and the path of its file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, RowMapping, insert, select, update

from etl.core.results import JsonValue
from etl.journal.schema import schedules
from etl.journal.store import Store


class ScheduleState(StrEnum):
    """How the last run that a schedule asked for ended; ROWS: it finished, some rows or steps did not."""

    WAITING = "waiting"
    RUNNING = "running"
    FINE = "fine"
    ROWS = "rows"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    KILLED = "killed"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class ScheduleKey:
    """Which schedule: the account it works on, and the path of the pipeline's file."""

    account: str
    path: str


@dataclass(frozen=True, slots=True)
class ScheduleRecord:
    """A schedule as the journal knows it; times are aware, in UTC.

    `since` is when it was first seen, `settled` the moment up to which its times were run or reported. `error` is the
    document of the last run that was not fine.
    """

    since: datetime
    settled: datetime
    state: ScheduleState
    started_at: datetime | None
    finished_at: datetime | None
    succeeded_at: datetime | None
    error: Mapping[str, JsonValue] | None


@dataclass(frozen=True, slots=True)
class Schedules:
    """The schedules of a journal; `now` returns an aware time."""

    store: Store
    now: Callable[[], datetime]

    def find(self, key: ScheduleKey) -> ScheduleRecord | None:
        """Return a schedule, None when it was never seen."""
        with self.store.reading() as connection:
            row = connection.execute(select(schedules).where(*_is(key))).mappings().one_or_none()
        return None if row is None else _record(row)

    def seen(self, key: ScheduleKey, *, since: datetime | None = None) -> ScheduleRecord:
        """Return a schedule; one that was never seen is recorded, and its times count from `since` (None: now)."""
        record = self.find(key)
        if record is not None:
            return record
        now = _text(since or self.now())
        with self.store.writing() as connection:
            present = connection.execute(select(schedules.c.path).where(*_is(key))).one_or_none()
            if present is None:
                values = {"since": now, "settled": now, "state": ScheduleState.WAITING.value}
                connection.execute(insert(schedules).values(account=key.account, path=key.path, **values))
            row = connection.execute(select(schedules).where(*_is(key))).mappings().one()
        return _record(row)

    def settle(self, key: ScheduleKey, until: datetime) -> None:
        """Record that the times up to a moment were run or reported."""
        self._update(key, settled=_text(until))

    def begin(self, key: ScheduleKey) -> None:
        """Record that a run begins: a process that dies leaves this state behind."""
        self._update(key, state=ScheduleState.RUNNING.value, started_at=self._now(), finished_at=None)

    def end(self, key: ScheduleKey, state: ScheduleState, error: Mapping[str, JsonValue] | None) -> None:
        """Record how a run ended; `error` is its document where it was not fine, else the earlier one is kept."""
        now = self._now()
        values: dict[str, object] = {"state": state.value, "finished_at": now}
        if state is ScheduleState.FINE:
            values["succeeded_at"] = now
        if error is not None:
            values["error"] = dict(error)
        self._update(key, **values)

    def _update(self, key: ScheduleKey, **values: object) -> None:
        with self.store.writing() as connection:
            connection.execute(update(schedules).where(*_is(key)).values(**values))

    def _now(self) -> str:
        return _text(self.now())


def _is(key: ScheduleKey) -> tuple[ColumnElement[bool], ...]:
    return schedules.c.account == key.account, schedules.c.path == key.path


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _record(row: RowMapping) -> ScheduleRecord:
    def moment(name: str) -> datetime | None:
        return row[name] and datetime.fromisoformat(row[name])

    return ScheduleRecord(
        since=datetime.fromisoformat(row["since"]),
        settled=datetime.fromisoformat(row["settled"]),
        state=ScheduleState(row["state"]),
        started_at=moment("started_at"),
        finished_at=moment("finished_at"),
        succeeded_at=moment("succeeded_at"),
        error=row["error"],
    )
