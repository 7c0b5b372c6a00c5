"""Where settings come from, and what is said when they are wrong."""

import keyring
import keyring.backend
import keyring.errors
import pytest
from pydantic import ValidationError

from etl.config import system_keyring
from etl.config.config_file import SERVICE
from etl.config.settings import Settings
from etl.core.errors import ConfigError

SECRET = "hush-hush-secret"
CONFIG = f"""
default_profile = "atelier"

[profiles.atelier]
client_id = "atelier-id"
client_secret = "{SECRET}"

[profiles.essai]
client_id = "essai-id"
api_url = "https://essai.example/v2"
"""


def nothing(_client_id):
    """Hold no secret."""


def load(home, environ=None, **options):
    """Load with an environment of our own and an empty keyring."""
    return Settings.load(environ=environ or {}, **{"home": home, "secret_of": nothing, **options})


@pytest.fixture
def configured(tmp_path):
    """Return a home with two profiles."""
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def test_the_defaults_are_sellsys_own(tmp_path):
    """Without anything set, the addresses are Sellsy's and the files lie in home."""
    settings = load(tmp_path, credentials=False)
    assert settings.api_url == "https://api.sellsy.com/v2"
    assert settings.login_url == "https://login.sellsy.com"
    assert settings.v1_url == "https://apifeed.sellsy.com/0"
    assert settings.journal_url == tmp_path / "journal.sqlite"
    assert settings.sandbox_db == tmp_path / "sandbox.sqlite"
    assert settings.token_folder == tmp_path / "tokens"


def test_the_environment_is_read(tmp_path):
    """Every variable has its setting; spaces around and empty ones do not count."""
    environ = {
        "SELLSY_API_URL": " https://a.example/v2/ ",
        "SELLSY_LOGIN_URL": "http://127.0.0.1:8787",
        "SELLSY_V1_URL": "http://localhost:8787/0/",
        "SELLSY_CLIENT_ID": "id",
        "SELLSY_CLIENT_SECRET": SECRET,
        "SELLSY_ETL_HOME": str(tmp_path),
        "SELLSY_ETL_JOURNAL": "postgresql://user@host/base",
        "SELLSY_PROFILE": "",
    }
    settings = load(None, environ)
    assert (settings.api_url, settings.login_url) == ("https://a.example/v2", "http://127.0.0.1:8787")
    assert settings.v1_url == "http://localhost:8787/0"
    assert (settings.client_id, settings.client_secret.get_secret_value()) == ("id", SECRET)
    assert settings.home == tmp_path
    assert settings.journal_url == "postgresql://user@host/base"


