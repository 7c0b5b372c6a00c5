"""Run pipelines at their times as a service.

A pipeline that fails does not end the service: its result is in the journal, in the log, and in its notifications.
"""

import json
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from etl.commands.pipeline.notifications import tell
from etl.commands.pipeline.pipelines import PipelineResult, RunPipelineOptions, run_pipeline
from etl.commands.session import Session
from etl.core.errors import ConfigError, EtlError
from etl.core.results import JsonValue
from etl.pipeline.schedule import Scheduled, Scheduler, named

__all__ = ["Service"]


@dataclass(slots=True)
class Service:
    """Runs pipelines: at their times (`serve`) or now (`once`).

    `log` receives one JSON line a run. `jitter_s` delays every start by up to so many seconds. `now` and `wait` are
    the clock: `wait` sleeps for seconds, less when the service is stopped.
    """

    pipelines: list[Scheduled]
    session: Session
    log: Path | None = None
    jitter_s: float = 0.0
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    wait: Callable[[float], None] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """End the service after the pipeline that is running, if any."""
        self._stop.set()

    def serve(self) -> None:
        """Run every pipeline at its times until stopped.

        Raises:
            ConfigError: no pipeline has a schedule.
        """
        if not self.pipelines:
            raise ConfigError("schedule-none")
        Scheduler(
            self.pipelines,
            run=self._due,
            now=self.now,
            sleep=self.wait or self._wait,
            stopped=self._stop.is_set,
            late=lambda entry, due: self.session.observer.note(
                "note-schedule-late", name=entry.name, due=_shown(due)
            ),
            jitter=lambda: random.uniform(0.0, self.jitter_s),  # noqa: S311 - spreads load, guards nothing
        ).serve()

    def _wait(self, seconds: float) -> None:
        self._stop.wait(seconds)

    def _due(self, entry: Scheduled, due: datetime) -> None:
        self.session.observer.note("note-schedule-due", name=entry.name, due=_shown(due))
        # `once` logs and notifies the failure; the schedule goes on.
        with suppress(EtlError):
            self.once(entry.name)

    def once(self, name: str) -> PipelineResult:
        """Run a pipeline now, log how it ended and send its notifications.

        Raises:
            ConfigError: there is no pipeline of that name.
            EtlError: it could not go on; this was logged and notified.
        """
        entry = named(self.pipelines, name)
        began = self.now()
        document: dict[str, JsonValue] = {
            "pipeline": entry.name,
            "status": "failed",
            "started_at": began.isoformat(),
        }
        fine = False
        try:
            # The file is read again: its current content is what runs.
            with self.session.another() as own:
                result = run_pipeline(own, entry.pipeline.path, RunPipelineOptions())
            fine = result.exit_code == 0
            document |= result.to_dict() | {"pipeline": entry.name, "status": "fine" if fine else "rows"}
        except EtlError as error:
            document |= {
                "error": error.code,
                "message": error.message(self.session.lang),
                "exit_code": error.exit_code,
            }
            raise
        except KeyboardInterrupt:
            document["status"] = "interrupted"
            raise
        finally:
            document["finished_at"] = self.now().isoformat()
            self._report(entry, document, fine=fine)
        return result

    def _report(self, entry: Scheduled, document: dict[str, JsonValue], *, fine: bool) -> None:
        if self.log is not None:
            try:
                self.log.parent.mkdir(parents=True, exist_ok=True)
                with self.log.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(document, ensure_ascii=False) + "\n")
            except OSError as error:
                self.session.observer.note(
                    "note-log-unwritable", path=self.log, said=error.strerror or str(error)
                )
        for failure in tell(entry.pipeline.notify, document, fine=fine, folder=str(entry.pipeline.folder)):
            self.session.observer.note("note-not-told", name=entry.name, said=failure)


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M %Z}"
