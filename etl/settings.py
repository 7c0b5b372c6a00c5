"""Settings and secrets: flags over environment over keyring and config file over defaults.

Nothing here is global: the environment is a parameter, and a secret shows as stars wherever it is printed.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

import keyring
from keyring.errors import KeyringError
from platformdirs import user_data_path
from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, ValidationError

from etl.errors import ConfigError

SERVICE = "sellsy-etl"
"""Name under which secrets are kept in the system's keyring."""

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _safe_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return url.rstrip("/")
    if parts.scheme == "http" and parts.hostname in _LOOPBACK:
        return url.rstrip("/")
    raise ValueError("must be an https:// address (http:// only for 127.0.0.1)")


Url = Annotated[str, AfterValidator(_safe_url)]


class Settings(BaseModel):
    """What a run needs to reach an account and keep its journal; see `Settings.load`."""

    model_config = ConfigDict(frozen=True)

    home: Path
    profile: str | None = None
    api_url: Url = "https://api.sellsy.com/v2"
    login_url: Url = "https://login.sellsy.com"
    v1_url: Url = "https://apifeed.sellsy.com/0"
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    journal: str | None = None

    @classmethod
    def load(
        cls,
        *,
        environ: Mapping[str, str],
        profile: str | None = None,
        credentials: bool = True,
        default_home: Path | None = None,
    ) -> Self:
        """Read the settings in force.

        `credentials` says whether client id and secret are needed. `default_home` replaces the user's data
        folder where SELLSY_ETL_HOME does not.

        Raises:
            ConfigError: an unknown profile, a config file that cannot be read, a value that is not one, or
                missing credentials.
        """
        home = Path(environ["SELLSY_ETL_HOME"]) if environ.get("SELLSY_ETL_HOME") else default_home
        home = home or user_data_path("sellsy-etl", appauthor=False)
        document = _config_file(home / "config.toml")
        name = profile or environ.get("SELLSY_PROFILE") or document.get("default_profile")
        values = _profile(document, name, home) | _from_environment(environ, over=profile is None)
        if name and values.get("client_id") and not values.get("client_secret"):
            values["client_secret"] = _from_keyring(f"{name}:{values['client_id']}")
        settings = _checked(cls, {**values, "home": home, "profile": name})
        if credentials and not (settings.client_id and settings.client_secret.get_secret_value()):
            raise ConfigError("credentials-missing", profile=name or "-", config=home / "config.toml")
        return settings

    def for_sandbox(self, api_url: str, login_url: str, v1_url: str) -> Self:
        """Return these settings turned to a local Sellsy; its credentials are nobody's."""
        return self.model_copy(
            update={
                "api_url": api_url,
                "login_url": login_url,
                "v1_url": v1_url,
                "client_id": "sandbox",
                "client_secret": SecretStr("sandbox"),
            }
        )

    @property
    def journal_url(self) -> str | Path:
        """Where the journal is: SELLSY_ETL_JOURNAL, else a SQLite file in `home`."""
        return self.journal or self.home / "journal.sqlite"

    @property
    def sandbox_db(self) -> Path:
        """The embedded sandbox's file."""
        return self.home / "sandbox.sqlite"

    @property
    def token_folder(self) -> Path:
        """Where access tokens are cached, readable by their owner alone."""
        return self.home / "tokens"


_ENVIRONMENT = {
    "SELLSY_API_URL": "api_url",
    "SELLSY_LOGIN_URL": "login_url",
    "SELLSY_V1_URL": "v1_url",
    "SELLSY_CLIENT_ID": "client_id",
    "SELLSY_CLIENT_SECRET": "client_secret",
    "SELLSY_ETL_JOURNAL": "journal",
}


def _from_environment(environ: Mapping[str, str], *, over: bool) -> dict[str, Any]:
    """Return what the environment says; a profile named by a flag keeps its own address and credentials."""
    wanted = _ENVIRONMENT if over else {"SELLSY_ETL_JOURNAL": "journal"}
    return {name: environ[variable] for variable, name in wanted.items() if environ.get(variable)}


def _config_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("config-unreadable", path=path, said=str(error)) from error


def _profile(document: Mapping[str, Any], name: str | None, home: Path) -> dict[str, Any]:
    profiles = document.get("profiles", {})
    if name is None:
        return {}
    if not isinstance(profiles, dict) or not isinstance(profiles.get(name), dict):
        known = sorted(profiles) if isinstance(profiles, dict) else []
        raise ConfigError("profile-unknown", profile=name, accepted=known or ["-"], config=home / "config.toml")
    fields = set(_ENVIRONMENT.values())
    unknown = sorted(set(profiles[name]) - fields)
    if unknown:
        raise ConfigError("profile-keys", profile=name, unknown=unknown, accepted=sorted(fields))
    return dict(profiles[name])


def _from_keyring(user: str) -> str:
    try:
        return keyring.get_password(SERVICE, user) or ""
    except (KeyringError, RuntimeError):
        return ""


def _checked(cls: type[Settings], values: Mapping[str, Any]) -> Any:
    try:
        return cls(**values)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        name = str(wrong["loc"][0]) if wrong["loc"] else "-"
        raise ConfigError("setting-wrong", name=name, said=wrong["msg"]) from None
