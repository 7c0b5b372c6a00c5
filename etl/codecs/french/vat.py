"""VAT number cells: checked by their own prefix's rule, or completed by their country's; words for "none" are empty."""

import re
from collections.abc import Sequence
from typing import Any

from stdnum.fr import siren

from etl.codecs.base import UNSTATED, Cell, Options
from etl.codecs.cleaning.clean import is_scientific
from etl.codecs.cleaning.digits import with_digits
from etl.codecs.cleaning.fold import fold
from etl.codecs.column import ColumnCodec, Plain, Reading, emptied, if_matching, refused, repaired
from etl.codecs.french.siren import all_digits, luhn_holds, numbers_of, siren_key_holds
from etl.codecs.french.vat_rules import EUROPEAN, bare, inside, is_judged, prefix_of, valid, why
from etl.codecs.text import cell_text

_PLAIN = re.compile("(?=.*[0-9])[A-Z0-9]{2,15}").fullmatch
_LONGEST = 15
_SUFFIX = re.compile("(?:MWST|TVA|IVA|VAT)$")
"""What Swiss numbers may end with: the name of the tax, in the language of who writes it."""

_FEWEST = 8
"""Fewest digits of the numbers of the European Union, but for Romania's shortest."""
_PREFIXED = re.compile("[A-Z]{2}").match
_french = re.compile(r"FR(?P<key>[0-9]{2})(?P<siren>(?!000)[0-9]{9})").fullmatch

_NONE = re.compile(
    r"art(?:icle)?\.? ?(?:n )?293 ?b\b.*|.*\b(?:tva|vat) non applicable\b.*|non applicable|not applicable"
    r"|(?:societe |entreprise |association )?(?:non|pas) (?:assujetti|soumis|redevable|concerne)(?:e|s|es)?\b.*"
    r"|(?:tva )?(?:exo|exonere|exoneree|exoneres|exoneration|exempt|exempte|exemptee|exempted)\b.*"
    r"|franchise(?: (?:en base|de tva|de base))?\b.*|(?:en )?franchise en base.*"
    r"|(?:auto|micro) ?entre(?:prise|preneur|preneuse)s?\b.*|micro"
    r"|(?:sans|pas de|aucun|aucune|no|hors)(?: (?:n|no|numero|number)(?: de)?)?(?: (?:tva|vat))?(?: intracom\w*)?"
    r"|neant|none|ras|nd|nc|na|sans objet|non (?:communique|renseigne|disponible|connu)e?|inconnue?"
)
"""What people write where there is no VAT number (art. 293 B of the French tax code: the small traders' exemption)."""


class Vat(ColumnCodec):
    """A VAT number with its country's prefix; of a country that has no known rule, 2 to 15 letters and digits.

    Where the country is not known yet, a number whose prefix does not settle it passes as typed.
    """

    kind = "vat"
    as_text = True
    hinted = True

    def plain(self, _options: Options, /) -> Plain:
        """Let through French numbers whose two keys hold."""
        return if_matching(_plain_french)

    def whole(self, texts: Sequence[str], _options: Options, /) -> list[Any] | None:
        """Let through French numbers whose two keys hold."""
        digits = all_digits([text[2:] for text in texts], 11)
        if digits is None or not all(text.startswith("FR") and text[4:7] != "000" for text in texts):
            return None
        keys, sirens = numbers_of(digits[:2]), numbers_of(digits[2:])
        is_right = (keys == (12 + 3 * (sirens % 97)) % 97).all() and luhn_holds(digits[2:])
        return list(texts) if is_right else None

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a VAT number of a country."""
        text = cell_text(cell)
        if is_scientific(text):
            return refused("vat-destroyed")
        number = bare(text)
        if is_judged(number[:2]) and (full := valid(number)):
            return _fitting(full)
        unstated = options.country == UNSTATED and len(number) <= _LONGEST
        if unstated and (options.literal or _is_open(text, number)):
            return Reading(text if len(text) <= _LONGEST else number)
        return _of_country(text, number, options.country)


def _fitting(number: str) -> Reading:
    """Return a valid number; suggest it without the tax's name where it is too long for Sellsy."""
    shorter = _SUFFIX.sub("", number)
    if len(number) > _LONGEST and shorter != number and valid(shorter):
        return refused("vat-text", proposed=shorter, suggestion=shorter)
    return Reading(number)


def _of_country(text: str, number: str, country: str) -> Reading:
    prefix = prefix_of(country)
    own = is_judged(number[:2])
    if prefix in EUROPEAN and not own and (completed := valid(prefix + number)):
        return repaired(completed, "vat-prefix-added", vat=completed)
    numbers = inside(text, country)
    if len(numbers) == 1 and not _is_key(number):
        return refused("vat-text", proposed=numbers[0], suggestion=numbers[0])
    if _means_none(text):
        return emptied("vat-none")
    if own or prefix in EUROPEAN:
        return _refusal(number, prefix)
    return Reading(number) if _PLAIN(number) else refused("vat-invalid", why="malformed")


def _is_open(text: str, number: str) -> bool:
    """Tell whether a text may be a number of some country."""
    return _PLAIN(number) is not None and not _means_none(text)


def _means_none(text: str) -> bool:
    """Tell whether a text is words for "none"; a text with as many digits as a number is not."""
    if sum(map(str.isdecimal, text)) >= _FEWEST:
        return False
    return _NONE.fullmatch(" ".join(fold(text).replace(".", " ").replace(":", " ").split())) is not None


def _is_key(number: str) -> bool:
    """Tell whether a number is French except for a wrong key."""
    return number[:2] == "FR" and len(number) == 13 and siren.is_valid(number[-9:])


def _refusal(number: str, prefix: str) -> Reading:
    if _is_key(number):
        return refused("vat-key", suggestion=f"FR{french_key(number[-9:]):02d}{number[-9:]}")
    if not _PREFIXED(number):
        return refused("vat-invalid", why=why(prefix + number))
    meant = with_digits(number[2:]) if number[:2] == "FR" else None
    return refused("vat-invalid", proposed=valid(f"FR{meant}") if meant else None, why=why(number))


def _plain_french(text: str) -> bool:
    number = _french(text)
    return (
        number is not None
        and int(number["key"]) == french_key(number["siren"])
        and siren_key_holds(number["siren"])
    )


def french_key(digits: str) -> int:
    """Return the numeric key of the VAT number of a SIREN: (12 + 3 x SIREN mod 97) mod 97."""
    return (12 + 3 * (int(digits) % 97)) % 97
