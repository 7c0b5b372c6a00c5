"""Who is told how a pipeline ended: by mail, by a command, at an address; whoever cannot be told changes nothing."""

import email
import socketserver
import sys
import threading

import pytest

from etl.commands.pipeline.notifications import tell
from etl.pipeline import Notifications, Notify

DOCUMENT = {
    "pipeline": "nightly\r\nBcc: x@example.com",
    "status": "fine",
    "run_id": "r1",
    "counts": {"created": 3},
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
    """The letter holds the result as JSON; a line break in a name makes no header of its own."""
    port, letters = post
    mail = {
        "to": ["a@example.com", "b@example.com"],
        "from": "etl@example.com",
        "host": "127.0.0.1",
        "port": port,
        "tls": False,
    }
    wanted = Notifications(success=[Notify.model_validate({"mail": mail})])
    assert list(tell(wanted, DOCUMENT, fine=True, folder=str(tmp_path))) == []
    assert list(tell(wanted, DOCUMENT, fine=False, folder=str(tmp_path))) == []
    (letter,) = letters
    assert (letter["To"], letter["Bcc"]) == ("a@example.com, b@example.com", None)
    assert "nightly" in letter["Subject"]
    assert '"created": 3' in letter.get_payload(decode=True).decode()


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
    said = list(tell(wanted, DOCUMENT, fine=False, folder=str(tmp_path)))
    assert len(said) == 4
    assert "https://" in said[2]
