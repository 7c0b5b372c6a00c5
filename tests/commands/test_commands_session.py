"""A session opens what a command needs, when it needs it, and closes it all."""

import os
import socket
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest

from etl import import_file
from etl.commands.session import Session
from etl.core.errors import ConfigError

GOOD = "Type société;Nom société;Email\nclient;Alpha;a@x.example\n"


@pytest.fixture
def home(tmp_path):
    """An environment with a home and no credentials."""
    with patch.dict(os.environ, {"SELLSY_ETL_HOME": str(tmp_path / "home")}):
        for name in [name for name in os.environ if name.startswith("SELLSY_") and name != "SELLSY_ETL_HOME"]:
            del os.environ[name]
        yield tmp_path / "home"


def test_nothing_is_opened_before_it_is_needed(home):
    """A session that no command used leaves no file; the journal needs no credentials, the account does."""
    with Session.open() as session:
        assert not home.exists()
        assert session.journal.runs.newest() == []
        assert (home / "journal.sqlite").exists()
        with pytest.raises(ConfigError) as missing:
            _ = session.sellsy
    assert missing.value.code == "credentials-missing"


def test_the_embedded_sandbox_lives_as_long_as_the_session(home):
    """On the sandbox an account is at hand without any credentials, and is gone with the session."""
    with Session.open(sandbox=True) as session:
        sellsy = session.sellsy
        assert sellsy.get("/staffs", query={"limit": 1}).status == 200
        assert session.account == session.settings.account == str(home / "sandbox.sqlite")
        with session.another() as other:
            assert other.settings is session.settings
            assert other.sellsy is not sellsy
    place = urlsplit(other.settings.api_url)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((place.hostname, place.port), timeout=5)


def test_an_earlier_run_is_taken_up_on_its_own_account(home, tmp_path):
    """A run of the sandbox is found there again, whatever account the session would be on; settings given stay."""
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    result = import_file(path, sandbox=True, html=False)
    with Session.open() as session:
        run = session.journal.runs.find(result.run_id)
        assert session.on_account_of(run).account == str(home / "sandbox.sqlite") != session.account
        with Session.open(settings=session.home) as given:
            assert given.on_account_of(run) is given
            assert given.preferring("other") is given


def test_a_profile_that_is_preferred_gives_way_to_the_one_that_was_named(home):
    """A pipeline's own profile serves where none was named; the sandbox serves before any."""
    home.mkdir()
    (home / "config.toml").write_text(
        "[profiles.a]\nclient_id = 'a'\n[profiles.b]\nclient_id = 'b'\n", encoding="utf-8"
    )
    with Session.open() as free, Session.open(profile="a") as named, Session.open(sandbox=True) as local:
        assert free.preferring("b").home.profile == "b"
        assert named.preferring("b") is named
        assert local.preferring("b") is local
