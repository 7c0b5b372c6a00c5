"""`runs resume`: whatever happened, the CRM ends as an uninterrupted run would have left it, nothing lost, nothing twice."""

import os
import signal
import subprocess
import sys
import time
from typing import ClassVar

import pytest
from plain import HTTP

from etl import delete_file, resume_run
from etl.core.errors import ApiError, ConfigError, DataError
from etl.core.observer import SilentObserver
from etl.journal import OperationState, RunStatus
from etl.journal.run_results import run_result

pytestmark = pytest.mark.databases(slow=True)

HEAD = "Nom société;Email;Adresse;Code postal;Ville;Pays;Smart tags;Nom contact;Email contact\n"


def companies(count):
    """Return a file of companies with all that hangs on them."""
    rows = [
        f"S{i};s{i}@s.example;{i} rue X;29200;Brest;France;VIP;Nom{i};n{i}@s.example"
        for i in range(1, count + 1)
    ]
    return HEAD + "\n".join(rows) + "\n"


def resume(account, run="last", settle_s=1.0):
    """Resume a run; a creation is looked for during a second."""
    return resume_run(run, settings=account.settings, settle_s=settle_s)


def dump(account):
    """Return all that the account holds, without ids and times."""
    return HTTP.get(f"{account.url}/_sandbox/dump").json()


def show_run(account, run):
    """Return how a run ended."""
    with account.journal() as journal:
        return run_result(journal, run)


def unfinished(account):
    """Return the newest run's id and status."""
    with account.journal() as journal:
        (run,) = journal.runs.newest(1)
        return run.run_id, run.status


@pytest.fixture
def expected(start):
    """Return what an uninterrupted import of some rows leaves."""

    def dumped(text, **options):
        clean = start()
        result = clean.load(text, name="clean.csv", **options)
        assert result.exit_code == 0
        return dump(clean)

    return dumped


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "cut_body"])
@pytest.mark.parametrize("nth", [1, 3, 5])
def test_lost_answers_are_looked_up_and_nothing_is_written_twice(account, expected, fault, nth):
    """A batch whose answer is lost, executed or not, is settled by what the CRM holds."""
    wanted = expected(companies(12))
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": fault, "nth": [nth]})
    first = account.load(companies(12), batch_size=10)
    account.calm()
    assert first.counts["unknown"] > 0
    resumed = resume(account)
    assert (resumed.counts["created"], resumed.counts["unknown"]) == (12, 0), resumed.problems
    assert resumed.run_id == first.run_id
    assert dump(account) == wanted
    assert account.load(companies(12)).counts["unchanged"] == 12


def test_a_run_stopped_by_refused_credentials_is_completed(account, expected):
    """What was not sent when the access was refused is sent by resume, what was sent is not."""
    wanted = expected(companies(20))
    rule = {
        "match": {"method": "POST", "path": "/batch$"},
        "fault": "status",
        "status": 403,
        "nth": [4, 5, 6, 7, 8, 9, 10, 11, 12],
    }
    account.faults(rule)
    with pytest.raises(ApiError):
        account.load(companies(20), batch_size=10)
    account.calm()
    run, status = unfinished(account)
    assert status is RunStatus.INTERRUPTED
    resumed = resume(account, run)
    assert (resumed.counts["created"], resumed.status) == (20, "finished")
    assert dump(account) == wanted


class Interrupting(SilentObserver):
    """Interrupts once so many rows are loaded, where the next batches are said to leave and have not left."""

    def __init__(self, after):
        self.left = after
        self.loads = False

    def stage(self, name, total=None):
        self.loads = name == "load"

    def advance(self, rows=1):
        before = self.left
        self.left -= rows if self.loads else 0
        if self.left <= 0 < before:
            raise KeyboardInterrupt


