"""What reading the records of a migration back showed, row by row."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from etl.core.results import Outcome
from etl.reports.proof.source_file import SourceRow
from etl.reports.proof.units import Ending
from etl.reports.proof.values import Difference


@dataclass(frozen=True, slots=True)
class NotAsSent:
    """A row whose record is not as it was sent: its mark, and (field, sent, now) of what differs."""

    mark: str
    sellsy_id: int | None
    differences: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was read back: by run, the rows that are not as sent; the others of these runs are.

    `made` are, by entity, the ids of the records that any run of the migration created.
    """

    runs: Mapping[str, Mapping[int, NotAsSent]] = field(default_factory=dict)
    made: Mapping[str, AbstractSet[int]] = field(default_factory=dict)

    def read(self, run_id: str) -> bool:
        """Tell whether the records of a run were read back."""
        return run_id in self.runs

    def of(self, run_id: str, row: int) -> NotAsSent | None:
        """Return what is not as sent of a row; None for nothing."""
        return self.runs.get(run_id, {}).get(row)

    def created(self, entity: str, ending: Ending) -> bool:
        """Tell whether the migration created the record of a row, now or in an earlier run."""
        stored = ending.stored
        return stored.outcome is Outcome.CREATED or stored.sellsy_id in self.made.get(entity, frozenset())

    def differences(self, check: NotAsSent, row: SourceRow, kind: str, file: str) -> Iterator[Difference]:
        """Yield what is not as sent of a row, a field each; a record that is gone or unreadable has none."""
        for name, sent, now in check.differences or (("", "", ""),):
            yield Difference(
                kind, row.name, row.legacy_id, file, row.row, check.sellsy_id, name, sent, now, check.mark
            )
