"""The words of a mail about a pipeline: what happened, the one thing to do, where to look."""

import re
from collections.abc import Mapping
from datetime import datetime

from etl.core.results import JsonValue
from etl.messages import Lang, counted_text, text

__all__ = ["letter", "subject"]

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What would end the line of a header."""


def subject(document: Mapping[str, JsonValue], lang: Lang) -> str:
    """Return the subject, on one line."""
    return _BREAKS.sub(" ", f"[sellsy-etl] {_headline(document, lang)}")


def letter(document: Mapping[str, JsonValue], lang: Lang) -> str:
    """Return the text."""
    parts = [_headline(document, lang)]
    if document.get("message"):
        parts.append(str(document["message"]))
    if document.get("hint"):
        parts.append(text("letter-do", lang=lang, hint=document["hint"]))
    rows = _rows(document, lang)
    if rows:
        parts.append(rows)
    known = {
        "letter-due": _moment(document.get("due")),
        "letter-began": _moment(document.get("started_at")),
        "letter-file": document.get("path"),
        "letter-host": document.get("host"),
        "letter-run": document.get("run_id"),
    }
    facts = [text(code, lang=lang, value=value) for code, value in known.items() if value]
    parts += ["\n".join(facts), text("letter-attached", lang=lang)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _headline(document: Mapping[str, JsonValue], lang: Lang) -> str:
    return text(f"letter-{document.get('status')}", lang=lang, name=document.get("pipeline"))


def _rows(document: Mapping[str, JsonValue], lang: Lang) -> str:
    """Return the rows by outcome, as the end of a run counts them."""
    counts = document.get("counts")
    if not isinstance(counts, Mapping):
        return ""
    return ", ".join(
        counted_text(str(name), int(str(number)), lang=lang) for name, number in counts.items() if number
    )


def _moment(value: JsonValue) -> str | None:
    """Return a moment to the minute, with its offset."""
    return datetime.fromisoformat(str(value)).isoformat(" ", "minutes") if value else None
