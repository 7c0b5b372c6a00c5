"""Pipelines that run by themselves: which, when next, and the loop that runs them one after the other.

One at a time: what falls due meanwhile waits. A pipeline that was due while the machine slept runs once, not once for
every time it missed, and not at all when it is later than the grace. Time is a parameter.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from etl.core.errors import ConfigError
from etl.pipeline.cron import Cron, read_cron
from etl.pipeline.spec import Pipeline, read_pipeline

GRACE = timedelta(hours=1)
"""How late a pipeline may begin; later, it waits for its next time."""

_NAP_S = 30.0
"""Longest sleep in seconds: a clock that is set, or a machine that wakes, is noticed soon."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A pipeline that has a schedule."""

    pipeline: Pipeline
    cron: Cron

    @property
    def name(self) -> str:
        """What it is called: its file, without suffix."""
        return self.pipeline.path.stem

    def after(self, moment: datetime) -> datetime | None:
        """Return its first time after a moment."""
        return self.cron.after(moment)


def scheduled(
    paths: Iterable[Path], *, environ: Mapping[str, str], zone: str | None = None
) -> list[Scheduled]:
    """Return the pipelines that have a schedule, by name; folders stand for the YAML files in them.

    `zone` is the time zone of those that say none.

    Raises:
        ConfigError: a file is no pipeline, a schedule is none, or two have the same name.
    """
    found: dict[str, Scheduled] = {}
    for path in _files(paths):
        pipeline = read_pipeline(path, environ=environ)
        if pipeline.schedule is None:
            continue
        cron = read_cron(pipeline.schedule, zone=pipeline.timezone or zone, path=path)
        if path.stem in found:
            raise ConfigError(
                "schedule-doubled", name=path.stem, first=found[path.stem].pipeline.path, path=path
            )
        found[path.stem] = Scheduled(pipeline, cron)
    return [found[name] for name in sorted(found)]


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(one for one in path.iterdir() if one.suffix.lower() in (".yaml", ".yml"))
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
    for one in known:
        if one.name == name:
            return one
    raise ConfigError("schedule-name", name=name, accepted=[one.name for one in known] or ["-"])


@dataclass(slots=True)
class Scheduler:
    """Runs pipelines when they are due, until it is told to stop.

    `run` does one and never raises; `late` hears of a time that was missed by more than `grace`. `jitter` returns
    seconds by which a beginning is put off, so that many machines do not call at the same second.
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
        due = {one.name: self._next(one, self.now()) for one in self.pipelines}
        by_name = {one.name: one for one in self.pipelines}
        while not self.stopped():
            waiting = {name: moment for name, moment in due.items() if moment is not None}
            if not waiting:
                return
            name = min(waiting, key=lambda one: (waiting[one], one))
            left = (waiting[name] - self.now()).total_seconds()
            if left > 0:
                self.sleep(min(left, _NAP_S))
                continue
            one = by_name[name]
            if -left > self.grace.total_seconds():
                self.late(one, waiting[name])
            else:
                self.run(one, waiting[name])
            due[name] = self._next(one, self.now())

    def _next(self, one: Scheduled, after: datetime) -> datetime | None:
        found = one.after(after)
        return None if found is None else found + timedelta(seconds=self.jitter())
