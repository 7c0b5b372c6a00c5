"""The currency of amounts, and numbers of a workbook shown in another currency, which are read as shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from etl.codecs import Cell, Options, cell_text, is_currency, named_currencies
from etl.core.errors import FatalApiError, RefusedError
from etl.entities import Entity
from etl.mapping.cell_sources import CellSource
from etl.mapping.column_names import is_custom_attribute
from etl.sheets import Chunk
from etl.source.options import ReadOptions

if TYPE_CHECKING:
    from etl.sellsy import Sellsy

_CURRENCIES = "/currencies"
_AMBIGUOUS = 3
"""Digits after a mark that may separate thousands."""


def carries_money(entity: type[Entity], attributes: Collection[str]) -> bool:
    """Tell whether a file has a column of amounts in the account's currency."""
    return any(
        column.money and column.codec.kind == "decimal"
        for column in entity.columns
        if column.attribute in attributes
    )


def account_currency(sellsy: "Sellsy") -> str | None:
    """Return the code of the account's own currency, None where it may not be read (API contract 2.264.0)."""
    from etl.sellsy import pages  # noqa: PLC0415 - a check without an account starts without HTTP

    try:
        for page in pages(sellsy, _CURRENCIES):
            for currency in page.data:
                if currency.get("is_default") and is_currency(str(currency.get("code"))):
                    return str(currency["code"])
    except (FatalApiError, RefusedError):
        return None
    return None


def as_shown(chunk: Chunk, entity: type[Entity], origins: Sequence[CellSource], options: Options) -> Chunk:
    """Return a chunk whose amounts of another currency are texts: 5000 shown as "5 000 $" is not an amount in euros.

    Only columns of money are changed, and custom fields, whose type only the account knows.
    """
    wanted = {
        position
        for source in origins
        if is_custom_attribute(source.attribute) or entity.column(source.attribute).money
        for position in source.positions
    }
    foreign = {
        place: currency
        for place, currency in chunk.currencies.items()
        if place[1] in wanted and options.currency not in (named_currencies(currency) or ())
    }
    return _written(chunk, foreign, options) if foreign else chunk


def _written(chunk: Chunk, foreign: Mapping[tuple[int, int], str], options: Options) -> Chunk:
    places = {row: place for place, row in enumerate(chunk.rows)}
    columns: list[Any] = list(chunk.columns)
    for position in {position for _, position in foreign}:
        columns[position] = list(columns[position])
    for (row, position), currency in foreign.items():
        cell = columns[position][places[row]]
        if type(cell) in (int, float):
            columns[position][places[row]] = f"{_number(cell, options)} {currency}"
    return replace(chunk, columns=columns)


def _number(cell: Cell, options: Options) -> str:
    whole, mark, part = cell_text(Decimal(repr(cell))).partition(".")
    part += "0" * (len(part) == _AMBIGUOUS)
    return f"{whole}{(options.decimal or '.') if mark else ''}{part}"


def unsaid_currency(
    sellsy: "Sellsy", entity: type[Entity], attributes: Collection[str], read: ReadOptions
) -> str | None:
    """Return the account's currency, where a file has amounts, no currency was stated and it is not the default one.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    if read.currency_said or not carries_money(entity, attributes):
        return None
    code = account_currency(sellsy)
    return None if code == read.codec.currency else code
