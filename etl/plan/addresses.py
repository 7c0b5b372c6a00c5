"""Planning the addresses of a record: which one a row means, what of it changes, and who is for invoicing or delivery.

What a row does not name keeps its role: the main address of a row is for invoicing or delivery where no address is.
The main address of a record is the one with both roles, else the only one that has none, else the only one called so.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from etl.codecs import Options, PostalCode, fold
from etl.core.json_paths import is_empty
from etl.core.results import Change, JsonValue
from etl.plan.writes import Draft, same_text, single_spaced

Document = Mapping[str, JsonValue]

ADDRESS_NAMES = {
    "main": "Adresse principale",
    "invoicing": "Adresse de facturation",
    "delivery": "Adresse de livraison",
}
"""The name an address gets when the file has none; Sellsy requires one (API contract 2.264.0)."""

FLAGS = ("is_invoicing_address", "is_delivery_address")
"""The roles of an address; one address has each."""

HOLDERS = "holders"
"""Key of a before-image: who had the roles that a write gives away."""

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

_POSTAL_CODE = "postal_code"

_WHOLE = ("address_line_1", "postal_code", "city")
"""What an address is recognised by: a part of them is too little."""

_ROLES = {"invoicing": FLAGS[0], "delivery": FLAGS[1]}
"""Part of a row -> the role of its address."""

ROLE_CHANGES = dict(zip(FLAGS, ("invoicing_role", "delivery_role"), strict=True))
"""Role -> what a change of the address that has it is called."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address a row states: `part` is main, invoicing or delivery, `id` the one that Sellsy gave it.

    `roles` are those it takes from any other address, `spare` those it gets where no address has them. One that only
    `clears` is never created.
    """

    part: str
    id: JsonValue
    fields: Mapping[str, JsonValue]
    roles: frozenset[str]
    spare: frozenset[str] = frozenset()
    clears: bool = False

    @property
    def name(self) -> JsonValue:
        """What it is called, by the row or by us."""
        name = self.fields.get("name")
        return ADDRESS_NAMES[self.part] if is_empty(name) else name

    def agrees(self, other: "Address") -> bool:
        """Tell whether two addresses of a row may be one: what both state is the same."""
        both = self.fields.keys() & other.fields.keys()
        return all(_folded(key, self.fields[key]) == _folded(key, other.fields[key]) for key in both)

    def takes(self, current: Iterable[Document]) -> list[str]:
        """Return the roles it must have beside some addresses of its record."""
        if self.clears:
            return []
        played = {flag for held in current for flag in roles_of(held)}
        return [flag for flag in FLAGS if flag in self.roles or (flag in self.spare and flag not in played)]


def stated_addresses(
    parts: Mapping[str, Mapping[str, JsonValue]], *, kept: Collection[str] = ()
) -> list[Address]:
    """Return the addresses of a row; `kept` are roles that the main one has to keep, because this row gave them."""
    stated = {part: values for part, values in parts.items() if values.keys() - {"id"}}
    filled = [
        part
        for part, values in stated.items()
        if any(value is not None for name, value in values.items() if name != "id")
    ]
    given = frozenset(_ROLES[part] for part in filled if part in _ROLES)
    spare = frozenset(FLAGS) - given
    return [
        Address(
            part=part,
            id=values.get("id"),
            fields={_PATHS[name]: value for name, value in values.items() if name != "id"},
            roles=frozenset({_ROLES[part]}) if part in _ROLES else spare.intersection(kept),
            spare=frozenset() if part in _ROLES else spare,
            clears=part not in filled,
        )
        for part, values in stated.items()
    ]


def plan_addresses(
    draft: Draft, resource: str, addresses: Sequence[Address], *, current: Sequence[Document]
) -> None:
    """Plan every address of a row against those the record has."""
    said: dict[str, tuple[Document, Document]] = {}
    for address, held in match_addresses(addresses, current):
        if held is None and not address.clears:
            _create(draft, resource, address, current)
        elif held is not None:
            number = str(held["id"])
            stated, written = said.get(number, ({}, {}))
            left = {key: value for key, value in address.fields.items() if key not in stated}
            own, now = replace(address, fields=left), {**held, **written}
            changed = _update(draft, resource, own, now, current=current)
            said[number] = {**stated, **left}, {**written, **changed}


def _create(draft: Draft, resource: str, address: Address, current: Sequence[Document]) -> None:
    fields = {key: value for key, value in address.fields.items() if value is not None}
    roles = address.takes(current)
    body: dict[str, JsonValue] = {"name": address.name, **fields, **{flag: flag in roles for flag in FLAGS}}
    path = f"{resource}/{draft.target}/addresses"
    holders = holders_of(current, roles)
    before: JsonValue = {HOLDERS: holders} if holders else None
    draft.write("address", "POST", path, body, before=before, columns=_headers(draft, address))
    draft.changes.append(Change(address.part, None, one_line(body)))
    draft.changes += role_changes(roles, current, body, taken=holders)


def roles_of(address: Document) -> list[str]:
    """Return the roles of an address."""
    return [flag for flag in FLAGS if address.get(flag)]


def holders_of(current: Sequence[Document], flags: Collection[str]) -> dict[str, JsonValue]:
    """Return flag -> id of the address that has a role now: it loses it to the one that is written."""
    return {flag: held["id"] for flag in FLAGS if flag in flags for held in current if held.get(flag)}


def role_changes(
    roles: Iterable[str], current: Iterable[Document], new: Document, *, taken: Collection[str] = FLAGS
) -> list[Change]:
    """Return which address loses each role that is taken, and which one gets it."""
    lines = {flag: one_line(held) for held in current for flag in roles_of(held)}
    return [Change(ROLE_CHANGES[flag], lines.get(flag), one_line(new)) for flag in roles if flag in taken]


def _update(
    draft: Draft, resource: str, address: Address, held: Document, *, current: Sequence[Document]
) -> Document:
    """Plan what changes of an address, and return it; one that the row names by its id gets no spare role unchanged."""
    changed: dict[str, JsonValue] = {
        key: value if value is not None else ""
        for key, value in address.fields.items()
        if not _same_part(held, key, value)
    }
    roles = [flag for flag in address.takes(current) if not held.get(flag)]
    if not changed and address.id is not None:
        roles = [flag for flag in roles if flag in address.roles]
    if not changed and not roles:
        return {}
    new = {**held, **changed}
    if changed.keys() - {"name"}:
        draft.changes.append(Change(address.part, one_line(held), one_line(new)))
    if "name" in changed:
        draft.changes.append(Change(f"{address.part}.name", held.get("name"), changed["name"]))
    draft.changes += role_changes(roles, current, new)
    fields = dict(changed)
    changed |= dict.fromkeys(roles, True)
    before: dict[str, JsonValue] = {key: held.get(key) for key in changed}
    holders = holders_of(current, roles)
    if holders:
        before[HOLDERS] = holders
    path = f"{resource}/{draft.target}/addresses/{held['id']}"
    body = {**required_of(held), **changed}
    draft.write("address", "PUT", path, body, before=before, columns=_headers(draft, address))
    return fields


def _headers(draft: Draft, address: Address) -> dict[str, str]:
    """Return address field -> the user's header."""
    names = ((path, f"{address.part}.{name}") for name, path in _PATHS.items())
    return {path: draft.headers[attribute] for path, attribute in names if attribute in draft.headers}


