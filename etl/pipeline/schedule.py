"""Scheduled pipelines: which there are, when each is due, and the loop that runs them one at a time.

A pipeline that falls due while another runs waits. One that was due while the machine slept runs once, not once for
every missed time, and not at all after the grace period. Time is a parameter.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from etl.core.errors import ConfigError
from etl.pipeline.cron import Cron, read_cron
from etl.pipeline.spec import Pipeline, read_pipeline

GRACE = timedelta(hours=1)
"""How late a pipeline may start; later than this, it waits for its next time."""

_NAP_S = 30.0
"""Longest sleep in seconds, so that a changed clock or a machine that wakes is noticed soon."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A pipeline that has a schedule."""

    pipeline: Pipeline
    cron: Cron

    @property
    def name(self) -> str:
        """The name: that of its file, without suffix."""
        return self.pipeline.path.stem

    def after(self, moment: datetime) -> datetime | None:
        """Return its first time after a moment."""
        return self.cron.after(moment)


def scheduled(
    paths: Iterable[Path], *, environ: Mapping[str, str], zone: str | None = None
) -> list[Scheduled]:
    """Return the pipelines that have a schedule, by name; folders stand for the YAML files in them.

    `zone` is the time zone of those that state none.

    Raises:
        ConfigError: a file or a schedule is invalid, or two pipelines have the same name.
    """
    by_name: dict[str, Scheduled] = {}
    for path in _files(paths):
        pipeline = read_pipeline(path, environ=environ)
        if pipeline.schedule is None:
            continue
        cron = read_cron(pipeline.schedule, zone=pipeline.timezone or zone, path=path)
        if path.stem in by_name:
            raise ConfigError(
                "schedule-doubled", name=path.stem, first=by_name[path.stem].pipeline.path, path=path
            )
        by_name[path.stem] = Scheduled(pipeline, cron)
    return [by_name[name] for name in sorted(by_name)]


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(file for file in path.iterdir() if file.suffix.lower() in (".yaml", ".yml"))
        elif path.is_file():
            files.append(path)
        else:
            raise ConfigError("schedule-path", path=path)
    return files


def named(pipelines: Iterable[Scheduled], name: str) -> Scheduled:
    """Return the pipeline of a name.

    Raises:
        ConfigError: there is none.
    """
    known = list(pipelines)
    for pipeline in known:
        if pipeline.name == name:
            return pipeline
    raise ConfigError("schedule-name", name=name, accepted=[pipeline.name for pipeline in known])


@dataclass(slots=True)
class Scheduler:
    """Runs pipelines when they are due, until stopped.

    `run` runs a pipeline and never raises; `late` is called for a time missed by more than `grace`. `jitter` returns
    seconds by which a start is delayed, so that many machines do not call in the same second.
    """

    pipelines: list[Scheduled]
    run: Callable[[Scheduled, datetime], None]
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    stopped: Callable[[], bool]
    late: Callable[[Scheduled, datetime], None] = lambda _one, _due: None
    jitter: Callable[[], float] = lambda: 0.0
    grace: timedelta = GRACE

    def serve(self) -> None:
        """Run what is due until stopped; returns when nothing will ever be due again."""
        due = {pipeline.name: self._next(pipeline, self.now()) for pipeline in self.pipelines}
        by_name = {pipeline.name: pipeline for pipeline in self.pipelines}
        while not self.stopped():
            waiting = {name: moment for name, moment in due.items() if moment is not None}
            if not waiting:
                return
            name = min(waiting, key=lambda other: (waiting[other], other))
            left = (waiting[name] - self.now()).total_seconds()
            if left > 0:
                self.sleep(min(left, _NAP_S))
                continue
            pipeline = by_name[name]
            if -left > self.grace.total_seconds():
                self.late(pipeline, waiting[name])
            else:
                self.run(pipeline, waiting[name])
            due[name] = self._next(pipeline, self.now())

    def _next(self, pipeline: Scheduled, after: datetime) -> datetime | None:
        moment = pipeline.after(after)
        return None if moment is None else moment + timedelta(seconds=self.jitter())
