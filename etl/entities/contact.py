"""Contacts: persons, linked to the company or the individual they work for."""

from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar

import pandas as pd

from etl.codecs import Boolean, Civility, Date, Email, Integer, Moment, Options, Phone, Siret, Text, Url
from etl.entities.base import Column, Document, Entity, Frame, Rule
from etl.entities.parts import (
    TAGS,
    address_columns,
    archived_column,
    channel_columns,
    channels,
    social_columns,
    subscribed,
    sync_columns,
)
from etl.entities.rules import address_rules, filled
from etl.results import JsonValue

_YES_NO = (("true", "oui", "yes"), ("false", "non", "no"))


def _path(path: str) -> dict[str, str]:
    return {"contact": path}


_PERSON = (
    Column("id", "ID contact", "Contact id", Integer(minimum=1), aliases=("id contact sellsy", "id")),
    Column("civility", "Civilité", "Civility", Civility(), _path("civility"), aliases=("civilite contact", "titre", "title"),
           choices=(("mr", "M.", "Mr"), ("mrs", "Mme", "Mrs"), ("ms", "Mlle", "Ms")), example="Mme"),
    Column("first_name", "Prénom", "First name", Text(max_length=200), _path("first_name"), example="Hélène",
           aliases=("prénom contact", "forename", "firstname", "contact first name")),
    Column("last_name", "Nom", "Last name", Text(max_length=200), _path("last_name"), required=True, example="Lefèvre",
           aliases=("nom contact", "name", "lastname", "surname", "contact last name", "nom de famille"),
           help_fr="Obligatoire.", help_en="Required."),
    Column("position", "Fonction", "Position", Text(max_length=200), _path("position"), aliases=("fonction contact", "poste", "job title"),
           example="Directrice commerciale"),
    Column("email", "E-mail", "E-mail", Email(), _path("email"), aliases=("email contact", "courriel", "mail", "contact e-mail"),
           example="helene.lefevre@example.com"),
    Column("phone_number", "Téléphone", "Phone", Phone(), _path("phone_number"), hint="main.country", example="01 99 00 12 34",
           aliases=("telephone contact", "tel", "tél", "tél.", "phone number", "contact phone")),
    Column("mobile_number", "Mobile", "Mobile", Phone(), _path("mobile_number"), hint="main.country", example="06 39 98 12 34",
           aliases=("mobile contact", "portable", "gsm", "contact mobile")),
    Column("fax_number", "Fax", "Fax", Phone(), _path("fax_number"), hint="main.country", aliases=("fax contact",)),
    Column("website", "Site web", "Website", Url(), _path("website"), aliases=("web", "web contact", "site")),
    Column("birth_date", "Date de naissance", "Birth date", Date(), _path("birth_date"), aliases=("anniversaire", "birthdate"), example="14/07/1980"),
    Column("note", "Note", "Note", Text(multiline=True), _path("note"), aliases=("contact note", "note contact", "notes")),
    Column("owner", "Propriétaire", "Owner", Text(), _path("owner_id"), lookup="staff", aliases=("collaborateur",),
           help_fr="E-mail ou nom complet d'un collaborateur.", help_en="E-mail or full name of a staff member."),
    Column("created", "Date de création", "Created", Moment(), _path("created"), creatable_only=True, aliases=("créé le",)),
    archived_column("contact"),
    TAGS,
)  # fmt: skip

_LINKS = (
    Column("company_id", "ID société", "Company id", Integer(minimum=1), aliases=("id societe sellsy", "id société sellsy"),
           help_fr="La société du contact ; ou par SIRET, référence, e-mail ou nom.",
           help_en="The contact's company; or by SIRET, reference, e-mail or name."),
    Column("company_siret", "SIRET société", "Company SIRET", Siret(), aliases=("siret", "siret societe")),
    Column("company_reference", "Référence société", "Company reference", Text(max_length=100)),
    Column("company_email", "E-mail société", "Company e-mail", Email(), aliases=("email societe",)),
    Column("company_name", "Nom société", "Company name", Text(max_length=250), example="Menuiserie Garnier",
           aliases=("nom societe", "société", "entreprise", "company", "raison sociale")),
    Column("individual_id", "ID particulier", "Individual id", Integer(minimum=1)),
    Column("individual_email", "E-mail particulier", "Individual e-mail", Email()),
    Column("individual_name", "Nom particulier", "Individual name", Text(max_length=200),
           help_fr="Nom de famille du particulier.", help_en="The individual's last name."),
    Column("is_main", "Contact principal", "Main contact", Boolean(), choices=_YES_NO),
    Column("is_invoicing", "Contact de facturation", "Invoicing contact", Boolean(), choices=_YES_NO),
    Column("is_dunning", "Contact de relance", "Dunning contact", Boolean(), choices=_YES_NO),
)  # fmt: skip


def _named(frame: Frame) -> "pd.Series[bool]":
    return filled(frame, "last_name") | filled(frame, "id")


class Contact(Entity):
    """A contact."""

    name = "contact"
    labels: ClassVar = {"fr": "Contacts", "en": "Contacts"}
    family = "contact"
    variants: ClassVar[Mapping[str, str]] = {"contact": "/contacts"}
    columns = (
        *_PERSON,
        *_LINKS,
        *address_columns("main"),
        *address_columns("invoicing"),
        *address_columns("delivery"),
        *social_columns("contact"),
        *channel_columns(),
        *sync_columns("contact"),
    )
    match = ("id", "email", "name")
    scope = ("company_id", "company_siret", "company_reference", "company_email", "company_name")
    rules = (
        Rule("last-name-missing", "last_name", (), _named),
        *address_rules("main"),
        *address_rules("invoicing"),
        *address_rules("delivery"),
    )
    ignored = ("date de dernière modification", "date de derniere modification", "type société", "type societe")
    related_objects = ("contact",)

    @classmethod
    def missing(cls, attributes: Collection[str]) -> list[Column]:
        """Return the last name when a file lacks it, unless it carries ids."""
        return [] if {"last_name", "id"} & set(attributes) else [cls.column("last_name")]

    @classmethod
    def missing_to_create(cls, values: Document, variant: str) -> list[Column]:
        """Return the last name when a row lacks it."""
        return [] if values.get("last_name") is not None else [cls.column("last_name")]

    @classmethod
    def defaults(
        cls, attributes: Collection[str], options: Options
    ) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield the country taken for addresses that name none."""
        if "main.line_1" in attributes and "main.country" not in attributes:
            yield "note-country-default", {"country": options.country}

    @classmethod
    def key_attribute(cls, key: str, attributes: Collection[str]) -> str:
        """Return the column of a key."""
        return "last_name" if key == "name" else key

    @classmethod
    def complete(cls, values: dict[str, JsonValue], options: Options, attributes: Collection[str]) -> str:
        """Fill in the country of the addresses."""
        for part in ("main", "invoicing", "delivery"):
            if values.get(f"{part}.line_1") is not None and f"{part}.country" not in attributes:
                values[f"{part}.country"] = options.country
        return "contact"

    @classmethod
    def extra_fields(cls, values: Document, variant: str, document: Document | None) -> dict[str, JsonValue]:
        """Return the campaign subscriptions as the row changes them."""
        return channels(values, document)

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the columns that no payload field gives."""
        return document.get("id") if attribute == "id" else subscribed(attribute, document)
