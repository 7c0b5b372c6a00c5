"""Checks of whole rows that several entities share; they work on whole columns."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from etl.entities.base import Frame, Rule

_ADDRESS = ("name", "line_1", "line_2", "line_3", "line_4", "postal_code", "city", "country")
_STATES = ("line_1", "line_2", "line_3", "line_4", "postal_code", "city")
"""What makes a row state an address: a country alone, or a name alone, does not."""

_REQUIRED = ("line_1", "postal_code", "city", "country")


def filled(frame: Frame, attribute: str) -> "pd.Series[bool]":
    """Tell which rows have a value; none where the file has no such column."""
    if attribute not in frame.columns:
        return pd.Series(data=False, index=frame.index)
    return frame[attribute].notna()


def any_filled(frame: Frame, attributes: Sequence[str]) -> "pd.Series[bool]":
    """Tell which rows have a value in one of some columns."""
    present = [attribute for attribute in attributes if attribute in frame.columns]
    if not present:
        return pd.Series(data=False, index=frame.index)
    return frame[present].notna().any(axis=1)


def together(frame: Frame, needed: str, others: Sequence[str]) -> "pd.Series[bool]":
    """Tell which rows fill `needed` wherever they fill one of the others."""
    return ~any_filled(frame, others) | filled(frame, needed)


def address_rules(part: str) -> tuple[Rule, ...]:
    """Return the rules of an address: whatever Sellsy requires is there as soon as any of it is."""
    rules = [
        Rule(
            f"address-lacks-{name.replace('_', '-')}",
            f"{part}.{name}",
            (),
            partial(_complete, part=part, name=name),
        )
        for name in _REQUIRED
    ]
    return tuple(rules)


def _complete(frame: Frame, *, part: str, name: str) -> "pd.Series[bool]":
    attribute = f"{part}.{name}"
    if name == "country" and attribute not in frame.columns:
        return pd.Series(data=True, index=frame.index)
    return together(frame, attribute, [f"{part}.{one}" for one in _STATES])
