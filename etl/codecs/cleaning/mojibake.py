"""Text that was encoded twice: UTF-8 that some program took for cp1252, such as `HÃ©lÃ¨ne`.

Only the letters and signs of Western Europe are recognised, and only where what stands there is nothing that people
write: `SÃO PAULO` and `IRMÃ…` are Portuguese.
"""

import re
from collections.abc import Iterable, Sequence

from etl.codecs.base import Cell

_TIMES = 3
"""How many times a text may have been encoded."""


def _sign(byte: int) -> str:
    """Return the cp1252 character of a byte; an undefined one stays a control character."""
    return bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))


def _signs(*bytes_: int) -> str:
    """Return a pattern class of the characters that a program may show for these bytes: cp1252, or Latin-1."""
    return "[" + "".join(re.escape(_sign(byte)) + re.escape(chr(byte)) for byte in bytes_) + "]"


_ANY = _signs(*range(0x80, 0xC0))
_DOUBLE = re.compile(
    f"Ã{_ANY}|Â[\u00a0-\u00bf]|Å{_signs(0x92, 0x93, 0xA0, 0xA1, 0xB8, 0xBD, 0xBE)}"
    f"|â{_signs(*range(0x80, 0x85))}{_ANY}|ð{_signs(0x9F)}{_ANY}{_ANY}"
)
_BYTES = {_sign(byte): byte for byte in range(0x80, 0xC0)}
_CONTROLS = {byte: _sign(byte) for byte in range(0x80, 0xA0)}
_CLOSING = frozenset("»…’”“–—«º°. \u00a0")


def repaired_cells(cells: Sequence[Cell]) -> dict[int, str]:
    """Return position -> text as it was meant, of the cells that were encoded twice."""
    if not _may_hold(cells):
        return {}
    repaired = ((at, repaired_text(cell)) for at, cell in enumerate(cells) if isinstance(cell, str))
    return {at: text for at, text in repaired if text is not None}


def _may_hold(cells: Iterable[Cell]) -> bool:
    """Tell quickly whether any cell of a column may be such a text."""
    try:
        whole = "\n".join(cells)  # type: ignore[arg-type]  # cells of a CSV are texts: that is what is tried
    except TypeError:
        whole = "\n".join([cell for cell in cells if isinstance(cell, str)])
    return not whole.isascii() and _DOUBLE.search(whole) is not None


def repaired_text(text: str) -> str | None:
    """Return a text as it was meant, None where it was not encoded twice."""
    before = text
    for _ in range(_TIMES):
        after = _DOUBLE.sub(_meant, before)
        if after == before:
            break
        before = after
    return None if before == text else before


def as_cp1252(text: str) -> str:
    r"""Return a text with the signs of cp1252 that a program took for control characters of Latin-1.

    >>> as_cp1252("L\x92atelier")
    'L’atelier'
    """
    return text.translate(_CONTROLS)


def _meant(match: re.Match[str]) -> str:
    try:
        meant = bytes(_BYTES.get(char, ord(char) & 0xFF) for char in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return match[0] if _is_portuguese(match, meant) else meant


def _is_portuguese(match: re.Match[str], meant: str) -> bool:
    """Tell whether an Ã is in a word in capitals, where the repaired character would not fit."""
    text, start, end = match.string, match.start(), match.end()
    if match[0][0] != "Ã" or not text[:start][-1:].isupper():
        return False
    if meant.islower():
        return text[:start][-2:].isupper() and len(text[:start][-2:].strip()) > 1
    return match[0][1] in _CLOSING and not text[end : end + 1].isalpha()