def test_home_has_a_default(monkeypatch, tmp_path):
    """Without SELLSY_ETL_HOME the user's data folder is taken."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load(None, credentials=False).home.name == "sellsy-etl"


def test_a_flag_wins_over_the_environment(configured, tmp_path):
    """`home` and `profile` given by flags are stronger than their variables."""
    environ = {"SELLSY_ETL_HOME": str(tmp_path / "elsewhere"), "SELLSY_PROFILE": "essai"}
    settings = load(configured, environ, profile="atelier")
    assert (settings.profile, settings.client_id) == ("atelier", "atelier-id")


def test_a_profile_named_by_a_flag_wins_over_credentials_of_the_environment(configured):
    """Nobody who types --profile may land in another account because of a forgotten variable."""
    environ = {"SELLSY_CLIENT_ID": "other", "SELLSY_CLIENT_SECRET": "other-secret"}
    settings = load(configured, environ, profile="atelier")
    assert (settings.client_id, settings.client_secret.get_secret_value()) == ("atelier-id", SECRET)


def test_a_client_id_never_takes_the_secret_of_another(configured):
    """The environment's secret is not lent to the profile's client id, nor the other way round."""
    environ = {"SELLSY_CLIENT_ID": "other", "SELLSY_CLIENT_SECRET": "other-secret"}
    with pytest.raises(ConfigError) as caught:
        load(configured, environ, profile="essai")
    assert caught.value.code == "secret-missing"
    with pytest.raises(ConfigError) as caught:
        load(configured, {"SELLSY_PROFILE": "atelier", "SELLSY_CLIENT_ID": "other"})
    assert caught.value.code == "secret-missing"


def test_the_environment_wins_over_the_profile(configured):
    """A profile chosen by variable or by default gives way to single variables."""
    settings = load(configured, {"SELLSY_PROFILE": "atelier", "SELLSY_API_URL": "https://b.example"})
    assert (settings.client_id, settings.api_url) == ("atelier-id", "https://b.example")


def test_the_default_profile_is_for_those_who_say_nothing(configured):
    """Credentials in the environment need no profile."""
    assert load(configured).profile == "atelier"
    environ = {"SELLSY_CLIENT_ID": "id", "SELLSY_CLIENT_SECRET": "s"}
    assert load(configured, environ).profile is None


def test_the_secret_comes_from_the_keyring(configured):
    """A profile without secret finds it under its client id."""
    secrets = {"essai-id": SECRET}
    settings = load(configured, profile="essai", secret_of=secrets.get)
    assert settings.client_secret.get_secret_value() == SECRET
    assert settings.api_url == "https://essai.example/v2"


def test_the_keyring_is_left_alone_when_nothing_needs_it(configured):
    """No password prompt for a command that reaches no account, nor where the secret is known."""
    asked = []
    load(configured, profile="essai", credentials=False, secret_of=asked.append)
    load(configured, profile="atelier", secret_of=asked.append)
    assert asked == []


class Held(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1
    stored: dict = {}  # noqa: RUF012 - a test's own

    def get_password(self, service, username):
        """Return what is held."""
        return self.stored.get((service, username))

    def set_password(self, service, username, password):
        """Hold a password."""
        self.stored[service, username] = password

    def delete_password(self, service, username):
        """Forget a password."""
        del self.stored[service, username]


class Broken(Held):
    """A keyring that fails."""

    def get_password(self, service, username):
        """Fail as a locked or missing keyring does."""
        raise keyring.errors.KeyringLocked


@pytest.fixture
def backend():
    """Give the keyring of the process back after the test."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_a_real_keyring_is_asked(backend):
    """The secret lies under the service's name and the client id, as `keyring set` writes it."""
    backend(Held())
    keyring.set_password(SERVICE, "some-id", SECRET)
    assert system_keyring.read("some-id") == SECRET
    assert system_keyring.read("other-id") is None


def test_a_broken_keyring_holds_nothing(backend):
    """A keyring that cannot be used is no reason to stop."""
    backend(Broken())
    assert system_keyring.read("some-id") is None


def test_missing_credentials_say_what_to_do(tmp_path):
    """The hint names the variables, the file, and the way without an account."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    for lang in ("fr", "en"):
        hint = caught.value.hint(lang)
        assert "SELLSY_CLIENT_ID" in hint
        assert str(tmp_path / "config.toml") in hint
        assert "--sandbox" in hint
        assert "sellsy-etl login" in hint
    assert caught.value.exit_code == 2


def test_a_missing_secret_gives_the_command(tmp_path):
    """The hint can be typed as it stands."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, {"SELLSY_CLIENT_ID": "my-id"})
    assert "sellsy-etl login" in caught.value.hint("fr")


def test_an_unknown_profile_lists_the_known_ones(configured):
    """The names that exist are said."""
    with pytest.raises(ConfigError) as caught:
        load(configured, profile="atelir")
    assert "atelier, essai" in caught.value.hint("en")
    with pytest.raises(ConfigError):
        load(configured, {"SELLSY_PROFILE": "atelir"})


def test_a_profile_without_any_file(tmp_path):
    """There is nothing to list, and the file to write is named."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, profile="atelier")
    assert str(tmp_path / "config.toml") in caught.value.hint("fr")


def test_a_malformed_file_is_named_with_its_line(tmp_path):
    """The line is told; what stands on it is not, since it may be the secret."""
    path = tmp_path / "config.toml"
    path.write_text(f'[profiles.a]\nclient_id = "x"\nclient_secret = {SECRET}\n')
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert str(path) in caught.value.message("fr")
    assert "ligne 3" in caught.value.message("fr")
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value.params)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read(tmp_path, content):
    """Bytes that are no UTF-8, or a folder in the file's place."""
    path = tmp_path / "config.toml"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert caught.value.code == "config-unreadable"


