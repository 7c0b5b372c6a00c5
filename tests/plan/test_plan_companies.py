"""Contacts of several companies: on several rows or in one cell, one contact and all its links."""

import pytest

from etl import export, undo_run
from etl.plan.contact_links import plan_company_link, plan_individual_link
from etl.plan.writes import Draft


@pytest.fixture
def three(account):
    """An account with three companies; one has a comma in its name, and one name is part of it."""
    account.load(
        "ID d'origine;Nom société;SIRET;Référence;E-mail\n"
        "A1;Alpha;73282932000074;REF-1;a@alpha.example\nA2;Bêta, Fils;;;\nA3;Gamma;;;\n"
    )
    return account


def links(account, name="Lefèvre"):
    """Return the companies of the only contact of a name."""
    contacts = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    (contact,) = [person for person in contacts if person["last_name"] == name]
    companies = account.api("GET", f"/contacts/{contact['id']}/companies")["data"]
    return sorted(company["name"] for company in companies)


def outcomes(result, account):
    """Return (row, outcome, codes) of a run."""
    with account.journal() as journal:
        return [
            (row.row, str(row.outcome), [problem.code for problem in row.problems])
            for row in journal.rows.every(result.run_id)
        ]


ROWS = (
    "Nom;Prénom;E-mail;Téléphone;Nom société;Contact principal\n"
    "Lefèvre;Hélène;h@x.example;01 99 00 12 34;Alpha;oui\n"
    "Lefèvre;Hélène;h@x.example;;Gamma;oui\nLefèvre;Hélène;h@x.example;;Bêta, Fils;\n"
)


def test_rows_of_one_contact_are_one_contact_of_several_companies(three):
    """Three rows with one e-mail and three companies make one contact with three links, each row with its own roles."""
    dry = three.load(ROWS, entity="contact", dry_run=True)
    result = three.load(ROWS, entity="contact")
    assert outcomes(dry, three) == outcomes(result, three)
    assert outcomes(result, three) == [(2, "created", []), (3, "updated", []), (4, "updated", [])]
    assert links(three) == ["Alpha", "Bêta, Fils", "Gamma"]
    contact = three.company(name="Gamma")["main_contact_id"]
    assert contact == three.company(name="Alpha")["main_contact_id"]
    assert three.company(name="Bêta, Fils")["main_contact_id"] is None
    writes = three.writes()
    assert three.load(ROWS, entity="contact").counts["unchanged"] == 3
    assert three.writes() == writes


@pytest.mark.parametrize(
    "expected",
    [
        "Alpha; Bêta, Fils",
        '"Alpha\nBêta, Fils"',
        "73282932000074; Bêta, Fils",
        "a@alpha.example;Bêta, Fils",
        "REF-1;bêta, fils",
    ],
)
def test_a_cell_lists_companies(three, expected):
    """`Sociétés` takes names, SIRETs, e-mails and references behind semicolons or line breaks; a comma in a name stays."""
    quoted = expected if expected.startswith('"') else f'"{expected}"'
    text = f"Nom;E-mail;Sociétés\nLefèvre;h@x.example;{quoted}\n"
    assert three.load(text, entity="contact").counts["created"] == 1
    assert links(three) == ["Alpha", "Bêta, Fils"]
    assert three.load(text, entity="contact").counts["unchanged"] == 1


def test_commas_separate_companies_where_the_whole_is_none(three):
    """A list behind commas is read where the whole is no company; of its parts only those that are none are named."""
    text = (
        'Nom;E-mail;Sociétés\nLefèvre;h@x.example;"Alpha, Gamma"\nPetit;p@x.example;"Alpha, Omega"\n'
        'Roux;r@x.example;"Roux, Omega & Cie"\nBon;b@x.example;"x@y.example, Gamma"\n'
    )
    result = three.load(text, entity="contact")
    assert [(problem.row, problem.code, problem.value) for problem in result.problems] == [
        (3, "link-unknown", "Omega"),
        (4, "link-unknown", "Roux, Omega & Cie"),
        (5, "link-unknown", "x@y.example"),
    ]
    assert links(three) == ["Alpha", "Gamma"]


