"""Reading the records that rows may match.

Keys that Sellsy can search (API contract 2.264.0: id, email, siret, reference) are looked up by searches packed in
batches; a full scan is read instead when that costs fewer calls, or when a key cannot be searched (a siren). Sellsy
finds a name only in its exact spelling, so names are compared here, over a scan that is read only where the other keys
of a row do not identify its record. Whether they do shows after the first searches, of rows from all over the file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import ceil

from etl.core.batching import batched
from etl.core.observer import Observer
from etl.core.record import is_stand_in
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES, Resource
from etl.matching.directory import Directory, Wanted
from etl.matching.document_keys import REFERENCE, Document
from etl.matching.match_keys import NAMES, digits_of, norm
from etl.sellsy import PAGE, Call, Sellsy, following, pages, send_batch

_ABSENT = 404
_WIDEST = 10
"""Length up to which a reference is padded with zeros for searching."""

IDS_A_SEARCH = PAGE - 1
"""Ids in a search: one fewer than a page, as a full page would require reading the next."""

Searched = tuple[Call, Sequence[tuple[str, str]]]
"""A search, and the (key, value) pairs of rows that it looks for."""

_MANY_CALLS = 100
"""Calls from which reading is announced."""

RELATED = "related_objects"
"""Filter by the records that opportunities, events, tasks and comments are linked to."""


def read_directory(
    sellsy: Sellsy,
    resource: Resource,
    wanted: Wanted,
    *,
    query: Mapping[str, JsonValue],
    batch_size: int,
    observer: Observer,
    around: Sequence[Mapping[str, JsonValue]] | None = None,
) -> Directory:
    """Read the records that share a key with a row, by the cheaper of a scan and searches.

    `around` are the objects ({"type", "id"}) that all rows are linked to, None where that is unknown: keys that
    cannot be searched are then compared among the records linked to these objects.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    directory = Directory(resource)
    keys = wanted.used()
    if not keys:
        return directory
    scan = pages(sellsy, f"{resource.path}/search", filters={}, query=query, limit=PAGE)
    first = next(scan)
    searches = list(_searches(resource, wanted, query))
    blind = {key for key in keys if key not in resource.keys and key != "id"}
    if blind and around is not None:
        searches += [(_search(resource, {RELATED: [dict(linked)]}, query), ()) for linked in around]
        blind = set()
    by_name = blind & {*NAMES}

    def take(documents: Iterable[Document]) -> None:
        for document in documents:
            if wanted.has(resource.variant, document):
                directory.add(document, keys)
            observer.advance()

    rest = ceil(max(first.total - PAGE, 0) / PAGE)
    batches = ceil(len(searches) / batch_size)
    forced = bool(blind - by_name or (by_name and wanted.bare))
    scanned = forced or rest <= batches
    if scanned:
        directory.instead = None if forced else batches
    else:
        _announce(batches, first.total, sellsy, observer)
        scanned = _leave_open(
            sellsy, searches, wanted, directory, batch_size=batch_size, take=take, by_name=bool(by_name)
        )
    if scanned:
        _announce(rest, first.total, sellsy, observer)
        directory.scanned = first.total
        take(_scanned(first.data, scan))
    return directory


def _announce(calls: int, records: int, sellsy: Sellsy, observer: Observer) -> None:
    """Say beforehand what reading takes, where it takes long."""
    if calls >= _MANY_CALLS:
        minutes = sellsy.known_limits.minutes(calls)
        observer.note("note-match-cost", calls=calls, records=records, minutes=minutes)


def _leave_open(
    sellsy: Sellsy,
    searches: Sequence[Searched],
    wanted: Wanted,
    directory: Directory,
    *,
    batch_size: int,
    take: Callable[[Iterable[Document]], None],
    by_name: bool,
) -> bool:
    """Search, and tell whether names are needed; once they are, nothing more is searched."""
    order = _by_row(searches, wanted) if by_name else [*range(len(searches))]
    last: dict[tuple[str, str | None], int] = {
        pair: place for place, rank in enumerate(order) for pair in searches[rank][1]
    }
    rows, sent = iter(wanted.scattered() if by_name else ()), 0
    row = next(rows, None)
    for batch in batched(order, batch_size):
        take(_searched(sellsy, [searches[rank][0] for rank in batch], batch_size))
        sent += len(batch)
        while row is not None and all(last.get(pair, -1) < sent for pair in row.items()):
            if not wanted.is_settled(row, directory):
                return True
            row = next(rows, None)
    return by_name and wanted.leaves_open(directory)


