"""OpenDocument workbooks (ods)."""

from pathlib import Path

import pytest
from opendocument import number, open_parts, row, string, write_open
from packages import packed

from etl.core.errors import DataError
from etl.sheets import list_sheets, open_table

VALUES = Path(__file__).parents[1] / "cases" / "values"


def rows_of(table):
    return [row for chunk in table.chunks() for row in zip(*chunk.columns, strict=True)]


def test_the_tab_and_the_line_break_that_were_glued_are_kept():
    """The cell keeps its paragraphs, spaces, line break and tab; the comment of another cell is not of it."""
    table = open_table(VALUES / "o_annot.ods")
    name, *_, note = rows_of(table)[0]
    assert (name, note) == ("Alpha SARL", "ligne 1\nligne   2\nsuite\tfin")


TEXTS = {
    "a<text:tab/>b": "a\tb",
    "a<text:line-break/>b": "a\nb",
    "<text:p>a<text:tab/>b</text:p><text:p/><text:p>c</text:p>": "a\tb\n\nc",
    "a<text:s/>b<text:s text:c='3'/>c<text:tab/>d": "a b   c\td",
    "<text:p>x<text:span>y<text:tab/>z</text:span> <text:a>lien</text:a></text:p>": "xy\tz lien",
    "<office:annotation><text:p>note<text:tab/></text:p></office:annotation><text:p>a<text:tab/>b</text:p>": "a\tb",
    "<text:p>a</text:p><office:annotation><text:p>note<text:tab/></text:p></office:annotation>": "a",
    "<text:p>a</text:p><text:p>b</text:p>": "a\nb",
    "a &amp; b<text:line-break/>c &lt; d": "a & b\nc < d",
}


@pytest.mark.parametrize("inside", TEXTS)
def test_a_cell_is_what_people_read_in_it(tmp_path, inside):
    """Tabs, line breaks, spaces and paragraphs are kept, whatever they stand in; comments are left out."""
    path = write_open(
        tmp_path / "a.ods", [row("Nom", "Note"), row("Alpha", string(inside)), row("Bravo", "b")]
    )
    assert rows_of(open_table(path)) == [("Alpha", TEXTS[inside]), ("Bravo", "b")]


def test_a_comment_alone_fills_no_cell(tmp_path):
    """A cell that holds a comment only is empty, and makes no row."""
    comment = "<office:annotation><text:p>à rappeler<text:tab/></text:p></office:annotation>"
    cell = f"<table:table-cell>{comment}</table:table-cell>"
    path = write_open(tmp_path / "a.ods", [row("Nom", "Note"), row("Alpha", cell), row(cell)])
    assert rows_of(open_table(path)) == [("Alpha", "")]


def test_a_header_may_have_a_line_break(tmp_path):
    """A header is one line, whatever breaks it."""
    path = write_open(tmp_path / "a.ods", [row("Nom<text:line-break/>société", "Note"), row("Alpha", "b")])
    assert open_table(path).headers == ("Nom société", "Note")


def test_cells_that_are_repeated_are_all_told(tmp_path):
    """Equal neighbours are written once: an error, a text with a tab and a currency stand in each of them."""
    twice = ' table:number-columns-repeated="2"'
    error = f'<table:table-cell office:value-type="float" calcext:value-type="error"{twice}><text:p>#REF!</text:p></table:table-cell>'
    path = write_open(
        tmp_path / "a.ods",
        [
            row("Nom", "A", "B"),
            row("Alpha", error),
            row("Bravo", string("x<text:tab/>y", more=twice), more=' table:number-rows-repeated="2"'),
            row("Charlie", number(5, kind="currency", more=f' office:currency="USD"{twice}')),
        ],
    )
    table = open_table(path)
    assert [row[1:] for row in rows_of(table)] == [("#REF!", "#REF!"), *[("x\ty", "x\ty")] * 2, (5.0, 5.0)]
    assert [chunk.currencies for chunk in table.chunks()] == [{(5, 1): "USD", (5, 2): "USD"}]


STYLES = (
    '<number:currency-style style:name="N1"><number:currency-symbol number:language="en" number:country="US">$'
    "</number:currency-symbol><number:number/></number:currency-style>"
    '<number:number-style style:name="N2"><number:number/><number:text> CHF</number:text></number:number-style>'
    '<number:number-style style:name="N3"><number:number/><number:text> m2</number:text></number:number-style>'
    '<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="c3" style:family="table-cell" style:data-style-name="N3"/>'
    '<style:style style:name="c4" style:family="table-cell" style:parent-style-name="c1"/>'
)


def styled(name):
    return number(5, more=f' table:style-name="{name}"')


