"""A journal in a file that lost what it had sent: refused, whatever is asked to write."""

import pytest

from etl import resume_run
from etl.core.errors import JournalError

HEAD = "Nom société\n"


def test_a_journal_that_lost_what_it_sent_writes_nothing(account, tmp_path):
    """Put back from before its last import, it is refused, and nothing is sent; a dry run and the list still work."""
    account.load(HEAD + "Un\n")
    kept = (tmp_path / "home" / "journal.sqlite").read_bytes()
    account.load(HEAD + "Deux\n", name="other.csv")
    (tmp_path / "home" / "journal.sqlite").write_bytes(kept)
    before = account.writes()
    with pytest.raises(JournalError) as caught:
        account.load(HEAD + "Trois\n", name="third.csv")
    assert caught.value.code == "journal-behind"
    with pytest.raises(JournalError):
        resume_run("last", settings=account.settings)
    assert account.writes() == before
    assert account.load(HEAD + "Trois\n", name="third.csv", dry_run=True).counts["created"] == 1
