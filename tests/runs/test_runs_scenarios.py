"""The acceptance scenarios of the import line, over real HTTP."""

import json

import pytest

FILE_A = """Type société;Nom société;SIRET;Email
client;Société Générale d'Électricité;73282932000074;contact@sge.example
"""


def codes(result):
    return [(problem.row, problem.code) for problem in result.problems]


def test_a_dry_run_writes_nothing(account):
    """A dry run says what would be created and persists nothing."""
    result = account.load(FILE_A, dry_run=True)
    assert (result.status, result.counts["created"], result.exit_code) == ("dry-run", 1, 0)
    assert account.writes() == 0
    assert account.companies() == []


def test_importing_twice_creates_once(account):
    """The second import of a file finds everything unchanged and sends no write."""
    first = account.load(FILE_A)
    writes = account.writes()
    again = account.load(FILE_A)
    assert (first.counts["created"], again.counts["unchanged"]) == (1, 1)
    assert account.writes() == writes
    assert len(account.companies()) == 1


def test_several_matches_reject_the_row_and_name_them(account):
    """Two records of the same name reject the row, naming both; the other rows are written."""
    ids = [account.api("POST", "/companies", {"type": "client", "name": "Dupont SARL"})["id"] for _ in "ab"]
    result = account.load("Type société;Nom société\nclient;Dupont SARL\nclient;Autre SA\n", match=["name"])
    (problem,) = result.problems
    assert problem.code == "match-several"
    assert all(str(identifier) in problem.texts("en")[0] for identifier in ids)
    assert (result.counts["created"], result.counts["rejected"], result.exit_code) == (1, 1, 1)


def test_doubles_inside_the_file_are_found_before_any_write(account):
    """Rows with the same SIRET are both rejected, and nothing of them is sent."""
    result = account.load(
        "Nom société;SIRET;Email\nA;73282932000074;a@x.example\nB;;b@x.example\nC;73282932000074;c@x.example\n"
    )
    assert codes(result) == [(2, "duplicate-in-file"), (4, "duplicate-in-file")]
    assert [company["name"] for company in account.companies()] == ["B"]


def test_rows_without_an_error_are_all_written(account):
    """Of 100 rows with 7 bad ones 93 are written, and the 7 say why."""
    lines = [
        f"client;Société {i};{'pas un e-mail' if i % 15 == 0 else f's{i}@x.example'}" for i in range(100)
    ]
    result = account.load("Type société;Nom société;Email\n" + "\n".join(lines))
    assert (result.counts["created"], result.counts["rejected"]) == (93, 7)
    assert {problem.column for problem in result.problems} == {"Email"}
    assert len(account.companies()) == 93


def test_a_destroyed_siret_is_never_sent(account):
    """A SIRET that Excel cut is an error; with the SIREN beside it, the SIREN is sent and the SIRET left."""
    result = account.load("Nom société;SIRET;SIREN\nA;3,41174E+13;\nB;3,41174E+13;732829320\n")
    assert codes(result) == [(2, "siret-destroyed")]
    assert [warning.row for warning in result.warnings] == [3]
    legal = account.company()["legal_france"]
    assert (legal["siren"], legal["siret"]) == ("732829320", None)


def test_lost_zeros_come_back_with_a_warning(account):
    """Zeros that a spreadsheet ate are restored and reported; a wrong check digit is refused."""
    result = account.load(
        "Nom société;SIRET;Code postal;Adresse;Ville\nA;552013500004;1000;1 rue A;Bourg\nB;73282932000075;;;\n"
    )
    assert codes(result) == [(3, "siret-checksum")]
    assert account.company()["legal_france"]["siret"] == "00552013500004"
    assert len(result.warnings) == 2


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_gives_the_same_record(account, tmp_path, encoding, delimiter):
    """Accents arrive whole whatever the file's encoding and delimiter."""
    path = tmp_path / "people.csv"
    lines = ["Type de client;Prénom;Nom", "particulier;Hélène;Lefèvre"]
    path.write_bytes("\n".join(lines).replace(";", delimiter).encode(encoding))
    account.load(path)
    (person,) = account.api("POST", "/individuals/search", {"filters": {}})["data"]
    assert (person["first_name"], person["last_name"]) == ("Hélène", "Lefèvre")


