"""E-mail and web addresses: one per cell, checked by their form (nothing is looked up on the network)."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from etl.codecs.base import Cell, Options
from etl.codecs.column import ColumnCodec, Plain, Reading, all_matching, if_matching, refused, repaired
from etl.codecs.text import cell_text

# Up to 64 characters no part can be too long; the library refuses the names that are kept from use.
_EMAIL_LENGTHS = frozenset(range(6, 65))
_PLAIN_EMAIL = (
    r"(?=.{6,64}$)[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+"
    r"(?!(?:arpa|invalid|local|localhost|onion)$)[a-z]{2,12}"
)
_plain_email = re.compile(_PLAIN_EMAIL).fullmatch
_many_emails = all_matching(
    r"[A-Za-z0-9_%+-]++(?:\.[A-Za-z0-9_%+-]++)*@(?:[a-z0-9]++(?:-[a-z0-9]++)*\.)+"
    r"(?!(?:arpa|invalid|local|localhost|onion)$)[a-z]{2,12}"
)
_BETWEEN_EMAILS = re.compile(r"[;,/|\s<>()\[\]]+")
_ALONE = re.compile(
    r"(?:.*[<(\[{\"']|.*[:;,/|]\s+)?(?P<address>[^\s<>()\[\]{}\"']+@[^\s<>()\[\]{}\"';,/|]+)"
    r"(?:[>)\]}\"'].*|[;,/|.](?:\s.*)?|\s+[-–(\[;,/|].*)?",
    re.DOTALL,
)
"""An address that a text sets apart from its words: in brackets, behind a colon, before a parenthesis."""

_AT = re.compile(r"\s*(?:@|[(\[]\s*(?:at|arobase)\s*[)\]])\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*[.,;]\s*(?=[a-z]{2,3}$)", re.IGNORECASE)
_LONGEST = 320
"""Characters of a text that is examined for a slip."""

_MAILTO = re.compile(r"mailto:(?://)?(?P<address>[^?]*)(?:\?.*)?", re.IGNORECASE | re.DOTALL)
"""A link to an address; the fields of the message are not part of the address."""

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
_UNENDED = r"www\.[^.]+"
"""A host of www. and a name without an ending: www.exemple."""
_PLAIN_URL = (
    rf"https?://(?!{_UNENDED.replace('[^.]', '[^.:/?#]')}(?:[:/?#]|$)){_HOST}(?::[1-9][0-9]{{0,3}})?"
    r"(?:[/?#][!-~]*)?"
)
_plain_url = re.compile(_PLAIN_URL).fullmatch
_many_urls = all_matching(
    r"https?://(?:www\.(?=[^.:/?#\n]*\.)|(?!www\.))(?:[a-z0-9]++(?:-[a-z0-9]++)*\.)+[a-z]{2,24}(?:[/?#][!-~]*+)?"
)
_LABEL = 63
"""Characters of the longest label of a domain; in a text that is no longer, no label is."""
_host = re.compile(_HOST).fullmatch
_unended = re.compile(_UNENDED).fullmatch
_AROUND_MARKS = re.compile(
    r"(?<=www\.)\s+|(?<=//)\s+|(?<=//)\s+(?=www)|\s+(?=\.[a-z]{2,3}(?:/|$))|(?<=\.)\s+(?=[a-z]{2,3}(?:/|$))"
)
"""Spaces beside a mark of an address, which cannot end it: www. exemple.fr, www.exemple .fr."""

_LIKELY_URL = re.compile(r"https?://|www\.", re.IGNORECASE)
_SLIPPED_SCHEME = re.compile(r"(?P<name>https?)(?:[:;.,]/{1,2}|:?/{1,3}|[;.,]//)(?=[a-z0-9])", re.IGNORECASE)
_COMMAS = re.compile(r"www[.,][a-z0-9-]+(?:[.,][a-z0-9-]+)*[.,][a-z]{2,4}", re.IGNORECASE)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?://|(?![0-9]))")


class Email(ColumnCodec):
    """One e-mail address; its domain is lowered, its local part kept (it may mind case: RFC 5321, 2.4)."""

    kind = "email"

    def plain(self, _options: Options, /) -> Plain:
        """Let through plain ASCII addresses of at most 64 characters."""
        return if_matching(_plain_email)

    def whole(self, texts: Sequence[str], _options: Options, /) -> list[Any] | None:
        """Let through plain ASCII addresses."""
        return _many_emails(texts) if set(map(len, texts)) <= _EMAIL_LENGTHS else None

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as an e-mail address."""
        text = cell_text(cell)
        link = _MAILTO.fullmatch(text)
        bare = link["address"].strip() if link else text
        address = to_email(bare)
        if address is None:
            return _refused_email(bare)
        return Reading(address) if bare is text else repaired(address, "email-mailto", email=address)


