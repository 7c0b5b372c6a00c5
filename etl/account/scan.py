"""Every record of a search exactly once, though the account changes meanwhile.

In the order of ids a seek cursor neither repeats nor loses what is changed; what it cannot see (records that begin
to fit, answers that lack some) shows in the count, and is then looked for by a second reading of the ids alone.
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
"""A variant and some of its records."""

_READINGS = 3
"""How often the ids are read again before a count that does not come out is an error."""

_ABSENT = 404
_ORDER_FIELDS = {"created_at": "created", "step_rank": "step", "due_date": "due_date"}
_BY_ID = "id"


@dataclass(frozen=True, slots=True)
class VariantSearch:
    """What is asked of one resource: Sellsy's filters, and what is kept of its answers."""

    variant: str
    filters: Mapping[str, JsonValue]
    keep: tuple[Keep, ...] = ()

    @property
    def path(self) -> str:
        """The path of the search."""
        return f"{RESOURCES[self.variant].path}/search"


@dataclass(frozen=True, slots=True)
class Query:
    """A search of an entity; `limit` counts records, None is all of them. `order` is Sellsy's word.

    `embed` is brought along with each record, `fields` are the only ones brought (none: all).
    """

    searches: tuple[VariantSearch, ...]
    order: str | None = None
    descending: bool = False
    limit: int | None = None
    embed: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def run(self, sellsy: Sellsy) -> Iterator[tuple[str, Document]]:
        """Yield (variant, record), each once; what changes meanwhile may be missed where a `Scan` finds it.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        scan = Scan(sellsy, self, checked=False)
        for variant, documents in scan.groups():
            for document in documents:
                yield variant, document

    @property
    def by_id(self) -> bool:
        """Whether records come in the order of ids, upwards."""
        return self.order in (None, _BY_ID) and not self.descending

    def asked(self) -> dict[str, JsonValue]:
        """Return the query of a page."""
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
    """Ids that were read, eight bytes each while they come upwards."""

    def __init__(self) -> None:
        self._upwards = array("q")
        self._others: set[int] = set()

    def __len__(self) -> int:
        return len(self._upwards) + len(self._others)

    def __contains__(self, identifier: int) -> bool:
        at = bisect_left(self._upwards, identifier)
        return identifier in self._others or self._upwards[at : at + 1] == array("q", (identifier,))

    def fresh(self, documents: Iterable[Document]) -> list[Document]:
        """Return the records that were not read before, and remember them."""
        found = []
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
            found.append(document)
        return found


@dataclass(slots=True)
class _Open:
    """A search whose first page was read: what Sellsy says it finds, and what was read of it.

    `shared` is what all the searches of the resource have read, where there are several.
    """

    search: VariantSearch
    pages: Iterator[Page]
    total: int
    shared: _Seen | None
    first: Sequence[Document] = ()
    seen: _Seen = field(default_factory=_Seen)


@dataclass(slots=True)
class Scan:
    """A reading of all that a query finds.

    `started` is Sellsy's own time at the first answer. `checked` makes sure of the count.
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
            ApiError: Sellsy refused or did not answer.
        """
        if not self._opened and self.query.limit != 0:
            self._opened = [self._begun(search) for search in self.query.searches]
        found = sum(one.total for one in self._opened)
        limited = self.query.limit if self.query.limit is not None else found
        return found if any(one.search.keep for one in self._opened) else min(found, limited)

    def begun(self) -> Iterator[tuple[str, Sequence[Document], int]]:
        """Yield of each search that is open its variant, its first page, and how many records there are."""
        limit = self.query.limit
        for one in self._opened:
            yield (
                one.search.variant,
                one.first,
                one.total if limit is None or one.search.keep else min(one.total, limit),
            )

    def calls(self, more: int = 0) -> int:
        """Return how many pages are left to read, all of them again where their order is not that of ids.

        `more` are records that the first search will find besides.
        """
        totals = [total + (more if at == 0 else 0) for at, (*_, total) in enumerate(self.begun())]
        again = self._checks and not self.query.by_id
        left = sum(max(ceil(total / PAGE) - 1, 0) for total in totals)
        return left + (sum(max(ceil(total / PAGE), 1) for total in totals) if again else 0)

    @property
    def _checks(self) -> bool:
        return self.checked and self.query.limit is None

    def groups(self) -> Iterator[Group]:
        """Yield the records that are kept, in groups of one variant.

        Raises:
            FatalApiError: the records read are not those that Sellsy counts, after several readings.
            ApiError: Sellsy refused or did not answer.
        """
        self.open()
        merged = self.query.order is not None and len(self._opened) > 1
        found = self._merged() if merged else chain.from_iterable(map(self._in_turn, self._opened))
        if self.query.limit is None:
            yield from found
            if merged and self._checks:
                for opened in self._opened:
                    yield from self._lost(opened)
            return
        left = self.query.limit
        for variant, documents in found:
            yield variant, documents[:left]
            left -= len(documents)
            if left <= 0:
                return

    def _begun(self, search: VariantSearch) -> _Open:
        limit = self.query.limit
        size = PAGE if limit is None or search.keep else min(PAGE, limit)
        query = self.query.asked()
        found = pages(self.sellsy, search.path, filters=search.filters, query=query, limit=size)
        first = next(found)
        if self.started is None:
            self.started = _moment(first.date)
        several = sum(one.variant == search.variant for one in self.query.searches) > 1
        shared = self._shared.setdefault(search.variant, _Seen()) if several else None
        return _Open(search, chain([first], found), first.total, shared, first.data)

    def _in_turn(self, opened: _Open) -> Iterator[Group]:
        yield from self._read(opened)
        if self._checks:
            yield from self._lost(opened)

    def _read(self, opened: _Open) -> Iterator[Group]:
        """Yield what a search finds; the last count is that of its last page."""
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
        """Yield the records of several resources in one order."""
        order = str(self.query.order)
        streams = (
            ((variant, document) for variant, documents in self._read(opened) for document in documents)
            for opened in self._opened
        )
        found = heapq.merge(*streams, key=lambda one: _sort_key(one[1], order), reverse=self.query.descending)
        for variant, document in islice(found, self.query.limit):
            yield variant, [document]

    def _lost(self, opened: _Open) -> Iterator[Group]:
        """Yield the records that the count says are missing.

        Raises:
            FatalApiError: they cannot be found.
        """
        if self.query.by_id and opened.total == len(opened.seen):
            return
        for _reading in range(_READINGS):
            ids, total = self.ids(opened.search)
            missing = [identifier for identifier in ids if identifier not in opened.seen]
            for some in batched(missing, PAGE):
                yield self._kept(opened, self._by_ids(opened.search, some))
            if len(ids) == total:
                return
        raise FatalApiError("scan-incomplete", path=opened.search.path, total=total, found=len(ids))

    def ids(self, search: VariantSearch) -> tuple["array[int]", int]:
        """Return the ids that a search finds now, each once, and how many Sellsy counts.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        query = replace(self.query, order=None, descending=False, embed=(), fields=(_BY_ID,)).asked()
        seen, found, total = _Seen(), array("q"), 0
        for page in prefetched(pages(self.sellsy, search.path, filters=search.filters, query=query)):
            found.extend(int(one["id"]) for one in seen.fresh(page.data))  # type: ignore[arg-type]
            total = page.total
        return found, total

    def _by_ids(self, search: VariantSearch, ids: Sequence[int]) -> list[Document]:
        """Return records by their ids; those that are gone meanwhile are left out."""
        resource = RESOURCES[search.variant]
        query = self.query.asked()
        if _BY_ID in resource.keys:
            filters: dict[str, JsonValue] = {**search.filters, _BY_ID: [*ids]}
            return [
                one
                for page in pages(self.sellsy, search.path, filters=filters, query=query)
                for one in page.data
            ]
        asked = {name: value for name, value in query.items() if name.endswith("[]")}
        answers = send_batch(self.sellsy, [Call("GET", f"{resource.path}/{one}", query=asked) for one in ids])
        for answer in answers:
            if answer.error is not None and not _is_absent(answer.error):
                raise answer.error
        return [answer.body for answer in answers if answer.error is None and isinstance(answer.body, dict)]


def _is_absent(error: Exception) -> bool:
    return isinstance(error, RefusedError) and error.status == _ABSENT


def _moment(date: str | None) -> datetime | None:
    """Return the moment of a header `Date`, None where there is none."""
    said = read_date(date or "")
    return said and said.astimezone(UTC)


def _sort_key(document: Document, order: str) -> tuple[bool, int, str]:
    value = dig(document, _ORDER_FIELDS.get(order, order))
    if order == "name":
        value = value or " ".join(str(dig(document, part) or "") for part in ("last_name", "first_name"))
    if isinstance(value, int):
        return value is None, value, ""
    return value is None, 0, fold(str(value or ""))
