"""v1 `Opportunities`: the same opportunities as v2's, with the sticky note that v2 does not know."""

from typing import Any

from etl.sandbox.storage import extras, records, times
from etl.sandbox.storage.resource import Record, Resource, fold
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import OPPORTUNITIES, PIPELINES, SOURCES, STAFFS, STEPS
from etl.sandbox.v1.custom_fields import shown as custom_fields
from etl.sandbox.v1.links import link_id, linked
from etl.sandbox.v1.records import change, context_of, create, drop, owner_id, owning, readable
from etl.sandbox.v1.shapes.pages import listing, moment_text, pages, within
from etl.sandbox.v1.shapes.params import Given, Method, Param, Shape, invalid
from etl.sandbox.v1.shapes.types import choice, group, moment, number, record, some, text, third, whole, words
from etl.sandbox.v2 import tags
from etl.sandbox.v2.opportunities.sales import WRITING, next_number

_STATUSES = ("open", "won", "lost", "late", "cancelled", "closed")
_ID = record(OPPORTUNITIES, "opportunity", needed=True)


def _read_contacts(session: Session, value: Any, where: str) -> list[int]:
    """Read identifiers of links, a text that separates them with commas or a list, as contacts."""
    ids = [whole().read(session, one, where) for one in words().read(session, value, where)]
    return [linked(session, one)[2]["id"] for one in ids]


def _block(*, new: bool) -> dict[str, Param]:
    """Return what an opportunity takes; its third is named at creation only."""
    own: Shape = {
        "linkedtype": choice("third", "prospect", "client", default="prospect"),
        "linkedid": third(needed=True),
    }
    return {
        **(own if new else {}),
        "ident": text(needed=True), "name": text(needed=True),
        "sourceid": record(SOURCES, "source", needed=True, code="E_LIST_VALUE_DONT_EXIST"),
        "funnelid": record(PIPELINES, "funnel", needed=new), "stepid": record(STEPS, "step", needed=new),
        "dueDate": moment(), "creationDate": moment(), "potential": number(), "proba": whole(between=(0, 100)),
        "brief": text(), "stickyNote": text(), "tags": words(), "staffs": some(record(STAFFS, "staff")),
        "contacts": Param(_read_contacts, also=("contact",)), "ownerid": record(STAFFS, "staff"),
    }  # fmt: skip


_PLAIN = (("potential", "amount"), ("proba", "probability"), ("brief", "note"), ("contacts", "contact_ids"))
_NAMED = (("sourceid", "source"), ("funnelid", "pipeline"), ("stepid", "step"), ("ownerid", "owner_id"))


def _body(block: Given, *, held: Record | None) -> Record:
    """Return a block as the body v2 would take."""
    body: Record = {"name": block["name"]}
    if held is None or held["number"] != block["ident"]:
        body["number"] = block["ident"]
    body |= {new: block[old]["id"] for old, new in _NAMED if block.get(old)}
    body |= {new: block[old] for old, new in _PLAIN if block.get(old) is not None}
    if "dueDate" in block:
        body["due_date"] = times.paris(block["dueDate"])[:10] if block["dueDate"] else None
    if block.get("creationDate"):
        body["created"] = times.paris(block["creationDate"])
    if "staffs" in block:
        body["assigned_staff_ids"] = [one["id"] for one in block["staffs"]]
    if held is None or "stepid" in block:
        body.setdefault("probability", held["probability"] if held else 0)
    return body


def _create(session: Session, given: Given) -> str:
    block = given["opportunity"]
    resource, held = block["linkedid"]
    body = {**_body(block, held=None), "related": [{"type": resource.noun, "id": held["id"]}]}
    made = create(session, WRITING, body)
    _beside(session, made, block)
    return str(made["id"])


def _update(session: Session, given: Given) -> str:
    """Change an opportunity; a new step does not change when it entered its step (`updateStep` does)."""
    held, block = given["id"], given["opportunity"]
    entered = held["updated_status"]
    WRITING.fill(context_of(session, _body(block, held=held)), held)
    held["updated_status"] = entered
    records.touch(session, OPPORTUNITIES, held)
    _beside(session, held, block)
    return str(held["id"])


def _beside(session: Session, held: Record, block: Given) -> None:
    """Write what is no field of the record: its sticky note and its tags."""
    if "stickyNote" in block:
        extras.write(session, "opportunity", held["id"], values={"stickyNote": block["stickyNote"]})
    if block.get("tags"):
        items = [{"value": word} for word in block["tags"]]
        tags.assign(session, "opportunity", held["id"], items=items, replace=False)


