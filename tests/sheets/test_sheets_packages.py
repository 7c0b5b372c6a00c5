"""Workbooks whose archive is not packed as Excel packs it."""

from datetime import date
from pathlib import Path

import pytest
from packages import LINES, cells, packed, parts

from etl.core.errors import DataError
from etl.sheets import list_sheets, open_table

VALUES = Path(__file__).parents[1] / "cases" / "values"

PACKED = {
    "the least": packed(parts()),
    "absolute": packed(parts(at="/xl/workbook.xml", target="/xl/worksheets/sheet1.xml")),
    "at the root": packed(parts(book="workbook.xml", sheet="sheet1.xml")),
    "sheet elsewhere": packed(parts(sheet="data/one.xml", target="../data/one.xml")),
    "book elsewhere": packed(parts(book="xl/book2.xml")),
    "backslashes": packed(parts(), lambda name: name.replace("/", "\\")),
    "double backslashes": packed(parts(), lambda name: name.replace("/", "\\\\")),
    "backslashes first": packed(parts(), lambda name: "\\" + name.replace("/", "\\")),
    "slash first": packed(parts(), "/{}".format),
    "backslashes in targets": packed(parts(at="xl\\workbook.xml", target="worksheets\\sheet1.xml")),
    "another case": packed(
        parts(), lambda name: name.replace("workbook", "Workbook").replace("sheet1", "Sheet1")
    ),
    "no list of contents": packed(
        {name: xml for name, xml in parts().items() if name != "[Content_Types].xml"}
    ),
    "prefixed tags": packed(parts(prefix="x:")),
    "all cells declared": packed(parts(top='<dimension ref="A1:XFD1048576"/>')),
}


def rows_of(table):
    return [row for chunk in table.chunks() for row in zip(*chunk.columns, strict=True)]


@pytest.mark.parametrize("name", PACKED)
def test_a_workbook_is_read_however_it_is_packed(tmp_path, name):
    """Its rows and its sheets are read."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(PACKED[name])
    table = open_table(path)
    assert (list(table.headers), rows_of(table)) == (LINES[0], [tuple(LINES[1])])
    assert list_sheets(path) == ["S"]


@pytest.mark.parametrize("name", ["x_backslash.xlsx", "x_dim_huge.xlsx"])
def test_the_workbooks_that_were_refused_are_read(name):
    """Backslashes in names and a declared area of every cell keep nothing from being read."""
    assert rows_of(open_table(VALUES / name))[0] == (
        "Alpha SARL",
        "0199001234",
        "a@example.com",
        date(2024, 3, 4),
        "ok",
    )


ODD = {
    "prefixed": parts(
        prefix="x:",
        rows=cells(LINES, "x:")
        + '<x:row r="3" hidden="1"><x:c r="A3" t="inlineStr"><x:is><x:t>Bravo</x:t></x:is></x:c>'
        '<x:c r="B3" t="e"><x:v>#REF!</x:v></x:c></x:row>',
    ),
    "without places": parts(
        rows="<row><c t='inlineStr'><is><t>Nom société</t></is></c><c t='inlineStr'><is><t>E-mail</t></is></c></row>"
        "<row><c t='inlineStr'><is><t>Alpha</t></is></c><c t='inlineStr'><is><t>a@example.com</t></is></c></row>"
        "<row hidden='1'><c t='inlineStr'><is><t>Bravo</t></is></c><c t='e'><v>#REF!</v></c></row>"
    ),
    "places last": parts(
        rows=cells(LINES) + '<row hidden="true" r="3"><c t="inlineStr" r="A3"><is><t>Bravo</t></is></c>'
        '<c t="e" r="B3"><v>#REF!</v></c></row>'
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_errors_and_hidden_rows_are_seen_however_cells_are_written(tmp_path, name):
    """A prefix, cells without a place, or attributes in another order hide no error cell and no hidden row."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed(ODD[name]))
    table = open_table(path)
    assert rows_of(table) == [("Alpha", "a@example.com"), ("Bravo", "#REF!")]
    assert table.layout.hidden_rows == (3,)


def test_cells_far_apart_are_still_refused(tmp_path):
    """Two cells at the ends of the grid would fill the memory, wherever the archive keeps their sheet."""
    far = cells(LINES) + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    for sheet in ("xl/worksheets/sheet1.xml", "docProps/one.xml"):
        (tmp_path / "a.xlsx").write_bytes(packed(parts(sheet=sheet, rows=far)))
        with pytest.raises(DataError) as wrong:
            open_table(tmp_path / "a.xlsx")
        assert wrong.value.code == "sheet-sparse"


def test_other_archives_are_still_told_by_name(tmp_path):
    """A text document and an archive of anything are no workbook."""
    for name, kind in (("word/document.xml", "Word"), ("notes.txt", "ZIP")):
        (tmp_path / "a.xlsx").write_bytes(packed({name: "<document/>"}))
        with pytest.raises(DataError) as wrong:
            open_table(tmp_path / "a.xlsx")
        assert (wrong.value.code, wrong.value.params["found"]) == ("file-foreign", kind)
