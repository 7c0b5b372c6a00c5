"""The addresses of a row: columns, rules, and detection of missing countries."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache, partial

from etl.codecs import Country, Identifier, PostalCode, Text
from etl.core.results import JsonValue
from etl.entities.base.column import Column
from etl.entities.base.rules import Frame, Mask, Rule, any_filled, filled

ADDRESSES = ("main", "invoicing", "delivery")
"""Parts of a row that are addresses."""

STATES = ("line_1", "line_2", "line_3", "line_4", "postal_code", "city")
"""The columns that make a row state an address: a name or a country alone does not."""

_STATED = {part: frozenset(f"{part}.{name}" for name in STATES) for part in ADDRESSES}
"""The attributes of each address that state it."""

_COUNTRIES = {part: f"{part}.country" for part in ADDRESSES}
"""The attribute of each address that is its country."""

REQUIRED = ("line_1", "postal_code", "city")
"""What Sellsy requires of an address that the engine does not supply: a name and a country it does (API contract
2.264.0)."""


_REQUIRED_FR = "Obligatoire dès qu'une partie de l'adresse est remplie."
_REQUIRED_EN = "Required as soon as a part of the address is filled in."
_COUNTRY_FR = "Vide : une adresse existante garde son pays, une nouvelle a celui de --country (France)."
_COUNTRY_EN = "Empty: an existing address keeps its country, a new one has that of --country (France)."

# fmt: off
_MAIN = (
    Column("name", "Nom de l'adresse", "Address name", Text(200, 2), {"address": "name"}, kept=True,
           aliases=("nom adresse", "libellé adresse", "address label"),
           help_fr="Nom de l'adresse dans Sellsy.", help_en="Name of the address in Sellsy."),
    Column("line_1", "Adresse", "Address", Text(250), {"address": "address_line_1"}, kept=True,
           example="12 rue des Tilleuls",
           aliases=("adresse partie 1", "adresse ligne 1", "adresse 1", "rue", "voie", "adresse postale",
                    "address line 1", "address part 1", "address 1", "street"),
           help_fr=f"Numéro et voie. {_REQUIRED_FR}", help_en=f"Number and street. {_REQUIRED_EN}"),
    Column("line_2", "Complément d'adresse", "Address complement", Text(250), {"address": "address_line_2"},
           aliases=("complément adresse", "complément", "adresse partie 2", "adresse ligne 2", "adresse 2",
                    "adresse (suite)", "address line 2", "address part 2", "address 2"),
           help_fr="Deuxième ligne de l'adresse.", help_en="Second line of the address."),
    Column("line_3", "Adresse partie 3", "Address part 3", Text(250), {"address": "address_line_3"},
           aliases=("adresse ligne 3", "adresse 3", "address line 3", "address 3"),
           help_fr="Troisième ligne de l'adresse.", help_en="Third line of the address."),
    Column("line_4", "Adresse partie 4", "Address part 4", Text(250), {"address": "address_line_4"},
           aliases=("adresse ligne 4", "adresse 4", "address line 4", "address 4"),
           help_fr="Quatrième ligne de l'adresse.", help_en="Fourth line of the address."),
    Column("postal_code", "Code postal", "Postal code", PostalCode(), {"address": "postal_code"}, kept=True,
           hint="country", aliases=("cp", "zip", "zip code", "postcode"), example="01000",
           help_fr=f"En texte : un zéro perdu dans Excel est rétabli et signalé. {_REQUIRED_FR}",
           help_en=f"As text: a zero lost by the spreadsheet is restored and reported. {_REQUIRED_EN}"),
    Column("city", "Ville", "City", Text(250, 2), {"address": "city"}, kept=True,
           aliases=("commune", "localité", "town"), example="Bourg-en-Bresse", help_fr=_REQUIRED_FR,
           help_en=_REQUIRED_EN),
    Column("country", "Pays", "Country", Country(), {"address": "country_code"}, example="France",
           aliases=("code pays", "country code"), kept=True, public=True,
           help_fr=f"Nom du pays, en français ou en anglais, ou code à deux lettres. {_COUNTRY_FR}",
           help_en=f"Name of the country, in English or French, or two-letter code. {_COUNTRY_EN}"),
    Column("id", "ID de l'adresse", "Address id", Identifier(),
           aliases=("id adresse", "identifiant de l'adresse", "identifiant adresse"), kept=True, public=True,
           help_fr="ID de l'adresse dans Sellsy. Vide : recherche par son contenu, puis par son rôle.",
           help_en="The address's id in Sellsy. Empty: looked up by its content, then by its role."),
)
# fmt: on

_HEADERS = {
    "main": ("{}", "{}"),
    "invoicing": ("{} de facturation", "Invoicing {}"),
    "delivery": ("{} de livraison", "Delivery {}"),
}
_FORMS = {
    "main": ("{}", "{} principale"),
    "invoicing": ("{} de facturation", "{} facturation", "facturation {}", "invoicing {}", "billing {}"),
    "delivery": ("{} de livraison", "{} livraison", "livraison {}", "delivery {}", "shipping {}"),
}
"""Words of people for the columns of an address, beside those of the main one."""

_ENGLISH = frozenset({
    "address label", "address line 1", "address part 1", "address 1", "street", "address line 2", "address part 2",
    "address 2", "address line 3", "address 3", "address line 4", "address 4", "zip", "zip code", "postcode", "town",
    "country code", "invoicing {}", "billing {}", "delivery {}", "shipping {}",
})  # fmt: skip
"""Which of those words and forms are English."""


def address_columns(part: str) -> tuple[Column, ...]:
    """Return the nine columns of an address: main, invoicing or delivery."""
    return tuple(_of_part(column, part) for column in _MAIN)


def _of_part(column: Column, part: str) -> Column:
    fr, en = _HEADERS[part]
    plain, mixed = _names(column, part)
    return replace(
        column,
        attribute=f"{part}.{column.attribute}",
        fr=fr.format(column.fr),
        en=en.format(column.en if part == "main" else column.en.lower()),
        aliases=plain,
        mixed=mixed,
        example=column.example if part == "main" else "",
        hint=f"{part}.{column.hint}" if column.hint else None,
    )


def _names(column: Column, part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of a column of an address: those of one language, and those that mix two."""
    english = _ENGLISH | {column.en}
    names: dict[bool, list[str]] = {True: [], False: []}
    for form in _FORMS[part]:
        for word in (column.fr, column.en, *column.aliases):
            plain = form == "{}" or (form in english) is (word in english)
            names[plain].append(form.format(word.lower()))
    return tuple(names[True]), tuple(names[False])


