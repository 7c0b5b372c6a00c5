"""Names of custom fields and of their values for messages, read when first needed."""

from dataclasses import dataclass, field

from etl.account.custom_fields import CustomField, custom_cell, read_custom_fields
from etl.account.lookups import Lookups
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.mapping.column_names import CUSTOM
from etl.reports.record_names import RecordNames, keys_of
from etl.sellsy import Sellsy


@dataclass(slots=True)
class FieldNames:
    """Names custom fields, and shows their values, by field id."""

    sellsy: Sellsy
    _lookups: Lookups = field(init=False)
    _records: RecordNames = field(init=False)
    _found: dict[str, dict[int, CustomField]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Prepare the lookups of staff, units and records."""
        self._lookups = Lookups(self.sellsy)
        self._records = RecordNames(self.sellsy)

    def header(self, entity: type[Entity], field_id: int) -> str:
        """Return the column of a field.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        known = self._of(entity).get(field_id)
        return f"{CUSTOM}{known.code if known is not None else field_id}"

    def value(self, entity: type[Entity], field_id: int, value: JsonValue) -> JsonValue:
        """Return a value with names in place of ids; unchanged where the field is gone.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        known = self._of(entity).get(field_id)
        return value if known is None else custom_cell(known, value, lookups=self._lookups)

    def linked(self, value: JsonValue) -> JsonValue:
        """Return a list of records with names in place of kinds and ids; any other value unchanged.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        keys = keys_of(value)
        if not keys or not isinstance(value, list) or len(keys) < len(value):
            return value
        return [self._records.name(key) for key in keys]

    def set_along(self, value: JsonValue) -> JsonValue:
        """Return what Sellsy sets by itself along with a step: its probability.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        return self._lookups.probability(value)

    def _of(self, entity: type[Entity]) -> dict[int, CustomField]:
        if entity.name not in self._found:
            fields = read_custom_fields(self.sellsy, entity.related_objects)
            self._found[entity.name] = {custom.id: custom for custom in fields}
        return self._found[entity.name]
