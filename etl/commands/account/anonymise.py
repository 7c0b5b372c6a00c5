"""Records made anonymous: all that is not declared public is replaced, equal values by equal values.

What makes an account hard to import into stays: duplicates stay duplicates, empty stays empty; links, dates, amounts,
countries and the first digits of postal codes are kept. Nothing of the key, nor of a name, is in what comes out.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from etl.codecs import fold
from etl.core.results import JsonValue

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
    """Makes up plausible values; they depend on `key`, which is not kept."""

    key: bytes

    def number(self, text: str, most: int) -> int:
        """Return a number below `most` derived from a text, unique as far as there is room."""
        digest = hmac.new(self.key, " ".join(fold(text).split()).encode(), hashlib.sha256).digest()
        return int.from_bytes(digest[:8], "big") % most

    def company(self, text: str) -> str:
        """Return the name of a company."""
        number = self.number(text, 1_000_000)
        return f"{_TRADES[number % len(_TRADES)]} {_LAST[number // 12 % len(_LAST)]} {number // 240}"

    def first_name(self, text: str) -> str:
        """Return a first name."""
        return _FIRST[self.number(text, len(_FIRST))]

    def last_name(self, text: str) -> str:
        """Return a last name."""
        number = self.number(text, 100_000)
        return f"{_LAST[number % len(_LAST)]} {number // len(_LAST)}"

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
        known = _POSTAL.fullmatch(text)
        return known[1] + "0" * len(known[2]) if known else str(self.number(text, 10**5)).zfill(5)

    def birth_date(self, text: str) -> str:
        """Return a day of the year somebody was born in."""
        return f"{text[:4]}-01-01" if _DAY.fullmatch(text) else "1970-01-01"

    def words(self, text: str) -> str:
        """Return words of about the same length."""
        start = self.number(text, len(_WORDS))
        return " ".join(_WORDS[(start + i) % len(_WORDS)] for i in range(max(1, len(text.split()))))

    def nothing(self, text: str) -> str:
        """Return nothing."""
        del text
        return ""


@dataclass(frozen=True, slots=True)
class Anonymiser:
    """Replaces what could identify somebody by `fiction`.

    A field that nobody declared, of whatever type, is replaced: Sellsy may add one any day.
    """

    fiction: Fiction

    def record(self, document: Document, public: Collection[str], path: str = "") -> dict[str, JsonValue]:
        """Return a document in which only public values are unchanged.

        Args:
            document: a record as the API answers it, or a group in one.
            public: dotted paths that may be kept; items of a list have the path of the list.
            path: the path of the document in its record, with its final dot.
        """
        return {
            name: self._value(name, value, public, f"{path}{name}")
            for name, value in document.items()
            if name != _EMBEDDED
        }

    def _value(self, name: str, value: JsonValue, public: Collection[str], path: str) -> JsonValue:
        if isinstance(value, Mapping):
            return self.record(value, public, f"{path}.")
        if isinstance(value, list):
            return [self._value(name, item, public, path) for item in value]
        if value is None or value == "" or (path in public and not (name == "id" and isinstance(value, str))):
            return value  # ids are numbers: a text in place of an id is an outsider's e-mail
        if isinstance(value, str):
            return self.text(name, value)
        return self.plain(value)

    def text(self, name: str, value: str) -> str:
        """Return a replacement text of the kind that its field's name implies; words for any other field."""
        return _KINDS.get(name, Fiction.words)(self.fiction, value)

    def plain(self, value: JsonValue) -> JsonValue:
        """Return a replacement for a number or a boolean."""
        if isinstance(value, bool):
            return False
        return self.fiction.number(str(value), 1000) if isinstance(value, int | float) else None

    def custom(self, value: JsonValue) -> JsonValue:
        """Return a replacement for a custom-field value; ids of options, records and units are kept.

        A text that is a number or a day is replaced by another, so that its field still accepts it.
        """
        if isinstance(value, str):
            return self._custom_text(value)
        if isinstance(value, Mapping):
            return {name: item if name in _CUSTOM_KEPT else self.custom(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.custom(item) for item in value]
        return False if isinstance(value, bool) else value

    def _custom_text(self, value: str) -> str:
        if _DAY.match(value):
            return f"{value[:4]}-01-01{value[10:]}"
        if _NUMBER.fullmatch(value):
            return str(self.fiction.number(value, 10 ** max(1, len(value.partition(".")[0].lstrip("-")))))
        return self.fiction.words(value)

    def tag(self, value: str) -> str:
        """Return a word for a smart tag: people write names and debts into them."""
        return f"tag-{self.fiction.number(value, 10**6)}"


def _with_key(digits: str) -> str:
    """Return digits with their Luhn check digit."""
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


_EMBEDDED = "_embed"
"""Key of the embedded records of an answer: each of them is copied by itself."""

_CUSTOM_KEPT = frozenset({"id", "type", "currency", "unit_id"})
_POSTAL = re.compile(r"(\d{2})(\d{2,3})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

_KINDS: Mapping[str, Callable[[Fiction, str], str]] = {
    "last_name": Fiction.last_name,
    "first_name": Fiction.first_name,
    "lastname": Fiction.last_name,
    "firstname": Fiction.first_name,
    "email": Fiction.email,
    "id": Fiction.email,
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
    "birth_date": Fiction.birth_date,
}
