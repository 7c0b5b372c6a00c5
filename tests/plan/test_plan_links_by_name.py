"""Links that a row says twice, by an id of another system and by a name: the id decides, the name where it may."""

import pytest

COMPANIES = "ID d'origine;Nom société\nA1;Alpha\nA2;Bêta\n"
OPEN = {"columns": {"Ancien": "company_legacy_id"}, "if_known": ["company_legacy_id"]}


@pytest.fixture
def known(account):
    """An account with two companies from another system, Alpha (A1) and Bêta (A2), and Gamma, which is nobody's."""
    account.load(COMPANIES)
    account.load("Nom société\nGamma\n", name="own.csv")
    return account


def linked(account, name="Petit"):
    """Return the companies of the only contact of a name."""
    contacts = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    (contact,) = [person for person in contacts if person["last_name"] == name]
    return sorted(
        company["name"] for company in account.api("GET", f"/contacts/{contact['id']}/companies")["data"]
    )


def told(result):
    """Return (row, code, value) of the problems of a run."""
    return [(problem.row, problem.code, problem.value) for problem in result.problems]


@pytest.mark.parametrize("name", ["Alpha", "Bêta", "x", ""])
def test_an_id_that_is_known_decides(known, name):
    """Whatever name stands beside it, of another company or of none, the contact is linked to what the id became."""
    text = f"Nom;ID d'origine société;Nom société\nPetit;A1;{name}\n"
    assert known.load(text, entity="contact").counts["created"] == 1
    assert linked(known) == ["Alpha"]


@pytest.mark.parametrize("name", ["Bêta", "x"])
def test_several_ids_that_are_known_decide(known, name):
    """A name beside several ids adds no company and refuses nothing."""
    text = f'Nom;ID d\'origine société;Nom société\nPetit;"A1;A2";{name}\n'
    assert known.load(text, entity="contact").counts["created"] == 1
    assert linked(known) == ["Alpha", "Bêta"]


def test_a_name_says_whose_main_contact_one_of_several_companies_has(known):
    """Beside several ids the name of one of their companies says which one the role is for."""
    text = 'Nom;ID d\'origine société;Nom société;Contact principal\nPetit;"A1;A2";Bêta;oui\n'
    assert known.load(text, entity="contact").counts["created"] == 1
    assert known.company(name="Bêta")["main_contact_id"]
    assert known.company(name="Alpha")["main_contact_id"] is None


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Petit;Z9;Gamma\n", []),
        ("Petit;Z9;Alpha\n", [(2, "parent-other-id", "Z9")]),
        ("Petit;Z9;Omega\n", [(2, "parent-by-name", "Z9")]),
        ("Petit;Z9;\n", [(2, "parent-unknown", "Z9")]),
        ("Petit;Z9;Gamma\nRoux;Z8;gamma\n", [(2, "parent-ids-differ", "Z9"), (3, "parent-ids-differ", "Z8")]),
        ("Petit;Z9;Gamma\nRoux;Z9;GAMMA\n", []),
    ],
)  # fmt: skip
def test_a_name_serves_where_nothing_has_the_id(known, rows, expected, dry_run):
    """It must be that of exactly one record, which has no other id and to which the file gives one id only."""
    result = known.load(f"Nom;ID d'origine société;Nom société\n{rows}", entity="contact", dry_run=dry_run)
    assert told(result) == expected
    if not expected and not dry_run:
        assert linked(known) == ["Gamma"]
    for problem in result.problems:
        text = problem.texts("en")[0]
        assert str(problem.value) in text
        assert problem.code == "parent-unknown" or any(name in text for name in ("Alpha", "Gamma", "Omega"))


def test_two_records_of_the_name_refuse_the_row(known):
    """A name that two companies bear tells nothing; the row is refused with its id, and both are named."""
    known.api("POST", "/companies", {"name": "Gamma", "type": "client"})
    result = known.load("Nom;ID d'origine société;Nom société\nPetit;Z9;Gamma\n", entity="contact")
    assert told(result) == [(2, "parent-by-name", "Z9")]
    assert "Gamma" in result.problems[0].texts("fr")[0]


def test_the_ids_of_a_client_that_was_refused_stand(known):
    """An id that was read and rejected is known to be wrong: no name stands in for it."""
    known.load("ID d'origine;Nom société;SIRET\nB1;Gamma;73282932000075\n", name="bad.csv")
    result = known.load("Nom;ID d'origine société;Nom société\nPetit;B1;Gamma\n", entity="contact")
    assert told(result) == [(2, "parent-rejected", "B1")]


