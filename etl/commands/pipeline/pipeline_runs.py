"""A pipeline's run as a whole: the runs of all its steps, together.

What steps wrote is verified in their order and taken back in the reverse one: what hangs on something goes first.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.commands.pipeline.whole import PIPELINE, family_of, runs_of, step_of, top_of, whole_of
from etl.commands.run.resume import resume_run, verify_run
from etl.commands.run.undo import say_which, standing_undo, undo_run
from etl.commands.session import open_journal
from etl.config.settings import Settings
from etl.core.errors import ConfigError
from etl.core.observer import Observer
from etl.core.results import JsonValue, RunResult
from etl.journal import LOADING, WRITING, Journal, RunRecord, RunStatus
from etl.journal.run_results import run_result
from etl.messages import Lang
from etl.runs.verifying import RunCheck
from etl.sheets import beside
from etl.source.options import Bill

__all__ = [
    "UndoLeft",
    "Undone",
    "Verified",
    "undo_left",
    "undo_whole",
    "verify_whole",
]


_WROTE = ("created", "updated", "deleted", "unknown")


@dataclass(frozen=True, slots=True)
class Undone:
    """How the runs of a pipeline were taken back, in the order of work: step and result."""

    run_id: str
    dry: bool
    parts: tuple[tuple[str, RunResult], ...]

    @property
    def counts(self) -> dict[str, int]:
        """The rows of all runs by outcome."""
        return _sum(result.counts for _step, result in self.parts)

    @property
    def exit_code(self) -> int:
        """0 when every row is taken back, else 1."""
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
    """How the runs of a pipeline stand in Sellsy now: step and check."""

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
    """An undo that did not come to its end: of a run of the pipeline `whole`, or of `all_of_it`."""

    whole: str
    run_id: str
    all_of_it: bool
    force: bool
    batch_size: int


def undo_left(run: str, *, settings: Settings | None = None) -> UndoLeft | None:
    """Return the newest undo of a pipeline where something is left of it; its own name, or an undo's, means it.

    Raises:
        ConfigError: there is no such run.
    """
    named = whole_of(run, settings=settings)
    with open_journal(settings) as journal:
        record = journal.runs.find(named or run)
        whole = top_of(journal, record) if record.settings.get("beside") else record
        if whole.kind != PIPELINE:
            return None
        undos = sorted(_undos(journal, family_of(journal, whole.run_id)), key=lambda one: one.started_at)
        newest = undos[-1] if undos else None
        if newest is None:
            return None
        kept: dict[str, Any] = dict(newest.settings)
        together = kept.get("beside") or ()
        left = newest.status is not RunStatus.FINISHED or not all(
            any(one.kind == "undo" for one in journal.runs.children(run_id)) for run_id in together
        )
        size = int(kept.get("batch_size", 100))
        found = UndoLeft(whole.run_id, newest.run_id, bool(together), bool(kept.get("force")), size)
        return found if left else None


def _undos(journal: Journal, runs: Iterable[RunRecord]) -> Iterator[RunRecord]:
    """Yield the undos of runs, and the undos of those."""
    for run in runs:
        undos = [one for one in journal.runs.children(run.run_id) if one.kind == "undo"]
        yield from undos
        yield from _undos(journal, undos)


def undo_whole(
    run: str,
    *,
    dry_run: bool = True,
    force: bool = False,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    batch_size: int = 100,
    lang: Lang = "en",
    observer: Observer | None = None,
    approve: Callable[[str, Bill], bool] | None = None,
    wait_s: float = 0.0,
) -> Undone:
    """Take back what the steps of a pipeline wrote, the last first; dry unless told. See `undo_run`.

    Each run is taken back by one of its own, which is undone by itself. One that an earlier call did not finish is
    completed, and one that is done stays done. `approve` is shown the name of a step and its bill.

    Raises:
        ConfigError: there is no such run, no step of it wrote, or one cannot be undone now.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
    """
    runs = runs_of(run, WRITING, settings=settings)
    wrote = [one for one in reversed(runs) if any(one.counts.get(name) for name in _WROTE)]
    if not wrote:
        raise ConfigError("undo-whole-nothing", run=run)
    if observer is not None:
        with open_journal(settings) as journal:
            say_which(observer, journal.runs.find(run))
    places, together = _places(wrote), [one.run_id for one in wrote]
    parts = []
    for one in wrote:
        step = step_of(one)
        common: dict[str, Any] = {
            "profile": profile,
            "sandbox": sandbox,
            "settings": settings,
            "observer": observer,
            "confirm": None if approve is None else _confirm(approve, step),
            "wait_s": wait_s,
        }
        standing = None if dry_run else _standing(one.run_id, settings=settings)
        if standing is None:
            result = undo_run(
                one.run_id,
                dry_run=dry_run,
                force=force,
                beside=together,
                batch_size=batch_size,
                report=places[one.run_id],
                lang=lang,
                **common,
            )
        else:
            result = standing if standing.status == _FINISHED else resume_run(standing.run_id, **common)
        parts.append((step, result))
    return Undone(run, dry_run, tuple(parts))


_FINISHED = RunStatus.FINISHED.value


def _standing(run_id: str, *, settings: Settings | None) -> RunResult | None:
    """Return how the undo of a run stands that is to be completed, or is done; None where it is to be undone."""
    with open_journal(settings) as journal:
        undo = standing_undo(journal, run_id)
        return None if undo is None else run_result(journal, undo.run_id)


def _confirm(approve: Callable[[str, Bill], bool], step: str) -> Callable[[Bill], bool]:
    return lambda bill: approve(step, bill)


def verify_whole(
    run: str,
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    observer: Observer | None = None,
) -> Verified:
    """Read again every record that the steps of a pipeline left in Sellsy, and mark its row. See `verify_run`.

    Raises:
        ConfigError: there is no such run, or no step of it wrote.
        ApiError: Sellsy refused or did not answer.
    """
    runs = runs_of(run, LOADING, settings=settings)
    if not runs:
        raise ConfigError("verify-kind", run=run)
    checks = (
        verify_run(one.run_id, profile=profile, sandbox=sandbox, settings=settings, observer=observer)
        for one in runs
    )
    return Verified(run, tuple(zip(map(step_of, runs), checks, strict=True)))


def _places(runs: Sequence[RunRecord]) -> Mapping[str, Path | None]:
    """Return where the report on each undo goes, None beside its file: files of several runs tell them by step."""
    read = Counter(one.source for one in runs)
    return {
        one.run_id: _place(one) if read[one.source] > 1 and one.source is not None else None for one in runs
    }


def _place(run: RunRecord) -> Path:
    source = Path(str(run.source))
    return beside(source, f".{step_of(run)}.undo.xlsx")


def _sum(some: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in some:
        total.update(one)
    return dict(total)
