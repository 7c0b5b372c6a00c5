"""What a command works with: settings, the journal, the connection to an account, and its lock."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from etl import commands, config, journal
from etl.commands.option_checks import one_of
from etl.config.config_file import journal_of
from etl.core.errors import ConfigError
from etl.core.observer import Observer, SilentObserver
from etl.messages import LANGS, Lang

if TYPE_CHECKING:
    from etl.config import Settings
    from etl.journal import Holder, Journal, RunRecord
    from etl.sellsy import Sellsy


def _new_id() -> str:
    return str(uuid.uuid4())


def _now() -> datetime:
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True)
class _Access:
    """Whose account: a profile, the embedded sandbox, or settings already loaded."""

    profile: str | None
    sandbox: bool
    settings: "Settings | None"


class Session:
    """Settings, journal and connection, each opened when it is first needed and closed with the session.

    `lang` is the language of reports, `observer` hears of progress, `now` tells the time (aware), `new_id` an id that
    no other operation has. The calls of a command are those of its session's connection: what runs several commands
    gives `another` session to each.
    """

    def __init__(
        self,
        access: _Access,
        *,
        lang: Lang,
        observer: Observer,
        now: Callable[[], datetime] = _now,
        new_id: Callable[[], str] = _new_id,
    ) -> None:
        self._access = access
        self.lang: Lang = lang
        self.observer = observer
        self.now = now
        self.new_id = new_id
        self._stack = ExitStack()

    @classmethod
    def open(
        cls,
        *,
        profile: str | None = None,
        sandbox: bool = False,
        settings: "Settings | None" = None,
        lang: Lang = "en",
        observer: Observer | None = None,
        now: Callable[[], datetime] = _now,
    ) -> Self:
        """Return a session on the account of a profile, of the embedded sandbox, or of settings already loaded.

        Raises:
            ConfigError: there is no such language.
        """
        one_of(lang, LANGS)
        access = _Access(profile, sandbox, settings)
        return cls(access, lang=lang, observer=observer or SilentObserver(), now=now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    @cached_property
    def home(self) -> "Settings":
        """Settings without the credentials of the account: where the journal is.

        Raises:
            ConfigError: they cannot be read.
        """
        access = self._access
        return access.settings or config.Settings.load(
            environ=os.environ, profile=access.profile, credentials=False
        )

    @cached_property
    def settings(self) -> "Settings":
        """Settings of the account; the embedded sandbox runs as long as the session.

        Raises:
            ConfigError: credentials are missing, or settings are wrong.
        """
        access = self._access
        if access.settings is None and access.sandbox:
            return self._stack.enter_context(commands.embedded(self.home))
        return access.settings or config.Settings.load(environ=os.environ, profile=access.profile)

    @property
    def account(self) -> str:
        """The name of the account in the journal, which needs no credentials."""
        return str(self.home.sandbox_db) if self._access.sandbox else self.home.account

    @cached_property
    def journal(self) -> "Journal":
        """The journal.

        Raises:
            JournalError: it cannot be opened.
        """
        return self._stack.enter_context(
            journal.Journal.open(self._journal_url, now=self.now, new_id=self.new_id)
        )

    @property
    def _journal_url(self) -> str | Path:
        """Where the journal is; what only reads it needs no other setting."""
        settings = self._access.settings
        if settings is not None:
            return settings.journal_url
        return journal_of(os.environ, profile=self._access.profile)

    @cached_property
    def sellsy(self) -> "Sellsy":
        """The connection to the account; nothing is sent yet.

        Raises:
            ConfigError: credentials are missing, or settings are wrong.
        """
        return self._stack.enter_context(commands.connect(self.settings))

    def another(self, *, lang: Lang | None = None) -> Self:
        """Return a session on the same account, with a journal and a connection of its own."""
        loaded: Settings | None = self.__dict__.get("settings")
        return self._on(replace(self._access, settings=loaded or self._access.settings), lang=lang)

    def preferring(self, profile: str | None) -> Self:
        """Return a session on the account of a profile; this session if it was opened on an account itself."""
        access = self._access
        return (
            self if access.settings or access.sandbox else self._part(access.profile or profile, local=False)
        )

    def on_account_of(self, run: "RunRecord") -> Self:
        """Return a session on the account of a run; this session if it was opened on an account itself."""
        access = self._access
        if access.settings is not None:
            return self
        local = access.sandbox or run.account == str(self.home.sandbox_db)
        return self._part(access.profile or (None if local else run.profile), local=local)

    def _part(self, profile: str | None, *, local: bool) -> Self:
        """Return a session that is closed with this one, or this session if it is on that account."""
        access = replace(self._access, profile=profile, sandbox=local)
        if access == self._access:
            return self
        part = self._on(access)
        self._stack.push(part)
        return part

    def _on(self, access: _Access, *, lang: Lang | None = None) -> Self:
        return type(self)(
            access, lang=lang or self.lang, observer=self.observer, now=self.now, new_id=self.new_id
        )

    @contextmanager
    def only_writer(self, account: str, *, wait_s: float) -> Iterator[None]:
        """Lock an account while something writes to it; waiting for another process, or its crash, is noted.

        Raises:
            JournalError: another process still writes to it after `wait_s` seconds.
        """

        def wait(holder: "Holder | None") -> None:
            self.observer.note("note-waiting", seconds=f"{wait_s:g}", **_shown(holder))

        with self.journal.lock_account(account, journal.Patience(wait_s, wait)) as dead:
            if dead is not None:
                self.observer.note("note-stale-lock", **_shown(dead))
            yield


def _shown(holder: "Holder | None") -> dict[str, object]:
    if holder is None:
        return {"pid": "?", "host": "?", "since": "?"}
    return {"pid": holder.pid, "host": holder.host, "since": f"{holder.since:%Y-%m-%d %H:%M:%S} UTC"}


def make_folder(folder: Path) -> None:
    """Create a folder and its parents.

    Raises:
        ConfigError: the folder cannot be created.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError("home-unwritable", path=folder, said=error.strerror or str(error)) from error