@pytest.mark.parametrize("after", [1, 8, 15])
def test_an_interruption_between_two_batches_leaves_nothing_in_doubt(account, expected, after):
    """What was answered is settled, what did not leave is planned still: resuming looks nothing up."""
    wanted = expected(companies(20))
    with pytest.raises(KeyboardInterrupt):
        account.load(companies(20), batch_size=5, observer=Interrupting(after))
    run, status = unfinished(account)
    assert status is RunStatus.INTERRUPTED
    with account.journal() as journal:
        states = {operation.state for operation in journal.operations.read(run)}
    assert states <= {OperationState.SETTLED, OperationState.PLANNED}
    assert resume(account, run).counts["created"] == 20
    assert dump(account) == wanted


def test_what_another_file_created_meanwhile_is_not_created_again(account, expected):
    """A copy of the file, imported while a run lies unfinished, takes its rows: resuming finds them there."""
    wanted = expected(companies(20))
    stop = {"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 403}
    account.faults({**stop, "nth": [4, 5, 6, 7, 8, 9, 10, 11, 12]})
    with pytest.raises(ApiError):
        account.load(companies(20), batch_size=10)
    account.calm()
    run, _status = unfinished(account)
    sent = len(account.companies())
    assert 0 < sent < 20
    copy = account.load(companies(20) + "\n", name="copy.csv")
    assert (copy.counts["created"], copy.counts["unchanged"]) == (20 - sent, sent)
    resumed = resume(account, run)
    assert (resumed.counts["created"], resumed.counts["unchanged"]) == (sent, 20 - sent), resumed.problems
    assert dump(account) == wanted


def test_rows_matched_anew_are_not_taken_for_what_the_run_made_itself(account):
    """Two persons of one name stay two when other runs have written before the second one is sent."""
    head = "Nom;Prénom;E-mail;Téléphone\n"
    text = head + "Durand;Léa;lea@s.example;\nDurand;Léa;lea@t.example;+33199003001\n"
    stop = {"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 403}
    account.faults({**stop, "nth": [2, 3, 4, 5, 6]})
    with pytest.raises(ApiError):
        account.load(text, entity="contact", batch_size=1)
    account.calm()
    run, _status = unfinished(account)
    assert account.api("GET", "/contacts")["pagination"]["total"] == 1
    assert (
        account.load(head + "Petit;Zoé;zoe@s.example;\n", name="b.csv", entity="contact").counts["created"]
        == 1
    )
    assert resume(account, run).counts["created"] == 2
    assert account.api("GET", "/contacts")["pagination"]["total"] == 3


def test_a_killed_process_is_resumed(account, expected, tmp_path):
    """Kill -9 in the middle of the sending: resume ends with the same CRM, and counts every row."""
    wanted = expected(companies(60))
    path = tmp_path / "killed.csv"
    path.write_text(companies(60), encoding="utf-8")
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "delay", "ms": 150})
    code = (
        "import sys; from pathlib import Path; from etl import import_file; from etl.config.settings import Settings;"
        "s = Settings.load(environ={'SELLSY_ETL_HOME': sys.argv[2], 'SELLSY_ETL_JOURNAL': sys.argv[6]}, credentials=False).for_sandbox(*sys.argv[3:6]);"
        "import_file(sys.argv[1], entity='client', settings=s, batch_size=10, create_missing=('tags',))"
    )
    urls = (account.settings.api_url, account.settings.login_url, account.settings.v1_url)
    journal = str(account.settings.journal_url)
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(account.settings.home), *urls, journal]
    )
    until = time.monotonic() + 30
    while time.monotonic() < until and len(account.companies()) < 10:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait()
    account.calm()
    assert 0 < len(account.companies()) <= 60
    resumed = resume(account)
    assert resumed.counts == {**resumed.counts, "read": 60, "created": 60}, resumed.problems
    assert dump(account) == wanted


