"""`runs retry`: only what failed or is unknown, as it was or corrected; nothing is created twice."""

import csv

import openpyxl
import pytest

from etl import resume_run, retry_run, verify_run
from etl.core.errors import ApiError, ConfigError

pytestmark = pytest.mark.databases(slow=True)

HEAD = "Nom société;Email;Adresse;Code postal;Ville;Pays;Nom contact;Smart tags\n"


def row(name, *, person=""):
    return f"{name};{name}@r.example;1 rue {name};29200;Brest;France;{person or 'P' + name};VIP\n"


def refuse(account, path, **more):
    """Let Sellsy refuse some operations of batches."""
    account.faults(
        {"match": {"method": "POST", "path": path, "in": "pair"}, "fault": "status", "status": 400, **more}
    )


def retry(account, run="last", path=None, **options):
    result = retry_run(run, path, settings=account.settings, settle_s=1, **options)
    assert result.counts["read"] == sum(n for k, n in result.counts.items() if k != "read")
    return result


def counted(result):
    return {name: number for name, number in result.counts.items() if number}


def names(account):
    return sorted(company["name"] for company in account.companies())


def people(account):
    contacts = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    return sorted(contact["last_name"] for contact in contacts)


def test_failed_rows_are_tried_again_as_they_were(account):
    """Companies that Sellsy refused are created; a run whose rows were retried sends on to its retry."""
    refuse(account, "^/v2/companies$|^/companies$", nth=[1, 3])
    first = account.load(HEAD + "".join(map(row, "ABCD")))
    account.calm()
    assert counted(first) == {"read": 4, "created": 2, "failed": 2}
    again = retry(account, first.run_id)
    assert (counted(again), again.exit_code) == ({"read": 2, "created": 2}, 0)
    assert (names(account), people(account)) == (list("ABCD"), ["PA", "PB", "PC", "PD"])
    assert verify_run(again.run_id, settings=account.settings).exit_code == 0
    with pytest.raises(ConfigError) as twice:
        retry(account, first.run_id)
    assert (twice.value.code, twice.value.params["child"]) == ("retry-done", again.run_id)
    nothing = retry(account, again.run_id)
    assert (nothing.run_id, counted(nothing), nothing.exit_code) == (again.run_id, {}, 0)


@pytest.mark.parametrize("mode", ["upsert", "create"])
@pytest.mark.parametrize("part", ["/addresses$", "/contacts/"])
def test_a_row_whose_record_was_created_updates_it(account, part, mode):
    """The company is there, its address or its person's link was refused: neither company nor person is doubled."""
    text = "".join(
        row(name).replace("@r.example", "") for name in "AB"
    )  # no e-mail of its own, no strong key
    refuse(account, part)
    first = account.load(HEAD + text.replace(";A;", ";;").replace(";B;", ";;"), mode=mode)
    account.calm()
    assert counted(first) == {"read": 2, "failed": 2}
    assert names(account) == ["A", "B"]
    company = account.company(name="A")["id"]
    account.api("PUT", f"/companies/{company}", {"name": "Renommée"})  # no key finds it any more
    again = retry(account, first.run_id)
    assert (counted(again), again.exit_code) == ({"read": 2, "updated": 2}, 0), again.problems
    assert (len(names(account)), people(account)) == (2, ["PA", "PB"])
    assert len(account.api("GET", f"/companies/{company}/addresses")["data"]) == 1
    assert len(account.api("GET", f"/companies/{company}/contacts")["data"]) == 1


