"""A real journal in a temporary folder, with a clock and ids that a test can foresee."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from etl.journal import Journal, NewRow, RunStart


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 10, 45, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time

    def forward(self, seconds: float) -> None:
        """Go on."""
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """Return a clock at 2026-11-23 10:45:12 UTC."""
    return Clock()


@pytest.fixture
def new_id() -> Callable[[], str]:
    """Return a factory of ids: id-0, id-1..."""
    numbers = count()
    return lambda: f"id-{next(numbers)}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the journal is."""
    return tmp_path / "data" / "journal.db"


@pytest.fixture
def place(path: Path, database: str | None) -> Path | str:
    """Return where the journal is: a file, or a database of PostgreSQL."""
    return database or path


@pytest.fixture
def journal(place: Path | str, clock: Clock, new_id: Callable[[], str]) -> Iterator[Journal]:
    """Return an open, empty journal."""
    with Journal.open(place, now=clock, new_id=new_id, wait_s=0.2) as opened:
        yield opened


@pytest.fixture
def run_id(journal: Journal) -> str:
    """Return a run with rows 2 to 11, not settled."""
    run = journal.runs.start(RunStart(entity="client"))
    journal.rows.add(
        run, [NewRow(row=row, record={"values": {"name": f"Société {row}"}}) for row in range(2, 12)]
    )
    return run
