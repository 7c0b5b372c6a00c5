"""One spreadsheet column and the API field it fills: the unit every entity is declared with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from etl.codecs import Cell, Codec, Identifier, Text, fold
from etl.core.record import SATELLITES
from etl.core.results import JsonValue
from etl.messages import Lang

PARTS = frozenset(SATELLITES)
"""Parts of a row that are records of their own: three addresses and a contact person."""

_LENGTHS = {
    "siret": (14, 14),
    "siren": (9, 9),
    "vat": (2, 15),
    "naf": (5, 6),
    "country": (2, 2),
    "postal_code": (2, 30),
}
"""Least and most characters of a kind in Sellsy (API contract 2.264.0); texts carry their own."""

_AS_TYPED = frozenset({"text", "siret", "siren", "naf", "vat", "email", "url", "phone", "postal_code"})
"""Kinds of which Sellsy may have values that our rules would refuse."""

Label = tuple[str, str, str]
"""A choice: its value, its French label, its English label."""


_ID_WORDS = frozenset({"id", "ids", "identifiant", "identifiants", "identifier", "identifiers"})


def says_id(name: str) -> bool:
    """Tell whether a header or an attribute contains a word for id."""
    return not _ID_WORDS.isdisjoint(re.split(r"[^a-z0-9]+", fold(name)))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a spreadsheet and the field of the API that it fills.

    `attribute` names it: the prefix before a dot is the part of the row ("invoicing.city"), none is the
    record itself. `paths` maps a resource ("company", "individual", "contact", "address") to the dotted path
    of its payload; empty where the engine handles the column (tags, links, roles). `mixed` are aliases that a
    template does not show, of words of two languages. `lookup` is the kind of names that are resolved to ids, `hint`
    the attribute that holds the country, `only` the variants it applies to (empty: all). `creatable_only` fields are
    set at creation and never changed. `member` is (list field, item) for a yes/no column that stands for an item of a
    list. `v1` names the method and field of API v1 for what v2 lacks. `kept` fields are never empty in Sellsy and
    cannot be cleared. `public` values identify nobody: an anonymous copy keeps them and replaces all others. `money`
    columns hold amounts. `example` is a JSON value or text, shown as a cell.
    """

    attribute: str
    fr: str
    en: str
    codec: Codec
    paths: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()
    help_fr: str = ""
    help_en: str = ""
    example: str = ""
    choices: tuple[Label, ...] = ()
    lookup: str | None = None
    hint: str | None = None
    only: frozenset[str] = frozenset()
    required: bool = False
    creatable_only: bool = False
    member: tuple[str, str] | None = None
    v1: str = ""
    kept: bool = False
    public: bool = False
    money: bool = False

    def header(self, lang: Lang) -> str:
        """Return the header in a language."""
        return self.fr if lang == "fr" else self.en

    def help(self, lang: Lang) -> str:
        """Return the help in a language."""
        return self.help_fr if lang == "fr" else self.help_en

    def labels(self, lang: Lang) -> tuple[str, ...]:
        """Return the labels of the choices in a language, none where the column is free."""
        return tuple(fr if lang == "fr" else en for _, fr, en in self.choices)

    def cell(self, value: JsonValue, lang: Lang) -> Cell:
        """Return a value as a cell that reads back as the same value: a choice by its label in a language."""
        written = str(value).lower() if isinstance(value, bool) else str(value)
        label = next(((fr, en) for choice, fr, en in self.choices if choice == written), None)
        if label is None:
            return self.codec.encode(value)
        return label[0] if lang == "fr" else label[1]

    def shown_example(self, lang: Lang) -> str:
        """Return the example as a cell: a label where there are choices, a French date day first."""
        if self.codec.kind in ("date", "moment") and self.example and lang == "fr":
            day, _, clock = self.example.partition(" ")
            return f"{date.fromisoformat(day):%d/%m/%Y} {clock}".rstrip()
        labels = {value: fr if lang == "fr" else en for value, fr, en in self.choices}
        return labels.get(self.example, self.example)

    @property
    def is_long(self) -> bool:
        """Whether it holds sentences: a note, a comment."""
        return isinstance(self.codec, Text) and self.codec.multiline

    @property
    def holds_id(self) -> bool:
        """Whether its cells are ids of Sellsy: its header must say so, or a count would pass for an id."""
        return isinstance(self.codec, Identifier)

    @property
    def holds_text(self) -> bool:
        """Whether Sellsy stores its text as typed, valid by our rules or not."""
        return self.codec.kind in _AS_TYPED and bool(self.paths) and self.lookup is None

    def fits(self, text: str) -> bool:
        """Tell whether the length of a text is within Sellsy's bounds."""
        low, high = self.length
        return (low or 0) <= len(text) and (high is None or len(text) <= high)

    @property
    def raw(self) -> str:
        """Its header in a raw export: the attribute, with `_id` where it holds ids."""
        return f"{self.attribute}_id" if self.holds_id and not says_id(self.attribute) else self.attribute

    @property
    def part(self) -> str:
        """The part of the row it belongs to, "" for the record itself."""
        prefix, dot, _ = self.attribute.partition(".")
        return prefix if dot and prefix in PARTS else ""

    @property
    def label(self) -> str:
        """Both headers, for messages on a column that the file does not have."""
        return " / ".join(dict.fromkeys((self.fr, self.en)))

    @property
    def named(self) -> dict[str, str]:
        """Both headers, by language: a message shows the reader's."""
        return {"fr": self.fr, "en": self.en}

    @property
    def length(self) -> tuple[int | None, int | None]:
        """The least and most characters Sellsy takes, None where it sets no bound."""
        if isinstance(self.codec, Text):
            return self.codec.min_length or None, self.codec.max_length
        return _LENGTHS.get(self.codec.kind, (None, None))
