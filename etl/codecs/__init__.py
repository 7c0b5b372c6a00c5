"""Cell <-> JSON value, one small two-way codec per kind of cell; they work on whole columns.

`Decoded.values` holds what Sellsy takes, `Decoded.problems` what was refused or repaired.
"""

from etl.codecs.base import UNSTATED, Cell, CellProblem, Codec, Decoded, Options
from etl.codecs.choice import Boolean, Choice, Civility
from etl.codecs.cleaning.clean import clean, clean_cell, is_excel_error
from etl.codecs.cleaning.fold import fold
from etl.codecs.cleaning.markup import html_text
from etl.codecs.cleaning.mojibake import repaired_cells, repaired_text
from etl.codecs.countries.country import Country
from etl.codecs.countries.postal import PostalCode
from etl.codecs.french.codes import Naf
from etl.codecs.french.siren import Siren, Siret
from etl.codecs.french.vat import Vat
from etl.codecs.listing import ListOf
from etl.codecs.moment import BirthDate, Date, Moment
from etl.codecs.net import Email, Url
from etl.codecs.numbers.currency import is_currency, named_currencies
from etl.codecs.numbers.number import Decimal, Identifier, Integer, Percent
from etl.codecs.phone import Phone
from etl.codecs.refusal import Refusal
from etl.codecs.text import Code, Listed, RichText, Text, cell_text

__all__ = [
    "UNSTATED",
    "BirthDate",
    "Boolean",
    "Cell",
    "CellProblem",
    "Choice",
    "Civility",
    "Code",
    "Codec",
    "Country",
    "Date",
    "Decimal",
    "Decoded",
    "Email",
    "Identifier",
    "Integer",
    "ListOf",
    "Listed",
    "Moment",
    "Naf",
    "Options",
    "Percent",
    "Phone",
    "PostalCode",
    "Refusal",
    "RichText",
    "Siren",
    "Siret",
    "Text",
    "Url",
    "Vat",
    "cell_text",
    "clean",
    "clean_cell",
    "fold",
    "html_text",
    "is_currency",
    "is_excel_error",
    "named_currencies",
    "repaired_cells",
    "repaired_text",
]
