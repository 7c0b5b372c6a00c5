"""A text file that is not UTF-8: cp1252, two encodings in one, or an old encoding that the user must name.

No statistics: the evidence is a letter in an impossible place, such as Š in `HŠlŠne`. Under cp850 or Mac
Roman the same bytes may be words; which one it is, is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from etl.core.errors import DataError
from etl.sheets.readers.text.stored import BLOCK, line_at, open_binary

OLD = ("cp850", "mac_roman")
"""Encodings of DOS and of Macs before 2001 in Western Europe."""

NEAR = ("iso8859-15", "cp1250")
"""Encodings that differ from cp1252 by a few letters: ISO 8859-15 (€ œ Š ž) and Central Europe's cp1250 (ł ż ś ą)."""

_KNOWN = 200_000
"""Words remembered, so that each is examined once."""

_FEW = 3
"""Ratio of possibly accidental UTF-8 words to others from which they are not accidental."""

_LETTER_BYTES = bytes(range(0x41, 0x5B)) + bytes(range(0x61, 0x7B)) + bytes(range(0x80, 0x100))
_WORDS = bytes(byte if byte in _LETTER_BYTES else 0x20 for byte in range(256))
"""Every byte that is in no word becomes a space."""

_PLAIN = bytes(
    {*range(0x80), *range(0xE0, 0x100), *b"\x80\x92\x96\x97\x9c\xa0\xab\xb0\xb2\xbb"}
) + "ÀÁÆÇÈÉÊËÌÍÑÒÓÔÖØÙÚÛÜ".encode("cp1252")
"""Bytes that prove nothing once words with them have shown the file to be cp1252; so € where no â stands before."""

_SEQUENCE = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_UTF8 = re.compile(
    rb"\xc3[\x80-\xbf](?=[A-Za-z\x80-\xff])|(?<![A-Z][A-Z])\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]"
    rb"|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xe2[\x80-\x84][\x80-\xbf]|\xef\xbb\xbf|\xef\xbf\xbd|\xf0\x9f[\x80-\xbf]{2}"
    rb"|" + _SEQUENCE + rb"{2}"
)
"""What UTF-8 writes for the letters and signs of Western Europe, or two characters of any language in a row.

In cp1252 it would be Ã and a sign that never follows it; É and an ellipsis are one character of UTF-8 by chance.
"""

_LOW = "a-zß-öø-ÿœšž"
_HIGH = "À-ÖØ-ÞŒŠŽŸ"
_ANY = f"A-Z{_LOW}{_HIGH}"
_BETWEEN = "’‘–—\u00a0·´…°ª²³º"
"""What may stand between two letters besides letters: `l’eau`, `Paris–Lyon`, `col·legi`."""

_SIGN = re.compile(
    f"\ufffd|(?<=[{_ANY}])[^{_ANY}{_BETWEEN}](?=[{_ANY}])|(?<=[{_ANY}])[‚„‹]|[›](?=[{_ANY}])"
    f"|(?<=[{_ANY}])[ƒˆ‰˜¤]|[ƒˆ‰˜¤](?=[{_ANY}])"
)
"""A sign in an impossible place."""

_CAPITAL = re.compile(f"[{_LOW}][{_HIGH}]|[A-Z{_HIGH}][{_HIGH}][a-z]")
"""A capital inside a word."""

_VOWEL = "aeiouyà-åè-ïò-öø-ýÿœ"
_FOREIGN = re.compile(
    f"[´¸¨¦½¼¾¿¹¯](?<=[{_ANY}].)(?=[{_ANY}])"  # what stands between two letters
    f"|(?<=[{_ANY}])[¨¾¿¸]|[¸¨](?=[{_ANY}])|¯(?=[{_ANY}])"  # beside one
    f"|[½¼](?=(?i:uvr|ufs?$|illet))"  # œuvre, œuf, œillet: ½ kg is none
    f"|(?<![{_ANY}])£(?!(?i:ht$|ttc$|st))(?=[{_LOW}ó¹]{{2}}|[A-Z]?[{_HIGH}]|[A-Z]{{4}})"
    f"|(?<=[{_ANY}])³(?<![mM]³)(?=[{_LOW}])|(?<=[{_LOW}]{{3}})[ºª](?=[{_LOW}])"
)
"""Signs of cp1252 where none can stand, and where ISO 8859-15 or cp1250 have a letter."""

