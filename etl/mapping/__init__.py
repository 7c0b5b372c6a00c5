"""Which header fills which column: mappings, column names, proposals; and which entity the rows of a file are."""

from etl.mapping.model import FileMapping, Join, Rule, Split
from etl.mapping.reading import MappingSource, read_mappings, ready_mapping, ready_names

__all__ = [
    "FileMapping",
    "Join",
    "MappingSource",
    "Rule",
    "Split",
    "read_mappings",
    "ready_mapping",
    "ready_names",
]
