"""The columns that hold ids of another system: how the files of a legacy export name each other's records.

Nothing of them is sent: the journal keeps which record of Sellsy each id became.
"""

from functools import cache

from etl.codecs import Code
from etl.entities.column import Column

LEGACY_ID = "legacy_id"
"""Attribute of the record's own id; that of a link is `third_legacy_id`."""

_LINKS = {
    "third": ("client", "Client"),
    "company": ("société", "Company"),
    "individual": ("particulier", "Individual"),
    "contact": ("contact", "Contact"),
    "opportunity": ("opportunité", "Opportunity"),
    "task": ("tâche", "Task"),
    "parent": ("commentaire parent", "Parent comment"),
}
"""Prefix of a link -> how its column names it, in French and in English."""

_LONGEST = 200


@cache
def legacy_column(prefix: str) -> Column:
    """Return the column of the old id of what a prefix links to, of the record itself for ""."""
    if not prefix:
        return Column(
            LEGACY_ID,
            "ID d'origine",
            "Legacy id",
            Code(_LONGEST),
            aliases=("ancien id", "ancien identifiant", "id ancien système", "external id", "id externe"),
            help_fr="Identifiant dans l'ancien outil ; les autres fichiers nomment la fiche par lui.",
            help_en="Id in the system it comes from; other files name the record by it.",
        )
    fr, en = _LINKS[prefix]
    return Column(
        f"{prefix}_{LEGACY_ID}",
        f"ID d'origine {fr}",
        f"{en} legacy id",
        Code(_LONGEST),
        aliases=(f"ancien id {fr}", f"{en} external id"),
        help_fr="Fiche liée, par son identifiant dans l'ancien outil.",
        help_en="Linked record, by its id in the system it comes from.",
    )
