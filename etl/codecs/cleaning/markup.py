"""Undo what a web page does to text: entities such as `&amp;` everywhere, tags such as `<br>` in long texts.

Entities are undone once: `&amp;amp;` is what `&amp;` looks like on a page. Only what HTML 4 names is one, so
`R&D;` stays; only tags that HTML knows go, so `<name@example.com>` stays.
"""

import re
from html import unescape
from html.entities import name2codepoint

_ENTITY = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,7})|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_NAMES = frozenset({*name2codepoint, "apos", "AMP", "LT", "GT", "QUOT"})

_BLOCKS = "p|div|h[1-6]|li|ul|ol|tr|table|blockquote|hr|dd|dt|dl|pre|section|article"
_INLINE = (
    "a|abbr|b|big|center|code|em|font|i|img|ins|del|mark|s|small|span|strike|strong|sub|sup|u|tt|td|th|thead|"
    "tbody|html|body|head|meta|o:p"
)
_ALONE = frozenset({"hr", "img", "meta", "p", "li", "td", "tr"})
"""Tags that stand without one that closes them."""

_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_BLOCKS}|{_INLINE})(?P<rest>\s[^<>]*|/)?>", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?-->|<(style|script|title)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<a\s[^<>]*?href\s*=\s*[\"']?([^\"'<>\s]+)[^<>]*>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_is_block = re.compile(rf"(?:{_BLOCKS})", re.IGNORECASE).fullmatch
_BREAK = re.compile(r"[ \t]*<br(?:\s[^<>]*|/)?>[ \t]*\n?", re.IGNORECASE)
_BLOCK, _PARAGRAPH = "\x01", "\x02"
_APART = re.compile(r"[ \t\n]*[\x01\x02][ \t\n\x01\x02]*")
"""Runs of marks between blocks, once their tags are replaced by marks."""


def unescaped(text: str) -> str:
    """Return a text with its entities undone, once; anything else stays."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name is not None and name not in _NAMES:
        return match[0]
    character = unescape(match[0])
    kept = (character.isprintable() and character not in ("", "\ufffd")) or character in tuple(
        "\n\t\u00a0\u00ad\u200d"
    )
    return character if kept else match[0]


def untagged(text: str) -> str:
    """Return a long text without its tags: breaks and blocks are lines, a link keeps its address behind it.

    A tag that is never closed, where it should be, is not a tag: `if a<b> then` stays.
    """
    if "<" not in text or ">" not in text:
        return text
    bare = _BREAK.sub("\n", _LINK.sub(_linked, _UNSEEN.sub("", text)))
    closed = {tag["name"].lower() for tag in _TAG.finditer(bare) if tag["end"]}

    def mark(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if not match["end"] and name not in closed and name not in _ALONE:
            return match[0]
        return _PARAGRAPH if name == "p" else _BLOCK if _is_block(name) else ""

    return _APART.sub(_space, _TAG.sub(mark, bare)).strip() if bare != text or _TAG.search(bare) else text


def _space(match: re.Match[str]) -> str:
    return "\n\n" if _PARAGRAPH in match[0] else "\n"


def _linked(match: re.Match[str]) -> str:
    address, text = match[1].removeprefix("mailto:"), match[2]
    return text if address in text or address[:1] == "#" else f"{text} ({address})"


_ITEM = re.compile(r"<li\b[^<>]*>\s*(?:<p\b[^<>]*>)?", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*[\"']?([^\"'<>\s]+)[^<>]*>", re.IGNORECASE)
_ROWS = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>", re.IGNORECASE)


def html_text(text: str) -> str:
    """Return the text of an HTML fragment: paragraphs are lines, items have a dash, links and images their address."""
    bare = _ROWS.sub(" | ", _IMAGE.sub(r" (\1) ", _ITEM.sub("<li>- ", text)))
    lines = unescaped(untagged(bare)).replace("\u00a0", " ").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()