def test_a_run_that_sent_nothing_begins_again(account):
    """Stopped while it was planned, a run is read and planned anew: nothing had been sent."""
    account.faults(
        {"match": {"method": "POST", "path": "/companies/search$"}, "fault": "status", "status": 403}
    )
    with pytest.raises(ApiError):
        account.load(companies(5))
    account.calm()
    assert account.companies() == []
    resumed = resume(account)
    assert resumed.counts["created"] == 5


def test_a_changed_or_missing_file_and_a_finished_run_are_refused(account):
    """Resume works on the very file of the run, and only where something is left to do."""
    account.load(companies(2), name="done.csv")
    with pytest.raises(ConfigError) as done:
        resume(account)
    assert done.value.code == "resume-nothing"
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "nth": [2]})
    account.load(companies(3), name="file.csv")
    account.calm()
    path = account.folder / "file.csv"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept + "x\n", encoding="utf-8")
    with pytest.raises(DataError) as changed:
        resume(account)
    path.unlink()
    with pytest.raises(DataError) as gone:
        resume(account)
    assert (changed.value.code, gone.value.code) == ("resume-source-changed", "resume-source-gone")


def test_reading_options_are_those_of_the_run(account):
    """A run is resumed with the mapping, the order of dates and the mode it began with."""
    text = "Boîte;Depuis;Note\nA;04/03/2024;x\nB;05/03/2024;y\n"
    account.faults(
        {"match": {"method": "POST", "path": "/companies/search$"}, "fault": "status", "status": 403}
    )
    with pytest.raises(ApiError):
        account.load(text, mapping={"Boîte": "name", "Depuis": "created"}, date_order="mdy")
    account.calm()
    assert resume(account).counts["created"] == 2
    assert account.company(name="A")["created"].startswith("2024-04-03")


def test_two_records_that_may_be_ours_stay_unknown(account):
    """When somebody made the same record meanwhile, nothing is guessed: the row stays unknown, both are named."""
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "nth": [1]})
    first = account.load("Nom société\nJumeau\n")
    account.calm()
    assert first.counts["unknown"] == 1
    account.api("POST", "/companies", {"type": "client", "name": "Jumeau"})
    resumed = resume(account)
    assert (resumed.counts["unknown"], resumed.exit_code) == (1, 1)
    assert [p.code for p in resumed.problems] == ["reconcile-several"]
    assert len(account.companies(name="Jumeau")) == 2


EVENTS = "Titre;Label;Début;Fin;Nom client;Alertes\n" + "".join(
    f"E{i};Réunion;12/01/2027 {9 + i:02d}:00;12/01/2027 {10 + i:02d}:00;Menuiserie Kervadec;{{}}\n"
    for i in range(5)
)
TASKS = "Titre;Label;Échéance;Nom client\n" + "".join(
    f"E{i};Appel;12/01/2027 {9 + i:02d}:00;Menuiserie Kervadec\n" for i in range(5)
)
COMMENTS = "Texte;Nom client\n" + "".join(f"E{i} 🎉;Menuiserie Kervadec\n" for i in range(5))


@pytest.mark.parametrize(
    ("entity", "text", "path", "key"),
    [
        ("event", EVENTS.replace("{}", ""), "/calendar-events", "title"),
        ("task", TASKS, "/tasks", "title"),
        ("comment", COMMENTS, "/comments", "description"),
    ],
)
def test_what_has_no_unique_key_is_looked_up_by_what_it_says(demo, entity, text, path, key):
    """Events, tasks and comments whose answer was lost are found by their words, their moment and their record."""
    demo.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "nth": [2, 3]})
    first = demo.load(text, entity=entity, batch_size=2)
    demo.calm()
    assert first.counts["unknown"] > 0
    resumed = resume(demo)
    assert (resumed.counts["created"], resumed.counts["unknown"]) == (5, 0)
    records = demo.api("POST", f"{path}/search?limit=100", {"filters": {}})["data"]
    ours = sorted(record[key][:2] for record in records if record[key][:2] in {f"E{i}" for i in range(5)})
    assert ours == [f"E{i}" for i in range(5)]


