"""Anonymising by allow-list: whatever an answer of the contract holds, only what is declared comes through."""

import json
from datetime import date
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.fr import siren, siret, tva

from etl.commands.account.anonymise import Anonymiser, Fiction
from etl.entities import ENTITIES
from etl.entities.base.entity import public_paths
from etl.entities.base.resource import ADDRESS_PUBLIC, RESOURCES

CONTRACT = json.loads(
    (resources.files("etl.sandbox") / "contract" / "openapi-v2.json").read_text(encoding="utf-8")
)
READ = {
    "company": "/companies/{id}",
    "individual": "/individuals/{id}",
    "contact": "/contacts/{id}",
    "opportunity": "/opportunities/{id}",
    "event": "/calendar-events/{id}",
    "task": "/tasks/{id}",
    "comment": "/comments/{id}",
    "address": "/companies/{companyId}/addresses/{id}",
}
DECLARED = {
    "company": "accounting_code_id accounting_purchase_code_id business_segment business_segment.id business_segment.label "
    "created delivery_address_id dunning_contact_id id invoicing_address_id invoicing_contact_id is_archived "
    "legal_france.ape_naf_code main_contact_id marketing_campaigns_subscriptions number_of_employees "
    "number_of_employees.id number_of_employees.label owner.id owner.type owner_id rate_category_id type updated updated_at"
    " rgpd_consent.custom rgpd_consent.email rgpd_consent.phone rgpd_consent.postal_mail rgpd_consent.sms",
    "individual": "accounting_code_id accounting_purchase_code_id civility created delivery_address_id dunning_contact_id id "
    "invoicing_address_id invoicing_contact_id is_archived main_contact_id marketing_campaigns_subscriptions owner.id "
    "owner.type owner_id rate_category_id sync.mailchimp sync.mailjet sync.simplemail type updated updated_at"
    " rgpd_consent.custom rgpd_consent.email rgpd_consent.phone rgpd_consent.postal_mail rgpd_consent.sms",
    "contact": "civility created delivery_address_id id invoicing_address_id is_archived marketing_campaigns_subscriptions "
    "owner.id owner.type owner_id sync.mailchimp sync.mailjet sync.simplemail updated updated_at"
    " rgpd_consent.custom rgpd_consent.email rgpd_consent.phone rgpd_consent.postal_mail rgpd_consent.sms",
    "opportunity": "amount amount.currency amount.value assigned_staff_ids company_id contact_id contact_ids created due_date "
    "id individual_id main_doc_id owner.id owner.type owner_id pipeline pipeline.id pipeline.name probability related.id "
    "related.type source source.id source.name status step step.id step.name updated updated_at updated_status",
    "event": "all_day company_id contact_id created datetime_end datetime_start id individual_id is_private label.color "
    "label.id label.is_active label.name label.rank label_id owner.id owner.type participants.id "
    "participants.type priority related.id related.type updated updated_at",
    "task": "assigned_staff_ids company_id contact_id created due_date id individual_id is_private label.color label.id "
    "label.is_active label.name label.rank label_id owner.id owner.type owner_id priority related.id related.type "
    "reminders.delay reminders.medium reminders.send_at status updated updated_at",
    "comment": "company_id contact_id created id individual_id owner.id owner.type parent_id related.id related.type "
    "timetracking.duration timetracking.service updated updated_at",
    "address": "country country_code id is_delivery_address is_invoicing_address",
}
"""What an anonymous copy keeps: read this list again whenever it changes."""


def public_of(variant):
    """Return what is declared public of a variant, by the first entity that has it."""
    if variant == "address":
        return ADDRESS_PUBLIC
    return public_paths(next(entity for entity in ENTITIES if variant in entity.variants), variant)


def resolved(schema):
    """Return a schema without its reference."""
    while "$ref" in schema:
        part = CONTRACT
        for key in schema["$ref"][2:].split("/"):
            part = part[key]
        schema = part
    return schema


def answers(schema, depth=0):
    """Return a strategy of whole answers: every key of the contract, and keys that it does not know."""
    schema = resolved(schema)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            parts = [answers(child, depth) for child in schema[key]]
            if key != "allOf":
                return st.one_of(parts)
            return st.tuples(*parts).map(
                lambda drawn: {k: v for item in drawn if isinstance(item, dict) for k, v in item.items()}
            )
    if schema.get("type") == "array" or "items" in schema:
        return st.lists(answers(schema.get("items", {}), depth + 1), min_size=1, max_size=2)
    if "properties" in schema and depth < 4:
        known = {
            name: LEAVES if name == "_embed" else answers(value, depth + 1)
            for name, value in schema["properties"].items()
        }
        unknown = dict.fromkeys(("nickname", "iban", "x_internal"), LEAVES)
        return st.fixed_dictionaries(known | unknown)
    return LEAVES


