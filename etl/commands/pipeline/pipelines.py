"""Run pipelines: each step is a run of its own in the journal, under the pipeline's run.

A pipeline that was stopped resumes where it stopped: finished steps stay done, a started step is completed, and a
call whose answer was lost is never repeated automatically.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from etl.commands.option_checks import check_count
from etl.commands.pipeline.current_run import Approve, CurrentRun
from etl.commands.pipeline.other_steps import CallSteps, ExportSteps, WaitSteps
from etl.commands.pipeline.pipeline_result import PipelineResult, counts_of
from etl.commands.pipeline.pipeline_runs import UndoWholeOptions, undo_whole
from etl.commands.pipeline.proof import (
    Migration,
    calls_to_prove,
    calls_to_total,
    count_now,
    prove,
    totals_now,
)
from etl.commands.pipeline.row_steps import RowSteps
from etl.commands.pipeline.trial import DecideWhole, decided, read_back_whole, rows_to_try
from etl.commands.pipeline.whole import PIPELINE
from etl.commands.run.earlier_run import take_up
from etl.commands.run.undo import sum_of
from etl.commands.session import Session
from etl.core.errors import ConfigError, EtlError
from etl.journal import RunStart, RunStatus
from etl.journal.run_results import run_result
from etl.pipeline import CallStep, DeleteStep, ExportStep, ImportStep, Pipeline, WaitStep, read_pipeline
from etl.pipeline.parts import ReportPart
from etl.pipeline.runner import Ending, Runner, StepResult
from etl.reports.proof import Total
from etl.runs.trial import MOST_TRIED
from etl.source.opening import sha256_of

__all__ = ["PIPELINE", "Approve", "PipelineResult", "RunPipelineOptions", "resume_pipeline", "run_pipeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPipelineOptions:
    """How a pipeline is run: values for its `parameters`, and the step to `start` from.

    `dry_run` does everything but write; steps see what earlier ones would create. `approve` receives each step's
    estimated cost before its first write. `trial` writes that many rows of each step first, with all that they depend
    on; `decide` receives them and says what follows, None stops there.
    """

    parameters: Mapping[str, str] | None = None
    dry_run: bool = False
    start: str | None = None
    approve: Approve | None = None
    trial: int | None = None
    decide: DecideWhole | None = None


def run_pipeline(session: Session, path: str | Path, options: RunPipelineOptions) -> PipelineResult:
    """Run the steps of a pipeline file; see `etl.run_pipeline`.

    Raises:
        ConfigError: the file is no valid pipeline; the line is named.
        DataError: a source cannot be read; steps before it are done.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another run works on the account.
    """
    if options.trial is not None:
        return _tried(session, path, options, options.trial)
    return _run(session, path, options)


def _tried(session: Session, path: str | Path, options: RunPipelineOptions, most: int) -> PipelineResult:
    """Run the trial of a pipeline, then what is decided: all of it, the undo of the trial, or nothing."""
    check_count("trial", most, least=1, most=MOST_TRIED)
    if options.dry_run:
        raise ConfigError("trial-dry")
    pipeline = read_pipeline(path, environ=os.environ, parameters=options.parameters)
    session = session.preferring(pipeline.profile)
    again = replace(options, trial=None)
    rehearsal = _run(session, path, replace(again, dry_run=True, approve=None))
    tried = rows_to_try(session.journal, rehearsal.run_id, most)
    result = _run(session, path, again, tried=tried)
    return _after_trial(session, result, options.decide) or _run(session, path, again)


def _after_trial(
    session: Session, result: PipelineResult, decide: DecideWhole | None
) -> PipelineResult | None:
    """Return the result of a trial after which nothing follows; it is undone if that is decided. None goes on."""
    with session.another() as own:
        whole = read_back_whole(own, result.run_id, result.report)
    decision = decided(whole, decide)
    if decision == "go":
        return None
    if decision == "undo":
        undone = undo_whole(session, result.run_id, UndoWholeOptions(dry_run=False))
        session.observer.note("note-trial-undone-whole", run=result.run_id, count=sum_of(undone.counts))
    else:
        session.observer.note("note-trial-left-whole", run=result.run_id)
    return result


def _run(
    session: Session,
    path: str | Path,
    options: RunPipelineOptions,
    *,
    tried: Mapping[str, Sequence[int]] | None = None,
) -> PipelineResult:
    """Run a pipeline, of its steps the rows of a trial where there is one."""
    pipeline = read_pipeline(path, environ=os.environ, parameters=options.parameters)
    kept: dict[str, Any] = {
        "parameters": dict(options.parameters or {}),
        "dry_run": options.dry_run,
        "start": options.start,
        "lang": pipeline.lang or session.lang,
        **({} if tried is None else {"tried": {key: [*rows] for key, rows in tried.items()}}),
    }
    pipeline = _proving(pipeline, kept)
    session = session.preferring(pipeline.profile)
    settings, sellsy, journal = session.settings, session.sellsy, session.journal
    with importable(pipeline.folder):
        if pipeline.report and not options.dry_run:
            kept["totals"] = totals_now(sellsy)
        run_id = journal.runs.start(
            RunStart(
                entity=PIPELINE,
                kind=PIPELINE,
                mode="dry-run" if options.dry_run else None,
                profile=settings.profile,
                account=settings.account,
                source=str(pipeline.path),
                source_sha256=sha256_of(pipeline.path),
                source_size=pipeline.path.stat().st_size,
                settings=kept,
            )
        )
        current = CurrentRun(pipeline, session, journal, run_id, kept, options.approve)
        return _Work(current, proof_calls=sellsy.calls).through(options.start)


def _proving(pipeline: Pipeline, kept: Mapping[str, Any]) -> Pipeline:
    """Return a pipeline whose trial writes a proof of its own."""
    if "tried" not in kept:
        return pipeline
    report = pipeline.report or ReportPart(to=pipeline.path.stem)
    return pipeline.model_copy(update={"report": report.model_copy(update={"to": f"{report.to}.trial"})})


def resume_pipeline(
    session: Session, run: str, *, approve: Approve | None = None, decide: DecideWhole | None = None
) -> PipelineResult:
    """Complete a pipeline that was stopped; finished steps stay done. `run` is its id or "last".

    Of a trial that was cut short `decide` receives the rows and says what follows, as in `run_pipeline`.

    Raises:
        ConfigError: there is no such run, nothing of it is left to do, or its file is gone or was changed.
        ApiError: see `etl.core.errors`; what was sent is journalled.
    """
    with take_up(session, run, writes=False) as earlier:
        record, journal = earlier.record, earlier.journal
        unknown = any(
            journal.rows.counts(child.run_id)["unknown"] for child in journal.runs.children(record.run_id)
        )
        if record.kind != PIPELINE or (record.status is RunStatus.FINISHED and not unknown):
            raise ConfigError("resume-nothing", run=record.run_id)
        path = Path(str(record.source))
        if not path.is_file():
            raise ConfigError("pipeline-gone", path=path, run=record.run_id)
        if sha256_of(path) != record.source_sha256:
            raise ConfigError("pipeline-changed", path=path, run=record.run_id)
        kept: dict[str, Any] = dict(record.settings)
        pipeline = read_pipeline(path, environ=os.environ, parameters=kept.get("parameters") or {})
        pipeline = _proving(pipeline, kept)
        with importable(pipeline.folder):
            current = CurrentRun(pipeline, earlier.session, journal, record.run_id, kept, approve)
            journal.runs.resume(record.run_id)
            result = _Work(current).through(kept.get("start"))
        if "tried" not in kept:
            return result
        options = RunPipelineOptions(
            parameters=kept.get("parameters"), start=kept.get("start"), approve=approve
        )
        return _after_trial(earlier.session, result, decide) or _run(earlier.session, path, options)


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """Make the modules of a folder importable, before any others."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        with suppress(ValueError):
            sys.path.remove(str(folder))


