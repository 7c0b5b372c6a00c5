from datetime import date
from decimal import Decimal as Exact

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.codecs import Decimal, Integer, Options, Percent
from etl.codecs.column import PENDING


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1 234,56 €", "1234.56"),
        ("1\u00a0234,56\u00a0€", "1234.56"),
        ("1\u202f234,56\u202f€", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1'234.50 EUR", "1234.5"),
        ("€ 12", "12"),
        ("12,50 EUR", "12.5"),
        ("€1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("(12,50)", "-12.5"),
        ("-12,50 €", "-12.5"),
        ("€ -12", "-12"),
        ("12-", "-12"),
        ("−3", "-3"),
        ("+3", "3"),
        ("-0", "0"),
        ("0,123", "0.123"),
        ("1234.567", "1234.567"),
        (",5", "0.5"),
        ("007", "7"),
        (1234.5, "1234.5"),
        (0.1, "0.1"),
        (12, "12"),
        (1e-7, "0.0000001"),
        (Exact("12.340"), "12.34"),
    ],
)
def test_french_and_english_amounts_are_exact(read, cell, value):
    """Groups, marks, currencies and signs are read; the value is canonical text."""
    decoded = read(Decimal(), cell)
    assert (decoded.value, decoded.code) == (value, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.234", "number-ambiguous"),
        ("1,234", "number-ambiguous"),
        ("-1.234 €", "number-ambiguous"),
        ("12 34", "number-invalid"),
        ("1,23,4", "number-invalid"),
        ("12 k€", "number-invalid"),
        ("douze", "number-invalid"),
        ("(-12)", "number-invalid"),
        ("(12", "number-invalid"),
        ("12,", "number-invalid"),
        ("85 %", "number-invalid"),
        ("1,5E+13", "number-scientific"),
        (True, "number-invalid"),
        (float("inf"), "number-invalid"),
        (date(2024, 1, 2), "number-from-date"),
        ("#DIV/0!", "excel-error"),
    ],
)
def test_what_is_no_clear_number_is_refused(read, cell, code):
    """Nothing is guessed: two readings, odd groups and units are refused."""
    decoded = read(Decimal(), cell)
    assert (decoded.value, decoded.code, decoded.severity) == (None, code, "error")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5000 € HT", "5000"),
        ("5 000 EUR TTC", "5000"),
        ("1 000€ HT", "1000"),
        ("5000 euros H.T.", "5000"),
        ("€ 5,000.00", "5000"),
        ("€EUR 12", "12"),
        ("10 000,- €", "10000"),
    ],
)
def test_the_accounts_own_currency_and_taxes_beside_it_are_read(read, cell, value):
    """What is said of taxes changes no number."""
    decoded = read(Decimal(), cell)
    assert (decoded.value, decoded.code) == (value, None)


@pytest.mark.parametrize("cell", [
    "5000 USD", "$5000", "US$ 5 000", "5000 US$", "£300", "5 000 £", "5.000 CHF", "CHF 5'000", "CHF 10'000.-",
    "100 Fr.", "Fr. 1'000", "5000 $ CA", "10 000 $CA", "C$ 12", "¥1000", "10 000 FCFA", "1000 MAD", "5000 XPF",
    "300 kr", "zł 12", "R$ 300", "12 ₿", "-$5", "($5)", "5000 usd", "100 francs", "5000 USD HT",
])  # fmt: skip
def test_an_amount_in_another_currency_is_refused(read, cell):
    """By its code, its sign or its word, on either side; the account's currency is told."""
    decoded = read(Decimal(minimum=0), cell)
    assert (decoded.value, decoded.code, decoded.params) == (None, "number-currency", {"currency": "EUR"})


@pytest.mark.parametrize(
    ("currency", "cell", "value"),
    [("CHF", "CHF 5'000", "5000"), ("CHF", "100 Fr.", "100"), ("USD", "$5,000.50", "5000.5"), ("CAD", "5000 $", "5000"),
     ("XPF", "5 000 F CFP", "5000"), ("XOF", "10 000 FCFA", "10000"), ("GBP", "£300", "300"), ("CHF", "300", "300")],
)  # fmt: skip
def test_the_currency_of_the_account_may_be_another(read, currency, cell, value):
    """What --currency says is the one that is read."""
    assert read(Decimal(), cell, options=Options(currency=currency)).value == value


@pytest.mark.parametrize("cell", ["5000 €", "5 000 EUR", "5000€"])
def test_euros_are_refused_where_the_account_has_another_currency(read, cell):
    """The fast path too."""
    assert read(Decimal(), cell, options=Options(currency="CHF")).code == "number-currency"


@pytest.mark.parametrize(
    "cell", ["5 k€", "12 clients", "5000 USD/mois", "~10000", "10 € ou 20 €", "12 h", "$5000 €"]
)
def test_what_stands_beside_a_number_and_is_no_currency_is_refused(read, cell):
    """Thousands, things and two currencies make no amount."""
    assert read(Decimal(), cell).code == "number-invalid"


