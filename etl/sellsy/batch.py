"""The body of `POST /batch` and its answer: pairs of lines out, responses paired by position back.

Source: Sellsy's API documentation (contract 2.264.0). This module sends nothing.
"""

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from etl.core.results import JsonValue
from etl.sellsy.calls import BatchAnswer, Call

_text = json.encoder.encode_basestring_ascii
_line = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode


@dataclass(slots=True)
class BatchMemory:
    """What an account has shown about batches: the most calls a batch may hold, and whether batches are refused."""

    most: int | None = None
    refused: bool = False


def encode(calls: Sequence[Call]) -> str:
    """Return the calls as pairs of lines: a header, a body. All is ASCII, so no value breaks a line."""
    lines: list[str] = []
    query, shown = None, ""
    for call in calls:
        if call.query and call.query is not query:  # calls of a kind share theirs
            # JSON has lists: "embed[]" is the spelling of query strings.
            query = call.query
            shown = f',"query":{_line({key.removesuffix("[]"): value for key, value in query.items()})}'
        uuid = "" if call.uuid is None else f',"uuid":{_text(call.uuid)}'
        header = f'"uri":{_text(call.path)},"method":{_text(call.method)}{shown if call.query else ""}{uuid}'
        lines += (f"{{{header}}}", "{}" if call.body is None else _line(call.body))
    return "\n".join(lines)


def decode(answer: JsonValue, count: int) -> list[BatchAnswer | None]:
    """Return an answer per call, by position; None where there is no trustworthy answer.

    A list that is too short leaves the rest unanswered; a list that is too long cannot be paired at all.
    """
    responses = answer.get("responses") if isinstance(answer, dict) else None
    answers: list[BatchAnswer | None] = [None] * count
    if not isinstance(responses, list) or len(responses) > count:
        return answers
    for rank, item in enumerate(responses):
        response: dict[str, Any] = item if isinstance(item, dict) else {}
        code = response.get("code")
        if isinstance(code, int) and not isinstance(code, bool):
            answers[rank] = BatchAnswer(code, response.get("response"))
    return answers


def cut(calls: Sequence[Call], most: int) -> list[list[Call]]:
    """Return the calls in parts of at most `most`, in order; a group is never split, even when it is larger."""
    parts: list[list[Call]] = []
    for block in _blocks(calls):
        if parts and len(parts[-1]) + len(block) <= most:
            parts[-1] += block
        else:
            parts.append(list(block))
    return parts


def _blocks(calls: Sequence[Call]) -> Iterator[Sequence[Call]]:
    """Yield the shortest runs of calls that split no group."""
    last = {call.group: rank for rank, call in enumerate(calls)}
    start, end = 0, 0
    for rank, call in enumerate(calls):
        end = max(end, rank if call.group is None else last[call.group])
        if end == rank:
            yield calls[start : rank + 1]
            start = rank + 1


def names(call: Call, uuids: Container[str]) -> bool:
    """Tell whether the path or the body of a call names one of the uuids."""
    return any(part.strip("{}") in uuids for part in call.path.split("/")) or _holds(call.body, uuids)


def _holds(value: JsonValue, uuids: Container[str]) -> bool:
    if isinstance(value, str):
        return value in uuids
    if isinstance(value, list):
        return any(_holds(item, uuids) for item in value)
    return isinstance(value, dict) and any(_holds(item, uuids) for item in value.values())


def substituted(call: Call, ids: Mapping[str, int]) -> Call:
    """Return a call with the ids that its path and body name by uuid."""
    if not ids:
        return call
    path = "/".join(str(ids.get(part.strip("{}"), part)) for part in call.path.split("/"))
    return replace(call, path=path, body=_filled(call.body, ids))


def _filled(value: JsonValue, ids: Mapping[str, int]) -> JsonValue:
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [_filled(item, ids) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, ids) for key, item in value.items()}
    return value
