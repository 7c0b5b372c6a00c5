"""Workbooks as people make them, and what is none."""

import io
import struct
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from etl.core.errors import DataError
from etl.sheets import list_sheets, open_table
from etl.sheets.marks.xls import xls_stream
from etl.sheets.readers.workbooks.compound import compound


def book(path, sheets, *, hidden=(), **options):
    made = xlsxwriter.Workbook(str(path), options)
    for name, lines in sheets.items():
        sheet = made.add_worksheet(name)
        for number, line in lines.items():
            sheet.write_row(number - 1, 0, line)
        if name in hidden:
            sheet.hide()
    made.close()
    return path


def rows_of(table):
    return [row for chunk in table.chunks() for row in zip(*chunk.columns, strict=True)]


def test_rows_keep_the_numbers_of_the_workbook(tmp_path):
    """Title lines and blank rows do not shift the row numbers that Excel shows."""
    path = book(tmp_path / "a.xlsx", {"S": {2: ["Titre"], 5: ["Nom", "Ville"], 6: ["a", "b"], 9: ["c", "d"]}})
    table = open_table(path, known=lambda header: header in {"Nom", "Ville"})
    assert (table.layout.header_row, table.layout.title_lines) == (5, 1)
    assert [number for chunk in table.chunks() for number in chunk.rows] == [6, 9]


def test_a_table_may_begin_in_any_column(tmp_path):
    """A table that begins in column B keeps each cell under its header."""
    path = book(tmp_path / "a.xlsx", {"S": {3: ["", "Nom", "Ville"], 4: ["", "a", "b"], 5: ["", "", "c"]}})
    table = open_table(path, known=lambda header: header in {"Nom", "Ville"})
    assert table.headers == ("Nom", "Ville")
    assert rows_of(table) == [("a", "b"), ("", "c")]


def test_numbers_dates_and_booleans_come_as_they_are(tmp_path):
    """Cells keep their types."""
    path = tmp_path / "a.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["t", "n", "d", "b"])
    made.active.append(["x", 12.5, datetime(2024, 4, 3, 14, 30), True])
    made.save(path)
    assert rows_of(open_table(path)) == [("x", 12.5, datetime(2024, 4, 3, 14, 30), True)]


def test_the_sheet_whose_headers_fit_best_is_read(tmp_path):
    """Among visible sheets the one with known headers is read, and the others are named."""
    path = book(
        tmp_path / "a.xlsx",
        {"Notes": {1: ["Bonjour"]}, "Clients": {1: ["Nom", "Ville"], 2: ["a", "b"]}, "Vide": {}},
    )
    table = open_table(path, known=lambda header: header in {"Nom", "Ville"})
    assert table.layout.sheet == "Clients"
    assert table.layout.other_sheets == ("Notes", "Vide")


def test_hidden_sheets_are_read_only_when_named(tmp_path):
    """A hidden sheet is never imported silently, but may be asked for."""
    lines = {1: ["Nom", "Ville"], 2: ["a", "b"]}
    path = book(
        tmp_path / "a.xlsx", {"Vue": {1: ["x", "y"], 2: ["1", "2"]}, "Cachée": lines}, hidden=["Cachée"]
    )
    known = {"Nom", "Ville"}.__contains__
    table = open_table(path, known=known)
    assert (table.layout.sheet, table.layout.hidden_sheets) == ("Vue", ("Cachée",))
    assert open_table(path, known=known, sheet="Cachée").headers == ("Nom", "Ville")


def test_a_sheet_that_is_not_there_lists_those_that_are(tmp_path):
    """A wrong --sheet names the right ones."""
    path = book(tmp_path / "a.xlsx", {"Un": {1: ["a"], 2: ["b"]}, "Deux": {}})
    with pytest.raises(DataError) as wrong:
        open_table(path, sheet="Trois")
    assert wrong.value.code == "sheet-absent"
    assert wrong.value.params["accepted"] == ["Un", "Deux"]
    assert list_sheets(path) == ["Un", "Deux"]


def test_the_1904_calendar_is_recognised(tmp_path):
    """A workbook of the 1904 calendar says so, for serials that are left in it."""
    lines = {1: ["a", "b"], 2: [1, 2]}
    assert open_table(book(tmp_path / "a.xlsx", {"S": lines}, date_1904=True)).layout.epoch_1904
    assert not open_table(book(tmp_path / "b.xlsx", {"S": lines})).layout.epoch_1904


def refused(path):
    with pytest.raises(DataError) as wrong:
        list(open_table(path).chunks())
    assert wrong.value.exit_code == 3
    return wrong.value.code


def test_a_truncated_workbook_is_refused(tmp_path):
    """A download that was cut is said to be damaged."""
    whole = book(tmp_path / "a.xlsx", {"S": {1: ["a", "b"], 2: ["c", "d"]}}).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(path) == "workbook-broken"


