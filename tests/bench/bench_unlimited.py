"""Import 10,000 new companies with address, then the same file again, without a quota: our own time and memory."""

import csv
import sys
import tempfile
from pathlib import Path

import xlsxwriter
from local_sellsy import SCRIPT, calls_of, sellsy, took
from measures import Wanted, tell
from samples_maker import HEADERS, rows

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
OPTIONS = sys.argv[2:]
MEASURES = {
    "import of csv, new rows, no quota: our CPU": Wanted(7, "s for 10,000 rows"),
    "import of csv, new rows, no quota: memory": Wanted(250, "MB"),
    "import of csv, unchanged rows, no quota: our CPU": Wanted(5, "s for 10,000 rows"),
    "import of csv, unchanged rows, no quota: memory": Wanted(250, "MB"),
    "import of xlsx, new rows, no quota: our CPU": Wanted(11, "s for 10,000 rows"),
    "import of xlsx, new rows, no quota: memory": Wanted(250, "MB"),
    "import of xlsx, unchanged rows, no quota: our CPU": Wanted(6, "s for 10,000 rows"),
    "import of xlsx, unchanged rows, no quota: memory": Wanted(250, "MB"),
}
COLUMNS = [HEADERS.index(name) for name in HEADERS if name != "Smart tags"]


def written(path: Path) -> Path:
    """Write the file of companies, without tags: they have a bench of their own."""
    table = ([row[place] for place in COLUMNS] for row in (HEADERS, *rows(ROWS)))
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(table)
        return path
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Clients")
        for line, row in enumerate(table):
            sheet.write_row(line, 0, row)
    return path


def main() -> None:
    """Print both imports of both formats."""
    with tempfile.TemporaryDirectory() as name:
        for suffix in ("csv", "xlsx"):
            folder = Path(name) / suffix
            folder.mkdir()
            path = written(folder / f"companies.{suffix}")
            with sellsy(folder) as environ:
                command = [
                    SCRIPT,
                    "--no-progress",
                    "import",
                    str(path),
                    "--entity",
                    "client",
                    "--yes",
                    *OPTIONS,
                ]
                for ending in ("new", "unchanged"):
                    before = calls_of(environ)
                    run = took(command, environ)
                    print(
                        f"{ROWS:,} rows, {calls_of(environ) - before} calls, {run.seconds:.1f} s, the sandbox beside"
                    )
                    measure = f"import of {suffix}, {ending} rows, no quota"
                    tell(MEASURES, f"{measure}: our CPU", run.cpu / ROWS * 10_000)
                    tell(MEASURES, f"{measure}: memory", run.peak)


if __name__ == "__main__":
    main()
