"""The mark of a workbook that we wrote: the entity of its rows, kept as a property of the file when people save it.

A spreadsheet that drops properties loses the mark, never the rows.
"""

import re
import zipfile
from pathlib import Path

from etl.sheets.readers.workbooks.package import Package

MARK = "sellsy-etl-entity"
"""Name of the property."""

_PLACES = ("docProps/custom.xml", "meta.xml")
"""Where the properties of an .xlsx and of an .ods are."""

_LIMIT = 64_000
"""Bytes searched: properties are few, and the file is not trusted."""

_MARKED = re.compile(rb'name="' + MARK.encode() + rb'"[^<>]*>\s*(?:<vt:lpwstr>)?\s*([a-z_]{1,40})\s*<')


def read_mark(path: Path) -> str | None:
    """Return the entity that the mark of a workbook names, None where there is none or the file is not a zip."""
    try:
        with Package(path) as archive:
            for place in set(_PLACES) & set(archive.namelist()):
                with archive.open(place) as properties:
                    match = _MARKED.search(properties.read(_LIMIT))
                if match:
                    return match[1].decode()
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        return None  # reading the table reports what is wrong with the file
    return None
