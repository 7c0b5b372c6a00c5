"""A sandbox in a process of its own for the benches, and commands run as processes whose CPU time and memory are told.

CPU time counts rather than seconds: on a machine that does other things as well, only the former says what ours took.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import httpx

NO_LIMIT = "1000000/s,100000000/min,1000000000/day"
SCRIPT = str(Path(sys.executable).with_name("sellsy-etl"))


@dataclass(frozen=True, slots=True)
class Took:
    """What a process took: seconds, CPU seconds of all its threads and children, peak of resident memory in MB."""

    seconds: float
    cpu: float
    peak: float
    out: str


def took(command: list[str], environ: dict[str, str] | None = None) -> Took:
    """Run a command to its end; the seconds are those of the wall."""
    began = perf_counter()
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        out = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise RuntimeError(out[-2_000:])
    return Took(perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out)


@contextmanager
def sellsy(folder: Path, *options: str, quota: str = NO_LIMIT) -> Iterator[dict[str, str]]:
    """Run a sandbox; yield the environment in which commands reach it, their home in `folder`."""
    command = [SCRIPT, "-q", "sandbox", "serve", "--port", "0", "--seed", "demo", "--quota", quota, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            given = dict(server.stdout.readline().strip().split("=", 1) for _ in range(3))
            account = {
                "SELLSY_CLIENT_ID": "bench",
                "SELLSY_CLIENT_SECRET": "bench",
                "SELLSY_ETL_HOME": str(folder),
            }
            yield {**os.environ, **given, **account}
        finally:
            server.terminate()


def calls_of(environ: dict[str, str]) -> int:
    """Return how many API requests the sandbox has counted."""
    url = environ["SELLSY_LOGIN_URL"]
    return int(httpx.get(f"{url}/_sandbox/stats").json()["requests_total"])
