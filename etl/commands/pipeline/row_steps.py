"""Steps of a pipeline that import or delete the rows of files: each file, or sheet, is a run."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.commands.pipeline.current_run import CurrentRun
from etl.commands.pipeline.pipeline_result import counts_of
from etl.commands.pipeline.proof import cost_key
from etl.commands.pipeline.trial import place_key
from etl.commands.run.earlier_run import AgainOptions
from etl.commands.run.importing import DeleteFileOptions, ImportFileOptions, delete_file, import_file
from etl.commands.run.resume import resume_run
from etl.core.errors import ConfigError
from etl.core.results import RunResult
from etl.journal import RunStatus
from etl.journal.run_results import run_result
from etl.pipeline import DeleteStep, ImportStep
from etl.pipeline.conditions import files_of
from etl.pipeline.runner import Ending, StepResult, within
from etl.runs.part import Part
from etl.sheets import list_sheets
from etl.source.options import Cost
from etl.source.row_change import change_named, named_with

_READING = (
    "header_row",
    "encoding",
    "repair_encoding",
    "delimiter",
    "decimal",
    "date_order",
    "country",
    "currency",
    "hidden",
    "clear_word",
)


_SHOWN = 12
"""Vanished records that a note lists."""


@dataclass(frozen=True, slots=True)
class RowSteps:
    """Runs steps with rows; runs that an earlier process finished stay done, those it started are completed."""

    run: CurrentRun

    def do(self, name: str, step: ImportStep | DeleteStep) -> StepResult:
        """Run a step, or what is left of it, until too many of its rows are bad."""
        result = _of_runs(name, step, self._files(name, step))
        if isinstance(step, DeleteStep) or self.run.tried is not None or result.ending is not Ending.DONE:
            return result
        return replace(result, vanished=self._vanished(name, result.runs))

    def _vanished(self, name: str, now: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """Return, and note, the old ids that the last run of the step read and that its files no longer have.

        Their records stay in Sellsy: that an export lacks them does not say that they are to be deleted.
        """
        journal = self.run.journal
        whole = journal.runs.find(self.run.run_id)
        for earlier in journal.runs.newest():
            place = (earlier.kind, earlier.source, earlier.account)
            if earlier.run_id == whole.run_id or earlier.rehearsed or "tried" in earlier.settings:
                continue
            if place != (whole.kind, whole.source, whole.account):
                continue
            children = journal.runs.children(earlier.run_id)
            before = [run.run_id for run in children if run.settings.get("step") == name]
            if not before:
                continue
            gone = journal.ids.vanished(str(whole.account), now, before)
            if gone:
                shown = [f"{row.legacy_id} = {row.sellsy_id}" for row in gone[:_SHOWN]]
                more = [f"+{len(gone) - _SHOWN}"] if len(gone) > _SHOWN else []
                self.run.session.observer.note(
                    "note-vanished", step=name, count=len(gone), records=[*shown, *more], run=earlier.run_id
                )
            return tuple((row.legacy_id, row.sellsy_id or 0) for row in gone)
        return ()

    def _files(self, name: str, step: ImportStep | DeleteStep) -> list[RunResult]:
        done: list[RunResult] = []
        for path, sheet in self._sources(name, step):
            if self.run.tried is not None and place_key(name, str(path), sheet) not in self.run.tried:
                continue
            result = self._earlier(name, path, sheet) or self._rows(name, step, path, sheet)
            done.append(result)
            if not within(step.on_error, result.counts):
                break
        return done

    def _sources(self, name: str, step: ImportStep | DeleteStep) -> Iterator[tuple[Path, str | None]]:
        """Yield (file, sheet) of a step, in order."""
        for pattern in step.files:
            paths = files_of(pattern, folder=self.run.pipeline.folder)
            if not paths and not step.optional:
                raise ConfigError(
                    "pipeline-no-files", path=self.run.pipeline.path, step=name, pattern=pattern
                )
            for path in paths:
                sheets = list_sheets(path) if step.sheet == ["*"] else step.sheet
                if sheets:
                    yield from ((path, sheet) for sheet in sheets)
                else:
                    yield path, None

    def _earlier(self, name: str, path: Path, sheet: str | None) -> RunResult | None:
        """Return the earlier run of a step's file, completed if it was not finished, or None."""
        for run in self.run.children():
            reading = run.settings.get("reading")
            of_sheet = reading.get("sheet") if isinstance(reading, dict) else None
            if run.settings.get("step") != name or run.source != str(path) or (sheet and of_sheet != sheet):
                continue
            unknown = self.run.journal.rows.counts(run.run_id)["unknown"]
            if run.status is RunStatus.FINISHED and not unknown:
                return run_result(self.run.journal, run.run_id)
            if run.kind == "dry-run":
                continue
            with self.run.of_step() as own:
                again = AgainOptions(confirm=self._confirm(name, None, path))
                return resume_run(own, run.run_id, again)
        return None

    def _rows(self, name: str, step: ImportStep | DeleteStep, path: Path, sheet: str | None) -> RunResult:
        reading = {key: getattr(step, key) for key in _READING if getattr(step, key) is not None}
        options: dict[str, Any] = {
            **reading,
            "sheet": sheet,
            **({"mapping": _mapping(step, self.run.pipeline.folder)} if step.mapping else {}),
            "match": step.match,
            "dry_run": self.run.dry,
            "explicit": frozenset(step.model_fields_set),
            "batch_size": step.batch_size,
            "confirm": self._confirm(name, step, path),
            "part": self._part(name, step, path, sheet),
        }
        with self.run.of_step() as own:
            if isinstance(step, DeleteStep):
                return delete_file(own, path, DeleteFileOptions(entity=str(step.entity), **options))
            name_of = step.transform and named_with(step.transform, step.transform_with)
            change = change_named(name_of) if name_of else None
            wanted = ImportFileOptions(
                entity=step.entity,
                mode=step.mode,
                on_doubt=step.on_doubt,
                create_missing=step.create_missing,
                tags=step.tags,
                append=step.append,
                recreate_deleted=step.recreate_deleted,
                empty=step.empty,
                on_bad_cell=step.on_bad_cell,
                accept_fixes=step.accept_fixes,
                change=change,
                **options,
            )
            return import_file(own, path, wanted)

    def _part(self, name: str, step: ImportStep | DeleteStep, path: Path, sheet: str | None) -> Part:
        """Return what the run of a file is part of."""
        tag, tried = self._tag(name, step, path, sheet), self.run.tried
        part = Part(self.run.run_id, name, self.run.pipeline.system, tag)
        if tried is None:
            return part
        rows = frozenset(tried.get(place_key(name, str(path), sheet), ()))
        return replace(part, tag=f"{tag}.trial" if tag else "trial", tried=rows)

    def _tag(self, name: str, step: ImportStep | DeleteStep, path: Path, sheet: str | None) -> str:
        """Return what distinguishes a report from others on the same file; "" where the file is read once."""
        readers = [
            reader
            for reader in self.run.pipeline.steps.values()
            if isinstance(reader, ImportStep | DeleteStep)
            and any(path in files_of(pattern, folder=self.run.pipeline.folder) for pattern in reader.files)
        ]
        several = sheet is not None and step.sheet != [sheet]
        parts = ([name] if len(readers) > 1 else []) + ([str(sheet)] if several else [])
        return ".".join(re.sub(r"[^\w-]+", "-", part) for part in parts)

    def _confirm(self, name: str, step: ImportStep | DeleteStep | None, path: Path) -> Callable[[Cost], bool]:
        """Return the callback before the first write: it refuses where more rows were rejected than allowed."""

        def confirm(cost: Cost) -> bool:
            self.run.billed += cost.total
            self.run.costs[cost_key(name, str(path))] = cost
            if step is not None and not self.run.dry and not within(step.on_error, cost.counts):
                return False
            return self.run.approve is None or self.run.approve(name, cost)

        return confirm


def _mapping(step: ImportStep | DeleteStep, folder: Path) -> list[Any]:
    """Return a step's mappings; files they name are in the folder of the pipeline."""
    return [
        str(folder / mapping)
        if isinstance(mapping, str) and mapping.lower().endswith((".yaml", ".yml"))
        else mapping
        for mapping in step.mapping
    ]


def _of_runs(name: str, step: ImportStep | DeleteStep, runs: list[RunResult]) -> StepResult:
    counts = counts_of(runs)
    ending = Ending.DONE if within(step.on_error, counts) else Ending.STOPPED
    files = tuple(run.report for run in runs if run.report)
    calls = sum(run.calls for run in runs)
    return StepResult(
        name, step.kind, ending, counts, tuple(run.run_id for run in runs), calls=calls, files=files
    )
