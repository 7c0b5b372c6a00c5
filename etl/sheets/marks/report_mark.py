"""The memory of a report: what it is a report of, and how its file was read, in the properties of a workbook.

A report that lost its properties has no memory, which is then said.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from etl.core.results import JsonValue
from etl.sheets.marks.packed_properties import packed, parts, unpacked

_NAME = "sellsy-etl-report"
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
