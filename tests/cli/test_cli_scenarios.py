"""The acceptance scenarios of users, by number: each through the command line, against a Sellsy over HTTP."""

import csv
import io
import json

import openpyxl
import pytest
from plain import HTTP, witness

from etl.sandbox.http.config import Quota, SandboxConfig

FILE_A = "Type société;Nom société;SIRET;Email\nclient;Société Générale d'Électricité;73282932000074;contact@sge.example\n"


@pytest.fixture
def empty(shell_on):
    """A shell with credentials for an account that has no record."""
    return shell_on(SandboxConfig())


def api(shell, method, path, body=None):
    """Make a call of our own, as an independent witness."""
    return witness(shell.url, method, path, body)


def fitting(shell, resource="companies", **filters):
    """Return the records of a resource that fit."""
    return api(shell, "POST", f"/{resource}/search?limit=100", {"filters": filters})["data"]


def load(shell, text, *options, name="file.csv", entity="client"):
    """Import a text as a CSV file, without questions, and return what it printed as JSON."""
    shell.write(name, text)
    ran = shell("import", name, "--entity", entity, "--json", "--yes", *options)
    assert ran.out, ran.err
    return ran.json


def codes(result):
    """Return (row, code) of the problems of a run."""
    return [(problem["row"], problem["code"]) for problem in result["problems"]]


def test_scenario_01_a_dry_run_is_harmless(empty):
    """One to create, none to change, no error; nothing is persisted; exit 0."""
    empty.write("A.csv", FILE_A.encode("cp1252"))
    ran = empty("--lang", "fr", "import", "A.csv", "--dry-run")
    assert ran.code == 0
    assert "À créer\u00a0: 1, à modifier\u00a0: 0" in ran.err
    assert empty.stats()["writes_total"] == 0


def test_scenario_02_run_twice(empty):
    """The second import of the same file changes nothing; the account holds one record."""
    first, again = load(empty, FILE_A, "--match", "siret"), load(empty, FILE_A, "--match", "siret")
    assert (first["counts"]["created"], again["counts"]["created"], again["counts"]["unchanged"]) == (1, 0, 1)
    assert len(fitting(empty)) == 1


def test_scenario_03_ambiguity_never_guesses(empty):
    """A row that two records fit is refused, naming both; the others are written; exit 1."""
    ids = [api(empty, "POST", "/companies", {"type": "client", "name": "Dupont SARL"})["id"] for _ in "ab"]
    empty.write("f.csv", "Type société;Nom société\nclient;Dupont SARL\nclient;Autre SA\n")
    ran = empty("import", "f.csv", "--match", "name", "--json", "--yes")
    (problem,) = ran.json["problems"]
    assert all(str(identifier) in problem["message"] for identifier in ids)
    assert (ran.json["counts"]["created"], ran.code) == (1, 1)


def test_scenario_04_doubles_inside_the_file(empty):
    """Two lines with one SIRET are both reported before anything is written."""
    result = load(
        empty,
        "Nom société;SIRET;Email\nA;73282932000074;a@x.example\nB;;b@x.example\nC;;c@x.example\nD;73282932000074;d@x.example\n",
    )
    assert codes(result) == [(2, "duplicate-in-file"), (5, "duplicate-in-file")]
    assert sorted(record["name"] for record in fitting(empty)) == ["B", "C"]


def test_scenario_05_undo(empty):
    """What a run created is deleted, what it changed is restored; what was edited since is kept and listed."""
    load(empty, "Nom société;Téléphone\nUn;01 99 00 00 01\nDeux;01 99 00 00 02\n")
    run = load(
        empty,
        "Nom société;Téléphone\nUn;01 99 00 00 11\nDeux;01 99 00 00 12\nTrois;\nQuatre;\nCinq;\n",
        name="second.csv",
    )
    assert (run["counts"]["created"], run["counts"]["updated"]) == (3, 2)
    (edited,) = fitting(empty, name="Deux")
    api(empty, "PUT", f"/companies/{edited['id']}", {"phone_number": "+33199000099"})
    undone = empty("runs", "undo", run["run_id"], "--yes")
    assert {record["name"]: record["phone_number"] for record in fitting(empty)} == {
        "Un": "+33199000001",
        "Deux": "+33199000099",
    }
    assert "+33199000099" in undone.out + undone.err


