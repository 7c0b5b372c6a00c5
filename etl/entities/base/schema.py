"""The pandera schema of a file's columns, derived from an entity's declaration.

Cells are decoded before: nothing is coerced. Rules on whole rows are no part of it: they are judged beside.
"""

from collections.abc import Collection, Sequence

import pandas as pd
import pandera.pandas as pa

from etl.codecs import Choice
from etl.entities.base.column import Column
from etl.entities.base.problems import CHOICE, LONG, SHORT


def build_schema(name: str, columns: Sequence[Column], *, present: Collection[str]) -> pa.DataFrameSchema:
    """Return the schema of the columns that a file has."""
    fields = {column.attribute: _field(column) for column in columns if column.attribute in present}
    return pa.DataFrameSchema(fields, strict=False, coerce=False, name=name)


def failure_cases(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> pd.DataFrame | None:
    """Return what is wrong in a frame, a line a case; None where nothing is.

    Raises:
        TypeError: the frame is not what the codecs yield.
    """
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases: pd.DataFrame = errors.failure_cases
        return cases
    return None


def _field(column: Column) -> pa.Column:
    return pa.Column(
        column.codec.dtype,
        _checks(column),
        nullable=True,
        title=column.fr,
        description=column.help_fr,
        metadata={"header": {"fr": column.fr, "en": column.en}, "paths": dict(column.paths)},
    )


def _checks(column: Column) -> list[pa.Check]:
    if isinstance(column.codec, Choice):
        return [pa.Check.isin(list(column.codec.choices), error=CHOICE)]
    low, high = column.length
    checks = []
    if high is not None:
        checks.append(pa.Check.str_length(max_value=high, error=LONG))
    if low is not None:
        checks.append(pa.Check.str_length(min_value=low, error=SHORT))
    return checks
