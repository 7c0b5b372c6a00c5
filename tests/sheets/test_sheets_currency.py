"""Currencies that number formats name, and totals that tables declare."""

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from etl.sheets import open_table
from etl.sheets.marks.number_format import currency_of
from etl.sheets.marks.xls import xls_stream
from etl.sheets.readers.workbooks.compound import compound

VALUES = Path(__file__).parents[1] / "cases" / "values"

NAMED = {
    "[$$-409]#,##0.00": "$",
    '"$"#,##0': "$",
    '#,##0.00\\ "USD"': "USD",
    "[$€-40C]": "€",
    '#,##0.00\\ "€"': "€",
    "_-* #,##0.00\\ [$CHF]": "CHF",
    '_-* #,##0.00\\ [$CHF]_-;\\-* #,##0.00\\ [$CHF]_-;_-* "-"??\\ [$CHF]_-;_-@_-': "CHF",
    "$#,##0_);[Red]($#,##0)": "$",
    '_("$"* #,##0.00_)': "$",
    "\\U\\S\\D 0": "USD",
    '#,##0\\ "k€"': "k€",
    '#,##0, "K€"': "K€",
    '#,##0.0,, "M€"': "M€",
    '#,##0 "k"[$€-40C]': "k€",
    '#,##0 "KEUR"': "KEUR",
    '#,##0" k EUR"': "k EUR",
    '#,##0" milliers d’euros"': "milliers d’euros",
    '#,##0 "K"': "K",
    '#,##0 "€ HT"': "€",
    '#,##0 "kF"': "kF",
    '"US$"#,##0': "US$",
    '#,##0.00" F"': "F",
    '#,##0" F CFA"': "F CFA",
    "[$R$-416] #,##0.00": "R$",
    "[$kr-41D] #,##0": "kr",
    '[>100]"$"0;[<0]"€"0': "$/€",
}
NONE = (
    "General",
    "#,##0.00",
    "_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-",
    "[$-40C]d mmmm yyyy",
    "[$-F800]dddd",
    "dd/mm/yyyy",
    "0%",
    "[h]:mm:ss",
    '0" personnes"',
    '0.0" m2"',
    '0" kg"',
    '0" m"',
    '0" km"',
    '0" Mo"',
    '0" TTC"',
    '"N° "0',
    '0"°F"',
    '00" "00" "00',
    "@",
)


@pytest.mark.parametrize(("code", "currency"), NAMED.items())
def test_a_format_names_its_currency(code, currency):
    """Signs and codes are found in brackets, in quotes, after backslashes and bare."""
    assert currency_of(code) == currency


@pytest.mark.parametrize("code", NONE)
def test_a_format_of_anything_else_names_none(code):
    """Room as wide as a euro sign, a place without a sign, units, dates and shares are no currency."""
    assert currency_of(code) == ""


def currencies_of(path, **options):
    return {
        at: currency
        for chunk in open_table(path, **options).chunks()
        for at, currency in chunk.currencies.items()
    }


def test_numbers_of_a_workbook_tell_the_currency_of_their_format(tmp_path):
    """A number has the currency it is shown in; texts, dates, plain numbers and empty cells have none."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        dollars, euros = (
            made.add_format({"num_format": f}) for f in ("[$$-409]#,##0.00", "#,##0.00\\ [$€-40C]")
        )
        local, day = (
            made.add_format({"num_format": 44}),
            made.add_format({"num_format": "[$-40C]d mmmm yyyy"}),
        )
        sheet.write_row(1, 1, ["Nom", "Montant", "Autre"])
        for row in range(2, 6):
            sheet.write_row(row, 1, ["a"])
            sheet.write_number(row, 2, 5000, euros if row == 5 else dollars)
        sheet.write_blank(3, 2, None, dollars)
        sheet.write_string(4, 3, "12", dollars)
        sheet.write_number(2, 3, 12, local)
        sheet.write_number(3, 3, 45000, day)
    assert currencies_of(path) == {(3, 1): "$", (5, 1): "$", (6, 1): "€"}
    assert currencies_of(path, chunk_rows=1) == currencies_of(path)


def test_numbers_of_an_old_workbook_tell_it_too(tmp_path):
    """An xls whose usual format is dollars holds dollars; its texts and days do not."""
    name, data = xls_stream(Path(__file__).with_name("people.xls"))
    path = tmp_path / "a.xls"
    path.write_bytes(compound(name, data.replace(b"General", b'"$"0.00')))
    table = open_table(path)
    ((rows, columns, currencies),) = [
        (chunk.rows, chunk.columns, chunk.currencies) for chunk in table.chunks()
    ]
    assert set(currencies.values()) == {"$"}
    assert {columns[place][rows.index(row)] for row, place in currencies} >= {1500, 6.0}
    assert currencies_of(Path(__file__).with_name("people.xls")) == {}


def totals_of(path):
    return open_table(path).body.totals


def test_the_totals_row_that_a_table_declares_is_known():
    """The totals row of an Excel table is told by its number."""
    assert totals_of(VALUES / "x_totals_table.xlsx") == {4}


def test_a_table_that_once_showed_totals_has_none(tmp_path):
    """`totalsRowShown` remembers a totals row of the past; without a count the last row is data."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(VALUES / "x_totals_table.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, re.sub(rb' totalsRowCount="1"', b"", old.read(entry.filename)))
    assert totals_of(path) == frozenset()


@pytest.mark.parametrize("beside", [("Alpha", "Nord"), ("Nord", "Alpha")])
def test_the_totals_of_a_table_beside_do_not_take_a_row_away(tmp_path, beside):
    """A small table next to the rows ends with its totals on a line that holds a record as well."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        sheet.write_column(0, 0, ["Nom", "a", "b", "c"])
        columns = [{"header": "Région", "total_string": "Total"}, {"header": "CA", "total_function": "sum"}]
        sheet.add_table(
            0, 2, 3, 3, {"columns": columns, "total_row": True, "data": [[beside[0], 1], [beside[1], 2]]}
        )
    assert totals_of(path) == frozenset()
