"""Her workbook: 300 clients as an office manager keeps them, and its faults with what is right, listed in the first sheet."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from etl.sheets import SheetBook
from etl.sheets.writers.opendocument import OpenDocumentWriter
from etl.sheets.writers.shape import Field, SheetRows

PROPOSED = "Correction proposée"

HEADERS = (
    "Raison sociale", "SIRET", "E-mail", "Téléphone", "Adresse", "CP", "Ville", "Pays", "Commercial", "Site web",
    "Observations", "CA 2024",
)  # fmt: skip
ROWS = 300
FIRST = 2
"""Line of the first client."""

SALESMAN = "l.bertin@atelier-demo.example"

TOWNS = (("35000", "Rennes"), ("44000", "Nantes"), ("69003", "Lyon"), ("01000", "Bourg-en-Bresse"))


@dataclass(frozen=True)
class Fault:
    """A wrong cell and what is right; a fix is certain where the program proposes it."""

    row: int
    header: str
    wrong: str
    right: str
    certain: bool = False


def siret(number: int) -> str:
    """Return a SIRET with right check digits (Luhn)."""
    siren = checked(f"{81_000_000 + number}")
    return checked(f"{siren}0001")


def checked(digits: str) -> str:
    """Return digits with the check digit that makes their Luhn sum a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def right_row(number: int) -> dict[str, str]:
    """Return a client without a fault."""
    postal_code, town = TOWNS[number % len(TOWNS)]
    return {
        "Raison sociale": f"Établissements Kerhoas {number:03}",
        "SIRET": siret(number),
        "E-mail": f"contact{number}@kerhoas.example",
        "Téléphone": f"01 99 00 {number // 100:02} {number % 100:02}",
        "Adresse": f"{number} rue de l'Église",
        "CP": postal_code,
        "Ville": town,
        "Pays": "France",
        "Commercial": "",
        "Site web": f"https://kerhoas{number}.example",
        "Observations": "Fidèle ; paie à 30 jours" if number % 7 == 0 else "",
        "CA 2024": str(number * 1_000),
    }


def faults() -> list[Fault]:
    """Return the faults of her workbook: those with one certain fix, and those that only she can correct."""
    listed: list[Fault] = []
    for row in range(FIRST, FIRST + ROWS, 10):
        number = row - FIRST
        right = right_row(number)
        kind = number // 10 % 7
        listed += [
            Fault(row, "Téléphone", f"{right['Téléphone']} (secrétariat)", right["Téléphone"], certain=True),
            Fault(row, "E-mail", right["E-mail"].replace("@", " @ "), right["E-mail"], certain=True),
            Fault(row, "E-mail", "à demander", ""),
            Fault(row, "SIRET", right["SIRET"][:-1], right["SIRET"]),
            Fault(row, "Pays", "Frnace", "France"),
            Fault(row, "Raison sociale", "", right["Raison sociale"]),
            Fault(row, "Commercial", "Bretin", SALESMAN),
        ][kind : kind + 1]
    return listed


@dataclass(frozen=True)
class Workbook:
    """Her 300 rows as they are in the file, and its faults."""

    rows: list[dict[str, str]]
    faults: list[Fault]

    @classmethod
    def made(cls) -> "Workbook":
        """Return her workbook."""
        rows, wrong = [right_row(number) for number in range(ROWS)], faults()
        for fault in wrong:
            rows[fault.row - FIRST][fault.header] = fault.wrong
        return cls(rows, wrong)

    @property
    def uncertain(self) -> list[Fault]:
        """The faults that only she can correct."""
        return [fault for fault in self.faults if not fault.certain]

    @property
    def names(self) -> set[str]:
        """The names that her clients have in Sellsy."""
        return {right_row(number)["Raison sociale"] for number in range(ROWS)}

    def save(self, path: Path) -> str:
        """Write it as xlsx, ods or csv, and return the name of the file."""
        clients = [[row[header] for header in HEADERS] for row in self.rows]
        if path.suffix == ".csv":
            with path.open("w", encoding="cp1252", newline="") as file:
                csv.writer(file, delimiter=";").writerows([HEADERS, *clients])
            return path.name
        heads = ("Ligne", "Où", "Dans le fichier", "Juste")
        listing = [[str(fault.row), fault.header, fault.wrong, fault.right] for fault in self.faults]
        sheets = {"À savoir": (heads, listing), "Clients": (HEADERS, clients)}
        if path.suffix == ".ods":
            with path.open("wb") as file:
                OpenDocumentWriter().write(
                    file,
                    [
                        SheetRows(name, [Field(h) for h in headers], rows)
                        for name, (headers, rows) in sheets.items()
                    ],
                )
            return path.name
        with SheetBook(path) as book:
            for name, (headers, rows) in sheets.items():
                sheet = book.add_sheet(name, list(headers))
                for row in rows:
                    sheet.row(row)
        return path.name


def correct(report: Path, faults: Iterable[Fault], *, sheet: str = "À corriger") -> int:
    """Correct cells of a report as she does: what is proposed where something is, else what she knows.

    Return the number of cells that she changed.
    """
    if report.suffix == ".csv":
        return _correct_csv(report, faults)
    book = load_workbook(report)
    page = book[sheet]
    head = next(line for line in range(1, 10) if "Raison sociale" in [cell.value for cell in page[line]])
    places = {cell.value: cell.column for cell in page[head] if cell.value}
    lines = {page.cell(line, 1).value: line for line in range(head + 1, page.max_row + 1)}
    changed = [fault for fault in faults if fault.row in lines]
    for fault in changed:
        line = lines[fault.row]
        proposed = page.cell(line, places[PROPOSED]).value if PROPOSED in places else None
        page.cell(line, places[fault.header]).value = proposed or fault.right or None
    book.save(report)
    return len(changed)


def _correct_csv(report: Path, faults: Iterable[Fault]) -> int:
    with report.open(encoding="cp1252", newline="") as file:
        heads, *rows = csv.reader(file, delimiter=";")
    lines = {row[0]: row for row in rows}
    proposed = heads.index(f"sellsy-etl: {PROPOSED.lower()}")
    changed = [fault for fault in faults if str(fault.row) in lines]
    for fault in changed:
        row = lines[str(fault.row)]
        row[heads.index(fault.header)] = row[proposed] or fault.right
    with report.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([heads, *rows])
    return len(changed)
