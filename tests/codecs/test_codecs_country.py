import pytest
from babel import Locale, UnknownLocaleError
from babel.core import get_cldr_version
from babel.languages import get_official_languages

from etl.codecs import Country, Options
from etl.codecs.countries.country import _countries, _key
from etl.codecs.countries.own_names import CLDR, OWN_NAMES


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Allemagne", "DE"),
        ("Etats-Unis", "US"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("Côte d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("La Réunion", "RE"),
        ("REUNION", "RE"),
        ("Angleterre", "GB"),
        ("UK", "GB"),
        ("République tchèque", "CZ"),
        ("Corée du Sud", "KR"),
        ("Russie", "RU"),
        ("Hollande", "NL"),
        ("les Pays-Bas", "NL"),
        ("The Netherlands", "NL"),
        ("Saint-Martin", "MF"),
        ("St Barthélemy", "BL"),
        ("Trinidad and Tobago", "TT"),
        ("Trinidad & Tobago", "TT"),
        ("Antigua&Barbuda", "AG"),
        ("AND", "AD"),
        ("Andorra (AND)", "AD"),
        ("ET", "ET"),
        ("ST", "ST"),
        ("st", "ST"),
        ("fr", "FR"),
        ("FRA", "FR"),
        ("NC", "NC"),
        ("NA", "NA"),
        ("Kosovo", "XK"),
    ],
)
def test_names_and_codes(read, cell, code):
    """Codes of two and three letters, French and English names, and what people write."""
    decoded = read(Country(), cell)
    assert (decoded.value, decoded.code) == (code, None)


def test_a_misspelt_country_comes_with_a_suggestion(read):
    """The nearest name is proposed, never taken."""
    decoded = read(Country(), "Frnace")
    assert (decoded.value, decoded.code, decoded.params) == (
        None,
        "country-near",
        {"suggestion": "France (FR)"},
    )


def test_a_name_of_two_countries_is_refused(read):
    """Congo and Corée name two countries each."""
    decoded = read(Country(), "Congo")
    assert decoded.code == "country-several"
    assert decoded.params["found"] == ["Congo-Brazzaville (CG)", "Congo-Kinshasa (CD)"]
    assert read(Country(), "Korea").params["found"] == ["South Korea (KR)", "North Korea (KP)"]


@pytest.mark.parametrize(
    "cell", ["Atlantide", "Union européenne", 33, True, "ZZ", "and", "And", "&", "& &", "France (&)"]
)
def test_what_is_no_country_is_refused(read, cell):
    """Unions and codes of no country are refused."""
    assert read(Country(), cell).value is None
    assert read(Country(), cell).code in ("country-unknown", "country-near")


def test_every_country_has_one_code():
    """The table holds the 249 territories of ISO 3166-1 and Kosovo."""
    assert len(set(_countries().codes.values())) == 250


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_name_of_cldr_reads_back(language):
    """Each country's own name, in both languages, gives its code, in any case."""
    names = {c: n for c, n in Locale(language).territories.items() if c in set(_countries().codes.values())}
    for cells in (list(names.values()), [name.upper() for name in names.values()]):
        assert Country().decode(cells, options=Options()).values == list(names)


def test_the_code_is_written():
    """A country is written as its code, which reads back."""
    assert Country().encode("CI") == "CI"


@pytest.mark.slow
def test_the_names_of_countries_in_their_own_languages_are_those_of_cldr(read):
    """The table of own names is what Babel's CLDR says, of the version it was made of; each is read as its country."""
    names, meanings = {}, {}
    for code in sorted(set(_countries().codes.values())):
        for language in get_official_languages(code, regional=True, de_facto=True):
            try:
                name = Locale.parse(language).territories.get(code)
            except (UnknownLocaleError, ValueError):
                continue
            if name and _key(name) not in _countries().codes:
                meanings.setdefault(_key(name), set()).add(code)
                names.setdefault(code, {}).setdefault(_key(name), name)
    own = {
        code: tuple(name for key, name in by.items() if len(meanings[key]) == 1) for code, by in names.items()
    }
    if get_cldr_version() == CLDR:
        assert {code: value for code, value in own.items() if value} == OWN_NAMES
    assert {(code, read(Country(), name).value) for code, names in OWN_NAMES.items() for name in names} == {
        (code, code) for code in OWN_NAMES
    }
