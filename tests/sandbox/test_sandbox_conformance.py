"""The contract drives the sandbox over HTTP: generated requests, answers judged by Sellsy's own schemas.

Pairs of lines are no JSON body: the batch has its own tests. Three things are added to the contract before
it judges: the error answers that its operations leave out, the groups that recorded answers show as null, and
identifiers of the demonstration, so that generated requests also succeed.
"""

import copy
import os
from collections import Counter
from contextlib import contextmanager
from functools import cache

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain import HTTP, TRUSTS_NOBODY

from etl.sandbox.contract import openapi
from etl.sandbox.http.config import Quota, SandboxConfig
from etl.sandbox.http.server import running
from etl.sandbox.v2.api import ROUTES

EXAMPLES = int(os.environ.get("CONFORMANCE_EXAMPLES", "12"))
FEW = max(4, EXAMPLES // 8)
NULL_GROUPS = {"business_segment", "number_of_employees", "owner", "job", "team", "value", "timetracking"}
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "context", "details"],
            "properties": {"code": {"type": "integer"}, "message": {"type": "string"}},
        }
    },
}
REFUSED = {"description": "Refused", "content": {"application/json": {"schema": ERROR}}}
THIRDS, CONTACTS, STAFF = [1001, 1002, 1005, 1009], [500001, 500002], [1, 2, 3]
IDS = {
    "companies": [1001, 1002, 1005], "individuals": [1009, 1010], "contacts": CONTACTS, "opportunities": [700001, 700012],
    "tasks": [800001, 800009], "calendar-events": [800011, 800018], "comments": [900001, 900009], "staffs": STAFF,
    "custom-fields": [301, 302, 316], "rate-categories": [51, 52], "smart-tags": [9001, 9002], "categories": [1],
    "companyId": [1001, 1002, 1005], "individualId": [1009, 1010], "contactId": CONTACTS, "pipelineId": [41, 42], "sourceCategoryId": [1],
    "pipeline": [41], "step": [401, 402, 403], "source": [151, 152], "owner_id": STAFF, "rate_category_id": [51, 52],
    "accounting_code_id": [7001], "accounting_purchase_code_id": [7002], "business_segment": [1, 2], "number_of_employees": [3],
    "parent_id": [900001], "assigned_staff_ids": STAFF, "mentioned_staff_ids": STAFF, "contact_ids": CONTACTS,
}  # fmt: skip
FIXED = {
    "related": [{"type": "company", "id": 1001}],
    "amount": "12.50",
    "main_doc_id": None,
    "country_code": "FR",
    "timetracking": None,
}
NAMES = {"name", "last_name", "title", "description"}
PLACES = {
    "/companies/{companyId}/addresses/{id}": {"companyId": 1001, "id": 2000001},
    "/individuals/{individualId}/addresses/{id}": {"individualId": 1009, "id": 2000009},
}


def _labels(path):
    return [61, 62] if "calendar" in path else [64, 65]


def document():
    """Return the contract as it judges: with error answers and without the groups it forgets are null."""
    whole = copy.deepcopy(openapi.load().document)
    for item in whole["paths"].values():
        for method in {"get", "post", "put", "patch", "delete"} & set(item):
            responses = item[method]["responses"]
            for status in ("400", "401", "404"):
                responses[status] = REFUSED
    _allow_null(whole)
    _open_unions(whole, openapi.Contract(whole).resolve)
    return whole


def _open_unions(node, resolve):
    """Let the parts of an `allOf` add up and those of a `oneOf` overlap: as the contract has them, nothing would fit."""
    if isinstance(node, list):
        for child in node:
            _open_unions(child, resolve)
    elif isinstance(node, dict):
        for part in (node, *map(resolve, node["allOf"])) if "allOf" in node else ():
            part.pop("additionalProperties", None)
        if "oneOf" in node:
            node["anyOf"] = node.pop("oneOf")
        for child in node.values():
            _open_unions(child, resolve)


def _allow_null(node):
    if isinstance(node, list):
        for child in node:
            _allow_null(child)
    elif isinstance(node, dict):
        for name, part in (node.get("properties") or {}).items():
            if name in NULL_GROUPS and isinstance(part, dict):
                kept = dict(part)
                part.clear()
                null = {"nullable": True, "enum": [None]}
                part.update({"nullable": True, **kept} if "type" in kept else {"anyOf": [kept, null]})
        for child in node.values():
            _allow_null(child)


def plausible(value, path):
    """Return a generated body with identifiers of the demonstration in the place of numbers drawn at random."""
    if isinstance(value, list):
        return [plausible(item, path) for item in value]
    if not isinstance(value, dict):
        return value
    out = {}
    for key, part in value.items():
        known = IDS.get(key) or (_labels(path) if key == "label_id" else None)
        if key in FIXED:
            out[key] = FIXED[key]
        elif known and isinstance(part, int):
            out[key] = known[part % len(known)]
        elif known and isinstance(part, list):
            out[key] = known[: len(part)]
        elif key in NAMES and isinstance(part, str) and not part.strip():
            out[key] = "Martin"
        else:
            out[key] = plausible(part, path)
    if "datetime_start" in out:
        out["datetime_end"] = out["datetime_start"]
    return {key: item for key, item in out.items() if key != "timetracking"}


