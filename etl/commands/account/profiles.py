"""Logging in and out, and the profiles of this computer. Secrets go to the vault, never to a log."""

import os
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
import tomlkit
from pydantic import SecretStr
from tomlkit.exceptions import TOMLKitError

from etl.commands.session import Session
from etl.config.settings import Settings, profiles_of
from etl.config.vault import REFRESH, Place, Vault
from etl.core.errors import ConfigError
from etl.messages import Lang, text
from etl.sellsy.authorize import Asked, Callback, exchange
from etl.sellsy.tokens import token_file
from etl.sellsy.wire import transport_for, trusted

__all__ = ["Profile", "list_profiles", "login_browser", "login_secret", "logout", "use_profile"]

PORT = 8789
"""Port of the callback unless another is named: the access must list its address as a redirect address."""

WAIT_S = 300
Grant = Literal["client_credentials", "refresh_token"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile of this computer; `secret` is where its secret is: keyring, file, config or nowhere (None)."""

    name: str
    client_id: str
    grant: Grant
    secret: str | None
    active: bool


def login_secret(
    client_id: str, secret: str, *, profile: str, in_file: bool = False, settings: Settings | None = None
) -> Place:
    """Verify an access by client id and secret, then store it as a profile; return where the secret is.

    Raises:
        ConfigError: no keyring works and no file was asked for; nothing is stored.
        ApiError: Sellsy refuses the access, or cannot be reached; nothing is stored.
    """
    local = settings or _local()
    tried = local.model_copy(
        update={
            "client_id": client_id,
            "client_secret": SecretStr(secret),
            "keeps_tokens": False,
            "grant": "client_credentials",
        }
    )
    _verify(tried)
    place = Vault(local.home).keep(client_id, secret, in_file=in_file)
    _remember(local.home, profile, client_id=client_id, grant="client_credentials")
    _forget_token(local, client_id)
    return place


def login_browser(
    client_id: str,
    *,
    profile: str,
    on_url: Callable[[str], None],
    port: int = PORT,
    wait_s: float = WAIT_S,
    in_file: bool = False,
    lang: Lang = "en",
    settings: Settings | None = None,
) -> Place:
    """Obtain an access in a browser (PKCE), then store it as a profile; return where its token is.

    `on_url` receives the address to open once the callback listens.

    Raises:
        ConfigError: the port is taken, the login timed out, the access was refused, or nothing can store it.
        ApiError: Sellsy refuses the code, or cannot be reached.
    """
    local = settings or _local()
    asked = Asked()
    callback = Callback(asked, port=port, page=text("login-page", lang=lang))
    on_url(asked.url(local.login_url, client_id=client_id, redirect_uri=callback.redirect_uri))
    code = callback.wait(seconds=wait_s, clock=time.monotonic)
    transport = transport_for(local.login_url, trusted([local.login_url]))
    with httpx.Client(transport=transport, timeout=30, headers={"Accept": "application/json"}) as client:
        granted = exchange(
            client,
            local.login_url,
            client_id=client_id,
            code=code,
            verifier=asked.verifier,
            redirect_uri=callback.redirect_uri,
        )
    place = Vault(local.home).keep(f"{REFRESH}{client_id}", granted.refresh_token, in_file=in_file)
    _remember(local.home, profile, client_id=client_id, grant="refresh_token")
    _forget_token(local, client_id)
    _verify(Settings.load(environ=_addresses(), profile=profile, home=local.home))
    return place


def logout(profile: str | None = None, *, settings: Settings | None = None) -> bool:
    """Forget the secret and the tokens of a profile (None: the active one); return whether there were any.

    The profile itself stays, without its secret.

    Raises:
        ConfigError: there is no such profile.
    """
    local = settings or _local()
    profiles = {entry.name: entry for entry in list_profiles(settings=local)}
    name = profile or next((entry.name for entry in profiles.values() if entry.active), None)
    if name is None or name not in profiles:
        raise _unknown(name, profiles, local.home)
    chosen = profiles[name]
    vault = Vault(local.home)
    forgotten = [vault.forget(chosen.client_id), vault.forget(f"{REFRESH}{chosen.client_id}")]
    return _forget_token(local, chosen.client_id) or any(forgotten)


def list_profiles(*, settings: Settings | None = None) -> list[Profile]:
    """Return the profiles of the config file, the active one marked.

    Raises:
        ConfigError: the config file cannot be read.
    """
    local = settings or _local()
    vault = Vault(local.home)
    profiles, active = profiles_of(local.home, os.environ)
    listed = []
    for name, values in sorted(profiles.items()):
        client_id = str(values.get("client_id") or "")
        grant: Grant = "refresh_token" if values.get("grant") == "refresh_token" else "client_credentials"
        kept = vault.place(f"{REFRESH}{client_id}" if grant == "refresh_token" else client_id)
        listed.append(
            Profile(name, client_id, grant, "config" if values.get("client_secret") else kept, name == active)
        )
    return listed


def use_profile(name: str, *, settings: Settings | None = None) -> None:
    """Make a profile the default.

    Raises:
        ConfigError: there is no such profile, or the config file cannot be written.
    """
    local = settings or _local()
    profiles, _ = profiles_of(local.home, os.environ)
    if name not in profiles:
        raise _unknown(name, profiles, local.home)
    document = _document(local.home)
    document["default_profile"] = name
    _write(local.home, document)


def _unknown(name: str | None, known: Collection[str], home: Path) -> ConfigError:
    accepted, config = sorted(known), _config(home)
    if name is None:
        return ConfigError("profile-none", accepted=accepted, config=config)
    return ConfigError("profile-unknown", profile=name, accepted=accepted, config=config)


def _local() -> Settings:
    """Return the addresses and the home in force, whatever the profile."""
    return Settings.load(environ=_addresses(), credentials=False)


def _addresses() -> dict[str, str]:
    """Return the environment without credentials, which would hide the profile in question."""
    hidden = ("SELLSY_PROFILE", "SELLSY_CLIENT_ID", "SELLSY_CLIENT_SECRET")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def _verify(settings: Settings) -> None:
    """Ask Sellsy for a token and read something with it.

    Raises:
        ApiError: Sellsy refuses, or cannot be reached.
    """
    with Session.open(settings=settings) as session:
        session.sellsy.get("/staffs", query={"limit": 1})


def _config(home: Path) -> Path:
    return home / "config.toml"


def _document(home: Path) -> tomlkit.TOMLDocument:
    path = _config(home)
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError("config-unreadable", path=path, said=type(error).__name__) from None


def _remember(home: Path, profile: str, *, client_id: str, grant: Grant) -> None:
    """Write a profile and keep the rest of the file, comments included. The first profile is the default."""
    document = _document(home)
    profiles = document.setdefault("profiles", tomlkit.table(is_super_table=True))
    values = profiles.setdefault(profile, tomlkit.table())
    values["client_id"] = client_id
    values["grant"] = grant
    values.pop("client_secret", None)
    document.setdefault("default_profile", profile)
    if next(iter(document)) != "default_profile":
        document = _default_first(document)
    _write(home, document)


def _default_first(document: tomlkit.TOMLDocument) -> tomlkit.TOMLDocument:
    """Return the document with its default before the tables: after a table it would belong to that."""
    name = str(document.pop("default_profile"))
    head = tomlkit.document()
    head["default_profile"] = name
    return tomlkit.parse(tomlkit.dumps(head) + tomlkit.dumps(document))


def _write(home: Path, document: tomlkit.TOMLDocument) -> None:
    path = _config(home)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_text(tomlkit.dumps(document), encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError("home-unwritable", path=home, said=reason) from error


def _forget_token(settings: Settings, client_id: str) -> bool:
    folder = settings.token_folder or settings.home / "tokens"
    path = token_file(folder, login_url=settings.login_url, client_id=client_id)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
