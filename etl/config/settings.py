"""Settings and secrets: flags over environment over keyring and config file over defaults.

Nothing here is global: the environment is a parameter, and a secret is printed as stars.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, ValidationError

from etl.config.vault import REFRESH, SERVICE, Vault
from etl.core.errors import ConfigError
from etl.core.user_paths import expanded

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}

SecretOf = Callable[[str], str | None]
"""Returns the secret of a client id, None when it has none."""


def _safe_url(url: str) -> str:
    parts = urlsplit(url)
    plain_is_safe = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if (parts.scheme == "https" or plain_is_safe) and parts.hostname and "@" not in parts.netloc:
        return url.rstrip("/")
    raise ValueError("https://")


Url = Annotated[str, AfterValidator(_safe_url)]


class Settings(BaseModel):
    """The settings to reach an account and to open its journal; see `Settings.load`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    home: Path
    profile: str | None = None
    api_url: Url = "https://api.sellsy.com/v2"
    login_url: Url = "https://login.sellsy.com"
    v1_url: Url = "https://apifeed.sellsy.com/0"
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    grant: Literal["client_credentials", "refresh_token"] = "client_credentials"
    refresh_token: SecretStr = SecretStr("")
    journal: str | None = None
    keeps_tokens: bool = True
    local: bool = False

    @classmethod
    def load(
        cls,
        *,
        environ: Mapping[str, str],
        profile: str | None = None,
        home: Path | None = None,
        credentials: bool = True,
        secret_of: SecretOf | None = None,
    ) -> Self:
        """Read the settings in force.

        A profile named by `profile` (a flag) wins over the environment; one named by SELLSY_PROFILE or by
        `default_profile` of the config file yields to it. `home` wins over SELLSY_ETL_HOME. `credentials`
        says whether client id and secret are needed; without, the keyring is left alone. `secret_of` looks
        a secret up; None is the vault of the home.

        Raises:
            ConfigError: an unknown profile, an unreadable config file, an invalid value, or
                missing credentials.
        """
        home = home or _path(environ.get("SELLSY_ETL_HOME")) or user_data_path(SERVICE, appauthor=False)
        config = home / "config.toml"
        document = _config_file(config)
        name = profile or environ.get("SELLSY_PROFILE") or _default_profile(document, environ, config=config)
        kept = _profile(document, name, config=config)
        given = _from_environment(environ)
        values = _merged(given, kept) if profile else _merged(kept, given)
        if credentials and values.get("client_id") and not values.get("client_secret"):
            _add_secret(values, secret_of or Vault(home).get)
        settings: Self = _checked(cls, {**values, "home": home, "profile": name})
        if credentials:
            settings.need_credentials()
        return settings

    def need_credentials(self) -> None:
        """Check that the account can be reached.

        Raises:
            ConfigError: client id or secret is missing; the hint has the command to type.
        """
        config = self.home / "config.toml"
        if not self.client_id:
            raise ConfigError("credentials-missing", profile=self.profile or [], config=config)
        secret = self.refresh_token if self.grant == "refresh_token" else self.client_secret
        if not secret.get_secret_value():
            raise ConfigError(
                "secret-missing", client=self.client_id, profile=self.profile or [], config=config
            )

    def for_sandbox(self, api_url: str, login_url: str, v1_url: str) -> Self:
        """Return these settings for a local Sellsy: without credentials, tokens kept in memory."""
        return self.model_copy(
            update={
                "api_url": api_url,
                "login_url": login_url,
                "v1_url": v1_url,
                "client_id": "sandbox",
                "client_secret": SecretStr("sandbox"),
                "grant": "client_credentials",
                "keeps_tokens": False,
                "local": True,
            }
        )

    @property
    def journal_url(self) -> str | Path:
        """Where the journal is: SELLSY_ETL_JOURNAL (a path or an URL), else a SQLite file in `home`."""
        return self.journal or self.home / "journal.sqlite"

    @property
    def account(self) -> str:
        """The account's own name in the journal: its address and its client id.

        A local Sellsy has another port each time: its file is the account.
        """
        return str(self.sandbox_db) if self.local else f"{self.api_url} {self.client_id}"

    @property
    def sandbox_db(self) -> Path:
        """The embedded sandbox's file."""
        return self.home / "sandbox.sqlite"

    @property
    def token_folder(self) -> Path | None:
        """Where access tokens are cached, readable by their owner alone; None keeps them in memory."""
        return self.home / "tokens" if self.keeps_tokens else None


