"""Mappings that ship: a small fictional file in the shape of each product's export is read whole, without a problem."""

import pytest

from etl import check_file, import_file
from etl.config.settings import Settings
from etl.core.errors import ConfigError, DataError
from etl.mapping import ready_mapping, ready_names
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

HUBSPOT_COMPANIES = """\
Record ID,Company name,Company Domain Name,Phone Number,Street Address,City,Postal Code,Country/Region,Company owner,Create Date,Type
1001,Menuiserie Garnier,garnier.example,01 99 00 12 34,3 rue des Lilas,Lyon,69003,France,Marie Martin,2026-01-31 10:22,Prospect
1002,Atelier Blanc,,,,,,,,2026-02-01 08:00,
"""
HUBSPOT_CONTACTS = """\
Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Job Title,Contact owner,Create Date,Associated Company
2001,Claire,Garnier,claire@garnier.example,01 99 00 12 34,06 39 98 00 01,Gérante,,2026-01-31 10:22,Menuiserie Garnier
2002,Paul,Blanc,paul@blanc.example,,,,,2026-02-01 08:00,Atelier Blanc
"""
HUBSPOT_DEALS = """\
Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Company (Primary)
3001,Agencement,Ventes,Devis envoyé,12500.5,2027-03-31 00:00,2026-01-31 10:22,Marie Martin,Menuiserie Garnier
"""
SALESFORCE_ACCOUNTS = """\
"Account ID","Account Name","Type","Phone","Website","Billing Street","Billing City","Billing Zip/Postal Code","Billing Country","Account Owner"
"001xx0001","Menuiserie Garnier","Customer - Direct","+33 1 99 00 12 34","garnier.example","3 rue des Lilas","Lyon","69003","France","Marie Martin"
"""
SALESFORCE_DATA_EXPORT = """\
"Id","Name","BillingStreet","BillingCity","BillingPostalCode","BillingCountry","AccountNumber"
"001xx0002","Atelier Blanc","1 place du Marché","Tours","37000","France","A-12"
"""
SALESFORCE_CONTACTS = """\
Salutation,First Name,Last Name,Title,Account Name,Email,Phone,Mobile,Mailing Street,Mailing City,Mailing Zip/Postal Code,Mailing Country
Ms.,Claire,Garnier,Gérante,Menuiserie Garnier,claire@garnier.example,+33 1 99 00 12 34,,3 rue des Lilas,Lyon,69003,France
"""
SALESFORCE_LEADS = """\
Lead ID,First Name,Last Name,Title,Company / Account,Email,Phone,Street,City,Zip/Postal Code,Country,Lead Owner
00Qxx01,Anne,Petit,Acheteuse,Petit et Cie,anne@petit.example,+33 1 99 00 56 78,,,,,Marie Martin
"""
SALESFORCE_OPPORTUNITIES = """\
Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Probability (%),Opportunity Owner
006xx01,Agencement,Menuiserie Garnier,Devis envoyé,12500,2027-03-31,60,Marie Martin
"""
PIPEDRIVE_ORGANIZATIONS = """\
Organization - ID,Organization - Name,Organization - Owner,Organization - Address,Organization - Address - House number,Organization - Address - Street/road name,Organization - Address - City/town/village/locality,Organization - Address - ZIP/Postal code,Organization - Address - Country
12,Menuiserie Garnier,Marie Martin,"3 rue des Lilas, Lyon",3,rue des Lilas,Lyon,69003,France
"""
PIPEDRIVE_PEOPLE = """\
Person - ID,Person - Name,Person - First name,Person - Last name,Person - Organization,Person - Email - Work,Person - Email - Home,Person - Email - Other,Person - Phone - Work,Person - Phone - Home,Person - Phone - Mobile,Person - Phone - Other
7,Claire Garnier,Claire,Garnier,Menuiserie Garnier,,claire@garnier.example,,,01 99 00 12 34,06 39 98 00 01,
"""
PIPEDRIVE_DEALS = """\
Deal - ID,Deal - Title,Deal - Organization,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Value,Deal - Probability,Deal - Expected close date,Deal - Deal created,Deal - Owner
31,Agencement,Menuiserie Garnier,Ventes,Devis envoyé,Won,12500,60,2027-03-31,2026-01-31 10:22:33,Marie Martin
32,Escalier,Menuiserie Garnier,Ventes,Devis envoyé,Open,900,,,2026-02-01 10:22:33,Marie Martin
"""
PIPEDRIVE_ACTIVITIES = """\
Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Due time,Activity - Done,Activity - Note,Activity - Organization,Activity - Deal
1,Relancer,Appel,2026-12-07,09:00,To do,<b>Voir devis</b>,Menuiserie Garnier,Agencement
2,Appeler,Appel,2026-12-08,,Done,,,
"""
ZOHO_ACCOUNTS = """\
Account Name,Account Owner,Phone,Website,Billing Street,Billing City,Billing Code,Billing Country,Created Time
Menuiserie Garnier,Marie Martin,01 99 00 12 34,garnier.example,3 rue des Lilas,Lyon,69003,France,2026-01-31 10:22:33
"""
ZOHO_CONTACTS = """\
First Name,Last Name,Account Name,Email,Mobile,Title,Date of Birth,Mailing Street,Mailing City,Mailing Zip,Mailing Country
Claire,Garnier,Menuiserie Garnier,claire@garnier.example,06 39 98 00 01,Gérante,1980-05-04,3 rue des Lilas,Lyon,69003,France
"""
ZOHO_LEADS = """\
Company,First Name,Last Name,Email,Phone,Lead Owner,Street,City,Zip Code,Country
Petit et Cie,Anne,Petit,anne@petit.example,01 99 00 56 78,Marie Martin,4 quai Sud,Nantes,44000,France
"""
ZOHO_DEALS = """\
Deal Name,Account Name,Stage,Amount,Closing Date,Probability,Deal Owner
Agencement,Menuiserie Garnier,Devis envoyé,12500,2027-03-31,60,Marie Martin
"""
ODOO_COMPANIES = """\
External ID,Name,Company Type,Email,Phone,Street,Street2,City,Zip,Country,Tax ID,Reference,Tags
__export__.res_partner_8,Menuiserie Garnier,Company,contact@garnier.example,01 99 00 12 34,3 rue des Lilas,,Lyon,69003,France,FR44732829320,C-8,VIP
"""
ODOO_PEOPLE = """\
External ID,Name,Related Company,Job Position,Email,Mobile
__export__.res_partner_9,Claire de Garnier,Menuiserie Garnier,Gérante,claire@garnier.example,06 39 98 00 01
"""
ODOO_OPPORTUNITIES = """\
External ID,Opportunity,Customer,Stage,Expected Revenue,Probability,Expected Closing,Salesperson,Email,Phone
__export__.crm_lead_4,Agencement,Menuiserie Garnier,Devis envoyé,12500.0,60.0,2027-03-31,Marie Martin,x@garnier.example,
"""
GOOGLE = """\
First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country
Claire,,Garnier,Menuiserie Garnier,Gérante,1980-05-04,Vue au salon,* myContacts,* Work,,claire@garnier.example,Mobile,06 39 98 00 01,3 rue des Lilas,Lyon,69003,France
"""
GOOGLE_BEFORE_2024 = """\
Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title
Claire Garnier,Claire,,Garnier,* myContacts,* Work,claire@garnier.example,Mobile,06 39 98 00 01,Menuiserie Garnier,Gérante
"""
AXONAUT = """\
Id de la société;nom du client;Email du client;Numéro de TVA intracommunautaire du client;Code tiers du client;Numéro de la facture;Montant HT;Ville de l'adresse de facturation du client
77;Menuiserie Garnier;contact@garnier.example;FR44732829320;411GARNIER;F-12;1 200,00;Lyon
"""
SELLSY_COMPANIES = """\
ID SOCIETE SELLSY;TYPE SOCIETE;NOM SOCIETE;SIRET SOCIETE;EMAIL SOCIETE;TELEPHONE SOCIETE;ADRESSE PARTIE 1;CODE POSTAL;VILLE;CODE PAYS;CONTACT ID;CIVILITE CONTACT;PRENOM CONTACT;NOM CONTACT;CONTACT PRINCIPAL;DATE DE CREATION
12;client;Menuiserie Garnier;73282932000074;contact@garnier.example;0199001234;3 rue des Lilas;69003;Lyon;FR;34;Mme;Claire;Garnier;OUI;31/01/2026, 10:22
"""
SALESFORCE_TASKS = """\
"Id","Subject","ActivityDate","Status","Priority","Description","Type","AccountId"
"00T5g00000T0001EAA","Relancer","2026-12-07 00:00:00","Not Started","Normal","Devis","Appel","0015g00000A0001QAA"
"00T5g00000T0002EAA","Appeler","2026-12-08 00:00:00","Completed","High","","Appel","000000000000000AAA"
"""
SALESFORCE_EVENTS = """\
"Id","Subject","IsAllDayEvent","StartDateTime","EndDateTime","Description","Type","AccountId"
"00U5g00000E0001EAA","Visite","0","2026-12-07 09:00:00","2026-12-07 10:00:00","Chantier","Visite","0015g00000A0001QAA"
"""
HUBSPOT_NOTES = """\
Record ID,Note body,Activity date,Activity assigned to,Associated Company IDs,Associated Deal IDs
61001,<p>Vu au salon</p>,2026-09-01T14:30:00.000Z,Hugo Pelletier,18400000001,
61002,À rappeler,1788273000000,,,7300501
"""
HUBSPOT_CALLS = """\
Record ID,Call title,Activity date,Call outcome,Call duration (ms),Activity assigned to,Associated Contact IDs
62001,Relance,2026-09-01T14:30:00.000Z,Connected,90000,Hugo Pelletier,90101
"""
HUBSPOT_TASKS = """\
Record ID,Task Title,Task Status,Due date,Priority,Assigned to,Associated Deal IDs
55001,Relancer,Not started,2026-12-07 09:00,HIGH,Hugo Pelletier,7300501
"""
SELLSY_CONTACTS = """\
CONTACT ID;PRENOM CONTACT;NOM CONTACT;CIVILITE CONTACT;DATE DE CREATION;DATE DE DERNIERE MODIFICATION;FONCTION CONTACT;EMAIL CONTACT;TELEPHONE CONTACT;MOBILE CONTACT;CONTACT NOTE;ID SOCIETE SELLSY;TYPE SOCIETE;NOM SOCIETE;EMAIL SOCIETE
34;Claire;Garnier;Mme;31/01/2026, 10:22;N/C;Gérante;claire@garnier.example;0199001234;N/C;;12;client;Menuiserie Garnier;contact@garnier.example
"""
SELLSY_PROSPECTS = """\
id sellsy;Nom;N° SIREN;APE/NAF;Propriétaire;Contacts;Email;Téléphone;Mobile;ADRESSE PARTIE 1;CODE POSTAL;VILLE;CODE PAYS;Date de création
13;Petit et Cie;732829320;4332A;Marie Martin;Anne Petit;anne@petit.example;0199005678;N/C;4 quai Sud;44000;Nantes;FR;01/02/2026
"""
SELLSY_COMMENTS = """\
ID COMMENTAIRE SELLSY;ID COMMENTAIRE PARENT;ID CLIENT/PROSPECT/FOURNISSEUR;EMAIL CLIENT/PROSPECT/FOURNISSEUR;NOM CLIENT/PROSPECT/FOURNISSEUR;DATE;TEXTE
5;;12;contact@garnier.example;Menuiserie Garnier;31/01/2026, 10:22;Rappeler mardi
"""
SELLSY_TASKS = """\
TITRE;DATE;DATE DE CREATION;ID OBJET LIE;OBJET LIE;LABEL;TERMINEE (OUI);DESCRIPTION;CREATEUR
Relance;15/02/2026;31/01/2026, 10:22;12;Menuiserie Garnier;Appel;OUI;Voir devis;Marie Martin
"""
SELLSY_TASKS_BY_ID = """\
TITRE;DATE;DATE DE CREATION;ID OBJET LIE;OBJET LIE;LABEL;TERMINEE;DESCRIPTION;CREATEUR
Relance;15/02/2026;31/01/2026, 10:22;12;PROSPECT;Appel;OUI;Voir devis;Marie Martin
"""

