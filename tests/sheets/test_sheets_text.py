"""Text files as programs write them: gzipped, in UTF-16, with a delimiter told, in two encodings; and standard input."""

import gzip
import io
import json

import pytest

from etl.core.errors import DataError
from etl.sheets import buffered_stdin, open_table

TEXT = "Relevé;;\r\nNom;Ville;Capital\r\nHélène;Sète;1\r\nNoël;Besançon;2\r\n"
KNOWN = {"Nom", "Ville", "Capital"}.__contains__


def rows_of(path, **options):
    table = open_table(path, known=KNOWN, **options)
    return table, [row for chunk in table.chunks() for row in zip(*chunk.columns, strict=True)]


ROWS = [("Hélène", "Sète", "1"), ("Noël", "Besançon", "2")]


@pytest.mark.parametrize(("content", "line"), [
    (TEXT.encode("utf-16-le"), 2),
    (TEXT.encode("utf-16-be"), 2),
    (TEXT.replace("\r\n", "\r\r\n").encode(), 2),
    (TEXT.replace("\r\n", "\r").encode("cp1252"), 2),
    (b"sep=|\r\n" + TEXT.replace(";", "|").encode(), 3),
    (gzip.compress(TEXT.encode("cp1252")), 2),
    (gzip.compress(TEXT[:40].encode()) + gzip.compress(TEXT[40:].encode()), 2),
], ids=["utf-16-le", "utf-16-be", "crcrlf", "cr", "sep", "gzip", "gzip twice"])  # fmt: skip
def test_however_it_was_saved_it_reads_the_same(tmp_path, content, line):
    """UTF-16 without a mark, CR CR LF, CR, a `sep=` line and gzip: the same rows, on the lines people see."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    table, rows = rows_of(path)
    assert rows == ROWS
    assert (table.layout.header_row, table.layout.title_lines) == (line, 1)


def test_known_headers_tell_the_delimiter(tmp_path):
    """Addresses full of commas do not hide that the headers are cut by semicolons."""
    path = tmp_path / "a.csv"
    path.write_text("Nom;Ville\n" + "1, rue A, bis;Lyon, Caen, Sète\n" * 9, encoding="utf-8")
    assert rows_of(path)[0].layout.delimiter == ";"


def code_of(path, **options):
    with pytest.raises(DataError) as wrong:
        list(open_table(path, known=KNOWN, **options).chunks())
    return wrong.value.code, wrong.value.params.get("line")


def test_two_encodings_in_one_file_are_not_guessed(tmp_path):
    """A line of cp1252 among lines of UTF-8 is named, instead of turning every é into Ã©."""
    path = tmp_path / "a.csv"
    path.write_bytes("Nom;Ville\nHélène;Sète\n".encode() + "Noël;Caen\n".encode("cp1252"))
    assert code_of(path) == ("encoding-mixed", 3)
    assert rows_of(path, encoding="cp1252")[1][1] == ("Noël", "Caen")


def test_gzip_that_is_cut_or_a_bomb_is_refused(tmp_path):
    """A cut download and 60 MB of nothing in 60 kB are refused, and so is a workbook inside."""
    whole = gzip.compress(TEXT.encode() * 50)
    for content, code in (
        (whole[: len(whole) // 2], "gzip-broken"),
        (gzip.compress(b";" * (60 << 20)), "gzip-bomb"),
        (gzip.compress(b"PK\x03\x04" + b"x" * 100), "file-foreign"),
    ):
        (tmp_path / "a.csv.gz").write_bytes(content)
        assert code_of(tmp_path / "a.csv.gz")[0] == code
        if code != "file-foreign":
            assert code_of(tmp_path / "a.csv.gz", encoding="utf-8")[0] == code


def test_json_lines_are_rows(tmp_path):
    """Keys are headers wherever they first appear, inner keys stand behind a dot, lists behind commas."""
    path = tmp_path / "a.jsonl.gz"
    lines = [
        {"Nom": "a", "tags": ["x", "y, z"]},
        {},
        {"Nom": "b", "adr": {"Ville": "Sète"}, "n": 1.5, "ok": True},
    ]
    path.write_bytes(gzip.compress(("\n" + "\n".join(map(json.dumps, lines))).encode()))
    table = open_table(path)
    assert table.headers == ("Nom", "tags", "adr.Ville", "n", "ok")
    assert [n for chunk in table.chunks() for n in chunk.rows] == [2, 4]
    assert rows_of(path)[1] == [("a", 'x, "y, z"', None, None, None), ("b", None, "Sète", 1.5, True)]


@pytest.mark.parametrize(("content", "line"), [
    ('{"a": 1}\n{"a":\n', 2),
    ('{"a": 1}\n\n[1]\n', 3),
    ('{"a": 1, "a": 2}', 1),
    ('{"a": NaN}', 1),
    ('{"a": ' + "[" * 100_000 + "}", 1),
], ids=["cut", "array", "twice", "nan", "deep"])  # fmt: skip
def test_what_is_no_json_object_is_named_by_its_line(tmp_path, content, line):
    """Broken JSON, an array, a key twice, NaN and endless nesting are refused with their line."""
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    assert code_of(tmp_path / "a.jsonl") == ("jsonl-broken", line)


@pytest.mark.parametrize(("content", "suffix"), [
    (TEXT.encode("cp1252"), ".csv"), (b'{"Nom": "a"}\n', ".jsonl"), (gzip.compress(TEXT.encode()), ".csv"),
], ids=["csv", "jsonl", "gzip"])  # fmt: skip
def test_standard_input_is_known_by_its_first_bytes(tmp_path, content, suffix):
    """A stream has no name: it is kept in a file named for what it holds."""
    path = buffered_stdin(io.BytesIO(content), tmp_path)
    assert path.suffix == suffix
    assert rows_of(path)[1]


def test_too_much_standard_input_is_refused(tmp_path):
    """What is kept is bounded."""
    with pytest.raises(DataError) as wrong:
        buffered_stdin(io.BytesIO(b"x" * 2_000_000), tmp_path, limit=1_000_000)
    assert wrong.value.code == "input-too-large"


@pytest.mark.parametrize(("name", "content"), [
    ("a.csv", b"%PDF-1.7 ..."), ("a.csv", b"<html><table>"), ("a.txt", b"{\\rtf1"), ("a", b"\x89PNG...."),
    ("a.json", b"<?xml version='1.0'?>"),
])  # fmt: skip
def test_what_is_another_kind_of_file_is_called_by_its_name(tmp_path, name, content):
    """A PDF, a page or a picture named like a table is not read as one."""
    (tmp_path / name).write_bytes(content)
    assert code_of(tmp_path / name)[0] == "file-foreign"


def test_parquet_keeps_types(tmp_path):
    """Numbers, dates and lists of a Parquet file come as cells; a damaged one is refused."""
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(
        arrow.table({"Nom": ["a", "b"], "n": [1.5, None], "l": [["x", "y"], None]}), tmp_path / "a.parquet"
    )
    assert rows_of(tmp_path / "a.parquet")[1] == [("a", 1.5, "x, y"), ("b", None, None)]
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-20])
    assert code_of(tmp_path / "b.parquet")[0] == "workbook-broken"
