"""When the wire or the account fails: nothing is doubled, nothing is lost, the journal knows."""

import os
from dataclasses import replace

import pytest

from etl.core.errors import FatalApiError, JournalError, RetryableApiError
from etl.journal import OperationState, RunStatus
from etl.sandbox.http.config import parse_quota

HEAD = "Nom société;Email;Adresse;Code postal;Ville;Pays;Smart tags\n"


def companies(count):
    return HEAD + "\n".join(f"S{i};s{i}@x.example;{i} rue A;75011;Paris;FR;VIP" for i in range(count))


def test_an_answer_that_never_comes_is_unknown_and_never_sent_again(account):
    """A batch executed and not answered leaves its rows unknown; importing again finds what was written."""
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "nth": 1, "fault": "drop_after"})
    first = account.load(companies(3))
    assert first.counts["unknown"] == 3
    with account.journal() as journal:
        assert {operation.state for operation in journal.operations.read(first.run_id)} == {
            OperationState.UNKNOWN
        }
    account.calm()
    again = account.load(companies(3))
    assert again.counts["unchanged"] == 3
    assert len(account.companies()) == 3


def test_a_batch_that_never_arrived_is_unknown_too_and_written_once(account):
    """A connection cut before processing cannot be told from one cut after: importing again writes once."""
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "nth": 1, "fault": "drop_before"})
    first = account.load(companies(3))
    assert first.counts["unknown"] + first.counts["created"] == 3
    account.calm()
    account.load(companies(3))
    assert len(account.companies()) == 3


def test_a_short_answer_leaves_the_rest_unknown(account):
    """Calls beyond a short list of answers have no answer that can be trusted."""
    account.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "nth": 1, "fault": "short_batch", "keep": 6}
    )
    first = account.load(companies(4))
    assert first.counts["created"] == 2
    assert first.counts["unknown"] == 2
    assert account.load(companies(4)).counts["unchanged"] == 4


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_error_after_the_work_is_unknown(account, status):
    """A 5xx may come after the work was done: the rows are unknown, never sent again by themselves."""
    account.faults(
        {
            "match": {"method": "POST", "path": "/batch$"},
            "nth": 1,
            "fault": "status",
            "status": status,
            "after": True,
        }
    )
    assert account.load(companies(2)).counts["unknown"] == 2
    account.calm()
    assert account.load(companies(2)).counts["unchanged"] == 2


@pytest.mark.parametrize("status", [402, 403])
def test_a_right_that_is_missing_stops_the_run_and_keeps_the_journal(account, status):
    """402 and 403 stop the run; what was not sent stays planned, and importing again completes it."""
    account.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "nth": 2, "fault": "status", "status": status}
    )
    with pytest.raises(FatalApiError) as stopped:
        account.load(companies(9), batch_size=9)
    assert stopped.value.exit_code == 4
    assert "again" in stopped.value.hint("en")
    with account.journal() as journal:
        run = journal.runs.find("last")
        assert run.status is RunStatus.INTERRUPTED
        assert {operation.state for operation in journal.operations.read(run.run_id)} <= {
            OperationState.SETTLED,
            OperationState.PLANNED,
        }
    account.calm()
    again = account.load(companies(9))
    assert again.counts["created"] + again.counts["unchanged"] == 9
    assert len(account.companies()) == 9


def test_a_token_that_is_revoked_is_renewed(account):
    """A token revoked in the middle of a run is renewed and the run goes on."""
    account.faults({"match": {"path": "/batch$"}, "nth": 2, "fault": "revoke_token"})
    assert account.load(companies(12), batch_size=6).counts["created"] == 12
    assert len(account.companies()) == 12


def test_wrong_credentials_stop_before_anything(start):
    """Credentials that are refused stop the run with what to check; nothing was sent."""
    account = start(client=("right", "secret"))
    with pytest.raises(FatalApiError) as refused:
        account.load(companies(1))
    assert "SELLSY_CLIENT_ID" in refused.value.hint("en")
    assert "secret" not in str(refused.value).lower().replace("client_secret", "")
    assert account.writes() == 0


@pytest.mark.slow
def test_no_network_stops_before_anything(account):
    """A server that is not there is one clear error."""
    dead = account.settings.for_sandbox("http://127.0.0.1:9/v2", "http://127.0.0.1:9", "http://127.0.0.1:9/0")
    with pytest.raises(RetryableApiError) as lost:
        replace(account, settings=dead).load(companies(1))
    assert lost.value.exit_code == 4