def test_a_cell_lists_companies_by_their_old_ids(three):
    """`Client legacy id` takes several ids, of which one that is unknown refuses the row."""
    text = 'Legacy id;Last name;Client legacy id\nP1;Lefèvre;"A1;A2"\nP2;Petit;"A1;A9"\nP3;Roux;"A1, A3"\n'
    wrong = 'P4;Bon;"A1, A9"\nP5;Sec;"A8, A9"\n'
    result = three.load(text + wrong, entity="contact")
    assert [(problem.row, problem.code, problem.value) for problem in result.problems] == [
        (3, "parent-unknown", "A9"),
        (5, "parent-unknown", "A9"),
        (6, "parent-unknown", "A8, A9"),
    ]
    assert (links(three), links(three, "Roux")) == (["Alpha", "Bêta, Fils"], ["Alpha", "Gamma"])
    assert three.load(text, entity="contact").counts["unchanged"] == 2


def test_rows_of_one_old_id_are_one_contact(three):
    """A contact without e-mail on two rows is told by its old id."""
    text = "ID d'origine;Nom;ID d'origine client\nP1;Lefèvre;A1\nP1;Lefèvre;A3\n"
    assert three.load(text, entity="contact").counts["created"] == 1
    assert links(three) == ["Alpha", "Gamma"]


def test_rows_that_contradict_each_other_are_refused(three):
    """Two rows of one contact with two phones are both refused, naming both and the column."""
    text = ROWS.replace(";;Gamma", ";01 99 00 99 99;Gamma")
    result = three.load(text, entity="contact")
    problems = [
        (problem.row, problem.code, problem.column, problem.params["rows"]) for problem in result.problems
    ]
    assert problems == [(row, "rows-contradict", "Téléphone", ["2", "3", "4"]) for row in (2, 3, 4)]


def test_names_of_rows_that_contradict_each_other_are_looked_up(demo):
    """An unknown tag is told in the same round as the phones that differ."""
    first, *rows = ROWS.replace(";;Gamma", ";01 99 00 99 99;Gamma").strip().split("\n")
    text = "\n".join([f"{first};Smart tags", *(f"{row};Inconnu" for row in rows)])
    result = demo.load(text, entity="contact", create_missing=())
    codes = {(problem.row, problem.code) for problem in result.problems}
    assert codes == {(row, code) for row in (2, 3, 4) for code in ("rows-contradict", "tag-unknown")}


def test_spellings_of_one_contact_do_not_contradict_each_other(three):
    """Case and accents make no difference between the rows of a contact: the first spelling counts, again too."""
    text = ROWS.replace("Lefèvre;Hélène;h@x.example;;Gamma", "LEFEVRE;Helene;H@x.example;;Gamma")
    assert outcomes(three.load(text, entity="contact"), three) == [
        (2, "created", []),
        (3, "updated", []),
        (4, "updated", []),
    ]
    assert links(three) == ["Alpha", "Bêta, Fils", "Gamma"]
    assert three.load(text, entity="contact").counts["unchanged"] == 3


def test_other_first_names_of_one_contact_contradict_each_other(three):
    """A first name that is another, not another spelling, refuses the rows and is named."""
    text = ROWS.replace("Lefèvre;Hélène;h@x.example;;Gamma", "Lefèvre;Hélèna;h@x.example;;Gamma")
    problems = {(problem.code, problem.column) for problem in three.load(text, entity="contact").problems}
    assert problems == {("rows-contradict", "Prénom")}


