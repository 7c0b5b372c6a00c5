"""Writing a workbook to fill in: help as comments, drop-downs, text columns that keep their zeros.

It knows no entity: it receives headers and texts. openpyxl, since a template is small and needs comments,
validations and formats of whole columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.sheets.marks.entity_mark import MARK
from etl.sheets.marks.example_mark import example_properties

_LAST_ROW = 1_048_576
_LIST_LIMIT = 255
"""Characters that Excel accepts in a list written inside a validation."""

_HEAD = {False: "1F3864", True: "833C0B"}
"""Colour of a header, by whether its column is required."""

_FORMATS = {"text": "@", "date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}
_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook's properties hold no zone; fixed, so that files compare
_AUTHOR = "sellsy-etl"


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices of an account for a column; `within` names, for each value, the cell of column `of` it depends on.

    `many` allows several values in a cell; else only one of the values can be typed.
    """

    values: tuple[str, ...]
    within: tuple[str, ...] = ()
    of: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column to fill in: `format` is "text", "date", "moment" or "" (as the spreadsheet likes).

    `choices` are the program's own, `offer` those of an account. `folded` columns are in groups that open folded.
    """

    header: str
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    format: str = ""
    required: bool = False
    folded: bool = False
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class TemplateTexts:
    """The words of a template: its sheets, the heads of the second, yes, what comments begin with.

    `not_offered` is the message of a drop-down for a value outside its list.
    """

    sheet: str
    list_sheet: str
    offer_sheet: str
    heads: tuple[str, str, str, str, str, str]
    yes: str
    example: str
    choices: str
    not_offered: str


def write_template_book(
    path: Path, columns: Sequence[TemplateColumn], texts: TemplateTexts, *, mark: str = ""
) -> None:
    """Write the workbook; `mark` names the entity of its rows, and survives with the example when people save it.

    Raises:
        OSError: it cannot be written there.
    """
    book: Any = Workbook()
    book.properties.creator = _AUTHOR
    book.properties.created = _CREATED
    if mark:
        example = {column.header: column.example for column in columns if column.example}
        for name, value in {MARK: mark, **example_properties(example)}.items():
            book.custom_doc_props.append(StringProperty(name=name, value=value))
    sheet = book.active
    sheet.title = texts.sheet
    places = _write_offers(book, columns, texts)
    for position, column in enumerate(columns, start=1):
        _write_column(sheet, position, column, texts=texts)
        if position in places:
            _offer_live(sheet, position, places, texts.not_offered)
    _fold(sheet, columns)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "A2"
    _write_list(book.create_sheet(texts.list_sheet, 1), columns, texts)
    book.save(path)


def _write_column(sheet: Worksheet, position: int, column: TemplateColumn, *, texts: TemplateTexts) -> None:
    letter = get_column_letter(position)
    number_format = _FORMATS.get(column.format, "General")
    sheet.column_dimensions[letter].width = min(max(len(column.header), len(column.example), 10) + 3, 40)
    sheet.column_dimensions[letter].number_format = number_format
    head = sheet.cell(1, position, column.header)
    _style_head(head, required=column.required)
    head.comment = _comment(column, texts)
    example = sheet.cell(2, position)
    example.number_format = number_format
    example.font = Font(italic=True, color="7F7F7F")
    if column.example:
        # Text even where it looks like a number, a date or a formula: it is read as if it had been typed.
        example.value = column.example
        example.data_type = "s"
    if column.choices:
        _offer(sheet, letter, column.choices)


def _fold(sheet: Worksheet, columns: Sequence[TemplateColumn]) -> None:
    """Group the folded columns; the button that opens a group stands above the column behind it."""
    folded = [i for i, column in enumerate(columns, start=1) if column.folded]
    for position in folded:
        dimension = sheet.column_dimensions[get_column_letter(position)]
        dimension.outlineLevel, dimension.hidden = 1, True
        if position + 1 not in folded:
            sheet.column_dimensions[get_column_letter(position + 1)].collapsed = True


def _style_head(cell: Any, *, required: bool) -> None:
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color=_HEAD[required])
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _comment(column: TemplateColumn, texts: TemplateTexts) -> Comment:
    lines = [column.help]
    if column.choices:
        lines.append(f"{texts.choices} {', '.join(column.choices)}")
    if column.example:
        lines.append(f"{texts.example} {column.example}")
    return Comment("\n".join(filter(None, lines)), _AUTHOR, height=120, width=320)


def _offer(sheet: Worksheet, letter: str, choices: Sequence[str]) -> None:
    """Offer a list of choices; other spellings may be typed, and are read or reported."""
    listed = ",".join(choices)
    if len(listed) > _LIST_LIMIT:
        raise ValueError(f"{letter}: {listed}")
    offer = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
    offer.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(offer)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the sheet of offers has the values of a column, and those of the column it depends on."""

    values: str
    within: str = ""
    first: str = ""
    parent: int = 0
    many: bool = False


