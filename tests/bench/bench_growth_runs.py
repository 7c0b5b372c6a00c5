"""How plan, load, verify, undo and export grow with the rows: CPU time of our process and memory at three sizes.

bench_growth_runs.py [SIZE ...]     rows, by default 10,000, 30,000 and 100,000; the sandbox is apart and has no quota
"""

import csv
import math
import sys
import tempfile
from pathlib import Path

from local_sellsy import SCRIPT, Took, sellsy, took
from measures import Wanted, tell
from samples_maker import HEADERS, rows

SIZES = tuple(map(int, sys.argv[1:])) or (10_000, 30_000, 100_000)
MEASURES = {
    "growth of plan: exponent in rows": Wanted(1.1, ""),
    "growth of load: exponent in rows": Wanted(1.1, ""),
    "growth of verify: exponent in rows": Wanted(1.1, ""),
    "growth of export: exponent in rows": Wanted(1.1, ""),
    "growth of undo: exponent in rows": Wanted(1.1, ""),
}


def works(path: Path, folder: Path) -> dict[str, list[str]]:
    """Return the commands, in the order in which each finds what the one before left."""
    importing = [
        "import",
        str(path),
        "--entity",
        "client",
        "--yes",
        "--no-html",
        "--create-missing",
        "tags",
        "--report",
        str(folder / "errors.csv"),
    ]
    return {
        "plan": [*importing, "--dry-run"],
        "load": importing,
        "verify": ["runs", "verify", "last"],
        "export": ["export", "client", "-o", str(folder / "clients.csv")],
        "undo": ["runs", "undo", "last", "--yes"],
    }


def measured(size: int, folder: Path) -> dict[str, Took]:
    """Return what each work took, on a sandbox and a journal of their own."""
    folder.mkdir()
    path = folder / "companies.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows((HEADERS, *rows(size)))
    with sellsy(folder) as environ:
        return {
            name: took([SCRIPT, "--no-progress", "-q", *command], environ)
            for name, command in works(path, folder).items()
        }


def main() -> None:
    """Print each work at each size, and its exponent."""
    with tempfile.TemporaryDirectory() as name:
        runs = {size: measured(size, Path(name) / str(size)) for size in SIZES}
    least, most = min(SIZES), max(SIZES)
    for work in works(Path(), Path()):
        shown = (f"{size:,} rows {run[work].cpu:.1f} s {run[work].peak:.0f} MB" for size, run in runs.items())
        print(f"{work}: {', '.join(shown)}", flush=True)
        ratio = runs[most][work].cpu / runs[least][work].cpu
        tell(MEASURES, f"growth of {work}: exponent in rows", math.log(ratio) / math.log(most / least))


if __name__ == "__main__":
    main()
