"""What is detected of a file, said in one line, and what is asked rather than guessed."""

import openpyxl
import pytest

from etl import check_file
from etl.core.errors import DataError
from etl.core.observer import SilentObserver
from etl.messages import text
from etl.source.opening import open_source, ranges
from etl.source.options import ReadOptions


class Hearing(SilentObserver):
    def __init__(self):
        self.notes = []

    def note(self, code, **params):
        self.notes.append(text(code, lang="en", **params))


def checked(tmp_path, content, encoding="utf-8", **options):
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode(encoding))
    return check_file(path, entity="client", report=tmp_path / "r.xlsx", **options)


def dated(*days):
    return "Nom société;Date de création\n" + "".join(f"S{i};{day}\n" for i, day in enumerate(days))


def test_one_line_says_what_was_detected(tmp_path):
    """Encoding, delimiter, decimal mark, order of dates, header and title lines stand in one line."""
    content = "Relevé;;\n;;\nNom société;Capital;Date de création\nÉté;1 234,50;13/05/2024\n"
    result = checked(tmp_path, content, "cp1252")
    assert (
        result.layout == "cp1252, `;`, decimal comma, dates dd/mm/yyyy, header on row 3, 1 title line skipped"
    )
    assert (
        "cp1252, `;`, virgule décimale, dates jj/mm/aaaa"
        in checked(tmp_path, content, "cp1252", lang="fr").layout
    )


@pytest.mark.parametrize(("days", "expected", "wrong"), [
    (["13/05/2024", "03/04/2024"], "dates dd/mm/yyyy", []),
    (["03/04/2024"], "dates dd/mm/yyyy (assumed)", []),
    (["10/20/2016", "10/25/2016", "3/1/2017", "12/13/2016"], "dates mm/dd/yyyy", []),
    (["10/20/2016", "3/1/2017"], "mm/dd: unclear", [2, 3]),
    (["13/05/2024", "14/05/2024", "10/20/2016", "3/1/2017"], "some are possible as mm/dd only", [4]),
    (["10/20/2016", "10/25/2016", "12/13/2016", "25/12/2016"], "--date-order", [2, 3, 4]),
    (["2024-04-03", "3 avril 2024"], None, []),
])  # fmt: skip
def test_the_order_of_dates_is_what_they_show(tmp_path, days, expected, wrong):
    """Month first is taken where several dates fit nothing else and none contradicts; in doubt, what reads either way is refused."""
    result = checked(tmp_path, dated(*days))
    assert ("dates" in result.layout) == (expected is not None)
    assert (expected or "") in result.layout
    assert [problem.row for problem in result.problems] == wrong


def test_rows_to_correct_are_read_as_the_whole_file_was(tmp_path):
    """The order of dates and a dump, which a few rows alone do not show, are carried by the file of rows to correct."""
    lines = [
        "02/13/2024;nan;x",
        "03/25/2024;a@x.example;nan",
        "04/26/2024;b@x.example;ok",
        "04/05/2024;faux;nan",
    ]
    content = "Nom société;Date de création;E-mail;Note\n" + "".join(
        f"S{i};{line}\n" for i, line in enumerate(lines)
    )
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    whole = check_file(path, entity="client", report=tmp_path / "a.errors.csv")
    assert ([problem.row for problem in whole.problems], "mm/dd/yyyy" in whole.layout) == ([5], True)
    errors = (tmp_path / "a.errors.csv").read_text("utf-8").replace(";faux;", ";s@x.example;")
    (tmp_path / "again.csv").write_text(errors, encoding="utf-8")
    again = open_source(
        tmp_path / "again.csv", entity="client", options=ReadOptions(), observer=SilentObserver()
    )
    checked_rows = [again.transformer.transform(chunk) for chunk in again.chunks(SilentObserver())]
    record = checked_rows[0].records[-1]
    assert record.row == 5
    assert record.values["created"][:10] == "2024-04-05"
    assert "note" not in record.values


def test_what_is_said_is_not_detected(tmp_path):
    """--date-order decides, whatever the dates show, and is said."""
    result = checked(tmp_path, dated("10/20/2016", "10/25/2016", "12/13/2016"), date_order="dmy")
    assert result.rejected == 3
    assert "dates dd/mm/yyyy" in result.layout


def book(path, *lines, hidden=()):
    made = openpyxl.Workbook()
    for line in lines:
        made.active.append(line)
    for row in hidden:
        made.active.row_dimensions[row].hidden = True
    made.save(path)
    return path


