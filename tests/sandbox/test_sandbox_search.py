"""Every search filter of companies, individuals and contacts."""

import pytest

EVER = {"start": "2000-01-01T00:00:00+01:00", "end": "2099-01-01T00:00:00+01:00"}
LONG_AGO = {"end": "2000-01-01T00:00:00+01:00"}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"name": "menuiserie KERVADEC "}, ["Menuiserie Kervadec"]),
        ({"name": "Menuiserie"}, []),
        ({"name": "Etude Roussel & Fils"}, ["Étude Roussel & Fils"]),
        ({"email": "CONTACT3@example.com"}, ["Boulangerie du Vieux Port"]),
        ({"type": "supplier"}, ["Papeterie Courbet"]),
        ({"type": ["supplier"], "is_archived": False}, ["Papeterie Courbet"]),
        ({"is_archived": True}, []),
        ({"siret": "00000001800010"}, ["Menuiserie Kervadec"]),
        ({"id": [1001, 1008, 4]}, ["Menuiserie Kervadec", "Papeterie Courbet"]),
        ({"postal_code": ["29200", "13002"]}, ["Menuiserie Kervadec", "Boulangerie du Vieux Port"]),
        ({"country_code": "fr", "type": "supplier"}, ["Papeterie Courbet"]),
        ({"country_code": "BE"}, []),
        ({"reference": ["CLI-0001", "sup-0008"]}, ["Menuiserie Kervadec", "Papeterie Courbet"]),
        ({"contacts": [500_001]}, ["Menuiserie Kervadec"]),
        ({"created": {"end": "2024-01-31T00:00:00+01:00"}}, ["Menuiserie Kervadec"]),
        ({"created": EVER, "type": "supplier"}, ["Papeterie Courbet"]),
        ({"updated_at": LONG_AGO}, []),
    ],
)
def test_companies_are_found_by_each_filter(sellsy, filters, names):
    """Names, e-mails and references compare as MySQL does: whole, without case or accents."""
    assert sellsy.names("companies", **filters) == names


def test_companies_are_found_by_headcount(sellsy):
    """The filter gives bounds, the company holds a bracket."""
    sellsy.company("Petite", number_of_employees=2)
    sellsy.company("Grande", number_of_employees=7)
    assert sellsy.names("companies", number_of_employees={"min": 10}) == ["Grande"]
    assert sellsy.names("companies", number_of_employees={"min": 1, "max": 40}) == ["Petite"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"name": "FOURNIER"}, ["Fournier"]),
        ({"name": "hélène fournier"}, ["Fournier"]),
        ({"name": "Fournier Hélène"}, ["Fournier"]),
        ({"email": "particulier2@example.org"}, ["Da Silva"]),
        ({"type": ["prospect"]}, ["Da Silva"]),
        ({"reference": ["PAR-0001"]}, ["Fournier"]),
        ({"postal_code": ["31000"]}, ["Da Silva"]),
        ({"country_code": "FR"}, ["Fournier", "Da Silva"]),
        ({"id": [1009]}, ["Fournier"]),
        ({"is_archived": False, "created": EVER, "updated_at": EVER}, ["Fournier", "Da Silva"]),
    ],
)
def test_individuals_are_found_by_each_filter(sellsy, filters, names):
    """The name is the last name or the whole name."""
    assert sellsy.names("individuals", **filters) == names


def test_contacts_are_found_by_each_filter(sellsy):
    """Links, dates, phones and addresses all filter."""
    person = {"phone_number": "01 99 00 00 01", "mobile_number": "06 39 98 00 01", "birth_date": "1980-05-01"}
    made = sellsy.contact("Seul", email="seul@example.org", **person)["id"]
    address = {"name": "Chez lui", "address_line_1": "1", "postal_code": "1000", "city": "Bruxelles"}
    sellsy.make(f"/contacts/{made}/addresses", **address, country_code="BE")
    for filters in (
        {"last_name": "seul"},
        {"email": "SEUL@example.org"},
        {"phone_number": "01 99 00 00 01"},
        {"mobile_number": "06 39 98 00 01"},
        {"birth_date": {"start": "1980-05-01", "end": "1980-05-01"}},
        {"id": [made]},
        {"is_linked": False},
        {"country_code": "BE"},
        {"postal_code": ["1000"]},
        {"last_name": "Seul", "created": EVER, "updated": EVER},
    ):
        assert sellsy.names("contacts", **filters) == ["Seul"], filters
    assert sellsy.names("contacts", companies=[1001]) == ["Kervadec"]
    assert sellsy.names("contacts", individuals=[1009]) == []
    assert len(sellsy.names("contacts", is_linked=True)) == 4


@pytest.mark.parametrize(
    ("resource", "body", "field"),
    [
        ("companies", {}, "filters"),
        ("companies", {"filters": {}, "limit": 3}, "limit"),
        ("companies", {"filters": {"website": "x"}}, "filters.website"),
        ("companies", {"filters": {"siren": "000000018"}}, "filters.siren"),
        ("companies", {"filters": {"name": None}}, "filters.name"),
        ("companies", {"filters": {"favourite_filter": 3}}, "filters.favourite_filter"),
        ("companies", {"filters": {"reference": []}}, "filters.reference"),
        ("companies", {"filters": {"created": {"start": "2024-01-01"}}}, "filters.created.start"),
        ("individuals", {"filters": {"siret": "1"}}, "filters.siret"),
        ("contacts", {"filters": {"name": "x"}}, "filters.name"),
    ],
)
def test_a_filter_that_does_not_exist_or_fit_is_refused(sellsy, resource, body, field):
    """`filters` is compulsory and nothing unknown is let through."""
    answer = sellsy.post(f"/{resource}/search", json=body)
    assert answer.status_code == 400
    assert field in answer.json()["error"]["details"]
