"""Checks of whole rows; they work on whole columns, and a broken row counts once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.core.results import Severity

Frame = pd.DataFrame
Mask = pd.Series
"""One boolean a row, on the frame's index (row numbers of the file)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of whole rows: `good` tells, for a frame of decoded columns, which rows pass.

    `column` is the attribute that a problem reports, `alternatives` those reported where the file lacks it, `needs`
    the attributes without which the rule does not apply. `code` and `params` name the text of the problem. Where the
    file has none of these columns, the code is `columnless`, reported at the first filled cell of `about`.
    """

    code: str
    column: str
    good: Callable[[Frame], "Mask[bool]"]
    needs: tuple[str, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    alternatives: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    columnless: str = ""

    @property
    def name(self) -> str:
        """Name the rule among those of its entity."""
        return f"{self.code} {self.column}"


def filled(frame: Frame, attribute: str) -> "Mask[bool]":
    """Tell which rows have a value; none where the file has no such column."""
    if attribute not in frame.columns:
        return constant(frame, value=False)
    mask: Mask[bool] = frame[attribute].notna()
    return mask


def any_filled(frame: Frame, attributes: Iterable[str]) -> "Mask[bool]":
    """Tell which rows have a value in at least one of the columns."""
    answers = np.zeros(len(frame), dtype=np.bool_)
    for attribute in attributes:
        if attribute in frame.columns:
            answers |= frame[attribute].notna().to_numpy()
    return _mask(frame, answers)


def constant(frame: Frame, *, value: bool) -> "Mask[bool]":
    """Return the same answer for every row."""
    return _mask(frame, np.full(len(frame), value))


def _mask(frame: Frame, answers: NDArray[np.bool_]) -> "Mask[bool]":
    mask: Mask[bool] = pd.Series(answers, index=frame.index)
    return mask


def same(left: "pd.Series[str]", right: "pd.Series[str]") -> "Mask[bool]":
    """Tell where two texts are equal or one of them is empty."""
    return (left == right).fillna(value=False).astype(bool) | left.isna() | right.isna()


def texts(frame: Frame, attribute: str) -> "pd.Series[str]":
    """Return a column of texts, empty where the file has none."""
    if attribute in frame.columns:
        return frame[attribute]
    return pd.Series(None, index=frame.index, dtype="str")
