"""CSV files as people save them."""

import pytest

from etl.core.errors import DataError
from etl.sheets import open_table

TEXT = "Prénom{d}Nom{d}Ville\r\nHélène{d}Lefèvre{d}Sète\r\n"


def rows_of(table):
    return [row for chunk in table.chunks() for row in zip(*chunk.columns, strict=True)]


def numbers_of(table):
    return [number for chunk in table.chunks() for number in chunk.rows]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_detected(tmp_path, encoding, delimiter):
    """The same table reads the same in every encoding and with every delimiter."""
    path = tmp_path / "people.csv"
    path.write_bytes(TEXT.format(d=delimiter).encode(encoding))
    table = open_table(path)
    assert table.headers == ("Prénom", "Nom", "Ville")
    assert rows_of(table) == [("Hélène", "Lefèvre", "Sète")]
    assert table.layout.delimiter == delimiter


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_matter(tmp_path, ending):
    """LF, CRLF and CR all end a row."""
    path = tmp_path / "a.csv"
    path.write_text(ending.join(["a;b", "1;2", "3;4", ""]), encoding="utf-8", newline="")
    assert rows_of(open_table(path)) == [("1", "2"), ("3", "4")]


def test_rows_keep_the_line_where_they_begin(tmp_path):
    """Quoted line breaks and blank lines do not shift the row numbers that people see."""
    path = tmp_path / "a.csv"
    path.write_text('a;b\n"x\ny";1\n;\n\nz;2\n', encoding="utf-8")
    table = open_table(path)
    assert numbers_of(table) == [2, 6]
    assert rows_of(table) == [("x\ny", "1"), ("z", "2")]


def test_the_header_is_found_below_title_lines(tmp_path):
    """The row with most known headers is the header; what stands above is counted as title lines."""
    path = tmp_path / "a.csv"
    path.write_text("Export du 3 mai;;\n\nNom;Ville;X\nGarnier;Lyon;1\n", encoding="utf-8")
    table = open_table(path, known=lambda header: header in {"Nom", "Ville"})
    assert table.layout.header_row == 3
    assert table.layout.title_lines == 1
    assert rows_of(table) == [("Garnier", "Lyon", "1")]


def test_a_stated_header_row_wins(tmp_path):
    """`header_row` is taken as it is said, and refused where the line holds nothing."""
    path = tmp_path / "a.csv"
    path.write_text("a;b\nc;d\ne;f\n", encoding="utf-8")
    assert open_table(path, header_row=2).headers == ("c", "d")
    with pytest.raises(DataError) as wrong:
        open_table(path, header_row=40)
    assert wrong.value.code == "header-row-absent"


def test_rows_longer_than_the_headers_are_told_apart(tmp_path):
    """Cells beyond the headers are kept as ragged, short rows are filled with nothing."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2,3\n4\n5,6,\n", encoding="utf-8")
    (chunk,) = open_table(path, delimiter=",").chunks()
    assert dict(chunk.ragged) == {2: ["3"]}
    assert [list(column) for column in chunk.columns] == [["1", "4", "5"], ["2", None, "6"]]


def test_chunks_have_the_size_asked_and_come_again(tmp_path):
    """A table is read in chunks, as many times as wanted."""
    path = tmp_path / "a.csv"
    path.write_text("n\n" + "\n".join(map(str, range(2, 27))), encoding="utf-8")
    table = open_table(path, chunk_rows=10)
    assert [len(chunk.rows) for chunk in table.chunks()] == [10, 10, 5]
    assert numbers_of(table) == list(range(2, 27))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"  \n\n", "file-empty"),
        (b"a;b\n", "table-empty"),
        (b"a;b;a\n1;2;3\n", "headers-doubled"),
        (b"a;b\n1;\x00\n", "nul-bytes"),
        (b'a;b\n"never closed;' + b"x" * 3_000_000, "field-too-long"),
        (b"a;b\n" + b"y" * 3_000_000 + b";1\n", "field-too-long"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, code):
    """Empty files, headers alone, doubled headers, NUL bytes and endless fields are refused by name."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(DataError) as wrong:
        list(open_table(path).chunks())
    assert wrong.value.code in (code, "csv-broken" if code == "field-too-long" else code)
    assert str(path) in str(wrong.value)


def test_a_wrong_encoding_says_which_line(tmp_path):
    """An encoding that was said and does not fit is an error that names the line."""
    path = tmp_path / "a.csv"
    path.write_bytes("a;b\n1;2\né;3\n".encode("cp1252"))
    with pytest.raises(DataError) as wrong:
        list(open_table(path, encoding="utf-8").chunks())
    assert wrong.value.code == "encoding-wrong"
    with pytest.raises(DataError) as unknown:
        open_table(path, encoding="klingon")
    assert unknown.value.code == "encoding-unknown"


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    """A path that is no file is refused before anything else."""
    for path, code in ((tmp_path, "file-directory"), (tmp_path / "none.csv", "file-absent")):
        with pytest.raises(DataError) as wrong:
            open_table(path)
        assert wrong.value.code == code


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Activity - ID,Activity - Subject,Activity - Type,Activity - Due\n1,Relancer,Call,2026-12-07\n2,Appeler,Task,2026-12-08\n",
            1,
        ),
        ("Export\nTask,Code,Other\n1,2,3\n", 2),
        ("Made by,Luc,Bertin,2026\nTask,Code,Other,More\n1,2,3,4\n", 2),
        ("Titles of all,Sorts,Here\nTask,Subject,Other\n1,2,3\n", 2),
    ],
)
def test_a_line_of_data_with_a_word_of_a_header_heads_no_table(tmp_path, text, row):
    """The line of words above it does; a title above a header of words, narrower or with figures, does not."""
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    table = open_table(path, known=lambda header: header in ("Task", "Subject"))
    assert table.layout.header_row == row
