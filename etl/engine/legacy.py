"""What only API v1 carries, as writes of the same row: alerts, recurrence, who can edit, a sticky note.

A record with such values is created by v1 where v1 must do it, then completed by v2 (facts: Sellsy's v1 reference).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from etl.codecs.moment import PARIS
from etl.engine.fields import dig, is_empty, same_items
from etl.engine.links import Target
from etl.engine.plan import Draft, FieldPlan, created
from etl.entities import Entity
from etl.errors import RefusedError
from etl.results import Change, JsonValue, Problem, Severity
from etl.sellsy import Sellsy, rpc

Values = Mapping[str, JsonValue]

_STICKY = "sticky_note"
_PAGE = 100
_ABSENT = 404
AGENDA = ("event", "task")
_IN_BLOCK = (
    "title",
    "description",
    "label",
    "start",
    "end",
    "due_date",
    "all_day",
    "is_private",
    "staffs",
    "editors",
)
"""Columns that the block of Agenda.create carries, beside the v1 ones; a task's title it does not."""

_RECURRENCE = {
    "recurrence.frequency": "frequency",
    "recurrence.every": "periodicity",
    "recurrence.weekdays": "weekMode",
    "recurrence.month_mode": "monthMode",
    "recurrence.count": "endOccurences",
    "recurrence.until": "endDateValue",
}


def stated(entity: type[Entity], values: Values) -> list[str]:
    """Return the attributes of a row that only v1 carries."""
    return [c.attribute for c in entity.columns if c.v1 and values.get(c.attribute) is not None]


def touched(entity: type[Entity], values: Values) -> bool:
    """Tell whether a row sets or clears what only v1 shows, and a change can write."""
    return any(c.v1 and not c.creatable_only and c.attribute in values for c in entity.columns)


# opportunities


def plan_sticky(draft: Draft, values: Values, held: Values | None) -> None:
    """Plan the sticky note of an opportunity; `held` is the record as v1 shows it, None for a new one."""
    if _STICKY not in values:
        return
    wanted, before = str(values[_STICKY] or ""), str((held or {}).get("stickyNote") or "")
    if wanted == before:
        return
    body: JsonValue = {"id": _reference(draft.target), "opportunity": {"stickyNote": wanted}}
    draft.write("sticky_note", "POST", "Opportunities.update", body, api="v1", before=before)
    draft.changes.append(Change(_STICKY, before or None, wanted or None))


def completed(sellsy: Sellsy, method: str, params: JsonValue) -> JsonValue:
    """Return params with what v1 demands beside a change: an opportunity's number, source and name.

    Raises:
        ApiError: Sellsy refused or did not answer.
    """
    if method != "Opportunities.update" or not isinstance(params, dict):
        return params
    held = _readable(sellsy, f"/opportunities/{params['id']}")
    demanded = {"ident": held.get("number"), "sourceid": dig(held, "source"), "name": held.get("name")}
    changed = params["opportunity"]
    stated = {key: value for key, value in demanded.items() if value is not None}
    return {**params, "opportunity": {**stated, **(changed if isinstance(changed, dict) else {})}}


def _readable(sellsy: Sellsy, path: str) -> Values:
    """Return a record that may have been created a moment ago, when reads do not find it yet."""
    for pause in sellsy.pauses():
        try:
            held: Values = sellsy.get(path).body
        except RefusedError as error:
            if error.status != _ABSENT or pause is None:
                raise
        else:
            return held
        sellsy.wait(pause)
    raise AssertionError("pauses end with None")


def _reference(target: str) -> JsonValue:
    """Return the id of a record, or the op_id that stands for it until it is known."""
    return int(target) if target.isdecimal() else target


# events and tasks


