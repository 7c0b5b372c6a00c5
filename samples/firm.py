"""A fictional firm's records, from which the samples of every pipeline are made: the same ones at each call.

Names are invented; e-mails are under reserved domains, phones in the range kept for fiction, SIRETs pass the checksum.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from generate import FAMILIES, PLACES, phone, siret

TRADES = (
    "Menuiserie", "Imprimerie", "Fromagerie", "Librairie", "Pépinière", "Serrurerie", "Brasserie", "Tannerie",
    "Verrerie", "Chocolaterie", "Ferronnerie", "Cartonnerie",
)  # fmt: skip
FIRST_NAMES = (
    ("mrs", "Hélène"), ("mr", "Émile"), ("mrs", "Zoé"), ("mr", "Théo"), ("mrs", "Maëva"), ("mr", "Loïc"),
    ("mrs", "Anaïs"), ("mr", "Aurélien"),
)  # fmt: skip
JOBS = ("Gérante", "Responsable des achats", "Directeur technique", "Assistante de direction", "Comptable")
STAFF = ("Luc Bertin", "Maëlle Caradec", "Hugo Pelletier")
"""People of the local Sellsy's demonstration account."""
WORKS = (
    "Agencement",
    "Escalier",
    "Vitrines",
    "Faux plafond",
    "Comptoir",
    "Rayonnages",
    "Cloisons",
    "Parquet",
)
WORDS = ("Relancer le devis", "Rappeler après visite", "Envoyer la plaquette", "Fixer un rendez-vous")
NOTES = (
    "A demandé un délai de 45 jours.",
    "Préfère être appelée le matin ☕",
    "Hésite entre chêne et frêne ; « revoir en janvier ».",
    "Très contente du dernier chantier.\nRecommande autour d'elle.",
    "Budget validé par la direction.",
)
_START = date(2026, 2, 2)


@dataclass(frozen=True)
class Company:
    """A company; numbers of other records are their places in the lists of this module."""

    number: int
    name: str
    siret: str
    email: str
    phone: str
    street: str
    postal_code: str
    city: str
    owner: str
    created: date


@dataclass(frozen=True)
class Person:
    """Somebody who works at a company."""

    number: int
    company: Company
    civility: str
    first_name: str
    last_name: str
    job: str
    email: str
    phone: str


@dataclass(frozen=True)
class Deal:
    """What may be sold to a company; `stage` goes from 0 (first talk) to 4 (signature)."""

    number: int
    company: Company
    person: Person
    name: str
    amount: int
    stage: int
    status: str
    due: date
    owner: str
    created: date


@dataclass(frozen=True)
class Todo:
    """A task on a company and a deal."""

    number: int
    deal: Deal
    title: str
    due: date
    done: bool
    owner: str


@dataclass(frozen=True)
class Note:
    """What was said of a company."""

    number: int
    company: Company
    text: str
    at: date
    author: str


def slug(text: str) -> str:
    """Return a text as an e-mail or a domain has it."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(one if one.isalnum() else "-" for one in plain.lower()).strip("-")


def company(number: int, *, first: int = 0) -> Company:
    """Return a company; lists that begin at another `first` share none."""
    at = first + number
    street, postal_code, city = PLACES[at % len(PLACES)]
    name = f"{TRADES[at % len(TRADES)]} {FAMILIES[(at * 5 + at // 16) % len(FAMILIES)]}"
    return Company(
        number + 1,
        name,
        siret(at * 137 + 3001),
        f"contact@{slug(name)}.example",
        phone(4000 + at),
        street,
        postal_code,
        city,
        STAFF[at % len(STAFF)],
        _START + timedelta(days=at * 3),
    )


def person(number: int, companies: list[Company]) -> Person:
    """Return somebody of one of the companies."""
    own = companies[number % len(companies)]
    civility, first_name = FIRST_NAMES[(number * 3) % len(FIRST_NAMES)]
    last_name = FAMILIES[(number * 7 + 2) % len(FAMILIES)]
    return Person(
        number + 1,
        own,
        civility,
        first_name,
        last_name,
        JOBS[number % len(JOBS)],
        f"{slug(first_name)}.{slug(last_name)}.{number + 1}@{own.email.partition('@')[2]}",
        phone(6000 + number),
    )


def deal(number: int, people: list[Person]) -> Deal:
    """Return what may be sold to somebody's company."""
    whom = people[number % len(people)]
    return Deal(
        number + 1,
        whom.company,
        whom,
        f"{WORKS[number % len(WORKS)]} {whom.company.name}",
        1200 + number * 1350 + number % 3 * 50,
        number % 5,
        ("open", "open", "won", "open", "lost")[number % 5] if number % 2 else "open",
        date(2027, 1, 11) + timedelta(days=number * 6),
        STAFF[number % len(STAFF)],
        _START + timedelta(days=60 + number * 4),
    )


def todo(number: int, deals: list[Deal]) -> Todo:
    """Return a task on one of the deals."""
    own = deals[(number * 2) % len(deals)]
    day = date(2026, 12, 7) + timedelta(days=number)
    return Todo(number + 1, own, WORDS[number % len(WORDS)], day, number % 4 == 3, STAFF[number % len(STAFF)])


def note(number: int, companies: list[Company]) -> Note:
    """Return what was said of one of the companies."""
    own = companies[(number * 3) % len(companies)]
    day = date(2026, 9, 1) + timedelta(days=number * 5)
    return Note(number + 1, own, NOTES[number % len(NOTES)], day, STAFF[number % len(STAFF)])


@dataclass(frozen=True)
class Firm:
    """A whole account."""

    companies: list[Company]
    people: list[Person]
    deals: list[Deal]
    todos: list[Todo]
    notes: list[Note]


def firm(*, first: int = 0, sizes: tuple[int, int, int, int, int] = (18, 24, 16, 10, 12)) -> Firm:
    """Return an account of so many companies, people, deals, tasks and notes."""
    companies = [company(i, first=first) for i in range(sizes[0])]
    people = [person(i, companies) for i in range(sizes[1])]
    deals = [deal(i, people) for i in range(sizes[2])]
    todos = [todo(i, deals) for i in range(sizes[3])]
    return Firm(companies, people, deals, todos, [note(i, companies) for i in range(sizes[4])])
