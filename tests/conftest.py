"""A local account for each test, and the import line on top of it."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from databases import POSTGRESQL, SQLITE, created, emptied
from databases import pytest_generate_tests as on_both_databases
from hypothesis import HealthCheck
from hypothesis import settings as property_tests
from plain import HTTP, witness
from share import shared_out

from etl import import_file
from etl.config.settings import Settings
from etl.core.results import RunResult
from etl.journal import Journal
from etl.sandbox.http.config import SandboxConfig, Wire, default_wire
from etl.sandbox.http.server import running
from etl.source.options import Confirm

# Tests start hundreds of processes: what one has compiled, the next need not compile again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# No property is judged by the time it takes: a busy or a new machine (which first builds tables of characters) is no fault.
property_tests.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_tests.load_profile("untimed")

CASES = Path(__file__).parent / "cases"

COUNTED = ("points", "crashes", "faults", "rows", "lost", "doubled", "exit_70")
"""What the certificate of the crash tests counts."""


@dataclass
class Account:
    """A running sandbox, and how tests speak to it beside the engine."""

    url: str
    settings: Settings
    folder: Path

    def load(
        self, text: str | Path, *, name: str = "file.csv", confirm: Confirm | None = None, **options: Any
    ) -> RunResult:
        """Import a text as a CSV file, or a file as it is; a report is written beside a copy of a case."""
        path = text if isinstance(text, Path) else self.folder / name
        if isinstance(text, str):
            path.write_text(text, encoding="utf-8")
        elif CASES in path.parents:
            path = Path(shutil.copy(path, self.folder))
        result = import_file(
            path,
            settings=self.settings,
            confirm=confirm,
            **{"entity": "client", "create_missing": ("tags",), **options},
        )
        assert result.counts["read"] == sum(n for k, n in result.counts.items() if k != "read")
        return result

    def api(self, method: str, path: str, body: Any = None) -> Any:
        """Make a call of our own, as an independent witness; where the account's quota is spent, wait for it."""
        return witness(self.url, method, path, body)

    def companies(self, **filters: Any) -> list[dict[str, Any]]:
        """Return the companies of the account."""
        return self.api("POST", "/companies/search?limit=100", {"filters": filters})["data"]

    def company(self, **filters: Any) -> dict[str, Any]:
        """Return the only company that fits."""
        (record,) = self.companies(**filters)
        return record

    def stats(self) -> dict[str, Any]:
        """Return what the sandbox counted."""
        return HTTP.get(f"{self.url}/_sandbox/stats").json()

    def writes(self) -> int:
        """Return how many writes the sandbox has persisted."""
        return self.stats()["writes_total"]

    def faults(self, *rules: dict[str, Any]) -> None:
        """Script faults."""
        HTTP.post(f"{self.url}/_sandbox/faults", json=list(rules)).raise_for_status()

    def calm(self) -> None:
        """Take every fault away."""
        HTTP.delete(f"{self.url}/_sandbox/faults").raise_for_status()

    @contextmanager
    def journal(self) -> Iterator[Journal]:
        """Open the journal of the runs."""
        url = self.settings.journal_url
        with Journal.open(url, now=lambda: datetime.now(tz=UTC), new_id=lambda: "x") as journal:
            yield journal


@pytest.fixture(scope="session")
def own_postgresql():
    """Return the URL of a database of this process's own."""
    with created() as url:
        yield url


@pytest.fixture
def postgresql(own_postgresql):
    """Return the URL of an empty database of PostgreSQL."""
    return emptied(own_postgresql)


@pytest.fixture
def database(request):
    """Return the URL of an empty database of PostgreSQL, None for SQLite; tests marked `databases` run on both."""
    if getattr(request, "param", SQLITE) != POSTGRESQL:
        return None
    return request.getfixturevalue("postgresql")


@pytest.fixture
def wire() -> Wire:
    """How accounts answer; the mark `both_wires` runs a test once with each."""
    return default_wire()


def pytest_generate_tests(metafunc):
    """Run tests with the mark `both_wires` on both kinds of answers, the other kind with the mark `other_wire`; see `databases` too."""
    on_both_databases(metafunc)
    if metafunc.definition.get_closest_marker("both_wires"):
        usual = default_wire()
        other = "contract" if usual == "recorded" else "recorded"
        metafunc.parametrize("wire", [usual, pytest.param(other, marks=pytest.mark.other_wire)])


@pytest.fixture
def start(tmp_path, wire, database):
    """Return what starts an account with a configuration of its own."""
    opened = []
    environ = {"SELLSY_ETL_HOME": str(tmp_path / "home")}
    if database is not None:
        environ["SELLSY_ETL_JOURNAL"] = database

    def begin(**config: Any) -> Account:
        context = running(SandboxConfig(**{"wire": wire, **config}))
        server = context.__enter__()
        opened.append(context)
        loaded = Settings.load(environ=environ, credentials=False)
        settings = loaded.for_sandbox(server.api_url, server.login_url, server.v1_url)
        return Account(server.url, settings, tmp_path)

    yield begin
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture
def account(start):
    """An empty account."""
    return start()


@pytest.fixture
def demo(start):
    """The fictional French account: staff, custom fields, some records."""
    return start(seed="demo")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Leave variants that take long to the long tests, before any are chosen by their marks."""
    shared_out(items)


def pytest_terminal_summary(terminalreporter):
    """Print what the crash tests tried, as the table of the README."""
    totals: dict[str, Counter[str]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, told in getattr(report, "user_properties", ()):
                if name == "crash":
                    counts = totals.setdefault(told["name"], Counter())
                    counts.update({key: told[key] for key in COUNTED})
    if not totals:
        return
    totals["**total**"] = sum(totals.values(), Counter())
    terminalreporter.section("crash certificate")
    lines = [("", *COUNTED), ("---", *("--:" for _ in COUNTED))]
    lines += [(name, *(str(total[key]) for key in COUNTED)) for name, total in totals.items()]
    for line in lines:
        terminalreporter.write_line(f"| {' | '.join(line)} |")
