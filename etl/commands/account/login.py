"""Logging in and out, and choosing a profile. Secrets go to the vault, never to a log."""

import os
import time
from collections.abc import Callable

import httpx
from pydantic import SecretStr

from etl.commands.account.profiles import list_profiles, unknown_profile
from etl.commands.session import Session
from etl.config.config_file import home_of, profiles_of
from etl.config.profile_writing import choose, remember
from etl.config.settings import Settings
from etl.config.vault import REFRESH, Place, Vault
from etl.core.errors import ApiError
from etl.core.results import JsonValue
from etl.messages import Lang, text
from etl.sellsy import rpc
from etl.sellsy.authorize import Asked, Callback, exchange
from etl.sellsy.tokens import token_file
from etl.sellsy.wire import transport_for, trusted

__all__ = ["login_browser", "login_secret", "logout", "use_profile"]

PORT = 8789
"""Port of the callback unless another is named: the access must list its address as a redirect address."""

WAIT_S = 300

_LONGEST_NAME = 100


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
    names = _verify(tried)
    place = Vault(local.home).keep(client_id, secret, in_file=in_file)
    remember(local.home, profile, client_id=client_id, grant="client_credentials", names=names)
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
    remember(local.home, profile, client_id=client_id, grant="refresh_token")
    _forget_token(local, client_id)
    names = _verify(Settings.load(environ=_addresses(), profile=profile, home=local.home))
    remember(local.home, profile, client_id=client_id, grant="refresh_token", names=names)
    return place


def logout(profile: str | None = None, *, settings: Settings | None = None) -> bool:
    """Forget the secret and the tokens of a profile (None: the active one); return whether there were any.

    The profile itself stays, without its secret.

    Raises:
        ConfigError: there is no such profile.
    """
    local = settings or _local()
    profiles = {entry.name: entry for entry in list_profiles(local.home)}
    name = profile or next((entry.name for entry in profiles.values() if entry.active), None)
    if name is None or name not in profiles:
        raise unknown_profile(name, profiles, local.home)
    chosen = profiles[name]
    vault = Vault(local.home)
    forgotten = [vault.forget(chosen.client_id), vault.forget(f"{REFRESH}{chosen.client_id}")]
    return _forget_token(local, chosen.client_id) or any(forgotten)


def use_profile(name: str) -> None:
    """Make a profile the default.

    Raises:
        ConfigError: there is no such profile, or the config file cannot be written.
    """
    home = home_of(os.environ)
    profiles, _ = profiles_of(home, os.environ)
    if name not in profiles:
        raise unknown_profile(name, profiles, home)
    choose(home, name)


def _local() -> Settings:
    """Return the addresses and the home in force, whatever the profile."""
    return Settings.load(environ=_addresses(), credentials=False)


def _addresses() -> dict[str, str]:
    """Return the environment without credentials, which would hide the profile in question."""
    hidden = ("SELLSY_PROFILE", "SELLSY_CLIENT_ID", "SELLSY_CLIENT_SECRET")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def _verify(settings: Settings) -> dict[str, str]:
    """Ask Sellsy for a token and read something with it; return the names of the account's company and person.

    They are told by API v1: an access without it has none.

    Raises:
        ApiError: Sellsy refuses, or cannot be reached.
    """
    with Session.open(settings=settings) as session:
        session.sellsy.get("/staffs", query={"limit": 1})
        try:
            infos = rpc(session.sellsy, "Infos.getInfos")
        except ApiError:
            return {}
    user = infos.get("userdatas") if isinstance(infos, dict) else None
    known = user if isinstance(user, dict) else {}
    names = {"company": _plain(known.get("corpName")), "person": _plain(known.get("fullName"))}
    return {name: value for name, value in names.items() if value}


def _plain(value: JsonValue) -> str:
    """Return a name without control characters, of at most 100 characters; "" for anything else."""
    shown = "".join(char if char.isprintable() else " " for char in value) if isinstance(value, str) else ""
    return " ".join(shown.split())[:_LONGEST_NAME]


def _forget_token(settings: Settings, client_id: str) -> bool:
    folder = settings.token_folder or settings.home / "tokens"
    path = token_file(folder, login_url=settings.login_url, client_id=client_id)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
