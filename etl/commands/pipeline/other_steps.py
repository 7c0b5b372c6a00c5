"""Steps of a pipeline that write no rows: exports, calls and waits."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl.commands.data.api_call import call_api
from etl.commands.data.exporting import ExportOptions, export, export_cost
from etl.commands.pipeline.current_run import CurrentRun
from etl.core.errors import ApiError, ConfigError
from etl.core.stopping import pause
from etl.core.user_paths import expanded
from etl.exports.cost import created_by
from etl.exports.warehouse import is_warehouse
from etl.journal import RunStatus
from etl.pipeline import CallStep, ExportStep, WaitStep
from etl.pipeline.conditions import prune
from etl.pipeline.runner import Ending, StepResult


@dataclass(frozen=True, slots=True)
class ExportSteps:
    """Runs steps that export records."""

    run: CurrentRun

    def do(self, name: str, step: ExportStep) -> StepResult:
        """Write a file; a rehearsal only counts, so that what is remembered for `since` stays as it is."""
        options = ExportOptions(
            where=step.where,
            since=step.since,
            columns=step.columns,
            order=step.order,
            limit=step.limit,
            raw=step.raw,
            names=None if step.raw or is_warehouse(step.to) else step.names,
            deleted=step.deleted,
            name=f"{self.run.pipeline.path.stem}/{name}",
        )
        if self.run.dry:
            with self.run.of_step() as own:
                coming = created_by(self.run.journal, self.run.run_id)
                cost = export_cost(own, step.entity, options, coming=coming)
            self.run.billed += cost.calls
            self.run.counting += cost.made
            return StepResult(name, step.kind, Ending.DONE, calls=cost.made)
        place = self._place(step.to)
        with self.run.recorded(name, step.kind) as (run_id, calls), self.run.of_step() as own:
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

    def _place(self, template: str) -> Path | str:
        """Return the place of a file: relative to the pipeline's folder, or an address as it is."""
        today = f"{datetime.now(tz=UTC):%Y-%m-%d}"
        filled = template.replace("{date}", today).replace("{run}", self.run.run_id)
        if "://" in filled or filled == "-" or is_warehouse(filled):
            return filled
        place = expanded(filled)
        # A folder keeps its final slash.
        full = place if place.is_absolute() else self.run.pipeline.folder / place
        return f"{full}/" if filled.endswith("/") else full


@dataclass(frozen=True, slots=True)
class CallSteps:
    """Runs steps that make a call."""

    run: CurrentRun

    def do(self, name: str, step: CallStep) -> StepResult:
        """Make a call; a call that writes is made once, whatever its outcome.

        Raises:
            ApiError: see `etl.core.errors`.
            ConfigError: an earlier try of a call that writes was cut short: whether it was made is unknown.
        """
        method, _, path = step.call.partition(" ")
        earlier = self.run.begun(name)
        if earlier is not None and earlier.status is RunStatus.FINISHED:
            return StepResult(name, step.kind, Ending.DONE, runs=(earlier.run_id,))
        writes = method != "GET" and not path.rstrip("/").endswith("/search")
        if earlier is not None and writes:
            raise ConfigError("pipeline-call-unknown", step=name, next=self._after(name))
        self.run.billed += self.run.dry
        if self.run.dry and writes:
            return StepResult(name, step.kind, Ending.DONE)
        with self.run.recorded(name, step.kind) as (run_id, calls), self.run.of_step() as own:
            calls.append(1)
            answer = call_api(own, method, path, query=tuple(step.query.items()), body=step.body)
            if answer.failed:
                raise ApiError("pipeline-call", method=method, path=path, status=answer.status)
        return StepResult(name, step.kind, Ending.DONE, runs=(run_id,), calls=1)

    def _after(self, name: str) -> str:
        names = [name for name, _step in self.run.pipeline.ordered()]
        return next(iter(names[names.index(name) + 1 :]), name)


@dataclass(frozen=True, slots=True)
class WaitSteps:
    """Runs steps that wait."""

    run: CurrentRun
    sleep: Callable[[float], None] = pause

    def do(self, name: str, step: WaitStep) -> StepResult:
        """Wait; a rehearsal does not."""
        if not self.run.dry:
            self.sleep(step.seconds)
        return StepResult(name, step.kind, Ending.DONE)


def _names(template: str) -> re.Pattern[str] | None:
    """Return the pattern of the file names of an export, None when each run writes the same file."""
    name = template.rpartition("/")[2]
    if "{date}" not in name and "{run}" not in name:
        return None
    pattern = re.escape(name).replace(r"\{date\}", r"\d{4}-\d\d-\d\d")
    return re.compile(pattern.replace(r"\{run\}", r"\d{8}-\d{6}-[0-9a-z]{4}"))
