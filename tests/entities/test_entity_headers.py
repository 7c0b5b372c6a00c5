"""Headers: Sellsy's own exports are understood as they are, and no header has two meanings."""

import pytest

from etl.codecs import fold
from etl.entities import ENTITIES, PARTS, Entity, entity_named

EXPORT = {
    "ID SOCIETE SELLSY": "id",
    "TYPE SOCIETE": "type",
    "NOM SOCIETE": "name",
    "SIRET SOCIETE": "siret",
    "EMAIL SOCIETE": "email",
    "TELEPHONE SOCIETE": "phone_number",
    "ADRESSE PARTIE 1": "main.line_1",
    "ADRESSE PARTIE 2": "main.line_2",
    "ADRESSE PARTIE 3": "main.line_3",
    "ADRESSE PARTIE 4": "main.line_4",
    "CODE POSTAL": "main.postal_code",
    "VILLE": "main.city",
    "CODE PAYS": "main.country",
    "CONTACT ID": "contact.id",
    "CIVILITE CONTACT": "contact.civility",
    "PRENOM CONTACT": "contact.first_name",
    "NOM CONTACT": "contact.last_name",
    "FONCTION CONTACT": "contact.position",
    "EMAIL CONTACT": "contact.email",
    "TELEPHONE CONTACT": "contact.phone_number",
    "MOBILE CONTACT": "contact.mobile_number",
    "CONTACT NOTE": "contact.note",
    "CONTACT PRINCIPAL": "contact.is_main",
    "DATE DE CREATION": "created",
}
COMPLETE_EXPORT = {
    "nom adresse": "main.name",
    "fax": "fax_number",
    "web": "website",
    "anniversaire": "contact.birth_date",
    "twitter": "social.twitter",
    "linkedin": "social.linkedin",
    "facebook": "social.facebook",
    "viadeo": "social.viadeo",
    "smart tags": "tags",
    "inscrit campagnes email": "marketing.email",
    "inscrit campagnes SMS": "marketing.sms",
    "contact de facturation": "contact.is_invoicing",
    "contact de relance": "contact.is_dunning",
}
PROSPECT_LIST = {
    "id sellsy": "id",
    "Nom": "last_name",
    "N° SIREN": "siren",
    "APE/NAF": "ape_naf_code",
    "Propriétaire": "owner",
    "Email": "email",
    "Téléphone": "phone_number",
    "Mobile": "mobile_number",
    "ADRESSE PARTIE 1": "main.line_1",
    "CODE POSTAL": "main.postal_code",
    "VILLE": "main.city",
    "CODE PAYS": "main.country",
    "Date de création": "created",
}
NOTHING_TO_IMPORT = ("DATE DE DERNIERE MODIFICATION", "état", "ID adresse Sellsy")

THIRDS = [entity for entity in ENTITIES if entity.family == "third"]


@pytest.mark.parametrize("entity", THIRDS, ids=lambda entity: entity.name)
@pytest.mark.parametrize(
    "headers", [EXPORT, COMPLETE_EXPORT, PROSPECT_LIST], ids=["export", "all", "prospects"]
)
def test_headers_of_real_exports_map_without_configuration(
    entity: type[Entity], headers: dict[str, str]
) -> None:
    """Every header of Sellsy's exports of companies means the column it fills."""
    index = entity.header_index()
    assert {header: index.get(fold(header)) for header in headers} == headers


@pytest.mark.parametrize("entity", THIRDS, ids=lambda entity: entity.name)
@pytest.mark.parametrize("header", NOTHING_TO_IMPORT)
def test_headers_without_anything_to_import_are_known(entity: type[Entity], header: str) -> None:
    """Columns that Sellsy adds to its exports are passed over without a word."""
    assert entity.is_ignored(header)
    assert fold(header) not in entity.header_index()


def test_other_headers_are_not_ignored_silently() -> None:
    """A column nobody knows is not among those passed over."""
    assert not entity_named("client").is_ignored("Chiffre d'affaires")


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_no_header_has_two_meanings(entity: type[Entity]) -> None:
    """Headers, aliases and attributes of different columns never fold to the same words."""
    seen: dict[str, str] = {}
    for column in entity.columns:
        for name in {fold(alias) for alias in (column.fr, column.en, column.attribute, *column.aliases)}:
            assert seen.setdefault(name, column.attribute) == column.attribute, name


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_column_speaks_both_languages(entity: type[Entity]) -> None:
    """Each column has a header and a help in French and in English."""
    for column in entity.columns:
        assert column.header("fr")
        assert column.header("en")
        assert column.help("fr"), column.attribute
        assert column.help("en"), column.attribute


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_attributes_are_unique_and_their_hints_exist(entity: type[Entity]) -> None:
    """An attribute names one column, and a hint names a column of the same entity that yields countries."""
    attributes = [column.attribute for column in entity.columns]
    assert len(attributes) == len(set(attributes))
    for column in entity.columns:
        if column.hint:
            assert entity.column(column.hint).codec.kind == "country"


def test_a_contact_file_knows_the_company_it_links_to() -> None:
    """The company columns of an export name the company of a contact, not the contact."""
    index = entity_named("contact").header_index()
    wanted = {
        "ID SOCIETE SELLSY": "company_id",
        "NOM SOCIETE": "company_name",
        "SIRET SOCIETE": "company_siret",
        "EMAIL SOCIETE": "company_email",
        "CONTACT ID": "id",
        "NOM CONTACT": "last_name",
        "EMAIL CONTACT": "email",
        "CONTACT PRINCIPAL": "is_main",
        "Contact de relance": "is_dunning",
    }
    assert {header: index.get(fold(header)) for header in wanted} == wanted


def test_spelling_of_a_header_does_not_matter() -> None:
    """Case, accents, apostrophes and spaces of headers are indifferent."""
    index = entity_named("client").header_index()
    assert index[fold("  forme  JURIDIQUE")] == index[fold("Forme juridique")] == "legal_form"
    assert index[fold("COMPLEMENT D’ADRESSE")] == "main.line_2"


def test_addresses_are_told_apart() -> None:
    """A city of invoicing is not the city of the main address."""
    index = entity_named("client").header_index()
    assert index[fold("Ville")] == "main.city"
    assert index[fold("Ville de facturation")] == index[fold("Facturation ville")] == "invoicing.city"
    assert index[fold("Shipping city")] == index[fold("Ville livraison")] == "delivery.city"


def test_a_part_is_known_by_its_prefix() -> None:
    """Only addresses and the contact person are parts; a social link belongs to the record itself."""
    client = entity_named("client")
    assert {column.part for column in client.columns} == {"", *PARTS}
    assert client.column("social.twitter").part == ""
    assert client.column("contact.email").part == "contact"


OFFICE = {
    "client": {
        "Code client": "reference",
        "Raison sociale": "name",
        "Forme": "legal_form",
        "Commercial": "owner",
        "Observations": "note",
    },
    "opportunity": {
        "Nom": "name",
        "Date de fermeture prévue": "due_date",
        "Date de signature prévue": "due_date",
        "Commercial": "owner",
        "Observations": "note",
    },
}


@pytest.mark.parametrize("name", OFFICE)
def test_headers_that_an_office_writes_are_known(name: str) -> None:
    """The short headers of a company's own workbook mean the columns that they name."""
    index = entity_named(name).header_index()
    assert {header: index.get(fold(header)) for header in OFFICE[name]} == OFFICE[name]
