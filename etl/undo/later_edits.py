"""Edits of a record, and additions to it, since the run that created it.

Fields that Sellsy fills in by itself (an owner, codes, a number) do not count unless the run wrote them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.codecs import fold
from etl.core.json_paths import dig, is_empty
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES, People, linked_by
from etl.entities.parts import CAMPAIGNS
from etl.plan.addresses import one_line
from etl.plan.attachments import same_value
from etl.undo.context import LISTS, UndoContext, columns_of, holds, leaves
from etl.undo.past_write import Document, Key, PastWrite, Verb
from etl.v1.records import shown_of_event
from etl.v1.written import BLANK, as_v2

_GIVEN = frozenset(
    {
        "accounting_code_id",
        "accounting_purchase_code_id",
        "auxiliary_code",
        "created",
        "mentioned_staff_ids",
        "number",
        "owner_id",
        "probability",
        "rate_category_id",
        "source",
        "type",
        CAMPAIGNS,
        "participants",
    }
)
"""Fields that Sellsy may fill in by itself, or that are absent from its answers."""

_DEFAULTS: Mapping[str, tuple[JsonValue, ...]] = {
    "status": ("open", "late", "todo"),
    **{f"sync.{tool}": (True,) for tool in ("mailchimp", "mailjet", "simplemail")},
}
"""Values that Sellsy gives a new record by itself."""
_NOTHING: tuple[JsonValue, ...] = (None, "", [], False, 0)


@dataclass(frozen=True, slots=True)
class LaterEdits:
    """A field changed since the run: its label, the value written, and the current value."""

    label: str
    wrote: JsonValue
    now: JsonValue


def edits(context: UndoContext, key: Key) -> Iterator[LaterEdits]:
    """Yield the fields of a record that changed since the run."""
    snapshot = context.snapshot(key)
    if snapshot is None:
        return
    written = _written(context, key)
    columns = columns_of(context.entity_of(key), key[0])
    for path in dict.fromkeys((*columns, *LISTS)):
        column, now, ours = columns.get(path), dig(snapshot.document, path), written.get(path)
        if path == "mentioned_staff_ids":
            continue
        if path in written and not is_empty(ours):
            changed = not holds(column, now, ours)
        else:
            changed = path not in _GIVEN and not _blank(path, now)
        if changed:
            attribute = column.attribute if column is not None else path
            wrote, there = (context.fields.linked(value) for value in (ours, now))
            yield LaterEdits(context.header(key, attribute, column), wrote, there)
    yield from _custom(context, key)
    yield from _addresses(context, key)
    yield from _legacy(context, key)


def _blank(path: str, now: JsonValue) -> bool:
    return now in _NOTHING or now in _DEFAULTS.get(path, ()) or not str(now).strip("0.")


def _written(context: UndoContext, key: Key) -> dict[str, JsonValue]:
    """Return payload path -> value of the record's own fields that the run wrote."""
    values: dict[str, JsonValue] = {}
    for write in context.on(key, Verb.CREATE, Verb.UPDATE):
        values |= leaves(as_v2(write.operation.path, write.fields))
    return values


def _custom(context: UndoContext, key: Key) -> Iterator[LaterEdits]:
    snapshot = context.snapshot(key)
    ours: dict[int, JsonValue] = {}
    for write in context.on(key, Verb.CUSTOM):
        ours |= {int(str(item["id"])): item["value"] for item in items(write.body)}
    for field_id, now in ((snapshot.custom if snapshot else None) or {}).items():
        wrote = ours.get(field_id)
        if not same_value(now, wrote) and not (wrote is None and now in _NOTHING):
            entity = context.entity_of(key)
            before, there = (context.fields.value(entity, field_id, value) for value in (wrote, now))
            yield LaterEdits(context.fields.header(entity, field_id), before, there)


def _addresses(context: UndoContext, key: Key) -> Iterator[LaterEdits]:
    snapshot = context.snapshot(key)
    ours = {write.other: write for write in context.on(key, Verb.ADD_ADDRESS)}
    for address in (snapshot.addresses if snapshot else None) or ():
        write = ours.get(int(str(address["id"])))
        if write is not None and moved(write, address):
            yield LaterEdits(str(address.get("name")), one_line(write.fields), one_line(address))