@dataclass(slots=True)
class _Work:
    """Runs the steps of a pipeline run, each kind by its own handler."""

    run: CurrentRun
    started: float = field(default_factory=perf_counter)
    proof_calls: int = 0

    def through(self, start: str | None) -> PipelineResult:
        """Lock the pipeline's run during its steps, and record how it ended."""
        run = self.run
        steps: list[StepResult] = []
        with run.journal.lock(run.run_id):
            status = RunStatus.FAILED
            try:
                steps = Runner(run.pipeline, self, run.session.observer, start).run()
                status = RunStatus.FINISHED
            except (EtlError, KeyboardInterrupt):
                status = RunStatus.INTERRUPTED
                raise
            finally:
                report = self._prove() if status is RunStatus.FINISHED else None
                if run.dry and run.pipeline.report:
                    opportunities = count_now(run.session.sellsy)
                    to_prove = calls_to_prove(run.children(), opportunities, run.costs)
                    self.proof_calls = calls_to_total(opportunities) + to_prove
                result = PipelineResult(
                    run.run_id,
                    run.pipeline.title,
                    tuple(steps),
                    run.dry,
                    perf_counter() - self.started,
                    report,
                    run.billed,
                    self.proof_calls,
                )
                self._finish(status, result)
        return result

    def _prove(self) -> str | None:
        """Write the report of a migration if the pipeline asks for one."""
        run = self.run
        if not run.pipeline.report or run.dry:
            return None
        before = sum(Total.of_json(total).count for total in run.kept.get("totals") or ())
        run.session.observer.note("note-proving", calls=calls_to_prove(run.children(), before, run.costs))
        done = prove(
            Migration(run.session, run.pipeline, run.journal.runs.find(run.run_id), run.lang), run.of_step
        )
        self.proof_calls += done.calls
        return done.page

    def _finish(self, status: RunStatus, result: PipelineResult) -> None:
        run = self.run
        done = [run_result(run.journal, child.run_id) for child in run.children()]
        run.journal.runs.finish(
            run.run_id,
            status,
            counts=counts_of(done),
            calls=run.counting + sum(result.calls for result in done),
            duration_s=result.duration_s,
            report=result.report,
        )

    def work(self, name: str, step: Any) -> StepResult:
        """Run a step, or what is left of it.

        Raises:
            EtlError: the step cannot go on.
        """
        began = perf_counter()
        if self.run.tried is not None and not isinstance(step, ImportStep | DeleteStep):
            return StepResult(name, step.kind, Ending.SKIPPED)
        match step:
            case ImportStep() | DeleteStep():
                result = RowSteps(self.run).do(name, step)
            case ExportStep():
                result = ExportSteps(self.run).do(name, step)
            case CallStep():
                result = CallSteps(self.run).do(name, step)
            case WaitStep():
                result = WaitSteps(self.run).do(name, step)
            case _:
                raise TypeError(f"{type(step).__name__} is no step")
        ended = replace(result, seconds=perf_counter() - began)
        if ended.ending is Ending.STOPPED:
            self.run.session.observer.note(
                "note-step-stopped", step=name, bad=ended.bad, most=step.on_error.most
            )
        return ended
