"""Starting, stopping, keeping and comparing sandboxes; many clients at once."""

import ast
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from plain import HTTP, TRUSTS_NOBODY

import etl.sandbox
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import reset, running

NEW = {"type": "client", "name": "Tous ensemble"}


def sandbox_threads():
    """Return how many sandboxes run in this process."""
    return [thread.name for thread in threading.enumerate()].count("sandbox")


def test_it_starts_and_stops_and_leaves_no_thread():
    """Tests and demonstrations start many."""
    before = sandbox_threads()
    with running(SandboxConfig(seed="demo")) as address:
        assert HTTP.get(f"{address.url}/_sandbox/stats").status_code == 200
    assert sandbox_threads() == before


def test_the_addresses_are_those_of_the_settings():
    """One port serves the login, v2 and v1."""
    with running(SandboxConfig()) as address:
        assert address.api_url == f"http://127.0.0.1:{address.port}/v2"
        assert address.v1_url == f"http://127.0.0.1:{address.port}/0/"
        assert address.login_url == address.url


def test_a_taken_port_is_an_error():
    """It is said at once, before anything starts."""
    with (
        running(SandboxConfig()) as address,
        pytest.raises(OSError, match="in use|10048"),  # noqa: RUF043 - two systems, two sentences
        running(SandboxConfig(), port=address.port),
    ):
        pytest.fail("two sandboxes share a port")


def test_a_file_keeps_what_was_written_until_it_is_reset(open_sandbox, tmp_path):
    """A second start does not plant the seed again."""
    db = tmp_path / "sandbox.db"
    first = open_sandbox(db=db, seed="demo")
    first.delete("/companies/1001")
    kept = first.admin.get("/dump?ids=true").json()
    second = open_sandbox(db=db, seed="demo")
    assert second.admin.get("/dump?ids=true").json() == kept
    assert second.company()["id"] == 1011
    reset(tmp_path / "absent.db")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_a_file_keeps_is_for_its_owner_alone(open_sandbox, tmp_path):
    """A new file, which may be the copy of a real account, and its companions are readable by nobody else."""
    db = tmp_path / "account.sqlite"
    open_sandbox(db=db, seed="demo")
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("account.sqlite*")} == {0o600}


def test_reset_deletes_the_file_and_its_companions(tmp_path):
    """The write-ahead log too."""
    db = tmp_path / "sandbox.db"
    with running(SandboxConfig(db=db)):
        assert db.exists()
    (tmp_path / "sandbox.db-wal").touch()
    reset(db)
    assert list(tmp_path.iterdir()) == []


def test_the_admin_reset_plants_again(sellsy):
    """Records, counts and identifiers start over; tokens stay."""
    fresh = sellsy.admin.get("/dump?ids=true").json()
    sellsy.company()
    sellsy.delete("/companies/1002")
    sellsy.admin.post("/reset")
    assert sellsy.admin.get("/dump?ids=true").json() == fresh
    assert sellsy.admin.get("/stats").json()["requests_total"] == 0
    assert sellsy.company()["id"] == 1011


def test_two_accounts_filled_in_another_order_dump_alike(open_sandbox):
    """Identifiers and timestamps are left out, contacts are named by their content."""
    dumps = []
    for names in (("A", "B"), ("B", "A")):
        sellsy = open_sandbox()
        for name in names:
            company = sellsy.company(name)["id"]
            sellsy.post(f"/companies/{company}/smart-tags", json=[{"value": name}, {"value": "Z"}])
            contact = sellsy.contact(name)["id"]
            sellsy.post(f"/companies/{company}/contacts/{contact}", json={"roles": ["main"]})
        dumps.append(sellsy.admin.get("/dump").text)
    assert dumps[0] == dumps[1]
    assert json.loads(dumps[0])["companies"][0]["contacts"][0]["roles"] == ["main"]


