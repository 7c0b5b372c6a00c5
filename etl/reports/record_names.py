"""Names of the records that changes refer to by kind and id; read from Sellsy in batches, each once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.core.batching import batched
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.matching.choosing import describe
from etl.sellsy import Call, Sellsy, send_batch

_BATCH = 50

Key = tuple[str, int]
"""The kind of a record and its id."""


def keys_of(value: JsonValue) -> list[Key]:
    """Return the records that a list names by kind and id, in its order; none where it names no records."""
    items = [item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict)]
    return [
        (str(item["type"]), int(str(item["id"])))
        for item in items
        if item.get("type") in RESOURCES and "id" in item
    ]


@dataclass(slots=True)
class RecordNames:
    """The names of records of an account."""

    sellsy: Sellsy
    _known: dict[Key, str] = field(default_factory=dict)

    def read(self, wanted: Iterable[Key]) -> None:
        """Read the names of records that are not known yet; a missing or refused record is named by its id.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        unknown = [key for key in dict.fromkeys(wanted) if key not in self._known]
        for keys in batched(unknown, _BATCH):
            calls = [Call("GET", f"{RESOURCES[kind].path}/{identifier}") for kind, identifier in keys]
            for key, answer in zip(keys, send_batch(self.sellsy, calls), strict=True):
                self._known[key] = str(key[1]) if answer.error else describe(answer.body)

    def name(self, key: Key) -> str:
        """Return the name of a record, with its id; errors are those of `read`."""
        self.read((key,))
        return self._known[key]
