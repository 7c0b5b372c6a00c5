"""Compare `check` with calamine's bare read, and with pandas, openpyxl, the same schema and iterrows."""

import gc
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pandas as pd
import xlsxwriter
from measures import Wanted, tell
from python_calamine import load_workbook
from samples_maker import HEADERS, rows

import etl
from etl.codecs import Options
from etl.codecs.cleaning.clean import clean
from etl.entities import entity_named
from etl.entities.base.validation import validate

ROWS = 100_000
ROUNDS = 3
MEASURES = {
    "check of xlsx, against calamine's bare read": Wanted(2.2),
    "check of xlsx, the obvious way against it": Wanted(12, least=True),
}


def make(path: Path, count: int) -> None:
    """Write a workbook of `count` rows and 20 columns."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("Clients")
    sheet.write_row(0, 0, HEADERS)
    for line, row in enumerate(rows(count), start=1):
        sheet.write_row(line, 0, row)
    book.close()


def bare(path: Path) -> float:
    """Return the time of calamine's bare read."""
    start = perf_counter()
    load_workbook(str(path)).get_sheet_by_index(0).to_python()
    return perf_counter() - start


def ours(path: Path) -> float:
    """Return the time of our check, report included."""
    start = perf_counter()
    result = etl.check_file(path, entity="client")
    took = perf_counter() - start
    assert result.read == ROWS, result.read
    assert result.rejected == 0, result.problems[:3]
    return took


def obvious(path: Path) -> float:
    """Return the time of the obvious way: pandas with openpyxl, the codecs value by value, the same schema."""
    entity = entity_named("client")
    start = perf_counter()
    frame = pd.read_excel(path, engine="openpyxl", dtype=object)
    index = entity.header_index()
    columns = {header: entity.column(index[etl_fold(header)]) for header in frame.columns}
    decoded = []
    for _, row in frame.iterrows():
        values = {}
        for header, column in columns.items():
            cell = None if pd.isna(row[header]) else row[header]
            values[column.attribute] = column.codec.decode(clean([cell]), options=Options()).values[0]
        decoded.append(values)
    typed = pd.DataFrame(decoded)
    for column in columns.values():
        typed[column.attribute] = typed[column.attribute].astype(column.codec.dtype)
    validate(entity, typed, {column.attribute: header for header, column in columns.items()})
    return perf_counter() - start


def etl_fold(header: str) -> str:
    """Return a header as the entity indexes it."""
    from etl.codecs import fold  # noqa: PLC0415 - kept beside its only use

    return fold(header)


def main() -> None:
    """Print the times and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clients.xlsx"
        make(path, ROWS)
        pairs = []
        for _ in range(ROUNDS):
            gc.collect()
            pairs.append((ours(path), bare(path)))
        check_s, bare_s = (min(column) for column in zip(*pairs, strict=True))
        print(
            f"{ROWS} rows x {len(HEADERS)} columns: check {check_s:.2f} s, calamine's bare read {bare_s:.2f} s"
        )
        tell(
            MEASURES,
            "check of xlsx, against calamine's bare read",
            sorted(a / b for a, b in pairs)[len(pairs) // 2],
        )
        if "--obvious" in sys.argv or len(sys.argv) == 1:
            obvious_s = obvious(path)
            print(f"  the obvious way: {obvious_s:.1f} s")
            tell(MEASURES, "check of xlsx, the obvious way against it", obvious_s / check_s)


if __name__ == "__main__":
    main()
