"""Value files of quotes and encodings, through check and import: each value is right, or its line is named."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl import check_file, run_pipeline
from etl.core.errors import DataError

VALUES = Path(__file__).parent / "values"


@pytest.fixture
def case(tmp_path):
    """Return what copies a value file to where its report may stand."""
    return lambda name: Path(shutil.copy(VALUES / name, tmp_path))


COMMAND = (sys.executable, "-c", "from etl.cli.main import main; main()", "--lang", "en")


def printed(*arguments):
    """Return what the command prints on both streams."""
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, check=False)
    return done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(("name", "values"), [
    ("csv_backslash_quote.csv", [('Le "Petit" Bistro', "a@example.com", "x"), ('Dupont "SARL", Fils', "b@example.com", "y")]),
    ("csv_unescaped_quote.csv", [
        ('Le "Petit" Bistro', "a@example.com", "x"),
        ('"Chez Paul" Restaurant', "b@example.com", "y"),
        ('Bar "Le Zinc"', "c@example.com", 'écran 24"'),
    ]),
    ("csv_space_quotes.csv", [("Alpha SARL", "a@example.com", "bon client"), ("Bravo", "b@example.com", "vu, à rappeler")]),
    ("csv_lines_quoted_whole.csv", [("Alpha", "a@example.com", "ok"), ("Bravo", "b@example.com", "ok")]),
])  # fmt: skip
def test_what_can_be_read_arrives_as_it_was_meant(account, case, name, values):
    """Names, e-mails and notes of badly quoted files are in the account; dry run and run agree."""
    assert account.load(case(name), dry_run=True).counts["created"] == len(values)
    assert account.load(case(name)).counts["created"] == len(values)
    companies = sorted(account.companies(), key=lambda company: company["email"])
    assert [(company["name"], company["email"], company["note"]) for company in companies] == values


@pytest.mark.parametrize(("name", "code", "line"), [
    ("csv_stray_open_quote.csv", "csv-quote-open", 3),
    ("csv_stray_open_quote_note.csv", "csv-quote-open", 3),
    ("csv_mixed_delims.csv", "csv-delimiters-two", 1),
    ("enc_utf8_apostrophes_one_cp1252.csv", "encoding-mixed", 3),
    ("enc_cp850.csv", "encoding-asked", 1),
    ("enc_cp850_ascii_header.csv", "encoding-asked", 2),
    ("enc_macroman.csv", "encoding-asked", 1),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_before_anything_is_sent(account, case, name, code, line):
    """Check and import stop with the same reason and line; the account stays as it was."""
    for read in (lambda path: check_file(path, entity="client"), account.load):
        with pytest.raises(DataError) as wrong:
            read(case(name))
        assert (wrong.value.code, wrong.value.params["line"]) == (code, line)
    assert account.writes() == 0


@pytest.mark.parametrize(("name", "encoding"), [
    ("enc_cp850.csv", "cp850"), ("enc_cp850_ascii_header.csv", "cp850"), ("enc_macroman.csv", "mac_roman"),
])  # fmt: skip
def test_an_encoding_that_is_said_is_read(account, case, name, encoding):
    """What was asked for is the word that reads the file."""
    account.load(case(name), encoding=encoding)
    assert "Hélène & Cie" in {company["name"] for company in account.companies()}


def test_a_row_that_is_not_read_is_refused_alone_and_kept_whole(account):
    """The errors of the file hold the line as it is written; imported as it is, it is refused again."""
    line = '"a \\"b\\" c";a@example.com;"C:\\dir\\"'
    result = account.load(f"Nom société;E-mail;Note\n{line}\nBravo;b@example.com;ok\n")
    assert (result.counts["created"], result.counts["rejected"]) == (1, 1)
    (problem,) = result.problems
    assert (problem.code, problem.row, problem.value) == ("row-quotes-broken", 2, line)
    with Path(result.report).open(encoding="utf-8", newline="") as file:
        _, bad = csv.reader(file, delimiter=";")
    assert line in bad
    assert account.load(Path(result.report)).counts["rejected"] == 1
    assert [company["name"] for company in account.companies()] == ["Bravo"]


@pytest.mark.slow
def test_what_was_undone_is_a_warning_of_its_row(case):
    """Lines whose quotes were undone are named; spaces around quotes are told once."""
    result = check_file(case("csv_backslash_quote.csv"), entity="client")
    assert [(p.code, p.row) for p in result.warnings] == [
        ("row-quotes-backslash", 2),
        ("row-quotes-backslash", 3),
    ]
    _, notes = printed("check", case("csv_space_quotes.csv"), "--entity", "client")
    assert "Spaces around quotes, removed (2: rows 2-3)." in notes


def test_text_encoded_twice_is_kept_and_said(account, case):
    """Every cell that shows it has a warning with the text as it was meant; what is sent is what is written."""
    result = check_file(case("enc_double_utf8.csv"), entity="client")
    assert {p.params["repaired"] for p in result.warnings} == {"Hélène & Cie", "déjà vu", "L’atelier"}
    assert {p.code for p in result.warnings} == {"text-double-encoded"}
    account.load(case("enc_double_utf8.csv"))
    assert {company["name"] for company in account.companies()} == {"HÃ©lÃ¨ne & Cie", "Lâ€™atelier"}


@pytest.mark.slow
def test_text_encoded_twice_is_restored_where_that_is_asked(account, case):
    """`--repair-encoding` restores cells and headers, by the command line as in a scenario."""
    account.load(case("enc_double_utf8.csv"), repair_encoding=True)
    assert {company["name"] for company in account.companies()} == {"Hélène & Cie", "L’atelier"}
    path = account.folder / "double.csv"
    text = "Nom société;E-mail;Téléphone\r\nÉlan;e@example.com;\r\n"
    path.write_text(text.encode().decode("cp1252"), encoding="utf-8", newline="")
    with pytest.raises(DataError) as wrong:
        account.load(path)
    assert (wrong.value.code, wrong.value.params["repaired"]) == ("headers-double-encoded", "Nom société")
    document, notes = printed("check", path, "--entity", "client", "--repair-encoding", "--json")
    assert json.loads(document)["counts"]["valid"] == 1
    assert "Accents encoded twice (1), restored: row 2" in notes
    scenario = account.folder / "s.yaml"
    scenario.write_text(
        "steps:\n  one:\n    import: double.csv\n    entity: client\n    repair_encoding: true\n",
        encoding="utf-8",
    )
    run_pipeline(scenario, settings=account.settings)
    assert "Élan" in {company["name"] for company in account.companies()}
