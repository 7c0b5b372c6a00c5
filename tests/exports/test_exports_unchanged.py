"""Any export of any account, in any format, imported unchanged writes nothing."""

import importlib.util
import re

import pytest

import etl

NASTY = (
    "None", "Null", "nan", "NaN", "undefined", "N/C", "-", "--", "Néant", "sans objet", "Non renseigné", "NC",
    "A &amp; B", "&amp;amp;", "L&#039;été", "<b>Gras</b>", "a<br>b", "12.0", "00123", "1E5", "3,14", "3.10",
    "TRUE", "VRAI", "1-2", "20240304", "0000-00-00", "Total SA", "TOTAL", "EFFACER", "effacer", "Effacer ",
    "=1+1", "+33", "-5", "@x", "'quoted", "''x", '="0612"', " devant", "derrière ", "deux  espaces",
    "insé\u00a0cable", "\u202ffine", "e\u0301te\u0301 NFD", "zéro\u200blargeur", "tab\tulation", "😀 émoji 👨‍👩‍👧",
    'guillemet " double', "point;virgule, virgule", "#REF", "_x000D_ fin", "\\N", "(vide)", "Nom société", "12 345 678 901 234",
)  # fmt: skip
LINES = ("a\r\nb", "a\n\nb ", "\n devant", "- liste\n- deux", "<p>x</p>\n&eacute;", "a\u2028b")
COUNTRIES = ("FR", "BE", "NC", "NR", "NA", "RE", "GB", "US", "MC")
FORMATS = ("xlsx", "csv", "ods", "jsonl", *(("parquet",) if importlib.util.find_spec("pyarrow") else ()))
ENTITIES = ("client", "prospect", "supplier", "contact", "opportunity", "event", "task", "comment")


def fill(account, values, notes):
    """Make a record of every kind for each value: in its names, codes and notes."""
    deal = account.api("POST", "/opportunities/search?limit=1", {"filters": {}})["data"][0]
    meeting = account.api("POST", "/calendar-events/search?limit=1", {"filters": {}})["data"][0]
    chore = account.api("POST", "/tasks/search?limit=1", {"filters": {}})["data"][0]
    kinds, field = ("client", "prospect", "supplier"), text_field(account)
    for at, value in enumerate(values):
        note, kind = notes[at % len(notes)], kinds[at % len(kinds)]
        codes = {"reference": value, "auxiliary_code": value, "note": value}
        french = {"company_type": f"S {value}"[:100], "rcs_immatriculation": f"R{value} 1"}
        person = {"last_name": value, "first_name": value, "note": note}
        company = {"type": kind, "name": value, "capital": value, "legal_france": french, **codes}
        made = account.api("POST", "/companies", company)["id"]
        account.api("POST", "/individuals", {"type": kind, **person, **codes, "note": note})
        lines = {"address_line_1": f"1 {value}", "address_line_2": value, "postal_code": "98800"}
        address = {"name": f"{value} a", "city": f"{value} sur Mer", "is_invoicing_address": True, **lines}
        address["country_code"] = COUNTRIES[at % len(COUNTRIES)]
        account.api("POST", f"/companies/{made}/addresses", address)
        contact = account.api("POST", "/contacts", {**person, "position": value})["id"]
        account.api("POST", f"/companies/{made}/contacts/{contact}", {})
        if value.strip() and "," not in value:
            account.api("POST", f"/companies/{made}/smart-tags", [{"value": value}])
        account.api("PUT", f"/companies/{made}/custom-fields", [{"id": field, "value": value}])
        third = [{"type": "company", "id": made}]
        sale = {
            key: deal[key]["id"] if isinstance(deal[key], dict) else deal[key] for key in ("pipeline", "step")
        }
        account.api("POST", "/opportunities", {"name": value, "note": note, "related": third, **sale})
        account.api("POST", "/comments", {"description": note if at % 2 else value, "related": third})
        titled = {"title": value, "description": note, "related": third}
        moments = {key: meeting[key] for key in ("datetime_start", "datetime_end")}
        account.api("POST", "/calendar-events", {**titled, **moments, "label_id": meeting["label"]["id"]})
        due = {"label_id": chore["label"]["id"], "due_date": chore["due_date"]}
        account.api("POST", "/tasks", {**titled, **due})


