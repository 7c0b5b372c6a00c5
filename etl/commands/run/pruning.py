"""Earlier runs that are forgotten, to free their space."""

from dataclasses import dataclass
from datetime import datetime

from etl.codecs.ago import read_since
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.results import JsonValue

__all__ = ["Pruned", "prune_runs"]


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a journal forgot, or would: run ids, oldest first, and its size in bytes before and after."""

    runs: tuple[str, ...]
    before: int
    after: int
    dry_run: bool

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the machine contract of `runs prune --json`."""
        return {"runs": [*self.runs], "before": self.before, "after": self.after, "dry_run": self.dry_run}


def prune_runs(
    session: Session, older_than: str, *, dry_run: bool = True, now: datetime | None = None
) -> Pruned:
    """Delete old finished runs from the journal and free their space; see `etl.prune_runs`.

    Raises:
        ConfigError: `older_than` is neither a duration nor a date.
        JournalError: the journal cannot be written, or another process is in the way.
    """
    before = _moment(older_than, now or session.now())
    journal = session.journal
    run_ids = tuple(run.run_id for run in journal.runs.prunable(before))
    size = journal.size()
    if run_ids and not dry_run:
        journal.runs.prune(run_ids)
    return Pruned(run_ids, size, journal.size(), dry_run)


def _moment(age: str, now: datetime) -> datetime:
    """Return the moment that a date or a duration names: unlike the start of an export, it is never "last"."""
    try:
        before = read_since(age, now)
    except ConfigError as error:
        raise ConfigError("age-shape", value=age) from error
    if not isinstance(before, datetime):
        raise ConfigError("age-shape", value=age)
    return before