def test_unknown_rows_are_looked_up_first(account):
    """What was done is settled in the run itself, what surely was not is tried again, in a run of its own."""
    account.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "nth": [1]},
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_before", "nth": [2]},
    )
    first = account.load("Nom société\nA\nB\nC\nD\n", batch_size=2)
    account.calm()
    assert counted(first) == {"read": 4, "unknown": 4}
    again = retry(account, first.run_id)
    assert counted(again) == {"read": 2, "created": 2}
    with account.journal() as journal:
        counts = journal.rows.counts(first.run_id)
    assert (counts["created"], counts["failed"], counts["unknown"]) == (2, 2, 0)
    assert names(account) == list("ABCD")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_corrected_rows_are_imported_as_the_run_was(account, form):
    """The report, corrected, is read with the run's mapping and order of dates; its rows know what they wrote."""
    text = HEAD.strip().replace("Nom société", "Boîte") + ";Depuis\n"
    for name in "ABC":
        text += row(name).strip() + ";04/03/2024\n"
    text += row("D").strip().replace("D@r.example", "pas un mail") + ";05/03/2024\n"
    refuse(account, "/addresses$", nth=[2])
    report = account.folder / f"report.{form}"
    chosen = {"mapping": {"Boîte": "name", "Depuis": "created"}, "date_order": "mdy", "report": report}
    first = account.load(text, **chosen)
    account.calm()
    assert counted(first) == {"read": 4, "created": 2, "failed": 1, "rejected": 1}
    failed = sorted(set("ABC") - {"A", "C"})
    correct(
        report,
        form,
        {"pas un mail": "d@r.example", f"{failed[0]}@r.example": "nouveau@r.example"},
        renamed=failed[0],
    )
    again = retry(account, first.run_id, report)
    assert (counted(again), again.exit_code) == ({"read": 2, "created": 1, "updated": 1}, 0), again.problems
    emails = {company["name"]: company["email"] for company in account.companies()}
    assert len(emails) == 4
    assert (emails["Corrigée"], emails["D"]) == ("nouveau@r.example", "d@r.example")
    assert account.company(name="D")["created"].startswith("2024-05-03")
    with account.journal() as journal:
        child = journal.runs.find(again.run_id)
    assert (child.kind, child.parent) == ("retry", first.run_id)


def correct(path, form, corrected, *, renamed):
    """Correct cells of a report, and the name of a company."""
    cells = {**corrected, renamed: "Corrigée"}
    if form == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [[cells.get(cell, cell) for cell in line] for line in csv.reader(file, delimiter=";")]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(lines)
        return
    book = openpyxl.load_workbook(path)
    sheet = book["To correct"]
    for line in sheet.iter_rows():
        for cell in line:
            cell.value = cells.get(cell.value, cell.value)
    book.save(path)


def stopped(account, *where):
    """Let a retry be stopped before anything is sent, and return its id."""
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 403})
    with pytest.raises(ApiError):
        retry(account, *where)
    account.calm()
    with account.journal() as journal:
        return journal.runs.newest(1)[0].run_id


def test_a_retry_is_resumed(account):
    """Stopped before anything was sent, both kinds of retry begin again; the run they are about names them."""
    report = account.folder / "report.csv"
    refuse(account, "/addresses$")
    first = account.load(HEAD + row("A") + row("B"), report=report)
    account.calm()
    assert counted(first) == {"read": 2, "failed": 2}
    corrected = stopped(account, first.run_id, report)
    refuse(account, "/addresses$")
    half = resume_run(corrected, settings=account.settings)
    account.calm()
    assert counted(half) == {"read": 2, "failed": 2}
    plain = stopped(account, corrected)
    for path in (None, report):
        with pytest.raises(ConfigError) as begun:
            retry(account, corrected, path)
        assert (begun.value.code, begun.value.params["child"]) == ("child-unfinished", plain)
    assert counted(resume_run(plain, settings=account.settings)) == {"read": 2, "updated": 2}
    assert (names(account), people(account)) == (["A", "B"], ["PA", "PB"])


