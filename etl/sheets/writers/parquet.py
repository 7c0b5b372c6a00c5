"""Parquet, with typed columns: dates, moments in UTC, numbers, lists; needs pyarrow, the extra `parquet`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from etl.core.errors import DataError
from etl.sheets.writers.shape import Field, OutputCell, SheetRows

_GROUP = 20_000
"""Rows of a row group."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

_TYPES = {
    "text": pa.string(),
    "number": pa.float64(),
    "decimal": pa.decimal128(38, 10),
    "integer": pa.int64(),
    "date": pa.date32(),
    "moment": pa.timestamp("ms", tz="UTC"),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
    "integers": pa.list_(pa.int64()),
}


class ParquetWriter:
    """Writes one sheet as Parquet."""

    cut = 0

    def write(self, stream: BinaryIO, sheets: Sequence[SheetRows]) -> None:
        """Write the rows.

        Raises:
            DataError: a value is not of its column's type.
        """
        for sheet in sheets:
            schema = pa.schema([(field.header, _TYPES[field.kind]) for field in sheet.fields])
            rows = iter(sheet.rows)
            with pq.ParquetWriter(stream, schema) as file:
                while group := list(islice(rows, _GROUP)):
                    columns = zip(*group, strict=True)
                    arrays = [_array(*pair) for pair in zip(sheet.fields, columns, strict=True)]
                    file.write_batch(pa.record_batch(arrays, schema=schema))


def _array(field: Field, cells: Sequence[OutputCell]) -> Any:
    values: Sequence[Any] = cells
    if field.kind == "number":
        values = [float(cell) if isinstance(cell, Decimal) else cell for cell in cells]
    elif field.kind == "moment":
        values = [_instant(cell) if isinstance(cell, datetime) else cell for cell in cells]
    elif field.kind == "text":
        values = [cell if cell is None else str(cell) for cell in cells]
    try:
        if field.kind == "moment":
            return pa.array(values, type=pa.int64()).cast(_TYPES[field.kind])
        return pa.array(values, type=_TYPES[field.kind])
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, ValueError) as error:
        raise DataError("parquet-type", column=field.header, kind=field.kind, said=str(error)) from error


def _instant(moment: datetime) -> int:
    """Return the milliseconds of a moment since 1970: given moments, pyarrow forgets their offset now and then."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return (moment - _EPOCH) // _MILLISECOND
