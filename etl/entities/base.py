"""What an entity is: one declaration from which schema, spreadsheet columns and API fields are derived."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar

import pandas as pd
import pandera.pandas as pa

from etl.codecs import Codec, Options, fold
from etl.entities.problems import problems_of
from etl.messages import Lang
from etl.results import JsonValue, Problem

Frame = pd.DataFrame
Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a spreadsheet and the field of the API it fills.

    `attribute` names it: the prefix before a dot is the part of the row ("invoicing.city"), none is the record
    itself. `paths` maps a resource ("company", "individual", "contact", "address") to the dotted path of its
    payload; empty where the engine handles the column (tags, links, roles). `lookup` is the kind of name to be
    resolved to an id, `hint` the attribute that holds the country. `only` are the variants it applies to
    (empty: all). `creatable_only` fields are taken at creation and never changed.
    """

    attribute: str
    fr: str
    en: str
    codec: Codec
    paths: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    help_fr: str = ""
    help_en: str = ""
    example: str = ""
    choices: tuple[tuple[str, str, str], ...] = ()
    lookup: str | None = None
    hint: str | None = None
    only: frozenset[str] = frozenset()
    required: bool = False
    creatable_only: bool = False

    def header(self, lang: Lang) -> str:
        """Return the header in a language."""
        return self.fr if lang == "fr" else self.en

    def help(self, lang: Lang) -> str:
        """Return the help in a language."""
        return self.help_fr if lang == "fr" else self.help_en

    @property
    def part(self) -> str:
        """The part of the row it belongs to, "" for the record itself."""
        prefix, dot, _ = self.attribute.partition(".")
        return prefix if dot and prefix in PARTS else ""


PARTS = frozenset({"main", "invoicing", "delivery", "contact"})
"""Parts of a row that are records of their own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of whole rows: `good` tells, for a frame, which rows keep it.

    `needs` are the attributes it reads (all must be in the file), `column` the one that is blamed.
    """

    code: str
    column: str
    needs: tuple[str, ...]
    good: Callable[[Frame], "pd.Series[bool]"]
    params: Mapping[str, object] = field(default_factory=dict)


class Entity:
    """What a spreadsheet row is in Sellsy; subclasses declare, everything else is derived.

    `variants` maps a variant to its resource, `match` is the entity's own order of match keys, `family` groups
    entities whose files look alike, `ignored` are headers known to carry nothing to import.
    """

    name: ClassVar[str]
    labels: ClassVar[Mapping[Lang, str]]
    family: ClassVar[str]
    variants: ClassVar[Mapping[str, str]]
    columns: ClassVar[tuple[Column, ...]]
    match: ClassVar[tuple[str, ...]]
    scope: ClassVar[tuple[str, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]] = ()
    ignored: ClassVar[tuple[str, ...]] = ()
    filters: ClassVar[Mapping[str, JsonValue]] = {}
    related_objects: ClassVar[tuple[str, ...]] = ()

    # columns

    @classmethod
    def label(cls, lang: Lang) -> str:
        """Return the entity's plural in a language."""
        return cls.labels[lang]

    @classmethod
    @cache
    def header_index(cls) -> Mapping[str, str]:
        """Return folded header or alias -> attribute; the first column that claims a name keeps it."""
        index: dict[str, str] = {}
        for column in cls.columns:
            for name in (column.fr, column.en, column.attribute):
                index.setdefault(fold(name), column.attribute)
        for column in cls.columns:
            for name in column.aliases:
                index.setdefault(fold(name), column.attribute)
        return index

    @classmethod
    @cache
    def by_attribute(cls) -> Mapping[str, Column]:
        """Return attribute -> column."""
        return {column.attribute: column for column in cls.columns}

    @classmethod
    def column(cls, attribute: str) -> Column:
        """Return the column of an attribute."""
        return cls.by_attribute()[attribute]

    @classmethod
    @cache
    def _ignored(cls) -> frozenset[str]:
        return frozenset(map(fold, cls.ignored))

    @classmethod
    def is_ignored(cls, header: str) -> bool:
        """Tell whether a header is known and carries nothing to import."""
        return fold(header) in cls._ignored()

    # what a file must carry

    @classmethod
    def missing(cls, attributes: Collection[str]) -> list[Column]:
        """Return the required columns that a file lacks; a file with ids may lack them, it can only update."""
        raise NotImplementedError

    @classmethod
    def missing_to_create(cls, values: Document, variant: str) -> list[Column]:
        """Return the columns that a row must fill before its record can be created."""
        raise NotImplementedError

    @classmethod
    def defaults(
        cls, attributes: Collection[str], options: Options
    ) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield notes (code, params) on what the file does not say and is taken for granted."""
        return iter(())

    @classmethod
    def carries(cls, key: str, attributes: Collection[str]) -> bool:
        """Tell whether a file carries a match key."""
        return cls.key_attribute(key, attributes) in attributes

    @classmethod
    def key_attribute(cls, key: str, attributes: Collection[str]) -> str:
        """Return the attribute that holds a match key in a file."""
        return key

    # rows

    @classmethod
    def complete(cls, values: dict[str, JsonValue], options: Options, attributes: Collection[str]) -> str:
        """Fill in what a row implies (its type, a default country) and return its variant."""
        raise NotImplementedError

    @classmethod
    def inapplicable(cls, values: Document, variant: str) -> list[Column]:
        """Return the columns a row fills that do not apply to its variant."""
        return [c for c in cls._limited() if variant not in c.only and values.get(c.attribute) is not None]

    @classmethod
    @cache
    def _limited(cls) -> tuple[Column, ...]:
        return tuple(column for column in cls.columns if column.only)

    @classmethod
    def extra_fields(cls, values: Document, variant: str, document: Document | None) -> dict[str, JsonValue]:
        """Return payload fields that several columns make together; `document` is the record, if there is one."""
        return {}

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the value of a column that no payload path gives, for an export."""
        return None

    # validation

    @classmethod
    def schema(cls, attributes: Collection[str]) -> pa.DataFrameSchema:
        """Return the pandera schema of a file's columns; cells are decoded before, so nothing is coerced."""
        columns = {
            column.attribute: pa.Column(column.codec.dtype, nullable=True, title=column.fr, description=column.help_fr)
            for column in cls.columns
            if column.attribute in attributes
        }
        checks = [_as_check(rule) for rule in cls.rules if all(need in attributes for need in rule.needs)]
        return pa.DataFrameSchema(columns, checks=checks, strict=False, coerce=False, name=cls.name)

    @classmethod
    def validate(cls, frame: Frame, headers: Mapping[str, str]) -> list[Problem]:
        """Return every problem of every row of decoded columns; `headers` maps attributes to the user's headers."""
        try:
            cls.schema(tuple(frame.columns)).validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            return problems_of(errors.failure_cases, rules={rule.code: rule for rule in cls.rules}, headers=headers)
        return []


def _as_check(rule: Rule) -> pa.Check:
    return pa.Check(rule.good, name=rule.code, error=rule.code, ignore_na=False)
