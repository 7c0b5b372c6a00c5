"""The bytes of a text file: unpacked where gzipped, in blocks, with their line numbers."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import AnyStr, BinaryIO, cast

from etl.core.errors import DataError

GZIP = b"\x1f\x8b"
BLOCK = 1 << 20
"""Bytes of a block."""


@contextmanager
def open_binary(path: Path) -> Iterator[BinaryIO]:
    """Open the bytes of a file, unpacked where it is gzipped.

    Raises:
        DataError: the packed file is damaged.
    """
    try:
        with path.open("rb") as packed:
            start = packed.read(len(GZIP))
            packed.seek(0)
            if start != GZIP:
                yield packed
                return
            with gzip.GzipFile(fileobj=packed) as unpacked:
                yield cast("BinaryIO", unpacked)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DataError("gzip-broken", path=path, said=str(error)) from error


def is_gzipped(path: Path) -> bool:
    """Tell whether a file is gzipped."""
    with path.open("rb") as file:
        return file.read(len(GZIP)) == GZIP


def line_at(path: Path, offset: int) -> int:
    """Return the line, as people see it, of a byte of a file in which line ends are single bytes."""
    line, rest = 1, b""
    with open_binary(path) as file:
        while offset > 0 and (block := file.read(min(BLOCK, offset))):
            offset -= len(block)
            count, rest = _breaks(rest + block)
            line += count
    return line + len(rest)


def wrong_line(path: Path, encoding: str) -> int:
    """Return the line of the first bytes that are not in an encoding; the last line where all of them are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, rest = 1, ""
    with open_binary(path) as file:
        while block := file.read(BLOCK):
            before = decoder.getstate()
            try:
                text, wrong = decoder.decode(block), False
            except UnicodeError:
                decoder.setstate(before)
                text, wrong = _decoded_start(decoder, block), True
            count, rest = _breaks(rest + text)
            line += count
            if wrong:
                break
    return line + len(rest)


def _decoded_start(decoder: codecs.IncrementalDecoder, block: bytes) -> str:
    """Return the text of a block up to what cannot be decoded."""
    made: list[str] = []
    for at in range(len(block)):
        try:
            made.append(decoder.decode(block[at : at + 1]))
        except UnicodeError:
            break
    return "".join(made)


def _breaks(text: AnyStr) -> tuple[int, AnyStr]:
    """Return the count of line ends in a text, and the last characters that may continue in the next text.

    CR, LF, CR LF and CR CR LF end one line each.
    """
    cr, lf = ("\r", "\n") if isinstance(text, str) else (b"\r", b"\n")
    kept = min(len(text) - len(text.rstrip(cr)), 2)
    whole = text[: len(text) - kept]
    count = whole.count(lf) + whole.count(cr) - whole.count(cr + lf) - whole.count(cr + cr + lf)
    return count, text[len(text) - kept :]
