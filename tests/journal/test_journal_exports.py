"""What exports remember: nothing before their file is in place, everything after, in one step."""

from datetime import UTC, datetime

import pytest

from etl.core.errors import JournalError

pytestmark = pytest.mark.databases

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
LATER = datetime(2026, 11, 26, 8, tzinfo=UTC)


def advanced(journal, key, digests, *, at=NOW, listed=False, there=()):
    """Let an export see records and end well; return what was gone."""
    with journal.export(key) as memory:
        memory.see("contact", digests)
        memory.there("contact", there)
        gone = list(memory.gone()) if listed else []
        memory.advance(at, now=at, rows=len(digests), listed=listed)
    return gone


def test_what_was_seen_is_known_once_the_export_has_advanced(journal):
    """Digests and the watermark are kept together; another key knows nothing of them."""
    advanced(journal, "a", [(1, 11), (2, 22)])
    with journal.export("a") as memory:
        assert (memory.watermark, memory.known("contact", [1, 2, 3])) == (NOW, {1: 11, 2: 22})
        assert memory.known("company", [1]) == {}
    with journal.export("b") as memory:
        assert (memory.watermark, memory.known("contact", [1])) == (None, {})


def test_an_export_that_does_not_end_leaves_nothing(journal):
    """What was seen by an export that failed is forgotten: neither known, nor there."""
    advanced(journal, "a", [(1, 11)])
    with pytest.raises(RuntimeError), journal.export("a") as memory:
        memory.see("contact", [(1, 99), (2, 22)])
        memory.there("contact", [1, 2])
        raise RuntimeError
    with journal.export("a") as memory:
        assert (memory.watermark, memory.known("contact", [1, 2])) == (NOW, {1: 11})
        assert list(memory.gone()) == [("contact", 1)]


def test_an_increment_keeps_what_it_did_not_see(journal):
    """A record that was not read again keeps its digest; one that is only there is not touched."""
    advanced(journal, "a", [(1, 11), (2, 22), (3, 33)])
    advanced(journal, "a", [(2, 99)], at=LATER, there=[1, 2])
    with journal.export("a") as memory:
        assert memory.known("contact", [1, 2, 3]) == {1: 11, 2: 99, 3: 33}
        assert memory.watermark == LATER


def test_what_is_gone_is_told_until_it_is_listed(journal):
    """Gone is what was written and is not there; once listed it is forgotten, however many there are."""
    many = list(range(1, 12_002))
    advanced(journal, "a", [(item, item) for item in many])
    advanced(journal, "a", [(1, 1)], at=LATER)
    assert [item for _, item in advanced(journal, "a", [(1, 1)], listed=True, there=[2])] == many[2:]
    assert advanced(journal, "a", [(1, 1)], listed=True, there=[2]) == []


def test_one_process_at_a_time_exports_the_same(journal):
    """The same export twice at once is refused, naming who works; other exports go on."""
    with journal.export("a"):
        with pytest.raises(JournalError) as caught, journal.export("a"):
            pass
        assert caught.value.code == "journal-export-held"
        with journal.export("b"):
            pass
