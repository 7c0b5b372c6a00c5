"""How a file is read and loaded, as the user gives it; what is not given is inferred from the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from etl.codecs import Country, Options, is_currency
from etl.commands.option_checks import (
    check_count,
    check_kinds,
    check_seconds,
    delimiter_of,
    listed,
    names_of,
    one_of,
    one_of_or_none,
)
from etl.core.errors import ConfigError
from etl.mapping import FileMapping, read_mappings
from etl.mapping.inference import Choose
from etl.messages import Lang
from etl.runs.importing import FileImport
from etl.runs.part import ALONE, Part
from etl.runs.trial import MOST_TRIED, Decide
from etl.source.options import CLEAR_WORD, Confirm, ImportOptions, ReadOptions
from etl.source.row_change import RowChange

_CREATABLE = {"tags": "tag", "sources": "source"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How a file is read; `entity` None infers what its rows are, `choose` is called where the file is ambiguous.

    `mapping` is header -> column, a YAML file, the name of a mapping that ships, or several of these. `explicit` are
    the names of the options that the user stated: they count beside those that a report remembers, even as defaults.
    """

    entity: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    repair_encoding: bool = False
    delimiter: str | None = None
    hidden: Literal["include", "skip"] | None = None
    mapping: Any = None
    clear_word: str = CLEAR_WORD
    empty: Literal["keep", "clear"] = "keep"
    on_bad_cell: Literal["reject", "drop"] = "reject"
    accept_fixes: bool = False
    decimal: str | None = None
    date_order: str | None = None
    country: str | None = None
    currency: str | None = None
    choose: Choose | None = None
    explicit: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse values of another kind than declared.

        Raises:
            ConfigError: there is one.
        """
        check_kinds(self)
        if self.mapping is not None and not isinstance(
            self.mapping, str | Path | Mapping | FileMapping | Sequence
        ):
            accepted = ["str", "Path", "dict", "list"]
            raise ConfigError("filter-value", name="mapping", value=self.mapping, accepted=accepted)

    def values(self, lang: Lang) -> ReadOptions:
        """Return the options as the engine takes them.

        Raises:
            ConfigError: a value is not accepted, or there is no such country, currency or mapping.
        """
        if self.header_row is not None:
            check_count("header_row", self.header_row, least=1)
        given = {
            "decimal": one_of_or_none(self.decimal, (",", ".")),
            "date_order": one_of_or_none(self.date_order, ("dmy", "mdy", "ymd")),
            "country": None if self.country is None else _country(str(self.country)),
            "currency": None if self.currency is None else _currency(str(self.currency)),
        }
        codec: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        return ReadOptions(
            sheet=self.sheet,
            header_row=self.header_row,
            encoding=self.encoding,
            repair_encoding=self.repair_encoding,
            delimiter=None if self.delimiter is None else delimiter_of(self.delimiter),
            hidden=one_of_or_none(self.hidden, ("include", "skip")),
            mapping=read_mappings(self.mapping),
            clear_word=self.clear_word,
            empty=one_of(self.empty, ("keep", "clear")),
            on_bad_cell=one_of(self.on_bad_cell, ("reject", "drop")),
            accept_fixes=self.accept_fixes,
            codec=Options(**codec),
            date_order_said="date_order" in codec,
            currency_said="currency" in codec,
            lang=lang,
            explicit=self.explicit,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions(ReadingOptions):
    """How the run of a file is made: `match` are keys in order, empty the entity's own; `wait_s` are seconds.

    `confirm` receives the estimated cost before the first write and returns whether to go on, `offer_fixes` the number
    of rows that certain fixes make right and returns whether to make them. `preparation` reads the file, plans and
    reports; `details` adds the HTTP requests to the page; `change` is the user's own function on the cells of each row;
    `part` is the pipeline's run and step that this is part of, and the system whose ids the file holds. `trial` writes
    that many rows first; `decide` receives them and says what follows, None stops there.
    """

    match: Sequence[str] = ()
    dry_run: bool = False
    batch_size: int = 100
    report: str | Path | None = None
    html: bool = True
    details: bool = False
    confirm: Confirm | None = None
    offer_fixes: Callable[[int], bool] | None = None
    preparation: Callable[..., FileImport] = FileImport
    change: RowChange | None = None
    part: Part = ALONE
    wait_s: float = 0.0
    trial: int | None = None
    decide: Decide | None = None

    def load(self) -> ImportOptions:
        """Return the options as the engine takes them.

        Raises:
            ConfigError: a value is not accepted.
        """
        check_count("batch_size", self.batch_size, least=1, most=1000)
        check_seconds("wait_s", self.wait_s)
        if self.trial is not None:
            check_count("trial", self.trial, least=1, most=MOST_TRIED)
            if self.dry_run:
                raise ConfigError("trial-dry")
        return ImportOptions(
            match=listed(self.match), dry_run=self.dry_run, batch_size=self.batch_size, explicit=self.explicit
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteFileOptions(RunOptions):
    """How the records that a file names are deleted; a dry run by default."""

    dry_run: bool = True

    def load(self) -> ImportOptions:
        """Return the options as the engine takes them.

        Raises:
            ConfigError: a value is not accepted.
        """
        return replace(RunOptions.load(self), mode="delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFileOptions(RunOptions):
    """What an import may write, and what it looks for."""

    mode: str = "upsert"
    on_doubt: str = "refuse"
    create_missing: Sequence[str] = ()
    tags: str = "add"
    append: Sequence[str] = ()
    find_similar: bool = False
    recreate_deleted: bool = False

    def load(self) -> ImportOptions:
        """Return the options as the engine takes them.

        Raises:
            ConfigError: a value is not accepted.
        """
        missing = [one_of(name, tuple(_CREATABLE)) for name in names_of(self.create_missing)]
        return replace(
            RunOptions.load(self),
            mode=one_of(self.mode, ("upsert", "create", "update")),
            on_doubt=one_of(self.on_doubt, ("refuse", "create", "update")),
            create_missing=frozenset(_CREATABLE[name] for name in missing),
            tags=one_of(self.tags, ("add", "replace")),
            append=names_of(self.append),
            find_similar=self.find_similar,
            recreate_deleted=self.recreate_deleted,
        )


def _currency(typed: str) -> str:
    """Return the code of a currency from its code as typed."""
    code = typed.strip().upper()
    if not is_currency(code):
        raise ConfigError("currency-unknown", value=typed)
    return code


def _country(typed: str) -> str:
    """Return the code of a country from its name or code."""
    code = Country().decode([typed], options=Options()).values[0]
    if not isinstance(code, str):
        raise ConfigError("country-unknown", value=typed)
    return code


def path_of(value: str | Path | None) -> Path | None:
    """Return a path given as a text or a path, None where none is given."""
    return None if value is None else Path(value)