def test_what_v1_creates_is_looked_up_by_v2(demo):
    """An event created by v1 whose answer was lost is found, completed, and not created twice."""
    demo.faults({"match": {"method": "POST", "path": "/0/?$"}, "fault": "drop_after", "nth": [2]})
    first = demo.load(EVENTS.replace("{}", "1 heure avant"), entity="event")
    demo.calm()
    assert first.counts["unknown"] == 1
    resumed = resume(demo)
    assert (resumed.counts["created"], resumed.counts["unknown"]) == (5, 0)
    events = demo.api("POST", "/calendar-events/search?limit=100", {"filters": {}})["data"]
    assert sorted(event["title"] for event in events if event["title"].startswith("E")) == [
        f"E{i}" for i in range(5)
    ]


def test_a_deletion_whose_answer_is_lost_is_settled(account):
    """A record that is gone was deleted; one that is there is deleted again."""
    account.load("Nom société\nA\nB\nC\n")
    path = account.folder / "gone.csv"
    path.write_text("Nom société\nA\nB\n", encoding="utf-8")
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "nth": [2]})
    first = delete_file(path, entity="client", settings=account.settings, dry_run=False)
    account.calm()
    assert first.counts["unknown"] == 2
    assert resume(account).counts["deleted"] == 2
    assert [company["name"] for company in account.companies()] == ["C"]


def test_a_creation_that_cannot_be_seen_yet_is_waited_for(account):
    """Sellsy may not show a record for a moment: it is looked for until it is seen, not created again."""
    account.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "lag_ms": 2500, "nth": [1]}
    )
    first = account.load("Nom société\nLente\n")
    account.calm()
    assert first.counts["unknown"] == 1
    resumed = resume(account, settle_s=10)
    assert resumed.counts["created"] == 1
    assert len(account.companies(name="Lente")) == 1


def test_importing_the_file_of_an_unfinished_run_says_so(account):
    """The same file again is safe, even where what was sent cannot be seen yet: the earlier run is closed."""

    class Hearing(SilentObserver):
        heard: ClassVar[list[str]] = []

        def note(self, code, **params):
            self.heard.append(code)

    account.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "lag_ms": 2500, "nth": [3]},
        {
            "match": {"method": "POST", "path": "/batch$"},
            "fault": "status",
            "status": 403,
            "nth": [4, 5, 6, 7, 8],
        },
    )
    with pytest.raises(ApiError):
        account.load(companies(20), batch_size=10, observer=Hearing())
    account.calm()
    assert Hearing.heard[-1] == "note-left"
    begun, status = unfinished(account)
    with account.journal() as journal:
        before = journal.rows.counts(begun)
    assert (status, sum(before.values()) - before["read"] < before["read"]) == (RunStatus.INTERRUPTED, True)
    again = account.load(companies(20), observer=Hearing())
    assert "note-unfinished" in Hearing.heard
    assert (again.counts["rejected"], again.counts["failed"], again.counts["unknown"]) == (0, 0, 0)
    assert len(account.companies()) == 20
    closed = show_run(account, begun)
    assert (closed.status, closed.counts["read"]) == ("finished", 20)
    assert sum(n for k, n in closed.counts.items() if k != "read") == 20
    assert closed.counts["skipped"] > 0
    with pytest.raises(ConfigError):
        resume(account, begun)
    assert len(account.companies()) == 20


def test_a_run_is_not_taken_up_on_another_account(account):
    """The ids of one account mean nothing on another: resume says where the run was made."""
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "nth": [2]})
    account.load(companies(3))
    account.calm()
    elsewhere = account.settings.model_copy(update={"local": False, "client_id": "other"})
    with pytest.raises(ConfigError) as refused:
        resume_run("last", settings=elsewhere)
    assert refused.value.code == "run-other-account"
