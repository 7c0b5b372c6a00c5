"""The forms of postal codes, country by country.

Sources: `postalCodeData.xml` of CLDR (Unicode), the national posts' own lists for the first digits and for what came
since (Korea's five digits, Israel's seven, Serbia's five, Vietnam's five, Egypt's seven, Kazakhstan's letters, Panama's
boxes), La Poste for the overseas territories. Peru, Guatemala, Ecuador and Colombia begin with the number of a
department. A country whose codes are not of one known form (or that has none) is left out: its codes are not checked.
"""

import re
from collections.abc import Mapping

_FOUR = r"[1-9]\d{3}"
_FIVE = r"[1-9]\d{4}"
_FIVE_WITH_ZERO = r"(?!00)\d{5}"
_BRITISH = r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}|GIR0AA|BFPO\d{1,4}"

_FORMS = {
    # France and its territories (the cedex of overseas begin with 98 too)
    "FR": _FIVE_WITH_ZERO,
    "GP": r"9[78][01]\d{2}", "MQ": r"9[78]2\d{2}", "GF": r"9[78]3\d{2}", "RE": r"9[78]4\d{2}",
    "PM": r"9[78]5\d{2}", "YT": r"9[78]6\d{2}", "BL": r"9[78][01]\d{2}", "MF": r"9[78][01]\d{2}",
    "WF": r"986\d{2}", "PF": r"987\d{2}", "NC": r"988\d{2}", "MC": r"980\d{2}",
    # Europe
    "AD": r"AD\d{3}", "AL": _FOUR, "AT": _FOUR, "BA": r"[78]\d{4}", "BE": _FOUR, "BG": _FOUR, "BY": r"2\d{5}",
    "CH": _FOUR, "CY": rf"{_FOUR}|99\d{{3}}", "CZ": r"[1-7]\d{4}", "DE": _FIVE_WITH_ZERO, "DK": r"(?!00)\d{4}",
    "EE": _FIVE, "ES": r"(?:0[1-9]|[1-4]\d|5[0-2])\d{3}", "FI": r"(?!0000)\d{5}", "FO": r"[1-9]\d{2}",
    "GB": _BRITISH, "GG": r"GY\d\d?\d[A-Z]{2}", "GR": r"[1-8]\d{4}", "HR": r"[1-5]\d{4}", "HU": _FOUR,
    "IM": r"IM\d\d?\d[A-Z]{2}", "IS": r"[1-9]\d{2}", "IT": r"(?!0000)\d{5}", "JE": r"JE\d\d?\d[A-Z]{2}",
    "LI": r"94(?:8[5-9]|9[0-8])", "LT": _FIVE_WITH_ZERO, "LU": _FOUR, "LV": _FOUR, "MD": _FOUR, "ME": r"8\d{4}",
    "MK": _FOUR, "MT": r"[A-Z]{3}\d{2,4}", "NL": r"[1-9]\d{3}(?:[A-Z]{2})?", "NO": r"(?!0000)\d{4}",
    "PL": r"(?!0000)\d{5}", "PT": r"[1-9]\d{3}(?:\d{3})?", "RO": r"(?!00)\d{6}", "RS": r"[1-3]\d{4}",
    "RU": r"[1-6]\d{5}", "SE": _FIVE, "SI": _FOUR, "SK": r"[089]\d{4}", "SM": r"4789\d", "UA": _FIVE_WITH_ZERO,
    "VA": r"00120", "XK": r"[1-7]\d{4}",
    # around the Mediterranean and in Africa
    "DZ": _FIVE_WITH_ZERO, "EG": r"[1-9]\d{4}(?:\d{2})?", "KE": r"(?!000)\d{5}", "NG": r"[1-9]\d{5}",
    "SA": r"[1-9]\d{4}(?:\d{4})?", "IL": r"\d{5}|\d{7}", "IR": r"\d{10}", "MA": _FIVE, "SN": r"[1-9]\d{4}", "TN": _FOUR,
    "TR": r"(?:0[1-9]|[1-7]\d|8[01])\d{3}", "ZA": r"(?!0000)\d{4}",
    # America
    "BR": r"(?!00)\d{8}", "CA": r"[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z]\d[A-CEGHJ-NPR-TV-Z]\d",
    "MX": _FIVE_WITH_ZERO, "PR": r"00[679]\d{2}(?:\d{4})?",
    "VI": r"008\d{2}(?:\d{4})?", "GU": r"969\d{2}(?:\d{4})?", "GL": r"39\d{2}", "CO": r"(?:05|08|[1-9]\d)\d{4}",
    "EC": r"(?:0[1-9]|1\d|2[0-4]|90)\d{4}", "GT": r"(?:0[1-9]|1\d|2[0-2])\d{3}", "PA": r"(?!00)\d{4}(?:\d{5})?",
    "PE": r"(?:0[1-9]|1\d|2[0-5])\d{3}", "UY": _FIVE,
    "US": r"(?!00[0-4])\d{5}(?:\d{4})?",
    # Asia and Oceania
    "AU": r"(?!00)\d{4}", "CN": r"(?!00)\d{6}", "IN": r"[1-9]\d{5}", "JP": r"(?!000)\d{7}",
    "KR": r"\d{5}|[1-7]\d{5}", "NZ": r"(?!00)\d{4}", "SG": r"\d{6}", "TH": r"[1-9]\d{4}",
    "BD": _FOUR, "ID": _FIVE, "KZ": r"(?!00)\d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d", "LK": r"(?!000)\d{5}",
    "MY": _FIVE_WITH_ZERO, "PH": r"(?!00)\d{4}", "PK": _FIVE, "TW": r"[1-9]\d{2}(?:\d{2,3})?", "UZ": r"[1-9]\d{5}",
    "VN": r"(?!00)\d{5}|[1-9]\d{5}",
    # the Caucasus
    "AM": r"(?!0000)[0-4]\d{3}", "AZ": r"(?!00)\d{4}", "GE": r"(?!00)\d{4}",
}  # fmt: skip

