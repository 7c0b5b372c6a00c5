"""Tables to files: a small class a format, and the places that files go to; knows no entity."""

from etl.sheets.writers.formats import FORMATS, OutputOptions, Writer, format_of, writer_for
from etl.sheets.writers.places import STDOUT, Place, is_folder, join, place_for
from etl.sheets.writers.shape import Field, OutputCell, SheetRows

__all__ = [
    "FORMATS",
    "STDOUT",
    "Field",
    "OutputCell",
    "OutputOptions",
    "Place",
    "SheetRows",
    "Writer",
    "format_of",
    "is_folder",
    "join",
    "place_for",
    "writer_for",
]
