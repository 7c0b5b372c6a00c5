"""Writing tables to files: every format, read back; places where nothing is left when something fails."""

import csv
import io
import json
import stat
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from etl.core.errors import ConfigError, DataError
from etl.sheets.marks.entity_mark import read_mark
from etl.sheets.writers import Field, OutputOptions, SheetRows, format_of, place_for, writer_for
from etl.sheets.writers.excel import ExcelWriter
from etl.sheets.writers.opendocument import OpenDocumentWriter
from etl.sheets.writers.places import beside, is_folder, join
from etl.sheets.writers.workbook import MAX_TEXT

FIELDS = (
    Field("Nom"),
    Field("SIRET", as_text=True),
    Field("Montant", "number"),
    Field("Effectif", "integer"),
    Field("Jour", "date"),
    Field("Moment", "moment"),
)
ROWS = (
    ("Hélène  &\nfils", "00552013500004", Decimal("12.5"), 3, date(2026, 1, 31), datetime(2026, 1, 31, 8, 5)),
    ("=cmd()", "+33199001234", None, None, None, None),
    ("", None, Decimal("-1.2340"), 0, date(2026, 2, 1), datetime(2026, 2, 1)),
)


def written(name, rows=ROWS, *, fields=FIELDS, **options):
    """Return what a format makes of one sheet."""
    stream = io.BytesIO()
    writer_for(format_of(f"a.{name}"), OutputOptions(**options)).write(
        stream, [SheetRows("Clients", fields, rows)]
    )
    return stream.getvalue()


def test_a_workbook_keeps_texts_numbers_and_dates_apart():
    """Codes stay text, formulas are inert, dates are dates; the header is frozen, filtered and wide enough."""
    sheet = load_workbook(io.BytesIO(written("xlsx"))).worksheets[0]
    first, second, third = sheet.iter_rows(min_row=2)
    assert [cell.value for cell in first] == [
        "Hélène  &\nfils", "00552013500004", 12.5, 3, datetime(2026, 1, 31), datetime(2026, 1, 31, 8, 5),
    ]  # fmt: skip
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in second[:2]] == [
        ("=cmd()", "s", True),
        ("+33199001234", "s", True),
    ]
    assert (third[0].value, third[2].value, third[5].number_format) == (None, -1.234, "dd/mm/yyyy")
    assert (first[1].number_format, first[5].number_format) == ("@", "dd/mm/yyyy hh:mm")
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.title) == ("A2", "A1:F4", "Clients")
    assert sheet.column_dimensions["B"].width > 14


@pytest.mark.parametrize("make", [ExcelWriter, OpenDocumentWriter])
def test_a_sheet_that_is_full_goes_on_in_another(make):
    """Beyond the rows a sheet holds, another one begins with the same header; none is empty."""
    stream = io.BytesIO()
    rows = [(f"n{i}", None, None, i, None, None) for i in range(8)]
    make(last_row=5).write(stream, [SheetRows("Clients", FIELDS, rows), SheetRows("Rien", FIELDS, [])])
    book = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue()))
    assert book.sheet_names == ["Clients", "Clients 2", "Rien"]
    pages = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert [[row[0] for row in page] for page in pages] == [
        ["Nom", "n0", "n1", "n2", "n3"], ["Nom", "n4", "n5", "n6", "n7"], ["Nom"],
    ]  # fmt: skip


def test_an_open_document_holds_the_same_cells():
    """Texts keep their spaces and lines, codes their zeros, dates their type; formulas are text."""
    content = written("ods")
    (page,) = [
        sheet.to_python()
        for sheet in [CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)]
    ]
    assert page[1] == [
        "Hélène  &\nfils",
        "00552013500004",
        12.5,
        3.0,
        date(2026, 1, 31),
        datetime(2026, 1, 31, 8, 5),
    ]
    assert page[2][:2] == ["=cmd()", "+33199001234"]
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert parts.infolist()[0].filename == "mimetype"
    assert parts.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert b"VerticalSplitPosition" in parts.read("settings.xml")
    assert b"'Clients'.A1:'Clients'.F4" in parts.read("content.xml")