FORMS: Mapping[str, re.Pattern[str]] = {
    country: re.compile(form, re.ASCII) for country, form in _FORMS.items()
}
"""What a postal code of a country matches once spaces and hyphens are taken out and letters are capitals."""

SIGNS: Mapping[str, str] = {
    "AT": "A", "BE": "B", "DE": "D", "ES": "E", "FI": "FIN", "HU": "H", "IT": "I", "LI": "FL", "LU": "L", "NO": "N",
    "PT": "P", "SE": "S", "SI": "SLO",
}  # fmt: skip
"""The letters of the road that people write before a postal code (B-1000), where they are not the country's code."""

HYPHENS: Mapping[tuple[str, int], int] = {
    ("BR", 8): 5, ("JP", 7): 3, ("PA", 9): 4, ("PL", 5): 2, ("PR", 9): 5, ("PT", 7): 4, ("US", 9): 5, ("VI", 9): 5,
}  # fmt: skip
"""Country and number of digits of a postal code -> where its hyphen stands, in digits from its start."""

WIDEST = 9
"""Most digits of a postal code: an American one of nine."""

METROPOLITAN = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5])\d{3}", re.ASCII)
"""Postal codes of metropolitan France, by their departments."""

OVERSEAS: Mapping[str, str] = {
    "97133": "BL", "97150": "MF", "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT",
    "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
"""First digits of the postal codes of France's overseas territories -> their country code, the longest first."""


def fits(text: str, country: str) -> bool | None:
    """Tell whether a text is a postal code of a country, None where the form of its codes is unknown."""
    form = FORMS.get(country)
    if form is None:
        return None
    bare = _bare(text)
    signed = (bare.removeprefix(sign) for sign in (country, SIGNS.get(country, country)))
    return bool(form.fullmatch(bare) or any(form.fullmatch(rest) for rest in signed))


def with_zeros(text: str, country: str) -> str | None:
    """Return a postal code with the zeros that a spreadsheet dropped, None where they do not explain the text."""
    form, bare = FORMS.get(country), _bare(text)
    if form is None or not bare.isdecimal():
        return None
    for width in range(len(bare) + 1, WIDEST + 1):
        filled = bare.zfill(width)
        if form.fullmatch(filled):
            at = HYPHENS.get((country, width))
            return filled if at is None else f"{filled[:at]}-{filled[at:]}"
    return None


TERRITORIES = frozenset((*OVERSEAS.values(), "MC"))
"""The countries whose postal codes are of La Poste's plan, beside France."""


def territory_of(postal_code: str) -> str | None:
    """Return the overseas territory of France of a postal code."""
    bare = _bare(postal_code)
    if not FORMS["FR"].fullmatch(bare):
        return None
    return next((code for start, code in OVERSEAS.items() if bare.startswith(start)), None)


def is_metropolitan(postal_code: str) -> bool:
    """Tell whether a text is a postal code of metropolitan France, even without its first zero."""
    bare = _bare(postal_code)
    return METROPOLITAN.fullmatch(bare.zfill(5) if len(bare) > 3 else bare) is not None


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "").upper()