@dataclass(frozen=True, slots=True)
class Agenda:
    """An event or a task that v1 must write: what its row says, and what it is about."""

    entity: type[Entity]
    values: Values
    about: Target | None

    @property
    def kind(self) -> str:
        """How v1 calls it."""
        return self.entity.name

    def create(self, draft: Draft, plan: FieldPlan, extra: Values) -> None:
        """Plan its creation by v1, then what v1 does not take by v2."""
        params: JsonValue = {"type": self.kind, self.kind: self._block(self.values, ("start", "end"))}
        columns = {_V1_FIELDS[a]: draft.headers[a] for a in _V1_FIELDS if a in draft.headers}
        draft.target = draft.write("create", "POST", "Agenda.create", params, api="v1", columns=columns)
        draft.needs = (draft.target,)
        draft.changes += created(plan)
        draft.changes += [Change(a, None, self.values[a]) for a in stated(self.entity, self.values)]
        self._complete(draft, plan, extra)

    def _complete(self, draft: Draft, plan: FieldPlan, extra: Values) -> None:
        rest = {
            path: value
            for path, value in plan.wanted.items()
            if not is_empty(value) and not self._carried(plan.columns[path].attribute)
        }
        lost = [plan.columns[path] for path in rest if plan.columns[path].creatable_only]
        rest = {path: value for path, value in rest.items() if plan.columns[path] not in lost}
        rest |= {
            path: value for path, value in extra.items() if path not in ("related", "assigned_staff_ids")
        }
        if rest.keys() == {"participants"} and not {"guests", "external"} & self.values.keys():
            rest = {}
        if is_empty(self.values.get("description")):
            rest["description"] = None
        if rest:
            path = f"{self.entity.variants[self.kind]}/{draft.target}"
            draft.write("completion", "PUT", path, dict(rest))
        if lost:
            names = [draft.headers.get(column.attribute, column.fr) for column in lost]
            draft.problems.append(
                Problem("v1-without", draft.row, params={"columns": names}, severity=Severity.WARNING)
            )

    def _carried(self, attribute: str) -> bool:
        return attribute in _IN_BLOCK and not (attribute == "title" and self.kind == "task")

    def update(self, draft: Draft, document: Values, held: Values) -> None:
        """Plan the change of what v1 alone carries, where v1 shows that it differs."""
        changes = [
            Change(attribute, before, self.values.get(attribute))
            for attribute, before in shown_of_event(held).items()
            if attribute in self.values and not _alike(before, self.values.get(attribute))
        ]
        if not changes:
            return
        merged = {**self._of_document(document), **shown_of_event(held), **self._ending(), **self.values}
        block = self._block(merged, ("datefrom", "dateto"))
        params: JsonValue = {"id": int(draft.target), "type": self.kind, self.kind: block}
        before: JsonValue = {change.column: change.old for change in changes}
        draft.write("agenda", "POST", "Agenda.update", params, api="v1", before=before)
        if is_empty(merged.get("description")):
            # v1 demands a description; v2, which comes after, takes it away again.
            path = f"{self.entity.variants[self.kind]}/{draft.target}"
            draft.write("completion", "PUT", path, {"description": None})
        draft.changes += changes

    def _ending(self) -> dict[str, JsonValue]:
        """Return the end that a recurrence no longer has: a row that states one of the two replaces the other."""
        if self.values.get("recurrence.until") is not None:
            return {"recurrence.count": None}
        return {"recurrence.until": None} if self.values.get("recurrence.count") is not None else {}

    def _of_document(self, document: Values) -> dict[str, JsonValue]:
        paths = {c.attribute: path for c in self.entity.columns if (path := c.paths.get(self.kind))}
        found = {attribute: dig(document, path) for attribute, path in paths.items()}
        return found | {"staffs": self.entity.derived("staffs", self.kind, document)}

    def _block(self, values: Values, ends: tuple[str, str]) -> dict[str, JsonValue]:
        end = values.get("end") or values.get("due_date")
        start = values.get("start") or end
        block: dict[str, JsonValue] = {
            "description": values.get("description") or values.get("title") or "",
            "label": values.get("label"),
            "allDay": _yes(values.get("all_day")),
            ends[0]: _timestamp(start),
            ends[1]: _timestamp(end),
            "isPrivate": _yes(values.get("is_private")),
        }
        if self.kind == "event":
            block["title"] = values.get("title")
        if "alerts" in values:
            block["alerts"] = _list(values["alerts"])
        block |= self._staffs(values, ends)
        if self.about is not None and ends[0] == "start":
            block |= {"relatedtype": _v1_type(self.about), "relatedid": self.about.id}
        if values.get("recurrence.frequency"):
            block |= {"use_recurrence": "Y", "recurrence": _recurrence(values, start)}
        elif "recurrence.frequency" in values:
            block["use_recurrence"] = "N"
        return block

    @staticmethod
    def _staffs(values: Values, ends: tuple[str, str]) -> dict[str, JsonValue]:
        staffs, editors = (_list(values.get(name)) for name in ("staffs", "editors"))
        everyone = [*staffs, *(one for one in editors if one not in staffs)]
        if not everyone:
            return {}
        if ends[0] != "start":
            return {"staffids": [*everyone]}
        return {"staffs": [{"id": one, "canEdit": _yes(one in editors)} for one in everyone]}


def shown_of_event(held: Values) -> dict[str, JsonValue]:
    """Return the columns that v1 shows of an event; what it does not show cannot be compared."""
    shown: dict[str, JsonValue] = {}
    if isinstance(held.get("alerts"), list):
        shown["alerts"] = held["alerts"]
    if "recurring" in held:
        rule = _rule(held) if held["recurring"] == "Y" else {}
        shown |= {attribute: rule.get(key) for attribute, key in _RECURRENCE.items()}
        until = shown["recurrence.until"]
        shown["recurrence.until"] = _day(until) if rule.get("endMode") == "date" else None
        if rule.get("endMode") != "occurences":
            shown["recurrence.count"] = None
    return shown


