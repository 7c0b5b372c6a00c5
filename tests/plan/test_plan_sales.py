"""Opportunities: names of the account resolved or refused, what they hang on, what only v1 carries."""

import pytest

from etl.commands.session import Session
from etl.core.errors import ConfigError, DataError
from etl.sellsy import rpc

HEAD = "Nom de l'opportunité;Nom client;Pipeline;Étape"


def load(demo, text, **options):
    return demo.load(text, entity="opportunity", **{"create_missing": (), **options})


def problems(result):
    return [(p.row, p.code, p.params.get("accepted") or p.params.get("found")) for p in result.problems]


def opportunities(demo, **filters):
    return demo.api("POST", "/opportunities/search?limit=100", {"filters": filters})["data"]


def v1(demo, method, params):
    with Session.open(settings=demo.settings) as session:
        return rpc(session.sellsy, method, params)


def test_an_unknown_step_lists_those_of_its_pipeline(demo):
    """A step that its pipeline lacks is refused with the pipeline's steps, the nearest first."""
    result = load(demo, f"{HEAD}\nA;Menuiserie Kervadec;Partenariats;Devis envoyé\n")
    ((row, code, accepted),) = problems(result)
    assert (row, code) == (2, "step-unknown")
    assert "Qualification" in accepted
    assert "Devis envoyé" not in accepted


def test_a_step_says_its_pipeline_unless_two_have_it(demo):
    """Without a pipeline a step of one name is enough; a step of two pipelines names both."""
    result = load(
        demo,
        "Nom de l'opportunité;Nom client;Étape\nA;Menuiserie Kervadec;Signature\nB;Menuiserie Kervadec;Qualification\n",
    )
    assert result.counts["created"] == 1
    ((row, code, detail),) = problems(result)
    assert (row, code, len(detail)) == (3, "lookup-several", 2)
    assert {"Ventes", "Partenariats"} == {text.split(" › ")[0] for text in detail}
    (made,) = opportunities(demo, name="A")
    assert made["pipeline"]["name"] == "Ventes"


def test_what_a_new_opportunity_lacks_is_said(demo):
    """Without pipeline, step or client nothing is created."""
    result = load(demo, "Nom de l'opportunité;Nom client;Étape\nA;;Signature\nB;Menuiserie Kervadec;\n")
    assert [(p.row, p.code) for p in result.problems] == [(2, "creation-lacks"), (3, "creation-lacks")]
    assert [p.column for p in result.problems] == ["Nom client", "Étape"]


def test_a_client_that_two_bear_or_none_is_refused(demo):
    """A name of two companies, of a company and a person, or of nobody: the row is refused with what was found."""
    demo.load("Nom société;Référence\nDoublon;D1\nDoublon;D2\nFournier;D3\n", match=("reference",))
    result = load(demo, f"{HEAD}\nA;Doublon;;Signature\nB;Fournier;;Signature\nC;Personne;;Signature\n")
    assert [(p.row, p.code) for p in result.problems] == [
        (2, "match-several"),
        (3, "match-several"),
        (4, "link-unknown"),
    ]
    kind = load(
        demo, "Nom de l'opportunité;Nom client;Type de tiers;Étape\nB;Fournier;Particulier;Signature\n"
    )
    assert kind.counts["created"] == 1


def test_a_siret_names_a_company_surely(demo):
    """Scenario 18: company by SIRET, pipeline and step by name."""
    siret = demo.company(name="Menuiserie Kervadec")["legal_france"]["siret"]
    result = load(demo, f"Nom de l'opportunité;SIRET client;Pipeline;Étape\nA;{siret};Ventes;Devis envoyé\n")
    assert result.counts["created"] == 1
    (made,) = opportunities(demo, name="A")
    assert made["company_id"] == demo.company(name="Menuiserie Kervadec")["id"]


def test_the_same_name_for_another_client_is_another_opportunity(demo):
    """Name and client together are the key: two clients may have a deal of one name, one client may not twice."""
    text = f"{HEAD}\nProjet;Menuiserie Kervadec;;Signature\nProjet;Transports Lemoine;;Signature\n"
    assert load(demo, text).counts["created"] == 2
    assert load(demo, text).counts["unchanged"] == 2
    twice = load(
        demo, f"{HEAD}\nProjet;Menuiserie Kervadec;;Signature\nProjet;Menuiserie Kervadec;;Prospection\n"
    )
    assert [p.code for p in twice.problems] == ["duplicate-in-file", "duplicate-in-file"]


def test_an_update_sends_only_what_changed(demo):
    """A new amount and step are one update; the rest is left alone; EFFACER empties a date."""
    (before,) = opportunities(demo, name="Agencement de la boutique")
    text = (
        "ID opportunité;Montant;Étape;Pipeline;Date de clôture prévue\n"
        f"{before['id']};13000;Signature;Ventes;EFFACER\n"
    )
    result = load(demo, text)
    assert result.counts["updated"] == 1
    (after,) = opportunities(demo, name="Agencement de la boutique")
    assert (after["amount"]["value"], after["step"]["name"], after["due_date"]) == (
        "13000",
        "Signature",
        None,
    )
    same = ("name", "source", "assigned_staff_ids", "number", "related")
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert load(demo, text).counts["unchanged"] == 1


