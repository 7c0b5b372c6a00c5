"""Clients, prospects and suppliers: each a company or an individual, with addresses and a contact person."""

from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar

from etl.codecs import (
    Choice,
    Civility,
    Code,
    Email,
    Identifier,
    Listed,
    Naf,
    Options,
    Phone,
    Siren,
    Siret,
    Text,
    Url,
    Vat,
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
from etl.entities.base.entity import Document, Entity
from etl.entities.base.resource import ADDRESSED, CAMPAIGNED, People, Resource
from etl.entities.base.rules import Frame, Mask, Rule, any_filled, constant, filled, same, texts
from etl.entities.base.search import (
    ID,
    IDS,
    PERIOD,
    RANGE,
    TAGGED,
    TEXT,
    TEXTS,
    YES,
    Condition,
    Keeps,
    words,
)
from etl.entities.contact import Contact
from etl.entities.parts import (
    CIVILITIES,
    TAGS,
    archived_column,
    channel_columns,
    created_column,
    note_column,
    of_contact,
    owner_column,
    paths_of,
    person_channels,
    social_columns,
    sync_columns,
)
from etl.entities.whole_name import NAME_PARTS, contact_name_column, whole_name_column

BOTH = ("company", "individual")
COMPANY = frozenset({"company"})
INDIVIDUAL = frozenset({"individual"})

_TYPES = (
    ("client", "client", "client"),
    ("prospect", "prospect", "prospect"),
    ("supplier", "fournisseur", "supplier"),
)
_TYPE = Choice(
    {
        "client": ("client", "client", "cliente", "clients", "customer"),
        "prospect": ("prospect", "prospect", "prospects", "lead"),
        "supplier": ("fournisseur", "supplier", "fournisseurs", "vendor"),
    }
)
_VARIANTS = (("company", "société", "company"), ("individual", "particulier", "individual"))
_VARIANT = Choice(
    {
        "company": (
            "société",
            "company",
            "entreprise",
            "corporation",
            "personne morale",
            "professionnel",
            "pro",
        ),
        "individual": ("particulier", "individual", "person", "personne", "personne physique"),
    }
)


def _both(path: str) -> dict[str, str]:
    return paths_of(BOTH, path)


def _legal(name: str) -> dict[str, str]:
    return {"company": f"legal_france.{name}"}


# fmt: off
_IDENTITY = (
    Column("id", "ID Sellsy", "Sellsy id", Identifier(),
           aliases=("id", "id société sellsy", "identifiant sellsy", "id client", "id prospect",
                    "id fournisseur", "third id"),
           public=True,
           help_fr="ID de la fiche dans Sellsy. Vide : recherche par SIRET, référence, e-mail ou nom.",
           help_en="The record's id in Sellsy. Empty: looked up by SIRET, reference, e-mail or name."),
    Column("type", "Client, prospect ou fournisseur", "Type", _TYPE, _both("type"), choices=_TYPES, example="client",
           aliases=("type société", "type de tiers", "kind", "record type"), creatable_only=True,
           public=True,
           help_fr="Fixé à la création. Vide : le type de fiche importé.",
           help_en="client, prospect or supplier; set at creation. Empty: the entity imported."),
    Column("client_type", "Société ou particulier", "Client type", _VARIANT, choices=_VARIANTS, example="company",
           aliases=("type de client", "type client", "nature", "personne morale ou physique",
                    "type of client", "company or individual"),
           public=True,
           help_fr="Fixé à la création.",
           help_en="company or individual; set at creation."),
    Column("name", "Nom société", "Company name", Text(250), {"company": "name"}, only=COMPANY, required=True,
           aliases=("société", "raison sociale", "entreprise", "nom de la société", "nom de l'entreprise",
                    "dénomination", "dénomination sociale", "organisation", "company", "name", "organization",
                    "account", "account name"), help_fr="Obligatoire pour créer une société ; 250 caractères au plus.",
           help_en="Required to create a company; at most 250 characters.", example="Menuiserie Garnier"),
    Column("civility", "Civilité", "Civility", Civility(), {"individual": "civility"}, only=INDIVIDUAL,
           choices=CIVILITIES, aliases=("titre", "title", "salutation"),
           public=True,
           help_fr="Particulier seulement : M., Mme ou Mlle.", help_en="Individuals only: Mr, Mrs or Ms."),
    Column("first_name", "Prénom", "First name", Text(200), {"individual": "first_name"}, only=INDIVIDUAL,
           aliases=("forename", "given name"), help_fr="Particulier seulement ; 200 caractères au plus.",
           help_en="Individuals only; at most 200 characters."),
    Column("last_name", "Nom", "Last name", Text(200), {"individual": "last_name"}, only=INDIVIDUAL,
           aliases=("nom de famille", "surname", "family name"),
           help_fr="Obligatoire pour créer un particulier (sinon, « Nom société » est utilisé).",
           help_en="Required to create an individual (else Company name is used)."),
    Column("reference", "Référence", "Reference", Code(100), _both("reference"), example="CLI-0012",
           aliases=("ref", "réf.", "code client", "référence client", "numéro client", "n° client", "ident",
                    "customer id", "customer code", "code fournisseur"),
           help_fr="Votre code pour cette fiche ; 100 caractères au plus.",
           help_en="Your own code for the record; at most 100 characters."),
)

_COORDINATES = (
    Column("email", "E-mail", "E-mail", Email(), _both("email"), example="contact@menuiserie-garnier.example",
           aliases=("e-mail société", "email société", "courriel", "mail", "adresse e-mail", "adresse email",
                    "adresse mail", "email address", "e-mail address"),
           help_fr="Une seule adresse ; Sellsy refuse l'adresse d'un collaborateur.",
           help_en="One address only; Sellsy refuses that of a staff member."),
    Column("phone_number", "Téléphone", "Phone", Phone(), _both("phone_number"), hint="main.country",
           aliases=("téléphone société", "tel", "tél.", "téléphone fixe", "numéro de téléphone",
                    "phone number"),
           help_fr="Un seul numéro ; sans indicatif, il est lu dans le pays de l'adresse.",
           help_en="One number only; without a country code it is read in the address's country.",
           example="01 99 00 12 34"),
    Column("mobile_number", "Mobile", "Mobile", Phone(), _both("mobile_number"), hint="main.country",
           aliases=("mobile société", "portable", "port", "port.", "mob", "mob.", "téléphone mobile",
                    "téléphone portable", "gsm", "mobile number", "mobile phone"),
           help_fr="Un seul numéro.", help_en="One number only.",
           example="06 39 98 12 34"),
    Column("fax_number", "Fax", "Fax", Phone(), _both("fax_number"), hint="main.country",
           aliases=("fax société", "télécopie", "fax number"), help_fr="Un seul numéro.",
           help_en="One number only."),
    Column("website", "Site web", "Website", Url(), _both("website"),
           aliases=("web", "site internet", "site", "url"),
           help_fr="Adresse web ; https:// est ajouté s'il manque.",
           help_en="Web address; https:// is added when missing.",
           example="https://www.menuiserie-garnier.example"),
)

_LEGAL = (
    Column("siret", "SIRET", "SIRET", Siret(), _legal("siret"), only=COMPANY, example="73282932000074",
           aliases=("siret société", "n° siret", "numéro siret", "numéro de siret", "no siret"),
           help_fr="14 chiffres, en texte ; les zéros perdus dans Excel sont rétablis et signalés.",
           help_en="14 digits, as text; zeros lost by the spreadsheet are restored and reported."),
    Column("siren", "SIREN", "SIREN", Siren(), _legal("siren"), only=COMPANY,
           aliases=("siren société", "n° siren", "numéro siren", "numéro de siren", "no siren"),
           help_fr="9 chiffres : le début du SIRET.", help_en="9 digits: the beginning of the SIRET."),
    Column("vat", "N° TVA", "VAT number", Vat(), _legal("vat"), only=COMPANY, hint="main.country",
           aliases=("tva", "tva intracommunautaire", "n° tva intracommunautaire", "numéro de tva",
                    "tva intra", "numéro de tva intracommunautaire", "vat", "vat id"),
           help_fr="Avec le code du pays, comme FR44732829320 ; la clé est vérifiée.",
           help_en="With the country code, such as FR44732829320; the key is checked.",
           example="FR44732829320"),
    Column("ape_naf_code", "Code NAF", "NAF code", Naf(), _legal("ape_naf_code"), only=COMPANY,
           example="4332A", aliases=("ape/naf", "naf/ape", "ape", "naf", "code ape", "code ape/naf"),
           public=True,
           help_fr="4 chiffres et une lettre.", help_en="4 digits and a letter."),
    Column("legal_form", "Forme juridique", "Legal form", Listed(100, 2), _legal("company_type"), only=COMPANY,
           aliases=("statut juridique", "forme", "forme sociale", "company type"), example="SARL",
           help_fr="SARL, SAS, EI, association… ; texte libre.", help_en="SARL, SAS, Ltd, GmbH…; free text."),
    Column("rcs_immatriculation", "RCS", "RCS", Listed(200, 3), _legal("rcs_immatriculation"), only=COMPANY,
           aliases=("immatriculation rcs", "n° rcs", "rcs number"),
           help_fr="Ville et numéro d'immatriculation.", help_en="Town and registration number."),
    Column("capital", "Capital", "Capital", Listed(), {"company": "capital"}, only=COMPANY, money=True,
           aliases=("capital social", "share capital"), help_fr="Texte libre, comme dans Sellsy.",
           help_en="Free text, as in Sellsy."),
)

_MANAGEMENT = (
    owner_column(*BOTH),
    Column("rate_category", "Catégorie tarifaire", "Rate category", Listed(), _both("rate_category_id"),
           aliases=("tarif", "grille tarifaire", "price category"), lookup="rate_category",
           public=True,
           help_fr="Son nom dans Sellsy.", help_en="Its name in Sellsy."),
    Column("accounting_code", "Code comptable", "Accounting code", Code(), _both("accounting_code_id"),
           aliases=("code comptable vente", "compte comptable"), lookup="accounting_code",
           public=True,
           help_fr="Code comptable existant dans Sellsy.",
           help_en="An accounting code that exists in Sellsy."),
    Column("accounting_purchase_code", "Code comptable achat", "Accounting purchase code", Code(),
           _both("accounting_purchase_code_id"), aliases=("compte comptable achat",),
           lookup="accounting_code",
           public=True,
           help_fr="Code comptable existant dans Sellsy.",
           help_en="An accounting code that exists in Sellsy."),
    Column("auxiliary_code", "Code compte auxiliaire", "Auxiliary code", Code(), _both("auxiliary_code"),
           aliases=("code auxiliaire", "compte auxiliaire", "code comptable auxiliaire", "auxiliary account"),
           help_fr="Compte auxiliaire, en texte.", help_en="Auxiliary account, as text."),
    Column("business_segment", "ID secteur d'activité", "Business segment id", Identifier(),
           {"company": "business_segment"}, only=COMPANY,
           public=True,
           help_fr="ID Sellsy du secteur d'activité.",
           help_en="Sellsy's id of the business segment."),
    Column("number_of_employees", "Nombre d'employés (ID)", "Number of employees id", Identifier(),
           {"company": "number_of_employees"}, only=COMPANY, aliases=("id effectif",),
           public=True,
           help_fr="ID Sellsy de la tranche d'effectif.",
           help_en="Sellsy's id of the headcount range."),
    created_column(*BOTH),
    archived_column(*BOTH),
    note_column(*BOTH),
    TAGS,
)

_PERSON_HEADERS = {
    "id": ("ID contact", "Contact id", ("contact id", "id contact sellsy")),
    "civility": ("Civilité contact", "Contact civility", ("contact civilité", "contact title")),
    "first_name": ("Prénom contact", "Contact first name", ("contact prénom", "prénom du contact")),
    "last_name": ("Nom contact", "Contact last name", ("contact nom", "nom du contact", "contact name")),
    "position": ("Fonction contact", "Contact position", ("contact fonction", "fonction du contact")),
    "email": ("E-mail contact", "Contact e-mail", ("email contact", "contact email", "mail contact",
                                                   "e-mail du contact")),
    "phone_number": ("Téléphone contact", "Contact phone", ("contact téléphone", "tel contact")),
    "mobile_number": ("Mobile contact", "Contact mobile", ("portable contact", "contact portable")),
    "fax_number": ("Fax contact", "Contact fax", ()),
    "website": ("Site web contact", "Contact website", ("web contact",)),
    "birth_date": ("Date de naissance contact", "Contact birth date", ("anniversaire", "anniversaire contact",
                                                                      "date de naissance")),
    "note": ("Note contact", "Contact note", ("contact note",)),
    "is_main": ("Contact principal", "Main contact", ()),
    "is_invoicing": ("Contact de facturation", "Invoicing contact", ("contact facturation",)),
    "is_dunning": ("Contact de relance", "Dunning contact", ("contact relance",)),
}
# fmt: on

_PERSON = tuple(
    of_contact(Contact.column(attribute), fr=fr, en=en, aliases=aliases)
    for attribute, (fr, en, aliases) in _PERSON_HEADERS.items()
)
_PERSON_SAYS = tuple(
    f"contact.{name}"
    for name in _PERSON_HEADERS
    if name not in ("id", "is_main", "is_invoicing", "is_dunning")
)
"""The columns that make a row state a contact person: an id or a role alone does not."""


def only_variant(attributes: Collection[str]) -> str:
    """Return the variant of all rows without a column for it: individuals only in a file of first and last names."""
    names = {"name", "last_name", "first_name"} & set(attributes)
    return "individual" if names == {"last_name", "first_name"} else "company"


def _is(frame: Frame, variant: str) -> "Mask[bool]":
    if "client_type" in frame.columns:
        return (frame["client_type"] == variant).fillna(value=False).astype(bool)
    return constant(frame, value=only_variant(frame.columns) == variant)


def _typed(frame: Frame) -> "Mask[bool]":
    return filled(frame, "client_type")


def _goes_unnamed(frame: Frame) -> bool:
    """Tell whether a file has no column of names: its rows match by other keys and can only update."""
    return not {"name", "last_name"} & set(frame.columns)


def _named_company(frame: Frame) -> "Mask[bool]":
    if _goes_unnamed(frame):
        return constant(frame, value=True)
    named = filled(frame, "name" if "name" in frame.columns else "last_name")
    return ~_is(frame, "company") | named | filled(frame, "id")


def _named_individual(frame: Frame) -> "Mask[bool]":
    if _goes_unnamed(frame):
        return constant(frame, value=True)
    return ~_is(frame, "individual") | any_filled(frame, ("last_name", "name", "id"))


def _siret_of_siren(frame: Frame) -> "Mask[bool]":
    return same(frame["siret"].str[:9], frame["siren"])


def _vat_of_siren(frame: Frame) -> "Mask[bool]":
    siren = texts(frame, "siren").fillna(texts(frame, "siret").str[:9])
    vat = frame["vat"]
    return same(vat.str[4:].where(vat.str.startswith("FR", na=False)), siren)


def _person_named(frame: Frame) -> "Mask[bool]":
    return ~any_filled(frame, _PERSON_SAYS) | any_filled(frame, ("contact.last_name", "contact.id"))


_COMMON = ("email", "phone_number", "mobile_number", "reference", "note", "website")
_FILTERS = {
    "name": TEXT,
    "email": TEXT,
    "reference": TEXTS,
    "id": IDS,
    "is_archived": YES,
    "created": PERIOD,
    "updated_at": PERIOD,
    "country_code": TEXT,
    "postal_code": TEXTS,
    "favourite_filter": ID,
}
_ORDERS = ("id", "name", "created_at", "updated_at")
_PUBLIC = ADDRESSED | CAMPAIGNED | {"main_contact_id", "dunning_contact_id", "invoicing_contact_id"}
_TYPE_NAMES = tuple(value for value, _, _ in _TYPES)
_COUNTED = ("opportunities", "estimates", "invoices", "orders", "deliveries")

RESOURCES = (
    Resource(
        variant="company",
        path="/companies",
        keys={"id": "id", "siret": "siret", "reference": "reference", "email": "email"},
        link_keys=("id", "siret", "reference", "email", "name"),
        filters={**_FILTERS, "siret": TEXT, "contacts": IDS, "number_of_employees": RANGE},
        conditions={
            "text": words("name", *_COMMON),
            "siren": Condition(Keeps.BEGINNING, ("legal_france.siren", "legal_france.siret")),
            "website": words("website"),
            "tags": TAGGED,
            "business_segment": Condition(Keeps.LABELLED, ("business_segment",)),
        },
        orders=_ORDERS,
        changed="updated_at",
        identity=("name", "email", "reference", "legal_france.siret"),
        sought_by=(("siret", "legal_france.siret"), ("email", "email"), ("name", "name")),
        unique=("name",),
        public=_PUBLIC
        | {
            f"{key}.{part}" for key in ("business_segment", "number_of_employees") for part in ("id", "label")
        },
        types=_TYPE_NAMES,
        people=People.ROLES,
        reachable=True,
        counted=_COUNTED,
        verified=True,
        suggests_tags=True,
        recreated="recreated-third",
        watched=("client", "prospect", "supplier", "third"),
        delivered=("third", *_TYPE_NAMES, "corporation"),
    ),
    Resource(
        variant="individual",
        path="/individuals",
        keys={"id": "id", "reference": "reference", "email": "email"},
        named_by=("last_name", "first_name"),
        link_keys=("id", "reference", "email", "called"),
        filters=_FILTERS,
        conditions={
            "text": words("first_name", "last_name", *_COMMON),
            "website": words("website"),
            "tags": TAGGED,
        },
        orders=_ORDERS,
        changed="updated_at",
        identity=("last_name", "first_name", "email", "reference"),
        sought_by=(("email", "email"),),
        unique=("email", "reference"),
        public=_PUBLIC,
        types=_TYPE_NAMES,
        people=People.V1,
        reachable=True,
        counted=_COUNTED,
        verified=True,
        suggests_tags=True,
        recreated="recreated-third",
        watched=("client", "prospect", "supplier", "third"),
        delivered=("third", *_TYPE_NAMES, "person"),
    ),
)


class ThirdParty(Entity):
    """Base of clients, prospects and suppliers; a row's own type wins over the entity's."""

    family = "third"
    variants: ClassVar[Mapping[str, Resource]] = {resource.variant: resource for resource in RESOURCES}
    columns = (
        *_IDENTITY,
        *_COORDINATES,
        *_LEGAL,
        *address_columns("main"),
        *_PERSON,
        *_MANAGEMENT,
        *address_columns("invoicing"),
        *address_columns("delivery"),
        *social_columns(*BOTH),
        *channel_columns(),
        *sync_columns("individual", only=True),
    )
    unlisted = person_channels()
    whole_names = (contact_name_column(), whole_name_column())
    persons: ClassVar[Mapping[str, str]] = {name: f"contact.{name}" for name in NAME_PARTS}
    match = ("id", "siret", "siren", "reference", "email", "name")
    naming = ("name", "last_name", "first_name")
    shown = ("id", "name", "last_name", "first_name", "email", "phone_number", "siret", "main.city")
    connector: ClassVar[Mapping[str, str]] = {
        "Client / Prospect / Supplier ID": "id",
        "Type of Client": "client_type",
        "Kind (client, prospect, supplier)": "type",
        "Name": "name last_name",
        "Forename": "first_name",
        "Civility": "civility",
        "Reference (ident)": "reference",
        "Email": "email",
        "Phone": "phone_number",
        "Mobile": "mobile_number",
        "Fax": "fax_number",
        "Website": "website",
        "SIRET": "siret",
        "SIREN": "siren",
        "VAT": "vat",
        "NAF / APE": "ape_naf_code",
        "RCS": "rcs_immatriculation",
        "Legal form (corpType)": "legal_form",
        "Capital": "capital",
        "Rate category": "rate_category",
        "Accounting code": "accounting_code",
        "Accounting purchase code": "accounting_purchase_code",
        "Auxiliary code": "auxiliary_code",
        "Owner": "owner",
        "Archived": "is_archived",
        "Join date": "created",
        "Business sector": "business_segment",
        "Employees": "number_of_employees",
        "Sticky note": "note",
        "Smart tags": "tags",
        "Twitter": "social.twitter",
        "Facebook": "social.facebook",
        "LinkedIn": "social.linkedin",
        "Viadeo": "social.viadeo",
        "Unsubscribe email campaigns": "marketing.email",
        "Unsubscribe text campaigns": "marketing.sms",
        "Unsubscribe phone campaigns": "marketing.phone",
        "Unsubscribe postal campaigns": "marketing.postal_mail",
        "Unsubscribe custom campaigns": "marketing.custom",
        "MailChimp sync": "sync.mailchimp",
        "MailJet sync": "sync.mailjet",
        "SimpleMail sync": "sync.simplemail",
        "Contact name": "contact.last_name",
        "Contact forename": "contact.first_name",
        "Contact civility": "contact.civility",
        "Contact email": "contact.email",
        "Contact phone": "contact.phone_number",
        "Contact mobile": "contact.mobile_number",
        "Contact fax": "contact.fax_number",
        "Contact website": "contact.website",
        "Contact position": "contact.position",
        "Contact birthdate": "contact.birth_date",
        "Contact sticky note": "contact.note",
        "Address name": "main.name",
        "Address part 1": "main.line_1",
        "Address part 2": "main.line_2",
        "Address part 3": "main.line_3",
        "Address part 4": "main.line_4",
        "Address zip": "main.postal_code",
        "Address town": "main.city",
        "Address country": "main.country",
        "Custom fields": "cf:",
    }
    rules = (
        Rule("client-type-missing", "client_type", _typed, ("client_type",)),
        Rule("name-missing", "name", _named_company, alternatives=("last_name",)),
        Rule("last-name-missing", "last_name", _named_individual, alternatives=("name",)),
        Rule("siret-siren-differ", "siret", _siret_of_siren, ("siret", "siren")),
        Rule("vat-siren-differ", "vat", _vat_of_siren, ("vat",)),
        Rule(
            "person-name-missing",
            "contact.last_name",
            _person_named,
            about=_PERSON_SAYS,
            columnless="person-name-column-missing",
        ),
        *(rule for part in ADDRESSES for rule in address_rules(part)),
    )
    ignored = ("date de dernière modification", "état", "id adresse sellsy", "logo")
    related_objects = ("client", "prospect", "supplier")
    telling = ("type", "client_type", "last_name", "first_name")
    usual: ClassVar = Entity.usual | {"civility", "first_name", "last_name"}
    excuses: ClassVar[Mapping[str, str]] = {"siret-destroyed": "siren"}
    agreeing: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "siret-siren-differ": ("siret", "siren"),
        "vat-siren-differ": ("vat", "siren", "siret"),
    }

    @classmethod
    def missing_to_create(cls, values: Document, variant: str) -> list[Column]:
        """Return the name a row lacks."""
        attribute = "name" if variant == "company" else "last_name"
        return [] if values.get(attribute) is not None else [cls.column(attribute)]

    @classmethod
    def defaults(
        cls, attributes: Collection[str], options: Options
    ) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield notes on defaults: company or individual, and addresses of a country alone."""
        del options
        if "client_type" not in attributes:
            yield "note-no-client-type", {"variant": only_variant(attributes)}
        if country_alone(attributes):
            yield "note-country-alone", {}
        if {"name", "last_name"} <= set(attributes) and "contact.last_name" not in attributes:
            yield "note-people", {}

    @classmethod
    def disagreements(cls, values: Document) -> Iterator[tuple[str, str]]:
        """Yield a disagreement where a SIRET or French VAT number does not belong to the row's SIREN."""
        vat, siren, siret = (str(values.get(name) or "") for name in ("vat", "siren", "siret"))
        if siren and siret and siret[:9] != siren:
            yield "siret-siren-differ", "siret"
        siren = siren or siret[:9]
        if vat.startswith("FR") and siren and vat[4:] != siren:
            yield "vat-siren-differ", "vat"

    @classmethod
    def key_attribute(cls, key: str, attributes: Collection[str]) -> str:
        """Return the column of a key; without a company name, a last name is the name."""
        return "last_name" if key == "name" and "name" not in attributes else key

    @classmethod
    def complete(cls, values: dict[str, JsonValue], options: Options, attributes: Collection[str]) -> str:
        """Fill in the row's type and the name column of its variant; drop a country alone.

        Sellsy's own list of prospects heads the name of a company "Nom".
        """
        del options
        variant = str(values.pop("client_type", None) or only_variant(attributes))
        values.setdefault("type", cls.name)
        if variant == "individual" and values.get("last_name") is None and values.get("name") is not None:
            values["last_name"] = values.pop("name")
        elif variant == "company" and "name" not in attributes and values.get("last_name") is not None:
            values["name"] = values.pop("last_name")
        elif variant == "company":
            cls._move_person(values)
        drop_countries_alone(values, attributes)
        return variant

    @classmethod
    def _move_person(cls, values: dict[str, JsonValue]) -> None:
        """Make the person whom the row of a company names its contact person, unless it names another."""
        others = ("contact.id", "contact.first_name", "contact.last_name")
        if values.get("last_name") is None or any(values.get(name) is not None for name in others):
            return
        for own, contacts in cls.persons.items():
            value = values.pop(own, None)
            if value is not None:
                values.setdefault(contacts, value)

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the columns that no payload field gives."""
        return variant if attribute == "client_type" else super().derived(attribute, variant, document)


class Client(ThirdParty):
    """A client."""

    name = "client"
    place = 1
    labels: ClassVar = {"fr": "Clients", "en": "Clients"}
    filters: ClassVar = {"type": "client"}


class Prospect(ThirdParty):
    """A prospect."""

    name = "prospect"
    place = 2
    labels: ClassVar = {"fr": "Prospects", "en": "Prospects"}
    filters: ClassVar = {"type": "prospect"}
    examples: ClassVar = {"type": "prospect"}


class Supplier(ThirdParty):
    """A supplier."""

    name = "supplier"
    place = 3
    labels: ClassVar = {"fr": "Fournisseurs", "en": "Suppliers"}
    filters: ClassVar = {"type": "supplier"}
    examples: ClassVar = {"type": "supplier"}
