"""Running pipelines: each step is a run of its own in the journal, under one.

A pipeline that was stopped is taken up where it stood: what is done stays done, what was begun is completed, and a
call whose answer nobody knows is never made again by itself.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from etl.commands.data.api_call import call_api
from etl.commands.data.exporting import ExportOptions, export, export_cost
from etl.commands.pipeline.pipeline_runs import verify_whole
from etl.commands.pipeline.proof import (
    bill_key,
    calls_to_prove,
    calls_to_total,
    count_now,
    prove,
    totals_now,
)
from etl.commands.pipeline.whole import PIPELINE
from etl.commands.run.earlier_run import AgainOptions, take_up
from etl.commands.run.importing import DeleteFileOptions, ImportFileOptions, delete_file, import_file
from etl.commands.run.resume import resume_run
from etl.commands.session import Session
from etl.core.errors import ApiError, ConfigError, EtlError
from etl.core.results import JsonValue, Outcome, RunResult
from etl.core.stopping import pause
from etl.core.user_paths import expanded
from etl.exports.cost import created_by
from etl.journal import Journal, RunRecord, RunStart, RunStatus
from etl.journal.run_results import run_result
from etl.pipeline import CallStep, DeleteStep, ExportStep, ImportStep, Pipeline, WaitStep, read_pipeline
from etl.pipeline.conditions import files_of, prune
from etl.pipeline.runner import Ending, Runner, StepResult, within
from etl.reports.proof import Total
from etl.runs.part import Part
from etl.sheets import list_sheets
from etl.source.opening import sha256_of
from etl.source.options import Bill
from etl.source.row_change import change_named

__all__ = ["PIPELINE", "PipelineResult", "RunPipelineOptions", "resume_pipeline", "run_pipeline"]

Approve = Callable[[str, Bill], bool]
"""Is shown the name of a step and its bill before its first write, and says whether to go on."""


@dataclass(frozen=True, slots=True)
class PipelineResult:
    """How a pipeline ended: its run in the journal, and its steps in the order of work.

    `billed` are the API calls that the steps with rows were said to cost before they wrote, in a rehearsal those that
    exports and calls would take too; `proof_calls` those that the report took, for which everything is read again: in a
    rehearsal those that it would take.
    """

    run_id: str
    title: str
    steps: tuple[StepResult, ...]
    dry: bool
    duration_s: float
    report: str | None = None
    billed: int = 0
    proof_calls: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """The rows of all steps by outcome."""
        return _sum(self.steps)

    @property
    def calls(self) -> int:
        """The API calls of all steps."""
        return sum(step.calls for step in self.steps)

    @property
    def exit_code(self) -> int:
        """0 when every step is done (or passed over) and every row fine, else 1."""
        fine = all(step.ending in (Ending.DONE, Ending.SKIPPED) and not step.bad for step in self.steps)
        return int(not fine)

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the document of `run --json`."""
        return {
            "run_id": self.run_id,
            "pipeline": self.title,
            "dry_run": self.dry,
            "counts": dict(self.counts),
            "calls": self.calls,
            "billed": self.billed,
            "proof_calls": self.proof_calls,
            "duration_s": round(self.duration_s, 3),
            "report": self.report,
            "steps": [_step_json(step) for step in self.steps],
        }


def _step_json(step: StepResult) -> dict[str, JsonValue]:
    return {
        "name": step.name,
        "kind": step.kind,
        "ending": step.ending.value,
        "counts": dict(step.counts),
        "calls": step.calls,
        "duration_s": round(step.seconds, 3),
        "runs": [*step.runs],
        "files": [*step.files],
    }


def _sum(steps: Any) -> dict[str, int]:
    counts: dict[str, int] = {"read": 0, **{outcome.value: 0 for outcome in Outcome}}
    for step in steps:
        for name, number in step.counts.items():
            counts[name] = counts.get(name, 0) + number
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPipelineOptions:
    """How a pipeline is run: values for its `parameters`, and the step to `start` from.

    `dry_run` does everything but write; steps see what earlier ones would create. `approve` is shown each step's bill
    before its first write.
    """

    parameters: Mapping[str, str] | None = None
    dry_run: bool = False
    start: str | None = None
    approve: Approve | None = None


