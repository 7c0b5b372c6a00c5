"""What a creation leaves in the CRM once it is done: where to look for it, and how to know it again.

It is known by what makes it itself (a match key, else names, moment and what it hangs on); that it says everything
that was sent tells it from others of the same identity.
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
"""Fields of an identity that must be empty in the CRM too where the creation states none."""

_UNSEEN = frozenset({"mentioned_staff_ids", "number", "owner_id", "wants_meet_link", "said"})
"""Fields that answers do not show, or that Sellsy fills in when they are left out."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A creation as v2 would show it: where it would be, by which filters, and what it says.

    `task` is the task that a comment hangs on, which only v1 shows. `timed` tells that the filters are too wide:
    the time of creation narrows them.
    """

    path: str
    body: Document
    filters: Mapping[str, JsonValue] = field(default_factory=dict)
    task: int | None = None

    @classmethod
    def of(cls, operation: OperationRecord, body: JsonValue) -> "Fingerprint":
        """Return the trace of a creation; `body` is what was sent, with the ids it names."""
        sent = body if isinstance(body, dict) else {}
        made = trace_of(operation.path, sent)
        if made is not None:
            return cls(RESOURCES[made.variant].path, made.shown, made.filters, made.task)
        return cls(operation.path, sent, _filters(resource_at(operation.path), sent))

    @property
    def resource(self) -> Resource:
        """The resource in which it made a record."""
        return resource_at(self.path)

    @property
    def timed(self) -> bool:
        """Whether nothing but its time of creation narrows the search."""
        return not self.filters and self.task is None and "created" not in self.body

    @property
    def weak(self) -> bool:
        """Whether others may well share its identity: a person without e-mail and reference."""
        return bool(self.resource.unique) and not self.keyed

    @property
    def keyed(self) -> bool:
        """Whether a match key tells it from all others: where it is found it was not there when it was planned."""
        return any(not is_empty(self.body.get(key)) for key in self.resource.unique)

    def is_like(self, document: Document) -> bool:
        """Tell whether a record has the identity of the creation."""
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

    def is_said_by(self, document: Document) -> bool:
        """Tell whether a record says everything that the creation says."""
        return says(self.body, document)


def _filters(resource: Resource, body: Document) -> dict[str, JsonValue]:
    """Return the narrowest filter that Sellsy has for what a body says (API contract 2.264.0)."""
    for name, path in resource.sought_by:
        value = dig(body, path)
        if not is_empty(value):
            return {name: value}
    related = body.get("related")
    if isinstance(related, list) and related:
        return {RELATED: related}
    moment = body.get("due_date") or body.get("datetime_start")
    return {"due_date": {"start": moment, "end": moment}} if moment else {}


def says(body: Document, document: Document) -> bool:
    """Tell whether a record says what a body says; what answers do not show is not asked."""
    return all(
        key in _UNSEEN or is_empty(value) or _alike(value, document, key) for key, value in body.items()
    )


def _alike(wanted: JsonValue, document: Document, key: str) -> bool:
    if isinstance(wanted, dict):
        inside = document.get(key)
        if isinstance(inside, dict):
            return says(wanted, inside)
        return False
    held = dig(document, key)
    if isinstance(wanted, list):
        return same_items(held if isinstance(held, list) else [], wanted)
    if isinstance(wanted, bool) or held is None:
        return held == wanted
    if "T" in str(wanted) and instant(wanted) == instant(held):
        return True
    return fold(str(held)) == fold(str(wanted)) or _number(held) == _number(wanted) is not None


def _number(value: JsonValue) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _ids(related: JsonValue) -> set[str]:
    listed = related if isinstance(related, list) else []
    return {str(one.get("id")) for one in listed if isinstance(one, dict)}
