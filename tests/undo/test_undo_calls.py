"""What an undo asks of API v1, which answers five times a second: lists in place of records, and nothing missed for it."""

from collections import Counter
from datetime import datetime

import pytest

from etl import delete_file, undo_run
from etl.commands.session import Session
from etl.core.observer import SilentObserver
from etl.sellsy import rpc

pytestmark = pytest.mark.databases(slow=True)

NUMBER = 40
HEADS = {
    "opportunity": "Nom de l'opportunité;Nom client;Étape;Pipeline;Montant;Date de création",
    "event": "Titre;Label;Début;Fin;Nom client",
    "task": "Titre;Label;Échéance;Nom client;Statut",
}
LINES = {
    "opportunity": "Neuf {0:02d};Menuiserie Kervadec;Qualification;Ventes;1{0:02d};{1:02d}/03/2021",
    "event": "Neuf {0:02d};Réunion;12/01/2027 09:{0:02d};12/01/2027 10:00;Menuiserie Kervadec",
    "task": "Neuf {0:02d};Appel;12/01/2027 09:{0:02d};Menuiserie Kervadec;{2}",
}
PATHS = {"opportunity": "opportunities", "event": "calendar-events", "task": "tasks"}


class Notes(SilentObserver):
    """Hears which notes were said."""

    def __init__(self):
        self.codes = set()

    def note(self, code, **_params):
        self.codes.add(code)


def asked(account):
    """Return how many calls of API v1 there were so far, by method."""
    return Counter(
        {name[4:]: n for name, n in account.stats()["requests"].items() if name.startswith("RPC ")}
    )


def undo(account, run="last", **options):
    """Undo a run; return how it ended and the calls of API v1 it took."""
    before = asked(account)
    options = {"dry_run": False, "settle_s": 1.0, **options}
    result = undo_run(run, settings=account.settings, **options)
    return result, dict(asked(account) - before)


def v1(account, method, params):
    """Call API v1 beside the engine, as somebody at work in Sellsy."""
    with Session.open(settings=account.settings) as session:
        return rpc(session.sellsy, method, params)


def load(account, entity, number=NUMBER):
    """Import some records, and return their ids in the order of the rows, the first on row 2."""
    lines = [LINES[entity].format(i, 1 + i % 28, "Terminée" if i % 2 else "") for i in range(number)]
    done = account.load("\n".join([HEADS[entity], *lines]) + "\n", entity=entity)
    assert done.counts["created"] == number
    return made(account, entity)


def made(account, entity):
    """Return the ids of the records of an import that are there."""
    records = account.api("POST", f"/{PATHS[entity]}/search?limit=100", {"filters": {}})["data"]
    named = {str(record.get("name") or record.get("title")): record["id"] for record in records}
    return [named[name] for name in sorted(named) if name.startswith("Neuf ")]


def test_opportunities_are_listed_and_those_touched_since_are_kept(demo):
    """One list tells the sticky notes of all that a run created; what somebody wrote, changed or added since stays."""
    deals = load(demo, "opportunity")
    noted, changed, talked, planned = deals[3], deals[7], deals[11], deals[15]
    opportunity = demo.api("GET", f"/opportunities/{noted}")
    source = v1(demo, "Opportunities.getSources", {})["defaultSource"]
    block = {
        "ident": opportunity["number"],
        "sourceid": source,
        "name": opportunity["name"],
        "stickyNote": "À garder",
    }
    v1(demo, "Opportunities.update", {"id": noted, "opportunity": block})
    demo.api("PUT", f"/opportunities/{changed}", {"amount": "1.00"})
    demo.api("POST", "/comments", {"description": "Vu", "related": [{"type": "opportunity", "id": talked}]})
    task = {
        "title": "Relire",
        "label_id": demo.api("GET", "/tasks/labels")["data"][0]["id"],
        "due_date": "2027-01-12T09:00:00+01:00",
        "related": [{"type": "opportunity", "id": planned}],
    }
    demo.api("POST", "/tasks", task)
    notes = Notes()
    result, calls = undo(demo, observer=notes)
    assert calls == {"Opportunities.getList": 1}
    assert (result.counts["deleted"], result.counts["skipped"]) == (NUMBER - 4, 4)
    assert made(demo, "opportunity") == [noted, changed, talked, planned]
    problems = [(problem.row, problem.code, problem.column) for problem in result.problems]
    assert problems == [
        (5, "undo-edited", "Post-it / Sticky note"),
        (9, "undo-edited", "Montant"),
        (13, "undo-hung", None),
        (17, "undo-hung", None),
    ]
    assert "note-undo-unseen" not in notes.codes
    with demo.journal() as journal:
        (run,) = (listed.run_id for listed in journal.runs.newest() if listed.kind == "import")
    again, _calls = undo(demo, run, force=True)
    assert (again.counts["deleted"], again.problems, made(demo, "opportunity")) == (4, (), [])


