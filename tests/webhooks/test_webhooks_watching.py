"""The whole watch: a running sandbox, a registered webhook, real deliveries, files at the end."""

import json
import threading
from contextlib import contextmanager

import httpx
import pytest
from calling import call
from openpyxl import load_workbook
from plain import HTTP, TRUSTS_NOBODY

from etl.commands.account.watch import watch
from etl.commands.account.webhooks import (
    create_webhook,
    delete_webhooks,
    list_events,
    list_webhooks,
    update_webhook,
)
from etl.config.settings import Settings
from etl.core.errors import ApiError, ConfigError, DataError
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running


class Account:
    """A sandbox, its settings, and an HTTP client of it."""

    def __init__(self, server, home):
        self.url = server.url
        loaded = Settings.load(environ={"SELLSY_ETL_HOME": str(home)}, credentials=False)
        self.settings = loaded.for_sandbox(server.api_url, server.login_url, server.v1_url)
        fields = {"grant_type": "client_credentials", "client_id": "a", "client_secret": "b"}
        token = HTTP.post(f"{server.login_url}/oauth2/access-tokens", json=fields).json()["access_token"]
        self.http = httpx.Client(
            verify=TRUSTS_NOBODY,
            base_url=server.api_url,
            timeout=20,
            headers={"Authorization": f"Bearer {token}"},
        )

    def client(self, name):
        answer = self.http.post("/companies", json={"type": "client", "name": name})
        assert answer.status_code == 201
        return answer.json()["id"]

    def hooks(self):
        return self.http.get("/webhooks").json()["data"]

    def faults(self, *rules):
        HTTP.post(f"{self.url}/_sandbox/faults", json=list(rules)).raise_for_status()


@pytest.fixture
def account(tmp_path):
    with running(SandboxConfig(webhook_pauses=(0.1, 0.2, 0.4, 0.8), seed="demo")) as server:
        connected = Account(server, tmp_path / "home")
        yield connected
        connected.http.close()


class Watch:
    """A watch in a thread of its own."""

    def __init__(self, account, out, **options):
        self.ready, self.stop, self.told = threading.Event(), threading.Event(), []
        self.result = self.error = self.watching = None
        options = {"port": 0, "on_delivery": self.told.append, **options}

        def run():
            try:
                self.result = call(
                    watch, out=out, settings=account.settings, stop=self.stop, on_ready=self._ready, **options
                )
            except BaseException as error:  # noqa: BLE001 - looked at by the test
                self.error = error
            finally:
                self.ready.set()

        self._thread = threading.Thread(target=run)
        self._thread.start()
        assert self.ready.wait(20)

    def _ready(self, watching):
        self.watching = watching
        self.ready.set()

    def end(self):
        self.stop.set()
        self._thread.join(40)
        assert not self._thread.is_alive()


@contextmanager
def watched(account, out, **options):
    watcher = Watch(account, out, **options)
    try:
        yield watcher
    finally:
        watcher.end()


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_client_that_is_created_arrives(account, tmp_path, sender):
    """Registered, delivered, signed, written, told, unregistered."""
    out = tmp_path / "d.jsonl"
    with watched(account, out) as watch_:
        (hook,) = account.hooks()
        assert hook["endpoint"] == watch_.watching.endpoint == watch_.watching.url
        assert len(hook["sign_key"]) > 30
        identifier = account.client("Étoile & fils")
        sender.until(lambda: watch_.told)
    assert watch_.error is None
    (line,) = lines(out)
    assert (line["event"], line["record_id"], line["kind"]) == ("client.created", identifier, "third")
    assert watch_.told[0].delivery.record_id == identifier
    assert (watch_.result.handled, watch_.result.duplicates, watch_.result.refused, watch_.result.left) == (
        1,
        0,
        0,
        0,
    )
    assert account.hooks() == []


