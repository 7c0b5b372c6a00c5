"""Postal codes: short codes that spreadsheets take for numbers, checked and repaired by their country's form."""

import re

from etl.codecs.base import UNSTATED, Cell, Options
from etl.codecs.cleaning.digits import with_digits
from etl.codecs.cleaning.words import WORDS
from etl.codecs.column import ColumnCodec, Plain, Reading, if_matching, refused, repaired
from etl.codecs.countries.postal_forms import FORMS, fits, with_zeros
from etl.codecs.text import cell_text

_plain_french = FORMS["FR"].fullmatch
_inside = re.compile(r"(?<![0-9])(?!00)[0-9]{5}(?![0-9])")
_any = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{0,28}[0-9A-Za-z]").fullmatch


class PostalCode(ColumnCodec):
    """A postal code as text, of its country's form where that is known, else of 2 to 30 characters.

    A zero that a spreadsheet dropped is restored where nothing else explains the digits. Where the country is not known
    yet, what could be a postal code somewhere passes as it was typed.
    """

    kind = "postal_code"
    as_text = True
    hinted = True

    def plain(self, options: Options, /) -> Plain:
        """Let through the digits of the country's form; five digits where the country is not known yet."""
        form = FORMS.get("FR" if options.country == UNSTATED else options.country)
        return super().plain(options) if form is None else if_matching(form.fullmatch)

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a postal code of a country."""
        text, country = cell_text(cell), options.country
        if country == "FR":
            return _french(text)
        fitting = fits(text, country)
        if not _any(text) or (text in WORDS and country != UNSTATED):
            return _unlike(text)
        if fitting is None or fitting:
            return Reading(text)
        if filled := with_zeros(text, country):
            return repaired(filled, "postal-code-zero-restored", postal_code=filled)
        return refused("postal-code-country", country=country)


def _french(text: str) -> Reading:
    bare = text.replace(" ", "")
    if _plain_french(bare):
        return Reading(bare)
    if filled := with_zeros(bare, "FR"):
        return repaired(filled, "postal-code-zero-restored", postal_code=filled)
    inside = _inside.findall(text)
    if len(inside) == 1:
        return refused("postal-code-text", proposed=inside[0], suggestion=inside[0])
    meant = with_digits(bare)
    return refused("postal-code-french", proposed=meant if meant and _plain_french(meant) else None)


def _unlike(text: str) -> Reading:
    inside = _inside.findall(text)
    if len(inside) == 1:
        return refused("postal-code-text", suggestion=inside[0])
    return refused("postal-code-invalid")
