"""Values kept in the properties of a workbook under a name of ours, packed and in pieces.

Spreadsheet programs keep properties when people save; one that drops them loses the values, never the rows.
"""

import base64
import binascii
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from etl.core.results import JsonValue
from etl.sheets.readers.workbooks.package import Package

_PIECE = 250
"""Characters of a piece: Excel takes 255 in a property."""

_MOST = 4_000_000
"""Bytes of properties read, and of the values unpacked: the file is not trusted."""

_PLACES = ("docProps/custom.xml", "meta.xml")
"""Where the properties of an .xlsx and of an .ods are."""


def packed(name: str, values: Mapping[str, JsonValue]) -> dict[str, str]:
    """Return values as properties of a workbook."""
    text = packed_text(values)
    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    return {f"{name}-{number:03}": piece for number, piece in enumerate(pieces, start=1)}


def unpacked(name: str, path: Path) -> dict[str, JsonValue] | None:
    """Return the values of a name in a workbook, None where it has none or is no workbook."""
    pattern = re.compile(
        rf'name="{name}-(\d{{3}})"[^<>]*>\s*(?:<vt:lpwstr>)?\s*([A-Za-z0-9+/=]+)\s*<', re.ASCII
    )
    pieces = {
        int(number): piece
        for part in parts(path, _PLACES).values()
        for number, piece in pattern.findall(part)
    }
    if not pieces or sorted(pieces) != list(range(1, len(pieces) + 1)):
        return None
    return unpacked_text("".join(pieces[number] for number in sorted(pieces)))


def packed_text(values: Mapping[str, JsonValue]) -> str:
    """Return values as letters and digits, +, / and =."""
    return base64.b64encode(zlib.compress(json.dumps(values, ensure_ascii=False).encode(), 9)).decode()


def unpacked_text(text: str) -> dict[str, JsonValue] | None:
    """Return the values of such a text, None where it holds none."""
    try:
        values = json.loads(zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _MOST))
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def parts(path: Path, places: tuple[str, ...], *, most: int = _MOST) -> dict[str, str]:
    """Return the first bytes of the parts of a package that are there; none of what is no package."""
    try:
        with Package(path) as package:
            return {
                place: unescape(package.start(place, most).decode("utf-8", "replace"))
                for place in places
                if package.find(place)
            }
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error):
        return {}  # reading the table reports what is wrong with the file
