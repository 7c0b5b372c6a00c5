"""Which header fills which column: mappings, names of columns, proposals; and what the rows of a file are."""

from etl.mapping.model import FileMapping, Join, Rule, Split
from etl.mapping.reading import Said, read_mappings, ready_mapping, ready_names

__all__ = ["FileMapping", "Join", "Rule", "Said", "Split", "read_mappings", "ready_mapping", "ready_names"]
