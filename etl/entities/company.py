"""Clients, prospects and suppliers: each a company or an individual, with addresses and a contact person."""

from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar

import pandas as pd

from etl.codecs import (
    Boolean,
    Choice,
    Civility,
    Email,
    Integer,
    Moment,
    Naf,
    Options,
    Phone,
    Siren,
    Siret,
    Text,
    Url,
    Vat,
)
from etl.entities.base import Column, Document, Entity, Frame, Rule
from etl.entities.contact import Contact
from etl.entities.parts import (
    TAGS,
    address_columns,
    archived_column,
    channel_columns,
    channels,
    of_contact,
    social_columns,
    subscribed,
    sync_columns,
)
from etl.entities.rules import address_rules, filled, together
from etl.results import JsonValue

BOTH = ("company", "individual")
COMPANY = frozenset({"company"})
INDIVIDUAL = frozenset({"individual"})

KINDS = (("client", "client", "client"), ("prospect", "prospect", "prospect"), ("supplier", "fournisseur", "supplier"))
VARIANTS = (("company", "société", "company"), ("individual", "particulier", "individual"))

_KIND = Choice({"client": ("client", "customer"), "prospect": ("prospect",), "supplier": ("fournisseur", "supplier")})
_VARIANT = Choice(
    {
        "company": ("société", "company", "entreprise", "corporation", "personne morale", "professionnel"),
        "individual": ("particulier", "individual", "person", "personne", "personne physique"),
    }
)


def _both(path: str) -> dict[str, str]:
    return dict.fromkeys(BOTH, path)


def _legal(name: str) -> dict[str, str]:
    return {"company": f"legal_france.{name}"}


_IDENTITY = (
    Column("id", "ID Sellsy", "Sellsy id", Integer(minimum=1), aliases=("id societe sellsy", "id société sellsy", "id", "third id"),
           help_fr="Identifiant de la fiche dans Sellsy ; laissé vide, la fiche est cherchée par ses autres clés.",
           help_en="The record's id in Sellsy; left empty, the record is looked up by its other keys."),
    Column("type", "Type société", "Type", _KIND, _both("type"), aliases=("type", "type societe", "type de tiers", "kind"),
           choices=KINDS, example="client", creatable_only=True,
           help_fr="client, prospect ou fournisseur ; fixé à la création.", help_en="client, prospect or supplier; set at creation."),
    Column("client_type", "Type de client", "Client type", _VARIANT, choices=VARIANTS, example="société",
           aliases=("type of client", "type client", "nature", "société ou particulier"),
           help_fr="société ou particulier ; fixé à la création.", help_en="company or individual; set at creation."),
    Column("name", "Nom société", "Company name", Text(max_length=250), {"company": "name"}, example="Menuiserie Garnier",
           aliases=("nom societe", "raison sociale", "société", "entreprise", "nom de la société", "company", "name", "dénomination"),
           help_fr="Obligatoire pour une société.", help_en="Required for a company."),
    Column("civility", "Civilité", "Civility", Civility(), {"individual": "civility"}, only=INDIVIDUAL,
           choices=(("mr", "M.", "Mr"), ("mrs", "Mme", "Mrs"), ("ms", "Mlle", "Ms")), aliases=("titre", "title")),
    Column("first_name", "Prénom", "First name", Text(max_length=200), {"individual": "first_name"}, only=INDIVIDUAL,
           aliases=("forename", "firstname")),
    Column("last_name", "Nom", "Last name", Text(max_length=200), {"individual": "last_name"}, only=INDIVIDUAL,
           aliases=("nom de famille", "lastname", "surname"),
           help_fr="Obligatoire pour un particulier (à défaut, Nom société).", help_en="Required for an individual (else the company name is taken)."),
    Column("reference", "Référence", "Reference", Text(max_length=100), _both("reference"), example="CLI-0012",
           aliases=("ref", "code client", "ident", "référence client", "customer id", "customerid", "numéro client")),
)  # fmt: skip

