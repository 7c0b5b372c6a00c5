"""Exports of other products: a count is no id, a reference to nothing is empty, and rows are what they are."""

from pathlib import Path

import pytest
from calling import call

from etl import check_file, export
from etl.commands.data.mapping import propose_mapping
from etl.core.errors import DataError
from etl.core.observer import SilentObserver
from etl.entities import ENTITIES, entity_named
from etl.entities.base.column import says_id
from etl.mapping import read_mappings
from etl.mapping.column_names import nearest
from etl.source.opening import open_source
from etl.source.options import ReadOptions

EXPORTS = Path(__file__).parent / "exports"
COUNTS = [
    "Number of Employees",
    "NumberOfEmployees",
    "number_of_employees",
    "Nombre d'employés",
    "Effectif",
    "Employees",
]


def opened(path, mapping=None, entity=None):
    """Return how a file is read."""
    options = ReadOptions(mapping=read_mappings(mapping))
    return open_source(path, entity=entity, options=options, observer=SilentObserver())


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("header", COUNTS)
@pytest.mark.parametrize("way", ["plain", "proposed", "hubspot", "salesforce"])
def test_a_count_is_never_an_id(header, way, tmp_path):
    """How many people a company has fills no column by its name; the column is ignored and named."""
    name = "Account Name" if way == "salesforce" else "Company name"
    path = written(tmp_path / "a.csv", f"{name},{header},SIRET\nAlpha,3,73282932000074\nBêta,12,\n")
    mapping = way
    if way in ("plain", "proposed"):
        mapping = None
    if way == "proposed":
        proposed = call(
            propose_mapping, path, output=(mapping := tmp_path / "m.yaml"), entity="client"
        ).proposal
        assert [column.column for column in proposed.columns if column.header == header and column.sure] == []
    source = opened(path, mapping, "client")
    assert "number_of_employees" not in source.headers.attributes
    if way != "proposed":
        assert header in [column.header for column in source.headers.ignored]
    assert nearest(entity_named("client"), header) is None


@pytest.mark.parametrize("header", ["ID effectif", "Number of employees id", "number_of_employees_id"])
def test_the_column_of_the_id_is_still_one(demo, header):
    """Under a header that says id, or where somebody maps it, the number is Sellsy's id of the headcount."""
    demo.load(f"Nom société;{header}\nAlpha;3\n")
    demo.load("Nom société;Effectif\nBêta;4\n", mapping={"Effectif": "ID effectif"})
    demo.load("Nom société;Effectif\nGamma;5\n", mapping={"Effectif": "number_of_employees"})
    companies = {company["name"]: company["number_of_employees"] for company in demo.companies()}
    assert {name: companies[name]["id"] for name in ("Alpha", "Bêta", "Gamma")} == {
        "Alpha": 3,
        "Bêta": 4,
        "Gamma": 5,
    }


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_name_of_an_id_says_so(entity):
    """No header or alias of a column of ids could be that of a count, a name or a text."""
    named = {attribute: name for name, attribute in entity.header_index().items()}
    ids = [column for column in entity.columns if column.holds_id]
    assert ids
    assert [
        name
        for name, attribute in entity.header_index().items()
        if entity.column(attribute) in ids and not says_id(name)
    ] == []
    assert named


def test_a_raw_export_is_read_back(demo, tmp_path):
    """Raw headers name ids as ids; a raw export that is imported writes nothing."""
    demo.load("Nom société;ID effectif;ID secteur d'activité\nAlpha;3;2\n")
    path = tmp_path / "raw.csv"
    export("client", str(path), settings=demo.settings, raw=True)
    assert {"number_of_employees_id", "business_segment_id"} <= set(
        path.read_text("utf-8-sig").split("\n")[0].replace('"', "").strip().split(";")
    )
    source = opened(path, entity="client")
    assert {"number_of_employees", "business_segment"} <= source.headers.attributes


