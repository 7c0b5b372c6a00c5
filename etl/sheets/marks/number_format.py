"""Which currency a number format names: `[$$-409]#,##0.00` is dollars, `#,##0.00" USD"` too, `[$-40C]` none.

Formats are those of [ECMA-376] part 1, 18.8.31; the currency is given as it is written, a sign or a code. A format
that shows the currency of the viewer's locale (Excel's own numbers 5 to 8 and 37 to 44) names none.
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
_TIMES = r"[kK]|M|Mds?|Mrds?|Mio|[Mm]illiers?|[Mm]illions?|[Mm]illiards?|[Tt]housands?|[Bb]illions?"
_before = re.compile(
    rf"(?:.*[^\W_]\s|\W*)(?P<times>(?:{_TIMES})(?:\s?(?:d['’]|de|of))?\s?)", re.DOTALL
).fullmatch
_after = re.compile(rf"(?P<times>\s?(?:{_TIMES}))(?!\w)").match
_alone = re.compile(_TIMES).fullmatch
_times_code = re.compile(r"(?<![A-Za-z])(?P<times>[kKM]|Md|Mio)(?P<code>[A-Z]{3})(?![A-Za-z])").search
"""Multiples of the unit: what people see as 5000 k€ is not 5000 €."""
_FRANC = "F"
"""The whole text of a format of francs."""


@cache
def currency_of(code: str) -> str:
    """Return the currency that a number format names, as written; "" where it names none.

    A format whose sections name several gives them all, joined by "/": none of them can be trusted.
    """
    names = (text.strip() if whole else currency_in(text) for text, whole in _texts(code))
    return "/".join(dict.fromkeys(name for name in names if name))


def _texts(code: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a format: those in currency brackets are currencies (True), the others are searched."""
    text = ""
    last = 0
    for token in _TOKEN.finditer(code):
        kind = token.lastgroup
        times = ""
        if token.start() > last or kind in ("sign", "section", "gap"):
            if kind == "sign" and token["sign"] and _alone(text.strip()):
                text, times = "", text.strip()
            yield text, False
            text = ""
        last = token.end()
        if kind == "sign":
            yield f"{times}{token['sign']}", True
        elif kind in ("quoted", "escaped", "bare"):
            text += token[kind]
    yield text, False


def currency_in(text: str) -> str:
    """Return the currency that the text beside a number names, as written; "" where it names none.

    It comes with the thousands or millions that it is counted in; these are given alone too: "k€", "K".
    """
    shown = text.strip()
    if _alone(shown):
        return shown
    if (match := _times_code(shown)) and match["code"] in _codes():
        return match[0]
    match = next((code for code in _CODE.finditer(shown) if code[0] in _codes()), None)
    match = match or _SIGN.search(shown) or _WORD.search(shown)
    if match is None:
        return _counted(shown)
    before, after = _before(shown[: match.start()]), _after(shown[match.end() :])
    return f"{before['times'] if before else ''}{match[0]}{after['times'] if after else ''}"


def _counted(text: str) -> str:
    """Return francs that have no other sign than their letter."""
    return text if text in (_FRANC, f"k{_FRANC}", f"K{_FRANC}", f"M{_FRANC}") else ""


@cache
def _codes() -> frozenset[str]:
    """Return the codes of ISO 4217, those of former currencies too."""
    from babel.numbers import list_currencies  # noqa: PLC0415 - few workbooks have such texts

    return frozenset(list_currencies()) - {"XXX", "XTS"}
