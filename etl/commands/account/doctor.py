"""Examine settings, account, rights, quotas, clock and journal; each finding says what to do.

Nothing is written to Sellsy: rights to read are tested by reading a record, rights to write by a body that Sellsy
validates without storing (`verify=true`, and incomplete as well).
"""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

import keyring

from etl import __version__
from etl.commands.session import Session
from etl.config.settings import Settings
from etl.core.errors import ApiError, ConfigError, EtlError, FatalApiError, JournalError
from etl.core.results import JsonValue
from etl.entities import ENTITIES
from etl.entities.base.resource import RESOURCES
from etl.journal import Journal, RunStatus
from etl.messages import LANGS, Lang, text
from etl.sellsy import Sellsy, rpc
from etl.sellsy.transport.server_clock import date_of

__all__ = ["Finding", "Level", "examine"]

_SKEW_S = 60
_ROOM_MB = 200
_FORBIDDEN = (402, 403)


class Level(StrEnum):
    """The severity of a finding."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a check: `code` and `params` name its text (`doctor-CODE`) and what to do about it."""

    code: str
    level: Level = Level.OK
    params: dict[str, object] = field(default_factory=dict)
    error: EtlError | None = None

    def texts(self, lang: Lang = "en") -> tuple[str, str]:
        """Return the finding in words and, unless all is well, what to do."""
        if self.error is not None:
            return self.error.message(lang), self.error.hint(lang)
        message = text(f"doctor-{self.code}", lang=lang, **self.params)
        if self.level is Level.OK:
            return message, ""
        return message, text(f"doctor-{self.code}-do", lang=lang, **self.params)

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the machine contract of `doctor --json`."""
        message, fix = self.texts(lang)
        return {"check": self.code, "level": self.level.value, "message": message, "fix": fix}


Scope = Literal["read", "write"]


def examine(session: Session) -> Iterator[Finding]:
    """Yield the findings one at a time; a check that cannot be made is a finding too."""
    yield Finding(
        "program",
        params={"version": __version__, "python": platform.python_version(), "system": sys.platform},
    )
    try:
        local = session.home
    except ConfigError as error:
        yield Finding("settings", Level.FAULT, error=error)
        return
    yield from _home(local.home)
    yield from _journal(local)
    yield _keyring()
    try:
        used = session.settings
        yield Finding(
            "credentials", params={"profile": used.profile or [], "client": _masked(used.client_id)}
        )
        yield from _account(session.sellsy)
    except EtlError as error:
        yield Finding("credentials", Level.FAULT, error=error)


def _masked(client_id: str) -> str:
    return client_id if len(client_id) < 8 else f"{client_id[:4]}…{client_id[-2:]}"


def _home(home: Path) -> Iterator[Finding]:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = home / f".doctor-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
        free = shutil.disk_usage(home).free // 2**20
    except OSError as error:
        reason = error.strerror or str(error)
        yield Finding("home", Level.FAULT, error=ConfigError("home-unwritable", path=home, said=reason))
        return
    yield Finding("home", params={"path": home})
    if free < _ROOM_MB:
        yield Finding("room", Level.WARNING, {"path": home, "free": free, "needed": _ROOM_MB})


def _journal(settings: Settings) -> Iterator[Finding]:
    """Open the journal, check its integrity, and look for unfinished runs."""
    try:
        with Journal.open(settings.journal_url, now=lambda: datetime.now(tz=UTC), new_id=str) as journal:
            journal.check()
            runs = journal.runs.newest()
            size = round(journal.size() / 2**20, 1)
            yield Finding("journal", params={"runs": len(runs), "size": size})
            stuck = [run.run_id for run in runs if _unfinished(journal, run.run_id, run.status)]
    except JournalError as error:
        yield Finding("journal", Level.FAULT, error=error)
        return
    if stuck:
        yield Finding("unfinished", Level.WARNING, {"count": len(stuck), "runs": stuck[:5]})


def _unfinished(journal: Journal, run_id: str, status: RunStatus) -> bool:
    if status is RunStatus.RUNNING:
        return journal.holder(run_id) is None
    return status is not RunStatus.FINISHED


def _keyring() -> Finding:
    backend = keyring.get_keyring()
    name = f"{type(backend).__module__}.{type(backend).__name__}"
    works = float(getattr(backend, "priority", 0)) > 0
    return Finding("keyring", params={"backend": name}) if works else Finding("no-keyring", Level.WARNING)


def _account(sellsy: Sellsy) -> Iterator[Finding]:
    """Check the account: its user, the clock, the quotas, the rights."""
    answer = sellsy.get("/staffs", query={"limit": 1})
    yield from _clock(date_of(answer.headers))
    yield _who(sellsy)
    limits = sellsy.limits
    known = {"second": limits.per_second, "minute": limits.per_minute, "day": limits.per_day}
    shown = {
        lang: ", ".join(
            text(f"per-{window}", lang=lang, number=number) for window, number in known.items() if number
        )
        for lang in LANGS
    }
    left = "?" if limits.day_left is None else limits.day_left
    yield Finding("quota", params={"limits": shown if any(known.values()) else "?", "left": left})
    yield from _rights(sellsy)


def _clock(there: datetime | None) -> Iterator[Finding]:
    if there is None:
        return
    skew = round((datetime.now(tz=UTC) - there).total_seconds())
    bad = abs(skew) > _SKEW_S
    yield Finding("clock", Level.WARNING if bad else Level.OK, {"seconds": skew})


def _who(sellsy: Sellsy) -> Finding:
    """Return whose access it is; only API v1 shows it, so this checks the scope api-v1 too."""
    try:
        infos = rpc(sellsy, "Infos.getInfos")
    except ApiError as error:
        return Finding("v1", Level.WARNING, {"said": error.said or error.message()})
    user = infos.get("userdatas") if isinstance(infos, dict) else None
    names = user if isinstance(user, dict) else {}
    return Finding("who", params={"email": names.get("mail") or "?", "name": names.get("name") or "?"})


def _rights(sellsy: Sellsy) -> Iterator[Finding]:
    """Yield a finding for each missing right, or one for all of them when none is missing."""
    missing = 0
    refused: dict[str, set[Scope]] = {}
    for entity in ENTITIES:
        lacking: set[Scope] = set()
        for variant in entity.variants:
            if variant not in refused:
                refused[variant] = set(_refused(sellsy, variant))
            lacking |= refused[variant]
        for scope in sorted(lacking):
            missing += 1
            yield Finding(f"scope-{scope}", Level.WARNING, {"entity": entity.name})
    for name, path in (("webhooks", "/webhooks"), ("smart-tags", "/custom-fields")):
        if _forbidden(lambda path=path: sellsy.get(path, query={"limit": 1})):  # type: ignore[misc]
            missing += 1
            yield Finding("scope-read", Level.WARNING, {"entity": name})
    if not missing:
        yield Finding("scopes", params={"entities": len(ENTITIES)})


def _refused(sellsy: Sellsy, variant: str) -> Iterator[Scope]:
    path = RESOURCES[variant].path
    if _forbidden(lambda: sellsy.get(path, query={"limit": 1})):
        yield "read"
    # An empty body lacks required fields: it could not be stored even if `verify` were ignored.
    if RESOURCES[variant].verified and _forbidden(lambda: sellsy.post(path, {}, query={"verify": "true"})):
        yield "write"


def _forbidden(call: Callable[[], object]) -> bool:
    try:
        call()
    except FatalApiError as error:
        return error.status in _FORBIDDEN
    except ApiError:
        return False
    return False
