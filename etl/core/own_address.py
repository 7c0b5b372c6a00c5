"""Whether a request to one of our servers was meant for this computer, against DNS rebinding.

A page of another site reaches 127.0.0.1 under that site's name (DNS rebinding), or says where it comes from (`Origin`).
The local Sellsy has its own copy of this check: it imports nothing else of etl.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

HERE = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names of this computer, to which a port may be added."""

_NAMED = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\[\]:/@?#\s]+)(:\d{1,5})?", re.IGNORECASE)


def is_for_us(hosts: Sequence[str], origins: Sequence[str]) -> bool:
    """Tell whether a request names this computer: one `Host`, and every `Origin` there is."""
    return len(hosts) == 1 and _is_ours(hosts[0]) and all(map(_comes_from_us, origins))


def _is_ours(host: str) -> bool:
    match = _NAMED.fullmatch(host)
    return match is not None and match["name"].lower() in HERE


def _comes_from_us(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _is_ours(parts.netloc)
