"""Webhooks of the sandbox: real deliveries to a real endpoint, only of what was committed."""

import hashlib
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from jsonschema import Draft202012Validator

from etl.sandbox.contract import openapi
from etl.sandbox.contract.schemas import Schemas
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running
from etl.sandbox.storage.store import Change
from etl.sandbox.v2.webhooks.events import IDS, events_of

QUICK = (0.05, 0.1, 0.2)


class Endpoint:
    """A server that keeps what it is sent; `statuses` are answered first, then 200."""

    def __init__(self, port=0, statuses=()):
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                endpoint.pings.append(self.headers["User-Agent"])
                self._answer(200)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                endpoint.got.append((body, dict(self.headers)))
                self._answer(endpoint.statuses.pop(0) if endpoint.statuses else 200)

            def _answer(self, status):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.got, self.pings, self.statuses = [], [], list(statuses)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/hook?from=sellsy"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def wait(self, count):
        """Wait for some deliveries and return them all, decoded."""
        until(lambda: len(self.got) >= count)
        return [notif(body) for body, _ in self.got]

    def events(self, count):
        """Return the ids of the deliveries, once there are some."""
        return [f"{delivery['eventType']}.{delivery['event']}" for delivery in self.wait(count)]


def notif(body):
    return json.loads(body if body.startswith(b"{") else parse_qs(body.decode())["notif"][0])


def until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


@pytest.fixture
def endpoint():
    receiver = Endpoint()
    yield receiver
    receiver.close()


@pytest.fixture
def sandbox(open_sandbox):
    return open_sandbox(webhook_pauses=QUICK, seed="demo")


def register(sandbox, endpoint, *events, **more):
    body = {"type": "http", "endpoint": endpoint.url, "sign_key": "the-key", **more}
    body["configuration"] = [{"id": event, "is_enabled": True} for event in events or sorted(IDS)]
    return sandbox.make("/webhooks", **body)


def test_a_delivery_is_what_sellsy_sends(sandbox, endpoint):
    """A form with one field, texts in it, Sellsy's agent, and the signature of the raw body."""
    register(sandbox, endpoint)
    company = sandbox.company("Étoile & fils")
    (delivery,) = endpoint.wait(1)
    assert all(isinstance(value, str) for value in delivery.values())
    assert delivery["eventType"] == "client"
    assert delivery["event"] == "created"
    assert (delivery["relatedtype"], delivery["relatedid"], delivery["thirdtype"]) == (
        "third",
        str(company["id"]),
        "client",
    )
    assert "relatedobject" not in delivery
    body, headers = endpoint.got[0]
    assert body.startswith(b"notif=")
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["User-Agent"].startswith("Sellsy")
    assert headers["X-Webhook-Signature"] == hashlib.sha1(b"the-key" + body).hexdigest()  # noqa: S324 - Sellsy's rule


def test_the_body_may_be_json_with_the_whole_record(sandbox, endpoint):
    """`json_content_type` sends the object itself, `object_in_payload` the record as v2 shows it."""
    register(sandbox, endpoint, json_content_type=True, object_in_payload=True)
    company = sandbox.company("Étoile")
    (delivery,) = endpoint.wait(1)
    assert endpoint.got[0][1]["Content-Type"] == "application/json"
    assert delivery["relatedobject"] == company


def test_the_endpoint_is_looked_at_when_it_is_registered(sandbox, endpoint):
    """Sellsy first GETs an address, and again when it changes."""
    hook = register(sandbox, endpoint)
    until(lambda: endpoint.pings)
    sandbox.put(f"/webhooks/{hook['id']}", json={"endpoint": endpoint.url + "&again=1"}).raise_for_status()
    until(lambda: len(endpoint.pings) == 2)
    assert all(agent.startswith("Sellsy") for agent in endpoint.pings)
    assert endpoint.got == []


def test_every_change_of_a_third_has_its_event(sandbox, endpoint):
    """Addresses, main address, archiving, conversion, contacts: the words of Sellsy's own list."""
    register(sandbox, endpoint)
    prospect = sandbox.company("Nova", type="prospect")["id"]
    place = {
        "name": "Siège",
        "address_line_1": "1 rue",
        "postal_code": "75001",
        "city": "Paris",
        "country_code": "FR",
    }
    address = sandbox.make(f"/companies/{prospect}/addresses", **place)["id"]
    sandbox.put(f"/companies/{prospect}/addresses/{address}", json={"is_invoicing_address": True})
    sandbox.delete(f"/companies/{prospect}/addresses/{address}")
    target = {"target": "client", "also_enable_custom_fields_on_target": {"mode": "none"}}
    sandbox.post(f"/companies/{prospect}/convert", json=target).raise_for_status()
    sandbox.put(f"/companies/{prospect}", json={"name": "Nova 2"})
    contact = sandbox.contact()["id"]
    sandbox.post(f"/companies/{prospect}/contacts/{contact}", json={"roles": ["main"]})
    sandbox.delete(f"/companies/{prospect}/contacts/{contact}")
    sandbox.delete(f"/companies/{prospect}")
    assert endpoint.events(13) == [
        "prospect.created",
        "prospect.addressadded",
        "prospect.addressupdated",
        "prospect.mainaddress",
        "prospect.addressremoved",
        "prospect.mainaddress",
        "client.transform",
        "client.updated",
        "people.created",
        "third_party_contact.created",
        "third_party_contact.main",
        "third_party_contact.deleted",
        "client.deleted",
    ]


