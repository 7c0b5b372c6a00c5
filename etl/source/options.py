"""How a file is read and a run is made: plain values, no defaults hidden elsewhere."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, Self

from pydantic import TypeAdapter

from etl.codecs import Options
from etl.core.results import JsonValue
from etl.mapping import FileMapping
from etl.messages import Lang

CLEAR_WORD = "EFFACER"
"""The cell that clears a field, unless another word was chosen."""


def clear_forms(word: str) -> frozenset[str]:
    """Return the spellings of the word that clears a field."""
    return frozenset({word, word.lower(), word.upper(), word.capitalize()} - {""})


def stated(given: Any, usual: Any, explicit: Collection[str]) -> dict[str, Any]:
    """Return the values of options that are no defaults, by name, and those of the names `explicit`.

    `usual` has the defaults.
    """
    names = [field.name for field in fields(given) if field.name != "explicit"]
    return {
        name: getattr(given, name)
        for name in names
        if name in explicit or getattr(given, name) != getattr(usual, name)
    }


Mode = Literal["upsert", "create", "update", "delete"]
OnDoubt = Literal["refuse", "create", "update"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file: what the user stated instead of detection.

    `repair_encoding` restores text that was encoded twice. `hidden` decides on hidden rows ("include",
    "skip"; None refuses a file that has some), `date_order_said` whether the order of the codec's options is the
    user's, `currency_said` whether its currency is. `mapping` are the mappings that may serve: the file and its entity
    decide which. `clear_word` is the cell that clears a field; `empty` decides what an empty cell does.
    `on_bad_cell` decides what becomes of an optional cell that cannot be read: its row is rejected, or the cell
    dropped. `accept_fixes` reads cells with one certain fix as if they were fixed. `explicit` are the names of options
    that the user stated: they count beside those that a report remembers, even where they are defaults.
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
    on_bad_cell: Literal["reject", "drop"] = "reject"
    accept_fixes: bool = False
    codec: Options = field(default_factory=Options)
    lang: Lang = "en"
    explicit: frozenset[str] = frozenset()

    def in_currency(self, code: str) -> Self:
        """Return the same options for amounts in a currency (ISO 4217)."""
        return replace(self, codec=replace(self.codec, currency=code))

    def to_json(self) -> dict[str, JsonValue]:
        """Return the options as the journal stores them, so that the file is read the same way again."""
        codec: dict[str, JsonValue] = {name: getattr(self.codec, name) for name in _CODEC}
        values: dict[str, JsonValue] = {name: getattr(self, name) for name in _READING}
        return {**values, "mapping": [mapping.to_json() for mapping in self.mapping], "codec": codec}

    @classmethod
    def from_json(cls, stored: Mapping[str, JsonValue]) -> Self:
        """Return the options that the journal stored.

        Raises:
            TypeError, ValueError: they are not options, or have other types.
        """
        mapping, codec = stored.get("mapping"), stored.get("codec")
        values: dict[str, Any] = {name: stored[name] for name in _READING if name in stored}
        if isinstance(mapping, dict):
            # Runs older than the sections of mappings: header -> column.
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
    "sheet", "header_row", "encoding", "repair_encoding", "delimiter", "hidden", "clear_word", "empty", "on_bad_cell",
    "accept_fixes", "lang",
)  # fmt: skip
_CODEC = ("decimal", "date_order", "epoch_1904", "country", "currency")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import: `match` are the keys the user chose (empty: the entity's own order).

    `on_doubt` is what becomes of a row that may be a record, or another one of its name. `batch_size` is in writes
    per request, `workers` in requests in flight. `create_missing` are the kinds of names ("tag", "source") that are
    created where the account lacks them. `append` are the columns of custom fields whose choices are added to those of
    the record. `find_similar` reads the account for near duplicates of new records.
    `recreate_deleted` creates again the records that another system still has and that were deleted in Sellsy.
    `explicit` is as in `ReadOptions`.
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
    explicit: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cost:
    """The estimated cost of a run: rows by planned outcome, API calls, minutes at the account's quota.

    `calls` are those still to make, `read` those that were made to plan it. `day_share` is the part of the account's
    daily calls it takes (0.01 = 1 %), None when there is no such limit. `reads` are all the calls that only read,
    `around` the parts of each record that need calls of their own.
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


Confirm = Callable[[Cost], bool]
