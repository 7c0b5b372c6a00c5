"""How our own reports are known when they are read back: their headers, and the sheet of the rows to correct."""

import re
from collections.abc import Sequence

from etl.mapping.column_names import OURS
from etl.messages import Lang, text

READINGS = frozenset({"dmy", "mdy", "dump"})
"""What a report says of how its file was read: the order of its dates, a program's words for nothing all over it."""


_EARLIER = {"sheet-rejected": ("Rejetées",)}
"""What reports of earlier versions called a sheet."""


def rejected_sheet(names: Sequence[str]) -> str | None:
    """Return the sheet of corrected rows when a workbook may be one of our reports, in any language.

    A user's own workbook may have sheets of these names: theirs hold no column of ours.
    """
    for lang in ("fr", "en"):
        summary, rejected = (_named(f"sheet-{name}", lang, names) for name in ("summary", "rejected"))
        if summary and rejected:
            return rejected
    return None


def _named(code: str, lang: Lang, names: Sequence[str]) -> str | None:
    """Return the last sheet of a name; a number follows it where the user had one already."""
    known = "|".join(re.escape(name) for name in (text(code, lang=lang), *_EARLIER.get(code, ())))
    pattern = re.compile(rf"(?:{known})\d*")
    return next((name for name in reversed(names) if pattern.fullmatch(name)), None)


def reading_header(reading: Sequence[str], lang: Lang) -> str:
    """Return the header by which rows to correct carry how the file they come from was read."""
    return f"{OURS} {text('head-reading', lang=lang)} {' '.join(reading)}"


def reading_of(headers: Sequence[str]) -> frozenset[str]:
    """Return how the file was read that rows to correct come from; nothing for any other file."""
    starts = tuple(f"{OURS} {text('head-reading', lang=lang)} " for lang in ("fr", "en"))
    said = {word for header in headers if header.startswith(starts) for word in header.split()}
    return READINGS & said
