"""What is long or wide without meaning more: rows no header has, blank lines by the thousand, cells without a place."""

import pytest
from packages import cells, packed, parts

from etl.core.errors import DataError
from etl.sheets import open_table
from etl.sheets.readers.workbooks.measure import Exact, wide_row

WIDE = 2_001
PLAIN = '<c t="inlineStr"><is><t>x</t></is></c>'
STYLED = '<c s="1"/>'
EMPTY = '<c t="inlineStr"><is><t></t></is></c>'


def book(tmp_path, rows, **more):
    """Write a workbook and return its path."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed({**parts(rows=rows), **more}))
    return path


def table(tmp_path, rows):
    """Return the rows of a workbook, with their numbers."""
    opened = open_table(book(tmp_path, rows), known={"Nom société", "E-mail"}.__contains__)
    return [(n, row) for chunk in opened.chunks() for n, *row in zip(chunk.rows, *chunk.columns, strict=True)]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_row_too_wide_for_a_table_is_refused_by_its_number(tmp_path, prefix):
    """The row and its cells are named, with or without a place or a prefix in its tags."""
    wide = PLAIN.replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}") * WIDE
    rows = cells([["Nom société", "E-mail"]], prefix) + f'<{prefix}row r="7">{wide}</{prefix}row>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed(parts(rows=rows, prefix=prefix)))
    with pytest.raises(DataError) as caught:
        open_table(path)
    assert (caught.value.code, caught.value.params["line"], caught.value.params["count"]) == (
        "columns-many",
        7,
        WIDE,
    )


@pytest.mark.parametrize("cell", [STYLED, EMPTY])
def test_a_row_of_cells_that_hold_nothing_is_not_wide(tmp_path, cell):
    """Formats as far as the last column, and texts of nothing, are no columns."""
    rows = cells([["Nom société", "E-mail"], ["Alpha", "a@example.com"]]) + f'<row r="3">{cell * WIDE}</row>'
    assert [(n, row[:2]) for n, row in table(tmp_path, rows)] == [(2, ["Alpha", "a@example.com"])]


def test_only_the_first_rows_are_looked_at_for_their_width():
    """A wide row below those in which a header is searched is the row's own trouble, not the file's."""
    narrow, wide = b"<row><c><v>1</v></c></row>", b"<row>" + b"<c><v>1</v></c>" * 30 + b"</row>"
    assert wide_row([narrow * 4 + wide], rows=5, most=20) == (5, 30)
    cut = wide.find(b"<", 100)
    assert wide_row([narrow * 4 + wide[:cut], wide[cut:]], rows=5, most=20) == (5, 30)
    assert wide_row([narrow * 5 + wide], rows=5, most=20) is None
    assert wide_row([b"<row/>" * 90 + wide], rows=5, most=20) == (91, 30)


@pytest.mark.parametrize("cut", [0, 40, 75])
def test_cells_without_a_place_are_measured_like_those_with_one(cut):
    """They stand side by side, across the border of two blocks too."""
    unplaced = b"<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c><c><v>4</v></c><c><v>5</v></c></row>"
    placed = (
        b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"/>'
        b'<row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>4</v></c><c r="C3"><v>5</v></c></row>'
    )
    cut = unplaced.find(b"<", cut)
    results = []
    for blocks in ([placed], [unplaced[:cut], unplaced[cut:]]):
        measure = Exact()
        assert all(map(measure.take, blocks))
        results.append((measure.filled, measure.area, measure.shown))
    assert results == [(5, 9, "3 x 3")] * 2


@pytest.mark.parametrize("blank", ["\n", ";;\n", "   \n"])
@pytest.mark.parametrize("lines", [1, 255, 256, 3_000])
def test_rows_below_many_blank_lines_keep_their_numbers(tmp_path, blank, lines):
    """However many lines are blank, what follows is where it stands, and a last note is none of the table."""
    path = tmp_path / "a.csv"
    row = "Alpha;a@example.com;Sète\n"
    path.write_text(
        f"Nom société;E-mail;Ville\n{row}{blank * lines}{row}{blank * lines}Source : annuaire\n",
        encoding="utf-8",
    )
    told = []
    result = open_table(path, known={"Nom société", "E-mail", "Ville"}.__contains__)
    numbers = [number for chunk in result.chunks(told.append) for number in chunk.rows]
    assert numbers == [2, 3 + lines]
    assert [(item.kind, item.row) for item in told] == [("note", 4 + 2 * lines)]
