"""What v1 writes is told to webhooks like what v2 writes."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from urllib.parse import parse_qs

import pytest

from etl.sandbox.v2.webhooks.events import IDS


@pytest.fixture
def told():
    """Return an endpoint: its URL, and the queue of the events it is told."""
    events = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._answer()

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            document = json.loads(parse_qs(body)["notif"][0])
            events.put((f"{document['eventType']}.{document['event']}", document["relatedid"]))
            self._answer()

        def _answer(self):
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", events
    server.shutdown()
    server.server_close()


def test_writes_of_v1_make_the_events_of_v2(open_sandbox, v1_of, told):
    """Links and conversions included; the answer of a refused call makes none."""
    url, events = told
    client = open_sandbox(seed="demo")
    v1 = v1_of(client)
    configuration = [{"id": identifier, "is_enabled": True} for identifier in sorted(IDS)]
    client.make("/webhooks", type="http", endpoint=url, sign_key="k", configuration=configuration)

    def next_ones(count):
        return [events.get(timeout=10) for _ in range(count)]

    made = v1("Prospects.create", third={"name": "Neuf"})
    assert next_ones(1) == [("prospect.created", made)]
    v1.refused("Prospects.create", third={"name": "Neuf"}, contact={"forename": "A"})
    v1("Prospects.transformToCustomer", thirdid=made)
    assert next_ones(1) == [("client.transform", made)]
    v1("Peoples.update", id=500_001, people={"name": "Kervadec", "thirdids": [made]})
    assert next_ones(2) == [("people.updated", "500001"), ("third_party_contact.created", "500001")]
    v1("Peoples.unlinkThirds", id=500_001, thirdids=[made])
    assert next_ones(1) == [("third_party_contact.deleted", "500001")]
    v1("Opportunities.updateStep", oid=700_001, stepid=404)
    assert next_ones(2) == [("opportunity.updated", "700001"), ("opportunity.step", "700001")]
    task = v1(
        "Agenda.create",
        type="task",
        task={"description": "A", "label": 64, "start": 1_796_000_000, "end": 1_796_000_000},
    )["taskid"]
    assert next_ones(1) == [("agenda.created", str(task))]
    note = v1("Annotations.create", annotation={"relatedtype": "task", "relatedid": task, "text": "A"})
    assert next_ones(1) == [("comment.created", str(note))]
    assert events.empty()
