"""Plan the addresses of a record: which one a row means, what changes in it, and which is for invoicing or delivery.

An address that a row does not name keeps its role; the main address of a row gets the roles that no address has.
The main address of a record is the one with both roles, else the only one without a role, else the only one so named.
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
"""The roles of an address; each belongs to one address."""

HOLDERS = "holders"
"""Key of a before-image: the ids of the records that lose a role to the write."""

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
"""The fields that identify an address, all of them together."""

_ROLES = {"invoicing": FLAGS[0], "delivery": FLAGS[1]}
"""Part of a row -> the role of its address."""

ROLE_CHANGES = dict(zip(FLAGS, ("invoicing_role", "delivery_role"), strict=True))
"""Role -> the name of a change of the address that has it."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a row states: `part` is main, invoicing or delivery, `id` its Sellsy id.

    It takes `roles` from any other address, and those of `spare` that no address has. An address that only `clears`
    is never created.
    """

    part: str
    id: JsonValue
    fields: Mapping[str, JsonValue]
    roles: frozenset[str]
    spare: frozenset[str] = frozenset()
    clears: bool = False

    @property
    def name(self) -> JsonValue:
        """The name from the row, or our default."""
        name = self.fields.get("name")
        return ADDRESS_NAMES[self.part] if is_empty(name) else name

    def agrees(self, other: "Address") -> bool:
        """Return whether two addresses of a row may be the same: the fields that both state are equal."""
        both = self.fields.keys() & other.fields.keys()
        return all(_folded(key, self.fields[key]) == _folded(key, other.fields[key]) for key in both)

    def takes(self, current: Iterable[Document]) -> list[str]:
        """Return the roles that it must have, given the current addresses of its record."""
        if self.clears:
            return []
        played = {flag for document in current for flag in roles_of(document)}
        return [flag for flag in FLAGS if flag in self.roles or (flag in self.spare and flag not in played)]


def stated_addresses(
    parts: Mapping[str, Mapping[str, JsonValue]], *, kept: Collection[str] = ()
) -> list[Address]:
    """Return the addresses of a row; `kept` are roles that the main address must keep, because this row gave them."""
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
    """Plan every address of a row against those of its record."""
    planned: dict[str, tuple[Document, Document]] = {}
    for address, document in match_addresses(addresses, current):
        if document is None and not address.clears:
            _create(draft, resource, address, current)
        elif document is not None:
            number = str(document["id"])
            stated, written = planned.get(number, ({}, {}))
            left = {key: value for key, value in address.fields.items() if key not in stated}
            own, now = replace(address, fields=left), {**document, **written}
            changed = _update(draft, resource, own, now, current=current)
            planned[number] = {**stated, **left}, {**written, **changed}


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
    """Return flag -> id of the address that has a role now and loses it to the address that is written."""
    return {
        flag: document["id"] for flag in FLAGS if flag in flags for document in current if document.get(flag)
    }


def role_changes(
    roles: Iterable[str], current: Iterable[Document], new: Document, *, taken: Collection[str] = FLAGS
) -> list[Change]:
    """Return, for each role taken, the change from the address that loses it to the one that gets it."""
    lines = {flag: one_line(document) for document in current for flag in roles_of(document)}
    return [Change(ROLE_CHANGES[flag], lines.get(flag), one_line(new)) for flag in roles if flag in taken]


def _update(
    draft: Draft, resource: str, address: Address, document: Document, *, current: Sequence[Document]
) -> Document:
    """Plan the changes of an address and return them; an unchanged address named by its id gets no spare role."""
    changed: dict[str, JsonValue] = {
        key: value if value is not None else ""
        for key, value in address.fields.items()
        if not _same_part(document, key, value)
    }
    roles = [flag for flag in address.takes(current) if not document.get(flag)]
    if not changed and address.id is not None:
        roles = [flag for flag in roles if flag in address.roles]
    if not changed and not roles:
        return {}
    new = {**document, **changed}
    if changed.keys() - {"name"}:
        draft.changes.append(Change(address.part, one_line(document), one_line(new)))
    if "name" in changed:
        draft.changes.append(Change(f"{address.part}.name", document.get("name"), changed["name"]))
    draft.changes += role_changes(roles, current, new)
    fields = dict(changed)
    changed |= dict.fromkeys(roles, True)
    before: dict[str, JsonValue] = {key: document.get(key) for key in changed}
    holders = holders_of(current, roles)
    if holders:
        before[HOLDERS] = holders
    path = f"{resource}/{draft.target}/addresses/{document['id']}"
    body = {**required_of(document), **changed}
    draft.write("address", "PUT", path, body, before=before, columns=_headers(draft, address))
    return fields


def _headers(draft: Draft, address: Address) -> dict[str, str]:
    """Return address field -> the user's header."""
    names = ((path, f"{address.part}.{name}") for name, path in _PATHS.items())
    return {path: draft.headers[attribute] for path, attribute in names if attribute in draft.headers}


