"""v1 `Opportunities`: the same opportunities as v2's, with the sticky note that v2 does not have."""

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
from etl.sandbox.v1.shapes.types import (
    choice,
    group,
    list_of,
    moment,
    number,
    record,
    text,
    third,
    whole,
    words,
)
from etl.sandbox.v2 import tags
from etl.sandbox.v2.opportunities.sales import WRITING, next_number

_STATUSES = ("open", "won", "lost", "late", "cancelled", "closed")
_ID = record(OPPORTUNITIES, "opportunity", needed=True)


def _read_contacts(session: Session, value: Any, where: str) -> list[int]:
    """Read identifiers of links, a text that separates them with commas or a list, as contacts."""
    ids = [whole().read(session, word, where) for word in words().read(session, value, where)]
    return [linked(session, link)[2]["id"] for link in ids]


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
        "brief": text(), "stickyNote": text(), "tags": words(), "staffs": list_of(record(STAFFS, "staff")),
        "contacts": Param(_read_contacts, also=("contact",)), "ownerid": record(STAFFS, "staff"),
    }  # fmt: skip


_PLAIN = (("potential", "amount"), ("proba", "probability"), ("brief", "note"), ("contacts", "contact_ids"))
_NAMED = (("sourceid", "source"), ("funnelid", "pipeline"), ("stepid", "step"), ("ownerid", "owner_id"))


def _body(block: Given, *, current: Record | None) -> Record:
    """Return a block as the body v2 would take."""
    body: Record = {"name": block["name"]}
    if current is None or current["number"] != block["ident"]:
        body["number"] = block["ident"]
    body |= {new: block[old]["id"] for old, new in _NAMED if block.get(old)}
    body |= {new: block[old] for old, new in _PLAIN if block.get(old) is not None}
    if "dueDate" in block:
        body["due_date"] = times.paris(block["dueDate"])[:10] if block["dueDate"] else None
    if block.get("creationDate"):
        body["created"] = times.paris(block["creationDate"])
    if "staffs" in block:
        body["assigned_staff_ids"] = [member["id"] for member in block["staffs"]]
    if current is None or "stepid" in block:
        body.setdefault("probability", current["probability"] if current else 0)
    return body


def _create(session: Session, given: Given) -> str:
    block = given["opportunity"]
    resource, third_record = block["linkedid"]
    body = {**_body(block, current=None), "related": [{"type": resource.noun, "id": third_record["id"]}]}
    made = create(session, WRITING, body)
    _beside(session, made, block)
    return str(made["id"])


def _update(session: Session, given: Given) -> str:
    """Change an opportunity; a new step does not change when it entered its step (`updateStep` does)."""
    opportunity, block = given["id"], given["opportunity"]
    entered = opportunity["updated_status"]
    WRITING.fill(context_of(session, _body(block, current=opportunity)), opportunity)
    opportunity["updated_status"] = entered
    records.touch(session, OPPORTUNITIES, opportunity)
    _beside(session, opportunity, block)
    return str(opportunity["id"])


def _beside(session: Session, opportunity: Record, block: Given) -> None:
    """Write the sticky note and the tags, which are not fields of the record."""
    if "stickyNote" in block:
        extras.write(session, "opportunity", opportunity["id"], values={"stickyNote": block["stickyNote"]})
    if block.get("tags"):
        items = [{"value": word} for word in block["tags"]]
        tags.assign(session, "opportunity", opportunity["id"], items=items, replace=False)


def _row(session: Session, opportunity: Record) -> dict[str, Any]:
    owner = next((target for target in opportunity["related"] if target["type"] != "contact"), {"id": 0})
    due = opportunity["due_date"]
    return {
        "id": str(opportunity["id"]), "ownerid": owner_id(opportunity),
        "linkedtype": "third", "linkedid": str(owner["id"]),
        "funnelid": str(opportunity["pipeline"]["id"]), "stepid": str(opportunity["step"]["id"]),
        "created": moment_text(opportunity["created"]), "date": opportunity["created"][:10],
        "dueDate": due or "0000-00-00",
        "dateFormatted": _formatted(opportunity["created"]), "dueDateFormatted": _formatted(due) if due else "NC.",
        "name": opportunity["name"], "ident": opportunity["number"], "proba": str(opportunity["probability"]),
        "potential": opportunity["amount"]["value"] or "0",
        "status": opportunity["status"], "statusLabel": opportunity["status"],
        "brief": opportunity["note"] or "", "source": opportunity["source"]["name"] if opportunity["source"] else "",
        "sourceid": str(opportunity["source"]["id"]) if opportunity["source"] else "",
        "stickyNote": extras.read(session, "opportunity", opportunity["id"]).get("stickyNote", ""),
        "stepLabel": opportunity["step"]["name"], "funnelName": opportunity["pipeline"]["name"],
    }  # fmt: skip


def _formatted(day: str) -> str:
    return "/".join(reversed(day[:10].split("-")))


def _get_one(session: Session, given: Given) -> dict[str, Any]:
    opportunity = given["id"]
    row = _row(session, opportunity)
    return {
        **row,
        "stepEnterDate": moment_text(opportunity["updated_status"]),
        "relationType": "third",
        "tags": tags.of(session, "opportunity", opportunity["id"]),
        "staffs": [str(member) for member in opportunity["assigned_staff_ids"]],
        "contacts": [str(link_id(int(row["linkedid"]), contact)) for contact in opportunity["contact_ids"]],
        "customFields": custom_fields(session, OPPORTUNITIES, opportunity),
    }


_SEARCH: Shape = {
    "periodecreated_start": moment(), "periodecreated_end": moment(), "funnelid": whole(), "stepid": whole(),
    "status": list_of(choice(*_STATUSES)), "thirds": list_of(whole()), "staffs": list_of(whole()), "tags": words(),
}  # fmt: skip


def _is_wanted(session: Session, opportunity: Record, search: Given) -> bool:
    known = (
        {fold(tag["value"]) for tag in tags.of(session, "opportunity", opportunity["id"])}
        if search.get("tags")
        else ()
    )
    return (
        within(opportunity["created"], search, "periodecreated")
        and search.get("funnelid") in (None, opportunity["pipeline"]["id"])
        and search.get("stepid") in (None, opportunity["step"]["id"])
        and (not search.get("status") or opportunity["status"] in search["status"])
        and (
            not search.get("thirds")
            or any(target["id"] in search["thirds"] for target in opportunity["related"])
        )
        and (
            not search.get("staffs")
            or any(member in search["staffs"] for member in opportunity["assigned_staff_ids"])
        )
        and all(fold(word) in known for word in search.get("tags", ()))
    )


def _get_list(session: Session, given: Given) -> dict[str, Any]:
    search = given["search"]
    if search.get("stepid") and not search.get("funnelid"):
        raise invalid("search.funnelid")
    opportunities = [
        opportunity
        for opportunity in readable(session, OPPORTUNITIES)
        if _is_wanted(session, opportunity, search)
    ]
    return pages(
        given, opportunities, lambda opportunity: (str(opportunity["id"]), _row(session, opportunity))
    )


def _update_status(session: Session, given: Given) -> str:
    return str(change(session, WRITING, given["id"], body={"status": given["status"]})["id"])


def _update_step(session: Session, given: Given) -> str:
    """Move an opportunity to a step of its pipeline, which is when it enters it; its likelihood stays."""
    opportunity = given["oid"]
    body = {"step": given["stepid"]["id"], "probability": opportunity["probability"]}
    return str(change(session, WRITING, opportunity, body=body)["id"])


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
