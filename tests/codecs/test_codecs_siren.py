import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siren as library_siren
from stdnum.fr import siret as library_siret

from etl.codecs import Naf, Options, PostalCode, Siren, Siret, Vat
from etl.codecs.column import PENDING
from etl.codecs.french.vat import french_key


@pytest.mark.parametrize(
    "cell",
    [
        "73282932000074",
        "732 829 320 00074",
        "732.829.320.00074",
        "732\u00a0829\u202f320 00074",
        73282932000074,
        73282932000074.0,
    ],
)
def test_forms_of_a_siret(read, cell):
    """Separators go silently; number cells keep all fourteen digits."""
    decoded = read(Siret(), cell)
    assert (decoded.value, decoded.code) == ("73282932000074", None)


def test_la_poste_has_its_own_rule(read):
    """Its establishments sum to a multiple of five instead of passing Luhn."""
    assert read(Siret(), "35600000049837").value == "35600000049837"
    assert read(Siret(), "35600000000048").value == "35600000000048"
    assert read(Siret(), "35600000049838").code == "siret-checksum"


@pytest.mark.parametrize("cell", ["552013500004", 552013500004])
def test_lost_zeros_are_restored_when_the_key_holds(read, cell):
    """Twelve or thirteen digits are filled up only if the result is a SIRET, and it is said."""
    decoded = read(Siret(), cell)
    assert (decoded.value, decoded.code, decoded.severity) == (
        "00552013500004",
        "siret-zero-restored",
        "warning",
    )


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("3,41174E+13", "siret-destroyed"),
        ("3.41174E13", "siret-destroyed"),
        ("34117400000000", "siret-destroyed"),
        (3.41174e13, "siret-destroyed"),
        ("73282932000075", "siret-checksum"),
        ("552013500005", "siret-length"),
        ("7328293200", "siret-length"),
        ("732829320", "siret-is-siren"),
        ("en cours", "siret-format"),
        (True, "siret-format"),
        ("#REF!", "excel-error"),
    ],
)
def test_what_is_no_siret_is_refused(read, cell, code):
    """A rounded SIRET is never filled up; a wrong key or length is told apart."""
    decoded = read(Siret(), cell)
    assert (decoded.value, decoded.code) == (None, code)


def test_the_message_names_the_culprit():
    """The words of the message are those people search for."""
    from etl.core.results import Problem  # noqa: PLC0415 - only this test shows a message

    assert "SIRET abîmé par Excel" in Problem("siret-destroyed", value="3,41174E+13").texts("fr")[0]


def test_sirens(read):
    """Nine digits, their key, their lost zeros; a whole SIRET is refused with the SIREN it holds."""
    assert read(Siren(), "732 829 320").value == "732829320"
    assert read(Siren(), 732829320).value == "732829320"
    assert read(Siren(), "5520135").value == "005520135"
    assert read(Siren(), "732829321").code == "siren-checksum"
    assert read(Siren(), "7,32E+08").code == "siren-destroyed"
    assert read(Siren(), "12").code == "siren-length"
    assert read(Siren(), "000000000").code == "siren-checksum"
    assert read(Siren(), "73282932000074").params == {"suggestion": "732829320"}


def _with_key(body):
    return body + luhn.calc_check_digit(body)


_SIRENS = st.from_regex(r"[0-9]{8}", fullmatch=True).map(_with_key)
_SIRETS = st.builds(lambda s, n: _with_key(s + n), _SIRENS, st.from_regex(r"[0-9]{4}", fullmatch=True))
_POSTE = st.from_regex(r"356000000[0-9]{5}", fullmatch=True)


@given(_SIRETS | _POSTE | st.from_regex(r"[0-9]{14}", fullmatch=True))
def test_the_fast_path_of_sirets_agrees_with_the_library(text):
    """Where the fast path answers stdnum agrees, and every right number but La Poste's takes it."""
    plain = Siret().plain(Options())(text)
    right = library_siret.is_valid(text) and not text.endswith("00000") and text[:9] != "000000000"
    assert (plain == text) == (right and not text.startswith("356000000"))
    assert Siret().settle(text, Options()).value == (text if right else None)


