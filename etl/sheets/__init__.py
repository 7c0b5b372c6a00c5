"""Files to tables and back; knows no entity."""

from etl.sheets.book import Sheet, SheetBook
from etl.sheets.mark import MARK, read_mark
from etl.sheets.opening import kind_of, list_sheets, open_table
from etl.sheets.table import Cell, Chunk, Layout, Table

__all__ = [
    "MARK",
    "Cell",
    "Chunk",
    "Layout",
    "Sheet",
    "SheetBook",
    "Table",
    "kind_of",
    "list_sheets",
    "open_table",
    "read_mark",
]
