import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.codecs import Email, ListOf, Options, Phone, Text


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Salon 2026, VIP", ["Salon 2026", "VIP"]),
        ("VIP; Newsletter|Presse\nRadio", ["VIP", "Newsletter", "Presse", "Radio"]),
        ("VIP, VIP , vip", ["VIP", "vip"]),
        ('"Salon, Lyon"; VIP', ["Salon, Lyon", "VIP"]),
        ('"dit ""le Grand""", VIP', ['dit "le Grand"', "VIP"]),
        ('Le "Bar", VIP', ['Le "Bar"', "VIP"]),
        ('"ouvert, VIP', ['"ouvert', "VIP"]),
        ("VIP", ["VIP"]),
        (" , ; ", None),
        ("N/C", None),
        (None, None),
        (2026, ["2026"]),
    ],
)
def test_lists(read, cell, value):
    """Separators, quotes and doubles; an empty list is an empty cell."""
    decoded = read(ListOf(), cell)
    assert (decoded.value, decoded.code) == (value, None)


def test_an_item_may_have_its_own_kind(read):
    """Each item is read by its codec; one bad item refuses the cell and is named alone, a repaired one is said."""
    emails = ListOf(Email())
    assert read(emails, "A@X.fr, b@x.fr").value == ["A@x.fr", "b@x.fr"]
    decoded = read(emails, "a@x.fr, b@x")
    assert (decoded.value, decoded.code, decoded.params["value"]) == (None, "email-invalid", "b@x")
    long = read(ListOf(Text(max_length=3)), "abc, abcd")
    assert long.params == {"value": "abcd", "length": 4, "limit": 3}
    assert read(ListOf(Phone()), "612345678").code == "phone-zero-restored"
    assert read(ListOf(Phone()), "0470123456", country="BE").value == ["+32470123456"]


def test_separators_can_be_chosen(read):
    """A column of names may keep its commas."""
    assert read(ListOf(separators=";"), "Dupont, Jean; Martin").value == ["Dupont, Jean", "Martin"]


def test_the_same_cell_gives_separate_lists():
    """Two rows with the same tags do not share one list."""
    first, second = ListOf().decode(["a, b", "a, b"], options=Options()).values
    assert first == second
    assert first is not second


def test_an_error_cell_is_refused(read):
    """Excel's errors are no tags."""
    assert read(ListOf(), "#REF!").code == "excel-error"


@given(st.text())
def test_what_was_read_reads_back(text):
    """Writing a list and reading it again gives the same list."""
    [value] = ListOf().decode([text], options=Options()).values
    assert ListOf().decode([ListOf().encode(value)], options=Options()).values == [value]
