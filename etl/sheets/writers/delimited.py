"""CSV as Excel opens it: semicolons and a byte order mark by default, decimals and dates as the language has them."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import BinaryIO

from etl.core.errors import ConfigError, DataError
from etl.sheets.writers.shape import FORMULA_STARTS, OutputCell, SheetRows, joined

_FLUSH_ROWS = 500


class DelimitedWriter:
    """Writes one sheet as CSV.

    `french` writes 12,5 and 31/12/2026, else 12.5 and 2026-12-31. Text that a spreadsheet would take for a
    formula gets an apostrophe before it, which an import removes.
    """

    cut = 0

    def __init__(self, *, delimiter: str = ";", encoding: str = "utf-8-sig", french: bool = False) -> None:
        if len(delimiter) != 1:
            raise ConfigError("delimiter-shape", value=delimiter)
        try:
            "".encode(encoding)
        except LookupError:
            raise ConfigError("encoding-unknown", encoding=encoding) from None
        self._delimiter = delimiter
        self._encoding = encoding
        self._french = french

    def write(self, stream: BinaryIO, sheets: Sequence[SheetRows]) -> None:
        """Write the rows.

        Raises:
            DataError: the encoding does not have a character.
        """
        text = io.TextIOWrapper(stream, encoding=self._encoding, newline="", write_through=False)
        written = csv.writer(text, delimiter=self._delimiter, lineterminator="\r\n")
        shown = self._shown
        try:
            for sheet in sheets:
                written.writerow([field.header for field in sheet.fields])
                for row in sheet.rows:
                    written.writerow(
                        [
                            cell
                            if cell is None
                            or (cell.__class__ is str and cell[:1] not in _CARE)
                            or cell.__class__ is int
                            else shown(cell)
                            for cell in row
                        ]
                    )
            text.flush()
        except UnicodeEncodeError as error:
            lacking = error.object[error.start : error.end]
            raise DataError("encoding-lacks", encoding=self._encoding, text=lacking) from error
        finally:
            text.detach()

    def _shown(self, cell: OutputCell) -> str:
        if isinstance(cell, bool):
            return "true" if cell else "false"
        if isinstance(cell, Decimal | float):
            number = f"{cell:f}" if isinstance(cell, Decimal) else repr(cell)
            return number.replace(".", ",") if self._french else number
        if isinstance(cell, date):
            return self._day(cell)
        text = joined(cell) if isinstance(cell, list) else str(cell or "").lstrip("\t\r")
        return f"'{text}" if text.startswith(FORMULA_STARTS) else text

    def _day(self, cell: date) -> str:
        day = f"{cell:%d/%m/%Y}" if self._french else f"{cell:%Y-%m-%d}"
        if not isinstance(cell, datetime):
            return day
        if cell.tzinfo is not None:
            return cell.isoformat()
        if cell.time() == time():
            return day
        return f"{day} {cell:%H:%M:%S}" if cell.second else f"{day} {cell:%H:%M}"


_CARE = frozenset((*FORMULA_STARTS, "\t", "\r"))
