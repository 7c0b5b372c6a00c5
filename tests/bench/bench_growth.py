"""CPU time and peak memory of a work at 10,000, 30,000 and 100,000 rows, each in a process of its own, and the exponent.

bench_growth.py [SIZE...]     the numbers of rows
"""

import csv
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from measures import Wanted, tell
from samples_maker import HEADERS, make, rows

SIZES = tuple(map(int, sys.argv[1:])) or (10_000, 30_000, 100_000)
MEASURES = {
    "growth of check, xlsx: exponent in rows": Wanted(1.1, ""),
    "growth of check, csv: exponent in rows": Wanted(1.1, ""),
}

CHECK = """
import etl
result = etl.check_file(path, entity="client", report=path + ".report.xlsx")
assert result.read == size, result.read
"""

WORKS: Mapping[str, tuple[str, str]] = {"check, xlsx": (".xlsx", CHECK), "check, csv": (".csv", CHECK)}
"""Name of a work -> the extension of its file, and what is measured; it is given `path` and `size`."""

PROBE = """
import resource, sys, time
import etl.commands.api.files, etl.entities.base.schema
path, size = sys.argv[1], int(sys.argv[2])
began = time.process_time()
{work}
print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def write(path: Path, size: int) -> None:
    """Write a file of a size."""
    if path.suffix == ".xlsx":
        make(path, size)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows(rows(size))


def exponent(seconds: Mapping[int, float]) -> float:
    """Return the power of the rows by which the time grows from the smallest to the largest size."""
    least, most = min(seconds), max(seconds)
    return math.log(seconds[most] / seconds[least]) / math.log(most / least)


def main() -> None:
    """Print a line a work."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (suffix, work) in WORKS.items():
            seconds: dict[int, float] = {}
            shown = []
            for size in SIZES:
                path = Path(folder) / f"{size}{suffix}"
                write(path, size)
                run = subprocess.run(
                    [sys.executable, "-c", PROBE.format(work=work), str(path), str(size)],
                    check=True,
                    capture_output=True,
                    text=True,
                )
                took, peak = map(float, run.stdout.split())
                seconds[size] = took
                shown.append(f"{size:,} rows {took:.2f} s {peak:.0f} MB")
                path.unlink()
            print(f"{name}: {', '.join(shown)}", flush=True)
            tell(MEASURES, f"growth of {name}: exponent in rows", exponent(seconds))


if __name__ == "__main__":
    main()
