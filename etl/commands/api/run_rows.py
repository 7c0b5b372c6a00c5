"""The rows of a run as its result shows them: read from the journal when they are asked for."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from etl.commands.run.runs import run_rows
from etl.commands.session import Session
from etl.core.results import RowResult, RunResult

if TYPE_CHECKING:
    import pandas as pd

    from etl.config.settings import Settings


@dataclass(frozen=True, slots=True)
class JournalRows:
    """The rows of a run in the journal of these settings."""

    settings: "Settings"
    run_id: str

    def rows(self) -> tuple[RowResult, ...]:
        """Return the results of the rows, in the order of the file.

        Raises:
            ConfigError: the run is in the journal no more.
            JournalError: the journal cannot be read.
        """
        with Session.open(settings=self.settings) as session:
            return tuple(run_rows(session, self.run_id))

    def frame(self) -> "pd.DataFrame":
        """Return the rows as a DataFrame; see `etl.commands.api.frames`.

        Raises:
            ConfigError, JournalError: see `rows`.
        """
        from etl.commands.api.frames import frame_of_rows  # noqa: PLC0415 - pandas, for those who want a frame

        return frame_of_rows(self.rows())


def with_rows(session: Session, result: RunResult) -> RunResult:
    """Return a result that knows where its rows are."""
    return replace(result, source=JournalRows(session.settings, result.run_id))