def test_the_record_is_read_when_asked(account, tmp_path, sender):
    """A company, an individual and a contact are found by their kind; a deleted one has none."""
    out = tmp_path / "d.jsonl"
    with watched(account, out, fetch=True) as watch_:
        account.client("Nova")
        account.http.post("/individuals", json={"type": "prospect", "last_name": "Roux"}).raise_for_status()
        contact = account.http.post("/contacts", json={"last_name": "Petit"}).json()["id"]
        sender.until(lambda: len(watch_.told) == 3)
        account.http.delete(f"/contacts/{contact}")
        sender.until(lambda: len(watch_.told) == 4)
    names = [
        (line.get("record") or {}).get("name") or (line.get("record") or {}).get("last_name")
        for line in lines(out)
    ]
    assert names == ["Nova", "Roux", "Petit", None]


def test_every_kind_of_record_arrives_and_is_read(account, tmp_path, sender):
    """Opportunities with their step and status, agenda and comments: each is read where it lives."""
    out = tmp_path / "d.jsonl"
    http = account.http
    pipeline = http.get("/opportunities/pipelines").json()["data"][0]["id"]
    steps = [step["id"] for step in http.get(f"/opportunities/pipelines/{pipeline}/steps").json()["data"]]
    related = [{"type": "company", "id": 1001}]

    def make(path, **body):
        answer = http.post(path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    with watched(account, out, fetch=True) as watch_:
        sale = make("/opportunities", name="Vente", pipeline=pipeline, step=steps[0], related=related)
        http.put(f"/opportunities/{sale}", json={"step": steps[1]}).raise_for_status()
        label = http.get("/tasks/labels").json()["data"][0]["id"]
        make("/tasks", title="Appeler", label_id=label, due_date="2026-12-01T10:00:00+01:00", related=related)
        label = http.get("/calendar-events/labels").json()["data"][0]["id"]
        days = {"datetime_start": "2026-12-01T10:00:00+01:00", "datetime_end": "2026-12-01T11:00:00+01:00"}
        make("/calendar-events", title="Visite", label_id=label, related=related, **days)
        make("/comments", description="Bonjour", related=related)
        sender.until(lambda: len(watch_.told) == 6)
    assert watch_.error is None
    result = [(line["event"], line["kind"], line.get("record", {})) for line in lines(out)]
    assert [(event, kind) for event, kind, _ in result] == [
        ("opportunity.created", "opportunity"),
        ("opportunity.updated", "opportunity"),
        ("opportunity.step", "opportunity"),
        ("agenda.created", "task"),
        ("agenda.created", "event"),
        ("comment.created", "comment"),
    ]
    names = [record.get("name") or record.get("title") or record.get("description") for *_, record in result]
    assert names == ["Vente", "Vente", "Vente", "Appeler", "Visite", "Bonjour"]


def test_a_record_that_cannot_be_read_does_not_stop_the_watch(account, tmp_path, sender):
    """The delivery is written with the reason; the next ones come."""
    out = tmp_path / "d.csv"
    with watched(account, out, fetch=True) as watch_:
        account.faults(
            {"match": {"method": "GET", "path": "/companies/"}, "times": 1, "fault": "status", "status": 403}
        )
        account.client("Un")
        account.client("Deux")
        sender.until(lambda: len(watch_.told) == 2)
    assert isinstance(watch_.told[0].problem, ApiError)
    assert watch_.told[1].record["name"] == "Deux"
    assert watch_.error is None


def test_a_forged_delivery_is_refused(account, tmp_path, sender):
    """Only who knows this watch's key can write in the file."""
    out = tmp_path / "d.jsonl"
    with watched(account, out) as watch_:
        for key in ("", "guess"):
            body = sender.form(relatedid="666")
            answer = HTTP.post(
                watch_.watching.url,
                content=body,
                headers={"X-Webhook-Signature": sender.signature(body, key)},
            )
            assert answer.status_code == 401
    assert out.read_bytes() == b""
    assert watch_.result.refused == 2


def test_doubles_are_left_out_even_after_a_restart(account, tmp_path, sender):
    """The same body, today or tomorrow, is written once."""
    out = tmp_path / "d.jsonl"
    body = sender.form()
    signed = {"X-Webhook-Signature": sender.signature(body)}
    for _ in range(2):
        with watched(account, out, sign_key=sender.key) as watch_:
            for _ in range(3):
                assert HTTP.post(watch_.watching.url, content=body, headers=signed).status_code == 200
    assert len(lines(out)) == 1
    assert watch_.result.duplicates == 3
    assert watch_.result.handled == 0


def test_what_was_not_handed_on_is_by_the_next_watch(account, tmp_path, sender):
    """A watch that fails on a delivery keeps it; the next one writes it, once."""
    out = tmp_path / "d.jsonl"

    def fails(_handled):
        raise RuntimeError("the callback's own")

    with watched(account, out, on_delivery=fails) as watch_:
        account.client("Perdue ?")
        sender.until(watch_.stop.is_set)
    assert isinstance(watch_.error, RuntimeError)
    assert account.hooks() == []
    assert out.read_bytes() == b""
    with watched(account, out) as watch_:
        sender.until(lambda: watch_.told)
    assert [line["event"] for line in lines(out)] == ["client.created"]


def test_a_crash_between_the_file_and_the_mark_doubles_nothing(account, tmp_path, sender):
    """The last line of the file says how far it got, whatever the inbox remembers."""
    import sqlite3  # noqa: PLC0415 - only here

    out = tmp_path / "d.csv"
    with watched(account, out) as watch_:
        for number in range(4):
            account.client(f"C{number}")
        sender.until(lambda: len(watch_.told) == 4)
    whole = out.read_bytes()
    with sqlite3.connect(tmp_path / "d.csv.inbox") as inbox:
        inbox.execute("UPDATE done SET n = 1")
    inbox.close()
    with watched(account, out):
        pass
    assert out.read_bytes() == whole


def test_a_file_that_was_moved_away_begins_anew(account, tmp_path, sender):
    """Rotating the file brings nothing back: what was handed on stays handed on."""
    out = tmp_path / "d.jsonl"
    with watched(account, out) as watch_:
        account.client("Avant")
        sender.until(lambda: watch_.told)
    out.rename(tmp_path / "old.jsonl")
    with watched(account, out) as watch_:
        identifier = account.client("Après")
        sender.until(lambda: watch_.told)
    assert [line["record_id"] for line in lines(out)] == [identifier]


def test_a_receiver_that_was_down_hears_later(account, tmp_path, sender):
    """The sandbox tries again: what happened while nobody listened arrives."""
    out = tmp_path / "d.jsonl"
    with watched(account, out, sign_key=sender.key) as watch_:
        port = int(watch_.watching.url.rpartition(":")[2])
    body = {
        "type": "http",
        "endpoint": f"http://127.0.0.1:{port}",
        "sign_key": sender.key,
        "configuration": [{"id": "client.created", "is_enabled": True}],
    }
    account.http.post("/webhooks", json=body).raise_for_status()
    identifier = account.client("Tardive")
    sender.until(lambda: account.hooks()[0]["nb_failures"])
    with watched(account, out, sign_key=sender.key, port=port, events=["prospect"]) as watch_:
        sender.until(lambda: watch_.told)
    assert [line["record_id"] for line in lines(out)] == [identifier]


def test_a_workbook_is_written_at_the_end_from_what_was_kept(account, tmp_path, sender):
    """Two watches of one workbook: both deliveries are in it, as text that computes nothing."""
    out = tmp_path / "d.xlsx"
    for name in ("=1+1", "Deux"):
        with watched(account, out, fetch=True) as watch_:
            account.client(name)
            sender.until(lambda: watch_.told)
        assert watch_.error is None
    rows = list(load_workbook(out).active.values)
    assert rows[0][:4] == ("received", "event", "kind", "record_id")
    assert [row[1] for row in rows[1:]] == ["client.created"] * 2
    assert '"=1+1"' in rows[1][9]


def test_nothing_on_disk_when_nothing_is_asked(account, tmp_path, sender, monkeypatch):
    """`out=None` only tells."""
    monkeypatch.chdir(tmp_path)
    with watched(account, None) as watch_:
        account.client("A")
        sender.until(lambda: watch_.told)
    assert {path.name for path in tmp_path.iterdir()} <= {"home"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"out": "d.txt"}, "watch-out-suffix"),
        ({"events": ["client.exploded"]}, "webhook-event"),
        ({"public_url": "http://hooks.example.com"}, "webhook-url"),
        ({"public_url": "https://user:secret@hooks.example.com"}, "webhook-url"),
        ({"public_url": "https://["}, "webhook-url"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_registered(account, tmp_path, options, code):
    """Each wrong option is a ConfigError; no webhook, no secret in its text."""
    asked = {"out": "d.jsonl", **options}
    with pytest.raises(ConfigError) as refused:
        call(watch, **{**asked, "out": tmp_path / asked["out"]}, port=0, settings=account.settings)
    assert refused.value.code == code
    assert "secret" not in str(refused.value)
    assert account.hooks() == []


def test_an_unknown_event_lists_the_nearest(account):
    """The nearest of the account's own list come first."""
    with pytest.raises(ConfigError) as refused:
        call(
            create_webhook, "https://hooks.example.com/", events=["client.create"], settings=account.settings
        )
    assert refused.value.params["accepted"][0] == "client.created"


def test_a_start_that_fails_half_way_leaves_nothing(account, tmp_path):
    """A port that is taken, a callback that raises, a refused registration: no webhook remains."""
    with watched(account, tmp_path / "a.jsonl") as first:
        port = int(first.watching.url.rpartition(":")[2])
        with pytest.raises(ConfigError):
            call(watch, port=port, out=tmp_path / "b.jsonl", settings=account.settings)
        with pytest.raises(ConfigError) as refused:
            call(watch, port=0, out=tmp_path / "a.jsonl", settings=account.settings)
        assert refused.value.code == "inbox-busy"
        assert len(account.hooks()) == 1

    def fails(_watching):
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        call(watch, port=0, out=tmp_path / "b.jsonl", on_ready=fails, settings=account.settings)
    account.faults(
        {"match": {"method": "POST", "path": "/webhooks$"}, "times": 1, "fault": "status", "status": 403}
    )
    with pytest.raises(ApiError):
        call(watch, port=0, out=tmp_path / "b.jsonl", settings=account.settings)
    assert account.hooks() == []


def test_a_registration_without_an_answer_leaves_nothing(account, tmp_path):
    """The webhook may have been made: it is looked for and removed."""
    account.faults({"match": {"method": "POST", "path": "/webhooks$"}, "times": 1, "fault": "drop_after"})
    with pytest.raises(ApiError):
        call(watch, port=0, out=tmp_path / "b.jsonl", settings=account.settings)
    assert account.hooks() == []


def test_a_webhook_left_by_a_killed_watch_is_replaced(account, tmp_path):
    """One address has one webhook of ours; others' are left alone."""
    url = "https://hooks.example.com/sellsy"
    left = call(create_webhook, url, name="sellsy-etl watch", settings=account.settings)
    other = call(create_webhook, url, name="another program", settings=account.settings)
    with watched(account, tmp_path / "d.jsonl", public_url=url, events=["agenda"]) as watch_:
        ids = {hook["id"] for hook in account.hooks()}
        assert left["id"] not in ids
        assert ids == {other["id"], watch_.watching.webhook}
    assert [hook["id"] for hook in account.hooks()] == [other["id"]]


def test_a_webhook_that_cannot_be_removed_is_named(account, tmp_path):
    """The error says its id, so that it can be deleted later."""
    with watched(account, tmp_path / "d.jsonl") as watch_:
        account.faults(
            {"match": {"method": "DELETE", "path": "/webhooks/"}, "fault": "status", "status": 403}
        )
    assert watch_.error.code == "webhook-left"
    assert f"delete {watch_.watching.webhook}" in watch_.error.hint("fr")


def test_the_real_sellsy_needs_a_public_address(tmp_path):
    """An address of this computer would never be reached: it is refused before anything is sent."""
    settings = Settings.load(environ={"SELLSY_ETL_HOME": str(tmp_path)}, credentials=False)
    with pytest.raises(ConfigError) as refused:
        call(watch, out=tmp_path / "d.jsonl", settings=settings)
    assert refused.value.code == "watch-url-missing"


def test_files_of_others_are_left_alone(account, tmp_path):
    """A workbook or a CSV that no watch wrote is refused unchanged."""
    for name in ("d.xlsx", "d.csv"):
        (tmp_path / name).write_bytes(b"somebody's")
        with pytest.raises((ConfigError, DataError)) as refused:
            call(watch, port=0, out=tmp_path / name, settings=account.settings)
        assert refused.value.code == "watch-out-foreign"
        assert (tmp_path / name).read_bytes() == b"somebody's"
    assert account.hooks() == []


def test_webhooks_are_made_changed_and_deleted(account):
    """What is not given stays; sign keys are never returned."""
    url = "https://hooks.example.com/a"
    made = call(
        create_webhook,
        url,
        events=["client", "opportunity.step"],
        sign_key="k" * 20,
        name="Mien",
        settings=account.settings,
    )
    assert made["signed"]
    wanted = [record["id"] for record in made["configuration"]]
    assert wanted[-1] == "opportunity.step"
    assert {text.partition(".")[0] for text in wanted[:-1]} == {"client"}
    changed = call(update_webhook, made["id"], enabled=False, as_json=True, settings=account.settings)
    kept = {"name": "Mien", "endpoint": url, "is_enabled": False, "json_content_type": True, "signed": True}
    assert kept.items() <= changed.items()
    assert changed["configuration"] == made["configuration"]
    assert account.hooks()[0]["sign_key"] == "k" * 20
    assert call(list_webhooks, settings=account.settings) == [changed]
    assert "k" * 20 not in json.dumps([made, changed])
    call(delete_webhooks, [made["id"]], settings=account.settings)
    assert call(list_webhooks, settings=account.settings) == []
    with pytest.raises(ApiError):
        call(delete_webhooks, [made["id"]], settings=account.settings)


def test_the_events_are_the_accounts(account):
    """They are asked, not known by heart."""
    result = {item.id: item for item in call(list_events, settings=account.settings)}
    assert result["client.created"].entity_name == "Client"
    assert "agenda.created" in result


def test_a_pipeline_runs_once_for_all_that_came(account, tmp_path, sender):
    """Without a parameter for them, deliveries that come together are one run; a run that fails ends nothing."""
    pipeline = tmp_path / "nightly.yaml"
    pipeline.write_text("steps: {out: {export: client, to: clients.xlsx}}\n", encoding="utf-8")
    ended, gate = [], threading.Event()
    options = {"sign_key": sender.key, "on_delivery": lambda _one: gate.wait(20), "on_run": ended.append}
    with watched(account, tmp_path / "d.jsonl", run=pipeline, **options) as watch_:
        for at in range(4):
            body = sender.form(timestamp=str(1763900000 + at))
            head = {"X-Webhook-Signature": sender.signature(body)}
            assert HTTP.post(watch_.watching.url, content=body, headers=head).status_code == 200
        gate.set()
        sender.until(lambda: ended)
        account.faults({"match": {"path": "/companies/search"}, "fault": "status", "status": 403})
        account.client("Cinq")
        sender.until(lambda: len(ended) == 2)
    assert (watch_.error, watch_.result.handled) == (None, 5)
    assert ended[0].exit_code == 0
    assert load_workbook(tmp_path / "clients.xlsx").worksheets[0].max_row > 1
    assert isinstance(ended[1], ApiError) or ended[1].exit_code


def test_a_pipeline_is_told_what_was_delivered(account, tmp_path, sender):
    """With such parameters a file is run for each delivery, and told its event and record; a wrong file is refused first."""
    pipeline = tmp_path / "greet.yaml"
    pipeline.write_text(
        'parameters: {event: "", record_id: "0"}\n'
        "steps:\n"
        "  note:\n"
        "    call: POST /comments\n"
        '    body: \'{"description": "vu ${event}", "related": [{"type": "company", "id": ${record_id}}]}\'\n',
        encoding="utf-8",
    )
    ended = []
    options = {"events": ["client.created"], "run": pipeline, "on_run": ended.append}
    with watched(account, tmp_path / "d.jsonl", **options):
        made = [account.client(name) for name in ("Un", "Deux")]
        sender.until(lambda: len(ended) == 2)
    answer = account.http.post("/comments/search?limit=100", json={"filters": {"companies": made}}).json()
    assert [record["description"] for record in answer["data"]] == ["vu client.created"] * 2
    pipeline.write_text("steps: {}\n", encoding="utf-8")
    wrong = Watch(account, tmp_path / "e.jsonl", run=pipeline)
    assert isinstance(wrong.error, ConfigError)
    assert account.hooks() == []
