"""Opening any file: what it is is told by its first bytes, not by its name."""

from pathlib import Path

from etl.errors import DataError
from etl.sheets.delimited import open_delimited
from etl.sheets.excel import list_workbook_sheets, open_workbook
from etl.sheets.table import Known, Table

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = {".xlsx": "xlsx", ".xlsm": "xlsx", ".ods": "ods"}


def open_table(
    path: Path,
    *,
    known: Known | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    chunk_rows: int = 50_000,
) -> Table:
    """Open the table of a file.

    `known` tells whether a header cell names a known column; it finds the header below title lines and the
    right sheet. The rest overrides what would be detected.

    Raises:
        DataError: the file cannot be read, with the reason and what to do.
    """
    kind = kind_of(path)
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
        path, format=kind, known=known, sheet=sheet, header_row=header_row, chunk_rows=chunk_rows
    )


def list_sheets(path: Path) -> list[str]:
    """Return the names of a workbook's sheets; none for a CSV.

    Raises:
        DataError: the file cannot be read.
    """
    return [] if kind_of(path) == "csv" else list_workbook_sheets(path)


def kind_of(path: Path) -> str:
    """Return "csv", "xlsx", "xls" or "ods".

    Raises:
        DataError: there is no such file, it is empty, or it is not what its name says.
    """
    start = _start(path)
    suffix = path.suffix.lower()
    if start.startswith(_ZIP):
        if suffix not in _ZIPPED:
            raise DataError("suffix-wrong", path=path, said=suffix or "-", found=".xlsx")
        return _ZIPPED[suffix]
    if start.startswith(_OLE):
        if suffix == ".xls":
            return "xls"
        code = "workbook-password" if _is_encrypted(path) else "suffix-wrong"
        raise DataError(code, path=path, said=suffix or "-", found=".xls")
    if suffix in (*_ZIPPED, ".xls"):
        head = start.lstrip().lower()
        found = "HTML" if head.startswith((b"<html", b"<!doctype", b"<table")) else "CSV"
        raise DataError("suffix-wrong", path=path, said=suffix, found=found)
    return "csv"


def _start(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DataError("file-directory", path=path)
        with path.open("rb") as file:
            start = file.read(1024)
    except FileNotFoundError as error:
        raise DataError("file-absent", path=path) from error
    except OSError as error:
        raise DataError("file-unreadable", path=path, said=error.strerror or str(error)) from error
    if not start.strip(b"\x00 \t\r\n") and path.stat().st_size <= len(start):
        raise DataError("file-empty", path=path)
    return start


def _is_encrypted(path: Path) -> bool:
    """Tell whether an OLE file is an encrypted workbook: its directory names the package (MS-OFFCRYPTO)."""
    wanted = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        return wanted in file.read(1 << 20)
