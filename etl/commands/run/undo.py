"""Undoing runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.commands.option_checks import check_count, listed
from etl.commands.run.earlier_run import AgainOptions, EarlierRun, sent_something, take_up
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.observer import Observer
from etl.core.results import Outcome, RunResult
from etl.journal import WRITING, Journal, RunRecord, RunStatus
from etl.plan.cost import WRITTEN
from etl.runs.lifecycle import Run
from etl.sheets import beside
from etl.undo import Undo

__all__ = [
    "UndoRunOptions",
    "refuse_undone",
    "say_which",
    "standing_undo",
    "undo_again",
    "undo_run",
    "undo_trial",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoRunOptions(AgainOptions):
    """How a run is undone; a dry run by default.

    `force` undoes what was changed since, too. `beside` are the runs that are undone together with it: a dry run
    supposes that what they made is gone.
    """

    dry_run: bool = True
    force: bool = False
    beside: Sequence[str] = ()
    batch_size: int = 100


def undo_run(session: Session, run: str, options: UndoRunOptions) -> RunResult:
    """Undo a run: delete what it created, restore what it changed, recreate what it deleted.

    See `etl.undo_run`.

    Raises:
        ConfigError: there is no such run, it wrote nothing, its undo did not finish, or was itself undone.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    size, settle_s = options.batch_size, options.settle_s
    check_count("batch_size", size, least=1, most=1000)
    with take_up(session, _meant(session.journal, run), wait_s=options.wait_s) as earlier:
        _refuse(earlier.journal, earlier.record)
        say_which(earlier.observer, earlier.record)
        undo = Undo(
            parent=earlier.record,
            journal=earlier.journal,
            sellsy=earlier.sellsy,
            observer=earlier.observer,
            new_id=session.new_id,
            force=options.force,
            dry=options.dry_run,
            beside=listed(options.beside),
            batch_size=size,
            report_path=_report_path(earlier.record, options.report),
            lang=options.lang or session.lang,
            settle_s=settle_s,
        )
        again = earlier.run(undo, batch_size=size, dry=options.dry_run, settle_s=settle_s)
        return again.run(options.confirm)


def _meant(journal: Journal, run: str) -> str:
    """Return the run that is to be undone: "last" is the newest that wrote something and is no undo.

    Raises:
        ConfigError: the last one is undone already.
    """
    if run.strip().lower() != "last":
        return run
    for record in journal.runs.newest():
        open_or_wrote = record.status is not RunStatus.FINISHED or _wrote(record) or _sent(journal, record)
        if record.kind == "undo" or record.kind not in WRITING or not open_or_wrote:
            continue
        undo = standing_undo(journal, record.run_id)
        if undo is not None and undo.status is RunStatus.FINISHED:
            began = f"{record.started_at.astimezone():%Y-%m-%d %H:%M}"
            raise ConfigError(
                "undo-last-undone", run=record.run_id, what=_what(record), began=began, undo=undo.run_id
            )
        return record.run_id
    return run


def _what(record: RunRecord) -> str:
    """Return what a run was about: its file, else its entity."""
    return record.entity if record.source is None else Path(record.source).name


def say_which(observer: Observer, record: RunRecord) -> None:
    """Report which run is undone: its file, and when it began, in the time of this computer."""
    began = f"{record.started_at.astimezone():%Y-%m-%d %H:%M}"
    observer.note("note-undo-which", run=record.run_id, what=_what(record), began=began)


def undo_again(earlier: EarlierRun) -> Undo:
    """Return what prepares an undo again.

    Raises:
        ConfigError: the run it undoes is not in the journal any more.
    """
    record, kept = earlier.record, earlier.record.settings
    report, together = kept.get("report"), kept.get("beside")
    return Undo(
        parent=earlier.journal.runs.find(str(record.parent)),
        journal=earlier.journal,
        sellsy=earlier.sellsy,
        observer=earlier.observer,
        new_id=earlier.session.new_id,
        force=bool(kept.get("force")),
        beside=[str(run_id) for run_id in together] if isinstance(together, list) else (),
        batch_size=int(str(kept.get("batch_size", 100))),
        report_path=Path(str(report)) if report else None,
        lang=earlier.lang or ("fr" if kept.get("lang") == "fr" else "en"),
    )