@pytest.mark.slow
def test_scenario_06_kill_and_resume(shell_on):
    """Killed in the middle with a request in flight, a run of 1,000 rows is completed: exactly 1,000 companies."""
    shell = shell_on(SandboxConfig())
    shell.write("many.csv", "Nom société\n" + "".join(f"S{i}\n" for i in range(1000)))
    shell.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "delay", "ms": 200})
    process = shell.start("--no-progress", "import", "many.csv", "--entity", "client", "--yes")
    while not fitting(shell) and process.poll() is None:
        pass
    process.kill()
    process.communicate()
    HTTP.delete(f"{shell.url}/_sandbox/faults")
    resumed = shell("runs", "resume", "last", "--json", "--yes")
    assert resumed.json["counts"]["created"] == 1000
    assert api(shell, "POST", "/companies/search?limit=1", {"filters": {}})["pagination"]["total"] == 1000


def test_scenario_07_error_file(empty):
    """Of 100 rows 93 are written; the errors file holds the 7 others as they were, with why; mended, they go in alone."""
    lines = [
        f"client;Société {i};{'pas un e-mail' if i % 15 == 0 else f's{i}@x.example'}" for i in range(100)
    ]
    result = load(empty, "Type société;Nom société;Email\n" + "\n".join(lines) + "\n")
    assert (result["counts"]["created"], result["counts"]["rejected"]) == (93, 7)
    errors = (empty.folder / "file.report.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(errors), delimiter=";"))
    assert rows[0][-3:] == ["Type société", "Nom société", "Email"]
    assert [row[-2] for row in rows[1:]] == [f"Société {i}" for i in range(0, 100, 15)]
    assert len(rows[0]) >= 3 + 4
    mended = load(empty, errors.replace("pas un e-mail", ""), name="mended.csv")
    assert (mended["counts"]["read"], mended["counts"]["created"]) == (7, 7), mended["problems"]


def test_scenario_08_a_destroyed_siret(empty):
    """A SIRET that Excel destroyed is never sent; with a SIREN beside, the SIREN is and the SIRET is left alone."""
    alone = load(empty, "Nom société;SIRET\nA;3,41174E+13\n")
    assert codes(alone) == [(2, "siret-destroyed")]
    beside = load(empty, "Nom société;SIREN;SIRET\nB;732829320;7,32829E+13\n")
    assert (beside["counts"]["created"], [warning["code"] for warning in beside["warnings"]]) == (
        1,
        ["siret-destroyed"],
    )
    (record,) = fitting(empty)
    assert (record["legal_france"]["siren"], record["legal_france"]["siret"]) == ("732829320", None)


def test_scenario_09_lost_zeros_and_a_bad_key(empty):
    """Zeros that Excel ate come back with a warning; a wrong key is an error."""
    result = load(empty, "Nom société;SIRET\nA;552013500004\nB;73282932000075\n")
    assert (codes(result), len(result["warnings"])) == ([(3, "siret-checksum")], 1)
    assert fitting(empty)[0]["legal_france"]["siret"] == "00552013500004"


@pytest.mark.slow
def test_scenario_10_encodings(empty):
    """Accents read the same in every encoding and with every delimiter."""
    seen = set()
    for encoding in ("cp1252", "utf-8", "utf-8-sig", "utf-16"):
        for delimiter in (";", ",", "\t"):
            name = f"S {encoding} {ord(delimiter)}"
            rows = (
                ("Nom société", "Prénom contact", "Nom contact", "Fonction contact"),
                (name, "Hélène", "Lefèvre", "Sète"),
            )
            empty.write("f.csv", "\n".join(map(delimiter.join, rows)).encode(encoding))
            ran = empty("import", "f.csv", "--entity", "client", "--json", "--yes", "--no-html")
            assert ran.json["counts"]["created"] == 1, (encoding, delimiter, ran.out)
            (company,) = fitting(empty, name=name)
            (person,) = api(empty, "GET", f"/companies/{company['id']}/contacts")["data"]
            seen.add((person["first_name"], person["last_name"], person["position"]))
    assert seen == {("Hélène", "Lefèvre", "Sète")}


def test_scenario_11_dates(empty):
    """Day first, Excel serials too; what is no date is an error, never turned round."""
    text = "Nom société;Date de création\nA;03/04/2024\nB;45385\nC;02/13/2024\nD;31/04/2024\n"
    result = load(empty, text, "--date-order", "dmy")
    assert [row for row, _ in codes(result)] == [4, 5]
    assert {record["created"][:10] for record in fitting(empty)} == {"2024-04-03"}


def test_scenario_12_amounts(shell):
    """Every space of a French amount is understood, a percentage too; 1.234 is ambiguous unless the mark is said."""
    head = "Nom de l'opportunité;Pipeline;Étape;Nom client;Montant;Probabilité\n"
    rows = "".join(
        f"Affaire {i};Ventes;Prospection;Menuiserie Kervadec;1{space}234,56 €;85 %\n"
        for i, space in enumerate((" ", "\u00a0", "\u202f"))
    )
    result = load(shell, head + rows, entity="opportunity")
    assert result["counts"]["created"] == 3, result["problems"]
    made = [
        opportunity for i in range(3) for opportunity in fitting(shell, "opportunities", name=f"Affaire {i}")
    ]
    assert {(item["amount"]["value"], item["probability"]) for item in made} == {("1234.56", 85)}
    doubtful = "Affaire 9;Ventes;Prospection;Menuiserie Kervadec;1.234;10\n"
    assert len(load(shell, head + doubtful, entity="opportunity")["problems"]) == 1
    text = load(shell, head + doubtful, "--decimal", ".", entity="opportunity")
    assert text["counts"]["created"] == 1


def test_scenario_13_phones(empty):
    """However a French number is written it is sent in one form; overseas is found; two numbers or an extension are errors."""
    numbers = ["06 12 34 56 78", "612345678", "0033612345678", "+33 (0)6 12 34 56 78", "0692123456"]
    wrong = ["06 12 34 56 78 poste 12", "0612345678 / 0145678901"]
    text = "Nom société;Téléphone\n" + "".join(f"S{i};{number}\n" for i, number in enumerate(numbers + wrong))
    result = load(empty, text)
    assert [row for row, _ in codes(result)] == [7, 8]
    phones = {record["name"]: record["phone_number"] for record in fitting(empty)}
    assert [phones[f"S{i}"] for i in range(5)] == ["+33612345678"] * 4 + ["+262692123456"]


def test_scenario_14_owner(shell):
    """A name that two people bear is refused with both e-mails, an unknown one with those there are; an e-mail is enough."""
    shell.write(
        "team.yaml",
        "staffs: [{firstname: Marie, lastname: Martin, email: a@x.example}, {firstname: Marie, lastname: Martin, email: b@x.example}]",
    )
    shell("sandbox", "setup", "team.yaml", "--url", shell.url)
    result = load(shell, "Nom société;Propriétaire\nA;Marie Martin\nB;Personne Inconnue\nC;b@x.example\n")
    several, unknown = result["problems"]
    assert "a@x.example" in several["message"]
    assert "b@x.example" in several["message"]
    assert unknown["row"] == 3
    owner = fitting(shell, name="C")[0]["owner"]["id"]
    assert api(shell, "GET", f"/staffs/{owner}")["email"] == "b@x.example"


def test_scenario_15_one_file_three_objects(empty):
    """Three rows of one company are one company, three linked contacts, one address; the main contact is the one said."""
    text = (
        "NOM SOCIETE;ADRESSE PARTIE 1;CODE POSTAL;VILLE;CODE PAYS;PRENOM CONTACT;NOM CONTACT;EMAIL CONTACT;CONTACT PRINCIPAL\n"
        "Garnier;1 rue A;29000;Quimper;FR;Léa;Un;un@x.example;\n"
        "Garnier;1 rue A;29000;Quimper;FR;Paul;Deux;deux@x.example;OUI\n"
        "Garnier;1 rue A;29000;Quimper;FR;Zoé;Trois;trois@x.example;\n"
    )
    assert load(empty, text)["problems"] == []
    (company,) = fitting(empty)
    people = api(empty, "GET", f"/companies/{company['id']}/contacts")["data"]
    main = next(person for person in people if person["id"] == company["main_contact_id"])
    assert (len(people), main["last_name"]) == (3, "Deux")
    assert len(api(empty, "GET", f"/companies/{company['id']}/addresses")["data"]) == 1


def test_scenario_16_empty_cells(empty):
    """A blank cell keeps what the account holds; with --empty clear it clears it, and the dry run shows it."""
    load(empty, "Nom société;Téléphone;E-mail\nA;01 99 00 00 01;a@x.example\n")
    blank = "Nom société;Téléphone;E-mail\nA;;a@x.example\n"
    assert load(empty, blank)["counts"]["unchanged"] == 1
    dry = empty("import", "file.csv", "--entity", "client", "--empty", "clear", "--dry-run")
    assert "+33199000001 → (empty)" in dry.out.replace("->", "→"), dry.out
    assert load(empty, blank, "--empty", "clear")["counts"]["updated"] == 1
    assert fitting(empty)[0]["phone_number"] is None


def test_scenario_17_rate_limit(shell_on):
    """Above the account's rate nothing is lost and nothing doubled; a revoked token stops with the command to go on."""
    shell = shell_on(SandboxConfig(quota=Quota(second=5)))
    shell.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 429, "nth": [2, 3]}
    )
    text = "Nom société\n" + "".join(f"S{i}\n" for i in range(500))
    assert load(shell, text, "--batch-size", "100")["counts"]["created"] == 500
    assert api(shell, "POST", "/companies/search?limit=1", {"filters": {}})["pagination"]["total"] == 500
    shell.write("more.csv", "Nom société\n" + "".join(f"T{i}\n" for i in range(30)))
    shell.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 403})
    stopped = shell("import", "more.csv", "--entity", "client", "--yes")
    assert (stopped.code, "runs resume" in stopped.err) == (4, True), stopped.err


