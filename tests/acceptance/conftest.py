"""The desk of a person who knows Excel and reads French: her workbook, her commands, and a look at the account."""

import contextlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from her_workbook import Workbook
from plain import witness

from etl.cli.main import run
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

PAGE = 100
MOST_OPTIONS = 2


@dataclass
class Desk:
    """Her folder, and an account with what a demo account has."""

    folder: Path
    url: str
    environ: dict[str, str]

    def types(self, *arguments: str) -> tuple[int, str]:
        """Run a command as she types it, in French; return its exit code and what it printed."""
        assert sum(argument.startswith("-") for argument in arguments) <= MOST_OPTIONS
        shown = io.StringIO()
        with (
            patch.dict(os.environ, self.environ, clear=True),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(shown),
            contextlib.redirect_stderr(shown),
        ):
            code = run(list(arguments))
        assert "Traceback" not in shown.getvalue()
        return code, shown.getvalue()

    def companies(self) -> dict[str, dict]:
        """Return the companies of the account by name."""
        listed: list[dict] = []
        while True:
            page = f"/companies/search?limit={PAGE}&offset={len(listed)}"
            answer = witness(self.url, "POST", page, {"filters": {}})
            listed += answer["data"]
            if len(answer["data"]) < PAGE:
                break
        named = {company["name"]: company for company in listed}
        assert len(named) == len(listed)
        return named


@pytest.fixture
def desk(tmp_path):
    """A folder of hers and an account of its own."""
    with running(SandboxConfig(seed="demo")) as server:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SELLSY", "LC_", "LANG"))}
        environ = {
            **kept,
            "LANG": "fr_FR.UTF-8",
            "SELLSY_ETL_HOME": str(tmp_path / "home"),
            "SELLSY_API_URL": server.api_url,
            "SELLSY_LOGIN_URL": server.login_url,
            "SELLSY_V1_URL": server.v1_url,
            "SELLSY_CLIENT_ID": "desk",
            "SELLSY_CLIENT_SECRET": "very-hidden",
        }
        yield Desk(tmp_path, server.url, environ)


@pytest.fixture
def her():
    """Her workbook of 300 clients, with the faults that its first sheet lists."""
    return Workbook.made()
