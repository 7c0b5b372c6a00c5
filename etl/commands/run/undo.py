"""Undoing runs."""

from collections.abc import Sequence
from pathlib import Path

from etl.commands.run.earlier_run import EarlierRun, take_up
from etl.commands.session import new_id
from etl.config.settings import Settings
from etl.core.errors import ConfigError
from etl.core.observer import Observer, SilentObserver
from etl.core.results import RunResult
from etl.journal import WRITING, Journal, RunRecord, RunStatus
from etl.messages import Lang
from etl.plan.cost import WRITTEN
from etl.recovery.search import SETTLE_S
from etl.sheets import beside
from etl.source.options import Confirm
from etl.undo import Undo

__all__ = ["refuse_undone", "say_which", "standing_undo", "undo_again", "undo_run"]


def undo_run(
    run: str,
    *,
    dry_run: bool = True,
    force: bool = False,
    beside: Sequence[str] = (),
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    batch_size: int = 100,
    report: str | Path | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    settle_s: float = SETTLE_S,
    wait_s: float = 0.0,
) -> RunResult:
    """Take a run back: delete what it created, restore what it changed, create again what it deleted; dry unless told.

    Only what Sellsy still holds as the run left it is taken back; what somebody changed since, and records of the run
    that somebody added to, are kept and listed. The undo is a run of its own: it can be resumed, and undone.

    Args:
        run: the id, or the beginning of it, of an import, a deletion, a retry, an applied plan or an undo; "last" is
            the newest run that wrote.
        dry_run: say what would be done, write nothing to Sellsy.
        force: take back what was changed since, too.
        beside: the runs that are taken back together with it; a dry run supposes that what they made is gone.
        profile: credentials to use; None takes those of the run.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        batch_size: writes per request.
        report: where the report workbook goes; None puts it beside the file of the run, as NAME.undo.xlsx.
        lang: language of the report.
        observer: hears of progress, and of what cannot be undone.
        confirm: is shown the bill before the first write and says whether to go on.
        settle_s: seconds during which a creation without an answer may stay invisible in Sellsy.
        wait_s: seconds during which another process that writes to the account is waited for.

    Raises:
        ConfigError: there is no such run, it wrote nothing, its undo did not finish, or was itself undone.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    with take_up(
        run,
        profile=profile,
        sandbox=sandbox,
        settings=settings,
        observer=observer or SilentObserver(),
        wait_s=wait_s,
    ) as earlier:
        _refuse(earlier.journal, earlier.record)
        say_which(earlier.observer, earlier.record)
        undo = Undo(
            parent=earlier.record,
            journal=earlier.journal,
            sellsy=earlier.sellsy,
            observer=earlier.observer,
            new_id=new_id,
            force=force,
            dry=dry_run,
            beside=beside,
            batch_size=batch_size,
            report_path=_report_path(earlier.record, report),
            lang=lang,
            settle_s=settle_s,
        )
        return earlier.run(undo, batch_size=batch_size, dry=dry_run, settle_s=settle_s).run(confirm)


def say_which(observer: Observer, record: RunRecord) -> None:
    """Tell which run is taken back: its file, and when it began, in the time of this computer."""
    began = f"{record.started_at.astimezone():%Y-%m-%d %H:%M}"
    what = record.entity if record.source is None else Path(record.source).name
    observer.note("note-undo-which", run=record.run_id, what=what, began=began)


def undo_again(earlier: EarlierRun) -> Undo:
    """Return what prepares an undo again.

    Raises:
        ConfigError: the run it takes back is not in the journal any more.
    """
    record, kept = earlier.record, earlier.record.settings
    report, together = kept.get("report"), kept.get("beside")
    return Undo(
        parent=earlier.journal.runs.find(str(record.parent)),
        journal=earlier.journal,
        sellsy=earlier.sellsy,
        observer=earlier.observer,
        new_id=new_id,
        force=bool(kept.get("force")),
        beside=[str(one) for one in together] if isinstance(together, list) else (),
        batch_size=int(str(kept.get("batch_size", 100))),
        report_path=Path(str(report)) if report else None,
        lang="fr" if kept.get("lang") == "fr" else "en",
    )


def refuse_undone(journal: Journal, record: RunRecord) -> None:
    """Refuse to send what is left of a run that was undone.

    Raises:
        ConfigError: it was undone, in full or in part.
    """
    undos = _undos(journal, record.run_id)
    if undos:
        raise ConfigError("resume-undone", run=record.run_id, undo=undos[-1].run_id)


def standing_undo(journal: Journal, run_id: str) -> RunRecord | None:
    """Return the newest undo of a run where it is not finished yet, or took all of it back for good; else None."""
    undo = next(reversed(_undos(journal, run_id)), None)
    if undo is None or undo.status is not RunStatus.FINISHED:
        return undo
    left = any(undo.counts.get(outcome) for outcome in _LEFT)
    return None if left or not _in_force(journal, undo.run_id) else undo


_LEFT = ("skipped", "failed", "unknown")
"""Outcomes of the rows of an undo that were not taken back."""


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
        redo = next(one for one in reversed(_undos(journal, undos[-1].run_id)) if _wrote(one))
        raise ConfigError("undo-redone", run=record.run_id, undo=undos[-1].run_id, redo=redo.run_id)


def _undos(journal: Journal, run_id: str) -> list[RunRecord]:
    return [one for one in journal.runs.children(run_id) if one.kind == "undo"]


def _wrote(run: RunRecord) -> bool:
    """Tell whether a run wrote anything: one that found nothing left to undo does not count."""
    return any(run.counts.get(outcome) for outcome in WRITTEN)


def _in_force(journal: Journal, run_id: str) -> bool:
    """Tell whether what a run did was not taken back since, or that was taken back in turn."""
    return not any(_in_force(journal, undo.run_id) for undo in _undos(journal, run_id) if _wrote(undo))


def _report_path(record: RunRecord, said: str | Path | None) -> Path | None:
    if said is not None:
        path = Path(said)
        if path.suffix.lower() != ".xlsx":
            raise ConfigError("report-suffix", path=path, accepted=[".xlsx"])
        return path
    if record.source is None:
        return None
    source = Path(record.source)
    return beside(source, ".undo.xlsx")