def test_names_that_lie_are_refused(tmp_path):
    """A .xls named .xlsx, a CSV named .xlsx, a page saved as .xls and a workbook named .csv are told apart."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000
    real = book(tmp_path / "real.xlsx", {"S": {1: ["a"], 2: ["b"]}}).read_bytes()
    for name, content in (
        ("old.xlsx", ole),
        ("text.xlsx", b"a;b\n1;2\n"),
        ("page.xls", b"<html><table></table></html>"),
        ("book.csv", real),
    ):
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / name) == "suffix-wrong"


def test_a_password_is_recognised(tmp_path):
    """An encrypted workbook is an OLE file that names its package; it is said to be protected."""
    path = tmp_path / "secret.xlsx"
    package = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1016 + package + b"\x00" * 500)
    assert refused(path) == "workbook-password"


def rezip(source, target, **changes):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, changes.get(entry.filename, old.read(entry.filename)))
    return target


def test_a_zip_bomb_is_refused_without_unfolding_it(tmp_path):
    """A workbook that unfolds to far more than it holds is refused by its directory alone."""
    source = book(tmp_path / "a.xlsx", {"S": {1: ["a"], 2: ["b"]}})
    path = rezip(source, tmp_path / "bomb.xlsx", **{"xl/sharedStrings.xml": b" " * (80 << 20)})
    assert path.stat().st_size < 1 << 20
    assert refused(path) == "workbook-bomb"


def test_an_entity_bomb_does_not_unfold(tmp_path):
    """Entities declared in a workbook are never expanded."""
    source = book(tmp_path / "a.xlsx", {"S": {1: ["a"], 2: ["b"]}})
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    with zipfile.ZipFile(source) as old:
        strings = old.read("xl/sharedStrings.xml").decode()
    head, body = strings.split("?>", 1)
    bomb = f"{head}?><!DOCTYPE x [{lol}]>{body.replace('<t>a</t>', '<t>&l9;</t>')}"
    path = rezip(source, tmp_path / "lol.xlsx", **{"xl/sharedStrings.xml": bomb.encode()})
    try:
        cells = rows_of(open_table(path))
    except DataError:
        cells = []
    assert sum(len(str(cell)) for row in cells for cell in row) < 1_000


def test_a_workbook_in_memory_only_is_untouched(tmp_path):
    """Reading never changes the file."""
    path = book(tmp_path / "a.xlsx", {"S": {1: ["a"], 2: ["b"]}})
    before = path.read_bytes()
    rows_of(open_table(path))
    assert path.read_bytes() == before
    assert openpyxl.load_workbook(io.BytesIO(before)).sheetnames == ["S"]


def test_error_cells_are_not_taken_for_empty_ones(tmp_path):
    """A cell that shows #REF! or #DIV/0! comes as that text, in its place."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Été & Cie")
        sheet.write_row(2, 1, ["Nom", "Montant", "Ville"])
        sheet.write_row(3, 1, ["a", 1, "Sète"])
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
        sheet.write_row(4, 1, ["b", 2, ""])
        sheet.write_formula(4, 3, "=A1000000", None, "#REF!")
    table = open_table(path, known={"Nom", "Ville"}.__contains__)
    assert rows_of(table) == [("a", "#DIV/0!", "Sète"), ("b", 2.0, "#REF!")]


def test_a_length_of_time_of_the_1904_calendar_is_no_day(tmp_path):
    """Thirty hours shown as a clock would come as a moment of January 1904; a day of that month stays a day."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as made:
        sheet, clock = made.add_worksheet(), made.add_format({"num_format": "hh:mm:ss"})
        sheet.write_row(0, 0, ["Nom", "Durée", "Jour"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_number(1, 1, 1.25, clock)
        sheet.write_number(1, 2, 1, clock)
    assert rows_of(open_table(path)) == [("a", timedelta(hours=30), date(1904, 1, 2))]


def test_an_archive_of_very_many_files_is_counted(tmp_path):
    """What is refused for its number of parts is said by that number, not by a size of 0 MB."""
    path = book(tmp_path / "a.xlsx", {"S": {1: ["a"], 2: ["b"]}})
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"xl/media/{number}", "")
    with pytest.raises(DataError) as wrong:
        open_table(path)
    assert wrong.value.code == "workbook-parts"


def test_an_old_workbook_that_declares_an_absurd_area_is_read(tmp_path):
    """What an xls declares to span, backwards or far too wide, is not believed: its cells tell."""
    name, data = xls_stream(Path(__file__).with_name("people.xls"))
    whole = rows_of(open_table(Path(__file__).with_name("people.xls")))
    for area in ((9, 2, 40, 3), (0, 1 << 30, 0, 1 << 15), (0, 65_536, 0, 256)):
        made = bytearray(data)
        at = made.index(b"\x00\x02\x0e\x00") + 4
        made[at : at + 12] = struct.pack("<IIHH", *area)
        (tmp_path / "a.xls").write_bytes(compound(name, bytes(made)))
        assert rows_of(open_table(tmp_path / "a.xls")) == whole


def test_last_rows_of_formulas_never_calculated_are_not_lost(tmp_path):
    """Rows that a program wrote as formulas alone have no values yet: they come as such, at the end too."""
    path = tmp_path / "a.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["Nom", "Ville"])
    made.active.append(["a", "b"])
    for _ in range(2):
        made.active.append(['="c"&"d"', '="e"'])
    made.save(path)
    table = open_table(path)
    assert rows_of(table) == [("a", "b"), *[("#UNCALCULATED!", "#UNCALCULATED!")] * 2]
    assert [number for chunk in table.chunks() for number in chunk.rows] == [2, 3, 4]
