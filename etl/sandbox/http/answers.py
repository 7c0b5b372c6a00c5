"""HTTP answers in Sellsy's style."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from etl.sandbox.contract.refusals import Refusal, header_value
from etl.sandbox.storage.calls import Answer


def as_response(answer: Answer, headers: Mapping[str, str]) -> Response:
    """Return an answer as an HTTP response; an error is repeated in the header `X-Json-Error`."""
    if answer.body is None:
        return Response(status_code=answer.status, headers=dict(headers))
    content = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":")).encode()
    more: dict[str, str] = {}
    if answer.status >= 400 and isinstance(answer.body, dict) and "error" in answer.body:
        more["X-Json-Error"] = header_value(answer.body)
    return Response(content, answer.status, {**headers, **more}, media_type="application/json")


def error(status: int, message: str, *, retry_after: float | str | None = None) -> Response:
    """Return an error outside the API proper: authentication, quota, faults; `retry_after` is in seconds, or a date."""
    delay = retry_after if isinstance(retry_after, str) else f"{retry_after or 0:.12g}"
    headers = {} if retry_after is None else {"Retry-After": delay}
    return as_response(Answer(status, Refusal(status, message).body()), headers)


def plain(body: Any, status: int = 200) -> Response:
    """Return JSON of an admin endpoint."""
    return Response(
        json.dumps(body, ensure_ascii=False, indent=1).encode(), status, media_type="application/json"
    )
