"""NAF codes and postal codes: short codes that spreadsheets take for numbers."""

import re

from etl.codecs.base import Cell, Options
from etl.codecs.column import ColumnCodec, Plain, Reading, if_matching, refused, repaired
from etl.codecs.text import cell_text
from etl.codecs.words import WORDS

_plain_naf = re.compile("[0-9]{4}[A-Z]").fullmatch
_naf = re.compile(r"(?P<division>[0-9]{2})[. ]?(?P<group>[0-9]{2})\s?(?P<letter>[A-Za-z])").fullmatch
_naf_inside = re.compile(r"\b[0-9]{2}\.?[0-9]{2}[A-Za-z]\b")

_FIVE_DIGITS = frozenset(("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "MF", "BL", "MC", "NC", "PF", "WF"))
"""Countries whose postal codes are those of La Poste."""

_plain_postal = re.compile("(?!00)[0-9]{5}").fullmatch
_postal_inside = re.compile(r"(?<![0-9])(?!00)[0-9]{5}(?![0-9])")
_foreign = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{0,28}[0-9A-Za-z]").fullmatch


class Naf(ColumnCodec):
    """A NAF (APE) code, four digits and a letter without the dot ("4711C")."""

    kind = "naf"
    as_text = True

    def plain(self, _options: Options, /) -> Plain:
        """Let through codes in their plain form."""
        return if_matching(_plain_naf)

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as a NAF code."""
        text = cell_text(cell)
        if found := _naf(text):
            return Reading(f"{found['division']}{found['group']}{found['letter'].upper()}")
        inside = _naf_inside.findall(text)
        if len(inside) == 1:
            return refused("naf-text", suggestion=inside[0].replace(".", "").upper())
        return refused("naf-invalid")


class PostalCode(ColumnCodec):
    """A postal code as text: five digits in France and its territories, 2 to 30 characters elsewhere."""

    kind = "postal_code"
    as_text = True
    hinted = True

    def plain(self, _options: Options, /) -> Plain:
        """Let through five digits, right everywhere."""
        return if_matching(_plain_postal)

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a postal code of a country."""
        text = cell_text(cell)
        if options.country not in _FIVE_DIGITS:
            return Reading(text) if _foreign(text) and text not in WORDS else refused("postal-code-invalid")
        bare = text.replace(" ", "")
        if _plain_postal(bare):
            return Reading(bare)
        if len(bare) == 4 and _plain_postal(f"0{bare}"):
            return repaired(f"0{bare}", "postal-code-zero-restored", postal_code=f"0{bare}")
        inside = _postal_inside.findall(text)
        if len(inside) == 1:
            return refused("postal-code-text", suggestion=inside[0])
        return refused("postal-code-french")