_ELISION = re.compile(f"(?<![{_ANY}])[{_ANY}]{{1,2}}´[A-Z{_HIGH}]|(?i:[bcdfghj-np-tv-z]|qu)´")
"""An accent typed for an apostrophe: L´OREAL, AUJOURD´HUI."""

_TREMA = re.compile(
    f"(?<=[{_ANY}])(?<=[{_VOWEL}])(?<!qu)‘(?!(?:s|d|m|t|i|re|ve|ll)(?![{_ANY}]))(?=[{_LOW}])", re.IGNORECASE
)
"""Where a vowel stands before ‘ and a small letter behind, Mac Roman has ë (`Noël`): no apostrophe stands there."""

_MONEY = re.compile(
    rb"[0-9][0-9.,]*[ \xa0]?\xa4(?![A-Za-z\x80-\xff])|(?<![A-Za-z\x80-\xff])\xa4[ \xa0]?[0-9]"
)
"""The sign of no currency beside a number: a euro of ISO 8859-15."""

_APART = re.compile("[’‘–—\u00a0·´…]")


@dataclass(slots=True)
class _Kind:
    """Words of one kind: how many different ones, the first of them and the offset of its first odd byte."""

    count: int = 0
    word: bytes = b""
    offset: int | None = None


@dataclass(slots=True)
class _Seen:
    """What the words of a file may be."""

    utf8: _Kind = field(default_factory=_Kind)
    chance: _Kind = field(default_factory=_Kind)
    other: _Kind = field(default_factory=_Kind)
    odd: _Kind = field(default_factory=_Kind)
    capitals: int = 0
    old: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OLD, 0))
    only_cp1252: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OLD, 0))


def eight_bit(path: Path) -> str:
    """Return "cp1252" for a file that is not UTF-8, after excluding other encodings.

    Raises:
        DataError: part of it is UTF-8, or it is in another encoding, which the user must name.
    """
    seen = _Seen()
    known: set[bytes] = set()
    for offset, block in _blocks(path):
        if block.isascii() or (_is_cp1252(seen) and _is_plain(block)):
            continue
        words = {word for word in set(block.translate(_WORDS).split()) if not word.isascii()} - known
        _look(seen, words, block, offset)
        if len(known) < _KNOWN:
            known |= words
    if seen.other.count and (seen.utf8.count or seen.chance.count > _FEW * seen.other.count):
        _refuse_mixed(path, seen)
    if seen.odd.count and _is_old(seen):
        line, word = line_at(path, seen.odd.offset or 0), seen.odd.word
        choices = [f"--encoding {name} ({_shown(word, name)})" for name in _likely(word)]
        raise DataError(
            "encoding-asked", path=path, line=line, cp1252=_shown(word, "cp1252"), choices=choices
        )
    return "cp1252"


def _is_cp1252(seen: _Seen) -> bool:
    return seen.other.count > 0 and all(seen.only_cp1252.values())


def _is_plain(block: bytes) -> bool:
    return not block.translate(None, _PLAIN) and b"\xe2\x80" not in block


def _refuse_mixed(path: Path, seen: _Seen) -> None:
    utf8 = seen.utf8 if seen.utf8.offset is not None else seen.chance
    line, other = line_at(path, seen.other.offset or 0), line_at(path, utf8.offset or 0)
    raise DataError("encoding-mixed", path=path, line=line, other=other)


def _is_old(seen: _Seen) -> bool:
    """Tell whether an old encoding explains what cp1252 cannot.

    Where cp1252 explains other words better, one word with a capital inside is just a name.
    """
    if any(seen.old[name] > seen.only_cp1252[name] for name in OLD):
        return True
    return seen.odd.count > min(seen.capitals, 1)


