"""What the reader leaves out of the XML of an xlsx.

Error cells, formulas never calculated, hidden rows, the epoch, currencies of number formats, totals of tables.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from etl.sheets.marks.model import Marks, TotalsRow, totals_rows
from etl.sheets.marks.number_format import currency_of
from etl.sheets.marks.sheet_xml import Found, Quick, exactly
from etl.sheets.readers.workbooks.archive import blocks, tagged
from etl.sheets.readers.workbooks.measure import column_number
from etl.sheets.readers.workbooks.package import Package

_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_SHEET_NAME = re.compile(r"""(?<![\w:])name\s*=\s*["']([^"']*)["']""")
_SHEET_ID = re.compile(r"""\b\w+:id\s*=\s*["']([^"']*)["']""")
_EPOCH_1904 = re.compile(r'\bdate1904="(?:1|true)"')
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
_FORMAT_PART = re.compile(r"""\b(numFmtId|formatCode)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\b[^>]*>")
_TABLE = re.compile(r"<(?:\w+:)?table\b[^>]*>")
_TABLE_PART = re.compile(r"""(?<![\w:])(ref|totalsRowCount)\s*=\s*["']([^"']*)["']""")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


_MOST_SEARCHED = 200
"""Formats that are searched one by one."""


def xlsx_marks(path: Path, sheet: str) -> Marks:
    """Return the marks of a sheet.

    Raises:
        zipfile.BadZipFile, OSError, KeyError: the workbook is damaged.
    """
    with Package(path) as package:
        epoch_1904 = _EPOCH_1904.search(package.xml(package.book)) is not None
        member = sheet_part(package, sheet)
        if member is None:
            return Marks(epoch_1904=epoch_1904)
        findings = _found(package, member, path)
        return Marks(
            findings.errors,
            frozenset(findings.hidden),
            epoch_1904=epoch_1904,
            totals=tuple(_totals(package, member)),
            currencies=findings.currencies,
        )


def sheet_part(package: Package, sheet: str) -> str | None:
    """Return the name of the part that holds a sheet."""
    parts = package.related(package.book)
    for tag in _SHEET.findall(package.xml(package.book)):
        name, identifier = _SHEET_NAME.search(tag), _SHEET_ID.search(tag)
        if name and identifier and unescape(name[1]) == sheet and identifier[1] in parts:
            return parts[identifier[1]].part
    return None


def _styles(package: Package, main: str) -> Mapping[bytes, str]:
    """Return the numbers of the cell styles whose format names a currency, with that currency."""
    part = next(
        (relation.part for relation in package.related(main).values() if relation.kind == "styles"),
        "xl/styles.xml",
    )
    xml = package.xml(part)
    formats: dict[str, str] = {}
    for tag in _FORMAT.findall(xml):
        attributes = {key: unescape(double or other) for key, double, other in _FORMAT_PART.findall(tag)}
        if currency := currency_of(attributes.get("formatCode", "")):
            formats[attributes.get("numFmtId", "")] = currency
    match = _STYLES.search(xml) if formats else None
    if match is None:
        return {}
    styles = {}
    for number, tag in enumerate(_STYLE.findall(match[0])):
        attributes = {key: double or other for key, double, other in _FORMAT_PART.findall(tag)}
        if attributes.get("numFmtId", "") in formats:
            styles[b"%d" % number] = formats[attributes["numFmtId"]]
    return styles


def _found(package: Package, member: str, path: Path) -> Found:
    """Return the findings of a sheet: by search where its cells are written as most programs do, else by parsing."""
    styles = _styles(package, package.book)
    if len(styles) > _MOST_SEARCHED:
        return exactly(styles, blocks(package, package.getinfo(member)))
    findings = Quick(styles)
    for block in tagged(package, package.getinfo(member), path, tag=b"<c "):
        if not findings.take(block):
            return exactly(styles, blocks(package, package.getinfo(member)))
    return findings


def _totals(package: Package, member: str) -> Iterator[TotalsRow]:
    """Yield the totals rows that the tables of a sheet declare; a past one (`totalsRowShown`) declares nothing."""
    for relation in package.related(member).values():
        tag = _TABLE.search(package.xml(relation.part)) if relation.kind == "table" else None
        attributes = dict(_TABLE_PART.findall(tag[0])) if tag else {}
        area = _RANGE.fullmatch(attributes.get("ref", ""))
        if area is None or not attributes.get("totalsRowCount", "").isdecimal():
            continue
        left, right = column_number(area[1].encode()), column_number(area[3].encode())
        table = (int(area[2]), left, int(area[4]), right)
        yield from totals_rows(table, int(attributes["totalsRowCount"]))
