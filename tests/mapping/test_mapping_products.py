"""Files in the shape of the products' real exports: read whole by the ready mappings, and linked to each other."""

import re
from pathlib import Path

import pytest
from calling import call

from etl import check_file
from etl.commands.data.mapping import propose_mapping
from etl.mapping import ready_mapping, ready_names

CASES = Path(__file__).parent.parent / "cases"
EXPORTS = CASES / "exports"
PRODUCTS = {"google": "google-contacts"}

# file: (entity, valid rows, headers without a home, problems and what was left out)
READ = {
    "hubspot_companies_en": ("client", 2, ("Last Activity Date|Industry|State/Region|Lifecycle Stage|Number of Employees|"
     "Annual Revenue|Twitter Handle|Associated Contact|Associated Contact IDs|Associated Note"), {(3, "cell-left-out")}),
    "hubspot_contacts_en": ("contact", 2, "Lead Status|Lifecycle Stage|Marketing contact status", {(2, "address-left-out")}),
    "hubspot_deals_en": ("opportunity", 2, "Last Activity Date|Deal Type", set()),
    "hubspot_entreprises_fr": ("client", 2, "Secteur d'activité|Associated Contact IDs", {(3, "address-left-out")}),
    "hubspot_contacts_fr": ("contact", 2, "Statut du lead", set()),
    "hubspot_transactions_fr": ("opportunity", 2, "", set()),
    "salesforce_Account_dataexport": ("client", 2, ("MasterRecordId|ParentId|BillingState|BillingLatitude|"
     "BillingLongitude|BillingGeocodeAccuracy|ShippingState|Sic|Industry|AnnualRevenue|NumberOfEmployees|Rating|Site|"
     "OwnerId|CreatedById|LastModifiedDate|SystemModstamp"), {(4, "cell-left-out")}),
    "salesforce_Contact_dataexport": ("contact", 2, ("MasterRecordId|MailingState|HomePhone|Department|"
     "LeadSource|OwnerId"), {(3, "cell-left-out")}),
    "salesforce_Lead_dataexport": ("prospect", 2, "State|LeadSource|Status|Industry|OwnerId|IsConverted", set()),
    "salesforce_Opportunity_dataexport": ("opportunity", 2, ("ExpectedRevenue|Type|NextStep|ForecastCategory|"
     "OwnerId|FiscalYear"), set()),
    "salesforce_Task_dataexport": ("task", 2, "OwnerId|IsClosed|CreatedDate", set()),
    "salesforce_Event_dataexport": ("event", 2, "Location|ActivityDateTime|ActivityDate|DurationInMinutes|OwnerId|CreatedDate", set()),
    "salesforce_accounts_report_en": ("client", 2, "Account Site|Billing State/Province|Last Activity", {(3, "cell-left-out")}),
    "salesforce_contacts_report_en": ("contact", 2, "", {(2, "cell-left-out")}),
    "salesforce_opportunities_report_en": ("opportunity", 2, "Fiscal Period|Age|Next Step|Type", set()),
    "salesforce_comptes_rapport_fr": ("client", 2, "", set()),
    "salesforce_opportunites_rapport_fr": ("opportunity", 2, "", set()),
    "pipedrive_organizations_en": ("client", 2, "Organization - Number of employees", set()),
    "pipedrive_people_en": ("contact", 2, "", set()),
    "pipedrive_people_nameonly_en": ("contact", 2, "", {(2, "cell-first-kept")}),
    "pipedrive_deals_en": ("opportunity", 2, "Deal - Weighted value|Deal - Update time|Deal - Won time|Deal - Lost reason", set()),
    "pipedrive_deals_template_en": ("opportunity", 2, "", set()),
    "pipedrive_activities_en": ("task", 2, "Activity - Duration|Activity - Priority", set()),
    "pipedrive_organisations_fr": ("client", 2, "", set()),
    "pipedrive_personnes_fr": ("contact", 2, "", set()),
    "pipedrive_affaires_fr": ("opportunity", 2, "Affaire - Date de gain|Affaire - Raison de la perte", set()),
    "zoho_accounts_en": ("client", 2, ("Account Owner.id|Rating|Account Site|Parent Account.id|Parent Account|Industry|"
     "Employees|Created By.id|Created By|Modified Time|Billing State|Last Activity Time|Locked"), set()),
    "zoho_accounts_newaddress_en": ("client", 2, "Account Owner.id|Billing Address - State / Province", set()),
    "zoho_contacts_en": ("contact", 2, "Contact Owner.id|Lead Source|Secondary Email|Department|Home Phone|Mailing State",
     {(3, "cell-left-out")}),
    "zoho_deals_en": ("opportunity", 2, "Deal Owner.id|Type|Expected Revenue|Next Step", set()),
    "zoho_leads_en": ("prospect", 1, "Lead Owner.id|Lead Source|Lead Status|State|Converted", {(3, "name-missing")}),
    "odoo_partner_companies_en": ("client", 2, "State|Customer Rank", set()),
    "odoo_partner_importcompat": ("client", 2, "", set()),
    "odoo_partner_people_en": ("contact", 2, "Address Type", set()),
    "odoo_partner_societes_fr": ("client", 2, "", set()),
    "odoo_leads_en": ("opportunity", 2, "Sales Team|Lost Reason", set()),
    "odoo_leads_fr": ("opportunity", 2, "", set()),
    "google_contacts_2024": ("contact", 2, ("Phonetic First Name|Phonetic Middle Name|Phonetic Last Name|Event 1 - Label|"
     "Event 1 - Value"), {(2, "cell-first-kept"), (5, "cell-first-kept"), (5, "cell-left-out"), (6, "last-name-missing")}),
}  # fmt: skip
HARMLESS = {"url-scheme-added", "date-time-dropped", "percent-from-fraction", "text-line-joined"}


