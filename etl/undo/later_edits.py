"""A record that the run made: what somebody changed of it, or hung on it, since.

What Sellsy fills in by itself (an owner, codes, a number) tells nothing unless the run wrote it.
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
from etl.v1.shapes import shown_of_event
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
"""Fields that Sellsy may fill in by itself, or that its answers do not show."""

_DEFAULTS: Mapping[str, tuple[JsonValue, ...]] = {
    "status": ("open", "late", "todo"),
    **{f"sync.{tool}": (True,) for tool in ("mailchimp", "mailjet", "simplemail")},
}
"""What Sellsy gives a new record by itself."""
_NOTHING: tuple[JsonValue, ...] = (None, "", [], False, 0)


@dataclass(frozen=True, slots=True)
class LaterEdits:
    """Something that is not as the run left it: a field (what it wrote, what is there), or something more."""

    label: str
    wrote: JsonValue
    now: JsonValue


def edits(scene: UndoContext, key: Key) -> Iterator[LaterEdits]:
    """Yield the fields of a record of the run that are not as it left them."""
    snapshot = scene.snapshot(key)
    if snapshot is None:
        return
    said = _said(scene, key)
    columns = columns_of(scene.entity_of(key), key[0])
    for path in dict.fromkeys((*columns, *LISTS)):
        column, now, ours = columns.get(path), dig(snapshot.document, path), said.get(path)
        if path == "mentioned_staff_ids":
            continue
        if path in said and not is_empty(ours):
            changed = not holds(column, now, ours)
        else:
            changed = path not in _GIVEN and not _blank(path, now)
        if changed:
            attribute = column.attribute if column is not None else path
            wrote, there = (scene.fields.linked(one) for one in (ours, now))
            yield LaterEdits(scene.header(key, attribute, column), wrote, there)
    yield from _custom(scene, key)
    yield from _addresses(scene, key)
    yield from _legacy(scene, key)


def _blank(path: str, now: JsonValue) -> bool:
    return now in _NOTHING or now in _DEFAULTS.get(path, ()) or not str(now).strip("0.")


def _said(scene: UndoContext, key: Key) -> dict[str, JsonValue]:
    """Return payload path -> value of all that the run wrote of a record's own fields."""
    said: dict[str, JsonValue] = {}
    for deed in scene.on(key, Verb.CREATE, Verb.UPDATE):
        said |= leaves(as_v2(deed.operation.path, deed.said))
    return said


def _custom(scene: UndoContext, key: Key) -> Iterator[LaterEdits]:
    snapshot = scene.snapshot(key)
    ours: dict[int, JsonValue] = {}
    for deed in scene.on(key, Verb.CUSTOM):
        ours |= {int(str(one["id"])): one["value"] for one in items(deed.body)}
    for field_id, now in ((snapshot.custom if snapshot else None) or {}).items():
        wrote = ours.get(field_id)
        if not same_value(now, wrote) and not (wrote is None and now in _NOTHING):
            entity = scene.entity_of(key)
            said, there = (scene.fields.value(entity, field_id, one) for one in (wrote, now))
            yield LaterEdits(scene.fields.header(entity, field_id), said, there)


def _addresses(scene: UndoContext, key: Key) -> Iterator[LaterEdits]:
    snapshot = scene.snapshot(key)
    ours = {deed.other: deed for deed in scene.on(key, Verb.ADD_ADDRESS)}
    for held in (snapshot.addresses if snapshot else None) or ():
        deed = ours.get(int(str(held["id"])))
        if deed is not None and moved(deed, held):
            yield LaterEdits(str(held.get("name")), one_line(deed.said), one_line(held))


def _legacy(scene: UndoContext, key: Key) -> Iterator[LaterEdits]:
    """Yield what API v1 alone shows and is not as the run left it."""
    snapshot = scene.snapshot(key)
    if snapshot is None or snapshot.v1 is None:
        return
    for attribute, ours in _said_to_v1(scene, key).items():
        now = snapshot.v1.get(attribute)
        if not holds(None, now, ours) and flat(now) != flat(ours):
            yield LaterEdits(scene.header(key, attribute, scene.entity_of(key).column(attribute)), ours, now)


