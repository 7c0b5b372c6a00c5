"""Contacts: persons, linked to the company or the individual they work for."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from etl.codecs import (
    BirthDate,
    Boolean,
    Civility,
    Code,
    Email,
    Identifier,
    Listed,
    ListOf,
    Options,
    Phone,
    Siret,
    Text,
    Url,
)
from etl.core.results import JsonValue
from etl.entities.address import (
    ADDRESSES,
    address_columns,
    address_rules,
    country_alone,
    drop_countries_alone,
)
from etl.entities.base.column import Column
from etl.entities.base.entity import Entity
from etl.entities.base.resource import ADDRESSED, CAMPAIGNED, Resource
from etl.entities.base.rules import Frame, Mask, Rule, filled
from etl.entities.base.search import DAYS, ID, IDS, PERIOD, TAGGED, TEXT, TEXTS, YES, words
from etl.entities.parts import (
    CIVILITIES,
    TAGS,
    YES_NO,
    archived_column,
    channel_columns,
    created_column,
    note_column,
    owner_column,
    social_columns,
    sync_columns,
)
from etl.entities.whole_name import whole_name_column

ROLES = {"is_main": "main", "is_invoicing": "invoicing", "is_dunning": "dunning"}
"""Attribute -> role of a contact for its company (API contract 2.264.0)."""

ROLE_FIELDS = {
    "main": "main_contact_id",
    "invoicing": "invoicing_contact_id",
    "dunning": "dunning_contact_id",
}
"""Role -> field of a company that holds the contact with that role."""


def _path(path: str) -> dict[str, str]:
    return {"contact": path}


_NOTE = note_column("contact")

# fmt: off
_PERSON = (
    Column("id", "ID contact", "Contact id", Identifier(),
           aliases=("id", "id sellsy", "id contact sellsy", "identifiant contact"),
           public=True,
           help_fr="ID du contact dans Sellsy. Vide : recherche par e-mail ou nom.",
           help_en="The contact's id in Sellsy. Empty: looked up by e-mail or name."),
    Column("civility", "Civilité", "Civility", Civility(), _path("civility"), choices=CIVILITIES,
           example="mrs", aliases=("civilité contact", "titre", "title", "salutation"),
           public=True,
           help_fr="M., Mme ou Mlle.", help_en="Mr, Mrs or Ms."),
    Column("first_name", "Prénom", "First name", Text(200), _path("first_name"), example="Hélène",
           aliases=("prénom contact", "forename", "given name", "contact first name"),
           help_fr="200 caractères au plus.", help_en="At most 200 characters."),
    Column("last_name", "Nom", "Last name", Text(200), _path("last_name"), required=True, example="Lefèvre",
           aliases=("nom contact", "nom de famille", "nom du contact", "name", "surname", "family name",
                    "contact last name"),
           help_fr="Obligatoire pour créer un contact ; 200 caractères au plus.",
           help_en="Required to create a contact; at most 200 characters."),
    Column("position", "Fonction", "Position", Text(200), _path("position"), example="Directrice commerciale",
           aliases=("fonction contact", "poste", "job title", "intitulé du poste"),
           help_fr="Fonction dans la société.", help_en="Position in the company."),
    Column("email", "E-mail", "E-mail", Email(), _path("email"), example="helene.lefevre@example.com",
           aliases=("email contact", "courriel", "mail", "adresse e-mail", "adresse email", "contact e-mail",
                    "email address", "e-mail address"),
           help_fr="Une seule adresse ; Sellsy refuse l'adresse d'un collaborateur.",
           help_en="One address only; Sellsy refuses that of a staff member."),
    Column("phone_number", "Téléphone", "Phone", Phone(), _path("phone_number"), hint="main.country",
           example="01 99 00 12 34",
           aliases=("téléphone contact", "tel", "tél.", "téléphone fixe", "phone number", "contact phone",
                    "business phone"),
           help_fr="Un seul numéro ; sans indicatif, il est lu dans le pays de la ligne.",
           help_en="One number only; without a country code it is read in the row's country."),
    Column("mobile_number", "Mobile", "Mobile", Phone(), _path("mobile_number"), hint="main.country",
           example="06 39 98 12 34",
           aliases=("mobile contact", "portable", "port", "port.", "mob", "mob.", "téléphone mobile",
                    "téléphone portable", "gsm", "mobile number", "mobile phone", "contact mobile"),
           help_fr="Un seul numéro.", help_en="One number only."),
    Column("fax_number", "Fax", "Fax", Phone(), _path("fax_number"), hint="main.country",
           aliases=("fax contact", "télécopie", "fax number"), help_fr="Un seul numéro.",
           help_en="One number only."),
    Column("website", "Site web", "Website", Url(), _path("website"),
           aliases=("web", "web contact", "site", "site internet", "url"), help_fr="Adresse web.",
           help_en="Web address."),
    Column("birth_date", "Date de naissance", "Birth date", BirthDate(), _path("birth_date"),
           aliases=("anniversaire", "né le", "née le", "date of birth", "birthday"), help_fr="jj/mm/aaaa.",
           help_en="yyyy-mm-dd or dd/mm/yyyy."),
    replace(_NOTE, aliases=(*_NOTE.aliases, "contact note", "note contact")),
    owner_column("contact"),
    created_column("contact"),
    archived_column("contact"),
    TAGS,
)

_LINKS = (
    Column("company_id", "ID société", "Company id", Identifier(),
           aliases=("id société sellsy", "id entreprise"),
           help_fr="Société du contact, par son ID Sellsy (ou par SIRET, référence, e-mail, nom).",
           help_en="The contact's company, by its Sellsy id (or by SIRET, reference, e-mail, name)."),
    Column("company_siret", "SIRET société", "Company SIRET", Siret(), aliases=("siret", "n° siret"),
           help_fr="Société du contact, par son SIRET.", help_en="The contact's company, by its SIRET."),
    Column("company_reference", "Référence société", "Company reference", Code(100),
           aliases=("référence client", "code client"), help_fr="Société du contact, par sa référence.",
           help_en="The contact's company, by its reference."),
    Column("company_email", "E-mail société", "Company e-mail", Email(), aliases=("email société",),
           help_fr="Société du contact, par son e-mail.", help_en="The contact's company, by its e-mail."),
    Column("company_name", "Nom société", "Company name", Text(250), example="Menuiserie Garnier",
           aliases=("société", "entreprise", "raison sociale", "nom de la société", "company", "organisation",
                    "organization"),
           help_fr="Société du contact, par son nom ; refusé si plusieurs ont ce nom.",
           help_en="The contact's company, by its name; refused if several have it."),
    Column("companies", "Sociétés", "Companies", ListOf(Listed(), ";\n"), aliases=("entreprises", "autres sociétés"),
           help_fr="Sociétés d'un contact qui en a plusieurs, séparées par des points-virgules : ID, SIRET, e-mails, "
                   "références ou noms.",
           help_en="Companies of a contact who has several, separated by semicolons: ids, SIRETs, e-mails, references "
                   "or names."),
    Column("individual_id", "ID particulier", "Individual id", Identifier(),
           help_fr="Particulier auquel lier le contact, par son ID Sellsy (ou par e-mail, nom).",
           help_en="Individual to link the contact to, by Sellsy id (or by e-mail, name)."),
    Column("individual_email", "E-mail particulier", "Individual e-mail", Email(),
           help_fr="Particulier auquel lier le contact, par son e-mail.",
           help_en="Individual to link the contact to, by e-mail."),
    Column("individual_name", "Nom particulier", "Individual name", Text(200),
           help_fr="Particulier auquel lier le contact, par son nom de famille.",
           help_en="Individual to link the contact to, by last name."),
    Column("is_main", "Contact principal", "Main contact", Boolean(), choices=YES_NO, example="true",
           help_fr="Oui : contact principal de la société. Non ou vide : sans effet.",
           help_en="Yes: the company's main contact. No or empty: no effect."),
    Column("is_invoicing", "Contact de facturation", "Invoicing contact", Boolean(), choices=YES_NO,
           aliases=("contact facturation", "billing contact"),
           help_fr="Oui : contact de facturation de la société.",
           help_en="Yes: the company's invoicing contact."),
    Column("is_dunning", "Contact de relance", "Dunning contact", Boolean(), choices=YES_NO,
           aliases=("contact relance",), help_fr="Oui : contact de relance de la société.",
           help_en="Yes: the company's dunning contact."),
)
# fmt: on


def _named(frame: Frame) -> "Mask[bool]":
    return filled(frame, "last_name") | filled(frame, "id")


_COMMON = ("email", "phone_number", "mobile_number", "reference", "note", "website")

RESOURCE = Resource(
    variant="contact",
    path="/contacts",
    keys={"id": "id", "email": "email"},
    named_by=("last_name", "first_name"),
    link_keys=("id", "email", "called"),
    filters={
        "last_name": TEXT,
        "email": TEXT,
        "phone_number": TEXT,
        "mobile_number": TEXT,
        "birth_date": DAYS,
        "id": IDS,
        "companies": IDS,
        "individuals": IDS,
        "is_linked": YES,
        "created": PERIOD,
        "updated": PERIOD,
        "country_code": TEXT,
        "postal_code": TEXTS,
        "favourite_filter": ID,
    },
    conditions={
        "text": words("first_name", "last_name", "position", *_COMMON),
        "website": words("website"),
        "tags": TAGGED,
    },
    orders=("id", "name", "created_at"),
    changed="updated",
    identity=("last_name", "first_name", "email"),
    sought_by=(("email", "email"), ("last_name", "last_name")),
    unique=("email", "reference"),
    public=ADDRESSED | CAMPAIGNED,
    reachable=True,
    counted=("opportunities", "estimates", "invoices", "orders", "deliveries"),
    verified=True,
    suggests_tags=True,
    subscribed=False,
    recreated="recreated-third",
    watched=("people", "third_party_contact"),
    delivered=("people", "contact"),
)


COMPANY, INDIVIDUAL = "company", "individual"
"""Prefixes of the columns that name linked records of a contact; also the variants of these records."""


class Contact(Entity):
    """A contact."""

    name = "contact"
    place = 4
    labels: ClassVar = {"fr": "Contacts", "en": "Contacts"}
    family = "contact"
    signs = ("mailing street", "mailing city", "mailing zip", "home phone", "reports to")
    variants: ClassVar[Mapping[str, Resource]] = {"contact": RESOURCE}
    columns = (
        *_PERSON,
        *_LINKS,
        *(column for part in ADDRESSES for column in address_columns(part)),
        *social_columns("contact"),
        *channel_columns(),
        *sync_columns("contact"),
    )
    whole_names = (whole_name_column(),)
    match = ("id", "email", "name")
    naming = ("last_name", "first_name")
    links: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "company": ("company",),
        "individual": ("individual",),
    }
    lists: ClassVar[Mapping[str, str]] = {"company": "companies"}
    gathers = tuple(
        dict.fromkeys((*(column.attribute for column in _LINKS), "company_legacy_id", "individual_legacy_id"))
    )
    scope = ("company_id", "company_siret", "company_reference", "company_email", "company_name")
    shown = ("id", "last_name", "first_name", "email", "phone_number", "position", "company_name")
    connector: ClassVar[Mapping[str, str]] = {
        "Contact ID": "id",
        "Name": "last_name",
        "Title": "civility",
        "Forename": "first_name",
        "Position": "position",
        "Email": "email",
        "Phone": "phone_number",
        "Mobile": "mobile_number",
        "Fax": "fax_number",
        "Website": "website",
        "Birthdate": "birth_date",
        "Twitter": "social.twitter",
        "Facebook": "social.facebook",
        "LinkedIn": "social.linkedin",
        "Video (Viadeo)": "social.viadeo",
        "Note": "note",
        "Smart Tags": "tags",
        "MailChimp sync": "sync.mailchimp",
        "MailJet sync": "sync.mailjet",
        "SimpleMail sync": "sync.simplemail",
        "Unsubscribe email": "marketing.email",
        "Unsubscribe text": "marketing.sms",
        "Unsubscribe phone": "marketing.phone",
        "Unsubscribe postal mail": "marketing.postal_mail",
        "Unsubscribe custom": "marketing.custom",
        "Third Party IDs": "company_id individual_id",
        "Custom fields": "cf:",
    }
    rules = (
        Rule("last-name-missing", "last_name", _named, ("last_name",)),
        *(rule for part in ADDRESSES for rule in address_rules(part)),
    )
    ignored = ("date de dernière modification", "id adresse sellsy", "état")
    related_objects = ("contact",)
    telling = ("first_name",)

    @classmethod
    def defaults(
        cls, attributes: Collection[str], options: Options
    ) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield a note where the file has only the country of an address."""
        del options
        if country_alone(attributes):
            yield "note-country-alone", {}

    @classmethod
    def key_attribute(cls, key: str, attributes: Collection[str]) -> str:
        """Return the column of a key: a contact's name is its last name."""
        del attributes
        return "last_name" if key == "name" else key

    @classmethod
    def complete(cls, values: dict[str, JsonValue], options: Options, attributes: Collection[str]) -> str:
        """Drop a country alone."""
        del options
        drop_countries_alone(values, attributes)
        return "contact"