def test_tasks_are_listed_at_once_and_a_commented_one_is_kept(demo):
    """One list tells how many comments are on each task, done or not: v2 does not."""
    touched = load(demo, "task")[3]
    note = {"relatedtype": "task", "relatedid": touched, "text": "Vu"}
    v1(demo, "Annotations.create", {"annotation": note})
    result, calls = undo(demo)
    assert calls == {"Agenda.getList": 1}
    assert [(problem.row, problem.code) for problem in result.problems] == [(5, "undo-hung")]
    assert made(demo, "task") == [touched]


def test_events_are_listed_at_once_and_one_that_repeats_since_is_kept(demo):
    """One list tells which events repeat, which somebody decided since."""
    touched = load(demo, "event")[3]
    event = demo.api("GET", f"/calendar-events/{touched}")
    ends = {
        name: int(datetime.fromisoformat(event[f"datetime_{end}"]).timestamp())
        for name, end in (("datefrom", "start"), ("dateto", "end"))
    }
    rule = {
        "frequency": "weekly",
        "periodicity": 1,
        "endMode": "never",
        "weekMode": [2],
        "monthMode": "numDay",
    }
    block = {
        **ends,
        "title": event["title"],
        "description": "d",
        "label": event["label"]["id"],
        "allDay": "N",
        "isPrivate": "N",
        "use_recurrence": "Y",
        "recurrence": rule,
    }
    v1(demo, "Agenda.update", {"id": touched, "type": "event", "event": block})
    demo.api("PUT", f"/calendar-events/{touched}", {"description": None})
    result, calls = undo(demo)
    assert calls == {"Agenda.getList": 1}
    assert [(problem.row, problem.code, problem.column) for problem in result.problems] == [
        (5, "undo-edited", "Récurrence / Recurrence")
    ]
    assert made(demo, "event") == [touched]


def test_what_a_list_does_not_tell_is_asked_for_record_by_record(demo):
    """A record that the list leaves out is read by itself; where v1 refuses the list, all are."""
    moved = load(demo, "opportunity", 6)[0]
    opportunity = demo.api("GET", f"/opportunities/{moved}")
    source = v1(demo, "Opportunities.getSources", {})["defaultSource"]
    block = {
        "ident": opportunity["number"],
        "sourceid": source,
        "name": opportunity["name"],
        "creationDate": 946684800,
    }
    v1(demo, "Opportunities.update", {"id": moved, "opportunity": block})
    result, calls = undo(demo, dry_run=True, force=True)
    assert (result.counts["deleted"], calls) == (6, {"Opportunities.getList": 1, "Opportunities.getOne": 1})
    demo.faults({"match": {"path": "/0/?$"}, "fault": "status", "status": 400, "nth": [1, 2]})
    result, calls = undo(demo, dry_run=True, force=True)
    demo.calm()
    assert (result.counts["deleted"], calls["Opportunities.getOne"]) == (6, 6)


def test_what_v1_shows_of_rows_that_match_is_listed_too(demo):
    """A deletion, and an import that states sticky notes, take one list for all the opportunities that they meet."""
    deals = load(demo, "opportunity")
    names = [f"Neuf {i:02d}" for i in range(len(deals))]
    before = asked(demo)
    noted = "\n".join(["Nom de l'opportunité;Post-it", *(f"{name};x" for name in names)]) + "\n"
    assert demo.load(noted, entity="opportunity", dry_run=True).counts["updated"] == NUMBER
    assert asked(demo) - before == {"Opportunities.getList": 1}
    path = demo.folder / "gone.csv"
    path.write_text("\n".join(["Nom de l'opportunité", *names]) + "\n", encoding="utf-8")
    gone = delete_file(path, entity="opportunity", settings=demo.settings, dry_run=False)
    assert (gone.counts["deleted"], made(demo, "opportunity")) == (NUMBER, [])
    assert asked(demo) - before == {"Opportunities.getList": 2}


def test_an_access_without_v1_undoes_what_v2_shows(demo):
    """Where v1 refuses the access it is asked few times, and that is said."""
    load(demo, "opportunity")
    demo.faults({"match": {"path": "/0/?$"}, "fault": "status", "status": 403})
    notes = Notes()
    before = demo.stats()["requests_total"]
    result, _calls = undo(demo, observer=notes)
    assert (result.counts["deleted"], result.problems) == (NUMBER, ())
    assert demo.stats()["requests_total"] - before < NUMBER
    assert "note-undo-no-v1" in notes.codes
