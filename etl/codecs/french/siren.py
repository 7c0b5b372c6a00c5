"""SIREN and SIRET cells: nine and fourteen digits with a Luhn key (INSEE), La Poste's own rule included.

A number that Excel rounded (3,41174E+13) has lost digits for good: it is refused, never completed.
"""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import numpy as np
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

from etl.codecs.base import Cell, Options
from etl.codecs.cleaning.clean import is_scientific
from etl.codecs.cleaning.digits import only_number, with_digits
from etl.codecs.column import PENDING, ColumnCodec, Plain, Reading, refused, repaired
from etl.codecs.numbers.numeral import is_fraction, without_fraction
from etl.codecs.text import cell_text

_LA_POSTE = "356000000"
_SEPARATORS = str.maketrans("", "", " .-\u00a0\u202f")
_digits = re.compile("[0-9]+").fullmatch
# No establishment is numbered 0000: five final zeros are digits that Excel lost.
_fourteen = re.compile(f"(?!{_LA_POSTE}|000000000)[0-9]{{9}}(?!00000)[0-9]{{5}}").fullmatch
_nine = re.compile("(?!000000000)[0-9]{9}").fullmatch

# The value that a doubled digit adds to a Luhn sum, from its ASCII code, on top of 48.
_DOUBLED = bytes(48 + (2 * (c - 48) - 9 * (c > 52)) if 48 <= c <= 57 else 0 for c in range(256))


def siren_key_holds(digits: str) -> bool:
    """Say whether nine ASCII digits pass Luhn."""
    codes = digits.encode()
    return (sum(codes[::2]) + sum(codes[1::2].translate(_DOUBLED)) - 9 * 48) % 10 == 0


def siret_keys_hold(digits: str) -> bool:
    """Say whether fourteen ASCII digits pass Luhn, and their first nine too."""
    codes = digits.encode()
    total = sum(codes[1::2]) + sum(codes[::2].translate(_DOUBLED))
    return (total - 14 * 48) % 10 == 0 and siren_key_holds(digits[:9])


Digits = np.ndarray[Any, np.dtype[np.int64]]
"""The digits of many numbers: a row a place, a column a number."""


def all_digits(texts: Sequence[str], length: int) -> Digits | None:
    """Return the digits of many texts; None unless each has so many ASCII digits and nothing else."""
    joined = "".join(texts)
    if set(map(len, texts)) != {length} or not (joined.isascii() and joined.isdigit()):
        return None
    codes = np.frombuffer(joined.encode(), dtype=np.uint8).reshape(len(texts), length)
    return codes.T.astype(np.int64, order="C") - 48


def luhn_holds(digits: Digits) -> bool:
    """Tell whether every number passes Luhn."""
    doubled = 2 * digits[-2::-2]
    total = digits[-1::-2].sum(axis=0) + (doubled - 9 * (doubled > 9)).sum(axis=0)
    return not (total % 10).any()


def numbers_of(digits: Digits) -> Digits:
    """Return the numbers that digits are."""
    numbers: Digits = 10 ** np.arange(len(digits) - 1, -1, -1) @ digits
    return numbers


