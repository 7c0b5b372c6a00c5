"""Amounts in the account's currency, and in others; shares and quantities in custom fields."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from plain import HTTP

from etl import check_file

CASES = Path(__file__).parent
READ = {
    "T000": "10000", "T001": "10000.5", "T002": "1234.5", "T003": "1234567.8", "T006": "1234.56", "T007": "1234.56",
    "T015": "10000", "T016": "10000", "T017": "10000", "T019": "10000", "T022": "0", "T025": "12345678",
    "T026": "7622", "T027": "1000", "T030": "10000", "T034": "1234567.891", "T035": "1234.5678", "T045": "10.5",
}  # fmt: skip
FOREIGN = ("T018", "T036", "T037", "T038", "T040", "T041", "T042", "T043", "T044")
HEAD = "Nom de l'opportunité;Nom client;Étape;Montant\n"


def refused(path, **options):
    """Return row -> codes of its errors; the report goes where nobody keeps it."""
    results = {}
    with TemporaryDirectory() as folder:
        result = check_file(path, entity="opportunity", report=Path(folder) / "r.xlsx", **options)
    for problem in result.problems:
        results.setdefault(problem.row, set()).add(problem.code)
    return results


def test_amounts_are_read_exactly_or_refused():
    """Every way of writing an amount of the file ends right; another currency is never dropped."""
    names = [line.split(";")[0] for line in (CASES / "values/opp_amount.csv").read_text("utf-8").splitlines()]
    codes_by_name = {names[row - 1]: codes for row, codes in refused(CASES / "values/opp_amount.csv").items()}
    assert {name for name, codes in codes_by_name.items() if codes == {"number-currency"}} == set(FOREIGN)
    assert set(names[1:]) - set(codes_by_name) == set(READ)


def test_an_amount_of_another_currency_creates_nothing(demo):
    """Dry run and import refuse the same rows; the others hold the amount that was written."""
    path = demo.folder / "14b.csv"
    path.write_bytes((CASES / "semantics/14b_currency.csv").read_bytes())
    for dry in (True, False):
        result = demo.load(path, entity="opportunity", dry_run=dry)
        codes = {problem.row: problem.code for problem in result.problems}
        assert codes == {
            2: "number-currency", 3: "number-currency", 4: "number-currency", 5: "number-currency",
            6: "number-invalid", 7: "number-currency", 9: "number-too-small", 10: "number-currency",
        }  # fmt: skip
        assert result.counts["created"] == 1
    (made,) = (
        opportunity
        for opportunity in demo.api("GET", "/opportunities?limit=100")["data"]
        if opportunity["name"].startswith("Cur ")
    )
    assert made["amount"]["value"] == "5000"


def test_the_currency_may_be_said(tmp_path):
    """--currency names the one that amounts are in; every other is refused, euros too."""
    path = tmp_path / "a.csv"
    path.write_text(HEAD + "A;X;Devis;5000 CHF\nB;X;Devis;5000 €\nC;X;Devis;5000\n", encoding="utf-8")
    assert refused(path, currency="chf") == {3: {"number-currency"}}
    assert refused(path) == {2: {"number-currency"}}


@pytest.mark.parametrize(
    ("shown", "codes"),
    [("[$$-409]#,##0.00", {"number-currency"}), ('#,##0.00" USD"', {"number-currency"}), ("[$CHF] #,##0", {"number-currency"}),
     ('#,##0 "k€"', {"number-invalid"}), ('#,##0, "K€"', {"number-invalid"}), ('0.0 "M€"', {"number-invalid"}),
     ('#,##0 "k"', {"number-invalid"}), ('#,##0 "€ HT"', set()),
     ("#,##0.00 [$€-40C]", set()), ("#,##0.00", set()), ('0.0" m2"', set())],
)  # fmt: skip
def test_a_number_shown_in_another_currency_is_refused(tmp_path, shown, codes):
    """A workbook's number format names the currency as its text would."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, money = book.add_worksheet(), book.add_format({"num_format": shown})
        sheet.write_row(0, 0, ["Nom de l'opportunité", "Nom client", "Étape", "Montant"])
        sheet.write_row(1, 0, ["A", "X", "Devis"])
        sheet.write_number(1, 3, 1234.567, money)
    assert refused(path).get(2, set()) == codes
    assert refused(path, decimal=",").get(2, set()) == codes


