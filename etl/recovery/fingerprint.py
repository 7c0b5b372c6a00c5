"""What a creation leaves in the CRM: where to look for the record, and how to recognise it.

A record is recognised by its identity (a match key, else its names, time and parent records). Among records of the
same identity, one that has every value that was sent comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.codecs import fold
from etl.core.json_paths import dig, is_empty, same_items
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES, Resource, resource_at
from etl.journal import OperationRecord
from etl.matching.match_keys import instant
from etl.matching.reading import RELATED
from etl.v1.written import trace_of

Document = Mapping[str, JsonValue]

_BLANK = ("first_name", "email")
"""Identity fields that must be empty in the CRM too when the creation leaves them empty."""

_UNSEEN = frozenset({"mentioned_staff_ids", "number", "owner_id", "wants_meet_link", "said"})
"""Fields that answers do not show, or that Sellsy fills in when they are left out."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A creation as v2 would show it: the path of its resource, the filters that find it, and its values.

    `task` is the task that a comment belongs to, which only v1 shows. `timed` means that the filters are too wide
    and that the time of creation must narrow them.
    """

    path: str
    body: Document
    filters: Mapping[str, JsonValue] = field(default_factory=dict)
    task: int | None = None

    @classmethod
    def of(cls, operation: OperationRecord, body: JsonValue) -> "Fingerprint":
        """Return the fingerprint of a creation; `body` is what was sent, with the ids it names."""
        sent = body if isinstance(body, dict) else {}
        made = trace_of(operation.path, sent)
        if made is not None:
            return cls(RESOURCES[made.variant].path, made.shown, made.filters, made.task)
        return cls(operation.path, sent, _filters(resource_at(operation.path), sent))

    @property
    def resource(self) -> Resource:
        """The resource in which the creation makes a record."""
        return resource_at(self.path)

    @property
    def timed(self) -> bool:
        """Whether only the time of creation narrows the search."""
        return not self.filters and self.task is None and "created" not in self.body

    @property
    def weak(self) -> bool:
        """Whether other records may well share the identity: a person without e-mail and reference."""
        return bool(self.resource.unique) and not self.keyed

    @property
    def keyed(self) -> bool:
        """Whether a match key identifies the record: planning checked that no record had this key."""
        return any(not is_empty(self.body.get(key)) for key in self.resource.unique)

    def is_like(self, document: Document) -> bool:
        """Return whether a record has the identity of the creation."""
        return all(self._same(name, document) for name in self.resource.identity)

    def _same(self, name: str, document: Document) -> bool:
        wanted = dig(self.body, name)
        if is_empty(wanted):
            return name not in _BLANK or is_empty(dig(document, name))
        if name == "related":
            return _ids(wanted) <= _ids(document.get(name))
        if name == "said":
            return any(_alike(wanted, document, key) for key in ("description", "title"))
        return _alike(wanted, document, name)

    def equals(self, document: Document) -> bool:
        """Return whether a record has every value of the creation."""
        return has_values(document, self.body)


def _filters(resource: Resource, body: Document) -> dict[str, JsonValue]:
    """Return the narrowest filter that Sellsy has for a body (API contract 2.264.0)."""
    for name, path in resource.sought_by:
        value = dig(body, path)
        if not is_empty(value):
            return {name: value}
    related = body.get("related")
    if isinstance(related, list) and related:
        return {RELATED: related}
    moment = body.get("due_date") or body.get("datetime_start")
    return {"due_date": {"start": moment, "end": moment}} if moment else {}


def has_values(document: Document, body: Document) -> bool:
    """Return whether a record has the values of a body; fields that answers do not show are ignored."""
    return all(
        key in _UNSEEN or is_empty(value) or _alike(value, document, key) for key, value in body.items()
    )


def _alike(wanted: JsonValue, document: Document, key: str) -> bool:
    if isinstance(wanted, dict):
        inside = document.get(key)
        if isinstance(inside, dict):
            return has_values(inside, wanted)
        return False
    actual = dig(document, key)
    if isinstance(wanted, list):
        return same_items(actual if isinstance(actual, list) else [], wanted)
    if isinstance(wanted, bool) or actual is None:
        return actual == wanted
    if "T" in str(wanted) and instant(wanted) == instant(actual):
        return True
    return fold(str(actual)) == fold(str(wanted)) or _number(actual) == _number(wanted) is not None


def _number(value: JsonValue) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _ids(related: JsonValue) -> set[str]:
    listed = related if isinstance(related, list) else []
    return {str(item.get("id")) for item in listed if isinstance(item, dict)}