def required_of(held: Document) -> dict[str, JsonValue]:
    """Return the fields an address is not accepted without, as the record has them."""
    names = ("name", "address_line_1", "postal_code", "city", "country_code")
    return {name: held.get(name) for name in names if not is_empty(held.get(name))}


def match_addresses(
    addresses: Sequence[Address], current: Sequence[Document]
) -> list[tuple[Address, Document | None]]:
    """Return each address of a row with the one of its record: by id, else by content, else by role, never by name.

    An address that another one of the row means otherwise, or that also has a role which the row leaves to it, is left
    alone: a new one is created beside it. What has the content word for word goes before what has it but for case,
    accents, apostrophes and spaces.
    """
    if not current:
        return [(one, None) for one in addresses]
    ids = {str(held["id"]): held for held in current}
    found = {one.part: ids.get(str(one.id)) for one in addresses}
    for alike, called in product((_same_part, _folded_part), (True, False)):
        for one in (one for one in addresses if found[one.part] is None):
            others = [
                held
                for other in addresses
                if (held := found[other.part]) is not None and not one.agrees(other)
            ]
            left = [held for held in current if held not in others]
            found[one.part] = _like(one, left, alike=alike, called=called)
    meant = {str(held["id"]) for held in found.values() if held is not None}
    return [
        (one, found[one.part] or (_in_role(one, current, meant) if one.id is None else None))
        for one in addresses
    ]


