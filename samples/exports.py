"""Write the samples of the ready pipelines, a folder each: `python samples/exports.py`; always the same cells.

The files have the headers and habits of what each product really exports; what they hold is fictional. Some rows are
wrong on purpose, so that a first try shows how that is told.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from firm import Firm, Person, firm

Row = Mapping[str, object]
LOGINS = {
    "Luc Bertin": "l.bertin@atelier-demo.example",
    "Maëlle Caradec": "m.caradec@atelier-demo.example",
    "Hugo Pelletier": "h.pelletier@atelier-demo.example",
}
TITLES = {"mr": "M.", "mrs": "Mme"}


def as_csv(
    rows: Sequence[Row], *, delimiter: str = ",", encoding: str = "utf-8", headers: Iterable[str] = ()
) -> bytes:
    """Return rows as the bytes of a CSV, in the order of the first row's headers."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(headers or rows[0]), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_book(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Return sheets as the bytes of a workbook."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    book.set_properties({"created": datetime(2026, 10, 14)})  # noqa: DTZ001 - a spreadsheet has no time zones
    head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for at, header in enumerate(rows[0]):
            sheet.write(0, at, header, head)
            sheet.set_column(at, at, max(12, len(header) + 4))
        for line, row in enumerate(rows, start=1):
            for at, header in enumerate(rows[0]):
                if row.get(header, "") != "":
                    sheet.write(line, at, row[header])
        sheet.freeze_panes(1, 0)
    book.close()
    return memory.getvalue()


def full_name(person: Person) -> str:
    """Return first and last name."""
    return f"{person.first_name} {person.last_name}"


def french(day: object) -> str:
    """Return a day as French spreadsheets write it."""
    return f"{day:%d/%m/%Y}"


# first_import: the tables that a small firm keeps by itself


def first_import() -> dict[str, bytes]:
    """Return a firm's own tables: a workbook of two sheets, and three CSV files as Excel saves them in France."""
    own = firm(sizes=(20, 26, 14, 10, 10))
    return {
        "carnet.xlsx": as_book({"Clients": _own_clients(own), "Contacts": _own_contacts(own)}),
        "opportunites.csv": as_csv(_own_deals(own), delimiter=";", encoding="cp1252"),
        "taches.csv": as_csv(_own_tasks(own), delimiter=";", encoding="cp1252"),
        "commentaires.csv": as_csv(_own_notes(own), delimiter=";", encoding="utf-8-sig"),
    }


def _code(number: int) -> str:
    return f"C-{number:03d}"


def _own_clients(own: Firm) -> list[Row]:
    rows: list[dict[str, object]] = [
        {
            "Code client": _code(one.number),
            "Raison sociale": one.name,
            "Client, prospect ou fournisseur": "prospect" if one.number % 4 == 0 else "client",
            "SIRET": one.siret,
            "E-mail": one.email,
            "Téléphone": one.phone,
            "Adresse": one.street,
            "Code postal": int(one.postal_code),
            "Ville": one.city,
            "Pays": "France",
            "Propriétaire": LOGINS[one.owner],
            "Smart tags": ("Fidèle", "", "Fidèle, Export")[one.number % 3],
            "Date de création": french(one.created),
        }
        for one in own.companies
    ]
    rows[4]["SIRET"] = "3,41174E+13"
    rows[9]["E-mail"] = "contact(arobase)brasserie.example"
    rows[12].update({"E-mail": "N/C", "Téléphone": "-"})
    rows[15]["Pays"] = "Frnace"
    return rows


def _own_contacts(own: Firm) -> list[Row]:
    rows: list[dict[str, object]] = [
        {
            "Code client": _code(one.company.number),
            "Civilité": TITLES[one.civility],
            "Prénom": one.first_name,
            "Nom": one.last_name,
            "Fonction": one.job,
            "E-mail": one.email,
            "Téléphone": one.phone,
            "Contact principal": "oui" if one.number <= len(own.companies) else "",
        }
        for one in own.people
    ]
    rows[7]["Téléphone"] = "01 99 00 60 07 / 06 39 98 60 07"
    rows[21]["Nom"] = ""
    return rows


