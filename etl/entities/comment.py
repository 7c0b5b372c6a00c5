"""Comments on a client, a contact, an opportunity or a task, with their dates."""

from collections.abc import Mapping
from typing import ClassVar

from etl.codecs import Identifier, Listed, ListOf, Text
from etl.core.results import JsonValue
from etl.entities.base.column import Column
from etl.entities.base.entity import Document, Entity
from etl.entities.base.resource import LINKED, Resource
from etl.entities.base.rules import Frame, Mask, Rule, filled
from etl.entities.base.search import ID, PERIOD, names, words
from etl.entities.base.search import LINKED as LINKED_FILTERS
from etl.entities.parts import created_column
from etl.entities.related import (
    CONTACT,
    HOLDERS,
    OPPORTUNITY,
    TASK,
    THIRD,
    link_attributes,
    names_related,
    related_value,
)

# fmt: off
_COLUMNS = (
    Column("id", "ID commentaire", "Comment id", Identifier(),
           aliases=("id", "id sellsy", "id commentaire sellsy"),
           public=True,
           help_fr="ID du commentaire dans Sellsy. Vide : recherche par texte, date et fiche liée.",
           help_en="The comment's id in Sellsy. Empty: looked up by text, date and linked record."),
    Column("text", "Texte", "Text", Text(multiline=True), {"comment": "description"}, required=True,
           aliases=("commentaire", "comment", "contenu", "message", "description"),
           example="Rappeler après le salon",
           help_fr="Texte libre ; émojis, guillemets et sauts de ligne sont gardés.",
           help_en="Free text; emoji, quotes and line breaks are kept."),
    *THIRD,
    *CONTACT,
    *OPPORTUNITY,
    *TASK,
    Column("parent_id", "ID commentaire parent", "Parent comment id", Identifier(), {"comment": "parent_id"},
           creatable_only=True, aliases=("id parent",), public=True,
           help_fr="Commentaire auquel celui-ci répond, par son ID Sellsy.",
           help_en="The comment this one answers, by its Sellsy id."),
    Column("mentioned", "Collaborateurs mentionnés", "Mentioned staff", ListOf(Listed()),
           {"comment": "mentioned_staff_ids"}, lookup="staff", creatable_only=True,
           aliases=("mentions", "mentionnés"),
           help_fr="E-mails ou noms complets, séparés par des virgules ; prévenus à la création.",
           help_en="E-mails or full names, separated by commas; notified at creation."),
    created_column("comment"),
)
# fmt: on


def _has_text(frame: Frame) -> "Mask[bool]":
    return filled(frame, "text") | filled(frame, "id")


RESOURCE = Resource(
    variant="comment",
    path="/comments",
    named_by=("description",),
    dated=True,
    filters={
        **LINKED_FILTERS,
        "owners": names("staff"),
        "created": PERIOD,
        "updated": PERIOD,
        "parent_id": ID,
    },
    conditions={"text": words("description")},
    orders=("id", "created", "updated"),
    changed="updated",
    identity=("description", "related"),
    public=LINKED | {"timetracking.duration", "timetracking.service"},
    depends_on=HOLDERS,
    parent="parent_id",
    verified=True,
    recreated="recreated-comment",
    watched=("comment", "annotation"),
    delivered=("comment",),
)


class Comment(Entity):
    """A comment."""

    name = "comment"
    place = 8
    labels: ClassVar = {"fr": "Commentaires", "en": "Comments"}
    family = "comment"
    variants: ClassVar[Mapping[str, Resource]] = {"comment": RESOURCE}
    columns = _COLUMNS
    match = ("id", "text")
    naming = ("text",)
    scope = (*link_attributes(THIRD, CONTACT, OPPORTUNITY, TASK), "created")
    links: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "third": ("company", "individual"),
        "contact": ("contact",),
        "opportunity": ("opportunity",),
        "task": ("task",),
        "parent": ("comment",),
    }
    fixed = frozenset({"related"})
    relates = ("third", "contact", "opportunity", "task")
    embeds = ("company", "individual", "contact", "related")
    shown = ("id", "text", "third_name", "created")
    connector: ClassVar[Mapping[str, str]] = {
        "Entity to Comment: client, prospect, supplier": "third_id",
        "Entity to Comment: contact": "contact_id",
        "Entity to Comment: opportunity": "opportunity_id",
        "Entity to Comment: task": "task_id",
        "Comment": "text",
        "Comment Date": "created",
        "Parent Comment ID": "parent_id",
    }
    rules = (Rule("text-missing", "text", _has_text, alternatives=("id",)),)
    ignored = ("date de dernière modification", "créateur", "auteur")

    @classmethod
    def missing_to_create(cls, values: Document, variant: str) -> list[Column]:
        """Return the text or the linked record that a row lacks: a comment without a record would be lost."""
        lacking = super().missing_to_create(values, variant)
        return lacking if names_related(values) else [*lacking, cls.column("third_name")]

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the columns that no payload field gives: what it is about."""
        return related_value(attribute, document) or super().derived(attribute, variant, document)
