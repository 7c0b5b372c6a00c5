"""Countries, postal codes, phones and VAT numbers: right, or refused; an update keeps the country of its record."""

import re
from pathlib import Path

import pytest
from babel import Locale

from etl import check_file, export, undo_run, verify_run
from etl.codecs.countries.country import _countries

VALUES = Path(__file__).parent / "values"
HEAD = "Nom société;Adresse;Code postal;Ville"
MOVED = {"match": ["name"]}
"""The name says which record a row is, though its place differs."""
BRUSSELS = {"address_line_1": "1 rue X", "postal_code": "1000", "city": "Bruxelles", "country_code": "BE"}


class Notes:
    """Hears the notes of a run."""

    def __init__(self):
        self.heard = []

    def begin(self, run_id):
        """Hear which run begins."""

    def stage(self, name, total=None):
        """Hear a stage."""

    def advance(self, rows=1):
        """Hear of progress."""

    def note(self, code, **params):
        """Keep a note."""
        self.heard.append((code, params))


def company(account, name="Alpha", *, kind="companies", **address):
    """Create a company with one address that plays both roles."""
    body = {"name" if kind == "companies" else "last_name": name}
    if kind != "contacts":
        body["type"] = "client"
    made = account.api("POST", f"/{kind}", body)
    roles = {"name": "Siège", "is_invoicing_address": True, "is_delivery_address": True}
    account.api("POST", f"/{kind}/{made['id']}/addresses", {**roles, **BRUSSELS, **address})
    return made["id"]


def place(account, record, kind="companies"):
    """Return (postal code, country) of the addresses of a record."""
    listed = account.api("GET", f"/{kind}/{record}/addresses?limit=100")["data"]
    return [(address["postal_code"], address["country_code"]) for address in listed]


def created(account, text, **options):
    """Import new companies and return name -> (postal code, country), and the codes said by row."""
    said_so = text.read_text(encoding="utf-8") if isinstance(text, Path) else text
    result = account.load(said_so, **options)
    stored = {record["name"]: place(account, record["id"]) for record in account.companies()}
    return {name: records[0] if records else None for name, records in stored.items()}, marks(result)


def marks(result):
    """Return (row, code) of what a run or a check found."""
    return sorted((problem.row, problem.code) for problem in (*result.problems, *result.warnings))


