"""What is exported, opened and saved in a spreadsheet, and imported again, writes nothing; one cell edited, one field."""

from datetime import UTC, datetime

import openpyxl
import pytest
from plain import HTTP

from etl.journal import Journal

TYPED = (
    {
        "type": "client",
        "name": "  Espaces  dedans\u00a0là ",
        "note": " a\r\nb\n\n c ",
        "phone_number": "01 99 00 10 10",
    },
    {"type": "client", "name": "=1+1", "note": "+33 =cmd|x", "email": "Marie.D@Example.COM"},
    {"type": "client", "name": "-", "note": "EFFACER", "reference": "007"},
    {"type": "client", "name": "N/C", "reference": "1E5", "capital": "10 000 €"},
    {"type": "client", "name": "12345678901234567890", "reference": "3.10"},
    {"type": "client", "name": "Émoji 😀 <b>&amp;", "note": "_x000D_ tab\there"},
    {"type": "client", "name": "TRUE", "note": "2024-01-01", "reference": "0001234"},
)
"""Records as people type them into Sellsy: odd spaces, what looks like formulas, numbers, dates, or our own words."""

EDITS = {
    "client": ("Note", "note"),
    "contact": ("Fonction", "position"),
    "opportunity": ("Note", "note"),
    "task": ("Description", "description"),
    "event": ("Description", "description"),
    "comment": ("Texte", "description"),
}


def type_into_sellsy(shell):
    """Create such records without us."""
    token = HTTP.post(
        f"{shell.url}/oauth2/access-tokens",
        json={"grant_type": "client_credentials", "client_id": "hand", "client_secret": "hand"},
    ).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    for record in TYPED:
        HTTP.post(f"{shell.url}/v2/companies", json=record, headers=headers).raise_for_status()
    person = {"last_name": " Dupont ", "first_name": "J.-P.", "phone_number": "0199001010", "note": "x\r\n"}
    HTTP.post(f"{shell.url}/v2/contacts", json=person, headers=headers).raise_for_status()


def saved(path, **cells):
    """Open a workbook in a spreadsheet's stead, type into its second row, and save it."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    for header, value in cells.items():
        sheet.cell(2, headers.index(header) + 1).value = value
    book.save(path)


@pytest.mark.slow
def test_a_round_trip_writes_nothing_and_an_edited_cell_one_field(shell):
    """For every entity: zero writes when nothing was edited, one update of one field when one cell was."""
    type_into_sellsy(shell)
    for entity, (header, field) in EDITS.items():
        shell("--lang", "fr", "search", entity, "-o", f"{entity}.xlsx")
        saved(shell.folder / f"{entity}.xlsx")
        before = shell.stats()["writes_total"]
        back = shell("import", f"{entity}.xlsx", "--json", "--no-html")
        counts = back.json["counts"]
        assert (back.code, counts["unchanged"]) == (0, counts["read"]), (entity, back.json["problems"])
        assert counts["read"] >= 4
        assert shell.stats()["writes_total"] == before, entity
        saved(shell.folder / f"{entity}.xlsx", **{header: "Modifié dans Excel"})
        edited = shell("import", f"{entity}.xlsx", "--json", "--no-html").json
        assert (edited["counts"]["updated"], edited["counts"]["unchanged"]) == (1, counts["read"] - 1), entity
        assert fields_written(shell, edited["run_id"]) == [field], entity
        assert shell.stats()["writes_total"] == before + 1, entity


def fields_written(shell, run):
    """Return the fields that the writes of a run carried."""
    url = f"sqlite:///{shell.folder / 'home' / 'journal.sqlite'}"
    with Journal.open(url, now=lambda: datetime.now(tz=UTC), new_id=lambda: "x") as journal:
        bodies = [operation.body for operation in journal.operations.read(run)]
    return [field for body in bodies for field in body]
