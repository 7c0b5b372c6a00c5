"""Columns with the whole name of a person: they are read as civility, first name and last name."""

from collections.abc import Collection
from functools import cache

from etl.codecs import Text
from etl.entities.base.column import Column

FULL_NAME = "full_name"
"""Attribute of the whole name of the record itself; that of a contact person is `contact.full_name`."""

NAME_PARTS = ("civility", "first_name", "last_name")
"""The attributes that a whole name fills."""


def with_last_names(attributes: Collection[str]) -> set[str]:
    """Return attributes with the last name that each whole name among them fills."""
    wholes = {name.removesuffix(FULL_NAME) for name in attributes if name.rpartition(".")[2] == FULL_NAME}
    return {*attributes, *(f"{prefix}last_name" for prefix in wholes)}


@cache
def whole_name_column() -> Column:
    """Return the column with the whole name of the person that a row is."""
    return Column(
        FULL_NAME,
        "Nom complet",
        "Full name",
        Text(),
        aliases=("fullname", "nom et prénom", "prénom et nom", "nom prénom", "prénom nom", "nom & prénom",
                 "prénom & nom", "nom / prénom", "nom/prénom"),
        help_fr="Civilité, prénom et nom dans une cellule : Mme GUÉRIN Céline.",
        help_en="Civility, first and last name in a cell: Mme GUÉRIN Céline.",
    )  # fmt: skip


@cache
def contact_name_column() -> Column:
    """Return the column with the whole name of the contact person of a row's company."""
    return Column(
        f"contact.{FULL_NAME}",
        "Nom complet contact",
        "Contact full name",
        Text(),
        aliases=("contact", "interlocuteur", "interlocutrice", "nom complet du contact", "nom et prénom du contact",
                 "prénom et nom du contact", "nom de l'interlocuteur", "personne à contacter", "contact person"),
        help_fr="Civilité, prénom et nom dans une cellule : Mme GUÉRIN Céline.",
        help_en="Civility, first and last name in a cell: Mme GUÉRIN Céline.",
    )  # fmt: skip
