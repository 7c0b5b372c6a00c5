"""Reading the records that rows may match.

Keys that Sellsy can search (API contract 2.264.0: id, email, siret, reference) are looked up by searches packed in
batches; a full scan is read instead when that costs fewer calls, or when a key cannot be searched (a siren). Sellsy
finds a name only in its exact spelling, so names are compared here, over a scan that is read only where the other keys
of a row do not identify its record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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

_LIST_FILTERS = {"id", REFERENCE}
"""Filters that take many values at once."""

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
        searches += [_search(resource, {RELATED: [dict(linked)]}, query) for linked in around]
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
    if forced or rest <= batches:
        directory.scanned, directory.instead = first.total, None if forced else batches
        take(_scanned(first.data, scan))
        return directory
    take(_searched(sellsy, searches, batch_size))
    if by_name and wanted.leaves_open(directory):
        directory.scanned = first.total
        take(_scanned(first.data, scan))
    return directory


def _scanned(first: Sequence[Document], scan: Iterator[object]) -> Iterator[Document]:
    yield from first
    for page in scan:
        yield from page.data  # type: ignore[attr-defined]


def _searches(resource: Resource, wanted: Wanted, query: Mapping[str, JsonValue]) -> Iterator[Call]:
    for key, known in wanted.values.items():
        name = resource.keys.get(key)
        values = [value for value in known.values() if not (isinstance(value, int) and is_stand_in(value))]
        if name is None:
            if key == "id":
                yield from (Call("GET", f"{resource.path}/{value}", query=query) for value in values)
            continue
        if name in _LIST_FILTERS:
            some_ids = batched(values, IDS_A_SEARCH)
            for batch in some_ids if name == "id" else batched(_with_zeros(values), PAGE):
                yield _search(resource, {name: list(batch)}, query)
        else:
            for value in values:
                yield _search(resource, {name: value}, query)


def _with_zeros(references: Iterable[JsonValue]) -> Iterator[JsonValue]:
    """Yield references; all-digit ones also with fewer and with more leading zeros."""
    for reference in references:
        digits = digits_of(norm(reference))
        forms = [digits.zfill(width) for width in range(len(digits), _WIDEST + 1)] if digits else []
        yield from dict.fromkeys((reference, *forms) if digits is None else (reference, digits, *forms))


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
