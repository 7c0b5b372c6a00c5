"""The memory of a report: what it is a report of, and how its file was read, in the properties of a workbook.

Spreadsheet programs keep those when people save; one that drops them loses the memory, which is then said.
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

_NAME = "sellsy-etl-report"
_PIECE = 250
"""Characters of a piece: Excel takes 255 in a property."""

_MOST = 4_000_000
"""Bytes of properties read, and of the memory unpacked: the file is not trusted."""

_PLACES = ("docProps/custom.xml", "meta.xml")
_PIECES = re.compile(rf'name="{_NAME}-(\d{{3}})"[^<>]*>\s*(?:<vt:lpwstr>)?\s*([A-Za-z0-9+/=]+)\s*<', re.ASCII)
_MOMENTS = {
    "docProps/core.xml": (r"<dcterms:created[^>]*>([^<]*)<", r"<dcterms:modified[^>]*>([^<]*)<"),
    "meta.xml": (r"<meta:creation-date>([^<]*)<", r"<dc:date>([^<]*)<"),
}


def memory_properties(memory: Mapping[str, JsonValue]) -> dict[str, str]:
    """Return a memory as properties of a workbook."""
    packed = base64.b64encode(zlib.compress(json.dumps(memory, ensure_ascii=False).encode(), 9)).decode()
    pieces = [packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE)]
    return {f"{_NAME}-{number:03}": piece for number, piece in enumerate(pieces, start=1)}


def read_memory(path: Path) -> dict[str, JsonValue] | None:
    """Return the memory of a workbook, None where it has none or is no workbook."""
    pieces = {
        int(number): piece
        for place in _PLACES
        for number, piece in _PIECES.findall(_parts(path, (place,)).get(place, ""))
    }
    if not pieces or sorted(pieces) != list(range(1, len(pieces) + 1)):
        return None
    try:
        packed = base64.b64decode("".join(pieces[number] for number in sorted(pieces)), validate=True)
        unpacked = zlib.decompressobj().decompress(packed, _MOST)
        memory = json.loads(unpacked)
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        return None
    return memory if isinstance(memory, dict) else None


def is_as_written(path: Path) -> bool:
    """Tell whether a workbook of ours was never saved by another program: it was last changed when it was made."""
    if read_memory(path) is None:
        return False
    parts = _parts(path, tuple(_MOMENTS))
    moments = [
        [match[1] if (match := re.search(pattern, parts[place])) else None for pattern in _MOMENTS[place]]
        for place in parts
    ]
    return any(made is not None and made == changed for made, changed in moments)


def _parts(path: Path, places: tuple[str, ...]) -> dict[str, str]:
    """Return the parts of a package that are there; none of what is no package."""
    try:
        with Package(path) as package:
            return {
                place: unescape(package.start(place, _MOST).decode("utf-8", "replace"))
                for place in places
                if package.find(place)
            }
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error):
        return {}  # reading the table reports what is wrong with the file
