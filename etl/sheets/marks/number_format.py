"""Which currency a number format names: `[$$-409]#,##0.00` is dollars, `#,##0.00" USD"` too, `[$-40C]` none.

Formats are those of [ECMA-376] part 1, 18.8.31; the currency is given as it is written, a sign or a code. A format
that shows the currency of whoever looks (Excel's own numbers 5 to 8 and 37 to 44) names none.
"""

import re
from collections.abc import Iterator
from functools import cache

_TOKEN = re.compile(
    r"""\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]   # [$CHF-807]: a currency and its place
      | "(?P<quoted>[^"]*)"?                  # text
      | \\(?P<escaped>.)                      # one letter of text
      | (?P<gap>_.|\*.|\[[^\]]*\])            # room, filling, colours and conditions
      | (?P<section>;)
      | (?P<bare>[^0-9#?.,/%EeGg@;\[\]"\\_*])  # a sign that needs no quotes""",
    re.VERBOSE | re.DOTALL,
)
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_SIGN = re.compile(
    r"(?<![A-Za-z])(?:US|CA|C|AU|A|NZ|HK|SG|S|NT|R|MX|RD|TT|BZ|J|CN|JP)\s?[$¥]|[$¢£¤¥֏؋৲৳฿៛₠-⃀＄￠￡￥]"
)
_WORD = re.compile(
    r"(?<!\w)(?:F\s?CFA|CFA|F\s?CFP|CFP|FF|SFr|Frs?|kr|Kč|zł|Ft|lei|лв|руб|Dhs?|euros?|dollars?|francs?|pounds?)"
    r"(?!\w)",
    re.IGNORECASE,
)
_FRANC = "F"
"""The whole text of a format of francs."""


@cache
def currency_of(code: str) -> str:
    """Return the currency that a number format names, as written; "" where it names none.

    A format whose sections name several gives them all, joined by "/": it is none that can be trusted.
    """
    said = (text.strip() if whole else currency_in(text) for text, whole in _texts(code))
    return "/".join(dict.fromkeys(one for one in said if one))


def _texts(code: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a format: what stands in brackets of a currency is one (True), the rest is looked at."""
    held = ""
    last = 0
    for token in _TOKEN.finditer(code):
        kind = token.lastgroup
        if token.start() > last or kind in ("sign", "section", "gap"):
            yield held, False
            held = ""
        last = token.end()
        if kind == "sign":
            yield token["sign"], True
        elif kind in ("quoted", "escaped", "bare"):
            held += token[kind]
    yield held, False


def currency_in(text: str) -> str:
    """Return the currency that the text beside a number names, as written; "" where it names none."""
    said = text.strip()
    for code in _CODE.findall(said):
        if code in _codes():
            return str(code)
    found = _SIGN.search(said) or _WORD.search(said)
    return found[0] if found else _FRANC if said == _FRANC else ""


@cache
def _codes() -> frozenset[str]:
    """Return the codes of ISO 4217, those of former currencies too."""
    from babel.numbers import list_currencies  # noqa: PLC0415 - few workbooks have such texts

    return frozenset(list_currencies()) - {"XXX", "XTS"}
