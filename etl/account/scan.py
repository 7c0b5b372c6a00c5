"""Reading every record of a search exactly once, even while the account changes.

In the order of ids a seek cursor neither repeats nor loses changed records. What it may miss (records that start to
match meanwhile, incomplete answers) shows in the count, and is then found by reading the ids alone a second time.
"""

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, islice
from math import ceil

from etl.codecs import fold
from etl.core.batching import batched
from etl.core.errors import FatalApiError, RefusedError
from etl.core.json_paths import dig
from etl.core.prefetch import prefetched
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.sellsy import PAGE, Call, Page, Sellsy, pages, send_batch
from etl.sellsy.transport.server_clock import read_date

Document = Mapping[str, JsonValue]
Keep = Callable[[Document], bool]
Group = tuple[str, Sequence[Document]]
"""A variant and a group of its records."""

_READINGS = 3
"""How often the ids are read again before a wrong count is an error."""

_ABSENT = 404
_ORDER_FIELDS = {"created_at": "created", "step_rank": "step", "due_date": "due_date"}
_BY_ID = "id"


@dataclass(frozen=True, slots=True)
class VariantSearch:
    """The search of one resource: Sellsy's filters, and conditions on the records it returns."""

    variant: str
    filters: Mapping[str, JsonValue]
    keep: tuple[Keep, ...] = ()

    @property
    def path(self) -> str:
        """The path of the search."""
        return f"{RESOURCES[self.variant].path}/search"


