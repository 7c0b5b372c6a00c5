"""Our clock may be set while a run is away: what was sent is looked for by Sellsy's, or without any time at all."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from plain import HTTP

from etl import resume_run
from etl.sellsy.quota import retry_after

COMPANIES = "Nom société;Email;Adresse;Code postal;Ville;Pays\n" + "".join(
    f"S{i};s{i}@x.example;{i} rue A;29200;Brest;FR\n" for i in range(6)
)
PEOPLE = "Type de client;Nom;Prénom;Note\nParticulier;Seul;Jean;x\nParticulier;Seul;Luc;\n"
BATCH = {"method": "POST", "path": "/batch$"}
HOUR = 3600
SHIFTS = [-26 * HOUR, -HOUR, -900, 0, 900, HOUR, 26 * HOUR]


def resume(account):
    return resume_run("last", settings=account.settings, settle_s=0.3)


def set_clock(account, seconds, *, known):
    """Have the journal say what it would if our clock had been so many seconds ahead when the run was made."""
    with account.journal() as journal, journal._store.writing() as connection:
        sql = "UPDATE operations SET sent_at = sent_at + ?, settled_at = settled_at + ?"
        connection.exec_driver_sql(
            sql if known else sql + ", sellsy_sent_at = NULL, sellsy_settled_at = NULL", (seconds, seconds)
        )


def lose(account, text, fault="drop_after", **options):
    account.faults({"match": BATCH, "fault": fault})
    lost = account.load(text, **options)
    account.calm()
    assert lost.counts["unknown"] == lost.counts["read"]


def records_of(account, path):
    return account.api("POST", f"{path}/search?limit=100", {"filters": {}})["data"]


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize(
    ("text", "path", "rows"), [(COMPANIES, "/companies", 6), (PEOPLE, "/individuals", 2)]
)
def test_a_clock_that_was_set_doubles_nothing(account, shift, text, path, rows):
    """Set back or forward by minutes, hours or a day between sending and resuming, every row is found once."""
    lose(account, text)
    set_clock(account, shift, known=True)
    done = resume(account)
    assert (done.counts["created"], done.counts["unknown"]) == (rows, 0), done.problems
    assert len(records_of(account, path)) == rows


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("known", [True, False])
def test_what_never_was_written_is_sent_again_whatever_the_clock(account, shift, known):
    """Records older than the run, of others, are not taken for what it lost."""
    account.api("POST", "/individuals", {"type": "client", "last_name": "Autre", "first_name": "Jean"})
    lose(account, PEOPLE, "drop_before")
    set_clock(account, shift, known=known)
    assert resume(account).counts["created"] == 2
    assert len(records_of(account, "/individuals")) == 3


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize(
    ("text", "path", "rows"), [(COMPANIES, "/companies", 6), (PEOPLE, "/individuals", 2)]
)
def test_a_journal_without_sellsys_clock_is_searched_wider(account, shift, text, path, rows):
    """A run of 0.1.0 is found by what its records say; those that nothing tells apart stay unknown, never doubled."""
    lose(account, text)
    set_clock(account, shift, known=False)
    done = resume(account)
    assert done.counts["created"] + done.counts["unknown"] == rows
    assert path == "/individuals" or done.counts["created"] == rows, done.problems
    assert len(records_of(account, path)) == rows


def test_a_clock_of_sellsys_that_goes_back_doubles_nothing(start):
    """Where Sellsy's own clock was set back (ours with it, on one machine), what it dated later is still found."""
    prefetched = [0.0]
    account = start(clock=lambda: datetime.now(tz=UTC).timestamp() + prefetched[0])
    prefetched[0] = 5 * HOUR
    lose(account, PEOPLE)
    prefetched[0] = 0.0
    assert resume(account).counts["created"] == 2
    assert len(records_of(account, "/individuals")) == 2


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_a_namesake_of_before_is_not_ours_whatever_our_clock_said(start, fault):
    """With our clock two hours behind at sending, a namesake of an hour ago is still somebody else."""
    prefetched = [-HOUR]
    account = start(clock=lambda: datetime.now(tz=UTC).timestamp() + prefetched[0])
    account.api("POST", "/contacts", {"last_name": "Martin", "first_name": "Jean"})
    prefetched[0] = 0
    lose(account, "Nom société;Nom contact;Prénom contact\nA;Martin;Jean\n", fault)
    set_clock(account, -2 * HOUR, known=True)
    assert resume(account).counts["created"] == 1
    assert (len(records_of(account, "/contacts")), len(records_of(account, "/companies"))) == (2, 1)


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("known", [True, False])
def test_a_comment_has_nothing_but_its_time(account, shift, known):
    """A lost comment is found by Sellsy's clock; without it and by a wrong clock it stays unknown, never said twice."""
    account.api("POST", "/companies", {"type": "client", "name": "Durand"})
    lose(account, "Texte;Nom client\nRappeler;Durand\n", entity="comment")
    set_clock(account, shift, known=known)
    done = resume(account)
    assert done.counts["created"] == (known or shift < 900)
    assert len(records_of(account, "/comments")) == 1


@pytest.mark.parametrize("ours", [-HOUR, 0, HOUR])
def test_a_date_to_wait_for_is_one_of_sellsys_clock(ours):
    """`Retry-After` as a date is read against the `Date` of its own answer: a wrong clock waits neither longer nor less."""
    there = datetime(2026, 11, 30, 1, 2, 25, tzinfo=UTC)
    headers = {
        "Date": format_datetime(there, usegmt=True),
        "Retry-After": format_datetime(there + timedelta(seconds=5), usegmt=True),
    }
    assert retry_after(headers, now=lambda: there.timestamp() + ours) == 5
    del headers["Date"]
    assert retry_after(headers, now=lambda: there.timestamp() + ours) == max(0, 5 - ours)


def test_a_429_with_a_date_is_waited_for_and_nothing_is_unknown(account):
    """The local Sellsy answers the date that a fault names; the batch that was not executed is sent again."""
    soon = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=1), usegmt=True)
    account.faults({"match": BATCH, "fault": "status", "status": 429, "retry_after": soon, "times": 1})
    assert account.load(COMPANIES).counts["created"] == 6
    assert HTTP.get(f"{account.url}/_sandbox/faults").json()[0]["fired"] == 1
    assert len(records_of(account, "/companies")) == 6
