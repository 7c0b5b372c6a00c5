"""An account copied into a local Sellsy: its own ids, what hangs on its records, and nobody's name when asked."""

import re

import pytest
from calling import call
from plain import HTTP

from etl import import_file
from etl.commands.account.copy_account import copy_account
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

CLIENTS = (
    "Nom société;SIRET;E-mail;Adresse;Code postal;Ville;Smart tags;Nom contact;E-mail contact\n"
    "Garnier;73282932000074;a@garnier.example;1 rue A;29000;Quimper;VIP;Martin;lea@garnier.example\n"
)


@pytest.fixture
def copied(demo, monkeypatch):
    """What copies the demonstration account into a fresh sandbox, and returns that one's settings and counts."""
    demo.load(CLIENTS)
    home = demo.settings.home
    home.mkdir(parents=True, exist_ok=True)
    lines = {
        "api_url": demo.settings.api_url,
        "login_url": demo.settings.login_url,
        "v1_url": demo.settings.v1_url,
    }
    text = "[profiles.source]\n" + "".join(f'{name} = "{value}"\n' for name, value in lines.items())
    (home / "config.toml").write_text(text + 'client_id = "x"\nclient_secret = "y"\n', encoding="utf-8")
    monkeypatch.setenv("SELLSY_ETL_HOME", str(home))
    opened = []

    def copy(**options):
        context = running(SandboxConfig())
        server = context.__enter__()
        opened.append(context)
        made = call(copy_account, profile="source", url=server.url, **options)
        return made, demo.settings.for_sandbox(server.api_url, server.login_url, server.v1_url), server.url

    yield copy
    for context in opened:
        context.__exit__(None, None, None)


def _dump(account, url):
    return HTTP.get(f"{url}/_sandbox/dump", params={"ids": "true"}).json()


def test_an_account_is_copied_with_its_own_ids_and_all_that_hangs_on_it(demo, copied):
    """The copy holds the same records under the same ids: a rehearsal of the same file finds everything there."""
    made, settings, url = copied()
    assert made["companies"] > 1
    source, copy = _dump(demo, demo.url), _dump(demo, url)
    for kind in (
        "companies",
        "individuals",
        "contacts",
        "opportunities",
        "tasks",
        "calendar-events",
        "comments",
    ):
        assert [record["id"] for record in copy.get(kind, [])] == [
            record["id"] for record in source.get(kind, [])
        ], kind
    path = demo.folder / "file.csv"
    again = import_file(path, entity="client", settings=settings, create_missing=("tags",))
    assert again.counts["unchanged"] == 1, again.problems
    new = demo.folder / "new.csv"
    new.write_text("Nom société\nToute nouvelle\n", encoding="utf-8")
    assert import_file(new, entity="client", settings=settings).counts["created"] == 1


@pytest.mark.slow
def test_some_entities_may_be_copied_alone(demo, copied):
    """Only what is asked is copied; settings always are."""
    made, _settings, url = copied(entities=["contact"])
    assert made["contacts"] > 0
    assert "companies" not in made
    assert made["staffs"] > 0
    assert _dump(demo, url).get("companies", []) == []


def test_an_anonymous_copy_tells_nobodys_name(demo, copied):
    """Names, e-mails, phones, SIRET, streets and words are fictional; ids, links and doubles stay."""
    _made, _settings, url = copied(anonymise=True)
    text = str(_dump(demo, url))
    assert "garnier" not in text.lower()
    assert "73282932000074" not in text
    assert "Quimper" not in re.sub(r"Quimper \d+", "", text)
    assert {company["id"] for company in _dump(demo, url)["companies"]} == {
        company["id"] for company in _dump(demo, demo.url)["companies"]
    }
