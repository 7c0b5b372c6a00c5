"""What a run is part of: the run and step of a pipeline, and the system whose ids its file has."""

from dataclasses import dataclass
from typing import Self

from etl.core.results import JsonValue
from etl.journal import RunRecord


@dataclass(frozen=True, slots=True)
class Part:
    """What a run is part of: an earlier run or a pipeline's, its step, and the system whose ids its file has.

    `tag` distinguishes its report from those of other parts that read the same file. `tried` are the rows of the
    trial of a pipeline, None outside one.
    """

    parent: str | None = None
    step: str | None = None
    system: str = ""
    tag: str = ""
    tried: frozenset[int] | None = None

    @classmethod
    def of(cls, record: RunRecord) -> Self:
        """Return what a run of the journal is part of."""
        step, system = record.settings.get("step"), record.settings.get("system")
        tried = record.settings.get("tried")
        rows = frozenset(int(str(row)) for row in tried) if isinstance(tried, list) else None
        return cls(record.parent, None if step is None else str(step), str(system or ""), tried=rows)

    def settings(self) -> dict[str, JsonValue]:
        """Return what the journal keeps of it."""
        tried: JsonValue = None if self.tried is None else [*sorted(self.tried)]
        return {"system": self.system, "step": self.step, "tried": tried}


ALONE = Part()
"""A run that is part of nothing."""
