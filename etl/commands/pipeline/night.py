"""A run that a schedule asks for: one at a time, remembered by the journal, logged and notified however it ends.

What kept a pipeline from running (times that were missed, a file that cannot be read, a process that was killed) is
logged and notified in the same way.
"""

import json
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from etl.commands.pipeline.notifications import tell
from etl.commands.pipeline.pipelines import PipelineResult, RunPipelineOptions, run_pipeline
from etl.commands.pipeline.whole import PIPELINE
from etl.commands.session import Session
from etl.core.errors import EtlError, JournalError
from etl.core.results import JsonValue
from etl.core.stopping import STOPPING
from etl.journal import Journal, RunRecord, RunStatus, ScheduleKey, ScheduleState
from etl.journal.run_results import run_result
from etl.messages import text
from etl.pipeline import Notifications
from etl.pipeline.runner import Ending
from etl.pipeline.schedule import Missed, Scheduled
from etl.pipeline.schedule_files import Broken

Document = dict[str, JsonValue]

_HELD = "journal-schedule-held"
"""Code of the error that the last run still goes on."""

_LOOKED_AT = 200
"""Newest runs among which that of a night is looked for."""


@dataclass(slots=True)
class Nights:
    """Runs pipelines for their schedules; `log` receives one JSON line for each, and for each that could not run."""

    session: Session
    log: Path | None = None

    def key(self, path: Path) -> ScheduleKey:
        """Return what the memory of a pipeline goes by."""
        return ScheduleKey(self.session.account, str(path))

    def run(self, entry: Scheduled, due: datetime | None = None) -> PipelineResult:
        """Run a pipeline now, `due` at a time of its schedule, then log and notify how it ended.

        Raises:
            EtlError: it could not go on, or its last run still does; this was logged and notified.
        """
        document = self._document(entry, due=due)
        with self._reported(document, entry.pipeline.notify), self.session.another() as own:
            key = self.key(entry.pipeline.path)
            with own.journal.lock_schedule(key):
                self.close_killed(entry, own.journal)
                with self._remembered(own.journal, key, document):
                    # The file is read again: its current content is what runs.
                    result = run_pipeline(own, entry.pipeline.path, RunPipelineOptions())
                    document |= result.to_dict() | {"pipeline": entry.name} | self._ending(result)
        return result

    def _ending(self, result: PipelineResult) -> Document:
        """Return the status of a run that went through, and what is wrong with its rows."""
        if result.exit_code == 0:
            return {"status": ScheduleState.FINE.value}
        lang = self.session.lang
        lines = [
            text("night-step-bad", lang=lang, step=step.name, bad=step.bad, files=list(step.files))
            if step.bad
            else text("night-step-left", lang=lang, step=step.name)
            for step in result.steps
            if step.bad or step.ending not in (Ending.DONE, Ending.SKIPPED)
        ]
        status = ScheduleState.ROWS.value
        return {"status": status, "message": "\n".join(lines), "hint": text("night-rows-do", lang=lang)}

    @contextmanager
    def _remembered(self, journal: Journal, key: ScheduleKey, document: Document) -> Iterator[None]:
        """Record the begin and the end of a run in the memory of its schedule."""
        journal.schedules.seen(key)
        journal.schedules.begin(key)
        try:
            yield
        except BaseException as error:
            run = _newest(journal, key.path, since=datetime.fromisoformat(str(document["started_at"])))
            document |= {"run_id": run.run_id} if run else {}
            document |= self._fault(error)
            raise
        finally:
            state = ScheduleState(str(document["status"]))
            journal.schedules.end(key, state, None if state is ScheduleState.FINE else document)

    @contextmanager
    def _reported(self, document: Document, notify: Notifications) -> Iterator[None]:
        """Log and notify the document of a run when it ended, whatever ended it."""
        try:
            yield
        except BaseException as error:
            document |= self._fault(error)
            raise
        finally:
            self._report(document, notify)

    def _fault(self, error: BaseException) -> Document:
        """Return the status of a run that an error stopped, with its message and what to do."""
        lang = self.session.lang
        if STOPPING.asked or not isinstance(error, Exception):
            hint = text("night-resume", lang=lang)
            return {"status": "interrupted", "message": text("night-interrupted", lang=lang), "hint": hint}
        if isinstance(error, EtlError):
            status = "overlapped" if error.code == _HELD else "failed"
            words: Document = {"message": error.message(lang), "hint": error.hint(lang)}
            return {"status": status, "error": error.code, "exit_code": error.exit_code, **words}
        message = text("night-fault", lang=lang, kind=type(error).__name__, said=error)
        return {
            "status": "failed",
            "error": "fault",
            "message": message,
            "hint": text("night-fault-do", lang=lang),
        }

    def missed(self, entry: Scheduled, missed: Missed) -> None:
        """Report times at which a pipeline did not run."""
        first, last = shown(missed.first), shown(missed.last)
        code = "note-schedule-overlap" if missed.busy else "note-schedule-late"
        told = {"name": entry.name, "count": missed.count, "first": first, "last": last}
        self.session.observer.note(code, **told)
        document = self._document(entry, due=missed.last)
        lang = self.session.lang
        document |= {
            "status": "overlapped" if missed.busy else ScheduleState.MISSED.value,
            "missed": missed.count,
            "message": text(code, lang=lang, **told),
            "hint": text(f"{code}-do", lang=lang),
        }
        if not missed.busy:
            with self._journalled(entry.name) as journal:
                journal.schedules.end(self.key(entry.pipeline.path), ScheduleState.MISSED, document)
        self._report(document, entry.pipeline.notify)

    def broken(self, file: Broken) -> None:
        """Report a file that cannot be read."""
        document = self._document(file) | self._fault(file.error)
        self.session.observer.note("note-schedule-broken", name=file.name, said=document["message"])
        self._report(document, file.notify)

    def close_killed(self, entry: Scheduled, journal: Journal) -> None:
        """Close and report the run that a process left behind when it was killed; its schedule is locked by us."""
        key = self.key(entry.pipeline.path)
        record = journal.schedules.find(key)
        if record is None or record.state is not ScheduleState.RUNNING:
            return
        run = _newest(journal, key.path, since=record.started_at or record.since)
        if run is not None and run.status is RunStatus.RUNNING:
            for part in (*journal.runs.children(run.run_id), run):
                _close(journal, part)
        lang = self.session.lang
        document = self._document(entry)
        document |= {
            "status": ScheduleState.KILLED.value,
            "started_at": (record.started_at or record.since).isoformat(),
            "run_id": run.run_id if run else None,
            "message": text("night-killed", lang=lang),
            "hint": text("night-resume", lang=lang),
        }
        self.session.observer.note("note-schedule-killed", name=entry.name, since=shown(record.started_at))
        journal.schedules.end(key, ScheduleState.KILLED, document)
        self._report(document, entry.pipeline.notify)

    @contextmanager
    def _journalled(self, name: str) -> Iterator[Journal]:
        """Yield the journal; one that cannot be written is noted, and stops nothing."""
        try:
            yield self.session.journal
        except JournalError as error:
            self.session.observer.note(
                "note-schedule-journal", name=name, said=error.message(self.session.lang)
            )

    def _document(self, entry: Scheduled | Broken, *, due: datetime | None = None) -> Document:
        """Return the start of a document: what runs, where and when, in the time zone of the pipeline."""
        zone = entry.cron.zone if isinstance(entry, Scheduled) else None
        return {
            "pipeline": entry.name,
            "status": "failed",
            "due": due.isoformat() if due else None,
            "path": str(entry.pipeline.path if isinstance(entry, Scheduled) else entry.path),
            "host": platform.node(),
            "started_at": self.session.now().astimezone(zone).isoformat(),
        }

    def _report(self, document: Document, notify: Notifications) -> None:
        """Add the line of a run to the log, and send its notifications."""
        document["finished_at"] = self.session.now().isoformat()
        name = str(document["pipeline"])
        if self.log is not None:
            try:
                self.log.parent.mkdir(parents=True, exist_ok=True)
                with self.log.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(document, ensure_ascii=False) + "\n")
            except OSError as error:
                reason = error.strerror or str(error)
                self.session.observer.note("note-log-unwritable", path=self.log, said=reason)
        for failure in tell(notify, document, lang=self.session.lang):
            self.session.observer.note("note-not-told", name=name, said=failure)


def _newest(journal: Journal, path: str, *, since: datetime) -> RunRecord | None:
    """Return the newest run of a pipeline's file since a moment."""
    runs = journal.runs.newest(_LOOKED_AT)
    mine = (run for run in runs if run.kind == PIPELINE and run.source == path and run.started_at >= since)
    return next(mine, None)


def _close(journal: Journal, run: RunRecord) -> None:
    """Record that a run whose process died is interrupted; one at which a process works is left alone."""
    if run.status is not RunStatus.RUNNING or journal.holder(run.run_id) is not None:
        return
    result = run_result(journal, run.run_id)
    journal.runs.finish(
        run.run_id,
        RunStatus.INTERRUPTED,
        counts=result.counts,
        calls=run.calls,
        duration_s=result.duration_s,
        report=run.report,
    )


def shown(moment: datetime | None) -> str:
    """Return a moment as notes show it."""
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M %Z}"
