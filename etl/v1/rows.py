"""Records as API v1 shows them: from its lists where that takes fewer calls than reading them one by one.

v1 gives only five calls a second. A list may lack a record or a key: such a record is read by itself.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from etl.core.errors import ApiError, RefusedError
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.sellsy import Sellsy, rpc, total_of

Values = Mapping[str, JsonValue]
Period = tuple[datetime, datetime]

LIST_PAGE = 1_000
"""Records on a page of a list, as integrators take them: its limit is not documented."""

_PAGES = (LIST_PAGE, 100)
"""Page sizes to try: every v1 accepts the last one."""

_UNPAGED = 10_000
"""Most events or tasks of an account that are listed: v1 returns all of them in one answer (Sellsy's v1 reference)."""

_PER_CALL = 100
"""Most of them that are listed for each that would be read by itself."""

_AROUND = timedelta(days=1)
"""The most that the clocks, and the days, of both sides may differ."""

_READERS: Mapping[str, tuple[str, Values]] = {
    "opportunity": ("Opportunities.getOne", {}),
    "event": ("Agenda.getOne", {}),
    "task": ("Agenda.getOne", {}),
    "contact": ("Peoples.getOne", {"includeLinkeds": "Y"}),
}
"""Variant -> the method that shows a record of it, and its parameters."""

_LISTED: Mapping[str, tuple[str, ...]] = {
    "opportunity": ("stickyNote",),
    "event": ("alerts", "recurring", "recurring_params", "staffs"),
    "task": ("timestampStart", "timestampEnd", "staffs", "nbAnnotations"),
}
"""Variant -> the keys that its list must have for a record, to be used instead of the record itself."""


@dataclass(slots=True)
class V1Rows:
    """Reads records by API v1; `expect` announces the records to be read, so that a list may be read instead."""

    sellsy: Sellsy
    _rows: dict[tuple[str, int], Values] = field(default_factory=dict, init=False)

    def expect(self, variant: str, ids: Collection[int], *, created: Period | None = None) -> None:
        """Read ahead these records from the list of a variant; they were `created` in a period.

        Earlier records are forgotten. A list that Sellsy refuses, or that is too long, is not used.
        """
        self._list(variant, len(ids), ids.__contains__, created)

    def expect_many(self, variant: str, number: int) -> None:
        """Do `expect` for a number of records, without their ids."""
        self._list(variant, number, lambda _id: True, None)

    def holds(self, variant: str, identifier: int) -> bool:
        """Tell whether a list had a record."""
        return (variant, identifier) in self._rows

    def forget(self) -> None:
        """Forget what was read ahead: it may be too old from now on."""
        self._rows.clear()

    def read(self, variant: str, identifier: int) -> Values | None:
        """Return a record as v1 shows it, None where v1 shows no records of its kind.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        listed = self._rows.get((variant, identifier))
        if listed is not None or variant not in _READERS:
            return listed
        method, params = _READERS[variant]
        answer = rpc(self.sellsy, method, {"id": identifier, **params})
        return answer if isinstance(answer, dict) else {}

    def _list(self, variant: str, number: int, wanted: Callable[[int], bool], created: Period | None) -> None:
        self._rows = {key: row for key, row in self._rows.items() if key[0] != variant}
        if variant not in _LISTED or number < 2:
            return
        listing = (
            self._opportunities(number, created)
            if variant == "opportunity"
            else self._agenda(variant, number)
        )
        keys = _LISTED[variant]
        with suppress(ApiError):
            for row in listing:
                identifier = int(str(row.get("id") or 0))
                if wanted(identifier) and row.keys() >= set(keys):
                    self._rows[variant, identifier] = {key: row[key] for key in keys}

    def _opportunities(self, wanted: int, created: Period | None) -> Iterator[Values]:
        """Yield the opportunities of a period; only those of the first page where there are more pages than wanted."""
        search: dict[str, JsonValue] = {}
        if created is not None:
            search["periodecreated_start"] = int((created[0] - _AROUND).timestamp())
            search["periodecreated_end"] = int((created[1] + _AROUND).timestamp())
        size, first = self._first_page("Opportunities.getList", search)
        pages = int(str(_part(_part(first, "infos"), "nbpages") or 0))
        yield from _objects(_part(first, "result"))
        for page in range(2, pages + 1 if pages <= wanted else 0):
            asked: JsonValue = {"nbperpage": size, "pagenum": page}
            answer = rpc(self.sellsy, "Opportunities.getList", {"pagination": asked, "search": search})
            yield from _objects(_part(answer, "result"))

    def _first_page(self, method: str, search: JsonValue) -> tuple[int, JsonValue]:
        """Return the first page of a list, as large as v1 allows, and its size."""
        for size in _PAGES:
            asked: JsonValue = {"nbperpage": size, "pagenum": 1}
            try:
                return size, rpc(self.sellsy, method, {"pagination": asked, "search": search})
            except RefusedError:
                if size == _PAGES[-1]:
                    raise
        raise AssertionError("sizes end")

    def _agenda(self, variant: str, wanted: int) -> Iterator[Values]:
        """Yield the events or tasks of the account, done ones too; none where there are too many for those wanted."""
        path = f"{RESOURCES[variant].path}/search"
        page = self.sellsy.search(path, {}, query={"limit": 1}).body
        if total_of(page, path=path) <= min(_UNPAGED, _PER_CALL * wanted):
            search: JsonValue = {"type": variant, "status": ["ok", "complete"]}
            periods = _part(rpc(self.sellsy, "Agenda.getList", {"search": search}), "result")
            for period in _values(periods):
                yield from _objects(period)


def _part(answer: JsonValue, key: str) -> JsonValue:
    return answer.get(key) if isinstance(answer, dict) else None


def _values(listed: JsonValue) -> list[JsonValue]:
    """Return the values of an object, or of a list: v1 returns `[]` for an empty object."""
    if isinstance(listed, dict):
        return [*listed.values()]
    return listed if isinstance(listed, list) else []


def _objects(listed: JsonValue) -> list[Values]:
    """Return the rows of a list, or its only row, which v1 may return in place of the list."""
    if isinstance(listed, dict) and "id" in listed:
        return [listed]
    return [item for item in _values(listed) if isinstance(item, dict)]
