"""Whole names: what French people write in one cell is a civility, a given name and a family name."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.codecs.french.person_names import PersonName, order_of, read_name

NAMES = {
    "Mme GUÉRIN Céline": ("Mme", "Céline", "GUÉRIN"),
    "GUÉRIN Céline Mme": ("Mme", "Céline", "GUÉRIN"),
    "LE GALL Yann": (None, "Yann", "LE GALL"),
    "Yann LE GALL": (None, "Yann", "LE GALL"),
    "Jean de LA TOUR": (None, "Jean", "de LA TOUR"),
    "Jean-Marc de la Tour": (None, "Jean-Marc", "de la Tour"),
    "D'Artagnan Paul": (None, "Paul", "D'Artagnan"),
    "Dupont de Nemours Paul": (None, "Paul", "Dupont de Nemours"),
    "Mlle Céline Guérin": ("Mlle", "Céline", "Guérin"),
    "Guérin Céline": (None, "Céline", "Guérin"),
    "Guérin, Céline": (None, "Céline", "Guérin"),
    "Jean Pierre Durand": (None, "Jean Pierre", "Durand"),
    "P. DURAND": (None, "P.", "DURAND"),
    "Monsieur Durand": ("M.", None, "Durand"),
    "de la Tour": (None, None, "de la Tour"),
    "": (None, None, None),
}

DOUBTFUL = {
    "M. et Mme Dupuis": (None, None, "Dupuis"),
    "Dr Le Bris Anne": (None, "Anne", "Le Bris"),
    "DUPONT MARTIN": (None, None, "DUPONT MARTIN"),
    "Céline": (None, None, "Céline"),
    "Service comptabilité": (None, None, "Service comptabilité"),
    "Durand et Fils": (None, None, "Durand et Fils"),
    "Service achats / comptabilité": (None, None, "Service achats / comptabilité"),
    "Marie DUPONT épouse BLANC": (None, "Marie", "DUPONT épouse BLANC"),
    "de la": (None, None, "de la"),
    "Mme": (None, None, "Mme"),
}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_read_in_its_parts(text: str) -> None:
    """Civility, capitals, particles, commas and common given names tell the parts."""
    assert read_name(text) == PersonName(*NAMES[text])


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_does_not_tell_is_doubtful(text: str) -> None:
    """Couples, titles, departments: they are read, and a person is told to look."""
    read = read_name(text)
    assert read == PersonName(*DOUBTFUL[text], doubtful=True)


@pytest.mark.parametrize(
    "text",
    ["M. Durand / Mme Petit", "Anne Petit et Luc Roy", "Petit; Roy", "Mme Petit & M. Roy", "Anne Petit, Luc Roy",
     "Mme Petit, M. Roy", "Anne Petit ou Luc Roy"],
)  # fmt: skip
def test_several_persons_are_not_read_as_one(text: str) -> None:
    """Names with a sign, a word or a comma between them are those of several persons."""
    assert read_name(text) == PersonName(last_name=text, doubtful=True, flaw="several")


@pytest.mark.parametrize(
    "text", ["Le Gall, Jean Pierre", "Guérin, Mme Céline", "M. et Mme Dupuis", "M. ou Mme Dupuis"]
)
def test_one_person_is_not_taken_for_several(text: str) -> None:
    """A comma may stand between the parts of one name, and couples have one."""
    assert read_name(text).flaw is None


@pytest.mark.parametrize("text", ["Xi Wang", "Mme Hily Rozenn", "M. Jean Paul"])
def test_an_order_that_nothing_tells_is_not_guessed(text: str) -> None:
    """Without capitals, a common given name or another cell that shows the order, a name is not read."""
    name = read_name(text)
    assert (name.first_name, name.doubtful, name.flaw) == (None, True, "order")


@pytest.mark.parametrize(("usual", "parts"), [("family", ("Rozenn", "Hily")), ("given", ("Hily", "Rozenn"))])
def test_the_order_of_the_column_reads_a_name_that_tells_none(usual, parts) -> None:
    """It is read in that order and still doubtful."""
    assert read_name("Mme Hily Rozenn", usual=usual) == PersonName("Mme", *parts, doubtful=True)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["Mme Bozec Lise", "M. Floch Marc", "Mme Hily Rozenn", "Salou", ""], "family"),
        (["Lise Bozec", "Yann LE GALL", "Xi Wang"], "given"),
        (["Mme Bozec Lise", "Marc Floch"], None),
        (["Xi Wang", "Bozec, Lise"], None),
    ],
)
def test_a_column_shows_its_order_where_its_certain_names_agree(texts, order) -> None:
    """Names with a common given name or with capitals show it; those with a comma show nothing."""
    assert order_of(texts) == order


@pytest.mark.parametrize(("order", "parts"), [("given", ("Xi", "Wang")), ("family", ("Wang", "Xi"))])
def test_the_header_may_state_the_order(order, parts) -> None:
    """`Prénom Nom` and `Nom Prénom` leave no doubt on two words."""
    read = read_name("Xi Wang", order)
    assert (read.first_name, read.last_name, read.doubtful) == (*parts, False)


GIVEN = st.sampled_from(["Céline", "Jean-Marc", "Anne-Sophie", "Yann", "Léa", "Jean Pierre"])
FAMILY = st.sampled_from(["Guérin", "de la Tour", "Le Gall", "d'Ormesson", "Dupont-Aignan", "van den Berghe"])
CIVILITY = st.sampled_from(["", "M.", "Mme", "Mlle"])


@given(civility=CIVILITY, first=GIVEN, last=FAMILY, capitals=st.booleans(), given_first=st.booleans())
def test_a_usual_name_is_read_as_it_was_put_together(
    civility: str, first: str, last: str, *, capitals: bool, given_first: bool
) -> None:
    """In either order, with or without a civility and capitals, the parts come back without a doubt."""
    last = last.upper() if capitals else last
    parts = (first, last) if given_first else (last, first)
    text = " ".join(part for part in (civility, *parts) if part)
    assert read_name(text) == PersonName(civility or None, first, last)


WORDS = st.sampled_from(
    ["de", "la", "D'", "LE", "GALL", "Yann", "M.", "Mme", "et", "Dr", "X", ",", "12", "Martin", "ÉL", "/"]
)


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=7).map(" ".join)))
@example("de la")
@example("Le Le")
def test_no_word_of_a_name_is_lost_without_a_doubt(text: str) -> None:
    """Every word is in one part of the name, or the name is doubtful."""
    read = read_name(text)
    parts = " ".join(part for part in (read.civility, read.first_name, read.last_name) if part)
    assert read.last_name or not text.split()
    if not read.doubtful and read.civility is None:
        assert sorted(parts.replace(",", " ").split()) == sorted(text.replace(",", " ").split())
