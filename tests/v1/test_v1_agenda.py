"""Events, tasks and comments: found again by what they say, completed by v1, refused where nothing is sure."""

import pytest

from etl.commands.session import Session
from etl.sellsy import rpc

EVENT = "Titre;Label;Début;Fin;Nom client"
TASK = "Titre;Label;Échéance;Nom client"


def load(demo, text, entity, **options):
    return demo.load(text, entity=entity, **options)


def codes(result):
    return [(p.row, p.code) for p in result.problems]


def v1(demo, method, params):
    with Session.open(settings=demo.settings) as session:
        return rpc(session.sellsy, method, params)


def events(demo):
    return demo.api("POST", "/calendar-events/search?limit=100", {"filters": {}})["data"]


def test_an_event_is_the_same_by_title_start_and_client(demo):
    """The same title at the same time for the same client is one event; another hour or client is another."""
    row = "Point;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec"
    assert load(demo, f"{EVENT}\n{row}\n", "event").counts["created"] == 1
    more = row.replace("09:00", "09:30"), row.replace("Menuiserie Kervadec", "Transports Lemoine")
    again = load(demo, "\n".join([EVENT, row, *more]) + "\n", "event")
    assert (again.counts["unchanged"], again.counts["created"]) == (1, 2)
    twice = load(demo, f"{EVENT}\n{row}\n{row}\n", "event")
    assert {code for _, code in codes(twice)} == {"duplicate-in-file"}


def test_alerts_and_recurrence_are_changed_by_v1(demo):
    """What only v1 carries is compared with what v1 shows: equal writes nothing, another one is an update."""
    head = f"{EVENT};Alertes;Récurrence;Récurrence tous les;Récurrence nombre"
    row = "Suivi;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec;1 heure avant;Toutes les semaines;{};4"
    assert load(demo, f"{head}\n{row.format(1)}\n", "event").counts["created"] == 1
    assert load(demo, f"{head}\n{row.format(1)}\n", "event").counts["unchanged"] == 1
    result = load(demo, f"{head}\n{row.format(2)}\n", "event")
    assert result.counts["updated"] == 1
    (made,) = [event for event in events(demo) if event["title"] == "Suivi"]
    shown = v1(demo, "Agenda.getOne", {"id": made["id"]})
    assert '"periodicity": 2' in shown["recurring_params"].replace('"2"', "2")
    assert made["related"] == [{"id": 1001, "type": "company"}]


def test_a_row_may_hang_on_one_record_only(demo):
    """A client and a contact on one row are refused: Sellsy takes one."""
    head = f"{EVENT};E-mail contact"
    row = "X;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec;personne1@example.org"
    assert codes(load(demo, f"{head}\n{row}\n", "event")) == [(2, "links-several")]


def test_an_end_before_its_start_and_a_nameless_label_are_refused(demo):
    """Both are said before anything is sent."""
    rows = "A;Réunion;12/01/2027 09:00;11/01/2027 10:00;\nB;Inconnu;12/01/2027 09:00;12/01/2027 10:00;\n"
    writes = demo.writes()
    assert codes(load(demo, f"{EVENT}\n{rows}", "event")) == [(2, "end-before-start"), (3, "lookup-unknown")]
    assert demo.writes() == writes


def test_what_v1_does_not_take_is_said(demo):
    """A creation date beside an alert is lost by v1: the row is created and warned about."""
    head = f"{EVENT};Alertes;Date de création"
    row = "C;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec;à l'heure;03/02/2024"
    result = load(demo, f"{head}\n{row}\n", "event")
    assert result.counts["created"] == 1
    assert [p.code for p in result.warnings] == ["v1-without"]


def test_a_dry_run_of_tasks_and_events_stores_nothing(demo):
    """Neither takes `verify`: a dry run must not send them at all."""
    writes = demo.writes()
    assert (
        load(demo, f"{TASK}\nA;Appel;12/01/2027 09:00;Menuiserie Kervadec\n", "task", dry_run=True).counts[
            "created"
        ]
        == 1
    )
    row = "B;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec"
    assert load(demo, f"{EVENT};Alertes\n{row};à l'heure\n", "event", dry_run=True).counts["created"] == 1
    assert demo.writes() == writes


