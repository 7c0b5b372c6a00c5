"""Files to tables and back; knows no entity."""

from etl.sheets.marks.entity_mark import MARK, read_mark
from etl.sheets.marks.example_mark import read_example
from etl.sheets.marks.model import UNCALCULATED
from etl.sheets.readers.labels import HINTS, counts_itself, is_count, may_label, total_label, total_of
from etl.sheets.readers.opening import kind_of, list_sheets, open_table, table_of
from etl.sheets.readers.stdin_buffer import buffered_stdin
from etl.sheets.readers.table import Apart, Block, Cell, Chunk, Layout, LeftOut, Table
from etl.sheets.readers.text.flaws import Flaw, FlawedLine
from etl.sheets.readers.workbooks.excel import read_lines, sheet_lines
from etl.sheets.writers.atomic_write import atomic_write
from etl.sheets.writers.places import beside
from etl.sheets.writers.rows_csv import as_plain_text, as_typed, line_end, write_delimited
from etl.sheets.writers.styled import styled_book
from etl.sheets.writers.workbook import Sheet, SheetBook

__all__ = [
    "HINTS",
    "MARK",
    "UNCALCULATED",
    "Apart",
    "Block",
    "Cell",
    "Chunk",
    "Flaw",
    "FlawedLine",
    "Layout",
    "LeftOut",
    "Sheet",
    "SheetBook",
    "Table",
    "as_plain_text",
    "as_typed",
    "atomic_write",
    "beside",
    "buffered_stdin",
    "counts_itself",
    "is_count",
    "kind_of",
    "line_end",
    "list_sheets",
    "may_label",
    "open_table",
    "read_example",
    "read_lines",
    "read_mark",
    "sheet_lines",
    "styled_book",
    "table_of",
    "total_label",
    "total_of",
    "write_delimited",
]
