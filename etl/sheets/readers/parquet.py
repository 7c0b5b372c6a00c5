"""Parquet files, through pyarrow where it is installed: it is an extra, since few people have such files."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from etl.core.errors import ConfigError, DataError
from etl.sheets.readers.body import Body
from etl.sheets.readers.jsonlines import cell
from etl.sheets.readers.table import Block, Layout, Table, clean_headers

MAGIC = b"PAR1"


def open_parquet(path: Path, *, chunk_rows: int) -> Table:
    """Open a Parquet file; its first row is row 1.

    Raises:
        ConfigError: pyarrow is not installed.
        DataError: the file is damaged or empty.
    """
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError as error:
        raise ConfigError("extra-missing", what=path.name, library="pyarrow", extra="parquet") from error
    with _Reading(path):
        file = parquet.ParquetFile(path)
        names, count = list(file.schema_arrow.names), int(file.metadata.num_rows)
    if not count:
        raise DataError("table-empty", path=path, line=0)

    def blocks(size: int) -> Iterator[Block]:
        number = 1
        batches = parquet.ParquetFile(path).iter_batches(batch_size=size)
        while True:
            with _Reading(path):
                batch = next(batches, None)
                if batch is None:
                    return
                columns = [[cell(value) for value in column.to_pylist()] for column in batch.columns]
            rows = list(zip(*columns, strict=True))
            yield range(number, number + len(rows)), rows
            number += len(rows)

    headers = clean_headers(names, path=path, line=0)
    layout = Layout(path=str(path), format="parquet", header_row=0, title_lines=0, size=path.stat().st_size)
    return Table(layout, Body(path, 0, headers), blocks, chunk_rows, total_rows=count)


class _Reading:
    """Turns what pyarrow raises on a damaged file into a `DataError`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError | ValueError | KeyError | NotImplementedError | TypeError):
            message = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise DataError("workbook-broken", path=self._path, said=message) from error