@pytest.mark.parametrize("name", READ)
def test_an_export_is_read_whole(name, tmp_path):
    """The mapping tells what the rows are, fills every column that has a home, and refuses only rows that are wrong."""
    entity, valid, homeless, words = READ[name]
    product = name.partition("_")[0]
    result = check_file(
        EXPORTS / f"{name}.csv", mapping=PRODUCTS.get(product, product), report=tmp_path / "r.xlsx"
    )
    told = {
        (problem.row, problem.code)
        for problem in (*result.problems, *result.warnings)
        if problem.code not in HARMLESS
    }
    assert (result.entity, result.valid, told) == (entity, valid, words)
    assert [column.header for column in result.ignored] == [part for part in homeless.split("|") if part]


@pytest.mark.parametrize(
    ("name", "product"),
    [("hubspot_entreprises_fr", "hubspot"), ("salesforce_comptes_rapport_fr", "salesforce"),
     ("pipedrive_organisations_fr", "pipedrive"), ("odoo_leads_fr", "odoo")],
)  # fmt: skip
def test_the_ready_mapping_of_a_french_export_is_named(name, product, tmp_path):
    """`map` says which ready mapping a French export fits."""
    entity = READ[name][0]
    assert call(
        propose_mapping, EXPORTS / f"{name}.csv", output=tmp_path / "m.yaml", entity=entity
    ).ready == (product,)


@pytest.mark.parametrize(
    "headers",
    [
        "Nom société;Rue;Code postal;Ville;Pays;Téléphone;Site web;Référence",
        "Nom;Prénom;E-mail;Code postal;Ville;Téléphone",
    ],
)
def test_headers_that_any_file_may_have_tell_no_product(headers, tmp_path):
    """A plain French file is not said to be the export of a product, though its mapping knows every header."""
    path = tmp_path / "plain.csv"
    path.write_text(f"{headers}\nAlpha{';' * headers.count(';')}\n", encoding="utf-8")
    entity = "client" if "société" in headers else "contact"
    assert call(propose_mapping, path, output=tmp_path / "m.yaml", entity=entity).ready == ()


def test_the_products_that_the_readme_names_are_those_with_a_mapping():
    """README's lists, in both languages, name every ready mapping and no other; so do the comments of their kinds."""
    readme = (CASES.parent.parent / "README.md").read_text(encoding="utf-8")
    french = readme.partition("en ont une toute")[0].rpartition("les exports de ")[2]
    english = readme.partition("the name of a product\n(")[2].partition(")")[0]
    named = {part.strip().lower().replace(" ", "-") for part in french.replace(" et ", ", ").split(",")}
    assert named == set(ready_names())
    assert {part.strip("` \n") for part in english.split(",")} == set(ready_names())


