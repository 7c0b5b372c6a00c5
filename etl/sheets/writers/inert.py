"""Remove everything active from a workbook, so that only values and formats stay."""

import re
from typing import Any

from openpyxl.worksheet.scenario import ScenarioList
from openpyxl.xml.functions import tostring

from etl.sheets.writers.workbook import STARTS

_PLAIN_NAME = re.compile(r"(?:'[^'\[\]|]+'|[\w.]+)!\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")
"""A name for some cells of the same workbook, and nothing else."""

_REACHES_OUT = re.compile(
    r"[\[|]|\b(?:WEBSERVICE|HYPERLINK|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC|EVALUATE|RTD|DDE|SQL\.REQUEST|CUBE\w+)\s*\(",
    re.IGNORECASE,
)
"""A formula that may refer to another workbook."""


def make_inert(book: Any) -> None:
    """Leave only values and formats in a workbook that was loaded without formulas, links and macros."""
    book.template = False
    book.vba_archive = None
    _keep_plain_names(book.defined_names)
    for sheet in book._sheets:
        sheet._charts = [chart for chart in sheet._charts if not _looks_out(chart)]
        if hasattr(sheet, "_cells"):
            _make_sheet_inert(sheet)


def _make_sheet_inert(sheet: Any) -> None:
    _keep_plain_names(sheet.defined_names)
    sheet._pivots, sheet._hyperlinks = [], []
    sheet.scenarios = ScenarioList()
    for cell in sheet._cells.values():
        if hasattr(cell, "_hyperlink"):
            cell.hyperlink = None
        if cell.data_type == "f":
            cell.value = None
        elif cell.data_type == "s" and isinstance(cell.value, str) and cell.value.startswith(STARTS):
            cell.quotePrefix = True
    for table in sheet.tables.values():
        table.tableType, table.connectionId = "worksheet", None
        for column in table.tableColumns:
            column.calculatedColumnFormula = column.totalsRowFormula = None
    rules = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        rule for rule in rules if not _reach(rule.formula1, rule.formula2)
    ]
    for area in list(sheet.conditional_formatting):
        if any(_reach(*rule.formula) for rule in area.rules):
            del sheet.conditional_formatting[area.sqref]


def _keep_plain_names(names: Any) -> None:
    for name, defined in list(names.items()):
        if not _PLAIN_NAME.fullmatch(str(defined.value or "")) or defined.xlm or defined.function:
            del names[name]


def _reach(*formulas: object) -> bool:
    return any(_REACHES_OUT.search(str(formula)) for formula in formulas if formula)


def _looks_out(chart: Any) -> bool:
    """Tell whether a chart takes its numbers from another workbook."""
    return b"[" in tostring(chart._write())