def _by_row(searches: Sequence[Searched], wanted: Wanted) -> list[int]:
    """Return the ranks of searches: first those for many rows, then row by row."""
    rank_of = {pair: rank for rank, (_, pairs) in enumerate(searches) for pair in pairs}
    order = dict.fromkeys(rank for rank, (_, pairs) in enumerate(searches) if len(pairs) != 1)
    for row in wanted.scattered():
        order |= dict.fromkeys(rank_of[pair] for pair in row.items() if pair in rank_of)
    return [*order, *(rank for rank in range(len(searches)) if rank not in order)]


def _scanned(first: Sequence[Document], scan: Iterator[object]) -> Iterator[Document]:
    yield from first
    for page in scan:
        yield from page.data  # type: ignore[attr-defined]


def _searches(resource: Resource, wanted: Wanted, query: Mapping[str, JsonValue]) -> Iterator[Searched]:
    for key, known in wanted.values.items():
        name = resource.keys.get(key)
        sought = [
            (compared, value)
            for compared, value in known.items()
            if not (isinstance(value, int) and is_stand_in(value))
        ]
        if name is None and key == "id":
            for compared, value in sought:
                yield Call("GET", f"{resource.path}/{value}", query=query), [(key, compared)]
        elif name == "id":
            for batch in batched(sought, IDS_A_SEARCH):
                ids = [value for _, value in batch]
                yield _search(resource, {name: ids}, query), [(key, compared) for compared, _ in batch]
        elif name == REFERENCE:
            forms = ((compared, form) for compared, value in sought for form in _with_zeros(value))
            for batch in batched(forms, PAGE):
                references = [form for _, form in batch]
                yield _search(resource, {name: references}, query), [(key, compared) for compared, _ in batch]
        elif name is not None:
            for compared, value in sought:
                yield _search(resource, {name: value}, query), [(key, compared)]


def _with_zeros(reference: JsonValue) -> Iterable[JsonValue]:
    """Return a reference; where it is all digits, also with fewer and with more leading zeros."""
    digits = digits_of(norm(reference))
    if digits is None:
        return [reference]
    forms = [digits.zfill(width) for width in range(len(digits), _WIDEST + 1)]
    return dict.fromkeys((reference, digits, *forms))


def _search(resource: Resource, filters: dict[str, JsonValue], query: Mapping[str, JsonValue]) -> Call:
    return Call(
        method="POST",
        path=f"{resource.path}/search",
        query={**query, "limit": PAGE},
        body={"filters": filters},
    )


def _searched(sellsy: Sellsy, searches: Sequence[Call], batch_size: int) -> Iterator[Document]:
    for documents in read_each(sellsy, searches, batch_size=batch_size):
        yield from documents or ()


def read_each(
    sellsy: Sellsy, calls: Iterable[Call], *, batch_size: int
) -> Iterator[Sequence[Document] | None]:
    """Yield the result of each call in order: a record, or all pages of a list or search; None for a deleted record.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    for batch in batched(calls, batch_size):
        for call, answer in zip(batch, send_batch(sellsy, batch), strict=True):
            if answer.error is None:
                yield _documents(sellsy, call, answer.body)
            elif call.method == "GET" and answer.status == _ABSENT:
                yield None
            else:
                raise answer.error


def read_other_kinds(
    sellsy: Sellsy, asked: Iterable[tuple[str, int]], variants: Iterable[str], *, batch_size: int
) -> dict[tuple[str, int], tuple[str, Document]]:
    """Return the variant and record that (variant, id) pairs have among the other variants.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    others = [(key, other) for key in asked for other in variants if other != key[0]]
    calls = [Call("GET", f"{RESOURCES[other].path}/{key[1]}") for key, other in others]
    read = zip(others, read_each(sellsy, calls, batch_size=batch_size), strict=True)
    return {key: (other, documents[0]) for (key, other), documents in read if documents}


def _documents(sellsy: Sellsy, call: Call, body: Document) -> Sequence[Document]:
    """Return the records of an answer, including the following pages."""
    data = body.get("data")
    if not isinstance(data, list):
        return [body]
    asked = call.body.get("filters") if isinstance(call.body, dict) else None
    filters = asked if isinstance(asked, dict) else None
    rest = following(sellsy, call.path, body, filters=filters, query=call.query)
    return [*data, *(document for page in rest for document in page.data)]  # type: ignore[list-item]