_V1_FIELDS = {
    "title": "title",
    "description": "description",
    "label": "label",
    "start": "start",
    "end": "end",
    "due_date": "end",
    "alerts": "alerts",
    "staffs": "staffs",
}


def comment_on_task(draft: Draft, values: Values, about: Target, plan: FieldPlan) -> None:
    """Plan a comment on a task: v2 cannot hang a comment on one (API contract 2.264.0)."""
    note: dict[str, JsonValue] = {"relatedtype": "task", "relatedid": about.id, "text": values.get("text")}
    if values.get("parent_id"):
        note["parentid"] = values["parent_id"]
    if values.get("created"):
        note["date"] = _timestamp(values["created"])
    columns = {"text": draft.headers.get("text", "text"), "date": draft.headers.get("created", "created")}
    draft.target = draft.write(
        "create", "POST", "Annotations.create", {"annotation": note}, api="v1", columns=columns
    )
    draft.needs = (draft.target,)
    draft.changes += created(plan)
    if values.get("mentioned"):
        names = [draft.headers.get("mentioned", "mentioned")]
        draft.problems.append(
            Problem("v1-without", draft.row, params={"columns": names}, severity=Severity.WARNING)
        )


def read_comments(sellsy: Sellsy, tasks: Sequence[int]) -> list[dict[str, JsonValue]]:
    """Return the comments on some tasks, in the shape of v2.

    Raises:
        ApiError: Sellsy refused or did not answer.
    """
    return [
        _comment(note, task)
        for task in tasks
        for thread in _threads(sellsy, task).values()
        for note in _notes(thread)
    ]


def _threads(sellsy: Sellsy, task: int) -> dict[str, JsonValue]:
    """Return the annotations of a task by id; v1 says neither how many there are nor whether a page is the last."""
    found: dict[str, JsonValue] = {}
    for page in count(1):
        asked: JsonValue = {"nbperpage": _PAGE, "pagenum": page}
        answer = rpc(
            sellsy, "Annotations.getList", {"search": {"id": task, "type": "task"}, "pagination": asked}
        )
        listed = answer.get("result") if isinstance(answer, dict) else None
        fresh = (
            {key: one for key, one in listed.items() if key not in found} if isinstance(listed, dict) else {}
        )
        found |= fresh
        if len(fresh) < _PAGE:
            return found
    raise AssertionError("pages end")


def _notes(one: JsonValue) -> list[Values]:
    """Return an annotation and its answers."""
    if not isinstance(one, dict):
        return []
    own = one.get("datas")
    under = one.get("subannots")
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


def _recurrence(values: Values, start: JsonValue) -> dict[str, JsonValue]:
    weekdays = values.get("recurrence.weekdays")
    count, until = values.get("recurrence.count"), values.get("recurrence.until")
    return {
        "frequency": values["recurrence.frequency"],
        "periodicity": values.get("recurrence.every") or 1,
        "weekMode": weekdays if isinstance(weekdays, list) else [_weekday(start)],
        "monthMode": values.get("recurrence.month_mode") or "numDay",
        "endMode": "occurences" if count else "date" if until else "never",
        "endOccurences": count or 0,
        "endDateValue": _midnight(until) if until else 0,
    }


def _rule(held: Values) -> Values:
    """Return the recurrence of a record: v1 shows it as text (`recurring_params`)."""
    shown = held.get("recurring_params")
    if isinstance(shown, str):
        try:
            shown = json.loads(shown)
        except ValueError:
            return {}
    return shown if isinstance(shown, dict) else {}


def _alike(held: JsonValue, wanted: JsonValue) -> bool:
    if is_empty(held) or is_empty(wanted):
        return is_empty(held) and is_empty(wanted)
    return str(held) == str(wanted) or same_items(held, wanted)


def _weekday(moment: JsonValue) -> int:
    """Return the day of the week as v1 counts: 0 is Sunday."""
    return datetime.fromisoformat(str(moment)).isoweekday() % 7


def _timestamp(moment: JsonValue) -> int:
    return int(datetime.fromisoformat(str(moment)).timestamp())


def _midnight(day: JsonValue) -> int:
    """Return the start of a day in Paris: so v1 means days (recorded answers)."""
    return int(datetime.fromisoformat(str(day)).replace(tzinfo=PARIS).timestamp())


def _day(stamp: JsonValue) -> str | None:
    return datetime.fromtimestamp(int(str(stamp)), tz=PARIS).date().isoformat() if stamp else None


def _yes(value: JsonValue) -> str:
    return "Y" if value else "N"


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _v1_type(about: Target) -> str:
    """Return how v1 calls what a record hangs on."""
    if about.variant in ("company", "individual"):
        return "prospect" if about.type == "prospect" else "third"
    return "people" if about.variant == "contact" else about.variant