def test_every_unknown_name_of_a_list_is_told(demo):
    """Of the staff in one cell each name that nobody has is told, not the one that is known."""
    text = f"{HEAD};Collaborateurs\nAffaire;Menuiserie Kervadec;;Signature;Personne, Marie Lenoir, Nul\n"
    known = demo.api("GET", "/staffs?limit=100")["data"][0]
    text = text.replace("Marie Lenoir", known["email"])
    told = [(p.row, p.code, p.value) for p in load(demo, text, dry_run=True).problems]
    assert told == [(2, "lookup-unknown", "Personne"), (2, "lookup-unknown", "Nul")]


def test_unknown_tags_and_sources_are_refused_then_created_when_asked(demo):
    """--create-missing creates a source once for all the rows that name it, and the tags; not without it."""
    rows = "\n".join(f"Affaire {i};Menuiserie Kervadec;;Signature;Parrainage;Nouveau tag" for i in range(7))
    text = f"{HEAD};Source;Smart tags\n{rows}\n"
    refused = load(demo, text, batch_size=2)
    assert {p.code for p in refused.problems} == {"source-unknown", "tag-unknown"}
    assert refused.counts["rejected"] == 7
    planned = load(demo, text, create_missing=("sources", "tags"), dry_run=True)
    assert planned.counts["created"] == 7
    names = [source["name"] for source in demo.api("GET", "/opportunities/sources?limit=100")["data"]]
    assert "Parrainage" not in names
    done = load(demo, text, create_missing=("sources", "tags"), batch_size=2)
    assert done.counts["created"] == 7
    names = [source["name"] for source in demo.api("GET", "/opportunities/sources?limit=100")["data"]]
    assert names.count("Parrainage") == 1
    made = [opportunity for opportunity in opportunities(demo) if opportunity["name"].startswith("Affaire ")]
    assert {item["source"]["name"] for item in made} == {"Parrainage"}
    assert load(demo, text).counts["unchanged"] == 7


def test_a_source_that_sellsy_refuses_fails_its_rows(demo):
    """The rows that need a source which could not be created fail; the others are done."""
    demo.faults({"match": {"method": "POST", "path": "/0"}, "fault": "status", "status": 503, "nth": [2]})
    text = (
        f"{HEAD};Source\nA;Menuiserie Kervadec;;Signature;Nouvelle\nB;Menuiserie Kervadec;;Signature;Salon\n"
    )
    result = load(demo, text, create_missing=("sources",))
    demo.calm()
    assert result.counts["created"] + result.counts["failed"] + result.counts["unknown"] == 2
    assert {opportunity["name"] for opportunity in opportunities(demo)} >= {"B"}


def test_an_option_that_is_none_lists_the_accepted_ones(demo):
    """--create-missing knows tags and sources."""
    with pytest.raises(ConfigError) as wrong:
        load(demo, f"{HEAD}\nA;B;;C\n", create_missing=("pipelines",))
    assert wrong.value.params["accepted"] == ["tags", "sources"]


def test_a_sticky_note_is_written_and_changed_by_v1(demo):
    """v1 carries the sticky note in the same row; an equal one writes nothing, another one is an update."""
    text = f"{HEAD};Post-it\nA;Menuiserie Kervadec;;Signature;{{}}\n"
    assert load(demo, text.format("à rappeler")).counts["created"] == 1
    (made,) = opportunities(demo, name="A")
    assert v1(demo, "Opportunities.getOne", {"id": made["id"]})["stickyNote"] == "à rappeler"
    assert load(demo, text.format("à rappeler")).counts["unchanged"] == 1
    assert load(demo, text.format("c'est fait")).counts["updated"] == 1
    shown = v1(demo, "Opportunities.getOne", {"id": made["id"]})
    assert (shown["stickyNote"], shown["ident"]) == ("c'est fait", made["number"])


def test_contacts_are_listed_by_id_mail_or_name(demo):
    """Contacts named by id, e-mail or full name become ids; one that is nobody's refuses the row."""
    text = f"{HEAD};Contacts\nA;Menuiserie Kervadec;;Signature;500001, personne2@example.org, Samia Amrani\n"
    assert load(demo, text).counts["created"] == 1
    (made,) = opportunities(demo, name="A")
    assert sorted(made["contact_ids"]) == [500001, 500002, 500003]
    wrong = load(demo, f"{HEAD};Contacts\nB;Menuiserie Kervadec;;Signature;Jean Personne\n")
    assert [(p.code, p.value) for p in wrong.problems] == [("link-unknown", "Jean Personne")]


def test_an_unknown_tag_names_the_nearest(demo):
    """A tag the account lacks is a problem that names those it has."""
    result = load(demo, f"{HEAD};Smart tags\nA;Menuiserie Kervadec;;Signature;VIPP\n")
    ((_, code, accepted),) = problems(result)
    assert (code, accepted[0]) == ("tag-unknown", "VIP")
    staff = load(demo, f"{HEAD};Collaborateurs\nA;Menuiserie Kervadec;;Signature;Luc Bertin, Luce Bertan\n")
    assert [p.value for p in (*result.problems, *staff.problems)] == ["VIPP", "Luce Bertan"]


