"""Columns that several entities share: addresses, social links, campaign channels, smart tags."""

from dataclasses import replace

from etl.codecs import Boolean, Country, ListOf, PostalCode, Text, Url
from etl.entities.base import Column, Document
from etl.results import JsonValue

CHANNELS = ("email", "sms", "phone", "postal_mail", "custom")
"""Campaign channels of `marketing_campaigns_subscriptions` (API contract 2.264.0)."""

_YES_NO = (("true", "oui", "yes"), ("false", "non", "no"))

_GROUPS = {
    "main": ("", "", "", ""),
    "invoicing": (" de facturation", "Invoicing ", " facturation", "facturation "),
    "delivery": (" de livraison", "Delivery ", " livraison", "livraison "),
}

_MAIN_ALIASES = {
    "name": ("nom adresse", "libellé adresse"),
    "line_1": ("adresse partie 1", "adresse ligne 1", "adresse 1", "rue", "address line 1", "street"),
    "line_2": ("adresse partie 2", "adresse ligne 2", "adresse 2", "complément", "address line 2"),
    "line_3": ("adresse partie 3", "adresse ligne 3", "adresse 3"),
    "line_4": ("adresse partie 4", "adresse ligne 4", "adresse 4"),
    "postal_code": ("cp", "zip", "zip code", "postcode", "code_postal"),
    "city": ("commune", "town", "localité"),
    "country": ("code pays", "country code", "countrycode"),
}


def address_columns(part: str) -> tuple[Column, ...]:
    """Return the eight columns of an address: main, invoicing or delivery."""
    of_fr, of_en, _, _ = _GROUPS[part]
    which_fr = {"main": "principale", "invoicing": "de facturation", "delivery": "de livraison"}[part]

    def column(name: str, fr: str, en: str, codec: object, path: str, **more: object) -> Column:
        header_fr = f"{fr}{of_fr}"
        header_en = f"{of_en}{en.lower()}" if of_en else en
        short = _GROUPS[part][2]
        aliases = _MAIN_ALIASES[name] if part == "main" else tuple(f"{one}{short}" for one in (fr, *_MAIN_ALIASES[name]))
        return Column(
            attribute=f"{part}.{name}",
            fr=header_fr,
            en=header_en,
            codec=codec,  # type: ignore[arg-type]
            paths={"address": path},
            aliases=aliases,
            **more,  # type: ignore[arg-type]
        )

    return (
        column("name", "Nom de l'adresse", "Address name", Text(max_length=200, min_length=2), "name",
               help_fr=f"Nom de l'adresse {which_fr} ; sert à la retrouver.", help_en="Names the address; used to find it again."),
        column("line_1", "Adresse", "Address", Text(max_length=250), "address_line_1", example="12 rue des Tilleuls",
               help_fr="Numéro et voie. Obligatoire dès qu'une partie de l'adresse est remplie.",
               help_en="Number and street. Required as soon as a part of the address is filled in."),
        column("line_2", "Complément d'adresse", "Address complement", Text(max_length=250), "address_line_2"),
        column("line_3", "Adresse partie 3", "Address part 3", Text(max_length=250), "address_line_3"),
        column("line_4", "Adresse partie 4", "Address part 4", Text(max_length=250), "address_line_4"),
        column("postal_code", "Code postal", "Postal code", PostalCode(), "postal_code", example="01000",
               hint=f"{part}.country", help_fr="Gardé en texte : un zéro perdu est remis et signalé.",
               help_en="Kept as text: a lost zero is put back and reported."),
        column("city", "Ville", "City", Text(max_length=250, min_length=2), "city", example="Bourg-en-Bresse"),
        column("country", "Pays", "Country", Country(), "country_code", example="FR",
               help_fr="Nom du pays ou code à deux lettres.", help_en="Country name or two-letter code."),
    )  # fmt: skip


