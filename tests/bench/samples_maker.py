"""Rows of the benches: 20 columns of clean, varied, fictional French data."""

from collections.abc import Iterator
from pathlib import Path

HEADERS = (
    "Type société", "Type de client", "Nom société", "SIRET", "SIREN", "Forme juridique", "E-mail", "Téléphone",
    "Mobile", "Site web", "Référence", "Adresse", "Code postal", "Ville", "Pays", "Smart tags", "Note",
    "Date de création", "Code NAF", "Capital",
)  # fmt: skip

CITIES = (
    ("75011", "Paris"),
    ("69007", "Lyon"),
    ("01000", "Bourg-en-Bresse"),
    ("34200", "Sète"),
    ("67000", "Strasbourg"),
)
FORMS = ("SARL", "SAS", "EURL", "SA")


def luhn(digits: str) -> str:
    """Return digits with their Luhn check digit."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield rows in the order of HEADERS."""
    for i in range(count):
        postal_code, city = CITIES[i % len(CITIES)]
        siren = luhn(f"{10_000_000 + i}")
        yield (
            ("client", "prospect", "fournisseur")[i % 3],
            "société",
            f"Société {i} de {city}",
            luhn(f"{siren}0001"),
            siren,
            FORMS[i % len(FORMS)],
            f"contact{i}@societe{i % 977}.example",
            f"01 99 00 {i // 100 % 100:02d} {i % 100:02d}",
            f"06 39 98 {i // 100 % 100:02d} {i % 100:02d}",
            f"https://www.societe{i}.example",
            f"REF-{i:06d}",
            f"{i % 200 + 1} rue de la République",
            postal_code,
            city,
            "France",
            "Salon 2026, VIP" if i % 2 else "Newsletter",
            f"Client numéro {i}",
            f"{i % 28 + 1:02d}/{i % 12 + 1:02d}/2024",
            "4711C",
            f"{i % 90 + 10} 000 €",
        )


RICH_HEADERS = (
    "Type société", "Type de client", "Nom société", "SIRET", "N° TVA", "Forme juridique", "E-mail", "Téléphone",
    "Mobile", "Fax", "Site web", "Référence", "Adresse", "Complément d'adresse", "Code postal", "Ville", "Pays",
    "Smart tags", "Note", "Capital",
)  # fmt: skip


def rich_rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield rows in the order of RICH_HEADERS: each cell is checked by a rule of its own, and some are empty."""
    for i, row in enumerate(rows(count)):
        siren = row[4]
        key = (12 + 3 * (int(siren) % 97)) % 97
        yield (
            *row[:4],
            f"FR{key:02d}{siren}",
            row[5],
            *row[6:9],
            f"01 99 00 {i % 100:02d} {i // 100 % 100:02d}" if i % 3 == 0 else "",
            *row[9:12],
            f"Bâtiment {i % 7}" if i % 4 == 0 else "",
            *row[12:16],
            row[16] if i % 2 else "",
            row[19],
        )


def make(path: Path, count: int, *, rich: bool = False) -> None:
    """Write a workbook of `count` rows and 20 columns."""
    import xlsxwriter  # noqa: PLC0415 - a bench of memory stays small: what it starts counts what it had

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("Clients")
    sheet.write_row(0, 0, RICH_HEADERS if rich else HEADERS)
    for line, row in enumerate(rich_rows(count) if rich else rows(count), start=1):
        sheet.write_row(line, 0, row)
    book.close()
