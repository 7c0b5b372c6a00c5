"""Addresses: who is for invoicing or delivery, which one a row means, and that an export comes back unchanged."""

import csv
from pathlib import Path

import pytest

from etl import export, undo_run, verify_run

SEMANTICS = Path(__file__).parents[1] / "cases" / "semantics"
LINES = ("address_line_1", "postal_code", "city", "country_code")
HEAD = "Nom société;Adresse;Code postal;Ville;Pays\n"


def addresses(account, name):
    """Return first line -> the roles of each address of a company: i(nvoicing), d(elivery)."""
    return {
        address["address_line_1"]: "i" * address["is_invoicing_address"]
        + "d" * address["is_delivery_address"]
        for address in addresses_of(account, name)
    }


def addresses_of(account, name):
    """Return the addresses of a company."""
    return account.api("GET", f"/companies/{account.company(name=name)['id']}/addresses")["data"]


def undo(account, run="last"):
    """Undo a run and return the undo; everything must be as it was."""
    result = undo_run(run, settings=account.settings, dry_run=False, settle_s=1.0)
    assert result.problems == (), result.problems
    return result.run_id


def verify(account):
    """Return what differs in the rows of the last run, as (field, sent, now)."""
    report = verify_run("last", settings=account.settings)
    return [(d.field, d.sent, d.now) for row in report.rows for d in row.differences]


def test_a_moved_main_address_leaves_the_delivery_role_where_it_is(account):
    """A file that names the main address only changes that one; undone, both are as they were."""
    account.load(SEMANTICS / "18e_setup.csv")
    before = addresses_of(account, "Entrepôts Rive")
    foreseen = account.load(SEMANTICS / "18e_update.csv", dry_run=True)
    assert foreseen.counts["updated"] == 1
    account.load(SEMANTICS / "18e_update.csv")
    assert addresses(account, "Entrepôts Rive") == {"2 rue du Siège": "i", "99 quai de Livraison": "d"}
    assert verify(account) == []
    undo(account)
    assert addresses_of(account, "Entrepôts Rive") == before


def test_a_main_address_takes_no_role_from_the_invoicing_one(account):
    """A main address that is there already is not written at all, though another one is for invoicing."""
    account.load(SEMANTICS / "18g_setup.csv")
    before = addresses_of(account, "Compta Sud")
    run = account.load(SEMANTICS / "18g_update.csv")
    with account.journal() as journal:
        assert [list(operation.body) for operation in journal.operations.read(run.run_id)] == [
            ["phone_number"]
        ]
    assert addresses_of(account, "Compta Sud") == before
    assert verify(account) == []


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Adresse principale", {"2 rue Neuve": "d", "BP 12 Comptabilité": "i"}),
        ("Siège", {"1 rue du Siège": "d", "BP 12 Comptabilité": "i", "2 rue Neuve": ""}),
    ],
)
def test_a_moved_main_address_is_not_written_over_the_invoicing_one(account, name, left):
    """Where every address has a role, the main one is the one that is called so, else a new one: the others stay."""
    account.load(SEMANTICS / "18g_setup.csv")
    before = {address["address_line_1"]: address for address in addresses_of(account, "Compta Sud")}
    path = f"/companies/{account.company(name='Compta Sud')['id']}/addresses/{before['1 rue du Siège']['id']}"
    kept = {key: before["1 rue du Siège"][key] for key in LINES}
    account.api("PUT", path, {**kept, "name": name})
    before = addresses_of(account, "Compta Sud")
    text = "Référence;Adresse;Code postal;Ville\nCSUD-1;2 rue Neuve;75012;Paris\n"
    account.load(text)
    assert addresses(account, "Compta Sud") == left
    assert verify(account) == []
    writes = account.writes()
    assert (account.load(text).counts["unchanged"], account.writes()) == (1, writes)
    with account.journal() as journal:
        run = journal.runs.newest()[1].run_id
    undo_run(run, settings=account.settings, dry_run=False, settle_s=1.0)
    assert addresses_of(account, "Compta Sud") == before


def test_a_moved_main_address_leaves_the_only_one_for_invoicing(account):
    """A record's only address, for invoicing alone, keeps role and content: the main one is created beside it."""
    account.load("Nom société;Référence\nUne;A1\n")
    address = dict(zip(("name", *LINES), ("Compta", "BP 1", "13001", "Marseille", "FR"), strict=True))
    path = f"/companies/{account.company(name='Une')['id']}/addresses"
    account.api("POST", path, {**address, "is_invoicing_address": True, "is_delivery_address": False})
    account.load(f"{HEAD.replace('Nom société', 'Référence')}A1;1 rue A;75001;Paris;France\n")
    assert addresses(account, "Une") == {"BP 1": "i", "1 rue A": "d"}


