"""Columns and rules shared by events and tasks: title, label, staff, privacy, priority, links, match keys."""

from collections.abc import Collection, Mapping
from typing import ClassVar

from etl.codecs import Boolean, Choice, Listed, ListOf, Text
from etl.core.results import JsonValue
from etl.entities.base.column import Column
from etl.entities.base.entity import Entity
from etl.entities.base.rules import Frame, Mask, Rule, filled
from etl.entities.parts import YES_NO
from etl.entities.related import CONTACT, OPPORTUNITY, THIRD, link_attributes

PRIORITIES = (("0", "Normale", "Normal"), ("1", "Haute", "High"))


def title_column(variant: str, example: str) -> Column:
    """Return the title."""
    return Column(
        "title", "Titre", "Title", Text(), {variant: "title"}, required=True, example=example,
        aliases=("objet", "sujet", "intitulé", "subject"),
        help_fr="S'il existe déjà (même date, même fiche liée), il est mis à jour.",
        help_en="If it already exists (same date, same linked record), it is updated.",
    )  # fmt: skip


def description_column(variant: str) -> Column:
    """Return the description."""
    return Column(
        "description", "Description", "Description", Text(multiline=True), {variant: "description"},
        aliases=("détail", "détails", "details", "note", "notes"),
        help_fr="Texte libre ; les sauts de ligne sont gardés.", help_en="Free text; line breaks are kept.",
    )  # fmt: skip


def label_column(variant: str, example: str) -> Column:
    """Return the label, named as in the account."""
    return Column(
        "label", "Label", "Label", Listed(), {variant: "label_id"}, lookup=f"{variant}_label", required=True,
        example=example, aliases=("libellé", "étiquette", "catégorie", "type", "category"),
        public=True,
        help_fr="Appel, Rendez-vous… comme dans Sellsy.", help_en="Call, Meeting… as in Sellsy.",
    )  # fmt: skip


def private_column(variant: str) -> Column:
    """Return whether others see it."""
    return Column(
        "is_private", "Privé", "Private", Boolean(), {variant: "is_private"}, choices=YES_NO, kept=True,
        aliases=("privée", "private task"),
        public=True,
        help_fr="Oui : visible par vous seul.", help_en="Yes: only you see it.",
    )  # fmt: skip


def priority_column(variant: str) -> Column:
    """Return the priority."""
    return Column(
        "priority", "Priorité", "Priority",
        Choice({0: ("Normale", "Normal", "basse", "low"), 1: ("Haute", "High", "urgente", "urgent")}),
        {variant: "priority"}, choices=PRIORITIES, kept=True, aliases=("prioritaire",),
        public=True,
        help_fr="Normale ou haute.", help_en="Normal or high.",
    )  # fmt: skip


def staff_columns(paths: Mapping[str, str]) -> tuple[Column, Column]:
    """Return the columns of the staff who take part, and of those who may edit (only in API v1)."""
    return (
        Column(
            "staffs", "Collaborateurs", "Staff", ListOf(Listed()), paths, lookup="staff",
            aliases=("collaborateurs assignés", "participants", "assigné à", "staffs", "assigned to",
                     "assigned staff"),
            public=True,
            help_fr="E-mails ou noms complets, séparés par des virgules.",
            help_en="E-mails or full names, separated by commas.",
        ),
        Column(
            "editors", "Collaborateurs pouvant modifier", "Staff who can edit", ListOf(Listed()), lookup="staff",
            v1="Agenda.create staffs[].canEdit", creatable_only=True, aliases=("peut modifier", "can edit"),
            help_fr="Parmi les collaborateurs ; à la création seulement (droit api-v1 requis).",
            help_en="Among the staff; at creation only (scope api-v1 required).",
        ),
    )  # fmt: skip


def union(values: Mapping[str, JsonValue], *attributes: str) -> list[JsonValue] | None:
    """Return the items of list columns without duplicates, None where a row states none of them."""
    if not any(attribute in values for attribute in attributes):
        return None
    lists = (values.get(attribute) for attribute in attributes)
    items = [item for listed in lists if isinstance(listed, list) for item in listed]
    return [item for i, item in enumerate(items) if item not in items[:i]]


def titled(frame: Frame) -> "Mask[bool]":
    """Tell which rows have a title, or the id of a known record."""
    return filled(frame, "title") | filled(frame, "id")


def in_order(start: str, end: str) -> Rule:
    """Return the rule that an end does not come before its start."""

    def good(frame: Frame) -> "Mask[bool]":
        first, last = frame[start], frame[end]
        # Both are ISO 8601 in Paris: wall clocks compare as text, except in the hour that comes twice.
        return first.isna() | last.isna() | (first.str[:19] <= last.str[:19]).fillna(value=False).astype(bool)

    return Rule("end-before-start", end, good, (start, end))


class Planned(Entity):
    """Base of events and tasks, which are linked alike and matched by title, moment and linked record."""

    match = ("id", "name")
    naming = ("title",)
    scope = link_attributes(THIRD, CONTACT, OPPORTUNITY)
    links: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "third": ("company", "individual"),
        "contact": ("contact",),
        "opportunity": ("opportunity",),
    }
    relates = ("third", "contact", "opportunity")
    embeds = ("company", "individual", "contact", "related")
    ignored = ("date de dernière modification", "créateur")

    @classmethod
    def key_attribute(cls, key: str, attributes: Collection[str]) -> str:
        """Return the column of a key; the name is the title."""
        del attributes
        return "title" if key == "name" else key