def test_an_opportunity_finds_its_client_by_name_too(demo):
    """The same holds of the client of an opportunity, which may be a company or an individual."""
    demo.load("ID d'origine;Nom société\nA1;Alpha Liens\n")
    demo.load("Nom société\nGamma Liens\n", name="own.csv")
    text = (
        "Nom de l'opportunité;Pipeline;Étape;ID d'origine client;Nom client\n"
        "Un;Ventes;Prospection;A1;Gamma Liens\nDeux;Ventes;Prospection;Z9;Gamma Liens\n"
        "Trois;Ventes;Prospection;Z9;Alpha Liens\n"
    )
    result = demo.load(text, entity="opportunity")
    assert told(result) == [(4, "parent-other-id", "Z9")]
    opportunities = demo.api("POST", "/opportunities/search?limit=100", {"filters": {}})["data"]
    names = {company["id"]: company["name"] for company in demo.companies()}
    clients = {
        opportunity["name"]: names.get(opportunity["related"][0]["id"]) for opportunity in opportunities
    }
    assert (clients["Un"], clients["Deux"]) == ("Alpha Liens", "Gamma Liens")


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_open_link_is_left_out_where_nothing_ever_came(account, dry_run):
    """Where a mapping leaves it open and no company came from the other system, contacts are imported, and that is said."""
    result = account.load("Nom;Ancien\nPetit;Z9\n", entity="contact", mapping=OPEN, dry_run=dry_run)
    assert (result.counts["created"], told(result)) == (1, [])
    assert [(warning.row, warning.code, warning.value) for warning in result.warnings] == [
        (2, "parent-left-out", "Z9")
    ]


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_open_link_is_no_excuse_where_companies_came(known, dry_run):
    """Once companies of that system were imported an id that nothing has refuses its row; those of another system do not count."""
    text = "Nom;Ancien\nPetit;Z9\nRoux;A2\n"
    result = known.load(text, entity="contact", mapping=OPEN, dry_run=dry_run)
    assert (result.counts["created"], told(result)) == (1, [(2, "parent-unknown", "Z9")])


def test_the_links_are_made_once_the_companies_are_there(account):
    """The same file again, after the companies, links the contacts that it made."""
    text = "Nom;E-mail;Ancien\nPetit;p@x.example;A1\n"
    account.load(text, entity="contact", mapping=OPEN)
    account.load(COMPANIES, name="companies.csv")
    again = account.load(text, entity="contact", mapping=OPEN)
    assert (again.counts["updated"], linked(account)) == (1, ["Alpha"])


ONE_OF = {
    "columns": {
        "Sujet": "title",
        "Label": "label",
        "Quoi": [
            {"column": "opportunity_legacy_id", "starts": ["006"]},
            {"column": "third_legacy_id", "starts": ["001"]},
        ],
        "Qui": {"column": "contact_legacy_id", "starts": ["003"]},
    },
    "one_of": ["opportunity_legacy_id", "contact_legacy_id", "third_legacy_id"],
}


@pytest.mark.parametrize(
    ("what", "who", "kind"),
    [("006-1", "003-1", "opportunity"), ("001-1", "003-1", "contact"), ("001-1", "003-9", "company"),
     ("006-9", "003-1", "contact"), ("001-1", "00Q-1", "company"), ("", "003-1", "contact")],
)  # fmt: skip
def test_of_several_ids_a_row_means_the_first_that_is_known(demo, what, who, kind):
    """Ids are told apart by their beginnings; what a mapping names first counts, where something has its id."""
    demo.load("ID d'origine;Nom société\n001-1;Alpha Liens\n")
    demo.load("ID d'origine;Nom;ID d'origine société\n003-1;Petit;001-1\n", entity="contact")
    deal = "ID d'origine;Nom de l'opportunité;Pipeline;Étape;ID d'origine client\n006-1;Un;Ventes;Prospection;001-1\n"
    demo.load(deal, entity="opportunity")
    text = f"Sujet;Label;Échéance;Quoi;Qui\nRappeler;À faire;2026-12-07;{what};{who}\n"
    result = demo.load(text, entity="task", mapping=ONE_OF)
    assert (result.counts["created"], told(result)) == (1, [])
    tasks = demo.api("POST", "/tasks/search?limit=100", {"filters": {}})["data"]
    (task,) = [record for record in tasks if record["title"] == "Rappeler"]
    assert [record["type"] for record in task["related"]] == [kind]


