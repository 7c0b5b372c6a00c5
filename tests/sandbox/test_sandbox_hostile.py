"""Requests that nobody should send: refused in Sellsy's own shape, never a 5xx, never a hang."""

import copy
import json
import random
from collections import Counter
from urllib.parse import urlencode

import pytest

from etl.sandbox.contract import openapi
from etl.sandbox.http.config import Quota
from etl.sandbox.v2.api import ROUTES

REQUESTS = 3000
NO_LIMIT = Quota(second=None, minute=None, day=None)
DEEP = "[" * 100_000
IDS = {
    "companies": 1001, "individuals": 1009, "contacts": 500_001, "opportunities": 700_001, "tasks": 800_001,
    "calendar-events": 800_011, "comments": 900_001, "staffs": 1, "custom-fields": 301, "rate-categories": 51,
    "smart-tags": 9001, "pipelines": 41, "categories": 1, "accounting-codes": 7001, "addresses": 2_000_001, "webhooks": 1,
}  # fmt: skip
VALUES = (
    None, True, False, 0, -1, 1, 2.5, 1e308, 10**18, 10**40, "", " ", "x", "0", "\ud800", "\x00", "é" * 300, "2026-02-30", "2026-01-05",
    "2026-01-05T10:00:00+01:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", [], [[]], [None], {}, {"id": 1}, {"": ""},
    [{"id": 301, "value": {}}], [{"type": "company", "id": 10**30}], [{"type": [], "id": {}}], {"start": None}, {"min": [], "max": {}},
    "1001", 1001, [1001], ["a", "a"], {"start": "x", "end": 3},
)  # fmt: skip
TEXTS = (
    DEEP, '{"a":' * 100_000, "[" * 90 + "]" * 90, '{"filters":' + "[" * 95 + "]" * 95 + "}", "NaN", "-Infinity", "1e999", '{"name":"\\ud800"}',
    '{"name":"\\ud83d\\ude00"}', '{"\\udfff":1}', "9" * 5000, '{"id":' + "9" * 4000 + "}", "\ufeff{}", "{", "null", '"', "{}{}", "[1,]", "\x00",
)  # fmt: skip
TYPES = (
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=é",
    "",
    "x",
)
QUERIES = (
    {}, {"limit": "9" * 5000}, {"limit": "²"}, {"limit": "-1"}, {"offset": "x"}, {"offset": "²"}, {"offset": "WyLCsiJd"}, {"offset": "W1tbW1tb"},
    {"offset": "WyItLTUiXQ=="}, {"offset": "WyIxIiwiLS01Il0="}, {"offset": "99999999999999999999"}, {"order": "x"}, {"order": "name"},
    {"order": "due_date", "direction": "desc"}, {"direction": "up"}, {"embed[]": "cf.99999999999999999999"}, {"embed[]": "cf.²"}, {"embed[]": "owner"},
    {"field[]": "a.b.c"}, {"field": ""}, {"verify": "true"}, {"language": "xx"}, {"q": "\ud800".encode("utf-8", "surrogatepass")}, {"q": "a"},
    {"only[]": "name"}, {"archived": "maybe"}, {"type[]": "planet"}, {"embed[]": "aggregations"},
)  # fmt: skip


GOOD = {
    "owner_id": 1, "pipeline": 41, "step": 402, "source": 151, "related": [{"type": "company", "id": 1001}],
    "amount": "12.50", "country_code": "FR", "parent_id": 900_001, "assigned_staff_ids": [1], "contact_ids": [500_001],
    "mentioned_staff_ids": [2], "rate_category_id": 51, "accounting_code_id": 7001, "accounting_purchase_code_id": 7002,
    "business_segment": 1, "number_of_employees": 3, "participants": [{"type": "staff", "id": 1}], "legal_france": {"siret": None},
    "website": "https://example.com", "social": {}, "main_doc_id": None, "timetracking": None, "totp_code": "12", "tax_id": None,
    "endpoint": "http://127.0.0.1:9/nobody", "also_enable_custom_fields_on_target": {"mode": "none"}, "team": 1, "job": None,
}  # fmt: skip


