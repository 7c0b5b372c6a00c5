"""Near doubles: told with what they have in common, in the file and against the account; never merged."""

import itertools

import pytest
from openpyxl import load_workbook

from etl import check_file
from etl.core.record import Record
from etl.entities import entity_named
from etl.matching.near_duplicates import NearDuplicateIndex

COMPANIES = """\
Nom société;E-mail;Téléphone;Référence
Menuiserie Garnier SARL;contact@garnier.example;01 99 00 12 34;A1
S.A.S. Garnier Menuiserie;x@gmail.com;;A2
Atelier Blanc;y@gmail.com;;A3
Blanc et fils;z@gmail.com;0199001234;A4
Scierie du Lac;info@garnier.example;;A5
"""


def checked(tmp_path, text, **options):
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8")
    return check_file(path, report=tmp_path / "r.xlsx", **options)


def listed(report):
    """Return (name, row, the other's name, where it is) of the possible duplicates that a report lists."""
    lines = list(load_workbook(report)["Summary"].iter_rows(values_only=True))
    start = next(at for at, line in enumerate(lines) if line[0] == "Possible duplicates" and line[1] is None)
    below = itertools.takewhile(lambda line: line[0] is not None, lines[start + 2 :])
    return [(line[0], line[1], line[4], line[6]) for line in below]


def index(entity, *rows):
    made = NearDuplicateIndex(entity_named(entity))
    variant = "contact" if entity == "contact" else "company"
    made.add([Record(number, variant, values) for number, values in enumerate(rows, start=2)])
    return made


def test_names_without_legal_form_phones_and_domains_are_told_side_by_side(tmp_path):
    """A name in another order and form, a shared phone and a shared domain are listed; free providers say nothing."""
    result = checked(tmp_path, COMPANIES, entity="client")
    shown = result.to_dict()["similar"]
    assert {(pair["row"], pair["other_row"], *pair["reasons"]) for pair in shown} == {
        (3, 2, "name"), (5, 2, "phone"), (6, 2, "domain"),
    }  # fmt: skip
    assert (shown[0]["score"], result.problems, result.valid) == (100, (), 5)
    assert listed(tmp_path / "r.xlsx")[0] == (
        "S.A.S. Garnier Menuiserie",
        3,
        "Menuiserie Garnier SARL",
        "Row 2",
    )


def test_rows_told_otherwise_are_not_told_again(tmp_path):
    """Exact doubles block their rows; several contacts of one company are one company."""
    exact = "Nom société;Référence\nAlpha;A\nAlpha SAS;A\n"
    result = checked(tmp_path, exact, entity="client")
    assert (result.by_code, result.similar) == ({"duplicate-in-file": 2}, ())
    people = "Nom société;Nom contact;E-mail contact\nAlpha;A;a@x.example\nAlpha;B;b@x.example\n"
    assert checked(tmp_path, people, entity="client").similar == ()


def test_colleagues_are_no_doubles_and_a_switchboard_says_nothing():
    """Contacts need near names beside a phone or domain; a phone of very many rows tells nothing."""
    domain = {"email": "a@x.example"}
    people = index(
        "contact",
        {"last_name": "Martin", "first_name": "Anne", **domain},
        {"last_name": "Petit", "first_name": "Luc", "email": "l@x.example"},
        {"last_name": "Martin", "first_name": "Anne", "email": "am@x.example"},
        {"last_name": "Martin", "first_name": "Anne", "email": "am@y.example"},
    )
    assert [(person.row, person.other_row, person.reasons) for person in people.in_file()] == [
        (4, 2, ("name", "domain"))
    ]
    many = [{"name": f"Société {n}", "phone_number": "+33199001234"} for n in range(60)]
    assert index("client", *many).in_file() == []
    assert index("opportunity", {"name": "A"}, {"name": "A"}).in_file() == []


def test_records_of_the_account_are_told_too_and_nothing_is_written(account, tmp_path):
    """With find_similar the account is read: near records are listed with their ids, across clients and prospects."""
    account.load(
        "Type société;Nom société;Téléphone\nprospect;Menuiserie Garnier;\nclient;Autre;0199001234\n"
    )
    writes = account.writes()
    ids = {company["name"]: company["id"] for company in account.companies()}
    result = checked(tmp_path, COMPANIES, entity="client", find_similar=True, settings=account.settings)
    shown = {(pair.row, pair.other_id, pair.reasons) for pair in result.similar if pair.other_id}
    assert shown == {
        (2, ids["Menuiserie Garnier"], ("name",)),
        (3, ids["Menuiserie Garnier"], ("name",)),
        (2, ids["Autre"], ("phone",)),
        (5, ids["Autre"], ("phone",)),
    }
    assert account.writes() == writes


@pytest.mark.parametrize("name", ["", "   ", "SARL", "…"])
def test_a_name_that_is_only_a_form_is_like_no_other(name):
    """Rows whose names say nothing are not one another."""
    assert index("client", {"name": name, "siret": "1"}, {"name": name, "siret": "2"}).in_file() == []


def test_an_import_tells_near_doubles_of_what_it_creates_and_merges_nothing(account, tmp_path):
    """With find_similar the report lists records near to new rows; rows that are a record by their key are not."""
    account.load("Nom société;Téléphone\nMenuiserie Garnier;\nAutre;0199001234\n")
    path = tmp_path / "again.csv"
    path.write_text("Nom société;Téléphone\nGarnier Menuiserie SAS;\nAutre;0199001234\n", encoding="utf-8")
    result = account.load(path, find_similar=True, report=tmp_path / "r.xlsx")
    assert (result.counts["created"], result.counts["unchanged"]) == (1, 1)
    known = next(company["id"] for company in account.companies() if company["name"] == "Menuiserie Garnier")
    assert listed(tmp_path / "r.xlsx") == [
        ("Garnier Menuiserie SAS", 2, "Menuiserie Garnier", f"Record {known} of Sellsy")
    ]


def test_a_large_file_is_not_slowed_by_what_nobody_asked():
    """Beyond a number of rows near doubles are given up as a whole, unless they were asked for."""
    records = [Record(row, "company", {"name": "Garnier"}) for row in range(2, 8)]
    index = NearDuplicateIndex(entity_named("client"), most=5)
    index.add(records[:3])
    index.add(records[3:])
    assert (index.cut, index.in_file()) == (True, [])
    asked = NearDuplicateIndex(entity_named("client"), most=None)
    asked.add(records)
    assert (asked.cut, len(asked.in_file())) == (False, 5)


def test_rows_of_one_reference_and_other_keys_are_told(tmp_path):
    """Two companies with their own SIRET and the same client code are listed, with that code as the reason."""
    text = "Nom société;SIRET;Code client\nAlpha;73282932000074;C1\nOméga;55210055400013;c1\nÉta;;C2\n"
    result = checked(tmp_path, text, entity="client")
    assert result.rejected == 0
    pairs = [(pair["row"], pair["other_row"], pair["reasons"]) for pair in result.to_dict()["similar"]]
    assert pairs == [(3, 2, ["reference"])]
