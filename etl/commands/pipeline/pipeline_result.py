"""The result of a pipeline: its run and its steps."""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.core.results import JsonValue, Outcome, RunResult
from etl.pipeline.runner import Ending, StepResult


@dataclass(frozen=True, slots=True)
class PipelineResult:
    """The result of a pipeline: its run in the journal, and its steps in the order of work.

    `billed` are the estimated API calls of the steps with rows, in a rehearsal those of exports and calls too;
    `proof_calls` are the calls of the report, for which everything is read again: in a rehearsal an estimate.
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
        return counts_of(self.steps)

    @property
    def calls(self) -> int:
        """The API calls of all steps."""
        return sum(step.calls for step in self.steps)

    @property
    def exit_code(self) -> int:
        """0 when every step is done (or skipped) and every row fine, else 1."""
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
        "vanished": [{"legacy_id": legacy_id, "id": record_id} for legacy_id, record_id in step.vanished],
    }


def counts_of(steps: Iterable[StepResult | RunResult]) -> dict[str, int]:
    """Return the rows of steps, or runs, by outcome."""
    counts: dict[str, int] = {"read": 0, **{outcome.value: 0 for outcome in Outcome}}
    for step in steps:
        for name, number in step.counts.items():
            counts[name] = counts.get(name, 0) + number
    return counts