def rows(path):
    """Return the rows of a case as lists of cells, without their header."""
    return [line.split(";") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


# what an update keeps


@pytest.mark.parametrize("column", ["missing", "blank", "cleared by --empty"])
def test_an_update_that_states_no_country_keeps_the_records(account, column):
    """A company of Brussels imported again without its country stays there, postal code and all."""
    record = company(account)
    head, cell = (HEAD, "") if column == "missing" else (f"{HEAD};Pays", ";")
    options = {"empty": "clear", **MOVED} if column == "cleared by --empty" else MOVED
    result = account.load(f"{head}\nAlpha;1 rue X;1000;Bruxelles{cell}\n", **options)
    assert (result.counts["unchanged"], place(account, record)) == (1, [("1000", "BE")]), result.problems
    result = account.load(f"{head}\nAlpha;2 rue Y;1050;Ixelles{cell}\n", **options)
    assert (result.counts["updated"], place(account, record)) == (1, [("1050", "BE")])


def test_a_postal_code_that_does_not_fit_the_records_country_is_refused(account):
    """75011 is no postal code of Belgium: dry run and run say so, and nothing is written."""
    record = company(account)
    for dry in (True, False):
        result = account.load(f"{HEAD}\nAlpha;1 rue X;75011;Paris\n", dry_run=dry, **MOVED)
        assert (result.counts["rejected"], marks(result)) == (1, [(2, "postal-code-record")])
    assert place(account, record) == [("1000", "BE")]
    account.load(f"{HEAD};Pays\nAlpha;1 rue X;75011;Paris;France\n", **MOVED)
    assert place(account, record) == [("75011", "FR")]


def test_a_postal_code_that_does_not_fit_the_records_territory_is_refused(account):
    """75008 is no postal code of Guadeloupe, whether its row or its record says so; an id row is compared as it is."""
    record = company(account, postal_code="97110", country_code="GP")
    for pays, code in (("", "postal-code-record"), ("Guadeloupe", "postal-code-country")):
        result = account.load(f"{HEAD};Pays\nAlpha;1 rue X;75008;Paris;{pays}\n", **MOVED)
        assert marks(result) == [(2, code)]
    assert place(account, record) == [("97110", "GP")]
    odd = company(account, "Beta", postal_code="75008", country_code="GP")
    result = account.load(f"ID Sellsy;{HEAD};Pays\n{odd};Beta;1 rue X;75008;Bruxelles;GP\n")
    assert (result.counts["unchanged"], marks(result)) == (1, [])


def test_a_lost_zero_is_restored_under_the_records_country(account):
    """8001 under a record of Spain is 08001, and 1067 under one of Germany 01067."""
    spanish = company(account, "España", postal_code="08002", country_code="ES")
    german = company(account, "Dresden", postal_code="01069", country_code="DE")
    text = f"{HEAD}\nEspaña;1 calle X;8001;Barcelona\nDresden;1 X-Str.;1067;Dresden\n"
    result = account.load(text, **MOVED)
    assert place(account, spanish) == [("08001", "ES")]
    assert place(account, german) == [("01067", "DE")]
    assert marks(result) == [(2, "postal-code-zero-restored"), (3, "postal-code-zero-restored")]
    again = account.load(text)
    assert again.counts["unchanged"] == 2


def test_new_and_known_records_of_one_file_are_told_apart(account):
    """The default serves new addresses only, in a blank cell too; it is said once, and verified and undone rightly."""
    record = company(account)
    notes = Notes()
    text = f"{HEAD};Pays\nAlpha;2 rue Y;1000;Bruxelles;\nBeta;1 rue Z;1000;Bourg;\nGamma;1 rue Z;1000;Liège;Belgique\n"
    result = account.load(text, observer=notes)
    assert place(account, record) == [("1000", "BE")]
    assert place(account, account.company(name="Beta")["id"]) == [("01000", "FR")]
    assert place(account, account.company(name="Gamma")["id"]) == [("1000", "BE")]
    assert marks(result) == [(3, "postal-code-zero-restored")]
    assert [params for code, params in notes.heard if code == "note-country-default"] == [{"country": "FR"}]
    checked = verify_run(result.run_id, settings=account.settings)
    assert checked.counts["="] == 3, checked
    undo_run(result.run_id, settings=account.settings, dry_run=False)
    assert [item["name"] for item in account.companies()] == ["Alpha"]
    addresses = account.api("GET", f"/companies/{record}/addresses?limit=100")["data"]
    assert [(address["address_line_1"], address["postal_code"]) for address in addresses] == [
        ("1 rue X", "1000")
    ]


def test_the_default_is_the_users_and_nothing_of_it_touches_a_known_address(account):
    """With --country BE a new address is Belgian; a French record keeps France."""
    record = company(account, "Alpha", postal_code="75011", country_code="FR")
    text = f"{HEAD}\nAlpha;1 rue Y;75012;Paris\nBeta;1 rue Z;1000;Bruxelles\nGamma;1 rue Z;75011;Paris\n"
    stored, records = created(account, text, country="BE", **MOVED)
    assert place(account, record) == [("75012", "FR")]
    assert (stored["Beta"], records) == (("1000", "BE"), [(4, "postal-code-country")])


def test_each_address_of_a_row_keeps_its_own_country(account):
    """The invoicing address is in Belgium and the delivery address in Germany: both keep their country."""
    record = account.api("POST", "/companies", {"type": "client", "name": "Alpha"})["id"]
    path = f"/companies/{record}/addresses"
    account.api("POST", path, {"name": "Factures", "is_invoicing_address": True, **BRUSSELS})
    german = {**BRUSSELS, "postal_code": "01067", "country_code": "DE", "city": "Dresden"}
    account.api("POST", path, {"name": "Livraisons", "is_delivery_address": True, **german})
    parts = ("de facturation", "de livraison")
    head = ";".join(f"{name} {part}" for part in parts for name in ("Adresse", "Code postal", "Ville"))
    text = f"Nom société;{head}\nAlpha;9 rue X;1050;Ixelles;9 X-Str.;1069;Dresden\n"
    result = account.load(text, **MOVED)
    assert result.counts["updated"] == 1, result.problems
    assert place(account, record) == [("1050", "BE"), ("01069", "DE")]


def test_a_contacts_address_and_an_individuals_keep_their_country_too(account):
    """Contacts and individuals are updated by the same rule."""
    contact = company(account, "Dupont", kind="contacts")
    account.load("Nom;Adresse;Code postal;Ville\nDupont;2 rue Y;1050;Ixelles\n", entity="contact", **MOVED)
    assert place(account, contact, "contacts") == [("1050", "BE")]
    person = company(account, "Durand", kind="individuals")
    text = "Type de client;Nom;Adresse;Code postal;Ville\nParticulier;Durand;2 rue Y;1050;Ixelles\n"
    account.load(text, **MOVED)
    assert place(account, person, "individuals") == [("1050", "BE")]


def test_rows_of_one_company_are_one_record_in_its_country(account):
    """Several rows of one company, each with a contact: its address stays Belgian, its people's numbers too."""
    record = company(account)
    head = f"{HEAD};Nom contact;Téléphone contact"
    text = (
        f"{head}\nAlpha;2 rue Y;1050;Ixelles;Un;02 501 23 45\nAlpha;2 rue Y;1050;Ixelles;Deux;02 501 23 46\n"
    )
    result = account.load(text, **MOVED)
    assert not result.problems
    assert place(account, record) == [("1050", "BE")]
    people = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    assert sorted(person["phone_number"] for person in people) == ["+3225012345", "+3225012346"]


@pytest.mark.parametrize("head", ["Nom société;Téléphone", "Nom société;Téléphone;Pays", f"{HEAD};Téléphone"])
def test_a_national_number_is_read_in_the_records_country(account, head):
    """02 501 23 45 of a company of Brussels is Belgian whether or not the file speaks of addresses."""
    record = company(account)
    cells = {"Nom société": "Alpha", "Adresse": "1 rue X", "Code postal": "1000", "Ville": "Bruxelles"}
    line = ";".join({**cells, "Téléphone": "02 501 23 45"}.get(name, "") for name in head.split(";"))
    result = account.load(f"{head}\n{line}\n")
    assert account.api("GET", f"/companies/{record}")["phone_number"] == "+3225012345", result.problems
    assert verify_run(result.run_id, settings=account.settings).counts["="] == 1
    account.load(f"{head}\n{line.replace('02 501', '+33 1 99 00').replace('23 45', '12 34')}\n")
    assert account.api("GET", f"/companies/{record}")["phone_number"] == "+33199001234"


def test_a_national_number_of_a_new_record_is_read_by_the_default(account):
    """What is new has no country of its own: the default reads its number."""
    account.load("Nom société;Téléphone\nAlpha;01 99 00 12 34\n")
    assert account.company()["phone_number"] == "+33199001234"
    result = account.load("Nom société;Téléphone\nBeta;12\n")
    assert marks(result) == [(2, "phone-invalid")]


def test_a_vat_number_without_its_prefix_is_read_in_the_records_country(account):
    """0428759497 of a record of Belgium is completed; a French one is compared with the row's SIREN."""
    record = company(account)
    account.load("Nom société;N° TVA\nAlpha;0428759497\n")
    assert account.api("GET", f"/companies/{record}")["legal_france"]["vat"] == "BE0428759497"
    result = account.load("Nom société;N° TVA;SIREN\nBeta;44732829320;404833048\n")
    assert ("vat-siren-differ" in dict(map(reversed, marks(result)))) is True


# what check says


def test_a_check_sees_no_record_and_says_if_new(tmp_path):
    """Its repairs by the default are those of new records; a row with an id gets none."""
    path = tmp_path / "new.csv"
    text = f"ID Sellsy;{HEAD};Téléphone;N° TVA\n;Alpha;1 rue X;1000;Bourg;199001234;44732829320\n"
    path.write_text(f"{text}12;Beta;1 rue X;1000;Bruxelles;25012345;0428759497\n", encoding="utf-8")
    notes = Notes()
    result = check_file(path, entity="client", observer=notes)
    assert marks(result) == [
        (2, "phone-zero-if-new"),
        (2, "postal-code-zero-if-new"),
        (2, "vat-prefix-if-new"),
    ]
    assert [code for code, _ in notes.heard].count("note-country-default") == 1
    french = next(warning for warning in result.warnings if warning.code == "postal-code-zero-if-new").texts(
        "fr"
    )[0]
    assert french.startswith("Nouvelle fiche")


def test_a_check_refuses_what_the_default_cannot_read_beside_other_faults(tmp_path):
    """Every problem of a row is found at once, those of the default country among them."""
    path = tmp_path / "bad.csv"
    path.write_text(f"{HEAD};E-mail\nAlpha;1 rue X;7500;Bourg;a@b\n", encoding="utf-8")
    path.write_text(f"{HEAD};E-mail\nAlpha;1 rue X;750;Bourg;a b\n", encoding="utf-8")
    codes = {code for _, code in marks(check_file(path, entity="client"))}
    assert {"postal-code-if-new", "email-invalid"} <= codes


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("Téléphone", "02 512 12 12", "phone-if-new"),
        ("Code postal", "1011 AB", "postal-code-if-new"),
        ("Code postal", "S-111 22", "postal-code-if-new"),
        ("Code postal", "D-10115", "postal-code-if-new"),
        ("N° TVA", "0428759497", "vat-if-new"),
        ("Téléphone", "+32 12", "phone-invalid"),
        ("Téléphone", "12", "phone-invalid"),
        ("Téléphone", "voir Paul", "phone-invalid"),
        ("Code postal", "?", "postal-code-french"),
        ("Code postal", "75001 Paris", "postal-code-text"),
        ("N° TVA", "BE0428759498", "vat-invalid"),
    ],
)
def test_a_check_refuses_only_what_no_record_could_hold(tmp_path, header, cell, code):
    """What a record's own country may read is a warning; what none reads, or a row states, is an error."""
    path = tmp_path / "known.csv"
    head, line = f"Nom société;{header}", f"Alpha;{cell}"
    if header == "Code postal":
        head, line = f"{head};Adresse;Ville", f"{line};1 rue X;Ville"
    path.write_text(f"{head}\n{line}\n", encoding="utf-8")
    result = check_file(path, entity="client")
    assert (marks(result), result.rejected) == ([(2, code)], int(not code.endswith("-if-new")))
    path.write_text(f"{head};Pays\n{line};France\n", encoding="utf-8")
    assert check_file(path, entity="client").rejected == 1