def test_a_file_saved_by_notepad(tmp_path):
    """A byte order mark is no part of the first word."""
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8-sig")
    assert load(tmp_path).client_id == "atelier-id"


def test_an_unknown_key_lists_the_accepted_ones(tmp_path):
    """A slip of the pen in a profile is told, not ignored."""
    (tmp_path / "config.toml").write_text('[profiles.a]\nclientid = "x"\n')
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, profile="a")
    assert "clientid" in caught.value.message("fr")
    assert "client_id" in caught.value.hint("fr")


@pytest.mark.parametrize(
    "content",
    [
        "profiles = 3",
        "default_profile = 3",
        "[profiles]\na = 3",
        "[profiles.a]\nclient_id = 3",
        "[[profiles]]\na = 1",
    ],
)
def test_a_file_of_another_shape(tmp_path, content):
    """Whatever stands in the file, the error is a ConfigError."""
    (tmp_path / "config.toml").write_text(content)
    with pytest.raises(ConfigError):
        load(tmp_path, profile=None if "default" in content else "a")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.sellsy.com/v2",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "https://user:pass@api.sellsy.com/v2",
        "ftp://127.0.0.1",
        "api.sellsy.com",
        "https://",
        "https://[",
    ],
)
@pytest.mark.parametrize("name", ["SELLSY_API_URL", "SELLSY_LOGIN_URL", "SELLSY_V1_URL"])
def test_the_secret_travels_by_https_only(tmp_path, name, url):
    """Anything but https is refused, except on this computer."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, {name: url}, credentials=False)
    assert caught.value.code == "url-unsafe"
    assert "pass" not in caught.value.message("fr")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8787", "http://localhost:1/v2", "http://[::1]:8787"])
def test_this_computer_may_do_without(tmp_path, url):
    """The local Sellsy speaks plain HTTP."""
    assert load(tmp_path, {"SELLSY_API_URL": url}, credentials=False).api_url == url


def test_the_sandbox_needs_nobodys_credentials(configured):
    """Turned to a local Sellsy, nothing of the account is used and its tokens are not kept."""
    settings = load(configured).for_sandbox(
        "http://127.0.0.1:1/v2", "http://127.0.0.1:1", "http://127.0.0.1:1/0/"
    )
    assert settings.client_id == "sandbox"
    assert settings.client_secret.get_secret_value() != SECRET
    assert settings.api_url == "http://127.0.0.1:1/v2"
    assert settings.token_folder is None
    assert settings.home == configured


def test_the_secret_is_never_shown(configured):
    """Neither repr, str nor a dump of the model shows it."""
    settings = load(configured)
    for text in (repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()):
        assert SECRET not in text


def test_settings_do_not_change(configured):
    """They are frozen."""
    settings = load(configured)
    with pytest.raises(ValidationError):
        settings.client_id = "other"


def test_a_client_id_of_the_environment_does_not_log_in_as_the_profile_does(tmp_path):
    """A profile granted in a browser lends its way to log in to nobody: the environment's access has its secret."""
    text = '[profiles.web]\nclient_id = "theirs"\ngrant = "refresh_token"\n'
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    environ = {"SELLSY_PROFILE": "web", "SELLSY_CLIENT_ID": "mine", "SELLSY_CLIENT_SECRET": "my-secret"}
    settings = load(tmp_path, environ)
    assert (settings.client_id, settings.grant) == ("mine", "client_credentials")
    kept = load(tmp_path, {"SELLSY_PROFILE": "web"}, secret_of={"refresh:theirs": "token"}.get)
    assert (kept.grant, kept.refresh_token.get_secret_value()) == ("refresh_token", "token")
