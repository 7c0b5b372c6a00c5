"""Run every bench and print one table: measure, figure, what is wanted, who misses it; `--write` puts it into README.md.

python tests/bench/run_all.py [--write] [--short] [BENCH ...]        all benches, or those named (bench_start)

Of benches that were not run, README.md keeps the figures it has. Each figure says on what machine, and under what load,
it was taken. `--short` takes fewer rows where a bench takes minutes; its figures say so. A bench that fails or takes
longer than `MOST_S` is named, and the others are run.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
README = HERE / "README.md"
BENCHES = [path.stem for path in sorted(HERE.glob("bench_*.py")) if "\nMEASURES" in path.read_text("utf-8")]
"""Benches of which something is wanted; the others are run by hand."""

SHORT = {
    "bench_check": ["30000"],
    "bench_export": ["30000"],
    "bench_growth": ["5000", "15000", "45000"],
    "bench_growth_runs": ["1000", "4000"],
    "bench_import": ["3000"],
    "bench_match": ["20000", "60000"],
    "bench_memory": ["250000"],
    "bench_overhead": ["2000"],
    "bench_unlimited": ["3000"],
}
"""What `--short` passes to a bench."""

MOST_S = 1_800
"""Seconds that a bench may take."""

_TABLE = re.compile(r"<!-- measured -->\n.*?<!-- /measured -->", re.DOTALL)
_ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def machine() -> str:
    """Return what the figures depend on: processors, system, Python, and how busy the machine is just now."""
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    return (
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load {load}"
    )


def measured(bench: str, table: Path, arguments: list[str]) -> list[dict[str, object]]:
    """Run a bench and return its figures; what it prints is shown."""
    table.unlink(missing_ok=True)
    print(f"{bench} {' '.join(arguments)} ({machine()})", flush=True)
    environ = {**os.environ, "BENCH_TABLE": str(table)}
    try:
        command = [sys.executable, str(HERE / f"{bench}.py"), *arguments]
        subprocess.run(command, env=environ, check=True, timeout=MOST_S)
    except subprocess.CalledProcessError as error:
        print(f"{bench} ended with {error.returncode}", file=sys.stderr)
    except subprocess.TimeoutExpired:
        print(f"{bench} took longer than {MOST_S} s", file=sys.stderr)
    lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    return [json.loads(line) for line in lines]


def kept() -> dict[str, tuple[str, ...]]:
    """Return the rows of README.md by measure."""
    table = _TABLE.search(README.read_text(encoding="utf-8"))
    rows = _ROW.findall(table[0])[1:] if table else []
    return {row[0]: tuple(row) for row in rows}


def written(rows: dict[str, tuple[str, ...]]) -> str:
    """Return the table."""
    head = ["| measure | figure | wanted | missed | when and on what |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for _name, row in sorted(rows.items()))])


def main() -> None:
    """Run, and print the table."""
    asked = [name.removesuffix(".py") for name in sys.argv[1:] if not name.startswith("-")] or BENCHES
    rows: dict[str, tuple[str, ...]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for bench in asked:
            arguments = SHORT.get(bench, []) if "--short" in sys.argv else []
            on = f"{datetime.now(tz=UTC):%Y-%m-%d}, {machine()}"
            if arguments:
                on += f"; short: {bench} {' '.join(arguments)}"
            for line in measured(bench, Path(folder) / "table", arguments):
                name, missed = str(line["name"]), "missed" if line["missed"] else "no"
                rows[name] = (name, str(line["value"]), str(line["wanted"]), missed, on)
    print(written(rows))
    if "--write" in sys.argv:
        text = README.read_text(encoding="utf-8")
        table = f"<!-- measured -->\n{written({**kept(), **rows})}\n<!-- /measured -->"
        README.write_text(_TABLE.sub(lambda _: table, text), encoding="utf-8")


if __name__ == "__main__":
    main()
