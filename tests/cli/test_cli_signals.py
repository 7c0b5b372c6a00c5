"""Ctrl-C at any moment of any command: it ends soon, without a traceback, and what it began can be completed."""

import os
import random
import signal
import subprocess
import time

import pytest
from plain import HTTP

from etl.cli.context import Context
from etl.cli.main import failed
from etl.core.errors import DataError, RetryableApiError
from etl.core.stopping import STOPPING

pytestmark = pytest.mark.skipif(os.name == "nt", reason="another process is interrupted otherwise there")

HEAD = "Nom société;Email;Adresse;Code postal;Ville;Pays;Nom contact;Smart tags\n"
COUNT = 30
SOON_S = 60
"""Seconds in which an interrupted process ends, or never does: the machine may be busy."""


def companies(mark, count=COUNT):
    return HEAD + "".join(
        f"{mark}{i};{mark}{i}@x.example;{i} rue A;29200;Brest;FR;{mark}{i};VIP\n" for i in range(count)
    )


def prepare_import(shell, mark):
    shell.write(f"{mark}.csv", companies(mark))
    return ["import", f"{mark}.csv", "--entity", "client", "--batch-size", "4", "--yes"]


def prepare_plan(shell, mark):
    shell.write(f"{mark}.csv", companies(mark))
    return ["plan", f"{mark}.csv", "--entity", "client", "-o", f"{mark}.plan.xlsx"]


def prepare_export(shell, mark):
    return ["export", "client", "-o", f"{mark}.xlsx"]


def prepare_check(shell, mark):
    shell.write(f"{mark}.csv", companies(mark, COUNT * 40))
    return ["check", f"{mark}.csv", "--entity", "client"]


def prepare_undo(shell, mark):
    done = shell(*prepare_import(shell, mark))
    assert done.code == 0, done.err
    run_id = shell("runs", "list", "--json").json[0]["run_id"]
    return ["runs", "undo", run_id, "--yes", "--batch-size", "4"]


COMMANDS = {
    "import": prepare_import,
    "plan": prepare_plan,
    "export": prepare_export,
    "undo": prepare_undo,
    "check": prepare_check,
}


def slow_down(shell):
    shell.faults({"match": {"path": "/v2/"}, "fault": "delay", "ms": 30, "after": True})


def length_of(shell, name, mark):
    """Return how many seconds a command takes here and now when nobody interrupts it."""
    command = COMMANDS[name](shell, mark)
    slow_down(shell)
    start = time.monotonic()
    process = shell.start("--no-progress", *command)
    process.communicate()
    calm(shell)
    assert process.returncode == 0
    return time.monotonic() - start


def calm(shell):
    HTTP.delete(f"{shell.url}/_sandbox/faults").raise_for_status()


def stopped(shell, command, after_s, number=signal.SIGINT):
    """Start a command, interrupt it after a while, and return its code and what it said; it does not go on."""
    process = shell.start("--no-progress", *command)
    try:
        process.wait(timeout=after_s)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
    out, err = process.communicate(timeout=SOON_S)
    return process.returncode, out + err


def total(shell, mark):
    """Return how many companies and people of a file the account holds."""
    dump = HTTP.get(f"{shell.url}/_sandbox/dump", timeout=60).json()
    names = {f"{mark}{i}" for i in range(COUNT)}
    return (
        sum(company.get("name") in names for company in dump["companies"]),
        sum(contact.get("last_name") in names for contact in dump["contacts"]),
    )


def interrupted(shell, name, mark, after_s):
    """Interrupt a command after a while, hold that it ends well, and complete what it began."""
    command = COMMANDS[name](shell, mark)
    slow_down(shell)
    code, output = stopped(shell, command, after_s)
    calm(shell)
    heard = code != -signal.SIGINT  # before Python has begun, a signal simply ends it
    assert code in ({130, 0} if heard else {code}), (name, code, output)
    assert "Traceback" not in output or not heard, output
    assert "Exception ignored" not in output, output
    if name in ("import", "undo"):
        complete(shell, name, mark, command)
    return code


def complete(shell, name, mark, command):
    runs = shell("runs", "list", "--json").json
    kind = "undo" if name == "undo" else "import"
    mine = [run for run in runs if run["kind"] == kind and run["status"] != "finished"]
    if mine:
        done = shell("runs", "resume", mine[0]["run_id"], "--json", "--yes")
        assert done.code == 0, done.err + done.out
    else:
        done = shell(*command)  # it had not begun, or was finished: again changes nothing
    wanted = 0 if name == "undo" else COUNT
    assert total(shell, mark) == (wanted, wanted), (runs, done.code, done.out, done.err)


def test_ctrl_c_in_an_import(shell):
    """An import that is interrupted at a moment of chance ends well and is completed; long tests have dozens of each command."""
    interrupted(shell, "import", "Ix", random.Random(1).uniform(0.2, 4.0))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_at_many_moments(shell, name, part):
    """Dozens of moments of each command: no traceback, nothing lost, nothing doubled."""
    draw = random.Random(f"{name} {part} many")
    mark = f"{name[0].upper()}{part}"
    quarter_s = length_of(shell, name, f"{mark}whole") / 4
    codes = [
        interrupted(shell, name, f"{mark}{rank}x", max(0.2, (rank + draw.random()) * quarter_s))
        for rank in range(4)
    ]
    assert 130 in codes


def test_a_call_that_an_interruption_cut_short_is_the_interruption(capsys):
    """What a worker says of a call that it gave up is not the end of the command: Ctrl-C is; other errors stay."""
    context = Context(lang="en")
    assert failed(context, RetryableApiError("api-unsent")) == 4
    STOPPING.ask()
    try:
        assert failed(context, RetryableApiError("api-unsent")) == 130
        assert failed(context, DataError("file-empty", path="x")) == 3
    finally:
        STOPPING.forget()
    assert "Interrupted" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, getattr(signal, "SIGTERM", signal.SIGINT)])
def test_a_wait_for_an_answer_ends_at_once(shell, number):
    """Sellsy that does not answer, or a quota that is used up, keeps nobody: Ctrl-C and SIGTERM end the wait."""
    shell.faults({"match": {"path": "/companies/search$"}, "fault": "delay", "ms": 300_000})
    process = shell.start("--no-progress", "search", "client", "--json")
    wait_for_call(shell)
    time.sleep(0.5)
    process.send_signal(number)
    _out, err = process.communicate(timeout=SOON_S)  # the answer would have taken five minutes
    assert (process.returncode, "Traceback" in err) == (130, False), err


def wait_for_call(shell):
    """Wait until the sandbox has been asked for something slow."""
    until = time.monotonic() + 30
    while not HTTP.get(f"{shell.url}/_sandbox/faults").json()[0]["fired"]:
        assert time.monotonic() < until
        time.sleep(0.05)
