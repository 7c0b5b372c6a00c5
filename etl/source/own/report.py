"""A report of ours that is read again: what it remembers, and how its file is read without any option."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from etl.core.errors import DataError
from etl.core.results import JsonValue
from etl.sheets.marks.report_mark import first_texts, read_memory
from etl.source.options import ReadOptions, stated
from etl.source.own.headers import memory_in

_FIRST = 1 << 16
"""Bytes searched for the header of a report in CSV."""

_LAYOUT = ("sheet", "header_row", "encoding", "delimiter")
"""Options of the original file that its report does not share."""


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report and its memory: `kind` is what it reports on, `identity` the run's id, or one made for a check."""

    path: Path
    kind: str
    identity: str
    memory: Mapping[str, JsonValue]

    @classmethod
    def at(cls, path: Path) -> Self | None:
        """Return the report at a path, None where the file is none, or cannot be read."""
        if not _is_file(path):
            return None
        memory = read_memory(path) or csv_memory(path) or memory_in(first_texts(path))
        if memory is None:
            return None
        kind, identity = memory.get("kind"), memory.get("id")
        return cls(path, str(kind), str(identity), memory) if kind and identity else None

    @property
    def again(self) -> bool:
        """Whether it is of an import: only what is left to do is read, and never written twice."""
        return self.kind in ("import", "retry") and not self.memory.get("dry")

    @property
    def entity(self) -> str | None:
        """The entity of its rows."""
        entity = self.memory.get("entity")
        return None if entity is None else str(entity)

    @property
    def origin(self) -> str | None:
        """The file that it reports on."""
        file = self.memory.get("file")
        return None if file is None else str(file)

    @property
    def load(self) -> Mapping[str, JsonValue]:
        """The options of the import that it reports on, as the journal stores them."""
        load = self.memory.get("load")
        return load if isinstance(load, dict) else {}

    @property
    def last(self) -> int:
        """The last row of the original file; rows that a person added have higher numbers."""
        last = self.memory.get("last")
        return last if isinstance(last, int) else 0

    @property
    def rows(self) -> int:
        """The rows in the sheet to correct, or in a CSV; 0 where it does not say."""
        rows = self.memory.get("rows")
        return rows if isinstance(rows, int) else 0

    @property
    def words(self) -> frozenset[str]:
        """How the rows were read beside the options: the order of dates, words for nothing."""
        words = self.memory.get("words")
        return frozenset(map(str, words)) if isinstance(words, list) else frozenset()

    @property
    def is_workbook(self) -> bool:
        """Whether it was written as a workbook, of several sheets; one in CSV may be saved as a workbook later."""
        return "sheets" in self.memory

    @property
    def knows_reading(self) -> bool:
        """Whether it remembers how its original file was read; reports in CSV of earlier versions do not."""
        return isinstance(self.memory.get("reading"), dict)

    def reading(self, given: ReadOptions) -> ReadOptions:
        """Return how its original file was read; what is given now counts instead.

        Raises:
            DataError: its memory is damaged.
        """
        stored = self.memory.get("reading")
        if not isinstance(stored, dict):
            return given
        try:
            kept = ReadOptions.from_json(stored)
        except (TypeError, ValueError) as error:
            raise DataError("report-memory-damaged", path=self.path) from error
        if not self.memory.get("dates"):
            codec = replace(kept.codec, date_order=ReadOptions().codec.date_order)
            kept = replace(kept, codec=codec, date_order_said=False)
        return merged_reading(kept, given)


def merged_reading(kept: ReadOptions, given: ReadOptions) -> ReadOptions:
    """Return earlier options of reading, with those of now that are stated or no defaults."""
    usual = ReadOptions()
    changed = stated(given, usual, given.explicit)
    codec = stated(given.codec, usual.codec, given.explicit)
    bare: dict[str, Any] = dict.fromkeys(_LAYOUT)
    return replace(kept, **{**bare, **changed, "lang": given.lang, "codec": replace(kept.codec, **codec)})


def _is_file(path: Path) -> bool:
    """Tell whether a path is a file: reading a pipe would wait for its writer; opening the table says what it is."""
    try:
        return path.is_file()
    except OSError:
        return False


def csv_memory(path: Path) -> dict[str, JsonValue] | None:
    """Return what a report in CSV remembers, by its header; None for any other file."""
    return next((memory for text in first_bytes(path) if (memory := memory_in(text)) is not None), None)


def first_bytes(path: Path) -> list[str]:
    """Return the beginning of a file as text, in the encodings that a report may have; nothing where it is none."""
    if not _is_file(path):
        return []
    try:
        with path.open("rb") as file:
            start = file.read(_FIRST)
    except (OSError, ValueError):
        return []  # opening the table says why
    return [start.decode(encoding, "replace") for encoding in ("utf-8", "utf-16")]
