"""Turn the cells of a row into what Sellsy takes: names into ids, custom fields into their wire form; never guess."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from etl.account.custom_fields import CustomField, wire_value
from etl.account.lookups import (
    STEP_UNKNOWN,
    TAG,
    Lookups,
    SeveralUnresolvedError,
    UnresolvedError,
    each_resolved,
)
from etl.account.near_names import only_near
from etl.codecs import Options, fold
from etl.codecs.cleaning.words import says_nothing
from etl.core.record import PERSON, Record
from etl.core.results import JsonValue, Problem, Severity
from etl.mapping.cell_sources import CellSource
from etl.source.checked import Checked
from etl.source.unmapped import PIPELINE, UNMAPPED

SOURCE = "source"
_SALES = ("pipeline", "step")
_ELSEWHERE = frozenset({*_SALES, PERSON})
"""Kinds that no single list resolves: a step needs its pipeline, contacts are looked up among all of them."""


_UNKNOWN = frozenset({"lookup-unknown", STEP_UNKNOWN})


@dataclass(frozen=True, slots=True)
class Substitute:
    """What stands for a name that the account lacks: the only near one, if `nearest`, else the `fallback`."""

    fallback: str | None
    nearest: bool

    def of(self, name: str, accepted: Sequence[str]) -> str | None:
        """Return the substitute of a name among those of the account, None where there is none."""
        by = only_near(name, accepted) if self.nearest else None
        return by or self.fallback


def substitutes_of(origins: Iterable[CellSource]) -> dict[str, Substitute]:
    """Return the substitutes that a mapping gives, by attribute."""
    return {o.attribute: Substitute(o.fallback, o.nearest) for o in origins if o.fallback or o.nearest}


@dataclass(slots=True)
class Resolver:
    """Resolves the rows of a run; `kinds` maps an attribute to the kind of thing it names.

    `create_missing` are the kinds whose unknown names are created; `missing` gives each unknown source the
    op_id of the write that creates it, which stands for its id until then.
    """

    lookups: Lookups
    kinds: Mapping[str, str]
    custom: Mapping[str, CustomField]
    headers: Mapping[str, str]
    options: Options
    create_missing: frozenset[str] = frozenset()
    new_id: Callable[[], str] = str
    missing: dict[str, tuple[str, str]] = field(default_factory=dict)
    substitutes: Mapping[str, Substitute] = field(default_factory=dict)

    def resolve(self, record: Record) -> tuple[Record, list[Problem]]:
        """Return the record with ids in place of names, and a problem for every name that is not one.

        Raises:
            ApiError: a list of the account cannot be read.
        """
        custom = partial(self._custom, literal=record.literal)
        values: dict[str, JsonValue] = {}
        problems: list[Problem] = []

        def keep(attribute: str, read: Callable[[], Mapping[str, JsonValue]]) -> None:
            try:
                values.update(read())
            except UnresolvedError as wrong:
                problems.append(self._problem(record, attribute, wrong))
            except SeveralUnresolvedError as several:
                problems.extend(self._problem(record, attribute, wrong) for wrong in several.each)

        for attribute, value in record.values.items():
            kind = self.kinds.get(attribute)
            if kind is None and attribute not in self.custom and attribute != "tags":
                values[attribute] = value  # no name in it
            elif kind not in _SALES or value is None:
                read = custom if attribute in self.custom else self._named
                keep(attribute, partial(read, attribute, value))
        pipeline, step = (record.values.get(name) for name in _SALES)
        if pipeline is not None:
            keep("pipeline", lambda: {"pipeline": self.lookups.names("pipeline").id_of(str(pipeline))})
        if step is not None and (pipeline is None or "pipeline" in values):
            keep("step", lambda: self._step(str(step), None if pipeline is None else str(pipeline)))
        return replace(record, values=values), problems

    def _problem(self, record: Record, attribute: str, wrong: UnresolvedError) -> Problem:
        value = wrong.params.pop("said", record.values.get(attribute))
        return Problem(
            wrong.code, record.row, self.headers.get(attribute, attribute), str(value), wrong.params
        )

    def with_names(self, checked: Checked) -> Checked:
        """Return a chunk with the unknown names of its rejected rows among their problems.

        The problem of a cell that names no step lists the existing steps.

        Raises:
            ApiError: a list of the account cannot be read.
        """
        if self.substitutes:
            checked = self._substituted(checked)
        problems = [self._as_step(problem) for problem in checked.problems]
        known = {(problem.row, problem.column, problem.value) for problem in problems}
        unknown = [
            problem
            for record in checked.rejects
            for problem in self.problems(record)
            if (problem.row, problem.column, problem.value) not in known
        ]
        return replace(checked, problems=problems + unknown)

    def problems(self, record: Record) -> list[Problem]:
        """Return a problem for every name of a row that is unknown or ambiguous; nothing is created for it.

        Raises:
            ApiError: a list of the account cannot be read.
        """
        return replace(self, new_id=str, missing={}).resolve(record)[1]

    def _substituted(self, checked: Checked) -> Checked:
        """Return a chunk with a substitute for each unknown name that has one, and a warning for each."""
        told: list[Problem] = []

        def changed(record: Record) -> Record:
            values = {**record.values}
            for attribute in self.substitutes.keys() & values.keys():
                value = values[attribute]
                listed = value if isinstance(value, list) else [value]
                made: list[JsonValue] = [
                    self._substitute(record, attribute, str(name), told)
                    for name in listed
                    if name is not None
                ]
                if made != listed:
                    values[attribute] = made if isinstance(value, list) else made[0]
            return replace(record, values=values)

        records, rejects = [*map(changed, checked.records)], [*map(changed, checked.rejects)]
        return replace(checked, records=records, rejects=rejects, problems=checked.problems + told)

    def _substitute(self, record: Record, attribute: str, name: str, told: list[Problem]) -> str:
        """Return a name, or its substitute where the account does not have it."""
        try:
            if self.kinds.get(attribute) == "step":
                pipeline = record.values.get(PIPELINE)
                self.lookups.step(name, None if pipeline is None else str(pipeline))
            elif self.kinds.get(attribute) is not None:
                self.lookups.names(self.kinds[attribute]).id_of(name)
        except UnresolvedError as wrong:
            if wrong.code not in _UNKNOWN:
                return name
            accepted = wrong.params.get("accepted")
            known = [*accepted] if isinstance(accepted, list) else []
            by = self.substitutes[attribute].of(name, known)
            if by is None:
                return name
            column = self.headers.get(attribute, attribute)
            told.append(Problem("name-replaced", record.row, column, name, {"by": by}, Severity.WARNING))
            return by
        return name

    def _as_step(self, problem: Problem) -> Problem:
        if problem.code != UNMAPPED or problem.column != self.headers.get("step"):
            return problem
        pipeline = problem.params.get(PIPELINE)
        try:
            self.lookups.step(str(problem.value), None if pipeline is None else str(pipeline))
        except UnresolvedError as wrong:
            if wrong.code == STEP_UNKNOWN:
                return replace(problem, code=wrong.code, params=wrong.params)
        return problem

    def _custom(self, attribute: str, value: JsonValue, *, literal: bool) -> dict[str, JsonValue]:
        """Return a custom field as Sellsy takes it; an empty mapping for a cell with nothing to write."""
        if value is None:
            return {attribute: None}
        options = replace(self.options, literal=literal)
        try:
            wired = wire_value(self.custom[attribute], value, options=options, lookups=self.lookups)
        except (UnresolvedError, SeveralUnresolvedError):
            if isinstance(value, str) and says_nothing(value):
                return {}
            raise
        return {} if wired is None else {attribute: wired}

    def _named(self, attribute: str, value: JsonValue) -> dict[str, JsonValue]:
        return {attribute: self._value(attribute, value)}

    def _value(self, attribute: str, value: JsonValue) -> JsonValue:
        if value is None:
            return None
        if attribute == "tags":
            return self._tags(value)
        kind = self.kinds.get(attribute)
        if kind is None or kind in _ELSEWHERE:
            return value
        if isinstance(value, list):
            ids = each_resolved(value, partial(self._id, kind))
            return [item for i, item in enumerate(ids) if item not in ids[:i]]
        return self._id(kind, str(value))

    def _id(self, kind: str, name: str) -> JsonValue:
        try:
            return self.lookups.names(kind).id_of(name)
        except UnresolvedError as wrong:
            if kind != SOURCE or wrong.code != "lookup-unknown":
                raise
            if SOURCE not in self.create_missing:
                raise UnresolvedError("source-unknown", **wrong.params) from wrong
        return self.missing.setdefault(fold(name), (self.new_id(), name))[0]

    def _tags(self, value: JsonValue) -> JsonValue:
        """Return the tags as the account spells them; unknown ones are refused unless they may be created."""
        if TAG in self.create_missing or not isinstance(value, list):
            return value
        return each_resolved(value, self._tag)

    def _tag(self, name: str) -> JsonValue:
        try:
            return self.lookups.names(TAG).only(name).shown
        except UnresolvedError as wrong:
            code = "tag-unknown" if wrong.code == "lookup-unknown" else wrong.code
            raise UnresolvedError(code, **wrong.params) from wrong

    def _step(self, step: str, pipeline: str | None) -> Mapping[str, JsonValue]:
        """Return a step and its pipeline; a step that only one pipeline has implies it."""
        match = self.lookups.step(step, pipeline)
        return {"pipeline": match.pipeline.id, "step": match.step.id}