ASKED = {
    "setup": {"staffs": ["A", {"lastname": "B", "email": "b@example.com"}], "sources": ["C"], "pipelines": {"D": ["E"], "F": {"G": 10}}},
    "copy": {"records": {"staffs": [{"id": 7, "lastname": "H"}]}, "tags": [{"noun": "company", "owner": 1001, "values": ["I"]}], "replace": []},
    "faults": [
        {"match": {"method": "POST", "path": "/nowhere"}, "fault": "status", "status": 503, "retry_after": 2, "nth": [1]},
        {"fault": "delay", "match": {"path": "/never"}, "ms": 10, "rate": 0.5, "seed": 3, "times": 2, "after": True},
        {"fault": "meanwhile", "match": {"path": "/never"}, "calls": [{"method": "GET", "path": "/staffs"}], "lag_ms": 1},
    ],
}  # fmt: skip


def filled(schema, chance, name="", depth=0):
    """Return a value that a schema of the contract should accept: what is required, and some of the rest."""
    schema = openapi.load().resolve(schema)
    if name in GOOD and isinstance(GOOD[name], list) == (schema.get("type") == "array"):
        return copy.deepcopy(GOOD[name])
    if "allOf" in schema:
        parts = [filled(part, chance, "", depth) for part in schema["allOf"]]
        return {key: value for part in parts if isinstance(part, dict) for key, value in part.items()}
    several = schema.get("oneOf") or schema.get("anyOf")
    if several or "enum" in schema:
        return (
            filled(chance.choice(several), chance, name, depth) if several else chance.choice(schema["enum"])
        )
    kind = schema.get("type")
    if kind == "object" and depth < 5:
        parts, needed = schema.get("properties", {}), schema.get("required", ())
        return {
            key: filled(part, chance, key, depth + 1)
            for key, part in parts.items()
            if key in needed or chance.random() < 0.4
        }
    if kind == "array":
        return [filled(schema.get("items", {}), chance, "", depth + 1)]
    number = min(chance.choice((*IDS.values(), 61, *range(301, 317))), schema.get("maximum", 10**9))
    plain = {"integer": number, "number": number, "boolean": True}
    texts = {"date": "2026-01-05", "date-time": "2026-01-05T10:00:00+01:00", "url": "https://example.com"}
    mail = f"a{chance.randrange(10**6)}@example.com"
    return plain.get(kind, mail if schema.get("format") == "email" else texts.get(schema.get("format"), "12"))


def filled_filters(path):
    """Return the names of the filters of a search."""
    contract = openapi.load()
    body = contract.resolve_all(
        contract.operation("POST", path)["requestBody"]["content"]["application/json"]["schema"]
    )
    parts = [body, *body.get("allOf", ())]
    return [
        name for part in parts for name in part.get("properties", {}).get("filters", {}).get("properties", {})
    ]


