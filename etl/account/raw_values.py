"""Values of custom fields as raw exports write them: objects or lists, as JSON in a cell."""

from etl.account.lookups import Lookups, UnresolvedError
from etl.core.results import JsonValue
from etl.core.strict_json import read_json

_RAW = ('{"amount": "12.50", "currency": "EUR"}', '{"number": "12", "unit_id": 1}', "[1, 2]")
"""Examples of values that a raw export writes as JSON."""


def cell_of_raw(cell: JsonValue, lookups: Lookups) -> JsonValue:
    """Return the cell of an import for the JSON of a raw export: an amount, a quantity, a list of ids.

    Raises:
        UnresolvedError: the JSON has none of these shapes, or its unit is unknown.
        ApiError: the units cannot be read.
    """
    if not isinstance(cell, str) or not cell.startswith(("{", "[")):
        return cell
    try:
        value = read_json(cell.encode())
    except ValueError:
        value = None
    match value:
        case {"amount": amount, "currency": currency, **rest} if not rest:
            return f"{amount} {currency}"
        case {"number": number, "unit_id": unit, **rest} if not rest:
            return f"{number} {lookups.names('unit').only(str(unit)).shown}"
        case [*items]:
            return ", ".join(
                str(item["id"] if isinstance(item, dict) and "id" in item else item) for item in items
            )
    raise UnresolvedError("custom-value", accepted=_RAW)
