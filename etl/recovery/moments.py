"""When writes were sent and given up, by Sellsy's clock: ours may have been set since, by hours or days.

Times that the journal lacks (a journal of 0.1.0, or no answer with a `Date`) are estimated from our own clock;
an estimate never decides alone that a record is not ours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from etl.journal import OperationRecord

MARGIN = timedelta(seconds=120)
"""How far apart the clocks of Sellsy's own machines and the `Date` of an answer may be."""


@dataclass(frozen=True, slots=True)
class Moments:
    """The times of a run's writes; it is now `at_sellsy` by Sellsy's clock (None when unknown), `ours` by our own."""

    at_sellsy: datetime | None
    ours: datetime

    def sure(self, operation: OperationRecord) -> bool:
        """Return whether the journal says when a write was sent, and that time is not in the future."""
        return self._passed(operation.sellsy_sent_at)

    def since(self, operation: OperationRecord) -> datetime | None:
        """Return the earliest time at which the write may have made a record; an estimate when it is not known."""
        sent = operation.sellsy_sent_at
        if sent is None and operation.sent_at is not None:
            sent = operation.sent_at + (self.at_sellsy - self.ours if self.at_sellsy else timedelta())
        return None if sent is None else sent - MARGIN

    def until(self, operation: OperationRecord) -> datetime | None:
        """Return the latest time at which a write that was given up may have made a record, None when unknown."""
        given_up = operation.sellsy_settled_at
        known = given_up is not None and self.sure(operation) and self._passed(given_up)
        return given_up + MARGIN if known and given_up is not None else None

    def _passed(self, moment: datetime | None) -> bool:
        return moment is not None and (self.at_sellsy is None or moment <= self.at_sellsy + MARGIN)