def _own_deals(own: Firm) -> list[Row]:
    steps = ("Prospection", "Qualification", "Devis envoyé", "Négociation", "Signature")
    words = {"open": "En cours", "won": "Gagnée", "lost": "Perdue"}
    rows: list[dict[str, object]] = [
        {
            "Nom de l'opportunité": one.name,
            "Code client": _code(one.company.number),
            "Pipeline": "Ventes",
            "Étape": steps[one.stage],
            "Montant": f"{one.amount} €",
            "Statut": words[one.status],
            "Date d'échéance": french(one.due),
            "Source": ("Salon", "Recommandation", "")[one.number % 3],
            "Collaborateurs": one.owner,
        }
        for one in own.deals
    ]
    rows[6]["Étape"] = "Devis envoyer"
    return rows


def _own_tasks(own: Firm) -> list[Row]:
    rows: list[dict[str, object]] = [
        {
            "Titre": one.title,
            "Label": ("Appel", "E-mail", "À faire")[one.number % 3],
            "Échéance": f"{french(one.due)} 10:00",
            "Terminée": "oui" if one.done else "non",
            "Code client": _code(one.deal.company.number),
            "Collaborateurs": one.owner,
        }
        for one in own.todos
    ]
    rows[5]["Échéance"] = "31/11/2026"
    return rows


def _own_notes(own: Firm) -> list[Row]:
    rows: list[dict[str, object]] = [
        {
            "Code client": _code(one.company.number),
            "Date de création": french(one.at),
            "Texte": one.text,
        }
        for one in own.notes
    ]
    rows[8]["Texte"] = ""
    return rows


# trade_fair_leads: what a badge scanner gives


def trade_fair_leads() -> dict[str, bytes]:
    """Return the visitors that a badge scanner saw at a fair."""
    own = firm(first=40, sizes=(16, 24, 1, 1, 1))
    rows: list[dict[str, object]] = [
        {
            "Badge": f"B{2000 + one.number}",
            "Scanné le": f"{17 + one.number % 3}/11/2026 {9 + one.number % 8:02d}:{one.number * 7 % 60:02d}",
            "Prénom": one.first_name,
            "Nom": one.last_name,
            "Fonction": one.job,
            "Société": one.company.name,
            "E-mail": one.email,
            "Téléphone": one.phone,
            "Code postal": one.company.postal_code,
            "Ville": one.company.city,
            "Intérêt": ("chaud", "tiède", "froid")[one.number % 3],
            "Budget": 2500 * (one.number % 5 + 1) if one.number % 3 == 0 else "",
            "Notes": ("Veut un devis avant Noël", "", "Rappeler en janvier", "A pris la plaquette")[
                one.number % 4
            ],
            "Vu par": one.company.owner,
        }
        for one in own.people
    ]
    rows[5]["E-mail"] = "zoe.castel@"
    rows[11]["Société"] = ""
    rows[17]["Téléphone"] = "stand B12"
    return {"badges.csv": as_csv(rows, delimiter=";", encoding="utf-8-sig")}


# monthly_cleanup: what somebody decided to delete


def monthly_cleanup() -> dict[str, bytes]:
    """Return a file of records to delete, as it comes back from whoever looked at last month's lists."""
    names = (
        ("PRO-0005", "Garage de l'Étoile", "fermé"),
        ("PRO-0007", "Domaine de la Source", "doublon, fusionné"),
        ("PRO-0099", "Scierie Vallon", "déjà supprimé ?"),
    )
    rows = [
        {"ID Sellsy": "", "Référence": reference, "Nom société": name, "Pourquoi": why}
        for reference, name, why in names
    ]
    return {"a_supprimer.xlsx": as_book({"À supprimer": rows})}


# exports of other products


