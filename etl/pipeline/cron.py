"""Five fields of cron: minute, hour, day, month, weekday, in the time zone of the pipeline.

They are read as Debian's cron reads them: Sunday is 0 or 7, where both a day and a weekday are given either is enough.
The library reads the wall clock alone; the time zone is applied afterwards, so that no time is missed, and none comes
twice, when the clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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

_LONGEST_SKIP = timedelta(hours=3)
"""More than clocks are ever put forward at once."""


@dataclass(frozen=True, slots=True)
class Cron:
    """A schedule: times on the wall clock of a zone (None: the machine's)."""

    expression: str
    zone: ZoneInfo | None

    def after(self, moment: datetime) -> datetime | None:
        """Return the first time strictly after an aware moment, None when no time is left.

        A time that the clocks skip becomes the one they show instead; of a repeated time, the first counts. Moments
        are compared in UTC: two readings of one wall clock would not tell a repeated hour from the first.
        """
        start = moment.astimezone(UTC)
        wall = self._wall(moment)
        best: datetime | None = None
        for shown in CronSim(self.expression, wall - self._skipped(start)):
            if best is not None and shown > self._wall(best):
                break
            real = self._real(shown)
            if real > start and (best is None or real < best):
                best = real
        return None if best is None else best.astimezone(self.zone)

    def _real(self, shown: datetime) -> datetime:
        """Return the moment at which the clock of the zone shows a time, or would have if it did not skip it."""
        return (shown.replace(tzinfo=self.zone) if self.zone else shown).astimezone(UTC)

    def _skipped(self, moment: datetime) -> timedelta:
        """Return by how much the clocks were put forward shortly before a moment: what they skipped is still due."""
        before = moment - _LONGEST_SKIP
        return max(self._wall(moment) - self._wall(before) - _LONGEST_SKIP, timedelta())

    def _wall(self, moment: datetime) -> datetime:
        """Return what the clock of the zone shows at a moment."""
        return moment.astimezone(self.zone).replace(tzinfo=None, fold=0)


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
