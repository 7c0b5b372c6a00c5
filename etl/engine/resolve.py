"""From what a row says to what Sellsy takes: names become ids, custom-field cells their wire form; never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from etl.codecs import Options
from etl.engine.custom_fields import CustomField, wire_value
from etl.engine.lookups import Lookups, UnresolvedError
from etl.engine.record import Record
from etl.results import JsonValue, Problem


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves the rows of a run; `kinds` maps an attribute to the kind of thing it names."""

    lookups: Lookups
    kinds: Mapping[str, str]
    custom: Mapping[str, CustomField]
    headers: Mapping[str, str]
    options: Options

    def resolve(self, record: Record) -> tuple[Record, list[Problem]]:
        """Return the record with ids in place of names, and a problem for every name that is not one.

        Raises:
            ApiError: a list of the account cannot be read.
        """
        values: dict[str, JsonValue] = {}
        problems: list[Problem] = []
        for attribute, value in record.values.items():
            try:
                values[attribute] = self._value(attribute, value)
            except UnresolvedError as wrong:
                header = self.headers.get(attribute, attribute)
                problems.append(Problem(wrong.code, record.row, header, str(value), wrong.params))
        return Record(record.row, record.variant, values), problems

    def _value(self, attribute: str, value: JsonValue) -> JsonValue:
        if value is None:
            return None
        if attribute in self.custom:
            return wire_value(self.custom[attribute], value, options=self.options, lookups=self.lookups)
        if attribute in self.kinds:
            return self.lookups.names(self.kinds[attribute]).id_of(str(value))
        return value