def test_contacts_and_individuals_have_theirs(sandbox, endpoint):
    """A contact is `people`, an individual is the third that its type says."""
    register(sandbox, endpoint)
    person = sandbox.make("/individuals", type="supplier", last_name="Roux")["id"]
    contact = sandbox.contact()["id"]
    sandbox.put(f"/contacts/{contact}", json={"first_name": "Léa"})
    sandbox.delete(f"/contacts/{contact}")
    deliveries = endpoint.wait(4)
    assert endpoint.events(4) == ["supplier.created", "people.created", "people.updated", "people.deleted"]
    assert deliveries[0]["relatedid"] == str(person)
    assert {delivery["relatedtype"] for delivery in deliveries[1:]} == {"people"}


def test_api_v1_makes_the_same_events(sandbox, endpoint):
    """One notification system serves both generations of the API."""
    register(sandbox, endpoint, "people.updated", "third_party_contact.created")
    asked = {"id": 500001, "people": {"name": "Martin", "thirdids": [1009]}}
    form = {
        "request": 1,
        "io_mode": "json",
        "do_in": json.dumps({"method": "Peoples.update", "params": asked}),
    }
    sandbox.post(sandbox.address.v1_url, data=form).raise_for_status()
    assert set(endpoint.events(2)) == {"third_party_contact.created", "people.updated"}


def test_only_what_was_asked_is_delivered(sandbox, endpoint):
    """An event that is not configured, is disabled, or belongs to a disabled webhook is not sent."""
    wanted = [{"id": "client.deleted", "is_enabled": True}, {"id": "client.created", "is_enabled": False}]
    hook = sandbox.make("/webhooks", type="http", endpoint=endpoint.url, configuration=wanted)
    company = sandbox.company()["id"]
    sandbox.delete(f"/companies/{company}")
    assert endpoint.events(1) == ["client.deleted"]
    sandbox.put(f"/webhooks/{hook['id']}", json={"is_enabled": False})
    sandbox.delete(f"/companies/{sandbox.company()['id']}")
    sandbox.put(f"/webhooks/{hook['id']}", json={"is_enabled": True})
    sandbox.delete(f"/companies/{sandbox.company()['id']}")
    assert endpoint.events(2) == ["client.deleted"] * 2


def test_nothing_that_was_undone_is_delivered(sandbox, endpoint):
    """A refused write, a `verify=true` and a failed pair of a batch tell nobody."""
    register(sandbox, endpoint)
    assert (
        sandbox.post(
            "/companies", json={"type": "client", "name": "A"}, params={"verify": "true"}
        ).status_code
        == 204
    )
    refused = {"type": "client", "name": "B", "email": "agnes.delmas@atelier-demo.example"}
    assert sandbox.post("/companies", json=refused).status_code == 400
    header = {"method": "POST", "uri": "/companies"}
    answer = sandbox.batch(
        (header, {"type": "client", "name": "C"}),
        (header, refused),
        ({**header, "query": {"verify": "true"}}, {"type": "client", "name": "D"}),
        (header, {"type": "client", "name": "E"}),
    )
    codes = [response["code"] for response in answer.json()["responses"]]
    assert codes == [201, 400, 204, 201]
    created = [
        str(response["response"]["id"]) for response in answer.json()["responses"] if response["code"] == 201
    ]
    assert [delivery["relatedid"] for delivery in endpoint.wait(2)] == created
    time.sleep(0.2)
    assert len(endpoint.got) == 2


def test_a_failed_delivery_is_tried_again(sandbox, endpoint):
    """Another try follows after a growing pause; the webhook tells how it fares."""
    hook = register(sandbox, endpoint, "client.created")
    endpoint.statuses = [500, 503]
    sandbox.company()
    bodies = endpoint.wait(3)
    assert bodies[0] == bodies[1] == bodies[2]
    until(lambda: sandbox.get(f"/webhooks/{hook['id']}").json()["last_succeeded"])
    shown = sandbox.get(f"/webhooks/{hook['id']}").json()
    assert shown["last_failed"]
    assert shown["nb_failures"] == 0


