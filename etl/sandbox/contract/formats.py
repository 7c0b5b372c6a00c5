"""The formats of the contract (email, url, date, date-time), checked as strictly as it is written."""

import re

from jsonschema import FormatChecker

from etl.sandbox.storage import times

_EMAIL = re.compile(r"[^@\s\"(),:;<>\[\\\]]+@[^@\s.]+(\.[^@\s.]+)+")
_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def is_email(value: object) -> bool:
    """Tell whether a text has the form of an e-mail address; values of other types pass."""
    return not isinstance(value, str) or _EMAIL.fullmatch(value) is not None


def is_url(value: object) -> bool:
    """Tell whether a text is a web address with its http or https."""
    return not isinstance(value, str) or _URL.fullmatch(value) is not None


def is_date(value: object) -> bool:
    """Tell whether a text is a calendar day."""
    return not isinstance(value, str) or times.is_day(value)


def is_moment(value: object) -> bool:
    """Tell whether a text is a date-time with an offset."""
    return not isinstance(value, str) or times.epoch(value) is not None


CHECKER = FormatChecker(formats=())
for _name, _check in (
    ("email", is_email),
    ("url", is_url),
    ("uri", is_url),
    ("date", is_date),
    ("date-time", is_moment),
):
    CHECKER.checks(_name)(_check)
