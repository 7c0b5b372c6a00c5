"""Records as API v1 shows and takes them: an event's alerts and recurrence, comments on tasks, fields it requires."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from etl.codecs.moment import PARIS
from etl.core.errors import RefusedError
from etl.core.json_paths import dig
from etl.core.results import JsonValue
from etl.sellsy import Sellsy, numbered, rpc

Values = Mapping[str, JsonValue]

_ANNOTATIONS = "Annotations.getList"
_PAGE = 100
_ABSENT = 404

_RECURRENCE = {
    "recurrence.frequency": "frequency",
    "recurrence.every": "periodicity",
    "recurrence.weekdays": "weekMode",
    "recurrence.month_mode": "monthMode",
    "recurrence.count": "endOccurences",
    "recurrence.until": "endDateValue",
}


def completed(sellsy: Sellsy, method: str, params: JsonValue) -> JsonValue:
    """Return params with the fields v1 requires beside a change: an opportunity's number, source and name.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    if method != "Opportunities.update" or not isinstance(params, dict):
        return params
    record = _readable(sellsy, f"/opportunities/{params['id']}")
    demanded = {"ident": record.get("number"), "sourceid": dig(record, "source"), "name": record.get("name")}
    changed = params["opportunity"]
    stated = {key: value for key, value in demanded.items() if value is not None}
    return {**params, "opportunity": {**stated, **(changed if isinstance(changed, dict) else {})}}


def _readable(sellsy: Sellsy, path: str) -> Values:
    """Return a record that may have been created a moment ago, when reads do not find it yet."""
    for pause in sellsy.pauses():
        try:
            record: Values = sellsy.get(path).body
        except RefusedError as error:
            if error.status != _ABSENT or pause is None:
                raise
        else:
            return record
        sellsy.wait(pause)
    raise AssertionError("pauses end with None")


def shown_of_event(document: Values) -> dict[str, JsonValue]:
    """Return the columns that v1 shows of an event; others cannot be compared."""
    shown: dict[str, JsonValue] = {}
    if isinstance(document.get("alerts"), list):
        shown["alerts"] = document["alerts"]
    if "recurring" in document:
        rule = _rule(document) if document["recurring"] == "Y" else {}
        shown |= {attribute: rule.get(key) for attribute, key in _RECURRENCE.items()}
        until = shown["recurrence.until"]
        shown["recurrence.until"] = _day(until) if rule.get("endMode") == "date" else None
        if rule.get("endMode") != "occurences":
            shown["recurrence.count"] = None
    return shown


def read_comments(sellsy: Sellsy, tasks: Sequence[int]) -> list[dict[str, JsonValue]]:
    """Return the comments on these tasks, in the shape of v2.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    return [
        _comment(note, task)
        for task in tasks
        for thread in _threads(sellsy, task).values()
        for note in _notes(thread)
    ]


def _threads(sellsy: Sellsy, task: int) -> dict[str, JsonValue]:
    """Return the annotations of a task by id; v1 states neither their count nor whether a page is the last."""
    threads: dict[str, JsonValue] = {}
    for page in numbered(_ANNOTATIONS):
        asked: JsonValue = {"nbperpage": _PAGE, "pagenum": page}
        answer = rpc(sellsy, _ANNOTATIONS, {"search": {"id": task, "type": "task"}, "pagination": asked})
        listed = answer.get("result") if isinstance(answer, dict) else None
        fresh = (
            {key: note for key, note in listed.items() if key not in threads}
            if isinstance(listed, dict)
            else {}
        )
        threads |= fresh
        if len(fresh) < _PAGE:
            return threads
    raise AssertionError("pages end")


def _notes(thread: JsonValue) -> list[Values]:
    """Return an annotation and its answers."""
    if not isinstance(thread, dict):
        return []
    own = thread.get("datas")
    under = thread.get("subannots")
    answers = under.values() if isinstance(under, dict) else ()
    return [*([own] if isinstance(own, dict) else []), *(note for two in answers for note in _notes(two))]


def _comment(note: Values, task: int) -> dict[str, JsonValue]:
    stamp = note.get("timestamp")
    moment = datetime.fromtimestamp(int(str(stamp)), tz=UTC).isoformat() if stamp else None
    return {
        "id": int(str(note["id"])),
        "description": note.get("annotation"),
        "created": moment,
        "parent_id": note.get("parentid"),
        "related": [{"type": "task", "id": task}],
    }


def _rule(document: Values) -> Values:
    """Return the recurrence of a record: v1 shows it as text (`recurring_params`)."""
    shown = document.get("recurring_params")
    if isinstance(shown, str):
        try:
            shown = json.loads(shown)
        except ValueError:
            return {}
    return shown if isinstance(shown, dict) else {}


def _day(stamp: JsonValue) -> str | None:
    return datetime.fromtimestamp(int(str(stamp)), tz=PARIS).date().isoformat() if stamp else None