def text_field(account):
    """Return the id of a custom field of one line of text."""
    fields = account.api("GET", "/custom-fields?limit=100")["data"]
    return next(field["id"] for field in fields if field["code"] == "secteur-activite")


VALUES = {
    "amount": {"amount": "12.50", "currency": "EUR"},
    "numeric-with-unit": {"number": "12", "unit_id": 1},
    "checkbox": 2,
    "staff": [1, 2],
}
"""Custom fields of two parts or of several things; of a list, so many of its options."""


def fill_custom(account):
    """Give the first company a value in each custom field whose raw form is no plain text."""
    company = account.companies(name="Menuiserie Kervadec")[0]["id"]
    lines = []
    for field in account.api("GET", "/custom-fields?limit=100")["data"]:
        value = VALUES.get(field["type"])
        if isinstance(value, int):
            value = [item["id"] for item in field["parameters"]["items"]][:value]
        if value is not None and "client" in (field.get("related_objects") or field["related_object"]):
            lines.append({"id": field["id"], "value": value})
    assert len(lines) == len(VALUES)
    account.api("PUT", f"/companies/{company}/custom-fields", lines)


def written(account, run):
    """Return what a run wrote, for the message of a failure."""
    with account.journal() as journal:
        return [
            (operation.path, operation.body, operation.before) for operation in journal.operations.read(run)
        ]


def assert_unchanged(account, entity, form, *, names=None, **options):
    """Export an entity and import the file as it is: every row is unchanged, nothing is written."""
    path = account.folder / f"{entity}.{form}"
    etl.export(entity, path, settings=account.settings, lang="fr", names=names)
    before = account.writes()
    result = account.load(path, entity=entity, **options)
    counts = result.counts
    assert account.writes() == before, (entity, form, written(account, result.run_id))
    assert counts["unchanged"] == counts["read"], (entity, form, result.problems[:5])
    assert counts["read"] > 2
    assert result.exit_code == 0


def test_an_export_imported_unchanged_writes_nothing(demo):
    """Names and notes that look like words for nothing, pages, numbers, formulas or totals come back as they are."""
    fill(demo, NASTY[::4], LINES)
    for at, entity in enumerate(ENTITIES):
        assert_unchanged(demo, entity, FORMATS[at % len(FORMATS)])


def test_a_file_for_programs_imported_unchanged_writes_nothing(demo):
    """Ids, stable names, lists, amounts beside their currency: in every format they are what the records hold."""
    fill(demo, NASTY[::6], LINES)
    fill_custom(demo)
    for at, entity in enumerate(ENTITIES):
        for form in {FORMATS[at % len(FORMATS)], FORMATS[(at + 3) % len(FORMATS)]}:
            assert_unchanged(demo, entity, form, names="machine")