def test_amounts_are_in_the_accounts_own_currency(demo):
    """Where nobody names one it is asked of the account; a run whose token may not ask goes on in euros."""
    rows = [{"id": 1, "code": "CHF", "symbol": "CHF", "is_default": True}]
    body = {"replace": ["currencies"], "records": {"currencies": rows}}
    HTTP.post(f"{demo.url}/_sandbox/copy", json=body).raise_for_status()
    text = HEAD + "A;Menuiserie Kervadec;Négociation;5000 €\nB;Menuiserie Kervadec;Négociation;5000 Fr.\n"
    for dry in (True, False):
        result = demo.load(text, entity="opportunity", dry_run=dry)
        assert [(problem.row, problem.code) for problem in result.problems] == [(2, "number-currency")]
        assert result.counts["created"] == 1
    demo.faults({"match": {"path": "/currencies"}, "fault": "status", "status": 403})
    result = demo.load(text, entity="opportunity", dry_run=True)
    assert [(problem.row, problem.code) for problem in result.problems] == [(3, "number-currency")]


def test_capital_is_text_as_it_was_typed(account):
    """A free text keeps its currency."""
    account.load("Nom société;Capital\nA;5000 USD\nB;10 000 €\n")
    assert {company["name"]: company["capital"] for company in account.companies()} == {
        "A": "5000 USD",
        "B": "10 000 €",
    }


def stored(demo, column, cell):
    """Import one client of the demo account with a custom field, and return (its value, codes of problems)."""
    result = demo.load(f"Nom société;{column}\nProbe {cell.replace(';', ',')};{cell}\n")
    codes = {problem.code for problem in result.problems}
    if codes:
        return None, codes
    (made,) = (company for company in demo.companies() if company["name"].startswith(f"Probe {cell}"[:30]))
    fields = demo.api("GET", f"/companies/{made['id']}/custom-fields")["data"]
    return next(field["value"] for field in fields if field["code"] == column.removeprefix("cf:")), codes


@pytest.mark.parametrize(
    ("cell", "number"),
    [("350,5 m2", "350.5"), ("350,5 m²", "350.5"), ("350,5", "350.5"), ("1 200m2", "1200")],
)
def test_a_quantity_is_read_with_the_unit_of_its_field(demo, cell, number):
    """The unit may hold a digit, be written small, or be left to the field."""
    value, codes = stored(demo, "cf:surface", cell)
    assert codes == set()
    assert str(value["number"]) == number


def test_a_quantity_of_another_thing_is_refused(demo):
    """A unit that the account does not know, and a number with two."""
    for cell in ("12 sardines", "12 m2 34"):
        assert stored(demo, "cf:surface", cell)[1]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1 500 €", ("1500", "EUR")),
        ("1500", ("1500", "EUR")),
        ("1500 USD", ("1500", "USD")),
        ("1500 € HT", ("1500", "EUR")),
    ],
)
def test_an_amount_of_a_custom_field_keeps_its_currency(demo, cell, amount):
    """Such a field carries a currency of its own: what the file says is what is sent."""
    value, codes = stored(demo, "cf:budget", cell)
    assert codes == set()
    assert (str(value["amount"]), value["currency"]) == amount


def test_a_sign_is_the_accounts_own_in_a_custom_field(demo):
    """A sign is read by the account's list of currencies; one that several bear is refused."""
    assert stored(demo, "cf:budget", "$1500")[0]["currency"] == "USD"
    assert stored(demo, "cf:budget", "1500 kr")[1] == {"lookup-several"}
    assert stored(demo, "cf:budget", "1500 ZZZ")[1] == {"lookup-unknown"}


def test_a_percentage_is_read_in_a_field_of_percentages(demo):
    """The sign says what the field holds; elsewhere it is refused, and a probability must be whole."""
    value, codes = stored(demo, "cf:remise", "12,5 %")
    assert codes == set()
    assert str(value) == "12.5"
    assert stored(demo, "cf:budget", "12,5 %")[1] == {"lookup-unknown"}
