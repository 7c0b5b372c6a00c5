"""The pipelines that have a schedule, and their times: listing them loads nothing that runs them."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from etl.pipeline.schedule import Scheduled, named, scheduled
from etl.pipeline.units import units_for

__all__ = ["next_times", "pipelines_of", "units_for"]


def pipelines_of(paths: Iterable[str | Path], *, zone: str | None = None) -> list[Scheduled]:
    """Return the pipelines in these files and folders that have a schedule, by name.

    Raises:
        ConfigError: a file is no pipeline, or its schedule is invalid.
    """
    return scheduled([Path(path) for path in paths], environ=os.environ, zone=zone)


def next_times(pipelines: Iterable[Scheduled], name: str, count: int) -> Iterator[datetime]:
    """Yield the next times of a pipeline, at most `count`.

    Raises:
        ConfigError: there is no pipeline of that name.
    """
    pipeline = named(pipelines, name)
    moment = pipeline.after(datetime.now(tz=UTC))
    while moment is not None and count > 0:
        yield moment
        moment = pipeline.after(moment)
        count -= 1
