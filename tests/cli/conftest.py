"""The command line against a running sandbox, over real HTTP."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from plain import HTTP

from etl.cli.main import run
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

COMMAND = (sys.executable, "-c", "from etl.cli.entry import main; main()")


@dataclass
class Ran:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one document on stdout."""
        return json.loads(self.out)


def checked(ran):
    """Return what ran; no command ever shows a traceback."""
    assert "Traceback" not in ran.out + ran.err, ran.err
    return ran


@dataclass
class Shell:
    """Runs `sellsy-etl` in a folder, with an environment: in this process, or in one of its own."""

    folder: Path
    environ: dict[str, str]
    url: str = ""

    def __call__(self, *arguments, **more):
        """Run the command in this process: the same entry as the console script, without the start-up."""
        out, err = io.StringIO(), io.StringIO()
        with (
            patch.dict(os.environ, {**self.environ, **more}, clear=True),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = run(["--no-progress", *map(str, arguments)])
        return checked(Ran(code, out.getvalue(), err.getvalue()))

    def process(self, *arguments, **more):
        """Run the command as a process of its own, as people and scripts do."""
        return self._run([*COMMAND, *map(str, arguments)], more)

    def python(self, code, *arguments, **more):
        """Run Python code as a process of its own, in the shell's folder and environment."""
        return self._run([sys.executable, "-c", code, *map(str, arguments)], more)

    def _run(self, command, more):
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environ, **more},
            capture_output=True,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        streams = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
        return checked(Ran(done.returncode, *streams))

    def start(self, *arguments, stdin=subprocess.DEVNULL):
        """Start the command as a process of its own, to be stopped or left."""
        return subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            cwd=self.folder,
            env=self.environ,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def stats(self):
        return HTTP.get(f"{self.url}/_sandbox/stats").json()

    def faults(self, *rules):
        HTTP.post(f"{self.url}/_sandbox/faults", json=list(rules)).raise_for_status()


def environment(tmp_path, **more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SELLSY", "LC_", "LANG"))}
    return {**kept, "LANG": "C.UTF-8", "SELLSY_ETL_HOME": str(tmp_path / "home"), **more}


@pytest.fixture
def bare(tmp_path):
    """A shell without any account."""
    return Shell(tmp_path, environment(tmp_path))


@pytest.fixture
def shell_on(tmp_path):
    """Give shells with credentials for sandboxes of one's own configuration."""
    with contextlib.ExitStack() as stack:

        def start(config, *credentials):
            server = stack.enter_context(running(config))
            client_id, client_secret = credentials or ("shell", "very-hidden")
            environ = environment(
                tmp_path,
                SELLSY_API_URL=server.api_url,
                SELLSY_LOGIN_URL=server.login_url,
                SELLSY_V1_URL=server.v1_url,
                SELLSY_CLIENT_ID=client_id,
                SELLSY_CLIENT_SECRET=client_secret,
            )
            return Shell(tmp_path, environ, server.url)

        yield start


@pytest.fixture
def shell(shell_on):
    """A shell with credentials for a seeded sandbox."""
    return shell_on(SandboxConfig(seed="demo"))