def test_a_check_refuses_what_a_row_without_any_key_says_wrongly(tmp_path):
    """Such a row can be no record there is."""
    path = tmp_path / "keyless.csv"
    path.write_text(
        "Nom société;Téléphone;E-mail\n;02 512 12 12;\n;02 512 12 12;a@example.com\n", encoding="utf-8"
    )
    assert {(2, "phone-invalid"), (3, "phone-if-new")} <= set(marks(check_file(path, entity="client")))


# countries beside postal codes

EMPTY = {"NC", "NR", "NA", "ND", "SO", "RAS"}
FITTING = {"BE": None, "CAN": None, "MAR": "MA", "LA": "LA", "DE": "DE", "US": "US", "Corse": "FR"}


def test_country_codes_beside_a_postal_code_of_paris(account):
    """Words for nothing are empty and said, DOM and COM refused, and so is a country that 75008 does not fit."""
    path = VALUES / "country_codes.csv"
    stored, records = created(account, path, mode="create")
    problems = dict(records)
    for at, (name, cell, *_) in enumerate(rows(path), 2):
        if cell in EMPTY:
            assert (stored[name], problems[at]) == (("75008", "FR"), "country-nothing"), cell
        elif cell in {"DOM", "COM", "TOM", "France-DOM"}:
            assert (stored.get(name), problems[at]) == (None, "country-overseas"), cell
        elif name in stored:
            assert stored[name] == ("75008", FITTING.get(cell, _countries().codes.get(cell.lower()))), cell
        else:
            assert problems[at] in {
                "country-unknown",
                "country-near",
                "postal-code-country",
                "country-beside",
            }, cell
    refused = {cell for name, cell, *_ in rows(path) if name not in stored}
    assert {"BE", "CAN", "CA", "ES", "SI", "AL", "PM", "IR", "AN", "UE", "XX", "Union européenne"} <= refused
    assert {"MAR", "DE", "US", "Corse"}.isdisjoint(refused)


