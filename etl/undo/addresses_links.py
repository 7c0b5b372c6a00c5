"""Undoing the writes of a run to the addresses of a record, its links with people and their roles."""

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


def drop_address(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Delete an address that the run added, unless it was changed or given a role since."""
    address, others = _address(context, write)
    if address is None:
        return
    gained = [flag for flag in FLAGS if address.get(flag) and not write.fields.get(flag)]
    if not context.force and (moved(write, address) or gained):
        record = named(context.snapshot(write.key), write.key)
        edited(
            draft,
            str(address.get("name")),
            one_line(write.fields),
            _with_roles(address, gained),
            record=record,
        )
        return
    path = f"{path_of(write.key)}/addresses/{write.other}"
    draft.write("address", "DELETE", path, None, before={"address": dict(address)})
    draft.changes.append(Change("address", one_line(address), None))
    _give_back(draft, write, address, others)


def restore_address(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Restore the fields of an address that the run changed."""
    address, others = _address(context, write)
    if address is None:
        return
    back: dict[str, JsonValue] = {}
    for name, was in write.before.items():
        now, ours = address.get(name), write.fields.get(name)
        if name in (HOLDERS, *FLAGS) or flat(now) == flat(was):
            continue
        if context.force or flat(now) == flat(ours):
            back[name] = "" if is_empty(was) else was
        else:
            label = write.operation.columns.get(name, str(address.get("name")))
            edited(draft, label, ours, now, record=named(context.snapshot(write.key), write.key))
    kept = _give_back(draft, write, address, others)
    back |= dict.fromkeys(kept, False)
    if not back:
        return
    before: dict[str, JsonValue] = {name: address.get(name) for name in back}
    path = f"{path_of(write.key)}/addresses/{write.other}"
    body = {**_required(draft, path, address), **back}
    draft.write("address", "PUT", path, body, before=before, columns=write.operation.columns)
    draft.changes.append(Change("address", one_line(address), one_line({**address, **back})))


def return_address(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Create again an address that the run deleted."""
    snapshot, kept = context.snapshot(write.key), write.before.get("address")
    if snapshot is None or not isinstance(kept, dict):
        return
    body = address_body(kept)
    holders = holders_of(snapshot.addresses or (), {flag for flag in FLAGS if body[flag] is True})
    before: JsonValue = {HOLDERS: holders} if holders else None
    draft.write("address", "POST", f"{path_of(write.key)}/addresses", body, before=before)
    draft.changes.append(Change("address", None, one_line(body)))


def address_body(kept: Document) -> dict[str, JsonValue]:
    """Return the body that creates an address again."""
    lines: dict[str, JsonValue] = {
        name: kept[name] for name in ("name", *ADDRESS_LINES) if not is_empty(kept.get(name))
    }
    return lines | {flag: bool(kept.get(flag)) for flag in FLAGS}


def _address(context: UndoContext, write: PastWrite) -> tuple[Document | None, Sequence[Document]]:
    snapshot = context.snapshot(write.key)
    others = (snapshot.addresses if snapshot else None) or ()
    return next((other for other in others if other["id"] == write.other), None), others


def _give_back(draft: Draft, write: PastWrite, address: Document, others: Sequence[Document]) -> list[str]:
    """Return roles to the addresses that had them; return the roles that no address had."""
    nobody: list[str] = []
    by_holder: dict[int, list[str]] = defaultdict(list)
    there = {int(str(other["id"])) for other in others}
    for flag in (flag for flag in FLAGS if write.fields.get(flag) is True and address.get(flag)):
        holder_id = write.holders.get(flag)
        if isinstance(holder_id, int) and holder_id in there:
            by_holder[holder_id].append(flag)
        elif write.before.get(flag, address.get(flag)) is False:
            nobody.append(flag)
    for holder_id, flags in by_holder.items():
        other = next(address for address in others if address["id"] == holder_id)
        path = f"{path_of(write.key)}/addresses/{holder_id}"
        body: dict[str, JsonValue] = {**_required(draft, path, other), **dict.fromkeys(flags, True)}
        before: dict[str, JsonValue] = {
            **dict.fromkeys(flags, False),
            HOLDERS: dict.fromkeys(flags, write.other),
        }
        draft.write("address", "PUT", path, body, before=before)
        draft.changes += role_changes(flags, others, other)
    return nobody


def _required(draft: Draft, path: str, address: Document) -> dict[str, JsonValue]:
    """Return the required fields of an address, as earlier planned writes leave them."""
    left = dict(address)
    for operation in draft.operations:
        if (operation.method, operation.path) == ("PUT", path) and isinstance(operation.body, dict):
            left |= operation.body
    return required_of(left)


def _with_roles(address: Document, flags: Sequence[str]) -> str:
    return " ".join([one_line(address), *flags])


# links


def unlink(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Remove a link that the run made, and return its roles to their previous holders."""
    contact: Key = (PERSON, write.other)
    if context.spared(write.key) or contact in context.kept:
        return
    if RESOURCES[write.key[0]].people is People.V1:
        _leave(context, draft, write, contact)
        return
    linked, roles = _linked(context, write)
    if not linked:
        return
    asked = _roles(write.fields.get("roles"))
    if contact not in context.doomed:
        if roles - asked and not context.force:
            record = named(context.snapshot(write.key), write.key)
            edited(draft, "link", _listed(asked), _listed(roles), record=record)
            return
        path = f"{path_of(write.key)}/{CONTACTS}/{write.other}"
        draft.write("link", "DELETE", path, None, before={"roles": [*sorted(roles)]})
        draft.changes.append(Change("link", _link_text(write, roles), None))
    _inherit(context, draft, write, roles & asked)


def _leave(context: UndoContext, draft: Draft, write: PastWrite, contact: Key) -> None:
    """Remove a contact's link with an individual, which only v1 can do."""
    linked, _ = _linked(context, write)
    if not linked or contact in context.doomed:
        return
    body: JsonValue = {"id": write.other, "thirdids": [write.key[1]]}
    draft.write("link", "POST", "Peoples.unlinkThirds", body, api="v1")
    draft.changes.append(Change("link", _link_text(write, set()), None))


def restore_roles(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Restore the contact's previous roles."""
    if context.spared(write.key) or (PERSON, write.other) in context.kept:
        return
    linked, roles = _linked(context, write)
    wrote, had = _roles(write.fields.get("roles")), _roles(write.before.get("roles"))
    given = roles & (wrote - had)
    left = (roles - given) | _free(context, write, had - wrote - roles)
    if not linked or left == roles:
        return
    path = f"{path_of(write.key)}/{CONTACTS}/{write.other}"
    body: JsonValue = {"roles": _listed(left)}
    draft.write("link", "PUT", path, body, before={"roles": _listed(roles)})
    draft.changes.append(Change("link", _link_text(write, roles), _link_text(write, left)))
    _inherit(context, draft, write, given)


def _free(context: UndoContext, write: PastWrite, roles: set[str]) -> set[str]:
    """Return the roles without a holder, or whose holder was linked by the run."""
    snapshot = context.snapshot(write.key)
    holders = role_holders(snapshot.document if snapshot else None, roles)
    ours = {other for third, other in context.past.linked if third == write.key}
    return {role for role in roles if holders.get(role) is None or holders[role] in ours}


def link_again(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Create again a link that the run removed."""
    third, person = context.snapshot(write.key), context.snapshot((PERSON, write.other))
    linked, _ = _linked(context, write)
    if third is None or person is None or linked:
        return
    if RESOURCES[write.key[0]].people is People.V1:
        name = dig(person.document, "last_name")
        body: JsonValue = {"id": write.other, "people": {"name": name, "thirdids": [write.key[1]]}}
        draft.write("link", "POST", "Peoples.update", body, api="v1")
    else:
        roles = _roles(write.before.get("roles"))
        holders = role_holders(third.document, roles)
        path = f"{path_of(write.key)}/{CONTACTS}/{write.other}"
        before: JsonValue = {HOLDERS: holders} if holders else None
        draft.write("link", "POST", path, {"roles": _listed(roles)}, before=before)
    draft.changes.append(Change("link", None, _link_text(write, set())))


def _linked(context: UndoContext, write: PastWrite) -> tuple[bool, set[str]]:
    """Tell whether a contact is currently linked, and with which roles."""
    snapshot = context.snapshot(write.key)
    if snapshot is None:
        return False, set()
    people = {int(str(contact["id"])) for contact in snapshot.contacts or ()}
    return write.other in people, held_roles(snapshot.document, write.other)


def _inherit(context: UndoContext, draft: Draft, write: PastWrite, roles: set[str]) -> None:
    """Return roles to the contacts that had them, where these are still linked."""
    snapshot = context.snapshot(write.key)
    people = {int(str(contact["id"])) for contact in (snapshot.contacts if snapshot else None) or ()}
    by_holder: Mapping[int, set[str]] = defaultdict(set)
    for role in roles:
        holder_id = write.holders.get(role)
        if isinstance(holder_id, int) and holder_id in people and (PERSON, holder_id) not in context.doomed:
            by_holder[holder_id].add(role)
    for holder_id, returned in by_holder.items():
        current = held_roles(snapshot.document, holder_id) if snapshot else set()
        before: JsonValue = {"roles": _listed(current), HOLDERS: dict.fromkeys(sorted(returned), write.other)}
        path = f"{path_of(write.key)}/{CONTACTS}/{holder_id}"
        draft.write("link", "PUT", path, {"roles": _listed(current | returned)}, before=before)
        draft.changes.append(
            Change("link", None, f"{write.key[1]} {holder_id} {', '.join(sorted(returned))}")
        )


def _roles(listed: JsonValue) -> set[str]:
    return {str(role) for role in listed} if isinstance(listed, list) else set()


def _listed(roles: set[str]) -> list[JsonValue]:
    return [role for role in ROLE_FIELDS if role in roles]


def _link_text(write: PastWrite, roles: set[str]) -> str:
    return (
        f"{write.key[1]} – {write.other} {', '.join(role for role in ROLE_FIELDS if role in roles)}".rstrip()
    )