def test_scenario_18_opportunities(shell):
    """Company by SIRET, pipeline and step by name; an unknown step lists the valid ones, an absent company is an error."""
    load(shell, FILE_A)
    head = "Nom de l'opportunité;Pipeline;Étape;SIRET client\n"
    rows = (
        "Bonne;Ventes;Devis envoyé;73282932000074\nÉtape;Ventes;Devis parti;73282932000074\n"
        "Absente;Ventes;Devis envoyé;55201350000004\n"
    )
    result = load(shell, head + rows, entity="opportunity")
    assert result["counts"]["created"] == 1
    step, absent = result["problems"]
    assert "Devis envoyé" in step["message"] + step["fix"]
    assert "Négociation" in step["message"] + step["fix"]
    assert (step["row"], absent["row"]) == (3, 4)


def test_scenario_19_headers(bare):
    """The headers of Sellsy's own exports need no mapping; a foreign one is listed as ignored; a mapping file is reused."""
    head = (
        "ID SOCIETE SELLSY;TYPE SOCIETE;NOM SOCIETE;SIRET SOCIETE;EMAIL SOCIETE;TELEPHONE SOCIETE;ADRESSE PARTIE 1;"
        "ADRESSE PARTIE 2;CODE POSTAL;VILLE;CODE PAYS;CONTACT ID;CIVILITE CONTACT;PRENOM CONTACT;NOM CONTACT;"
        "FONCTION CONTACT;EMAIL CONTACT;TELEPHONE CONTACT;MOBILE CONTACT;CONTACT NOTE;CONTACT PRINCIPAL;"
        "DATE DE CREATION;DATE DE DERNIERE MODIFICATION;Chiffre d'affaires"
    )
    bare.write("export.csv", f"{head}\n;client;Garnier" + ";" * (head.count(";") - 2) + "\n")
    ran = bare("check", "export.csv", "--json")
    assert [column["header"] for column in ran.json["ignored_columns"]] == ["Chiffre d'affaires"]
    bare.write("odd.csv", "Boîte;Tel bureau\nGarnier;01 99 00 00 01\n")
    bare.write("mapping.yaml", "Boîte: Nom société\nTel bureau: Téléphone\n")
    mapped = bare("check", "odd.csv", "--entity", "client", "--map", "mapping.yaml", "--json")
    assert (mapped.json["counts"]["valid"], mapped.json["ignored_columns"]) == (1, [])


