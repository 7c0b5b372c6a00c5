"""Templates: what a person opens is complete, in one language, and its example row is right but never imported."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.core.errors import ConfigError, DataError
from etl.core.observer import SilentObserver
from etl.entities import ENTITIES, entity_named
from etl.entities.base.template import template_fields
from etl.sheets.writers.template_workbook import TemplateColumn, TemplateTexts, write_template_book
from etl.source.opening import open_source
from etl.source.options import ReadOptions
from etl.templates.writer import template_columns, template_name, write_template_file, write_templates

ROOT = Path(__file__).parents[2]
EVERY = [
    pytest.param(entity, lang, suffix, id=f"{entity.name}_{lang}.{suffix}")
    for entity in ENTITIES
    for lang in ("fr", "en")
    for suffix in ("xlsx", "csv")
]


def _content(path: Path) -> object:
    """Return all that a person sees of a template: cells, formats, comments and drop-downs."""
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8-sig").splitlines()
    book = load_workbook(path)
    return [
        (
            sheet.title,
            [
                [(c.value, c.number_format, c.comment and c.comment.text) for c in row]
                for row in sheet.iter_rows()
            ],
            sorted(
                (str(validation.sqref), validation.formula1)
                for validation in sheet.data_validations.dataValidation
            ),
            {
                key: (dimension.width, dimension.number_format, dimension.outlineLevel, dimension.hidden)
                for key, dimension in sheet.column_dimensions.items()
            },
            sheet.freeze_panes,
        )
        for sheet in book
    ]


@pytest.mark.parametrize(("entity", "lang", "suffix"), EVERY)
def test_templates_in_the_repository_are_up_to_date(entity, lang, suffix, tmp_path: Path) -> None:
    """Each file of templates/ is what the declaration gives today (CONTRIBUTING tells how to renew them)."""
    fresh = tmp_path / template_name(entity, lang, f".{suffix}")
    write_template_file(entity.name, fresh, lang=lang)
    assert _content(ROOT / "templates" / fresh.name) == _content(fresh)


def test_every_entity_has_its_four_templates(tmp_path: Path) -> None:
    """The folder holds two languages and two formats of each entity, and nothing else."""
    written = {path.name for path in write_templates(tmp_path)}
    assert len(written) == 4 * len(ENTITIES)
    assert written == {path.name for path in (ROOT / "templates").iterdir()} - {"data_dictionary.csv"}
    assert {"modele_evenements.xlsx", "event_template.csv"} < written


@pytest.mark.many
@pytest.mark.parametrize(("entity", "lang", "suffix"), EVERY)
def test_a_template_passes_the_check_as_it_is(entity, lang, suffix, tmp_path: Path) -> None:
    """Opened again, a template is recognised, every header is known and its example row has no problem."""
    path = tmp_path / f"template.{suffix}"
    write_template_file(entity.name, path, lang=lang)
    source = open_source(path, entity=entity.name, options=ReadOptions(), observer=SilentObserver())
    assert source.headers.ignored == ()
    assert len(source.headers.origins) == len(template_fields(entity))
    (chunk,) = list(source.table.chunks())
    checked = source.transformer.transform(chunk)
    assert checked.problems == []
    assert len(checked.records) == 1
    assert checked.records[0].values.get("type", "") == (entity.name if entity.family == "third" else "")


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_a_template_says_by_itself_which_family_it_is(entity, suffix: str, tmp_path: Path) -> None:
    """Headers alone tell a file of companies from one of contacts."""
    path = tmp_path / f"template.{suffix}"
    write_template_file(entity.name, path, lang="en")
    source = open_source(path, entity=None, options=ReadOptions(), observer=SilentObserver())
    assert source.entity.family == entity.family


def test_columns_that_a_spreadsheet_would_spoil_are_text(tmp_path: Path) -> None:
    """SIRET, postal code and phones keep their zeros: the whole column is text, the example too."""
    path = tmp_path / "client.xlsx"
    write_template_file("client", path, lang="fr")
    sheet = load_workbook(path)["Clients"]
    by_header = {cell.value: cell for cell in sheet[1]}
    for header in ("SIRET", "Code postal", "Téléphone", "Mobile contact"):
        cell = by_header[header]
        assert sheet.column_dimensions[cell.column_letter].number_format == "@"
        assert sheet.cell(2, cell.column).number_format == "@"
        assert sheet.cell(2, cell.column).data_type in ("s", "n")
    assert sheet.cell(2, by_header["SIRET"].column).value == "73282932000074"


def test_choices_are_drop_downs_in_the_language_of_the_template(tmp_path: Path) -> None:
    """An English template offers English words."""
    path = tmp_path / "client.xlsx"
    write_template_file("client", path, lang="en")
    sheet = load_workbook(path)["Clients"]
    offers = {
        str(validation.sqref).split("2:")[0]: validation.formula1
        for validation in sheet.data_validations.dataValidation
    }
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    assert offers[letters["Client type"]] == '"company,individual"'
    assert offers[letters["Archived"]] == '"Yes,No"'
    assert sheet[f"{letters['Client type']}2"].value == "company"


def test_every_header_explains_itself(tmp_path: Path) -> None:
    """Each header has a comment, and the second sheet lists every column with its other names."""
    path = tmp_path / "contact.xlsx"
    write_template_file("contact", path, lang="fr")
    book = load_workbook(path)
    assert book.sheetnames == ["Contacts", "Aide"]
    assert all(cell.comment and cell.comment.text for cell in book["Contacts"][1])
    listed = {row[0]: row for row in book["Aide"].iter_rows(min_row=2, values_only=True)}
    assert len(listed) == len(template_fields(entity_named("contact")))
    assert {"ID d'origine", "ID d'origine société"} < listed.keys()
    assert listed["Nom"][1] == "oui"
    assert "nom contact" in listed["Nom"][5]


@pytest.mark.parametrize(("lang", "delimiter"), [("fr", ";"), ("en", ",")])
def test_a_csv_opens_in_the_excel_of_its_language(lang, delimiter: str, tmp_path: Path) -> None:
    """The delimiter is the one Excel expects there, and a byte order mark saves the accents."""
    path = tmp_path / "prospects.csv"
    write_template_file("prospect", path, lang=lang)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        headers, example = list(csv.reader(file, delimiter=delimiter))
    assert headers == [column.header for column in template_columns(entity_named("prospect"), lang)]
    assert dict(zip(headers, example, strict=True))[headers[2]] == "prospect"


def test_only_workbooks_and_csv_are_written(tmp_path: Path) -> None:
    """Another suffix is refused before anything is written."""
    with pytest.raises(ConfigError) as caught:
        write_template_file("client", tmp_path / "client.pdf", lang="en")
    assert caught.value.params["accepted"] == [".xlsx", ".csv"]
    assert list(tmp_path.iterdir()) == []


def test_a_template_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A folder in the place of the file is an error of data, and no half-written file stays."""
    (tmp_path / "client.csv").mkdir()
    with pytest.raises(DataError):
        write_template_file("client", tmp_path / "client.csv", lang="en")
    assert [file.name for file in tmp_path.iterdir()] == ["client.csv"]


def test_a_list_too_long_for_excel_is_refused(tmp_path: Path) -> None:
    """Excel drops a validation of more than 255 characters: such a column would be a fault of ours."""
    words = TemplateTexts(
        "A", "B", "C", ("a", "b", "c", "d", "e", "f"), "yes", "Example:", "Values:", "No such name."
    )
    column = TemplateColumn("Header", choices=tuple(f"choice number {i}" for i in range(20)))
    with pytest.raises(ValueError, match="choice number 19"):
        write_template_book(tmp_path / "a.xlsx", [column], words)
