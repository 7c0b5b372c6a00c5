"""The report of an undo: each cell undone, and what was kept or cannot be restored, with the reason."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from etl.account.custom_fields import CustomField
from etl.account.lookups import Lookups
from etl.core.batching import batched
from etl.core.errors import DataError
from etl.core.observer import Observer
from etl.core.results import Severity
from etl.entities import entity_named
from etl.journal import Journal, RunRecord, StoredRow
from etl.mapping.column_names import is_custom_attribute
from etl.messages import Lang, count_text, outcome_text, text
from etl.plan.cost import WRITTEN
from etl.plan.row_planning import custom_fields_of, record_of
from etl.reports.display import Shown, record_name
from etl.reports.run_report import write_somewhere
from etl.sellsy import Sellsy
from etl.sheets import Cell, SheetBook

_HEADS = ("row", "id", "record", "outcome", "column", "old", "new")
_KEPT_HEADS = ("row", "id", "record", "outcome", "column", "problem", "fix")
_WIDTHS = (8, 12, 34, 14, 26, 40, 40)
_KEPT_WIDTHS = (8, 12, 34, 14, 26, 70, 60)
_MOST = 1_048_575
_WINDOW = 500


def write_undo(
    path: Path,
    *,
    run: RunRecord,
    journal: Journal,
    shown: Shown,
    observer: Observer,
) -> str | None:
    """Write the workbook of an undo and return its path, None where it cannot be written.

    Raises:
        ApiError: a list of names cannot be read.
    """
    lang, dry = shown.lang, run.kind == "dry-run"
    summary: dict[str, object] = {
        text("summary-run", lang=lang): run.run_id,
        text("summary-parent", lang=lang): run.parent,
        text("summary-entity", lang=lang): shown.entity.label(lang),
        **{count_text(name, lang=lang, dry=dry): number for name, number in run.counts.items()},
        text("summary-calls", lang=lang): run.calls,
        text("summary-seconds", lang=lang): round(run.duration_s or 0.0, 1),
    }

    def heads(names: tuple[str, ...]) -> list[str]:
        return [text(f"head-{name}", lang=lang) for name in names]

    def write(place: Path) -> str:
        with SheetBook(place) as book:
            book.key_values(text("sheet-summary", lang=lang), summary)
            done = book.add_sheet(
                text("sheet-taken-back", lang=lang),
                heads(_HEADS),
                widths=_WIDTHS,
                text_columns=frozenset({5, 6}),
            )
            for lines, row in enumerate(_lines(journal, run.run_id, shown, dry=dry)):
                if lines < _MOST:
                    done.row(row)
            kept = book.add_sheet(text("sheet-kept", lang=lang), heads(_KEPT_HEADS), widths=_KEPT_WIDTHS)
            for row in _kept(journal, run.run_id, lang):
                kept.row(row)
        return str(place)

    return write_somewhere(path, run.run_id, write, observer=observer, lang=lang)


def shown_changes(
    run: RunRecord, journal: Journal, sellsy: Sellsy, *, headers: Mapping[str, str], lang: Lang
) -> Shown:
    """Return the display of the changes of an undo, with the names it needs read.

    Raises:
        ApiError: a list of names cannot be read.
    """
    entity = entity_named(run.entity)
    lookups, custom = Lookups(sellsy), dict[str, CustomField]()
    shown = Shown(entity, headers, custom, lookups, lang)
    for rows in batched(journal.rows.every(run.run_id), _WINDOW):
        shown.read(change for row in rows for change in row.changes)
        for change in (change for row in rows for change in row.changes):
            if is_custom_attribute(change.column) and not custom:
                custom |= _custom(sellsy, run.entity, headers)
            shown.named(change)
    return shown


def _custom(sellsy: Sellsy, entity: str, headers: Mapping[str, str]) -> dict[str, CustomField]:
    """Return the custom fields of the run's columns, nothing if one is gone."""
    try:
        return custom_fields_of(sellsy, entity_named(entity), headers)
    except DataError:
        return {}


def _lines(journal: Journal, run_id: str, shown: Shown, *, dry: bool) -> Iterator[list[Cell]]:
    for row in journal.rows.every(run_id, outcomes=WRITTEN):
        start = _start(row, shown.lang, dry=dry)
        for change in row.changes:
            old, new = (shown.value(change.column, value) for value in (change.old, change.new))
            yield [*start, shown.column(change.column), old, new]
        if not row.changes:
            yield [*start, None, None, None]


def _kept(journal: Journal, run_id: str, lang: Lang) -> Iterator[list[Cell]]:
    """Yield the lines of what was kept, then of what cannot be restored."""
    for severity in (Severity.ERROR, Severity.WARNING):
        for row in journal.rows.every(run_id):
            for problem in row.problems:
                if problem.severity is severity:
                    yield [*_start(row, lang), problem.column, *problem.texts(lang)]


def _start(row: StoredRow, lang: Lang, *, dry: bool = False) -> list[Cell]:
    outcome = outcome_text(row.outcome, lang=lang, dry=dry) if row.outcome else None
    return [row.row, row.sellsy_id, record_name(record_of(row)) or None, outcome]