def test_dates_are_read_day_first_and_never_swapped(account):
    """03/04/2024 is 3 April; impossible days are refused, not swapped."""
    result = account.load("Nom société;Date de création\nA;03/04/2024\nB;45385\nC;02/13/2024\nD;31/04/2024\n")
    assert sorted(row for row, _ in codes(result)) == [4, 5]
    assert {company["created"][:10] for company in account.companies()} == {"2024-04-03"}


@pytest.mark.both_wires
def test_amounts_of_custom_fields_are_read_as_people_write_them(demo):
    """Spaces and the decimal comma are understood; 1.234 alone is refused."""
    lines = ["Nom société;cf:remise", "A;12,50", "B;\u00a012,5", "C;12,50\u202f", "D;12.5", "E;1.234"]
    result = demo.load("\n".join(lines))
    assert codes(result) == [(6, "decimal-ambiguous")] or [row for row, _ in codes(result)] == [6]
    values = {}
    for company in demo.companies():
        if company["name"] in "ABCD":
            (field,) = [
                entry
                for entry in demo.api("GET", f"/companies/{company['id']}/custom-fields?limit=100")["data"]
                if entry["code"] == "remise"
            ]
            values[company["name"]] = float(field["value"])
    assert values == dict.fromkeys("ABCD", 12.5)


def test_phones_are_sent_in_one_form(account):
    """French phones in any form become E.164; two numbers or an extension are refused with a proposal."""
    phones = ["01 99 00 12 34", "199001234", "0033199001234", "+33 (0)1 99 00 12 34"]
    bad = ["01 99 00 12 34 poste 12", "0199001234 / 0639981234"]
    lines = [f"S{i};{phone}" for i, phone in enumerate(phones + bad)]
    result = account.load("Nom société;Téléphone\n" + "\n".join(lines))
    assert {company["phone_number"] for company in account.companies()} == {"+33199001234"}
    assert [row for row, _ in codes(result)] == [6, 7]


def test_an_owner_is_found_by_name_or_email_and_never_guessed(demo):
    """An owner is a staff member by e-mail or full name; an unknown one lists the nearest."""
    staffs = demo.api("GET", "/staffs?limit=100")["data"]
    staff = staffs[1]
    result = demo.load(
        f"Nom société;Propriétaire\nA;{staff['email']}\nB;{staff['firstname']} {staff['lastname']}\nC;Personne Inconnue\n"
    )
    assert codes(result) == [(4, "lookup-unknown")]
    owners = {c["name"]: c["owner"]["id"] for c in demo.companies() if c["name"] in "AB"}
    assert owners == {"A": staff["id"], "B": staff["id"]}


SEVERAL = """TYPE SOCIETE;NOM SOCIETE;PRENOM CONTACT;NOM CONTACT;EMAIL CONTACT;CONTACT PRINCIPAL;ADRESSE PARTIE 1;CODE POSTAL;VILLE;CODE PAYS
client;Trois Contacts;Hélène;Lefèvre;helene@trois.example;OUI;3 rue C;34200;Sète;FR
client;Trois Contacts;Luc;Noël;luc@trois.example;;3 rue C;34200;Sète;FR
client;Trois Contacts;Paul;Garnier;;NON;3 rue C;34200;Sète;FR
"""


def test_several_rows_of_one_company_are_one_company_with_its_people(account):
    """Sellsy's own export shape makes one company, three linked contacts and one address; again changes nothing."""
    result = account.load(SEVERAL)
    assert result.counts["created"] == 3
    company = account.company()
    contacts = account.api("GET", f"/companies/{company['id']}/contacts?limit=100")["data"]
    assert {contact["last_name"] for contact in contacts} == {"Lefèvre", "Noël", "Garnier"}
    assert company["main_contact_id"] == next(c["id"] for c in contacts if c["last_name"] == "Lefèvre")
    assert len(account.api("GET", f"/companies/{company['id']}/addresses")["data"]) == 1
    writes = account.writes()
    assert account.load(SEVERAL).counts["unchanged"] == 3
    assert account.writes() == writes


def test_an_empty_cell_keeps_and_the_word_clears(account):
    """On an update an empty cell keeps the value, the clear word empties it, and the plan shows it."""
    account.load("Nom société;Téléphone;Note;Email\nA;01 99 00 12 34;Bonjour;a@x.example\n")
    change = "Nom société;Téléphone;Note;Email\nA;;EFFACER;EFFACER\n"
    plan = account.load(change, dry_run=True)
    with account.journal() as journal:
        (row,) = journal.rows.results(plan.run_id)
    assert {(difference.column, difference.old) for difference in row.changes} == {
        ("note", "Bonjour"),
        ("email", "a@x.example"),
    }
    assert account.load(change).counts["updated"] == 1
    company = account.company()
    assert (company["phone_number"], company["note"], company["email"]) == ("+33199001234", "", None)


