"""Open any file, by its first bytes rather than its name."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from stat import S_ISREG

from etl.core.batching import batched
from etl.core.errors import DataError
from etl.sheets.readers.body import Body
from etl.sheets.readers.jsonlines import open_jsonlines
from etl.sheets.readers.parquet import MAGIC, open_parquet
from etl.sheets.readers.table import Block, Cell, Known, Layout, Table
from etl.sheets.readers.text.delimited import open_delimited
from etl.sheets.readers.text.stored import GZIP, open_binary
from etl.sheets.readers.workbooks.excel import list_workbook_sheets, open_workbook
from etl.sheets.readers.workbooks.package import Package

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xlsb": "xlsb", ".ods": "ods"}
_WORKBOOKS = ("xlsx", "xlsb", "xls", "ods")
_JSON = (".jsonl", ".ndjson", ".json")
_TEXTS = (".csv", ".tsv", ".txt", ".tab")
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"SQLite format 3", "SQLite"),
)
_MARKUP = (
    (b"<html", "HTML"),
    (b"<!doctype", "HTML"),
    (b"<table", "HTML"),
    (b"<?xml", "XML"),
    (b"<workbook", "XML"),
)
_NEAR = 0.75
"""Similarity (0-1) from which the name of another file may be meant."""

_READ = frozenset({*_ZIPPED, ".xls", ".parquet", *_JSON, *_TEXTS})
"""Suffixes of files that may be meant."""

_HEAD = 1024
_IS_ENCRYPTED = re.compile(r"<(?:\w+:)?encryption-data\b").search
"""What the manifest of an OpenDocument says of each part that a password hides."""

_IS_WORKBOOK = re.compile(rb"<(?:\w+:)?workbook\b").search


def open_table(
    path: Path,
    *,
    known: Known | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    skip_hidden: bool = False,
    chunk_rows: int = 50_000,
) -> Table:
    """Open the table of a file.

    `known` tells whether a header cell names a known column; it finds the header below title lines and the
    right sheet. `skip_hidden` leaves hidden rows out. The rest
    overrides what would be detected.

    Raises:
        DataError: the file cannot be read, with the reason and what to do.
    """
    kind = kind_of(path)
    if kind == "jsonl":
        return open_jsonlines(path, encoding=encoding, chunk_rows=chunk_rows)
    if kind == "parquet":
        return open_parquet(path, chunk_rows=chunk_rows)
    if kind == "csv":
        return open_delimited(
            path,
            known=known,
            header_row=header_row,
            encoding=encoding,
            delimiter=delimiter,
            chunk_rows=chunk_rows,
        )
    return open_workbook(
        path,
        format=kind,
        known=known,
        sheet=sheet,
        header_row=header_row,
        skip_hidden=skip_hidden,
        chunk_rows=chunk_rows,
    )


def table_of(
    layout: Layout, headers: Sequence[str], lines: Sequence[tuple[int, Sequence[Cell]]], chunk_rows: int
) -> Table:
    """Return the table of rows that were read already, by their numbers."""

    def blocks(size: int) -> Iterator[Block]:
        for part in batched(lines, size):
            yield [number for number, _ in part], [cells for _, cells in part]

    body = Body(Path(layout.path), layout.header_row, tuple(headers), stated=True)
    return Table(layout, body, blocks, chunk_rows, total_rows=len(lines))


def list_sheets(path: Path) -> list[str]:
    """Return the names of a workbook's sheets; none for any other file.

    Raises:
        DataError: the file cannot be read.
    """
    kind = kind_of(path)
    return list_workbook_sheets(path, format=kind) if kind in _WORKBOOKS else []


def kind_of(path: Path) -> str:
    """Return "csv", "xlsx", "xlsb", "xls", "ods", "jsonl" or "parquet".

    Raises:
        DataError: there is no such file, it is empty, or it is not what its name says.
    """
    start = _start(path)
    suffix = path.suffix.lower()
    if start.startswith(_ZIP):
        return _zipped(path, suffix)
    if start.startswith(_OLE):
        if suffix in ("", ".xls") and not _is_encrypted(path):
            return "xls"
        code = "workbook-password" if _is_encrypted(path) else "suffix-wrong"
        raise DataError(code, path=path, said=suffix or "-", found=".xls")
    if start.startswith(MAGIC):
        return "parquet"
    if start.startswith(GZIP):
        return _gzipped(path)
    return _text_kind(start, suffix, path)


def _zipped(path: Path, suffix: str) -> str:
    """Return what an archive is: what its name says, where it holds that."""
    kind = _in_archive(path)
    if kind not in _WORKBOOKS:
        raise DataError("file-foreign", path=path, found=kind)
    if suffix and _ZIPPED.get(suffix) != kind:
        raise DataError("suffix-wrong", path=path, said=suffix, found=f".{kind}")
    return kind


def _in_archive(path: Path) -> str:
    try:
        with Package(path) as archive:
            names = set(archive.namelist())
            kind = archive.start("mimetype", _HEAD)
            book = archive.book
            top = archive.start(book, _HEAD)
            is_locked = _IS_ENCRYPTED(archive.xml("META-INF/manifest.xml"))
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
    ) as error:
        raise DataError("workbook-broken", path=path, said=str(error)) from error
    if is_locked:
        raise DataError("workbook-password", path=path)
    if b"opendocument" in kind:
        return "ods" if b"spreadsheet" in kind else "OpenDocument"
    if book.endswith("workbook.bin"):
        return "xlsb"
    if _IS_WORKBOOK(top) or any(name.startswith("xl/") for name in names):
        return "xlsx"
    for folder, word in (("word/", "Word"), ("ppt/", "PowerPoint"), ("Index/", "Numbers")):
        if any(name.startswith(folder) for name in names):
            return word
    return "ods" if "content.xml" in names else "ZIP"


def _gzipped(path: Path) -> str:
    with open_binary(path) as file:
        start = file.read(_HEAD)
    if start.startswith((_ZIP, _OLE, MAGIC, GZIP)):
        raise DataError("file-foreign", path=path, found="gzip")
    return _text_kind(start, Path(path.stem).suffix.lower(), path)


def _text_kind(start: bytes, suffix: str, path: Path) -> str:
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = head.lower()
    kind = next((word for mark, word in (*_FOREIGN, *_MARKUP) if lower.startswith(mark.lower())), None)
    if suffix in (*_ZIPPED, ".xls"):
        raise DataError("suffix-wrong", path=path, said=suffix, found=kind or "CSV")
    if kind:
        raise DataError("file-foreign", path=path, found=kind)
    if suffix in _JSON or (suffix not in _TEXTS and head.startswith(b"{")):
        return "jsonl"
    return "csv"


def _near_file(path: Path) -> Path | None:
    """Return the file of the folder whose name is nearest to a missing one, if one is near."""
    try:
        others = [other for other in path.parent.iterdir() if other.is_file() and not _is_lock(other)]
    except OSError:
        return None
    stems = {other.stem.lower(): other for other in others if other.suffix.lower() in _READ}
    near = get_close_matches(path.stem.lower(), stems, n=1, cutoff=_NEAR)
    return stems[near[0]] if near else None


def _is_lock(path: Path) -> bool:
    """Tell whether a file is what Excel or LibreOffice writes beside a workbook that is open."""
    return path.name.startswith(("~$", ".~lock."))


def _start(path: Path) -> bytes:
    if re.match(r"https?:/", str(path)):
        raise DataError("file-address", path=path)
    if _is_lock(path):
        raise DataError("file-lock", path=path)
    try:
        if path.is_dir():
            raise DataError("file-directory", path=path)
        if not S_ISREG(path.stat().st_mode):
            raise DataError("file-special", path=path)
        with path.open("rb") as file:
            start = file.read(_HEAD)
    except FileNotFoundError as error:
        near = _near_file(path)
        code = "file-near" if near else "file-absent"
        raise DataError(code, path=path, nearest=near) from error
    except (OSError, ValueError) as error:
        raise DataError(
            "file-unreadable", path=path, said=getattr(error, "strerror", "") or str(error)
        ) from error
    if not start.strip(b"\x00 \t\r\n") and path.stat().st_size <= len(start):
        raise DataError("file-empty", path=path)
    return start


def _is_encrypted(path: Path) -> bool:
    """Tell whether an OLE file is an encrypted workbook: its directory names the package (MS-OFFCRYPTO)."""
    wanted = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        return wanted in file.read(1 << 20)