def test_a_new_main_address_gets_the_roles_that_no_address_has(account):
    """A new record gives its main address both roles; a record without a delivery address gives it that one."""
    account.load(HEAD + "Neuve;1 rue A;75001;Paris;France\n")
    assert addresses(account, "Neuve") == {"1 rue A": "id"}
    (first,) = addresses_of(account, "Neuve")
    path = f"/companies/{account.company(name='Neuve')['id']}/addresses/{first['id']}"
    kept = {key: first[key] for key in ("name", *LINES)}
    account.api("PUT", path, {**kept, "is_delivery_address": False})
    account.load(HEAD + "Neuve;1 rue A;75001;Paris;France\n")
    assert addresses(account, "Neuve") == {"1 rue A": "id"}
    undo(account)
    assert addresses(account, "Neuve") == {"1 rue A": "i"}


def test_verify_sees_a_role_that_another_address_has_since(account):
    """The run gave its address both roles: one that somebody gave to another address is not as sent."""
    account.load(HEAD + "Neuve;1 rue A;75001;Paris;France\n")
    assert verify(account) == []
    other = dict(zip(("name", *LINES), ("Dépôt", "9 rue B", "75002", "Paris", "FR"), strict=True))
    path = f"/companies/{account.company(name='Neuve')['id']}/addresses"
    account.api("POST", path, {**other, "is_delivery_address": True})
    assert verify(account) == [
        ("Used for delivery", "1 rue A, 75001, Paris, FR", "9 rue B, 75002, Paris, FR")
    ]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_export_comes_back_by_the_ids_of_its_addresses(demo, lang):
    """Addresses that bear one name are told apart by their ids: nothing is written, nothing overwritten."""
    demo.load(SEMANTICS / "42a.csv")
    name = "Étude Roussel & Fils"
    before = addresses_of(demo, name)
    assert addresses(demo, name) == {"5 quai du Port": "i", "8 rue de l'Entrepôt": "d"}
    for entity in ("client", "contact"):
        path = demo.folder / f"{entity}.csv"
        export(entity, path, settings=demo.settings, lang=lang)
        writes = demo.writes()
        back = demo.load(path, entity=entity)
        assert (back.counts["unchanged"], back.problems) == (back.counts["read"], ())
        assert demo.writes() == writes
    assert addresses_of(demo, name) == before


@pytest.mark.parametrize("raw", [False, True])
def test_every_export_carries_the_ids_of_addresses(demo, raw):
    """The invoicing and the delivery address stand with their ids, raw or not; one for both is the main one."""
    demo.load(SEMANTICS / "42a.csv")
    ids = {
        address["address_line_1"]: str(address["id"])
        for address in addresses_of(demo, "Étude Roussel & Fils")
    }
    path = demo.folder / "client.csv"
    export("client", path, settings=demo.settings, raw=raw)
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = [line for line in csv.DictReader(file, delimiter=";") if "5 quai du Port" in line.values()]
    headers = ("main.id", "invoicing.id", "delivery.id")
    if not raw:
        headers = ("Address id", "Invoicing address id", "Delivery address id")
    assert [row[header] for header in headers] == ["", ids["5 quai du Port"], ids["8 rue de l'Entrepôt"]]


def test_a_name_is_no_key_of_an_address(account):
    """An address that is named as another one is not written over it: it is found by its own role."""
    account.load(
        "Nom société;Adresse;Code postal;Ville;Adresse de livraison;Code postal de livraison;Ville de livraison\n"
        "Deux;1 rue A;75001;Paris;2 rue B;75002;Paris\n"
    )
    account.load(
        "Nom société;Nom de l'adresse de livraison;Adresse de livraison;Code postal de livraison;"
        "Ville de livraison\nDeux;Adresse principale;3 rue C;75003;Paris\n",
        match=("name",),
    )
    assert addresses(account, "Deux") == {"1 rue A": "i", "3 rue C": "d"}


