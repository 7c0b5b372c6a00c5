"""Rows that have a format and hold nothing: they cost next to nothing."""

import json
import subprocess
import sys

import pytest
import xlsxwriter
from opendocument import row, write_open

EMPTY = 100_000
HEADERS = ["Nom société", "E-mail", *(f"c{place}" for place in range(18))]
MEASURE = """
import sys, json, resource, time
from pathlib import Path
from etl.sheets import open_table
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
table = open_table(Path(sys.argv[1]))
rows = [number for chunk in table.chunks() for number in chunk.rows]
more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held
print(json.dumps({"rows": rows, "total": table.total_rows, "kb": more >> (10 * (sys.platform == "darwin"))}))
"""


def xlsx(path, fill):
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as made:
        sheet, look = (
            made.add_worksheet(),
            made.add_format({"bg_color": "#FFFF00", "num_format": "[$$-409]0.00"}),
        )
        sheet.write_row(0, 0, HEADERS)
        for number in (1, 2):
            sheet.write_row(number, 0, ["Alpha", "a@example.com"])
        for number in range(3, 3 + EMPTY):
            fill(sheet, number, look)


def cells(sheet, number, look):
    for column in range(len(HEADERS)):
        sheet.write_blank(number, column, None, look)


def whole_rows(sheet, number, look):
    sheet.set_row(number, 20, look)


def ods(path, empty):
    write_open(path, [row(*HEADERS), *[row("Alpha", "a@example.com")] * 2, empty])


LINE = '<table:table-cell table:style-name="ce1" table:number-columns-repeated="20"/>'
MADE = {
    "cells.xlsx": lambda path: xlsx(path, cells),
    "rows.xlsx": lambda path: xlsx(path, whole_rows),
    "repeated.ods": lambda path: ods(path, row(LINE, more=f' table:number-rows-repeated="{EMPTY}"')),
    "each.ods": lambda path: ods(path, row(LINE) * EMPTY),
    "cells.ods": lambda path: ods(path, row('<table:table-cell table:style-name="ce1"/>' * 20) * EMPTY),
}
QUICK = ("rows.xlsx", "repeated.ods")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in MADE],
)
def test_empty_rows_with_a_format_cost_nothing(tmp_path, name):
    """100,000 of them below two rows: two rows are read and counted, in a few MB where 2 million cells take hundreds."""
    MADE[name](tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / name)], capture_output=True, timeout=300, check=True
    )
    document = json.loads(done.stdout)
    assert (document["rows"], document["total"]) == ([2, 3], 2)
    assert document["kb"] < 150_000