def hubspot() -> dict[str, bytes]:
    """Return a HubSpot account: its CSV exports of companies, contacts, deals, tasks and notes."""
    own = firm(first=80)
    stages = (
        "Appointment Scheduled",
        "Qualified To Buy",
        "Presentation Scheduled",
        "Contract Sent",
        "Contract Sent",
    )
    closed = {"won": "Closed Won", "lost": "Closed Lost"}
    companies: list[dict[str, object]] = [
        {
            "Record ID": 18_400_000_000 + one.number,
            "Company name": one.name,
            "Company owner": one.owner,
            "Create Date": f"{one.created} 10:15",
            "Phone Number": one.phone,
            "Street Address": one.street,
            "Postal Code": one.postal_code,
            "City": one.city,
            "Country/Region": "France",
            "Website URL": f"https://{one.email.partition('@')[2]}",
            "Type": "Prospect" if one.number % 3 == 0 else "Customer",
        }
        for one in own.companies
    ]
    companies[6]["Phone Number"] = "call the switchboard"
    companies[11]["Company name"] = ""
    contacts: list[dict[str, object]] = [
        {
            "Record ID": 90_100 + one.number,
            "First Name": one.first_name,
            "Last Name": one.last_name,
            "Email": one.email,
            "Phone Number": one.phone,
            "Job Title": one.job,
            "Contact owner": one.company.owner,
            "Associated Company": one.company.name,
            "Associated Company IDs (Primary)": 18_400_000_000 + one.company.number,
        }
        for one in own.people
    ]
    contacts[4]["Email"] = "n/a@"
    deals: list[dict[str, object]] = [
        {
            "Record ID": 7_300_500 + one.number,
            "Deal Name": one.name,
            "Pipeline": "Sales Pipeline",
            "Deal Stage": closed.get(one.status, stages[one.stage]),
            "Amount": f"{one.amount}.50",
            "Close Date": f"{one.due} 00:00",
            "Deal owner": one.owner,
            "Associated Company IDs (Primary)": 18_400_000_000 + one.company.number,
        }
        for one in own.deals
    ]
    deals[9]["Associated Company IDs (Primary)"] = ""
    tasks: list[dict[str, object]] = [
        {
            "Record ID": 55_000 + one.number,
            "Task Title": one.title,
            "Task Status": "Completed" if one.done else "Not started",
            "Due date": f"{one.due} 09:00",
            "Assigned to": one.owner,
            "Associated Deal IDs": 7_300_500 + one.deal.number,
        }
        for one in own.todos
    ]
    notes: list[dict[str, object]] = [
        {
            "Record ID": 61_000 + one.number,
            "Note body": one.text,
            "Activity date": f"{one.at} 14:30",
            "Associated Company IDs": 18_400_000_000 + one.company.number,
        }
        for one in own.notes
    ]
    kinds = ("NOTE", "CALL", "MEETING", "EMAIL", "TASK")
    engagements: list[dict[str, object]] = [
        {
            "Record ID": 66_000 + one.number,
            "Activity type": (kind := kinds[one.number % len(kinds)]),
            "Activity date": f"{one.at}T14:30:00.000Z",
            "Activity assigned to": "ancien@old.example" if one.number % 4 == 0 else one.company.owner,
            "Title": "" if kind == "NOTE" else f"{one.text[:20]}…",
            "Body": f"<p>{one.text}</p>",
            "Call duration (ms)": 90_000 if kind == "CALL" else "",
            "Meeting start": f"{one.at}T14:30:00.000Z" if kind == "MEETING" else "",
            "Meeting end": f"{one.at}T15:30:00.000Z" if kind == "MEETING" else "",
            "Task Status": "NOT_STARTED" if kind == "TASK" else "",
            "Due date": f"{one.at}T09:00:00.000Z" if kind == "TASK" else "",
            "Associated Company IDs": 18_400_000_000 + one.company.number,
        }
        for one in own.notes
    ]
    return {
        "companies.csv": as_csv(companies),
        "contacts.csv": as_csv(contacts),
        "deals.csv": as_csv(deals),
        "engagements.csv": as_csv(engagements),
        "tasks.csv": as_csv(tasks),
        "notes.csv": as_csv(notes),
    }


