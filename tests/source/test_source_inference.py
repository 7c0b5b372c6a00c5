"""Which entity a file holds: its mark, its headers with their score, or the answer of whoever is asked."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.core.errors import DataError
from etl.entities import ENTITIES
from etl.sheets import SheetBook, read_mark
from etl.source.opening import open_source
from etl.source.options import ReadOptions
from etl.templates.writer import template_name

TEMPLATES = Path(__file__).parents[2] / "templates"


@dataclass
class Heard:
    """Keeps the notes of a file's opening."""

    notes: dict[str, dict[str, object]] = field(default_factory=dict)

    def stage(self, name: str, total: int | None = None) -> None: ...

    def advance(self, rows: int = 1) -> None: ...

    def note(self, code: str, **params: object) -> None:
        self.notes[code] = params


def opened(path: Path, **options):
    heard = Heard()
    source = open_source(path, entity=None, options=ReadOptions(), observer=heard, **options)
    return source, heard.notes


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_a_template_saved_by_anybody_still_says_what_its_rows_are(entity, tmp_path):
    """Each template is read as its own entity, prospects and suppliers too, after another program saved it."""
    book = load_workbook(TEMPLATES / template_name(entity, "fr"))
    book.save(tmp_path / "filled.xlsx")
    source, notes = opened(tmp_path / "filled.xlsx")
    assert source.entity is entity
    assert notes["note-entity-marked"] == {"entity": entity.label("en")}


def test_a_mark_that_its_headers_contradict_says_nothing(tmp_path):
    """A marked workbook whose sheet holds nothing of that entity is judged by its headers."""
    path = tmp_path / "reused.xlsx"
    with SheetBook(path, mark="task") as book:
        book.add_sheet("S", ["SIRET", "Raison sociale", "Code NAF"]).row(["1", "Alpha", "x"])
    assert read_mark(path) == "task"
    assert opened(path)[0].entity.name == "client"


def test_headers_decide_with_their_score(tmp_path):
    """The share of known headers is said, with the next entity's, and that prospects look the same."""
    path = written(tmp_path / "a.csv", "Nom société;SIRET;Ville;Chiffre d'affaires\nAlpha;;;\n")
    source, notes = opened(path)
    assert source.entity.name == "client"
    assert notes["note-entity"] == {"entity": "Clients", "known": 3, "of": 4, "second": "contact 50 %"}
    assert notes["note-entity-alike"]["others"] == "prospect | supplier"
    typed = written(tmp_path / "b.csv", "Nom société;SIRET;Type société\nAlpha;;client\n")
    assert "note-entity-alike" not in opened(typed)[1]


def test_unclear_headers_are_asked_about_or_refused_with_the_scores(tmp_path):
    """Where nothing tells, the candidates and their scores are shown to whoever chooses; else they are the error."""
    path = written(tmp_path / "a.csv", "Nom;Prénom;Email;Téléphone\nA;B;a@example.com;\n")
    asked = []

    def choose(candidates):
        asked.extend(candidate.shown for candidate in candidates)
        return "contact"

    assert opened(path, choose=choose)[0].entity.name == "contact"
    assert asked[:2] == ["client 100 %", "contact 100 %"]
    with pytest.raises(DataError) as refused:
        opened(path)
    assert refused.value.code == "entity-unclear"
    assert "client 100 %, contact 100 %" in refused.value.message("en")


@pytest.mark.parametrize("more", ["", ",Email,Phone"])
def test_the_name_of_a_contact_person_does_not_make_clients_of_deals(tmp_path, more):
    """Deals name an organization and a person too: where most headers are unknown, neither tells what the rows are."""
    head = (
        "Deal - ID,Deal - Name,Deal - Worth,Deal - Holder,Deal - Board,Deal - Since,Deal - Until,Deal - State"
    )
    path = written(
        tmp_path / "a.csv", f"{head},Organization,Contact person{more}\n1,A,,,,,,,Alpha,Anne Petit\n"
    )
    with pytest.raises(DataError) as refused:
        opened(path)
    assert refused.value.code == "entity-unclear"


def test_a_company_and_its_contact_person_are_a_file_of_clients(tmp_path):
    """Where the headers are known, the column of the person counts."""
    path = written(tmp_path / "a.csv", "Raison sociale;Contact;Port.\nAlpha;Mme GUÉRIN Céline;\n")
    source, _ = opened(path)
    assert source.entity.name == "client"
    assert set(source.headers.attributes) >= {"name", "contact.last_name", "mobile_number"}


def test_headers_that_only_address_books_have_make_contacts(tmp_path):
    """People with the name of their company are contacts where their address is called a mailing address."""
    headers = "Salutation,First Name,Last Name,Account Name,Email,Phone,Mobile,Mailing Street,Mailing City\n"
    source, _ = opened(written(tmp_path / "people.csv", headers + "Mrs.,Hélène,Rousseau,Jacquet,,,,,\n"))
    assert source.entity.name == "contact"


@pytest.mark.parametrize("header", ["Port.", "Port", "Portable", "Mob.", "Mob", "GSM"])
@pytest.mark.parametrize("entity", ["client", "contact"])
def test_short_words_for_a_mobile_number_are_headers(tmp_path, entity, header):
    """French offices shorten `portable`, and Belgian ones say GSM."""
    path = written(tmp_path / "a.csv", f"Nom;{header}\nAlpha;06 39 98 12 34\n")
    source = open_source(path, entity=entity, options=ReadOptions(), observer=Heard())
    assert source.headers.headers["mobile_number"] == header