_COORDINATES = (
    Column("email", "E-mail", "E-mail", Email(), _both("email"), aliases=("email societe", "e-mail société", "courriel", "mail", "adresse e-mail"),
           example="contact@menuiserie-garnier.example"),
    Column("phone_number", "Téléphone", "Phone", Phone(), _both("phone_number"), hint="main.country", example="01 99 00 12 34",
           aliases=("telephone societe", "téléphone société", "tel", "tél", "tél.", "phone number", "téléphone fixe")),
    Column("mobile_number", "Mobile", "Mobile", Phone(), _both("mobile_number"), hint="main.country", example="06 39 98 12 34",
           aliases=("mobile societe", "portable", "téléphone mobile", "gsm")),
    Column("fax_number", "Fax", "Fax", Phone(), _both("fax_number"), hint="main.country", aliases=("télécopie",)),
    Column("website", "Site web", "Website", Url(), _both("website"), aliases=("web", "site internet", "site", "url")),
)  # fmt: skip

_LEGAL = (
    Column("siret", "SIRET", "SIRET", Siret(), _legal("siret"), only=COMPANY, example="90000017800018",
           aliases=("siret societe", "n° siret", "numéro siret", "no siret"),
           help_fr="14 chiffres ; les zéros perdus par Excel sont remis et signalés.",
           help_en="14 digits; zeros that Excel lost are put back and reported."),
    Column("siren", "SIREN", "SIREN", Siren(), _legal("siren"), only=COMPANY, aliases=("n° siren", "numéro siren", "no siren")),
    Column("vat", "N° TVA", "VAT number", Vat(), _legal("vat"), only=COMPANY,
           aliases=("tva", "tva intracommunautaire", "n° tva intracommunautaire", "numéro de tva", "vat")),
    Column("ape_naf_code", "Code NAF", "NAF code", Naf(), _legal("ape_naf_code"), only=COMPANY, aliases=("ape/naf", "ape", "naf", "code ape")),
    Column("company_type", "Forme juridique", "Legal form", Text(max_length=100, min_length=2), _legal("company_type"), only=COMPANY,
           aliases=("statut juridique",), example="SARL"),
    Column("rcs_immatriculation", "RCS", "RCS", Text(max_length=200, min_length=3), _legal("rcs_immatriculation"), only=COMPANY,
           aliases=("immatriculation rcs",)),
    Column("capital", "Capital", "Capital", Text(), {"company": "capital"}, only=COMPANY, aliases=("capital social",),
           help_fr="Texte libre, comme dans Sellsy.", help_en="Free text, as in Sellsy."),
)  # fmt: skip

_MANAGEMENT = (
    Column("owner", "Propriétaire", "Owner", Text(), _both("owner_id"), aliases=("collaborateur", "commercial", "e-mail du propriétaire", "owner e-mail"),
           lookup="staff", help_fr="E-mail ou nom complet d'un collaborateur.", help_en="E-mail or full name of a staff member."),
    Column("rate_category", "Catégorie tarifaire", "Rate category", Text(), _both("rate_category_id"), lookup="rate_category",
           aliases=("tarif",), help_fr="Nom exact dans Sellsy.", help_en="Its exact name in Sellsy."),
    Column("accounting_code", "Code comptable", "Accounting code", Text(), _both("accounting_code_id"), lookup="accounting_code",
           aliases=("code comptable vente", "compte comptable")),
    Column("accounting_purchase_code", "Code comptable achat", "Accounting purchase code", Text(), _both("accounting_purchase_code_id"),
           lookup="accounting_code"),
    Column("auxiliary_code", "Code auxiliaire", "Auxiliary code", Text(), _both("auxiliary_code"), aliases=("compte auxiliaire",)),
    Column("business_segment", "ID secteur d'activité", "Business segment id", Integer(minimum=1), {"company": "business_segment"}, only=COMPANY,
           help_fr="Identifiant Sellsy du secteur.", help_en="Sellsy's id of the sector."),
    Column("number_of_employees", "ID effectif", "Number of employees id", Integer(minimum=1), {"company": "number_of_employees"}, only=COMPANY,
           help_fr="Identifiant Sellsy de la tranche d'effectif.", help_en="Sellsy's id of the headcount range."),
    Column("created", "Date de création", "Created", Moment(), _both("created"), creatable_only=True,
           aliases=("créé le", "created at", "date création", "client depuis"), example="03/04/2024",
           help_fr="Prise à la création seulement.", help_en="Taken at creation only."),
    archived_column(*BOTH),
    Column("note", "Note", "Note", Text(multiline=True), _both("note"), aliases=("notes", "commentaire", "remarque")),
    TAGS,
)  # fmt: skip

