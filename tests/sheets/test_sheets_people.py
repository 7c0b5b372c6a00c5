"""Workbooks as people make them: what stands around a table, what nobody sees, what the reader leaves out."""

import re
import zipfile
from datetime import date
from pathlib import Path
from time import process_time

import openpyxl
import pytest

from etl.core.errors import DataError
from etl.sheets import open_table
from etl.sheets.readers.workbooks.measure import column_letters, column_number

HEADERS = ["Nom", "Ville", "Capital"]
KNOWN = {"Nom", "Ville", "Capital", "E-mail"}.__contains__


def rows_of(table, heard=None):
    chunks = table.chunks(heard)
    return {n: row for c in chunks for n, row in zip(c.rows, zip(*c.columns, strict=True), strict=True)}


def saved(path, lines, *, hidden=(), merged=()):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for row in hidden:
        book.active.row_dimensions[row].hidden = True
    for area in merged:
        book.active.merge_cells(area)
    book.save(path)
    return path


def refused(path, **options):
    start = process_time()
    with pytest.raises(DataError) as wrong:
        list(open_table(path, known=KNOWN, **options).chunks())
    assert process_time() - start < 2
    return wrong.value.code


def test_what_stands_around_a_table_is_told_apart(tmp_path):
    """Titles, a group above the headers, blank rows and notes below are no rows, headers again a row apart."""
    lines = [["Clients 2026"], [], ["Identité", None, "Chiffres"], HEADERS, ["a", "Sète", 1], [], ["b", "Lyon", 2],
             HEADERS, ["c", None, 3], [], ["Source : compta"], ["* provisoire"]]  # fmt: skip
    heard = []
    table = open_table(saved(tmp_path / "a.xlsx", lines), known=KNOWN)
    assert rows_of(table, heard.append) == {
        5: ("a", "Sète", 1), 7: ("b", "Lyon", 2), 8: tuple(HEADERS), 9: ("c", "", 3)
    }  # fmt: skip
    assert [(dict(chunk.apart), chunk.gaps) for chunk in table.chunks()] == [({8: "header"}, {7})]
    assert (table.layout.header_row, table.layout.title_lines) == (4, 2)
    assert [(note.kind, note.row) for note in heard] == [("note", 11), ("note", 12)]
    assert heard[0].text == "Source : compta"


def test_a_lone_cell_before_more_rows_is_a_row(tmp_path):
    """Only lines at the very end may be notes: a name alone above another row is a row."""
    lines = [HEADERS, ["a", "Sète", 1], [], ["b"], ["c", "Lyon", 2]]
    assert list(rows_of(open_table(saved(tmp_path / "a.xlsx", lines), known=KNOWN))) == [2, 4, 5]


@pytest.mark.parametrize("lines", [
    [HEADERS, ["a", "Sète", 1], [], ["Nom", "E-mail"], ["b", "b@c.example"]],
    [["Nom", "E-mail"], ["b", "b@c.example"], [], HEADERS, ["a", "Sète", 1]],
])  # fmt: skip
def test_a_second_table_is_refused_until_one_is_chosen(tmp_path, lines):
    """Two tables in a sheet are never read as one: --header-row chooses, and reading ends where the other begins."""
    path = saved(tmp_path / "a.xlsx", lines)
    assert refused(path) == "tables-several"
    assert list(rows_of(open_table(path, known=KNOWN, header_row=1))) == [2]
    second = 4
    assert list(rows_of(open_table(path, known=KNOWN, header_row=second))) == [5]


def test_hidden_rows_are_told_and_skipped_when_asked(tmp_path):
    """The layout names hidden rows that hold something; they are left out on demand, never by themselves."""
    lines = [HEADERS, ["a", "Sète", 1], ["b", "Lyon", 2], [], ["c", "Caen", 3]]
    path = saved(tmp_path / "a.xlsx", lines, hidden=(3, 4, 5))
    table = open_table(path, known=KNOWN)
    assert table.layout.hidden_rows == (3, 5)
    assert list(rows_of(table)) == [2, 3, 5]
    assert list(rows_of(open_table(path, known=KNOWN, skip_hidden=True))) == [2]