def test_blank_countries_take_the_default(account):
    """A blank cell is no more than a missing column, and needs no word in its row."""
    stored, records = created(account, VALUES / "country_empty.csv")
    assert (set(stored.values()), records) == ({("75008", "FR")}, [])


@pytest.mark.parametrize(
    ("country", "postal_code", "stored"),
    [
        ("NC", "98800", ("98800", "NC")),
        ("GP", "97110", ("97110", "GP")),
        ("MQ", "97200", ("97200", "MQ")),
        ("GF", "97300", ("97300", "GF")),
        ("RE", "97400", ("97400", "RE")),
        ("PM", "97500", ("97500", "PM")),
        ("YT", "97600", ("97600", "YT")),
        ("BL", "97133", ("97133", "BL")),
        ("MF", "97150", ("97150", "MF")),
        ("MC", "98000", ("98000", "MC")),
        ("WF", "98600", ("98600", "WF")),
        ("PF", "98713", ("98713", "PF")),
        ("Polynésie", "98713", ("98713", "PF")),
        ("La Réunion", "97400", ("97400", "RE")),
        ("DOM", "97110", ("97110", "GP")),
        ("DOM", "97400", ("97400", "RE")),
        ("COM", "98800", ("98800", "NC")),
        ("DOM", "97133", ("97133", "BL")),
        ("NA", "10005", ("10005", "FR")),
        ("NA", "AB12", ("AB12", "NA")),
        ("Namibie", "10005", ("10005", "NA")),
        ("SO", "AD 10010", ("AD 10010", "SO")),
        ("NC", "6000", ("06000", "FR")),
        ("nd", "97110", ("97110", "FR")),
        ("France (FR)", "75011", ("75011", "FR")),
        ("Österreich", "1010", ("1010", "AT")),
        ("België", "1000", ("1000", "BE")),
        ("Belgique/België", "1000", ("1000", "BE")),
        ("Guadeloupe", "97110", ("97110", "GP")),
        ("Guadeloupe", "75008", None),
        ("Guadeloupe", "97200", None),
        ("Nouvelle-Calédonie", "75011", None),
        ("La Réunion", "10000", None),
        ("Monaco", "75008", None),
        ("Terres australes françaises", "98413", ("98413", "TF")),
        ("PM", "75011", None),
        ("GP", "75011", None),
        ("DOM", "75011", None),
        ("COM", "", None),
    ],
)
def test_a_country_beside_its_postal_code(account, country, postal_code, stored):
    """Codes and names beside their own postal codes are themselves; what fits nothing is refused."""
    records, codes = created(account, f"{HEAD};Pays\nAlpha;1 rue X;{postal_code};Ville;{country}\n")
    assert records.get("Alpha") == stored, codes


