"""Make any API call, v2 or v1, with the authorisation added. It is not journalled."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from etl.commands.session import Session
from etl.config.settings import Settings
from etl.core.errors import ApiError, ConfigError
from etl.core.results import JsonValue
from etl.sellsy import Sellsy
from etl.sellsy.calls import is_read
from etl.sellsy.wire import Outgoing

__all__ = ["Called", "call_api"]

_V1_PATHS = ("/0", "/0/")
_KEPT = frozenset({"authorization", "host", "content-length", "transfer-encoding", "connection", "cookie"})
"""Headers that only the program may set: others could leak a token or garble an answer."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

_DIGITS = 1_000
"""Most digits of an integer in a body: no API takes more."""


@dataclass(frozen=True, slots=True)
class Called:
    """An answer: its HTTP status, its decoded body, and whether it is an error (v1 sends errors with a 200)."""

    status: int | None
    body: JsonValue
    failed: bool


def call_api(
    session: Session,
    method: str,
    path: str,
    *,
    query: Sequence[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    body: str | None = None,
) -> Called:
    """Make a call and return its answer, even an error.

    Args:
        session: the account.
        method: GET, POST, PUT, PATCH or DELETE.
        path: "/companies", with or without "/v2" or the API's own address before it; "/0" is API v1.
        query: pairs; a repeated key makes a list.
        headers: more headers.
        body: JSON for v2; for v1 a form such as `io_mode=json&do_in={"method":...}`, or the `do_in` alone.

    Raises:
        ConfigError: the path does not lead to Sellsy, or a header or the body cannot be sent.
        ApiError: there was no answer.
    """
    verb = method.upper()
    if verb not in _METHODS:
        raise ConfigError("option-unknown", value=method, accepted=list(_METHODS))
    more = _checked(headers or {})
    base, rest, asked = _place(path, session.settings)
    pairs = [*asked, *query]
    if base == session.settings.v1_url:
        return _v1(session.sellsy, _form(body or ""), more)
    write = not is_read(verb, rest)
    content = None if body is None else _json(body).encode()
    outgoing = Outgoing(verb, base.rstrip("/") + rest, rest, pairs, content, headers=more)
    return _answer(session.sellsy, outgoing, write=write)


def _answer(sellsy: Sellsy, outgoing: Outgoing, *, write: bool) -> Called:
    """Return the answer, whether Sellsy executed the call or refused it.

    Raises:
        ApiError: there was no answer, or none that can be trusted.
    """
    try:
        answer = sellsy.deliver(outgoing, write=write)
    except ApiError as error:
        if error.answer is None:
            raise
        return Called(error.status, error.answer, failed=True)  # type: ignore[arg-type]
    failed = outgoing.v1 and not (isinstance(answer.body, dict) and answer.body.get("status") == "success")
    return Called(answer.status, answer.body, failed)


def _v1(sellsy: Sellsy, form: Mapping[str, str], headers: Mapping[str, str]) -> Called:
    asked = json.loads(form["do_in"])
    name = str(asked.get("method", "")) if isinstance(asked, dict) else ""
    outgoing = Outgoing(
        "POST",
        sellsy.v1_url,
        name or "/0",
        content=urlencode(form).encode(),
        content_type="application/x-www-form-urlencoded",
        v1=True,
        headers=headers,
    )
    return _answer(sellsy, outgoing, write=not name.partition(".")[2].startswith("get"))


def _place(path: str, settings: Settings) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the address to call, the path below it and the query that the path carries.

    Raises:
        ConfigError: the address is not Sellsy's, and would receive the token.
    """
    if any(ord(character) <= ord(" ") for character in path) or ".." in path.split("/"):
        raise ConfigError("call-path", path=path)
    for base in (settings.api_url, settings.v1_url.rstrip("/")):
        if path == base or path.startswith(f"{base}/"):
            path = path.removeprefix(base) if base == settings.api_url else _V1_PATHS[0]
    if "://" in path or path.startswith("//"):
        raise ConfigError(
            "call-host", host=urlsplit(path).netloc, accepted=[settings.api_url, settings.v1_url]
        )
    rest, _, asked = path.partition("?")
    rest = f"/{rest.lstrip('/')}"
    if rest in _V1_PATHS:
        return settings.v1_url, rest, []
    if settings.api_url.endswith("/v2") and (rest == "/v2" or rest.startswith("/v2/")):
        rest = rest.removeprefix("/v2") or "/"
    return settings.api_url, rest, parse_qsl(asked, keep_blank_values=True)


def _checked(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers that may be sent.

    Raises:
        ConfigError: a header is reserved for the program, or is malformed.
    """
    for name, value in headers.items():
        if name.lower() in _KEPT:
            raise ConfigError("call-header-kept", name=name, kept=sorted(_KEPT))
        if not _TOKEN.fullmatch(name) or not value.isprintable() or not value.isascii():
            raise ConfigError("call-header", name=name)
    return dict(headers)


def _json(body: str) -> str:
    """Return a JSON body unchanged after checking its syntax.

    Raises:
        ConfigError: the body is no JSON.
    """
    try:
        json.loads(body, parse_int=_whole)
    except ValueError as error:
        raise ConfigError("call-body", said=str(error)) from error
    return body


def _form(body: str) -> dict[str, str]:
    """Return the fields of a v1 call: typed as the connectors show them, percent-encoded, or the call alone.

    A `&` or `=` inside the JSON belongs to it.

    Raises:
        ConfigError: no method call is in it.
    """
    fields = {"request": "1", "io_mode": "json"}
    text = body.strip()
    if text.startswith("{"):
        return {**fields, "do_in": _call(text)}
    before, mark, after = text.partition("do_in=")
    if not mark:
        raise ConfigError("call-body", said="do_in=…")
    if not after.startswith("{"):
        fields |= dict(parse_qsl(text, keep_blank_values=True))
        return {**fields, "do_in": _call(fields["do_in"])}
    try:
        _, end = json.JSONDecoder(parse_int=_whole).raw_decode(after)
    except ValueError as error:
        raise ConfigError("call-body", said=str(error)) from error
    others = dict(parse_qsl(f"{before}{after[end:].lstrip('&')}", keep_blank_values=True))
    return {**fields, **others, "do_in": _call(after[:end])}


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(f"{digits[:20]}…")
    return int(digits)


def _call(text: str) -> str:
    asked: Any = json.loads(_json(text), parse_int=_whole)
    if not isinstance(asked, dict) or not isinstance(asked.get("method"), str):
        raise ConfigError("call-body", said='{"method": …}')
    return text
