"""What one write of a run did: to which record, to which part of it, from what to what."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from etl.core.json_paths import filled
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.journal import OperationRecord
from etl.plan.addresses import HOLDERS

Key = tuple[str, int]
"""A record of Sellsy: its variant and its id."""

Document = Mapping[str, JsonValue]

_VARIANTS = {resource.path: resource.variant for resource in RESOURCES.values()}
_PATH = re.compile(r"(?P<resource>/[a-z-]+)(?:/(?P<id>\d+)(?:/(?P<part>[a-z-]+)(?:/(?P<other>\d+))?)?)?")


class Verb(StrEnum):
    """What a write does."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    ADD_ADDRESS = "add address"
    CHANGE_ADDRESS = "change address"
    DROP_ADDRESS = "drop address"
    TAG = "tag"
    UNTAG = "untag"
    CUSTOM = "custom fields"
    LINK = "link"
    CHANGE_LINK = "change link"
    UNLINK = "unlink"
    STICKY = "sticky note"
    AGENDA = "agenda"
    SOURCE = "source"


_OF_PART = {
    ("addresses", "POST"): Verb.ADD_ADDRESS,
    ("addresses", "PUT"): Verb.CHANGE_ADDRESS,
    ("addresses", "DELETE"): Verb.DROP_ADDRESS,
    ("smart-tags", "POST"): Verb.TAG,
    ("custom-fields", "PUT"): Verb.CUSTOM,
    ("contacts", "POST"): Verb.LINK,
    ("contacts", "PUT"): Verb.CHANGE_LINK,
    ("contacts", "DELETE"): Verb.UNLINK,
    (None, "POST"): Verb.CREATE,
    (None, "PUT"): Verb.UPDATE,
    (None, "DELETE"): Verb.DELETE,
}
"""(part of the record, method) -> verb."""


@dataclass(frozen=True, slots=True)
class PastWrite:
    """A write that was done; `key` is its record, `other` the id of its address or linked contact.

    `body` and `before` are those of the operation, with ids in the place of what stood for them.
    """

    verb: Verb
    key: Key
    operation: OperationRecord
    body: JsonValue
    other: int = 0

    @property
    def row(self) -> int:
        """The row it belongs to."""
        return self.operation.row

    @property
    def before(self) -> Document:
        """What was there before, as fields; empty where there was nothing to tell."""
        return self.operation.before if isinstance(self.operation.before, dict) else {}

    @property
    def said(self) -> Document:
        """The body as fields; empty where it is a list or nothing."""
        return self.body if isinstance(self.body, dict) else {}

    @property
    def holders(self) -> Document:
        """Who had the roles it gave away."""
        found = self.before.get(HOLDERS)
        return found if isinstance(found, dict) else {}


def past_write_of(operation: OperationRecord, known: Mapping[str, int]) -> PastWrite | None:
    """Return what an operation did, None where it left nothing to undo; `known` are the ids that writes gave."""
    body = filled(operation.body, known)
    if operation.api == "v1":
        return _of_v1(operation, body)
    path = operation.path
    for need in operation.needs:
        path = path.replace(need, str(known.get(need, need)))
    found = _PATH.fullmatch(path)
    variant = _VARIANTS.get(found["resource"]) if found else None
    verb = _OF_PART.get((found["part"], operation.method)) if found else None
    if found is None or variant is None or verb is None:
        return None
    key = (variant, int(found["id"] or operation.answer_id or 0))
    other = int(found["other"] or (operation.answer_id if verb is Verb.ADD_ADDRESS else 0) or 0)
    return PastWrite(verb, key, operation, body, other)


def key_at(path: str) -> Key | None:
    """Return the record of a path."""
    found = _PATH.fullmatch(path)
    variant = _VARIANTS.get(found["resource"]) if found else None
    return (variant, int(found["id"])) if found and variant and found["id"] else None


def _of_v1(operation: OperationRecord, body: JsonValue) -> PastWrite | None:
    said: Document = body if isinstance(body, dict) else {}
    found = _V1.get(operation.path)
    if found is None:
        return None
    verb, about = found
    key, other = about(operation, said)
    return PastWrite(verb, key, operation, body, other)


def _of_agenda(operation: OperationRecord, said: Document) -> tuple[Key, int]:
    return (str(said["type"]), int(str(said.get("id") or operation.answer_id or 0))), 0


def _of_comment(operation: OperationRecord, _said: Document) -> tuple[Key, int]:
    return ("comment", operation.answer_id or 0), 0


def _of_opportunity(_operation: OperationRecord, said: Document) -> tuple[Key, int]:
    return ("opportunity", _id(said)), 0


def _of_source(operation: OperationRecord, _said: Document) -> tuple[Key, int]:
    return ("source", operation.answer_id or 0), 0


def _of_link(_operation: OperationRecord, said: Document) -> tuple[Key, int]:
    people = said.get("people")
    thirds = people.get("thirdids") if isinstance(people, dict) else said.get("thirdids")
    return ("individual", int(str(thirds[0])) if isinstance(thirds, list) else 0), _id(said)


def _of_tags(operation: OperationRecord, said: Document) -> tuple[Key, int]:
    before = operation.before if isinstance(operation.before, dict) else {}
    return (str(before["variant"]), int(str(said["linkedid"]))), 0


_V1: Mapping[str, tuple[Verb, Callable[[OperationRecord, Document], tuple[Key, int]]]] = {
    "Agenda.create": (Verb.CREATE, _of_agenda),
    "Agenda.update": (Verb.AGENDA, _of_agenda),
    "Annotations.create": (Verb.CREATE, _of_comment),
    "Opportunities.update": (Verb.STICKY, _of_opportunity),
    "Opportunities.createSource": (Verb.SOURCE, _of_source),
    "Peoples.update": (Verb.LINK, _of_link),
    "Peoples.unlinkThirds": (Verb.UNLINK, _of_link),
    "SmartTags.unassign": (Verb.UNTAG, _of_tags),
}
"""Method of API v1 -> what it does, and to which record."""


def _id(said: Document) -> int:
    return int(str(said["id"]))