def test_an_update_sends_only_what_changed(account):
    """One edited cell is one update whose body holds that field alone."""
    account.load("Nom société;SIRET;Email;Note\nA;73282932000074;a@x.example;Un\n")
    result = account.load("Nom société;SIRET;Email;Note\nA;73282932000074;a@x.example;Deux\n")
    assert result.counts["updated"] == 1
    with account.journal() as journal:
        (operation,) = journal.operations.read(result.run_id)
    assert (operation.method, operation.body, operation.before) == ("PUT", {"note": "Deux"}, {"note": "Un"})


def test_tags_are_added_and_never_taken_away(account):
    """Tags of the file join the record's; asking to clear them is refused, since no call does it surely."""
    account.load("Nom société;Smart tags\nA;Ancien\n")
    account.load("Nom société;Smart tags\nA;Salon 2026, VIP\n")
    company = account.company()
    tags = account.api("GET", f"/companies/{company['id']}/smart-tags")["data"]
    assert {tag["value"] for tag in tags} == {"Ancien", "Salon 2026", "VIP"}
    result = account.load("Nom société;Smart tags\nA;EFFACER\n")
    assert codes(result) == [(2, "tags-cleared")]


@pytest.mark.both_wires
def test_an_unknown_option_lists_the_options(demo):
    """A value that a list does not have names those it has, nearest first."""
    result = demo.load("Nom société;cf:origine\nA;Salons\n")
    (problem,) = result.problems
    assert problem.code == "lookup-unknown"
    assert problem.params["accepted"][0] == "Salon"


def test_countries_are_known_by_their_names(account):
    """Country names in French become codes; a slip is refused with the nearest one."""
    names = ["Allemagne", "Etats-Unis", "Côte d'Ivoire", "La Réunion", "Frnace"]
    lines = [f"S{i};1 rue A;{'97400' if i == 3 else '12345'};Ville;{name}" for i, name in enumerate(names)]
    result = account.load("Nom société;Adresse;Code postal;Ville;Pays\n" + "\n".join(lines))
    (problem,) = result.problems
    assert "France" in problem.texts("fr")[1]
    codes_found = set()
    for company in account.companies():
        (address,) = account.api("GET", f"/companies/{company['id']}/addresses")["data"]
        codes_found.add(address["country_code"])
    assert codes_found == {"DE", "US", "CI", "RE"}


def test_main_invoicing_and_delivery_addresses_have_their_roles(account):
    """Each address of a row becomes the record's address of that role; a change updates it in place."""
    head = "Nom société;Adresse;Code postal;Ville;Pays;Adresse de livraison;Code postal de livraison;Ville de livraison;Pays de livraison\n"
    account.load(head + "A;1 rue A;75011;Paris;FR;2 rue B;69007;Lyon;FR\n")
    company = account.company()

    def addresses():
        return account.api("GET", f"/companies/{company['id']}/addresses")["data"]

    roles = {a["address_line_1"]: (a["is_invoicing_address"], a["is_delivery_address"]) for a in addresses()}
    assert roles == {"1 rue A": (True, False), "2 rue B": (False, True)}
    again = account.load(head + "A;1 rue A;75011;Paris;FR;2 rue B;69007;Lyon;FR\n")
    assert again.counts["unchanged"] == 1
    account.load(head + "A;9 rue Z;75011;Paris;FR;2 rue B;69007;Lyon;FR\n")
    assert {address["address_line_1"] for address in addresses()} == {"9 rue Z", "2 rue B"}


def test_modes_create_only_and_update_only(account):
    """Create-only skips what is there, update-only skips what is not; both say so."""
    account.load("Nom société\nA\n")
    both = "Nom société;Note\nA;x\nB;y\n"
    created = account.load(both, mode="create")
    assert (created.counts["created"], created.counts["skipped"]) == (1, 1)
    updated = account.load("Nom société;Note\nA;x\nC;z\n", mode="update")
    assert (updated.counts["updated"], updated.counts["skipped"]) == (1, 1)
    assert {company["name"] for company in account.companies()} == {"A", "B"}


