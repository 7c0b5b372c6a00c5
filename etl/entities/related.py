"""Columns that name linked records: a client, prospect or supplier, a contact, an opportunity.

A third party is a company or an individual; both share one sequence of ids (Sellsy's own rule), so an id says enough.
"""

from collections.abc import Mapping

from etl.codecs import Choice, Code, Email, Identifier, Siret, Text
from etl.core.results import JsonValue
from etl.entities.base.column import Column

# fmt: off
KINDS = (("company", "Société", "Company"), ("individual", "Particulier", "Individual"))

HOLDERS = ("company", "individual", "contact", "opportunity")
"""Variants to which events, tasks and comments may be linked, and by which Sellsy searches them (API contract
2.264.0)."""

THIRD = (
    Column("third_id", "ID client", "Client id", Identifier(),
           aliases=("id client/prospect/fournisseur", "id prospect", "id fournisseur", "id tiers",
                    "id société sellsy", "id société", "id objet lié", "linked prospect id",
                    "linked client id", "company id"),
           help_fr="Client, prospect ou fournisseur lié, par son ID Sellsy (ou SIRET, référence, "
                   "e-mail, nom).",
           help_en="Linked client, prospect or supplier, by Sellsy id (or SIRET, reference, e-mail, name)."),
    Column("third_siret", "SIRET client", "Client SIRET", Siret(),
           aliases=("siret", "n° siret", "siret société", "siret prospect", "company siret"),
           help_fr="Société liée, par son SIRET.", help_en="Linked company, by its SIRET."),
    Column("third_reference", "Référence client", "Client reference", Code(100),
           aliases=("code client", "référence société", "company reference", "référence prospect"),
           help_fr="Client, prospect ou fournisseur lié, par sa référence.",
           help_en="Linked client, prospect or supplier, by its reference."),
    Column("third_email", "E-mail client", "Client e-mail", Email(),
           aliases=("email client", "email client/prospect/fournisseur", "email client/...", "email société",
                    "e-mail société", "company e-mail", "company email", "client email"),
           help_fr="Client, prospect ou fournisseur lié, par son e-mail.",
           help_en="Linked client, prospect or supplier, by its e-mail."),
    Column("third_name", "Nom client", "Client name", Text(250), example="Menuiserie Garnier",
           aliases=("client", "nom client/prospect/fournisseur", "nom client/...", "prospect", "fournisseur",
                    "société", "nom société", "entreprise", "tiers", "compte", "objet lié", "company",
                    "company name", "account", "account name", "organisation", "organization", "supplier"),
           help_fr="Client, prospect ou fournisseur lié, par son nom ; refusé si plusieurs ont ce nom.",
           help_en="Linked client, prospect or supplier, by its name; refused if several have it."),
    Column("third_kind", "Société ou particulier", "Client kind",
           Choice({"company": ("Société", "Company", "corporation", "entreprise"),
                   "individual": ("Particulier", "Individual", "person", "personne")}),
           choices=KINDS, aliases=("type de tiers", "type client", "linked contact type", "type d'objet lié"),
           help_fr="Où chercher le nom. Vide : dans les deux.",
           help_en="Where to look the name up. Empty: in both."),
)

CONTACT = (
    Column("contact_id", "ID contact", "Contact id", Identifier(), aliases=("id contact sellsy",),
           help_fr="Contact lié, par son ID Sellsy (ou par e-mail, nom).",
           help_en="Linked contact, by Sellsy id (or by e-mail, name)."),
    Column("contact_email", "E-mail contact", "Contact e-mail", Email(),
           aliases=("email contact", "contact email"),
           help_fr="Contact lié, par son e-mail.", help_en="Linked contact, by its e-mail."),
    Column("contact_name", "Nom contact", "Contact name", Text(400), aliases=("contact",),
           help_fr="Contact lié, par son nom complet (prénom et nom) ; refusé si plusieurs ont ce nom.",
           help_en="Linked contact, by full name; refused if several have it."),
)

