"""Write 100,000 rows x 20 columns to xlsx: our writers beside bare xlsxwriter in constant-memory mode, same cells."""

import sys
import tempfile
import time
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

import xlsxwriter
from measures import Wanted, tell

from etl.sheets.writers import Field, OutputOptions, SheetRows, format_of, writer_for

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
MEASURES = {
    "xlsx writer, against bare xlsxwriter": Wanted(1.15),
    "fast xlsx writer, bare xlsxwriter against it": Wanted(5, least=True),
}
FIELDS = [
    *(Field(f"Texte {i}") for i in range(12)),
    Field("Téléphone", as_text=True),
    Field("SIRET", as_text=True),
    Field("Effectif", "integer"),
    Field("Montant", "number"),
    Field("Jour", "date"),
    Field("Moment", "moment"),
    Field("Note"),
    Field("Ville"),
]
OPTIONS = {
    "constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False,
}  # fmt: skip


def rows():
    """Return the cells."""
    texts = [[f"texte {row} {column}" for column in range(12)] for row in range(1_000)]
    return [
        (
            *texts[i % 1_000],
            "+33199001234",
            f"{i:014}",
            i,
            12.5,
            date(2026, 1, 1),
            datetime(2026, 1, 2, 3, 4),
            "ok",
            "Sète",
        )
        for i in range(ROWS)
    ]


def bare(path, cells):
    """Write the cells by their types, and nothing else."""
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    sheet = book.add_worksheet()
    day, moment = (book.add_format({"num_format": name}) for name in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"))
    for position, field in enumerate(FIELDS):
        sheet.write_string(0, position, field.header)
    for line, row in enumerate(cells, start=1):
        for position, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, position, cell)
            elif isinstance(cell, datetime):
                sheet.write_datetime(line, position, cell, moment)
            elif isinstance(cell, date):
                sheet.write_datetime(line, position, cell, day)
            else:
                sheet.write_number(line, position, cell)
    book.close()


def ours(path, cells, *, fast):
    """Write the cells with one of our writers."""
    with path.open("wb") as stream:
        writer_for(format_of("a.xlsx"), OutputOptions(fast=fast)).write(
            stream, [SheetRows("Contacts", FIELDS, cells)]
        )


def main() -> None:
    """Print CPU seconds and ratios."""
    cells = rows()
    with tempfile.TemporaryDirectory() as folder:
        path, took = Path(folder) / "a.xlsx", {}
        writers = {"bare": bare, "ours": lambda path, cells: ours(path, cells, fast=False)}
        if find_spec("rustpy_xlsxwriter"):
            writers["fast"] = lambda path, cells: ours(path, cells, fast=True)
        for _round in range(2):
            for name, write in writers.items():
                began = time.process_time()
                write(path, cells)
                took[name] = min(took.get(name, 1e9), time.process_time() - began)
    print(
        f"{ROWS:,} x {len(FIELDS)} to xlsx, CPU seconds: {', '.join(f'{name} {seconds:.2f}' for name, seconds in took.items())}"
    )
    tell(MEASURES, "xlsx writer, against bare xlsxwriter", took["ours"] / took["bare"])
    if "fast" in took:
        tell(MEASURES, "fast xlsx writer, bare xlsxwriter against it", took["bare"] / took["fast"])


if __name__ == "__main__":
    main()