@pytest.mark.parametrize(
    ("key", "header", "value"),
    [
        ("siret", "SIRET", "73282932000074"),
        ("siren", "SIREN", "732829320"),
        ("email", "Email", "a@x.example"),
        ("reference", "Référence", "REF-1"),
        ("name", "Nom société", "Alpha"),
    ],
)
def test_a_record_is_found_by_each_key(account, key, header, value):
    """Every match key finds the record, which is updated and not doubled."""
    account.load(
        "Nom société;SIRET;SIREN;Email;Référence\nAlpha;73282932000074;732829320;a@x.example;REF-1\n"
    )
    headers = dict.fromkeys([header, "Nom société", "Note"])
    cells = {header: value, "Nom société": "Alpha", "Note": "trouvé"}
    result = account.load(";".join(headers) + "\n" + ";".join(cells[h] for h in headers) + "\n", match=[key])
    assert result.counts["updated"] == 1
    assert account.company()["note"] == "trouvé"


def test_a_record_is_found_by_its_id(account):
    """A Sellsy id decides; an unknown one is refused instead of creating a record."""
    account.load("Nom société\nAlpha\n")
    known = account.company()["id"]
    result = account.load(f"ID Sellsy;Nom société;Note\n{known};Alpha;x\n999999;Bêta;y\n")
    assert (result.counts["updated"], codes(result)) == (1, [(3, "match-id-unknown")])


def test_the_id_of_a_record_of_the_other_kind_is_named_so(account):
    """An individual's id in a company's row, and the reverse, is told what it is; no such row is told to empty it."""
    company = account.api("POST", "/companies", {"type": "client", "name": "Alpha"})["id"]
    person = account.api("POST", "/individuals", {"type": "client", "last_name": "Roux"})["id"]
    result = account.load(
        "ID Sellsy;Type de client;Nom société;Nom\n"
        f"{person};société;Roux;\n{company};particulier;;Alpha\n987654;société;Autre;\n"
    )
    assert codes(result) == [
        (2, "match-id-other-kind"), (3, "match-id-other-kind"), (4, "match-id-unknown"),
    ]  # fmt: skip
    first, second, _ = (problem.texts("fr") for problem in result.problems)
    assert (f"{person} (Roux), particulier dans Sellsy" in first[0], "particulier" in first[1]) == (
        True,
        True,
    )
    assert (f"{company} (Alpha), société dans Sellsy" in second[0], "vide" in second[1]) == (True, False)


def test_a_shared_email_under_another_name_is_doubtful(account):
    """An e-mail alone does not make two companies one; choosing the key does."""
    account.load("Nom société;Email\nAlpha;contact@groupe.example\n")
    doubtful = account.load("Nom société;Email\nBêta;contact@groupe.example\n")
    assert codes(doubtful) == [(2, "match-doubtful")]
    chosen = account.load("Nom société;Email\nBêta;contact@groupe.example\n", match=["email"])
    assert chosen.counts["updated"] == 1
    assert account.company()["name"] == "Bêta"


def test_a_prospect_row_never_turns_a_client_around(account):
    """A row whose type differs from the record's is refused: conversion is Sellsy's, and final for suppliers."""
    account.load("Type société;Nom société\nclient;Alpha\n")
    result = account.load("Type société;Nom société\nprospect;Alpha\n")
    assert codes(result) == [(2, "kind-differs")]


def test_the_three_kinds_live_in_one_file(account):
    """The row's own type wins over the entity's."""
    result = account.load(
        "Type société;Nom société\nclient;A\nprospect;B\nfournisseur;C\n;D\n", entity="prospect"
    )
    assert result.counts["created"] == 4
    kinds = {company["name"]: company["type"] for company in account.companies()}
    assert kinds == {"A": "client", "B": "prospect", "C": "supplier", "D": "prospect"}


def test_individuals_have_their_own_fields(account):
    """A row of an individual fills civility and names; what belongs to companies is left out with a warning."""
    result = account.load(
        "Type de client;Civilité;Prénom;Nom;SIRET;Mobile\nparticulier;Mme;Zoé;Perrin;73282932000074;06 39 98 12 34\n"
    )
    assert [warning.code for warning in result.warnings] == ["not-applicable"]
    (person,) = account.api("POST", "/individuals/search", {"filters": {}})["data"]
    assert (person["civility"], person["first_name"], person["mobile_number"]) == (
        "mrs",
        "Zoé",
        "+33639981234",
    )


