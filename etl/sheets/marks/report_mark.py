"""The memory of a report: what it is a report of, and how its file was read, in the properties of a workbook.

A report that lost its properties has no memory, which is then said.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from etl.core.results import JsonValue
from etl.sheets.marks.packed_properties import packed, parts, unpacked

_NAME = "sellsy-etl-report"
_TEXTS = (
    "xl/sharedStrings.xml",
    "xl/sharedStrings.bin",
    "content.xml",
    *(f"xl/worksheets/sheet{number}.xml" for number in range(1, 9)),
)
_FIRST = 1 << 19
"""Bytes of the texts of a workbook that are searched: its headers come first."""

_OLE = b"\xd0\xcf\x11\xe0"
_MOMENTS = {
    "docProps/core.xml": (r"<dcterms:created[^>]*>([^<]*)<", r"<dcterms:modified[^>]*>([^<]*)<"),
    "meta.xml": (r"<meta:creation-date>([^<]*)<", r"<dc:date>([^<]*)<"),
}


def memory_properties(memory: Mapping[str, JsonValue]) -> dict[str, str]:
    """Return a memory as properties of a workbook."""
    return packed(_NAME, memory)


def read_memory(path: Path) -> dict[str, JsonValue] | None:
    """Return the memory of a workbook, None where it has none or is no workbook."""
    return unpacked(_NAME, path)


def first_texts(path: Path) -> str:
    """Return the first texts of a workbook among its markup, as one string; empty for any other file."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_OLE))
            if start == _OLE:
                return (start + file.read(_FIRST)).replace(b"\0", b"").decode("latin-1")
    except (OSError, ValueError):
        return ""
    return " ".join(parts(path, _TEXTS, most=_FIRST).values()).replace("\0", "")


def is_as_written(path: Path) -> bool:
    """Tell whether a workbook of ours was never saved by another program: it was last changed when it was made."""
    if read_memory(path) is None:
        return False
    dated = parts(path, tuple(_MOMENTS))
    moments = [
        [match[1] if (match := re.search(pattern, dated[place])) else None for pattern in _MOMENTS[place]]
        for place in dated
    ]
    return any(made is not None and made == changed for made, changed in moments)
