"""Planning what hangs on a record: smart tags, custom fields, addresses; each a write of its own in the batch."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from etl.account.custom_fields import CustomField
from etl.codecs import Options, PostalCode, Text, cell_text, clean_cell, fold
from etl.core.json_paths import is_empty
from etl.core.record import Snapshot
from etl.core.results import Change, JsonValue
from etl.plan.writes import Draft, same

ADDRESS_NAMES = {
    "main": "Adresse principale",
    "invoicing": "Adresse de facturation",
    "delivery": "Adresse de livraison",
}
"""The name an address gets when the file has none; Sellsy requires one (API contract 2.264.0)."""

_POSTAL_CODE = "postal_code"

FLAGS = ("is_invoicing_address", "is_delivery_address")
"""The roles of an address; one address has each."""

HOLDERS = "holders"
"""Key of a before-image: who had the roles that a write gives away."""

_PATHS = {
    "name": "name",
    "line_1": "address_line_1",
    "line_2": "address_line_2",
    "line_3": "address_line_3",
    "line_4": "address_line_4",
    "postal_code": "postal_code",
    "city": "city",
    "country": "country_code",
}


_LINKED = {"contact": "people", "opportunity": "opportunity"}
"""Variant -> how v1 calls what tags hang on; a company or an individual goes by what it is."""


def plan_tags(
    draft: Draft, resource: str, wanted: JsonValue, *, snapshot: Snapshot | None, replaces: bool = False
) -> None:
    """Plan the smart tags a row adds: the full list is sent, right whether Sellsy adds or replaces.

    With `replaces` the record's other tags are taken off, which only v1 surely does.
    """
    names = [str(tag) for tag in wanted] if isinstance(wanted, list) else []
    held = list(snapshot.tags or ()) if snapshot else []
    known, asked = {fold(_words(tag)) for tag in held}, {fold(_words(tag)) for tag in names}
    added = [tag for tag in names if fold(_words(tag)) not in known]
    gone = [tag for tag in held if fold(_words(tag)) not in asked] if replaces else []
    if added:
        body: JsonValue = [{"value": tag} for tag in [*held, *added]]
        columns = {"value": draft.headers.get("tags", "tags")}
        path = f"{resource}/{draft.target}/smart-tags"
        draft.write("tags", "POST", path, body, before=[*held], columns=columns)
    if gone and snapshot is not None:
        _take_off(draft, snapshot, held=held, gone=gone)
    if added or gone:
        left = [tag for tag in held if tag not in gone]
        draft.changes.append(Change("tags", [*held], [*left, *added]))


def _take_off(draft: Draft, snapshot: Snapshot, *, held: list[str], gone: list[str]) -> None:
    body: JsonValue = {
        "linkedtype": linked_type(snapshot.variant, snapshot.document.get("type")),
        "linkedid": snapshot.id,
        "tags": [snapshot.tag_ids[tag] for tag in gone if tag in snapshot.tag_ids],
    }
    before: JsonValue = {"variant": snapshot.variant, "tags": [*held], "removed": [*gone]}
    draft.write("tags", "POST", "SmartTags.unassign", body, api="v1", before=before)


def linked_type(variant: str, kind: JsonValue) -> str:
    """Return how v1 calls a record that tags hang on; `kind` is what a company or individual is."""
    named_so = _LINKED.get(variant)
    if named_so is not None:
        return named_so
    return str(kind) if kind in ("prospect", "supplier") else "third"


def plan_custom(
    draft: Draft,
    resource: str,
    wanted: Mapping[str, tuple[CustomField, JsonValue]],
    *,
    current: Mapping[int, JsonValue] | None,
) -> None:
    """Plan custom fields; `wanted` maps the attribute to the field and its value in Sellsy's form."""
    held = current or {}
    changed = {
        attribute: (field.id, value)
        for attribute, (field, value) in wanted.items()
        if not _alike(field, held.get(field.id), value)
    }
    if not changed:
        return
    body: JsonValue = [{"id": field_id, "value": value} for field_id, value in changed.values()]
    before: JsonValue = [{"id": field_id, "value": held.get(field_id)} for field_id, _ in changed.values()]
    columns = {str(i): draft.headers.get(attribute, attribute) for i, attribute in enumerate(changed)}
    path = f"{resource}/{draft.target}/custom-fields"
    draft.write("custom_fields", "PUT", path, body, before=before, columns=columns)
    for attribute, (field_id, value) in changed.items():
        draft.changes.append(Change(attribute, held.get(field_id), value))


def _alike(field: CustomField, current: JsonValue, wanted: JsonValue) -> bool:
    """Tell whether a custom field holds what is wanted; texts are compared as they are read, letter for letter."""
    codec = field.codec
    if codec is not None and same(codec, current, wanted):
        return True
    return not isinstance(codec, Text) and same_value(current, wanted)


def same_value(current: JsonValue, wanted: JsonValue) -> bool:
    """Tell whether two values of a custom field mean the same."""
    if is_empty(current) and is_empty(wanted):
        return True
    return _canonical(current) == _canonical(wanted)


def _canonical(value: JsonValue) -> JsonValue:
    """Return a value with ids as integers, numbers without idle zeros and lists in one order."""
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


@dataclass(frozen=True, slots=True)
class Address:
    """An address a row states: `part` is main, invoicing or delivery, the flags what it must be."""

    part: str
    fields: Mapping[str, JsonValue]
    invoicing: bool
    delivery: bool

    @property
    def named(self) -> bool:
        """Whether the row itself names the address."""
        return not is_empty(self.fields.get("name"))