@pytest.mark.parametrize("header", ["LEID", "Guid", "Code", "Numéro"])
def test_what_only_resembles_an_id_is_not_proposed_as_one(header, tmp_path):
    """Numbers under a header that does not say id are proposed for no id of Sellsy."""
    path = written(tmp_path / "a.csv", f"Nom;E-mail;{header}\nA;a@example.com;1\nB;b@example.com;2\n")
    proposal = call(propose_mapping, path, output=tmp_path / "m.yaml", entity="contact").proposal
    assert [column.header for column in proposal.columns if column.sure and column.column.holds_id] == []


NULLS = ["000000000000000AAA", "000000000000000", "00000000-0000-0000-0000-000000000000"]


@pytest.mark.parametrize("null", NULLS)
def test_a_reference_to_nothing_is_empty(account, null):
    """Salesforce's null id, in both lengths, and the empty GUID link nothing and are no record's own id."""
    account.load("Nom société;ID d'origine\nAlpha;0015g00000A0001QAA\n")
    text = f"Nom;E-mail;ID d'origine;ID d'origine société\nA;a@example.com;1;{null}\nB;b@example.com;{null};0015g00000A0001QAA\nC;c@example.com;{null};\n"
    result = account.load(text, entity="contact")
    assert result.counts["created"] == 3, result.problems
    linked = account.api("GET", f"/companies/{account.company()['id']}/contacts")["data"]
    assert [person["last_name"] for person in linked] == ["B"]


@pytest.mark.parametrize("kept", ["000000000000001AAA", "0015g00000A0001QAA", "0", "00000"])
def test_other_ids_that_begin_with_zeros_are_kept(account, kept):
    """Only a reference to nothing is empty: ids with zeros are ids."""
    account.load(f"Nom société;ID d'origine\nAlpha;{kept}\n")
    text = f"Nom;E-mail;ID d'origine société\nA;a@example.com;{kept}\n"
    assert account.load(text, entity="contact").counts["created"] == 1
    assert len(account.api("GET", f"/companies/{account.company()['id']}/contacts")["data"]) == 1


def test_the_first_id_that_refers_to_something_is_taken(account):
    """Of several columns of ids a join takes the first that is one."""
    account.load("Nom société;ID d'origine\nAlpha;7\n")
    mapping = {
        "columns": {"Nom": "last_name"},
        "joins": {"company_legacy_id": {"from": ["A", "B"], "first": True}},
    }
    assert (
        account.load("Nom;A;B\nX;000000000000000AAA;7\n", entity="contact", mapping=mapping).counts["created"]
        == 1
    )
    assert len(account.api("GET", f"/companies/{account.company()['id']}/contacts")["data"]) == 1


RECOGNISED = [
    ("salesforce_Task_dataexport", "salesforce", "task"),
    ("salesforce_Task_dataexport", None, "task"),
    ("salesforce_Event_dataexport", "salesforce", "event"),
    ("salesforce_Event_dataexport", None, "event"),
    ("sellsy_contacts_fr", "sellsy", "contact"),
    ("sellsy_contacts_fr", None, "contact"),
    ("sellsy_societes_contacts_fr", "sellsy", "client"),
    ("sellsy_societes_contacts_fr", None, "client"),
    ("salesforce_Account_dataexport", "salesforce", "client"),
    ("salesforce_Contact_dataexport", "salesforce", "contact"),
    ("salesforce_Lead_dataexport", "salesforce", "prospect"),
    ("hubspot_contacts_en", "hubspot", "contact"),
    ("hubspot_companies_en", "hubspot", "client"),
    ("zoho_contacts_en", "zoho", "contact"),
]


@pytest.mark.parametrize(("name", "mapping", "entity"), RECOGNISED)
def test_rows_are_what_their_headers_say(name, mapping, entity):
    """Tasks, events and contacts of other products are not taken for clients, with their mapping and without."""
    assert opened(EXPORTS / f"{name}.csv", mapping).entity.name == entity


