"""Opening a journal: what is created, what is refused."""

import sqlite3
import stat
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.core.errors import JournalError
from etl.journal import Journal, RunStart
from etl.journal.migrations import MIGRATIONS


def _open(url, **options):
    return Journal.open(url, now=lambda: datetime.now(UTC), new_id=lambda: "id", **options)


def _code(url, **options):
    with pytest.raises(JournalError) as caught:
        _open(url, **options)
    return caught.value


def test_folder_and_file_are_created(tmp_path):
    """A journal in a folder that does not exist yet is created with it."""
    with _open(tmp_path / "a" / "b" / "journal.db") as journal:
        assert journal.runs.newest() == []
    assert (tmp_path / "a" / "b" / "journal.db").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_the_owner_reads_the_file(path, journal, run_id):
    """The file and its WAL hold personal data: they are readable by their owner alone."""
    for part in (path, path.with_name("journal.db-wal")):
        assert stat.S_IMODE(part.stat().st_mode) == 0o600


def test_commits_survive_a_power_cut(journal):
    """Every connection uses WAL, full synchronisation and foreign keys."""
    with journal._store.reading() as connection:
        names = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert names == ["wal", 2, 1, 200]


def test_url_and_path_name_the_same_journal(path, journal, run_id):
    """A SQLite URL opens the journal of the same path."""
    with _open(f"sqlite:///{path}") as other:
        assert other.runs.find("last").run_id == run_id


def test_a_text_file_is_refused(tmp_path):
    """A file that is no database is refused and left as it is."""
    file = tmp_path / "notes.txt"
    file.write_text("Not a database. " * 100)
    assert _code(file).code == "journal-foreign"
    assert file.read_text() == "Not a database. " * 100


def test_the_database_of_another_program_is_refused(tmp_path):
    """A SQLite file with other tables is refused and left byte for byte as it is."""
    file = tmp_path / "browser.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE places (url TEXT)")
    other.commit()
    other.close()
    before = file.read_bytes()
    assert _code(file).code == "journal-foreign"
    assert file.read_bytes() == before


def test_a_journal_of_a_newer_version_is_refused(path, journal, run_id):
    """A journal written by a newer version is refused, and both formats are named."""
    journal.close()
    newer = len(MIGRATIONS) + 1
    other = sqlite3.connect(path)
    other.execute("INSERT INTO schema_version VALUES (?, '2027-01-01')", [newer])
    other.commit()
    other.close()
    error = _code(path)
    assert error.code == "journal-newer"
    assert (error.params["found"], error.params["known"]) == (newer, len(MIGRATIONS))
    assert str(path) in error.message("fr")


def test_a_damaged_journal_is_refused(path, journal, run_id):
    """A journal whose pages were overwritten gives a clear error instead of wrong rows."""
    journal.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(JournalError) as caught, _open(path) as opened:
        opened.runs.newest()
    assert caught.value.code == "journal-corrupt"


def test_a_folder_is_no_journal(tmp_path):
    """The path of a folder is refused."""
    assert _code(tmp_path).code == "journal-denied"


def test_a_folder_that_cannot_be_created(tmp_path):
    """A path below a file is refused, and the message names it."""
    (tmp_path / "file").write_text("")
    error = _code(tmp_path / "file" / "journal.db")
    assert error.code == "journal-denied"
    assert "journal.db" in error.message()


@pytest.mark.parametrize(
    "url", ["mysql://u:secret@h/db", "sqlite://", "sqlite:///:memory:", "://", "postgresql://h"]
)
def test_other_databases_are_refused(url):
    """Only a file and PostgreSQL are accepted; the message repeats no password."""
    error = _code(url)
    assert error.code == "journal-url"
    assert "secret" not in str(error)


def test_a_file_held_by_another_program(path, journal, run_id):
    """A journal that another program locks gives an error after the wait, and works again afterwards."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError) as caught:
        journal.runs.set_loaded(run_id)
    assert caught.value.code == "journal-busy"
    other.execute("ROLLBACK")
    other.close()
    journal.runs.set_loaded(run_id)
    assert journal.runs.find(run_id).loaded


def test_many_open_a_new_journal_at_once(tmp_path):
    """Threads that open the same new journal together all find it ready."""
    barrier = threading.Barrier(8)
    failures: list[Exception] = []

    def work(number: int) -> None:
        barrier.wait()
        try:
            with Journal.open(
                tmp_path / "journal.db", now=lambda: datetime.now(UTC), new_id=lambda: str(number)
            ) as journal:
                journal.runs.start(RunStart(entity="client"))
        except JournalError as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with _open(tmp_path / "journal.db") as journal:
        assert len(journal.runs.newest()) == 8


def test_size_counts_what_is_not_yet_in_the_main_file(path, journal, run_id):
    """The size is that of the file and of its WAL."""
    parts = [path, Path(f"{path}-wal")]
    assert journal.size() == sum(part.stat().st_size for part in parts) > 0
