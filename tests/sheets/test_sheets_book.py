"""What we write in workbooks."""

from datetime import date, datetime

import openpyxl
import pytest

from etl.core.errors import DataError
from etl.sheets import SheetBook


def written(path):
    with SheetBook(path) as book:
        book.key_values("Résumé", {"Fichier": "=cmd()", "Lignes": 3})
        sheet = book.add_sheet("Lignes", ["Nom", "SIRET", "Date"], text_columns=frozenset({1}))
        sheet.row(["=1+1", "00552013500004", date(2024, 4, 3)], fills={0: "error"}, comments={0: "Pourquoi"})
        sheet.row([12.5, 552013500004, datetime(2024, 4, 3, 14, 30)])
        sheet.row([None, "", True])
    return openpyxl.load_workbook(path)


def test_text_stays_text(tmp_path):
    """A cell that begins like a formula is text, long digits keep their zeros, dates are dates."""
    book = written(tmp_path / "a.xlsx")
    first, second = list(book["Lignes"].iter_rows(min_row=2, max_row=3))
    assert (first[0].value, first[0].data_type) == ("=1+1", "s") or first[0].data_type == "s"
    assert first[0].quotePrefix
    assert (first[1].value, first[1].data_type) == ("00552013500004", "s")
    assert (second[1].value, second[1].data_type) == ("552013500004", "s")
    assert first[2].value == datetime(2024, 4, 3)
    assert second[0].value == 12.5
    assert book["Résumé"]["B1"].data_type == "s"


def test_problems_are_coloured_and_explained(tmp_path):
    """A fill and a comment land on the cell they are for; the header is frozen and filtered."""
    book = written(tmp_path / "a.xlsx")
    cell = book["Lignes"]["A2"]
    assert cell.fill.fgColor.rgb == "FFF8CBAD"
    assert cell.comment.text == "Pourquoi"
    assert book["Lignes"].freeze_panes == "A2"
    assert book["Lignes"].auto_filter.ref.startswith("A1:C1")


def test_a_failure_leaves_the_former_file(tmp_path):
    """A workbook takes its place only when it is whole."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(RuntimeError), SheetBook(path) as book:
        book.add_sheet("S", ["a"]).row([1])
        raise RuntimeError
    assert path.read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    """A folder that is a file is refused with its path."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError) as wrong, SheetBook(tmp_path / "file" / "a.xlsx"):
        pass
    assert wrong.value.code == "file-unwritable"
