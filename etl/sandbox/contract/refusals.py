"""How the API refuses a request: one exception, one error shape, Sellsy's French phrases."""

import json
from collections.abc import Mapping
from typing import Any

INVALID = "Le contenu de la requête est invalide"
_HEADER_MAX = 4096


class Refusal(Exception):  # noqa: N818 - the API refuses; nothing went wrong in the sandbox
    """An operation is refused: `status` is the HTTP code, `details` maps a field to its message."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        details: Mapping[str, str] | None = None,
        context: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = dict(details or {})
        self.context = context

    def body(self) -> dict[str, Any]:
        """Return Sellsy's error shape; `details` is an empty list when there is none, as recorded."""
        error = {
            "code": self.status,
            "message": self.message,
            "context": self.context,
            "details": self.details or [],
        }
        return {"error": error}


def invalid(details: Mapping[str, str]) -> Refusal:
    """Return the 400 of a body that does not fit; the message names the first field, `details` all."""
    field, phrase = next(iter(details.items()))
    what = phrase.removeprefix("Ce champ ").rstrip(".")
    sentence = f"le champ '{field}' {what}" if what != phrase else f"champ '{field}', {phrase}"
    return Refusal(400, f"{INVALID}: {sentence}.", details=details)


def bad_field(field: str, phrase: str) -> Refusal:
    """Return the 400 of one field."""
    return invalid({field: phrase})


def absent() -> Refusal:
    """Return the 404 of a record that does not exist (recorded)."""
    return Refusal(404, "Not Found")


def no_route(method: str, path: str, *, allowed: tuple[str, ...] = ()) -> Refusal:
    """Return the 404 of an unknown path, or the 405 of a known path with another method."""
    message = f'No route found for "{method} {path}"'
    if allowed:
        return Refusal(405, f"{message}: Method Not Allowed (Allow: {', '.join(allowed)})")
    return Refusal(404, message)


def header_value(body: Mapping[str, Any]) -> str:
    """Return an error as the ASCII value of the header `X-Json-Error`; long details are left out."""
    text = json.dumps(body["error"])
    return text if len(text) <= _HEADER_MAX else json.dumps({**body["error"], "details": []})
