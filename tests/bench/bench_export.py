"""Export 100,000 contacts with company, tags and address: calls, the CPU time of our own part, memory, and dlt beside.

python tests/bench/bench_export.py [RECORDS] [--source fast|sandbox] [--runs N] [--dlt PYTHON]

Each run is a process of its own; the median of the runs is told, the least and the most beside. How CPU time is
attributed says `cpu_parts.py`. The measure is taken with xlsx, the format of an export that names none (`-o FOLDER/`);
csv, whose writer takes a tenth of it, stands beside.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median

import httpx
from cpu_parts import CpuParts
from measures import Wanted, tell

from etl import export
from etl.entities import entity_named

HERE = Path(__file__).parent
FEW = 10_000
"""Records for which dlt asks for the companies too: one call each."""

MANY = 200_000
"""Records from which on csv alone is written."""

LINKS = ("company_", "individual_", "is_main", "is_invoicing", "is_dunning")
"""Beginnings of the columns that the companies' calls are for."""

STEPS = count()

MEASURES = {
    "export to xlsx: our CPU, of the writer's": Wanted(25, "%"),
    "export to csv: our CPU, of the writer's": Wanted(60, "%"),
    "export to xlsx: calls, of records / 100": Wanted(1.05),
    "export to csv: calls, of records / 100": Wanted(1.05),
    "export to xlsx: memory": Wanted(250, "MB"),
    "export to csv: memory": Wanted(250, "MB"),
}


def parsed():
    """Return the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records", nargs="?", type=int, default=100_000)
    parser.add_argument("--source", choices=["fast", "sandbox"], default="fast")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--dlt", metavar="PYTHON", help="a Python that has dlt: it exports the same, timed too"
    )
    parser.add_argument("--step", help=argparse.SUPPRESS)
    return parser.parse_args()


@contextmanager
def source(kind, records, folder):
    """Serve the account from a process of its own; yield its URL."""
    if kind == "fast":
        command = [sys.executable, str(HERE / "fast_source.py"), str(records)]
    else:
        command = [sys.executable, str(HERE / "sandbox_source.py"), str(records), str(folder / "sandbox.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def calls_of(url):
    """Return how many calls the source has counted, tokens left out."""
    for path, key in (("/calls", "count"), ("/_sandbox/stats", "requests_total")):
        answer = httpx.get(url + path)
        if answer.status_code == 200:
            return int(answer.json()[key])
    raise RuntimeError(url)


def step(name, url, folder, records, python=sys.executable):
    """Do one step in a process of its own, that knows nothing of the others; return what it printed: numbers."""
    own = folder / f"step{next(STEPS)}"
    own.mkdir()
    environ = {
        **os.environ,
        "SELLSY_API_URL": f"{url}/v2",
        "SELLSY_LOGIN_URL": url,
        "SELLSY_V1_URL": f"{url}/0/",
        "SELLSY_CLIENT_ID": "bench",
        "SELLSY_CLIENT_SECRET": "bench",
        "SELLSY_ETL_HOME": str(own / "home"),
        "BENCH_FOLDER": str(own),
        "DO_NOT_TRACK": "1",
    }
    script = HERE / ("bench_export_dlt.py" if name.startswith("dlt") else "bench_export.py")
    command = [python, str(script), str(records), "--step", name]
    before = calls_of(url)
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    figures = {
        key: float(value) for key, value in (part.split("=") for part in done.stdout.splitlines()[-1].split())
    }
    return {**figures, "calls": calls_of(url) - before}


def inside(name, records):
    """Export in this process, and print what it took; the name says the format, then what is left out."""
    suffix, *left_out = name.split("-")
    columns = [] if "nocompany" not in left_out else [
        column.attribute for column in entity_named("contact").columns if not column.attribute.startswith(LINKS) and not column.v1
    ]  # fmt: skip
    path = Path(os.environ["BENCH_FOLDER"]) / f"contacts.{suffix}"
    clock, began = CpuParts(), time.perf_counter()
    result = export("contact", path, columns=columns, raw="raw" in left_out)
    parts = {**clock.parts(), "seconds": time.perf_counter() - began}
    assert result.rows == records
    parts["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(*(f"{key}={value:.3f}" for key, value in parts.items()))


def main() -> None:
    """Print the figures and their ratios."""
    asked = parsed()
    if asked.step:
        inside(asked.step, asked.records)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with source(asked.source, asked.records, folder) as url:
            print(f"{asked.records:,} contacts from the {asked.source} source")
            for suffix in ("xlsx", "csv") if asked.records <= MANY else ("csv",):
                parts(suffix, [step(suffix, url, folder, asked.records) for _ in range(asked.runs)], asked)
            if asked.dlt:
                beside(url, folder, asked)


def parts(suffix, runs, asked):
    """Print what the export to a format took, and its CPU time by its parts."""
    batches = asked.records / 100
    calls = runs[0]["calls"]
    seconds, peak = (median(run[key] for run in runs) for key in ("seconds", "peak"))
    print(
        f"{suffix}: {calls} calls, of them {batches:.0f} batches: {(calls - batches) / batches:.3f} x records/100 "
        f"in {seconds:.1f} s"
    )
    names = ("cpu", "http", "decoding", "writer", "ours")
    cpu, http, decoding, writer, ours = (median(run[key] for run in runs) for key in names)
    shares = sorted(run["ours"] / run["writer"] for run in runs)
    print(
        f"     CPU {cpu:.2f} s = HTTP {http:.2f} (decoding JSON {decoding:.2f} of it) + writer {writer:.2f} + ours "
        f"{ours:.2f}: {median(shares):.1%} of the writer's, {shares[0]:.1%} to {shares[-1]:.1%} in {len(runs)} "
        f"runs; {(ours + decoding) / writer:.1%} if decoding were ours"
    )
    tell(MEASURES, f"export to {suffix}: our CPU, of the writer's", median(shares) * 100)
    tell(MEASURES, f"export to {suffix}: calls, of records / 100", (calls - batches) / batches)
    tell(MEASURES, f"export to {suffix}: memory", peak)


def beside(url, folder, asked):
    """Print what dlt takes for the same: ids alone, with names of the staff, and for few records with companies."""
    pairs = [
        ("contacts as Sellsy has them", "dlt", "csv-nocompany-raw"),
        ("contacts with the names of owners", "dlt-staffs", "csv-nocompany"),
        ("contacts with companies", "dlt-staffs-companies", "csv"),
    ]
    for label, theirs, ours in pairs if asked.records <= FEW else pairs[:2]:
        told = []
        for name, python in ((theirs, asked.dlt), (ours, sys.executable)):
            runs = [step(name, url, folder, asked.records, python) for _ in range(asked.runs)]
            told.append((median(run["seconds"] for run in runs), max(run["calls"] for run in runs)))
        (slow, many), (quick, few) = told
        print(
            f"{label}, to csv: dlt {slow:.1f} s and {many} calls, ours {quick:.1f} s and {few} calls: "
            f"{slow / quick:.1f} times as fast"
        )


if __name__ == "__main__":
    main()