def test_the_same_row_twice_is_still_a_double(three):
    """Rows of one contact and one company are told as doubles."""
    text = "Nom;E-mail;Nom société\nLefèvre;h@x.example;Alpha\nLefèvre;h@x.example;Alpha\n"
    result = three.load(text, entity="contact")
    assert [problem.code for problem in result.problems] == ["duplicate-in-file"] * 2


def test_a_company_that_is_not_there_refuses_its_row_alone(three):
    """Of a contact's rows the one whose company is unknown is refused, the others make the contact with all that they say."""
    text = ROWS.replace(";Alpha;", ";Inconnue;")
    result = three.load(text, entity="contact")
    assert outcomes(result, three) == [
        (2, "rejected", ["link-unknown"]),
        (3, "created", []),
        (4, "updated", []),
    ]
    assert links(three) == ["Bêta, Fils", "Gamma"]


def test_a_role_needs_its_company(three):
    """A role beside a list of companies is refused, beside a company of its own it is that one's."""
    text = 'Nom;E-mail;Nom société;Sociétés;Contact principal\nLefèvre;h@x.example;{own};"Alpha;Gamma";oui\n'
    (problem,) = three.load(text.format(own=""), entity="contact").problems
    assert (problem.code, problem.column) == ("roles-several", "Contact principal")
    assert three.load(text.format(own="Gamma"), entity="contact").counts["created"] == 1
    assert three.company(name="Gamma")["main_contact_id"] is not None
    assert three.company(name="Alpha")["main_contact_id"] is None


def test_the_undo_takes_away_what_the_run_made(three):
    """A contact that was there keeps its own company and loses the links of the run; one that the run made is deleted."""
    three.load("Nom;E-mail;Nom société\nLefèvre;h@x.example;Alpha\n", entity="contact")
    more = 'Nom;E-mail;Sociétés\nLefèvre;h@x.example;"Alpha;Gamma"\nPetit;p@x.example;"Alpha;Gamma"\n'
    run = three.load(more, entity="contact")
    assert (run.counts["updated"], run.counts["created"]) == (1, 1)
    undone = undo_run(run.run_id, settings=three.settings, dry_run=False, settle_s=0.1)
    assert undone.problems == ()
    assert links(three) == ["Alpha"]
    rows = three.load(ROWS.replace("h@x", "n@x").replace("Lefèvre", "Neuve"), entity="contact")
    assert rows.counts["created"] == 1
    assert undo_run(rows.run_id, settings=three.settings, dry_run=False, settle_s=0.1).problems == ()
    contacts = three.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    assert [contact["last_name"] for contact in contacts] == ["Lefèvre"]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
def test_an_export_shows_all_companies_and_imports_as_unchanged(three, suffix):
    """The export of a contact of several companies lists their ids; imported as it is, it writes nothing."""
    three.load(ROWS, entity="contact")
    place = three.folder / f"contacts{suffix}"
    export("contact", place, settings=three.settings, lang="fr")
    writes = three.writes()
    again = three.load(place, entity="contact")
    assert (again.counts["unchanged"], again.problems) == (1, ())
    assert three.writes() == writes
    if suffix == ".csv":
        ids = sorted(str(company["id"]) for company in three.companies())
        assert "; ".join(ids) in place.read_text(encoding="utf-8-sig")


def test_a_link_is_shown_by_the_name_of_what_it_leads_to():
    """A company or individual that is there is called by its name; one that the row creates has none yet."""
    draft = Draft(2, iter("abc").__next__)
    there = {"id": 1001, "name": "Menuiserie Kervadec"}
    plan_company_link(draft, "1001", "5", roles={"main"}, current=None, needs=(), document=there)
    plan_individual_link(draft, "7", "5", name="X", needs=(), document={"id": 7, "last_name": "Roux"})
    plan_company_link(draft, "new", "5", roles=set(), current=None, needs=("new",))
    shown = [str(change.new) for change in draft.changes]
    assert [shown[0].startswith("1001 (Menuiserie Kervadec)"), *shown[1:]] == [True, "7 (Roux)", "new"]