def test_a_small_quota_is_kept_without_a_refusal(start):
    """At 5 calls a second nothing is ever refused, and every row is written."""
    account = start(quota=parse_quota("5/s"))
    assert account.load(companies(10), batch_size=9).counts["created"] == 10
    assert account.stats()["refused_429"] == 0


def test_batches_that_are_too_large_are_halved(start):
    """413 halves a batch, rows stay whole."""
    account = start(batch_max=7)
    assert account.load(companies(12)).counts["created"] == 12
    assert len(account.companies()) == 12


def test_one_operation_that_fails_in_a_batch_fails_its_row_alone(account):
    """A pair that is refused inside a batch fails its row, and says that the record itself was written."""
    account.faults(
        {
            "match": {"in": "pair", "path": "/addresses$"},
            "nth": 2,
            "fault": "status",
            "status": 400,
            "message": "Non",
        }
    )
    result = account.load(companies(3))
    assert (result.counts["created"], result.counts["failed"]) == (2, 1)
    (problem,) = result.problems
    assert problem.code == "refused-after"
    assert "Non" in problem.texts("fr")[0]
    account.calm()
    again = account.load(companies(3))
    assert (again.counts["updated"], again.counts["unchanged"]) == (1, 2)


@pytest.mark.parametrize(
    ("others", "code", "expected"),
    [
        ("neuf@x.example", "refused-update", "Fiche mise à jour (ID {id}), sauf champs personnalisés : Non"),
        ("", "refused-part", "Fiche inchangée (ID {id}). Refusé par Sellsy (champs personnalisés) : Non"),
    ],
    ids=["the rest is written", "nothing else is sent"],
)
def test_a_refused_custom_field_of_a_record_that_is_there_says_what_was_written(demo, others, code, expected):
    """The record was updated, or left as it is, not created; the column is that of the only custom field sent."""
    demo.load("Nom société;E-mail\nAcme;a@x.example\n")
    known = demo.company(name="Acme")["id"]
    rule = {
        "match": {"in": "pair", "path": "/custom-fields$"},
        "fault": "status",
        "status": 400,
        "message": "Non",
    }
    demo.faults(rule)
    result = demo.load(f"Nom société;E-mail;cf:secteur-activite\nAcme;{others};Bois\n")
    (problem,) = result.problems
    assert (problem.code, problem.column) == (code, "cf:secteur-activite")
    assert problem.texts("fr")[0].replace("\N{NO-BREAK SPACE}", " ") == expected.format(id=known)


@pytest.mark.slow
def test_interrupting_twice_over_never_doubles(account):
    """Whatever is cut, importing until all is well ends with each record once."""
    rule = {"match": {"method": "POST", "path": "/batch$"}, "rate": 0.5, "seed": 3, "fault": "drop_after"}
    account.faults(rule)
    for _ in range(4):
        account.load(companies(10), batch_size=6)
    account.calm()
    account.load(companies(10))
    assert sorted(company["name"] for company in account.companies()) == sorted(f"S{i}" for i in range(10))


def test_two_imports_at_once_on_one_account_are_refused(account):
    """While an import works on an account another one is refused, naming who works; a dry run is not."""
    name = account.settings.account
    with account.journal() as journal, journal.lock_account(name):
        with pytest.raises(JournalError) as caught:
            account.load(companies(1))
        assert str(os.getpid()) in caught.value.message("en")
        assert account.load(companies(1), dry_run=True).counts["created"] == 1
    assert account.writes() == 0
    assert account.load(companies(1)).counts["created"] == 1


def test_a_wait_told_as_a_date_of_the_past_is_over(account):
    """The batch is sent again at once, and once: what was refused by a 429 surely never ran."""
    past = "Mon, 30 Nov 2020 01:02:30 GMT"
    rule = {
        "match": {"method": "POST", "path": "/batch$"},
        "fault": "status",
        "status": 429,
        "retry_after": past,
        "times": 1,
    }
    account.faults(rule)
    assert account.load("Nom société\nA\nB\n").counts["created"] == 2
    assert sorted(company["name"] for company in account.companies()) == ["A", "B"]


def test_a_wait_told_as_a_date_far_away_ends_the_run_before_anything_is_created(account):
    """Nobody waits for hours without a word: the run stops, saying how long Sellsy asks to wait."""
    far = "Mon, 30 Nov 2099 01:02:30 GMT"
    account.faults({"match": {"path": "/batch$"}, "fault": "status", "status": 429, "retry_after": far})
    with pytest.raises(FatalApiError) as caught:
        account.load("Nom société\nA\n")
    assert caught.value.code == "quota-wait"
    assert account.companies() == []
