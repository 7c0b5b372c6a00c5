"""Moments between the API's texts and epoch seconds; Sellsy always answers with the offset of Paris."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)")
_LEGAL_TIME = -1_855_958_961  # 1911-03-11: before, Paris was 9 min 21 s ahead, which no date-time can write
_WRITABLE = range(-62_104_060_800, 253_370_764_800)  # years 2 to 9998: four figures with any offset
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=4096)
def paris(second: int) -> str:
    """Return an epoch second as `2021-09-23T14:31:01+02:00`."""
    moment = datetime.fromtimestamp(second, PARIS)
    if second < _LEGAL_TIME:
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="seconds")


def epoch(text: str) -> int | None:
    """Return the epoch second of a date-time with an offset, or None when the text is not one."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        second = int(datetime.fromisoformat(text.upper()).timestamp())
    except (ValueError, OverflowError):
        return None
    return second if second in _WRITABLE else None


def is_day(text: str) -> bool:
    """Tell whether the text is a real calendar day written `2024-02-29`."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
