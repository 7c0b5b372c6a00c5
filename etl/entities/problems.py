"""The one translator from pandera's failure cases to problems; doubles are removed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from etl.results import Problem

if TYPE_CHECKING:
    from etl.entities.base import Rule


def problems_of(
    failures: pd.DataFrame, *, rules: Mapping[str, "Rule"], headers: Mapping[str, str]
) -> list[Problem]:
    """Return one problem for each row and rule that failed.

    pandera reports a check of whole rows once for every column; its `index` is the frame's, which is the row
    number of the spreadsheet.

    Raises:
        ValueError: a failure that no rule declares: a fault of ours, not of the file.
    """
    seen: dict[tuple[int, str], Problem] = {}
    for code, row in zip(failures["check"], failures["index"], strict=True):
        rule = rules.get(str(code))
        if rule is None or pd.isna(row):
            raise ValueError(f"undeclared failure {code!r}:\\n{failures.head()}")
        column = headers.get(rule.column, rule.column)
        seen.setdefault(
            (int(row), rule.code), Problem(rule.code, row=int(row), column=column, params=dict(rule.params))
        )
    return [seen[key] for key in sorted(seen)]
