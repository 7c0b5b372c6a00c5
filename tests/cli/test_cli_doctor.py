"""`sellsy-etl doctor`: what is fit, what is not, and what to do about it; nothing is written."""

import os
import sqlite3

from etl.sandbox.http.config import SandboxConfig


def levels(ran):
    """Return check -> level of a report."""
    return {row["check"]: row["level"] for row in ran.json}


def test_a_healthy_account_has_only_good_findings(shell):
    """Program, home, journal, account, clock, quota and rights are fine; no write is made."""
    before = shell.stats()["writes_total"]
    ran = shell("doctor", "--json")
    checks = levels(ran)
    assert ran.code == 0
    wanted = {"program", "home", "journal", "credentials", "clock", "who", "quota", "scopes"}
    assert {name for name in wanted if checks[name] == "ok"} == wanted
    assert shell.stats()["writes_total"] == before
    assert "very-hidden" not in ran.out + ran.err


def test_missing_rights_are_named_by_entity(shell):
    """A forbidden read or write says which entity it is and what will not work."""
    shell.faults(
        {"match": {"method": "GET", "path": "/tasks$"}, "fault": "status", "status": 403},
        {"match": {"method": "POST", "path": "/opportunities$"}, "fault": "status", "status": 403},
    )
    ran = shell("--lang", "en", "doctor")
    assert ran.code == 0
    assert "task: scope to read is missing" in ran.out
    assert "opportunity: scope to write is missing" in ran.out
    assert "scopes of all" not in ran.out


def test_no_credentials_is_a_fault_with_what_to_do(bare):
    """Without an access the rest is still examined, and the exit code is that of settings."""
    ran = bare("--lang", "en", "doctor")
    assert ran.code == 2
    assert "SELLSY_CLIENT_ID" in ran.out
    assert "The journal is intact" in ran.out


def test_refused_credentials_are_said(shell_on):
    """An access that Sellsy refuses is a fault of the API."""
    shell = shell_on(SandboxConfig(client=("right", "secret")), "wrong", "secret")
    assert shell("doctor").code == 4


def test_a_damaged_journal_is_a_fault(shell):
    """A journal whose pages were overwritten is found, with exit code 5."""
    path = shell.folder / "home" / "journal.sqlite"
    (shell.folder / "a.csv").write_text(
        "Nom société\n" + "\n".join(f"S{i}" for i in range(300)), encoding="utf-8"
    )
    assert shell("import", "a.csv", "--entity", "client", "--yes", "--json").code == 0
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(20_000))
    ran = shell("doctor", "--json")
    assert (ran.code, levels(ran)["journal"]) == (5, "fault")


def test_the_embedded_sandbox_can_be_examined(bare):
    """--sandbox examines the local Sellsy, without any account."""
    assert bare("--sandbox", "doctor").code == 0
