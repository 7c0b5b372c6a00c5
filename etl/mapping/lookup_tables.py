"""The table of a mapping's lookup: two columns of a file beside it, one to find a cell by, one with what it means."""

from pathlib import Path

from etl.codecs import Cell, cell_text, clean_cell, fold
from etl.core.errors import ConfigError, DataError
from etl.mapping.model import Lookup
from etl.sheets import open_table


def _text(cell: Cell) -> str:
    cleaned = clean_cell(cell)
    return "" if cleaned is None else cell_text(cleaned)


def table_of(lookup: Lookup, *, place: str) -> dict[str, str]:
    """Return folded cell -> its meaning; rows without either are left out.

    Raises:
        ConfigError: the file lacks a column that the lookup names, or gives two meanings to a cell; with its place.
        DataError: the file cannot be read.
    """
    wanted = {fold(lookup.key), fold(lookup.to)}
    table = open_table(Path(lookup.file), known=lambda header: fold(header) in wanted)
    positions = {fold(header): at for at, header in reversed([*enumerate(table.headers)])}
    for name in (lookup.key, lookup.to):
        if fold(name) not in positions:
            headers = [header for header in table.headers if header]
            raise ConfigError("lookup-header", place=place, path=lookup.file, header=name, accepted=headers)
    key, to = positions[fold(lookup.key)], positions[fold(lookup.to)]
    meanings: dict[str, str] = {}
    for chunk in table.chunks():
        for row, cell, meaning in zip(chunk.rows, chunk.columns[key], chunk.columns[to], strict=True):
            known, means = _text(cell), _text(meaning)
            if not known or not means:
                continue
            if meanings.setdefault(fold(known), means) != means:
                raise DataError(
                    "lookup-twice", place=place, path=lookup.file, row=row, value=known,
                    meanings=[meanings[fold(known)], means],
                )  # fmt: skip
    return meanings
