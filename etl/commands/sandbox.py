"""The local Sellsy: served, emptied, set up, or run as long as a command uses it."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import httpx

from etl.commands.session import make_folder
from etl.config.settings import Settings
from etl.core.errors import ConfigError
from etl.sandbox.http.config import Quota, SandboxConfig, Wire, default_wire, parse_quota
from etl.sandbox.http.faults.rules import Faults
from etl.sandbox.http.server import reset, running, serve
from etl.sandbox.seed.setup import SETTINGS
from etl.sandbox.seed.yaml_text import read_yaml

Said = tuple[str, Mapping[str, object]]
"""The code of a text, and its parameters."""


@contextmanager
def sandbox_opens(db: Path | None) -> Iterator[None]:
    """Turn the errors of opening a sandbox's file into a ConfigError.

    Raises:
        ConfigError: SQLite cannot open or read the file.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise ConfigError("sandbox-db", path=db, said=str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """How the local Sellsy is served.

    `credentials` are the only client's, ID:SECRET, and may name API v1's only user too, ID:SECRET:TOKEN:SECRET.
    `faults` is a YAML or JSON file of rules. `wire` says whether its answers look "recorded" or as the "contract" has
    them (None: as the environment says).
    """

    port: int = 0
    db: Path | None = None
    quota: str | None = None
    latency_ms: int = 0
    seed: str | None = None
    credentials: str | None = None
    single_token: bool = False
    lenient: bool = False
    faults: Path | None = None
    wire: str | None = None

    def config(self) -> SandboxConfig:
        """Return the sandbox that is asked for.

        Raises:
            ConfigError: the quota, the credentials or the rules are not written as they should be.
        """
        client_id, secret, *user = _credentials(self.credentials) if self.credentials else ("", "")
        try:
            limits = parse_quota(self.quota) if self.quota else Quota()
        except ValueError as error:
            raise ConfigError("sandbox-quota", value=self.quota, said=str(error)) from error
        return SandboxConfig(
            db=self.db,
            latency_ms=self.latency_ms,
            seed="demo" if self.seed == "demo" else None,
            client=(client_id, secret) if self.credentials else None,
            oauth1=(client_id, secret, user[0], user[1]) if user else None,
            single_token=self.single_token,
            lenient=self.lenient,
            quota=limits,
            faults=_fault_rules(self.faults) if self.faults else (),
            wire=_wire(self.wire),
        )


def serve_sandbox(options: ServeOptions, on_ready: Callable[[str, Sequence[Said]], None]) -> None:
    """Serve the local Sellsy until it is stopped.

    `on_ready` receives the address and what is accepted: codes of texts with their parameters.

    Raises:
        ConfigError: an option is not written as it should be, or the port is taken.
    """
    config, port = options.config(), options.port
    try:
        with sandbox_opens(options.db):
            serve(config, port=port, on_ready=lambda address: on_ready(address.url, _accepted(config)))
    except OSError as error:
        raise ConfigError("sandbox-port", port=port, said=error.strerror) from error


def _wire(name: str | None) -> Wire:
    """Return the named wire, by default that of the environment.

    Raises:
        ConfigError: there is no such wire.
    """
    if name is None:
        return default_wire()
    for wire in get_args(Wire):
        if name == wire:
            chosen: Wire = wire
            return chosen
    raise ConfigError("option-unknown", value=name, accepted=list(get_args(Wire)))


def _credentials(text: str) -> list[str]:
    """Return the two or the four parts of credentials.

    Raises:
        ConfigError: they are malformed.
    """
    parts = text.split(":")
    if len(parts) not in (2, 4) or not all(parts):
        raise ConfigError("sandbox-credentials", value=parts[0])
    return parts


def _accepted(config: SandboxConfig) -> list[Said]:
    """Return what a sandbox accepts: clients, token lifetime, quota and wire."""
    clients: Said = ("sandbox-clients-any", {})
    if config.client is not None:
        clients = ("sandbox-clients-one", {"client": config.client[0]})
    if config.oauth1 is not None:
        clients = ("sandbox-clients-user", {"client": config.oauth1[0], "user": config.oauth1[2]})
    hours = round(config.expires_in / 3600)
    return [
        clients,
        ("sandbox-tokens-single" if config.single_token else "sandbox-tokens", {"hours": hours}),
        ("sandbox-limits", {"v2": _limits(config.quota), "v1": _limits(config.v1_quota)}),
        (f"sandbox-{config.wire}", {}),
        ("sandbox-lenient" if config.lenient else "sandbox-strict", {}),
    ]


def _limits(quota: Quota) -> str:
    units = {"s": quota.second, "min": quota.minute, "day": quota.day, "month": quota.month}
    return ", ".join(f"{limit}/{unit}" for unit, limit in units.items() if limit is not None)


def _fault_rules(path: Path) -> tuple[dict[str, Any], ...]:
    """Return the rules of a file, read once to be sure that they can be.

    Raises:
        ConfigError: the file is no list of rules.
    """
    try:
        rules = read_yaml(path)
        if not isinstance(rules, list):
            raise ConfigError("sandbox-faults", path=path, said="a list of rules is expected")
        Faults(rules)
    except (OSError, ValueError) as error:
        raise ConfigError("sandbox-faults", path=path, said=str(error)) from error
    return tuple(rules)


def reset_sandbox(db: Path | None) -> Path:
    """Empty a sandbox's file (None: the embedded one's) and return it.

    Raises:
        ConfigError: the file named is not a sandbox's; it is left as it is.
    """
    if db is not None and db.exists() and not _is_sandbox(db):
        raise ConfigError("sandbox-foreign", path=db)
    path = db or Settings.load(environ=os.environ, credentials=False).sandbox_db
    reset(path)
    return path


def setup_sandbox(path: Path, *, db: Path | None = None, url: str | None = None) -> dict[str, int]:
    """Create in a sandbox what Sellsy's own settings hold, and return how much of each kind.

    Args:
        path: a YAML file of staffs, pipelines with their steps, sources, event_labels, task_labels.
        db: the file of a sandbox that is not running; None is the embedded one's.
        url: a running sandbox instead, such as http://127.0.0.1:8787.

    Raises:
        ConfigError: the file does not say what it should, or the sandbox is not there.
    """
    try:
        wanted = read_yaml(path)
    except (OSError, ValueError) as error:
        raise ConfigError("sandbox-setup", path=path, said=str(error)) from error
    if not isinstance(wanted, dict):
        raise ConfigError("document-top", path=path, accepted=list(SETTINGS))
    with ExitStack() as stack:
        place = url or stack.enter_context(own_sandbox(db))
        return ask_sandbox(place, "setup", wanted, refused="sandbox-setup-value", path=path)


@contextmanager
def embedded(settings: Settings) -> Iterator[Settings]:
    """Yield the settings of the embedded sandbox, which runs as long as they are used.

    Raises:
        ConfigError: its file cannot be opened.
    """
    make_folder(settings.home)
    with ExitStack() as stack:
        with sandbox_opens(settings.sandbox_db):
            server = stack.enter_context(running(SandboxConfig(db=settings.sandbox_db, seed="demo")))
        yield settings.for_sandbox(server.api_url, server.login_url, server.v1_url)


@contextmanager
def own_sandbox(db: Path | None = None) -> Iterator[str]:
    """Yield the address of a sandbox that runs as long as it is used, on a file (None: the embedded one's).

    Raises:
        ConfigError: the file cannot be opened.
    """
    settings = Settings.load(environ=os.environ, credentials=False)
    make_folder(settings.home)
    own = db or settings.sandbox_db
    with ExitStack() as stack:
        with sandbox_opens(own):
            server = stack.enter_context(running(SandboxConfig(db=own, seed="demo")))
        yield server.url


def ask_sandbox(
    url: str, door: str, wanted: Any, *, refused: str, limit_s: float = 60, **params: object
) -> dict[str, int]:
    """Have a running sandbox change itself ("setup", "copy"), and return how much of each kind it made.

    `limit_s` is how many seconds it may take.

    Raises:
        ConfigError: `refused`, with `params`, when the sandbox does not take what is wanted; or no sandbox answers.
    """
    try:
        answer = httpx.post(f"{url.rstrip('/')}/_sandbox/{door}", json=wanted, timeout=limit_s)
        document: Any = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError) as error:
        raise ConfigError("sandbox-absent", url=url, said=str(error)) from error
    if answer.status_code != 200:
        raise ConfigError(refused, said=document.get("error"), **params)
    made: dict[str, int] = document
    return made


def _is_sandbox(db: Path) -> bool:
    """Return whether a file has the tables that only a sandbox has."""
    ours = "SELECT count(*) FROM sqlite_master WHERE name IN ('tag_link', 'contact_link', 'custom_value')"
    try:
        with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as file:
            return bool(file.execute(ours).fetchone()[0] == 3)
    except sqlite3.Error:
        return False