def test_an_address_is_changed_by_its_id(account):
    """The id says which address a row means, whatever its content and role; an unknown one refuses the row."""
    account.load(HEAD + "Une;1 rue A;75001;Paris;France\n")
    other = dict(zip(("name", *LINES), ("Dépôt", "9 rue B", "75002", "Paris", "FR"), strict=True))
    company = account.company(name="Une")["id"]
    made = account.api("POST", f"/companies/{company}/addresses", other)["id"]
    head = "Nom société;ID de l'adresse;Adresse;Code postal;Ville;Pays\n"
    account.load(f"{head}Une;{made};10 rue B;75002;Paris;France\n")
    assert addresses(account, "Une") == {"1 rue A": "id", "10 rue B": ""}
    writes = account.writes()
    refused = account.load(f"{head}Une;{made + 50};11 rue B;75002;Paris;France\n", dry_run=True)
    assert [(problem.code, problem.column) for problem in refused.problems] == [
        ("address-unknown", "ID de l'adresse")
    ]
    assert account.writes() == writes


def test_an_address_id_tells_whose_row_it_is(account):
    """Of two namesakes the row is the one that has its address; without the id nobody could tell."""
    head = "Nom société;E-mail;ID de l'adresse;Adresse;Code postal;Ville\n"
    account.load(
        f"{head}Martin;a@un.example;;1 rue A;75001;Paris\nMartin;b@deux.example;;2 rue B;75002;Paris\n"
    )
    ids = {company["email"]: company["id"] for company in account.companies()}
    (address,) = account.api("GET", f"/companies/{ids['b@deux.example']}/addresses")["data"]
    row = f"Martin;neuf@trois.example;{address['id']};3 rue C;75003;Paris\n"
    assert account.load(head + row).counts["updated"] == 1
    assert {company["email"]: company["id"] for company in account.companies()} == {
        "a@un.example": ids["a@un.example"],
        "neuf@trois.example": ids["b@deux.example"],
    }
    refused = account.load(f"{head}Martin;d@quatre.example;;4 rue D;75004;Paris\n")
    assert [problem.code for problem in refused.problems] == ["match-several"]


def test_an_address_id_is_none_of_a_record_to_come(account):
    """A row that names the address of another record, or one that does not exist, creates nothing."""
    account.load(HEAD + "Une;1 rue A;75001;Paris;France\n")
    (held_one,) = addresses_of(account, "Une")
    for number in (held_one["id"], 99):
        for dry in (True, False):
            text = (
                f"Nom société;ID de l'adresse;Adresse;Code postal;Ville\nDeux;{number};2 rue B;75002;Paris\n"
            )
            refused = account.load(text, dry_run=dry)
            assert [(problem.code, problem.column) for problem in refused.problems] == [
                ("address-unknown", "ID de l'adresse")
            ]
    assert [company["name"] for company in account.companies()] == ["Une"]


BOTH = (
    "Nom société;ID de l'adresse;Nom de l'adresse;Adresse;Code postal;Ville;ID de l'adresse de facturation;"
    "Nom de l'adresse de facturation;Adresse de facturation;Code postal de facturation;Ville de facturation\n"
)


def test_one_address_id_does_not_mean_two_addresses(account):
    """A row that writes two contents to the id of one address is refused; the same content twice is one address."""
    account.load(HEAD + "Une;1 rue A;75001;Paris;France\n")
    number = addresses_of(account, "Une")[0]["id"]
    writes = account.writes()
    text = f"{BOTH}Une;{number};;1 rue A;75001;Paris;{number};;2 rue B;75001;Paris\n"
    refused = account.load(text)
    assert [(problem.code, problem.column) for problem in refused.problems] == [
        ("address-twice", "ID de l'adresse de facturation")
    ]
    same = account.load(f"{BOTH}Une;{number};;1 rue A;75001;Paris;{number};;1 rue A;75 001;Paris\n")
    assert (same.counts["unchanged"], account.writes()) == (1, writes)


@pytest.mark.parametrize(
    ("cells", "made"),
    [
        ("{id};;2 rue B;75002;Paris;;;1 rue A;75001;Paris", {"2 rue B": "d", "1 rue A": "i"}),
        (";Siège;1 rue A;75001;Paris;;Compta;1 rue A;75001;Paris", {"1 rue A": "i"}),
    ],
)
def test_two_addresses_of_a_row_are_not_written_over_each_other(account, cells, made):
    """Of two addresses of a row that differ, by content or by name, one record's address is one; the other is created."""
    account.load(HEAD + "Une;1 rue A;75001;Paris;France\n")
    text = f"{BOTH}Une;{cells.format(id=addresses_of(account, 'Une')[0]['id'])}\n"
    account.load(text, match=("name",))
    assert len(addresses_of(account, "Une")) == 2
    assert made.items() <= addresses(account, "Une").items()
    writes = account.writes()
    again = account.load(text, match=("name",))
    assert (again.counts["unchanged"], account.writes()) == (1, writes)


