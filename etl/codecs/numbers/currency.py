"""Which currency a text names beside an amount: a code of ISO 4217, a sign, or a word; a sign may stand for several."""

import re
from functools import cache
from unicodedata import category, normalize

_DOLLARS = (
    "USD CAD AUD NZD HKD SGD TWD MXN CLP COP ARS BSD BBD BZD BMD BND FJD GYD JMD LRD NAD SRD TTD XCD KYD"
)
_FRANCS = "CHF FRF BEF LUF XPF XOF XAF"
_NAMED = {
    "EUR": "€ EURO EUROS",
    _DOLLARS: "$ DOLLAR DOLLARS",
    "USD": "US$ $US USD$ $USD U$S DOLLARSUS USDOLLARS",
    "CAD": "CA$ $CA C$ $C CAN$ $CAN CAD$ $CAD DOLLARSCANADIENS",
    "AUD": "A$ $A AU$ $AU",
    "NZD": "NZ$ $NZ",
    "HKD": "HK$ $HK",
    "SGD": "S$ SG$ $SG",
    "TWD": "NT$",
    "MXN": "MX$ $MX",
    "BRL": "R$",
    "GBP EGP": "£",
    "GBP": "STG £STG GB£ UK£ POUND POUNDS LIVRE LIVRES LIVRESSTERLING",
    "JPY CNY": "¥ ￥",
    "JPY": "JP¥ YEN YENS 円",
    "CNY": "CN¥ RMB YUAN YUANS 元",
    "CHF": "FR FRS SFR SFRS FRCH FRANCSSUISSES FRANCSUISSE",
    _FRANCS: "F FRANC FRANCS",
    "FRF": "FF",
    "BEF": "FB",
    "XOF XAF": "CFA FCFA FRANCSCFA",
    "XPF": "CFP FCFP FRANCSPACIFIQUE",
    "MAD AED": "DH DHS DIRHAM DIRHAMS",
    "TND": "DT",
    "DZD": "DA",
    "SEK NOK DKK ISK": "KR",
    "PLN": "ZŁ ZL",
    "CZK": "KČ KC",
    "HUF": "FT",
    "RON MDL": "LEI LEU",
    "BGN": "ЛВ",
    "RUB": "₽ РУБ",
    "TRY": "₺ TL",
    "INR": "₹",
    "INR PKR MUR LKR NPR": "RS ₨",
    "KRW": "₩",
    "ILS": "₪",
    "THB": "฿",
    "UAH": "₴",
    "VND": "₫",
    "NGN": "₦",
}  # fmt: skip
_BY_WORD = {word: frozenset(codes.split()) for codes, words in _NAMED.items() for word in words.split()}
_TAX = re.compile(
    r"(?<![^\W\d])(?:H\.?\s?T\.?(?:\s?V\.?A\.?)?|T\.?\s?T\.?\s?C\.?|T\.?V\.?A\.?C\.?|hors\s+taxes?|hors\s+TVA"
    r"|toutes\s+taxes\s+comprises|nets?(?:\s+de\s+taxes?)?|excl\.?(?:\s+(?:tax|VAT))?|incl\.?(?:\s+(?:tax|VAT))?)"
    r"(?![^\W\d])",
    re.IGNORECASE,
)
_KEPT = re.compile(r"[\s.\u00a0\u202f]+")


def named_currencies(text: str) -> frozenset[str] | None:
    """Return the codes of the currencies that a text may name; empty where it names none, None where it is no currency.

    Tax words beside it ("HT", "TTC") name none.

    >>> named_currencies("€ HT"), named_currencies("clients")
    (frozenset({'EUR'}), None)
    """
    bare = _KEPT.sub("", normalize("NFC", _TAX.sub("", text))).upper()
    if not bare:
        return frozenset()
    currencies = _BY_WORD.get(bare)
    if currencies is not None:
        return currencies
    if len(bare) == 3 and bare in _codes():
        return frozenset({bare})
    if any(category(char) == "Sc" for char in bare) and not any(map(str.isdigit, bare)):
        return _mixed(bare)
    return None


def _mixed(bare: str) -> frozenset[str] | None:
    """Return the currency of a sign beside a code ("€EUR"); an unlisted sign is a currency, but not one of ours."""
    signs = "".join(char for char in bare if category(char) == "Sc")
    rest = bare.replace(signs, "", 1)
    if not rest:
        return frozenset({signs})
    both = (_BY_WORD.get(signs), frozenset({rest}) if rest in _codes() else _BY_WORD.get(rest))
    return both[0] & both[1] or None if both[0] and both[1] else None


def is_currency(code: str) -> bool:
    """Tell whether a text is a code of ISO 4217, in capitals."""
    return code in _codes()


@cache
def _codes() -> frozenset[str]:
    """Return the codes of ISO 4217, those of former currencies too."""
    from babel.numbers import list_currencies  # noqa: PLC0415 - few amounts name one

    return frozenset(list_currencies()) - {"XXX", "XTS"}