SECRETS = st.integers(10**6, 10**7).map(lambda number: f"Zorglub {number}")
LEAVES = st.one_of(
    SECRETS,
    st.integers(10**9, 10**10),
    st.floats(10**9, 10**10, allow_nan=False),
    SECRETS.map(lambda text: {"deep": {"iban": text, "list": [text]}}),
)


def leaves(value, path=""):
    """Yield (dotted path, leaf) of a document; items of a list have the path of the list."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path)
    else:
        yield path, value


@pytest.mark.parametrize("variant", READ)
def test_what_is_kept_is_what_is_declared(variant):
    """The paths that an anonymous copy keeps are those somebody read and found fit."""
    assert sorted(public_of(variant)) == sorted(DECLARED[variant].split())


@pytest.mark.many
@pytest.mark.parametrize("variant", READ)
@settings(max_examples=20)
@given(data=st.data())
def test_only_declared_values_of_an_answer_come_through(variant, data):
    """Texts, numbers and groups under any key, known to the contract or not, are replaced unless declared public."""
    schema = CONTRACT["paths"][READ[variant]]["get"]["responses"]["200"]
    schema = resolved(schema)["content"]["application/json"]["schema"]
    document = data.draw(answers(schema))
    public = public_of(variant)
    shown = Anonymiser(Fiction(b"k")).record(document, public)
    secrets = {value for path, value in leaves(document) if path not in public}
    kept = {(path, value) for path, value in leaves(shown) if value in secrets and path not in public}
    assert kept == set()
    assert "orglub" not in json.dumps([value for path, value in leaves(shown) if path not in public])


def test_every_variant_declares_what_is_public():
    """No variant is without its list: a new one must declare its own."""
    assert set(RESOURCES) | {"address"} == set(READ)
    assert all(resource.public for resource in RESOURCES.values())


def test_an_outsider_among_the_guests_is_no_id():
    """The id of a guest is kept where it is a number; an e-mail in its place is not."""
    guests = {"participants": [{"type": "staff", "id": 7}, {"type": "external", "id": "jean@dupont.example"}]}
    shown = Anonymiser(Fiction(b"k")).record(guests, public_of("event"))["participants"]
    assert shown[0] == {"type": "staff", "id": 7}
    assert (shown[1]["type"], shown[1]["id"].endswith("@example.com")) == ("external", True)


def test_values_of_custom_fields_are_replaced():
    """Texts, numbers, days, amounts and yes/no are replaced; ids of options, records and units are kept."""
    fake = Anonymiser(Fiction(b"k"))
    assert "FR76" not in fake.custom("FR76 3000 1007 9412 3456 7890 185")
    assert fake.custom("52000.50") != "52000.50"
    assert fake.custom("52000.50").isdecimal()
    assert fake.custom("1984-07-21") == "1984-01-01"
    assert date.fromisoformat(fake.custom("1984-07-21"))
    money = fake.custom({"amount": "52000", "currency": "EUR"})
    assert (money["currency"], money["amount"] != "52000") == ("EUR", True)
    assert fake.custom(value=True) is False
    assert fake.custom([12, 13]) == [12, 13]
    assert fake.custom([{"type": "company", "id": 5}]) == [{"type": "company", "id": 5}]


def test_the_same_becomes_the_same():
    """Duplicates stay duplicates, keys stay valid, a SIRET keeps the SIREN of its company, empty stays empty."""
    anonymiser = Anonymiser(Fiction(b"k"))
    fiction = anonymiser.fiction
    assert fiction.email("A@b.fr") == fiction.email(" a@B.fr ")
    assert fiction.email("a@b.fr") != fiction.email("c@b.fr")
    assert fiction.email("a@b.fr") != Fiction(b"other").email("a@b.fr")
    assert anonymiser.tag("VIP") == anonymiser.tag("vip")
    fake = fiction.siret("73282932000074")
    assert siret.is_valid(fake)
    assert siren.is_valid(fake[:9])
    assert fake[:9] == fiction.siren("732829320")
    assert tva.is_valid(fiction.vat("FR44732829320"))
    record = {
        "id": 7,
        "name": "Garnier",
        "note": "",
        "email": None,
        "legal_france": {"siret": "73282932000074"},
    }
    shown = anonymiser.record(record, public_of("company"))
    assert (shown["id"], shown["note"], shown["email"]) == (7, "", None)
    assert shown["legal_france"] == {"siret": fake}
    address = anonymiser.record(
        {"name": "Chez Garnier", "city": "Quimper", "postal_code": "29000"}, ADDRESS_PUBLIC
    )
    assert "Garnier" not in address["name"]
    assert address["postal_code"] == "29000"
