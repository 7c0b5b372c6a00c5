"""How a file is read, as the user gives it; what is not given is inferred from the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from etl.codecs import Country, Options, is_currency
from etl.commands.option_checks import (
    check_count,
    check_kinds,
    delimiter_of,
    one_of,
    one_of_or_none,
)
from etl.core.errors import ConfigError
from etl.mapping import FileMapping, read_mappings
from etl.mapping.inference import Choose
from etl.messages import Lang
from etl.source.options import CLEAR_WORD, ReadOptions


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
