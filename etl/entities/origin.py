"""Columns that hold ids of another system, by which files of a legacy export refer to each other's records.

These ids are never sent: the journal records which record of Sellsy stands for each.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from etl.codecs import Cell, Code, ListOf
from etl.codecs.base import Options
from etl.codecs.column import PENDING, Plain, Reading
from etl.entities.base.column import Column

LEGACY_ID = "legacy_id"
"""Attribute of the record's own id; that of a link is `third_legacy_id`."""

MERGED_IDS = "merged_legacy_ids"
"""Attribute of the ids of records that the other system merged into the row's."""


def header_of(headers: Mapping[str, str], attribute: str) -> str:
    """Return the user's header of an attribute; for an id resolved from an old id, the header of the old id.

    >>> header_of({"legacy_id": "Old no."}, "id")
    'Old no.'
    """
    prefix = attribute.removesuffix("id")
    old = [f"{prefix}{LEGACY_ID}"] if prefix != attribute else []
    if attribute in ("companies", "individual_id"):
        old.append(f"company_{LEGACY_ID}")
    return next((headers[name] for name in (attribute, *old) if name in headers), attribute)


_LINKS = {
    "third": ("client", "Client"),
    "company": ("société", "Company"),
    "individual": ("particulier", "Individual"),
    "contact": ("contact", "Contact"),
    "opportunity": ("opportunité", "Opportunity"),
    "task": ("tâche", "Task"),
    "parent": ("commentaire parent", "Parent comment"),
}
"""Prefix of a link -> its name in headers, in French and in English."""

_LONGEST = 200

_NULL = re.compile(r"0{15}(?:AAA)?|\{?0{8}(?:-0{4}){3}-0{12}\}?")
"""Null references as Salesforce writes them, in 15 or 18 characters, and other systems in a GUID."""


def is_null_id(text: str) -> bool:
    """Tell whether an id of another system is a null reference."""
    return _NULL.fullmatch(text) is not None


_SHORT, _LONG = re.compile(r"[0-9A-Za-z]{15}", re.ASCII), re.compile(r"[0-9A-Za-z]{18}", re.ASCII)
_CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def other_form(text: str) -> str | None:
    """Return the other form of an id of Salesforce: 15 characters, or 18 with the three check characters.

    >>> other_form("001D000000IqhSL"), other_form("001D000000IqhSLIAZ"), other_form("001D000000IqhSLXXX")
    ('001D000000IqhSLIAZ', '001D000000IqhSL', None)
    """
    if _SHORT.fullmatch(text):
        fives = (text[at : at + 5] for at in (0, 5, 10))
        checks = (sum(1 << at for at, char in enumerate(five) if char.isupper()) for five in fives)
        return text + "".join(_CHECKS[check] for check in checks)
    is_checked = _LONG.fullmatch(text) is not None and other_form(text[:15]) == text
    return text[:15] if is_checked else None


class LegacyId(Code):
    """An id of another system; a null reference reads as empty."""

    def plain(self, options: Options, /) -> Plain:
        """Let through plain texts that do not begin as a null reference does."""
        plain = super().plain(options)
        return lambda cell: PENDING if type(cell) is str and cell[:1] in "0{" else plain(cell)

    def whole(self, texts: Sequence[str], options: Options, /) -> list[Any] | None:
        """Let through plain texts of which none begins as a null reference does."""
        return None if any(text[:1] in "0{" for text in texts) else super().whole(texts, options)

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as an id."""
        reading = super().read(cell, options)
        return Reading() if is_null_id(str(reading.value)) else reading


_ALSO = {"company": ("id d'origine client", "ancien id client", "client legacy id", "client external id")}
"""Prefix of a link -> other headers of its column: most files call the company of a contact a client."""


@cache
def legacy_column(prefix: str, *, several: bool = False) -> Column:
    """Return the column of old ids of linked records (`several` per cell), or of the record's own for ""."""
    if not prefix:
        return Column(
            LEGACY_ID,
            "ID d'origine",
            "Legacy id",
            LegacyId(_LONGEST),
            aliases=("ancien id", "ancien identifiant", "id ancien système", "external id", "id externe"),
            help_fr="ID de l'ancien logiciel ; relie vos fichiers.",
            help_en="Id in the other system; links your files.",
        )
    fr, en = _LINKS.get(prefix, (prefix, prefix.capitalize()))
    codec = LegacyId(_LONGEST)
    return Column(
        f"{prefix}_{LEGACY_ID}",
        f"ID d'origine {fr}",
        f"{en} legacy id",
        ListOf(codec, ";\n") if several else codec,
        aliases=(f"ancien id {fr}", f"{en} external id", *_ALSO.get(prefix, ())),
        help_fr="Fiche liée, par son ID de l'ancien logiciel.",
        help_en="Linked record, by its id in the other system.",
    )


@cache
def merged_column() -> Column:
    """Return the column of old ids of records that the other system merged into the row's."""
    return Column(
        MERGED_IDS,
        "ID d'origine fusionnés",
        "Merged legacy ids",
        ListOf(LegacyId(_LONGEST), ";\n"),
        help_fr="ID des fiches que l'ancien logiciel a fusionnées avec celle-ci, séparés par des points-virgules.",
        help_en="Ids of the records that the other system merged into this one, separated by semicolons.",
    )
