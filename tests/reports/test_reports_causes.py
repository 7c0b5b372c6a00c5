"""Problems by cause, and what the workbook of rows to correct says of each."""

from openpyxl import load_workbook

from etl.core.results import Outcome, Problem
from etl.reports.causes import Causes, by_name
from etl.reports.values import ReportRow, proposals, to_do


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


def _cell(row: int, code: str, value: str, **params: object) -> ReportRow:
    return ReportRow(row, Outcome.REJECTED, problems=(Problem(code, row, "Contact", value, params),))


def test_problems_of_different_reasons_are_different_causes():
    """An address with spaces and one without a domain's end are two causes, each with its own message."""
    causes = Causes.of(
        [
            _cell(2, "email-invalid", "a@b", why="no-dot"),
            _cell(3, "email-invalid", "a b@c.fr", why="spaces"),
            _cell(4, "email-invalid", "c@d", why="no-dot"),
        ],
        "fr",
    )
    assert [(cause.rows, "…" in cause.message) for cause in causes.errors] == [(2, True), (1, False)]
    assert causes.errors[0].message != causes.errors[1].message


def test_a_cause_does_not_tell_what_one_row_should_do():
    """Where what to do differs from row to row, a cause leaves it out; what is accepted is gathered."""
    numbers = [_cell(row, "phone-text", f"{row} x", suggestion=f"+3319900261{row}") for row in (2, 3)]
    [cause] = Causes.of(numbers, "fr").errors
    assert "01" not in cause.fix
    assert "…" in cause.message
    choices = [_cell(2, "tag-unknown", "a", accepted=["VIP"]), _cell(3, "tag-unknown", "b", accepted=["Or"])]
    [cause] = Causes.of(choices, "fr").errors
    assert "VIP, Or" in cause.fix


def test_rows_that_are_the_same_are_one_cause():
    """Several sets of duplicates are one cause, whose message names the rows of none."""
    rows = [
        _cell(row, "duplicate-in-file", "", rows=pair, key="SIRET")
        for pair in ([2, 3], [4, 5])
        for row in pair
    ]
    [cause] = Causes.of(rows, "fr").errors
    assert cause.rows == 4
    assert "2" not in cause.message


def test_a_suggestion_is_shown_with_a_question_mark():
    """What a person must confirm stands among the corrections as a question; a certain one stands as it is."""
    row = ReportRow(
        2,
        Outcome.REJECTED,
        problems=(
            Problem("choice-near", 2, "Type", "prospet", {"suggestion": "prospect", "accepted": ["client"]}),
            Problem("lookup-unknown", 2, "Commercial", "M. Martin", {"accepted": ["Marie Martin", "Luc"]}),
            Problem("lookup-unknown", 2, "Commercial", "Qwzrt", {"accepted": ["Marie Martin"]}),
            Problem("email-invalid", 2, "E-mail", "a @ b.fr", {"why": "spaces"}, proposed="a@b.fr"),
        ),
    )
    assert proposals(row) == ["prospect", "Marie Martin", "a@b.fr"]


def test_causes_of_one_name_are_listed_as_one():
    """Phones that cannot be read for two reasons are one line of the summary, with the corrections of both."""
    phones = [
        ReportRow(2, Outcome.REJECTED, problems=(Problem("phone-destroyed", 2, "Tél.", "a", proposed="01"),)),
        ReportRow(
            3, Outcome.REJECTED, problems=(Problem("phone-invalid", 3, "Tél.", "b", {"why": "short"}),)
        ),
        ReportRow(4, Outcome.REJECTED, problems=(Problem("phone-invalid", 4, "Fax", "c", {"why": "short"}),)),
    ]
    causes = Causes.of(phones, "fr").errors
    assert len(causes) == 3
    named = [(name, cause.column, cause.rows, cause.proposed) for name, cause in by_name(causes, "fr")]
    assert named == [("Téléphone illisible", "Tél.", 2, 1), ("Téléphone illisible", "Fax", 1, 0)]
    assert [cause.rows for cause in causes] == [1, 1, 1]


def test_a_cause_without_a_short_name_has_its_message():
    """Nothing is called by a name that says less than its message."""
    row = ReportRow(2, Outcome.REJECTED, problems=(Problem("text-damaged", 2, "Note", "?"),))
    [(name, cause)] = by_name(Causes.of([row], "en").errors, "en")
    assert name == cause.message


def test_a_report_shows_a_cell_as_it_was_typed(account, tmp_path):
    """A SIRET that planning found nowhere stands in what to do with the spaces that it has in the file."""
    text = "Nom;E-mail;SIRET société\nRoux;r@x.example;552 100 554 00013\n"
    result = account.load(text, entity="contact", lang="fr", report=tmp_path / "r.xlsx")
    assert [problem.code for problem in result.problems] == ["link-unknown"]
    page = load_workbook(result.report)["À corriger"]
    shown = [str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell]
    assert any("correspond" in cell and "552 100 554 00013" in cell for cell in shown)
    assert not any("55210055400013" in cell for cell in shown)


def test_a_cell_that_is_to_be_emptied_has_no_correction_to_copy():
    """What to do is said in words where the right cell is an empty one: a SIREN among SIRET numbers."""
    problem = Problem("siret-is-siren", 2, "SIRET", "732829320", proposed="")
    causes = Causes.of([ReportRow(2, Outcome.REJECTED, problems=(problem,))], "en")
    assert (causes.proposed, causes.errors[0].fixes) == (0, {})
    assert "SIREN column" in to_do(problem, "en")
