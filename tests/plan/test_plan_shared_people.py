"""Contact persons whom rows of several companies name: one contact with a link to each, where a key says so."""

import pytest

from etl import run_pipeline, undo_run

HEAD = "Nom société;Nom contact;Prénom contact;E-mail contact;Téléphone contact;Fonction contact;Contact principal"


def contacts(account):
    """Return e-mail, phone and companies of every contact."""
    records = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    return sorted(
        (
            record["email"] or "",
            record["phone_number"] or "",
            sorted(c["name"] for c in account.api("GET", f"/contacts/{record['id']}/companies")["data"]),
        )
        for record in records
    )


def outcomes(result, account):
    """Return (row, outcome, codes) of a run."""
    with account.journal() as journal:
        return [
            (row.row, str(row.outcome), [problem.code for problem in row.problems])
            for row in journal.rows.every(result.run_id)
        ]


def lines(*rows):
    return "\n".join([HEAD, *rows, ""])


@pytest.mark.parametrize(
    "rows",
    [
        ("Un;Lefèvre;Hélène;h@x.example;;;", "Deux;LEFEVRE;Helene;H@x.example;+33199001234;;"),
        ("Un;Lefèvre;Hélène;;+33199001234;;", "Deux;Lefèvre;Hélène;h@x.example;+33199001234;;"),
    ],
    ids=["e-mail", "phone"],
)
def test_one_person_on_rows_of_two_companies_is_one_contact(account, rows):
    """The contact is made once, with all that the rows say, and linked to both; again nothing is written."""
    text = lines(*rows)
    dry = account.load(text, dry_run=True)
    result = account.load(text)
    assert outcomes(dry, account) == outcomes(result, account) == [(2, "created", []), (3, "created", [])]
    assert contacts(account) == [("h@x.example", "+33199001234", ["Deux", "Un"])]
    writes = account.writes()
    assert account.load(text).counts["unchanged"] == 2
    assert account.writes() == writes
    undo_run(result.run_id, settings=account.settings, dry_run=False, settle_s=0.1)
    assert (contacts(account), account.companies()) == ([], [])


@pytest.mark.parametrize(
    "rows",
    [
        ("Un;Lefèvre;Hélène;;;;", "Deux;Lefèvre;Hélène;;;;"),
        ("Un;Lefèvre;Hélène;h@x.example;;;", "Deux;Lefèvre;Hélène;l@y.example;;;"),
        ("Un;Lefèvre;Hélène;h@x.example;+33199001234;;", "Deux;Lefèvre;Hélène;l@y.example;+33199001234;;"),
        ("Un;Lefèvre;Hélène;h@x.example;;;", "Deux;Martin;Jean;h@x.example;;;"),
    ],
    ids=["name alone", "two e-mails", "a phone and two e-mails", "two names"],
)
def test_who_has_only_a_name_in_common_are_two_contacts(account, rows):
    """A name alone, or an e-mail of two names, makes no one person of two; again nothing is written."""
    text = lines(*rows)
    assert account.load(text).counts["created"] == 2
    assert len(contacts(account)) == 2
    assert account.load(text).counts["unchanged"] == 2


def test_rows_of_one_person_that_contradict_each_other_are_refused(account):
    """Two positions of one person are named with both rows; a role is for each company, and no contradiction."""
    rows = ("Un;Lefèvre;Hélène;h@x.example;;Gérante;", "Deux;Lefèvre;Hélène;h@x.example;;Directrice;")
    problems = [
        (problem.row, problem.code, problem.column, problem.params["rows"])
        for problem in account.load(lines(*rows)).problems
    ]
    assert problems == [(row, "rows-contradict", "Fonction contact", ["2", "3"]) for row in (2, 3)]
    rows = ("Un;Lefèvre;Hélène;h@x.example;;Gérante;oui", "Deux;Lefèvre;Hélène;h@x.example;;gérante;")
    account.load(lines(*rows))
    main = {company["name"]: company["main_contact_id"] is not None for company in account.companies()}
    assert main == {"Un": True, "Deux": False}


def test_a_person_of_another_company_of_the_account_is_linked(account):
    """Where one of the companies has the contact already, it is linked to the other too, by e-mail or by phone."""
    account.load(lines("Un;Lefèvre;Hélène;;+33199001234;;"))
    rows = ("Deux;Lefèvre;Hélène;;+33199001234;;", "Un;Lefèvre;Hélène;;+33199001234;;")
    account.load(lines(*rows))
    assert contacts(account) == [("", "+33199001234", ["Deux", "Un"])]


