"""Standard input saved to a file, since a table is read more than once; its first bytes tell its format."""

import shutil
from pathlib import Path
from typing import BinaryIO

from etl.core.errors import DataError
from etl.sheets.readers.opening import kind_of

MAX_INPUT = 1 << 30
"""Bytes of standard input that are kept (1 GiB)."""

_BLOCK = 1 << 20


def buffered_stdin(stream: BinaryIO, folder: Path, *, limit: int = MAX_INPUT) -> Path:
    """Write a stream to a file of a folder, named for its format, and return its path.

    Raises:
        DataError: it is empty, larger than the limit, or not a table.
    """
    path = folder / "standard-input"
    left = limit
    with path.open("wb") as file:
        while block := stream.read(min(_BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                raise DataError("input-too-large", path="-", size=limit >> 20)
            file.write(block)
    named = path.with_name(f"{path.name}.{kind_of(path)}")
    shutil.move(path, named)
    return named