def required_of(document: Document) -> dict[str, JsonValue]:
    """Return the required fields of an address, as the record has them."""
    names = ("name", "address_line_1", "postal_code", "city", "country_code")
    return {name: document.get(name) for name in names if not is_empty(document.get(name))}


def match_addresses(
    addresses: Sequence[Address], current: Sequence[Document]
) -> list[tuple[Address, Document | None]]:
    """Return each address of a row with the one of its record: by id, else by content, else by role, never by name.

    An address that another address of the row also matches with different content, or that has a further role which
    the row leaves to it, is left alone: a new one is created beside it. An exact match goes before one that differs
    in case, accents, apostrophes and spaces.
    """
    if not current:
        return [(address, None) for address in addresses]
    ids = {str(document["id"]): document for document in current}
    matches = {address.part: ids.get(str(address.id)) for address in addresses}
    for alike, called in product((_same_part, _folded_part), (True, False)):
        for address in (address for address in addresses if matches[address.part] is None):
            others = [
                document
                for other in addresses
                if (document := matches[other.part]) is not None and not address.agrees(other)
            ]
            left = [document for document in current if document not in others]
            matches[address.part] = _like(address, left, alike=alike, called=called)
    meant = {str(document["id"]) for document in matches.values() if document is not None}
    return [
        (
            address,
            matches[address.part] or (_in_role(address, current, meant) if address.id is None else None),
        )
        for address in addresses
    ]


def _like(
    address: Address,
    current: Sequence[Document],
    *,
    alike: Callable[[Document, str, JsonValue], bool],
    called: bool,
) -> Document | None:
    """Return the address with the content of the row's, first the one in its role; `called` compares names too."""
    if any(is_empty(address.fields.get(key)) for key in _WHOLE):
        return None
    fitting = [
        document
        for document in current
        if all(alike(document, key, value) for key, value in address.fields.items() if key != "name")
        and (not called or same_text(document.get("name"), address.name))
    ]
    return max(fitting, key=lambda document: _nearness(address, document), default=None)


def _in_role(address: Address, every: Sequence[Document], meant: Collection[str]) -> Document | None:
    """Return the address that has the role of the row's and no other, unless it is already `meant`."""
    current = [document for document in every if str(document["id"]) not in meant]
    if address.part == "main":
        main = _main(address, every)
        return main if main in current else None
    fitting = [
        document
        for document in current
        if address.roles.intersection(roles_of(document)) and address.roles >= set(roles_of(document))
    ]
    return max(fitting, key=lambda document: _nearness(address, document), default=None)


def _main(address: Address, every: Sequence[Document]) -> Document | None:
    """Return the main address of a record: the one with both roles, else the only one without a role.

    When each has one role, it is the only one with the name of the row's address, else None.
    """
    main = [document for document in every if len(roles_of(document)) == len(FLAGS)]
    main = main or [document for document in every if not roles_of(document)]
    main = main or [document for document in every if same_text(document.get("name"), address.name)]
    return main[0] if len(main) == 1 else None


def _nearness(address: Address, document: Document) -> tuple[int, bool, bool]:
    """Return how near an address is to the row's: shared roles, equal name, then invoicing, the main one of v1."""
    shared = (address.roles | address.spare).intersection(roles_of(document))
    return len(shared), same_text(document.get("name"), address.name), FLAGS[0] in shared


def _same_part(document: Document, key: str, wanted: JsonValue) -> bool:
    """Return whether an address has this value: compared as it is, and as both are read in its country."""
    current, country = document.get(key), document.get("country_code")
    if same_text(current, wanted):
        return True
    if key != _POSTAL_CODE or not country or is_empty(current) or is_empty(wanted):
        return False
    options = Options(country=str(country), literal=True)
    read = PostalCode().decode([str(current), str(wanted)], options=options).values
    return wanted == read[0] or current == read[1]


def _folded_part(document: Document, key: str, wanted: JsonValue) -> bool:
    """Return whether an address has this value, ignoring case, accents, apostrophes and spaces."""
    return _same_part(document, key, wanted) or _folded(key, document.get(key)) == _folded(key, wanted)


def _folded(key: str, value: JsonValue) -> str:
    text = "" if is_empty(value) else fold(single_spaced(value))
    return text.replace(" ", "") if key == _POSTAL_CODE else text


def one_line(address: Document) -> str:
    """Return an address on one line."""
    return ", ".join(str(address[key]) for key in ADDRESS_LINES if not is_empty(address.get(key)))
