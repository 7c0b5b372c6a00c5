import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.codecs import clean_cell, is_excel_error
from etl.codecs.cleaning.clean import PLACEHOLDERS, clean, is_scientific, ordinary


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("  Sète ", "Sète"),
        ("\ufeffSète", "Sète"),
        ("S\u200bète\u00a0", "Sète"),
        ("Jean\u00a0Marc", "Jean Marc"),
        ("1\u202f234", "1 234"),
        ("He\u0301le\u0300ne", "Hélène"),
        ("a_x000D_\nb", "a\nb"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("'0612345678", "0612345678"),
        ("'+33", "+33"),
        ("'=A1", "=A1"),
        ("''-12", "-12"),
        ("'s Heerenberg", "'s Heerenberg"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("first_name", "first_name"),
        (12, 12),
        (True, True),
        ("#REF!", "#REF!"),
    ],
)
def test_noise_goes_and_meaning_stays(cell, cleaned):
    """Odd spaces, invisible marks and Excel's escapes go; what a person typed stays."""
    assert clean([cell]) == [cleaned]


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        None,
        "N/C",
        "n/c",
        "NC.",
        "-",
        " - ",
        "néant",
        "Néant",
        "NÉANT",
        "#N/A",
        "NULL",
        "null",
        "n/a",
    ],
)
def test_words_for_nothing_are_empty(cell):
    """What exports and people write for "no value" is an empty cell."""
    assert clean([cell]) == [None]


@pytest.mark.parametrize("cell", ["NC", "Null", "NA", "Nan"])
def test_codes_and_names_that_look_empty_stay(cell):
    """NC is New Caledonia, NA Namibia, and Null and Nan are names of people."""
    assert clean([cell]) == [cell]


def test_not_a_number_is_empty():
    """A NaN, which is how frames say "no value", is an empty cell in every form."""
    assert clean([math.nan, Decimal("NaN"), Decimal("sNaN")]) == [None, None, None]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    """Cleaning is idempotent, so that a cell may pass through it again."""
    once = clean_cell(text)
    assert clean_cell(once) == once


@given(st.text(st.characters(codec="cp1252")) | st.text())
def test_the_fast_test_is_right(text):
    """Text that looks ordinary is what careful cleaning would return."""
    if ordinary(text) and text not in PLACEHOLDERS:
        assert clean_cell(text) == text


def test_error_cells_are_known():
    """Excel's errors, English and French, and columns too narrow to show a value are errors."""
    assert all(map(is_excel_error, ["#REF!", "#DIV/0!", "#VALEUR!", "####"]))
    assert not any(map(is_excel_error, ["#1", "C#", 12, None, "#N/A"]))


def test_scientific_notation_is_known():
    """The forms in which spreadsheets shorten long numbers are recognised."""
    assert all(map(is_scientific, ["3,41174E+13", "3.4e13", "6,12E+08"]))
    assert not any(map(is_scientific, ["34117400000000", "E12", "12E", "4711E"]))
