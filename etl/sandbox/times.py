"""Moments between the API's texts and epoch seconds; Sellsy always answers with the offset of Paris."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=4096)
def paris(second: int) -> str:
    """Return an epoch second as `2021-09-23T14:31:01+02:00`."""
    return datetime.fromtimestamp(second, PARIS).isoformat(timespec="seconds")


def epoch(text: str) -> int | None:
    """Return the epoch second of a date-time with an offset, or None when the text is not one."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return int(datetime.fromisoformat(text.upper()).timestamp())
    except (ValueError, OverflowError):
        return None


def is_day(text: str) -> bool:
    """Tell whether the text is a real calendar day written `2024-02-29`."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def day_of(second: float) -> str:
    """Return the UTC calendar day of an epoch second; daily quotas are counted by it."""
    return datetime.fromtimestamp(second, UTC).date().isoformat()
