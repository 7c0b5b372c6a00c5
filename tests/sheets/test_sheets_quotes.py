"""Quotes of CSV files: what is well written reads as ever, what has one meaning is read, the rest is refused."""

import gzip

import pytest

from etl.core.errors import DataError
from etl.sheets import open_table

KNOWN = {"Nom", "E-mail", "Note"}.__contains__
HEAD = "Nom;E-mail;Note\r\n"
LAST = "Z;z@example.com;fin\r\n"


@pytest.fixture
def opened(tmp_path):
    """Return what opens a text as a CSV."""

    def open_(text, **options):
        path = tmp_path / "a.csv"
        path.write_bytes(text.encode())
        return open_table(path, known=KNOWN, **options)

    return open_


def read(table):
    """Return (rows by their line, flaws by theirs)."""
    rows, flaws = {}, {}
    for chunk in table.chunks():
        rows |= dict(zip(chunk.rows, zip(*chunk.columns, strict=True), strict=True))
        flaws |= chunk.flaws
    return rows, flaws


def refused(open_, text, **options):
    with pytest.raises(DataError) as wrong:
        read(open_(text, **options))
    return wrong.value.code, wrong.value.params["line"]


@pytest.mark.parametrize(("line", "cells"), [
    ('"Le ""Petit"" Bistro";a;"""x"""', ('Le "Petit" Bistro', "a", '"x"')),
    ('Bar "Le Zinc";a;écran 24"', ('Bar "Le Zinc"', "a", 'écran 24"')),
    ('A";a;x', ('A"', "a", "x")),
    ('"C:\\dir\\";a;"D:\\"', ("C:\\dir\\", "a", "D:\\")),
    ('"";"";x', ("", "", "x")),
    ("'Alpha';L'été;'x", ("'Alpha'", "L'été", "'x")),
    ('"A, B; C";a; x', ("A, B; C", "a", " x")),
    ('A;a;"12 rue X; bât B\n75001; Paris\r\nFrance, Europe"', ("A", "a", "12 rue X; bât B\n75001; Paris\r\nFrance, Europe")),
    ('"A\nB";a;"l ""1"""', ("A\nB", "a", 'l "1"')),
    ('A;a;"tel:1;fax:2\nmobile:3;x"', ("A", "a", "tel:1;fax:2\nmobile:3;x")),
    ('"Dupont; fils";a', ("Dupont; fils", "a", None)),
    ("Dupont, Martin, fils", ("Dupont, Martin, fils", None, None)),
])  # fmt: skip
def test_what_is_well_written_reads_as_ever(opened, line, cells):
    """Doubled quotes, quotes in bare cells, ends with a backslash, long notes, short lines: as they are typed."""
    rows, flaws = read(opened(f"{HEAD}{line}\r\n{LAST}"))
    assert list(rows.values()) == [cells, ("Z", "z@example.com", "fin")]
    assert flaws == {}


@pytest.mark.parametrize(("line", "cells", "code"), [
    ('"Le \\"Petit\\" Bistro";a;x', ('Le "Petit" Bistro', "a", "x"), "row-quotes-backslash"),
    ('"Dupont \\"SARL\\"; Fils";a;x', ('Dupont "SARL"; Fils', "a", "x"), "row-quotes-backslash"),
    ('"x\\";y";a;z', ('x";y', "a", "z"), "row-quotes-backslash"),
    ('Le \\"Petit\\" Bistro;a;x', ('Le "Petit" Bistro', "a", "x"), "row-quotes-backslash"),
    ('"Le "Petit" Bistro";a;x', ('Le "Petit" Bistro', "a", "x"), "row-quotes-inner"),
    ('"Le "Petit"";a;x', ('Le "Petit"', "a", "x"), "row-quotes-inner"),
    ('"Dupont "SARL"; Fils";a;x', ('Dupont "SARL"; Fils', "a", "x"), "row-quotes-inner"),
    ('"Chez Paul" Restaurant;a;x', ('"Chez Paul" Restaurant', "a", "x"), "row-quotes-inner"),
    ('"Chez Paul" et "Chez Luc";a;x', ('"Chez Paul" et "Chez Luc"', "a", "x"), "row-quotes-inner"),
    ('"écran 24"";a;"tube 3" noir"', ('écran 24"', "a", 'tube 3" noir'), "row-quotes-inner"),
    ('A; "a" ;\t"x; y"', ("A", "a", "x; y"), "note-quotes-spaces"),
    ('"A;""a"";x"', ("A", "a", "x"), "note-quotes-lines"),
])  # fmt: skip
def test_what_can_be_read_in_one_way_is_and_said(opened, line, cells, code):
    """Backslashes, quotes that are not doubled, spaces around quotes, a line in quotes as a whole."""
    rows, flaws = read(opened(f"{HEAD}{line}\r\n{LAST}"))
    assert list(rows.values()) == [cells, ("Z", "z@example.com", "fin")]
    assert {row: flaw.code for row, flaw in flaws.items()} == {2: code}


