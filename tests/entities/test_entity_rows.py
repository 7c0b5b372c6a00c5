"""What a row implies: its variant, its type, default countries, lists made of yes/no columns."""

import pytest

from etl.codecs import Options
from etl.entities import entity_named

CLIENT, SUPPLIER, CONTACT = map(entity_named, ("client", "supplier", "contact"))
BELGIUM = Options(country="BE")
CHANNELS = ["email", "sms", "phone", "postal_mail", "custom"]
LIST = "marketing_campaigns_subscriptions"


def _complete(values, attributes=None, entity=CLIENT):
    variant = entity.complete(values, BELGIUM, attributes if attributes is not None else set(values))
    return variant, values


def test_a_row_takes_the_type_of_its_entity_unless_it_has_its_own() -> None:
    """The row's own type wins over the entity the file is imported as."""
    assert _complete({"name": "A"}, entity=SUPPLIER)[1] == {"name": "A", "type": "supplier"}
    assert _complete({"name": "A", "type": "prospect"}, entity=SUPPLIER)[1]["type"] == "prospect"


def test_client_type_chooses_the_resource_and_is_no_field() -> None:
    """Company or individual names the API resource; it is not sent."""
    variant, values = _complete({"client_type": "individual", "last_name": "Lefèvre"})
    assert variant == "individual"
    assert "client_type" not in values


def test_an_individual_named_in_the_company_column_keeps_that_name() -> None:
    """The last name of an individual falls back to the name column, as in Sellsy's own exports."""
    _, values = _complete({"client_type": "individual", "name": "Lefèvre"})
    assert values == {"type": "client", "last_name": "Lefèvre"}


def test_both_names_of_an_individual_are_not_mixed() -> None:
    """With a last name, a company name is left where it is, to be reported as not applicable."""
    _, values = _complete({"client_type": "individual", "name": "Garnier SARL", "last_name": "Lefèvre"})
    assert [column.attribute for column in CLIENT.inapplicable(values, "individual")] == ["name"]


def test_a_file_says_what_its_rows_are_by_its_columns() -> None:
    """Without a client type, only a file of first and last names is one of individuals."""
    assert _complete({"last_name": "Lefèvre"}, {"last_name", "first_name"})[0] == "individual"
    assert _complete({"name": "A"}, {"name", "last_name", "first_name"})[0] == "company"
    assert _complete({"last_name": "Menuiserie"}, {"last_name", "siren"}) == (
        "company",
        {"name": "Menuiserie", "type": "client"},
    )


def test_columns_of_the_other_variant_are_listed() -> None:
    """A SIRET on an individual and a first name on a company do not apply; empty ones are no matter."""
    values = {"siret": "73282932000074", "siren": None, "first_name": "Hélène", "email": "a@example.com"}
    assert [column.attribute for column in CLIENT.inapplicable(values, "individual")] == ["siret"]
    assert [column.attribute for column in CLIENT.inapplicable(values, "company")] == ["first_name"]
    assert CONTACT.inapplicable(values, "contact") == []


@pytest.mark.parametrize("entity", [CLIENT, CONTACT], ids=lambda entity: entity.name)
def test_an_address_without_a_country_takes_none_before_its_record_is_known(entity) -> None:
    """No default is filled in when a row is read: whether the address is new is not known yet."""
    attributes = {"main.city", "invoicing.city", "invoicing.country"}
    values = {"last_name": "A", "main.city": "Liège", "invoicing.city": "Namur"}
    _complete(values, attributes, entity)
    assert "main.country" not in values
    assert "invoicing.country" not in values


def test_a_country_alone_is_no_address() -> None:
    """A country column kept for phones does not create an address."""
    _, values = _complete({"name": "A", "main.country": "FR", "main.name": "Siège"})
    assert values == {"name": "A", "type": "client"}


def test_a_new_record_is_subscribed_to_what_is_not_refused() -> None:
    """Saying no to one channel leaves the others, as Sellsy does by default."""
    fields = CLIENT.extra_fields({"marketing.sms": False, "marketing.email": True}, "company", None)
    assert fields == {LIST: ["email", "phone", "postal_mail", "custom"]}


def test_an_existing_record_keeps_the_channels_no_column_speaks_of() -> None:
    """Only the stated channels change; a cleared cell unsubscribes."""
    stored = {LIST: ["phone", "custom"]}
    fields = CONTACT.extra_fields({"marketing.sms": True, "marketing.custom": None}, "contact", stored)
    assert fields == {LIST: ["sms", "phone"]}


def test_rows_without_channels_send_no_list() -> None:
    """A file without campaign columns never touches subscriptions."""
    assert CLIENT.extra_fields({"name": "A"}, "company", {LIST: ["sms"]}) == {}


def test_an_export_derives_what_no_field_holds() -> None:
    """Ids, client types and channels are read back from a record."""
    document = {"id": 12, LIST: ["sms"]}
    assert CLIENT.derived("id", "company", document) == 12
    assert CLIENT.derived("client_type", "individual", document) == "individual"
    assert [CLIENT.derived(f"marketing.{channel}", "company", document) for channel in CHANNELS] == [
        channel == "sms" for channel in CHANNELS
    ]
    assert CLIENT.derived("marketing.sms", "company", {}) is None
    assert CONTACT.derived("email", "contact", document) is None


@pytest.mark.parametrize(
    ("entity", "attributes", "missing"),
    [
        (CLIENT, {"name"}, []),
        (CLIENT, {"last_name", "email"}, []),
        (CLIENT, {"siret", "phone_number"}, []),
        (CLIENT, {"phone_number", "main.city"}, ["name"]),
        (CONTACT, {"email"}, []),
        (CONTACT, {"first_name", "company_name"}, ["last_name"]),
    ],
)
def test_a_file_needs_a_name_or_a_key(entity, attributes, missing) -> None:
    """A file that neither names nor identifies its rows is stopped at its headers."""
    assert [column.attribute for column in entity.missing(attributes)] == missing


def test_a_row_can_be_created_with_the_name_of_its_variant() -> None:
    """Creating takes a company's name, an individual's or a contact's last name, and nothing more."""
    assert CLIENT.missing_to_create({"name": "A"}, "company") == []
    assert [c.attribute for c in CLIENT.missing_to_create({"name": "A"}, "individual")] == ["last_name"]
    assert [c.attribute for c in CONTACT.missing_to_create({"email": "a@example.com"}, "contact")] == [
        "last_name"
    ]


def test_what_is_taken_for_granted_is_said() -> None:
    """A file that says no client type is told what is assumed, and that a country alone makes no address."""
    assert dict(CLIENT.defaults({"name", "main.city"}, BELGIUM)) == {
        "note-no-client-type": {"variant": "company"},
    }
    assert list(CLIENT.defaults({"name", "client_type", "main.city", "main.country"}, BELGIUM)) == []
    assert dict(CLIENT.defaults({"name", "client_type", "main.country"}, BELGIUM)) == {
        "note-country-alone": {}
    }
    assert list(CONTACT.defaults({"last_name", "delivery.line_1"}, BELGIUM)) == []


def test_the_name_key_is_held_by_the_column_the_file_has() -> None:
    """Matching by name uses the company name, or the last name where there is none."""
    assert CLIENT.key_attribute("name", {"name", "last_name"}) == "name"
    assert CLIENT.key_attribute("name", {"last_name"}) == "last_name"
    assert CONTACT.key_attribute("name", {"last_name"}) == "last_name"
    assert CLIENT.carries("siret", {"siret"})
    assert not CONTACT.carries("name", {"email"})
