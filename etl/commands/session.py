"""What a command works with: settings, the journal, the connection to an account, who writes to it."""

import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl import __version__
from etl.config.settings import Settings
from etl.config.vault import REFRESH, Vault
from etl.core.errors import ConfigError
from etl.core.observer import Observer
from etl.journal import Holder, Journal, Patience
from etl.sellsy import Connection, Sellsy


def new_id() -> str:
    """Return an id that no other operation has."""
    return str(uuid.uuid4())


def _now() -> datetime:
    return datetime.now(tz=UTC)


@contextmanager
def only_writer(journal: Journal, account: str, observer: Observer, *, wait_s: float) -> Iterator[None]:
    """Hold an account while something writes to it; who is waited for, and who died holding it, is said.

    Raises:
        JournalError: another process still writes to it after `wait_s` seconds.
    """

    def told(holder: Holder | None) -> None:
        observer.note("note-waiting", seconds=f"{wait_s:g}", **_shown(holder))

    with journal.lock_account(account, Patience(wait_s, told)) as dead:
        if dead is not None:
            observer.note("note-stale-lock", **_shown(dead))
        yield


def _shown(holder: Holder | None) -> dict[str, object]:
    if holder is None:
        return {"pid": "?", "host": "?", "since": "?"}
    return {"pid": holder.pid, "host": holder.host, "since": f"{holder.since:%Y-%m-%d %H:%M:%S} UTC"}


@contextmanager
def settings_of(*, profile: str | None, sandbox: bool) -> Iterator[Settings]:
    """Yield the settings of a call; the embedded sandbox runs as long as they are used."""
    settings = Settings.load(profile=profile, environ=os.environ, credentials=not sandbox)
    if not sandbox:
        yield settings
        return
    from etl.commands.sandbox import embedded  # noqa: PLC0415 - a web server, loaded by whoever works on the sandbox

    with embedded(settings) as own:
        yield own


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it.

    Raises:
        ConfigError: it cannot be made there.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError("home-unwritable", path=folder, said=error.strerror or str(error)) from error


@contextmanager
def open_journal(settings: Settings | None = None) -> Iterator[Journal]:
    """Yield the journal of some settings, None of those of the environment.

    Raises:
        ConfigError: the settings cannot be read.
        JournalError: it cannot be opened.
    """
    used = settings or Settings.load(environ=os.environ, credentials=False)
    with Journal.open(used.journal_url, now=_now, new_id=new_id) as journal:
        yield journal


@dataclass(frozen=True, slots=True)
class _Refresh:
    """The refresh token of the settings, read again and kept in the vault as Sellsy changes it."""

    settings: Settings

    def read(self) -> str | None:
        name = f"{REFRESH}{self.settings.client_id}"
        return Vault(self.settings.home).get(name) or self.settings.refresh_token.get_secret_value()

    def write(self, token: str) -> None:
        Vault(self.settings.home).keep(f"{REFRESH}{self.settings.client_id}", token)


@contextmanager
def connected(settings: Settings) -> Iterator[Sellsy]:
    """Yield an open connection to the account of some settings."""
    connection = Connection(
        api_url=settings.api_url,
        login_url=settings.login_url,
        v1_url=settings.v1_url,
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
        token_folder=settings.token_folder,
        refresh=_Refresh(settings) if settings.grant == "refresh_token" else None,
        user_agent=f"sellsy-etl/{__version__}",
    )
    with Sellsy.open(connection) as sellsy:
        yield sellsy


@contextmanager
def account(
    *, profile: str | None = None, sandbox: bool = False, settings: Settings | None = None
) -> Iterator[tuple[Settings, Sellsy]]:
    """Yield the settings of an account and its open connection.

    Raises:
        ConfigError: credentials are missing, or settings are wrong.
    """
    with ExitStack() as stack:
        used = settings or stack.enter_context(settings_of(profile=profile, sandbox=sandbox))
        yield used, stack.enter_context(connected(used))
