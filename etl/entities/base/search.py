"""Conditions of a search: filters that Sellsy takes, and conditions applied to the records read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Takes(StrEnum):
    """The type of a filter's value, which determines its form on a command line."""

    TEXT = "text"
    TEXTS = "texts"
    ID = "id"
    IDS = "ids"
    YES = "yes"
    PERIOD = "period"
    DAYS = "days"
    RANGE = "range"
    NAMES = "names"
    STEPS = "steps"
    CHOICES = "choices"
    LEVEL = "level"
    RECORDS = "records"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that Sellsy takes; `of` is the kind of the names, or the column of the choices or level."""

    takes: Takes
    of: str = ""


class Keeps(StrEnum):
    """How a condition without a filter in Sellsy is applied to a record."""

    WORDS = "words"
    BEGINNING = "beginning"
    TAGS = "tags"
    LABELLED = "labelled"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition applied to records read, on the values at dotted paths."""

    keeps: Keeps
    paths: tuple[str, ...] = ()


TEXT, TEXTS, ID, IDS = Filter(Takes.TEXT), Filter(Takes.TEXTS), Filter(Takes.ID), Filter(Takes.IDS)
YES, PERIOD, DAYS, RANGE = Filter(Takes.YES), Filter(Takes.PERIOD), Filter(Takes.DAYS), Filter(Takes.RANGE)
RECORDS = Filter(Takes.RECORDS)
TAGGED = Condition(Keeps.TAGS)

LINKED: Mapping[str, Filter] = {
    "related_objects": RECORDS,
    "companies": IDS,
    "individuals": IDS,
    "contacts": IDS,
}
"""Filters by linked records (API contract 2.264.0)."""


def names(kind: str) -> Filter:
    """Return a filter that takes names or ids of a kind."""
    return Filter(Takes.NAMES, kind)


def choices(attribute: str) -> Filter:
    """Return a filter that takes choices of a column."""
    return Filter(Takes.CHOICES, attribute)


def words(*paths: str) -> Condition:
    """Return a condition that keeps records with every word somewhere in the paths."""
    return Condition(Keeps.WORDS, paths)