def run_pipeline(session: Session, path: str | Path, options: RunPipelineOptions) -> PipelineResult:
    """Run the steps of a pipeline file; see `etl.run_pipeline`.

    Raises:
        ConfigError: the file says what a pipeline cannot; with the line.
        DataError: a source cannot be read; steps before it are done.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
        JournalError: the journal cannot be written, or another run works on the account.
    """
    pipeline = read_pipeline(path, environ=os.environ, parameters=options.parameters)
    kept: dict[str, JsonValue] = {
        "parameters": dict(options.parameters or {}),
        "dry_run": options.dry_run,
        "start": options.start,
        "lang": pipeline.lang or session.lang,
    }
    session = session.preferring(pipeline.profile)
    settings, sellsy, journal = session.settings, session.sellsy, session.journal
    with _importable(pipeline.folder):
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
        work = _Work(pipeline, session, journal, run_id, kept, options.approve)
        work.proof_calls = sellsy.calls
        return work.through(options.start)


def resume_pipeline(session: Session, run: str, *, approve: Approve | None = None) -> PipelineResult:
    """Complete a pipeline that was stopped; steps that are done stay done. `run` is its id or "last".

    Raises:
        ConfigError: there is no such run, nothing of it is left to do, or its file is gone or was changed.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
    """
    with take_up(session, run, writes=False) as earlier:
        record, journal = earlier.record, earlier.journal
        unknown = any(
            journal.rows.counts(one.run_id)["unknown"] for one in journal.runs.children(record.run_id)
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
        with _importable(pipeline.folder):
            work = _Work(pipeline, earlier.session, journal, record.run_id, kept, approve)
            journal.runs.resume(record.run_id)
            return work.through(kept.get("start"))


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Let modules of a folder be imported, those of the pipeline before any other."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        with suppress(ValueError):
            sys.path.remove(str(folder))


@dataclass(slots=True)
class _Work:
    """Does the steps of one pipeline run, each a run of the journal whose parent it is.

    `counting` are the calls by which a rehearsal counts what exports would read: these are no runs.
    """

    pipeline: Pipeline
    session: Session
    journal: Journal
    run_id: str
    kept: Mapping[str, Any]
    approve: Approve | None
    sleep: Callable[[float], None] = pause
    started: float = field(default_factory=perf_counter)
    billed: int = 0
    counting: int = 0
    proof_calls: int = 0
    bills: dict[str, Bill] = field(default_factory=dict)

    @property
    def dry(self) -> bool:
        return bool(self.kept.get("dry_run"))

    def through(self, start: str | None) -> PipelineResult:
        """Hold the pipeline's run while its steps are done, and record how it ended."""
        steps: list[StepResult] = []
        with self.journal.lock(self.run_id):
            status = RunStatus.FAILED
            try:
                steps = Runner(self.pipeline, self, self.session.observer, start).run()
                status = RunStatus.FINISHED
            except (EtlError, KeyboardInterrupt):
                status = RunStatus.INTERRUPTED
                raise
            finally:
                report = self._prove() if status is RunStatus.FINISHED else None
                if self.dry and self.pipeline.report:
                    held = count_now(self.session.sellsy)
                    self.proof_calls = calls_to_total(held) + calls_to_prove(
                        self._children(), held, self.bills
                    )
                result = PipelineResult(
                    self.run_id,
                    self.pipeline.title,
                    tuple(steps),
                    self.dry,
                    perf_counter() - self.started,
                    report,
                    self.billed,
                    self.proof_calls,
                )
                self._finish(status, result)
        return result

    def _prove(self) -> str | None:
        """Write the report of a migration, where the pipeline asks for one."""
        if not self.pipeline.report or self.dry:
            return None
        self.session.observer.note(
            "note-proving", calls=calls_to_prove(self._children(), self._held(), self.bills)
        )
        with _own(self) as own:
            checks = verify_whole(own, self.run_id)
        before = self.session.sellsy.calls
        report = prove(
            self.pipeline,
            self.journal.runs.find(self.run_id),
            journal=self.journal,
            sellsy=self.session.sellsy,
            marks={check.run_id: check.counts for _step, check in checks.parts},
            lang=self.kept.get("lang") or "en",
            local=self.session.settings.local,
            observer=self.session.observer,
        )
        self.proof_calls += (
            self.session.sellsy.calls - before + sum(check.calls for _step, check in checks.parts)
        )
        return report

    def _children(self) -> list[RunRecord]:
        return self.journal.runs.children(self.run_id)

    def _held(self) -> int:
        """Return how many opportunities the account had before."""
        return sum(Total.of_json(one).count for one in self.kept.get("totals") or ())

    def _finish(self, status: RunStatus, result: PipelineResult) -> None:
        done = [run_result(self.journal, one.run_id) for one in self._children()]
        counts = _sum(done)
        self.journal.runs.finish(
            self.run_id,
            status,
            counts=counts,
            calls=self.counting + sum(one.calls for one in done),
            duration_s=result.duration_s,
            report=result.report,
        )

    # one step

    def work(self, name: str, step: Any) -> StepResult:
        """Do a step, or what is left of it.

        Raises:
            EtlError: it cannot go on.
        """
        began = perf_counter()
        match step:
            case ImportStep() | DeleteStep():
                runs = self._files(name, step)
                result = _of_runs(name, step, runs)
            case ExportStep():
                result = self._export(name, step)
            case CallStep():
                result = self._call(name, step)
            case WaitStep():
                result = self._wait(name, step)
            case _:
                raise TypeError(f"{type(step).__name__} is no step")
        ended = StepResult(
            name,
            step.kind,
            result.ending,
            result.counts,
            result.runs,
            result.calls,
            perf_counter() - began,
            result.files,
        )
        if ended.ending is Ending.STOPPED:
            self.session.observer.note("note-step-stopped", step=name, bad=ended.bad, most=step.on_error.most)
        return ended

    # rows

    def _files(self, name: str, step: ImportStep | DeleteStep) -> list[RunResult]:
        done: list[RunResult] = []
        for path, sheet in self._sources(name, step):
            result = self._earlier(name, path, sheet) or self._rows(name, step, path, sheet)
            done.append(result)
            if not within(step.on_error, result.counts):
                break
        return done

    def _sources(self, name: str, step: ImportStep | DeleteStep) -> Iterator[tuple[Path, str | None]]:
        """Yield (file, sheet) of a step, in order."""
        for pattern in step.files:
            found = files_of(pattern, folder=self.pipeline.folder)
            if not found and not step.optional:
                raise ConfigError("pipeline-no-files", path=self.pipeline.path, step=name, pattern=pattern)
            for path in found:
                sheets = list_sheets(path) if step.sheet == ["*"] else step.sheet
                if sheets:
                    yield from ((path, sheet) for sheet in sheets)
                else:
                    yield path, None

    def _earlier(self, name: str, path: Path, sheet: str | None) -> RunResult | None:
        """Return the run that did a file of a step already, completed where it was not; None where there is none."""
        for run in self.journal.runs.children(self.run_id):
            reading = run.settings.get("reading")
            of_sheet = reading.get("sheet") if isinstance(reading, dict) else None
            if run.settings.get("step") != name or run.source != str(path) or (sheet and of_sheet != sheet):
                continue
            unknown = self.journal.rows.counts(run.run_id)["unknown"]
            if run.status is RunStatus.FINISHED and not unknown:
                return run_result(self.journal, run.run_id)
            if run.kind == "dry-run":
                continue
            with _own(self) as own:
                again = AgainOptions(confirm=self._confirm(name, None, path))
                return resume_run(own, run.run_id, again)
        return None

    def _rows(self, name: str, step: ImportStep | DeleteStep, path: Path, sheet: str | None) -> RunResult:
        said = {key: getattr(step, key) for key in _READING if getattr(step, key) is not None}
        options: dict[str, Any] = {
            **said,
            "sheet": sheet,
            **({"mapping": _mapping(step, self.pipeline.folder)} if step.mapping else {}),
            "match": step.match,
            "dry_run": self.dry,
            "batch_size": step.batch_size,
            "confirm": self._confirm(name, step, path),
            "part": Part(self.run_id, name, self.pipeline.system, self._tag(name, step, path, sheet)),
        }
        with _own(self) as own:
            if isinstance(step, DeleteStep):
                return delete_file(own, path, DeleteFileOptions(entity=str(step.entity), **options))
            change = change_named(step.transform) if step.transform else None
            wanted = ImportFileOptions(
                entity=step.entity,
                mode=step.mode,
                on_doubt=step.on_doubt,
                create_missing=step.create_missing,
                tags=step.tags,
                append=step.append,
                recreate_deleted=step.recreate_deleted,
                change=change,
                **options,
            )
            return import_file(own, path, wanted)

    def _tag(self, name: str, step: ImportStep | DeleteStep, path: Path, sheet: str | None) -> str:
        """Return what tells the report on a file from others on the same file; "" where it is read once."""
        readers = [
            one
            for one in self.pipeline.steps.values()
            if isinstance(one, ImportStep | DeleteStep)
            and any(path in files_of(pattern, folder=self.pipeline.folder) for pattern in one.files)
        ]
        several = sheet is not None and step.sheet != [sheet]
        parts = ([name] if len(readers) > 1 else []) + ([str(sheet)] if several else [])
        return ".".join(re.sub(r"[^\w-]+", "-", part) for part in parts)

    def _confirm(self, name: str, step: ImportStep | DeleteStep | None, path: Path) -> Callable[[Bill], bool]:
        """Return what is asked before the first write: more rows rejected than allowed write nothing."""

        def confirm(bill: Bill) -> bool:
            self.billed += bill.total
            self.bills[bill_key(name, str(path))] = bill
            if step is not None and not self.dry and not within(step.on_error, bill.counts):
                return False
            return self.approve is None or self.approve(name, bill)

        return confirm

    # the rest

    @contextmanager
    def _record(self, name: str, kind: str) -> Iterator[tuple[str, list[int]]]:
        """Record a step that writes no rows as a run, and how it ended; yields its id, and takes the calls it makes."""
        run_id = self.journal.runs.start(
            RunStart(
                entity=PIPELINE,
                kind=kind,
                profile=self.session.settings.profile,
                account=self.session.settings.account,
                parent=self.run_id,
                settings={"step": name},
            )
        )
        status = RunStatus.INTERRUPTED
        began = perf_counter()
        calls: list[int] = []
        try:
            yield run_id, calls
            status = RunStatus.FINISHED
        finally:
            self.journal.runs.finish(
                run_id, status, counts=_sum(()), calls=sum(calls), duration_s=perf_counter() - began
            )

    def _done(self, name: str) -> RunRecord | None:
        """Return the run of a step that writes no rows, where an earlier process began it."""
        return next(
            (run for run in self.journal.runs.children(self.run_id) if run.settings.get("step") == name), None
        )

    def _export(self, name: str, step: ExportStep) -> StepResult:
        """Write a file; a rehearsal writes none, so that what is remembered for `since` stays as it is, but counts."""
        options = ExportOptions(
            where=step.where,
            since=step.since,
            columns=step.columns,
            order=step.order,
            limit=step.limit,
            raw=step.raw,
            deleted=step.deleted,
            name=f"{self.pipeline.path.stem}/{name}",
        )
        if self.dry:
            with _own(self) as own:
                coming = created_by(self.journal, self.run_id)
                cost = export_cost(own, step.entity, options, coming=coming)
            self.billed += cost.calls
            self.counting += cost.made
            return StepResult(name, step.kind, Ending.DONE, calls=cost.made)
        place = self._place(step.to)
        with self._record(name, step.kind) as (run_id, calls), _own(self) as own:
            result = export(own, step.entity, place, options)
            calls.append(result.calls)
        if step.keep is not None and isinstance(place, Path):
            prune(place.parent, _names(step.to), keep=step.keep)
        return StepResult(
            name,
            step.kind,
            Ending.DONE,
            {"read": result.rows},
            (run_id,),
            calls=result.calls,
            files=result.files,
        )

    def _place(self, said: str) -> Path | str:
        """Return where a file goes: relative to the pipeline's folder, or an address as it is."""
        today = f"{datetime.now(tz=UTC):%Y-%m-%d}"
        filled = said.replace("{date}", today).replace("{run}", self.run_id)
        if "://" in filled or filled == "-":
            return filled
        place = expanded(filled)
        # A folder keeps the slash that says it is one.
        full = place if place.is_absolute() else self.pipeline.folder / place
        return f"{full}/" if filled.endswith("/") else full

    def _call(self, name: str, step: CallStep) -> StepResult:
        """Make a call; one that writes is made once, whatever became of it."""
        method, _, path = step.call.partition(" ")
        earlier = self._done(name)
        if earlier is not None and earlier.status is RunStatus.FINISHED:
            return StepResult(name, step.kind, Ending.DONE, runs=(earlier.run_id,))
        writes = method != "GET" and not path.rstrip("/").endswith("/search")
        if earlier is not None and writes:
            raise ConfigError("pipeline-call-unknown", step=name, next=self._after(name))
        self.billed += self.dry
        if self.dry and writes:
            return StepResult(name, step.kind, Ending.DONE)
        with self._record(name, step.kind) as (run_id, calls), _own(self) as own:
            calls.append(1)
            answer = call_api(own, method, path, query=tuple(step.query.items()), body=step.body)
            if answer.failed:
                raise ApiError("pipeline-call", method=method, path=path, status=answer.status)
        return StepResult(name, step.kind, Ending.DONE, runs=(run_id,), calls=1)

    def _after(self, name: str) -> str:
        names = [one for one, _step in self.pipeline.ordered()]
        return next(iter(names[names.index(name) + 1 :]), name)

    def _wait(self, name: str, step: WaitStep) -> StepResult:
        if not self.dry:
            self.sleep(step.seconds)
        return StepResult(name, step.kind, Ending.DONE)


def _own(work: _Work) -> Session:
    """Return the session of a step, which speaks the language of the pipeline."""
    return work.session.another(lang=work.kept.get("lang") or "en")


_READING = (
    "header_row",
    "encoding",
    "repair_encoding",
    "delimiter",
    "decimal",
    "date_order",
    "country",
    "currency",
)


def _names(said: str) -> re.Pattern[str] | None:
    """Return what the files of one export are called, None where each run writes the same one."""
    name = said.rpartition("/")[2]
    if "{date}" not in name and "{run}" not in name:
        return None
    pattern = re.escape(name).replace(r"\{date\}", r"\d{4}-\d\d-\d\d")
    return re.compile(pattern.replace(r"\{run\}", r"\d{8}-\d{6}-[0-9a-z]{4}"))


def _mapping(step: ImportStep | DeleteStep, folder: Path) -> list[Any]:
    """Return a step's mappings; files they name are in the folder of the pipeline."""
    return [
        str(folder / one) if isinstance(one, str) and one.lower().endswith((".yaml", ".yml")) else one
        for one in step.mapping
    ]


def _of_runs(name: str, step: ImportStep | DeleteStep, runs: list[RunResult]) -> StepResult:
    counts = _sum(runs)
    ending = Ending.DONE if within(step.on_error, counts) else Ending.STOPPED
    files = tuple(run.report for run in runs if run.report)
    calls = sum(run.calls for run in runs)
    return StepResult(
        name, step.kind, ending, counts, tuple(run.run_id for run in runs), calls=calls, files=files
    )
