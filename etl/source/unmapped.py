"""Report cells that a mapping does not translate as problems of the mapping, not of the file."""

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
    """Return problems; those of refused cells in translated columns name the mapping as the place to fix.

    A refused translation by the mapping itself is reported as the cell's. The row's pipeline is a parameter:
    the same cell may name a step.
    """
    translated = {source.header: values for source in origins if (values := source.translated)}
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

    return [told(problem) for problem in problems]
