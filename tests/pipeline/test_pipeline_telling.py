"""Who is told how a pipeline ended: by mail, by a command, at an address; whoever cannot be told changes nothing."""

import email
import json
import socketserver
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from etl.commands.pipeline.letters import letter, subject
from etl.commands.pipeline.notifications import tell
from etl.pipeline import Notifications, Notify

DOCUMENT = {
    "pipeline": "nightly\r\nBcc: x@example.com",
    "status": "fine",
    "due": "2026-11-30T02:30:00+01:00",
    "started_at": "2026-11-30T02:30:04.123456+01:00",
    "path": "/srv/nights/nightly.yaml",
    "host": "exporter",
    "run_id": "r1",
    "counts": {"created": 3},
}
FAILED = DOCUMENT | {
    "pipeline": "nightly",
    "status": "failed",
    "error": "credentials-missing",
    "message": "Aucun accès API.",
    "hint": "Lancez sellsy-etl login.",
}


@pytest.fixture
def post():
    """A mail server on this machine that keeps what it receives; it speaks just enough SMTP."""
    letters = []

    class Talk(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = iter(self.rfile.readline, b".\r\n")
                    letters.append(email.message_from_bytes(b"".join(lines)))
                if word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                self.wfile.write(b"250 fine\r\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], letters
    server.shutdown()
    server.server_close()


def test_a_mail_is_one_letter_to_all_it_names(post, tmp_path):
    """The letter has the result attached as JSON; a line break in a name makes no header of its own."""
    port, letters = post
    mail = {
        "to": ["a@example.com", "b@example.com"],
        "from": "etl@example.com",
        "host": "127.0.0.1",
        "port": port,
        "tls": False,
    }
    wanted = Notifications(success=[Notify.model_validate({"mail": mail})])
    document = DOCUMENT | {"path": str(tmp_path / "nightly.yaml")}
    assert list(tell(wanted, document)) == []
    assert list(tell(wanted, document | {"status": "rows"})) == []
    (letter,) = letters
    assert (letter["To"], letter["Bcc"]) == ("a@example.com, b@example.com", None)
    assert "nightly" in letter["Subject"]
    _words, result = letter.get_payload()
    assert json.loads(result.get_payload(decode=True))["counts"] == {"created": 3}
    assert result.get_filename() == "result.json"


def test_a_mail_about_a_failure_says_what_to_do():
    """A person reads what happened, the one thing to do, when and where, in French as in English; no JSON, no dash."""
    words = letter(FAILED, "fr")
    assert subject(FAILED, "fr") == "[sellsy-etl] nightly : échec".replace(" :", "\u00a0:")
    for part in (
        "Aucun accès API.",
        "À faire",
        "Lancez sellsy-etl login.",
        "30/11/2026 02:30",
        "exporter",
        "runs show r1",
    ):
        assert part in words, part
    assert "{" not in words
    assert "What to do: " in letter(FAILED, "en")


def test_a_heartbeat_is_called_after_a_success_only(tmp_path):
    """The address is called once, with a GET, when all went well; when it does not answer, that is told."""
    called = []

    class Heart(BaseHTTPRequestHandler):
        def do_GET(self):
            called.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Heart)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wanted = Notifications(heartbeat=f"http://127.0.0.1:{server.server_port}/ping/42")
    document = DOCUMENT | {"path": str(tmp_path / "nightly.yaml")}
    assert list(tell(wanted, FAILED)) == []
    assert list(tell(wanted, document)) == []
    server.shutdown()
    server.server_close()
    assert called == ["/ping/42"]
    assert len(list(tell(wanted, document))) == 1


def test_whoever_cannot_be_told_is_said(tmp_path):
    """A command that fails, a closed port and an address without encryption are told in words, one each."""
    closed = {"to": "a@example.com", "from": "b@example.com", "host": "127.0.0.1", "port": 9, "tls": False}
    wanted = Notifications(
        failure=[
            Notify(command=[sys.executable, "-c", "raise SystemExit(3)"]),
            Notify.model_validate({"mail": closed}),
            Notify(url="http://example.com/hook"),
            Notify(url="http://127.0.0.1:9/hook"),
        ]
    )
    events = list(tell(wanted, FAILED | {"path": str(tmp_path / "nightly.yaml")}))
    assert len(events) == 4
    assert "https://" in events[2]