@pytest.mark.both_wires
def test_an_amount_in_a_currency_the_account_lacks_is_refused(demo):
    """The currency of an amount is one of the account's, by code or symbol; another lists them."""
    head = f"{HEAD};cf:remise-max"
    assert load(demo, f"{head}\nA;Menuiserie Kervadec;;Signature;150,50 $\n").counts["created"] == 1
    (made,) = opportunities(demo, name="A")
    fields = demo.api("GET", f"/opportunities/{made['id']}/custom-fields?limit=100")["data"]
    assert [field["value"] for field in fields if field["code"] == "remise-max"] == [
        {"amount": "150.5", "currency": "USD"}
    ]
    ((_, code, accepted),) = problems(load(demo, f"{head}\nB;Menuiserie Kervadec;;Signature;150 ZZZ\n"))
    assert (code, "EUR" in accepted) == ("lookup-unknown", True)


def test_the_entity_is_inferred_from_what_it_needs_not_from_one_stray_column(demo):
    """An opportunities file is recognised by its headers; one known column alone says nothing."""
    known = load(demo, f"{HEAD};Montant\nA;Menuiserie Kervadec;;Signature;10\n")
    assert (known.entity, known.counts["created"]) == ("opportunity", 1)
    inferred = demo.load(f"{HEAD};Montant\nA;Menuiserie Kervadec;;Signature;10\n", entity=None)
    assert (inferred.entity, inferred.counts["unchanged"]) == ("opportunity", 1)
    with pytest.raises(DataError) as unclear:
        demo.load(
            "sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\n", entity=None
        )
    assert unclear.value.code == "entity-unclear"


def test_what_always_holds_something_cannot_be_cleared_and_lists_can(demo):
    """EFFACER in a source or a status refuses the row before anything is sent; in contacts and staff it empties them."""
    head = "ID opportunité;Source;Statut;Collaborateurs;Contacts"
    refused = load(demo, f"{head}\n700001;EFFACER;EFFACER;;\n")
    assert [(p.code, p.column) for p in refused.problems] == [
        ("not-clearable", "Source"),
        ("not-clearable", "Statut"),
    ]
    done = load(demo, f"{head}\n700001;;Gagnée;EFFACER;EFFACER\n")
    assert done.counts["updated"] == 1
    after = demo.api("GET", "/opportunities/700001")
    assert (after["status"], after["assigned_staff_ids"], after["contact_ids"]) == ("won", [], [])


def test_a_sticky_note_waits_for_an_opportunity_that_cannot_be_read_yet(demo):
    """What was created a moment ago may be unseen by reads: its sticky note is written all the same."""
    demo.faults({"match": {"path": "/batch$"}, "fault": "lag", "ms": 700})
    text = "Nom de l'opportunité;Nom client;Étape;Post-it\nA;Menuiserie Kervadec;Signature;Rappeler\n"
    result = load(demo, text)
    assert (result.counts["created"], [p.code for p in result.problems]) == (1, [])


STAGES = {
    "Deal": "name",
    "Client": "third_name",
    "Funnel": {"column": "pipeline", "values": {"Sales": "Ventes"}},
    "Stage": [
        {"column": "step", "values": {"Sent": "Devis envoyé", "Won": "Signature"}},
        {"column": "status", "values": {"Sent": "open", "Won": "won"}},
    ],
}


def test_a_stage_that_a_mapping_does_not_know_is_told_with_the_steps_of_its_pipeline(demo):
    """A cell that stands for a step and a status is refused with the steps, unless it names one: then with the statuses; both name `values`, a plain column does not."""
    rows = "A;Menuiserie Kervadec;Sales;Ailleurs\nB;Menuiserie Kervadec;Sales;Signature\nC;Menuiserie Kervadec;Sales;Won\n"
    writes = demo.writes()
    result = demo.load(
        f"Deal;Client;Funnel;Stage\n{rows}", entity="opportunity", mapping={"columns": STAGES}, dry_run=True
    )
    (first, second) = result.problems
    assert (first.row, first.code, first.column) == (2, "step-unknown", "Stage")
    assert {"Qualification", "Devis envoyé", "Signature"} <= set(first.params["accepted"])
    assert not {"En cours", "Premier contact"} & set(first.params["accepted"])
    assert (second.row, second.code) == (3, "value-unmapped")
    assert "Gagnée" in [shown["fr"] for shown in second.params["accepted"]]
    assert all("values:" in problem.texts("fr")[1] for problem in (first, second))
    plain = load(demo, f"{HEAD};Statut\nA;Menuiserie Kervadec;Ventes;Signature;Ailleurs\n")
    assert [(problem.code, "values" in problem.texts("fr")[1]) for problem in plain.problems] == [
        ("choice-unknown", False)
    ]
    assert demo.writes() == writes