SAMPLES = [
    ("hubspot", "client", HUBSPOT_COMPANIES), ("hubspot", "contact", HUBSPOT_CONTACTS),
    ("hubspot", "opportunity", HUBSPOT_DEALS), ("salesforce", "client", SALESFORCE_ACCOUNTS),
    ("salesforce", "client", SALESFORCE_DATA_EXPORT), ("salesforce", "contact", SALESFORCE_CONTACTS),
    ("salesforce", "prospect", SALESFORCE_LEADS), ("salesforce", "opportunity", SALESFORCE_OPPORTUNITIES),
    ("pipedrive", "client", PIPEDRIVE_ORGANIZATIONS), ("pipedrive", "contact", PIPEDRIVE_PEOPLE),
    ("pipedrive", "opportunity", PIPEDRIVE_DEALS), ("zoho", "client", ZOHO_ACCOUNTS),
    ("zoho", "contact", ZOHO_CONTACTS), ("zoho", "prospect", ZOHO_LEADS), ("zoho", "opportunity", ZOHO_DEALS),
    ("odoo", "client", ODOO_COMPANIES), ("odoo", "contact", ODOO_PEOPLE), ("odoo", "opportunity", ODOO_OPPORTUNITIES),
    ("google-contacts", "contact", GOOGLE), ("google-contacts", "contact", GOOGLE_BEFORE_2024),
    ("axonaut", "client", AXONAUT), ("sellsy", "client", SELLSY_COMPANIES), ("sellsy", "prospect", SELLSY_PROSPECTS),
    ("sellsy", "contact", SELLSY_CONTACTS), ("salesforce", "task", SALESFORCE_TASKS), ("salesforce", "event", SALESFORCE_EVENTS),
    ("pipedrive", "task", PIPEDRIVE_ACTIVITIES), ("hubspot", "comment", HUBSPOT_NOTES),
    ("hubspot", "event", HUBSPOT_CALLS), ("hubspot", "task", HUBSPOT_TASKS),
    ("sellsy", "comment", SELLSY_COMMENTS), ("sellsy", "task", SELLSY_TASKS), ("sellsy", "task", SELLSY_TASKS_BY_ID),
]  # fmt: skip


