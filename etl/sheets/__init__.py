"""Files to tables and back; knows no entity."""

from etl.sheets.aside import aside
from etl.sheets.book import Sheet, SheetBook
from etl.sheets.delimited_out import as_plain_text, line_end, write_delimited
from etl.sheets.excel import read_lines
from etl.sheets.labels import HINTS, counts_itself, may_label, total_label, total_of
from etl.sheets.mark import MARK, read_mark
from etl.sheets.opening import kind_of, list_sheets, open_table
from etl.sheets.spool import spool
from etl.sheets.table import Apart, Cell, Chunk, Layout, LeftOut, Table
from etl.sheets.user_book import UserBook

__all__ = [
    "HINTS",
    "MARK",
    "Apart",
    "Cell",
    "Chunk",
    "Layout",
    "LeftOut",
    "Sheet",
    "SheetBook",
    "Table",
    "UserBook",
    "as_plain_text",
    "aside",
    "counts_itself",
    "kind_of",
    "line_end",
    "list_sheets",
    "may_label",
    "open_table",
    "read_lines",
    "read_mark",
    "spool",
    "total_label",
    "total_of",
    "write_delimited",
]