def test_an_address_that_the_row_states_itself_is_not_written_over(account):
    """A new main address beside the unchanged invoicing one is created: the roles stay where they are."""
    account.load(HEAD + "Une;1 rue A;75001;Paris;France\n")
    head = "Nom société;Adresse;Code postal;Ville;Adresse de facturation;Code postal de facturation;Ville de facturation"
    account.load(f"{head}\nUne;2 rue B;75002;Paris;1 rue A;75001;Paris\n")
    assert addresses(account, "Une") == {"1 rue A": "id", "2 rue B": ""}


def test_the_return_of_a_role_does_not_write_over_what_else_returns(demo):
    """An import that moved an address and gave its role away is undone, and the undo undone, to the letter."""
    head = "Nom société;Adresse;Code postal;Ville;Adresse de facturation;Code postal de facturation;Ville de facturation"
    text = f"{head}\nMenuiserie Kervadec;9 quai K;56100;Lorient;3 bd F;35000;Rennes\n"
    demo.load(text, match=("name",))
    changed = {"9 quai K": "d", "3 bd F": "i"}
    assert addresses(demo, "Menuiserie Kervadec") == changed
    undone = undo(demo)
    assert addresses(demo, "Menuiserie Kervadec") == {"1 rue des Exemples": "id"}
    undo(demo, undone)
    assert addresses(demo, "Menuiserie Kervadec") == changed


THREE = (
    "Nom société;Référence;Adresse;Code postal;Ville;Adresse de facturation;Code postal de facturation;"
    "Ville de facturation;Adresse de livraison;Code postal de livraison;Ville de livraison\n"
    "Trois;A3;3 rue C;13001;Marseille;BP 4;13002;Marseille;4 quai D;13003;Marseille\n"
)
MAIN = "Référence;Adresse;Code postal;Ville\n"


def test_a_main_address_beside_others_is_the_one_without_a_role(account):
    """A main address that moves is the one that has no role: those for invoicing and delivery stay as they are."""
    account.load(THREE)
    before = addresses_of(account, "Trois")
    account.load(f"{MAIN}A3;30 rue Neuve;13004;Marseille\n")
    assert addresses(account, "Trois") == {"30 rue Neuve": "", "BP 4": "i", "4 quai D": "d"}
    assert verify(account) == []
    undo(account)
    assert addresses_of(account, "Trois") == before


def test_of_two_addresses_without_a_role_none_is_the_main_one(account):
    """Where it is not known which address is the main one, a new one is created beside all the others."""
    account.load(THREE)
    other = dict(zip(("name", *LINES), ("Dépôt", "9 rue B", "75002", "Paris", "FR"), strict=True))
    account.api("POST", f"/companies/{account.company(name='Trois')['id']}/addresses", other)
    before = addresses(account, "Trois")
    account.load(f"{MAIN}A3;30 rue Neuve;13004;Marseille\n")
    assert addresses(account, "Trois") == {**before, "30 rue Neuve": ""}


def test_the_address_with_both_roles_is_the_main_one_beside_one_without(account):
    """A second address without a role is not written over by a main one that moves: that one has both roles."""
    account.load(HEAD + "Une;1 rue A;75001;Paris;France\n")
    other = dict(zip(("name", *LINES), ("Dépôt", "9 rue B", "75002", "Paris", "FR"), strict=True))
    account.api("POST", f"/companies/{account.company(name='Une')['id']}/addresses", other)
    account.load(HEAD + "Une;2 rue A;75001;Paris;France\n")
    assert addresses(account, "Une") == {"2 rue A": "id", "9 rue B": ""}


def test_an_address_is_recognised_in_another_spelling(account):
    """Case, accents, apostrophes and spaces make no other address: its spelling is changed, its roles and others stay."""
    account.load(THREE)
    run = account.load(f"{MAIN}A3;bp 4;13002;MARSEILLE\n")
    assert run.counts["updated"] == 1
    assert addresses(account, "Trois") == {"3 rue C": "", "bp 4": "i", "4 quai D": "d"}
    account.load(f"{MAIN}A3;1-3 rue C;13001;Marseille\n")
    account.load(f"{MAIN}A3;13 rue C;13001;Marseille\n")
    assert addresses(account, "Trois") == {"13 rue C": "", "bp 4": "i", "4 quai D": "d"}


