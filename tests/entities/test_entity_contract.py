"""Declarations against Sellsy's API contract: all that is declared exists there, and the other way round."""

import pytest
from entity_contract import RESOURCES, contract_fields

from etl.codecs import Choice
from etl.entities import ENTITIES, Column, Entity

LEFT_OUT = {
    "geocode.lat": "Sellsy computes it from the address",
    "geocode.lng": "Sellsy computes it from the address",
    "is_invoicing_address": "set by the column group: an invoicing address is one",
    "is_delivery_address": "set by the column group: a delivery address is one",
    "avatar": "an image, not a cell",
    "main_doc_id": "a document of sale, which is not imported",
    "provider_calendar": "a calendar outside Sellsy",
    "wants_meet_link": "a wish that answers do not tell: the next import would wish again",
    "timetracking.duration": "time spent is not what was said",
    "timetracking.service": "time spent is not what was said",
}
"""Fields of the contract that no column fills, and why."""

FAMILIES = tuple({entity.family: entity for entity in reversed(ENTITIES)}.values())
"""One entity of each family: the others have the same columns."""

RESOURCE_OF = [
    (entity, resource)
    for entity in FAMILIES
    for resource in (*entity.variants, "address")
    if any(resource in column.paths for column in entity.columns)
]
EACH_RESOURCE = pytest.mark.parametrize(
    ("entity", "resource"), RESOURCE_OF, ids=[f"{entity.name}-{resource}" for entity, resource in RESOURCE_OF]
)


def _columns(entity: type[Entity], resource: str) -> list[tuple[str, Column]]:
    return [(column.paths[resource], column) for column in entity.columns if resource in column.paths]


SAID = {"related": [{"type": "company", "id": 1}], "staffs": [1], "reminders.inapp": ["1day"]}
"""What fills the fields that several columns make together."""


@EACH_RESOURCE
def test_every_declared_path_is_taken_at_creation(entity: type[Entity], resource: str) -> None:
    """A column's path is a field of the body that creates the record."""
    fields = contract_fields("post", RESOURCES[resource][0])
    assert [path for path, _ in _columns(entity, resource) if path not in fields] == []


@EACH_RESOURCE
def test_only_changeable_fields_are_sent_in_updates(entity: type[Entity], resource: str) -> None:
    """A column is creation-only exactly where the body that changes the record has no such field."""
    fields = contract_fields("put", RESOURCES[resource][1])
    for path, column in _columns(entity, resource):
        assert column.creatable_only is (path not in fields), path


@EACH_RESOURCE
def test_lengths_are_those_of_the_contract(entity: type[Entity], resource: str) -> None:
    """A column accepts nothing longer or shorter than Sellsy does; phones and moments always fit."""
    fields = contract_fields("post", RESOURCES[resource][0])
    for path, column in _columns(entity, resource):
        low, high = column.length
        if "maxLength" in fields[path] and column.codec.kind not in ("phone", "moment"):
            assert high is not None, path
            assert high <= fields[path]["maxLength"], path
        assert (low or 0) >= fields[path].get("minLength", 0), path


@EACH_RESOURCE
def test_choices_are_those_of_the_contract(entity: type[Entity], resource: str) -> None:
    """A column offers the values of the contract's list, all of them and no other."""
    fields = contract_fields("post", RESOURCES[resource][0])
    for path, column in _columns(entity, resource):
        if "enum" in fields[path]:
            assert isinstance(column.codec, Choice)
            offered = {value for value, _, _ in column.choices}
            assert set(column.codec.choices) == set(fields[path]["enum"]) == offered, path


@EACH_RESOURCE
def test_types_are_those_of_the_contract(entity: type[Entity], resource: str) -> None:
    """What a codec yields is what the contract asks for; names are resolved to ids."""
    fields = contract_fields("post", RESOURCES[resource][0])
    json_types = {"Int64": "integer", "boolean": "boolean", "str": "string", "object": "array"}
    for path, column in _columns(entity, resource):
        types = json_types[column.codec.dtype]
        assert fields[path]["type"] == ("integer" if column.lookup and types == "string" else types), path


@EACH_RESOURCE
def test_every_writable_field_has_a_column(entity: type[Entity], resource: str) -> None:
    """No field that Sellsy takes is out of reach, but those whose absence has a reason."""
    filled = {path for path, _ in _columns(entity, resource)}
    filled |= {column.member[0] for column in entity.columns if column.member}
    filled |= entity.extra_fields(SAID, resource, None).keys() if entity.relates else set()
    wanted = set(contract_fields("post", RESOURCES[resource][0]))
    assert wanted - filled - set(LEFT_OUT) == set()


def test_every_omission_still_has_its_reason() -> None:
    """Fields left out on purpose exist in the contract: a reason does not outlive its field."""
    known = {field for create, _ in RESOURCES.values() for field in contract_fields("post", create)}
    assert set(LEFT_OUT) <= known


@pytest.mark.parametrize(
    "entity", [family for family in FAMILIES if not family.relates], ids=lambda entity: entity.name
)
def test_every_item_of_a_list_has_a_column(entity: type[Entity]) -> None:
    """Each campaign channel of the contract can be said yes or no to."""
    for resource in entity.variants:
        field = contract_fields("post", RESOURCES[resource][0])["marketing_campaigns_subscriptions"]
        items = {column.member[1] for column in entity.columns if column.member}
        assert items == set(field["items"]["enum"])


REQUIRED = {
    "company": ["name"],
    "individual": ["last_name"],
    "contact": ["last_name"],
    "opportunity": ["name", "pipeline", "step", "third_name"],
    "event": ["title", "label", "start", "end"],
    "task": ["title", "label", "due_date"],
    "comment": ["text", "third_name"],
}
"""What Sellsy demands (API contract 2.264.0), and what a row would be lost without."""


@pytest.mark.parametrize("entity", FAMILIES, ids=lambda entity: entity.name)
def test_required_fields_are_known_to_be_missing(entity: type[Entity]) -> None:
    """A row that says nothing lacks each required field that the program does not supply itself."""
    for variant in entity.variants:
        lacking = entity.missing_to_create({}, variant)
        assert [column.attribute for column in lacking] == REQUIRED[variant]


@EACH_RESOURCE
def test_what_sellsy_always_holds_is_declared_so(entity: type[Entity], resource: str) -> None:
    """A number, yes/no or choice that the contract does not let be null cannot be cleared; texts and lists can."""
    fields = contract_fields("put", RESOURCES[resource][1])
    for path, column in _columns(entity, resource):
        if entity.family not in ("opportunity", "event", "task", "comment") or path not in fields:
            continue
        single = column.codec.dtype != "object" and (
            column.codec.dtype != "str" or column.lookup or column.choices
        )
        if single or path == "amount":
            assert (column.kept or column.required) is not fields[path].get("nullable", False), path
