"""When writes were sent and given up, by Sellsy's clock: ours may have been set since, by hours or days.

What the journal does not tell (a journal of 0.1.0, or no answer that told the time) is guessed from our own clock;
no guess decides alone that a record is not ours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from etl.journal import OperationRecord

MARGIN = timedelta(seconds=120)
"""How far the clocks of Sellsy's own machines may be apart, and the `Date` of an answer from them."""


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a run's writes; `there` is the time at Sellsy (None: it does not tell), `here` ours, now."""

    there: datetime | None
    here: datetime

    def sure(self, operation: OperationRecord) -> bool:
        """Tell whether it is known when a write was sent: it is in the journal, and no later than now."""
        return self._passed(operation.sellsy_sent_at)

    def since(self, operation: OperationRecord) -> datetime | None:
        """Return from when on a record may be what a write made; a guess where that is not known."""
        sent = operation.sellsy_sent_at
        if sent is None and operation.sent_at is not None:
            sent = operation.sent_at + (self.there - self.here if self.there else timedelta())
        return None if sent is None else sent - MARGIN

    def until(self, operation: OperationRecord) -> datetime | None:
        """Return until when a record may be what a write made that was given up, None where nobody can tell."""
        given_up = operation.sellsy_settled_at
        known = given_up is not None and self.sure(operation) and self._passed(given_up)
        return given_up + MARGIN if known and given_up is not None else None

    def _passed(self, moment: datetime | None) -> bool:
        return moment is not None and (self.there is None or moment <= self.there + MARGIN)
