"""Lines of a workbook that are written at once are those that xlsxwriter writes cell by cell."""

import re
import zipfile
from datetime import date, datetime, time

from python_calamine import load_workbook

from etl.sheets.writers.styled.model import PLAIN, Column, Look, PageLook
from etl.sheets.writers.styled.xlsx import XlsxBook

CELLS = [
    None, "", "texte", " espaces ", "\ttab", "deux\nlignes", 'a & b < c > "d"', "_x0041_", "\x01\x0b\x1f", "\ufffe",
    "=1+1", "-12", "+33 1", "@nom", "0001", "é" * 16_001, "\U0001f600" * 9_000, True, False, 0, -7, 12.5, 1e-9, 10**14,
    10**15, 1e300, float("inf"), date(2024, 2, 29), datetime(2024, 2, 29, 13, 5, 9), time(9, 30),
]  # fmt: skip
LOOKS = [PLAIN, Look(fill="#f6f8fc"), Look(edge="#dde3ea", shown="text"), Look(shown="date")]


def sheet(path, *, height):
    """Write every cell in every look, and a line of all; return the XML without what giving a height adds to it."""
    with XlsxBook(path) as book:
        page = book.page(PageLook("Lignes", [Column(10, Look(shown="text")), Column(12)]))
        for look in LOOKS:
            for cell in CELLS:
                page.row([(cell, look)], height=height)
                page.row([(None, PLAIN), ("avant", look), (cell, look), (None, PLAIN)], height=height)
            page.row([(cell, look) for cell in CELLS], height=height)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    return re.sub(
        r'<row r="\d+"/>|<dimension ref="[^"]*"/>', "", xml.replace(' ht="20.25" customHeight="1"', "")
    )


def test_a_line_at_once_is_the_line_cell_by_cell(tmp_path):
    """The same cells and styles are written, whatever the cells are; a given height asks for cell by cell."""
    at_once, by_cell = (sheet(tmp_path / f"{height}.xlsx", height=height) for height in (None, 20))
    assert at_once == by_cell


def test_text_that_looks_like_markup_stays_text(tmp_path):
    """A cell is read as it was written, also one that looks like formatted text of a workbook."""
    texts = ["<r><t>fin</t></r>", "</t></is></c>", "&amp;", "]]>"]
    with XlsxBook(tmp_path / "a.xlsx") as book:
        book.page(PageLook("Lignes", [])).row([(text, PLAIN) for text in texts])
    assert load_workbook(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python() == [texts]
