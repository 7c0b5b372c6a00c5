"""Records made anonymous: names, numbers and words become fictional ones, the same everywhere the same thing stood.

What makes an account hard to import into stays: doubles stay doubles, empty stays empty, links, dates, amounts,
countries and the first digits of postal codes are kept. Nothing of the key, nor of a name, is in what comes out.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from etl.codecs import fold
from etl.results import JsonValue

Document = Mapping[str, JsonValue]

_FIRST = (
    "Alix",
    "Camille",
    "Claude",
    "Dominique",
    "Eden",
    "Lou",
    "Maé",
    "Noa",
    "Sacha",
    "Yaël",
    "Andrea",
    "Charlie",
)
_LAST = ("Aubier", "Bellac", "Corbin", "Delval", "Estran", "Fontel", "Garance", "Hautbois", "Illier", "Jonquet",
         "Kerguel", "Lormont", "Marsac", "Nivelle", "Orsan", "Pontel", "Quimper", "Rivoire", "Sauval",
         "Tavel")  # fmt: skip
_TRADES = ("Atelier", "Boulangerie", "Cabinet", "Comptoir", "Ferme", "Garage", "Imprimerie", "Librairie",
           "Maison", "Menuiserie", "Pépinière", "Studio")  # fmt: skip
_WORDS = ("lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "tempor")


@dataclass(frozen=True, slots=True)
class Fiction:
    """Replaces what could tell who somebody is; `key` decides by what, and is forgotten afterwards."""

    key: bytes

    def record(self, document: Document, resource: str) -> dict[str, JsonValue]:
        """Return a record of a resource ("companies") without what could tell whose it is."""
        return {name: self._field(name, value, resource) for name, value in document.items()}

    def _field(self, name: str, value: JsonValue, resource: str) -> JsonValue:
        if isinstance(value, Mapping):
            return self.record(value, resource) if name in _GROUPS else value
        if value is None or value == "" or name not in _FIELDS:
            return value
        if name == "name" and resource != "companies":
            return self.words(str(value))
        return _FIELDS[name](self, str(value))

    def number(self, text: str, most: int) -> int:
        """Return a number below `most` that only this text has, as far as there is room."""
        digest = hmac.new(self.key, " ".join(fold(text).split()).encode(), hashlib.sha256).digest()
        return int.from_bytes(digest[:8], "big") % most

    def company(self, text: str) -> str:
        """Return the name of a company."""
        one = self.number(text, 1_000_000)
        return f"{_TRADES[one % len(_TRADES)]} {_LAST[one // 12 % len(_LAST)]} {one // 240}"

    def first_name(self, text: str) -> str:
        """Return a first name."""
        return _FIRST[self.number(text, len(_FIRST))]

    def last_name(self, text: str) -> str:
        """Return a last name."""
        one = self.number(text, 100_000)
        return f"{_LAST[one % len(_LAST)]} {one // len(_LAST)}"

    def email(self, text: str) -> str:
        """Return an address under a reserved domain."""
        return f"p{self.number(text, 10**9)}@example.com"

    def phone(self, text: str) -> str:
        """Return a number of a range kept for fiction (01 99 00, Arcep)."""
        return f"+33199{self.number(text, 10_000):06d}"

    def website(self, text: str) -> str:
        """Return an address under a reserved domain."""
        return f"https://s{self.number(text, 10**9)}.example.org"

    def siren(self, text: str) -> str:
        """Return nine digits whose key is right, of a range that INSEE gives to nobody (0)."""
        return _with_key(f"0{self.number(text[:9], 10**7):07d}")

    def siret(self, text: str) -> str:
        """Return fourteen digits: the SIREN of the same company, and an establishment whose key is right."""
        return _with_key(f"{self.siren(text[:9])}{self.number(text, 10**4):04d}")

    def vat(self, text: str) -> str:
        """Return a French VAT number of the SIREN it was made of."""
        siren = self.siren(text[-9:])
        return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"

    def code(self, text: str) -> str:
        """Return a reference."""
        return f"REF-{self.number(text, 10**9)}"

    def street(self, text: str) -> str:
        """Return the first line of an address."""
        return f"{self.number(text, 200) + 1} rue de la Fiction"

    def city(self, text: str) -> str:
        """Return a town."""
        return f"Ville-sur-Fiction {self.number(text, 1000)}"

    def postal_code(self, text: str) -> str:
        """Return the region of a postal code."""
        return "".join("0" if i > 1 and one.isdecimal() else one for i, one in enumerate(text))

    def words(self, text: str) -> str:
        """Return words of about the same length."""
        start = self.number(text, len(_WORDS))
        return " ".join(_WORDS[(start + i) % len(_WORDS)] for i in range(max(1, len(text.split()))))

    def nothing(self, text: str) -> str:
        """Return nothing."""
        del text
        return ""


def _with_key(digits: str) -> str:
    """Return digits with the last one that makes Luhn's sum right."""
    total = 0
    for i, one in enumerate(reversed(digits)):
        value = int(one) * (2 if i % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


_GROUPS = frozenset({"legal_france", "social", "owner"})
_FIELDS: Mapping[str, Callable[[Fiction, str], str]] = {
    "name": Fiction.company,
    "last_name": Fiction.last_name,
    "first_name": Fiction.first_name,
    "lastname": Fiction.last_name,
    "firstname": Fiction.first_name,
    "email": Fiction.email,
    "phone_number": Fiction.phone,
    "mobile_number": Fiction.phone,
    "fax_number": Fiction.phone,
    "website": Fiction.website,
    "twitter": Fiction.website,
    "facebook": Fiction.website,
    "linkedin": Fiction.website,
    "viadeo": Fiction.website,
    "siret": Fiction.siret,
    "siren": Fiction.siren,
    "vat": Fiction.vat,
    "rcs_immatriculation": Fiction.words,
    "reference": Fiction.code,
    "auxiliary_code": Fiction.code,
    "note": Fiction.words,
    "description": Fiction.words,
    "title": Fiction.words,
    "address_line_1": Fiction.street,
    "address_line_2": Fiction.nothing,
    "address_line_3": Fiction.nothing,
    "address_line_4": Fiction.nothing,
    "city": Fiction.city,
    "postal_code": Fiction.postal_code,
    "avatar": Fiction.nothing,
    "birth_date": lambda _self, text: f"{text[:4]}-01-01",
}
