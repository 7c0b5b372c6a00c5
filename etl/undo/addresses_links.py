"""Taking back what a run did around a record: its addresses, its links with people, and the roles these had."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from etl.core.json_paths import dig, is_empty
from etl.core.record import PERSON
from etl.core.results import Change, JsonValue
from etl.entities.base.resource import CONTACTS, RESOURCES, People
from etl.entities.contact import ROLE_FIELDS
from etl.plan.addresses import (
    ADDRESS_LINES,
    FLAGS,
    HOLDERS,
    holders_of,
    one_line,
    required_of,
    role_changes,
)
from etl.plan.contact_links import held_roles, role_holders
from etl.plan.writes import Draft
from etl.undo.context import UndoContext, edited, named, path_of
from etl.undo.later_edits import flat, moved
from etl.undo.past_write import Document, Key, PastWrite

# addresses


def drop_address(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the end of an address that the run added, unless it was changed, or got a role since."""
    held, others = _address(scene, deed)
    if held is None:
        return
    gained = [flag for flag in FLAGS if held.get(flag) and not deed.said.get(flag)]
    if not scene.force and (moved(deed, held) or gained):
        record = named(scene.snapshot(deed.key), deed.key)
        edited(draft, str(held.get("name")), one_line(deed.said), _with_roles(held, gained), record=record)
        return
    path = f"{path_of(deed.key)}/addresses/{deed.other}"
    draft.write("address", "DELETE", path, None, before={"address": dict(held)})
    draft.changes.append(Change("address", one_line(held), None))
    _give_back(draft, deed, held, others)


