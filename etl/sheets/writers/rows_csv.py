"""Writing CSV in a given encoding and delimiter; it takes its place when it is whole."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from etl.core.errors import DataError
from etl.sheets.readers.table import Cell
from etl.sheets.writers.atomic_write import atomic_write
from etl.sheets.writers.workbook import STARTS


def write_delimited(
    path: Path, rows: Iterable[Sequence[Cell]], *, encoding: str, delimiter: str, newline: str
) -> None:
    """Write rows; a character that the encoding lacks becomes "?".

    Raises:
        DataError: the file cannot be written there.
    """
    try:
        with (
            atomic_write(path) as place,
            place.open("w", encoding=encoding, errors="replace", newline="") as file,
        ):
            csv.writer(file, delimiter=delimiter, lineterminator=newline).writerows(rows)
    except OSError as error:
        raise DataError("file-unwritable", path=path, said=error.strerror or str(error)) from error


def line_end(path: Path, encoding: str | None) -> str:
    """Return what ends the lines of a CSV: that of its first line, CR LF where it cannot be told."""
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            first = file.readline(1 << 16)
    except (OSError, LookupError):
        return "\r\n"
    return "\n" if first.endswith("\n") and not first.endswith("\r\n") else "\r\n"


def as_plain_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe before what would begin one."""
    return f"'{text}" if text.startswith(STARTS) else text