def test_a_task_of_salesforce_takes_no_id_of_its_account(tmp_path):
    """Its own id is its own, the account's is what it is linked to, and a link to nothing is none."""
    source = opened(EXPORTS / "salesforce_Task_dataexport.csv", "salesforce")
    by_attribute = {origin.attribute: origin.header for origin in source.headers.origins}
    assert by_attribute["legacy_id"] == "Id"
    assert by_attribute["third_legacy_id"] == "AccountId + WhatId + WhoId"
    result = check_file(source.path, mapping="salesforce", report=tmp_path / "r.csv")
    assert (result.valid, result.rejected) == (2, 0)


OTHERS = {
    "case": "Id,CaseNumber,ContactId,AccountId,Type,Status,Origin,Subject,Priority,Description,OwnerId,CreatedDate\n"
    '5005g1,00001,0035g1,0015g1,Problem,New,Web,Panne,High,Texte,0055g1,"2024-02-04 06:38:22"\n',
    "note": "Id,ParentId,Title,IsPrivate,Body,OwnerId,Description,CreatedDate,Type\n0025g1,0015g1,Note,0,Texte,0055g1,,2024-02-04 06:38:22,\n",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_object_of_salesforce_is_not_taken_for_a_client(kind, tmp_path):
    """A file that could create nothing of what the mapping is for is refused, and --entity is asked for."""
    path = written(tmp_path / "a.csv", OTHERS[kind])
    with pytest.raises(DataError) as wrong:
        opened(path, "salesforce")
    assert wrong.value.code == "mapping-unlike"


def test_tickets_of_hubspot_are_nothing_that_can_be_imported(tmp_path):
    """With the mapping and without, a file of tickets is refused before anything is read of it."""
    for mapping in (None, "hubspot"):
        with pytest.raises(DataError):
            opened(EXPORTS / "hubspot_tickets_en.csv", mapping)


def test_a_client_file_with_persons_stays_one(tmp_path):
    """Persons beside their companies make no list of contacts, even with ids of their own."""
    for head in (
        "Nom société;E-mail;Nom contact;Prénom contact;E-mail contact;Téléphone contact",
        "ID Sellsy;Nom société;Téléphone;Adresse;Code postal;Ville;SIRET;ID contact;Nom contact;Prénom contact;E-mail contact",
    ):
        path = written(tmp_path / "a.csv", head + "\n" + ";".join("x" for _ in head.split(";")) + "\n")
        assert opened(path).entity.name == "client"


def test_an_update_by_a_few_known_columns_needs_no_name(tmp_path):
    """A file that only updates what was imported before is known by its headers alone."""
    path = written(tmp_path / "a.csv", "Organization - ID,Organization - Website\n1,https://a.example\n")
    assert opened(path, "pipedrive").entity.name == "client"


SELLSY_CONTACTS = (
    "CONTACT ID;PRENOM CONTACT;NOM CONTACT;FONCTION CONTACT;EMAIL CONTACT;TELEPHONE CONTACT;MOBILE CONTACT"
)


@pytest.mark.parametrize(
    "head",
    [
        f"{SELLSY_CONTACTS};ID SOCIETE SELLSY;NOM SOCIETE",
        f"{SELLSY_CONTACTS};ID SOCIETE SELLSY;TYPE SOCIETE;NOM SOCIETE;EMAIL SOCIETE;TELEPHONE SOCIETE",
        f"ID SOCIETE SELLSY;NOM SOCIETE;{SELLSY_CONTACTS}",
        SELLSY_CONTACTS,
    ],
)
def test_a_list_of_contacts_is_one_whatever_names_their_companies(head, tmp_path):
    """Persons with ids of their own, beside companies of whom next to nothing is said, are contacts."""
    path = written(tmp_path / "a.csv", head + "\n" + ";".join("7" for _ in head.split(";")) + "\n")
    assert opened(path).entity.name == "contact"
    assert opened(path, "sellsy").entity.name == "contact"