def test_a_refused_row_harms_no_neighbour(demo):
    """What Sellsy refuses fails its row with Sellsy's words and the user's column; the others are written."""
    staff = demo.api("GET", "/staffs")["data"][0]["email"]
    result = demo.load(f"Nom société;Email\nA;a@x.example\nB;{staff}\nC;c@x.example\n")
    assert (result.counts["created"], result.counts["failed"]) == (2, 1)
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.code) == (3, "Email", "refused")


def test_a_group_larger_than_a_batch_is_written_whole(account):
    """A company with more people than a batch holds is sent in parts that know each other."""
    lines = [f"Grande SA;N{i};P{i}" for i in range(30)]
    result = account.load("Nom société;NOM CONTACT;PRENOM CONTACT\n" + "\n".join(lines), batch_size=7)
    assert result.counts["created"] == 30
    company = account.company()
    assert account.api("GET", f"/companies/{company['id']}/contacts?limit=100")["pagination"]["total"] == 30


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_batch_size_changes_nothing_but_the_calls(account, size):
    """Any batch size gives the same records."""
    lines = [f"S{i};s{i}@x.example;{i} rue A;75011;Paris;FR;VIP" for i in range(8)]
    result = account.load(
        "Nom société;Email;Adresse;Code postal;Ville;Pays;Smart tags\n" + "\n".join(lines), batch_size=size
    )
    assert result.counts["created"] == 8
    assert len(account.companies()) == 8


def test_the_machine_contract_is_one_json_document(account):
    """A result is JSON with the documented keys."""
    document = json.loads(json.dumps(account.load("Nom société;Email\nA;x\n").to_dict("fr")))
    assert set(document) >= {
        "run_id",
        "status",
        "entity",
        "counts",
        "calls",
        "duration_s",
        "report",
        "problems",
    }
    assert set(document["problems"][0]) == {"row", "column", "code", "value", "message", "fix", "proposed"}


def test_declining_the_bill_sends_nothing(account):
    """The bill is shown before the first write; saying no leaves the account as it was."""
    bills = []
    result = account.load(FILE_A, confirm=lambda bill: bool(bills.append(bill)))
    assert (bills[0].counts["created"], bills[0].calls) == (1, 1)
    assert account.writes() == 0
    assert (result.counts["skipped"], result.warnings[0].code) == (1, "declined")


@pytest.mark.parametrize("second", ["lea@x.example", ""])
def test_the_same_person_on_two_rows_is_a_double(account, second):
    """A contact person named twice for one company is found before any write, whatever else differs."""
    head = "Nom société;SIRET;Prénom contact;Nom contact;Email contact;Téléphone contact\n"
    rows = f"Alpha;73282932000074;Léa;Roy;lea@x.example;0199001001\nAlpha;73282932000074;Léa;Roy;{second};0199001002\n"
    result = account.load(head + rows)
    assert codes(result) == [(2, "duplicate-in-file"), (3, "duplicate-in-file")]
    assert account.writes() == 0


def test_namesakes_with_e_mails_of_their_own_are_two_people(account):
    """Two people of one name in one company are told apart by their e-mails, again and again."""
    text = "Nom société;Prénom contact;Nom contact;Email contact\nAlpha;Léa;Roy;lea1@x.example\nAlpha;Léa;Roy;lea2@x.example\n"
    assert account.load(text).counts["created"] == 2
    assert account.load(text).counts["unchanged"] == 2


def test_a_new_record_that_refuses_every_campaign_is_subscribed_to_none(account):
    """Five times no at creation is an empty list, which is sent: Sellsy subscribes a silent one to all."""
    channels = (
        "Campagnes e-mail;Campagnes SMS;Campagnes téléphone;Campagnes courrier;Campagnes personnalisées"
    )
    text = f"Nom société;{channels}\nA;Non;Non;Non;Non;Non\n"
    account.load(text)
    assert account.company(name="A")["marketing_campaigns_subscriptions"] == []
    assert account.load(text).counts["unchanged"] == 1


def test_tags_are_known_without_the_scope_of_v1(demo):
    """An access without api-v1 still tells known tags from unknown ones, each of a list, by v2's suggestions."""
    demo.faults({"match": {"method": "POST", "path": "/0/?$"}, "fault": "status", "status": 403})
    result = demo.load("Nom société;Smart tags\nA;VIP\nB;VIPP, VIP, Tiède\n", create_missing=())
    demo.calm()
    assert result.counts["created"] == 1
    assert [(p.row, p.code, p.value) for p in result.problems] == [
        (3, "tag-unknown", "VIPP"), (3, "tag-unknown", "Tiède"),
    ]  # fmt: skip