def test_hidden_rows_are_checked_and_never_imported_silently(tmp_path):
    """A check reads them and says so; opening to import refuses until somebody decides."""
    path = book(tmp_path / "a.xlsx", ["Nom société"], ["a"], ["b"], ["c"], ["d"], hidden=(3, 4))
    hearing = Hearing()
    report = tmp_path / "r.xlsx"
    assert check_file(path, entity="client", report=report, observer=hearing).read == 4
    assert "Hidden rows are read too (2: 3-4); to skip them: --hidden skip." in hearing.notes
    assert check_file(path, entity="client", report=report, hidden="skip").read == 2
    with pytest.raises(DataError) as wrong:
        open_source(path, entity="client", options=ReadOptions(), observer=SilentObserver())
    assert wrong.value.code == "rows-hidden"
    assert "--hidden skip" in wrong.value.hint()


def test_lines_that_are_no_rows_are_said(tmp_path):
    """Notes below the table are named with their line and text."""
    path = book(
        tmp_path / "a.xlsx", ["Nom société", "E-mail", "Note"], ["a", None, "x"], [], ["Source : compta"]
    )
    hearing = Hearing()
    assert check_file(path, entity="client", report=tmp_path / "r.xlsx", observer=hearing).read == 1
    assert "Not read, below the table: 4 (Source : compta)." in hearing.notes


def test_serials_count_from_the_workbooks_own_epoch(tmp_path):
    """A number in a date column of a 1904 workbook is four years later than elsewhere."""
    path = tmp_path / "a.xlsx"
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append(["Nom société", "Date de création"])
    made.active.append(["a", 43923])
    made.save(path)
    source = open_source(path, entity="client", options=ReadOptions(), observer=SilentObserver())
    (chunk,) = source.chunks(SilentObserver())
    assert source.transformer.transform(chunk).records[0].values["created"].startswith("2024-04-03")
    assert "1904 calendar" in source.layout


def test_cells_without_a_value_of_their_own_are_problems(tmp_path):
    """A formula never calculated, a merged cell and an error in a custom field keep their rows out, each once."""
    path = tmp_path / "a.xlsx"
    made = openpyxl.Workbook()
    for line in (
        ["Nom société", "Note", "cf:remise"],
        ["a", "=A2", 1],
        ["b", "x", 1],
        ["c", None, 1],
        ["d", "y", "#REF!"],
    ):
        made.active.append(line)
    made.active.merge_cells("B3:B4")
    made.save(path)
    result = check_file(path, entity="client", report=tmp_path / "r.xlsx")
    problems = [(problem.row, problem.column, problem.code) for problem in result.problems]
    assert problems == [
        (2, "Note", "formula-uncalculated"),
        (4, "Note", "cell-merged"),
        (5, "cf:remise", "excel-error"),
    ]


def test_a_reading_is_kept_as_it_was(tmp_path):
    """What was detected is what a journal keeps: a file is read the same way again."""
    path = tmp_path / "a.csv"
    path.write_text(dated("10/20/2016", "10/25/2016", "12/13/2016"), encoding="utf-8")
    source = open_source(path, entity="client", options=ReadOptions(hidden="skip"), observer=SilentObserver())
    again = ReadOptions.from_json(source.options.to_json())
    assert (again.codec.date_order, again.date_order_said, again.hidden) == ("mdy", True, "skip")


def test_row_numbers_are_written_short():
    """Neighbours are a range; a long list is cut."""
    assert ranges([2, 4, 5, 6, 9]) == "2, 4-6, 9"
    assert ranges(range(1, 60, 2)).endswith("19, …")


@pytest.mark.parametrize(("content", "noted"), [
    ('Nom société;Note\nUn;"a\nb\nc"\nDeux;x\n\nTrois;"y\nz"\nQuatre;\n', ["row 2", "up to 3 less"]),
    ("Nom société;Note\nUn;a\n\nDeux;x\n", []),
])  # fmt: skip
def test_numbers_of_a_text_with_cells_of_several_lines_are_told(tmp_path, content, noted):
    """Rows are numbered by the lines of the text; a spreadsheet counts such a cell as one line, and blank lines too."""
    hearing = Hearing()
    checked(tmp_path, content, observer=hearing)
    (told,) = [note for note in hearing.notes if "row numbers" in note] or [""]
    assert bool(told) is bool(noted)
    assert all(part in told for part in noted)
