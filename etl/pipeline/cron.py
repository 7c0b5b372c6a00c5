"""Five fields of cron: minute, hour, day, month, weekday, in the time zone of the pipeline.

They are read as Debian's cron reads them: Sunday is 0 or 7, where both a day and a weekday are given either is enough.
The library reads the wall clock alone; the time zone is applied afterwards, so that no time is missed when the clocks
change.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from etl.core.errors import ConfigError

_NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
}
_FIELDS = 5


@dataclass(frozen=True, slots=True)
class Cron:
    """A schedule: times on the wall clock of a zone (None: the machine's)."""

    expression: str
    zone: ZoneInfo | None

    def after(self, moment: datetime) -> datetime | None:
        """Return the first time strictly after an aware moment, None when no time is left.

        A time that the clocks skip becomes the one they show instead; of a repeated time, the first counts.
        """
        wall = moment.astimezone(self.zone).replace(tzinfo=None, fold=0)
        for shown in CronSim(self.expression, wall):
            # There and back: a time that does not exist becomes the one that does.
            local = shown.replace(tzinfo=self.zone) if self.zone else shown
            real = local.astimezone(UTC).astimezone(self.zone)
            if real > moment:
                return real
        return None


def read_cron(expression: str, *, zone: str | None, path: object) -> Cron:
    """Return a schedule; `zone` is an IANA name, None the machine's.

    Raises:
        ConfigError: the expression is not five fields of cron, or the time zone is unknown.
    """
    fields = _NICKNAMES.get(expression.strip().lower(), expression).split()
    if len(fields) != _FIELDS:
        raise ConfigError("schedule-cron", path=path, value=expression, said="minute hour day month weekday")
    cron = Cron(" ".join(fields), _zone(zone, path=path))
    try:
        cron.after(datetime.now(UTC))
    except CronSimError as error:
        raise ConfigError("schedule-cron", path=path, value=expression, said=str(error)) from error
    return cron


def _zone(name: str | None, *, path: object) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise ConfigError("schedule-zone", path=path, value=name) from error