@pytest.mark.parametrize("said_so", [{"constants": {"Pays": "Belgique"}}, {"values": {"": "Belgique"}}])
def test_what_a_mapping_says_of_blanks_fills_words_for_nothing(account, said_so):
    """NC beside 1000 says no country, as a blank cell does: the mapping's Belgium, never the default."""
    mapping = {"columns": {"Land": "Pays"}}
    if "values" in said_so:
        mapping = {"columns": {"Land": {"column": "Pays", **said_so}}}
    else:
        mapping |= said_so
    text = f"{HEAD};Land\nA;1 rue X;1000;Ville;NC\nB;1 rue X;1000;Ville;ND\nC;1 rue X;1000;Ville;\nD;1 rue X;98800;Ville;NC\nE;1 rue X;1000;Ville;FR\n"
    stored, records = created(account, text, mapping=mapping)
    belgian = ("1000", "BE")
    assert stored == {"A": belgian, "B": belgian, "C": belgian, "D": ("98800", "NC"), "E": ("01000", "FR")}
    assert records == [(2, "country-nothing"), (3, "country-nothing"), (6, "postal-code-zero-restored")]


def test_what_a_mapping_says_of_blanks_is_judged_as_any_country(account):
    """Belgium for blanks does not go with 75011; without a mapping, a word for nothing takes the default."""
    text = f"{HEAD};Pays\nA;1 rue X;75011;Ville;NC\n"
    mapping = {"columns": {"Pays": {"column": "Pays", "values": {"": "Belgique"}}}}
    stored, records = created(account, text, mapping=mapping)
    assert (stored, records) == ({}, [(2, "country-nothing"), (2, "postal-code-country")])
    assert created(account, text)[0] == {"A": ("75011", "FR")}


