"""`webhooks` and `watch` as people type them, against a running sandbox."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from plain import HTTP

COMMAND = (sys.executable, "-c", "from etl.cli.main import main; main()")


def hooks(shell):
    ran = shell("webhooks", "list", "--json")
    assert ran.code == 0
    return ran.json


def create_client(shell, name):
    fields = {"grant_type": "client_credentials", "client_id": "shell", "client_secret": "very-hidden"}
    token = HTTP.post(f"{shell.url}/oauth2/access-tokens", json=fields).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    body = {"type": "client", "name": name}
    HTTP.post(f"{shell.url}/v2/companies", json=body, headers=headers).raise_for_status()


def test_events_are_listed(shell):
    """As a table, and as JSON."""
    ran = shell("--lang", "fr", "webhooks", "events")
    assert ran.code == 0
    assert "événement" in ran.out.splitlines()[0]
    assert any(line.startswith("client.created ") for line in ran.out.splitlines())
    assert {"id": "client.created", "entity": "Client", "said": "création"} in shell(
        "webhooks", "events", "--json"
    ).json


def test_a_webhook_is_created_listed_changed_and_deleted(shell):
    """Each command shows what it did; the sign key is never shown."""
    key = "a-key-that-nobody-sees"
    url = "https://hooks.example.com/sellsy"
    ran = shell(
        *("webhooks", "create", url, "--events", "client.created, opportunity", "--name", "Mien"),
        *("--sign-key-env", "HOOK_KEY", "--json-body", "--json"),
        HOOK_KEY=key,
    )
    assert ran.code == 0
    made = ran.json
    assert made["signed"] is True
    assert made["json_content_type"] is True
    assert made["configuration"][0]["id"] == "client.created"
    listed = shell("webhooks", "list")
    assert "Mien" in listed.out
    assert url in listed.out
    changed = shell("webhooks", "update", made["id"], "--disable", "--form-body", "--json")
    assert (changed.json["is_enabled"], changed.json["json_content_type"]) == (False, False)
    assert changed.json["name"] == "Mien"
    assert key not in ran.out + ran.err + listed.out + changed.out + changed.err
    assert shell("webhooks", "delete", made["id"]).code == 0
    ran = shell("webhooks", "list")
    assert (ran.code, ran.out) == (0, "")
    assert "no webhook" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (("create", "http://hooks.example.com"), 2, "https://"),
        (("create", "https://hooks.example.com", "--events", "client.create"), 2, "client.created"),
        (("create", "https://hooks.example.com", "--sign-key-env", "NOT_SET"), 2, "NOT_SET"),
        (("delete", "999"), 4, "There is no webhook 999 in Sellsy"),
        (("update", "999", "--disable"), 4, "There is no webhook 999 in Sellsy"),
        (("delete",), 2, "WEBHOOK"),
    ],
)
def test_what_cannot_be_is_said(shell, arguments, code, expected):
    """An exit code, the reason and what to do."""
    ran = shell("webhooks", *arguments)
    assert ran.code == code
    assert expected in ran.err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_ends_on_a_signal_and_unregisters(shell, number):
    """A line a delivery, the file, the summary, exit code 0, and no webhook left."""
    process = shell.start("watch", "--port", "0", "--out", "d.jsonl", "--fetch")
    try:
        assert "Webhook 1" in process.stderr.readline()
        assert len(hooks(shell)) == 1
        create_client(shell, "Étoile & fils")
        line = process.stdout.readline()
    finally:
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "client.created" in line
    assert "Étoile & fils" in line
    assert "Deliveries: 1; duplicates: 0; refused: 0" in err
    assert out == ""
    assert hooks(shell) == []
    (kept,) = map(json.loads, (shell.folder / "d.jsonl").read_text(encoding="utf-8").splitlines())
    assert kept["record"]["name"] == "Étoile & fils"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed otherwise there")
def test_a_watch_that_is_killed_goes_on_where_it_was(shell):
    """What was answered before SIGKILL is in the file afterwards, whole and once; its webhook is replaced."""
    process = shell.start("watch", "--port", "0", "--out", "d.jsonl")
    try:
        endpoint = next(word for word in process.stderr.readline().split() if word.startswith("http"))
        for number in range(60):
            create_client(shell, f"C{number}")
            if number == 40:
                process.kill()
    finally:
        process.kill()
        process.communicate(timeout=30)
    (left,) = hooks(shell)
    port = endpoint.rpartition(":")[2].rstrip(",")
    again = shell.start("watch", "--port", port, "--out", "d.jsonl")
    again.stderr.readline()
    (fresh,) = hooks(shell)
    again.terminate()
    _, err = again.communicate(timeout=30)
    assert again.returncode == 0, err
    assert left["id"] != fresh["id"]
    assert left["endpoint"] == fresh["endpoint"]
    assert hooks(shell) == []
    lines = [json.loads(line) for line in (shell.folder / "d.jsonl").read_text(encoding="utf-8").splitlines()]
    with sqlite3.connect(shell.folder / "d.jsonl.inbox") as inbox:
        kept = [digest for (digest,) in inbox.execute("SELECT digest FROM delivery ORDER BY n")]
    inbox.close()
    assert len(kept) > 20
    assert [line["digest"] for line in lines] == kept


@pytest.mark.slow
def test_a_reader_that_leaves_ends_the_watch_and_unregisters(shell):
    """`watch | head -1` leaves no webhook behind, and no traceback."""
    process = shell.start("watch", "--port", "0", "--out", "d.jsonl")
    try:
        process.stderr.readline()
        process.stdout.close()
        for number in range(3):
            create_client(shell, f"C{number}")
            time.sleep(0.1)
        assert process.wait(30) == 141
    finally:
        process.kill()
    assert "Traceback" not in process.stderr.read()
    assert hooks(shell) == []


@pytest.mark.slow
def test_the_sign_key_of_the_environment_is_used_and_shown_nowhere(shell):
    """Not on the terminal, not in the file, its inbox or the journal."""
    key = "0123456789-abcdef-secret"
    process = subprocess.Popen(
        [*COMMAND, "-v", "watch", "--port", "0", "--sign-key-env", "HOOK_KEY"],
        cwd=shell.folder,
        env={**shell.environ, "HOOK_KEY": key},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        first = process.stderr.readline()
        create_client(shell, "A")
        line = process.stdout.readline()
    finally:
        process.terminate()
        out, err = process.communicate(timeout=30)
    assert "client.created" in line
    assert key not in first + line + out + err
    for path in shell.folder.rglob("*"):
        assert not path.is_file() or key.encode() not in path.read_bytes(), path


def test_the_real_sellsy_needs_a_public_address(bare):
    """Said in the language asked, before anything is sent."""
    ran = bare("--lang", "fr", "watch", SELLSY_CLIENT_ID="a", SELLSY_CLIENT_SECRET="b")
    assert ran.code == 2
    assert "--public-url" in ran.err


@pytest.mark.slow
def test_the_embedded_sandbox_can_be_watched_while_another_command_writes(bare):
    """What `--sandbox import` writes in its own process reaches `--sandbox watch`."""
    bare.write("c.csv", "Nom\nNova\n")
    process = bare.start("--sandbox", "watch", "--port", "0", "--out", "d.jsonl")
    try:
        process.stderr.readline()
        ran = bare("--sandbox", "import", "c.csv", "--entity", "client", "--yes")
        assert ran.code == 0, ran.err + ran.out
        line = process.stdout.readline()
    finally:
        process.terminate()
        _, err = process.communicate(timeout=30)
    assert "client.created" in line
    assert process.returncode == 0, err
    assert bare("--sandbox", "webhooks", "list", "--json").json == []


def test_help_is_light():
    """`watch --help` and `webhooks --help` load neither pandas nor uvicorn."""
    for words in (["watch", "--help"], ["webhooks", "create", "--help"]):
        code = (
            f"import sys; from etl.cli.main import run; run({words!r}); "
            "sys.exit(len({'pandas', 'uvicorn', 'starlette', 'httpx'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, env=os.environ)
        assert done.returncode == 0, done.stderr