def to_email(text: str) -> str | None:
    """Return a valid address with its domain in lower case, else None; names reserved for tests are valid."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - plain addresses do without

    try:
        email = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    # The library, asked for a test environment, also lets a bare "test" domain through.
    return email.normalized if "." in email.domain else None


def _refused_email(text: str) -> Reading:
    parts = [part.strip("'\"").removeprefix("mailto:") for part in _BETWEEN_EMAILS.split(text)]
    addresses = list(dict.fromkeys(address for part in parts if (address := to_email(part))))
    if len(addresses) > 1:
        return refused("email-several", emails=addresses)
    if addresses:
        alone = _ALONE.fullmatch(text) if len(text) <= _LONGEST else None
        is_it = alone is not None and to_email(alone["address"]) == addresses[0]
        return refused("email-text", proposed=addresses[0] if is_it else None, suggestion=addresses[0])
    return refused("email-invalid", proposed=_respelled(text), why=_why(text))


def _respelled(text: str) -> str | None:
    """Return the address of a text with spaces or (at) around its @, or a comma for its last dot; None for others."""
    if len(text) > _LONGEST or len(_AT.findall(text)) != 1:
        return None
    name, domain = _AT.split(text)
    address = f"{name}@{_DOT.sub('.', domain.rstrip('.,;'))}"
    return None if re.search(r"\s", address) else to_email(address)


_REASONS = (
    ("must have an @-sign", "no-at"),
    ("must be something before", "no-name"),
    ("must be something after", "no-domain"),
    ("should have a period", "no-dot"),
    ("top-level domain", "no-dot"),
    ("special-use", "reserved"),
    ("too long", "address-too-long"),
    ("so many characters", "address-too-long"),
    ("before the @-sign", "bad-name"),
    ("after the @-sign", "bad-domain"),
    ("period", "bad-dots"),
)
"""A part of the library's message -> our code for it."""


def _why(text: str) -> str:
    """Return the library's own reason for refusing an address."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - plain addresses do without

    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        message = str(error)
        return next((word for part, word in _REASONS if part in message), "malformed")
    return "no-dot"


class Url(ColumnCodec):
    """A web address, http or https; a missing scheme is supplied (https://) with a warning."""

    kind = "url"

    def plain(self, _options: Options, /) -> Plain:
        """Let through plain ASCII addresses with their scheme and no capital in the host."""
        return if_matching(_plain_url)

    def whole(self, texts: Sequence[str], _options: Options, /) -> list[Any] | None:
        """Let through plain addresses that have no port and no long label."""
        return _many_urls(texts) if max(map(len, texts), default=0) <= _LABEL else None

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as a web address."""
        text = cell_text(cell)
        if re.search(r"\s", text):
            return refused("url-spaces", proposed=_only_url(text))
        scheme = _SCHEME.match(text)
        if scheme and scheme["scheme"].lower() not in ("http", "https"):
            return refused("url-scheme", scheme=scheme["scheme"])
        url = _to_url(text if scheme else f"https://{text.lstrip('/')}")
        if url is None:
            return refused("url-invalid", proposed=_respelled_url(text))
        if _unended(urlsplit(url).hostname or ""):
            return refused("url-unended")
        return Reading(url) if scheme else repaired(url, "url-scheme-added", url=url)


def _only_url(text: str) -> str | None:
    """Return the address of a text with words or spaces beside it, None where it is not the only one."""
    if len(text) > _LONGEST:
        return None
    closed = _AROUND_MARKS.sub(lambda match: match[0].strip(), text)
    if not re.search(r"\s", closed):
        return _valid_url(closed)
    parts = [part.strip(".,;") for part in re.split(r"[\s()<>\[\]]+", text)]
    likely = [part for part in parts if _LIKELY_URL.match(part)]
    others = [part for part in parts if part not in likely and ("." in part or "@" in part or "/" in part)]
    if len(set(likely)) != 1 or others:
        return None
    path, after = likely[0].partition("//")[2] or likely[0], text.rpartition(likely[0])[2].lstrip()
    may_go_on = "/" in path and after[:1] not in ("", *"()<>[]-–")
    return None if may_go_on else _valid_url(likely[0])


def _respelled_url(text: str) -> str | None:
    """Return the address of a text with a slip in its scheme, or commas for dots; None for others."""
    if len(text) > _LONGEST:
        return None
    scheme = _SLIPPED_SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text
    host, slash, path = rest.partition("/")
    begin = f"{scheme['name'].lower()}://" if scheme else ""
    dotted = host.replace(",", ".") if _COMMAS.fullmatch(host) else host
    meant = f"{begin}{dotted}{slash}{path}"
    return _valid_url(meant) if meant != text else None


def _valid_url(text: str) -> str | None:
    url = _to_url(text if _SCHEME.match(text) else f"https://{text}")
    return text if url is not None and not _unended(urlsplit(url).hostname or "") else None


def _to_url(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        return None
    if "@" in parts.netloc or not _host(host):
        return None
    netloc = (parts.hostname or "") + (f":{port}" if port is not None else "")
    rest = text.partition("//")[2][len(parts.netloc) :]
    return f"{parts.scheme}://{netloc}{rest}"
