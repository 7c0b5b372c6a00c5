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
            "Type société": "prospect" if one.number % 4 == 0 else "client",
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
            "Date de clôture prévue": french(one.due),
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


SAMPLES: Mapping[str, Callable[[], dict[str, bytes]]] = {
    "first_import": first_import,
    "trade_fair_leads": trade_fair_leads,
    "monthly_cleanup": monthly_cleanup,
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
