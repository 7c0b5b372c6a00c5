"""Where the report of a file goes, and its contents for a run.

A workbook's report is a workbook, a CSV's report a CSV; the suffix of a chosen path decides.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from etl.core.errors import ConfigError, DataError
from etl.core.observer import Observer
from etl.matching.near_duplicates import NearDuplicate
from etl.messages import Lang, text
from etl.reports.file_report import NOBODY, FileReport, Owner, run_settings
from etl.reports.page import CallFacts, PageFacts, write_page
from etl.reports.report import FORMS, untouched_place, write_report
from etl.reports.values import ReportKind, ReportRow
from etl.sheets import beside
from etl.source.opening import Source
from etl.source.options import ReadOptions

if TYPE_CHECKING:
    from etl.journal import Journal
    from etl.sellsy import Sellsy

Word = Literal["report", "check", "delete"]
"""The word in the name of a report beside its file."""

_OWN_NAME = re.compile(r"(?:\.[0-9a-z-]+)?\.(?:report|check|delete|errors)(?:-\d+)?")
"""How the name of a report ends, before its suffix."""

_LOAD = (
    "mode",
    "match",
    "on_doubt",
    "create_missing",
    "tags",
    "append",
    "recreate_deleted",
    "transform",
    "system",
)
"""Settings of a run that its report remembers."""


def report_path(source: Source, stated: Path | None, word: Word, *, tag: str = "") -> Path:
    """Return the path of a file's report: the stated path, else beside the file.

    A report's own report is named after the first file. `tag` is part of its name, where several runs report on the
    same file.

    Raises:
        ConfigError: the stated path is that of the file itself, or has an unknown suffix.
    """
    if stated is None:
        layout = source.table.layout
        suffix = ".csv" if layout.delimiter else ".ods" if layout.format == "ods" else ".xlsx"
        return _beside(source, word, tag, suffix)
    if stated.suffix.lower() not in FORMS:
        raise ConfigError("report-suffix", path=stated, accepted=list(FORMS))
    if stated.exists() and source.path.exists() and stated.samefile(source.path):
        raise ConfigError("report-over-source", path=stated)
    return stated


def page_path(source: Source, stated: Path | None, word: Word, *, tag: str = "") -> Path:
    """Return the path of a run's HTML page: beside its report."""
    return _beside(source, word, tag, ".html") if stated is None else stated.with_suffix(".html")


def _beside(source: Source, word: Word, tag: str, suffix: str) -> Path:
    path = source.path
    if source.origin is not None:
        stem = path.stem
        match = re.fullmatch(rf"(.+?){_OWN_NAME.pattern}", stem)
        path = path.with_name(f"{match[1] if match else stem}{path.suffix}")
    return beside(path, f"{f'.{tag}' if tag else ''}.{word}{suffix}")


@dataclass(frozen=True, slots=True)
class RunReport:
    """Report the rows of a run: a file to correct them in, and a page to look at.

    `details` adds the HTTP requests to the page.
    """

    source: Source
    read: ReadOptions
    journal: "Journal"
    sellsy: "Sellsy"
    observer: Observer
    run_id: str
    counts: Mapping[str, int]
    similar: Sequence[NearDuplicate] = ()
    details: bool = False
    owner: Owner = NOBODY

    def write(self, path: Path | None, page: Path | None) -> str | None:
        """Write the report and the page where they are wanted; return the report's path, None without a report.

        An unwritable path must not hide what was done: it is reported, and the report goes to another path.
        """
        report, lang = None, self.read.lang
        if path is not None:
            place = untouched_place(path, self.source.path)
            report = write_somewhere(
                place,
                self.run_id,
                lambda place: write_report(place, self._about().report()),
                observer=self.observer,
                lang=lang,
            )
            if report is not None and place != path:
                self.observer.note("note-report-kept", kept=path, path=report)
        if page is not None:
            try:
                self._page(page, report)
            except DataError as error:
                self.observer.note("note-report-unwritable", path=page, said=error.message(lang))
        return report

    def _rows(self) -> Iterator[ReportRow]:
        return map(ReportRow.of, self.journal.rows.results(self.run_id))

    def _about(self) -> FileReport:
        run, lang = self.journal.runs.find(self.run_id), self.read.lang
        kind: ReportKind = run.kind if run.kind in ("dry-run", "retry", "delete") else "import"  # type: ignore[assignment]
        stored = run.settings
        return FileReport(
            source=self.source,
            read=self.read,
            kind="delete" if run.mode == "delete" else kind,
            identity=self.run_id,
            counts=self.counts,
            results=self._rows,
            started=run.started_at,
            owner=self.owner if self.owner.account else Owner(run.profile),
            dry=run.kind == "dry-run",
            load={name: stored.get(name) for name in _LOAD},
            settings=run_settings(run.mode, stored, profile=run.profile, run_id=self.run_id, lang=lang),
            similar=self.similar,
        )

    def _page(self, place: Path, report: str | None) -> None:
        run = self.journal.runs.find(self.run_id)
        calls = CallFacts(self.sellsy.stats, self.sellsy.known_limits) if self.details else None
        facts = _page_facts(self._about(), report, f"kind-{run.kind}", run_id=self.run_id, calls=calls)
        write_page(place, facts, self._rows(), lang=self.read.lang)


def write_check_page(place: Path, about: FileReport, report: str | None) -> None:
    """Write the page of a check.

    Raises:
        DataError: it cannot be written there.
    """
    write_page(place, _page_facts(about, report, "kind-check"), about.results(), lang=about.read.lang)


def _page_facts(
    about: FileReport,
    report: str | None,
    kind: str,
    *,
    run_id: str | None = None,
    calls: CallFacts | None = None,
) -> PageFacts:
    lang, source = about.read.lang, about.source
    whole = about.report()
    return PageFacts(
        title=whole.file,
        subtitle=f"{source.entity.label(lang)} · {text(kind, lang=lang)}",
        run_id=run_id,
        about=whole.about,
        counts=about.counts,
        kind=about.kind,
        dry=whole.dry,
        report=None if report is None else Path(report).name,
        settings=whole.settings,
        whole=whole.whole,
        similar=about.similar,
        calls=calls,
    )


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
