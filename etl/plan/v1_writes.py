"""Writes of a row that only API v1 takes: alerts, recurrence, who can edit, a sticky note, a comment on a task.

A record with such values is created by v1 where v1 must do it, then completed by v2 (facts: Sellsy's v1 reference).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from etl.core.json_paths import dig, is_empty, same_items
from etl.core.results import Change, JsonValue, Problem, Severity
from etl.entities import Column, Entity
from etl.matching.linked_records import Target
from etl.plan.writes import Draft, FieldPlan, created
from etl.v1.blocks import agenda_block, is_in_block, sticky_body, task_note
from etl.v1.records import shown_of_event

Values = Mapping[str, JsonValue]

_STICKY = "sticky_note"


def stated(entity: type[Entity], values: Values) -> list[str]:
    """Return the attributes of a row that only v1 carries."""
    columns = _columns(entity)  # type: ignore[arg-type]  # a class is hashable
    return [column.attribute for column in columns if values.get(column.attribute) is not None]


def touched(entity: type[Entity], values: Values) -> bool:
    """Return whether a row sets or clears a value that only v1 shows and an update can write."""
    columns = _columns(entity)  # type: ignore[arg-type]  # a class is hashable
    return any(not column.creatable_only and column.attribute in values for column in columns)


@lru_cache(maxsize=32)
def _columns(entity: type[Entity]) -> tuple[Column, ...]:
    """Return the columns that only v1 carries."""
    return tuple(column for column in entity.columns if column.v1)


def plan_sticky(draft: Draft, values: Values, shown: Values | None) -> None:
    """Plan the sticky note of an opportunity; `shown` is the record as v1 shows it, None for a new one."""
    if _STICKY not in values:
        return
    wanted, before = str(values[_STICKY] or ""), str((shown or {}).get("stickyNote") or "")
    if wanted == before:
        return
    body = sticky_body(_reference(draft.target), wanted)
    draft.write("sticky_note", "POST", "Opportunities.update", body, api="v1", before=before)
    draft.changes.append(Change(_STICKY, before or None, wanted or None))


def _reference(target: str) -> JsonValue:
    """Return the id of a record, or the op_id that stands for it until it is known."""
    return int(target) if target.isdecimal() else target


@dataclass(frozen=True, slots=True)
class Agenda:
    """An event or a task that v1 must write: the values of its row, and the record it is about."""

    entity: type[Entity]
    values: Values
    about: Target | None

    @property
    def kind(self) -> str:
        """Its name in v1."""
        return self.entity.name

    def create(self, draft: Draft, plan: FieldPlan, extra: Values) -> None:
        """Plan the creation by v1, then an update by v2 for the fields that v1 does not take."""
        params: JsonValue = {
            "type": self.kind,
            self.kind: agenda_block(self.kind, self.values, about=self.about),
        }
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
            if not is_empty(value) and not is_in_block(plan.columns[path].attribute, self.kind)
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
            path = f"{self.entity.variants[self.kind].path}/{draft.target}"
            draft.write("completion", "PUT", path, dict(rest))
        if lost:
            names = [draft.headers.get(column.attribute, column.fr) for column in lost]
            draft.problems.append(
                Problem("v1-without", draft.row, params={"columns": names}, severity=Severity.WARNING)
            )

    def update(self, draft: Draft, document: Values, shown: Values) -> None:
        """Plan the update of the values that only v1 carries and that differ."""
        changes = [
            Change(attribute, before, self.values.get(attribute))
            for attribute, before in shown_of_event(shown).items()
            if attribute in self.values and not _alike(before, self.values.get(attribute))
        ]
        if not changes:
            return
        merged = {**self._of_document(document), **shown_of_event(shown), **self._ending(), **self.values}
        block = agenda_block(self.kind, merged, changes=True)
        params: JsonValue = {"id": int(draft.target), "type": self.kind, self.kind: block}
        before: JsonValue = {change.column: change.old for change in changes}
        draft.write("agenda", "POST", "Agenda.update", params, api="v1", before=before)
        if is_empty(merged.get("description")):
            # v1 requires a description; v2, which comes after, removes it again.
            path = f"{self.entity.variants[self.kind].path}/{draft.target}"
            draft.write("completion", "PUT", path, {"description": None})
        draft.changes += changes

    def _ending(self) -> dict[str, JsonValue]:
        """Return the end that a recurrence loses: stating a date removes the count, and the reverse."""
        if self.values.get("recurrence.until") is not None:
            return {"recurrence.count": None}
        return {"recurrence.until": None} if self.values.get("recurrence.count") is not None else {}

    def _of_document(self, document: Values) -> dict[str, JsonValue]:
        paths = {c.attribute: path for c in self.entity.columns if (path := c.paths.get(self.kind))}
        values = {attribute: dig(document, path) for attribute, path in paths.items()}
        return values | {"staffs": self.entity.derived("staffs", self.kind, document)}


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
    """Plan a comment on a task by v1: v2 cannot comment on tasks (API contract 2.264.0)."""
    columns = {"text": draft.headers.get("text", "text"), "date": draft.headers.get("created", "created")}
    draft.target = draft.write(
        "create", "POST", "Annotations.create", task_note(values, about.id), api="v1", columns=columns
    )
    draft.needs = (draft.target,)
    draft.changes += created(plan)
    if values.get("mentioned"):
        names = [draft.headers.get("mentioned", "mentioned")]
        draft.problems.append(
            Problem("v1-without", draft.row, params={"columns": names}, severity=Severity.WARNING)
        )


def _alike(current: JsonValue, wanted: JsonValue) -> bool:
    if is_empty(current) or is_empty(wanted):
        return is_empty(current) and is_empty(wanted)
    return str(current) == str(wanted) or same_items(current, wanted)
