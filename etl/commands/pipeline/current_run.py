"""The current run of a pipeline: what its steps share, and their estimated cost."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from etl.commands.pipeline.pipeline_result import counts_of
from etl.commands.pipeline.whole import PIPELINE
from etl.commands.session import Session
from etl.journal import Journal, RunRecord, RunStart, RunStatus
from etl.messages import Lang
from etl.pipeline import Pipeline
from etl.source.options import Cost

Approve = Callable[[str, Cost], bool]
"""Receives the name of a step and its estimated cost before its first write, and returns whether to go on."""


@dataclass(slots=True)
class CurrentRun:
    """A run of a pipeline, whose steps are runs of the journal with it as parent; `kept` are its settings there.

    `billed` are the estimated calls of its steps, `costs` the estimated costs of steps with rows, `counting` the calls
    by which a rehearsal counts what exports would read: these are no runs.
    """

    pipeline: Pipeline
    session: Session
    journal: Journal
    run_id: str
    kept: Mapping[str, Any]
    approve: Approve | None = None
    billed: int = 0
    counting: int = 0
    costs: dict[str, Cost] = field(default_factory=dict)

    @property
    def dry(self) -> bool:
        """Whether it is a rehearsal."""
        return bool(self.kept.get("dry_run"))

    @property
    def tried(self) -> Mapping[str, list[int]] | None:
        """The rows of a trial by file (see `place_key`), None where it is none."""
        tried = self.kept.get("tried")
        return tried if isinstance(tried, dict) else None

    @property
    def lang(self) -> Lang:
        """The language of reports."""
        return self.kept.get("lang") or "en"

    def of_step(self) -> Session:
        """Return a session for a step, in the language of the pipeline."""
        return self.session.another(lang=self.lang)

    def children(self) -> list[RunRecord]:
        """Return the runs of its steps."""
        return self.journal.runs.children(self.run_id)

    def begun(self, name: str) -> RunRecord | None:
        """Return the run of a step without rows that an earlier process began, or None."""
        return next((run for run in self.children() if run.settings.get("step") == name), None)

    @contextmanager
    def recorded(self, name: str, kind: str) -> Iterator[tuple[str, list[int]]]:
        """Record a step without rows as a run with its status; yield its id and a list for the calls it makes."""
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
                run_id, status, counts=counts_of(()), calls=sum(calls), duration_s=perf_counter() - began
            )