_ENVIRONMENT = {
    "SELLSY_API_URL": "api_url",
    "SELLSY_LOGIN_URL": "login_url",
    "SELLSY_V1_URL": "v1_url",
    "SELLSY_CLIENT_ID": "client_id",
    "SELLSY_CLIENT_SECRET": "client_secret",
    "SELLSY_ETL_JOURNAL": "journal",
}

_KEPT = frozenset({"grant"})
"""Keys of a profile beside those of the environment."""

_LONGEST_LINE = 4_000
"""Characters of a line: endless nesting and endless numbers would be on one."""

_LINE = re.compile(r"line (\d+)")


def profiles_of(home: Path, environ: Mapping[str, str]) -> tuple[dict[str, dict[str, Any]], str | None]:
    """Return the profiles of the config file by name, and the one in force when none is named.

    Raises:
        ConfigError: the config file cannot be read.
    """
    config = home / "config.toml"
    document = _config_file(config)
    active = environ.get("SELLSY_PROFILE") or _default_profile(document, environ, config=config)
    return {
        name: profile for name, profile in _profiles(document).items() if isinstance(profile, dict)
    }, active


def _add_secret(values: dict[str, Any], secret_of: SecretOf) -> None:
    """Look up the secret of a client id, or the refresh token of an access granted in a browser."""
    client_id = str(values["client_id"])
    if values.get("grant") == "refresh_token":
        values["refresh_token"] = secret_of(f"{REFRESH}{client_id}") or ""
    else:
        values["client_secret"] = secret_of(client_id) or ""


def _path(text: str | None) -> Path | None:
    return expanded(text) if text else None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of the environment; an empty variable is unset."""
    values = {name: environ.get(variable, "").strip() for variable, name in _ENVIRONMENT.items()}
    return {name: value for name, value in values.items() if value}


def _merged(weaker: Mapping[str, Any], stronger: Mapping[str, Any]) -> dict[str, Any]:
    """Return both merged; a client id never takes the secret, or the grant, of another one."""
    values = {**weaker, **stronger}
    if weaker.get("client_id") != values.get("client_id"):
        for name in {"client_secret", "grant"} - stronger.keys():
            values.pop(name, None)
    return values


def _config_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        for number, line_said in enumerate(text.splitlines(), start=1):
            if len(line_said) > _LONGEST_LINE:
                raise ConfigError("config-malformed", path=path, line=number)
        return tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        # A TOML error may quote the line, which may hold a secret: only its place is reported.
        raise ConfigError("config-malformed", path=path, line=line[1] if line else "?") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError("config-unreadable", path=path, said=type(error).__name__) from error


def _profiles(document: Mapping[str, Any]) -> dict[str, Any]:
    profiles = document.get("profiles")
    return profiles if isinstance(profiles, dict) else {}


def _default_profile(document: Mapping[str, Any], environ: Mapping[str, str], *, config: Path) -> str | None:
    """Return the default profile: the file's choice, unless the environment has credentials."""
    if environ.get("SELLSY_CLIENT_ID"):
        return None
    name = document.get("default_profile")
    if name is not None and not isinstance(name, str):
        raise ConfigError(
            "setting-wrong", name="default_profile", said=str(type(name).__name__), config=config
        )
    return name


def _profile(document: Mapping[str, Any], name: str | None, *, config: Path) -> dict[str, Any]:
    if name is None:
        return {}
    profiles = _profiles(document)
    if not isinstance(profiles.get(name), dict):
        raise ConfigError("profile-unknown", profile=name, accepted=sorted(profiles), config=config)
    accepted = set(_ENVIRONMENT.values()) | _KEPT
    unknown = sorted(set(profiles[name]) - accepted)
    if unknown:
        raise ConfigError("profile-keys", profile=name, unknown=unknown, accepted=sorted(accepted))
    return dict(profiles[name])


def _checked(cls: type[Settings], values: Mapping[str, Any]) -> Any:
    try:
        return cls(**values)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = str(wrong["loc"][0]) if wrong["loc"] else "-"
        code = "url-unsafe" if name.endswith("_url") else "setting-wrong"
        raise ConfigError(code, name=name, said=wrong["msg"]) from None
