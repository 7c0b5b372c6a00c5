"""Rows of one file that are about one contact person of the account: no two write different things to it."""

import pytest

from etl import verify_run

HEAD = "Nom société;ID contact;Prénom contact;Nom contact;E-mail contact;Téléphone contact\n"


def people(account):
    """Return e-mail and phone of every contact."""
    contacts = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    return sorted((contact["email"] or "", contact["phone_number"] or "") for contact in contacts)


def contact_id(account):
    """Return the id of the only contact."""
    (contact,) = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    return contact["id"]


def settles(account, text):
    """Tell whether the file, imported again, writes nothing, and every row says what Sellsy holds."""
    writes = account.writes()
    result = account.load(text)
    verified = verify_run("last", settings=account.settings)
    return (account.writes(), result.counts["unchanged"], verified.exit_code) == (writes, 2, 0)


@pytest.mark.parametrize("second", ["Un", "Deux"])
def test_two_e_mails_of_a_name_are_two_people_though_one_contact_has_none(account, second):
    """Where the contact has no e-mail one row updates it and the other makes a second one; again nothing is written."""
    account.load(f"{HEAD}Un;;Jean;Durand;;\n")
    if second != "Un":
        account.load(f"{HEAD}{second};{contact_id(account)};Jean;Durand;;\n")
    text = f"{HEAD}Un;;Jean;Durand;jean@x.example;\n{second};;Jean;Durand;jd@x.example;\n"
    account.load(text, dry_run=True)
    result = account.load(text)
    assert (result.problems, people(account)) == ((), [("jd@x.example", ""), ("jean@x.example", "")])
    assert settles(account, text)


@pytest.mark.parametrize("second", ["Un", "Deux"])
@pytest.mark.parametrize("dry_run", [True, False])
def test_one_id_with_two_e_mails_is_refused(account, second, dry_run):
    """Rows of one contact, by its id, that say two e-mails are refused, both, in one company or two."""
    account.load(f"{HEAD}Un;;Jean;Durand;old@x.example;\n")
    known, writes = contact_id(account), account.writes()
    text = f"{HEAD}Un;{known};Jean;Durand;jean@x.example;\n{second};{known};Jean;Durand;jd@x.example;\n"
    problems = [
        (problem.row, problem.code, problem.column, problem.params["rows"])
        for problem in account.load(text, dry_run=dry_run).problems
    ]
    assert problems == [(row, "rows-contradict", "E-mail contact", ["2", "3"]) for row in (2, 3)]
    assert account.writes() == writes


def test_a_contact_by_id_and_by_name_is_written_once(account):
    """Rows that find one contact, one by its id and one by its name, are refused where their phones differ."""
    account.load(f"{HEAD}Un;;Jean;Durand;old@x.example;\n")
    known, writes = contact_id(account), account.writes()
    rows = f"Un;{known};Jean;;;+33199001234\nUn;;Jean;Durand;old@x.example;+33199005678\n"
    problems = [(problem.row, problem.code, problem.column) for problem in account.load(HEAD + rows).problems]
    assert problems == [(row, "rows-contradict", "Téléphone contact") for row in (2, 3)]
    assert account.writes() == writes


@pytest.mark.parametrize("second", ["Un", "Deux"])
def test_rows_of_one_id_that_agree_are_written(account, second):
    """Rows of one contact that say the same, or different things of it, are taken; again nothing is written."""
    account.load(f"{HEAD}Un;;Jean;Durand;old@x.example;\n")
    known = contact_id(account)
    rows = f"Un;{known};;Durand;jean@x.example;\n{second};{known};Jean;DURAND;;+33199001234\n"
    text = HEAD + rows
    assert account.load(text).problems == ()
    assert people(account) == [("jean@x.example", "+33199001234")]
    assert settles(account, text)