def test_a_row_that_is_left_out_leaves_its_person_to_the_other(account):
    """Where the first row is skipped, its company being there already, the second makes the contact."""
    account.load("Nom société;SIRET\nUn;73282932000074\n")
    head = f"{HEAD};SIRET\n"
    rows = "Un;Lefèvre;Hélène;h@x.example;;;;73282932000074\nTrois;Lefèvre;Hélène;h@x.example;;;;\n"
    result = account.load(head + rows, mode="create")
    assert (result.counts["skipped"], result.counts["created"]) == (1, 1)
    assert contacts(account) == [("h@x.example", "", ["Trois"])]


def test_small_batches_link_what_an_earlier_one_made(account):
    """Rows that share a person and do not fit one batch are sent one after the other."""
    rows = (f"{name};Lefèvre;Hélène;h@x.example;;;" for name in ("Un", "Deux", "Trois"))
    result = account.load(lines(*rows), batch_size=2)
    assert (result.counts["created"], result.problems) == (3, ())
    assert contacts(account) == [("h@x.example", "", ["Deux", "Trois", "Un"])]


def test_a_rehearsed_pipeline_knows_every_company_of_a_shared_person(account):
    """A later step of a dry run finds both companies whose rows name one person, as the run does."""
    rows = ("Un;Lefèvre;Hélène;h@x.example;;;", "Deux;Lefèvre;Hélène;h@x.example;;;")
    (account.folder / "a.csv").write_text(lines(*rows), encoding="utf-8")
    text = "Nom;Nom société\nMartin;Un\nDurand;Deux\n"
    (account.folder / "b.csv").write_text(text, encoding="utf-8")
    steps = "  a: {import: a.csv, entity: client}\n  b: {import: b.csv, entity: contact, needs: [a]}\n"
    path = account.folder / "p.yaml"
    path.write_text(f"steps:\n{steps}", encoding="utf-8")
    for dry_run in (True, False):
        assert run_pipeline(path, settings=account.settings, dry_run=dry_run).exit_code == 0


TWO_COMPANIES = "Nom société\nUn\nDeux\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bo;Quatre;;0639980098", "BO;Quatre;;0639980098"),
        ("Bo;Quatre;bo@x.example;0639980098", "Bo;Quatre;;0639980098"),
        ("Bo;Quatre;;0639980098", "Bo;Quatre;bo@x.example;0639980098"),
    ],
    ids=["mobile", "e-mail first", "e-mail second"],
)
def test_a_contact_of_two_companies_by_name_and_phone_is_one(account, first, second):
    """Two rows of a file of contacts with one name and one phone are one contact with both links, now and at the next import."""
    account.load(TWO_COMPANIES)
    text = f"Prénom;Nom;E-mail;Mobile;Nom société\n{first};Un\n{second};Deux\n"
    result = account.load(text, entity="contact")
    assert result.problems == ()
    assert [contact[2] for contact in contacts(account)] == [["Deux", "Un"]]
    writes = account.writes()
    assert account.load(text, entity="contact").counts["unchanged"] == 2
    assert account.writes() == writes


@pytest.mark.parametrize(
    ("head", "rows", "made", "refused"),
    [
        ("E-mail;Mobile", ["a@x.example;0639980098", "b@x.example;0639980098"], 2, []),
        ("ID d'origine;Mobile", ["Z1;0639980098", "Z2;0639980098"], 2, []),
        (
            "Mobile;Note",
            ["0639980098;a", "0639980098;b"],
            0,
            [(2, "rows-contradict"), (3, "rows-contradict")],
        ),
        ("E-mail;Mobile", ["a@x.example;", ";"], 1, [(3, "found-as-created")]),
        ("E-mail;Mobile", [";", "a@x.example;"], 1, [(3, "found-as-created")]),
        ("E-mail;Mobile", [";0639980098", ";0639980099"], 2, []),
    ],
    ids=["two e-mails", "two old ids", "two notes", "e-mail above", "e-mail below", "two phones"],
)
def test_namesakes_of_two_companies_are_two_or_refused(account, head, rows, made, refused):
    """Namesakes of two companies are two where a key says so; where the next file would find one in the other, the later is refused."""
    account.load(TWO_COMPANIES)
    lines = [f"Bo;Quatre;{row};{company}" for row, company in zip(rows, ("Un", "Deux"), strict=True)]
    result = account.load("\n".join([f"Prénom;Nom;{head};Nom société", *lines, ""]), entity="contact")
    assert [(problem.row, problem.code) for problem in result.problems] == refused
    assert result.counts["created"] == made
