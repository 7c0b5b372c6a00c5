"""The error cells of a worksheet (#REF!, #DIV/0!...), which calamine gives as empty: lost is not the same as none.

They are looked for in the sheet's own XML, where it may have some: in small files, and in those with formulas.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

_ALWAYS_BELOW = 20 << 20
"""Bytes of XML that are always searched; a larger sheet only when the workbook has formulas."""

_BLOCK = 1 << 20
_OVERLAP = 4096
"""Bytes kept from one block to the next: longer than a cell with an error."""

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>(?:(?!</c>).){0,2000}?<v>([^<]{2,20})</v>', re.DOTALL
)
_SHEET = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')


def error_cells(path: Path, sheet: str) -> Mapping[tuple[int, int], str]:
    """Return (row, column) -> error text of a sheet's error cells, both counted from 1.

    Raises:
        zipfile.BadZipFile, OSError, KeyError: the workbook is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        member = _member(archive, sheet)
        if member is None:
            return {}
        size = archive.getinfo(member).file_size
        if size > _ALWAYS_BELOW and "xl/calcChain.xml" not in archive.namelist():
            return {}
        return dict(_errors(archive, member))


def _member(archive: zipfile.ZipFile, sheet: str) -> str | None:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    rels = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for relation in _RELATION.findall(rels):
        found = dict(_ATTRIBUTE.findall(relation))
        targets[found.get("Id", "")] = found.get("Target", "")
    for name, identifier in _SHEET.findall(book):
        if unescape(name) == sheet:
            target = targets.get(identifier, "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return member if member in names else None
    return None


def _errors(archive: zipfile.ZipFile, member: str) -> Iterator[tuple[tuple[int, int], str]]:
    with archive.open(member) as file:
        kept = b""
        while block := file.read(_BLOCK):
            text = kept + block
            if b't="e"' in text:
                for found in _CELL.finditer(text):
                    yield (int(found[2]), _column(found[1])), found[3].decode("utf-8", "replace")
            kept = text[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
