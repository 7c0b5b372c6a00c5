"""Whether a request to a server of ours was meant for this computer, not for a name that somebody lets lead here.

A page of another site reaches 127.0.0.1 under that site's name (DNS rebinding), or says where it comes from (`Origin`).
The local Sellsy judges the same by itself: it imports nothing of ours.
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
    found = _NAMED.fullmatch(host)
    return found is not None and found["name"].lower() in HERE


def _comes_from_us(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _is_ours(parts.netloc)
