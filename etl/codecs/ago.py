"""A moment as typed on a command line: a date, or a time ago (30d, 12h, 2w, 45min)."""

import re
from datetime import datetime, timedelta
from typing import Literal

from etl.codecs import Moment, Options
from etl.core.errors import ConfigError

_AGO = re.compile(r"(?P<count>\d{1,5})\s*(?P<unit>min|[hdwjs])")

_UNITS = {"min": "minutes", "h": "hours", "d": "days", "j": "days", "w": "weeks", "s": "weeks"}


def read_since(since: str, now: datetime) -> datetime | Literal["last"]:
    """Return the start of a period: "last", a date or moment, or a time ago (30d, 12h, 2w, 45min).

    Raises:
        ConfigError: it is none of them.
    """
    text = since.strip().casefold()
    if text == "last":
        return "last"
    ago = _AGO.fullmatch(text)
    if ago is not None:
        return now - timedelta(**{_UNITS[ago["unit"]]: int(ago["count"])})
    value = Moment().decode([since.strip()], options=Options()).values[0]
    if value is None:
        raise ConfigError("since-shape", value=since)
    return datetime.fromisoformat(str(value))