def test_a_task_keeps_the_reminders_its_row_does_not_state(demo):
    """Reminders by e-mail stay when the file speaks of those in Sellsy only; staff are replaced."""
    head = f"{TASK};Collaborateurs;Rappels dans Sellsy;Rappels par e-mail"
    row = "R;Appel;12/01/2027 09:00;Menuiserie Kervadec;Luc Bertin;1 jour avant;1 semaine avant"
    assert load(demo, f"{head}\n{row}\n", "task").counts["created"] == 1
    short = f"{TASK};Collaborateurs;Rappels dans Sellsy"
    row = "R;Appel;12/01/2027 09:00;Menuiserie Kervadec;Maëlle Caradec;à l'heure"
    assert load(demo, f"{short}\n{row}\n", "task").counts["updated"] == 1
    (made,) = [
        task
        for task in demo.api("POST", "/tasks/search?limit=100", {"filters": {}})["data"]
        if task["title"] == "R"
    ]
    assert {(reminder["medium"], reminder["delay"]) for reminder in made["reminders"]} == {
        ("inapp", "instant"),
        ("email", "1week"),
    }
    assert made["assigned_staff_ids"] == [3]


def test_a_task_may_hang_on_nothing(demo):
    """Sellsy wants the field, not a record: a task of one's own is created, and found again."""
    text = f"{TASK}\nRanger;À faire;12/01/2027 09:00;\n"
    assert load(demo, text, "task").counts["created"] == 1
    assert load(demo, text, "task").counts["unchanged"] == 1


def test_comments_are_found_again_by_text_date_and_record(demo):
    """Emoji, quotes and dates are kept; the same comment is not written twice, another date is another one."""
    head = "Texte;Nom client;Date de création"
    rows = [
        '"Appelé 🎉, « ravi » ""vraiment""";Menuiserie Kervadec;05/02/2024 10:00',
        "Appelé;Menuiserie Kervadec;06/02/2024",
    ]
    text = "\n".join([head, *rows]) + "\n"
    assert load(demo, text, "comment").counts["created"] == 2
    again = load(demo, text + "Appelé;Menuiserie Kervadec;07/02/2024\n", "comment")
    assert (again.counts["unchanged"], again.counts["created"]) == (2, 1)
    comments = demo.api("POST", "/comments/search?limit=100", {"filters": {"companies": [1001]}})["data"]
    texts = {comment["description"]: comment["created"][:10] for comment in comments}
    assert texts['Appelé 🎉, « ravi » "vraiment"'] == "2024-02-05"


def test_a_comment_on_a_task_travels_by_v1_and_is_not_doubled(demo):
    """v2 has no comment on a task: v1 writes it, and finds it at the next import."""
    text = "Texte;ID tâche;Date de création\nFait ✔;800001;05/02/2024 10:00\n"
    assert load(demo, text, "comment").counts["created"] == 1
    shown = v1(demo, "Annotations.getList", {"search": {"id": 800001, "type": "task"}})["result"]
    assert [value["datas"]["annotation"] for value in shown.values()] == ["Fait ✔"]
    assert load(demo, text, "comment").counts["unchanged"] == 1


def test_an_unknown_parent_or_nothing_to_comment_is_refused(demo):
    """A comment without a record would be an orphan; a parent that is none is said."""
    text = "Texte;Nom client;ID commentaire parent\nA;;\nB;Menuiserie Kervadec;123\n"
    assert codes(load(demo, text, "comment")) == [(2, "creation-lacks"), (3, "link-unknown")]


def test_a_comment_is_not_moved(demo):
    """A known comment named by its id with another record is refused."""
    text = "ID commentaire;Texte;Nom client\n900001;Demande un délai de paiement de 45 jours.;Transports Lemoine\n"
    assert codes(load(demo, text, "comment")) == [(2, "related-fixed")]
    edited = "ID commentaire;Texte;Nom client\n900001;Délai accordé.;Menuiserie Kervadec\n"
    assert load(demo, edited, "comment").counts["updated"] == 1


