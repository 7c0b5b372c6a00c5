"""The example row of a template: its cells by header, in the properties of the workbook."""

from collections.abc import Mapping
from pathlib import Path

from etl.sheets.marks.packed_properties import packed, unpacked

_NAME = "sellsy-etl-example"


def example_properties(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the filled cells of an example row as properties of a workbook."""
    return packed(_NAME, dict(cells))


def read_example(path: Path) -> dict[str, str] | None:
    """Return the filled cells of a template's example row by header, None where the workbook is no template."""
    cells = unpacked(_NAME, path)
    return None if cells is None else {header: str(cell) for header, cell in cells.items()}
