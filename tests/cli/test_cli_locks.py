"""One writer an account, as people meet it: refused or waited for, and the question before a file is begun again."""

import contextlib
import os
import sqlite3
import sys
import time
from contextlib import closing

import pytest

pytestmark = pytest.mark.slow

FIVE = "Nom société\n" + "".join(f"S{i}\n" for i in range(5))


def until_sending(shell, process):
    """Wait until the writes of a process are on their way."""
    sent = "SELECT count(*) FROM operations WHERE state = 'sent'"
    path = shell.folder / "home" / "journal.sqlite"
    while process.poll() is None:
        time.sleep(0.05)
        with contextlib.suppress(sqlite3.OperationalError), closing(sqlite3.connect(path)) as journal:
            if journal.execute(sent).fetchone()[0]:
                return
    raise AssertionError(process.communicate())


def test_a_second_writer_is_refused_or_waits(shell):
    """While an import runs another one names its process and ends with 5; with --wait it goes on afterwards."""
    shell.write("a.csv", FIVE)
    shell.write("b.csv", "Nom société\nAutre\n")
    shell.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "delay", "ms": 8000, "times": 1})
    first = shell.start("import", "a.csv", "--entity", "client", "--yes", "--json")
    until_sending(shell, first)
    refused = shell("import", "b.csv", "--entity", "client", "--yes")
    assert (refused.code, str(first.pid) in refused.err) == (5, True)
    waited = shell("--lang", "en", "import", "b.csv", "--entity", "client", "--yes", "--wait", "30")
    assert (waited.code, "waiting, 30 seconds at most" in waited.err) == (0, True)
    first.communicate(timeout=30)
    assert first.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize("answer", ["y", "n"])
def test_a_killed_import_is_said_and_asked_about(shell, answer):
    """Its lock is stale, which is said; on a terminal the file's unfinished run is completed or closed: never doubled."""
    shell.write("a.csv", FIVE)
    shell.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "delay", "ms": 1500, "times": 1})
    first = shell.start("import", "a.csv", "--entity", "client", "--yes")
    until_sending(shell, first)
    first.kill()
    first.communicate()
    ours, theirs = os.openpty()
    second = shell.start("--lang", "en", "import", "a.csv", "--entity", "client", stdin=theirs)
    os.write(ours, f"{answer}\ny\ny\n".encode())
    out, err = second.communicate(timeout=180)
    os.close(ours)
    os.close(theirs)
    assert second.returncode == 0, err
    assert "Complete it?" in err
    assert f"(process {first.pid} on" in err
    assert "Total: 5 read = 5 created." in out
    shell.write("b.csv", FIVE)
    assert shell("import", "b.csv", "--entity", "client", "--json", "--yes").json["counts"]["unchanged"] == 5
