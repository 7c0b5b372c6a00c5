"""The bytes of a text file: unpacked where they are gzipped, and the encoding they are in, never by statistics.

On short French files statistics take cp1252 for cp1250.
"""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from etl.errors import DataError

GZIP = b"\x1f\x8b"
MAX_UNPACKED = 1 << 30
"""Bytes a gzipped file may unfold to (1 GiB)."""

MAX_RATIO = 200
"""How many times a gzipped file may be larger than its packed form, beyond 20 MB."""

_RATIO_FROM = 20 << 20
_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")
"""An accented letter of UTF-8; in cp1252 it would be Ã and a sign that never follows it."""


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


def known_encoding(encoding: str, path: Path) -> str:
    """Return the name of an encoding that was said.

    Raises:
        DataError: there is no such encoding of text.
    """
    try:
        info = codecs.lookup(encoding)
        "".encode(info.name)
    except (LookupError, UnicodeError) as error:
        raise DataError("encoding-unknown", path=path, encoding=encoding) from error
    return info.name


@dataclass(slots=True)
class _Sight:
    """What was seen of a file so far; lines are counted from 1."""

    decoder: codecs.IncrementalDecoder
    line: int = 1
    size: int = 0
    broken: int | None = None
    letter: int | None = None

    def take(self, block: bytes, *, final: bool = False) -> None:
        """Look at some more bytes."""
        if self.letter is None and (found := _UTF8_LETTER.search(block)):
            self.letter = self.line + block.count(b"\n", 0, found.start())
        if self.broken is None:
            try:
                self.decoder.decode(block, final)
            except UnicodeDecodeError as error:
                self.broken = self.line + block.count(b"\n", 0, error.start)
        self.line += block.count(b"\n")
        self.size += len(block)


def detect_encoding(path: Path) -> str:
    """Return the encoding of a file: its BOM's, UTF-16 where its zeros tell, UTF-8 when all of it is, else cp1252.

    Raises:
        DataError: it is damaged, unfolds to far too much, holds NUL bytes or two encodings.
    """
    packed = path.stat().st_size if is_gzipped(path) else None
    with open_binary(path) as file:
        start = file.read(_BLOCK)
        named = next((name for bom, name in _BOMS if start.startswith(bom)), None) or _bare_utf16(start)
        sight = _Sight(codecs.getincrementaldecoder("utf-8")())
        block = start
        while block:
            if named is None and b"\x00" in block:
                line = sight.line + block.count(b"\n", 0, block.index(b"\x00"))
                raise DataError("nul-bytes", path=path, line=line)
            if named is None:
                sight.take(block)
            elif packed is None:
                break
            else:
                sight.size += len(block)
            _refuse_bomb(sight.size, packed, path)
            block = file.read(_BLOCK)
    return named or _told(sight, path)


def _told(sight: _Sight, path: Path) -> str:
    sight.take(b"", final=True)
    if sight.broken is None:
        return "utf-8"
    if sight.letter is not None:
        raise DataError("encoding-mixed", path=path, line=sight.broken, other=sight.letter)
    return "cp1252"


def _bare_utf16(start: bytes) -> str | None:
    """Return UTF-16 without a mark: where Latin letters are, one byte of each two is zero, always the same one."""
    pairs = len(start) // 2
    even, odd = start[: 2 * pairs : 2].count(0), start[1 : 2 * pairs : 2].count(0)
    if pairs and not even and odd * 10 > pairs * 4:
        return "utf-16-le"
    return "utf-16-be" if pairs and not odd and even * 10 > pairs * 4 else None


def _refuse_bomb(size: int, packed: int | None, path: Path) -> None:
    if packed is None:
        return
    if size > MAX_UNPACKED or (size > _RATIO_FROM and size > MAX_RATIO * packed):
        raise DataError("gzip-bomb", path=path, size=f"{size >> 20} MB")
