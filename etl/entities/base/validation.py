"""Validating rows of decoded columns by an entity's schema and rules, with problems that other columns excuse."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.core.results import Problem, Severity
from etl.entities.base.entity import LINK_KEYS, Entity
from etl.entities.base.problems import Translator
from etl.entities.base.rules import Frame, filled

if TYPE_CHECKING:
    import pandera.pandas as pa


def schema_of(entity: type[Entity], attributes: Collection[str]) -> "pa.DataFrameSchema":
    """Return the pandera schema of a file's columns; cells are decoded before, so nothing is coerced."""
    from etl.entities.base.schema import build_schema  # noqa: PLC0415 - pandera: when a table is validated

    columns = (*entity.columns, *entity.origins(), *entity.unlisted)
    return build_schema(entity.name, columns, present=frozenset(attributes))


def validate(
    entity: type[Entity], frame: Frame, headers: Mapping[str, str], known: Iterable[Problem] = ()
) -> list[Problem]:
    """Return every problem of rows of decoded columns, in addition to those already known of cells.

    `frame` has an attribute a column and the file's row numbers as its index; `headers` maps attributes
    to the user's headers. A cell with an error among `known` is not reported as missing.

    Raises:
        TypeError: the frame is not what the codecs yield.
    """
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
