"""Settings and secrets: flags over environment over keyring and config file over defaults.

Nothing here is global: the environment is a parameter, and a secret is printed as stars.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, ValidationError

from etl.config.config_file import config_of, home_of, journal_in, stated
from etl.config.vault import REFRESH, Vault
from etl.core.errors import ConfigError

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
    company: str | None = None
    person: str | None = None
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
        home = home or home_of(environ)
        name, values = stated(environ, profile=profile, home=home)
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
        config = config_of(self.home)
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
        return self.journal or journal_in(self.home)

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


def _add_secret(values: dict[str, Any], secret_of: SecretOf) -> None:
    """Look up the secret of a client id, or the refresh token of an access granted in a browser."""
    client_id = str(values["client_id"])
    if values.get("grant") == "refresh_token":
        values["refresh_token"] = secret_of(f"{REFRESH}{client_id}") or ""
    else:
        values["client_secret"] = secret_of(client_id) or ""


def _checked(cls: type[Settings], values: Mapping[str, Any]) -> Any:
    try:
        return cls(**values)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = str(wrong["loc"][0]) if wrong["loc"] else "-"
        code = "url-unsafe" if name.endswith("_url") else "setting-wrong"
        raise ConfigError(code, name=name, said=wrong["msg"]) from None