def test_numbers_tell_the_currency_of_their_style(tmp_path):
    """A style of the cell, of its row, of its column or the one it is made of names the currency; units name none."""
    path = write_open(
        tmp_path / "a.ods",
        [
            row("Nom", "A", "B", "C", "D"),
            row("Alpha", styled("c1"), styled("c2"), styled("c3"), styled("c4")),
            row("Bravo", number(5), number(5), string("12"), more=' table:default-cell-style-name="c2"'),
            row("Charlie", number(5), number(5), number(5), number(5)),
        ],
        styles=STYLES,
        columns='<table:table-column table:number-columns-repeated="4"/><table:table-column table:default-cell-style-name="c1"/>',
    )
    (chunk,) = open_table(path).chunks()
    assert chunk.currencies == {
        (2, 1): "$",
        (2, 2): "CHF",
        (2, 4): "$",
        (3, 1): "CHF",
        (3, 2): "CHF",
        (4, 4): "$",
    }


def test_a_time_beyond_a_day_is_shown_as_people_read_it(tmp_path):
    """Thirty hours are 30:00:00, not the code that the file has for them."""
    cells = [
        f'<table:table-cell office:value-type="time" office:time-value="{name}"><text:p>x</text:p></table:table-cell>'
        for name in ("PT30H00M00S", "P1DT06H30M00S", "-PT02H15M00S")
    ]
    path = write_open(tmp_path / "a.ods", [row("Nom", "A", "B", "C"), row("Alpha", *cells)])
    assert rows_of(open_table(path)) == [("Alpha", "30:00:00", "30:30:00", "-2:15:00")]


@pytest.mark.parametrize(
    "part",
    [
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    ],
)
def test_a_protected_workbook_says_so(tmp_path, part):
    """What a password hides, in parts or as a whole, is said to be protected, not damaged."""
    parts = open_parts([row("Nom", "Note")], manifest=part)
    whole = {name: xml for name, xml in parts.items() if name != "content.xml"} | {"encrypted-package": "x"}
    for made in (parts | {"content.xml": b"\x8f\x01\x02" * 40}, whole):
        (tmp_path / "a.ods").write_bytes(packed(made))
        with pytest.raises(DataError) as wrong:
            open_table(tmp_path / "a.ods")
        assert wrong.value.code == "workbook-password"


@pytest.mark.parametrize("missing", ["mimetype", "META-INF/manifest.xml"])
def test_the_least_of_a_workbook_is_read(tmp_path, missing):
    """What tells the kind and the parts may be missing, and names may be cut by backslashes."""
    parts = {
        name: xml for name, xml in open_parts([row("Nom", "Note"), row("a", "b")]).items() if name != missing
    }
    (tmp_path / "a.ods").write_bytes(packed(parts, lambda name: name.replace("/", "\\")))
    assert rows_of(open_table(tmp_path / "a.ods")) == [("a", "b")]


@pytest.mark.parametrize(
    "rows",
    [
        [row(string(f"a<text:s text:c='{10**9}'/>b"))],
        [row(string("x" * 30_000), more=f" table:number-rows-repeated='{10**6}'")],
    ],
)
def test_spaces_and_rows_that_are_repeated_without_end_are_said_to_be_that(tmp_path, rows):
    """What is too much is the repetition: no cell is said to be long that is not."""
    with pytest.raises(DataError) as wrong:
        rows_of(open_table(write_open(tmp_path / "a.ods", rows)))
    assert wrong.value.code == "cells-repeated"


def test_a_text_in_many_rows_is_read(tmp_path):
    """An answer that stands in a hundred thousand rows is as it was typed."""
    rows = [row(string("Nom")), row(string("Oui"), more=" table:number-rows-repeated='100000'")]
    table = rows_of(open_table(write_open(tmp_path / "a.ods", rows)))
    assert (len(table), table[-1]) == (100_000, ("Oui",))


def test_sheets_are_listed_by_the_names_that_people_see(tmp_path):
    """Signs that XML writes otherwise are themselves, wherever in a long file a sheet begins."""
    parts = open_parts([row(string("Nom société"), string("Garnier & Fils"))] * 20_000)
    more = "".join(
        f'<table:table table:style-name="x" table:name="{name}"/>'
        for name in ("A &amp; B", "D&apos;&#233;t&#xE9;")
    )
    parts["content.xml"] = parts["content.xml"].replace(
        "</office:spreadsheet>", f"{more}</office:spreadsheet>"
    )
    path = tmp_path / "a.ods"
    path.write_bytes(packed(parts))
    assert list_sheets(path) == ["S", "A & B", "D'été"]