def undo_trial(session: Session, run: Run) -> None:
    """Undo what a run wrote if that was decided after its trial.

    Raises:
        ApiError: see `etl.core.errors`; what was sent is journalled.
    """
    if run.decision == "undo":
        undone = undo_run(session, run.run_id, UndoRunOptions(dry_run=False))
        session.observer.note(
            "note-trial-undone", run=run.run_id, undo=undone.run_id, count=sum_of(undone.counts)
        )


def sum_of(counts: Mapping[str, int]) -> int:
    """Return how many rows an undo undid."""
    return sum(counts.get(outcome, 0) for outcome in WRITTEN)


def refuse_undone(journal: Journal, record: RunRecord) -> None:
    """Refuse to send the rest of a run that was undone.

    Raises:
        ConfigError: it was undone, in full or in part.
    """
    undos = _undos(journal, record.run_id)
    if undos:
        raise ConfigError("resume-undone", run=record.run_id, undo=undos[-1].run_id)


def standing_undo(journal: Journal, run_id: str) -> RunRecord | None:
    """Return the newest undo of a run if it is unfinished, or undid all of it and is still in force; else None."""
    undo = next(reversed(_undos(journal, run_id)), None)
    if undo is None or undo.status is not RunStatus.FINISHED:
        return undo
    left = any(undo.counts.get(outcome) for outcome in _LEFT)
    return None if left or not _in_force(journal, undo.run_id) else undo


_LEFT = ("skipped", "failed", "unknown")
"""Outcomes of the rows of an undo that were not undone."""


def _refuse(journal: Journal, record: RunRecord) -> None:
    """Refuse a run that cannot be undone now."""
    if record.kind not in WRITING:
        raise ConfigError("undo-kind", run=record.run_id, kind=record.kind, accepted=list(WRITING))
    undos = _undos(journal, record.run_id)
    for undo in undos:
        if undo.status is not RunStatus.FINISHED:
            raise ConfigError("undo-open", run=record.run_id, undo=undo.run_id)
    undos = [undo for undo in undos if _wrote(undo)]
    if undos and not any(_in_force(journal, undo.run_id) for undo in undos):
        redo = next(undo for undo in reversed(_undos(journal, undos[-1].run_id)) if _wrote(undo))
        raise ConfigError("undo-redone", run=record.run_id, undo=undos[-1].run_id, redo=redo.run_id)


def _undos(journal: Journal, run_id: str) -> list[RunRecord]:
    return [child for child in journal.runs.children(run_id) if child.kind == "undo"]


def _wrote(run: RunRecord) -> bool:
    """Tell whether a run wrote anything: an undo that had nothing left to do does not count."""
    return any(run.counts.get(outcome) for outcome in WRITTEN)


def _sent(journal: Journal, run: RunRecord) -> bool:
    """Tell whether a run without a written row sent something: a failed row may have written a part."""
    failed = run.counts.get(Outcome.FAILED) or run.counts.get(Outcome.UNKNOWN)
    return bool(failed) and sent_something(journal, run.run_id)


def _in_force(journal: Journal, run_id: str) -> bool:
    """Tell whether a run was not undone since, or its undo was undone in turn."""
    return not any(_in_force(journal, undo.run_id) for undo in _undos(journal, run_id) if _wrote(undo))


def _report_path(record: RunRecord, typed: str | Path | None) -> Path | None:
    if typed is not None:
        path = Path(typed)
        if path.suffix.lower() != ".xlsx":
            raise ConfigError("report-suffix", path=path, accepted=[".xlsx"])
        return path
    if record.source is None:
        return None
    source = Path(record.source)
    return beside(source, ".undo.xlsx")
