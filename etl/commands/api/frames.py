"""The public functions on DataFrames: read records into one, check and import one."""

import json
import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from etl.commands.api.files import check_file, import_file
from etl.commands.data.exporting import ExportOptions, read_records
from etl.commands.session import Session
from etl.config.settings import Settings
from etl.core.errors import ConfigError
from etl.core.observer import Observer
from etl.core.results import RowResult, RunResult
from etl.messages import Lang
from etl.runs.checking import CheckResult
from etl.sheets.writers.atomic_write import atomic_write

_DTYPES = {"integer": "Int64", "boolean": "boolean"}
"""Kind of a column -> the type of pandas that holds its missing values too."""


def read(
    entity: str,
    *,
    where: Sequence[str] = (),
    columns: Sequence[str] = (),
    order: str | None = None,
    descending: bool = False,
    limit: int | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
) -> pd.DataFrame:
    """Return the records of an entity as a DataFrame, a row each, with the names and types of exports for programs.

    Ids are `Int64`, instants UTC, yes and no `boolean`, amounts `Decimal`, dates `datetime.date`, lists lists; missing
    values are missing, an empty text is an empty text. The names are those of `sellsy-etl dictionary`.

    Args:
        entity: client, prospect, supplier, contact, opportunity, event, task or comment.
        where: conditions, as for a search: "created=2026-01-01..2026-06-30", "step=Devis envoyé".
        columns: attributes or headers; none is all of them.
        order: one of Sellsy's orders for the entity; None is the order of ids.
        descending: the other way round.
        limit: most records.
        profile: credentials to use.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        lang: language of what the observer hears.
        observer: hears of the cost, the total and the progress.

    Raises:
        ConfigError: an entity, a condition or a column does not exist.
        ApiError: see `etl.core.errors`.
    """
    options = ExportOptions(
        where=where, columns=columns, order=order, descending=descending, limit=limit, names="machine"
    )
    with Session.open(
        profile=profile, sandbox=sandbox, settings=settings, lang=lang, observer=observer
    ) as session:
        sheet = read_records(session, entity, options)
        rows = list(sheet.rows)
    frame = pd.DataFrame(rows, columns=[field.header for field in sheet.fields], dtype=object)
    for field in sheet.fields:
        column = frame[field.header]
        if field.kind == "moment":
            frame[field.header] = pd.to_datetime(column, utc=True)
        elif field.kind in _DTYPES:
            frame[field.header] = column.astype(_DTYPES[field.kind])  # type: ignore[call-overload]
        elif field.kind == "text":
            frame[field.header] = column.astype("str")
    return frame


def import_frame(
    frame: pd.DataFrame,
    *,
    entity: str,
    name: str = "frame",
    settings: Settings | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    lang: Lang = "en",
    **options: Any,
) -> RunResult:
    """Create and update the records of a DataFrame in Sellsy, as `import_file` does those of a file.

    The frame is written beside the journal (`frames/NAME.jsonl`), so that the run can be resumed and has its report
    there; its first row is row 1. The names of its columns are headers, attributes or those of `read`.

    Args:
        frame: a row a record; missing values are empty cells.
        entity: as for `import_file`.
        name: tells the file of one frame from that of another; the same name replaces it.
        settings: as for `import_file`; so `profile` and `sandbox`.
        profile: see `settings`.
        sandbox: see `settings`.
        lang: language of the report.
        options: the other ones of `import_file`.

    Raises:
        ConfigError: the name is no file name, or see `import_file`.
        DataError, ApiError, JournalError: see `import_file`.
    """
    if not name or name != Path(name).name or name.startswith("."):
        raise ConfigError("frame-name", value=name)
    used = settings or Settings.load(environ=os.environ, credentials=False)
    place = used.home / "frames" / f"{name}.jsonl"
    _write(frame, place)
    return import_file(
        place, entity=entity, profile=profile, sandbox=sandbox, settings=settings, lang=lang, **options
    )


def check_frame(frame: pd.DataFrame, *, entity: str, lang: Lang = "en", **options: Any) -> CheckResult:
    """Check a DataFrame as `check_file` does a file; nothing is sent, and no report is kept.

    Args:
        frame: a row a record; its first row is row 1.
        entity: as for `check_file`.
        lang: language of the report.
        options: the other ones of `check_file`.

    Raises:
        DataError, ConfigError, ApiError: see `check_file`.
    """
    with _temporary(frame) as place:
        return check_file(place, entity=entity, lang=lang, **options)


def frame_of_rows(rows: Sequence[RowResult]) -> pd.DataFrame:
    """Return the rows of a run as a DataFrame: row, outcome, id, codes and messages of its problems."""
    lines = [
        {
            "row": row.row,
            "outcome": str(row.outcome),
            "id": row.sellsy_id,
            "codes": [problem.code for problem in row.problems],
            "problems": [" ".join(problem.texts("en")).strip() for problem in row.problems],
        }
        for row in rows
    ]
    frame = pd.DataFrame(lines, columns=["row", "outcome", "id", "codes", "problems"])
    return frame.astype({"row": "int64", "id": "Int64"})


@contextmanager
def _temporary(frame: pd.DataFrame) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "frame.jsonl"
        _write(frame, place)
        yield place


def _write(frame: pd.DataFrame, place: Path) -> None:
    """Write a frame as lines of JSON.

    Raises:
        ConfigError: it is no DataFrame, or columns share a name.
        DataError: the file cannot be written.
    """
    if not isinstance(frame, pd.DataFrame):
        raise ConfigError("frame-type", value=type(frame).__name__)
    names = [str(name) for name in frame.columns]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ConfigError("frame-doubled", columns=doubled)
    columns = [frame.iloc[:, at].to_list() for at in range(len(names))]
    with atomic_write(place) as temporary, temporary.open("w", encoding="utf-8") as file:
        for cells in zip(*columns, strict=True):
            line = {name: _json(cell) for name, cell in zip(names, cells, strict=True)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _json(cell: Any) -> Any:
    """Return a cell as a value of JSON; what pandas holds to be missing is null."""
    if isinstance(cell, list | tuple | set):
        return [_json(item) for item in cell]
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    plain = cell.item() if hasattr(cell, "item") else cell
    return plain if isinstance(plain, str | bool | int | float) else str(plain)
