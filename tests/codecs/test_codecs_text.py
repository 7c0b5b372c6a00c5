from datetime import date, datetime, time, timedelta

import pytest

from etl.codecs import Date, Text, cell_text
from etl.codecs.cleaning.clean import clean_cell


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Hélène", "Hélène"),
        ("  Hélène ", "Hélène"),
        (123, "123"),
        (123.0, "123"),
        (12.5, "12.5"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (True, "VRAI"),
        (False, "FAUX"),
        ("N/C", None),
        (None, None),
    ],
)
def test_any_cell_reads_as_the_text_one_sees(read, cell, value):
    """Numbers lose their ".0" and never gain an exponent; booleans read as French Excel shows them."""
    assert read(Text(), cell).value == value
    assert read(Text(), cell).code is None


def test_a_date_in_a_text_column_is_kept_with_a_warning(read):
    """Excel turns "1-2" into a date: it is kept as ISO text, and said."""
    decoded = read(Text(), date(2024, 5, 1))
    assert (decoded.value, decoded.code, decoded.severity) == ("2024-05-01", "text-from-date", "warning")
    assert read(Text(), datetime(2024, 5, 1, 12, 30)).value == "2024-05-01 12:30:00"
    assert read(Text(), time(14, 30)).value == "14:30"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (timedelta(hours=30), "30:00:00"),
        (timedelta(hours=100, minutes=5, seconds=7), "100:05:07"),
        (timedelta(hours=-3), "-3:00:00"),
        (datetime(1900, 1, 1, 6), "30:00:00"),
        (timedelta(hours=9, minutes=5), "09:05"),
        (time(9, 30, 15), "09:30:15"),
    ],
)
def test_times_are_shown_as_people_read_them(read, cell, value):
    """A length of time is hours, minutes and seconds, never days of 1900; the same is shown in a problem."""
    assert read(Text(), cell).value == value
    assert cell_text(clean_cell(cell)) == value


def test_a_day_of_1900_stays_a_day(read):
    """Without a time of day it is the day that it says."""
    assert read(Text(), datetime(1900, 1, 1)).value == "1900-01-01"
    assert read(Date(), date(1900, 1, 1)).value == "1900-01-01"
    assert read(Date(), datetime(1900, 1, 1, 6)).code == "date-unreadable"


def test_lengths_are_those_of_the_cleaned_text(read):
    """Spaces at the ends do not count; the problem tells the length and the limit."""
    codec = Text(max_length=5, min_length=2)
    assert read(codec, " abcde ").value == "abcde"
    assert read(codec, "abcdef").params == {"length": 6, "limit": 5}
    assert read(codec, "abcdef").code == "text-too-long"
    assert read(codec, "a").code == "text-too-short"


def test_single_line_text_joins_its_lines(read):
    """A field of one line gets its line breaks as spaces, with a warning; a note keeps them."""
    decoded = read(Text(), "12 rue Haute\r\nBât. B")
    assert (decoded.value, decoded.code) == ("12 rue Haute Bât. B", "text-line-joined")
    assert read(Text(multiline=True), "a_x000D_\nb").value == "a\nb"
    assert read(Text(multiline=True), "a\n\tb").code is None


def test_control_characters_are_refused(read):
    """A NUL or a lone surrogate would make an invalid request."""
    assert read(Text(), "a\x00b").code == "text-control"
    assert read(Text(multiline=True), "a\ud800").code == "text-control"


def test_lost_characters_are_said(read):
    """A replacement character means that the encoding was lost earlier: sent, with a warning."""
    decoded = read(Text(), "H�lène")
    assert (decoded.value, decoded.code, decoded.severity) == ("H�lène", "text-damaged", "warning")


def test_writing_gives_text():
    """A text column is written as text cells."""
    assert Text().encode("0612") == "0612"
    assert Text().encode(None) is None
    assert Text().encode(["a", "b"]) == "a, b"
    assert Text().as_text


def test_every_cell_has_a_text():
    """`cell_text` shows what a person would type."""
    assert [cell_text(c) for c in (None, 1.5, -0.0, date(2024, 1, 2))] == ["", "1.5", "0", "2024-01-02"]