@given(_SIRENS | st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_the_fast_path_of_sirens_agrees_with_the_library(text):
    """The fast path answers for the SIRENs that stdnum accepts, and for no other."""
    right = library_siren.is_valid(text) and text != "000000000"
    assert Siren().plain(Options())(text) == (text if right else PENDING)
    assert Siren().settle(text, Options()).value == (text if right else None)


@given(st.builds(lambda s, n: f"FR{(french_key(s) + n) % 100:02d}{s}", _SIRENS, st.sampled_from([0, 1])))
def test_the_fast_path_of_vat_numbers_agrees_with_the_library(text):
    """Where the fast path answers, stdnum accepts the very same number."""
    plain = Vat().plain(Options())(text)
    assert plain is PENDING or plain == Vat().settle(text, Options()).value


@pytest.mark.parametrize(
    ("cell", "country", "value", "code"),
    [
        ("FR44732829320", None, "FR44732829320", None),
        ("fr 44 732 829 320", None, "FR44732829320", None),
        ("44732829320", None, "FR44732829320", "vat-prefix-added"),
        ("FRK7399859412", None, "FRK7399859412", None),
        ("FR53000004605", None, "FR53000004605", None),
        ("BE 0403.170.701", None, "BE0403170701", None),
        ("0403170701", "BE", "BE0403170701", "vat-prefix-added"),
        ("EL094259216", None, "EL094259216", None),
        ("GB980780684", None, "GB980780684", None),
        ("CHE-123.456.788 TVA", "CH", "CHE123456788TVA", None),
        ("GB123456789", None, None, "vat-invalid"),
        ("CHE-123.456.789 TVA", "CH", None, "vat-invalid"),
        ("12-3456789", "US", "123456789", None),
        ("FR45732829320", None, None, "vat-key"),
        ("FR447328293", None, None, "vat-invalid"),
        ("DE000000000", None, None, "vat-invalid"),
        ("732829320", None, None, "vat-invalid"),
        ("en cours", None, None, "vat-invalid"),
        ("4,47E+10", None, None, "vat-destroyed"),
        ("1" * 20, "US", None, "vat-invalid"),
    ],
)
def test_vat_numbers(read, cell, country, value, code):
    """Numbers are checked by the rule of their own prefix where there is one, others kept plain."""
    decoded = read(Vat(), cell, country=country)
    assert (decoded.value, decoded.code) == (value, code)


@pytest.mark.parametrize("country", [None, "CH", "FR"])
def test_a_vat_number_too_long_with_its_suffix_is_offered_without(read, country):
    """With MWST a Swiss number is longer than Sellsy takes; with TVA or IVA it fits and stays."""
    decoded = read(Vat(), "CHE107787577MWST", country=country)
    assert (decoded.code, decoded.params) == ("vat-text", {"suggestion": "CHE107787577"})
    assert read(Vat(), "CHE-107.787.577 MWST", country=country).code == "vat-text"
    for right in ("CHE107787577TVA", "CHE107787577IVA", "CHE107787577"):
        assert read(Vat(), right, country=country).value == right


def test_a_wrong_vat_key_comes_with_the_right_one(read):
    """The key follows from the SIREN, so the number can be proposed."""
    assert read(Vat(), "FR45732829320").params == {"suggestion": "FR44732829320"}


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("4711C", "4711C", None),
        ("47.11c", "4711C", None),
        ("47.11 C", "4711C", None),
        ("62.01Z - Programmation informatique", None, "naf-text"),
        ("6201", None, "naf-invalid"),
        (6201, None, "naf-invalid"),
    ],
)
def test_naf_codes(read, cell, value, code):
    """Four digits and a letter, without the dot."""
    decoded = read(Naf(), cell)
    assert (decoded.value, decoded.code) == (value, code)


@pytest.mark.parametrize(
    ("cell", "country", "value", "code"),
    [
        ("75008", None, "75008", None),
        (97400, None, "97400", None),
        ("75 008", None, "75008", None),
        ("98000", "MC", "98000", None),
        (1000, None, "01000", "postal-code-zero-restored"),
        ("1000", "FR", "01000", "postal-code-zero-restored"),
        (1000.0, "BE", "1000", None),
        ("SW1A 1AA", "GB", "SW1A 1AA", None),
        ("75008 PARIS", None, None, "postal-code-text"),
        ("2A004", None, None, "postal-code-french"),
        ("00123", None, None, "postal-code-french"),
        ("7", "BE", None, "postal-code-invalid"),
    ],
)
def test_postal_codes(read, cell, country, value, code):
    """Five digits where La Poste delivers, free text elsewhere; the lost zero is restored and said."""
    decoded = read(PostalCode(), cell, country=country)
    assert (decoded.value, decoded.code) == (value, code)