def test_csv_is_what_excel_opens_in_france():
    """A byte order mark, semicolons, decimal commas, dd/mm/yyyy; an apostrophe before what looks like a formula."""
    text = written("csv", french=True)
    assert text.startswith(b"\xef\xbb\xbfNom;SIRET;")
    first, second, third = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))[1:]
    assert first == ["Hélène  &\nfils", "00552013500004", "12,5", "3", "31/01/2026", "31/01/2026 08:05"]
    assert second[:2] == ["'=cmd()", "'+33199001234"]
    assert third[2:] == ["-1,2340", "0", "01/02/2026", "01/02/2026"]
    plain = written("csv", delimiter=",", encoding="cp1252").decode("cp1252").splitlines()
    assert plain[2] == 'fils",00552013500004,12.5,3,2026-01-31,2026-01-31 08:05'


def test_csv_says_what_it_cannot_do():
    """A character the encoding lacks, an encoding or a delimiter that is none: an error, not a question mark."""
    with pytest.raises(DataError) as lacking:
        written("csv", [("😀", *[None] * 5)], encoding="cp1252")
    assert lacking.value.code == "encoding-lacks"
    for options in ({"encoding": "utf-99"}, {"delimiter": "::"}):
        with pytest.raises(ConfigError):
            written("csv", **options)


def test_json_lines_are_typed():
    """An object a row: numbers, ISO dates, nulls; lists stay lists."""
    fields = (Field("Nom"), Field("Montant", "number"), Field("Vu", "moment"), Field("Tags", "list"))
    moment = datetime(2026, 1, 31, 8, 5, tzinfo=UTC)
    lines = written(
        "jsonl", [("A", Decimal("12.50"), moment, ["VIP"]), (None, Decimal(3), None, None)], fields=fields
    )
    assert [json.loads(line) for line in lines.splitlines()] == [
        {"Nom": "A", "Montant": 12.5, "Vu": "2026-01-31T08:05:00+00:00", "Tags": ["VIP"]},
        {"Nom": None, "Montant": 3, "Vu": None, "Tags": None},
    ]


def test_parquet_has_typed_columns():
    """Dates, moments in UTC, numbers and lists have their own types; a value of another type is an error."""
    pq = pytest.importorskip("pyarrow.parquet")
    fields = (*FIELDS, Field("Tags", "list"), Field("Actif", "boolean"))
    moment = datetime(2026, 1, 31, 8, 5, tzinfo=UTC)
    row = ("A", "0055", Decimal("12.5"), 3, date(2026, 1, 31), moment, ["VIP"], True)
    table = pq.read_table(io.BytesIO(written("parquet", [row], fields=fields)))
    assert list(map(str, table.schema.types)) == [
        "string", "string", "double", "int64", "date32[day]", "timestamp[ms, tz=UTC]", "list<element: string>", "bool",
    ]  # fmt: skip
    assert tuple(table.to_pylist()[0].values()) == (
        "A",
        "0055",
        12.5,
        3,
        date(2026, 1, 31),
        moment,
        ["VIP"],
        True,
    )
    with pytest.raises(DataError) as wrong:
        written("parquet", [("A", "0055", "beaucoup", *[None] * 3)])
    assert (wrong.value.code, wrong.value.params["column"]) == ("parquet-type", "Montant")


def test_the_fast_writer_writes_the_same_workbook():
    """The optional writer gives the same cells, header, filter and formats; it refuses a sheet that is too long."""
    fast_excel = pytest.importorskip("rustpy_xlsxwriter") and __import__(
        "etl.sheets.writers.fast_excel", fromlist=["FastExcelWriter"]
    )
    usual, fast = (
        load_workbook(io.BytesIO(written("xlsx", fast=flag))).worksheets[0] for flag in (False, True)
    )
    assert [[cell.value for cell in row] for row in fast] == [[cell.value for cell in row] for row in usual]
    assert (fast.freeze_panes, fast.auto_filter.ref, fast["B2"].number_format) == ("A2", "A1:F4", "@")
    with pytest.raises(DataError) as full:
        fast_excel.FastExcelWriter(last_row=3).write(io.BytesIO(), [SheetRows("Clients", FIELDS, ROWS)])
    assert full.value.code == "sheet-full"


