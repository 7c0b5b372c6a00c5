"""Open the table of a file: its sheet and header by what the entities know, or the rows of a report of ours."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from etl.codecs import fold, repaired_text
from etl.core.errors import DataError
from etl.entities import ENTITIES
from etl.mapping.column_names import OURS, attribute_of
from etl.mapping.inference import Inference
from etl.sheets import Table, kind_of, list_sheets, open_table
from etl.source.options import ReadOptions
from etl.source.own.headers import rejected_sheet
from etl.source.own.numbered_rows import numbered_table
from etl.source.own.report import OwnReport
from etl.source.own.rows import ReportRows

_LONGEST_HEADER = 10_000
"""Characters of a text that may be a header."""

CHUNK_ROWS = 10_000
"""Rows in memory at a time: 50,000 would be a tenth faster and take twice the memory."""


def opened_table(inference: Inference, options: ReadOptions, own: OwnReport | None) -> Table:
    """Return the table of a file: the sheet that fits, the rows of a report of ours (`own`) as its file had them.

    Raises:
        DataError: the file cannot be read.
    """
    if own is not None and own.is_workbook:
        rows = ReportRows(own, kind_of(inference.path), inference.observer)
        return rows.table(CHUNK_ROWS)
    path, observer, named = inference.path, inference.observer, inference.named
    entities = [named] if named else ENTITIES
    mapped = {fold(header) for mapping in options.mapping for header in mapping.headers}

    @cache
    def known(header: str) -> bool:
        if len(header) > _LONGEST_HEADER:
            return False
        return fold(header) in mapped or any(attribute_of(entity, header) is not None for entity in entities)

    def meant(header: str) -> str:
        return repaired_text(header) or header

    def opened(sheet: str | None) -> Table:
        table = open_table(
            path,
            known=(lambda header: known(meant(header))) if options.repair_encoding else known,
            sheet=sheet,
            header_row=options.header_row,
            encoding=options.encoding,
            delimiter=options.delimiter,
            skip_hidden=options.hidden == "skip",
            chunk_rows=CHUNK_ROWS,
        )
        table = numbered_table(table, own, observer)
        if options.repair_encoding:
            return replace(table, reread=tuple(map(meant, table.headers)))
        _refuse_double_encoded(table, known)
        return table

    rejected = rejected_sheet(list_sheets(path)) if options.sheet is None else None
    if rejected is not None:
        table = opened(rejected)
        if any(header.startswith(OURS) for header in table.headers):
            observer.note("note-rejected-sheet", sheet=rejected)
            return table
    return opened(options.sheet)


def _refuse_double_encoded(table: Table, known: Callable[[str], bool]) -> None:
    """Refuse a header that is known except for its encoding: its column would be ignored."""
    for header in table.headers:
        repaired = repaired_text(header)
        if repaired and known(repaired) and not known(header):
            layout = table.layout
            raise DataError(
                "headers-double-encoded",
                path=layout.path,
                line=layout.header_row or 1,
                header=header,
                repaired=repaired,
            )
