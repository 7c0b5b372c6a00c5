"""Columns of many records that only API v1 shows: read from its lists, one by one for a few records, else left empty.

v1 gives only five calls a second: what its lists lack for thousands of records is not read, and
that is reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from etl.entities import Column, Entity
from etl.sellsy import Sellsy
from etl.v1.image import V1Images
from etl.v1.rows import LIST_PAGE, V1Rows, Values

SHOWN = ("opportunity", "event", "task")
"""Entities of which v1 shows what v2 does not."""

_AGENDA_CALLS = 2
"""Calls of the list of events or tasks, which v1 returns whole: its length, then the list."""

_SINGLY = 500
"""Most records read one by one: a hundred seconds."""


def v1_columns(entity: type[Entity]) -> list[Column]:
    """Return the columns of an entity that only v1 shows."""
    return [column for column in entity.columns if column.v1] if entity.name in SHOWN else []


def list_calls(entity: type[Entity], number: int) -> int:
    """Estimate the calls of reading these records in the lists of v1; a single record is read by itself."""
    if number < 2:
        return number
    return ceil(number / LIST_PAGE) if entity.name == "opportunity" else _AGENDA_CALLS


@dataclass(slots=True)
class V1Columns:
    """Reads these columns, of at most `singly` records one by one.

    `left` counts the records left without them, `refused` means that v1 refused the access.
    """

    sellsy: Sellsy
    singly: int = _SINGLY
    left: int = 0
    _rows: V1Rows = field(init=False)
    _images: V1Images = field(init=False)
    _listed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Start with nothing read."""
        self._rows = V1Rows(self.sellsy)
        self._images = V1Images(self._rows)

    @property
    def refused(self) -> bool:
        """Whether v1 refused the access."""
        return self._images.refused

    def read(self, variant: str, ids: Iterable[int], *, of: int) -> list[Values]:
        """Return attribute -> value of these records, which are part `of` a total number to read.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        if variant not in self._listed:
            self._listed.add(variant)
            self._rows.expect_many(variant, of)
        return [self._one(variant, identifier) for identifier in ids]

    def _one(self, variant: str, identifier: int) -> Values:
        if not self._rows.holds(variant, identifier) and not self.refused:
            if not self.singly:
                self.left += 1
                return {}
            self.singly -= 1
        return self._images.read(variant, identifier) or {}
