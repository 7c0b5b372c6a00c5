import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.codecs import UNSTATED, Options, Phone
from etl.codecs.column import PENDING
from etl.codecs.phone import to_e164


@pytest.mark.parametrize(
    "cell",
    [
        "06 12 34 56 78",
        "0612345678",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "06\u00a012\u202f34 56 78",
        "0033612345678",
        "00 33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "+33612345678",
        "33612345678",
        " +33 6 12 34 56 78 ",
        "'0612345678",
        "tel:0612345678",
        "tel:+33612345678",
        "TEL:+33-6-12-34-56-78",
        "tel:(+33)612345678",
        "callto:+33612345678",
        "Tel: 06 12 34 56 78",
    ],
)
def test_forms_of_a_french_number(read, cell):
    """Every usual way to write a number gives the same E.164."""
    decoded = read(Phone(), cell)
    assert (decoded.value, decoded.code) == ("+33612345678", None)


@pytest.mark.parametrize("cell", [612345678, 612345678.0, "612345678", "6 12 34 56 78"])
def test_the_lost_zero_is_restored_and_said(read, cell):
    """A spreadsheet that took the number for a number lost its zero."""
    decoded = read(Phone(), cell)
    assert (decoded.value, decoded.code, decoded.severity) == (
        "+33612345678",
        "phone-zero-restored",
        "warning",
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0692123456", "+262692123456"),
        ("0262 16 12 34", "+262262161234"),
        ("0590201234", "+590590201234"),
        ("0596301234", "+596596301234"),
        ("0594101234", "+594594101234"),
        ("0639 01 23 45", "+262639012345"),
    ],
)
def test_overseas_numbers_have_their_own_code(read, cell, value):
    """Numbers of La Réunion, Guadeloupe, Martinique, Guyane and Mayotte are dialled like any other."""
    decoded = read(Phone(), cell)
    assert (decoded.value, decoded.code) == (value, None)
    assert read(Phone(), int(cell.replace(" ", ""))).code == "phone-zero-restored"


def test_a_metropolitan_number_on_an_overseas_row(read):
    """A company of La Réunion may have a number of Paris."""
    assert read(Phone(), "01 99 00 12 34", country="RE").value == "+33199001234"
    assert read(Phone(), "0692123456", country="RE").value == "+262692123456"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("01 99 00 12 34", "+33199001234"),
        ("02 61 91 12 34", "+33261911234"),
        ("03 53 01 12 34", "+33353011234"),
        ("04 65 71 12 34", "+33465711234"),
        ("05 36 49 12 34", "+33536491234"),
        ("06 39 98 12 34", "+33639981234"),
    ],
)
def test_numbers_kept_for_fiction_are_valid(read, cell, value):
    """Demonstration files use the ranges that belong to nobody."""
    assert read(Phone(), cell).value == value


@pytest.mark.parametrize(
    ("cell", "country", "value"),
    [
        ("0470 12 34 56", "BE", "+32470123456"),
        ("030 12345678", "DE", "+493012345678"),
        ("99 12 34 56", "MC", "+37799123456"),
        ("+32 470 12 34 56", "FR", "+32470123456"),
        ("(202) 555-0123", "US", "+12025550123"),
    ],
)
def test_the_country_of_the_row_decides(read, cell, country, value):
    """A number without a code is one of the row's country."""
    decoded = read(Phone(), cell, country=country)
    assert (decoded.value, decoded.code) == (value, None)


def test_without_a_row_country_the_option_decides(read):
    """The default country of the file serves the rows that name none."""
    options = Options(country="BE")
    assert read(Phone(), "0470 12 34 56", options=options).value == "+32470123456"
    decoded = Phone().decode(["0470 12 34 56", "06 12 34 56 78"], options=options, hints=[None, "FR"])
    assert decoded.values == ["+32470123456", "+33612345678"]


