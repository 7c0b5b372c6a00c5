"""Compare what two checkouts make of the same files: `check --json`, outcomes, payloads and records of a local Sellsy.

    golden.py [--check] OTHER_CHECKOUT [FOLDER...]     prints each difference, and ends with 1 where there is any

The files are those of samples/, of the tests' cases and of the folders, and some made of their cells; the larger ones
are only checked. `--check` checks all of them and imports none.
"""

import csv
import io
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, datetime, time
from difflib import unified_diff
from pathlib import Path
from typing import Any

import httpx
import xlsxwriter
from samples_maker import HEADERS, rows

ROOT = Path(__file__).parents[2]
SUFFIXES = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".jsonl", ".json", ".parquet", ".gz"}
)
MADE_ROWS = 3_000
IMPORTED = 60_000
"""Bytes of the largest file that is imported too."""

CHECK = "--check"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHOWN = 40
"""Lines of a difference that are printed."""

ODD = (
    1, 0, -3, 12.0, 12.5, 1e22, True, False, date(2024, 2, 29), datetime(2024, 3, 31, 2, 30), time(8, 5),
    " ", "'0612", '="0612"', "#REF!", "####", "N/A", "nan", "Null", "néant", "-", "é", "\u00a0x\u00a0", "HÃ©lÃ¨ne",
    "a&amp;b", "<b>x</b>", "line\nbreak", "tab\tin", "\u200b", "e\u0301", "1.234", "1,5", "00012", "3,41174E+13",
)  # fmt: skip


def collect(files: list[str], *, imports: bool) -> None:
    """Print a JSON line for each file of the current folder; this runs in a process of each checkout."""
    from etl.sandbox.http.config import Quota, SandboxConfig  # noqa: PLC0415 - of the checkout compared
    from etl.sandbox.http.server import running  # noqa: PLC0415 - as above

    quota = Quota(second=100_000, minute=None, day=None)
    with running(SandboxConfig(quota=quota, v1_quota=quota, seed="demo")) as server:
        for number, name in enumerate(files):
            home = Path(f"home{number}").absolute()
            result: dict[str, Any] = {"check": _checked(name)}
            if imports and Path(name).stat().st_size <= IMPORTED:
                result |= _imported(name, server, home)
            print(
                UUID.sub("ID", json.dumps({"file": name, "result": result}, ensure_ascii=False)), flush=True
            )
            shutil.rmtree(home, ignore_errors=True)


def _imported(name: str, server: Any, home: Path) -> dict[str, Any]:
    from etl import EtlError, import_file  # noqa: PLC0415 - of the checkout compared
    from etl.config.settings import Settings  # noqa: PLC0415 - as above

    os.environ["SELLSY_ETL_HOME"] = str(home)
    loaded = Settings.load(environ={"SELLSY_ETL_HOME": str(home)}, credentials=False)
    settings = loaded.for_sandbox(server.api_url, server.login_url, server.v1_url)
    result: dict[str, Any] = {}
    httpx.post(f"{server.url}/_sandbox/reset").raise_for_status()
    for dry_run in (True, False):
        try:
            run = import_file(name, settings=settings, dry_run=dry_run, create_missing=("tags",), html=False)
        except EtlError as error:
            return {"refused": str(error)}
        result[f"counts dry={dry_run}"] = run.counts
    for path in home.glob("*.sqlite"):
        result |= _journal(path)
    result["account"] = httpx.get(f"{server.url}/_sandbox/dump", timeout=60).json()
    return result


def _checked(name: str) -> Any:
    from etl.cli.main import run  # noqa: PLC0415 - of the checkout compared

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["--lang", "en", "--no-progress", "check", name, "--json"])
    text = out.getvalue()
    return {"code": code, "out": json.loads(text) if text.startswith("{") else text, "err": err.getvalue()}


def _journal(path: Path) -> dict[str, Any]:
    """Return what the journal says of each row and each write, but for ids of runs and times."""
    with sqlite3.connect(path) as base:
        tables = {name for (name,) in base.execute("select name from sqlite_master")}
        if not {"rows", "operations"} <= tables:
            return {}
        wanted = {
            "rows": "select row, state, outcome, record, problems, changes, legacy_id from rows order by run_id, row",
            "writes": 'select row, kind, method, path, query, body, "columns" from operations order by seq',
        }
        lines_by_table = {key: [list(line) for line in base.execute(query)] for key, query in wanted.items()}
    lines_by_table["rows"].sort(key=str)
    return lines_by_table


