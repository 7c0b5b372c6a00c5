"""Which pipelines have a schedule, when they run next, and what the system's own scheduler needs."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from etl.pipeline.schedule_files import ScheduleFiles
from etl.pipeline.units import Invocation, units_for

__all__ = ["Invocation", "next_times", "schedules_in", "units_for"]

FOLDER = "pipelines"
"""Where pipelines are looked for by default, in the current folder; without it, in that folder itself."""


def schedules_in(paths: Iterable[str | Path] = (), *, zone: str | None = None) -> ScheduleFiles:
    """Return the pipelines in these files and folders that have a schedule, and the files that cannot be read.

    Without any path, those in `pipelines`, else those in the current folder.

    Raises:
        ConfigError: a path does not exist.
    """
    places = tuple(map(Path, paths)) or (Path(FOLDER) if Path(FOLDER).is_dir() else Path(),)
    files = ScheduleFiles(places, os.environ, zone)
    files.read()
    return files


def next_times(files: ScheduleFiles, name: str, count: int) -> Iterator[datetime]:
    """Yield the next times of a pipeline, at most `count`.

    Raises:
        ConfigError: there is no pipeline of that name, or its file is wrong.
    """
    pipeline = files.named(name)
    moment = pipeline.after(datetime.now(tz=UTC))
    while moment is not None and count > 0:
        yield moment
        moment = pipeline.after(moment)
        count -= 1