def restore_address(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the return of what the run changed of an address."""
    held, others = _address(scene, deed)
    if held is None:
        return
    back: dict[str, JsonValue] = {}
    for name, was in deed.before.items():
        now, ours = held.get(name), deed.said.get(name)
        if name in (HOLDERS, *FLAGS) or flat(now) == flat(was):
            continue
        if scene.force or flat(now) == flat(ours):
            back[name] = "" if is_empty(was) else was
        else:
            label = deed.operation.columns.get(name, str(held.get("name")))
            edited(draft, label, ours, now, record=named(scene.snapshot(deed.key), deed.key))
    kept = _give_back(draft, deed, held, others)
    back |= dict.fromkeys(kept, False)
    if not back:
        return
    before: dict[str, JsonValue] = {name: held.get(name) for name in back}
    path = f"{path_of(deed.key)}/addresses/{deed.other}"
    body = {**_required(draft, path, held), **back}
    draft.write("address", "PUT", path, body, before=before, columns=deed.operation.columns)
    draft.changes.append(Change("address", one_line(held), one_line({**held, **back})))


def return_address(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the return of an address that the run dropped."""
    snapshot, kept = scene.snapshot(deed.key), deed.before.get("address")
    if snapshot is None or not isinstance(kept, dict):
        return
    body = address_body(kept)
    holders = holders_of(snapshot.addresses or (), {flag for flag in FLAGS if body[flag] is True})
    before: JsonValue = {HOLDERS: holders} if holders else None
    draft.write("address", "POST", f"{path_of(deed.key)}/addresses", body, before=before)
    draft.changes.append(Change("address", None, one_line(body)))


def address_body(kept: Document) -> dict[str, JsonValue]:
    """Return what creates an address again."""
    said: dict[str, JsonValue] = {
        name: kept[name] for name in ("name", *ADDRESS_LINES) if not is_empty(kept.get(name))
    }
    return said | {flag: bool(kept.get(flag)) for flag in FLAGS}


def _address(scene: UndoContext, deed: PastWrite) -> tuple[Document | None, Sequence[Document]]:
    snapshot = scene.snapshot(deed.key)
    others = (snapshot.addresses if snapshot else None) or ()
    return next((one for one in others if one["id"] == deed.other), None), others


def _give_back(draft: Draft, deed: PastWrite, held: Document, others: Sequence[Document]) -> list[str]:
    """Plan the return of roles to the addresses that had them; return those that nobody had."""
    nobody: list[str] = []
    heirs: dict[int, list[str]] = defaultdict(list)
    there = {int(str(one["id"])) for one in others}
    for flag in (one for one in FLAGS if deed.said.get(one) is True and held.get(one)):
        heir = deed.holders.get(flag)
        if isinstance(heir, int) and heir in there:
            heirs[heir].append(flag)
        elif deed.before.get(flag, held.get(flag)) is False:
            nobody.append(flag)
    for heir, flags in heirs.items():
        other = next(one for one in others if one["id"] == heir)
        path = f"{path_of(deed.key)}/addresses/{heir}"
        body: dict[str, JsonValue] = {**_required(draft, path, other), **dict.fromkeys(flags, True)}
        before: dict[str, JsonValue] = {
            **dict.fromkeys(flags, False),
            HOLDERS: dict.fromkeys(flags, deed.other),
        }
        draft.write("address", "PUT", path, body, before=before)
        draft.changes += role_changes(flags, others, other)
    return nobody


def _required(draft: Draft, path: str, held: Document) -> dict[str, JsonValue]:
    """Return the fields an address is not accepted without, as the writes planned before leave them."""
    left = dict(held)
    for operation in draft.operations:
        if (operation.method, operation.path) == ("PUT", path) and isinstance(operation.body, dict):
            left |= operation.body
    return required_of(left)


def _with_roles(address: Document, flags: Sequence[str]) -> str:
    return " ".join([one_line(address), *flags])


# links


def unlink(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the end of a link that the run made; roles it took from somebody are given back."""
    contact: Key = (PERSON, deed.other)
    if scene.spared(deed.key) or contact in scene.kept:
        return
    if RESOURCES[deed.key[0]].people is People.V1:
        _leave(scene, draft, deed, contact)
        return
    linked, roles = _linked(scene, deed)
    if not linked:
        return
    asked = _roles(deed.said.get("roles"))
    if contact not in scene.doomed:
        if roles - asked and not scene.force:
            record = named(scene.snapshot(deed.key), deed.key)
            edited(draft, "link", _listed(asked), _listed(roles), record=record)
            return
        path = f"{path_of(deed.key)}/{CONTACTS}/{deed.other}"
        draft.write("link", "DELETE", path, None, before={"roles": [*sorted(roles)]})
        draft.changes.append(Change("link", _link_text(deed, roles), None))
    _inherit(scene, draft, deed, roles & asked)


def _leave(scene: UndoContext, draft: Draft, deed: PastWrite, contact: Key) -> None:
    """Plan the end of a contact's link with an individual: v1 alone has it."""
    linked, _ = _linked(scene, deed)
    if not linked or contact in scene.doomed:
        return
    body: JsonValue = {"id": deed.other, "thirdids": [deed.key[1]]}
    draft.write("link", "POST", "Peoples.unlinkThirds", body, api="v1")
    draft.changes.append(Change("link", _link_text(deed, set()), None))


def restore_roles(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the end of the roles that the run gave to a linked contact, and the return of those it took from it."""
    if scene.spared(deed.key) or (PERSON, deed.other) in scene.kept:
        return
    linked, roles = _linked(scene, deed)
    wrote, had = _roles(deed.said.get("roles")), _roles(deed.before.get("roles"))
    given = roles & (wrote - had)
    left = (roles - given) | _free(scene, deed, had - wrote - roles)
    if not linked or left == roles:
        return
    path = f"{path_of(deed.key)}/{CONTACTS}/{deed.other}"
    body: JsonValue = {"roles": _listed(left)}
    draft.write("link", "PUT", path, body, before={"roles": _listed(roles)})
    draft.changes.append(Change("link", _link_text(deed, roles), _link_text(deed, left)))
    _inherit(scene, draft, deed, given)


def _free(scene: UndoContext, deed: PastWrite, roles: set[str]) -> set[str]:
    """Return the roles that nobody has got from somebody else than the run."""
    snapshot = scene.snapshot(deed.key)
    holders = role_holders(snapshot.document if snapshot else None, roles)
    ours = {other for third, other in scene.past.linked if third == deed.key}
    return {role for role in roles if holders.get(role) is None or holders[role] in ours}


def link_again(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the return of a link that the run ended."""
    third, person = scene.snapshot(deed.key), scene.snapshot((PERSON, deed.other))
    linked, _ = _linked(scene, deed)
    if third is None or person is None or linked:
        return
    if RESOURCES[deed.key[0]].people is People.V1:
        name = dig(person.document, "last_name")
        body: JsonValue = {"id": deed.other, "people": {"name": name, "thirdids": [deed.key[1]]}}
        draft.write("link", "POST", "Peoples.update", body, api="v1")
    else:
        roles = _roles(deed.before.get("roles"))
        holders = role_holders(third.document, roles)
        path = f"{path_of(deed.key)}/{CONTACTS}/{deed.other}"
        before: JsonValue = {HOLDERS: holders} if holders else None
        draft.write("link", "POST", path, {"roles": _listed(roles)}, before=before)
    draft.changes.append(Change("link", None, _link_text(deed, set())))


def _linked(scene: UndoContext, deed: PastWrite) -> tuple[bool, set[str]]:
    """Tell whether a contact is linked to a third now, and with which roles."""
    snapshot = scene.snapshot(deed.key)
    if snapshot is None:
        return False, set()
    people = {int(str(one["id"])) for one in snapshot.contacts or ()}
    return deed.other in people, held_roles(snapshot.document, deed.other)


def _inherit(scene: UndoContext, draft: Draft, deed: PastWrite, roles: set[str]) -> None:
    """Plan the return of roles to the contacts that had them, where they still are there."""
    snapshot = scene.snapshot(deed.key)
    people = {int(str(one["id"])) for one in (snapshot.contacts if snapshot else None) or ()}
    heirs: Mapping[int, set[str]] = defaultdict(set)
    for role in roles:
        heir = deed.holders.get(role)
        if isinstance(heir, int) and heir in people and (PERSON, heir) not in scene.doomed:
            heirs[heir].add(role)
    for heir, returned in heirs.items():
        held = held_roles(snapshot.document, heir) if snapshot else set()
        before: JsonValue = {"roles": _listed(held), HOLDERS: dict.fromkeys(sorted(returned), deed.other)}
        path = f"{path_of(deed.key)}/{CONTACTS}/{heir}"
        draft.write("link", "PUT", path, {"roles": _listed(held | returned)}, before=before)
        draft.changes.append(Change("link", None, f"{deed.key[1]} {heir} {', '.join(sorted(returned))}"))


def _roles(listed: JsonValue) -> set[str]:
    return {str(one) for one in listed} if isinstance(listed, list) else set()


def _listed(roles: set[str]) -> list[JsonValue]:
    return [role for role in ROLE_FIELDS if role in roles]


def _link_text(deed: PastWrite, roles: set[str]) -> str:
    return f"{deed.key[1]} – {deed.other} {', '.join(role for role in ROLE_FIELDS if role in roles)}".rstrip()