class _Register(ColumnCodec):
    """What both numbers have in common; `kind` begins the codes of its problems."""

    as_text = True
    length: ClassVar[int]

    def prepared(self, cells: Sequence[Cell], literal: Collection[int], /) -> Sequence[Cell]:
        """Return the cells without the ".0" of a column that a program kept as numbers."""
        return without_fraction(cells, literal)

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as digits, then as the number."""
        if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal | str):
            return refused(f"{self.kind}-format")
        text = cell_text(cell)
        if is_scientific(text):
            return refused(f"{self.kind}-destroyed")
        if is_fraction(text):
            return refused(f"{self.kind}-format")
        digits = text.translate(_SEPARATORS)
        if _digits(digits):
            return self.number(digits)
        return refused(f"{self.kind}-format", proposed=self._inside(text, digits))

    def _inside(self, text: str, typed: str) -> str | None:
        """Return the number of a text with words, or with letters for digits, where its keys hold."""
        meant = with_digits(typed) or re.sub("[^0-9]", "", only_number(text) or "")
        is_it = len(meant) == self.length and _digits(meant) is not None and self.holds(meant)
        return meant if is_it else None

    def number(self, digits: str) -> Reading:
        """Read digits as the number: right, with its lost zeros restored, or refused."""
        whole = digits.zfill(self.length)
        if len(digits) == self.length:
            return Reading(digits) if self.holds(digits) else refused(f"{self.kind}-checksum")
        if self.length - 2 <= len(digits) < self.length and self.holds(whole):
            return repaired(whole, f"{self.kind}-zero-restored", number=whole)
        return refused(f"{self.kind}-length", length=len(digits))

    def holds(self, digits: str) -> bool:
        """Say whether digits of the right length pass the register's rules."""
        raise NotImplementedError


class Siren(_Register):
    """The nine digits of a French company."""

    kind = "siren"
    length = 9

    def plain(self, _options: Options, /) -> Plain:
        """Let through nine digits whose key is right."""
        return _plain_siren

    def whole(self, texts: Sequence[str], _options: Options, /) -> list[Any] | None:
        """Let through nine digits whose keys are right."""
        digits = all_digits(texts, 9)
        return list(texts) if digits is not None and luhn_holds(digits) and digits.any(axis=0).all() else None

    def number(self, digits: str) -> Reading:
        """Read digits; a whole SIRET is refused with the SIREN it begins with."""
        if len(digits) == 14 and siret.is_valid(digits):
            return refused("siren-is-siret", proposed=digits[:9], suggestion=digits[:9])
        return super().number(digits)

    def holds(self, digits: str) -> bool:
        """Say whether nine digits are a SIREN; the row of zeros, which passes Luhn, is none."""
        return bool(siren.is_valid(digits)) and int(digits) > 0


class Siret(_Register):
    """The fourteen digits of an establishment: its company's SIREN and its own number."""

    kind = "siret"
    length = 14

    def plain(self, _options: Options, /) -> Plain:
        """Let through fourteen digits whose keys hold, also in the groups of INSEE (3 3 3 5)."""
        return _plain_siret

    def whole(self, texts: Sequence[str], _options: Options, /) -> list[Any] | None:
        """Let through fourteen digits whose keys hold."""
        digits = all_digits(texts, 14)
        if digits is None or not (luhn_holds(digits) and luhn_holds(digits[:9])):
            return None
        companies, establishments = numbers_of(digits[:9]), digits[9:].any(axis=0)
        is_right = (companies > 0) & (companies != int(_LA_POSTE)) & establishments
        return list(texts) if is_right.all() else None

    def number(self, digits: str) -> Reading:
        """Read digits; a SIREN is refused with a word on its own column."""
        if len(digits) == self.length and digits.endswith("00000"):
            return refused("siret-destroyed")
        if len(digits) == 9 and siren.is_valid(digits):
            return refused("siret-is-siren")
        return super().number(digits)

    def holds(self, digits: str) -> bool:
        """Say whether fourteen digits are a SIRET."""
        try:
            siret.validate(digits)
        except ValidationError:
            return False
        return int(digits[:9]) > 0 and not digits.endswith("00000")


def _plain_digits(cell: Cell) -> str:
    if type(cell) is str:
        return cell if len(cell) in (9, 14) else cell.replace(" ", "")
    return cell_text(cell) if type(cell) in (int, float) else ""


def _plain_siren(cell: Cell) -> object:
    digits = _plain_digits(cell)
    return digits if _nine(digits) and siren_key_holds(digits) else PENDING


def _plain_siret(cell: Cell) -> object:
    digits = _plain_digits(cell)
    return digits if _fourteen(digits) and siret_keys_hold(digits) else PENDING