def test_a_text_too_long_for_a_cell_is_counted():
    """What a workbook cannot hold is cut, and the writer says how often."""
    writer = ExcelWriter()
    writer.write(io.BytesIO(), [SheetRows("A", FIELDS, [("x" * (MAX_TEXT + 1), *[None] * 5)])])
    assert writer.cut == 1


def test_a_file_is_put_in_place_when_it_is_whole(tmp_path):
    """What fails midway leaves the former file and nothing beside it; what succeeds keeps the former's mode."""
    path = tmp_path / "sub" / "a.csv"
    place = place_for(str(path))
    with place.open() as stream:
        stream.write(b"one")
    path.chmod(0o640)
    with pytest.raises(KeyboardInterrupt), place.open() as stream:
        stream.write(b"two")
        raise KeyboardInterrupt
    assert (path.read_bytes(), [file.name for file in path.parent.iterdir()]) == (b"one", ["a.csv"])
    with place.open() as stream:
        stream.write(b"two")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"two", 0o640)
    path.parent.chmod(0o755)
    (tmp_path / "file").touch()
    with pytest.raises(DataError) as wrong, place_for(str(tmp_path / "file" / "a.csv")).open():
        pass
    assert wrong.value.code == "file-unwritable"


def test_a_bucket_gets_the_file_whole_or_not_at_all():
    """An URL is written by fsspec under another name, then renamed."""
    fsspec = pytest.importorskip("fsspec")
    place = place_for("memory://bucket/deep/a.csv")
    with place.open() as stream:
        stream.write(b"one")
    with pytest.raises(RuntimeError), place.open() as stream:
        stream.write(b"two")
        raise RuntimeError
    system = fsspec.filesystem("memory")
    assert (system.cat("/bucket/deep/a.csv"), system.ls("/bucket/deep", detail=False)) == (
        b"one",
        ["/bucket/deep/a.csv"],
    )
    with pytest.raises(ConfigError), place_for("nowhere://bucket/a.csv").open():
        pass


def test_targets_are_told_apart():
    """A format is a suffix or said; folders end with a slash or are there; an unknown format lists the known ones."""
    assert [format_of(name).name for name in ("a.XLSX", "a.tsv", "s3://b/a.parquet")] == [
        "xlsx",
        "csv",
        "parquet",
    ]
    assert format_of("-", "jsonl").name == "jsonl"
    assert (is_folder("out/"), is_folder("s3://b/x/"), is_folder("a.csv")) == (True, True, False)
    assert join("s3://b/x/", "a.csv") == "s3://b/x/a.csv"
    with pytest.raises(ConfigError) as unknown:
        format_of("a.doc")
    assert "xlsx" in unknown.value.params["accepted"]


@pytest.mark.parametrize("name", ["xlsx", "ods"])
def test_a_workbook_says_what_its_rows_are(name, tmp_path):
    """The mark of a sheet is found again in the file; a workbook of several sheets has none."""
    writer, path = writer_for(format_of(f"a.{name}"), OutputOptions()), tmp_path / f"a.{name}"
    sheet = SheetRows("Clients", FIELDS, [], mark="client")
    for sheets, mark in (([sheet], "client"), ([sheet, SheetRows("B", FIELDS, [], mark="task")], None)):
        with path.open("wb") as stream:
            writer.write(stream, sheets)
        assert read_mark(path) == mark


@pytest.mark.parametrize("name", ["a\0b.csv", "\ud800.csv", "a\0b/c.csv"])
def test_a_name_that_no_file_can_have_is_said(tmp_path, name):
    """A NUL or half a character in a name is a file that cannot be written; a name beside it can be thought of."""
    with pytest.raises(DataError) as wrong, place_for(str(tmp_path / name)).open():
        pytest.fail("nothing can be written there")
    assert wrong.value.code == "file-unwritable"
    assert beside(tmp_path / name, ".plan").name.endswith(".plan")
