"""Where the report of a file goes, and its contents for a run.

A workbook's report is a workbook, a CSV's report the CSV of its rejected rows; the suffix of a chosen path decides.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl.core.errors import ConfigError, DataError
from etl.core.observer import Observer
from etl.core.results import JsonValue
from etl.journal import Journal, RunRecord
from etl.matching.near_duplicates import NearDuplicate
from etl.messages import Lang, count_text, text, word_text
from etl.reports.report import (
    FULL_ROWS,
    PageFacts,
    Report,
    ReportRow,
    ignored_sheet,
    similar_sheets,
    write_page,
    write_report,
)
from etl.sellsy import Sellsy
from etl.sheets import beside
from etl.source.opening import Source
from etl.source.options import ReadOptions

Word = Literal["report", "check", "delete"]
"""The word in the name of a report beside its file."""

_FORMS = (".xlsx", ".csv")
_CSV_WORDS: Mapping[Word, str] = {"report": "errors"}


def report_path(source: Source, stated: Path | None, word: Word, *, tag: str = "") -> Path:
    """Return the path of a file's report: the stated path, else beside the file.

    `tag` is part of its name, where several runs report on the same file.

    Raises:
        ConfigError: the stated path is that of the file itself, or has an unknown suffix.
    """
    tagged = f".{tag}" if tag else ""
    if stated is None:
        if source.table.layout.delimiter:
            return beside(source.path, f"{tagged}.{_CSV_WORDS.get(word, word)}.csv")
        return beside(source.path, f"{tagged}.{word}.xlsx")
    if stated.suffix.lower() not in _FORMS:
        raise ConfigError("report-suffix", path=stated, accepted=list(_FORMS))
    if stated.exists() and source.path.exists() and stated.samefile(source.path):
        raise ConfigError("report-over-source", path=stated)
    return stated


def page_path(source: Source, stated: Path | None, word: Word, *, tag: str = "") -> Path:
    """Return the path of a run's HTML page: beside its report."""
    tagged = f".{tag}" if tag else ""
    return beside(source.path, f"{tagged}.{word}.html") if stated is None else stated.with_suffix(".html")


@dataclass(frozen=True, slots=True)
class RunReport:
    """Report the rows of a run: a file to correct them in, and a page to look at.

    `calls` counts HTTP requests, `seconds` is how long the run took.
    """

    source: Source
    read: ReadOptions
    journal: Journal
    sellsy: Sellsy
    observer: Observer
    run_id: str
    counts: Mapping[str, int]
    calls: int
    seconds: float
    similar: Sequence[NearDuplicate] = ()

    def write(self, path: Path | None, page: Path | None) -> str | None:
        """Write the report and the page where they are wanted; return the report's path, None without a report.

        An unwritable path must not hide what was done: it is reported, and the report goes to another path.
        """
        report, lang = None, self.read.lang
        if path is not None:
            report = write_somewhere(
                path,
                self.run_id,
                lambda place: write_report(place, self._report()),
                observer=self.observer,
                lang=lang,
            )
        if page is not None:
            try:
                self._page(page, report)
            except DataError as error:
                self.observer.note("note-report-unwritable", path=page, said=error.message(lang))
        return report

    def _rows(self) -> Iterator[ReportRow]:
        return map(ReportRow.of, self.journal.rows.results(self.run_id))

    def _report(self) -> Report:
        lang, run = self.read.lang, self.journal.runs.find(self.run_id)
        dry = run.kind == "dry-run"
        summary: dict[str, object] = {
            text("summary-file", lang=lang): str(self.source.path),
            text("summary-detected", lang=lang): self.source.layout,
            text("summary-entity", lang=lang): self.source.entity.label(lang),
            text("summary-mode", lang=lang): run.mode and word_text(run.mode, lang=lang),
            text("summary-run", lang=lang): self.run_id,
            **{count_text(name, lang=lang, dry=dry): number for name, number in self.counts.items()},
            text("summary-calls", lang=lang): self.calls,
            text("summary-seconds", lang=lang): round(self.seconds, 1),
        }
        return Report(
            table=self.source.table,
            entity=self.source.entity.name,
            results=self._rows,
            summary=summary,
            lang=lang,
            full=self.counts["read"] < FULL_ROWS,
            sheets=(
                *ignored_sheet(self.source.headers.ignored, lang),
                *similar_sheets(self.similar, lang),
            ),
            reading=self.source.reading,
            dry=dry,
        )

    def _page(self, place: Path, report: str | None) -> None:
        lang = self.read.lang
        run = self.journal.runs.find(self.run_id)
        facts = PageFacts(
            title=self.source.path.name,
            subtitle=f"{self.source.entity.label(lang)} · {text(f'kind-{run.kind}', lang=lang)}",
            run_id=self.run_id,
            started=run.started_at,
            seconds=self.seconds,
            counts=self.counts,
            dry=run.kind == "dry-run",
            report=None if report is None else Path(report).name,
            settings=self._settings(run),
            stats=self.sellsy.stats,
            limits=self.sellsy.known_limits,
        )
        write_page(place, facts, self._rows(), lang=lang)

    def _settings(self, run: RunRecord) -> dict[str, object]:
        """Return the settings of the run as label -> value; unset ones are left out."""
        lang, kept = self.read.lang, run.settings
        mapping = ", ".join(shown for file_mapping in self.read.mapping for shown in file_mapping.shown())
        settings = {
            "file": str(self.source.path),
            "detected": self.source.layout,
            "entity": self.source.entity.label(lang),
            "mode": run.mode and word_text(run.mode, lang=lang),
            "keys": _listed(kept.get("order")),
            "batch": kept.get("batch_size"),
            "missing": _listed(kept.get("create_missing")),
            "mapping": mapping,
            "ignored": ", ".join(column.header for column in self.source.headers.ignored),
            "profile": run.profile,
            "country": self.read.codec.country,
            "currency": self.read.codec.currency if self.read.codec.currency != "EUR" else None,
            "dates": self.read.codec.date_order,
            "clear": self.read.clear_word,
        }
        return {text(f"summary-{name}", lang=lang): value for name, value in settings.items() if value}


def write_somewhere(
    path: Path, run_id: str, write: Callable[[Path], str | None], *, observer: Observer, lang: Lang
) -> str | None:
    """Write the report of a run at a path, else beside it; return the result of `write`, None where both fail."""
    observer.stage("report")
    for place in (path, path.with_name(f"{path.stem}.{run_id}{path.suffix}")):
        try:
            return write(place)
        except DataError as error:
            observer.note("note-report-unwritable", path=place, said=error.message(lang))
    return None


def _listed(names: JsonValue) -> str:
    return ", ".join(map(str, names)) if isinstance(names, list) else ""