def test_the_table_of_the_readme_says_what_each_mapping_reads():
    """Its kinds of rows are those of the mapping's documents, and French is claimed where a French export is tried here."""
    readme = (CASES.parent.parent / "README.md").read_text(encoding="utf-8")
    lines = readme.partition("| mapping | rows | headers |")[2].partition("\n\n")[0].splitlines()[2:]
    table = {cells[1].strip(" `"): cells[2:4] for line in lines if (cells := line.split("|"))}
    assert table.keys() == set(ready_names())
    for name, (kinds, languages) in table.items():
        parts = {part.partition("(")[0].strip() for part in re.sub(r"\([^)]*\)", "", kinds).split(",")}
        assert parts == {column_map.entity for column_map in ready_mapping(name)}
        if name not in ("axonaut", "sellsy"):
            assert "English" in languages
            french = [text for text in READ if text.startswith(name) and text.endswith("_fr")]
            assert bool(french) == ("French" in languages)


STEPS = ("Appointment Scheduled", "Closed Won", "Prospecting", "Qualified", "Contact Made", "Qualification", "New", "Won",
         "Nouveau", "Gagné", "Rendez-vous planifié", "Gagnée", "Qualifié", "Contacté", "Prospection", "Fermée et gagnée")  # fmt: skip


def of_deals(stage, pipeline=None):
    """Return what a user writes over the ready mapping: which steps and pipeline of Sellsy those of the file are."""
    columns = {stage: {"column": "step", "values": dict.fromkeys(STEPS, "Prospection")}}
    names = ("Sales Pipeline", "Pipeline des ventes", "Pipeline", "Standard (Standard)")
    if pipeline:
        columns[pipeline] = {"column": "pipeline", "values": dict.fromkeys(names, "Ventes")}
    return {"columns": columns, "constants": {"pipeline": "Ventes"}}


LINKED = [
    ("hubspot", "companies_en contacts_en deals_en", of_deals("Deal Stage", "Pipeline"), "ids people"),
    ("hubspot", "entreprises_fr contacts_fr transactions_fr", of_deals("Phase de la transaction", "Pipeline"), "ids"),
    ("salesforce", "Account_dataexport Contact_dataexport Opportunity_dataexport", of_deals("StageName"), "ids"),
    ("salesforce", "accounts_report_en contacts_report_en opportunities_report_en", of_deals("Stage"), "ids"),
    ("pipedrive", "organisations_fr personnes_fr affaires_fr", of_deals("Affaire - Étape"), "people"),
    ("pipedrive", "organizations_en people_en deals_en", of_deals("Deal - Stage", "Deal - Pipeline"), "ids people"),
    ("odoo", "partner_companies_en partner_people_en leads_en", of_deals("Stage"), ""),
    ("zoho", "accounts_en contacts_en deals_en", of_deals("Stage", "Pipeline"), "ids people"),
]  # fmt: skip


@pytest.mark.parametrize(("product", "names", "steps", "traits"), LINKED, ids=lambda value: str(value)[:40])
def test_three_exports_of_a_product_are_linked(demo, product, names, steps, traits):
    """Contacts and deals find what they name, by ids where they have them, whatever it is called since; again, nothing is written."""
    kinds = ("client", "contact", "opportunity")
    files = [
        (n, [product, steps] if k == "opportunity" else [product], k)
        for n, k in zip(names.split(), kinds, strict=True)
    ]
    made = []
    for name, mapping, entity in files:
        path = EXPORTS / f"{product}_{name}.csv"
        result = demo.load(path, entity=entity, mapping=mapping, create_missing=("tags", "sources"))
        assert (result.counts["created"], list(result.problems)) == (2, [])
        with demo.journal() as journal:
            made.append([row.sellsy_id for row in journal.rows.every(result.run_id)])
        if entity == "client" and "ids" in traits:
            demo.api("PUT", f"/companies/{made[0][0]}", {"name": "Renommée depuis"})
    for contact, company in zip(made[1], made[0], strict=True):
        linked = demo.api("GET", f"/contacts/{contact}/companies")["data"]
        assert company in [record["id"] for record in linked]
    opportunities = {
        opportunity["id"]: opportunity
        for opportunity in demo.api("POST", "/opportunities/search?limit=100", {"filters": {}})["data"]
    }
    assert [opportunities[item]["related"][0]["id"] for item in made[2]] == made[0]
    assert bool(opportunities[made[2][0]]["contact_ids"]) == ("people" in traits)
    writes = demo.writes()
    for name, mapping, entity in files[1:]:
        demo.load(
            EXPORTS / f"{product}_{name}.csv",
            entity=entity,
            mapping=mapping,
            create_missing=("tags", "sources"),
        )
    assert demo.writes() == writes
