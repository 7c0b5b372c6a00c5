"""`search`, `get` and `delete` on the command line."""

import pytest
from openpyxl import load_workbook

from etl.account.lookups import Lookups
from etl.account.query import make_query
from etl.commands.session import Session
from etl.config.settings import Settings
from etl.entities import entity_named


@pytest.fixture
def demo_query(shell):
    """Return what makes the filter of one condition."""

    def made(condition):
        settings = Settings.load(environ=shell.environ)
        with Session.open(settings=settings) as session:
            sellsy = session.sellsy
            query = make_query(entity_named("opportunity"), [condition], lookups=Lookups(sellsy))
        ((_name, value),) = query.searches[0].filters.items()
        return value

    return made


def test_a_search_prints_a_table_of_what_it_found(shell):
    """Conditions are Sellsy's filters or ours; the table names the columns, the count is said."""
    ran = shell("--lang", "en", "search", "client", "--where", "text=menuiserie", "--columns", "id,name,tags")
    assert ran.code == 0
    assert ran.out.splitlines()[0].split("  ")[0] == "Sellsy id"
    assert "Menuiserie Kervadec" in ran.out
    assert "1 record found" in ran.err


def test_conditions_take_names_intervals_and_lists(shell):
    """Steps, labels and staff go by name, dates and amounts by interval, statuses by label."""
    search = ("search", "opportunity", "--json", "--where")
    amounts = [
        float(opportunity["amount"]["value"]) for opportunity in shell("search", "opportunity", "--json").json
    ]
    within = [float(row["amount"]["value"]) for row in shell(*search, "amount=1000..7000").json]
    assert within == [amount for amount in amounts if 1000 <= amount <= 7000] != []
    assert {row["step"]["name"] for row in shell(*search, "step=Négociation").json} == {"Négociation"}
    assert {row["status"] for row in shell(*search, "status=gagnée,perdue").json} == {"won", "lost"}
    assert len(shell(*search, "due_date=2026-12-01..2026-12-31").json) == 2
    tasks = shell("search", "task", "--json", "--where", "label=Appel", "--where", "staff=Luc Bertin").json
    assert {task["label"]["name"] for task in tasks} == {"Appel"}
    for who in ("Luc Bertin", "2"):
        busy = shell("search", "event", "--json", "--where", f"participants={who}").json
        assert {"Visite de chantier", "Démonstration"} <= {record["title"] for record in busy}
    events = shell("search", "event", "--json", "--where", "related_objects=company:1001").json
    assert [event["title"] for event in events] == ["Visite de chantier"]


def test_what_sellsy_cannot_filter_is_applied_to_what_is_read(shell):
    """Tags, SIREN and the client's kind narrow a search although no filter of Sellsy's does."""
    both = shell("search", "client", "--json", "--where", "tags=VIP").json
    assert [record["name"] for record in both] == ["Menuiserie Kervadec", "Étude Roussel & Fils"]
    siren = both[0]["legal_france"]["siren"]
    assert [
        client["id"] for client in shell("search", "client", "--json", "--where", f"siren={siren}").json
    ] == [1001]
    people = shell("search", "client", "--json", "--where", "client_type=particulier").json
    assert [person["last_name"] for person in people] == ["Fournier"]


def test_an_order_merges_companies_and_individuals(shell):
    """Records of two resources come in one order, and the limit counts them together."""
    ran = shell("search", "client", "--json", "--order", "created_at", "--desc", "--limit", "3")
    stamps = [row["created"] for row in ran.json]
    assert stamps == sorted(stamps, reverse=True)
    assert len(stamps) == 3
    assert shell("search", "client", "--limit", "0", "--json").json == []


def test_an_unknown_condition_order_or_column_lists_the_accepted_ones(shell):
    """What is unknown is refused before anything is read, with what may be typed."""
    for arguments, hint in (
        (("--where", "foo=1"), "siret"),
        (("--where", "name"), "email"),
        (("--where", "created=hier"), "2026"),
        (("--order", "colour"), "created_at"),
        (("--columns", "colour"), "email"),
    ):
        ran = shell("search", "client", *arguments)
        assert (ran.code, hint in ran.err) == (2, True), ran.err
    unknown = shell("search", "opportunity", "--where", "step=Devis envoyer")
    assert "Devis envoyé" in unknown.err


def test_columns_go_by_header_whatever_the_accents(shell):
    """A header with accents names its column, as an attribute does."""
    ran = shell("search", "client", "--columns", "ID Sellsy,Prénom,Téléphone,main.city")
    assert (ran.code, "Hélène" in ran.out) == (0, True)


def test_a_day_ends_at_its_last_second(demo_query):
    """A period includes its last day whole, also the day when clocks change."""
    assert demo_query("created=28/03/2026..29/03/2026") == {
        "start": "2026-03-28T00:00:00+01:00",
        "end": "2026-03-29T23:59:59+02:00",
    }
    assert demo_query("created=2026-03-28 10:00..2026-03-28 11:30")["end"] == "2026-03-28T11:30:00+01:00"


def test_a_search_becomes_a_workbook_that_imports_to_nothing(shell):
    """Every column is written, custom fields too; importing the file back writes nothing."""
    assert shell("--lang", "fr", "search", "opportunity", "-o", "opp.xlsx").code == 0
    headers = [cell.value for cell in load_workbook(shell.folder / "opp.xlsx").worksheets[0][1]]
    assert {"Nom de l'opportunité", "Étape", "cf:type-affaire"} <= set(headers)
    again = shell("import", "opp.xlsx", "--yes", "--json").json["counts"]
    assert (again["unchanged"], again["read"]) == (12, 12)


