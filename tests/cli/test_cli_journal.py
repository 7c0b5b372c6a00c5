"""Journals that something damaged: every command that opens one says so, and writes nothing."""

import shutil
import sqlite3
import stat
from contextlib import closing

import pytest

COMMANDS = {
    "list": ("runs", "list"),
    "show": ("runs", "show", "last"),
    "resume": ("runs", "resume", "last", "--yes"),
    "undo": ("runs", "undo", "last", "--yes"),
    "verify": ("runs", "verify", "last"),
    "retry": ("runs", "retry", "last"),
    "prune": ("runs", "prune", "--older-than", "2026-01-01", "--yes"),
    "import": ("import", "other.csv", "--yes"),
    "export": ("export", "client", "-o", "out.csv", "--since", "last"),
}


def sql(*statements):
    """Return what runs statements in a journal."""

    def damage(path):
        with closing(sqlite3.connect(path)) as journal:
            journal.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                journal.execute(statement)
            journal.commit()

    return damage


def cut(share):
    """Return what keeps the first bytes of a journal."""
    return lambda path: path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


def overwrite(start, content):
    """Return what writes bytes into a journal."""

    def damage(path):
        stored = bytearray(path.read_bytes())
        stored[start : start + len(content)] = content
        path.write_bytes(stored)

    return damage


def as_folder(path):
    """Put a folder where the journal was."""
    path.unlink()
    path.mkdir()


STRUCTURE = {
    "cut": cut(0.5),
    "cut within the first page": cut(0.01),
    "text": lambda path: path.write_text("no database\n" * 1_000),
    "random pages": overwrite(4096, b"\x5a" * 40_000),
    "random header": overwrite(16, b"\xff" * 84),
    "folder": as_folder,
    "no table of rows": sql("DROP TABLE rows"),
    "no table of versions": sql("DROP TABLE schema_version"),
    "no versions": sql("DELETE FROM schema_version"),
    "version of words": sql("DELETE FROM schema_version", "INSERT INTO schema_version VALUES (-3, 'x')"),
    "newer version": sql("INSERT INTO schema_version VALUES (99, 'x')"),
    "no column": sql("ALTER TABLE runs DROP COLUMN settings"),
    "view": sql("ALTER TABLE runs RENAME TO kept", "CREATE VIEW runs AS SELECT * FROM kept"),
    "other table": sql("DROP TABLE holders", "CREATE TABLE holders (x)"),
}
"""What every command refuses."""

VALUES = {
    "counts of words": sql("UPDATE runs SET counts = '\"many\"'"),
    "counts that are no JSON": sql("UPDATE runs SET counts = '{'"),
    "counts of lists": sql("UPDATE runs SET counts = '{\"read\": [1]}'"),
    "status": sql("UPDATE runs SET status = 'asleep'"),
    "times": sql("UPDATE runs SET started_at = 'yesterday'"),
    "settings": sql("UPDATE runs SET settings = '[1, 2]'"),
    "settings within": sql('UPDATE runs SET settings = \'{"entity": 5, "match": 7, "options": []}\''),
    "how a file was read": sql("UPDATE runs SET settings = json_set(settings, '$.reading.lang', 5)"),
    "how cells were read": sql("UPDATE runs SET settings = json_set(settings, '$.reading.codec.mark', 'x')"),
    "mappings": sql("UPDATE runs SET settings = json_set(settings, '$.reading.mapping', json('[1]'))"),
    "kinds of records": sql(
        "UPDATE rows SET record = json_set(record, '$.variant', 'unicorn') WHERE record IS NOT NULL"
    ),
    "calls": sql("UPDATE runs SET calls = 'none'"),
    "kind": sql("UPDATE runs SET kind = 'dance'"),
    "entity": sql("UPDATE runs SET entity = 'unicorn'"),
    "parent": sql("UPDATE runs SET parent = run_id"),
    "parents in a circle": sql(
        "INSERT INTO runs (run_id, entity, kind, status, loaded, calls, started_at, parent)"
        " SELECT 'other', entity, kind, status, loaded, calls, started_at, run_id FROM runs",
        "UPDATE runs SET parent = 'other' WHERE run_id <> 'other'",
    ),
    "bytes": sql("UPDATE runs SET entity = CAST(x'ff00fe' AS TEXT)"),
    "row numbers": sql("UPDATE rows SET position = 'x' || row, row = 'first' WHERE row = 2"),
    "records": sql("UPDATE rows SET record = '[]'"),
    "records within": sql("UPDATE rows SET record = '{\"values\": 3}'"),
    "problems": sql("UPDATE rows SET problems = '{\"a\": 1}'"),
    "problems within": sql("UPDATE rows SET problems = '[1]'"),
    "changes": sql("UPDATE rows SET changes = '[[1]]'"),
    "outcomes": sql("UPDATE rows SET outcome = 'eaten'"),
    "ids": sql("UPDATE rows SET sellsy_id = 'abc'"),
    "operations": sql("UPDATE operations SET body = '{', needs = '5', columns = '[]'"),
    "operations' times": sql("UPDATE operations SET sent_at = 1e300"),
    "operations' paths": sql("UPDATE operations SET path = '/nowhere', method = 'DANCE', answer_id = 'x'"),
    "deep": sql("UPDATE rows SET record = replace(hex(zeroblob(50000)), '0', '[')"),
    "empty": lambda path: path.write_bytes(b""),
}
"""What a command may meet or not."""


