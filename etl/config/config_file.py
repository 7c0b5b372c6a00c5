"""The config file: the profiles of this computer and the default one.

It is read without pydantic and without the keyring: listing profiles starts fast.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from etl.core.errors import ConfigError
from etl.core.user_paths import expanded

SERVICE = "sellsy-etl"
"""Name of the folder of data, and of what is kept in the system's keyring."""

ENVIRONMENT = {
    "SELLSY_API_URL": "api_url",
    "SELLSY_LOGIN_URL": "login_url",
    "SELLSY_V1_URL": "v1_url",
    "SELLSY_CLIENT_ID": "client_id",
    "SELLSY_CLIENT_SECRET": "client_secret",
    "SELLSY_ETL_JOURNAL": "journal",
}
"""Variable of the environment -> setting; profiles have these settings too."""

_KEPT = frozenset({"grant", "company", "person"})
"""Keys of a profile beside those of the environment."""

_LONGEST_LINE = 4_000
"""Characters of a line: endless nesting and endless numbers would be on one."""

_LINE = re.compile(r"line (\d+)")


def home_of(environ: Mapping[str, str]) -> Path:
    """Return the folder of settings, journal and tokens: SELLSY_ETL_HOME, else the system's place for data."""
    text = environ.get("SELLSY_ETL_HOME")
    return expanded(text) if text else user_data_path(SERVICE, appauthor=False)


def config_of(home: Path) -> Path:
    """Return the config file of a home."""
    return home / "config.toml"


def journal_in(home: Path) -> Path:
    """Return the journal of a home, where no setting names another."""
    return home / "journal.sqlite"


def journal_of(environ: Mapping[str, str], *, profile: str | None) -> str | Path:
    """Return where the journal is: SELLSY_ETL_JOURNAL or the profile's, else a SQLite file in the home.

    Raises:
        ConfigError: an unknown profile, or an unreadable config file.
    """
    home = home_of(environ)
    _, values = stated(environ, profile=profile, home=home)
    journal = values.get("journal") or journal_in(home)
    if not isinstance(journal, str | Path):
        raise ConfigError("setting-wrong", name="journal", said=type(journal).__name__)
    return journal


def stated(
    environ: Mapping[str, str], *, profile: str | None, home: Path
) -> tuple[str | None, dict[str, Any]]:
    """Return the profile in force and the settings that it and the environment state, not yet checked.

    Raises:
        ConfigError: an unknown profile, or an unreadable config file.
    """
    config = config_of(home)
    document = read_config(config)
    name = profile or environ.get("SELLSY_PROFILE") or default_profile(document, environ, config=config)
    kept = profile_of(document, name, config=config)
    given = _from_environment(environ)
    return name, _merged(given, kept) if profile else _merged(kept, given)


def profiles_of(home: Path, environ: Mapping[str, str]) -> tuple[dict[str, dict[str, Any]], str | None]:
    """Return the profiles of the config file by name, and the one in force when none is named.

    Raises:
        ConfigError: the config file cannot be read.
    """
    config = config_of(home)
    document = read_config(config)
    active = environ.get("SELLSY_PROFILE") or default_profile(document, environ, config=config)
    return {
        name: profile for name, profile in _profiles(document).items() if isinstance(profile, dict)
    }, active


def read_config(path: Path) -> dict[str, Any]:
    """Return the content of the config file; a missing one is empty.

    Raises:
        ConfigError: it cannot be read, or is no TOML.
    """
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


def default_profile(document: Mapping[str, Any], environ: Mapping[str, str], *, config: Path) -> str | None:
    """Return the default profile: the file's choice, unless the environment has credentials.

    Raises:
        ConfigError: the file's choice is no text.
    """
    if environ.get("SELLSY_CLIENT_ID"):
        return None
    name = document.get("default_profile")
    if name is not None and not isinstance(name, str):
        raise ConfigError(
            "setting-wrong", name="default_profile", said=str(type(name).__name__), config=config
        )
    return name


def profile_of(document: Mapping[str, Any], name: str | None, *, config: Path) -> dict[str, Any]:
    """Return the settings of a profile; there are none without a name.

    Raises:
        ConfigError: there is no such profile, or it has a setting that no profile has.
    """
    if name is None:
        return {}
    profiles = _profiles(document)
    if not isinstance(profiles.get(name), dict):
        raise ConfigError("profile-unknown", profile=name, accepted=sorted(profiles), config=config)
    accepted = set(ENVIRONMENT.values()) | _KEPT
    unknown = sorted(set(profiles[name]) - accepted)
    if unknown:
        raise ConfigError("profile-keys", profile=name, unknown=unknown, accepted=sorted(accepted))
    return dict(profiles[name])


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of the environment; an empty variable is unset."""
    values = {name: environ.get(variable, "").strip() for variable, name in ENVIRONMENT.items()}
    return {name: value for name, value in values.items() if value}


def _merged(weaker: Mapping[str, Any], stronger: Mapping[str, Any]) -> dict[str, Any]:
    """Return both merged; a client id never takes the secret, the grant or the names of another one."""
    values = {**weaker, **stronger}
    if weaker.get("client_id") != values.get("client_id"):
        for name in {"client_secret", *_KEPT} - stronger.keys():
            values.pop(name, None)
    return values
