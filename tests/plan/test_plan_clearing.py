"""`--empty clear`: what is empty in the file is empty in Sellsy afterwards, or the row says that it cannot be."""

import csv

import pytest

from etl import export
from etl.entities import ENTITIES, entity_named

KEPT = {"id", "client_type", "type"}
"""Columns that say which record a row is, and of which kind."""

FILLED = {
    "text": "Texte",
    "phone": "0199001234",
    "url": "https://filled.example/a",
    "date": "2020-01-02",
    "boolean": "yes",
    "list": "Conseil",
}
"""Kind of cell -> something to fill a column with."""


def rows_of(demo, entity):
    """Return the records of an entity as rows of an export."""
    path = demo.folder / f"{entity}.csv"
    export(entity, path, settings=demo.settings)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def written(demo, name, rows):
    path = demo.folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def fill(demo, entity, rows):
    """Fill what the demonstration leaves empty, as far as a cell of its kind says something."""
    named = entity_named(entity)
    by_header = {c.en: c for c in named.columns if not c.lookup and not c.part and not c.choices and c.paths}
    filled = [
        {
            header: cell or (FILLED.get(by_header[header].codec.kind, "") if header in by_header else "")
            for header, cell in row.items()
        }
        for row in rows
    ]
    demo.load(written(demo, f"{entity}_filled.csv", filled), entity=entity)
    return rows_of(demo, entity)


@pytest.mark.parametrize("entity", [entity.name for entity in ENTITIES])
def test_every_empty_cell_clears_or_is_named(demo, entity):
    """Of every column of every entity: an empty cell leaves nothing in Sellsy, or its column stands in a problem of the row.

    A comment whose link is emptied is refused whole: what it is about never changes.
    """
    before = fill(demo, entity, rows_of(demo, entity))
    headers = {column.attribute: column.en for column in entity_named(entity).columns}
    kept = {headers[item] for item in KEPT if item in headers}
    emptied = [{header: cell if header in kept else "" for header, cell in row.items()} for row in before]
    result = demo.load(written(demo, "emptied.csv", emptied), entity=entity, empty="clear")
    refused = {problem.row for problem in result.problems}
    assert len(refused) == (len(before) if entity == "comment" else 0), result.problems
    assert result.counts["unknown"] == result.counts["failed"] == 0, result.problems
    named = {}
    for problem in (*result.problems, *result.warnings):
        columns = problem.params.get("columns", [])
        named.setdefault(problem.row, set()).update([problem.column, *columns])
    after = {row[headers["id"]]: row for row in rows_of(demo, entity)}
    left = {
        (number, header)
        for number, row in enumerate(before, start=2)
        for header, cell in row.items()
        if cell and header not in kept and number not in refused and after[row[headers["id"]]][header]
    }
    assert {(number, header) for number, header in left if header not in named.get(number, set())} == set()
    assert len(left) + len(refused) < sum(bool(cell) for row in before for cell in row.values())


def test_an_empty_cell_clears_an_email(account):
    """An e-mail is cleared where another key tells which record it is, and given back by the undo."""
    account.load("Nom société;E-mail;SIRET\nNeuve;n@x.example;73282932000074\n")
    assert account.load("Nom société;E-mail;SIRET\nNeuve;;\n", empty="clear").counts["updated"] == 1
    company = account.company(name="Neuve")
    assert (company["email"], company["legal_france"]["siret"]) == (None, None)


def test_a_line_of_an_address_is_cleared_by_itself(account):
    """The only column of an address that a file has is emptied on the address that the record has."""
    head = "Nom société;Adresse;Complément d'adresse;Code postal;Ville\n"
    account.load(f"{head}Neuve;1 rue A;Bâtiment B;75001;Paris\n")
    assert account.load("Nom société;Complément d'adresse\nNeuve;\n", empty="clear").counts["updated"] == 1
    (address,) = account.api("GET", f"/companies/{account.company(name='Neuve')['id']}/addresses")["data"]
    assert (address["address_line_1"], address["address_line_2"]) == ("1 rue A", "")
    assert account.load("Nom société;Complément d'adresse\nNouvelle;\n", empty="clear").counts["created"] == 1


def test_a_person_that_a_row_names_is_cleared_too(account):
    """Who the contact person is stands in the row; what is empty beside it is emptied."""
    head = "Nom société;Nom contact;E-mail contact;Fonction contact\n"
    account.load(f"{head}Neuve;Martin;m@x.example;Gérante\n")
    assert account.load(f"{head}Neuve;Martin;;\n", empty="clear").counts["updated"] == 1
    (person,) = account.api("GET", "/contacts")["data"]
    assert (person["email"], person["position"]) == (None, None)


def test_tags_are_cleared_where_they_are_replaced(account):
    """Empty tags take all tags off with `--tags replace`; else the row says that they stay."""
    account.load("Nom société;Smart tags\nNeuve;VIP\n")
    stay = account.load("Nom société;Smart tags\nNeuve;\n", empty="clear")
    assert [(warning.code, warning.column) for warning in stay.warnings] == [("not-cleared", "Smart tags")]
    assert (
        account.load("Nom société;Smart tags\nNeuve;\n", empty="clear", tags="replace").counts["updated"] == 1
    )
    assert account.api("GET", f"/companies/{account.company(name='Neuve')['id']}/smart-tags")["data"] == []