@pytest.mark.parametrize(
    ("cell", "code", "params"),
    [
        ("06 12 34 56 78 poste 12", "phone-extension", {"phone": "+33612345678", "extension": "12"}),
        ("+33 1 99 00 12 34 #12", "phone-extension", {"phone": "+33199001234", "extension": "12"}),
        ("0612345678 / 0145678901", "phone-several", {"numbers": ["+33612345678", "+33145678901"]}),
        ("0612345678 ou 0145678901", "phone-several", {"numbers": ["+33612345678", "+33145678901"]}),
        ("06 12 34 56 78 01 45 67 89 01", "phone-several", {"numbers": ["+33612345678", "+33145678901"]}),
        ("Tél : 06 12 34 56 78", "phone-text", {"suggestion": "+33612345678"}),
        ("6,12E+08", "phone-destroyed", {}),
        ("06 12 34", "phone-invalid", {"country": "FR", "why": "too-short"}),
        ("sur demande", "phone-invalid", {"country": "FR", "why": "not-digits"}),
        ("0199001234567", "phone-invalid", {"country": "FR", "why": "too-long"}),
        ("+999 12345678", "phone-invalid", {"country": "FR", "why": "country-code"}),
        ("00 00 00 00 00", "phone-invalid", {"country": "FR", "why": "not-assigned"}),
        (True, "phone-invalid", {"country": "FR", "why": "not-digits"}),
        ("0800 FLEURS", "phone-invalid", {"country": "FR", "why": "not-digits"}),
        ("#VALUE!", "excel-error", {}),
    ],
)
def test_what_is_not_one_number_is_refused_with_a_proposal(read, cell, code, params):
    """Letters never become digits, and two numbers are never one."""
    decoded = read(Phone(), cell)
    assert (decoded.value, decoded.code, decoded.params) == (None, code, params)


_SEPARATOR = st.sampled_from(["", " ", ".", "-", "\u00a0", "  "])


@st.composite
def _written(draw):
    prefix = draw(st.sampled_from(["0", "+33", "0033", "+33(0)", "+33 (0)", "00 33", "+ 33", ""]))
    pairs = draw(st.from_regex(r"[0-9]{9}", fullmatch=True))
    separator = draw(_SEPARATOR)
    return prefix + separator.join([pairs[0], *(pairs[i : i + 2] for i in range(1, 9, 2))])


@given(_written())
def test_the_fast_path_of_phones_agrees_with_the_library(text):
    """Where the fast path answers, phonenumbers gives the same number."""
    plain = Phone().plain(Options())(text)
    assert plain is PENDING or plain == to_e164(text, "FR")


@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
def test_nine_digits_agree_with_the_library(text):
    """Restoring the zero gives what phonenumbers reads, with or without it."""
    settled = Phone().settle(int(text), Options())
    assert settled.value == to_e164(text, "FR")
    assert settled.value is None or settled.value == to_e164(f"0{text}", "FR")


def test_a_link_of_a_number_is_refused_where_the_number_would_be(read):
    """What stands behind tel: is read as any number: no number, two of them and an extension stay refused."""
    assert read(Phone(), "tel:bonjour").code == "phone-invalid"
    assert read(Phone(), "tel:+33612345678,+33612345679").code == "phone-several"
    assert read(Phone(), "tel:+33612345678;ext=22").code == "phone-extension"


def test_the_decimal_of_a_number_is_no_digit_of_the_phone(read):
    """3012345678.0 is not +4930123456780; 493012345678 of Germany lacks but its plus."""
    assert read(Phone(), "3012345678.0", country="DE").value == "+493012345678"
    assert read(Phone(), 3012345678.0, country="DE").value == "+493012345678"
    assert read(Phone(), "493012345678", country="DE").value == "+493012345678"


def test_a_number_of_no_known_country_stays_as_typed(read):
    """Until the row's country is known only a number with its plus is read."""
    assert read(Phone(), "02 501 23 45", country=UNSTATED).value == "02 501 23 45"
    assert read(Phone(), "+32 2 501 23 45", country=UNSTATED).value == "+3225012345"
    assert read(Phone(), "+33 1 99 00 12 34", country=UNSTATED).value == "+33199001234"


def test_a_number_refused_without_a_country_names_none():
    """ZZ is no country to show, beside a number typed by hand too; the row's own is named where it has one."""
    cells = ["612345678.0", "06 12 34 56 78", "612345678,0"]
    decoded = Phone().decode(cells, options=Options(country=UNSTATED))
    assert [(problem.position, problem.code, problem.params) for problem in decoded.problems] == [
        (at, "phone-placeless", {"why": "not-digits"}) for at in (0, 2)
    ]
    *_, first = Phone().decode(cells, options=Options(country="BE")).problems
    assert (first.code, first.params["country"]) == ("phone-invalid", "BE")
