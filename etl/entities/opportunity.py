"""Opportunities: what may be sold, to whom, at which step of which sales pipeline."""

from collections.abc import Mapping
from typing import ClassVar

from etl.codecs import Choice, Code, Date, Decimal, Identifier, Listed, ListOf, Percent, Text
from etl.core.results import JsonValue
from etl.entities.base.column import Column
from etl.entities.base.entity import Document, Entity
from etl.entities.base.resource import LINKED, Resource
from etl.entities.base.rules import Frame, Mask, Rule, filled
from etl.entities.base.search import (
    ID,
    PERIOD,
    RANGE,
    RECORDS,
    TAGGED,
    TEXT,
    Filter,
    Takes,
    choices,
    names,
    words,
)
from etl.entities.parts import TAGS, created_column, note_column, owner_column
from etl.entities.related import CONTACT, THIRD, link_attributes, names_third, related_value

STATUSES = (
    ("open", "En cours", "Open"),
    ("won", "Gagnée", "Won"),
    ("lost", "Perdue", "Lost"),
    ("late", "En retard", "Late"),
    ("cancelled", "Annulée", "Cancelled"),
    ("closed", "Fermée", "Closed"),
)
_SPELLINGS = {
    "open": ("ouverte", "ouvert", "en-cours"),
    "won": ("gagné", "gagnee", "signée", "signé"),
    "lost": ("perdu",),
    "late": ("retard",),
    "cancelled": ("annulé", "canceled", "abandonnée"),
    "closed": ("fermé", "clôturée", "clôturé", "close"),
}


def _path(path: str) -> dict[str, str]:
    return {"opportunity": path}


# fmt: off
_COLUMNS = (
    Column("id", "ID opportunité", "Opportunity id", Identifier(), aliases=("id", "id sellsy"),
           public=True,
           help_fr="ID de l'opportunité dans Sellsy. Vide : recherche par numéro ou nom.",
           help_en="The opportunity's id in Sellsy. Empty: looked up by number or name."),
    Column("name", "Nom de l'opportunité", "Opportunity name", Text(), _path("name"), required=True,
           example="Agencement du magasin",
           aliases=("nom d'opportunité", "nom opportunité", "opportunité", "nom", "intitulé", "affaire",
                    "nom de l'affaire", "opportunity", "deal", "deal name"),
           help_fr="Si elle existe déjà pour ce client, elle est mise à jour.",
           help_en="If this client already has it, it is updated."),
    Column("number", "N° opportunité", "Opportunity number", Code(100), _path("number"), creatable_only=True,
           aliases=("identifiant opportunité", "numéro opportunité", "numéro", "opportunity ident", "ident"),
           help_fr="Par exemple OPP-00012. Vide : donné par Sellsy. Jamais modifié ensuite.",
           help_en="For example OPP-00012. Empty: given by Sellsy. Never changed afterwards."),
    *THIRD,
    Column("pipeline", "Pipeline", "Pipeline", Listed(), _path("pipeline"), lookup="pipeline", required=True,
           aliases=("pipe", "tunnel", "pipeline de vente", "sales pipeline"), example="Ventes",
           public=True,
           help_fr="Nom du pipeline de vente. Facultatif si l'étape suffit.",
           help_en="Name of the sales pipeline. Optional if the step is enough."),
    Column("step", "Étape", "Step", Listed(), _path("step"), lookup="step", required=True,
           aliases=("étape du pipeline", "étape de vente", "stage", "deal stage", "pipeline step"),
           example="Devis envoyé",
           public=True,
           help_fr="Nom de l'étape du pipeline de vente.", help_en="Name of the step of the sales pipeline."),
    Column("source", "Source", "Source", Listed(), _path("source"), kept=True, lookup="source",
           aliases=("origine", "lead source"), example="Salon",
           public=True,
           help_fr="Nom d'une source du compte.", help_en="Name of a source of the account."),
    Column("amount", "Montant potentiel", "Amount", Decimal(minimum=0), _path("amount"), kept=True, money=True,
           example="12500",
           aliases=("montant", "potentiel", "valeur", "montant ht", "close value", "value", "potential"),
           public=True,
           help_fr="Dans la devise du compte.",
           help_en="Potential amount, in the account's currency."),
    Column("probability", "Probabilité", "Probability", Percent(), _path("probability"), kept=True, example="60",
           aliases=("probabilité %", "proba", "likelihood", "likelihood %"),
           public=True,
           help_fr="De 0 à 100 ; 0,85 est lu 85, avec un avertissement.",
           help_en="From 0 to 100; 0.85 is read as 85 with a warning."),
    Column("due_date", "Date d'échéance", "Expected close date", Date(), _path("due_date"),
           aliases=("date de clôture prévue", "échéance", "clôture prévue", "date de clôture",
                    "date de fermeture prévue", "fermeture prévue", "date de fermeture",
                    "date de signature prévue", "signature prévue", "close date", "due date"),
           example="2027-03-31",
           public=True,
           help_fr="jj/mm/aaaa.", help_en="yyyy-mm-dd or dd/mm/yyyy."),
    Column("status", "Statut", "Status",
           Choice({value: (fr, en, *_SPELLINGS[value]) for value, fr, en in STATUSES}),
           _path("status"), kept=True, choices=STATUSES, aliases=("état", "state"),
           public=True,
           help_fr="Vide à la création : en cours.", help_en="Empty at creation: open."),
    note_column("opportunity"),
    Column("sticky_note", "Post-it", "Sticky note", Text(multiline=True), v1="Opportunities.update stickyNote",
           aliases=("note collante", "pense-bête"),
           help_fr="Note jaune de l'opportunité (droit api-v1 requis).",
           help_en="The opportunity's yellow note (scope api-v1 required)."),
    owner_column("opportunity", kept=True),
    Column("staffs", "Collaborateurs affectés", "Staff", ListOf(Listed()), _path("assigned_staff_ids"), lookup="staff",
           aliases=("collaborateurs", "collaborateurs assignés", "commerciaux", "assigned staff", "staffs",
                    "sales agent"),
           public=True,
           help_fr="E-mails ou noms complets, séparés par des virgules.",
           help_en="E-mails or full names, separated by commas."),
    Column("contacts", "Contacts", "Contacts", ListOf(Listed()), _path("contact_ids"), lookup="contact",
           aliases=("contacts liés", "interlocuteurs"),
           public=True,
           help_fr="ID, e-mails ou noms complets de contacts, séparés par des virgules.",
           help_en="Ids, e-mails or full names of contacts, separated by commas."),
    created_column("opportunity"),
    TAGS,
)
# fmt: on