def prepared(shell):
    """Import a file and close its journal; return the journal and what the account then holds."""
    shell.write("good.csv", "Type société;Nom société;Email\nclient;Alpha;a@x.example\nclient;Beta;faux\n")
    shell.write("other.csv", "Type société;Nom société;Email\nclient;Gamma;g@x.example\n")
    assert shell("import", "good.csv", "--yes").code == 1
    path = shell.folder / "home" / "journal.sqlite"
    with closing(sqlite3.connect(path)) as journal:
        journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        journal.execute("UPDATE runs SET status = 'interrupted'")
        journal.commit()
        journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for beside in path.parent.glob("journal.sqlite-[ws]*"):
        beside.unlink()
    shutil.copy(path, shell.folder / "whole.db")
    return path


def restored(shell, path, damage):
    """Put the journal back, damaged."""
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for beside in path.parent.glob("journal.sqlite-[ws]*"):
        beside.unlink()
    shutil.copy(shell.folder / "whole.db", path)
    damage(path)


@pytest.mark.hostile
@pytest.mark.parametrize("name", STRUCTURE)
def test_a_journal_that_lacks_something_is_refused_by_every_command(shell, name):
    """Exit code 5 with what to do, and neither the journal nor the account is written."""
    path = prepared(shell)
    writes = shell.stats()["writes_total"]
    for command, arguments in COMMANDS.items():
        restored(shell, path, STRUCTURE[name])
        before = None if path.is_dir() else path.read_bytes()
        ran = shell(*arguments)
        assert ran.code == 5, (command, ran)
        assert len(ran.err.strip().splitlines()) >= 2, (command, ran)
        assert path.is_dir() or path.read_bytes() == before, command
    assert shell.stats()["writes_total"] == writes


@pytest.mark.hostile
@pytest.mark.parametrize("name", VALUES)
def test_a_journal_that_another_program_wrote_into_is_no_fault_of_ours(shell, name):
    """Whatever stands in its columns, a command ends with its result or with one message."""
    path = prepared(shell)
    for command, arguments in COMMANDS.items():
        restored(shell, path, VALUES[name])
        ran = shell(*arguments)
        assert ran.code in {0, 1, 2, 3, 5}, (command, ran)
        assert ran.code in {0, 1} or ran.err.strip(), (command, ran)


def test_a_journal_without_a_table_or_with_wrong_values_is_said_to_be_damaged(shell):
    """A table that is gone stops any command, a value of another kind the command that needs it; both say damaged."""
    path = prepared(shell)
    for damage, command in (
        (STRUCTURE["no table of rows"], "import"),
        (STRUCTURE["no column"], "list"),
        (STRUCTURE["view"], "prune"),
        (VALUES["counts of words"], "list"),
        (VALUES["kind"], "list"),
        (VALUES["how a file was read"], "resume"),
        (VALUES["how cells were read"], "verify"),
        (VALUES["mappings"], "verify"),
        (VALUES["kinds of records"], "verify"),
        (VALUES["parent"], "resume"),
        (VALUES["parents in a circle"], "resume"),
        (VALUES["problems within"], "show"),
    ):
        restored(shell, path, damage)
        ran = shell(*COMMANDS[command])
        assert (ran.code, "is damaged" in ran.err) == (5, True), (command, ran)


@pytest.mark.hostile
def test_a_journal_that_cannot_be_written_or_is_held(shell):
    """A journal that is locked is exit code 5 after the wait; one that may only be read still is."""
    path = prepared(shell)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert shell(*COMMANDS["import"]).code == 5
        other.execute("ROLLBACK")
    path.chmod(stat.S_IRUSR)
    assert shell(*COMMANDS["list"]).code == 0