@dataclass(frozen=True, slots=True)
class Query:
    """A search of an entity; `limit` counts records (None: no limit), `order` is a name of Sellsy's.

    `embed` lists what is embedded in each record, `fields` the only fields to return (none: all).
    """

    searches: tuple[VariantSearch, ...]
    order: str | None = None
    descending: bool = False
    limit: int | None = None
    embed: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def run(self, sellsy: Sellsy) -> Iterator[tuple[str, Document]]:
        """Yield each (variant, record) once; without the checks of a `Scan`, records changed meanwhile may be missed.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        scan = Scan(sellsy, self, checked=False)
        for variant, documents in scan.groups():
            for document in documents:
                yield variant, document

    @property
    def by_id(self) -> bool:
        """Whether records come in ascending order of ids."""
        return self.order in (None, _BY_ID) and not self.descending

    def asked(self) -> dict[str, JsonValue]:
        """Return the query parameters of a page."""
        query: dict[str, JsonValue] = {
            "order": self.order or _BY_ID,
            "direction": "desc" if self.descending else "asc",
        }
        if self.embed:
            query["embed[]"] = [*self.embed]
        if self.fields:
            query["field[]"] = [*self.fields]
        return query


class _Seen:
    """Ids that were read; eight bytes each while they ascend."""

    def __init__(self) -> None:
        self._upwards = array("q")
        self._others: set[int] = set()

    def __len__(self) -> int:
        return len(self._upwards) + len(self._others)

    def __contains__(self, identifier: int) -> bool:
        at = bisect_left(self._upwards, identifier)
        return identifier in self._others or self._upwards[at : at + 1] == array("q", (identifier,))

    def fresh(self, documents: Iterable[Document]) -> list[Document]:
        """Return the records that were not read before, and record their ids."""
        fresh = []
        last = self._upwards[-1] if self._upwards else -1
        for document in documents:
            identifier = int(document["id"])  # type: ignore[arg-type]
            if identifier > last:
                self._upwards.append(identifier)
                last = identifier
            elif identifier in self:
                continue
            else:
                self._others.add(identifier)
            fresh.append(document)
        return fresh


@dataclass(slots=True)
class _Open:
    """A search whose first page was read: the total that Sellsy counts, and the ids read so far.

    `shared` holds the ids read by all searches of the resource, where there are several.
    """

    search: VariantSearch
    pages: Iterator[Page]
    total: int
    shared: _Seen | None
    first: Sequence[Document] = ()
    seen: _Seen = field(default_factory=_Seen)


@dataclass(slots=True)
class Scan:
    """Reads everything that a query finds.

    `started` is Sellsy's own time at the first answer. With `checked`, the count is verified.
    """

    sellsy: Sellsy
    query: Query
    checked: bool = True
    started: datetime | None = None
    _opened: list[_Open] = field(default_factory=list)
    _shared: dict[str, _Seen] = field(default_factory=dict)

    def open(self) -> int:
        """Read the first page of each search and return how many records Sellsy announces.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        if not self._opened and self.query.limit != 0:
            self._opened = [self._begun(search) for search in self.query.searches]
        total = sum(opened.total for opened in self._opened)
        limited = self.query.limit if self.query.limit is not None else total
        return total if any(opened.search.keep for opened in self._opened) else min(total, limited)

    def begun(self) -> Iterator[tuple[str, Sequence[Document], int]]:
        """Yield the variant, the first page and the number of records of each open search."""
        limit = self.query.limit
        for opened in self._opened:
            yield (
                opened.search.variant,
                opened.first,
                opened.total if limit is None or opened.search.keep else min(opened.total, limit),
            )

    def calls(self, more: int = 0) -> int:
        """Return how many pages are left to read, counted twice where they are not in the order of ids.

        `more` is the number of additional records that the first search will find.
        """
        totals = [total + (more if at == 0 else 0) for at, (*_, total) in enumerate(self.begun())]
        again = self._checks and not self.query.by_id
        left = sum(max(ceil(total / PAGE) - 1, 0) for total in totals)
        return left + (sum(max(ceil(total / PAGE), 1) for total in totals) if again else 0)

    @property
    def _checks(self) -> bool:
        return self.checked and self.query.limit is None

    def groups(self) -> Iterator[Group]:
        """Yield the records that pass all conditions, in groups of one variant.

        Raises:
            FatalApiError: records are still missing from the count after several readings.
            ApiError: see `etl.core.errors`.
        """
        self.open()
        merged = self.query.order is not None and len(self._opened) > 1
        groups = self._merged() if merged else chain.from_iterable(map(self._in_turn, self._opened))
        if self.query.limit is None:
            yield from groups
            if merged and self._checks:
                for opened in self._opened:
                    yield from self._lost(opened)
            return
        left = self.query.limit
        for variant, documents in groups:
            yield variant, documents[:left]
            left -= len(documents)
            if left <= 0:
                return

    def _begun(self, search: VariantSearch) -> _Open:
        limit = self.query.limit
        size = PAGE if limit is None or search.keep else min(PAGE, limit)
        query = self.query.asked()
        answers = pages(self.sellsy, search.path, filters=search.filters, query=query, limit=size)
        first = next(answers)
        if self.started is None:
            self.started = _moment(first.date)
        several = sum(other.variant == search.variant for other in self.query.searches) > 1
        shared = self._shared.setdefault(search.variant, _Seen()) if several else None
        return _Open(search, chain([first], answers), first.total, shared, first.data)

    def _in_turn(self, opened: _Open) -> Iterator[Group]:
        yield from self._read(opened)
        if self._checks:
            yield from self._lost(opened)

    def _read(self, opened: _Open) -> Iterator[Group]:
        """Yield the records of a search and keep the total of its latest page."""
        several = self.query.limit is None or self.query.limit > PAGE
        for page in prefetched(opened.pages) if several else opened.pages:
            opened.total = page.total
            yield self._kept(opened, page.data)

    @staticmethod
    def _kept(opened: _Open, documents: Sequence[Document]) -> Group:
        search, fresh = opened.search, opened.seen.fresh(documents)
        if opened.shared is not None:
            fresh = opened.shared.fresh(fresh)
        if search.keep:
            fresh = [document for document in fresh if all(keep(document) for keep in search.keep)]
        return search.variant, fresh

    def _merged(self) -> Iterator[Group]:
        """Yield the records of several resources merged in one order."""
        order = str(self.query.order)
        streams = (
            ((variant, document) for variant, documents in self._read(opened) for document in documents)
            for opened in self._opened
        )
        records = heapq.merge(
            *streams, key=lambda record: _sort_key(record[1], order), reverse=self.query.descending
        )
        for variant, document in islice(records, self.query.limit):
            yield variant, [document]

    def _lost(self, opened: _Open) -> Iterator[Group]:
        """Yield the records that are missing from the count.

        Raises:
            FatalApiError: they cannot be found.
        """
        if self.query.by_id and opened.total == len(opened.seen):
            return
        for _reading in range(_READINGS):
            ids, total = self.ids(opened.search)
            missing = [identifier for identifier in ids if identifier not in opened.seen]
            for batch in batched(missing, PAGE):
                yield self._kept(opened, self._by_ids(opened.search, batch))
            if len(ids) == total:
                return
        raise FatalApiError("scan-incomplete", path=opened.search.path, total=total, found=len(ids))

    def ids(self, search: VariantSearch) -> tuple["array[int]", int]:
        """Return the ids that a search finds now, each once, and the total that Sellsy counts.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        query = replace(self.query, order=None, descending=False, embed=(), fields=(_BY_ID,)).asked()
        seen, ids, total = _Seen(), array("q"), 0
        for page in prefetched(pages(self.sellsy, search.path, filters=search.filters, query=query)):
            ids.extend(int(document["id"]) for document in seen.fresh(page.data))  # type: ignore[arg-type]
            total = page.total
        return ids, total

    def _by_ids(self, search: VariantSearch, ids: Sequence[int]) -> list[Document]:
        """Return records by their ids, without those deleted meanwhile."""
        resource = RESOURCES[search.variant]
        query = self.query.asked()
        if _BY_ID in resource.keys:
            filters: dict[str, JsonValue] = {**search.filters, _BY_ID: [*ids]}
            return [
                document
                for page in pages(self.sellsy, search.path, filters=filters, query=query)
                for document in page.data
            ]
        asked = {name: value for name, value in query.items() if name.endswith("[]")}
        answers = send_batch(
            self.sellsy, [Call("GET", f"{resource.path}/{record_id}", query=asked) for record_id in ids]
        )
        for answer in answers:
            if answer.error is not None and not _is_absent(answer.error):
                raise answer.error
        return [answer.body for answer in answers if answer.error is None and isinstance(answer.body, dict)]


def _is_absent(error: Exception) -> bool:
    return isinstance(error, RefusedError) and error.status == _ABSENT


def _moment(date: str | None) -> datetime | None:
    """Return the moment of a `Date` header, None where it is missing or unreadable."""
    moment = read_date(date or "")
    return moment and moment.astimezone(UTC)


def _sort_key(document: Document, order: str) -> tuple[bool, int, str]:
    value = dig(document, _ORDER_FIELDS.get(order, order))
    if order == "name":
        value = value or " ".join(str(dig(document, part) or "") for part in ("last_name", "first_name"))
    if isinstance(value, int):
        return value is None, value, ""
    return value is None, 0, fold(str(value or ""))
