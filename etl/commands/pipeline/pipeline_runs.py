"""A pipeline's run as a whole: the runs of all its steps, together.

What steps wrote is verified in their order and undone in reverse: dependants go first.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.commands.pipeline.whole import PIPELINE, family_of, runs_of, step_of, top_of, whole_of
from etl.commands.run.earlier_run import AgainOptions
from etl.commands.run.resume import resume_run, verify_run
from etl.commands.run.undo import UndoRunOptions, say_which, standing_undo, undo_run
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.results import JsonValue, RunResult
from etl.journal import LOADING, WRITING, Journal, RunRecord, RunStatus
from etl.journal.run_results import run_result
from etl.messages import Lang
from etl.runs.verifying import RunCheck
from etl.sheets import beside
from etl.source.options import Cost

__all__ = [
    "UndoLeft",
    "UndoWholeOptions",
    "Undone",
    "Verified",
    "undo_left",
    "undo_whole",
    "verify_whole",
]


_WROTE = ("created", "updated", "deleted", "unknown")


@dataclass(frozen=True, slots=True)
class Undone:
    """How the runs of a pipeline were undone, in the order of work: step and result."""

    run_id: str
    dry: bool
    parts: tuple[tuple[str, RunResult], ...]

    @property
    def counts(self) -> dict[str, int]:
        """The rows of all runs by outcome."""
        return _sum(result.counts for _step, result in self.parts)

    @property
    def exit_code(self) -> int:
        """0 when every row is undone, else 1."""
        return max((result.exit_code for _step, result in self.parts), default=0)

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the document of `runs undo --json`."""
        return {
            "run_id": self.run_id,
            "dry_run": self.dry,
            "counts": dict(self.counts),
            "steps": [{"name": step, **result.to_dict(lang)} for step, result in self.parts],
        }


@dataclass(frozen=True, slots=True)
class Verified:
    """The state of the runs of a pipeline in Sellsy now: step and check."""

    run_id: str
    parts: tuple[tuple[str, RunCheck], ...]

    @property
    def counts(self) -> dict[str, int]:
        """The rows of all runs by mark."""
        return _sum(check.counts for _step, check in self.parts)

    @property
    def exit_code(self) -> int:
        """0 when every row is as sent, else 1."""
        return max((check.exit_code for _step, check in self.parts), default=0)

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the document of `runs verify --json`."""
        return {
            "run_id": self.run_id,
            "counts": dict(self.counts),
            "steps": [{"name": step, **check.to_dict(lang)} for step, check in self.parts],
        }


@dataclass(frozen=True, slots=True)
class UndoLeft:
    """An unfinished undo: of a run of the pipeline `whole`, or of `all_of_it`."""

    whole: str
    run_id: str
    all_of_it: bool
    force: bool
    batch_size: int


def undo_left(session: Session, run: str) -> UndoLeft | None:
    """Return the newest undo of a pipeline if it is unfinished; `run` names the pipeline's run or an undo of it.

    Raises:
        ConfigError: there is no such run.
    """
    named, journal = whole_of(session, run), session.journal
    record = journal.runs.find(named or run)
    whole = top_of(journal, record) if record.settings.get("beside") else record
    if whole.kind != PIPELINE:
        return None
    undos = sorted(_undos(journal, family_of(journal, whole.run_id)), key=lambda undo: undo.started_at)
    newest = undos[-1] if undos else None
    if newest is None:
        return None
    kept: dict[str, Any] = dict(newest.settings)
    together = kept.get("beside") or ()
    left = newest.status is not RunStatus.FINISHED or not all(
        any(child.kind == "undo" for child in journal.runs.children(run_id)) for run_id in together
    )
    size = int(kept.get("batch_size", 100))
    undo = UndoLeft(whole.run_id, newest.run_id, bool(together), bool(kept.get("force")), size)
    return undo if left else None


def _undos(journal: Journal, runs: Iterable[RunRecord]) -> Iterator[RunRecord]:
    """Yield the undos of runs, and their own undos."""
    for run in runs:
        undos = [child for child in journal.runs.children(run.run_id) if child.kind == "undo"]
        yield from undos
        yield from _undos(journal, undos)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoWholeOptions:
    """How a pipeline is undone; a dry run by default. `approve` receives a step's name and estimated cost."""

    dry_run: bool = True
    force: bool = False
    batch_size: int = 100
    approve: Callable[[str, Cost], bool] | None = None
    wait_s: float = 0.0


def undo_whole(session: Session, run: str, options: UndoWholeOptions) -> Undone:
    """Undo what the steps of a pipeline wrote, the last first. See `undo_run`.

    Each run has an undo of its own, which can itself be undone. An undo that an earlier call did not finish is
    completed; a finished one is left alone.

    Raises:
        ConfigError: there is no such run, none of its steps wrote, or a step cannot be undone now.
        ApiError: see `etl.core.errors`; what was sent is journalled.
    """
    journal = session.journal
    runs = runs_of(journal, run, WRITING)
    wrote = [record for record in reversed(runs) if any(record.counts.get(name) for name in _WROTE)]
    if not wrote:
        raise ConfigError("undo-whole-nothing", run=run)
    say_which(session.observer, journal.runs.find(run))
    places, together = _places(wrote), [record.run_id for record in wrote]
    parts = []
    for record in wrote:
        step = step_of(record)
        confirm = None if options.approve is None else _confirm(options.approve, step)
        standing = None if options.dry_run else standing_undo(journal, record.run_id)
        with session.another() as own:
            if standing is None:
                undo = UndoRunOptions(
                    dry_run=options.dry_run,
                    force=options.force,
                    beside=together,
                    batch_size=options.batch_size,
                    report=places[record.run_id],
                    confirm=confirm,
                    wait_s=options.wait_s,
                )
                result = undo_run(own, record.run_id, undo)
            elif standing.status is RunStatus.FINISHED:
                result = run_result(journal, standing.run_id)
            else:
                again = AgainOptions(confirm=confirm, wait_s=options.wait_s)
                result = resume_run(own, standing.run_id, again)
        parts.append((step, result))
    return Undone(run, options.dry_run, tuple(parts))


def _confirm(approve: Callable[[str, Cost], bool], step: str) -> Callable[[Cost], bool]:
    return lambda cost: approve(step, cost)


def verify_whole(session: Session, run: str) -> Verified:
    """Read again every record that the steps of a pipeline wrote, and mark its row. See `verify_run`.

    Raises:
        ConfigError: there is no such run, or no step of it wrote.
        ApiError: see `etl.core.errors`.
    """
    runs = runs_of(session.journal, run, LOADING)
    if not runs:
        raise ConfigError("verify-kind", run=run)
    parts = []
    for record in runs:
        with session.another() as own:
            parts.append((step_of(record), verify_run(own, record.run_id)))
    return Verified(run, tuple(parts))


def _places(runs: Sequence[RunRecord]) -> Mapping[str, Path | None]:
    """Return where the report on each undo goes, None for beside its file; runs on the same file add their step."""
    read = Counter(run.source for run in runs)
    return {
        run.run_id: _place(run) if read[run.source] > 1 and run.source is not None else None for run in runs
    }


def _place(run: RunRecord) -> Path:
    source = Path(str(run.source))
    return beside(source, f".{step_of(run)}.undo.xlsx")


def _sum(several: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for counts in several:
        total.update(counts)
    return dict(total)
