"""Translating failures of pandera and of row rules into problems, without duplicates."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pandas as pd

from etl.core.results import Problem
from etl.entities.base.column import Column
from etl.entities.base.rules import Frame, Rule

_RULE = "rule: "
"""Prefix by which rules are sorted among the attributes of columns."""

CHOICE, LONG, SHORT = "choice-unknown", "text-too-long", "text-too-short"
"""Names of the checks on values: codes of problems, those of the codecs."""

_SHOWN = 120
"""Characters of a value that a problem keeps."""


@dataclass(slots=True)
class Translator:
    """Turns the failures of one frame into problems.

    `headers` maps attributes to the user's headers. `refused` are the (row, header) of cells that already
    have an error: what a codec refused is empty in the frame, and a rule must not call it missing.
    """

    frame: Frame
    columns: Mapping[str, Column]
    rules: Sequence[Rule]
    headers: Mapping[str, str]
    refused: AbstractSet[tuple[int | None, str | None]] = frozenset()
    _cells: dict[str, dict[int, object]] = field(default_factory=dict)

    def problems(self, failures: pd.DataFrame | None) -> list[Problem]:
        """Return a problem for each row and failed check, in the order of rows.

        `failures` is pandera's table, None where nothing failed; its `index` is the frame's: the row numbers
        of the file. Rules that apply to the frame's columns are checked too.

        Raises:
            TypeError: the frame is not what the codecs yield, which is a bug rather than a fault of the file.
        """
        problems: dict[tuple[int, str, str], Problem] = {}
        for row, name, check, value in () if failures is None else _cases(failures):
            if name not in self.columns or check not in (CHOICE, LONG, SHORT):
                raise TypeError(f"{name}: {check} ({value!r})")
            problem = self._of_value(self.columns[name], row, check=check, value=value)
            problems.setdefault((row, name, check), problem)
        for rule in self.rules:
            for row in self._broken(rule):
                if not self._is_idle(rule, row):
                    problems[row, _RULE + rule.name, rule.name] = self._of_rule(rule, row)
        return [problems[key] for key in sorted(problems)]

    def _broken(self, rule: Rule) -> list[int]:
        if any(need not in self.frame.columns for need in rule.needs):
            return []
        good = rule.good(self.frame).to_numpy(dtype=bool)
        return [] if good.all() else [int(row) for row in self.frame.index[~good]]

    def _is_idle(self, rule: Rule, row: int) -> bool:
        return any((row, self.headers[attribute]) in self.refused for attribute in self._blamed(rule))

    def _blamed(self, rule: Rule) -> list[str]:
        return [attribute for attribute in (rule.column, *rule.alternatives) if attribute in self.headers]

    def _of_rule(self, rule: Rule, row: int) -> Problem:
        needed = self.headers.get(rule.column) or self.columns[rule.column].named
        params = {"needed": needed, **rule.params}
        header = next((self.headers[attribute] for attribute in self._blamed(rule)), None)
        if header is None and rule.columnless:
            cells = {
                attribute: _shown(self._cell(attribute, row))
                for attribute in rule.about
                if attribute in self.headers
            }
            about = next((attribute for attribute, shown in cells.items() if shown is not None), rule.column)
            value = cells.get(about) if rule.columnless != rule.code else None
            return Problem(rule.columnless, row, self.headers.get(about), value, params, rule.severity)
        return Problem(rule.code, row, header, _shown(self._cell(rule.column, row)), params, rule.severity)

    def _of_value(self, column: Column, row: int, *, check: str, value: object) -> Problem:
        low, high = column.length
        params: dict[str, object] = {"length": len(str(value)), "limit": low if check == SHORT else high}
        if check == CHOICE:
            params = {"accepted": [{"fr": fr, "en": en} for _, fr, en in column.choices]}
        return Problem(check, row, self.headers.get(column.attribute), _shown(value), params)

    def _cell(self, attribute: str, row: int) -> object:
        if attribute not in self.frame.columns:
            return None
        if attribute not in self._cells:
            self._cells[attribute] = dict(zip(self.frame.index, self.frame[attribute], strict=True))
        return self._cells[attribute][row]


def _cases(failures: pd.DataFrame) -> Iterable[tuple[int, str, str, object]]:
    for case in zip(*(failures[name] for name in ("index", "column", "check", "failure_case")), strict=True):
        row, column, check, value = case
        if row is None or pd.isna(row):
            raise TypeError(f"{column}: {check} ({value!r})")
        yield int(row), str(column), str(check), value


def _shown(value: object) -> str | None:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - a NaN differs from itself
        return None
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
