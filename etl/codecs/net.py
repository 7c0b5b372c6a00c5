"""E-mail and web addresses: one per cell, checked by their form (nothing is looked up on the network)."""

import re
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from etl.codecs.base import Cell, Options
from etl.codecs.column import ColumnCodec, Plain, Reading, if_matching, refused, repaired
from etl.codecs.text import cell_text

# Up to 64 characters no part can be too long; the library refuses the names that are kept from use.
_plain_email = re.compile(
    r"(?=.{6,64}$)[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+"
    r"(?!(?:arpa|invalid|local|localhost|onion)$)[a-z]{2,12}"
).fullmatch
_BETWEEN_EMAILS = re.compile(r"[;,/|\s<>()\[\]]+")
_MAILTO = re.compile(r"mailto:(?://)?(?P<address>[^?]*)(?:\?.*)?", re.IGNORECASE | re.DOTALL)
"""A link to an address; the fields of the message are not part of the address."""

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
_UNENDED = r"www\.[^.]+"
"""A host of www. and a name without an ending: www.exemple."""
_plain_url = re.compile(
    rf"https?://(?!{_UNENDED.replace('[^.]', '[^.:/?#]')}(?:[:/?#]|$)){_HOST}(?::[1-9][0-9]{{0,3}})?(?:[/?#][!-~]*)?"
).fullmatch
_host = re.compile(_HOST).fullmatch
_unended = re.compile(_UNENDED).fullmatch
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?://|(?![0-9]))")


class Email(ColumnCodec):
    """One e-mail address; its domain is lowered, its local part kept (it may mind case: RFC 5321, 2.4)."""

    kind = "email"

    def plain(self, _options: Options, /) -> Plain:
        """Let through plain ASCII addresses of at most 64 characters."""
        return if_matching(_plain_email)

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
    return (
        refused("email-text", suggestion=addresses[0])
        if addresses
        else refused("email-invalid", why=_why(text))
    )


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

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as a web address."""
        text = cell_text(cell)
        if re.search(r"\s", text):
            return refused("url-spaces")
        scheme = _SCHEME.match(text)
        if scheme and scheme["scheme"].lower() not in ("http", "https"):
            return refused("url-scheme", scheme=scheme["scheme"])
        url = _to_url(text if scheme else f"https://{text.lstrip('/')}")
        if url is None:
            return refused("url-invalid")
        if _unended(urlsplit(url).hostname or ""):
            return refused("url-unended")
        return Reading(url) if scheme else repaired(url, "url-scheme-added", url=url)


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