def salesforce() -> dict[str, bytes]:
    """Return a Salesforce organisation: reports of accounts, contacts, opportunities, tasks and notes."""
    own = firm(first=120)
    stages = (
        "Prospecting",
        "Qualification",
        "Proposal/Price Quote",
        "Negotiation/Review",
        "Negotiation/Review",
    )
    closed = {"won": "Closed Won", "lost": "Closed Lost"}
    accounts: list[dict[str, object]] = [
        {
            "Account ID": f"0015g00000A{one.number:04d}",
            "Account Name": one.name,
            "Account Owner": one.owner,
            "Type": "Prospect" if one.number % 4 == 0 else "Customer - Direct",
            "Phone": one.phone,
            "Billing Street": one.street,
            "Billing Zip/Postal Code": one.postal_code,
            "Billing City": one.city,
            "Billing Country": "France",
            "Created Date": french(one.created),
        }
        for one in own.companies
    ]
    accounts[3]["Billing Country"] = "Frnace"
    contacts: list[dict[str, object]] = [
        {
            "Contact ID": f"0035g00000C{one.number:04d}",
            "Salutation": {"mr": "Mr.", "mrs": "Mrs."}[one.civility],
            "First Name": one.first_name,
            "Last Name": one.last_name,
            "Title": one.job,
            "Email": one.email,
            "Phone": one.phone,
            "Account ID": f"0015g00000A{one.company.number:04d}",
            "Account Name": one.company.name,
            "Contact Owner": one.company.owner,
        }
        for one in own.people
    ]
    contacts[8]["Last Name"] = ""
    deals: list[dict[str, object]] = [
        {
            "Opportunity ID": f"0065g00000D{one.number:04d}",
            "Opportunity Name": one.name,
            "Account ID": f"0015g00000A{one.company.number:04d}",
            "Account Name": one.company.name,
            "Stage": closed.get(one.status, stages[one.stage]),
            "Amount": f"{one.amount},00",
            "Close Date": french(one.due),
            "Opportunity Owner": one.owner,
        }
        for one in own.deals
    ]
    deals[5]["Opportunity Owner"] = "Ancien Vendeur"
    tasks: list[dict[str, object]] = [
        {
            "Activity ID": f"00T5g00000T{one.number:04d}",
            "Subject": one.title,
            "Date": french(one.due),
            "Status": "Completed" if one.done else "Not Started",
            "Assigned": one.owner,
            "Opportunity ID": f"0065g00000D{one.deal.number:04d}",
        }
        for one in own.todos
    ]
    notes: list[dict[str, object]] = [
        {
            "Note ID": f"0025g00000N{one.number:04d}",
            "Body": one.text,
            "Created Date": french(one.at),
            "Account ID": f"0015g00000A{one.company.number:04d}",
        }
        for one in own.notes
    ]
    return {
        "accounts.csv": as_csv(accounts),
        "contacts.csv": as_csv(contacts),
        "opportunities.csv": as_csv(deals),
        "tasks.csv": as_csv(tasks),
        "notes.csv": as_csv(notes),
    }


def pipedrive() -> dict[str, bytes]:
    """Return a Pipedrive account: its exports of organizations, people, deals, activities and notes."""
    own = firm(first=160)
    stages = ("Qualified", "Contact Made", "Proposal Made", "Negotiations Started", "Negotiations Started")
    organizations: list[dict[str, object]] = [
        {
            "Organization - ID": one.number,
            "Organization - Name": one.name,
            "Organization - Owner": one.owner,
            "Organization - Labels": ("Customer", "", "Warm lead")[one.number % 3],
            "Organization - Street/road name of Address": one.street,
            "Organization - ZIP/Postal code of Address": one.postal_code,
            "Organization - City/town/village/locality of Address": one.city,
            "Organization - Country of Address": "France",
        }
        for one in own.companies
    ]
    organizations[5]["Organization - ZIP/Postal code of Address"] = "06OOO"
    people: list[dict[str, object]] = [
        {
            "Person - ID": one.number,
            "Person - Name": full_name(one),
            "Person - First name": one.first_name,
            "Person - Last name": one.last_name,
            "Person - Email - Work": one.email,
            "Person - Phone - Work": one.phone,
            "Person - Job title": one.job,
            "Person - Organization": one.company.name,
            "Person - Organization ID": one.company.number,
            "Person - Owner": one.company.owner,
        }
        for one in own.people
    ]
    people[2]["Person - Email - Work"] = "anais.lefevre@"
    deals: list[dict[str, object]] = [
        {
            "Deal - ID": one.number,
            "Deal - Title": one.name,
            "Deal - Pipeline": "Pipeline",
            "Deal - Stage": stages[one.stage],
            "Deal - Status": one.status.capitalize(),
            "Deal - Value": one.amount,
            "Deal - Expected close date": one.due,
            "Deal - Owner": one.owner,
            "Deal - Organization": one.company.name,
            "Deal - Organization ID": one.company.number,
        }
        for one in own.deals
    ]
    deals[4]["Deal - Expected close date"] = "2027-02-30"
    activities: list[dict[str, object]] = [
        {
            "Activity - ID": one.number,
            "Activity - Subject": one.title,
            "Activity - Due date": one.due,
            "Activity - Done": "Done" if one.done else "To do",
            "Activity - Assigned to user": one.owner,
            "Activity - Deal ID": one.deal.number,
        }
        for one in own.todos
    ]
    notes: list[dict[str, object]] = [
        {
            "Note - ID": one.number,
            "Note - Content": one.text,
            "Note - Add time": f"{one.at} 11:00:00",
            "Note - Organization ID": one.company.number,
        }
        for one in own.notes
    ]
    return {
        "organizations.csv": as_csv(organizations),
        "people.csv": as_csv(people),
        "deals.csv": as_csv(deals),
        "activities.csv": as_csv(activities),
        "notes.csv": as_csv(notes),
    }


