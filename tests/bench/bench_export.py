"""Export 100,000 contacts with company, tags and address: calls, the time of our own part, peak memory, and dlt beside.

python tests/bench/bench_export.py [RECORDS] [--source sandbox|fast] [--dlt PYTHON]
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

from etl.app import account
from etl.engine.ahead import ahead, mapped
from etl.engine.lookups import Lookups
from etl.engine.query import make_query
from etl.engine.reading import RecordReader
from etl.entities import entity_named
from etl.exporting import export
from etl.sellsy import Call, pages, send_batch
from etl.sheets.output import OutputOptions, SheetRows, format_of, writer_for

HERE = Path(__file__).parent


def parsed():
    """Return the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records", nargs="?", type=int, default=100_000)
    parser.add_argument("--source", choices=["fast", "sandbox"], default="fast")
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
    """Return how many calls the source has counted."""
    for path, key in (("/calls", "count"), ("/_sandbox/stats", "requests_total")):
        answer = httpx.get(url + path)
        if answer.status_code == 200:
            return int(answer.json()[key])
    raise RuntimeError(url)


def step(name, url, folder, records, python=sys.executable):
    """Run one measure in a process of its own and return what it printed: a dict of numbers."""
    environ = {
        **os.environ,
        "SELLSY_API_URL": f"{url}/v2",
        "SELLSY_LOGIN_URL": url,
        "SELLSY_V1_URL": f"{url}/0/",
        "SELLSY_CLIENT_ID": "bench",
        "SELLSY_CLIENT_SECRET": "bench",
        "SELLSY_ETL_HOME": str(folder / "home"),
        "BENCH_FOLDER": str(folder),
        "DO_NOT_TRACK": "1",
    }
    script = HERE / ("bench_export_dlt.py" if name.startswith("dlt") else "bench_export.py")
    command = [python, str(script), str(records), "--step", name]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    return {
        key: float(value) for key, value in (one.split("=") for one in done.stdout.splitlines()[-1].split())
    }


def told(began, cpu):
    """Print what a step took."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"seconds={time.perf_counter() - began:.2f} cpu={time.process_time() - cpu:.2f} peak={peak:.0f}")


def run_export(suffix):
    """Export everything."""
    path, columns = Path(os.environ["BENCH_FOLDER"]) / f"contacts.{suffix.removeprefix('plain.')}", []
    if suffix.startswith("plain."):
        links = ("company_", "individual_", "is_main", "is_invoicing", "is_dunning")
        columns = [
            one.attribute for one in entity_named("contact").columns if not one.attribute.startswith(links)
        ]
    result = export("contact", path, columns=columns)
    assert result.rows == parsed().records


def run_http():
    """Ask for all that the export asks for, in the same threads, and do nothing with it."""
    with account() as (_settings, sellsy):
        entity = entity_named("contact")
        lookups = Lookups(sellsy)
        reader = RecordReader(sellsy=sellsy, entity=entity, lang="en", lookups=lookups)
        query = make_query(entity, (), lookups=lookups, embed=reader.embed())

        def companies(page):
            return send_batch(
                sellsy,
                [Call("GET", f"/contacts/{one['id']}/companies", query={"limit": 100}) for one in page.data],
            )

        found = pages(sellsy, "/contacts/search", filters={}, query=query.asked())
        for _answers in mapped(companies, ahead(found)):
            pass


def run_writer(suffix):
    """Write the same cells to the same format, already in memory; only the writing is timed."""
    with account() as (_settings, sellsy):
        entity = entity_named("contact")
        lookups = Lookups(sellsy)
        reader = RecordReader(sellsy=sellsy, entity=entity, lang="en", lookups=lookups)
        query = make_query(entity, (), lookups=lookups, embed=reader.embed())
        rows = [line.cells for line in reader.lines(query.run(sellsy))]
        fields = reader.fields
    began, cpu = time.perf_counter(), time.process_time()
    with (Path(os.environ["BENCH_FOLDER"]) / f"bare.{suffix}").open("wb") as stream:
        writer_for(format_of(f"a.{suffix}"), OutputOptions()).write(
            stream, [SheetRows("Contacts", fields, rows)]
        )
    told(began, cpu)


def inside(name):
    """Do one step in this process."""
    kind, _, suffix = name.partition("-")
    if kind == "writer":
        run_writer(suffix)
        return
    began, cpu = time.perf_counter(), time.process_time()
    run_http() if kind == "http" else run_export(suffix)
    told(began, cpu)


def main() -> None:
    """Print the figures and their ratios."""
    asked = parsed()
    if asked.step:
        inside(asked.step)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with source(asked.source, asked.records, folder) as url:
            before = calls_of(url)
            csv = step("export-csv", url, folder, asked.records)
            calls = calls_of(url) - before
            print(f"{asked.records:,} contacts from the {asked.source} source")
            batches = asked.records / 100
            share = (calls - batches) / (asked.records / 100)
            print(
                f"calls: {calls}, of them {batches:.0f} batches: {share:.3f} x records/100 (wanted <= 1.05)"
            )
            print(f"to csv: {csv['seconds']:.1f} s, peak {csv['peak']:.0f} MB (wanted <= 250)")
            if asked.records <= 200_000:
                parts(url, folder, asked.records)
            if asked.dlt:
                beside(url, folder, asked)


def parts(url, folder, records):
    """Print the CPU time of an export to xlsx by its parts."""
    xlsx, http, writer = (
        step(name, url, folder, records)["cpu"] for name in ("export-xlsx", "http", "writer-xlsx")
    )
    own = xlsx - http - writer
    print(
        f"CPU: export to xlsx {xlsx:.1f} s = HTTP {http:.1f} + writer {writer:.1f} + ours {own:.1f}: "
        f"{own / writer:.1%} of the writer's (wanted <= 25 %)"
    )


def beside(url, folder, asked):
    """Print what dlt takes for the same, without the companies and, for few records, with them."""
    pairs = [
        ("without companies", "dlt", "export-plain.csv"),
        ("with companies", "dlt-companies", "export-csv"),
    ]
    for label, theirs, ours in pairs if asked.records <= 10_000 else pairs[:1]:
        told, calls = [], []
        for name, python in ((theirs, asked.dlt), (ours, sys.executable)):
            before = calls_of(url)
            told.append(step(name, url, folder, asked.records, python)["seconds"])
            calls.append(calls_of(url) - before)
        print(
            f"{label}, to csv: dlt {told[0]:.1f} s and {calls[0]} calls, ours {told[1]:.1f} s and {calls[1]} calls: "
            f"{told[0] / told[1]:.1f} times as fast"
        )


if __name__ == "__main__":
    main()