def _said_to_v1(scene: UndoContext, key: Key) -> dict[str, JsonValue]:
    """Return attribute -> what the run left of it; what it never wrote is empty, where Sellsy does not fill it in."""
    empty = BLANK.get(key[0])
    said: dict[str, JsonValue] = {empty: None} if empty else {}
    for deed in scene.on(key, Verb.CREATE, Verb.STICKY, Verb.AGENDA):
        block = deed.said.get(key[0])
        if deed.operation.api != "v1" or not isinstance(block, dict):
            continue
        if "stickyNote" in block:
            said["sticky_note"] = block["stickyNote"]
        held = {key: block[name] for key, name in _AS_SHOWN.items() if name in block}
        said |= {name: value for name, value in shown_of_event(held).items() if name in _TOLD_BY_V1}
    return said


_AS_SHOWN = {"alerts": "alerts", "recurring": "use_recurrence", "recurring_params": "recurrence"}
"""Key of what v1 shows of an event -> key of what it takes."""

_TOLD_BY_V1 = ("alerts", *(f"recurrence.{name}" for name in ("frequency", "every", "count", "until")))
"""Columns of an event that v1 gives back as they were sent."""


def moved(deed: PastWrite, held: Document) -> bool:
    """Tell whether an address says something else than the run wrote."""
    return any(
        not (is_empty(held.get(name)) and is_empty(value)) and flat(held.get(name)) != flat(value)
        for name, value in deed.said.items()
        if not name.startswith("is_")
    )


def flat(value: JsonValue) -> str:
    """Return a text on one line: lines and spaces may become others on the way."""
    return " ".join(str(value or "").split())


def hung(scene: UndoContext, key: Key) -> Iterator[str]:
    """Yield what hangs on a record of the run and is not the run's own, as a person recognises it."""
    snapshot = scene.snapshot(key)
    if snapshot is None:
        return
    past, present = scene.past, scene.present
    made, linked = past.made.keys() | past.near, past.linked | past.near_links
    yield from (what for one, what in present.hung.get(key, ()) if one not in made)
    for name, number in present.counted.get(key, {}).items():
        others = number - past.near_counts[key, _variant_of(name)]
        if others > 0:
            yield f"{name} ({others})"
    ours = {deed.other for deed in scene.on(key, Verb.ADD_ADDRESS)}
    for held in snapshot.addresses or ():
        if held["id"] not in ours:
            yield str(held.get("name") or one_line(held))
    tags = {fold(name) for deed in scene.on(key, Verb.TAG) for name in tag_names(deed)}
    yield from (name for name in snapshot.tags or () if fold(name) not in tags)
    people = snapshot.contacts or ()
    yield from (_person(one) for one in people if (key, int(str(one["id"]))) not in linked)
    employer = linked_by(People.ROLES).variant
    for company in snapshot.companies or ():
        if ((employer, int(str(company["id"]))), key[1]) not in linked:
            yield f"{company['id']} ({company.get('name')})"


def _variant_of(counted: str) -> str:
    """Return the kind of record that is counted under a name; of what is no kind of ours the name itself."""
    return next((one.variant for one in RESOURCES.values() if one.list_name == counted), counted)


def _person(one: Document) -> str:
    name = " ".join(str(one[part]) for part in ("first_name", "last_name") if one.get(part))
    return f"{one['id']} ({name})"


def tag_names(deed: PastWrite) -> list[str]:
    """Return the tags that a write sent."""
    return [str(one["value"]) for one in items(deed.body) if "value" in one]


def items(body: JsonValue) -> list[Document]:
    """Return the objects of a list."""
    return [one for one in body if isinstance(one, dict)] if isinstance(body, list) else []