def test_two_spellings_of_one_address_in_a_row_settle(account):
    """A row that spells one address in two ways writes the first one, and nothing the second time."""
    account.load(HEAD + "Une;1 rue de l'Été;75001;Paris;France\n")
    head = "Nom société;Adresse;Code postal;Ville;Adresse de facturation;Code postal de facturation;Ville de facturation"
    text = f"{head}\nUne;1 RUE DE L’ETE;75001;PARIS;1 rue de l'été;75001;Paris\n"
    account.load(text)
    assert addresses(account, "Une") == {"1 RUE DE L’ETE": "id"}
    writes = account.writes()
    again = account.load(text)
    assert (again.counts["unchanged"], account.writes()) == (1, writes)


@pytest.mark.slow
@pytest.mark.parametrize("raw", [False, True])
def test_an_export_shows_the_main_address_beside_the_others(account, raw):
    """The only address without a role is the main one in every export, which comes back unchanged; of two none is."""
    account.load(THREE)
    company = account.company(name="Trois")["id"]
    path = account.folder / "client.csv"

    def shown():
        export("client", path, settings=account.settings, raw=raw)
        with path.open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file, delimiter=";")
        writes = account.writes()
        assert account.load(path).counts["unchanged"] == 1
        assert account.writes() == writes
        names = ("main.line_1", "invoicing.line_1", "delivery.line_1")
        return [
            row[name] for name in (names if raw else ("Address", "Invoicing address", "Delivery address"))
        ]

    assert shown() == ["3 rue C", "BP 4", "4 quai D"]
    places = {address["address_line_1"]: address["id"] for address in addresses_of(account, "Trois")}
    account.api("DELETE", f"/companies/{company}/addresses/{places['4 quai D']}")
    assert shown() == ["3 rue C", "BP 4", ""]
    account.api("DELETE", f"/companies/{company}/addresses/{places['BP 4']}")
    assert shown() == ["3 rue C", "", ""]
    other = dict(zip(("name", *LINES), ("Dépôt", "9 rue B", "75002", "Paris", "FR"), strict=True))
    account.api("POST", f"/companies/{company}/addresses", other)
    assert shown() == ["", "", ""]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A1;Belgique;", ("Pays", "BE", "FR")),
        ("A1;France;", None),
        ("A1;;Belgique", ("Pays de livraison", "BE", "FR")),
    ],
)
def test_a_country_alone_is_said_not_to_be_written(account, row, expected):
    """A country other than that of the record's address, and nothing else, changes nothing, and its row says so."""
    account.load("Nom société;Référence;Adresse;Code postal;Ville;Pays\nUne;A1;1 rue A;75001;Paris;France\n")
    before = addresses_of(account, "Une")
    for dry in (True, False):
        run = account.load(f"Référence;Pays;Pays de livraison\n{row}\n", dry_run=dry)
        assert run.counts["unchanged"] == 1
        told = [(warning.column, warning.value, warning.params["country"]) for warning in run.warnings]
        assert told == ([] if expected is None else [expected])
        assert {warning.code for warning in run.warnings} <= {"country-alone"}
    assert addresses_of(account, "Une") == before
    assert verify(account) == []


@pytest.mark.parametrize("head", ["Nom société;Référence;Pays", "Nom société;Référence;Pays;Adresse;Ville"])
def test_a_country_alone_of_a_new_record_is_said_not_to_be_written(account, head):
    """A new record, and one without an address, is told like any other that its country is lost; the default is not."""
    more = ";" * (head.count(";") - 2)
    for code in ("created", "unchanged"):
        run = account.load(f"{head}\nUne;A1;Belgique{more}\nDeux;A2;France{more}\n")
        assert run.counts[code] == 2
        told = [
            (warning.row, warning.code, warning.column, warning.value)
            for warning in run.warnings
            if warning.column == "Pays"
        ]
        assert told == [(2, "country-alone-new", "Pays", "BE")]
    assert (addresses_of(account, "Une"), addresses_of(account, "Deux")) == ([], [])
    here = account.load(f"{head}\nUne;A1;Belgique{more}\n", country="BE")
    assert [warning for warning in here.warnings if warning.column == "Pays"] == []
