"""Write profiles to the config file; its comments and its order stay."""

from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from etl.config.config_file import config_of
from etl.core.errors import ConfigError


def choose(home: Path, profile: str) -> None:
    """Make a profile the default.

    Raises:
        ConfigError: the config file cannot be read or written.
    """
    document = _document(home)
    document["default_profile"] = profile
    _write(home, document)


def remember(
    home: Path, profile: str, *, client_id: str, grant: str, names: Mapping[str, str] | None = None
) -> None:
    """Write a profile and keep the rest of the file, comments included. The first profile is the default.

    `names` are those of the account's company and of the person who has the access, where they are known.

    Raises:
        ConfigError: the config file cannot be read or written.
    """
    document = _document(home)
    profiles = document.setdefault("profiles", tomlkit.table(is_super_table=True))
    values = profiles.setdefault(profile, tomlkit.table())
    values["client_id"] = client_id
    values["grant"] = grant
    values.pop("client_secret", None)
    for name in ("company", "person"):
        values.pop(name, None)
    values.update(names or {})
    document.setdefault("default_profile", profile)
    if next(iter(document)) != "default_profile":
        document = _default_first(document)
    _write(home, document)


def _document(home: Path) -> tomlkit.TOMLDocument:
    path = config_of(home)
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError("config-unreadable", path=path, said=type(error).__name__) from None


def _default_first(document: tomlkit.TOMLDocument) -> tomlkit.TOMLDocument:
    """Return the document with its default before the tables: after a table it would belong to that."""
    name = str(document.pop("default_profile"))
    head = tomlkit.document()
    head["default_profile"] = name
    return tomlkit.parse(tomlkit.dumps(head) + tomlkit.dumps(document))


def _write(home: Path, document: tomlkit.TOMLDocument) -> None:
    path = config_of(home)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_text(tomlkit.dumps(document), encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError("home-unwritable", path=home, said=reason) from error
