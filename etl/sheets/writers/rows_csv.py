"""Write CSV in a given encoding and delimiter, atomically."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from etl.core.encoding import NEAREST
from etl.core.errors import DataError
from etl.sheets.readers.table import Cell
from etl.sheets.writers.atomic_write import atomic_write
from etl.sheets.writers.workbook import STARTS


def write_delimited(
    path: Path, rows: Iterable[Sequence[Cell]], *, encoding: str, delimiter: str, newline: str
) -> None:
    """Write rows; a character that the encoding does not have becomes the nearest, else "?".

    Raises:
        DataError: the file cannot be written there.
    """
    try:
        with (
            atomic_write(path) as place,
            place.open("w", encoding=encoding, errors=NEAREST, newline="") as file,
        ):
            plain = csv.writer(file, delimiter=delimiter, lineterminator=newline)
            quoted = csv.writer(file, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
            for row in rows:  # a lone carriage return would end the row unquoted
                writer = quoted if any(isinstance(cell, str) and "\r" in cell for cell in row) else plain
                writer.writerow(row)
    except OSError as error:
        raise DataError("file-unwritable", path=path, said=error.strerror or str(error)) from error


def line_end(path: Path, encoding: str | None) -> str:
    """Return the line ending of a CSV: that of its first line, CR LF where it has none."""
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            first = file.readline(1 << 16)
    except (OSError, LookupError):
        return "\r\n"
    return "\n" if first.endswith("\n") and not first.endswith("\r\n") else "\r\n"


def as_plain_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe precedes a formula's start.

    Existing leading apostrophes get another, so that `as_typed` returns the same text.
    """
    return f"'{text}" if text.lstrip("'").startswith(STARTS) else text


def as_typed(text: str) -> str:
    """Return the text that `as_plain_text` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(STARTS) else text