def stated_addresses(parts: Mapping[str, Mapping[str, JsonValue]]) -> list[Address]:
    """Return the addresses of a row; the main one serves for whatever has none of its own."""
    stated = {part: values for part, values in parts.items() if any(v is not None for v in values.values())}
    return [
        Address(
            part=part,
            fields={_PATHS[name]: value for name, value in values.items()},
            invoicing=part == "invoicing" or (part == "main" and "invoicing" not in stated),
            delivery=part == "delivery" or (part == "main" and "delivery" not in stated),
        )
        for part, values in stated.items()
    ]


def plan_addresses(
    draft: Draft,
    resource: str,
    addresses: Sequence[Address],
    *,
    current: Sequence[Mapping[str, JsonValue]],
) -> None:
    """Plan every address of a row against those the record has."""
    for address in addresses:
        held = find_address(address, current)
        if held is None:
            _create(draft, resource, address, current)
        else:
            _update(draft, resource, address, held, current=current)


def _create(
    draft: Draft, resource: str, address: Address, current: Sequence[Mapping[str, JsonValue]]
) -> None:
    fields = {key: value for key, value in address.fields.items() if value is not None}
    body: dict[str, JsonValue] = {
        "name": ADDRESS_NAMES[address.part],
        **fields,
        "is_invoicing_address": address.invoicing,
        "is_delivery_address": address.delivery,
    }
    path = f"{resource}/{draft.target}/addresses"
    holders = holders_of(current, {flag for flag in FLAGS if body[flag] is True})
    before: JsonValue = {HOLDERS: holders} if holders else None
    draft.write("address", "POST", path, body, before=before, columns=_headers(draft, address))
    draft.changes.append(Change(address.part, None, one_line(body)))


def holders_of(current: Sequence[Mapping[str, JsonValue]], flags: Collection[str]) -> dict[str, JsonValue]:
    """Return flag -> id of the address that has a role now: it loses it to the one that is written."""
    return {flag: held["id"] for flag in FLAGS if flag in flags for held in current if held.get(flag)}


def _update(
    draft: Draft,
    resource: str,
    address: Address,
    held: Mapping[str, JsonValue],
    *,
    current: Sequence[Mapping[str, JsonValue]],
) -> None:
    changed: dict[str, JsonValue] = {
        key: value if value is not None else ""
        for key, value in address.fields.items()
        if not _same_part(held, key, value)
    }
    for flag, wanted in zip(FLAGS, (address.invoicing, address.delivery), strict=True):
        if wanted and not held.get(flag):
            changed[flag] = True
    if not changed:
        return
    before: dict[str, JsonValue] = {key: held.get(key) for key in changed}
    holders = holders_of(current, changed.keys())
    if holders:
        before[HOLDERS] = holders
    path = f"{resource}/{draft.target}/addresses/{held['id']}"
    draft.write(
        "address",
        "PUT",
        path,
        {**required_of(held), **changed},
        before=before,
        columns=_headers(draft, address),
    )
    draft.changes.append(Change(address.part, one_line(held), one_line({**held, **changed})))


def _headers(draft: Draft, address: Address) -> dict[str, str]:
    """Return address field -> the user's header."""
    names = ((path, f"{address.part}.{name}") for name, path in _PATHS.items())
    return {path: draft.headers[attribute] for path, attribute in names if attribute in draft.headers}


def required_of(held: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the fields an address is not accepted without, as the record has them."""
    names = ("name", "address_line_1", "postal_code", "city", "country_code")
    return {name: held.get(name) for name in names if not is_empty(held.get(name))}


def find_address(
    address: Address, current: Sequence[Mapping[str, JsonValue]]
) -> Mapping[str, JsonValue] | None:
    """Return the address of the record that the row means: by name, else by content, else by its role.

    An address that also plays another role than the row's is left alone: a new one is created beside it.
    """
    if address.named:
        name = fold(_words(address.fields["name"]))
        return next((held for held in current if fold(_words(held.get("name"))) == name), None)
    for held in current:
        if all(_same_part(held, key, value) for key, value in address.fields.items()):
            return held
    roles = tuple(zip(FLAGS, (address.invoicing, address.delivery), strict=True))
    for held in current:
        plays = [bool(held.get(flag)) for flag, _ in roles]
        if any(plays) and all(wanted or not played for played, (_, wanted) in zip(plays, roles, strict=True)):
            return held
    return None


def _same_part(held: Mapping[str, JsonValue], key: str, wanted: JsonValue) -> bool:
    """Tell whether an address has a part: it is compared as it is, and as both would be read in its country."""
    current, country = held.get(key), held.get("country_code")
    if same_text(current, wanted):
        return True
    if key != _POSTAL_CODE or not country or is_empty(current) or is_empty(wanted):
        return False
    options = Options(country=str(country), literal=True)
    read = PostalCode().decode([str(current), str(wanted)], options=options).values
    return wanted == read[0] or current == read[1]


def same_text(current: JsonValue, wanted: JsonValue) -> bool:
    """Tell whether two texts are the same but for spaces and marks that nobody sees; nothing is one of them."""
    if is_empty(current) and is_empty(wanted):
        return True
    return _words(current) == _words(wanted)


def _words(value: JsonValue) -> str:
    """Return a text as it is compared: without the marks that nobody sees, its spaces single."""
    return " ".join(cell_text(clean_cell(str(value or ""), words=False)).split())


ADDRESS_LINES = (
    "address_line_1",
    "address_line_2",
    "address_line_3",
    "address_line_4",
    "postal_code",
    "city",
    "country_code",
)
"""Fields of an address in the order in which it is written (API contract 2.264.0)."""


def one_line(address: Mapping[str, JsonValue]) -> str:
    """Return an address on one line."""
    return ", ".join(str(address[key]) for key in ADDRESS_LINES if not is_empty(address.get(key)))
