"""The seal: a journal that lost what it had sent is noticed, one that was copied, moved or begun again is not refused."""

import shutil
import uuid
from pathlib import Path

import pytest
from sqlalchemy import select

from etl.core.errors import JournalError
from etl.journal import Journal, NewOperation, NewRow, OperationState, RunStart, seal
from etl.journal.schema import seals


def open_at(path, clock):
    return Journal.open(path, now=clock, new_id=lambda: str(uuid.uuid4()), wait_s=0.5)


def send(journal, times=1):
    """Send something, so many times."""
    run_id = journal.runs.start(RunStart(entity="client"))
    journal.rows.add(run_id, [NewRow(row=row, record={}) for row in range(times)])
    for row in range(times):
        op_id = str(uuid.uuid4())
        journal.operations.intend(run_id, [NewOperation(op_id, row, "create", "POST", "/companies")])
        journal.operations.mark_sent(run_id, [op_id])
    return run_id


def sends(journal):
    with journal._store.reading() as connection:
        return connection.execute(select(seals.c.sends)).scalar()


def beside(path, end):
    return path.with_name(f"{path.name}{end}")


def refused(journal):
    """Tell whether the journal may not be written for."""
    try:
        with journal.lock_account("a"):
            return False
    except JournalError as error:
        return (error.code, error.exit_code) == ("journal-behind", 5)


def copied(path: Path, target: Path, *ends: str) -> Path:
    target.parent.mkdir()
    for end in ("", *ends):
        if beside(path, end).exists():
            shutil.copyfile(beside(path, end), beside(target, end))
    return target


def test_every_send_is_sealed_before_it_leaves(journal, path, run_id):
    """After each mark, alone or with what ended before, the file beside says what the journal holds."""
    journal.operations.intend(
        run_id, [NewOperation(f"op-{n}", n, "create", "POST", "/") for n in range(2, 5)]
    )
    journal.operations.mark_sent(run_id, ["op-2"])
    assert seal._read(beside(path, "-seal")).sends == 1
    journal.operations.settle(run_id, leaving=["op-3", "op-4"])
    assert seal._read(beside(path, "-seal")).sends == sends(journal) == 2
    journal.operations.settle(run_id)
    journal.operations.mark_sent(run_id, [])
    assert sends(journal) == 2
    assert not refused(journal)


def left_behind(path, clock, target):
    """Send twenty times and copy the journal as a kill would leave it, its last writes still in its -wal; return the run."""
    with open_at(path, clock) as journal:
        run_id = send(journal, 20)
        copied(path, target, "-wal", "-seal")
    return run_id


def test_a_wal_that_was_cut_is_noticed(tmp_path, clock):
    """Cut anywhere after a kill: whatever send it loses, the journal is refused for writing, and may be read."""
    killed = tmp_path / "killed" / "journal.db"
    run_id = left_behind(tmp_path / "journal.db", clock, killed)
    whole = beside(killed, "-wal").stat().st_size
    seen = set()
    for rank, share in enumerate((0, 0.2, 0.5, 0.8, 0.95, 1)):
        path = copied(killed, tmp_path / str(rank) / "journal.db", "-wal", "-seal")
        with beside(path, "-wal").open("r+b") as wal:
            wal.truncate(int(whole * share))
        with open_at(path, clock) as journal:
            last = list(journal.operations.read(run_id, rows=[19]))
            lost = not last or last[0].state is OperationState.PLANNED
            assert refused(journal) or not lost
            assert share < 1 or not refused(journal)
            seen.add(refused(journal))
            assert journal.runs.newest() is not None
    assert seen == {True, False}


def test_a_wal_that_was_deleted_is_noticed(tmp_path, clock):
    """Without its -wal the journal does not know what it sent."""
    path = tmp_path / "killed" / "journal.db"
    left_behind(tmp_path / "journal.db", clock, path)
    beside(path, "-wal").unlink()
    with open_at(path, clock) as journal, pytest.raises(JournalError) as caught:
        journal.check()
    assert caught.value.code == "journal-behind"


