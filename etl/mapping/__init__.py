"""Mappings of foreign headers to our columns: what they say, and where they are written; knows no entity."""

from etl.mapping.model import FileMapping, Join, Rule, Split
from etl.mapping.reading import Said, read_mappings, ready_mapping, ready_names

__all__ = ["FileMapping", "Join", "Rule", "Said", "Split", "read_mappings", "ready_mapping", "ready_names"]