def test_scenario_20_tags_and_custom_fields(shell):
    """Tags are added to those there are, or replace them when asked; an unknown option of a list names the options."""
    load(shell, "Nom société;Smart tags\nA;Ancien\n", "--create-missing", "tags")
    added = "Nom société;Smart tags\nA;Salon 2026, VIP\n"
    load(shell, added, "--create-missing", "tags")
    (company,) = fitting(shell, name="A")

    def tags():
        return sorted(
            tag["value"] for tag in api(shell, "GET", f"/companies/{company['id']}/smart-tags")["data"]
        )

    assert tags() == ["Ancien", "Salon 2026", "VIP"]
    replaced = load(shell, added, "--tags", "replace")
    assert (replaced["counts"]["updated"], tags()) == (1, ["Salon 2026", "VIP"])
    fields = api(shell, "GET", "/custom-fields?limit=100")["data"]
    chosen = next(
        field
        for field in fields
        if field["type"] in ("radio", "select")
        and "client" in (field.get("related_objects") or field.get("related_object"))
    )
    wrong = load(shell, f"Nom société;cf:{chosen['code']}\nB;n'importe quoi\n")
    (problem,) = wrong["problems"]
    assert "," in problem["message"] + problem["fix"]


def test_scenario_21_countries(empty):
    """Countries go by the names people write; a typing mistake gets a suggestion."""
    names = ["10000;Ville;Allemagne", "10001;Ville;Etats-Unis", "10000;Ville;Côte d'Ivoire", "97400;Ville;La Réunion",
             "10000;Ville;Frnace"]  # fmt: skip
    head = "Nom société;Adresse;Code postal;Ville;Pays\n"
    result = load(empty, head + "".join(f"S{i};1 rue A;{name}\n" for i, name in enumerate(names)))
    assert [row for row, _ in codes(result)] == [6]
    assert "France" in result["problems"][0]["message"] + result["problems"][0]["fix"]
    shown = {}
    for record in fitting(empty):
        (address,) = api(empty, "GET", f"/companies/{record['id']}/addresses")["data"]
        shown[record["name"]] = address["country_code"]
    assert shown == {"S0": "DE", "S1": "US", "S2": "CI", "S3": "RE"}


