"""Compare `check` with calamine's bare read, and with pandas, openpyxl, the same schema and iterrows: CPU time.

bench_check.py [ROWS]      two kinds of file: plain, and one with SIRET, VAT number, phones and addresses
"""

import gc
import sys
import tempfile
from pathlib import Path
from time import process_time

import pandas as pd
from measures import Wanted, tell
from python_calamine import load_workbook
from samples_maker import HEADERS, make

import etl
from etl.codecs import Options
from etl.codecs.cleaning.clean import clean
from etl.entities import entity_named
from etl.entities.base.validation import validate

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
ROUNDS = 3
MEASURES = {
    "check of xlsx, against calamine's bare read": Wanted(2.2),
    "check of a rich xlsx, against calamine's bare read": Wanted(2.2),
    "check of xlsx, the obvious way against it": Wanted(12, least=True),
}


def bare(path: Path) -> float:
    """Return the CPU time of calamine's bare read."""
    start = process_time()
    load_workbook(str(path)).get_sheet_by_index(0).to_python()
    return process_time() - start


def ours(path: Path) -> float:
    """Return the CPU time of our check, report included."""
    start = process_time()
    result = etl.check_file(path, entity="client")
    took = process_time() - start
    assert result.read == ROWS, result.read
    assert result.rejected == 0, result.problems[:3]
    return took


def obvious(path: Path) -> float:
    """Return the CPU time of the obvious way: pandas with openpyxl, the codecs value by value, the same schema."""
    entity = entity_named("client")
    start = process_time()
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
    return process_time() - start


def etl_fold(header: str) -> str:
    """Return a header as the entity indexes it."""
    from etl.codecs import fold  # noqa: PLC0415 - kept beside its only use

    return fold(header)


def compared(path: Path, measure: str) -> float:
    """Print how many bare reads a check takes, in CPU time; return the seconds of the check."""
    pairs = []
    for _ in range(ROUNDS):
        gc.collect()
        pairs.append((ours(path), bare(path)))
    check_s, bare_s = (min(column) for column in zip(*pairs, strict=True))
    print(f"{ROWS} rows x {len(HEADERS)} columns: check {check_s:.2f} s, calamine's bare read {bare_s:.2f} s")
    tell(MEASURES, measure, sorted(a / b for a, b in pairs)[len(pairs) // 2])
    return check_s


def main() -> None:
    """Print the times and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path, rich = Path(folder) / "clients.xlsx", Path(folder) / "rich.xlsx"
        make(path, ROWS)
        make(rich, ROWS, rich=True)
        compared(rich, "check of a rich xlsx, against calamine's bare read")
        check_s = compared(path, "check of xlsx, against calamine's bare read")
        obvious_s = obvious(path)
        print(f"  the obvious way: {obvious_s:.1f} s")
        tell(MEASURES, "check of xlsx, the obvious way against it", obvious_s / check_s)


if __name__ == "__main__":
    main()