def _legacy(context: UndoContext, key: Key) -> Iterator[LaterEdits]:
    """Yield the fields that only API v1 shows and that changed since the run."""
    snapshot = context.snapshot(key)
    if snapshot is None or snapshot.v1 is None:
        return
    for attribute, ours in _written_to_v1(context, key).items():
        now = snapshot.v1.get(attribute)
        if not holds(None, now, ours) and flat(now) != flat(ours):
            yield LaterEdits(
                context.header(key, attribute, context.entity_of(key).column(attribute)), ours, now
            )


def _written_to_v1(context: UndoContext, key: Key) -> dict[str, JsonValue]:
    """Return attribute -> value left by the run; empty if never written, unless Sellsy fills it in."""
    empty = BLANK.get(key[0])
    values: dict[str, JsonValue] = {empty: None} if empty else {}
    for write in context.on(key, Verb.CREATE, Verb.STICKY, Verb.AGENDA):
        block = write.fields.get(key[0])
        if write.operation.api != "v1" or not isinstance(block, dict):
            continue
        if "stickyNote" in block:
            values["sticky_note"] = block["stickyNote"]
        sent = {key: block[name] for key, name in _AS_SHOWN.items() if name in block}
        values |= {name: value for name, value in shown_of_event(sent).items() if name in _SHOWN_BY_V1}
    return values


_AS_SHOWN = {"alerts": "alerts", "recurring": "use_recurrence", "recurring_params": "recurrence"}
"""Key of an event in answers of v1 -> key in its requests."""

_SHOWN_BY_V1 = ("alerts", *(f"recurrence.{name}" for name in ("frequency", "every", "count", "until")))
"""Columns of an event that v1 returns as they were sent."""


def moved(write: PastWrite, address: Document) -> bool:
    """Tell whether an address differs from what the run wrote."""
    return any(
        not (is_empty(address.get(name)) and is_empty(value)) and flat(address.get(name)) != flat(value)
        for name, value in write.fields.items()
        if not name.startswith("is_")
    )


def flat(value: JsonValue) -> str:
    """Return a text on one line, as line breaks and spaces may change in transit."""
    return " ".join(str(value or "").split())


def additions(context: UndoContext, key: Key) -> Iterator[str]:
    """Yield descriptions of dependants and linked data that the run did not create."""
    snapshot = context.snapshot(key)
    if snapshot is None:
        return
    past, present = context.past, context.present
    made, linked = past.made.keys() | past.near, past.linked | past.near_links
    yield from (text for other, text in present.dependants.get(key, ()) if other not in made)
    for name, number in present.counted.get(key, {}).items():
        others = number - past.near_counts[key, _variant_of(name)]
        if others > 0:
            yield f"{name} ({others})"
    ours = {write.other for write in context.on(key, Verb.ADD_ADDRESS)}
    for address in snapshot.addresses or ():
        if address["id"] not in ours:
            yield str(address.get("name") or one_line(address))
    tags = {fold(name) for write in context.on(key, Verb.TAG) for name in tag_names(write)}
    yield from (name for name in snapshot.tags or () if fold(name) not in tags)
    people = snapshot.contacts or ()
    yield from (_person(person) for person in people if (key, int(str(person["id"]))) not in linked)
    employer = linked_by(People.ROLES).variant
    for company in snapshot.companies or ():
        if ((employer, int(str(company["id"]))), key[1]) not in linked:
            yield f"{company['id']} ({company.get('name')})"


def _variant_of(counted: str) -> str:
    """Return the variant that is counted under a name, or the name itself for an unknown kind."""
    return next(
        (resource.variant for resource in RESOURCES.values() if resource.list_name == counted), counted
    )


def _person(person: Document) -> str:
    name = " ".join(str(person[part]) for part in ("first_name", "last_name") if person.get(part))
    return f"{person['id']} ({name})"


def tag_names(write: PastWrite) -> list[str]:
    """Return the names of the tags that a write sent."""
    return [str(item["value"]) for item in items(write.body) if "value" in item]


def items(body: JsonValue) -> list[Document]:
    """Return the objects of a list."""
    return [item for item in body if isinstance(item, dict)] if isinstance(body, list) else []
