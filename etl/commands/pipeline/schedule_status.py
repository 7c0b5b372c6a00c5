"""The state of scheduled pipelines: last success, next time, last error, and whether somebody should look.

As rows for people, as JSON, and as metrics that a monitoring system collects.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from etl.commands.session import Session
from etl.core.results import JsonValue
from etl.journal import ScheduleKey, ScheduleState
from etl.pipeline.schedule import GRACE, Scheduled
from etl.pipeline.schedule_files import ScheduleFiles
from etl.sheets.writers.atomic_write import atomic_write

__all__ = ["ScheduleStatus", "status_of", "write_metrics"]

BROKEN, OVERDUE = "broken", "overdue"
"""States that are seen by looking: a file that cannot be read, a time that has passed without a success."""

_GOOD = (ScheduleState.WAITING, ScheduleState.RUNNING, ScheduleState.FINE)


@dataclass(frozen=True, slots=True)
class ScheduleStatus:
    """A scheduled pipeline now; `age_s` is that of its last success, `error` the document of its last failure."""

    name: str
    path: Path
    state: str
    success: datetime | None = None
    age_s: float | None = None
    next: datetime | None = None
    error: Mapping[str, JsonValue] | None = None

    @property
    def good(self) -> bool:
        """Whether nobody needs to look."""
        return self.state in _GOOD

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the document of `schedule status --json`."""
        return {
            "name": self.name,
            "path": str(self.path),
            "state": self.state,
            "good": self.good,
            "last_success": self.success.isoformat() if self.success else None,
            "age_s": None if self.age_s is None else round(self.age_s),
            "next": self.next.isoformat() if self.next else None,
            "last_error": dict(self.error) if self.error else None,
        }


def status_of(session: Session, files: ScheduleFiles, *, now: datetime) -> list[ScheduleStatus]:
    """Return the state of each pipeline, those whose file is broken first.

    Raises:
        JournalError: the journal cannot be read.
    """
    wrong = {file.path for file in files.broken}
    broken = [
        ScheduleStatus(
            file.name,
            file.path,
            BROKEN,
            error={"message": file.error.message(session.lang), "hint": file.error.hint(session.lang)},
        )
        for file in files.broken
    ]
    return broken + [
        _status(session, entry, now) for entry in files.pipelines if entry.pipeline.path not in wrong
    ]


def _status(session: Session, entry: Scheduled, now: datetime) -> ScheduleStatus:
    path = entry.pipeline.path
    key = ScheduleKey(session.account, str(path))
    record = session.journal.schedules.find(key)
    coming = entry.after(now)
    if record is None:
        return ScheduleStatus(entry.name, path, ScheduleState.WAITING, next=coming)
    success = record.succeeded_at
    state: str = record.state
    if record.state is ScheduleState.RUNNING and session.journal.schedule_holder(key) is None:
        state = ScheduleState.KILLED
    elif record.state in _GOOD and record.state is not ScheduleState.RUNNING:
        passed = next(entry.between(success or record.since, now - GRACE), None)
        state = state if passed is None else OVERDUE
    age = None if success is None else (now - success).total_seconds()
    return ScheduleStatus(entry.name, path, state, success, age, coming, record.error)


def write_metrics(path: Path, statuses: Iterable[ScheduleStatus], *, now: datetime) -> None:
    """Write the state of pipelines in the OpenMetrics text format; a reader sees the old file or the new one.

    Raises:
        DataError: the file cannot be written.
    """
    with atomic_write(path) as temporary:
        temporary.write_text("".join(f"{line}\n" for line in _lines(list(statuses), now)), encoding="utf-8")
        temporary.chmod(0o644)  # the collector is another user


def _lines(statuses: list[ScheduleStatus], now: datetime) -> Iterator[str]:
    yield from _family("sellsy_etl_schedule_written", "When this file was written.", [("", now.timestamp())])
    yield from _family(
        "sellsy_etl_schedule_last_success",
        "When a pipeline last ended well.",
        [(_label(status), status.success.timestamp()) for status in statuses if status.success],
    )
    yield from _family(
        "sellsy_etl_schedule_next",
        "When a pipeline is due next.",
        [(_label(status), status.next.timestamp()) for status in statuses if status.next],
    )
    yield from _family(
        "sellsy_etl_schedule_failing",
        "1 where a pipeline needs attention: it failed, is overdue, or its file is wrong.",
        [(_label(status), int(not status.good)) for status in statuses],
        unit="",
    )
    yield "# EOF"


def _family(
    name: str, told: str, samples: Iterable[tuple[str, float]], *, unit: str = "timestamp_seconds"
) -> Iterator[str]:
    """Yield the lines of one metric; without a sample, there is none."""
    whole = f"{name}_{unit}" if unit else name
    lines = [f"{whole}{labels} {value!r}" for labels, value in samples]
    if lines:
        yield f"# TYPE {whole} gauge"
        if unit:
            yield f"# UNIT {whole} seconds"
        yield f"# HELP {whole} {told}"
        yield from lines


def _label(status: ScheduleStatus) -> str:
    name = status.name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{{pipeline="{name}"}}'