_PERSON_HEADERS = {
    "id": ("ID contact", "Contact id", ("contact id",)),
    "civility": ("Civilité contact", "Contact civility", ()),
    "first_name": ("Prénom contact", "Contact first name", ("contact prénom",)),
    "last_name": ("Nom contact", "Contact last name", ("contact nom", "contact name", "contact")),
    "position": ("Fonction contact", "Contact position", ("fonction", "contact title", "poste")),
    "email": ("E-mail contact", "Contact e-mail", ("email contact",)),
    "phone_number": ("Téléphone contact", "Contact phone", ("telephone contact",)),
    "mobile_number": ("Mobile contact", "Contact mobile", ()),
    "fax_number": ("Fax contact", "Contact fax", ()),
    "website": ("Site web contact", "Contact website", ("web contact",)),
    "birth_date": ("Anniversaire contact", "Contact birth date", ("anniversaire", "date de naissance")),
    "note": ("Note contact", "Contact note", ("contact note",)),
    "is_main": ("Contact principal", "Main contact", ()),
    "is_invoicing": ("Contact de facturation", "Invoicing contact", ()),
    "is_dunning": ("Contact de relance", "Dunning contact", ()),
}


def _person_columns() -> Iterator[Column]:
    for attribute, (fr, en, aliases) in _PERSON_HEADERS.items():
        yield of_contact(Contact.column(attribute), fr=fr, en=en, aliases=aliases)


def _named_company(frame: Frame) -> "pd.Series[bool]":
    named = filled(frame, "name") | (filled(frame, "last_name") if "name" not in frame.columns else False)
    return ~_is(frame, "company") | named | filled(frame, "id")


def _named_individual(frame: Frame) -> "pd.Series[bool]":
    return ~_is(frame, "individual") | filled(frame, "last_name") | filled(frame, "name") | filled(frame, "id")


def _is(frame: Frame, variant: str) -> "pd.Series[bool]":
    if "client_type" in frame.columns:
        return frame["client_type"] == variant
    return pd.Series(_only_variant(frame.columns) == variant, index=frame.index)


def _only_variant(attributes: Collection[str]) -> str:
    """Return what every row is when no column says it: individuals only in a file of first and last names."""
    names = {"name", "last_name", "first_name"} & set(attributes)
    return "individual" if names == {"last_name", "first_name"} else "company"


def _typed(frame: Frame) -> "pd.Series[bool]":
    return filled(frame, "client_type")


def _siret_of_siren(frame: Frame) -> "pd.Series[bool]":
    both = filled(frame, "siret") & filled(frame, "siren")
    return ~both | (frame["siret"].str[:9] == frame["siren"])


def _vat_of_siren(frame: Frame) -> "pd.Series[bool]":
    siren = frame["siren"] if "siren" in frame.columns else pd.Series(None, index=frame.index, dtype="str")
    if "siret" in frame.columns:
        siren = siren.where(filled(frame, "siren") if "siren" in frame.columns else False, frame["siret"].str[:9])
    french = frame["vat"].str.startswith("FR").fillna(value=False).astype(bool) & siren.notna()
    return ~french | (frame["vat"].str[4:] == siren)


def _person_named(frame: Frame) -> "pd.Series[bool]":
    return together(frame, "contact.last_name", [c for c in frame.columns if c.startswith("contact.") and c != "contact.id"]) | (
        filled(frame, "contact.id")
    )


