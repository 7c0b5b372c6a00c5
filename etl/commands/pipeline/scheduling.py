"""Run pipelines at their times as a service.

A pipeline that fails does not end the service, nor does a file that cannot be read: the result is in the journal, in
the log, and in its notifications. What the service knows outlives it: see `etl.journal.memory.schedules`.
"""

import os
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from etl.commands.pipeline.night import Nights, shown
from etl.commands.pipeline.pipelines import PipelineResult
from etl.commands.pipeline.schedule_status import status_of, write_metrics
from etl.commands.session import Session
from etl.core.errors import ConfigError, EtlError, JournalError
from etl.pipeline.schedule import Missed, Scheduled, Scheduler
from etl.pipeline.schedule_files import ScheduleFiles

__all__ = ["Service"]

_FIRST_LOOK = timedelta(minutes=1)
"""How far back the first look at a pipeline goes: the system's scheduler wakes us a moment after the time."""


@dataclass(slots=True)
class Service:
    """Runs pipelines: at their times (`serve`) or now (`once`).

    `log` receives one JSON line a run, `metrics` is a file that always shows the state of every pipeline. `jitter_s`
    delays every start by up to so many seconds. The clock is that of the session; `wait` sleeps for seconds, less when
    the service is stopped, and `nap_s` is the longest sleep.
    """

    files: ScheduleFiles
    session: Session
    log: Path | None = None
    metrics: Path | None = None
    jitter_s: float = 0.0
    wait: Callable[[float], None] | None = None
    nap_s: float = 30.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _settled: dict[Path, datetime] = field(default_factory=dict)
    _told: dict[Path, str] = field(default_factory=dict)

    @property
    def nights(self) -> Nights:
        """What runs a pipeline once."""
        return Nights(self.session, self.log)

    def stop(self) -> None:
        """End the service after the pipeline that is running, if any."""
        self._stop.set()

    def serve(self) -> None:
        """Run every pipeline at its times until stopped; files that are added or changed meanwhile are seen.

        Raises:
            ConfigError: no pipeline has a schedule.
            JournalError: the journal cannot be opened.
        """
        if not self.files.pipelines and not self.files.broken:
            raise ConfigError("schedule-none")
        self._scheduler().serve()
        self._measure()

    def _scheduler(self) -> Scheduler:
        return Scheduler(
            self._current,
            settled=self._settled_until,
            settle=self._settle,
            run=self._due,
            missed=self._missed,
            now=self.session.now,
            sleep=self._sleep,
            stopped=self._stop.is_set,
            jitter=self._jitter,
            nap_s=self.nap_s,
        )

    def _current(self) -> list[Scheduled]:
        """Return the pipelines there are now; a file that has become wrong is reported once."""
        try:
            self.files.read()
        except ConfigError as error:  # a folder that is away for a while, on a network or a stick
            self._tell_once(Path(), error)
            return self.files.pipelines
        self._told.pop(Path(), None)
        wrong = {file.path for file in self.files.broken}
        self._told = {path: code for path, code in self._told.items() if path in wrong}
        for file in self.files.broken:
            if self._told.get(file.path) != str(file.error):
                self._told[file.path] = str(file.error)
                self.nights.broken(file)
        return self.files.pipelines

    def _tell_once(self, place: Path, error: EtlError) -> None:
        if self._told.get(place) != str(error):
            self._told[place] = str(error)
            reason = error.message(self.session.lang)
            self.session.observer.note("note-schedule-broken", name=error.params.get("path"), said=reason)

    def _settled_until(self, entry: Scheduled) -> datetime:
        """Return up to when the times of a pipeline are settled; a run that was killed is closed at first sight."""
        path = entry.pipeline.path
        if path not in self._settled:
            journal, key = self.session.journal, self.nights.key(path)
            self._settled[path] = journal.schedules.seen(key).settled
            with suppress(JournalError), journal.lock_schedule(key):  # else another process runs it now
                self.nights.close_killed(entry, journal)
        return self._settled[path]

    def _settle(self, entry: Scheduled, until: datetime) -> None:
        path = entry.pipeline.path
        self._settled[path] = until
        try:
            self.session.journal.schedules.settle(self.nights.key(path), until)
        except JournalError as error:
            reason = error.message(self.session.lang)
            self.session.observer.note("note-schedule-journal", name=entry.name, said=reason)

    def _jitter(self, entry: Scheduled, due: datetime) -> float:
        chance = random.Random(f"{os.getpid()} {entry.name} {due.isoformat()}")  # noqa: S311 - spreads load, guards nothing
        return chance.uniform(0.0, self.jitter_s)

    def _sleep(self, seconds: float) -> None:
        self._measure()
        (self.wait or self._stop.wait)(seconds)

    def _measure(self) -> None:
        if self.metrics is None:
            return
        try:
            now = self.session.now()
            write_metrics(self.metrics, status_of(self.session, self.files, now=now), now=now)
        except EtlError as error:
            reason = error.message(self.session.lang)
            self.session.observer.note("note-log-unwritable", path=self.metrics, said=reason)

    def _missed(self, entry: Scheduled, missed: Missed) -> None:
        self.nights.missed(entry, missed)

    def _due(self, entry: Scheduled, due: datetime) -> None:
        self.session.observer.note("note-schedule-due", name=entry.name, due=shown(due))
        # It was logged and notified, whatever it is; the schedule goes on.
        with suppress(Exception):
            self.nights.run(entry, due)
        self._measure()

    def once(self, name: str, *, only_due: bool = False) -> PipelineResult | None:
        """Run a pipeline, log how it ended and send its notifications.

        It runs now; `only_due` only where a time of its schedule has come since its last run, else None is returned.
        Times that were missed since are reported.

        Raises:
            ConfigError: there is no pipeline of that name, or its file is wrong.
            EtlError: it could not go on; this was logged and notified.
        """
        entry = self._named(name)
        try:
            with suppress(JournalError):  # the run itself reports it
                key = self.nights.key(entry.pipeline.path)
                self.session.journal.schedules.seen(key, since=self.session.now() - _FIRST_LOOK)
            due = self._passed(entry)
            if only_due and due is None:
                return None
            (self.wait or self._stop.wait)(random.uniform(0.0, self.jitter_s))  # noqa: S311 - see _jitter
            return self.nights.run(entry, due)
        finally:
            self._measure()

    def _passed(self, entry: Scheduled) -> datetime | None:
        """Return the time that a pipeline is due at now, None where there is none; it is settled."""
        try:
            due = self._scheduler().next_due(entry)
        except JournalError:
            return None
        if due is None or due > self.session.now():
            return None
        self._settle(entry, due)
        return due

    def _named(self, name: str) -> Scheduled:
        try:
            return self.files.named(name)
        except ConfigError:
            for file in self.files.broken:
                if file.name == name:
                    self.nights.broken(file)
            raise
