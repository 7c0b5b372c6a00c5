"""Import companies with address, tags, custom field and contact at 24 calls a second: the share of the journal.

The same run tells both: the wall time of loading, and the time spent inside the journal's write transactions.
"""

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, thread_time

from measures import Wanted, tell

import etl
from etl.config.settings import Settings
from etl.core.observer import SilentObserver
from etl.journal.store import Store

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
BATCH = int(sys.argv[2]) if len(sys.argv) > 2 else 100
QUOTA = 24
MEASURES = {"loading: inside the journal's transactions": Wanted(5, "% of the time")}
LATENCY_MS = 150
HEAD = "Nom société;E-mail;Adresse;Code postal;Ville;Pays;Smart tags;cf:secteur-activite;Nom contact;E-mail contact\n"


class Loading(SilentObserver):
    """Remembers when loading began and ended."""

    def __init__(self) -> None:
        self.began = self.ended = 0.0

    def stage(self, name: str, total: int | None = None) -> None:
        """Take the time at the edges of loading."""
        if name == "load":
            self.began = monotonic()
        elif self.began and not self.ended:
            self.ended = monotonic()


class Stopwatch:
    """Adds up the time of write transactions while loading: in them, and waiting for one's turn before them."""

    def __init__(self, loading: Loading) -> None:
        self.loading = loading
        self.inside = self.waited = self.worked = 0.0
        self.count = 0
        self._lock = threading.Lock()

    def install(self) -> None:
        """Time every write transaction of this process."""
        writing = Store.writing

        @contextmanager
        def timed(store: Store) -> Iterator[object]:
            asked = monotonic()
            with writing(store) as connection:
                entered, began = monotonic(), thread_time()
                yield connection
            left, worked = monotonic(), thread_time() - began
            if self.loading.began and not self.loading.ended:
                with self._lock:
                    self.count += 1
                    self.waited += entered - asked
                    self.inside += left - entered
                    self.worked += worked

        Store.writing = timed  # type: ignore[method-assign, assignment]


def line(i: int) -> str:
    """Return a row."""
    return f"Société {i};s{i}@x.example;{i} rue A;29200;Brest;France;VIP, Salon;Industrie;Nom{i};n{i}@x.example\n"


def main() -> None:
    """Print the share of the journal in the wall time of loading."""
    command = [str(Path(sys.executable).with_name("sellsy-etl")), "-q", "sandbox", "serve", "--port", "0", "--seed", "demo",
               "--quota", f"{QUOTA}/s,100000/min", "--latency", str(LATENCY_MS)]  # fmt: skip
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            measure(Path(folder), server)
        finally:
            server.terminate()


def measure(folder: Path, server: "subprocess.Popen[str]") -> None:
    """Import and print."""
    assert server.stdout is not None
    urls = [server.stdout.readline().strip().split("=", 1)[1] for _ in range(3)]
    home = Settings.load(environ={"SELLSY_ETL_HOME": str(folder)}, credentials=False)
    settings = home.for_sandbox(*urls)
    path = folder / "companies.csv"
    path.write_text(HEAD + "".join(map(line, range(ROWS))), encoding="utf-8")
    loading = Loading()
    watch = Stopwatch(loading)
    watch.install()
    result = etl.import_file(
        path,
        entity="client",
        settings=settings,
        batch_size=BATCH,
        create_missing=("tags",),
        observer=loading,
    )
    wall = loading.ended - loading.began
    print(dict(result.counts))
    print(
        f"loading: {wall:.1f} s at most {QUOTA} calls a second, {BATCH} writes a call; {watch.count} transactions"
    )
    print(f"inside the journal's transactions: {watch.inside:.2f} s")
    tell(MEASURES, "loading: inside the journal's transactions", watch.inside / wall * 100)
    print(f"of which at work (CPU of its thread): {watch.worked:.2f} s = {watch.worked / wall:.1%}")
    print(f"waiting for one's turn to write: {watch.waited:.2f} s over all threads")


if __name__ == "__main__":
    main()
