"""Match 10,000 rows with accounts of 50,000 to 200,000 contacts, in a dry run: calls, CPU time, memory, the exponent.

Half of the rows are contacts of the account, by their e-mail address, half are new. What a search or a scan takes is
announced by the dry run; the fewer calls are made.
"""

import csv
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from local_sellsy import SCRIPT, calls_of, took
from measures import Wanted, tell

SIZES = tuple(map(int, sys.argv[1:])) or (50_000, 100_000, 200_000)
ROWS = min(10_000, SIZES[0])
MEASURES = {
    "match of 10,000 rows with 200,000 records: memory": Wanted(400, "MB"),
    "match: exponent of CPU time in records": Wanted(1.1, ""),
    "match: calls, of the fewer of search and scan": Wanted(1.05),
}
PAGE = 100


def matched(path: Path, records: int, folder: Path) -> tuple[float, float, int]:
    """Return CPU seconds, peak memory and calls of a dry run on an account of so many contacts."""
    source = [
        sys.executable,
        str(Path(__file__).with_name("sandbox_source.py")),
        str(records),
        str(folder / f"{records}.db"),
    ]
    with subprocess.Popen(source, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            environ = {
                **os.environ,
                "SELLSY_API_URL": f"{url}/v2",
                "SELLSY_LOGIN_URL": url,
                "SELLSY_V1_URL": f"{url}/0/",
                "SELLSY_CLIENT_ID": "bench",
                "SELLSY_CLIENT_SECRET": "bench",
                "SELLSY_ETL_HOME": str(folder / str(records)),
            }
            command = [
                SCRIPT,
                "--no-progress",
                "import",
                str(path),
                "--entity",
                "contact",
                "--dry-run",
                "--json",
                "--no-html",
            ]
            before = calls_of(environ)
            run = took([*command, "--report", str(folder / "errors.csv")], environ)
            calls = calls_of(environ) - before
            counts = json.loads(run.out[run.out.index("{") :])["counts"]
            calls -= math.ceil(counts["created"] / PAGE)  # a dry run has new rows validated by the server
            print(
                f"{records:,} records: {run.cpu:.1f} s of CPU, {run.peak:.0f} MB, {calls} calls to match, {counts}",
                flush=True,
            )
            return run.cpu, run.peak, calls
        finally:
            server.terminate()


def main() -> None:
    """Print what each size took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "contacts.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["Nom", "Prénom", "E-mail"])
            for rank in range(1, ROWS + 1):
                known = rank % 2 == 0
                writer.writerow(
                    [
                        f"Lefèvre {rank}" if known else f"Nouvel {rank}",
                        "Hélène",
                        f"{'p' if known else 'n'}{rank}@example.com",
                    ]
                )
        took_each = [matched(path, size, folder) for size in SIZES]
    (cpu, _, _), (most, peak, calls) = took_each[0], took_each[-1]
    tell(MEASURES, "match of 10,000 rows with 200,000 records: memory", peak)
    tell(
        MEASURES,
        "match: exponent of CPU time in records",
        math.log(most / cpu) / math.log(SIZES[-1] / SIZES[0]),
    )
    tell(MEASURES, "match: calls, of the fewer of search and scan", calls / min(ROWS, SIZES[-1] / PAGE))


if __name__ == "__main__":
    main()