@pytest.mark.many
@pytest.mark.parametrize(
    ("name", "entity", "text"), SAMPLES, ids=lambda value: value if len(value) < 20 else ""
)
def test_an_export_of_the_product_checks_clean(name, entity, text, tmp_path):
    """The mapping tells what the rows are, reads every column, and no cell of the sample is a problem."""
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    result = check_file(path, mapping=name, report=tmp_path / "r.xlsx")
    assert (result.entity, result.problems, [column.header for column in result.ignored]) == (entity, (), [])
    assert (result.read, result.valid) == (text.count("\n") - 1,) * 2
    assert [
        warning.code
        for warning in result.warnings
        if warning.code not in ("date-time-dropped", "url-scheme-added", "cell-emptied")
    ] == []


def test_every_mapping_that_ships_has_a_sample():
    """Each document of each ready mapping is tried by a sample above."""
    tried = {(name, entity) for name, entity, _ in SAMPLES}
    assert {
        (name, column_map.entity) for name in ready_names() for column_map in ready_mapping(name)
    } == tried
    assert all(column_map.optional for name in ready_names() for column_map in ready_mapping(name))


def test_a_file_of_something_else_is_refused(tmp_path):
    """A ready mapping none of whose headers are there is not applied; another entity than its own is refused."""
    path = tmp_path / "x.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        check_file(path, mapping="hubspot", report=tmp_path / "r.xlsx")
    assert refused.value.code == "mapping-fit"
    with pytest.raises(ConfigError) as refused:
        check_file(path, mapping="google-contacts", entity="client", report=tmp_path / "r.xlsx")
    assert refused.value.code == "mapping-entity"


def test_companies_then_contacts_of_hubspot_become_linked_records(tmp_path):
    """Two exports imported one after the other make companies and their contacts; again, nothing is written."""
    with running(SandboxConfig()) as server:
        loaded = Settings.load(environ={"SELLSY_ETL_HOME": str(tmp_path / "home")}, credentials=False)
        settings = loaded.for_sandbox(server.api_url, server.login_url, server.v1_url)
        outcomes = []
        for _ in range(2):
            for entity, text in (("companies", HUBSPOT_COMPANIES), ("contacts", HUBSPOT_CONTACTS)):
                path = tmp_path / f"{entity}.csv"
                path.write_text(text.replace("Marie Martin", ""), encoding="utf-8")
                counts = import_file(path, mapping=["hubspot"], settings=settings).counts
                outcomes.append((counts["created"], counts["unchanged"]))
    assert outcomes == [(2, 0), (2, 0), (0, 2), (0, 2)]
