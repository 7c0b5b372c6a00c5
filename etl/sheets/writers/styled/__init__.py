"""Workbooks made to be looked at and filled in, streamed: the same sheets as an xlsx or an ods."""

from pathlib import Path

from etl.sheets.writers.styled.model import Book, Column, Look, Page, PageLook, Rule, Styled
from etl.sheets.writers.styled.ods import OdsBook
from etl.sheets.writers.styled.xlsx import XlsxBook

__all__ = ["Book", "Column", "Look", "Page", "PageLook", "Rule", "Styled", "styled_book"]


def styled_book(path: Path) -> Book:
    """Return the workbook to write at a path: an .ods by its name, else an .xlsx."""
    return OdsBook(path) if path.suffix.lower() == ".ods" else XlsxBook(path)