def test_merged_headers_name_their_column_and_merged_cells_say_where_their_value_is(tmp_path):
    """A header merged over two lines is found; a cell below a merged one is not taken for an empty one."""
    lines = [["Nom", "Siège", "Siège"], [None, "Ville", "Capital"], ["a", "Sète", 1], ["b", None, 2]]
    path = saved(tmp_path / "a.xlsx", lines, merged=("A1:A2", "B3:B4"))
    table = open_table(path, known=KNOWN)
    assert table.headers == ("Nom", "Ville", "Capital")
    (chunk,) = table.chunks()
    assert dict(chunk.merged) == {(4, 1): 3}


def test_a_formula_that_was_never_calculated_is_no_empty_cell(tmp_path):
    """Openpyxl writes formulas without results: the cell says so; one whose result is empty text stays empty."""
    path = saved(tmp_path / "a.xlsx", [HEADERS, ["a", "=B9", "=1+1"], ["b", "x", 2]])
    assert rows_of(open_table(path, known=KNOWN))[2] == ("a", "#UNCALCULATED!", "#UNCALCULATED!")
    empty = rewritten(
        path, tmp_path / "b.xlsx", rb'<c r="B2"[^>]*>.*?</c>', b'<c r="B2" t="str"><f>B9</f><v></v></c>'
    )
    assert rows_of(open_table(empty, known=KNOWN))[2][1] == ""


def test_a_sheet_of_nothing_but_errors_is_not_empty(tmp_path):
    """Error cells count as what a sheet holds."""
    path = saved(tmp_path / "a.xlsx", [["#REF!", "#DIV/0!"], ["#REF!", "#N/A"]])
    assert rows_of(open_table(path)) == {2: ("#REF!", "#N/A")}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_workbooks_tell_the_same(tmp_path, kind):
    """Errors, hidden rows and sheets, merged cells and dates are found in an xls and an ods as in an xlsx."""
    path = Path(__file__).with_name("people.xls")
    if kind == "ods":
        path = open_document(tmp_path / "a.ods")
    known = {"Nom société", "SIRET", "Capital", "Date de création", "Ville", "E-mail"}.__contains__
    table = open_table(path, known=known)
    rows = rows_of(table)
    assert table.layout.hidden_rows == (15,)
    assert table.layout.title_lines == 3
    assert rows[7][3] == date(2024, 4, 3)
    assert rows[11][2] == "#DIV/0!"
    assert {place for chunk in table.chunks() for place in chunk.merged} == {(14, 4)}
    assert list(rows) == [7, 8, 9, 11, 12, 13, 14, 15]


def open_document(path):
    """Write the same table as people.xls, as LibreOffice would."""
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    day = '<table:table-cell office:value-type="date" office:date-value="2024-04-03"><text:p>3/4</text:p></table:table-cell>'
    error = '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    none = "<table:table-cell/>"
    merged = '<table:table-cell office:value-type="string" table:number-rows-spanned="2" table:number-columns-spanned="1"><text:p>Brest</text:p></table:table-cell>'

    def line(*cells, state=""):
        shown = "".join(cell if cell.startswith("<") else text.format(cell) for cell in cells)
        return f'<table:table-row{state}>{none}{shown}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'

    blank = "<table:table-row><table:table-cell/></table:table-row>"
    rows = [
        blank, line("Titre"), line("Suite"), blank, line("Identité"),
        line("Nom société", "SIRET", "Capital", "Date de création", "Ville", "E-mail"),
        line("a", "b", "c", day, "d", "e"), line("b", "x"), line("c", "x"), blank, line("d", none, error, none, "Paris"),
        line("e", "x"), line("f", none, none, none, merged),
        line("g", "x", none, none, "<table:covered-table-cell/>"), line("h", "x", state=' table:visibility="collapse"'),
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>',
    ]  # fmt: skip
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")
    )
    head = f'<office:document-content {spaces} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'{head}<office:body><office:spreadsheet><table:table table:name="S">{"".join(rows)}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


