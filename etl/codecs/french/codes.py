"""NAF codes: four digits and a letter."""

import re

from etl.codecs.base import Cell, Options
from etl.codecs.column import ColumnCodec, Plain, Reading, if_matching, refused
from etl.codecs.text import cell_text

_plain_naf = re.compile("[0-9]{4}[A-Z]").fullmatch
_naf = re.compile(r"(?P<division>[0-9]{2})[. ]?(?P<group>[0-9]{2})\s?(?P<letter>[A-Za-z])").fullmatch
_naf_inside = re.compile(r"\b[0-9]{2}\.?[0-9]{2}[A-Za-z]\b")


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
        if naf := _naf(text):
            return Reading(f"{naf['division']}{naf['group']}{naf['letter'].upper()}")
        inside = _naf_inside.findall(text)
        if len(inside) == 1:
            code = inside[0].replace(".", "").upper()
            return refused("naf-text", proposed=code, suggestion=code)
        return refused("naf-invalid")