def test_a_delivery_can_come_twice(sandbox, endpoint):
    """The fault `duplicate` sends the same body again: a receiver must know it by its content."""
    register(sandbox, endpoint, "client.created")
    rules = [{"match": {"in": "delivery", "path": "/hook"}, "fault": "duplicate", "nth": [1]}]
    assert sandbox.admin.post("/faults", json=rules).status_code == 200
    sandbox.company("Une")
    sandbox.company("Deux")
    endpoint.wait(3)
    bodies = [body for body, _ in endpoint.got]
    assert (bodies[0] == bodies[1], len(set(bodies))) == (True, 2)


def test_a_receiver_that_is_down_hears_when_it_is_back(sandbox):
    """What was sent to a closed port arrives once the port is open again."""
    first = Endpoint()
    register(sandbox, first, "client.created")
    until(lambda: first.pings)
    first.close()
    sandbox.company("Tardive")
    until(lambda: sandbox.get("/webhooks").json()["data"][0]["nb_failures"] > 0)
    again = Endpoint(port=first.port)
    try:
        assert again.events(1) == ["client.created"]
    finally:
        again.close()


def test_it_gives_up_after_the_last_pause(open_sandbox, endpoint):
    """A delivery is sent once, then once for each pause, and no more."""
    sandbox = open_sandbox(webhook_pauses=(0.01, 0.01))
    endpoint.statuses = [500] * 10
    register(sandbox, endpoint, "client.created")
    sandbox.company()
    endpoint.wait(3)
    time.sleep(0.2)
    assert len(endpoint.got) == 3
    assert sandbox.get("/webhooks").json()["data"][0]["nb_failures"] == 3


def test_a_deleted_webhook_is_told_nothing_more(open_sandbox, endpoint):
    """Deleting it drops what waited for another try."""
    sandbox = open_sandbox(webhook_pauses=(0.3,))
    endpoint.statuses = [500] * 10
    hook = register(sandbox, endpoint, "client.created")
    sandbox.company()
    endpoint.wait(1)
    assert sandbox.delete(f"/webhooks/{hook['id']}").status_code == 204
    time.sleep(0.5)
    assert len(endpoint.got) == 1


def test_webhooks_survive_a_restart_and_the_end_is_clean(tmp_path, endpoint, shared):
    """A file keeps its webhooks; what is due is still sent when the sandbox stops, and no thread is left."""
    config = SandboxConfig(db=tmp_path / "kept.sqlite", webhook_pauses=(60.0,))
    with running(config) as address, type(shared)(address) as sandbox:
        register(sandbox, endpoint, "client.created")
    with running(config) as address, type(shared)(address) as sandbox:
        for number in range(20):
            sandbox.company(f"C{number}")
    assert len(endpoint.got) == 20
    until(lambda: not [thread for thread in threading.enumerate() if thread.name == "sandbox-webhooks"])


def test_a_receiver_that_never_answers_does_not_hold_the_sandbox(shared):
    """Requests are answered meanwhile, and the sandbox stops without waiting for it."""
    wanted = [{"id": "client.created", "is_enabled": True}]
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        config = SandboxConfig(webhook_timeout_s=600)
        with running(config) as address, type(shared)(address) as sandbox:
            sandbox.make("/webhooks", type="http", endpoint=url, configuration=wanted)
            assert [sandbox.company(f"C{number}")["name"] for number in range(20)][-1] == "C19"
        assert not [thread for thread in threading.enumerate() if thread.name == "sandbox-webhooks"]


def test_reset_forgets_webhooks(sandbox, endpoint):
    """A sandbox that is reset tells nobody."""
    register(sandbox, endpoint)
    until(lambda: endpoint.pings)
    sandbox.admin.post("/reset")
    sandbox.company()
    time.sleep(0.2)
    assert endpoint.got == []
    assert sandbox.get("/webhooks").json()["data"] == []


def test_webhooks_are_records_of_the_contract(sandbox, endpoint):
    """Created, read, listed, searched, changed and deleted, in the contract's shape."""
    made = register(sandbox, endpoint, "client.created", name="Mien", is_enabled=False)
    schemas = Schemas(openapi.load())
    for method, template, path, status in [
        ("GET", "/webhooks", "/webhooks", 200),
        ("GET", "/webhooks/{id}", f"/webhooks/{made['id']}", 200),
        ("GET", "/webhooks/events", "/webhooks/events", 200),
    ]:
        schema = schemas.answer_schema(method, template, status=status)
        assert list(Draft202012Validator(schema).iter_errors(sandbox.get(path).json())) == []
    assert sandbox.search("webhooks", name="Mien", is_enabled=False, type="http")["data"] == [made]
    assert sandbox.search("webhooks", endpoint="http://127.0.0.1/other")["data"] == []
    changed = sandbox.put(f"/webhooks/{made['id']}", json={"name": "Tien"}).json()
    assert (changed["name"], changed["endpoint"], changed["sign_key"]) == ("Tien", endpoint.url, "the-key")
    assert sandbox.delete(f"/webhooks/{made['id']}").status_code == 204
    assert sandbox.get(f"/webhooks/{made['id']}").status_code == 404


