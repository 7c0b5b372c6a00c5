"""Validating rows of decoded columns by an entity's schema and rules, with problems that other columns excuse."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from etl.codecs import Choice
from etl.core.results import Problem, Severity
from etl.entities.base.column import Column
from etl.entities.base.entity import LINK_KEYS, Entity
from etl.entities.base.problems import Translator
from etl.entities.base.rules import Frame, filled

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa


def schema_of(entity: type[Entity], attributes: Collection[str]) -> "pa.DataFrameSchema":
    """Return the pandera schema of a file's columns; cells are decoded before, so nothing is coerced."""
    from etl.entities.base.schema import build_schema  # noqa: PLC0415 - pandera: when a table is validated

    columns = (*entity.columns, *entity.origins(), *entity.unlisted)
    return build_schema(entity.name, columns, present=frozenset(attributes))


def plainly_right(entity: type[Entity], frame: Frame) -> bool:
    """Tell whether the schema finds nothing in a frame, by the lengths and the choices of whole columns.

    Most frames are right, and pandera takes a tenth of a check to say so.
    """
    columns = entity.by_attribute()
    return all(
        name not in columns or _holds(columns[name], cells)
        for name, cells in frame.items()
        if isinstance(name, str)
    )


def _holds(column: Column, cells: "pd.Series[Any]") -> bool:
    """Tell whether every cell of a column of a frame has the column's type, and is within its bounds."""
    if str(cells.dtype) != column.codec.dtype:
        return False
    if isinstance(column.codec, Choice):
        return set(cells.dropna().unique()) <= set(column.codec.choices)
    low, high = column.length
    if low is None and high is None:
        return True
    if column.codec.dtype != "str":
        return False
    lengths = {len(cell) for cell in cells.to_numpy() if type(cell) is str}
    return min(lengths, default=low or 0) >= (low or 0) and (high is None or max(lengths, default=0) <= high)


def validate(
    entity: type[Entity], frame: Frame, headers: Mapping[str, str], known: Iterable[Problem] = ()
) -> list[Problem]:
    """Return every problem of rows of decoded columns, in addition to those already known of cells.

    `frame` has an attribute a column and the file's row numbers as its index; `headers` maps attributes
    to the user's headers. A cell with an error among `known` is not reported as missing.

    Raises:
        TypeError: the frame is not what the codecs yield.
    """
    cases = None
    if not plainly_right(entity, frame):
        from etl.entities.base.schema import failure_cases  # noqa: PLC0415 - as above

        cases = failure_cases(schema_of(entity, tuple(frame.columns)), frame)
    refused = frozenset((p.row, p.column) for p in known if p.severity is Severity.ERROR)
    return Translator(frame, entity.by_attribute(), entity.rules, headers, refused).problems(cases)


def excuse(
    entity: type[Entity], problems: list[Problem], frame: Frame, *, headers: Mapping[str, str] | None = None
) -> list[Problem]:
    """Return the problems of cells, as warnings where another column has the same information.

    This holds for the codes of `excuses`, and for keys of a linked record whose id is in the row.
    """
    excused = {
        code: set(frame.index[filled(frame, other)])
        for code, other in entity.excuses.items()
        if any(problem.code == code for problem in problems)
    }
    named = {
        header: set(frame.index[filled(frame, f"{prefix}_id")])
        for attribute, header in (headers or {}).items()
        if (prefix := _keyed(entity, attribute)) and any(problem.column == header for problem in problems)
    }
    return [
        replace(problem, severity=Severity.WARNING)
        if problem.row in excused.get(problem.code, ()) or problem.row in named.get(problem.column or "", ())
        else problem
        for problem in problems
    ]


def _keyed(entity: type[Entity], attribute: str) -> str | None:
    """Return the prefix of the link that a column names by a key other than the id, None for other columns."""
    prefix, _, key = attribute.partition("_")
    return prefix if prefix in entity.links and key in LINK_KEYS else None
