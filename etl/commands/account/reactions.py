"""Run a pipeline as deliveries arrive.

A file with a parameter of `NAMES` is run for each delivery with its values; any other once for all that arrived
meanwhile. What a pipeline writes is delivered too; since a second import writes nothing new, this comes to rest.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from etl.commands.pipeline.pipelines import PipelineResult, RunPipelineOptions, run_pipeline
from etl.commands.session import Session
from etl.core.errors import EtlError
from etl.pipeline import read_pipeline
from etl.webhooks import Handled

__all__ = ["NAMES", "Reacted", "Reaction"]

NAMES = ("event", "kind", "record_id")
"""Parameters filled from a delivery: `client.created`, `third`, `1012`."""

Reacted = Callable[[PipelineResult | EtlError], None]
"""Receives how a pipeline ended, or why it could not run; neither ends the watch."""


@dataclass(slots=True)
class Reaction:
    """A pipeline to run on deliveries."""

    path: Path
    session: Session
    on_run: Reacted
    names: tuple[str, ...]
    _waiting: bool = False

    @classmethod
    def to(cls, path: Path, session: Session, on_run: Reacted) -> Self:
        """Return the reaction that a pipeline file is.

        Raises:
            ConfigError: the file is no valid pipeline.
        """
        known = read_pipeline(path, environ=os.environ).parameters
        return cls(path, session, on_run, tuple(name for name in NAMES if name in known))

    def delivered(self, handled: Handled) -> None:
        """Run for a delivery where the pipeline has parameters for it, else remember that there was a delivery."""
        delivery = handled.delivery
        values = {"event": delivery.id, "kind": delivery.kind, "record_id": str(delivery.record_id or "")}
        if self.names:
            self._run({name: values[name] for name in self.names})
        else:
            self._waiting = True

    def idle(self) -> None:
        """Run once for all deliveries since the last time."""
        if self._waiting:
            self._waiting = False
            self._run({})

    def _run(self, parameters: dict[str, str]) -> None:
        try:
            with self.session.another() as own:
                ended: PipelineResult | EtlError = run_pipeline(
                    own, self.path, RunPipelineOptions(parameters=parameters)
                )
        except EtlError as error:
            ended = error
        self.on_run(ended)