def test_a_journal_that_was_emptied_is_noticed(tmp_path, clock):
    """A file without a byte beside the seal of a journal that sent is refused; a deleted one begins anew."""
    path = tmp_path / "j.sqlite"
    with open_at(path, clock) as journal:
        send(journal)
    for end in ("-wal", "-shm"):
        beside(path, end).unlink(missing_ok=True)
    path.write_bytes(b"")
    with pytest.raises(JournalError) as emptied:
        open_at(path, clock)
    assert (emptied.value.code, path.stat().st_size) == ("journal-behind", 0)
    path.unlink()
    with open_at(path, clock) as journal:
        assert journal.runs.newest() == []


def test_a_backup_that_is_older_is_noticed(tmp_path, clock):
    """A journal put back from before its last sends would send them again."""
    path = tmp_path / "home" / "journal.db"
    with open_at(path, clock) as journal:
        send(journal)
    old = copied(path, tmp_path / "backup" / "journal.db")
    with open_at(path, clock) as journal:
        send(journal, 3)
    shutil.copyfile(old, path)
    with open_at(path, clock) as journal:
        with pytest.raises(JournalError) as caught, journal.lock_account("a"):
            pass
        assert caught.value.params["lost"] == 3


@pytest.mark.parametrize("ends", [("-seal",), (), ("-seal", "-wal", "-shm")])
def test_a_journal_that_was_copied_or_moved_goes_on(tmp_path, clock, ends):
    """With its seal or without it, elsewhere, a whole journal is as good as before."""
    path = tmp_path / "home" / "journal.db"
    with open_at(path, clock) as journal:
        send(journal, 3)
    with open_at(copied(path, tmp_path / "moved" / "journal.db", *ends), clock) as journal:
        assert not refused(journal)
        send(journal)
        assert not refused(journal)
        assert sends(journal) == 4
    shutil.move(path.parent, tmp_path / "elsewhere")
    with open_at(tmp_path / "elsewhere" / "journal.db", clock) as journal:
        assert not refused(journal)


def test_a_journal_begun_again_is_not_refused(tmp_path, clock):
    """Where the file was deleted or renamed, the seal of the old one says nothing about the new one."""
    path = tmp_path / "home" / "journal.db"
    with open_at(path, clock) as journal:
        send(journal, 3)
    path.rename(tmp_path / "home" / "old.db")
    with open_at(path, clock) as journal:
        assert not refused(journal)
        send(journal)
    with open_at(path, clock) as journal:
        assert not refused(journal)
    (tmp_path / "home" / "old.db").replace(path)  # another journal, which has a name of its own
    with open_at(path, clock) as journal:
        assert not refused(journal)


def test_a_checkpoint_and_forgotten_runs_change_nothing(tmp_path, clock):
    """What SQLite moves from one file to the other, and what is forgotten on purpose, is not lost."""
    path = tmp_path / "home" / "journal.db"
    with open_at(path, clock) as journal:
        run_id = send(journal, 3)
        journal.runs.prune([run_id])
        assert not refused(journal)


@pytest.mark.parametrize("text", [b"", b"x", b"\xff" * 86, b"name notanumber"])
def test_a_seal_that_cannot_be_read_says_nothing(tmp_path, clock, text):
    """One that was being written when the power went is no reason to refuse; the next send writes it anew."""
    path = tmp_path / "home" / "journal.db"
    with open_at(path, clock) as journal:
        send(journal)
        beside(path, "-seal").write_bytes(text)
        assert not refused(journal)
        send(journal)
        assert seal._read(beside(path, "-seal")).sends == 2


def test_an_earlier_count_does_not_replace_a_later_one(tmp_path, clock):
    """Two processes that commit one after the other may seal the other way round."""
    path = tmp_path / "home" / "journal.db"
    with open_at(path, clock) as journal:
        send(journal, 2)
        document = seal._read(beside(path, "-seal"))
        seal.keep(path, seal.Sealed(document.journal, 1))
        assert seal._read(beside(path, "-seal")) == document


def test_a_seal_that_cannot_be_written_stops_before_anything_leaves(tmp_path, clock):
    """Where the file beside the journal cannot be written, the send is refused and says which file."""
    path = tmp_path / "home" / "journal.db"
    with open_at(path, clock) as journal:
        beside(path, "-seal").mkdir()
        with pytest.raises(JournalError) as caught:
            send(journal)
        assert "-seal" in caught.value.params["where"]