def test_nothing_is_a_word_for_nothing_without_a_postal_code(account):
    """NC alone is New Caledonia, as ISO says: its phone number is read so."""
    account.load("Nom société;Téléphone;Pays\nAlpha;25 12 34;NC\n")
    assert account.company()["phone_number"] == "+687251234"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("z_postal.csv", {"Alpha": ("08001", "ES"), "Bravo": ("01067", "DE"), "Charlie": ("02134", "US")}),
    ],
)
def test_lost_zeros_come_back_in_every_country(account, name, expected):
    """Barcelona, Dresden and Boston get the zero that a spreadsheet took, and it is said."""
    stored, records = created(account, VALUES / name)
    assert (stored, {code for _, code in records}) == (expected, {"postal-code-zero-restored"})


@pytest.mark.parametrize(
    ("country", "typed", "stored"),
    [
        ("Finlande", "100", "00100"),
        ("Italie", "118", "00118"),
        ("Roumanie", "10011", "010011"),
        ("Japon", "600001", "060-0001"),
        ("Pologne", "950", "00-950"),
        ("Brésil", "1310100", "01310-100"),
        ("Turquie", "1000", "01000"),
        ("États-Unis", "2134-1234", "02134-1234"),
        ("États-Unis", "10001-1234", "10001-1234"),
        ("Porto Rico", "601-1234", "00601-1234"),
        ("Îles Vierges des États-Unis", "802", "00802"),
        ("Malaisie", "1000", "01000"),
        ("Pérou", "1001", "01001"),
        ("Guatemala", "1001", "01001"),
        ("Équateur", "10101", "010101"),
        ("Colombie", "50001", "050001"),
        ("Kazakhstan", "10000", "010000"),
        ("Kazakhstan", "Z05T3D0", "Z05T3D0"),
        ("Panama", "801", "0801"),
        ("Panama", "816-02884", "0816-02884"),
        ("Sri Lanka", "100", "00100"),
        ("Viêt Nam", "1000", "01000"),
        ("Viêt Nam", "100000", "100000"),
        ("Kenya", "100", "00100"),
        ("Géorgie", "105", "0105"),
        ("Arménie", "10", "0010"),
        ("Philippines", "900", "0900"),
        ("Taïwan", "110-058", "110-058"),
        ("Azerbaïdjan", "AZ1000", "AZ1000"),
        ("Lettonie", "LV-1010", "LV-1010"),
        ("Lettonie", "LV 1010", "LV 1010"),
        ("Lituanie", "LT01001", "LT01001"),
        ("Malaisie", "750", None),
        ("Pérou", "75008", None),
        ("Colombie", "75008", None),
        ("Nigéria", "10001", None),
        ("Belgique", "DE1000", None),
        ("Belgique", "B-1000", "B-1000"),
        ("Allemagne", "D-10115", "D-10115"),
        ("Pays-Bas", "1011 AB", "1011 AB"),
        ("Royaume-Uni", "SW1A 1AA", "SW1A 1AA"),
        ("Suède", "111 22", "111 22"),
        ("Portugal", "1000-001", "1000-001"),
        ("Irlande", "D02 AF30", "D02 AF30"),
        ("Chili", "8320000", "8320000"),
        ("Suisse", "801", None),
        ("Luxembourg", "75011", None),
        ("Espagne", "8001.0", None),
        ("Autriche", "0101", None),
    ],
)
def test_postal_codes_of_other_countries(account, country, typed, stored):
    """Each country's form is known: zeros are put back, right codes left as typed, others refused."""
    records, codes = created(account, f"{HEAD};Pays\nAlpha;1 rue X;{typed};Ville;{country}\n")
    assert (records.get("Alpha") or (None,))[0] == stored, codes


