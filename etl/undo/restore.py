"""Restoring a record's own values: fields, custom fields, tags, and those that only v1 has.

A value is restored only where Sellsy still has what the run wrote; otherwise it is kept and reported.
"""

from collections.abc import Iterable

from etl.codecs import fold
from etl.core.json_paths import dig, is_empty, nest
from etl.core.results import Change, JsonValue
from etl.plan.attachments import same_value
from etl.plan.v1_writes import Agenda, plan_sticky
from etl.plan.writes import Draft, cleared
from etl.undo.context import (
    UndoContext,
    columns_of,
    edited,
    holds,
    leaves,
    named,
    path_of,
    requested,
    requested_custom,
    warn,
)
from etl.undo.later_edits import items, tag_names
from etl.undo.past_write import PastWrite, Verb
from etl.v1.blocks import tagged_type
from etl.v1.records import shown_of_event


def restore_fields(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Restore the fields that an update changed."""
    snapshot = context.snapshot(write.key)
    if snapshot is None:
        return
    columns = columns_of(context.entity_of(write.key), write.key[0])
    written = [leaves(other.fields) for other in context.on(write.key, Verb.UPDATE)]
    back: dict[str, JsonValue] = {}
    before: dict[str, JsonValue] = {}
    leaders = {path: leader for leader, path in context.entity_of(write.key).sets.items()}
    for path, was in sorted(leaves(write.before).items(), key=lambda item: item[0] in leaders):
        leader = leaders.get(path)
        if path not in write.fields and leader is not None and leader not in back:
            continue  # Sellsy set it with a field that stays
        column, now = columns.get(path), dig(snapshot.document, path)
        attribute = column.attribute if column is not None else path
        label = context.header(write.key, attribute, column)
        if leader in back:
            back[path], before[path] = now, now  # else Sellsy sets it again
        if holds(column, now, was):
            continue
        ours = [values[path] for values in written if path in values]
        if leader is not None:
            ours += [context.fields.set_along(values[leader]) for values in written if leader in values]
        if not context.force and not any(holds(column, now, value) for value in ours):
            wrote = leaves(write.fields).get(path, ours[-1] if ours else None)
            wrote, there = (context.fields.linked(value) for value in (wrote, now))
            edited(draft, label, wrote, there, record=named(snapshot, write.key))
        elif is_empty(was) and column is not None and column.kept:
            warn(draft, "undo-not-emptied", column=label, record=named(snapshot, write.key))
        else:
            empty: JsonValue = [] if isinstance(now, list) else cleared(path, column)
            back[path] = empty if is_empty(was) else requested(path, was)
            before[path] = now
            draft.changes.append(Change(context.attribute(write.key, attribute), now, was))
    if back:
        operation = write.operation
        kind = "update" if operation.kind == "completion" else operation.kind
        path = path_of(write.key)
        draft.write(kind, "PUT", path, nest(back), before=nest(before), columns=operation.columns)


def restore_custom(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Restore the custom fields that a write changed."""
    snapshot = context.snapshot(write.key)
    if snapshot is None:
        return
    was = {int(str(previous["id"])): previous["value"] for previous in items(write.operation.before)}
    current = snapshot.custom or {}
    written = [items(other.body) for other in context.on(write.key, Verb.CUSTOM)]
    back: dict[int, JsonValue] = {}
    labels: list[str] = []
    for rank, item in enumerate(items(write.body)):
        field_id = int(str(item["id"]))
        now, label = current.get(field_id), write.operation.columns.get(str(rank), f"cf.{field_id}")
        if same_value(now, was.get(field_id)):
            continue
        ours = (entry["value"] for sent in written for entry in sent if int(str(entry["id"])) == field_id)
        if context.force or any(same_value(now, value) for value in ours):
            back[field_id] = requested_custom(was.get(field_id))
            labels.append(label)
            draft.changes.append(Change(context.custom_attribute(label), now, back[field_id]))
        else:
            entity = context.entity_of(write.key)
            wrote, there = (context.fields.value(entity, field_id, value) for value in (item["value"], now))
            edited(draft, label, wrote, there, record=named(snapshot, write.key))
    if back:
        body: JsonValue = [{"id": field_id, "value": value} for field_id, value in back.items()]
        before: JsonValue = [{"id": field_id, "value": current.get(field_id)} for field_id in back]
        columns = {str(rank): label for rank, label in enumerate(labels)}
        path = f"{path_of(write.key)}/custom-fields"
        draft.write("custom_fields", "PUT", path, body, before=before, columns=columns)


# tags


def restore_tags(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Remove the tags that a row added and restore those it removed; other tags stay."""
    snapshot = context.snapshot(write.key)
    if snapshot is None:
        return
    current = list(snapshot.tags or ())
    now = {fold(name) for name in current}
    if write.verb is Verb.UNTAG:
        lost = [name for name in _names(write.before.get("removed")) if fold(name) not in now]
        _retag(draft, write, current=current, full=[*current, *lost])
        return
    was = {fold(name) for name in _names(write.operation.before)}
    added = [name for name in tag_names(write) if fold(name) not in was and fold(name) in now]
    if not added:
        return
    gone = {fold(name) for name in added}
    left = [name for name in current if fold(name) not in gone]
    ids = context.present.tag_ids.get(write.key, {})
    if not context.has_v1:
        # It is disputed whether the list sent replaces the record's: only v1 surely removes a tag.
        warn(draft, "undo-tags-unsure", tags=added)
        _retag(draft, write, current=current, full=left)
        return
    body: JsonValue = {
        "linkedtype": tagged_type(write.key[0], snapshot.document.get("type")),
        "linkedid": write.key[1],
        "tags": [ids[fold(name)] for name in added if fold(name) in ids],
    }
    before: JsonValue = {"variant": write.key[0], "tags": [*current], "removed": [*added]}
    draft.write("tags", "POST", "SmartTags.unassign", body, api="v1", before=before)
    draft.changes.append(Change("tags", [*current], [*left]))


def _retag(draft: Draft, write: PastWrite, *, current: list[str], full: list[str]) -> None:
    if full == current:
        return
    body: JsonValue = [{"value": name} for name in full]
    draft.write("tags", "POST", f"{path_of(write.key)}/smart-tags", body, before=[*current])
    draft.changes.append(Change("tags", [*current], [*full]))


def _names(listed: JsonValue) -> list[str]:
    return [str(name) for name in listed] if isinstance(listed, list) else []


# API v1


def restore_sticky(context: UndoContext, draft: Draft, write: PastWrite) -> None:
    """Restore an opportunity's sticky note."""
    current = context.present.v1.get(write.key, {})
    now, was = str(current.get("stickyNote") or ""), str(write.operation.before or "")
    if now == was:
        return
    ours = [_sticky(other) for other in context.on(write.key, Verb.STICKY)]
    if not context.force and now not in ours:
        label = context.header(write.key, "sticky_note", context.entity.column("sticky_note"))
        edited(draft, label, _sticky(write), now, record=named(context.snapshot(write.key), write.key))
        return
    draft.target = str(write.key[1])
    plan_sticky(draft, {"sticky_note": was}, current)


def _sticky(write: PastWrite) -> str:
    block = write.fields.get(write.key[0])
    return str(block.get("stickyNote") or "") if isinstance(block, dict) else ""


def restore_agenda(context: UndoContext, draft: Draft, write: PastWrite, changes: Iterable[Change]) -> None:
    """Restore alerts and recurrence; `changes` are those that the run's row wrote."""
    snapshot, current = context.snapshot(write.key), context.present.v1.get(write.key)
    if snapshot is None or current is None:
        return
    shown = shown_of_event(current)
    ours = {change.column: change.new for change in changes}
    back: dict[str, JsonValue] = {}
    for attribute, was in write.before.items():
        now = shown.get(attribute)
        if context.force or holds(None, now, ours.get(attribute)):
            back[attribute] = was
        elif not holds(None, now, was):
            label = context.header(write.key, attribute, context.entity.column(attribute))
            edited(draft, label, ours.get(attribute), now, record=named(snapshot, write.key))
    if back:
        draft.target = str(write.key[1])
        Agenda(context.entity, back, None).update(draft, snapshot.document, current)
