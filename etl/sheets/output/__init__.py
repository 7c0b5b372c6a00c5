"""Tables to files: a small class a format, and the places that files go to; knows no entity."""

from etl.sheets.output.formats import FORMATS, OutputOptions, Writer, format_of, writer_for
from etl.sheets.output.places import Place, place_for
from etl.sheets.output.shape import Field, OutputCell, SheetRows

__all__ = [
    "FORMATS",
    "Field",
    "OutputCell",
    "OutputOptions",
    "Place",
    "SheetRows",
    "Writer",
    "format_of",
    "place_for",
    "writer_for",
]
