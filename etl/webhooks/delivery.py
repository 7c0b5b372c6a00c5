"""Read a delivery from a webhook's body, without trusting it.

Sellsy posts a form whose field `notif` holds JSON, or that JSON itself; there is no event id, so a delivery is
identified by the hash of its raw body. Nothing in a body is ever used as an address.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from etl.core.results import JsonValue
from etl.core.strict_json import read_json

SIGNATURE = "x-webhook-signature"

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")
_DIGITS = re.compile(r"[0-9]{1,18}")
_FIELDS_MAX = 20
_TELLING = {"event", "eventType", "relatedtype"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event in Sellsy: `entity` and `event` name it, `kind` and `record_id` the record.

    `at` is when it happened and `received` when it arrived, both UTC; `content` is the whole body.
    Invalid words are empty, and an id that is not a number is None.
    """

    digest: str
    received: datetime
    entity: str
    event: str
    kind: str
    record_id: int | None
    third_type: str
    at: datetime | None
    owner: str
    content: Mapping[str, JsonValue]

    @property
    def id(self) -> str:
        """The event as a webhook subscribes to it: `client.created`."""
        return f"{self.entity}.{self.event}"


def digest_of(body: bytes) -> str:
    """Return the digest of a body, which identifies it."""
    return hashlib.sha256(body).hexdigest()


def is_signed(body: bytes, signature: str, *, sign_key: str) -> bool:
    """Tell whether Sellsy signed this body: the hex SHA-1 of the key and the raw body, one after the other."""
    expected = hashlib.sha1(sign_key.encode() + body).hexdigest()  # noqa: S324 - Sellsy's own rule
    return hmac.compare_digest(expected.encode(), signature.strip().lower().encode())


def read_delivery(body: bytes, *, received: datetime) -> Delivery:
    """Read a body, a form or JSON whatever its declared type.

    Raises:
        ValueError: it is neither, or has no event.
        TypeError: it is JSON, but not an object.
    """
    content = _content(body)
    if not content.keys() & _TELLING:
        raise ValueError("it says nothing of an event")
    return Delivery(
        digest=digest_of(body),
        received=received,
        entity=_word(content.get("eventType")),
        event=_word(content.get("event")),
        kind=_word(content.get("relatedtype")),
        record_id=_number(content.get("relatedid")),
        third_type=_word(content.get("thirdtype")),
        at=_moment(content.get("timestamp")),
        owner=_owner(content),
        content=content,
    )


def _content(body: bytes) -> dict[str, Any]:
    text = body.decode("utf-8")
    if not text.lstrip().startswith("{"):
        values = parse_qs(text, max_num_fields=_FIELDS_MAX, strict_parsing=True).get("notif", [])
        if len(values) != 1:
            raise ValueError("the form has no notif")
        text = values[0]
    content = read_json(
        text.encode()
    )  # half of a surrogate pair, or an infinite number, could not be written later
    if not isinstance(content, dict):
        raise TypeError("not an object")
    return content


def _word(value: object) -> str:
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def _number(value: object) -> int | None:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if _DIGITS.fullmatch(text) else None


def _moment(value: object) -> datetime | None:
    second = _number(value)
    try:
        return None if second is None else datetime.fromtimestamp(second, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _owner(content: Mapping[str, Any]) -> str:
    kind, number = _word(content.get("ownertype")), _number(content.get("ownerid"))
    return f"{kind}-{number}" if kind and number is not None else ""