def social_columns(*variants: str) -> tuple[Column, ...]:
    """Return the four social links; Sellsy takes URLs."""
    return tuple(
        Column(f"social.{name.lower()}", name, name, Url(), {v: f"social.{name.lower()}" for v in variants})
        for name in ("Twitter", "Facebook", "LinkedIn", "Viadeo")
    )


_CHANNEL_LABELS = {
    "email": ("Campagnes e-mail", "E-mail campaigns", ("inscrit campagnes email", "inscrit campagnes e-mail")),
    "sms": ("Campagnes SMS", "SMS campaigns", ("inscrit campagnes sms",)),
    "phone": ("Campagnes téléphone", "Phone campaigns", ("inscrit campagnes téléphone", "phoning")),
    "postal_mail": ("Campagnes courrier", "Postal campaigns", ("inscrit campagnes courrier",)),
    "custom": ("Campagnes personnalisées", "Custom campaigns", ("inscrit campagnes personnalisées",)),
}


def channel_columns() -> tuple[Column, ...]:
    """Return one yes/no column a campaign channel: yes = subscribed, no = opted out."""
    return tuple(
        Column(
            f"marketing.{channel}", fr, en, Boolean(), aliases=aliases, choices=_YES_NO,
            help_fr="oui = inscrit, non = désinscrit.", help_en="yes = subscribed, no = opted out.",
        )  # fmt: skip
        for channel, (fr, en, aliases) in _CHANNEL_LABELS.items()
    )


_SYNC = (("mailchimp", "MailChimp"), ("mailjet", "Mailjet"), ("simplemail", "SimpleMail"))


def sync_columns(variant: str) -> tuple[Column, ...]:
    """Return the synchronisations with mailing tools."""
    return tuple(
        Column(
            f"sync.{name}", f"Synchronisation {label}", f"{label} synchronisation", Boolean(),
            {variant: f"sync.{name}"}, choices=_YES_NO, only=frozenset({variant}),
        )  # fmt: skip
        for name, label in _SYNC
    )


TAGS = Column(
    "tags", "Smart tags", "Smart tags", ListOf(), aliases=("tags", "smart-tags", "étiquettes"), example="VIP, Salon 2026",
    help_fr="Séparés par des virgules ; ajoutés à ceux de la fiche.", help_en="Separated by commas; added to the record's.",
)  # fmt: skip


def archived_column(*variants: str) -> Column:
    """Return the archived flag."""
    return Column(
        "is_archived", "Archivé", "Archived", Boolean(), {v: "is_archived" for v in variants}, choices=_YES_NO,
        aliases=("archivée",),
    )  # fmt: skip


def of_contact(column: Column, *, fr: str, en: str, aliases: tuple[str, ...]) -> Column:
    """Return a contact's column as a column of the row of its company."""
    return replace(
        column,
        attribute=f"contact.{column.attribute}",
        fr=fr,
        en=en,
        aliases=aliases,
        required=False,
        hint=None,
        only=frozenset(),
    )


def channels(values: Document, document: Document | None) -> dict[str, JsonValue]:
    """Return `marketing_campaigns_subscriptions` when a row says something of it.

    Sellsy keeps the list of what is subscribed; a new record is subscribed to everything that is not refused.
    """
    said = {name: values[f"marketing.{name}"] for name in CHANNELS if f"marketing.{name}" in values}
    if not said:
        return {}
    held = (document or {}).get("marketing_campaigns_subscriptions", list(CHANNELS))
    kept = set(map(str, held)) if isinstance(held, list) else set()
    return {
        "marketing_campaigns_subscriptions": [
            name for name in CHANNELS if (said[name] is True if name in said else name in kept)
        ]
    }


def subscribed(attribute: str, document: Document) -> JsonValue:
    """Return whether a record is subscribed to the channel of a column."""
    part, _, channel = attribute.partition(".")
    held = document.get("marketing_campaigns_subscriptions")
    return channel in held if part == "marketing" and isinstance(held, list) else None
