"""Persons in rows of companies: whatever the headers, they become contacts of their company."""

NAMED = """\
Raison sociale;SIRET;Civilité;Nom;Prénom
Garnier;73282932000074;M.;Garnier;Paul
Garnier;73282932000074;Mme;Durand;Anne
Lefèvre SA;;;Lefèvre;Hélène
Seule SA;;;;Luc
"""
WHOLE = """\
Raison sociale;Nom du contact
A SA;Mme GUÉRIN Céline
B SA;M. et Mme Dupuis
C SA;Jean-Marc de la Tour
D SA;
"""


def people(account, company):
    """Return (civility, first name, last name) of a company's contacts."""
    contacts = account.api("GET", f"/companies/{account.company(name=company)['id']}/contacts")["data"]
    return sorted((person["civility"], person["first_name"], person["last_name"]) for person in contacts)


def test_the_persons_of_a_company_file_are_its_contacts(account):
    """Company, Nom and Prénom make a company and its contacts; imported again, nothing changes."""
    result = account.load(NAMED)
    assert (result.counts["created"], result.counts["rejected"]) == (4, 0)
    assert people(account, "Garnier") == [("mr", "Paul", "Garnier"), ("mrs", "Anne", "Durand")]
    assert people(account, "Lefèvre SA") == [(None, "Hélène", "Lefèvre")]
    writes = account.writes()
    again = account.load(NAMED)
    assert (again.counts["unchanged"], account.writes()) == (4, writes)


def test_a_first_name_alone_is_named_and_not_written(account):
    """Sellsy has no contact without a last name: the first name is not sent, and the row says so."""
    result = account.load(NAMED)
    (problem,) = [warning for warning in result.warnings if warning.code == "not-applicable"]
    assert (problem.row, problem.column, problem.value) == (5, "Prénom", "Luc")
    assert people(account, "Seule SA") == []


def test_a_file_that_says_what_its_rows_are_keeps_companies_and_persons_apart(account):
    """A person in the row of a company is its contact, in the row of an individual the individual."""
    account.load(
        "Société ou particulier;Nom société;Nom;Prénom\nsociété;Garnier;Durand;Anne\nparticulier;;Perrin;Zoé\n"
    )
    assert people(account, "Garnier") == [(None, "Anne", "Durand")]
    (person,) = account.api("POST", "/individuals/search", {"filters": {}})["data"]
    assert (person["first_name"], person["last_name"]) == ("Zoé", "Perrin")


def test_a_named_contact_wins_over_a_person_of_the_row(account):
    """Where a row has columns of a contact too, those are the contact, and the person is named as not written."""
    result = account.load("Nom société;Nom;Nom contact;Prénom contact\nGarnier;Durand;Petit;Luc\n")
    assert people(account, "Garnier") == [(None, "Luc", "Petit")]
    assert [(warning.code, warning.column) for warning in result.warnings] == [("not-applicable", "Nom")]


def test_a_whole_name_is_cut_and_a_doubtful_one_is_named(account):
    """`Nom du contact` alone holds civility, first and last name; a couple is one person to look at."""
    result = account.load(WHOLE)
    assert result.counts["created"] == 4
    assert people(account, "A SA") == [("mrs", "Céline", "GUÉRIN")]
    assert people(account, "B SA") == [(None, None, "Dupuis")]
    assert people(account, "C SA") == [(None, "Jean-Marc", "de la Tour")]
    assert [
        (warning.row, warning.value) for warning in result.warnings if warning.code == "person-name-doubtful"
    ] == [(3, "M. et Mme Dupuis")]
    assert account.load(WHOLE).counts["unchanged"] == 4


COLUMN = "Raison sociale;Contact;E-mail contact\nA SA;Mme Bozec Lise;\nB SA;{};\nC SA;Mme Hily Rozenn;r@c.example\n"


def test_the_order_of_the_column_reads_a_name_that_shows_none(account):
    """Where every certain name of the column has the last name first, so does a doubtful one, which is named."""
    result = account.load(COLUMN.format("M. Floch Marc"))
    assert people(account, "C SA") == [("mrs", "Rozenn", "Hily")]
    assert [(w.row, w.value) for w in result.warnings if w.code == "person-name-doubtful"] == [
        (4, "Mme Hily Rozenn")
    ]


def test_a_name_whose_order_nothing_shows_is_refused_or_left_out_with_its_person(account):
    """Where the column shows both orders, the row is to correct; dropped, its company is written without the person."""
    mixed = COLUMN.format("M. Marc Floch")
    refused = account.load(mixed)
    assert [(e.row, e.code, e.column) for e in refused.problems] == [(4, "person-name-order", "Contact")]
    assert refused.counts["created"] == 2
    dropped = account.load(mixed, on_bad_cell="drop")
    assert dropped.counts["created"] == 1
    assert people(account, "C SA") == []
    assert [(w.row, w.code, w.value) for w in dropped.warnings if w.row == 4] == [
        (4, "cell-left-out", "Mme Hily Rozenn"),
        (4, "cell-left-out", "r@c.example"),
    ]


def test_several_persons_in_a_cell_are_refused(account):
    """One row names one contact person: two in its cell are to correct."""
    result = account.load("Raison sociale;Contact\nA SA;Mme Le Bris / M. Salou\nB SA;M. et Mme Dupuis\n")
    assert [(e.row, e.code) for e in result.problems] == [(2, "person-name-several")]
    assert people(account, "B SA") == [(None, None, "Dupuis")]


def test_a_contact_of_one_column_is_cut(account):
    """A file of contacts may give whole names; the order that its header states decides two unknown words."""
    account.load(
        "Nom et prénom;E-mail\nWang Xi;x@example.com\nGUÉRIN Céline;c@example.com\n", entity="contact"
    )
    contacts = account.api("POST", "/contacts/search", {"filters": {}})["data"]
    assert {(contact["first_name"], contact["last_name"]) for contact in contacts} == {
        ("Xi", "Wang"),
        ("Céline", "GUÉRIN"),
    }


def test_a_last_name_beside_a_first_name_stays_whole(account):
    """Where a column has the first name, the last name is sent as it is written."""
    account.load("Raison sociale;Nom du contact;Prénom du contact\nA SA;Anne Petit;Zoé\n")
    assert people(account, "A SA") == [(None, "Zoé", "Anne Petit")]