def _row(session: Session, held: Record) -> dict[str, Any]:
    owner = next((one for one in held["related"] if one["type"] != "contact"), {"id": 0})
    due = held["due_date"]
    return {
        "id": str(held["id"]), "ownerid": owner_id(held), "linkedtype": "third", "linkedid": str(owner["id"]),
        "funnelid": str(held["pipeline"]["id"]), "stepid": str(held["step"]["id"]),
        "created": moment_text(held["created"]), "date": held["created"][:10], "dueDate": due or "0000-00-00",
        "dateFormatted": _formatted(held["created"]), "dueDateFormatted": _formatted(due) if due else "NC.",
        "name": held["name"], "ident": held["number"], "proba": str(held["probability"]),
        "potential": held["amount"]["value"] or "0", "status": held["status"], "statusLabel": held["status"],
        "brief": held["note"] or "", "source": held["source"]["name"] if held["source"] else "",
        "sourceid": str(held["source"]["id"]) if held["source"] else "",
        "stickyNote": extras.read(session, "opportunity", held["id"]).get("stickyNote", ""),
        "stepLabel": held["step"]["name"], "funnelName": held["pipeline"]["name"],
    }  # fmt: skip


def _formatted(day: str) -> str:
    return "/".join(reversed(day[:10].split("-")))


def _get_one(session: Session, given: Given) -> dict[str, Any]:
    held = given["id"]
    row = _row(session, held)
    return {
        **row,
        "stepEnterDate": moment_text(held["updated_status"]),
        "relationType": "third",
        "tags": tags.of(session, "opportunity", held["id"]),
        "staffs": [str(one) for one in held["assigned_staff_ids"]],
        "contacts": [str(link_id(int(row["linkedid"]), one)) for one in held["contact_ids"]],
        "customFields": custom_fields(session, OPPORTUNITIES, held),
    }


_SEARCH: Shape = {
    "periodecreated_start": moment(), "periodecreated_end": moment(), "funnelid": whole(), "stepid": whole(),
    "status": some(choice(*_STATUSES)), "thirds": some(whole()), "staffs": some(whole()), "tags": words(),
}  # fmt: skip


def _is_wanted(session: Session, held: Record, search: Given) -> bool:
    known = (
        {fold(tag["value"]) for tag in tags.of(session, "opportunity", held["id"])}
        if search.get("tags")
        else ()
    )
    return (
        within(held["created"], search, "periodecreated")
        and search.get("funnelid") in (None, held["pipeline"]["id"])
        and search.get("stepid") in (None, held["step"]["id"])
        and (not search.get("status") or held["status"] in search["status"])
        and (not search.get("thirds") or any(one["id"] in search["thirds"] for one in held["related"]))
        and (not search.get("staffs") or any(one in search["staffs"] for one in held["assigned_staff_ids"]))
        and all(fold(word) in known for word in search.get("tags", ()))
    )


def _get_list(session: Session, given: Given) -> dict[str, Any]:
    search = given["search"]
    if search.get("stepid") and not search.get("funnelid"):
        raise invalid("search.funnelid")
    found = [held for held in readable(session, OPPORTUNITIES) if _is_wanted(session, held, search)]
    return pages(given, found, lambda one: (str(one["id"]), _row(session, one)))


def _update_status(session: Session, given: Given) -> str:
    return str(change(session, WRITING, given["id"], body={"status": given["status"]})["id"])


def _update_step(session: Session, given: Given) -> str:
    """Move an opportunity to a step of its pipeline, which is when it enters it; its likelihood stays."""
    held = given["oid"]
    body = {"step": given["stepid"]["id"], "probability": held["probability"]}
    return str(change(session, WRITING, held, body=body)["id"])


def _owned(session: Session, value: Any, where: str) -> tuple[Resource, Record]:
    return OPPORTUNITIES, _ID.read(session, value, where)


METHODS = {
    "Opportunities.create": Method(_create, {"opportunity": group(_block(new=True), needed=True)}),
    "Opportunities.update": Method(
        _update, {"id": _ID, "opportunity": group(_block(new=False), needed=True)}
    ),
    "Opportunities.getOne": Method(_get_one, {"id": _ID}),
    "Opportunities.getList": Method(_get_list, listing(_SEARCH)),
    "Opportunities.delete": Method(lambda session, given: drop(session, WRITING, given["id"]), {"id": _ID}),
    "Opportunities.updateStatus": Method(
        _update_status, {"id": _ID, "status": choice(*_STATUSES, needed=True)}
    ),
    "Opportunities.updateStep": Method(
        _update_step, {"oid": _ID, "stepid": record(STEPS, "step", needed=True)}
    ),
    "Opportunities.updateOwner": owning(_owned),
    "Opportunities.getCurrentIdent": Method(lambda session, _given: next_number(session, take=False)),
}
