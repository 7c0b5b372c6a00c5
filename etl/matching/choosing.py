"""Choosing the record that a row is, among those that share a key with it: exactly one, or none, or a problem."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.core.json_paths import dig
from etl.core.record import Record
from etl.core.results import JsonValue, Problem
from etl.matching.directory import REFERENCE, Directory, Document, document_keys, stated_attribute
from etl.matching.match_keys import LOOSE, instant, key_of, same_reference

ID_UNKNOWN = "match-id-unknown"
"""Code of the problem of a row whose id no record has."""


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
        met = directory.found(key, value) or directory.found_alike(key, value)
        found = [d for d in met if not _contradicts(record, d, order[:rank])]
        if key in LOOSE:
            found = [d for d in found if _hangs_alike(record, d)]
        if len(found) > 1:
            return Match(problem=_problem(record, "match-several", key, found))
        if found and not explicit and _doubtful(record, found[0], key):
            return Match(problem=_problem(record, "match-doubtful", key, found))
        if found:
            return Match(document=found[0])
        if key == "id":
            return Match(problem=_problem(record, ID_UNKNOWN, key, ()))
    return Match()


def _contradicts(record: Record, document: Document, stronger: Sequence[str]) -> bool:
    for key in stronger:
        ours, theirs = key_of(record, key), document_keys(record.variant, key, document)
        if ours is not None and theirs and ours not in theirs:
            if key == REFERENCE and any(same_reference(ours, one) for one in theirs):
                continue
            return True
    return False


def _hangs_alike(record: Record, document: Document) -> bool:
    """Tell whether a record of the same name hangs on what the row names, and is of the same moment if it says one."""
    if not same_related(record, document):
        return False
    created = record.values.get("created")
    if record.variant != "comment" or created is None:
        return True
    return instant(created) == instant(document.get("created"))


def same_related(record: Record, document: Document) -> bool:
    """Tell whether a record hangs on what the row names.

    A row that names nothing is a record that hangs on nothing; a file without link columns does not tell.
    """
    related = record.values.get("related")
    return not isinstance(related, list) or _objects(related) == _objects(document.get("related"))


def _objects(related: JsonValue) -> set[tuple[str, str]]:
    """Return what a record hangs on; contacts beside a company or individual do not count."""
    listed = related if isinstance(related, list) else []
    found = {(str(one.get("type")), str(one.get("id"))) for one in listed if isinstance(one, dict)}
    thirds = {one for one in found if one[0] in ("company", "individual")}
    return thirds or found


def _doubtful(record: Record, document: Document, key: str) -> bool:
    if key not in ("email", "siren"):
        return False
    key = "called" if record.values.get("called") is not None else "name"
    ours, theirs = key_of(record, key), document_keys(record.variant, key, document)
    return ours is not None and bool(theirs) and ours not in theirs


def _problem(record: Record, code: str, key: str, found: Sequence[Document]) -> Problem:
    return Problem(
        code=code,
        row=record.row,
        column=stated_attribute(record, key),
        value=str(record.values.get(stated_attribute(record, key))),
        params={"key": key, "records": [describe(document) for document in found]},
    )


def describe(document: Document) -> str:
    """Return a record as a person recognises it: its id and its name."""
    name = (
        dig(document, "name")
        or dig(document, "title")
        or " ".join(str(part) for part in (dig(document, "first_name"), dig(document, "last_name")) if part)
    )
    name = name or str(dig(document, "description") or "")[:40]
    return f"{document['id']} ({name})"
