"""Recognise our own reports when they are read back: their headers, and the sheet of the rows to correct."""

import re
from collections.abc import Mapping, Sequence

from etl.core.results import JsonValue
from etl.mapping.column_names import OURS
from etl.messages import Lang, text
from etl.sheets.marks.packed_properties import packed_text, unpacked_text

READINGS = frozenset({"dmy", "mdy", "unclear", "dump", "names-family", "names-given", "names-unclear"})
"""The readings that a report carries: the orders of dates and of names, a dump with a program's words for nothing."""


_MEMORY = re.compile(
    rf"{OURS} (check|dry-run|import|retry|delete) ([0-9a-z-]+) ([a-z+-]+) (\d+) (\d+) ([0-9a-f]{{16}})"
    r"(?: ([A-Za-z0-9+/=]{16,}))?"
)
_EARLIER = {"sheet-rejected": ("Rejetées",)}
"""Sheet names in reports of earlier versions."""


def rejected_sheet(names: Sequence[str]) -> str | None:
    """Return the sheet of corrected rows when a workbook may be one of our reports, in any language.

    A user's own workbook may have sheets of these names, but without our columns.
    """
    for lang in ("fr", "en"):
        summary, rejected = (_named(f"sheet-{name}", lang, names) for name in ("summary", "rejected"))
        if summary and rejected:
            return rejected
    return None


def _named(code: str, lang: Lang, names: Sequence[str]) -> str | None:
    """Return the last sheet of a name; a number follows where the user had a sheet of that name."""
    known = "|".join(re.escape(name) for name in (text(code, lang=lang), *_EARLIER.get(code, ())))
    pattern = re.compile(rf"(?:{known})\d*")
    return next((name for name in reversed(names) if pattern.fullmatch(name)), None)


def reading_header(reading: Sequence[str], lang: Lang) -> str:
    """Return the header by which rows to correct carry how their original file was read."""
    return f"{OURS} {text('head-reading', lang=lang)} {' '.join(reading)}"


def reading_of(headers: Sequence[str]) -> frozenset[str]:
    """Return the readings of the original file of rows to correct; none for any other file."""
    starts = tuple(f"{OURS} {text('head-reading', lang=lang)} " for lang in ("fr", "en"))
    words = {word for header in headers if header.startswith(starts) for word in header.split()}
    return READINGS & words


def state_header(name: str) -> str:
    """Return the header of a hidden column of a report; people do not see it."""
    return f"{OURS} {name}"


def memory_header(memory: Mapping[str, JsonValue], *, last: int, size: int, digest: str) -> str:
    """Return the header by which a report in CSV remembers what it is, and all that its memory holds.

    `last` is the last row of the original file, `size` and `digest` are those of the rows in bytes.
    """
    readings = "+".join(map(str, _list(memory.get("words")))) or "-"
    return f"{OURS} {memory['kind']} {memory['id']} {readings} {last} {size} {digest} {packed_text(memory)}"


def memory_in(text: str) -> dict[str, JsonValue] | None:
    """Return what a text that holds such a header remembers, with `size` and `digest`; None where it holds none."""
    match = _MEMORY.search(text)
    if match is None:
        return None
    kind, identifier, words, last, size, digest, whole = match.groups()
    readings: list[JsonValue] = [*READINGS.intersection(words.split("+"))]
    return {
        **((unpacked_text(whole) if whole else None) or {}),
        "kind": kind,
        "id": identifier,
        "words": readings,
        "last": int(last),
        "size": int(size),
        "digest": digest,
    }


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
