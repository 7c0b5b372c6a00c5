"""Problems by cause, and what the workbook of rows to correct says of each."""

from etl.core.results import Outcome, Problem
from etl.reports.causes import Causes
from etl.reports.values import ReportRow, to_do


def _unknown(row: int, value: str) -> Problem:
    return Problem("tag-unknown", row, "Smart tags", value, {"accepted": ["VIP", "Salon"]})


def _rejected(row: int, *values: str) -> ReportRow:
    return ReportRow(row, Outcome.REJECTED, problems=tuple(_unknown(row, value) for value in values))


def test_a_cause_counts_rows_and_their_cells():
    """A row with two unknown names is one row of the cause; the cells are counted, and the message names none of them."""
    causes = Causes.of(
        [_rejected(2, "Fidèle", "Export"), _rejected(3, "Fidèle"), _rejected(5, "Fidèle")], "fr"
    )
    [cause] = causes.errors
    assert (cause.rows, causes.rows) == (3, 3)
    assert cause.values == {"Fidèle": 3, "Export": 1}
    assert "…" in cause.message
    assert "Fidèle" not in cause.message
    assert [row for row, _ in cause.examples] == [2, 3, 5]


def test_a_cause_of_one_value_names_it():
    """Where all cells of a cause are the same, its message names the cell."""
    [cause] = Causes.of([_rejected(2, "Fidèle"), _rejected(3, "Fidèle")], "en").errors
    assert '"Fidèle"' in cause.message


def test_what_to_do_in_a_workbook_names_no_option():
    """A workbook tells what to choose from, not which option of a command creates what is missing."""
    advice = to_do(_unknown(2, "Fidèle"), "fr")
    assert "Choisissez parmi\xa0: VIP, Salon." in advice
    assert "--" not in advice


def test_what_is_proposed_stands_in_its_own_column():
    """Where a correction is proposed, what to do is told by that column: the text says what is wrong."""
    problem = Problem("email-invalid", 2, "E-mail", "a @ b.fr", {"why": "email-why-at"}, proposed="a@b.fr")
    message, fix = problem.texts("fr")
    assert fix
    assert to_do(problem, "fr") == message
