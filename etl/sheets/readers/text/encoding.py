"""Detect the encoding of a text file, without statistics: on short French files they take cp1252 for cp1250."""

import codecs
from pathlib import Path

from etl.core.errors import DataError
from etl.sheets.readers.text.eight_bit import eight_bit
from etl.sheets.readers.text.stored import BLOCK, is_gzipped, line_at, open_binary

MAX_UNPACKED = 1 << 30
"""Bytes a gzipped file may unfold to (1 GiB)."""

MAX_RATIO = 200
"""How many times a gzipped file may be larger than its packed form, beyond 20 MB."""

_RATIO_FROM = 20 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def known_encoding(encoding: str, path: Path) -> str:
    """Return the Python name of the encoding that the user named.

    Raises:
        DataError: there is no such text encoding.
    """
    try:
        info = codecs.lookup(encoding)
        "".encode(info.name)
    except (LookupError, UnicodeError) as error:
        raise DataError("encoding-unknown", path=path, encoding=encoding) from error
    return info.name


def detect_encoding(path: Path) -> str:
    """Return the encoding of a file: its BOM's, UTF-16 where its zeros tell, UTF-8 when all of it is, else cp1252.

    Raises:
        DataError: it is damaged, unfolds to far too much, holds NUL bytes or two encodings, or is in an old one that
            the user must name.
    """
    packed = path.stat().st_size if is_gzipped(path) else None
    decoder = codecs.getincrementaldecoder("utf-8")()
    size, is_utf8 = 0, True
    with open_binary(path) as file:
        block = file.read(BLOCK)
        named = next((name for bom, name in _BOMS if block.startswith(bom)), None) or _bare_utf16(block)
        while block:
            if named is None and b"\x00" in block:
                line = line_at(path, size + block.index(b"\x00"))
                raise DataError("nul-bytes", path=path, line=line)
            if named is not None and packed is None:
                break
            if named is None and is_utf8:
                is_utf8 = _decodes(decoder, block)
            size += len(block)
            _refuse_bomb(size, packed, path)
            block = file.read(BLOCK)
    if named is not None:
        return named
    return "utf-8" if is_utf8 and _decodes(decoder, b"", final=True) else eight_bit(path)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


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
        raise DataError("gzip-bomb", path=path, size=size >> 20)
