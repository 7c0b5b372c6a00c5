"""How a file is read and a run is made: plain values, no defaults hidden elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

from pydantic import TypeAdapter

from etl.codecs import Options
from etl.core.results import JsonValue
from etl.mapping import FileMapping
from etl.messages import Lang

CLEAR_WORD = "EFFACER"
"""The cell that clears a field, unless another word was chosen."""


def clear_forms(word: str) -> frozenset[str]:
    """Return how the word that clears a field may be written in a short one."""
    return frozenset({word, word.lower(), word.upper(), word.capitalize()} - {""})


Mode = Literal["upsert", "create", "update", "delete"]
OnDoubt = Literal["refuse", "create", "update"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file: what was said instead of detected.

    `repair_encoding` restores text that was encoded twice. `hidden` says what becomes of hidden rows ("include",
    "skip"; None refuses a file that has some), `date_order_said` whether the order of the codec's options is the
    user's, `currency_said` whether its currency is. `mapping` are the mappings that may serve: the file and its entity
    decide which. `clear_word` is the cell that clears a field; `empty` says what an empty one does.
    """

    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    repair_encoding: bool = False
    delimiter: str | None = None
    hidden: Literal["include", "skip"] | None = None
    date_order_said: bool = False
    currency_said: bool = False
    mapping: tuple[FileMapping, ...] = ()
    clear_word: str = CLEAR_WORD
    empty: Literal["keep", "clear"] = "keep"
    codec: Options = field(default_factory=Options)
    lang: Lang = "en"

    def in_currency(self, code: str) -> Self:
        """Return the same options for amounts in a currency (ISO 4217)."""
        return replace(self, codec=replace(self.codec, currency=code))

    def to_json(self) -> dict[str, JsonValue]:
        """Return what a journal keeps, so that the file is read the same way again."""
        codec: dict[str, JsonValue] = {name: getattr(self.codec, name) for name in _CODEC}
        said: dict[str, JsonValue] = {name: getattr(self, name) for name in _READING}
        return {**said, "mapping": [one.to_json() for one in self.mapping], "codec": codec}

    @classmethod
    def from_json(cls, said: Mapping[str, JsonValue]) -> Self:
        """Return the options a journal kept.

        Raises:
            TypeError, ValueError: they are no options, or of other kinds.
        """
        mapping, codec = said.get("mapping"), said.get("codec")
        values: dict[str, Any] = {name: said[name] for name in _READING if name in said}
        if isinstance(mapping, dict):
            # Runs of before mappings had sections: header -> column.
            values["mapping"] = (FileMapping.of_pairs({h: str(column) for h, column in mapping.items()}),)
        if isinstance(mapping, list):
            values["mapping"] = tuple(map(FileMapping.model_validate, mapping))
        if isinstance(codec, dict):
            kept: dict[str, Any] = dict(codec)
            values["codec"] = Options(**kept)
            values["date_order_said"] = True
            values["currency_said"] = "currency" in kept
        kept_again: Self = TypeAdapter(cls).validate_python(values)
        return kept_again


_READING = (
    "sheet", "header_row", "encoding", "repair_encoding", "delimiter", "hidden", "clear_word", "empty", "lang",
)  # fmt: skip
_CODEC = ("decimal", "date_order", "epoch_1904", "country", "currency")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import: `match` are the keys the user chose (empty: the entity's own order).

    `on_doubt` is what becomes of a row that may be a record, or another one of its name. `batch_size` is in writes
    per request, `workers` in requests in flight. `create_missing` are the kinds of names ("tag", "source") that are
    created where the account lacks them. `append` are the columns of custom fields whose choices are added to those of
    the record. `find_similar` reads the account for near doubles of what would be created.
    `recreate_deleted` creates records again that another system still has and that were deleted in Sellsy.
    """

    mode: Mode = "upsert"
    match: tuple[str, ...] = ()
    on_doubt: OnDoubt = "refuse"
    dry_run: bool = False
    batch_size: int = 100
    workers: int = 8
    create_missing: frozenset[str] = frozenset()
    tags: Literal["add", "replace"] = "add"
    append: tuple[str, ...] = ()
    find_similar: bool = False
    recreate_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Bill:
    """What a run will do and cost: rows by planned outcome, API calls, minutes at the account's quota.

    `calls` are those still to make, `read` those that were made to plan it. `day_share` is the part of the account's
    daily calls it takes (0.01 = 1 %), None when there is no such limit. `reads` are all the calls that only read,
    `around` the parts of each record that are read apart.
    """

    counts: Mapping[str, int]
    calls: int
    minutes: float
    day_share: float | None
    read: int = 0
    reads: int = 0
    around: int = 0

    @property
    def total(self) -> int:
        """All the calls of the run."""
        return self.calls + self.read


Confirm = Callable[[Bill], bool]
