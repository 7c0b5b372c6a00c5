"""The line that an export appends to a log."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

from etl.core.errors import DataError, EtlError
from etl.core.results import JsonValue
from etl.exports.exporter import ExportResult
from etl.sellsy import Sellsy


@dataclass(slots=True)
class ExportLog:
    """What the line of `log_json` contains."""

    entity: str
    output: str
    started: datetime
    clock: float = 0.0
    sellsy: Sellsy | None = None
    result: ExportResult | None = None
    error: BaseException | None = None

    def __post_init__(self) -> None:
        self.clock = perf_counter()

    def line(self) -> dict[str, JsonValue]:
        """Return the line."""
        done = self.result.entities if self.result else ()
        stamps = [entity.watermark for entity in done if entity.watermark]
        return {
            "at": self.started.isoformat(timespec="seconds"),
            "command": "export",
            "entity": self.entity,
            "output": self.output,
            "status": "ok"
            if self.error is None
            else "failed"
            if isinstance(self.error, Exception)
            else "interrupted",
            "rows": self.result.rows if self.result else 0,
            "deleted": sum(entity.deleted or 0 for entity in done),
            "calls": self.sellsy.calls if self.sellsy else 0,
            "watermark": min(stamps).isoformat() if stamps else None,
            "duration_s": round(perf_counter() - self.clock, 3),
            "error": None if self.error is None else _described(self.error),
        }

    def write(self, path: Path) -> None:
        """Append the line.

        Raises:
            DataError: the log cannot be written, and the export itself did not fail.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(self.line(), ensure_ascii=False) + "\n")
        except OSError as error:
            if self.error is None:
                raise DataError("file-unwritable", path=path, said=error.strerror or str(error)) from error


def _described(error: BaseException) -> dict[str, JsonValue]:
    if isinstance(error, EtlError):
        return {"code": error.code, "message": error.message(), "hint": error.hint()}
    return {"code": type(error).__name__, "message": str(error), "hint": ""}