@pytest.mark.parametrize(
    ("old_id", "name", "expected", "contacts"),
    [("C1", "Anne Roux", [], 1), ("Z9", "Anne Petit", ["parent-other-id"], 0), ("", "Anne Petit", [], 1),
     ("Z9", "Nobody", ["link-left-out"], 0), ("", "Nobody", ["link-left-out"], 0)],
)  # fmt: skip
def test_the_contact_of_an_opportunity_is_named_beside_its_id(demo, old_id, name, expected, contacts):
    """The id decides; a name that nobody bears is left out and said, as an opportunity may be without contact."""
    demo.load("ID d'origine;Nom société\nA1;Alpha Liens\n")
    demo.load("ID d'origine;Nom;Prénom;ID d'origine société\nC1;Petit;Anne;A1\n", entity="contact")
    text = f"Nom de l'opportunité;Pipeline;Étape;Nom client;Qui;C\nUn;Ventes;Prospection;Alpha Liens;{name};{old_id}\n"
    mapping = {"columns": {"Qui": "contact_name", "C": "contact_legacy_id"}}
    result = demo.load(text, entity="opportunity", mapping=mapping)
    assert [problem.code for problem in (*result.problems, *result.warnings)] == expected
    if "parent-other-id" not in expected:
        opportunities = demo.api("POST", "/opportunities/search?limit=100&embed[]=contacts", {"filters": {}})[
            "data"
        ]
        (deal,) = [opportunity for opportunity in opportunities if opportunity["name"] == "Un"]
        assert len(deal["contact_ids"]) == contacts


@pytest.mark.parametrize(
    ("first", "second", "problems"),
    [
        ("001D000000IqhSL", "001D000000IqhSLIAZ", []),
        ("001D000000IqhSLIAZ", "001D000000IqhSL", []),
        ("001D000000IqhSL", "001D000000IqhSLXXX", ["parent-unknown"]),
        ("001D000000IqhSL", "001D000000iqhsl", ["parent-unknown"]),
    ],
)
def test_both_forms_of_an_id_of_salesforce_are_one(account, first, second, problems):
    """Reports write 15 characters, data exports three more that check them; case tells ids apart, a wrong check too."""
    account.load(f"ID d'origine;Nom société\n{first};Alpha\n")
    text = f"ID d'origine;Nom société\n{second};Alpha bis\n"
    people = account.load(f"Nom;ID d'origine société\nPetit;{second}\n", entity="contact", name="people.csv")
    assert [problem.code for problem in people.problems] == problems
    if not problems:
        assert linked(account) == ["Alpha"]
        assert account.load(text, name="again.csv").counts["updated"] == 1


def test_a_refused_client_is_known_under_both_forms(account):
    """The reason of a refused row is that of who names it by the other form of its id."""
    account.load("ID d'origine;Nom société;SIRET\n001D000000IqhSL;Alpha;73282932000075\n")
    result = account.load(
        "Nom;ID d'origine société\nPetit;001D000000IqhSLIAZ\n", entity="contact", name="people.csv"
    )
    assert told(result) == [(2, "parent-rejected", "001D000000IqhSLIAZ")]


KEYED = "Nom société;SIRET;E-mail\nAlpha;73282932000074;a@alpha.example\nBeta;55203253400646;b@beta.example\n"
NOBODYS = "44306184100047"


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("ID société;Nom société", "{alpha};Beta", [("link-not-its", "Nom société")]),
        ("SIRET société;Nom société", "73282932000074;Beta", [("link-not-its", "Nom société")]),
        ("ID société;E-mail société", "{alpha};b@beta.example", [("link-not-its", "E-mail société")]),
        ("ID société;SIRET société", "{alpha};55203253400646", [("match-contradicts", "SIRET société")]),
        ("ID société;SIRET société", f"{{alpha}};{NOBODYS}", [("link-not-its", "SIRET société")]),
        (
            "ID société;SIRET société;Nom société;E-mail société",
            "{alpha};73282932000074;ALPHA;A@alpha.example",
            [],
        ),
        ("Nom société;E-mail société", "Alpha;a@alpha.example", []),
    ],
    ids=[
        "name",
        "name by SIRET",
        "e-mail",
        "SIRET of another",
        "SIRET of none",
        "all agree",
        "no strong key",
    ],
)
def test_keys_beside_the_id_of_a_linked_record_are_compared(account, head, row, expected):
    """A strong key of another record refuses the row, naming both; what else is not the record's is said; what agrees is not."""
    account.load(KEYED)
    alpha, beta = (account.company(name=name)["id"] for name in ("Alpha", "Beta"))
    result = account.load(f"Nom;{head}\nRoux;{row.format(alpha=alpha)}\n", entity="contact")
    told = [*result.problems, *result.warnings]
    assert [(item.code, item.column) for item in told] == expected
    refused = bool(result.problems)
    assert result.counts["created"] == (not refused)
    for problem in result.problems:
        assert problem.params["records"] == [f"{alpha} (Alpha)", f"{beta} (Beta)"]


def test_each_row_of_a_contact_says_what_is_not_its_companys(account):
    """Of several rows of one contact the one with a company's wrong name beside its id says so."""
    account.load(KEYED)
    alpha, beta = (account.company(name=name)["id"] for name in ("Alpha", "Beta"))
    rows = f"Roux;r@x.example;{alpha};Alpha\nRoux;r@x.example;{beta};Alpha\n"
    result = account.load(f"Nom;E-mail;ID société;Nom société\n{rows}", entity="contact")
    assert [(warning.row, warning.code) for warning in result.warnings] == [(3, "link-not-its")]
    assert result.problems == ()
