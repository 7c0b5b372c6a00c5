"""The user's own change of rows: a Python function named by a dotted path, called with the cells of each row.

    def clean(row: etl.Row) -> etl.Row | None: ...

It may take parameters after the row, which the name gives: `rules:clean?fair=Lyon`. It gets header -> cell as the
file has them and returns the row as it should be read (headers it does not name keep
their cells), or None to leave it out. A function that fails or answers anything else rejects its row; it never stops
a run, and what it prints goes to stderr.
"""

import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from importlib import import_module
from inspect import isasyncgenfunction, iscoroutinefunction, signature
from types import NoneType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from etl.codecs import Cell
from etl.core.errors import ConfigError, DataError
from etl.core.results import Problem, Severity
from etl.core.stopping import STOPPING
from etl.sheets import Chunk
from etl.source.checked import Checked

_CELLS = (NoneType, bool, int, float, str, date, time, timedelta, Decimal)
"""Types of a cell; a datetime is a date too."""

_MOST_BITS = 1_000
"""Bits of a whole number in a cell."""

Row = dict[str, Cell]
"""A row of the user's file: header -> cell, each as the file has it (text, number, date, None for an empty one)."""

RowFunction = Callable[[Row], Mapping[str, Cell] | None]
"""The function that a `transform` names."""


def change_named(name: str) -> "RowChange":
    """Return the change named by a dotted path, such as rules:clean, or rules:clean?fair=Lyon with parameters.

    Raises:
        ConfigError: the module cannot be imported, has no such function, or the function takes no such parameters.
    """
    place, asked, given = name.partition("?")
    parameters = dict(parse_qsl(given, keep_blank_values=True))
    if asked and not parameters:
        raise ConfigError("transform-name", name=name)
    module, mark, function = place.partition(":")
    if not mark or not module.strip() or not function.strip():
        raise ConfigError("transform-name", name=name)
    try:
        target: Any = import_module(module.strip())
        for part in function.strip().split("."):
            target = getattr(target, part)
    except BaseException as error:  # an import runs the user's own code, whatever it raises
        if STOPPING.asked:
            raise
        raise ConfigError("transform-import", name=name, said=_said(error)) from error
    if not callable(target):
        raise ConfigError("transform-name", name=name)
    if iscoroutinefunction(target) or isasyncgenfunction(target):
        raise ConfigError("transform-async", name=name)
    return RowChange(name, _given(target, parameters, name))


def named_with(name: str, parameters: Mapping[str, str]) -> str:
    """Return the name of a function with its parameters, as the journal keeps it.

    >>> named_with("rules:clean", {"fair": "Lyon 2027"})
    'rules:clean?fair=Lyon+2027'
    """
    return f"{name}?{urlencode(parameters)}" if parameters else name


def _given(target: Any, parameters: Mapping[str, str], name: str) -> Any:
    """Return a function that is called with these parameters after its row.

    Raises:
        ConfigError: it does not take them.
    """
    if not parameters:
        return target
    try:
        signature(target).bind({}, **parameters)
    except (TypeError, ValueError) as error:
        raise ConfigError("transform-parameters", name=name, said=str(error)) from error
    return partial(target, **parameters)


@dataclass(frozen=True, slots=True)
class Changed:
    """A chunk after the change: rows left out stay in place, empty, so that every row keeps its number."""

    chunk: Chunk
    left_out: frozenset[int]
    problems: list[Problem] = field(default_factory=list)

    def onto(self, checked: Checked) -> Checked:
        """Return a validated chunk in which the rows left out are skipped, and those that failed rejected."""
        apart = self.left_out | {problem.row for problem in self.problems}
        skipped = [
            Problem("transform-skipped", row, severity=Severity.WARNING) for row in sorted(self.left_out)
        ]
        return replace(
            checked,
            records=[record for record in checked.records if record.row not in apart],
            problems=[p for p in checked.problems if p.row not in apart] + self.problems + skipped,
            skipped=self.left_out | checked.skipped,
            rejects=[record for record in checked.rejects if record.row not in apart],
        )


@dataclass(frozen=True, slots=True)
class RowChange:
    """A function on rows, and the dotted path that names it."""

    name: str
    function: RowFunction

    def applied(self, chunk: Chunk, headers: Sequence[str], path: str) -> Changed:
        """Call the function on every row of a chunk that is a record.

        Raises:
            DataError: it returns a column that the file does not have.
        """
        places = {header: i for i, header in reversed(list(enumerate(headers))) if header}
        columns: list[list[Any]] = [list(column) for column in chunk.columns]
        left_out: set[int] = set()
        problems: list[Problem] = []
        unread = chunk.apart.keys() | chunk.broken
        for at, (row, cells) in enumerate(zip(chunk.rows, zip(*chunk.columns, strict=True), strict=True)):
            if row in unread:
                continue
            try:
                after = self._answer({header: cells[i] for header, i in places.items()})
            except BaseException as error:  # the user's own code, whatever it raises, concerns this row only
                if STOPPING.asked:
                    raise
                params = {"name": self.name, "said": _said(error)}
                problems.append(Problem("transform-failed", row, params=params))
                continue
            if after is None:
                left_out.add(row)
                continue
            for header, cell in after.items():
                if header not in places:
                    raise DataError(
                        "transform-column", name=self.name, header=header, path=path, headers=list(places)
                    )
                columns[places[header]][at] = cell
        return Changed(replace(chunk, columns=columns), frozenset(left_out), problems)

    def _answer(self, row: Row) -> Row | None:
        """Return the row that the function returns.

        Raises:
            TypeError: it is not a row, or holds a value that a cell cannot.
        """
        with redirect_stdout(sys.stderr):
            after: Any = self.function(row)
            if after is None:
                return None
            if isinstance(after, Coroutine):
                after.close()  # else Python warns about it at a random time
            if not isinstance(after, Mapping):
                raise TypeError(f"{type(after).__name__} is neither a row nor None")
            answer = dict(after)
        for header, cell in answer.items():
            if not isinstance(header, str):
                raise TypeError(f"{type(header).__name__} is no header")
            if not isinstance(cell, _CELLS) or (isinstance(cell, int) and cell.bit_length() > _MOST_BITS):
                raise TypeError(f"{header}: {type(cell).__name__} is no cell")
        return answer


def _said(error: BaseException) -> str:
    """Return the message of an error of the user's own code, which formats it itself."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001 - as above
        return type(error).__name__
