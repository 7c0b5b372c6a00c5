"""JSON lines: an object a row, its keys the headers; dates in ISO 8601, empty cells null."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from etl.sheets.writers.shape import SheetRows


class JsonLinesWriter:
    """Writes one sheet as JSON lines, in UTF-8."""

    cut = 0

    def write(self, stream: BinaryIO, sheets: Sequence[SheetRows]) -> None:
        """Write the rows."""
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
        for sheet in sheets:
            headers = [field.header for field in sheet.fields]
            for row in sheet.rows:
                line = encode(dict(zip(headers, row, strict=True)))
                stream.write(line.encode("utf-8", "backslashreplace") + b"\n")


def _plain(value: object) -> object:
    """Return a value of a type that JSON does not have as JSON."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
