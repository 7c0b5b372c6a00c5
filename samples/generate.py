"""Write `clients_sales.xlsx`: 120 fictional rows, dirty the way sales teams make them; every run writes the same cells.

Nothing here is a real person or company: phones come from the ranges kept for fiction, e-mails from reserved
domains, SIRETs are built to pass the checksum. Run `python samples/generate.py` to write the file again.
"""

import sys
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

HEADERS = (
    "Client, prospect ou fournisseur",
    "Société ou particulier",
    "Nom société",
    "Civilité",
    "Prénom",
    "Nom",
    "SIRET",
    "N° TVA",
    "Forme juridique",
    "E-mail",
    "Téléphone",
    "Mobile",
    "Site web",
    "Adresse",
    "Code postal",
    "Ville",
    "Pays",
    "Smart tags",
    "cf:secteur-activite",
    "Propriétaire",
    "Date de création",
    "Note",
    "Chiffre d'affaires",
)

PLACES = (
    ("12 rue des Tilleuls", "75011", "Paris"),
    ("4 quai du Port", "13002", "Marseille"),
    ("27 avenue Jean Jaurès", "69007", "Lyon"),
    ("8 place du Capitole", "31000", "Toulouse"),
    ("15 rue Crébillon", "44000", "Nantes"),
    ("3 rue du Dôme", "67000", "Strasbourg"),
    ("51 cours de l'Intendance", "33000", "Bordeaux"),
    ("9 rue Sainte-Anne", "35000", "Rennes"),
    ("22 rue Royale", "59800", "Lille"),
    ("6 boulevard Gambetta", "06000", "Nice"),
    ("18 rue Bourgmayer", "01000", "Bourg-en-Bresse"),
    ("2 rue Gambetta", "34200", "Sète"),
)
TRADES = (
    ("Boulangerie", "Alimentation"),
    ("Menuiserie", "Bâtiment"),
    ("Imprimerie", "Communication"),
    ("Garage", "Automobile"),
    ("Crêperie", "Restauration"),
    ("Librairie", "Culture"),
    ("Électricité", "Bâtiment"),
    ("Fromagerie", "Alimentation"),
    ("Atelier", "Artisanat"),
    ("Pépinière", "Agriculture"),
)
FAMILIES = (
    "Lefèvre", "Garnier", "Rousseau", "Marchand", "Chevalier", "Perrin", "Gauthier", "Noël",
    "Hénault", "Dufour", "Béranger", "Castel", "Delmas", "Fournier", "Guérin", "Jacquet",
)  # fmt: skip
FIRST_NAMES = (
    ("M.", "Émile"), ("Mme", "Hélène"), ("Monsieur", "Luc"), ("Madame", "Zoé"), ("Mr", "Théo"), ("Mlle", "Inès"),
)  # fmt: skip
FORMS = ("SARL", "SAS", "EURL", "SA", "SCOP")
OWNERS = ("l.bertin@atelier-demo.example", "m.caradec@atelier-demo.example", "")
TAGS = ("Salon 2026", "Salon 2026, VIP", "Newsletter", "", "VIP; Newsletter")
DATES: tuple[object, ...] = ("03/04/2024", date(2024, 4, 3), "2024-04-03", 45385, "3 avril 2024", "")
KINDS = ("client", "client", "prospect", "Client", "fournisseur", "Prospect")


def siret(number: int) -> str:
    """Return a SIRET that passes both checksums, made from a number."""
    siren = _with_luhn(f"9{number:07d}")
    return _with_luhn(f"{siren}0001")


def _with_luhn(digits: str) -> str:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def vat(number: str) -> str:
    """Return the French VAT number of a SIRET."""
    siren = int(number[:9])
    return f"FR{(12 + 3 * (siren % 97)) % 97:02d}{siren:09d}"


def phone(number: int) -> str:
    """Return a landline of the range kept for fiction."""
    return f"01 99 00 {number // 100 % 100:02d} {number % 100:02d}"


def mobile(number: int) -> str:
    """Return a mobile of the range kept for fiction."""
    return f"06 39 98 {number // 100 % 100:02d} {number % 100:02d}"


def company(index: int) -> dict[str, object]:
    """Return one clean company row."""
    street, postal_code, city = PLACES[index % len(PLACES)]
    trade, sector = TRADES[index % len(TRADES)]
    family = FAMILIES[(index * 7) % len(FAMILIES)]
    number = siret(index * 131 + 17)
    slug = f"{trade}-{family}-{index}".lower().translate(str.maketrans("éèêëâîôç", "eeeeaioc"))
    return {
        "Client, prospect ou fournisseur": KINDS[index % len(KINDS)],
        "Société ou particulier": "société",
        "Nom société": f"{trade} {family} {city}",
        "SIRET": f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}" if index % 3 else number,
        "N° TVA": vat(number) if index % 4 == 0 else "",
        "Forme juridique": FORMS[index % len(FORMS)],
        "E-mail": f"contact@{slug}.example",
        "Téléphone": phone(1000 + index),
        "Mobile": mobile(2000 + index) if index % 2 else "",
        "Site web": f"https://{slug}.example" if index % 3 == 0 else "",
        "Adresse": street,
        "Code postal": postal_code,
        "Ville": city,
        "Pays": ("France", "FR", "france")[index % 3],
        "Smart tags": TAGS[index % len(TAGS)],
        "cf:secteur-activite": sector,
        "Propriétaire": OWNERS[index % len(OWNERS)],
        "Date de création": DATES[index % len(DATES)],
        "Note": "" if index % 5 else "Rencontré au salon de Lyon",
        "Chiffre d'affaires": f"{12 + index} 500,00 €",
    }