def test_what_is_missing_and_what_is_twice_can_be_looked_for(shell):
    """Empty columns and values that several records share are conditions too, of a search and of an export."""
    rows = "Nom société;E-mail;Téléphone;Référence\nSans rien;;;S1\nBis;contact1@example.com;;S2\nSeul;seul@example.com;;S3\n"
    shell.write("more.csv", rows)
    assert shell("import", "more.csv", "--entity", "client", "--match", "reference", "--yes").code == 0
    search = ("search", "client", "--json", "--where")
    empty = shell(*search, "empty=E-mail,phone_number,mobile_number").json
    assert [record["name"] for record in empty] == ["Sans rien"]
    double = shell(*search, "doubled=email").json
    assert [record["name"] for record in double] == ["Menuiserie Kervadec", "Bis"]
    assert shell(*search, "doubled=email", "--where", "empty=phone_number").json == [], (
        "both, of those that fit"
    )
    assert shell(*search, "doubled=email,name").json == []
    assert shell("export", "client", "-o", "d.xlsx", "--where", "doubled=siret").code == 0
    wrong = shell("--lang", "en", "search", "client", "--where", "empty=colour")
    assert (wrong.code, "phone_number" in wrong.err) == (2, True)


def test_choices_are_shown_in_the_language_asked_and_read_back(shell):
    """Statuses and yes or no are said in English where English is asked; such a workbook imports to nothing."""
    for lang, status, kind in (("en", "Won", "Company"), ("fr", "Gagnée", "Société")):
        shown = shell("--lang", lang, "get", "opportunity", "700010", "700001").out
        assert (status in shown, kind in shown) == (True, True)
    assert shell("--lang", "en", "search", "client", "-o", "en.xlsx").code == 0
    again = shell("import", "en.xlsx", "--yes", "--json").json["counts"]
    assert again["unchanged"] == again["read"] > 0


def test_records_are_retrieved_by_id(shell):
    """Get prints every filled column, as JSON Sellsy's own record; an id of nothing exits 1."""
    shown = shell("--lang", "en", "get", "opportunity", "700001")
    assert ("Step" in shown.out, "Devis envoyé" in shown.out) == (True, True)
    assert shell("get", "client", "1001", "--json").json[0]["name"] == "Menuiserie Kervadec"
    missing = shell("--lang", "en", "get", "client", "1001", "5", "--columns", "id,name")
    assert (missing.code, "No client with the id 5" in missing.err) == (1, True)
    assert shell("get", "prospect", "1001").code == 1


def test_a_deletion_asks_for_yes(shell):
    """Delete lists what it would do; --yes does it; an entity must be named."""
    (shell.folder / "gone.csv").write_text("Nom société\nPapeterie Courbet\n", encoding="utf-8")
    assert shell("delete", "gone.csv").code == 2
    planned = shell("--lang", "en", "delete", "gone.csv", "--entity", "supplier")
    assert ("Papeterie Courbet" in planned.out, "--yes" in planned.err) == (True, True)
    assert len(shell("search", "supplier", "--json").json) == 1
    done = shell("delete", "gone.csv", "--entity", "supplier", "--yes", "--json")
    assert (done.code, done.json["counts"]["deleted"]) == (0, 1)
    assert shell("search", "supplier", "--json").json == []


def test_a_live_template_offers_what_the_account_has(shell):
    """Pipelines, steps that depend on them, staff and custom fields are drop-downs of the account's own names."""
    assert shell("--lang", "fr", "template", "opportunity", "--live", "-o", "o.xlsx").code == 0
    book = load_workbook(shell.folder / "o.xlsx")
    lists = {
        column[0].value: [cell.value for cell in column[1:] if cell.value]
        for column in book["Listes"].columns
    }
    assert "Devis envoyé" in lists["Étape"]
    assert "Renouvellement" in lists["cf:type-affaire"]
    assert "l.bertin@atelier-demo.example" in lists["Propriétaire"]
    formulas = [validation.formula1 for validation in book.worksheets[0].data_validations.dataValidation]
    assert any("OFFSET" in formula and "MATCH" in formula for formula in formulas)
    places = {cell.value: cell.column_letter for cell in book.worksheets[0][1]}
    strict = {
        str(validation.sqref)
        .rstrip("0123456789:")
        .partition(":")[0]
        .rstrip("0123456789"): validation.showErrorMessage
        for validation in book.worksheets[0].data_validations.dataValidation
    }
    assert all(
        strict[places[name]] for name in ("Pipeline", "Étape", "Source", "Propriétaire", "cf:type-affaire")
    )
    assert not strict[places["Collaborateurs affectés"]]  # several may stand in a cell
    assert shell("check", "o.xlsx").code == 0


def test_an_endless_number_is_refused_in_words_of_ours(shell, tmp_path):
    """As an id to search for, in a file of JSON lines and in the body of a call: the exit code of any wrong value."""
    endless = "9" * 5_000
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"Nom société": {endless}}}\n', encoding="utf-8")
    for code, command in (
        (2, ("search", "client", "--where", f"id={endless}")),
        (3, ("check", str(path), "--entity", "client")),
        (2, ("call", "POST", "/companies/search", "--body", f'{{"a": {endless}}}')),
    ):
        ran = shell("--lang", "en", *command)
        assert (ran.code, "int_max_str_digits" in ran.err) == (code, False)
