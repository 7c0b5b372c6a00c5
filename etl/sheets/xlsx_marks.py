"""What the XML of an xlsx says and its reader does not: error cells, uncalculated formulas, hidden rows, the epoch."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from etl.sheets.archive import column_number, tagged
from etl.sheets.marks import UNCALCULATED, Marks

_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>(?:(?!</c>).){0,2000}?<v>([^<]{2,20})</v>', re.DOTALL
)
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"((?:(?!\bt="str")[^>])*)>'
    rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_ROW = re.compile(rb"<row\b([^>]*)>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'(?<![\w:])r="(\d{1,7})"')
_SHEET = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')
_EPOCH_1904 = re.compile(r'\bdate1904="(?:1|true)"')


def xlsx_marks(path: Path, sheet: str) -> Marks:
    """Return the marks of a sheet.

    Raises:
        zipfile.BadZipFile, OSError, KeyError: the workbook is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return Marks()
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        epoch_1904 = _EPOCH_1904.search(book) is not None
        member = _member(archive, book, sheet)
        if member not in names:
            return Marks(epoch_1904=epoch_1904)
        errors: dict[tuple[int, int], str] = {}
        hidden: set[int] = set()
        row = 0
        for block in tagged(archive, archive.getinfo(member), path, tag=b"<c "):
            errors.update(_errors(block))
            if b'hidden="1"' in block or b'hidden="true"' in block:
                row = _hide(block, row, hidden)
            else:
                row = _last_row(block, row)
    return Marks(errors, frozenset(hidden), epoch_1904=epoch_1904)


def _member(archive: zipfile.ZipFile, book: str, sheet: str) -> str:
    rels = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for relation in _RELATION.findall(rels):
        found = dict(_ATTRIBUTE.findall(relation))
        targets[found.get("Id", "")] = unescape(found.get("Target", ""))
    for name, identifier in _SHEET.findall(book):
        if unescape(name) == sheet:
            target = targets.get(identifier, "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _errors(block: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b't="e"' in block:
        for found in _ERROR.finditer(block):
            yield (int(found[2]), column_number(found[1])), found[3].decode("utf-8", "replace")
    if b"<f" in block:
        for found in _UNCALCULATED.finditer(block):
            yield (int(found[2]), column_number(found[1])), UNCALCULATED


def _hide(block: bytes, row: int, hidden: set[int]) -> int:
    for found in _ROW.finditer(block):
        number = _NUMBER.search(found[1])
        row = int(number[1]) if number else row + 1
        if _HIDDEN.search(found[1]):
            hidden.add(row)
    return row


def _last_row(block: bytes, row: int) -> int:
    number = _NUMBER.match(block, block.rfind(b"<row") + len("<row ")) if b"<row" in block else None
    return int(number[1]) if number else row + block.count(b"<row")