def rewritten(source, target, pattern, put):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, re.sub(pattern, lambda _: put, data, flags=re.DOTALL) if "sheet1" in name else data
            )
    return target


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
NAMELESS = (
    b"<row r='9'>"
    + b"<c><v>1</v></c>" * 16_000
    + b'</row><row r="99999"><c r="A99999"><v>1</v></c></row></sheetData>'
)


@pytest.mark.parametrize(("put", "code"), [
    (FAR, "sheet-sparse"),
    (FAR.replace(b"<c r", b"<c s='1' r"), "sheet-sparse"),
    (FAR.replace(b"XFD1048576", b"ZZZZZZZZ9"), "sheet-sparse"),
    (FAR.replace(b"XFD1048576", b"A99999999"), "sheet-sparse"),
    (NAMELESS, "sheet-sparse"),
    (b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b"x" * (10 << 20) + b"</t></is></c></row></sheetData>", "cell-too-long"),
], ids=["far", "other order", "endless column", "endless row", "nameless", "long"])  # fmt: skip
def test_cells_that_would_fill_the_memory_are_refused(tmp_path, put, code):
    """The rectangle of a sheet is measured from its cells, however they are written, before it is made."""
    source = saved(tmp_path / "a.xlsx", [HEADERS, ["a", "Sète", 1]])
    assert refused(rewritten(source, tmp_path / "b.xlsx", b"</sheetData>", put)) == code


def test_what_is_formatted_far_away_does_no_harm(tmp_path):
    """Cells without a value do not count, however far they stand."""
    source = saved(tmp_path / "a.xlsx", [HEADERS, ["a", "Sète", 1]])
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    path = rewritten(source, tmp_path / "b.xlsx", b"</sheetData>", far)
    assert list(rows_of(open_table(path, known=KNOWN))) == [2]


def test_entities_and_lies_about_sizes_are_refused(tmp_path):
    """A DOCTYPE is refused by itself; a member larger than the directory says is found out by its checksum."""
    source = saved(tmp_path / "a.xlsx", [HEADERS, ["a", "Sète", 1]])
    lol = rewritten(source, tmp_path / "b.xlsx", rb"^", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>')
    assert refused(lol) == "workbook-entities"
    with zipfile.ZipFile(source) as archive:
        entry = archive.getinfo("xl/styles.xml")
    lie = bytearray(source.read_bytes())
    size = entry.file_size.to_bytes(4, "little")
    at = lie.rindex(size, 0, lie.rindex(b"xl/styles.xml"))
    lie[at : at + 4] = (100).to_bytes(4, "little")
    (tmp_path / "c.xlsx").write_bytes(lie)
    assert refused(tmp_path / "c.xlsx") == "workbook-broken"


def test_an_ods_that_repeats_a_cell_without_end_is_refused(tmp_path):
    """One cell may stand for millions: what an ods would become is counted before it does."""
    path = open_document(tmp_path / "a.ods")
    with zipfile.ZipFile(path) as old:
        content = old.read("content.xml").decode()
    bomb = content.replace(
        'repeated="1048000"><table:table-cell/>',
        'repeated="1048000"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>',
    )
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("content.xml", bomb)
    assert refused(tmp_path / "b.ods") == "sheet-sparse"


def test_columns_have_letters_and_numbers():
    """A is 1, Z is 26, AA is 27, XFD is 16,384, both ways."""
    names = {1: b"A", 26: b"Z", 27: b"AA", 702: b"ZZ", 703: b"AAA", 16_384: b"XFD"}
    assert all(column_letters(n) == name and column_number(name) == n for n, name in names.items())
