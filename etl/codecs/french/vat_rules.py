"""Which VAT numbers are valid: those of the European Union and of other countries by stdnum's own rule for each.

The numbers of a country without a rule in stdnum are not checked.
"""

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from stdnum import get_cc_module
from stdnum.ch import uid
from stdnum.eu import vat
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

EUROPEAN = frozenset(code.upper() for code in vat.MEMBER_STATES) - {"GR"} | {"EL", "XI"}
"""Prefixes of the European Union's numbers; Greece's is EL, Northern Ireland's XI."""

_FRENCH = frozenset({"GP", "MQ", "GF", "RE", "YT", "MC"})
"""Where VAT numbers are French: the overseas departments and Monaco (code général des impôts, art. 286 ter)."""

_SEPARATORS = re.compile(r"[\s.\-/·_]")
_START = re.compile(
    r"(?:(?<![A-Z0-9])|(?<=TVA)|(?<=VAT)|(?<=BTW)|(?<=MWST)|(?<=IVA))([A-Z]{2})(?=[A-Z0-9\s.\-/])"
)
_DIGITS = re.compile(r"[0-9](?:[0-9A-Z]|[\s.\-/](?=[0-9A-Z])){5,}")
_SHORTEST = 7


def bare(text: str) -> str:
    """Return a number in upper case, without spaces and separators."""
    return _SEPARATORS.sub("", text).upper()


def prefix_of(country: str) -> str:
    """Return the prefix of a country's VAT numbers."""
    if country in _FRENCH:
        return "FR"
    return "EL" if country == "GR" else country


def is_judged(prefix: str) -> bool:
    """Tell whether numbers that begin so have a rule."""
    return prefix in EUROPEAN or prefix == "GR" or _module(prefix) is not None


@cache
def _module(prefix: str) -> ModuleType | None:
    if not re.fullmatch("[A-Z]{2}", prefix) or prefix == "MC":
        return None
    module = get_cc_module(prefix, "vat")
    return module if isinstance(module, ModuleType) else None


def valid(number: str) -> str | None:
    """Return a number that is valid by its own prefix's rule, in the form to send; None for any other."""
    prefix = number[:2]
    if prefix in EUROPEAN or prefix == "GR":
        try:
            return str(vat.validate(number))
        except ValidationError:
            return None
    module = _module(prefix)
    if module is None:
        return None
    holds = (
        module.is_valid(number) or module.is_valid(number[2:]) or (prefix == "CH" and uid.is_valid(number))
    )
    return number if holds else None


def inside(text: str, country: str) -> list[str]:
    """Return the valid numbers inside a text; those without a prefix take the country's."""
    capitals = text.upper()
    numbers = [
        number
        for start in _START.finditer(capitals)
        if (number := _longest(bare(capitals[start.start(1) :])))
    ]
    if not numbers and prefix_of(country) in EUROPEAN:
        bodies = (bare(digits[0]) for digits in _DIGITS.finditer(capitals))
        numbers = [number for body in bodies if (number := valid(prefix_of(country) + body))]
    return list(dict.fromkeys(numbers))


def _longest(rest: str) -> str | None:
    if not is_judged(rest[:2]):
        return None
    return next((number for end in _ends(rest) if (number := valid(rest[:end]))), None)


def _ends(rest: str) -> Iterator[int]:
    """Yield where a number may end, the longest first."""
    yield from range(min(len(rest), 18), _SHORTEST - 1, -1)


def why(number: str) -> str:
    """Return the library's own reason for refusing a number."""
    module = vat if number[:2] in EUROPEAN or number[:2] == "GR" else _module(number[:2])
    try:
        if module is not None:
            module.validate(number)
    except InvalidLength:
        return "bad-length"
    except InvalidChecksum:
        return "bad-key"
    except ValidationError:
        pass
    return "malformed"
