"""The inbox: each body once, on disk, for one program at a time."""

import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest

from etl.core.errors import ConfigError, DataError
from etl.webhooks import Handled, Inbox

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_body_is_kept_once_even_after_a_restart(tmp_path, sender):
    """The same bytes are a double, today and by the next program."""
    path = tmp_path / "a.inbox"
    with Inbox(path) as inbox:
        assert inbox.add(sender.form(), received=NOW)
        assert not inbox.add(sender.form(), received=NOW)
    with Inbox(path) as inbox:
        assert not inbox.add(sender.form(), received=NOW)
        assert inbox.add(sender.form(relatedid="2"), received=NOW)
        assert inbox.count_after(0) == 2


def test_many_threads_at_once_keep_it_once(tmp_path, sender):
    """However many requests bring the same body, one is fresh."""
    fresh = []
    with Inbox(tmp_path / "a.inbox") as inbox:
        threads = [
            threading.Thread(target=lambda: fresh.append(inbox.add(sender.form(), received=NOW)))
            for _ in range(12)
        ]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    assert sum(fresh) == 1


def test_it_is_followed_in_order_from_where_it_was_left(tmp_path, sender):
    """What was handed on is marked, with the record that was read."""
    path = tmp_path / "a.inbox"
    with Inbox(path) as inbox:
        for number in (5, 3, 9):
            inbox.add(sender.form(relatedid=str(number)), received=NOW)
        n, delivery = inbox.following(0)
        assert (n, delivery.record_id, delivery.received) == (1, 5, NOW)
        inbox.mark_done(n, Handled(delivery, record={"name": "Étoile"}))
    with Inbox(path) as inbox:
        assert inbox.done == 1
        assert inbox.following(1)[1].record_id == 3
        assert inbox.number_of(delivery.digest) == 1
        assert inbox.number_of("unknown") == 0
        assert inbox.following(3) is None
        assert [(entry.delivery.record_id, entry.record) for entry in inbox.every()] == [
            (5, {"name": "Étoile"})
        ]


def test_a_killed_program_loses_nothing(tmp_path, sender):
    """What was added is there after the process died at once."""
    path = tmp_path / "a.inbox"
    code = (
        "import os, sys; from datetime import datetime, UTC; from pathlib import Path; from etl.webhooks import Inbox\n"
        f"with Inbox(Path({str(path)!r})) as inbox:\n"
        f"    inbox.add({sender.form()!r}, received=datetime.now(UTC)); os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with Inbox(path) as inbox:
        assert not inbox.add(sender.form(), received=NOW)


def test_two_programs_do_not_share_one(tmp_path):
    """The second is told so; nothing is lost for the first."""
    path = tmp_path / "a.inbox"
    with Inbox(path) as inbox, pytest.raises(ConfigError) as refused, Inbox(path):
        pass
    assert refused.value.code == "inbox-busy"
    assert inbox.path == path


def test_a_foreign_file_is_left_as_it_is(tmp_path):
    """A database of somebody else, or no database at all, is refused unchanged."""
    database = tmp_path / "theirs.sqlite"
    with sqlite3.connect(database) as db:
        db.execute("CREATE TABLE thing(a)")
    db.close()
    text = tmp_path / "theirs.txt"
    text.write_text("this is a text, long enough to be no header" * 10)
    for path in (database, text):
        before = path.read_bytes()
        with pytest.raises(ConfigError) as refused, Inbox(path):
            pass
        assert refused.value.code == "inbox-foreign"
        assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    """A folder that is not there is a DataError that names the file."""
    with pytest.raises(DataError) as refused, Inbox(tmp_path / "no" / "where.inbox"):
        pass
    assert "where.inbox" in refused.value.message("fr")


def test_in_memory_it_works_the_same(sender):
    """Without a path nothing is written, and doubles are still left out."""
    with Inbox(None) as inbox:
        assert inbox.add(sender.form(), received=NOW)
        assert not inbox.add(sender.form(), received=NOW)