def _write_offers(
    book: Workbook, columns: Sequence[TemplateColumn], texts: TemplateTexts
) -> dict[int, _Place]:
    """Write the account's choices to a separate sheet; return position of the column -> place."""
    offers = [
        (i, column) for i, column in enumerate(columns, start=1) if column.offer and column.offer.values
    ]
    if not offers:
        return {}
    sheet = book.create_sheet(texts.offer_sheet)
    headers = {column.header: i for i, column in enumerate(columns, start=1)}
    places: dict[int, _Place] = {}
    free = 1
    for position, column in offers:
        offer = column.offer or Offer(())
        lists = [(column.header, offer.values)]
        if offer.within:
            lists.insert(0, (offer.of, offer.within))
        ranges = [_write_values(sheet, free + i, head, values) for i, (head, values) in enumerate(lists)]
        first = f"'{texts.offer_sheet}'!${get_column_letter(free + len(lists) - 1)}$2"
        full = [f"'{texts.offer_sheet}'!{cells}" for cells in ranges]
        parent = headers.get(offer.of, 0)
        places[position] = _Place(full[-1], full[0] if parent else "", first, parent, offer.many)
        free += len(lists)
    return places


def _write_values(sheet: Worksheet, position: int, head: str, values: Sequence[str]) -> str:
    """Write a list below its header and return its absolute range."""
    _style_head(sheet.cell(1, position, head), required=False)
    letter = get_column_letter(position)
    sheet.column_dimensions[letter].width = 32
    for line, value in enumerate(values, start=2):
        cell = sheet.cell(line, position, value)
        cell.data_type = "s"
    return f"${letter}$2:${letter}${len(values) + 1}"


def _offer_live(sheet: Worksheet, position: int, places: dict[int, _Place], not_offered: str) -> None:
    """Offer the values of the other sheet and refuse others, unless a cell may hold several values.

    A dependent list shows the values of the cell it depends on.
    """
    place = places[position]
    formula = place.values
    if place.parent:
        other = f"${get_column_letter(place.parent)}2"
        area = f"MATCH({other},{place.within},0)-1,0,COUNTIF({place.within},{other}),1"
        formula = f'IF({other}="",{place.values},OFFSET({place.first},{area}))'
    letter = get_column_letter(position)
    offer = DataValidation(
        type="list", formula1=formula, allow_blank=True, showErrorMessage=not place.many, error=not_offered
    )
    offer.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(offer)


def _write_list(sheet: Worksheet, columns: Sequence[TemplateColumn], texts: TemplateTexts) -> None:
    for position, (head, width) in enumerate(
        zip(texts.heads, (30, 12, 70, 30, 34, 70), strict=True), start=1
    ):
        _style_head(sheet.cell(1, position, head), required=False)
        sheet.column_dimensions[get_column_letter(position)].width = width
    for line, column in enumerate(columns, start=2):
        cells = (
            column.header,
            texts.yes if column.required else "",
            column.help,
            ", ".join(column.choices),
            column.example,
            ", ".join(column.also),
        )
        for position, text in enumerate(cells, start=1):
            cell = sheet.cell(line, position, text or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
