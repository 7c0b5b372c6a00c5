"""Country cells that mean something else beside a postal code of France: words for nothing, words for overseas.

`NC` is New Caledonia beside 98800, and "non communiqué" beside 75011; `DOM` is Guadeloupe beside 97110, and two
different things elsewhere.
"""

from etl.codecs.base import Cell
from etl.codecs.cleaning.clean import clean_cell
from etl.codecs.cleaning.fold import fold
from etl.codecs.column import Reading, emptied, refused, repaired
from etl.codecs.countries.postal_forms import TERRITORIES, is_metropolitan, territory_of
from etl.codecs.text import cell_text

_NO_CODE = frozenset({"ras", "nd", "n d", "r a s"})
"""What people write for "nothing to report", "not available"; no country has such a code."""

_ALSO_CODES = frozenset({"nc", "nr", "na", "so"})
"""What people write for "non communiqué, non renseigné, not available, sans objet"; New Caledonia, Nauru, Namibia and
Somalia have these codes."""

OVERSEAS_WORDS = frozenset(
    {
        "dom", "com", "tom", "drom", "dom tom", "dom/tom", "domtom", "drom com", "outre mer",
        "france dom", "france com", "france tom", "france dom tom", "france outre mer", "dom france",
    }
)  # fmt: skip
"""What people write for all of France's overseas. DOM and COM are also the letters of the Dominican Republic and of the
Comoros (ISO 3166-1 alpha-3)."""

_CODES = frozenset(code.lower() for code in TERRITORIES) - _ALSO_CODES
"""Codes of France's territories: two letters that may mean something else with a postal code from elsewhere."""

_WORDS = _NO_CODE | _ALSO_CODES | _CODES | OVERSEAS_WORDS

DOUBTFUL = frozenset(word.upper() for word in _ALSO_CODES | _CODES)
"""Codes of countries that may read otherwise beside a postal code of metropolitan France."""


def beside(country: Cell, postal_code: Cell) -> Reading | None:
    """Return how a country cell reads beside the postal code of its row, None where the postal code changes nothing."""
    word = _said(country)
    if len(word) > _LONGEST or (word := fold(word.replace(".", " "))) not in _WORDS:
        return None
    beside_it = _said(postal_code)
    if word in OVERSEAS_WORDS:
        code = territory_of(beside_it)
        return repaired(code, "country-territory", country=code) if code else refused("country-overseas")
    if word in _CODES:
        return refused("country-beside", postal_code=beside_it) if is_metropolitan(beside_it) else None
    return emptied("country-nothing") if word in _NO_CODE or is_metropolitan(beside_it) else None


_LONGEST = max(map(len, _WORDS)) + 4


def _said(cell: Cell) -> str:
    cleaned = clean_cell(cell, words=False)
    return "" if cleaned is None else cell_text(cleaned)