PATHS = openapi.load().document["paths"]
SERVED = sorted((method, path) for method, path in ROUTES if method.lower() in PATHS.get(path, ()))


@cache
def operations():
    """Return the operations by method and path; their bodies and paths name what exists as often as what does not."""
    import schemathesis  # noqa: PLC0415 - seconds, that only long tests need

    schema = schemathesis.openapi.from_dict(document())

    @schema.hook
    def map_body(context, body):
        return plausible(body, context.operation.path)

    @schema.hook
    def before_generate_path_parameters(context, strategy):
        return _places(context.operation.path, strategy)

    return {
        (operation.ok().method.upper(), operation.ok().path): operation.ok()
        for operation in schema.get_all_operations()
    }


def _places(path, strategy):
    if path in PLACES:
        return st.one_of(st.just(PLACES[path]), strategy)
    parts = path.strip("/").split("/")
    names = {
        part[1:-1]: before for before, part in zip(["", *parts], parts, strict=False) if part.startswith("{")
    }
    known = {name: IDS.get(name) or IDS.get(before) for name, before in names.items()}
    if not known or not all(known.values()):
        return strategy
    return st.one_of(
        st.fixed_dictionaries({name: st.sampled_from(ids) for name, ids in known.items()}), strategy
    )


def requested(operation):
    """Return the strategy of an operation's requests, good ones and bad ones."""
    from schemathesis import GenerationMode  # noqa: PLC0415 - as above

    return st.one_of(operation.as_strategy(mode) for mode in GenerationMode)


def checks():
    """Return what is judged of an answer: no 5xx, and all that the contract says of it."""
    from schemathesis.checks import not_a_server_error  # noqa: PLC0415 - as above
    from schemathesis.specs.openapi import checks as conformance  # noqa: PLC0415 - as above

    return [
        not_a_server_error,
        conformance.status_code_conformance,
        conformance.content_type_conformance,
        conformance.response_schema_conformance,
    ]


@contextmanager
def _account(wire):
    """Run a demonstration account without quotas and yield its client."""
    quota = Quota(second=None, minute=None, day=None)
    asked = {"grant_type": "client_credentials", "client_id": "id", "client_secret": "secret"}
    with running(SandboxConfig(seed="demo", quota=quota, wire=wire)) as address:
        token = HTTP.post(f"{address.login_url}/oauth2/access-tokens", json=asked).json()["access_token"]
        with httpx.Client(
            verify=TRUSTS_NOBODY, base_url=address.api_url, headers={"Authorization": f"Bearer {token}"}
        ) as client:
            yield client


def _driven(examples):
    """Return how many generated requests are sent: the same ones every time, unless their number is told."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize="CONFORMANCE_EXAMPLES" not in os.environ,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def opened():
    """Return the client of an account that answers as the contract."""
    with _account("contract") as client:
        yield client


@pytest.fixture
def endless(opened):
    """Return it as it was planted."""
    HTTP.post(opened.base_url.join("/_sandbox/reset"))
    return opened


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), SERVED, ids=[f"{method} {path}" for method, path in SERVED])
def test_generated_requests_are_answered_as_the_contract_says(endless, method, path):
    """No 5xx, no status, content type or body that the contract does not have, whatever is asked."""
    operation = operations()[method, path]
    headers = {"Authorization": endless.headers["Authorization"]}

    @_driven(EXAMPLES)
    @given(case=requested(operation))
    def drive(case):
        answer = case.call(base_url=str(endless.base_url).rstrip("/"), headers=headers)
        case.validate_response(answer, checks=checks())

    drive()


@pytest.mark.slow
@pytest.mark.hostile
@pytest.mark.parametrize("wire", ["recorded", "contract"])
def test_no_generated_request_is_a_5xx(wire):
    """A few good and bad requests to every operation, one after the other in one account; the counts are printed."""
    told = Counter()
    with _account(wire) as client:
        for key in SERVED:
            told.update(_statuses(client, operations()[key], examples=FEW))
    print(wire, sum(told.values()), "requests:", dict(sorted(told.items())))
    assert max(told) < 500


def _statuses(client, operation, *, examples):
    """Send generated requests of an operation and return how often each status came."""
    told = Counter()

    @_driven(examples)
    @given(case=requested(operation))
    def drive(case):
        answer = case.call(base_url=str(client.base_url).rstrip("/"), headers=dict(client.headers))
        told[answer.status_code] += 1
        case.validate_response(answer, checks=checks()[:1])

    drive()
    return told