@pytest.mark.parametrize(("line", "code"), [
    ('"a \\"b\\" c";a;"C:\\dir\\"', "row-quotes-broken"),
    ('"a \\"b\\" \\n c";a;x', "row-quotes-broken"),
    ('"Le ""Petit" Bistro" ""x";a;x', "row-quotes-broken"),
    ('"Alpha;a;"x', "row-quotes-broken"),
    ('";a;"', "row-quotes-broken"),
    ('"Alpha;a";x', "row-quotes-broken"),
    ('"Alpha;a;x"', "row-quotes-broken"),
    ("Alpha,a,x", "row-delimiter"),
    ("Alpha\ta\tx", "row-delimiter"),
])  # fmt: skip
def test_a_line_of_several_readings_or_none_is_refused(opened, line, code):
    """It keeps its place and what it says: its pieces where they fit, then the whole line; the next one is read."""
    table = opened(f"{HEAD}{line}\r\n{LAST}")
    (chunk,) = table.chunks()
    assert (chunk.flaws[2].code, chunk.flaws[2].broken) == (code, True)
    assert chunk.ragged == {2: [line]}
    assert read(table)[0][3] == ("Z", "z@example.com", "fin")


@pytest.mark.parametrize(("text", "line"), [
    (HEAD + 'A;a;ok\r\n"B;b;ok\r\nC;c;ok\r\n', 3),
    (HEAD + 'A;a;"ouvert\r\nC;c;ok\r\nD;d;"fermé" le midi\r\n', 2),
    (HEAD + 'A;a;ok\r\nB;"b;ok\r\n', 3),
    (HEAD + 'A;a;ok\r\nB;b;"ok', 3),
    (HEAD + 'A;";ok\r\nB;b;ok\r\n', 2),
    (HEAD + '"A";"a;"ok"\r\nB;b;ok\r\n', 2),
    (HEAD + 'A;a; "note\r\nsuite"\r\nB;b;ok\r\n', 2),
    (HEAD + 'A;a;"note "x\r\nsuite";\r\nB;b;ok\r\n', 2),
    (HEAD + 'A;a;"Chez" x\r\n\r\nsuite\r\nB;b;ok\r\n', 2),
    (HEAD + '"un\nde plus";a;x\r\nA;"a;x\r\n', 4),
    ('Nom;"E-mail;Note\r\nA;a;ok\r\nB;b;ok\r\n', 1),
    ("Titre\r\n\r\n" + HEAD + 'A;"a;ok\r\nB;b;ok\r\n', 4),
    ('Nom;Note\r\nA;"ouvert\r\nB;b\r\nC;"fermé" x\r\n', 2),
    (HEAD + 'A;a;"ouvert\r\n' + "B;b;x\r\n" * 200_000, 2),
], ids=range(14))  # fmt: skip
def test_a_quote_that_never_closes_swallows_nothing(opened, text, line):
    """The file is refused with the line where the quote opens: in the header, a cell, the last line, a million below."""
    assert refused(opened, text) == ("csv-quote-open", line)
    assert refused(opened, text.replace("\r\n", "\r")) == ("csv-quote-open", line)


