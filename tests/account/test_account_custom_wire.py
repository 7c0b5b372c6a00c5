"""Custom fields and consents as recordings of the real API have them, and as its contract does."""

import pytest
from calling import call
from plain import HTTP

from etl import import_file, undo_run
from etl.account.custom_fields import objects_of
from etl.commands.account.copy_account import copy_account
from etl.commands.data.searching import search_records
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

CONSENTS = {"email", "sms", "phone", "postal_mail", "custom"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ({"related_objects": ["client", "contact"]}, {"client", "contact"}),
        ({"related_object": ["client", "contact"]}, {"client", "contact"}),
        ({"related_objects": "client"}, {"client"}),
        ({"related_object": "client"}, {"client"}),
        ({"related_objects": ["client"], "related_object": None}, {"client"}),
        ({"related_objects": []}, set()),
        ({}, set()),
    ],
)
def test_the_kinds_of_a_custom_field_are_read_in_every_form(text, kinds):
    """A list or one kind, under the recorded name or the contract's."""
    assert objects_of(text) == kinds


def test_the_environment_says_the_form_where_nothing_else_does(monkeypatch):
    """A sandbox answers as recorded, unless SELLSY_ETL_SANDBOX_WIRE or its own configuration says otherwise."""
    monkeypatch.delenv("SELLSY_ETL_SANDBOX_WIRE", raising=False)
    assert SandboxConfig().wire == "recorded"
    monkeypatch.setenv("SELLSY_ETL_SANDBOX_WIRE", "contract")
    assert (SandboxConfig().wire, SandboxConfig(wire="recorded").wire) == ("contract", "recorded")


@pytest.mark.parametrize(("wire", "key"), [("recorded", "related_objects"), ("contract", "related_object")])
def test_a_sandbox_answers_in_the_form_it_is_asked_for(demo, key):
    """Definitions, values of a record and embedded values name the kinds of objects alike; `field[]` knows the name."""
    company = demo.companies()[0]
    embedded = demo.api("GET", f"/companies/{company['id']}?embed[]=cf.301")["_embed"]["custom_fields"]
    for values in (
        demo.api("GET", "/custom-fields")["data"],
        [demo.api("GET", "/custom-fields/301")],
        demo.api("POST", "/custom-fields/search", {"filters": {"related_object": "client"}})["data"],
        demo.api("GET", f"/companies/{company['id']}/custom-fields")["data"],
        embedded,
        demo.api("GET", f"/custom-fields?field[]=id&field[]={key}")["data"],
    ):
        assert values
        assert all({name for name in value if name.startswith("related")} == {key} for value in values), (
            values[0]
        )
        assert all(isinstance(value[key], list) for value in values)


@pytest.mark.both_wires
def test_a_column_of_a_custom_field_is_written_and_read_back(demo, tmp_path):
    """`cf:` columns reach Sellsy, and come back in a search, whichever form the definitions have."""
    result = demo.load("Nom société;cf:secteur-activite;cf:origine\nNeuve;Bois;Salon\n")
    assert (result.counts["created"], result.problems) == (1, ())
    columns = ("cf:secteur-activite", "cf:origine")
    answer = call(search_records, "client", where=["name=Neuve"], columns=columns, settings=demo.settings)
    assert answer.rows == (("Bois", "Salon"),)


def test_consents_stand_in_what_is_read_and_are_never_sent(demo, wire):
    """As recorded, companies, individuals and contacts show their consents; an update, an undo and a return send none."""
    shown = {"recorded": CONSENTS, "contract": set()}[wire]
    for path in ("companies", "individuals", "contacts"):
        assert set(demo.api("GET", f"/{path}?limit=1")["data"][0].get("rgpd_consent", {})) == shown
    rows = "Nom société;Téléphone;Nom contact;Téléphone contact\nMenuiserie Kervadec;0145678902;Neuf;0145678903\n"
    assert demo.load(rows).counts["updated"] == 1
    undone = undo_run("last", settings=demo.settings, dry_run=False, settle_s=1.0)
    assert undone.counts["failed"] == 0, undone.problems


@pytest.mark.slow
@pytest.mark.parametrize(("wire", "other"), [("recorded", "contract"), ("contract", "recorded")])
@pytest.mark.parametrize("anonymise", [False, True])
def test_an_account_of_either_form_is_copied_into_a_sandbox_of_the_other(demo, monkeypatch, anonymise, other):
    """Definitions of custom fields apply to the same objects in the copy, where a `cf:` column is imported."""
    home = demo.settings.home
    home.mkdir(parents=True, exist_ok=True)
    lines = {name: getattr(demo.settings, name) for name in ("api_url", "login_url", "v1_url")}
    text = "[profiles.source]\n" + "".join(f'{name} = "{value}"\n' for name, value in lines.items())
    (home / "config.toml").write_text(text + 'client_id = "x"\nclient_secret = "y"\n', encoding="utf-8")
    monkeypatch.setenv("SELLSY_ETL_HOME", str(home))
    with running(SandboxConfig(wire=other)) as server:
        call(
            copy_account,
            profile="source",
            url=server.url,
            entities=["client", "contact"],
            anonymise=anonymise,
        )
        settings = demo.settings.for_sandbox(server.api_url, server.login_url, server.v1_url)
        dump = HTTP.get(f"{server.url}/_sandbox/dump", params={"ids": "true"}).json()
        assert all(set(contact.get("rgpd_consent", ())) in (CONSENTS, set()) for contact in dump["contacts"])
        assert (set(dump["contacts"][0].get("rgpd_consent", ())) == CONSENTS) == (other == "contract")
        path = demo.folder / "new.csv"
        path.write_text("Nom société;cf:secteur-activite\nToute neuve;Bois\n", encoding="utf-8")
        result = import_file(path, entity="client", settings=settings)
        assert (result.counts["created"], result.problems) == (1, ())
        dump = HTTP.get(f"{server.url}/_sandbox/dump", params={"ids": "true"}).json()
        (made,) = [company for company in dump["companies"] if company["name"] == "Toute neuve"]
        assert made["custom_fields"] == {"secteur-activite": "Bois"}