def test_sellsy_own_exports_of_tasks_and_comments_are_understood(demo):
    """The headers of Sellsy's own exports map without any configuration."""
    tasks = "TITRE;DATE;DATE DE CREATION;OBJET LIE;LABEL;TERMINEE (OUI);DESCRIPTION;CREATEUR\n"
    tasks += "Relance;03/02/2027, 09:30;01/02/2027;Menuiserie Kervadec;Appel;OUI;Rappel;Luc\n"
    result = demo.load(tasks, entity=None, name="tasks.csv")
    assert (result.entity, result.counts["created"]) == ("task", 1)
    comments = "ID COMMENTAIRE SELLSY;ID COMMENTAIRE PARENT;ID CLIENT/PROSPECT/FOURNISSEUR;EMAIL CLIENT/PROSPECT/FOURNISSEUR;"
    comments += "NOM CLIENT/PROSPECT/FOURNISSEUR;DATE;TEXTE\n;;1001;;Menuiserie Kervadec;03/02/2026;Bonjour\n"
    result = demo.load(comments, entity=None, name="comments.csv")
    assert (result.entity, result.counts["created"]) == ("comment", 1)


@pytest.mark.slow
def test_more_comments_on_a_task_than_v1_lists_at_once(demo):
    """v1 lists ten comments unless asked otherwise, and never how many there are: 120 are found again."""
    text = "Texte;ID tâche\n" + "".join(f"Relance {n};800001\n" for n in range(120))
    assert load(demo, text, "comment").counts["created"] == 120
    assert load(demo, text, "comment").counts["unchanged"] == 120


def test_what_only_v1_carries_is_cleared(demo):
    """The clear word ends a recurrence, takes alerts and a sticky note away; the next import finds nothing to do."""
    head = f"{EVENT};Alertes;Récurrence;Récurrence nombre"
    row = "Suivi;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec"
    load(demo, f"{head}\n{row};1 heure avant;Toutes les semaines;4\n", "event")
    cleared = f"{head}\n{row};EFFACER;EFFACER;EFFACER\n"
    assert load(demo, cleared, "event").counts["updated"] == 1
    (made,) = [event for event in events(demo) if event["title"] == "Suivi"]
    shown = v1(demo, "Agenda.getOne", {"id": made["id"]})
    assert (shown["alerts"], shown["recurring"]) == ([], "N")
    assert load(demo, cleared, "event").counts["unchanged"] == 1

    load(demo, "ID opportunité;Post-it\n700001;Rappeler\n", "opportunity")
    cleared = "ID opportunité;Post-it\n700001;EFFACER\n"
    assert load(demo, cleared, "opportunity").counts["updated"] == 1
    assert not v1(demo, "Opportunities.getOne", {"id": 700001})["stickyNote"]
    assert load(demo, cleared, "opportunity").counts["unchanged"] == 1


def test_a_recurrence_takes_the_end_its_row_states(demo):
    """A last day replaces a number of times, and the other way round."""
    row = "Suivi;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec;Toutes les semaines"
    counted = f"{EVENT};Récurrence;Récurrence nombre\n{row};4\n"
    dated = f"{EVENT};Récurrence;Récurrence jusqu'au\n{row};30/06/2027\n"
    assert load(demo, counted, "event").counts["created"] == 1
    for text in (dated, counted):
        assert load(demo, text, "event").counts["updated"] == 1
        assert load(demo, text, "event").counts["unchanged"] == 1


def test_two_rows_that_name_one_client_otherwise_create_one_record(demo):
    """The same event of a client by its name and by its id is one event: the second row is refused."""
    head = "Titre;Label;Début;Fin;Nom client;ID client"
    rows = "V;Réunion;12/01/2027 09:00;12/01/2027 10:00;{}\n"
    text = f"{head}\n{rows.format('Menuiserie Kervadec;')}{rows.format(';1001')}"
    result = load(demo, text, "event")
    assert (result.counts["created"], codes(result)) == (1, [(3, "same-creation")])
    assert load(demo, text.replace("V;", "W;"), "event", mode="update").counts["skipped"] == 2
    spelt = f"{head}\n{rows.format('Transports Lemoine;')}{rows.format('TRANSPORTS lemoine;')}"
    assert [code for _, code in codes(load(demo, spelt, "event"))] == ["duplicate-in-file"] * 2


def test_a_foreign_number_is_not_an_id(demo):
    """The number of another program under an id's header is told from a number that is badly written."""
    result = load(demo, "opportunity_id;Post-it\n1C1I7A6R;x\n", "opportunity")
    assert codes(result) == [(2, "id-invalid")]
