"""Running a pipeline: its steps in order, each done by a given worker or skipped.

The runner knows neither Sellsy nor the journal: a `Worker` does a step and returns its result, and also accounts for
what an earlier process already did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from etl.core.errors import ConfigError
from etl.core.observer import Observer
from etl.pipeline.conditions import holds
from etl.pipeline.parts import Errors
from etl.pipeline.spec import Pipeline

_BAD = ("rejected", "failed", "unknown")


class Ending(StrEnum):
    """How a step ended.

    DONE: within what `on_error` allows. STOPPED: more rows went wrong than it allows. SKIPPED: `when` did not
    hold. HELD: a step it needs did not end well. LEFT: never reached.
    """

    DONE = "done"
    STOPPED = "stopped"
    SKIPPED = "skipped"
    HELD = "held"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class StepResult:
    """How a step ended: its rows by outcome, its runs in the journal, API calls, seconds, files it wrote.

    `vanished` are the ids of the other system, with the record of each, that an earlier run of the step read and that
    its files no longer have.
    """

    name: str
    kind: str
    ending: Ending
    counts: Mapping[str, int] = field(default_factory=dict)
    runs: tuple[str, ...] = ()
    calls: int = 0
    seconds: float = 0.0
    files: tuple[str, ...] = ()
    vanished: tuple[tuple[str, int], ...] = ()

    @property
    def bad(self) -> int:
        """Rows that were rejected, failed or are unknown."""
        return sum(self.counts.get(name, 0) for name in _BAD)


class Worker(Protocol):
    """Does the steps of one pipeline."""

    def work(self, name: str, step: Any) -> StepResult:
        """Do a step, or what is left of it, and return how it ended.

        Raises:
            EtlError: the step cannot go on.
        """


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs a pipeline from the step `start` (None: from the first)."""

    pipeline: Pipeline
    worker: Worker
    observer: Observer
    start: str | None = None

    def run(self) -> list[StepResult]:
        """Do the steps and return how each ended, in the order of work.

        Raises:
            ConfigError: there is no step to start from.
            EtlError: a step cannot go on; those before it are done.
        """
        steps = self.pipeline.ordered()
        self._check_start([name for name, _ in steps])
        results: list[StepResult] = []
        reached = self.start is None
        for name, step in steps:
            reached = reached or name == self.start
            if not reached:
                continue
            if any(result.ending is Ending.STOPPED for result in results) and not _after_failure(step):
                results.append(StepResult(name, step.kind, Ending.LEFT))
                continue
            results.append(self._step(name, step, results))
        return results

    def _check_start(self, names: Sequence[str]) -> None:
        if self.start is not None and self.start not in names:
            raise ConfigError("pipeline-step", path=self.pipeline.path, step=self.start, accepted=list(names))

    def _step(self, name: str, step: Any, before: Sequence[StepResult]) -> StepResult:
        failed = [result.name for result in before if result.ending in (Ending.STOPPED, Ending.HELD)]
        if any(need in failed for need in step.needs) and not _after_failure(step):
            self.observer.note("note-step-held", step=name)
            return StepResult(name, step.kind, Ending.HELD)
        if not holds(step.when, folder=self.pipeline.folder, failed=failed):
            self.observer.note("note-step-skipped", step=name, when=step.when)
            return StepResult(name, step.kind, Ending.SKIPPED)
        self.observer.note("note-step", step=name, kind=step.kind)
        return self.worker.work(name, step)


def _after_failure(step: Any) -> bool:
    """Tell whether a step handles failures, so that it runs even after a stop."""
    return step.when is not None and step.when.strip().partition(" ")[0] == "failed"


def within(errors: Errors, counts: Mapping[str, int]) -> bool:
    """Tell whether the number of bad rows is within what a step allows."""
    return errors.most is None or sum(counts.get(name, 0) for name in _BAD) <= errors.most
