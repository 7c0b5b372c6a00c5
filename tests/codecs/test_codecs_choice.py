import pytest

from etl.codecs import Boolean, Choice, Civility
from etl.messages import problem_text

STATUS = Choice(
    {"client": ("Client", "Customer"), "prospect": ("Prospect",), "supplier": ("Fournisseur", "Supplier")}
)
SECTORS = Choice({11: ("Bâtiment",), 12: ("Commerce",), 13: ("11",), 14: ("Oui",), 15: ("oui",)})


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Client", "client"),
        ("CLIENT", "client"),
        ("customer", "client"),
        ("fournisseur ", "supplier"),
        ("-", None),
    ],
)
def test_labels_and_values(read, cell, value):
    """Labels of both languages and the value itself are read without regard to case."""
    decoded = read(STATUS, cell)
    assert (decoded.value, decoded.code) == (value, None)


def test_an_unknown_label_lists_the_accepted_ones(read):
    """They are shown in the reader's language; the nearest is proposed when one is near."""
    accepted = [
        {"fr": "Client", "en": "Customer"},
        {"fr": "Prospect", "en": "Prospect"},
        {"fr": "Fournisseur", "en": "Supplier"},
    ]
    assert read(STATUS, "Clien").params == {"suggestion": "Client", "accepted": accepted}
    assert read(STATUS, "partenaire").params == {"accepted": accepted}
    assert read(STATUS, "partenaire").code == "choice-unknown"
    assert (
        problem_text("choice-unknown", {"accepted": accepted})[1]
        == "Choose one of: Customer, Prospect, Supplier."
    )


def test_values_may_be_ids(read):
    """A list of ids reads labels and ids; a label wins over an id that looks like it."""
    assert read(SECTORS, "batiment").value == 11
    assert read(SECTORS, 12.0).value == 12
    assert read(SECTORS, "11").value == 13
    assert SECTORS.dtype == "Int64"
    assert SECTORS.encode(11) == "Bâtiment"


def test_a_label_of_two_values_is_refused(read):
    """Two options that fold the same cannot be told apart; the id still can."""
    assert read(SECTORS, "OUI").code == "choice-ambiguous"
    assert read(SECTORS, "OUI").params == {"found": ["14", "15"]}
    assert read(SECTORS, SECTORS.encode(14)).value == 14


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("M.", "mr"),
        ("Mr", "mr"),
        ("Monsieur", "mr"),
        ("Mme", "mrs"),
        ("MADAME", "mrs"),
        ("Mlle", "ms"),
        ("mr", "mr"),
    ],
)
def test_civilities(read, cell, value):
    """The French and English civilities give Sellsy's three."""
    assert read(Civility(), cell).value == value


def test_a_title_is_no_civility(read):
    """Dr is refused with the accepted ones."""
    hints = [
        problem_text("choice-unknown", read(Civility(), "Dr").params, lang=lang)[1] for lang in ("fr", "en")
    ]
    assert hints == ["Choisissez parmi\u00a0: M., Mme, Mlle.", "Choose one of: Mr, Mrs, Ms."]
    assert Civility().encode("ms") == "Mlle"


@pytest.mark.parametrize(
    "cell",
    [
        "Oui",
        "oui",
        "VRAI",
        "yes",
        "True",
        "1",
        "x",
        "X",
        "O",
        "Y",
        1,
        1.0,
        True,
        "1.0",
        "1,0",
        "✓",
        "✔️",
        "✅",
        "☑",
    ],
)
def test_yes(read, cell):
    """All the ways to say yes."""
    assert read(Boolean(), cell).value is True


@pytest.mark.parametrize(
    "cell", ["Non", "faux", "No", "FALSE", "0", "n", 0, 0.0, False, "0.0", "0,0", "✗", "✘", "❌", "☐"]
)
def test_no(read, cell):
    """All the ways to say no."""
    assert read(Boolean(), cell).value is False


def test_neither_yes_nor_no(read):
    """Anything else is refused; empty stays empty."""
    assert read(Boolean(), "peut-être").code == "boolean-unknown"
    assert read(Boolean(), 2).code == "boolean-unknown"
    for cell in ("☒", "✖", "2.0", 0.5, "1.1", "👍"):
        assert read(Boolean(), cell).code == "boolean-unknown"
    assert read(Boolean(), "").value is None
    assert [Boolean().encode(v) for v in (True, False, None)] == ["Oui", "Non", None]
