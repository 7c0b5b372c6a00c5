"""The trial of a pipeline: some rows of each step, with all that they depend on, are written first; going on keeps them."""

import pytest

from etl import run_pipeline
from etl.commands.pipeline.pipeline_runs import UndoWholeOptions, undo_whole
from etl.commands.pipeline.pipelines import resume_pipeline
from etl.commands.session import Session
from etl.core.errors import ApiError

NUMBER = 12

CLIENTS = "ID d'origine;Nom société;E-mail;Smart tags\n" + "".join(
    f"A{i};Neuf {i};{f'n{i}@x.example' if i % 3 else ''};{'VIP' if i == 7 else ''}\n" for i in range(NUMBER)
)
CONTACTS = "ID d'origine;Nom;Prénom;ID d'origine client\n" + "".join(
    f"P{i};Nom{i};Anne;A{NUMBER - 1 - i}\n" for i in range(NUMBER)
)
DEALS = "ID d'origine;Nom de l'opportunité;Pipeline;Étape;Nom client;ID d'origine contact\n" + "".join(
    f"D{i};Projet {i};Ventes;{'Prospection' if i else 'No such stage'};Neuf {i};P{(i + 5) % NUMBER}\n"
    for i in range(NUMBER)
)
NOTES = "ID d'origine;Texte;ID d'origine client;ID d'origine commentaire parent\n" + "".join(
    f"C{i};Dit {i};A{i};{f'C{i - 1}' if i % 4 else ''}\n" for i in range(NUMBER)
)
STEPS = "".join(
    f"  {name}: {{import: {name}.csv, entity: {entity}, on_error: continue, create_missing: tags, needs: [{needs}]}}\n"
    for name, entity, needs in (
        ("clients", "client", ""),
        ("contacts", "contact", "clients"),
        ("deals", "opportunity", "contacts"),
        ("notes", "comment", "deals"),
    )
)


@pytest.fixture
def path(demo):
    """Return the place of a pipeline of four files that name each other."""
    folder = demo.folder / "migration"
    folder.mkdir()
    for name, text in (("clients", CLIENTS), ("contacts", CONTACTS), ("deals", DEALS), ("notes", NOTES)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "p.yaml").write_text(f"system: old\nsteps:\n{STEPS}", encoding="utf-8")
    return folder / "p.yaml"


def there(account):
    """Return how many records of each kind the account has."""
    kinds = ("companies", "contacts", "opportunities", "comments")
    return {
        kind: account.api("POST", f"/{kind}/search?limit=1", {"filters": {}})["pagination"]["total"]
        for kind in kinds
    }


def more(account, before):
    return [number - before[kind] for kind, number in there(account).items()]


ALL = [NUMBER, NUMBER, NUMBER - 1, NUMBER]


def test_a_trial_writes_rows_of_each_step_with_all_that_they_depend_on(demo, path):
    """Three rows of each file, and the parents of these, are written, as sent and proven; running it all keeps them."""
    before, tried = there(demo), []
    stopped = run_pipeline(path, settings=demo.settings, trial=3, decide=tried.append)
    (whole,) = tried
    rows = {step: {row.row for row in part.rows} for step, part in whole.parts}
    assert (whole.fine, list(rows)) == (True, ["clients", "contacts", "deals", "notes"])
    assert all(3 <= len(numbers) < NUMBER for numbers in rows.values())
    assert 2 not in rows["deals"]  # its stage is unknown
    clients, contacts, deals = (
        {number - 2 for number in rows[step]} for step in ("clients", "contacts", "deals")
    )
    assert {(deal + 5) % NUMBER for deal in deals} <= contacts
    assert deals | {NUMBER - 1 - contact for contact in contacts} <= clients
    assert more(demo, before) == [len(numbers) for numbers in rows.values()]
    assert whole.report is not None
    assert whole.report == stopped.report
    assert whole.report.endswith("p.trial.html")
    done = run_pipeline(path, settings=demo.settings)
    assert more(demo, before) == ALL
    assert done.counts["unchanged"] == sum(map(len, rows.values()))


def test_a_trial_that_goes_on_runs_the_whole_pipeline(demo, path):
    """The result is that of all rows; what was tried is written once."""
    before = there(demo)
    done = run_pipeline(path, settings=demo.settings, trial=2, decide=lambda _whole: "go")
    assert more(demo, before) == ALL
    assert done.counts["created"] + done.counts["unchanged"] == sum(ALL)


@pytest.mark.parametrize("at_once", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_a_trial_of_a_pipeline_is_undone(demo, path, at_once):
    """Undone at once or later, nothing of it is left, and the pipeline can be run as if it had not been tried."""
    before = there(demo)
    decision = "undo" if at_once else "stop"
    tried = run_pipeline(path, settings=demo.settings, trial=2, decide=lambda _whole: decision)
    if not at_once:
        with Session.open(settings=demo.settings) as session:
            undo_whole(session, tried.run_id, UndoWholeOptions(dry_run=False))
    assert there(demo) == before
    assert run_pipeline(path, settings=demo.settings).counts["created"] == sum(ALL)


@pytest.mark.parametrize("write", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
def test_a_trial_that_was_cut_short_is_resumed_as_a_trial(demo, path, write):
    """Stopped before one of its writes, it is completed with the same rows, told, and gone on with: nothing twice, nothing lost."""
    before, tried = there(demo), []

    def decide(whole):
        tried.append(whole)
        return "go"

    def cut(step, _cost):
        writes.append(step)
        if len(writes) == write:
            demo.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 401})
        return True

    writes = []
    with pytest.raises(ApiError):
        run_pipeline(path, settings=demo.settings, trial=3, decide=decide, approve=cut)
    demo.calm()
    assert (tried, sum(more(demo, before)) < sum(ALL)) == ([], True)
    with Session.open(settings=demo.settings) as session:
        resume_pipeline(session, "last", decide=decide)
    (whole,) = tried
    assert (whole.fine, len(whole.parts)) == (True, 4)
    assert more(demo, before) == ALL
