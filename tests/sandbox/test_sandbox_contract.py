"""The sandbox against Sellsy's contract: what it serves, and the shape of what it answers."""

import pytest
from jsonschema import Draft202012Validator

from etl.sandbox.contract import openapi
from etl.sandbox.contract.schemas import Schemas
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running
from etl.sandbox.v2.api import ROUTES, within_contract

# Recorded answers give null for these groups (and unset custom values) when nothing is chosen; the contract
# forgets to say so.
NULL_GROUPS = ("business_segment", "number_of_employees", "owner", "job", "team", "value", "timetracking")

READS = [
    ("/companies", "/companies"),
    ("/companies/{id}", "/companies/1001?embed[]=main_contact&embed[]=smart_tags&embed[]=cf.301"),
    ("/companies/{companyId}/addresses", "/companies/1001/addresses"),
    ("/companies/{id}/contacts", "/companies/1001/contacts"),
    ("/companies/{id}/custom-fields", "/companies/1001/custom-fields"),
    ("/companies/{companyId}/smart-tags", "/companies/1001/smart-tags"),
    ("/individuals", "/individuals"),
    ("/individuals/{id}", "/individuals/1009"),
    ("/individuals/{individualId}/addresses", "/individuals/1009/addresses"),
    ("/contacts", "/contacts"),
    ("/contacts/{id}", "/contacts/500001?embed[]=owner"),
    ("/contacts/{id}/companies", "/contacts/500001/companies"),
    ("/custom-fields", "/custom-fields?limit=100"),
    ("/custom-fields/{id}", "/custom-fields/302"),
    ("/staffs", "/staffs"),
    ("/staffs/{id}", "/staffs/2"),
    ("/rate-categories", "/rate-categories"),
    ("/rate-categories/{id}", "/rate-categories/51"),
    ("/accounting-codes", "/accounting-codes"),
    ("/currencies", "/currencies"),
    ("/countries", "/countries"),
    ("/units", "/units"),
    ("/teams", "/teams"),
    ("/scopes", "/scopes"),
    ("/quotas", "/quotas"),
    (
        "/opportunities",
        "/opportunities?embed[]=company&embed[]=individual&embed[]=smart_tags&embed[]=cf.316&embed[]=aggregations",
    ),
    (
        "/opportunities/{id}",
        "/opportunities/700001?embed[]=assigned_staffs&embed[]=contacts&embed[]=acl&embed[]=currency",
    ),
    ("/opportunities/{id}/custom-fields", "/opportunities/700001/custom-fields"),
    ("/opportunities/{id}/smart-tags", "/opportunities/700001/smart-tags"),
    ("/opportunities/pipelines", "/opportunities/pipelines"),
    (
        "/opportunities/pipelines/{pipelineId}/steps",
        "/opportunities/pipelines/41/steps?embed[]=opportunities_number",
    ),
    ("/opportunities/sources", "/opportunities/sources"),
    ("/opportunities/categories", "/opportunities/categories?embed[]=sources"),
    ("/opportunities/categories/{id}", "/opportunities/categories/1"),
    ("/opportunities/categories/{sourceCategoryId}/sources", "/opportunities/categories/1/sources"),
    ("/tasks", "/tasks?embed[]=related&embed[]=assigned_staffs&embed[]=owner&embed[]=acl"),
    ("/tasks/{id}", "/tasks/800001?embed[]=company"),
    ("/tasks/labels", "/tasks/labels"),
    ("/calendar-events", "/calendar-events?embed[]=related&embed[]=owner"),
    ("/calendar-events/{id}", "/calendar-events/800011?embed[]=company&embed[]=acl"),
    ("/calendar-events/labels", "/calendar-events/labels"),
    ("/comments", "/comments?embed[]=related&embed[]=owner&embed[]=acl"),
    ("/comments/{id}", "/comments/900001?embed[]=company"),
]


@pytest.fixture(scope="module")
def opened(shared):
    """Return the client of a demonstration account that answers as the contract says."""
    with running(SandboxConfig(seed="demo", wire="contract")) as address, type(shared)(address) as client:
        yield client


@pytest.fixture
def sellsy(opened):
    """Return it as it was planted."""
    opened.admin.post("/reset")
    return opened


def without_null_groups(value):
    """Return an answer without the groups that are null against the contract's letter."""
    if isinstance(value, list):
        return [without_null_groups(part) for part in value]
    if isinstance(value, dict):
        kept = {key: part for key, part in value.items() if part is not None or key not in NULL_GROUPS}
        return {key: without_null_groups(item) for key, item in kept.items()}
    return value


@pytest.mark.parametrize(("template", "path"), READS)
def test_an_answer_has_the_contracts_shape(sellsy, template, path):
    """Each read of the demonstration account fits its schema and leaves out none of its keys."""
    schema = Schemas(openapi.load()).answer_schema("GET", template, status=200)
    answer = sellsy.get(path)
    assert answer.status_code == 200
    record = without_null_groups(answer.json())
    problems = [
        f"{list(error.absolute_path)}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(record)
    ]
    assert problems == []


@pytest.mark.parametrize(
    "resource",
    ["companies", "individuals", "contacts", "opportunities", "tasks", "calendar-events", "comments"],
)
def test_a_record_has_every_key_of_the_contract(sellsy, resource):
    """The blank record is drawn from the contract, so none can be forgotten."""
    schema = Schemas(openapi.load()).answer_schema("POST", f"/{resource}", status=201)
    record = sellsy.get(f"/{resource}?limit=1").json()["data"][0]
    assert set(record) == set(schema["properties"]) - {"_embed"}


def test_every_operation_of_the_contract_is_answered():
    """Those of one request by a handler each, the batch by the door."""
    assert set(openapi.load().operations()) - set(ROUTES) == {("POST", "/batch")}


@pytest.mark.parametrize(
    ("method", "path", "template", "parameters"),
    [
        ("GET", "/companies/12", "/companies/{id}", {"id": 12}),
        ("POST", "/companies/search", "/companies/search", {}),
        (
            "GET",
            "/smart-tags/company/autocomplete",
            "/smart-tags/{linkedtype}/autocomplete",
            {"linkedtype": "company"},
        ),
        (
            "PUT",
            "/companies/1/contacts/2",
            "/companies/{companyId}/contacts/{contactId}",
            {"companyId": 1, "contactId": 2},
        ),
    ],
)
def test_a_path_finds_its_operation(method, path, template, parameters):
    """Identifiers are numbers; words are matched first."""
    match = openapi.load().match(method, path)
    assert (match.template, match.parameters) == (template, parameters)


def test_readonly_and_nullable_are_translated():
    """A nullable text accepts null, a read-only key is never required nor stored."""
    schemas = Schemas(openapi.load())
    body = schemas.body_schema("POST", "/contacts")
    assert body["properties"]["civility"]["type"] == ["string", "null"]
    assert None in body["properties"]["civility"]["enum"]
    assert body["required"] == ["last_name"]
    assert schemas.check_body("POST", "/contacts", body={"last_name": "A", "id": 3, "_embed": {}}) == {
        "last_name": "A"
    }


def test_a_route_outside_the_contract_is_an_error():
    """It is named, with the way to a kind of record that the contract does not have, instead of being left out."""
    routes = {**ROUTES, ("GET", "/products"): ROUTES["GET", "/units"]}
    with pytest.raises(ValueError, match=r"openapi-v2\.json: GET /products; .* Kind "):
        within_contract(routes, openapi.load())
    assert within_contract(ROUTES, openapi.load()) == ROUTES
