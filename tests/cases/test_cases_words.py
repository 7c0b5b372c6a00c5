"""Case files about values that a program or a page wrote: what is stored is what the file said."""

from pathlib import Path
from shutil import copy

import pytest

from etl import check_file
from etl.core.observer import SilentObserver

HERE = Path(__file__).parent
VALUES, SEMANTICS = HERE / "values", HERE / "semantics"
CLEARED = "Nom société;E-mail;Téléphone;Note;Référence\nAlpha;a@example.com;{0};{1};{2}\n"


class Heard(SilentObserver):
    """Keeps the notes of a command."""

    def __init__(self):
        self.notes = []

    def note(self, code, **params):
        """Keep a note."""
        self.notes.append((code, params))

    def params_of(self, code):
        """Return the parameters of each note of a code."""
        return [params for noted, params in self.notes if noted == code]


def load(account, path, **options):
    """Import a copy of a case file, beside which reports may be written; return its result and what was noted."""
    heard = Heard()
    return account.load(Path(copy(path, account.folder)), observer=heard, **options), heard


def test_a_dump_is_empty_where_a_program_had_no_value(account):
    """Words for nothing in several columns are nothing everywhere, which is said once; 12.0 stays as typed."""
    result, heard = load(account, VALUES / "csv_nan.csv")
    companies = {company["name"]: company for company in account.companies()}
    assert result.counts["created"] == 4
    assert [company["reference"] or None for company in companies.values()] == [None, None, "12.0", None]
    assert [company["note"] or None for company in companies.values()] == [None] * 4
    legal = [company["legal_france"] or {} for company in companies.values()]
    assert [item.get(key) or None for item in legal for key in ("company_type", "rcs_immatriculation")] == [
        None
    ] * 8
    assert len(heard.params_of("note-dump")) == 1


def test_what_a_page_did_to_text_is_undone(account):
    """Entities are undone in names and notes, breaks in notes; said once with the number of cells."""
    _, heard = load(account, VALUES / "csv_html_entities.csv")
    notes = {company["name"]: company["note"] for company in account.companies()}
    assert notes == {"Dupont & Fils": "L'atelier été\nfin", "Martin <SARL>": "x y"}
    assert heard.params_of("note-markup") == [{"count": 4}]


def test_births_of_a_file_are_past(tmp_path):
    """Two digits mean the last century where this one's year is to come; four digits to come are refused."""
    result = check_file(VALUES / "birth.csv", entity="client", report=tmp_path / "r.csv")
    read = {
        warning.row: warning.params.get("year") for warning in result.warnings if "completed" in warning.code
    }
    assert {row: read[row] for row in (2, 3, 5, 7)} == {2: 1955, 3: 1968, 5: 1930, 7: 1929}
    assert {problem.row: problem.code for problem in result.problems}[6] == "birth-to-come"


def test_a_reference_without_its_zeros_is_the_same(account):
    """123 from Excel is 00123, whose company is updated and keeps its reference; again, nothing is written."""
    load(account, SEMANTICS / "26_ref.csv")
    result, _ = load(account, SEMANTICS / "26b_ref.xlsx")
    company = account.company()
    assert (result.counts["updated"], company["reference"]) == (1, "00123")
    assert company["phone_number"].endswith("199026002")
    before = account.writes()
    assert load(account, SEMANTICS / "26b_ref.xlsx")[0].counts["unchanged"] == 1
    assert account.writes() == before


def test_a_reference_with_zeros_finds_the_one_that_lost_them(account):
    """The other way round too; letters are part of a reference, and 0123A is not 123A."""
    account.load("Nom société;Référence\nUn;77\nDeux;0123A\n")
    again = account.load("Nom société;Référence;Note\nUn;0077;x\nTrois;123A;y\n")
    assert (again.counts["updated"], again.counts["created"]) == (1, 1)
    assert {company["name"]: company["reference"] for company in account.companies()} == {
        "Un": "77",
        "Deux": "0123A",
        "Trois": "123A",
    }


def test_an_exact_reference_wins_and_several_alike_are_refused(account):
    """123 is 123 though 00123 is there; 0123, which both are like, is neither."""
    account.load("Nom société;Référence\nUn;00123\nDeux;123\n")
    exact = account.load("Nom société;Référence;Note\nDeux;123;x\n")
    assert exact.counts["updated"] == 1
    assert {company["name"]: company["note"] or None for company in account.companies()} == {
        "Un": None,
        "Deux": "x",
    }
    doubtful = account.load("Nom société;Référence;Note\nX;0123;x\n")
    (problem,) = doubtful.problems
    assert (doubtful.counts["rejected"], problem.code) == (1, "match-several")
    assert len(problem.params["records"]) == 2


def test_an_id_may_give_a_reference_its_zeros(account):
    """Beside the record's id the reference is what the file says, zeros and all."""
    made = account.api("POST", "/companies", {"type": "client", "name": "Un", "reference": "123"})["id"]
    account.load(f"ID Sellsy;Référence\n{made};00123\n")
    assert account.company()["reference"] == "00123"


def test_a_contact_finds_its_company_by_a_reference_without_zeros(account):
    """Links by reference read references alike."""
    account.load("Nom société;Référence\nUn;00123\n")
    result = account.load("Nom;Référence société\nDurand;123\n", entity="contact")
    assert result.counts["created"] == 1


@pytest.mark.parametrize("word", ["EFFACER", "effacer", "Effacer"])
def test_the_clear_word_counts_in_any_case_in_short_fields(account, word):
    """A phone and a reference are cleared in any case; a note only in capitals, for it may be a sentence."""
    account.load(CLEARED.format("0199001042", "Ancienne", "R1"))
    account.load(CLEARED.format(word, word, word), match=("name",))
    company = account.company()
    assert not company["phone_number"]
    assert not company["reference"]
    assert (company["note"] or "") == ("" if word == "EFFACER" else word)


def test_names_like_words_for_nothing_are_kept_and_said(account):
    """A surname Null, a first name None and a studio Undefined are who they are: kept, with a warning where whole."""
    account.load("Nom société\nUndefined Studio\nNull & Fils\n")
    result = account.load(
        "Nom;Prénom;Société;Note\nNull;None;Undefined Studio;sans objet\nNan;Jean;Null & Fils;N'importe\n",
        entity="contact",
    )
    codes = {(warning.row, warning.column) for warning in result.warnings if warning.code == "text-word-kept"}
    assert codes == {(2, "Nom"), (2, "Prénom"), (2, "Note"), (3, "Nom")}
    people_kept = [(person["last_name"], person["first_name"], person["note"]) for person in people(account)]
    assert people_kept == [("Null", "None", "sans objet"), ("Nan", "Jean", "N'importe")]


def people(account):
    """Return the contacts of the account."""
    return account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]


def test_a_dump_keeps_a_row_with_an_id_word_for_word(account):
    """Even in a dump, a row with its record's id is what the record holds."""
    made = account.api("POST", "/companies", {"type": "client", "name": "None", "note": "nan"})["id"]
    lines = f"{made};None;nan;\n;Alpha;nan;None\n;Bravo;None;nan\n"
    account.load(f"ID Sellsy;Nom société;Note;Référence\n{lines}")
    companies = {company["name"]: company["note"] or None for company in account.companies()}
    assert companies == {"None": "nan", "Alpha": None, "Bravo": None}