def test_a_slack_webhook_is_kept_and_never_sent(sandbox, endpoint):
    """The sandbox writes in nobody's channel."""
    wanted = [{"id": "client.created", "is_enabled": True, "channel": "#ventes"}]
    body = {"type": "slack", "endpoint": endpoint.url, "default_channel": "#crm", "configuration": wanted}
    made = sandbox.make("/webhooks", **body)
    assert made["configuration"] == wanted
    assert "sign_key" not in made
    sandbox.company()
    time.sleep(0.2)
    assert endpoint.got == endpoint.pings == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "http"},
        {"type": "http", "endpoint": "ftp://127.0.0.1/"},
        {"type": "http", "endpoint": "http://"},
        {"type": "http", "endpoint": "http://["},
        {"type": "http", "endpoint": "http://127.0.0.1:99999/"},
        {"type": "http", "endpoint": "http://127.0.0.1/a\r\nHost: b"},
        {"type": "http", "endpoint": "http://127.0.0.1/", "configuration": [{"id": "client.exploded"}]},
        {"type": "http", "endpoint": "http://127.0.0.1/", "configuration": [{"is_enabled": True}]},
        {"type": "http", "endpoint": "http://127.0.0.1/", "default_channel": "#x"},
        {"type": "http", "endpoint": "http://127.0.0.1/", "colour": "red"},
        {"type": "mail", "endpoint": "http://127.0.0.1/"},
    ],
)
def test_a_wrong_webhook_is_refused(sellsy, body):
    """A 400 says which field; nothing is stored."""
    answer = sellsy.post("/webhooks", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]
    assert sellsy.get("/webhooks").json()["data"] == []


@pytest.mark.slow
def test_what_is_due_is_still_sent_when_the_sandbox_stops(endpoint, shared):
    """A command that ends at once does not swallow its own deliveries."""
    with running(SandboxConfig()) as address, type(shared)(address) as sandbox:
        register(sandbox, endpoint, "client.created")
        lines = ({"method": "POST", "uri": "/companies"}, {"type": "client", "name": "A"})
        assert sandbox.batch(*[lines] * 900).status_code == 207
    assert len(endpoint.got) == 900


@pytest.mark.parametrize(
    ("resource", "before", "after", "expected"),
    [
        ("opportunities", None, {"id": 1}, ["opportunity.created"]),
        (
            "opportunities",
            {"id": 1, "step": 2},
            {"id": 1, "step": 3},
            ["opportunity.updated", "opportunity.step"],
        ),
        (
            "opportunities",
            {"id": 1, "status": "open"},
            {"id": 1, "status": "won"},
            ["opportunity.updated", "opportunity.status"],
        ),
        ("opportunities", {"id": 1}, None, ["opportunity.deleted"]),
        ("calendar-events", None, {"id": 1}, ["agenda.created"]),
        ("tasks", {"id": 1}, {"id": 1, "title": "A"}, ["agenda.updated"]),
        ("comments", {"id": 1}, None, ["comment.deleted"]),
        (
            "companies",
            {"id": 1, "type": "client", "is_archived": False, "main_contact_id": None},
            {"id": 1, "type": "client", "is_archived": True, "main_contact_id": None},
            ["client.archived"],
        ),
        ("staffs", None, {"id": 1}, []),
    ],
)
def test_a_change_is_read_off_the_record(resource, before, after, expected):
    """Before and after tell the event; what nobody can subscribe to makes none."""
    texts = [None if item is None else json.dumps(item) for item in (before, after)]
    ids = [event.id for event in events_of(None, Change(resource, *texts))]
    assert ids == expected
    assert set(ids) <= IDS


def test_unknown_keys_are_dropped_when_lenient(open_sandbox, endpoint):
    """`lenient` ignores what it does not know, here as elsewhere."""
    made = open_sandbox(lenient=True).make("/webhooks", type="http", endpoint=endpoint.url, colour="red")
    assert "colour" not in made


def test_nothing_runs_without_a_webhook(sandbox):
    """No change is kept and no thread started while nobody listens."""
    before = {thread.ident for thread in threading.enumerate()}
    sandbox.company()
    fresh = [thread.name for thread in threading.enumerate() if thread.ident not in before]
    assert "sandbox-webhooks" not in fresh
