"""Binary workbooks (xlsb)."""

from datetime import date, datetime

import pytest
from binary import binary_parts, record, write_binary
from packages import packed

from etl.core.errors import DataError
from etl.sheets import list_sheets, open_table

HEADERS = ["Nom société", "Montant", "Date", "Moment", "Part", "Actif"]
ALPHA = ["Alpha", 12.5, date(2024, 3, 4), datetime(2024, 3, 4, 14, 30), (0.125, "0%"), True]


def rows_of(table):
    return [row for chunk in table.chunks() for row in zip(*chunk.columns, strict=True)]


def refused(path):
    with pytest.raises(DataError) as wrong:
        open_table(path)
    return wrong.value.code


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_a_binary_workbook_is_read_as_any_other(tmp_path, epoch_1904):
    """Texts, numbers, dates of both calendars and booleans are what they are, rows keep their numbers."""
    lines = {2: ["Titre"], 4: HEADERS, 5: ALPHA, 9: ["Bravo", 7.0, None, "", "", False]}
    path = write_binary(
        tmp_path / "a.xlsb", {"Clients": lines, "Caché": {1: ["x"]}}, states=(0, 1), epoch_1904=epoch_1904
    )
    table = open_table(path, known=set(HEADERS).__contains__)
    assert rows_of(table) == [
        ("Alpha", 12.5, date(2024, 3, 4), datetime(2024, 3, 4, 14, 30), 0.125, True),
        ("Bravo", 7.0, "", "", "", False),
    ]
    assert [number for chunk in table.chunks() for number in chunk.rows] == [5, 9]
    layout = table.layout
    assert (layout.format, layout.header_row, layout.hidden_sheets, layout.epoch_1904) == (
        "xlsb",
        4,
        ("Caché",),
        epoch_1904,
    )
    assert list_sheets(path) == ["Clients", "Caché"]


def test_a_binary_workbook_hides_nothing(tmp_path):
    """Error cells come as their text, hidden rows and merged cells are known, so are currencies and totals."""
    lines = {
        1: ["Nom", "Montant", "Ville"],
        2: ["Alpha", (5000, "[$$-409]#,##0.00"), "Sète"],
        3: ["Bravo", "#REF!", None],
        4: ["Charlie", (12, "#,##0.00"), "#N/A"],
        5: ["Total", (5012, "[$$-409]#,##0.00")],
    }
    path = write_binary(
        tmp_path / "a.xlsb", {"S": lines}, hidden=(3,), merged=[(1, 2, 2, 2)], totals=(0, 4, 0, 2)
    )
    table = open_table(path)
    assert [row[1:] for row in rows_of(table)] == [
        (5000.0, "Sète"),
        ("#REF!", ""),
        (12.0, "#N/A"),
        (5012.0, ""),
    ]
    assert (table.layout.hidden_rows, table.merged, table.body.totals) == ((3,), {(3, 2): 2}, {5})
    assert [chunk.currencies for chunk in table.chunks()] == [{(2, 1): "$", (5, 1): "$"}]


def test_a_binary_workbook_may_be_packed_as_any_other(tmp_path):
    """Backslashes in its names keep it from nothing."""
    parts = binary_parts({"S": {1: ["Nom", "Ville"], 2: ["a", "b"]}})
    (tmp_path / "a.xlsb").write_bytes(packed(parts, lambda name: name.replace("/", "\\")))
    assert rows_of(open_table(tmp_path / "a.xlsb")) == [("a", "b")]


def test_a_binary_workbook_goes_by_its_own_name(tmp_path):
    """Named .xlsx it is told to be another kind, and the other way round; without a suffix it is read."""
    made = packed(binary_parts({"S": {1: ["Nom", "Ville"], 2: ["a", "b"]}}))
    for name in ("a.xlsx", "a.ods", "a.csv"):
        (tmp_path / name).write_bytes(made)
        assert refused(tmp_path / name) == "suffix-wrong"
    (tmp_path / "a").write_bytes(made)
    assert rows_of(open_table(tmp_path / "a")) == [("a", "b")]


def test_a_damaged_binary_workbook_is_refused(tmp_path):
    """Cut or absurd parts, and cells at the ends of the grid, are refused and fill no memory."""
    whole = binary_parts({"S": {1: ["Nom", "Ville"], 2: ["a", "b"]}})
    far = binary_parts({"S": {1: ["Nom"], 1_048_576: ["a", *[""] * 300, "b"]}})
    sheet = "xl/worksheets/sheet1.bin"
    for changed, code in (
        (far, "sheet-sparse"),
        (whole | {sheet: whole[sheet][:40]}, "workbook-broken"),
        (
            whole | {sheet: whole[sheet].replace(record(145), record(145) + record(0, b"\xff" * 25))},
            "workbook-broken",
        ),
        (whole | {"xl/sharedStrings.bin": record(159, b"\xff" * 8) + record(160)}, "workbook-broken"),
    ):
        (tmp_path / "a.xlsb").write_bytes(packed(changed))
        assert refused(tmp_path / "a.xlsb") == code
