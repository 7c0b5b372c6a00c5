"""Files that deliveries are appended to: JSON lines, or a CSV whose cells no program takes for formulas.

A line is on disk before its delivery counts as processed. A line that a crash cut is removed at the next start,
and written again from the inbox.
"""

import csv
import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from etl.core.errors import ConfigError, DataError, EtlError
from etl.core.results import JsonValue
from etl.messages import Lang
from etl.webhooks.delivery import Delivery

COLUMNS = (
    "received", "event", "kind", "record_id", "third_type", "at", "owner", "digest", "content", "record", "problem",
)  # fmt: skip
"""Keys of a line, headers of a table."""

_DIGEST = COLUMNS.index("digest")
DELIMITERS: dict[Lang, str] = {"fr": ";", "en": ","}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_TAIL = 1 << 26


@dataclass(frozen=True, slots=True)
class Handled:
    """A processed delivery: with the record it names as Sellsy holds it, or the problem of reading it."""

    delivery: Delivery
    record: JsonValue = None
    problem: EtlError | str | None = None

    def values(self) -> dict[str, JsonValue]:
        """Return the keys of a line."""
        delivery = self.delivery
        return {
            "received": delivery.received.isoformat(timespec="milliseconds"),
            "event": delivery.id,
            "kind": delivery.kind,
            "record_id": delivery.record_id,
            "third_type": delivery.third_type,
            "at": delivery.at.isoformat() if delivery.at else None,
            "owner": delivery.owner,
            "digest": delivery.digest,
            "content": dict(delivery.content),
            "record": self.record,
            "problem": None if self.problem is None else str(self.problem),
        }

    def cells(self) -> list[str | int | None]:
        """Return the cells of a row: other values than text and numbers are written as JSON."""
        return [_cell(self.values()[name]) for name in COLUMNS]


def _cell(value: JsonValue) -> str | int | None:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value if value is None or isinstance(value, int) else " ".join(str(value).split())


class Outlet(Protocol):
    """The output of deliveries."""

    def last_digest(self) -> str | None:
        """Return the digest of the last delivery written, None when there is none; repairs a cut line."""

    def write(self, handled: Handled) -> None:
        """Append a delivery durably."""

    def close(self) -> None:
        """Close the file."""


class _Lines:
    """A text file with a line per delivery; `open` raises a DataError where it cannot be written."""

    encoding: ClassVar[str] = "utf-8"

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b")
        except OSError as error:
            raise DataError("file-unwritable", path=path, said=error.strerror or str(error)) from error

    def _append(self, text: str) -> None:
        try:
            self._file.write(text.encode(self.encoding))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise DataError("file-unwritable", path=self.path, said=error.strerror or str(error)) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _size(self) -> int:
        return self._file.seek(0, os.SEEK_END)

    def _tail(self) -> tuple[bytes | None, bytes]:
        """Return the last complete line (None when there is none) and the text that a crash left after it."""
        size = self._size()
        block = 1 << 16
        while True:
            start = max(0, size - block)
            self._file.seek(start)
            lines = self._file.read().split(b"\n")
            if len(lines) > 2 or start == 0 or block >= _TAIL:
                whole = lines[-2] if len(lines) > 1 else None
                return whole, lines[-1]
            block *= 4

    def _cut(self, length: int) -> None:
        self._file.truncate(self._size() - length)


class JsonLines(_Lines):
    """A JSON object per line."""

    _BEGINS = b'{"received":'

    def last_digest(self) -> str | None:
        """Return the digest of the last line; a line that was cut is removed.

        Raises:
            ConfigError: the file holds another program's lines.
        """
        whole, rest = self._tail()
        if rest and not rest.startswith(self._BEGINS[: len(rest)]):
            raise ConfigError("watch-out-foreign", path=self.path)
        if rest:
            self._cut(len(rest))
        return None if whole is None else _digest(_json(whole))

    def write(self, handled: Handled) -> None:
        """Append a line."""
        kept = {key: value for key, value in handled.values().items() if value is not None}
        self._append(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n")


class Csv(_Lines):
    """A table for spreadsheet programs: UTF-8 with a byte order mark, a row per delivery."""

    def __init__(self, path: Path, *, lang: Lang) -> None:
        super().__init__(path)
        self._mark = DELIMITERS[lang]

    def last_digest(self) -> str | None:
        """Return the digest of the last row; writes the headers, removes a row that was cut.

        Raises:
            ConfigError: the file holds another program's rows.
        """
        if self._size() == 0:
            self._append("\ufeff" + _row(COLUMNS, self._mark))
            return None
        self._file.seek(0)
        head = self._file.readline().decode(self.encoding, "replace").lstrip("\ufeff").rstrip("\r\n")
        marks = [mark for mark in DELIMITERS.values() if head == mark.join(COLUMNS)]
        if not marks:
            raise ConfigError("watch-out-foreign", path=self.path)
        self._mark = marks[0]
        whole, rest = self._tail()
        if rest:
            self._cut(len(rest))
        # No cell before the digest contains a delimiter or a quote, whatever follows it.
        cells = [] if whole is None else whole.split(self._mark.encode(), _DIGEST + 1)
        return cells[_DIGEST].decode("ascii", "replace") if len(cells) > _DIGEST else None

    def write(self, handled: Handled) -> None:
        """Append a row."""
        self._append(_row(handled.cells(), self._mark))


def _row(cells: Sequence[str | int | None], mark: str) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, delimiter=mark, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: str | int | None) -> str | int | None:
    """Return a cell that no spreadsheet program takes for a formula."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULAS) else cell


def _json(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _digest(document: Any) -> str | None:
    digest = document.get("digest") if isinstance(document, dict) else None
    return digest if isinstance(digest, str) else None