def _blocks(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield (offset, bytes) that end where a line ends, as far as there are lines."""
    offset, rest = 0, b""
    with open_binary(path) as file:
        while block := file.read(BLOCK):
            whole = rest + block
            end = max(whole.rfind(b"\n"), whole.rfind(b"\r")) + 1 or len(whole)
            yield offset, whole[:end]
            offset, rest = offset + end, whole[end:]
    yield offset, rest


def _look(seen: _Seen, words: set[bytes], block: bytes, offset: int) -> None:
    """Examine words that were not seen before; keep the first of each kind with its place."""
    kinds: dict[str, list[bytes]] = {}
    for word in words:
        names = list(_kinds(word))
        if "utf8" not in names and _take(seen, word):
            names.append("odd")
        for name in names:
            kinds.setdefault(name, []).append(word)
    if seen.odd.offset is None and (money := _MONEY.search(block)):
        seen.odd = _Kind(1, money[0], offset + money.start())
    for name, words_of_kind in kinds.items():
        kind: _Kind = getattr(seen, name)
        kind.count += len(words_of_kind)
        if kind.offset is None:
            kind.offset, kind.word = min((_place(word, block, name), word) for word in words_of_kind)
            kind.offset += offset


def _kinds(word: bytes) -> Iterator[str]:
    """Yield the kinds of a word: UTF-8, perhaps UTF-8 by chance, or not UTF-8."""
    proven = _UTF8.search(word) is not None
    try:
        word.decode("utf-8")
    except UnicodeDecodeError:
        yield "other"
    else:
        proven = proven or _SIGN.search(word.decode("cp1252", "replace")) is not None
        if not proven:
            yield "chance"
    if proven:
        yield "utf8"


def _take(seen: _Seen, word: bytes) -> bool:
    """Count what a word may be in each encoding, and tell whether it is a word in an old one and none in cp1252."""
    text = word.decode("cp1252", "replace")
    others = {name: word.decode(name) for name in OLD}
    if _is_near(word, text):
        return True
    if _TREMA.search(text) and _is_natural(others["mac_roman"]):
        return True
    if not _is_odd(text):
        if text.isalpha():
            for name, other in others.items():
                seen.only_cp1252[name] += _is_odd(other)
        return False
    natural = [name for name, other in others.items() if _is_natural(other)]
    for name in natural:
        seen.old[name] += 1
    seen.capitals += bool(natural) and _is_name(text)
    return bool(natural)


def _is_near(word: bytes, text: str) -> bool:
    """Tell whether a word is impossible in cp1252 and possible in a near encoding: `C½ur`, `za¿ó³æ`."""
    if not (_FOREIGN.search(text) or "\ufffd" in text or _CAPITAL.search(text)) or _ELISION.search(text):
        return False
    if _CAPITAL.search(text) and "Ÿ" not in text:
        return False
    return any(_is_word(word.decode(name, "replace").replace("€", "")) for name in NEAR)


def _is_word(reading: str) -> bool:
    """Tell whether a text is a word of any language of Europe."""
    return reading.isalpha() and (reading.islower() or reading.isupper() or reading.istitle())


def _is_name(text: str) -> bool:
    """Tell whether the only odd character is a capital inside the word, as in AutoŠkoda."""
    capitals = list(_CAPITAL.finditer(text))
    return not _SIGN.search(text) and len(capitals) == 1 and text[capitals[0].end() :][:1].islower()


def _is_odd(text: str) -> bool:
    return _SIGN.search(text) is not None or _CAPITAL.search(text) is not None


def _is_natural(text: str) -> bool:
    """Tell whether a text is words as people write them: lower case, upper case or capitalised."""
    if _is_odd(text):
        return False
    parts = [part for part in _APART.split(text) if part]
    return bool(parts) and all(
        re.fullmatch(f"[{_ANY}]+", part) and (part.islower() or part.isupper() or part.istitle())
        for part in parts
    )


def _place(word: bytes, block: bytes, name: str) -> int:
    """Return the offset in a block of the first byte of a word that is not ASCII, or not UTF-8."""
    inside = b"[A-Za-z\x80-\xff]"
    match = re.search(b"(?<!" + inside + b")" + re.escape(word) + b"(?!" + inside + b")", block)
    return (match.start() if match else 0) + _wrong(word, name)


def _wrong(word: bytes, name: str) -> int:
    if name == "other":
        try:
            word.decode("utf-8")
        except UnicodeDecodeError as error:
            return error.start
    return next((at for at, byte in enumerate(word) if byte >= 0x80), 0)


def _likely(word: bytes) -> list[str]:
    """Return the encodings in which a word that is odd in cp1252 may be one; all, where it is in none."""
    now = _shown(word, "cp1252")
    readings = {name: _shown(word, name) for name in (*OLD, *NEAR)}
    others = {name: reading for name, reading in readings.items() if "?" not in reading and reading != now}
    natural = [
        name
        for name, reading in others.items()
        if (_is_word(reading) or "€" in reading if name in NEAR else _is_natural(reading))
    ]
    return natural or [*others] or [*readings]


def _shown(word: bytes, name: str) -> str:
    return word.decode(name, "replace").replace("\ufffd", "?")
