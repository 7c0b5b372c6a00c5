"""Names of the rows of a file, for what is printed of them."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from etl.codecs import cell_text, clean_cell
from etl.commands.run.reading_options import ReadingOptions
from etl.commands.session import Session
from etl.core.errors import EtlError
from etl.core.observer import SilentObserver
from etl.source.opened_table import CHUNK_ROWS
from etl.source.opening import open_source
from etl.source.options import ReadOptions

__all__ = ["names_of_rows"]


def names_of_rows(
    session: Session, path: str | Path, options: ReadingOptions, *, entity: str, rows: Collection[int]
) -> dict[int, str]:
    """Return the names of rows of a file that was just read with these options.

    Raises:
        ConfigError: a value is not accepted.
    """
    if not rows:
        return {}
    read = replace(options, hidden=options.hidden or "include").values(session.lang)
    return _names(Path(path), entity=entity, options=read, rows=rows)


def _names(path: Path, *, entity: str, options: ReadOptions, rows: Collection[int]) -> dict[int, str]:
    """Return the names of some of the first rows of a file: none where it cannot be read again."""
    try:
        source = open_source(path, entity=entity, options=options, observer=SilentObserver())
        chunk = next(source.table.chunks(size=CHUNK_ROWS), None)
    except EtlError:
        return {}
    origins = {origin.attribute: origin for origin in source.headers.origins}
    naming = [origins[name] for name in source.entity.naming if name in origins]
    if chunk is None or not naming or not rows:
        return {}
    columns = [origin.raw(chunk, clear_word=options.clear_word) for origin in naming]
    wanted = set(rows)
    names: dict[int, str] = {}
    for row, cells in zip(chunk.rows, zip(*columns, strict=True), strict=True):
        filled = [cell_text(cell) for cell in map(clean_cell, cells) if cell is not None]
        if row in wanted and filled:
            names[row] = filled[0]
    return names
