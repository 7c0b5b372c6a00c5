"""Peak memory and CPU time of `check` on ever larger CSV files, each in a process of its own."""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

from measures import Wanted, tell
from samples_maker import HEADERS, rows

SIZES = tuple(map(int, sys.argv[1:])) or (250_000, 500_000, 1_000_000)
MEASURES = {
    "check of csv, 1,000,000 rows: memory": Wanted(220, "MB"),
    "check of csv, 1,000,000 rows: per 100,000": Wanted(1.6, "s"),
}

PROBE = """
import resource, sys, time
import etl
start = time.process_time()
result = etl.check_file(sys.argv[1], entity="client", report=sys.argv[1] + ".xlsx")
took = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(result.read, result.rejected, f"{took:.1f}", f"{peak:.0f}")
"""


def main() -> None:
    """Print rows, CPU seconds, CPU seconds per 100,000 rows and the peak of resident memory."""
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=";")
                writer.writerow(HEADERS)
                writer.writerows(rows(size))
            run = subprocess.run(
                [sys.executable, "-c", PROBE, str(path)], check=True, capture_output=True, text=True
            )
            read, rejected, seconds, peak = run.stdout.split()
            per = float(seconds) / size * 100_000
            print(f"{read} rows ({rejected} rejected): {seconds} s, {per:.2f} s per 100,000, peak {peak} MB")
            if size == SIZES[-1]:
                tell(MEASURES, "check of csv, 1,000,000 rows: memory", float(peak))
                tell(MEASURES, "check of csv, 1,000,000 rows: per 100,000", per)
            path.unlink()


if __name__ == "__main__":
    main()
