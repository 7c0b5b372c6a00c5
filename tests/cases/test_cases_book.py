"""Workbooks that went wrong, from the file to what Sellsy holds."""

from importlib import import_module
from pathlib import Path

import pytest
from openpyxl import load_workbook

VALUES = Path(__file__).with_name("values")
SHEETS = Path(__file__).parents[1] / "sheets"


def companies(account):
    """Return what Sellsy holds of its companies, by name."""
    records = account.api("POST", "/companies/search", {"filters": {}})["data"]
    return {record["name"]: record for record in records}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x_backslash.xlsx", {"Alpha SARL": "a@example.com", "Bravo": "b@example.com"}),
        ("x_dim_huge.xlsx", {"Alpha SARL": "a@example.com", "Bravo": "b@example.com"}),
        ("o_annot.ods", {"Alpha SARL": "a@example.com"}),
    ],
)
def test_the_workbooks_that_were_refused_are_imported(start, name, expected):
    """Names with backslashes, an area of every cell and a comment keep no company out; dates and phones are right."""
    account = start()
    copy = account.folder / name
    copy.write_bytes((VALUES / name).read_bytes())
    result = account.load(copy)
    assert result.counts["created"] == len(expected), result.problems
    records = companies(account)
    assert {key: record["email"] for key, record in records.items()} == expected
    alpha = records["Alpha SARL"]
    assert (alpha["phone_number"], alpha["created"][:10]) == ("+33199001234", "2024-03-04")
    if name == "o_annot.ods":
        assert alpha["note"] == "ligne 1\nligne   2\nsuite\tfin"
    else:
        assert "Alpha SARL" in [cell.value for cell in load_workbook(result.report)["All rows"]["E"]]


def test_a_binary_workbook_is_imported_and_reported(start, monkeypatch):
    """An xlsb makes its companies; its report is a workbook of its own, since an xlsb cannot be copied."""
    monkeypatch.syspath_prepend(str(SHEETS))
    write_binary = import_module("binary").write_binary
    account = start()
    headers = ["Nom société *", "E-mail", "Campagnes e-mail", "Téléphone"]
    lines = {
        1: headers,
        2: ["Alpha", "mailto:a@example.com", "✔", "tel:+33199001234"],
        3: ["Bravo", "#REF!", "", ""],
    }
    path = write_binary(account.folder / "clients.xlsb", {"Clients": lines})
    result = account.load(path)
    assert (result.counts["created"], result.counts["rejected"]) == (1, 1)
    assert [(problem.code, problem.row) for problem in result.problems if problem.row == 3] == [
        ("excel-error", 3)
    ]
    alpha = companies(account)["Alpha"]
    assert (alpha["email"], alpha["phone_number"]) == ("a@example.com", "+33199001234")
    assert result.report.endswith(".xlsx")
    assert "Bravo" in [cell.value for sheet in load_workbook(result.report) for row in sheet for cell in row]
