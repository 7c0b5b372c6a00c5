"""The clocks of a process under test: the wall clock may be set, and pauses are short; imported before the program.

The edges are those of the standard library, so the program under test runs unchanged. The clock that nobody can set
(`time.monotonic`) goes on as ever.
"""

import sys
import time
from datetime import datetime, timedelta

_TIME, _SLEEP, _DATETIME = time.time, time.sleep, datetime
_LONGEST_S = 0.1

AHEAD = [0.0]
"""Seconds the wall clock of this process is ahead of the true time."""


class _Kind(type(datetime)):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _DATETIME)


class Shifted(datetime, metaclass=_Kind):
    """A datetime whose `now` is that of the clock that was set."""

    @classmethod
    def now(cls, tz=None):
        """Return what the clock says."""
        return _DATETIME.now(tz=tz) + timedelta(seconds=AHEAD[0])


def set_clock(seconds: float) -> None:
    """Set the clock of this process, which has loaded the program already."""
    AHEAD[0] = seconds
    for name, module in list(sys.modules.items()):
        if (
            name.startswith("etl.")
            and not name.startswith("etl.codecs")
            and module.__dict__.get("datetime") is _DATETIME
        ):
            module.datetime = Shifted


time.time = lambda: _TIME() + AHEAD[0]
time.sleep = lambda seconds: _SLEEP(min(seconds, _LONGEST_S))
