"""VAT number cells: the European ones are checked by their country's rule, the others kept plain."""

import re

from stdnum.eu import vat
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError
from stdnum.fr import siren

from etl.codecs.base import Cell, Options
from etl.codecs.clean import is_scientific
from etl.codecs.column import ColumnCodec, Plain, Reading, if_matching, refused, repaired
from etl.codecs.siren import siren_key_holds
from etl.codecs.text import cell_text

# Greece's prefix is EL; "XI" (Northern Ireland) follows the British rule and is kept plain.
_EUROPEAN = frozenset(code.upper() for code in vat.MEMBER_STATES) - {"GR"} | {"EL"}
_SEPARATORS = re.compile(r"[\s.\-/]")
_PLAIN = re.compile("(?=.*[0-9])[A-Z0-9]{2,15}").fullmatch
_PREFIXED = re.compile("[A-Z]{2}").match
_french = re.compile(r"FR(?P<key>[0-9]{2})(?P<siren>(?!000)[0-9]{9})").fullmatch


class Vat(ColumnCodec):
    """A VAT number with its country's prefix. Outside the European Union: 2 to 15 letters and digits."""

    kind = "vat"
    as_text = True
    hinted = True

    def plain(self, _options: Options, /) -> Plain:
        """Let through French numbers whose two keys hold."""
        return if_matching(_plain_french)

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a VAT number of a country."""
        text = cell_text(cell)
        if is_scientific(text):
            return refused("vat-destroyed")
        number = _SEPARATORS.sub("", text).upper()
        if number[:2] in _EUROPEAN | {"GR"}:
            return _european(number)
        prefix = "EL" if options.country == "GR" else options.country
        if prefix in _EUROPEAN:
            if completed := _valid(prefix + number):
                return repaired(completed, "vat-prefix-added", vat=completed)
            if not _PREFIXED(number):
                return refused("vat-invalid", why=_why(prefix + number))
        return Reading(number) if _PLAIN(number) else refused("vat-invalid", why="malformed")


def _plain_french(text: str) -> bool:
    found = _french(text)
    return (
        found is not None
        and int(found["key"]) == french_key(found["siren"])
        and siren_key_holds(found["siren"])
    )


def french_key(digits: str) -> int:
    """Return the numeric key of the VAT number of a SIREN: (12 + 3 x SIREN mod 97) mod 97."""
    return (12 + 3 * (int(digits) % 97)) % 97


def _valid(number: str) -> str | None:
    try:
        return str(vat.validate(number))
    except ValidationError:
        return None


def _european(number: str) -> Reading:
    valid = _valid(number)
    if valid:
        return Reading(valid)
    digits = number[-9:]
    if number[:2] == "FR" and len(number) == 13 and siren.is_valid(digits):
        return refused("vat-key", suggestion=f"FR{french_key(digits):02d}{digits}")
    return refused("vat-invalid", why=_why(number))


def _why(number: str) -> str:
    """Return the library's own reason for refusing a number."""
    try:
        vat.validate(number)
    except InvalidLength:
        return "bad-length"
    except InvalidChecksum:
        return "bad-key"
    except ValidationError:
        pass
    return "malformed"
