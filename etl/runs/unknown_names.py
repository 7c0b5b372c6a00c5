"""Report the names that the account does not have, once each with a near one that it has, as a mapping to paste."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from etl.account.near_names import near
from etl.codecs import ListOf
from etl.core.observer import Observer
from etl.core.results import Outcome, Problem
from etl.mapping.column_names import is_custom_attribute
from etl.source.opening import Source

if TYPE_CHECKING:
    from etl.journal import Journal

_CODES = {"lookup-unknown": "", "step-unknown": "", "source-unknown": "sources", "tag-unknown": "tags"}
"""Codes of unknown names -> the kind that --create-missing creates, "" where it creates none."""

_SHOWN = 12
"""Names proposed for a column."""


def tell_unknown_names(journal: "Journal", run_id: str, source: Source, observer: Observer) -> None:
    """Report the unknown names in the rejected rows of a run, a note for each column.

    Raises:
        JournalError: the journal cannot be read.
    """
    rejected = journal.rows.every(run_id, outcomes=[Outcome.REJECTED])
    tell_names((problem for row in rejected for problem in row.problems), source, observer)


def tell_names(problems: Iterable[Problem], source: Source, observer: Observer) -> None:
    """Report the unknown names among problems, a note for each column."""
    attributes = {header: attribute for attribute, header in source.headers.headers.items()}
    columns: dict[tuple[str, str], dict[str, str]] = {}
    for problem in problems:
        if problem.code in _CODES and problem.column in attributes and problem.value is not None:
            accepted = problem.params.get("accepted")
            nearest = near(problem.value, accepted) if isinstance(accepted, list) else None
            names = columns.setdefault((problem.column, _CODES[problem.code]), {})
            names[problem.value] = nearest or ""
    for (header, creatable), names in columns.items():
        attribute = attributes[header]
        code = "note-unknown-names" if _is_mapped_whole(source, attribute) else "note-unknown-listed"
        shown = dict(list(names.items())[:_SHOWN])
        observer.note(
            f"{code}-creatable" if creatable else code,
            column=header,
            count=len(names),
            names=[f"{name} → {near}" if near else name for name, near in shown.items()],
            mapping=_mapping(header, attribute, shown),
            kind=creatable,
        )
        unfilled = [name for name, near in shown.items() if not near]
        if unfilled and code == "note-unknown-names":
            observer.note("note-unknown-unfilled", column=header, names=[_quoted(name) for name in unfilled])


def unnamed(problems: Iterable[Problem]) -> set[int]:
    """Return the rows with a name that is unknown or ambiguous."""
    codes = {*_CODES, "lookup-several"}
    return {problem.row for problem in problems if problem.code in codes and problem.row is not None}


def _is_mapped_whole(source: Source, attribute: str) -> bool:
    """Tell whether the values of a mapping replace the names of a column: not those of a list."""
    return not is_custom_attribute(attribute) and not isinstance(
        source.entity.column(attribute).codec, ListOf
    )


def _mapping(header: str, attribute: str, names: Mapping[str, str]) -> str:
    """Return the line of a mapping for the unknown names that have a near one; "" would empty the cells of others."""
    values = ", ".join(f"{_quoted(name)}: {_quoted(near)}" for name, near in names.items() if near)
    return f"{_quoted(header)}: {{column: {attribute}, values: {{{values}}}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
