"""The example row of a template is skipped and reported, in whatever form the template comes back; others are read."""

import csv
import shutil
import subprocess
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from etl import check_file
from etl.core.observer import SilentObserver
from etl.entities import ENTITIES, entity_named
from etl.sheets.marks.example_mark import read_example
from etl.source.opening import open_source
from etl.source.options import ReadOptions
from etl.templates.writer import template_columns, write_template_file

EVERY = [
    pytest.param(entity.name, lang, suffix, id=f"{entity.name}-{lang}-{suffix}")
    for entity in ENTITIES
    for lang in ("fr", "en")
    for suffix in ("xlsx", "csv")
]


def skipped(path: Path, entity: str = "client") -> dict[int, str]:
    """Return why rows of a file are no records."""
    source = open_source(path, entity=entity, options=ReadOptions(), observer=SilentObserver())
    return {row: kind for chunk in source.chunks(SilentObserver()) for row, kind in chunk.apart.items()}


def rewritten(path: Path, change) -> Path:
    """Change the lines of a template in CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(change(*lines))
    return path


@pytest.mark.parametrize(("entity", "lang", "suffix"), EVERY)
def test_the_example_row_is_never_a_record(entity, lang, suffix, tmp_path):
    """A template as it was written has no row to import, whatever its entity, language and form."""
    path = tmp_path / f"t.{suffix}"
    write_template_file(entity, path, lang=lang)
    assert skipped(path, entity) == {2: "example"}


def test_a_check_reports_the_example_row(tmp_path):
    """It is counted as skipped, with a warning; the report of the check does not import it either."""
    path = tmp_path / "t.xlsx"
    write_template_file("client", path, lang="fr")
    book = load_workbook(path)
    heads = {cell.value: cell.column for cell in book.worksheets[0][1]}
    book.worksheets[0].cell(3, heads["Nom société"]).value = "Alpha"
    book.worksheets[0].cell(3, heads["Société ou particulier"]).value = "société"
    book.save(path)
    result = check_file(path, lang="fr")
    assert (result.read, result.valid, result.skipped) == (2, 1, 1)
    assert [(problem.row, problem.code) for problem in result.warnings] == [(2, "row-example")]
    again = check_file(result.report, lang="fr")
    assert (again.read, again.valid) == (1, 1)


def test_columns_may_be_deleted_from_a_workbook_that_remembers_its_example(tmp_path):
    """What is left of the example row is still the example; the same cells in another workbook are a client."""
    path = tmp_path / "t.xlsx"
    write_template_file("client", path, lang="fr")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for column in range(sheet.max_column, 0, -1):
        if sheet.cell(1, column).value not in ("Nom société", "SIRET"):
            sheet.delete_cols(column)
    book.save(path)
    assert skipped(path) == {2: "example"}
    other = tmp_path / "mine.csv"
    other.write_text("Nom société;SIRET\nMenuiserie Garnier;73282932000074\n", encoding="utf-8")
    assert skipped(other) == {}


def test_a_moved_example_is_found_and_her_columns_count(tmp_path):
    """Sorted below other rows it is still skipped; with a cell in a column that she added it is hers."""
    path = tmp_path / "t.csv"
    write_template_file("client", path, lang="fr")
    name = [column.header for column in template_columns(entity_named("client"), "fr")].index("Nom société")

    def sorted_below(heads, example):
        first = [""] * len(heads)
        first[name] = "Alpha"
        return [[*heads, "Ma colonne"], [*first, ""], [*example, ""], [*example, "x"]]

    assert skipped(rewritten(path, sorted_below)) == {3: "example"}


@settings(max_examples=60)
@given(
    column=st.integers(0, len(template_columns(entity_named("client"), "fr")) - 1),
    cell=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8),
)
def test_a_row_that_differs_in_any_cell_is_read(tmp_path_factory, column, cell):
    """Whichever cell a person changes, empties or fills in, the row is hers."""
    path = tmp_path_factory.mktemp("t") / "t.csv"
    write_template_file("client", path, lang="fr")
    written = []

    def changed(heads, example):
        written.append(example[column])
        example[column] = cell
        return heads, example

    rewritten(path, changed)
    assert (skipped(path) == {}) == (cell != written[0])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.slow
@pytest.mark.parametrize("form", ["ods", "xlsx", "csv"])
def test_a_template_that_libreoffice_saved_has_the_same_example(form, tmp_path):
    """Saved as ods, xlsx or csv, its example row is still recognised."""
    write_template_file("client", tmp_path / "t.xlsx", lang="fr")
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        form,
    ]
    subprocess.run([*command, "--outdir", tmp_path / "out", tmp_path / "t.xlsx"], check=True, timeout=120)
    assert skipped(tmp_path / "out" / f"t.{form}") == {2: "example"}


def test_the_most_used_columns_open_and_the_others_are_folded(tmp_path):
    """A template of clients opens on less than half of its columns; the others are groups that a click opens."""
    path = tmp_path / "t.xlsx"
    write_template_file("client", path, lang="fr")
    sheet = load_workbook(path).worksheets[0]
    folded = {cell.value: sheet.column_dimensions[cell.column_letter] for cell in sheet[1]}
    hidden = {header for header, dimension in folded.items() if dimension.hidden}
    assert all(folded[header].outlineLevel == 1 for header in hidden)
    assert {"Nom société", "SIRET", "ID d'origine", "Prénom", "Note", "Smart tags"}.isdisjoint(hidden)
    assert {"ID Sellsy", "Ville de livraison", "Synchronisation MailChimp"} <= hidden
    assert len(hidden) > len(folded) / 2
    filled = {
        cell.value for cell, example in zip(*islice(sheet.iter_rows(), 2), strict=True) if example.value
    }
    assert filled.isdisjoint(hidden)


def test_a_template_remembers_its_example(tmp_path):
    """The example is in the workbook, so that another version of the program knows it."""
    path = tmp_path / "t.xlsx"
    write_template_file("comment", path, lang="en")
    assert read_example(path) == {"Text": "Rappeler après le salon", "Client name": "Menuiserie Garnier"}