# VAT numbers

VAT = {
    "T000": "FR40000066034", "T001": "FR90000012345", "T002": "vat-none", "T003": "vat-none", "T004": "vat-none",
    "T005": "vat-invalid", "T006": "vat-invalid", "T007": "vat-invalid", "T008": "BE0428759497",
    "T009": "LU15027442", "T010": "DE136695976", "T011": "vat-invalid", "T012": "vat-invalid", "T013": "vat-none",
    "T014": "vat-invalid",
}  # fmt: skip


def test_vat_numbers_are_right_or_refused_and_words_for_none_are_empty(tmp_path, account):
    """Numbers that their own rule refuses are refused, the one inside offered; words for "none" are empty, and said."""
    text = (VALUES / "vat2.csv").read_text(encoding="utf-8")
    text = re.sub(
        "(BE|LU|DE);75008", r"FR;75008", text
    )  # 75008 is no postal code of theirs: another rule's business
    result = account.load(text)
    stored = {record["name"]: record["legal_france"]["vat"] for record in account.companies()}
    problems = {finding.row: finding for finding in (*result.problems, *result.warnings)}
    for at, (name, wanted) in enumerate(VAT.items(), 2):
        problem = problems.get(at)
        if problem is None:
            assert stored[name] == wanted
        elif problem.code == "vat-text":
            assert (name in stored, problem.params["suggestion"]) == (False, wanted)
        else:
            assert (problem.code, stored.get(name) or "") == (wanted, "")
            assert (name in stored) is (wanted == "vat-none")


@pytest.mark.parametrize("word", ["Art. 293 B du CGI", "TVA non applicable", "exonéré", "franchise en base"])
def test_a_word_for_none_keeps_what_the_record_holds(account, word):
    """Such a cell is an empty one: on an update it clears nothing."""
    body = {"type": "client", "name": "Alpha", "legal_france": {"vat": "FR44732829320"}}
    record = account.api("POST", "/companies", body)["id"]
    result = account.load(f"Nom société;N° TVA\nAlpha;{word}\n")
    assert (result.counts["unchanged"], marks(result)) == (1, [(2, "vat-none")])
    assert account.api("GET", f"/companies/{record}")["legal_france"]["vat"] == "FR44732829320"


# exports that come back


@pytest.mark.slow
def test_an_export_of_addresses_of_every_country_imported_unchanged_writes_nothing(account, tmp_path):
    """Every ISO country, beside a postal code of Paris or its own or none at all, comes back as it was."""
    names = Locale("fr").territories
    codes = sorted({*_countries().codes.values()} - {"XK"})
    for code in codes:
        company(account, f"{names[code]} {code}", country_code=code, postal_code="75011")
    for code in ("NC", "NR", "BE", "FR"):
        company(account, f"{names[code]} bis", country_code=code, postal_code="1000")
    strange = {"phone_number": "02 501 23 45", "legal_france": {"vat": "RC 12345"}}
    record = company(account, "Étrange")
    account.api("PUT", f"/companies/{record}", strange)
    person = account.api("POST", "/contacts", {"last_name": "Peeters", "phone_number": "02 501 23 46"})["id"]
    account.api("POST", f"/companies/{record}/contacts/{person}", {"roles": []})
    exported = tmp_path / "every.csv"
    export("client", exported, settings=account.settings)
    before = account.writes()
    result = account.load(exported)
    assert (account.writes(), result.counts["unchanged"]) == (before, len(codes) + 5), result.problems[:3]


def test_a_german_number_that_a_program_kept_as_one_with_decimals(account):
    """3012345678.0 of Berlin is +493012345678: not a digit is added."""
    account.load((VALUES / "z_phone.csv").read_text(encoding="utf-8"))
    assert account.company()["phone_number"] == "+493012345678"