def _like(
    address: Address,
    current: Sequence[Document],
    *,
    alike: Callable[[Document, str, JsonValue], bool],
    called: bool,
) -> Document | None:
    """Return the address that has the content of the row's, first the one in its role; `called` asks its name too."""
    if any(is_empty(address.fields.get(key)) for key in _WHOLE):
        return None
    fitting = [
        held
        for held in current
        if all(alike(held, key, value) for key, value in address.fields.items() if key != "name")
        and (not called or same_text(held.get("name"), address.name))
    ]
    return max(fitting, key=lambda held: _nearness(address, held), default=None)


def _in_role(address: Address, every: Sequence[Document], meant: Collection[str]) -> Document | None:
    """Return the address that has the role of the row's, and none that the row leaves to it; none that is `meant`."""
    current = [held for held in every if str(held["id"]) not in meant]
    if address.part == "main":
        main = _main(address, every)
        return main if main in current else None
    fitting = [
        held
        for held in current
        if address.roles.intersection(roles_of(held)) and address.roles >= set(roles_of(held))
    ]
    return max(fitting, key=lambda held: _nearness(address, held), default=None)


def _main(address: Address, every: Sequence[Document]) -> Document | None:
    """Return the main address of a record: the one with both roles, else the only one that has none.

    Of those that have one role each it is the only one that is called as the row's; else it is none of them.
    """
    main = [held for held in every if len(roles_of(held)) == len(FLAGS)]
    main = main or [held for held in every if not roles_of(held)]
    main = main or [held for held in every if same_text(held.get("name"), address.name)]
    return main[0] if len(main) == 1 else None


def _nearness(address: Address, held: Document) -> tuple[int, bool, bool]:
    """Return how near an address is to the row's: by its roles, its name, then invoicing, the main one of v1."""
    shared = (address.roles | address.spare).intersection(roles_of(held))
    return len(shared), same_text(held.get("name"), address.name), FLAGS[0] in shared


def _same_part(held: Document, key: str, wanted: JsonValue) -> bool:
    """Tell whether an address has a part: it is compared as it is, and as both would be read in its country."""
    current, country = held.get(key), held.get("country_code")
    if same_text(current, wanted):
        return True
    if key != _POSTAL_CODE or not country or is_empty(current) or is_empty(wanted):
        return False
    options = Options(country=str(country), literal=True)
    read = PostalCode().decode([str(current), str(wanted)], options=options).values
    return wanted == read[0] or current == read[1]


def _folded_part(held: Document, key: str, wanted: JsonValue) -> bool:
    """Tell whether an address has a part but for case, accents, apostrophes and spaces."""
    return _same_part(held, key, wanted) or _folded(key, held.get(key)) == _folded(key, wanted)


def _folded(key: str, value: JsonValue) -> str:
    text = "" if is_empty(value) else fold(single_spaced(value))
    return text.replace(" ", "") if key == _POSTAL_CODE else text


def one_line(address: Document) -> str:
    """Return an address on one line."""
    return ", ".join(str(address[key]) for key in ADDRESS_LINES if not is_empty(address.get(key)))
