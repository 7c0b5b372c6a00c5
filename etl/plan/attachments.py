"""Plan the smart tags and custom fields of a record; each is a write of its own in the batch."""

from collections.abc import Mapping

from etl.account.custom_fields import CustomField, custom_cell
from etl.account.lookups import Lookups
from etl.codecs import Text, cell_text, fold
from etl.core.json_paths import is_empty
from etl.core.record import Snapshot
from etl.core.results import Change, JsonValue, Problem
from etl.plan.writes import Draft, same, single_spaced
from etl.v1.blocks import tagged_type

CustomValues = Mapping[str, tuple[CustomField, JsonValue]]
"""Attribute -> custom field, and its value in Sellsy's form."""


def plan_tags(
    draft: Draft, resource: str, wanted: JsonValue, *, snapshot: Snapshot | None, replaces: bool = False
) -> None:
    """Plan the smart tags that a row adds; the full list is sent, which is right whether Sellsy adds or replaces.

    With `replaces` the record's other tags are removed, which only v1 surely does.
    """
    names = [str(tag) for tag in wanted] if isinstance(wanted, list) else []
    current = list(snapshot.tags or ()) if snapshot else []
    known, asked = {fold(single_spaced(tag)) for tag in current}, {fold(single_spaced(tag)) for tag in names}
    added = [tag for tag in names if fold(single_spaced(tag)) not in known]
    gone = [tag for tag in current if fold(single_spaced(tag)) not in asked] if replaces else []
    if added:
        body: JsonValue = [{"value": tag} for tag in [*current, *added]]
        columns = {"value": draft.headers.get("tags", "tags")}
        path = f"{resource}/{draft.target}/smart-tags"
        draft.write("tags", "POST", path, body, before=[*current], columns=columns)
    if gone and snapshot is not None:
        _take_off(draft, snapshot, current=current, gone=gone)
    if added or gone:
        left = [tag for tag in current if tag not in gone]
        draft.changes.append(Change("tags", [*current], [*left, *added]))


def _take_off(draft: Draft, snapshot: Snapshot, *, current: list[str], gone: list[str]) -> None:
    body: JsonValue = {
        "linkedtype": tagged_type(snapshot.variant, snapshot.document.get("type")),
        "linkedid": snapshot.id,
        "tags": [snapshot.tag_ids[tag] for tag in gone if tag in snapshot.tag_ids],
    }
    before: JsonValue = {"variant": snapshot.variant, "tags": [*current], "removed": [*gone]}
    draft.write("tags", "POST", "SmartTags.unassign", body, api="v1", before=before)


def plan_custom(
    draft: Draft,
    resource: str,
    wanted: CustomValues,
    *,
    current: Mapping[int, JsonValue] | None,
) -> None:
    """Plan custom fields; `wanted` maps the attribute to the field and its value in Sellsy's form."""
    stored = current or {}
    changed = {name: (field.id, value) for name, (field, value) in changed_custom(wanted, stored).items()}
    if not changed:
        return
    body: JsonValue = [{"id": field_id, "value": value} for field_id, value in changed.values()]
    before: JsonValue = [{"id": field_id, "value": stored.get(field_id)} for field_id, _ in changed.values()]
    columns = {str(i): draft.headers.get(attribute, attribute) for i, attribute in enumerate(changed)}
    path = f"{resource}/{draft.target}/custom-fields"
    draft.write("custom_fields", "PUT", path, body, before=before, columns=columns)
    for attribute, (field_id, value) in changed.items():
        draft.changes.append(Change(attribute, stored.get(field_id), value))


def changed_custom(wanted: CustomValues, current: Mapping[int, JsonValue]) -> CustomValues:
    """Return the custom fields whose value in the record differs from the wanted value."""
    return {
        attribute: (field, value)
        for attribute, (field, value) in wanted.items()
        if not _alike(field, current.get(field.id), value)
    }


def custom_problems(
    row: int,
    wanted: CustomValues,
    *,
    current: Mapping[int, JsonValue] | None,
    headers: Mapping[str, str],
    typed: Mapping[str, JsonValue],
    lookups: Lookups,
) -> list[Problem]:
    """Return a problem for each custom field that a row changes to a value that its definition does not allow.

    `typed` holds the cells of the row as the user wrote them.

    Raises:
        ApiError: a list of names cannot be read.
    """
    problems = []
    for attribute, (field, value) in changed_custom(wanted, current or {}).items():
        complaint = field.limits.complaint(value)
        if complaint is not None:
            code, params = complaint
            cell = typed.get(attribute)
            shown = (
                cell_text(cell)
                if isinstance(cell, str | int | float)
                else custom_cell(field, value, lookups=lookups)
            )
            problems.append(Problem(code, row, headers.get(attribute, attribute), str(shown or ""), params))
    return problems


def added_to(current: JsonValue, wanted: JsonValue) -> JsonValue:
    """Return the choices of a record with those that are added; an empty value clears them all."""
    if not isinstance(wanted, list):
        return wanted
    choices = current if isinstance(current, list) else []
    return [*choices, *(choice for choice in wanted if choice not in choices)]


def _alike(field: CustomField, current: JsonValue, wanted: JsonValue) -> bool:
    """Return whether a custom field has the wanted value; texts are compared as they are read, letter for letter."""
    codec = field.codec
    if codec is not None and same(codec, current, wanted):
        return True
    return not isinstance(codec, Text) and same_value(current, wanted)


def same_value(current: JsonValue, wanted: JsonValue) -> bool:
    """Return whether two values of a custom field mean the same."""
    if is_empty(current) and is_empty(wanted):
        return True
    return _canonical(current) == _canonical(wanted)


def _canonical(value: JsonValue) -> JsonValue:
    """Return a value without empty fields, with lists sorted by id and numbers without trailing zeros."""
    if isinstance(value, dict):
        return {key: _canonical(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        ids = [item["id"] if isinstance(item, dict) and "id" in item else item for item in value]
        return [*sorted(str(item) for item in ids)]
    if isinstance(value, bool) or value is None:
        return value
    text = str(value)
    whole, dot, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0')}".rstrip(".") if dot and decimals.isdecimal() else text