def places(value, at=()):
    """Return where each part of a body is."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, item in inside for place in places(item, (*at, key)))]


def mutated(body, chance):
    """Return a body with some of its parts replaced, renamed or left out."""
    body = copy.deepcopy(body)
    for _ in range(chance.randint(1, 3)):
        place = chance.choice(places(body))
        if not place:
            return copy.deepcopy(chance.choice(VALUES)) if chance.random() < 0.1 else body
        holder = body
        for key in place[:-1]:
            holder = holder[key]
        deed = chance.random()
        if deed < 0.8:
            holder[place[-1]] = copy.deepcopy(chance.choice(VALUES))
        elif deed < 0.9:
            del holder[place[-1]]
        elif isinstance(holder, dict):
            holder[chance.choice(("inconnu", "\ud800", "", "id"))] = copy.deepcopy(chance.choice(VALUES))
    return body


def path_of(template, chance):
    """Return a path of the demonstration account, or one of nowhere."""
    parts = template.strip("/").split("/")
    for rank, part in enumerate(parts):
        if part.startswith("{"):
            known = IDS.get(parts[rank - 1], "company" if part == "{linkedtype}" else 1)
            parts[rank] = str(
                known if chance.random() < 0.8 else chance.choice((0, 9, "x", "9" * 30, "²", "%00", "%ff"))
            )
    return "/" + "/".join(parts)


def body_of(method, template, chance):
    """Return the bytes of a body, seldom a good one."""
    media = (
        openapi.load()
        .operation(method, template)
        .get("requestBody", {})
        .get("content", {})
        .get("application/json", {})
    )
    if chance.random() < 0.12:
        return chance.choice(TEXTS).encode("utf-8", "surrogatepass")
    if chance.random() < 0.03:
        return chance.choice((b"\xff\xfe{\x00}\x00", b'{"name":"\xed\xa0\x80"}', b"\x80", b'"\xc3('))
    good = filled(media.get("schema", {}), chance)
    text = json.dumps(good if chance.random() < 0.2 else mutated(good, chance))
    return text[: chance.randrange(len(text))].encode() if chance.random() < 0.05 else text.encode()


def batch_of(chance):
    """Return a batch whose pairs name one another, themselves, what failed and what is not there."""
    operations = [key for key in ROUTES if key in set(openapi.load().operations())]
    lines = []
    for _ in range(chance.randint(1, 4)):
        method, template = chance.choice(operations)
        head = {
            "method": method,
            "uri": path_of(template, chance),
            "uuid": chance.choice(("a", "b", "{a}", None, 3, ["a"])),
        }
        if chance.random() < 0.3:
            head["uri"] = chance.choice(
                (
                    "/companies/a",
                    "/companies/{a}/contacts/b",
                    "/batch",
                    "/companies/a/addresses?limit=²",
                    "v2/v2/a",
                    "",
                    "//",
                    "a",
                )
            )
        head = mutated(head, chance) if chance.random() < 0.1 else head
        media = (
            openapi.load()
            .operation(method, template)
            .get("requestBody", {})
            .get("content", {})
            .get("application/json", {})
        )
        good = filled(media.get("schema", {}), chance)
        loop = {"related": [{"type": "company", "id": "a"}], "a": "b", "name": "a"}
        body = chance.choice(
            (good, good, mutated(good, chance), loop, ["a", "b"], {"filters": {"id": ["a"]}}, "b")
        )
        line = json.dumps(body)
        lines += [
            json.dumps(head),
            chance.choice((line, line, line, line, "", line)) if chance.random() < 0.95 else DEEP[:5000],
        ]
    return "\n".join(lines[: -1 if chance.random() < 0.05 else None]).encode()


def _form(fields):
    """Return the bytes of a form, whatever is left of its fields."""
    pairs = fields if isinstance(fields, dict) else {"do_in": json.dumps(fields)}
    return urlencode({str(name): str(value) for name, value in pairs.items()}, errors="replace").encode()


def ask(sellsy, chance):
    """Send one hostile request; return the kind of door it knocked at, what was sent and the answer."""
    door = chance.choices(("v2", "batch", "v1", "login", "admin"), (70, 12, 8, 5, 5))[0]
    headers = {
        "Content-Type": (chance.choice(TYPES) if chance.random() < 0.3 else "application/json").encode()
    }
    if door == "batch":
        sent = ("POST", "/batch", {}, batch_of(chance))
    elif door == "v1":
        call = mutated(
            {
                "method": "Peoples.getList",
                "params": {"pagination": {"nbperpage": 10}, "search": {"contains": "a"}},
            },
            chance,
        )
        form = {"request": "1", "io_mode": "json", "do_in": chance.choice((json.dumps(call), *TEXTS))}
        headers = {"Content-Type": chance.choice(("application/x-www-form-urlencoded", *TYPES)).encode()}
        sent = ("POST", sellsy.address.v1_url, {}, _form(mutated(form, chance)))
    elif door == "login":
        fields = mutated(
            {"grant_type": "client_credentials", "client_id": "id", "client_secret": "secret", "code": "x"},
            chance,
        )
        text = chance.choice((json.dumps(fields), chance.choice(TEXTS)))
        sent = (
            "POST",
            f"{sellsy.address.url}/oauth2/access-tokens",
            {},
            text.encode("utf-8", "surrogatepass"),
        )
    elif door == "admin":
        path = chance.choice(("setup", "copy", "faults"))
        text = chance.choice((*[json.dumps(mutated(ASKED[path], chance))] * 4, chance.choice(TEXTS)))
        sent = ("POST", f"{sellsy.address.url}/_sandbox/{path}", {}, text.encode("utf-8", "surrogatepass"))
    else:
        method, template = chance.choice(
            [key for key in openapi.load().operations() if key != ("POST", "/batch")]
        )
        query = chance.choice(QUERIES)
        content = (
            body_of(method, template, chance)
            if method not in ("GET", "DELETE") or chance.random() < 0.1
            else b""
        )
        sent = (method, path_of(template, chance), query, content)
    method, path, query, content = sent
    return (
        door,
        sent,
        sellsy.request(method, path, params=query, content=content, headers=headers, timeout=20),
    )


@pytest.mark.hostile
@pytest.mark.parametrize("wire", ["recorded", "contract"])
def test_no_request_breaks_the_sandbox(open_sandbox, wire):
    """Three thousand mutated requests, on every door and every operation: answers and refusals, no 5xx."""
    sellsy, chance = open_sandbox(seed="demo", quota=NO_LIMIT, wire=wire), random.Random(20261130)
    told = Counter()
    for rank in range(REQUESTS):
        door, sent, answer = ask(sellsy, chance)
        told[f"{door} {answer.status_code}"] += 1
        assert answer.status_code < 500, (rank, sent, answer.text)
        if door in ("v2", "batch") and answer.status_code >= 400:
            assert set(answer.json()["error"]) == {"code", "message", "context", "details"}, (rank, sent)
        if door == "batch" and answer.status_code == 207:
            codes = [response["code"] for response in answer.json()["responses"]]
            assert max(codes) < 500, (rank, sent, answer.text)
        if door == "admin":
            sellsy.admin.delete("/faults")
        if rank % 200 == 199:
            sellsy.admin.post("/reset")
    print(dict(sorted(told.items())))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12].encode("unicode_escape").decode())
def test_a_text_that_is_no_json_within_bounds_is_refused_in_the_shape_of_every_refusal(sellsy, text):
    """Nesting without end, half characters, numbers of a thousand figures, NaN: 400, and nothing is written."""
    content = text.encode("utf-8", "surrogatepass")
    for answer in (
        sellsy.post("/companies", content=content),
        sellsy.put("/companies/1001/custom-fields", content=content),
    ):
        assert answer.status_code == 400
        assert set(answer.json()["error"]) == {"code", "message", "context", "details"}
    batch = b'{"method":"POST","uri":"/companies"}\n' + content.replace(b"\n", b" ")
    assert {sellsy.post("/batch", content=batch).status_code} <= {400, 207}
    assert sellsy.admin.post("/setup", content=content).status_code == 400


@pytest.mark.parametrize(
    "body", [b'{"name":"\xed\xa0\x80","type":"client"}', '{"type":"client"}'.encode("utf-16"), b"\xff"]
)
def test_a_body_that_is_no_utf_8_is_refused(sellsy, body):
    """Python would guess another encoding, or take half a character."""
    assert sellsy.post("/companies", content=body).status_code == 400
    assert sellsy.post("/batch", content=body).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        query
        for query in QUERIES
        if set(query) & {"limit", "offset"} and query != {"offset": "99999999999999999999"}
    ],
)
@pytest.mark.parametrize(
    "path", ["/companies", "/opportunities/pipelines", "/companies/1001/smart-tags", "/tasks/labels"]
)
def test_a_limit_or_a_cursor_that_is_none_is_refused(sellsy, path, query):
    """Figures of other scripts, signs, thousands of figures, lists inside lists."""
    answer = sellsy.get(path, params=query)
    assert answer.status_code == 400
    assert set(answer.json()["error"]["details"]) <= {"limit", "offset"}


FILTERS = [
    (path.removesuffix("/search"), name)
    for method, path in ROUTES
    if method == "POST" and path.endswith("/search") and (method, path) in openapi.load().operations()
    for name in filled_filters(path)
]


@pytest.mark.parametrize(("path", "name"), FILTERS, ids=lambda value: value)
def test_a_filter_of_no_value_or_of_a_wrong_type_is_ignored_or_refused(sellsy, path, name):
    """Whatever stands in a filter, a search answers a page or a refusal."""
    place = path.replace("{pipelineId}", "41")
    for value in VALUES:
        body = json.dumps({"filters": {name: value}})
        assert sellsy.post(f"{place}/search", content=body).status_code in (200, 400), (path, name, value)


@pytest.mark.parametrize(
    ("call", "about"),
    [
        (("POST", "/comments"), {"related": [{"type": "company", "id": 1001}]}),
        (("PUT", "/comments/900001"), {}),
    ],
)
def test_a_comment_without_time_spent_is_one(sellsy, call, about):
    """`timetracking: null` says nothing, a service that is not there is refused."""
    body = {"description": "Vu", **about}
    assert sellsy.request(*call, json={**body, "timetracking": None}).status_code < 300
    assert (
        sellsy.request(*call, json={**body, "timetracking": {"duration": 60, "service": 1}}).status_code
        == 400
    )
