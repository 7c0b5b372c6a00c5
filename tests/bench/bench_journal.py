"""What the journal takes on disk: companies with address, two tags and a custom field, as in the import's measure."""

import csv
import sys
import tempfile
from pathlib import Path

from samples_maker import HEADERS, rows

from etl import import_file, prune_runs
from etl.config.settings import Settings
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000


def main() -> None:
    """Print the megabytes of a run that creates everything, of one that changes nothing, and after forgetting both."""
    with tempfile.TemporaryDirectory() as folder, running(SandboxConfig(seed="demo")) as server:
        path = Path(folder) / "companies.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([*HEADERS, "cf:secteur-activite"])
            writer.writerows((*row[:15], "Salon 2026, VIP", *row[16:], "Industrie") for row in rows(ROWS))
        loaded = Settings.load(environ={"SELLSY_ETL_HOME": folder}, credentials=False)
        settings = loaded.for_sandbox(server.api_url, server.login_url, server.v1_url)
        before = 0.0
        for name in ("everything created", "nothing changed"):
            result = import_file(path, entity="client", create_missing=("tags",), settings=settings)
            size = prune_runs("2100-01-01", settings=settings).before / 2**20
            print(
                f"{name}: {(size - before) / ROWS * 1000:.2f} MB per 1,000 rows ({dict(result.counts)['read']} read)"
            )
            before = size
        pruned = prune_runs("2100-01-01", dry_run=False, settings=settings)
        print(f"forgotten: {pruned.before / 2**20:.2f} MB -> {pruned.after / 2**20:.2f} MB")


if __name__ == "__main__":
    main()
