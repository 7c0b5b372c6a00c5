"""Cells that a mapping gives no value: what is wrong with one is told as the mapping's, not as a choice of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.codecs import fold
from etl.core.results import Problem
from etl.mapping.cell_sources import CellSource
from etl.source.checked import Decoding

UNMAPPED = "value-unmapped"
PIPELINE = "pipeline"

_REFUSED = frozenset({"choice-unknown", "choice-near"})


def unmapped(
    problems: list[Problem],
    columns: Mapping[str, Decoding],
    rows: Sequence[int],
    origins: Sequence[CellSource],
) -> list[Problem]:
    """Return problems, of a refused cell of a column that its mapping translates with the mapping as the place to mend.

    What the mapping itself makes of a cell, and is refused, is told as the cell's. Its row's pipeline goes along:
    the same cell may name a step.
    """
    translated = {one.header: one.values for one in origins if one.values}
    if not translated or not problems:
        return problems
    pipelines = columns[PIPELINE].values if PIPELINE in columns else [None] * len(rows)
    of_row = dict(zip(rows, pipelines, strict=True))

    def told(problem: Problem) -> Problem:
        values = translated.get(problem.column or "")
        if values is None or problem.code not in _REFUSED or fold(str(problem.value)) in values:
            return problem
        params = {"accepted": problem.params["accepted"], PIPELINE: of_row.get(problem.row or 0)}
        return replace(problem, code=UNMAPPED, params=params)

    return [told(one) for one in problems]
