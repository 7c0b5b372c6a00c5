"""A past write of a run: its record, the part written, the values before and after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from etl.core.json_paths import filled
from etl.core.results import JsonValue
from etl.entities.base.resource import CONTACTS, RESOURCES
from etl.journal import OperationRecord
from etl.plan.addresses import HOLDERS
from etl.v1.written import record_of

Key = tuple[str, int]
"""A record of Sellsy: its variant and its id."""

Document = Mapping[str, JsonValue]

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
    (CONTACTS, "POST"): Verb.LINK,
    (CONTACTS, "PUT"): Verb.CHANGE_LINK,
    (CONTACTS, "DELETE"): Verb.UNLINK,
    (None, "POST"): Verb.CREATE,
    (None, "PUT"): Verb.UPDATE,
    (None, "DELETE"): Verb.DELETE,
}
"""(part of the record, method) -> verb."""


@dataclass(frozen=True, slots=True)
class PastWrite:
    """A write that was done; `key` is its record, `other` the id of its address or linked contact.

    `body` is that of the operation, with ids in place of the op_ids that stood for them.
    """

    verb: Verb
    key: Key
    operation: OperationRecord
    body: JsonValue
    other: int = 0

    @property
    def row(self) -> int:
        """The row of the write."""
        return self.operation.row

    @property
    def before(self) -> Document:
        """The before-image as fields, empty where there is none."""
        return self.operation.before if isinstance(self.operation.before, dict) else {}

    @property
    def fields(self) -> Document:
        """The body as fields, empty where it is a list or missing."""
        return self.body if isinstance(self.body, dict) else {}

    @property
    def holders(self) -> Document:
        """The previous holders of the roles that it assigned."""
        holders = self.before.get(HOLDERS)
        return holders if isinstance(holders, dict) else {}


def past_write_of(operation: OperationRecord, known: Mapping[str, int]) -> PastWrite | None:
    """Return the write of an operation, None where there is nothing to undo; `known` maps op_ids to ids."""
    body = filled(operation.body, known)
    if operation.api == "v1":
        return _of_v1(operation, body)
    path = operation.path
    for need in operation.needs:
        path = path.replace(need, str(known.get(need, need)))
    match = _PATH.fullmatch(path)
    variant = _variant_at(match["resource"]) if match else None
    verb = _OF_PART.get((match["part"], operation.method)) if match else None
    if match is None or variant is None or verb is None:
        return None
    key = (variant, int(match["id"] or operation.answer_id or 0))
    other = int(match["other"] or (operation.answer_id if verb is Verb.ADD_ADDRESS else 0) or 0)
    return PastWrite(verb, key, operation, body, other)


def key_at(path: str) -> Key | None:
    """Return the record of a path."""
    match = _PATH.fullmatch(path)
    variant = _variant_at(match["resource"]) if match else None
    return (variant, int(match["id"])) if match and variant and match["id"] else None


def _variant_at(path: str) -> str | None:
    return next((resource.variant for resource in RESOURCES.values() if resource.path == path), None)


def _of_v1(operation: OperationRecord, body: JsonValue) -> PastWrite | None:
    fields: Document = body if isinstance(body, dict) else {}
    verb = _V1.get(operation.path)
    if verb is None:
        return None
    before = operation.before if isinstance(operation.before, dict) else {}
    key, other = record_of(operation.path, fields, before=before, answer_id=operation.answer_id)
    return PastWrite(verb, key, operation, body, other)


_V1: Mapping[str, Verb] = {
    "Agenda.create": Verb.CREATE,
    "Agenda.update": Verb.AGENDA,
    "Annotations.create": Verb.CREATE,
    "Opportunities.update": Verb.STICKY,
    "Opportunities.createSource": Verb.SOURCE,
    "Peoples.update": Verb.LINK,
    "Peoples.unlinkThirds": Verb.UNLINK,
    "SmartTags.unassign": Verb.UNTAG,
}
"""Method of API v1 -> verb."""
