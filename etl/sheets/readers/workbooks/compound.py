"""A compound file ([MS-CFB], the shell of an xls) written anew around one stream.

The reader of workbooks follows the chains of a damaged shell in circles until the memory is full; in a shell of ours
there is one chain, and nothing of what else the file held (macros, objects).
"""

import struct

SECTOR = 4096
_FREE, _END, _IS_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_IN_HEADER = 109
"""Entries of allocation sectors in the header: 109 cover 456 MB."""


def compound(name: str, data: bytes) -> bytes:
    """Return a compound file with one stream of at most 256 MB."""
    count = max(-(-len(data) // SECTOR), 1)
    tables = -(-(count + 2) // (SECTOR // 4 - 1))
    first = count + 1
    fat = [*range(1, count), _END, _END, *[_IS_FAT] * tables]
    fat += [_FREE] * (tables * SECTOR // 4 - len(fat))
    places = [*range(first, first + tables), *[_FREE] * (_IN_HEADER - tables)]
    head = struct.pack(
        "<8s16x5H6x9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, count, 0, SECTOR, _END, 0, _END, 0),
        *places,
    )
    # There are no small streams; a reader wants the place of theirs to be a sector all the same.
    root = _entry("Root Entry", kind=5, child=1, start=count, size=0)
    stream = _entry(name, kind=2, child=_FREE, start=0, size=count * SECTOR)
    parts = (head, data.ljust(count * SECTOR, b"\0"), root + stream, struct.pack(f"<{len(fat)}I", *fat))
    return b"".join(part.ljust(-(-len(part) // SECTOR) * SECTOR, b"\0") for part in parts)


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    """Return an entry of the directory; it has no siblings."""
    coded = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBB3I16xI16xIQ", coded, len(coded), kind, 1, _FREE, _FREE, child, 0, start, size)