def address_rules(part: str) -> tuple[Rule, ...]:
    """Return the rules of an address: a row that states any of it must state all that Sellsy requires.

    A row with the record's id may state only a part: Sellsy keeps the rest.
    """
    return tuple(
        Rule(
            f"address-lacks-{name.replace('_', '-')}",
            f"{part}.{name}",
            partial(_complete, part=part, name=name),
            about=tuple(f"{part}.{state}" for state in STATES),
            columnless=f"address-lacks-{name.replace('_', '-')}",
        )
        for name in REQUIRED
    )


def _complete(frame: Frame, *, part: str, name: str) -> "Mask[bool]":
    stated = any_filled(frame, (f"{part}.{state}" for state in STATES))
    return ~stated | filled(frame, f"{part}.{name}") | filled(frame, "id")


def country_alone(attributes: Collection[str]) -> bool:
    """Tell whether a file has only the country of an address, which makes no address."""
    return any(f"{part}.country" in attributes and not _has(part, attributes) for part in ADDRESSES)


def _has(part: str, attributes: Collection[str]) -> bool:
    return not _STATED[part].isdisjoint(attributes)


def drop_countries_alone(values: dict[str, JsonValue], attributes: Collection[str]) -> None:
    """Remove the country, name and id of each address of which a row states nothing else."""
    for part in _parts(attributes if isinstance(attributes, frozenset) else frozenset(attributes)):
        if not _has(part, values):
            for name in ("country", "name", "id"):
                values.pop(f"{part}.{name}", None)


def countries_alone(values: Mapping[str, JsonValue], attributes: frozenset[str]) -> dict[str, JsonValue]:
    """Return the country and id of each address of which a row states only a country."""
    alone: dict[str, JsonValue] = {}
    for part in _parts(attributes):
        if values.get(_COUNTRIES[part]) is not None and not _has(part, values):
            names = (_COUNTRIES[part], f"{part}.id")
            alone |= {name: values[name] for name in names if values.get(name) is not None}
    return alone


@cache
def _parts(attributes: frozenset[str]) -> tuple[str, ...]:
    """Return the addresses for which a file has a column."""
    return tuple(
        part for part in ADDRESSES if any(attribute.startswith(f"{part}.") for attribute in attributes)
    )


def lacks_country(values: Mapping[str, JsonValue]) -> bool:
    """Tell whether a row states an address without its country."""
    for part, country in _COUNTRIES.items():
        if (
            values.get(country) is None
            and _has(part, values)
            and any(values.get(name) is not None for name in _STATED[part])
        ):
            return True
    return False