@pytest.mark.parametrize("text", [
    HEAD + 'A;a;"ouvert\r\nC;c;ok\r\nD;d;fermé"\r\nE;e;ok\r\n',
    HEAD + '"A;a;ok\r\nC;c;ok\r\nD";d;ok\r\nE;e;ok\r\n',
    HEAD + 'A;"a;ok\r\nC;c";ok\r\nE;e;ok\r\n',
    HEAD + 'A;a;"ouvert\r\nC;c;""x; y""\r\nD;d;fermé"\r\nE;e;ok\r\n',
    'Nom;Note\r\nA;"ouvert\r\nC;c\r\nD;fermé"\r\nE;e\r\n',
])  # fmt: skip
def test_a_quoted_cell_over_rows_of_the_table_is_an_error(opened, text):
    """Two stray quotes make a cell of whole rows: the file is refused, with the first of them."""
    assert refused(opened, text) == ("csv-quote-covers", 2)


@pytest.mark.parametrize(("text", "mark"), [
    ("Nom,E-mail,Note\r\nA;a;x\r\nB;b;y\r\n", ","),
    ("Nom;E-mail;Note\r\nA,a,x\r\nB,b,y\r\n", ";"),
    ("Nom\tE-mail\tNote\r\nA|a|x\r\nB|b|y\r\n", "tab"),
    ("Nom,E-mail,Note\r\nA;a;1 rue B, C, D\r\nB;b;y, z, t\r\n", ","),
    ("Nom,Note\r\nA;x\r\nB;y\r\n", ","),
])  # fmt: skip
def test_a_header_cut_otherwise_than_its_rows_is_refused(opened, text, mark):
    """No row becomes a name that holds the whole line; both delimiters are named."""
    with pytest.raises(DataError) as wrong:
        opened(text)
    assert (wrong.value.code, wrong.value.params["mark"]) == ("csv-delimiters-two", mark)
    assert refused(opened, text.replace("\r\n", "\n"))[1] == 1


@pytest.mark.parametrize("text", [
    '"Nom,""E-mail"",Note"\r\n"A,""a; b"",x"\r\nB,b,y\r\n',
    '"Nom,""E-mail"",Note";;\r\n"A,""a; b"",x";;\r\nB,b,y;;\r\n',
    '"Nom;""E-mail"";Note"\r\n"A;""a; b"";x"\r\n"B;b;y"\r\n',
])  # fmt: skip
def test_lines_that_are_one_quoted_cell_each_are_read_by_their_inside(opened, text):
    """A file that a program opened as one column and saved is read as it was, and the layout says so."""
    table = opened(text)
    assert table.layout.wrapped
    assert list(read(table)[0].values()) == [("A", "a; b", "x"), ("B", "b", "y")]


def test_a_column_of_quoted_texts_is_a_column(opened):
    """Every line is one quoted cell there too, and commas in it are its own."""
    table = opened('"Nom"\r\n"Dupont, fils"\r\n"A; b"\r\n')
    assert not table.layout.wrapped
    assert list(read(table)[0].values()) == [("Dupont, fils",), ("A; b",)]


def test_a_long_line_beside_a_mended_one_is_as_ragged_as_ever(opened):
    """Cells beyond the headers are no matter of quotes."""
    table = opened(HEAD + '"Le "Petit" Bistro";a;x\r\nA;a;x;y\r\n"A";a;x;"y"\r\n')
    (chunk,) = table.chunks()
    assert dict(chunk.ragged) == {3: ["y"], 4: ["y"]}
    assert set(chunk.flaws) == {2}


def test_a_gzipped_file_is_read_as_strictly(tmp_path):
    """Packing hides no stray quote."""
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress((HEAD + 'A;a;ok\r\nB;"b;ok\r\n').encode()))
    with pytest.raises(DataError) as wrong:
        read(open_table(path, known=KNOWN))
    assert (wrong.value.code, wrong.value.params["line"]) == ("csv-quote-open", 3)