def test_scenario_22_round_trip(shell):
    """An export imported again changes nothing; one edited cell is one update of one field; codes are text cells."""
    load(
        shell,
        "Nom société;SIRET;Adresse;Code postal;Ville;Téléphone\nA;73282932000074;1 rue A;01000;Bourg;01 99 00 00 01\n",
    )
    assert shell("--lang", "fr", "export", "client", "-o", "out.xlsx").code == 0
    again = shell("import", "out.xlsx", "--json", "--yes")
    assert (again.json["counts"]["unchanged"], again.json["counts"]["updated"]) == (
        again.json["counts"]["read"],
        0,
    )
    book = openpyxl.load_workbook(shell.folder / "out.xlsx")
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows(min_row=2) if "A" in [cell.value for cell in row])
    at = {name: line[heads.index(name)] for name in heads}
    assert [at[name].data_type for name in ("SIRET", "Téléphone", "Code postal")] == ["s"] * 3
    at["Téléphone"].value = "+33199000009"
    book.save(shell.folder / "edited.xlsx")
    edited = shell("import", "edited.xlsx", "--json", "--yes")
    assert edited.json["counts"]["updated"] == 1
    assert fitting(shell, name="A")[0]["phone_number"] == "+33199000009"


def test_scenario_23_scheduled_export(shell):
    """--since last writes what changed only; a failure leaves the file before as it was, says so, and logs one line."""
    log = shell.folder / "log.jsonl"
    export = ("export", "client", "-o", "out.csv", "--since", "last", "--log-json", "log.jsonl")
    assert shell(*export).code == 0
    whole = (shell.folder / "out.csv").read_bytes()
    shell.faults({"match": {"method": "POST", "path": "/companies/search"}, "fault": "status", "status": 403})
    failed = shell(*export)
    assert failed.code != 0
    assert (shell.folder / "out.csv").read_bytes() == whole
    HTTP.delete(f"{shell.url}/_sandbox/faults")
    load(shell, "Nom société\nToute nouvelle\n")
    assert shell(*export).code == 0
    text = (shell.folder / "out.csv").read_text(encoding="utf-8-sig")
    assert "Toute nouvelle" in text
    assert len(text.splitlines()) < len(whole.splitlines())
    assert len([json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]) == 3


