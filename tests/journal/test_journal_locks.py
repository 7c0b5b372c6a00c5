"""Locks: one process a run, one writer an account."""

import os
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

import etl
from etl.core.errors import JournalError
from etl.journal import Journal, Patience

BOTH = pytest.mark.databases()

_HOLD = """
import sys
import time
from datetime import UTC, datetime
from etl.journal import Journal
now = lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
with Journal.open(sys.argv[1], now=now, new_id=str) as journal:
    with journal.lock(sys.argv[2]), journal.lock_account("Démo"):
        print("held", flush=True)
        sys.stdin.readline()
"""


@pytest.fixture
def other_process(place, run_id):
    """Return a process that holds the run and the account until its input ends."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(etl.__file__).parents[1]),
        "PYTHONIOENCODING": "utf-8",
    }
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", _HOLD, str(place), run_id],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout.readline().strip() == b"held"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


@BOTH
def test_a_second_process_is_told_who_holds_the_run(journal, run_id, other_process):
    """A run that another process works on is refused with that process's number and since when."""
    with pytest.raises(JournalError) as caught, journal.lock(run_id):
        pass
    assert caught.value.code == "journal-run-held"
    assert str(other_process.pid) in caught.value.message()
    assert "02/01/2026 03:04 UTC" in caught.value.message("fr")
    assert journal.holder(run_id).pid == other_process.pid


@BOTH
def test_one_writer_an_account(journal, run_id, other_process):
    """An account that another process writes to is refused; another account is free."""
    with pytest.raises(JournalError) as caught, journal.lock_account("Démo"):
        pass
    assert caught.value.code == "journal-account-held"
    with journal.lock_account("other") as dead:
        assert dead is None


@BOTH
def test_whoever_has_patience_waits_for_the_account(journal, other_process):
    """A writer that waits is told for whom, once, and goes on when the other ends; without an end it gives up."""
    told = []
    short = Patience(0.5, told.append)
    with pytest.raises(JournalError) as caught, journal.lock_account("Démo", short):
        pass
    assert (caught.value.code, [item.pid for item in told]) == ("journal-account-held", [other_process.pid])
    patient = Patience(30, lambda _holder: other_process.stdin.close())
    with journal.lock_account("Démo", patient) as dead:
        assert dead is None
        assert other_process.wait(timeout=10) == 0


@BOTH
def test_a_killed_process_holds_nothing(place, journal, run_id, other_process):
    """The lock of a killed process is free at once, and who takes it learns whose it was."""
    other_process.kill()
    other_process.wait()
    until = time.monotonic() + 10  # a server hears a little later that the process is gone
    while journal.holder(run_id) is not None:
        assert isinstance(place, str)
        assert time.monotonic() < until
    with journal.lock(run_id) as dead:
        assert dead.pid == other_process.pid
        assert journal.holder(run_id).pid == os.getpid()
    with journal.lock(run_id) as dead:
        assert dead is None


@BOTH
def test_a_process_that_ends_well_leaves_no_trace(journal, run_id, other_process):
    """A lock that was let go properly names nobody."""
    other_process.stdin.close()
    assert other_process.wait(timeout=10) == 0
    with journal.lock(run_id) as dead:
        assert dead is None


@BOTH
def test_the_same_process_cannot_hold_a_run_twice(journal, run_id):
    """Two threads or two calls of one process do not share a run either."""
    with journal.lock(run_id), pytest.raises(JournalError), journal.lock(run_id):
        pass
    with journal.lock(run_id):
        pass


@BOTH
def test_a_lock_ends_with_an_error(journal, run_id):
    """An error inside the block passes through and lets the lock go."""
    with pytest.raises(ValueError, match="boom"), journal.lock(run_id):
        raise ValueError("boom")
    assert journal.holder(run_id) is None
    with journal.lock(run_id) as dead:
        assert dead is None


def test_the_same_file_by_another_name_is_the_same_journal(path, journal, run_id, clock, tmp_path):
    """A journal reached through a link or a roundabout path shares its locks."""
    roundabout = path.parent / ".." / path.parent.name / path.name
    with (
        Journal.open(roundabout, now=clock, new_id=str) as other,
        journal.lock(run_id),
        pytest.raises(JournalError),
        other.lock(run_id),
    ):
        pass


def test_the_folder_of_locks_is_its_owners(tmp_path):
    """Nobody else reads or fills the folder of locks beside a journal."""
    url = f"sqlite:///{tmp_path / 'j.sqlite'}"
    with Journal.open(url, now=lambda: datetime.now(tz=UTC), new_id=lambda: "x") as opened, opened.lock("a"):
        pass
    assert stat.S_IMODE((tmp_path / "j.sqlite-locks").stat().st_mode) == 0o700