def _named(frame: Frame) -> "Mask[bool]":
    return filled(frame, "name") | filled(frame, "id") | filled(frame, "number")


RESOURCE = Resource(
    variant="opportunity",
    path="/opportunities",
    link_keys=("id", "number", "name"),
    filters={
        "name": TEXT,
        "pipeline": names("pipeline"),
        "step": Filter(Takes.STEPS),
        "statuses": choices("status"),
        "amount": RANGE,
        "assigned_staffs": names("staff"),
        "related_objects": RECORDS,
        "created": PERIOD,
        "updated_status": PERIOD,
        "due_date": PERIOD,
        "favourite_filter": ID,
    },
    conditions={"text": words("name", "number", "note"), "tags": TAGGED},
    orders=("id", "created", "step_rank", "due_date"),
    identity=("name", "related"),
    sought_by=(("name", "name"),),
    public=LINKED
    | {f"{key}.{part}" for key in ("source", "pipeline", "step") for part in ("id", "name")}
    | {"updated_status", "amount.value", "amount.currency", "main_doc_id"},
    counted=("estimates", "invoices", "orders", "deliveries", "proformas", "creditnotes"),
    verified=True,
    recreated="recreated-opportunity",
    watched=("opportunity",),
    delivered=("opportunity",),
)


class Opportunity(Entity):
    """An opportunity."""

    name = "opportunity"
    place = 5
    labels: ClassVar = {"fr": "Opportunités", "en": "Opportunities"}
    family = "opportunity"
    signs = ("stage name", "deal stage", "deal name", "forecast category", "expected revenue", "is won")
    variants: ClassVar[Mapping[str, Resource]] = {"opportunity": RESOURCE}
    columns = _COLUMNS
    unlisted = tuple(column for column in CONTACT if column.attribute == "contact_name")
    match = ("id", "number", "name")
    scope = link_attributes(THIRD)
    links: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "third": ("company", "individual"),
        "contact": ("contact",),
    }
    lists: ClassVar[Mapping[str, str]] = {"contact": "contacts"}
    relates = ("third",)
    sets: ClassVar[Mapping[str, str]] = {"step": "probability"}
    embeds = ("company", "individual")
    shown = ("id", "number", "name", "third_name", "pipeline", "step", "amount", "status")
    connector: ClassVar[Mapping[str, str]] = {
        "Opportunity ID (to update)": "id",
        "Linked Contact Type": "third_kind",
        "Linked Prospect / Client ID": "third_id",
        "Opportunity ID": "number",
        "Source": "source",
        "Name": "name",
        "Pipeline": "pipeline",
        "Pipeline Step": "step",
        "Amount": "amount",
        "Likelihood": "probability",
        "Creation Date": "created",
        "Expected Close Date": "due_date",
        "Brief": "note",
        "Sticky Note": "sticky_note",
        "Staffs": "staffs",
        "Contacts": "contacts",
        "Smart Tags": "tags",
        "Type of Opportunity": "cf:",
        "Custom fields": "cf:",
    }
    rules = (Rule("opportunity-unnamed", "name", _named, alternatives=("id", "number")),)
    ignored = ("date de dernière modification", "type d'opportunité")
    related_objects = ("opportunity",)

    @classmethod
    def missing_to_create(cls, values: Document, variant: str) -> list[Column]:
        """Return the name, pipeline, step or client that a row lacks."""
        lacking = super().missing_to_create(values, variant)
        return lacking if names_third(values) else [*lacking, cls.column("third_name")]

    @classmethod
    def extra_fields(cls, values: Document, variant: str, document: Document | None) -> dict[str, JsonValue]:
        """Return the client as `related`; linked contacts are kept."""
        extra = super().extra_fields(values, variant, document)
        wanted, current = extra.get("related"), (document or {}).get("related")
        if isinstance(wanted, list) and isinstance(current, list):
            people = [
                linked for linked in current if isinstance(linked, dict) and linked.get("type") == "contact"
            ]
            extra["related"] = [*wanted, *people]
        return extra

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the values of columns without a payload field: those of the client."""
        return related_value(attribute, document) or super().derived(attribute, variant, document)
