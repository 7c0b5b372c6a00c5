"""What a run is part of: the run and step of a pipeline, and the system whose ids its file has."""

from dataclasses import dataclass
from typing import Self

from etl.journal import RunRecord


@dataclass(frozen=True, slots=True)
class Part:
    """What a run is part of: an earlier run or a pipeline's, its step, and the system whose ids its file has.

    `tag` distinguishes its report from those of other parts that read the same file.
    """

    parent: str | None = None
    step: str | None = None
    system: str = ""
    tag: str = ""

    @classmethod
    def of(cls, record: RunRecord) -> Self:
        """Return what a run of the journal is part of."""
        step, system = record.settings.get("step"), record.settings.get("system")
        return cls(record.parent, None if step is None else str(step), str(system or ""))


ALONE = Part()
"""A run that is part of nothing."""
