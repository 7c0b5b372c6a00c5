"""`POST /batch` as text, both ways: pairs of lines out, answers paired by position in; nothing is sent here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from etl.errors import ApiError, OutcomeUnknownError
from etl.results import JsonValue
from etl.sellsy.translate import refusal


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a batch. `uuid` may stand in the path of later calls for the id it will get.

    Calls of one `group` name each other: they are never sent in different batches.
    """

    method: str
    path: str
    query: Mapping[str, JsonValue] | None = None
    body: JsonValue = None
    uuid: str | None = None
    group: int = 0

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return not (self.method == "GET" or self.path.endswith("/search"))


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What came of one call: a body, or an error."""

    status: int | None
    body: JsonValue
    error: ApiError | None = None


def encode(calls: Sequence[Call]) -> str:
    """Return the pairs of lines of a batch."""
    lines: list[str] = []
    for call in calls:
        head: dict[str, JsonValue] = {"uri": call.path, "method": call.method}
        if call.query:
            head["query"] = urlencode(_pairs(call.query))
        if call.uuid:
            head["uuid"] = call.uuid
        lines.append(json.dumps(head))
        lines.append(json.dumps(call.body if call.body is not None else {}))
    return "\n".join(lines)


def _pairs(query: Mapping[str, JsonValue]) -> list[tuple[str, str]]:
    return [
        (name, str(one)) for name, value in query.items() for one in (value if isinstance(value, list) else [value])
    ]


def decode(body: JsonValue, calls: Sequence[Call]) -> list[BatchAnswer]:
    """Return the answer of each call, in order; calls beyond a short list have none that can be trusted."""
    responses = body.get("responses") if isinstance(body, dict) else None
    found = responses if isinstance(responses, list) else []
    return [
        _answer(call, found[index] if index < len(found) else None) for index, call in enumerate(calls)
    ]


def unanswered(call: Call, said: str) -> BatchAnswer:
    """Return the answer of a call that may have been executed."""
    return BatchAnswer(None, None, OutcomeUnknownError("api-no-answer", method=call.method, path=call.path, said=said))


def _answer(call: Call, found: JsonValue) -> BatchAnswer:
    code = found.get("code") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(code, int):
        return unanswered(call, "no answer in the batch")
    body = found.get("response")
    if 200 <= code < 300:
        return BatchAnswer(code, body)
    return BatchAnswer(
        code, body, refusal(code, body, method=call.method, path=call.path, write=call.writes)
    )
