import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.codecs import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Côte d’Ivoire", "cote d ivoire"),
        ("COTE D'IVOIRE", "cote d ivoire"),
        ("code_postal", "code postal"),
        ("E‑mail", "e mail"),
        ("  N°\u00a0TVA ", "no tva"),
        ("Œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_spellings_of_the_same_thing_are_equal(text, folded):
    """Case, accents, apostrophes, hyphens, underscores and spaces do not tell two texts apart."""
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    """Folding is idempotent."""
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="cp1252")))
def test_case_never_matters(text):
    """Upper and lower case of a text fold the same."""
    assert fold(text.upper()) == fold(text.lower()) == fold(text)
