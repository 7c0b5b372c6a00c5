"""`left_out.csv`: every record left out with its cause and the cells of its own file, to be corrected and imported.

Records of all files stand in it; the columns of their files are united by header. A column of ours says which run each
row belongs to: importing the list is importing the correction of each of these runs.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.mapping.column_names import OURS
from etl.messages import Lang, text
from etl.reports.proof.source_file import SourceFile
from etl.reports.proof.units import Unit
from etl.reports.proof.values import CauseGroup, LeftOut, Proof
from etl.reports.proof.wording import Wording
from etl.sheets import Cell, as_plain_text, atomic_write
from etl.source.own.left_out import is_list_as_written, list_mark, row_digest

LEFT_OUT_NAME = "left_out.csv"

_HEADS = (
    "letter",
    "title",
    "fix",
    "type",
    "old-id",
    "name",
    "owner",
    "amount",
    "currency",
    "cause-file",
    "cause-row",
)

Header = tuple[str, int]
"""A header, and which of its name it is in its file, from 0."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of all files, each once: `places` are those of a file's own columns."""

    united: Mapping[Header, int]
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, files: Iterable[SourceFile]) -> "_Columns":
        united: dict[Header, int] = {}
        places: dict[str, list[int]] = {}
        for file in files:
            headers = [*numbered(file.headers)]
            places[file.run.run_id] = [united.setdefault(header, len(united)) for header in headers]
        return cls(united, places)

    def cells(self, record: LeftOut) -> list[Cell]:
        """Return the cells of a record in the united columns."""
        line: list[Cell] = [None] * len(self.united)
        for place, cell in zip(self.places[record.run_id], record.cells, strict=False):
            line[place] = cell
        return line


def numbered(headers: Sequence[str]) -> list[Header]:
    """Return headers with which of its name each is."""
    seen: Counter[str] = Counter()
    listed: list[Header] = []
    for header in headers:
        listed.append((header, seen[header]))
        seen[header] += 1
    return listed


def write_left_out(
    folder: Path, proof: Proof, files: Sequence[tuple[Unit, SourceFile]], *, lang: Lang
) -> Path | None:
    """Write the list into a folder; without records there is none, and an untouched one of an earlier proof is removed.

    A list that a person changed is never replaced: the new one has a number.

    Raises:
        DataError: it cannot be written there.
    """
    place, number = folder / LEFT_OUT_NAME, 1
    while place.exists() and not is_list_as_written(place):
        number += 1
        place = folder / LEFT_OUT_NAME.replace(".", f"-{number}.")
    if not proof.counts.groups:
        place.unlink(missing_ok=True)
        return None
    used = {record.run_id for record in proof.counts.records}
    readings = {file.run.run_id: file.reading for _, file in files}
    columns = _Columns.of(file for _, file in files if file.run.run_id in used)
    words = Wording(lang)
    body = _lines(
        _line(
            _ours(group, record, words), f"{record.run_id} {readings[record.run_id]}", columns.cells(record)
        )
        for group in proof.counts.groups
        for record in group.records
    )
    heads = [f"{OURS} {text('book-head-row', lang=lang).lower()}"]
    heads += [f"{OURS} {words.phrase(f'head-{name}').lower()}" for name in _HEADS]
    digest = hashlib.blake2b(body, digest_size=8).hexdigest()
    mark = list_mark(proof.runs[-1], digest)
    head = _lines([[*heads, mark, *(as_plain_text(header) for header, _ in columns.united)]])
    with atomic_write(place) as written:
        written.write_bytes(b"\xef\xbb\xbf" + head + body)
    return place


def _line(ours: Sequence[Cell], mark: str, cells: Sequence[Cell]) -> list[Cell]:
    """Return a line; its mark holds a digest of its cells, by which a change is seen."""
    shown = [as_plain_text(cell) if isinstance(cell, str) else cell for cell in cells]
    return [*ours, f"{mark} {row_digest(cells)}", *shown]


def _ours(group: CauseGroup, record: LeftOut, words: Wording) -> list[Cell]:
    texts = [
        group.letter,
        words.message(record.problem) if record.at_fault else words.reason(record),
        words.fix(record.problem),
        record.kind,
        record.legacy_id,
        record.name,
        record.owner,
    ]
    amount = None if record.amount is None else str(record.amount)
    return [
        record.row,
        *(as_plain_text(cell) for cell in texts),
        amount,
        record.currency,
        as_plain_text(record.cause_file),
        record.cause_row,
    ]


def _lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")