def files_of(folders: list[Path], target: Path) -> list[str]:
    """Copy the files of folders into a folder and return their paths in it."""
    names = []
    for number, folder in enumerate(folders):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix.lower() in SUFFIXES:
                name = f"{number}/{path.relative_to(folder)}"
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target / name)
                names.append(name)
    return names


def made(target: Path, names: list[str]) -> list[str]:
    """Write workbooks and CSV files with some cells of other files among plain rows; return their names."""
    pool: list[Any] = [*ODD, *_cells(target, names)]
    created = []
    for seed, share in enumerate((0.0, 0.002, 0.02, 0.3)):
        chance = random.Random(seed)
        lines = [
            [chance.choice(pool) if chance.random() < share else cell for cell in row]
            for row in rows(MADE_ROWS if share < 0.1 else MADE_ROWS // 10)
        ]
        created += [
            _workbook(target / f"made{seed}.xlsx", lines),
            _delimited(target / f"made{seed}.csv", lines),
        ]
    return created


def _cells(target: Path, names: list[str]) -> Iterator[str]:
    for name in names:
        if name.endswith(".csv"):
            text = (target / name).read_text("utf-8", "replace")
            try:
                yield from {
                    cell
                    for line in csv.reader(io.StringIO(text), delimiter=";")
                    for cell in line
                    if len(cell) < 200
                }
            except csv.Error:
                continue


def _workbook(path: Path, lines: list[list[Any]]) -> str:
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    formats = {
        kind: book.add_format({"num_format": code})
        for kind, code in ((date, "dd/mm/yyyy"), (datetime, "dd/mm/yyyy hh:mm"), (time, "hh:mm"))
    }
    sheet = book.add_worksheet("Clients")
    sheet.write_row(0, 0, HEADERS)
    for number, line in enumerate(lines, start=1):
        for at, cell in enumerate(line):
            if type(cell) in formats:
                sheet.write_datetime(number, at, cell, formats[type(cell)])
            elif isinstance(cell, str):
                sheet.write_string(number, at, cell.replace("\x00", ""))
            else:
                sheet.write(number, at, cell)
    book.close()
    return path.name


def _delimited(path: Path, lines: list[list[Any]]) -> str:
    with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows([str(cell).replace("\x00", "") for cell in line] for line in lines)
    return path.name


def results(checkout: Path, folder: Path, options: list[str], names: list[str]) -> subprocess.Popen[str]:
    """Start what collects the results of a checkout in a copy of the files."""
    environ = {
        **os.environ,
        "PYTHONPATH": f"{checkout}{os.pathsep}{Path(__file__).parent}",
        "PYTHONHASHSEED": "0",
        "TERM": "dumb",
    }
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).absolute()), "--collect", *options, *names],
        cwd=folder, env=environ, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def main() -> int:
    """Compare, and print the differences."""
    options = [argument for argument in sys.argv[1:] if argument == CHECK]
    other, *folders = (Path(argument) for argument in sys.argv[1:] if argument != CHECK)
    differing = 0
    with tempfile.TemporaryDirectory() as temp:
        ours, theirs = (Path(temp) / name / "files" for name in ("ours", "theirs"))
        ours.mkdir(parents=True)
        names = files_of([ROOT / "samples", ROOT / "tests" / "cases", *folders], ours)
        names += made(ours, names)
        shutil.copytree(ours, theirs)
        runs = [results(ROOT, ours, options, names), results(other.absolute(), theirs, options, names)]
        for name, new, old in zip(names, *(run.stdout or () for run in runs), strict=True):
            if new != old:
                differing += 1
                before, after = (
                    json.dumps(json.loads(line), indent=1, ensure_ascii=False).splitlines()
                    for line in (old, new)
                )
                print(
                    f"== {name}",
                    *list(unified_diff(before, after, "other", "ours", lineterm="", n=1))[:SHOWN],
                    sep="\n",
                )
        codes = [run.wait() for run in runs]
    print(f"{len(names)} files: {differing} differ; exit codes {codes}")
    return int(differing > 0 or any(codes))


if __name__ == "__main__":
    if sys.argv[1] == "--collect":
        collect([name for name in sys.argv[2:] if name != CHECK], imports=CHECK not in sys.argv)
    else:
        sys.exit(main())