def test_scenario_24_comments_tasks_events(shell):
    """Comments keep emoji, quotes and dates; a task's label goes by name; an unknown parent is an error, never an orphan."""
    texts = [f'Note {i} 🎉 "citée", l\'été' for i in range(300)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Texte", "Date de création", "Nom client"])
    writer.writerows([text, "12/01/2024 10:00", "Menuiserie Kervadec"] for text in texts)
    writer.writerow(["perdue", "12/01/2024 10:00", "Société absente"])
    result = load(shell, out.getvalue(), entity="comment")
    assert (result["counts"]["created"], result["counts"]["rejected"]) == (300, 1)
    kept = [
        record
        for page in _pages(shell, "comments")
        for record in page
        if record["description"].startswith("Note")
    ]
    assert sorted(record["description"] for record in kept) == sorted(texts)
    assert {item["created"][:10] for item in kept} == {"2024-01-12"}
    tasks = load(
        shell,
        "Titre;Label;Échéance;Nom client\nRappeler;Appel;12/01/2027;Menuiserie Kervadec\n",
        entity="task",
    )
    assert tasks["counts"]["created"] == 1


def _pages(shell, resource):
    offset = 0
    while True:
        page = api(shell, "POST", f"/{resource}/search?limit=100&offset={offset}", {"filters": {}})["data"]
        yield page
        if len(page) < 100:
            return
        offset += 100


def test_scenario_25_doctor(shell):
    """Doctor tells the account, what the access may do and the quota left; a staff member's e-mail is refused in the dry run."""
    ran = shell("doctor")
    assert ran.code == 0
    assert "calls left today" in ran.out
    assert "scopes of all 8 entities" in ran.out
    staff = api(shell, "GET", "/staffs")["data"][0]["email"]
    shell.write("f.csv", f"Nom société;E-mail\nA;{staff}\n")
    dry = shell("import", "f.csv", "--entity", "client", "--dry-run", "--json")
    assert dry.json["counts"]["rejected"] == 1
