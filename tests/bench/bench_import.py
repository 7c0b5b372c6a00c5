"""Import 10,000 companies with address, two tags and a custom field at 5 calls a second and 200 ms latency."""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

import httpx
from measures import Wanted, tell
from samples_maker import HEADERS, rows

import etl
from etl.core.observer import SilentObserver

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
QUOTA = 5
MEASURES = {
    "loading: calls per 1,000 rows": Wanted(45, "calls"),
    "loading: answers 429": Wanted(0, "answers"),
    "loading: quota used": Wanted(98, "%", least=True),
}
LATENCY_MS = 200


class Loading(SilentObserver):
    """Remembers when loading began and how many calls had been made by then."""

    def __init__(self, stats: str) -> None:
        self.stats = stats
        self.began = 0.0
        self.before = 0
        self.ended = 0.0

    def stage(self, name: str, total: int | None = None) -> None:
        """Take the time at the edges of loading."""
        if name == "load":
            self.before = calls_of(self.stats)
            self.began = monotonic()

    def advance(self, rows: int = 1) -> None:
        """Remember the last settled batch."""
        if self.began:
            self.ended = monotonic()


def calls_of(url: str) -> int:
    """Return how many API requests the sandbox has counted."""
    return int(httpx.get(f"{url}/_sandbox/stats").json()["requests_total"])


def main() -> None:
    """Print calls per 1,000 rows, 429s, and the share of the quota used while loading."""
    command = [str(Path(sys.executable).with_name("sellsy-etl")), "sandbox", "serve", "--port", "0", "--seed", "demo",
               "--quota", f"{QUOTA}/s,10000/min", "--latency", str(LATENCY_MS)]  # fmt: skip
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            assert server.stdout is not None
            given = dict(server.stdout.readline().strip().split("=", 1) for _ in range(3))
            os.environ |= given | {
                "SELLSY_CLIENT_ID": "bench",
                "SELLSY_CLIENT_SECRET": "bench",
                "SELLSY_ETL_HOME": folder,
            }
            path = Path(folder) / "companies.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=";")
                writer.writerow([*HEADERS, "cf:secteur-activite"])
                writer.writerows((*row[:15], "Salon 2026, VIP", *row[16:], "Industrie") for row in rows(ROWS))
            url = given["SELLSY_LOGIN_URL"]
            loading = Loading(url)
            result = etl.import_file(path, entity="client", create_missing=("tags",), observer=loading)
            stats = httpx.get(f"{url}/_sandbox/stats").json()
            seconds = loading.ended - loading.began
            sent = stats["requests_total"] - loading.before
            print(dict(result.counts))
            print(f"the sandbox counted {stats['requests_total']} calls; {QUOTA}/s over {seconds:.1f} s")
            tell(MEASURES, "loading: calls per 1,000 rows", result.calls / ROWS * 1000)
            tell(MEASURES, "loading: answers 429", stats["refused_429"])
            tell(MEASURES, "loading: quota used", sent / seconds / QUOTA * 100)
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