@pytest.mark.slow
@pytest.mark.parametrize("names", ["header", "machine"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_export_in_every_format_imported_unchanged_writes_nothing(demo, form, names):
    """All of it, in every format, also where empty cells clear and tags are replaced."""
    fill(demo, NASTY, (*LINES, *NASTY))
    fill_custom(demo)
    for entity in ENTITIES:
        assert_unchanged(demo, entity, form, names=names)
        assert_unchanged(demo, entity, form, names=names, empty="clear", tags="replace")


WRONG = (
    {"siret": "12345678901234"},
    {"siren": "123456789"},
    {"siret": "73282932000074", "siren": "356000000"},
    {"siret": "73282932000074", "vat": "FR83404833048"},
    {"siret": "1234567890123A"},
    {"ape_naf_code": "ZZZZZ"},
    {"company_type": "S\u00a0"},
    {"rcs_immatriculation": "RC\u200b"},
    {"vat": "12"},
)
"""Legal data of companies that Sellsy holds and no rule of ours would let through."""


def fill_wrong(account):
    """Make companies of wrong legal data, and what hangs on each; return their ids."""
    deal = account.api("POST", "/opportunities/search?limit=1", {"filters": {}})["data"][0]
    chore = account.api("POST", "/tasks/search?limit=1", {"filters": {}})["data"][0]
    sale = {
        key: deal[key]["id"] if isinstance(deal[key], dict) else deal[key] for key in ("pipeline", "step")
    }
    made = []
    for at, legal in enumerate(WRONG):
        net = {"email": f"a{at}@poste.local", "website": "http://www.exemple", "note": "a\u0007"}
        company = {"type": "client", "name": f"Faux {at}\u0007", "legal_france": legal, **net}
        made.append(account.api("POST", "/companies", company)["id"])
        contact = account.api(
            "POST", "/contacts", {"last_name": f"Lié\u0007 {at}", "position": "a\u0001b", **net}
        )["id"]
        account.api("POST", f"/companies/{made[-1]}/contacts/{contact}", {})
        lines = {
            "name": "a\u0007b",
            "address_line_1": "1 a\u0007",
            "postal_code": "75001",
            "country_code": "FR",
        }
        account.api(
            "POST",
            f"/companies/{made[-1]}/addresses",
            {**lines, "city": "X\u00a0", "is_invoicing_address": True},
        )
        third = [{"type": "company", "id": made[-1]}]
        account.api("POST", "/opportunities", {"name": f"Vente {at}\u0007", "related": third, **sale})
        account.api("POST", "/comments", {"description": "a\u0007", "related": third})
        due = {"label_id": chore["label"]["id"], "due_date": chore["due_date"]}
        account.api("POST", "/tasks", {"title": "a\u0007", "related": third, **due})
    return made


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_no_rule_lets_through_comes_back_beside_its_id(demo, form):
    """Wrong legal numbers, marks no text may hold: an export of them, and of what hangs on them, changes nothing."""
    fill_wrong(demo)
    for entity in ("client", "contact", "opportunity", "task", "comment"):
        assert_unchanged(demo, entity, form)
        assert_unchanged(demo, entity, form, empty="clear")


WORDS = ("EFFACER", "effacer", "Effacer")


@pytest.mark.parametrize("form", ["csv", pytest.param("jsonl", marks=pytest.mark.slow)])
def test_the_word_that_clears_is_exported_as_it_is(demo, form):
    """A text or tag that is our word for clearing has no space behind it in the file, and comes back unchanged."""
    fill(demo, WORDS, WORDS)
    for entity in ENTITIES:
        assert_unchanged(demo, entity, form)
        text = (demo.folder / f"{entity}.{form}").read_text(encoding="utf-8")
        assert ("EFFACER" in text, re.search('(?i)effacer ([";,]|$)', text)) == (True, None)


def test_the_word_clears_what_is_another_word(demo):
    """The word clears every text that is not that word: another spelling of it too."""
    head = "ID Sellsy;Nom société;Note;Référence;cf:secteur-activite;Smart tags\n"
    demo.load("Nom société;Note;Référence;cf:secteur-activite\nAlpha;Bonjour;effacer ;EFFACER \n")
    company = demo.company(name="Alpha")
    demo.api("PUT", f"/companies/{company['id']}", {"reference": "effacer", "note": "Bonjour"})
    demo.api(
        "PUT", f"/companies/{company['id']}/custom-fields", [{"id": text_field(demo), "value": "EFFACER"}]
    )
    result = demo.load(f"{head}{company['id']};Alpha;EFFACER;EFFACER;EFFACER;\n")
    assert result.counts["updated"] == 1
    after = demo.company(name="Alpha")
    assert (after["note"] or "", after["reference"]) == ("", None)
    fields = demo.api("GET", f"/companies/{company['id']}/custom-fields?limit=100")["data"]
    assert [field["value"] for field in fields if field["code"] == "secteur-activite"] == ["EFFACER"]
    with demo.journal() as journal:
        row = next(iter(journal.rows.every(result.run_id)))
    assert {change.column for change in row.changes} == {"note", "reference"}


def test_the_word_clears_nothing_in_an_export_without_ids(demo):
    """A row that its name tells, which says what the record holds, leaves it: the word is that text."""
    made = {"type": "client", "name": "Alpha", "note": "EFFACER", "reference": "effacer"}
    demo.api("POST", "/companies", made)
    path = demo.folder / "few.csv"
    columns = ["name", "note", "reference"]
    etl.export("client", path, settings=demo.settings, lang="fr", columns=columns, where=["name=Alpha"])
    assert "Alpha;EFFACER;effacer" in path.read_text(encoding="utf-8-sig").replace('"', "")
    before = demo.writes()
    result = demo.load(path, match=["name"])
    assert (result.counts["unchanged"], demo.writes()) == (1, before)
