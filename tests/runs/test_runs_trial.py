"""A trial: a few rows that differ are written and read back first; the rest follows, is left, or the trial is undone."""

import pytest

from etl import apply_plan, import_file, plan_file, resume_run, undo_run
from etl.core.errors import ConfigError
from etl.core.observer import SilentObserver

pytestmark = pytest.mark.databases(slow=True)

HEAD = "Type de client;Nom société;Nom;E-mail;Adresse;Code postal;Ville;Smart tags;Nom contact\n"
KNOWN, PERSON, PLACED, TAGGED, WITH_CONTACT = 7, 12, 20, 25, 30
"""The rows that differ from the others: one is in the account, one a person, one has an address, one a tag, one a contact."""

SPECIAL = {
    KNOWN: "société;Menuiserie Kervadec;;kervadec@x.example;;;;;",
    PERSON: "particulier;;Perrin;perrin@x.example;;;;;",
    PLACED: "société;Placé;;placed@x.example;1 rue du Test;29200;Brest;;",
    TAGGED: "société;Marqué;;tagged@x.example;;;;VIP;",
    WITH_CONTACT: "société;Entouré;;around@x.example;;;;;Blin",
}
ROWS = 40


def written(folder):
    """Write the file: forty clients, most of them alike."""
    path = folder / "clients.csv"
    lines = [SPECIAL.get(row, f"société;Neuf {row};;n{row}@x.example;;;;;") for row in range(2, ROWS + 2)]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def load(demo):
    """Return what imports the file with a trial, and decides about it as told; trials are kept in a list."""
    tried = []

    def loaded(decision, *, most=7, run=None, **options):
        def decide(trial):
            tried.append(trial)
            return decision

        if run is not None:
            return resume_run(run, settings=demo.settings, decide=decide, **options)
        path = written(demo.folder)
        options = {"create_missing": ("tags",), "on_doubt": "update", **options}
        return import_file(
            path, entity="client", settings=demo.settings, trial=most, decide=decide, **options
        )

    loaded.tried = tried
    return loaded


def there(account):
    """Return how many companies and individuals the account has."""
    kinds = ("companies", "individuals")
    return sum(
        account.api("POST", f"/{kind}/search?limit=1", {"filters": {}})["pagination"]["total"]
        for kind in kinds
    )


def test_a_trial_takes_rows_that_differ_and_going_on_writes_the_rest_once(demo, load):
    """New and existing, company and person, with an address, a tag, a contact: each is among the few that are written first."""
    before, writes = there(demo), demo.writes()
    result = load("go")
    (trial,) = load.tried
    assert {KNOWN, PERSON, PLACED, TAGGED, WITH_CONTACT} < {row.row for row in trial.rows}
    assert (len(trial.rows), trial.left, trial.fine) == (7, ROWS - 7, True)
    assert {row.name for row in trial.rows} > {"Menuiserie Kervadec", "Perrin", "Placé"}
    assert (result.counts["created"], result.counts["updated"]) == (ROWS - 1, 1)
    assert there(demo) - before == ROWS - 1
    assert demo.writes() > writes
    assert load("stop").counts["unchanged"] == ROWS


def test_a_trial_that_stops_is_gone_on_with_or_undone(demo, load):
    """What was written stays, the rest waits in the journal; resuming sends the rest, and nothing of the trial again."""
    before = there(demo)
    stopped = load("stop")
    assert (stopped.status, stopped.counts["created"], stopped.counts["updated"]) == ("interrupted", 6, 1)
    assert there(demo) - before == 6
    done = load("stop", run=stopped.run_id)
    assert (done.status, done.counts["created"], len(load.tried)) == ("finished", ROWS - 1, 1)
    assert there(demo) - before == ROWS - 1


@pytest.mark.parametrize("at_once", [True, False])
def test_a_trial_is_undone(demo, load, at_once):
    """Undone at once or later, the trial leaves nothing; rows that were never sent say so, and can be imported again."""
    before, mail = there(demo), demo.company(name="Menuiserie Kervadec")["email"]
    result = load("undo" if at_once else "stop")
    if not at_once:
        undo_run(result.run_id, settings=demo.settings, dry_run=False, settle_s=0.1)
    assert (there(demo), demo.company(name="Menuiserie Kervadec")["email"]) == (before, mail)
    if at_once:
        assert (result.counts["created"], result.counts["skipped"]) == (6, ROWS - 7)
        assert {warning.code for warning in result.warnings} >= {"trial-undone"}
    assert load("go").counts["created"] == ROWS - 1


def test_a_plan_is_tried_too(demo):
    """Some rows of a plan are written first; going on sends exactly the rest of the plan."""
    path, tried = written(demo.folder), []
    plan = plan_file(
        path, settings=demo.settings, entity="client", create_missing=("tags",), on_doubt="update"
    )
    stopped = apply_plan(
        plan.report, settings=demo.settings, trial=5, decide=lambda trial: tried.append(trial) or "go"
    )
    assert (len(tried[0].rows), tried[0].fine, stopped.counts["created"]) == (5, True, ROWS - 1)


def test_rows_that_travel_together_are_tried_together(demo, load):
    """A trial of one row of a company that has several takes them all."""
    path = demo.folder / "people.csv"
    lines = [
        "Nom société;Nom contact",
        *(f"Une;P{i}" for i in range(4)),
        *(f"Autre {i};Q{i}" for i in range(9)),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    tried = []
    import_file(
        path,
        entity="client",
        settings=demo.settings,
        trial=5,
        decide=lambda trial: tried.append(trial) or "stop",
    )
    rows = {row.row for row in tried[0].rows}
    assert rows.isdisjoint({2, 3, 4, 5}) or rows >= {2, 3, 4, 5}


@pytest.mark.parametrize(
    ("options", "code"), [({"trial": 3, "dry_run": True}, "trial-dry"), ({"trial": 0}, "filter-value")]
)
def test_a_trial_is_no_dry_run(demo, options, code):
    """A trial writes: beside a dry run it is refused, and so is one of no rows."""
    with pytest.raises(ConfigError) as refused:
        import_file(written(demo.folder), entity="client", settings=demo.settings, **options)
    assert refused.value.code == code


class Meddler(SilentObserver):
    """Changes a record once the trial is written, before it is read back."""

    def __init__(self, account):
        self.account = account

    def stage(self, name, total=None):
        if name == "verify":
            record = self.account.company(name="Placé")
            self.account.api("PUT", f"/companies/{record['id']}", {"email": "other@x.example"})


def test_a_trial_says_what_differs_from_what_was_sent(demo, load):
    """A record that is no longer as it was written is shown with its field, what was sent, and what is there now."""
    load("stop", observer=Meddler(demo))
    (trial,) = load.tried
    (row,) = (row for row in trial.rows if not row.fine)
    (difference,) = row.check.differences
    assert (row.name, difference.sent, difference.now) == ("Placé", "placed@x.example", "other@x.example")
    assert trial.to_dict()["rows"][[each.row for each in trial.rows].index(row.row)]["mark"] == "*"
