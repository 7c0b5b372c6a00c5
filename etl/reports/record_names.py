"""How records are called that changes name by kind and id; read from Sellsy, many together, each once."""

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
    """Return the records that a list names by kind and id, in its order; none where it names nothing of the kind."""
    items = [one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict)]
    return [
        (str(one["type"]), int(str(one["id"])))
        for one in items
        if one.get("type") in RESOURCES and "id" in one
    ]


@dataclass(slots=True)
class RecordNames:
    """The names of records of an account."""

    sellsy: Sellsy
    _known: dict[Key, str] = field(default_factory=dict)

    def read(self, wanted: Iterable[Key]) -> None:
        """Read the names of records that are not known yet; one that is gone, or refused, is called by its id.

        Raises:
            ApiError: Sellsy refuses every call, or cannot be reached.
        """
        unknown = [key for key in dict.fromkeys(wanted) if key not in self._known]
        for some in batched(unknown, _BATCH):
            calls = [Call("GET", f"{RESOURCES[kind].path}/{identifier}") for kind, identifier in some]
            for key, answer in zip(some, send_batch(self.sellsy, calls), strict=True):
                self._known[key] = str(key[1]) if answer.error else describe(answer.body)

    def name(self, key: Key) -> str:
        """Return the name of a record, with its id; errors are those of `read`."""
        self.read((key,))
        return self._known[key]