@pytest.mark.parametrize(
    ("mark", "cell", "value"),
    [(",", "1.234", "1234"), (",", "1,234", "1.234"), (".", "1.234", "1.234"), (".", "1,234", "1234")],
)
def test_a_chosen_mark_ends_the_doubt(read, mark, cell, value):
    """With --decimal the same text has one reading."""
    assert read(Decimal(), cell, options=Options(decimal=mark)).value == value


@pytest.mark.parametrize(
    ("mark", "cell"), [(",", "12.5"), (".", "12,5"), (",", "1,234.56"), (".", "1.234.567")]
)
def test_a_number_against_the_chosen_mark_is_refused(read, mark, cell):
    """A number that contradicts --decimal is not read some other way."""
    assert read(Decimal(), cell, options=Options(decimal=mark)).code == "number-mark"


def test_bounds_and_decimals_are_held(read):
    """A number out of bounds, or too fine, is refused and the limit told."""
    codec = Decimal(2, minimum=0, maximum=100)
    assert read(codec, "12,34").value == "12.34"
    assert read(codec, "-1").code == "number-too-small"
    assert read(codec, 100.5).params == {"limit": 100}
    assert read(codec, "12,3456").params == {"decimals": 4, "limit": 2}


def test_amounts_survive_a_plain_file():
    """1.234 is written 1.2340, which nobody can take for a thousand; long numbers become text."""
    assert str(Decimal().encode("1.234")) == "1.2340"
    assert Decimal().encode("12345678901234567.89") == "12345678901234567.89"
    assert Decimal().encode("1500.00") == Exact(1500)
    assert Decimal().encode("sur devis") == "sur devis"
    assert Decimal().encode(None) is None


@given(
    st.from_regex(r"-?[0-9]{1,4}([ .,][0-9]{3}){0,2}([.,][0-9]{1,4})?( ?€)?", fullmatch=True),
    st.sampled_from([None, ",", "."]),
)
def test_the_fast_path_of_decimals_agrees_with_the_parser(text, mark):
    """Where the fast path answers, the strict parser gives the same number."""
    options = Options(decimal=mark)
    for codec in (Decimal(), Decimal(1, minimum=-50, maximum=500)):
        plain = codec.plain(options)(text)
        settled = codec.settle(text, options)
        assert plain is PENDING or (plain, None) == (settled.value, settled.code)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_keep_their_digits(number):
    """A float cell is the shortest decimal that means it, fast path or not."""
    [value] = Decimal().decode([number], options=Options()).values
    assert float(value) == number
    assert value == Decimal().settle(number, Options()).value


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12", 12), ("12.0", 12), ("12,0", 12), (12.0, 12), ("1 234", 1234), ("-3", -3), ("007", 7)],
)
def test_whole_numbers_are_integers(read, cell, value):
    """A whole number is read from any of its forms."""
    assert read(Integer(), cell).value == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12.5", "number-not-whole"),
        (12.5, "number-not-whole"),
        ("12.000", "number-ambiguous"),
        ("9" * 30, "number-too-large"),
        ("-" + "9" * 30, "number-too-small"),
        ("abc", "number-invalid"),
    ],
)
def test_other_numbers_are_no_integers(read, cell, code):
    """A fraction is never rounded to a whole number."""
    assert read(Integer(), cell).code == code


def test_long_integers_are_written_as_text():
    """Past 15 digits a spreadsheet would change the number."""
    assert Integer().encode(12) == 12
    assert Integer().encode(10**16) == "10000000000000000"


@pytest.mark.parametrize(
    ("cell", "value"), [("85", 85), ("85 %", 85), ("85%", 85), (85.0, 85), (0, 0), ("1 %", 1)]
)
def test_percentages(read, cell, value):
    """A whole percentage is read with or without its sign."""
    decoded = read(Percent(), cell)
    assert (decoded.value, decoded.code) == (value, None)


@pytest.mark.parametrize("cell", [0.85, "0,85", "0.85"])
def test_a_fraction_is_read_as_a_percentage_and_said(read, cell):
    """0.85 is 85 %, with a warning that says so."""
    decoded = read(Percent(), cell)
    assert (decoded.value, decoded.code, decoded.severity) == (85, "percent-from-fraction", "warning")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1, "percent-ambiguous"),
        ("1", "percent-ambiguous"),
        (1.0, "percent-ambiguous"),
        (101, "number-too-large"),
        (-1, "number-too-small"),
        ("12,5 %", "number-not-whole"),
        (0.855, "number-not-whole"),
        ("0,85 %", "number-not-whole"),
    ],
)
def test_what_is_no_clear_percentage_is_refused(read, cell, code):
    """A bare 1 means 1 % or 100 %: the row is refused rather than guessed."""
    assert read(Percent(), cell).code == code


def test_one_percent_is_written_with_its_sign():
    """1 is written so that it reads back as 1 %."""
    assert Percent().encode(1) == "1 %"
    assert Percent().encode(85) == 85