def test_a_correction_that_did_not_finish_is_taken_over_by_the_next(account):
    """Corrected once more, the file is another one: the unfinished retry is closed, its rows are this one's."""
    report = account.folder / "report.csv"
    refuse(account, "/addresses$")
    first = account.load(HEAD + row("A"), report=report)
    account.calm()
    begun = stopped(account, first.run_id, report)
    report.write_text(
        report.read_text(encoding="utf-8-sig").replace("1 rue A", "2 rue A"), encoding="utf-8-sig"
    )
    assert counted(retry(account, first.run_id, report)) == {"read": 1, "updated": 1}
    with account.journal() as journal:
        assert (journal.runs.find(begun).status, journal.rows.counts(begun)["skipped"]) == ("finished", 1)
    (address,) = account.api("GET", f"/companies/{account.company(name='A')['id']}/addresses")["data"]
    assert address["address_line_1"] == "2 rue A"


def test_a_run_that_did_not_finish_is_resumed_not_retried(account):
    """Its rows are not settled: resume completes it first."""
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 403})
    with pytest.raises(ApiError):
        account.load("Nom société\nA\n")
    account.calm()
    with pytest.raises(ConfigError) as unfinished:
        retry(account)
    assert unfinished.value.code == "retry-unfinished"


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("corrected", [False, True])
def test_a_person_made_in_the_first_try_is_one_person(account, known, corrected):
    """A person with an e-mail whose link Sellsy refused is found by id and by e-mail: one person, linked, once."""
    if known:
        account.load("Nom société\nK\n", name="before.csv")
    head = "Nom société;Note;Nom contact;Prénom contact;E-mail contact;Téléphone contact;Contact principal\n"
    lines = "K;n;Durand;Léa;lea@r.example;0145678901;Oui\n"
    refuse(account, "/contacts/[^/]+$")
    first = account.load(head + lines, mode="upsert", report=account.folder / "r.xlsx")
    account.calm()
    assert first.counts["failed"] == 1
    path = None
    if corrected:
        path = account.folder / "corrected.csv"
        path.write_text(f"sellsy-etl: ligne;{head}2;{lines}", encoding="utf-8")
    again = retry(account, first.run_id, path)
    assert (again.problems, again.exit_code) == ((), 0)
    assert people(account) == ["Durand"]
    company = account.company(name="K")
    (linked,) = account.api("GET", f"/companies/{company['id']}/contacts")["data"]
    assert (linked["last_name"], company["main_contact_id"]) == ("Durand", linked["id"])
    assert account.load(head + lines, mode="upsert", name="third.csv").counts["unchanged"] == 1


SHARED = "Nom société;Nom contact;Prénom contact;Téléphone contact\n" + "".join(
    f"{company};Martin;Jean;0199001234\n" for company in ("Un", "Deux", "Trois")
)
"""One contact person of three companies, known by name and phone alone."""


@pytest.mark.parametrize("corrected", [False, True])
@pytest.mark.parametrize(
    ("path", "nth", "size"),
    [
        ("/contacts/", [2], 100),
        ("^/v2/companies$|^/companies$", [1], 100),
        ("^/v2/companies$|^/companies$", [2, 3], 100),
        ("^/v2/companies$|^/companies$", [1, 2, 3], 100),
        ("/contacts$", [1], 1),
        ("/contacts/", [1, 2, 3], 1),
    ],
)
def test_a_person_of_several_companies_is_neither_doubled_nor_lost(account, path, nth, size, corrected):
    """Whichever write of the rows was refused, as they were or corrected: one contact, linked to all of them."""
    refuse(account, path, nth=nth)
    first = account.load(SHARED, batch_size=size)
    account.calm()
    assert first.counts["created"] + first.counts["failed"] == 3
    again = retry(account, first.run_id, first.report if corrected else None)
    assert (again.counts["read"], again.exit_code) == (first.counts["failed"], 0)
    (contact,) = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    linked = account.api("GET", f"/contacts/{contact['id']}/companies")["data"]
    assert sorted(record["name"] for record in linked) == ["Deux", "Trois", "Un"]
    writes = account.writes()
    assert (account.load(SHARED).counts["unchanged"], account.writes()) == (3, writes)