def person(index: int) -> dict[str, object]:
    """Return one clean individual row."""
    street, postal_code, city = PLACES[(index * 5) % len(PLACES)]
    civility, first_name = FIRST_NAMES[index % len(FIRST_NAMES)]
    family = FAMILIES[index % len(FAMILIES)]
    return {
        "Client, prospect ou fournisseur": ("client", "prospect")[index % 2],
        "Société ou particulier": "particulier",
        "Civilité": civility,
        "Prénom": first_name,
        "Nom": family,
        "E-mail": f"famille.{family.lower()}.{index}@example.org".translate(
            str.maketrans("éèêëâîôç", "eeeeaioc")
        ),
        "Mobile": mobile(5000 + index),
        "Adresse": street,
        "Code postal": postal_code,
        "Ville": city,
        "Pays": "France",
        "Smart tags": TAGS[(index + 2) % len(TAGS)],
        "cf:secteur-activite": "Particulier",
        "Date de création": DATES[(index + 1) % len(DATES)],
    }


def dirty(rows: list[dict[str, object]]) -> None:
    """Spoil some rows in place, the way real files are spoiled."""
    repaired: dict[int, dict[str, object]] = {
        3: {"Téléphone": 199001003, "Nom société": "  Garage Marchand Toulouse  "},
        10: {"Code postal": 1000},
        9: {"Code postal": 6000, "Site web": "pepiniere-nice.example"},
        14: {"E-mail": "mailto:accueil@crepes.example", "Pays": "République française"},
        20: {"Téléphone": "+33 (0)1 99 00 10 20", "Smart tags": "VIP, VIP, Salon 2026"},
        25: {"Note": "N/C", "Mobile": "-", "Propriétaire": "#N/A"},
        33: {
            "Pays": "Belgique",
            "Code postal": "1000",
            "Ville": "Bruxelles",
            "Téléphone": "",
            "Mobile": "",
            "N° TVA": "",
        },
        40: {"Nom société": "Librairie\u00a0Béranger\u200b Lyon"},
        47: {"Date de création": datetime(2023, 12, 31)},  # noqa: DTZ001 - a spreadsheet has no time zones
    }
    refused: dict[int, dict[str, object]] = {
        5: {"SIRET": "3,41174E+13"},
        12: {"SIRET": "73282932000075"},
        18: {"Téléphone": "01 99 00 10"},
        23: {"Date de création": "31/04/2024"},
        28: {"Date de création": "02/13/2024"},
        30: {"Pays": "Frnace"},
        36: {"E-mail": "contact@imprimerie"},
        42: {"Téléphone": "01 99 00 10 42 / 06 39 98 20 42"},
        45: {"Nom société": ""},
        50: {"Client, prospect ou fournisseur": "partenaire"},
        55: {"Code postal": "", "Ville": ""},
        60: {"Propriétaire": "ancien.vendeur@atelier-demo.example"},
        61: {"E-mail": "a@example.com; b@example.com"},
    }
    for index, cells in {**repaired, **refused}.items():
        rows[index].update(cells)
    rows[58]["SIRET"] = rows[16]["SIRET"]
    lost = siret(5_520_135)
    rows[66].update({"SIRET": int(_zero_siret()), "N° TVA": "", "Note": f"Ancien numéro {lost[:3]}"})


def _zero_siret() -> str:
    """Return a valid SIRET that begins with zeros, as Excel would eat them."""
    return _with_luhn(f"{_with_luhn('00552013')}0001")


def rows() -> list[dict[str, object]]:
    """Return the 120 rows of the sample."""
    made = [company(index) for index in range(95)]
    dirty(made)
    people = [person(index) for index in range(25)]
    people[4]["Mobile"] = 639985004
    people[9]["Mobile"] = "06 39 98"
    people[17]["Civilité"] = "Docteur"
    return made + people


def write(path: Path) -> None:
    """Write the workbook at `path`."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    book.set_properties({"title": "Clients", "created": datetime(2026, 10, 14)})  # noqa: DTZ001 - fixed on purpose
    sheet = book.add_worksheet("Clients")
    sheet.write(
        0, 0, "Fichier clients du service commercial", book.add_format({"bold": True, "font_size": 14})
    )
    sheet.write(1, 0, "Mis à jour le 14/10/2026 - données fictives")
    head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    for column, header in enumerate(HEADERS):
        sheet.write(3, column, header, head)
        sheet.set_column(column, column, max(12, len(header) + 2))
    for line, row in enumerate(rows(), start=4):
        for column, header in enumerate(HEADERS):
            value = row.get(header, "")
            if value != "":
                sheet.write(line, column, value)
    sheet.freeze_panes(4, 0)
    book.close()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("clients_sales.xlsx")
    write(target)
