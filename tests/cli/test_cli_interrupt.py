"""Stopped by Ctrl-C or by a full disk, a run of a real process says how to go on, and is completed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from plain import HTTP

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="another process is interrupted otherwise there"),
]

HEAD = "Nom société;Email;Adresse;Code postal;Ville;Pays;Nom contact\n"
COUNT = 40


def companies(count=COUNT):
    return HEAD + "".join(f"S{i};s{i}@x.example;{i} rue A;29200;Brest;FR;N{i}\n" for i in range(count))


def wait_for(true, seconds=60.0):
    """Wait until something is true."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def begun(shell, delay_ms, count):
    """Start an import whose batches take a while, and return its process once some are in flight."""
    shell.write("a.csv", companies())
    shell.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "delay", "ms": delay_ms, "after": True}
    )
    process = shell.start("import", "a.csv", "--entity", "client", "--batch-size", "4", "--yes")
    fired = lambda: HTTP.get(f"{shell.url}/_sandbox/faults").json()[0]["fired"]  # noqa: E731
    wait_for(lambda: fired() >= count)
    return process


def calm(shell):
    HTTP.delete(f"{shell.url}/_sandbox/faults").raise_for_status()


def test_one_ctrl_c_finishes_what_is_in_flight(shell):
    """The batches in flight are answered and journalled, the rest is not sent; the command that completes is named."""
    process = begun(shell, 400, 10)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    run = shell("runs", "list", "--json").json[0]
    assert run["status"] == "interrupted"
    assert run["counts"]["unknown"] == 0
    assert 0 < run["counts"]["created"] < COUNT
    assert f"sellsy-etl runs resume {run['run_id']}" in err
    calm(shell)
    done = shell("runs", "resume", "last", "--json", "--yes")
    assert (done.code, done.json["counts"]["created"]) == (0, COUNT)
    assert shell("import", "a.csv", "--entity", "client", "--json").json["counts"]["unchanged"] == COUNT


def test_a_second_ctrl_c_stops_at_once(shell):
    """Whatever is in flight, the process is gone; resume finds out what became of it."""
    process = begun(shell, 2_000, 8)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    with closing(sqlite3.connect(shell.folder / "home" / "journal.sqlite")) as journal:
        unanswered = journal.execute("SELECT count(*) FROM operations WHERE state = 'sent'").fetchone()
    assert unanswered > (0,)
    assert "sellsy-etl runs resume 2" in err
    calm(shell)
    done = shell("runs", "resume", "last", "--json", "--yes")
    assert done.json["counts"]["created"] == COUNT, done.json
    assert shell("import", "a.csv", "--entity", "client", "--json").json["counts"]["unchanged"] == COUNT


SMALL = (
    "import resource, sys; size = int(sys.argv.pop(1));"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size));"
    "from etl.cli.main import main; main()"
)


@pytest.mark.parametrize("kilobytes", [160, 400])
def test_a_full_disk_stops_before_anything_unjournalled_is_sent(shell, kilobytes):
    """No room is left while rows are read, or between two batches: nothing is sent that is not in the journal."""
    count = 120
    shell.write("a.csv", companies(count))
    command = [sys.executable, "-c", SMALL, str(kilobytes * 1024), "--lang", "en", "--no-progress"]
    command += ["import", "a.csv", "--entity", "client", "--batch-size", "4", "--yes"]
    full = subprocess.run(
        command, cwd=shell.folder, env=shell.environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert (full.returncode, "Traceback" in full.stderr) == (5, False), full.stderr
    assert "runs resume" in full.stderr
    made = shell.stats()["writes"].get("contact-links", 0)
    assert made < count
    with closing(sqlite3.connect(shell.folder / "home" / "journal.sqlite")) as journal:
        sent = journal.execute("SELECT count(*) FROM operations WHERE state <> 'planned' AND kind = 'link'")
        assert sent.fetchone()[0] >= made
    done = shell("runs", "resume", "last", "--json", "--yes")
    assert (done.code, done.json["counts"]["created"]) == (0, count), done.err
    again = shell("import", "a.csv", "--entity", "client", "--json").json["counts"]
    assert again["unchanged"] == count