def test_many_clients_at_once_lose_and_double_nothing(sellsy):
    """Batches and single calls of eight threads are all stored, with identifiers of their own."""
    pair = [json.dumps({"uri": "/companies", "method": "POST"}), json.dumps(NEW)]
    headers = {"Authorization": sellsy.headers["Authorization"], "Content-Type": "text/plain"}

    def work(rank):
        with httpx.Client(
            verify=TRUSTS_NOBODY, base_url=sellsy.address.api_url, headers=headers, timeout=20
        ) as client:
            if rank % 2:
                answer = client.post("/batch", content="\n".join(pair * 10)).json()
                return [response["response"]["id"] for response in answer["responses"]]
            return [client.post("/companies", json=NEW).json()["id"] for _ in range(5)]

    with ThreadPoolExecutor(8) as pool:
        made = [identifier for batch in pool.map(work, range(8)) for identifier in batch]
    assert len(set(made)) == len(made) == 60
    assert sellsy.search("companies", name="Tous ensemble")["pagination"]["total"] == 60


def test_latency_is_added_to_each_request_but_not_summed(open_sandbox):
    """Each request waits at least so long, and they wait together: the last is sent before the first is answered."""
    sellsy = open_sandbox(latency_ms=400)
    headers = dict(sellsy.headers)
    ready = threading.Barrier(4)

    def timed(_):
        with httpx.Client(
            verify=TRUSTS_NOBODY, base_url=sellsy.address.api_url, headers=headers, timeout=60
        ) as client:
            ready.wait()
            start = time.perf_counter()
            client.get("/companies")
            return start, time.perf_counter()

    with ThreadPoolExecutor(4) as pool:
        spans = list(pool.map(timed, range(4)))
    assert min(end - start for start, end in spans) >= 0.4
    assert max(start for start, _ in spans) < min(end for _, end in spans)
    assert sellsy.admin.get("/stats").status_code == 200


def test_clients_may_close_their_connection(sellsy):
    """Real ones send `Connection: close`, and some leave in the middle; nobody else notices."""
    assert sellsy.get("/companies", headers={"Connection": "close"}).status_code == 200
    sellsy.admin.post("/faults", json=[{"fault": "delay", "ms": 300, "times": 1}])
    with pytest.raises(httpx.TimeoutException):
        sellsy.get("/companies", timeout=0.05)
    assert sellsy.get("/companies").status_code == 200


def test_it_prints_nothing_of_its_own(tmp_path):
    """A broken request and a client that leaves stay silent; Ctrl-C ends it normally."""
    script = (
        "from etl.sandbox.http.server import serve\n"
        "from etl.sandbox.http.config import SandboxConfig\n"
        "serve(SandboxConfig(), port=0, on_ready=lambda address: print(address.url, flush=True))\n"
    )
    root = Path(etl.sandbox.__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root
    )
    try:
        url = process.stdout.readline().strip()
        assert HTTP.get(f"{url}/nowhere").status_code == 404
        HTTP.post(f"{url}/_sandbox/faults", json=[{"fault": "drop_before"}])
        with pytest.raises(httpx.TransportError):
            HTTP.get(f"{url}/v2/companies")
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        out, err = process.communicate(timeout=20)
    assert (out, err) == ("", "")
    if os.name == "posix":
        assert process.returncode == 0


def test_it_imports_nothing_else_of_etl():
    """An independent witness shares no line with what it judges."""
    for path in Path(etl.sandbox.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            strange = [
                name for name in names if name.split(".")[0] == "etl" and not name.startswith("etl.sandbox")
            ]
            assert strange == [], path


def test_a_batch_of_hundreds_of_pairs_is_answered_pair_by_pair(sellsy):
    """600 pairs of 150 companies are all done, in order."""
    pairs = []
    for rank in range(150):
        pairs += [
            (
                {"uri": "/companies", "method": "POST", "uuid": f"u{rank}"},
                {"type": "client", "name": f"S {rank}"},
            ),
            (
                {"uri": f"/companies/u{rank}/addresses", "method": "POST"},
                {
                    "name": "Siège",
                    "address_line_1": "1",
                    "postal_code": "75001",
                    "city": "Paris",
                    "country_code": "FR",
                },
            ),
            ({"uri": f"/companies/u{rank}/smart-tags", "method": "POST"}, [{"value": "Lot"}]),
            ({"uri": f"/companies/u{rank}/custom-fields", "method": "PUT"}, [{"id": 301, "value": "Bois"}]),
        ]
    answer = sellsy.batch(*pairs)
    assert answer.json()["error"] is False
    assert len(answer.json()["responses"]) == len(pairs)
