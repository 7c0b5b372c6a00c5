"""Columns that several entities share: social links, campaign channels, mailing tools, owner, tags."""

from dataclasses import replace

from etl.codecs import Boolean, Listed, ListOf, Moment, Text, Url
from etl.entities.base.column import Column

YES_NO = (("true", "Oui", "Yes"), ("false", "Non", "No"))
CIVILITIES = (("mr", "M.", "Mr"), ("mrs", "Mme", "Mrs"), ("ms", "Mlle", "Ms"))

CAMPAIGNS = "marketing_campaigns_subscriptions"
"""Payload list of the campaign channels a record is subscribed to (API contract 2.264.0)."""


CHANNEL = "marketing."
"""Prefix of the attributes of campaign channels."""


def paths_of(variants: tuple[str, ...], path: str) -> dict[str, str]:
    """Return the same path for every variant."""
    return dict.fromkeys(variants, path)


def social_columns(*variants: str) -> tuple[Column, ...]:
    """Return the four social links; Sellsy takes URLs."""
    return tuple(
        Column(
            f"social.{name.lower()}",
            name,
            name,
            Url(),
            paths_of(variants, f"social.{name.lower()}"),
            aliases=(f"url {name}", f"page {name}", f"profil {name}"),
            help_fr=f"Adresse de la page {name}, en entier.",
            help_en=f"Address of the {name} page, in full.",
        )
        for name in ("Twitter", "Facebook", "LinkedIn", "Viadeo")
    )


_CHANNELS = {
    "email": ("Campagnes e-mail", "E-mail campaigns", ("e-mail", "e-mails", "email", "emails", "mail")),
    "sms": ("Campagnes SMS", "SMS campaigns", ("sms",)),
    "phone": ("Campagnes téléphone", "Phone campaigns", ("téléphone", "téléphoniques", "phoning")),
    "postal_mail": ("Campagnes courrier", "Postal campaigns", ("courrier", "courriers", "postales")),
    "custom": ("Campagnes personnalisées", "Custom campaigns", ("personnalisées",)),
}


def channel_columns() -> tuple[Column, ...]:
    """Return one yes/no column a campaign channel: yes = subscribed, no = opted out."""
    return tuple(
        Column(
            f"{CHANNEL}{channel}",
            fr,
            en,
            Boolean(),
            aliases=tuple(
                f"inscrit {campaigns} {word}" for campaigns in ("campagnes", "campagne") for word in words
            ),
            choices=YES_NO,
            help_fr="Oui : inscrit. Non : désinscrit. Vide : inchangé.",
            help_en="Yes: subscribed. No: opted out. Empty: unchanged.",
            member=(CAMPAIGNS, channel),
            public=True,
        )
        for channel, (fr, en, words) in _CHANNELS.items()
    )


def person_channels() -> tuple[Column, ...]:
    """Return the campaigns of a row's contact person: an opt-out under a foreign header counts for both."""
    return tuple(
        replace(column, attribute=f"contact.{column.attribute}", aliases=()) for column in channel_columns()
    )


def sync_columns(variant: str, *, only: bool = False) -> tuple[Column, ...]:
    """Return the synchronisations with mailing tools; `only` keeps them to that variant."""
    return tuple(
        Column(
            f"sync.{label.lower()}",
            f"Synchronisation {label}",
            f"{label} synchronisation",
            Boolean(),
            {variant: f"sync.{label.lower()}"},
            aliases=(label, f"synchro {label}", f"{label} sync"),
            choices=YES_NO,
            help_fr=f"Oui pour synchroniser la personne avec {label}.",
            help_en=f"Yes to synchronise the person with {label}.",
            only=frozenset({variant}) if only else frozenset(),
            kept=True,
            public=True,
        )
        for label in ("MailChimp", "Mailjet", "SimpleMail")
    )


TAGS = Column(
    "tags",
    "Smart tags",
    "Smart tags",
    ListOf(Listed()),
    aliases=("tags", "étiquettes", "smarttags", "labels"),
    help_fr="Séparés par des virgules ; ajoutés à ceux de la fiche.",
    help_en="Separated by commas; added to the record's.",
    example="VIP, Salon 2026",
)


def owner_column(*variants: str, kept: bool = False) -> Column:
    """Return the owner, a staff member; `kept` where there is always one."""
    return Column(
        "owner",
        "Propriétaire",
        "Owner",
        Listed(),
        paths_of(variants, "owner_id"),
        aliases=(
            "collaborateur", "commercial", "commerciale", "vendeur", "chargé d'affaires",
            "e-mail du propriétaire", "email propriétaire", "responsable",
            "owner e-mail", "sales rep", "account manager",
        ),
        lookup="staff",
        kept=kept,
        public=True,
        help_fr="E-mail ou nom complet d'un collaborateur du compte Sellsy.",
        help_en="E-mail or full name of a staff member of the Sellsy account.",
    )  # fmt: skip


def created_column(*variants: str) -> Column:
    """Return the creation date, taken at creation only."""
    return Column(
        "created",
        "Date de création",
        "Created",
        Moment(),
        paths_of(variants, "created"),
        aliases=(
            "créé le",
            "créée le",
            "date création",
            "created at",
            "created on",
            "creation date",
            "client depuis",
        ),
        creatable_only=True,
        public=True,
        help_fr="Nouvelles fiches seulement ; jamais modifiée ensuite.",
        help_en="New records only; never changed afterwards.",
    )


def archived_column(*variants: str) -> Column:
    """Return the archived flag."""
    return Column(
        "is_archived",
        "Archivé",
        "Archived",
        Boolean(),
        paths_of(variants, "is_archived"),
        aliases=("archivée", "archive"),
        choices=YES_NO,
        kept=True,
        public=True,
        help_fr="Oui : archiver la fiche. Non : la désarchiver.",
        help_en="Yes: archive the record. No: take it out of the archives.",
    )


def note_column(*variants: str) -> Column:
    """Return the free note."""
    return Column(
        "note",
        "Note",
        "Note",
        Text(multiline=True),
        paths_of(variants, "note"),
        aliases=(
            "notes",
            "commentaire",
            "commentaires",
            "remarque",
            "remarques",
            "observation",
            "observations",
            "comment",
            "comments",
        ),
        help_fr="Texte libre ; les sauts de ligne sont gardés.",
        help_en="Free text; line breaks are kept.",
    )


def of_contact(column: Column, *, fr: str, en: str, aliases: tuple[str, ...]) -> Column:
    """Return a contact's column as a column of the row of its company."""
    return replace(
        column,
        attribute=f"contact.{column.attribute}",
        fr=fr,
        en=en,
        aliases=aliases,
        required=False,
        hint="main.country" if column.hint else None,
        only=frozenset(),
    )
