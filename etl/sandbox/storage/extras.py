"""What only API v1 has of a record (alerts, recurrence, a sticky note): stored beside it, never shown by v2."""

import json
from typing import Any

from etl.sandbox.storage.store import Session


def read(session: Session, noun: str, owner: int) -> dict[str, Any]:
    """Return what only v1 has of a record."""
    row = session.row("SELECT body FROM extra WHERE noun = ? AND owner = ?", (noun, owner))
    extra: dict[str, Any] = json.loads(row[0]) if row else {}
    return extra


def write(session: Session, noun: str, owner: int, *, values: dict[str, Any]) -> None:
    """Keep values beside those already there."""
    body = json.dumps({**read(session, noun, owner), **values}, ensure_ascii=False)
    session.run("INSERT OR REPLACE INTO extra VALUES (?, ?, ?)", (noun, owner, body))
    session.writes["extras"] += 1


def forget(session: Session, noun: str, owner: int) -> None:
    """Forget a deleted record."""
    session.run("DELETE FROM extra WHERE noun = ? AND owner = ?", (noun, owner))
