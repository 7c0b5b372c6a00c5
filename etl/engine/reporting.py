"""Where the report of a file goes, and what it says of a run.

A workbook is answered by a workbook, a CSV by the CSV of its rejected rows; the suffix of a chosen path decides.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl.engine.extract import Source, describe
from etl.engine.observer import Observer
from etl.engine.options import ReadOptions
from etl.engine.report import FULL_ROWS, Report, ReportRow, ignored_sheet, write_report
from etl.errors import ConfigError, DataError
from etl.messages import Lang, text
from etl.results import RowResult

Word = Literal["report", "check", "delete"]
"""What stands in the name of a report beside its file."""

_FORMS = (".xlsx", ".csv")
_CSV_WORDS: Mapping[Word, str] = {"report": "errors"}


def report_path(source: Source, said: Path | None, word: Word) -> Path:
    """Return where the report of a file goes: the path that was said, else beside the file.

    Raises:
        ConfigError: the path said is that of the file itself, or no form of report.
    """
    if said is None:
        if source.table.layout.delimiter:
            return source.path.with_name(f"{source.path.stem}.{_CSV_WORDS.get(word, word)}.csv")
        return source.path.with_name(f"{source.path.stem}.{word}.xlsx")
    if said.suffix.lower() not in _FORMS:
        raise ConfigError("report-suffix", path=said, accepted=list(_FORMS))
    if said.exists() and source.path.exists() and said.samefile(source.path):
        raise ConfigError("report-over-source", path=said)
    return said


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a report says of a run: its rows by outcome, its calls, its seconds; `results` may be read again."""

    run_id: str
    mode: str
    counts: Mapping[str, int]
    calls: int
    seconds: float
    results: Callable[[], Iterable[RowResult]]


def report_run(
    facts: RunFacts, *, source: Source, read: ReadOptions, path: Path, observer: Observer
) -> str | None:
    """Write the report of a run and return where it is; None without one.

    A place that cannot be written must not hide what was done: it is said, and another is tried.
    """
    report = _report(facts, source, read)
    return write_somewhere(
        path, facts.run_id, lambda place: write_report(place, report), observer=observer, lang=read.lang
    )


def write_somewhere(
    path: Path, run_id: str, write: Callable[[Path], str | None], *, observer: Observer, lang: Lang
) -> str | None:
    """Write the report of a run at a path, else beside it, and return what `write` does; None where neither can be."""
    observer.stage("report")
    for place in (path, path.with_name(f"{path.stem}.{run_id}{path.suffix}")):
        try:
            return write(place)
        except DataError as error:
            observer.note("note-report-unwritable", path=place, said=error.message(lang))
    return None


def _report(facts: RunFacts, source: Source, read: ReadOptions) -> Report:
    lang = read.lang
    summary: dict[str, object] = {
        text("summary-file", lang=lang): str(source.path),
        text("summary-detected", lang=lang): describe(source.table, read),
        text("summary-entity", lang=lang): source.entity.label(lang),
        text("summary-mode", lang=lang): facts.mode,
        text("summary-run", lang=lang): facts.run_id,
        **{text(f"count-{name}", lang=lang): number for name, number in facts.counts.items()},
        text("summary-calls", lang=lang): facts.calls,
        text("summary-seconds", lang=lang): round(facts.seconds, 1),
    }
    return Report(
        table=source.table,
        entity=source.entity.name,
        results=lambda: map(ReportRow.of, facts.results()),
        summary=summary,
        lang=lang,
        full=facts.counts["read"] < FULL_ROWS,
        sheets=ignored_sheet(source.headers.ignored, lang),
    )