def axonaut() -> dict[str, bytes]:
    """Return an Axonaut account: companies as its exports name them, and tables with headers of ours behind them."""
    own = firm(first=200)
    companies: list[dict[str, object]] = [
        {
            "Id de la société": 4_100_000 + one.number,
            "nom du client": one.name,
            "Email du client": one.email,
            "Numéro de TVA intracommunautaire du client": "",
            "Code tiers du client": f"C{one.number:05d}",
            "Catégories de société": ("Artisan", "Artisan, Fidèle", "")[one.number % 3],
        }
        for one in own.companies
    ]
    companies[7]["Email du client"] = "contact@"
    contacts: list[dict[str, object]] = [
        {
            "Id": 520_000 + one.number,
            "Id de la société": 4_100_000 + one.company.number,
            "Prénom": one.first_name,
            "Nom": one.last_name,
            "Email": one.email,
            "Téléphone": one.phone,
            "Fonction": one.job,
        }
        for one in own.people
    ]
    contacts[6]["Téléphone"] = "voir fiche"
    deals: list[dict[str, object]] = [
        {
            "Id": 88_000 + one.number,
            "Nom": one.name,
            "Id de la société": 4_100_000 + one.company.number,
            "Étape": ("À contacter", "Qualifiée", "Devis envoyé", "Négociation", "Négociation")[one.stage],
            "Statut": {"open": "En cours", "won": "Gagnée", "lost": "Perdue"}[one.status],
            "Montant": f"{one.amount},00",
            "Date de clôture": french(one.due),
            "Responsable": one.owner,
        }
        for one in own.deals
    ]
    tasks: list[dict[str, object]] = [
        {
            "Titre": one.title,
            "Échéance": french(one.due),
            "Terminée": "oui" if one.done else "non",
            "Id opportunité": 88_000 + one.deal.number,
            "Responsable": one.owner,
        }
        for one in own.todos
    ]
    events: list[dict[str, object]] = [
        {
            "Id de la société": 4_100_000 + one.company.number,
            "Date": french(one.at),
            "Contenu": one.text,
        }
        for one in own.notes
    ]
    files = {
        "societes.csv": companies,
        "contacts.csv": contacts,
        "opportunites.csv": deals,
        "taches.csv": tasks,
        "evenements.csv": events,
    }
    return {name: as_csv(rows, delimiter=";", encoding="utf-8-sig") for name, rows in files.items()}


SAMPLES: Mapping[str, Callable[[], dict[str, bytes]]] = {
    "first_import": first_import,
    "trade_fair_leads": trade_fair_leads,
    "monthly_cleanup": monthly_cleanup,
    "hubspot": hubspot,
    "salesforce": salesforce,
    "pipedrive": pipedrive,
    "axonaut": axonaut,
}
"""Folder -> what makes its files."""


def write(folder: Path) -> None:
    """Write every sample."""
    for name, made in SAMPLES.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, content in made().items():
            (folder / name / file).write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
