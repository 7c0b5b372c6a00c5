"""Import the corrected list of what a migration left out: each row as the correction of the run that left it out.

The rows of a file become the correction report of its run, beside the list, and are imported as such a report is:
nothing is created twice, and rows linked to one another are imported in the order of the pipeline. Then the proof is
written again.
"""

import csv
import hashlib
import io
import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.commands.pipeline.pipelines import importable
from etl.commands.pipeline.proof.proving import Migration, Proved, prove
from etl.commands.run.earlier_run import read_options
from etl.commands.run.importing import ImportFileOptions, import_file
from etl.commands.session import Session
from etl.core.errors import ConfigError, DataError
from etl.core.results import Problem, RunResult
from etl.journal import Journal, RunRecord
from etl.mapping.column_names import OURS
from etl.messages import text
from etl.pipeline import Pipeline, read_pipeline
from etl.reports.proof import SourceFile, pipeline_runs
from etl.sheets import as_plain_text, atomic_write
from etl.source.options import Confirm
from etl.source.own.headers import memory_header
from etl.source.own.left_out import LeftOutList, ListedRow, is_list

_SHADOWED = frozenset({"legacy-id-twice", "merged-twice", "same-record", "same-creation"})
"""Codes of the problems of rows that an earlier row of their file came before: alone they would change its record."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a list: the correction of each run in the order of the pipeline, and the new proof."""

    results: tuple[RunResult, ...]
    proved: Proved

    @property
    def exit_code(self) -> int:
        """0 when every row is fine, else 1."""
        return max((result.exit_code for result in self.results), default=0)


@dataclass(slots=True)
class Shadows:
    """Tells rows that would change the record of an earlier row of their file if they were imported as they are."""

    journal: Journal
    headers: Sequence[str]
    left: int = 0

    def takes(self, row: ListedRow) -> bool:
        """Tell whether a row is to be imported; others are counted."""
        number = int(row.row) if row.row.isdecimal() else 0
        problems = [
            problem
            for stored in self.journal.rows.at(row.run_id, [number])
            for problem in stored.problems
            if problem.code in _SHADOWED
        ]
        left = any(not self._is_corrected(row, problem) for problem in problems)
        self.left += left
        return not left

    def _is_corrected(self, row: ListedRow, problem: Problem) -> bool:
        if problem.column is None or problem.value is None or problem.column not in self.headers:
            return row.is_changed
        return str(row.cells[self.headers.index(problem.column)] or "").strip() != problem.value


def is_left_out(path: Path) -> bool:
    """Tell whether a file is the list of what a migration left out."""
    return is_list(path)


def import_left_out(session: Session, path: Path, *, confirm: Confirm | None = None) -> Corrected:
    """Import the rows of a corrected list, then write the proof of the migration again.

    Raises:
        ConfigError: the journal does not know the migration, or its pipeline file is gone.
        DataError: the list cannot be read, or lost a column of ours.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    journal = session.journal
    listed = LeftOutList.at(path)
    if listed is None:
        raise DataError("report-columns-gone", path=path)
    whole = pipeline_runs(journal, journal.runs.find(listed.run_id))[-1]
    pipeline = _pipeline(whole)
    by_run: dict[str, list[ListedRow]] = defaultdict(list)
    shadows = Shadows(journal, listed.headers)
    for row in listed.rows:
        if shadows.takes(row):
            by_run[row.run_id].append(row)
    if shadows.left:
        session.observer.note("note-list-shadow", count=shadows.left)
    if listed.added:
        session.observer.note("note-list-added", count=listed.added)
    runs = sorted((journal.runs.find(run_id) for run_id in by_run), key=lambda run: run.started_at)
    results: list[RunResult] = []
    with importable(pipeline.folder):
        for run in runs:
            part = _part(path, run, listed, by_run[run.run_id], journal)
            with session.another() as own:
                results.append(import_file(own, part, ImportFileOptions(confirm=confirm)))
        session = session.preferring(pipeline.profile)
        migration = Migration(session, pipeline, whole, pipeline.lang or session.lang)
        proved = prove(migration, lambda: session.another(lang=migration.lang))
    return Corrected(tuple(results), proved)


def _pipeline(whole: RunRecord) -> Pipeline:
    """Return the pipeline of a run, as its file is now.

    Raises:
        ConfigError: its file is gone or no valid pipeline.
    """
    place = Path(str(whole.source))
    if not place.is_file():
        raise ConfigError("pipeline-gone", path=place, run=whole.run_id)
    kept: dict[str, Any] = dict(whole.settings)
    return read_pipeline(place, environ=os.environ, parameters=kept.get("parameters") or {})


def _part(
    path: Path, run: RunRecord, listed: LeftOutList, rows: Sequence[ListedRow], journal: Journal
) -> Path:
    """Write the rows of a run as its correction report, beside the list, and return its path."""
    places = _places(listed.headers, _headers(run, listed, rows, journal))
    body = _lines(
        [
            row.row,
            None,
            *(
                "" if cell is None else as_plain_text(str(cell))
                for cell in map(row.cells.__getitem__, places)
            ),
        ]
        for row in rows
    )
    words = rows[0].reading
    memory = memory_header(
        {"kind": run.kind, "id": run.run_id, "words": [] if words == "-" else [*words.split("+")]},
        last=journal.rows.last(run.run_id),
        size=len(body),
        digest=hashlib.blake2b(body, digest_size=8).hexdigest(),
    )
    number = f"{OURS} {text('book-head-row', lang='en').lower()}"
    head = _lines([[number, memory, *(as_plain_text(listed.headers[place]) for place in places)]])
    step = run.settings.get("step") or run.entity
    part = path.with_name(f"{path.stem}.{step}.report.csv")
    with atomic_write(part) as written:
        written.write_bytes(b"\xef\xbb\xbf" + head + body)
    return part


def _headers(
    run: RunRecord, listed: LeftOutList, rows: Sequence[ListedRow], journal: Journal
) -> Sequence[str]:
    """Return the headers of a run's file; where it is gone those that the run read, and those that rows fill."""
    headers = SourceFile(run, read_options(run), journal).headers
    if headers:
        return headers
    read = run.settings.get("headers")
    used = set(read.values()) if isinstance(read, Mapping) else set()
    filled = {at for row in rows for at, cell in enumerate(row.cells) if cell not in (None, "")}
    return [header for at, header in enumerate(listed.headers) if header in used or at in filled]


def _places(united: Sequence[str], headers: Sequence[str]) -> list[int]:
    """Return the positions of a file's headers among those of all files; the second of a name is the second there."""
    at: dict[str, list[int]] = defaultdict(list)
    for place, header in enumerate(united):
        at[header].append(place)
    seen: Counter[str] = Counter()
    places: list[int] = []
    for header in headers:
        if seen[header] < len(at[header]):
            places.append(at[header][seen[header]])
        seen[header] += 1
    return places


def _lines(rows: Any) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")
