"""Five fields of cron: minute, hour, day, month, weekday, in the time zone of the pipeline.

Weekdays are those of cron (0 and 7 are Sunday); where both a day and a weekday are said, either is enough, as in cron.
The library reads the wall clock, and the time zone is put on afterwards: across a change of clocks it would miss a
midnight (seen with APScheduler 3.11.3).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from etl.core.errors import ConfigError

_FIELDS = ("minute", "hour", "day", "month", "day_of_week")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
}
_WEEKDAYS = re.compile(r"(?P<first>\*|[0-7]|[a-z]{3})(?:-(?P<last>[0-7]|[a-z]{3}))?(?:/(?P<step>[1-7]))?")


@dataclass(frozen=True, slots=True)
class Cron:
    """A schedule: when the wall clock of a zone shows one of its times."""

    wall: BaseTrigger
    zone: tzinfo

    def after(self, moment: datetime) -> datetime | None:
        """Return the first time strictly after an aware moment, None when there is none any more.

        An hour that the clocks pass over is told by what they show instead; one that comes twice is its first.
        """
        shown = moment.astimezone(self.zone).replace(tzinfo=UTC, fold=0)
        while True:
            found = self.wall.get_next_fire_time(None, shown + timedelta(microseconds=1))
            if found is None:
                return None
            # There and back: an hour that does not exist becomes the one that does.
            real: datetime = found.replace(tzinfo=self.zone).astimezone(UTC).astimezone(self.zone)
            if real > moment:
                return real
            shown = found


def read_cron(expression: str, *, zone: str | None, path: object) -> Cron:
    """Return a schedule; `zone` is an IANA name, None the machine's.

    Raises:
        ConfigError: it is not five fields of cron, or there is no such time zone.
    """
    said = _NICKNAMES.get(expression.strip().lower(), expression).split()
    if len(said) != len(_FIELDS):
        raise ConfigError("schedule-cron", path=path, value=expression, said="minute hour day month weekday")
    fields = dict(zip(_FIELDS, said, strict=True))
    place = _zone(zone, path=path)
    try:
        fields["day_of_week"] = _weekdays(fields["day_of_week"])
        either = [fields]
        if "*" not in (fields["day"], fields["day_of_week"]):
            either = [{**fields, "day": "*"}, {**fields, "day_of_week": "*"}]
        return Cron(OrTrigger([CronTrigger(**one, timezone=UTC) for one in either]), place)
    except ValueError as error:
        raise ConfigError("schedule-cron", path=path, value=expression, said=str(error)) from error


def _zone(name: str | None, *, path: object) -> tzinfo:
    if name is None:
        return tzlocal.get_localzone()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError("schedule-zone", path=path, value=name) from error


def _weekdays(field: str) -> str:
    """Return cron's weekdays by name: numbers mean other days to the library."""
    if field == "*":
        return field
    days: set[int] = set()
    for one in field.lower().split(","):
        found = _WEEKDAYS.fullmatch(one)
        if found is None:
            raise ValueError(field)
        days.update(_range(found["first"], found["last"], found["step"]))
    return ",".join(_DAYS[day] for day in sorted(days))


def _range(first: str, last: str | None, step: str | None) -> list[int]:
    """Return the days from one to another; a week goes round, and a step without an end goes to Saturday."""
    if first == "*":
        return [*range(0, 7, int(step or 1))]
    start = _day(first) % 7
    end = (6 if step else start) if last is None else _day(last)
    length = end - start if end >= start else end - start + 7
    return [(start + one) % 7 for one in range(0, length + 1, int(step or 1))]


def _day(said: str) -> int:
    return int(said) if said.isdecimal() else _DAYS.index(said)
