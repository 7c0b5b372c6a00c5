"""Through how many modules of etl the import of two clean companies passes, from a CSV and from a workbook.

Counted is a module, whatever its length, in which a function is called, in any thread, by a second import of the file
in the same process (what is done once a process is not counted); `etl/sandbox`, `etl/cli` and `etl/messages` are left
out. The lines of the modules are printed too: divided by the most that a module may have, they are the fewest that the
import could pass through without a longer module.
"""

import csv
import sys
import tempfile
import threading
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import FrameType

import openpyxl

import etl
from etl.config.settings import Settings
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

ETL = Path(etl.__file__).parent
APART = {"sandbox", "cli", "messages"}
HEAD = ("Nom société", "E-mail", "Téléphone", "SIRET", "Adresse", "Code postal", "Ville", "Pays")
MOST_LINES = 350
ROWS = (
    (
        "Pontel SARL",
        "pontel@example.com",
        "01 99 00 12 34",
        "73282932000074",
        "1 rue A",
        "69001",
        "Lyon",
        "France",
    ),
    ("Rivoire SAS", "rivoire@example.org", "01 99 00 12 35", None, "2 rue B", "75002", "Paris", "France"),
)


def walked(settings: Settings, path: Path) -> set[str]:
    """Return the modules of etl in which an import calls a function, in any thread; they are loaded before."""
    etl.import_file(path, entity="client", settings=settings, dry_run=True)
    modules: set[str] = set()

    def hear(frame: FrameType, event: str, _argument: object) -> None:
        if (
            event == "call" and frame.f_code.co_flags & CO_OPTIMIZED
        ):  # a function, no module or class as it is made
            modules.add(frame.f_code.co_filename)

    threading.setprofile(hear)
    sys.setprofile(hear)
    try:
        result = etl.import_file(path, entity="client", settings=settings)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    assert result.counts["created"] == len(ROWS), result.problems
    names = (
        Path(name).relative_to(ETL).with_suffix("").as_posix()
        for name in modules
        if name.startswith(f"{ETL}/")
    )
    return {name for name in names if name.partition("/")[0] not in APART}


def written(folder: Path, suffix: str) -> Path:
    """Return the file of the companies in a format."""
    path = folder / f"companies{suffix}"
    if suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows((HEAD, *ROWS))
        return path
    book = openpyxl.Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.save(path)
    return path


def main() -> None:
    """Print the modules, room by room, and how many they are."""
    for suffix in (".csv", ".xlsx"):
        with tempfile.TemporaryDirectory() as folder, running(SandboxConfig(seed="demo")) as server:
            loaded = Settings.load(environ={"SELLSY_ETL_HOME": folder}, credentials=False)
            settings = loaded.for_sandbox(server.api_url, server.login_url, server.v1_url)
            names = walked(settings, written(Path(folder), suffix))
        for room in sorted({name.partition("/")[0] for name in names}):
            inside = sorted(name.partition("/")[2] for name in names if name.startswith(f"{room}/"))
            print(f"{room}: {len(inside)} ({', '.join(inside)})")
        lines = sum(len((ETL / f"{name}.py").read_text("utf-8").splitlines()) for name in names)
        print(
            f"{suffix}: {len(names)} modules of {lines} lines, {-(-lines // MOST_LINES)} if all were as long as may be"
        )


if __name__ == "__main__":
    main()