class ThirdParty(Entity):
    """What clients, prospects and suppliers share; a row's own type wins over the entity's."""

    family = "third"
    variants: ClassVar[Mapping[str, str]] = {"company": "/companies", "individual": "/individuals"}
    columns = (
        *_IDENTITY,
        *_COORDINATES,
        *_LEGAL,
        *address_columns("main"),
        *address_columns("invoicing"),
        *address_columns("delivery"),
        *_MANAGEMENT,
        *social_columns(*BOTH),
        *channel_columns(),
        *sync_columns("individual"),
        *_person_columns(),
    )
    match = ("id", "siret", "siren", "reference", "email", "name")
    rules = (
        Rule("client-type-missing", "client_type", ("client_type",), _typed),
        Rule("name-missing", "name", (), _named_company),
        Rule("last-name-missing", "last_name", (), _named_individual),
        Rule("siret-siren-differ", "siret", ("siret", "siren"), _siret_of_siren),
        Rule("vat-siren-differ", "vat", ("vat",), _vat_of_siren),
        Rule("person-name-missing", "contact.last_name", ("contact.last_name",), _person_named),
        *address_rules("main"),
        *address_rules("invoicing"),
        *address_rules("delivery"),
    )
    ignored = ("date de dernière modification", "date de derniere modification", "état", "id adresse sellsy", "logo", "contacts")

    @classmethod
    def missing(cls, attributes: Collection[str]) -> list[Column]:
        """Return the name columns a file lacks: one of company and last name, unless it carries ids."""
        if {"name", "last_name", "id"} & set(attributes):
            return []
        return [cls.column("name")]

    @classmethod
    def missing_to_create(cls, values: Document, variant: str) -> list[Column]:
        """Return the name a row lacks."""
        attribute = "name" if variant == "company" else "last_name"
        return [] if values.get(attribute) is not None else [cls.column(attribute)]

    @classmethod
    def defaults(
        cls, attributes: Collection[str], options: Options
    ) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield what the file does not say: company or individual, and the country of its addresses."""
        if "client_type" not in attributes:
            yield "note-no-client-type", {"variant": _only_variant(attributes)}
        if any(f"{p}.line_1" in attributes and f"{p}.country" not in attributes for p in ("main", "invoicing", "delivery")):
            yield "note-country-default", {"country": options.country}

    @classmethod
    def key_attribute(cls, key: str, attributes: Collection[str]) -> str:
        """Return the column of a key; an individual's name is its last name."""
        return "last_name" if key == "name" and "name" not in attributes else key

    @classmethod
    def complete(cls, values: dict[str, JsonValue], options: Options, attributes: Collection[str]) -> str:
        """Fill in the row's type, the name its variant goes by and the country of its addresses.

        Sellsy's own list of prospects heads the name of a company "Nom".
        """
        stated = values.pop("client_type", None)
        variant = str(stated or _only_variant(attributes))
        values.setdefault("type", cls.name)
        if variant == "individual" and values.get("last_name") is None and values.get("name") is not None:
            values["last_name"] = values.pop("name")
        elif variant == "company" and "name" not in attributes and values.get("last_name") is not None:
            values["name"] = values.pop("last_name")
        for part in ("main", "invoicing", "delivery"):
            if values.get(f"{part}.line_1") is not None and f"{part}.country" not in attributes:
                values[f"{part}.country"] = options.country
        return variant

    @classmethod
    def extra_fields(cls, values: Document, variant: str, document: Document | None) -> dict[str, JsonValue]:
        """Return the campaign subscriptions: the record's (or all, for a new one), as the row changes them."""
        return channels(values, document)

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the columns that no payload field gives."""
        if attribute == "id":
            return document.get("id")
        if attribute == "client_type":
            return variant
        return subscribed(attribute, document)


class Client(ThirdParty):
    """A client."""

    name = "client"
    labels: ClassVar = {"fr": "Clients", "en": "Clients"}
    filters: ClassVar = {"type": "client"}
    related_objects = ("client", "prospect", "supplier")


class Prospect(ThirdParty):
    """A prospect."""

    name = "prospect"
    labels: ClassVar = {"fr": "Prospects", "en": "Prospects"}
    filters: ClassVar = {"type": "prospect"}
    related_objects = ("prospect", "client", "supplier")


class Supplier(ThirdParty):
    """A supplier."""

    name = "supplier"
    labels: ClassVar = {"fr": "Fournisseurs", "en": "Suppliers"}
    filters: ClassVar = {"type": "supplier"}
    related_objects = ("supplier", "client", "prospect")
