"""The one certain fix of a refused cell: what it is, and where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.codecs import Email, ListOf, Naf, Options, Phone, PostalCode, Siren, Siret, Text, Url, Vat
from etl.core.results import Severity

CERTAIN = [
    (Phone(), "04 11 01 26 76 (secrétariat)", "04 11 01 26 76"),
    (Phone(), "Tél : 06 12 34 56 78", "06 12 34 56 78"),
    (Phone(), "+33 (0)1 99 00 10 42 bureau", "+33 (0)1 99 00 10 42"),
    (Phone(), "O1 99 OO 1O 42", "01 99 00 10 42"),
    (Phone(), "04 11 01 26 76 / 04 11 01 26 76", "04 11 01 26 76"),
    (Email(), "a @ b.fr", "a@b.fr"),
    (Email(), "Marie <marie@example.com>", "marie@example.com"),
    (Email(), "E-mail : marie@example.com (compta)", "marie@example.com"),
    (Email(), "marie(at)exemple.fr", "marie@exemple.fr"),
    (Email(), "marie@exemple,fr", "marie@exemple.fr"),
    (Email(), "marie@exemple. fr", "marie@exemple.fr"),
    (Email(), "marie@exemple.fr.", "marie@exemple.fr"),
    (Siret(), "SIRET : 732 829 320 00074", "73282932000074"),
    (Siret(), "732/829/320/00074", "73282932000074"),
    (Siret(), "73282932000O74", "73282932000074"),
    (Siren(), "R.C.S. Paris B 732 829 320", "732829320"),
    (Siren(), "73282932000074", "732829320"),
    (Vat(), "TVA BE 0428.759.497", "BE0428759497"),
    (Vat(), "FR44 732 829 32O", "FR44732829320"),
    (Naf(), "47.11C supérettes", "4711C"),
    (PostalCode(), "75O01", "75001"),
    (PostalCode(), "F-75001", "75001"),
    (Url(), "www. exemple.fr", "www.exemple.fr"),
    (Url(), "www.exemple.fr (ancien site)", "www.exemple.fr"),
    (Url(), "http//www.exemple.fr", "http://www.exemple.fr"),
    (Url(), "www,exemple,fr", "www.exemple.fr"),
    (Text(50), "L\x92atelier", "L’atelier"),
    (ListOf(Email()), "a @ b.fr, c@d.fr", "a@b.fr, c@d.fr"),
]

DOUBTFUL = [
    (Phone(), "01 99 00 10 42 / 43"),
    (Phone(), "06 12 34 a 56 78"),
    (Phone(), "01 99 00 10 42 poste 12"),
    (Phone(), "01 99 00 10"),
    (Phone(), "non"),
    (Email(), "jean dupont@x.fr"),
    (Email(), "jean,dupont@x.fr"),
    (Email(), "marie@exemple.co,uk"),
    (Email(), "marie@exemple.fr a@z.fr"),
    (Email(), "marie@exemple.fr. Merci"),
    (Email(), "Contact marie @ exemple.fr"),
    (Siret(), "7328293200OO75"),
    (Siret(), "732829320"),
    (Vat(), "FR45732829320"),
    (PostalCode(), "75OO"),
    (Url(), "www.exa mple.com"),
    (Url(), "www.exemple.fr facebook.com/x"),
    (Url(), "non"),
    (Text(50), "a\x07b"),
    (ListOf(Email()), "a @ b.fr, non"),
]


def proposals(codec, cell):
    decoded = codec.decode([cell], options=Options())
    wrong = [problem for problem in decoded.problems if problem.severity is Severity.ERROR]
    assert wrong
    return {problem.proposed for problem in wrong}


@pytest.mark.parametrize(("codec", "cell", "right"), CERTAIN)
def test_a_cell_with_one_certain_fix_proposes_it(codec, cell, right):
    """The whole cell that would be right is proposed, and it reads without an error."""
    assert proposals(codec, cell) == {right}
    assert codec.decode([right], options=Options()).values[0]


@pytest.mark.parametrize(("codec", "cell"), DOUBTFUL)
def test_a_cell_that_a_person_must_decide_on_proposes_nothing(codec, cell):
    """Where two readings are possible, or digits are missing, nothing is proposed."""
    assert proposals(codec, cell) == {None}


PIECES = st.sampled_from([
    "0", "1", "6", "7", "O", "l", ".", ",", ";", ":", "/", "-", "(", ")", "+", "@", "<", ">", "a", "e", "x", "fr", "com",
    "www.", "exemple", "marie", "01", "99", "00", "10", "42", "732829320", "00074", "FR44", "TVA", "http://", " ", " tel",
    "mobile", "75001", "Paris", "é", "\x92",
])  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_what_is_proposed_is_right(cell):
    """Whatever is typed, a proposed cell is another one, and reads as a value without any further error."""
    for codec in (Phone(), Email(), Siret(), Siren(), Vat(), Naf(), PostalCode(), Url(), Text(60)):
        for problem in codec.decode([cell], options=Options()).problems:
            if problem.proposed is not None:
                again = codec.decode([problem.proposed], options=Options())
                assert again.values[0] is not None
                assert problem.proposed != cell