OPPORTUNITY = (
    Column("opportunity_id", "ID opportunité", "Opportunity id", Identifier(),
           aliases=("id opportunite sellsy",),
           help_fr="Opportunité liée, par son ID Sellsy (ou par numéro, nom).",
           help_en="Linked opportunity, by Sellsy id (or by number, name)."),
    Column("opportunity_number", "N° opportunité", "Opportunity number", Code(100),
           aliases=("numéro opportunité", "identifiant opportunité"),
           help_fr="Opportunité liée, par son numéro (OPP-00012).",
           help_en="Linked opportunity, by its number (OPP-00012)."),
    Column("opportunity_name", "Nom opportunité", "Opportunity name", Text(), aliases=("opportunité", "opportunity"),
           help_fr="Opportunité liée, par son nom ; refusé si plusieurs ont ce nom.",
           help_en="Linked opportunity, by its name; refused if several have it."),
)

TASK = (
    Column("task_id", "ID tâche", "Task id", Identifier(), v1="Annotations.create relatedid",
           help_fr="Tâche commentée, par son ID Sellsy (droit api-v1 requis).",
           help_en="Commented task, by its Sellsy id (scope api-v1 required)."),
)
# fmt: on


def link_attributes(*groups: tuple[Column, ...]) -> tuple[str, ...]:
    """Return the attributes of columns that name linked records."""
    return tuple(column.attribute for group in groups for column in group)


def names_third(values: Mapping[str, JsonValue]) -> bool:
    """Tell whether a row names a client, prospect or supplier."""
    return any(values.get(c.attribute) is not None for c in THIRD if c.attribute != "third_kind")


def names_related(values: Mapping[str, JsonValue]) -> bool:
    """Tell whether a row names a linked record of any kind."""
    columns = (*CONTACT, *OPPORTUNITY, *TASK)
    return names_third(values) or any(values.get(column.attribute) is not None for column in columns)


Document = Mapping[str, JsonValue]


def related_to(document: Document, *kinds: str) -> tuple[str, int] | None:
    """Return (kind, id) of the linked record of one of the kinds, None where there is none."""
    listed = document.get("related")
    for linked in listed if isinstance(listed, list) else ():
        if isinstance(linked, dict) and linked.get("type") in kinds:
            return str(linked["type"]), int(str(linked["id"]))
    return None


def related_value(attribute: str, document: Document) -> JsonValue:
    """Return the value of a link column of a record, for an export; names come from embedded records."""
    prefix, _, key = attribute.partition("_")
    if prefix == "third":
        third = related_to(document, "company", "individual")
        return _third_value(attribute, third, _embedded(document, third[0])) if third else None
    linked = related_to(document, prefix) if prefix in ("contact", "opportunity") else None
    if linked is None:
        return None
    if key == "id":
        return linked[1]
    record = _embedded(document, prefix if prefix == "contact" else "related")
    return _full_name(record) if attribute == "contact_name" else record.get(key)


def _third_value(attribute: str, third: tuple[str, int], document: Document) -> JsonValue:
    kind, identifier = third
    if attribute == "third_siret":
        legal = document.get("legal_france")
        return legal.get("siret") if isinstance(legal, dict) else None
    if attribute == "third_name":
        return _full_name(document) if kind == "individual" else document.get("name")
    known: dict[str, JsonValue] = {"third_id": identifier, "third_kind": kind}
    return known.get(attribute, document.get(attribute.removeprefix("third_")))


def _full_name(person: Document) -> str | None:
    return " ".join(str(person[k]) for k in ("first_name", "last_name") if person.get(k)) or None


def _embedded(document: Document, name: str) -> Document:
    embed = document.get("_embed")
    linked = embed.get(name) if isinstance(embed, dict) else None
    if isinstance(linked, list):
        linked = linked[0] if linked else None
    return linked if isinstance(linked, dict) else {}
