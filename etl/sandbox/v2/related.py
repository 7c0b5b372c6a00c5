"""What a record is about: `related` has at most one object, shown too as `company_id`, `contact_id`..."""

from collections.abc import Sequence
from typing import Any

from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Context
from etl.sandbox.storage.crud import Setter
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.tables import BY_NOUN, STAFFS

_SHOWN = ("company", "individual", "contact")


def set_related(*, most: int = 1) -> Setter:
    """Return the setter of `related`: the objects must exist; `most` is how many may be named."""

    def setter(context: Context, record: Record, value: list[dict[str, Any]] | None) -> None:
        named = value or []
        if len(named) > most:
            raise bad_field("related", f"Ce champ accepte au plus {most} objet")
        for target in named:
            resource = BY_NOUN.get(target["type"])
            # Documents of sale are not imitated: nothing can be linked to one.
            if resource is None or not records.exists(context.session, resource, target["id"]):
                raise bad_field(
                    "related", f"Ce champ désigne un objet qui n'existe pas : {target['type']} {target['id']}"
                )
        put_related(record, named)

    return setter


def put_related(record: Record, named: Sequence[dict[str, Any]]) -> None:
    """Store what a record is about, in every form the answers show it."""
    record["related"] = [{"type": target["type"], "id": target["id"]} for target in named]
    for noun in _SHOWN:
        if f"{noun}_id" in record:
            record[f"{noun}_id"] = next((target["id"] for target in named if target["type"] == noun), None)


def set_records(key: str, noun: str) -> Setter:
    """Return the setter of a list of identifiers that must exist."""
    resource = STAFFS if noun == "staff" else BY_NOUN[noun]

    def setter(context: Context, record: Record, value: list[int] | None) -> None:
        missing = [
            identifier
            for identifier in value or ()
            if not records.exists(context.session, resource, identifier)
        ]
        if missing:
            raise bad_field(key, f"Ce champ désigne un objet qui n'existe pas : {missing[0]}")
        record[key] = list(dict.fromkeys(value or ()))

    return setter
