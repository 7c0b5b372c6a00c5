"""Which record of the CRM a row is: found by match keys, exactly one or none, never the first of several.

Keys that Sellsy can search (API contract 2.264.0: id, name, email, siret, reference) are looked up by searches
packed in batches; one full scan is read instead when that costs fewer calls, or when a key cannot be searched
(siren, the name of an individual).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from etl.engine.cut import batched
from etl.engine.fields import dig, is_empty
from etl.engine.keys import key_of, norm
from etl.engine.observer import Observer
from etl.engine.record import Record
from etl.results import JsonValue, Problem
from etl.sellsy import Call, Sellsy, pages, send_batch

PAGE = 100
"""Records a page, the most Sellsy gives."""

_LIST_FILTERS = {"id", "reference"}
"""Filters that take many values at once."""

Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Resource:
    """Where records of a variant live, and which of its match keys can be searched (key -> filter)."""

    variant: str
    path: str
    filters: Mapping[str, str]


RESOURCES = {
    "company": Resource(
        "company",
        "/companies",
        {"id": "id", "siret": "siret", "reference": "reference", "email": "email", "name": "name"},
    ),
    "individual": Resource(
        "individual", "/individuals", {"id": "id", "reference": "reference", "email": "email"}
    ),
    "contact": Resource("contact", "/contacts", {"id": "id", "email": "email", "name": "last_name"}),
}


def document_key(variant: str, key: str, document: Document) -> str | None:
    """Return the comparable value of a match key in a record of the CRM."""
    if key == "name" and variant != "company":
        last = dig(document, "last_name")
        return None if last is None else f"{norm(last)}\x1f{norm(dig(document, 'first_name') or '')}"
    if key == "siren":
        siren = dig(document, "legal_france.siren") or str(dig(document, "legal_france.siret") or "")[:9]
        return norm(siren) if siren else None
    if key == "siret":
        value: JsonValue = "".join(str(dig(document, "legal_france.siret") or "").split())
    else:
        value = dig(document, key)
    return None if is_empty(value) else norm(value)


@dataclass(slots=True)
class Directory:
    """The records of one resource that share a key with a row of the file."""

    resource: Resource
    documents: dict[int, Document] = field(default_factory=dict)
    by_key: dict[str, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, document: Document, keys: Iterable[str]) -> None:
        """Index a record under the keys that rows use."""
        record_id = int(str(document["id"]))
        self.documents[record_id] = document
        for key in keys:
            value = document_key(self.resource.variant, key, document)
            if value is not None:
                self.by_key[key].setdefault(value, set()).add(record_id)

    def found(self, key: str, value: str) -> list[Document]:
        """Return the records whose key has that value, lowest id first."""
        return [self.documents[i] for i in sorted(self.by_key.get(key, {}).get(value, ()))]


class Wanted:
    """The key values of the rows, by key: comparable value -> value as the row states it."""

    def __init__(self, order: Sequence[str]) -> None:
        self.order = tuple(order)
        self.values: dict[str, dict[str, JsonValue]] = {key: {} for key in order}

    def add(self, record: Record) -> None:
        """Take the keys of one row; a SIREN counts only where the row has no SIRET."""
        for key in self.order:
            value = key_of(record, key)
            if value is None or (key == "siren" and record.values.get("siret")):
                continue
            raw = record.values.get(_stated(record, key))
            self.values[key].setdefault(value, raw)

    def has(self, variant: str, document: Document) -> bool:
        """Tell whether a record shares a key with a row."""
        return any(
            (value := document_key(variant, key, document)) is not None and value in known
            for key, known in self.values.items()
            if known
        )

    def used(self) -> list[str]:
        """Return the keys that rows carry."""
        return [key for key in self.order if self.values[key]]


def _stated(record: Record, key: str) -> str:
    if key != "name":
        return key
    return "last_name" if record.variant != "company" and record.values.get("last_name") else "name"


def read_directory(
    sellsy: Sellsy,
    resource: Resource,
    wanted: Wanted,
    *,
    query: Mapping[str, JsonValue],
    batch_size: int,
    observer: Observer,
) -> Directory:
    """Read the records that share a key with a row, by the cheaper of a scan and searches.

    Raises:
        ApiError: Sellsy refused or did not answer.
    """
    directory = Directory(resource)
    keys = wanted.used()
    if not keys:
        return directory
    scan = pages(sellsy, f"{resource.path}/search", filters={}, query=query, limit=PAGE)
    first = next(scan)
    searches = list(_searches(resource, wanted, query))
    unsearchable = [key for key in keys if key not in resource.filters]
    rest = ceil(max(first.total - PAGE, 0) / PAGE)
    if unsearchable or rest <= ceil(len(searches) / batch_size):
        found: Iterable[Document] = _scanned(first.data, scan)
    else:
        found = _searched(sellsy, searches, batch_size)
    for document in found:
        if wanted.has(resource.variant, document):
            directory.add(document, keys)
        observer.advance()
    return directory


def _scanned(first: Sequence[Document], scan: Iterator[object]) -> Iterator[Document]:
    yield from first
    for page in scan:
        yield from page.data  # type: ignore[attr-defined]


def _searches(resource: Resource, wanted: Wanted, query: Mapping[str, JsonValue]) -> Iterator[Call]:
    for key, known in wanted.values.items():
        name = resource.filters.get(key)
        if name is None:
            continue
        values = list(known.values())
        if name in _LIST_FILTERS:
            for some in batched(values, PAGE):
                yield _search(resource, {name: list(some)}, query)
        else:
            for value in values:
                yield _search(resource, {name: value}, query)


def _search(resource: Resource, filters: dict[str, JsonValue], query: Mapping[str, JsonValue]) -> Call:
    return Call(
        method="POST",
        path=f"{resource.path}/search",
        query={**query, "limit": PAGE},
        body={"filters": filters},
    )


def _searched(sellsy: Sellsy, searches: Sequence[Call], batch_size: int) -> Iterator[Document]:
    for some in batched(searches, batch_size):
        for call, answer in zip(some, send_batch(sellsy, some), strict=True):
            if answer.error is not None:
                raise answer.error
            yield from answer.body["data"]
            yield from _beyond(sellsy, call, answer.body)


def _beyond(sellsy: Sellsy, call: Call, body: Mapping[str, JsonValue]) -> Iterator[Document]:
    """Read what a search inside a batch could not give: the pages after the first."""
    pagination = body.get("pagination")
    total = pagination.get("total") if isinstance(pagination, dict) else 0
    if not isinstance(total, int) or total <= PAGE:
        return
    query = {k: v for k, v in (call.query or {}).items() if k != "limit"}
    asked = call.body.get("filters") if isinstance(call.body, dict) else None
    filters = asked if isinstance(asked, dict) else {}
    following = pages(sellsy, call.path, filters=filters, query=query, limit=PAGE)
    for page in following:
        yield from page.data


@dataclass(frozen=True, slots=True)
class Match:
    """The record a row is (None: a new one), or why it cannot be told."""

    document: Document | None = None
    problem: Problem | None = None


def match(record: Record, directory: Directory, order: Sequence[str], *, explicit: bool) -> Match:
    """Find the record a row is.

    Keys are tried in order; the first that finds anything decides. A record whose stronger key contradicts the
    row's is another one. Several records, or (unless the user chose the keys) one found by a weak key under
    another name, reject the row.
    """
    for rank, key in enumerate(order):
        value = key_of(record, key)
        if value is None:
            continue
        found = [d for d in directory.found(key, value) if not _contradicts(record, d, order[:rank])]
        if len(found) > 1:
            return Match(problem=_problem(record, "match-several", key, found))
        if found and not explicit and _doubtful(record, found[0], key):
            return Match(problem=_problem(record, "match-doubtful", key, found))
        if found:
            return Match(document=found[0])
        if key == "id":
            return Match(problem=_problem(record, "match-id-unknown", key, ()))
    return Match()


def _contradicts(record: Record, document: Document, stronger: Sequence[str]) -> bool:
    for key in stronger:
        ours, theirs = key_of(record, key), document_key(record.variant, key, document)
        if ours is not None and theirs is not None and ours != theirs:
            return True
    return False


def _doubtful(record: Record, document: Document, key: str) -> bool:
    if key not in ("email", "siren"):
        return False
    ours, theirs = key_of(record, "name"), document_key(record.variant, "name", document)
    return ours is not None and theirs is not None and ours != theirs


def _problem(record: Record, code: str, key: str, found: Sequence[Document]) -> Problem:
    return Problem(
        code=code,
        row=record.row,
        column=_stated(record, key),
        value=str(record.values.get(_stated(record, key))),
        params={"key": key, "records": [describe(document) for document in found]},
    )


def describe(document: Document) -> str:
    """Return a record as a person recognises it: its id and its name."""
    name = dig(document, "name") or " ".join(
        str(part) for part in (dig(document, "first_name"), dig(document, "last_name")) if part
    )
    return f"{document['id']} ({name})"
