"""Taking back what a run changed of a record itself: fields, custom fields, tags, what only v1 carries.

Each is put back only where Sellsy still holds what the run wrote; the rest is kept and said.
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
from etl.v1.shapes import shown_of_event


def restore_fields(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the return of the fields that an update changed."""
    snapshot = scene.snapshot(deed.key)
    if snapshot is None:
        return
    columns = columns_of(scene.entity_of(deed.key), deed.key[0])
    written = [leaves(one.said) for one in scene.on(deed.key, Verb.UPDATE)]
    back: dict[str, JsonValue] = {}
    before: dict[str, JsonValue] = {}
    leaders = {path: leader for leader, path in scene.entity_of(deed.key).sets.items()}
    for path, was in sorted(leaves(deed.before).items(), key=lambda one: one[0] in leaders):
        leader = leaders.get(path)
        if path not in deed.said and leader is not None and leader not in back:
            continue  # Sellsy set it with a field that stays
        column, now = columns.get(path), dig(snapshot.document, path)
        attribute = column.attribute if column is not None else path
        label = scene.header(deed.key, attribute, column)
        if leader in back:
            back[path], before[path] = now, now  # else Sellsy sets it again
        if holds(column, now, was):
            continue
        ours = [said[path] for said in written if path in said]
        if leader is not None:
            ours += [scene.fields.set_along(said[leader]) for said in written if leader in said]
        if not scene.force and not any(holds(column, now, one) for one in ours):
            wrote = leaves(deed.said).get(path, ours[-1] if ours else None)
            wrote, there = (scene.fields.linked(one) for one in (wrote, now))
            edited(draft, label, wrote, there, record=named(snapshot, deed.key))
        elif is_empty(was) and column is not None and column.kept:
            warn(draft, "undo-not-emptied", column=label, record=named(snapshot, deed.key))
        else:
            empty: JsonValue = [] if isinstance(now, list) else cleared(path, column)
            back[path] = empty if is_empty(was) else requested(path, was)
            before[path] = now
            draft.changes.append(Change(scene.attribute(deed.key, attribute), now, was))
    if back:
        operation = deed.operation
        kind = "update" if operation.kind == "completion" else operation.kind
        path = path_of(deed.key)
        draft.write(kind, "PUT", path, nest(back), before=nest(before), columns=operation.columns)


def restore_custom(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the return of custom fields."""
    snapshot = scene.snapshot(deed.key)
    if snapshot is None:
        return
    was = {int(str(one["id"])): one["value"] for one in items(deed.operation.before)}
    held = snapshot.custom or {}
    written = [items(one.body) for one in scene.on(deed.key, Verb.CUSTOM)]
    back: dict[int, JsonValue] = {}
    labels: list[str] = []
    for rank, one in enumerate(items(deed.body)):
        field_id = int(str(one["id"]))
        now, label = held.get(field_id), deed.operation.columns.get(str(rank), f"cf.{field_id}")
        if same_value(now, was.get(field_id)):
            continue
        ours = (two["value"] for some in written for two in some if int(str(two["id"])) == field_id)
        if scene.force or any(same_value(now, value) for value in ours):
            back[field_id] = requested_custom(was.get(field_id))
            labels.append(label)
            draft.changes.append(Change(scene.custom_attribute(label), now, back[field_id]))
        else:
            entity = scene.entity_of(deed.key)
            wrote, there = (scene.fields.value(entity, field_id, two) for two in (one["value"], now))
            edited(draft, label, wrote, there, record=named(snapshot, deed.key))
    if back:
        body: JsonValue = [{"id": one, "value": value} for one, value in back.items()]
        before: JsonValue = [{"id": one, "value": held.get(one)} for one in back]
        columns = {str(rank): label for rank, label in enumerate(labels)}
        path = f"{path_of(deed.key)}/custom-fields"
        draft.write("custom_fields", "PUT", path, body, before=before, columns=columns)


# tags


def restore_tags(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the end of the tags that a row added, and the return of those it took away; others stay."""
    snapshot = scene.snapshot(deed.key)
    if snapshot is None:
        return
    held = list(snapshot.tags or ())
    now = {fold(name) for name in held}
    if deed.verb is Verb.UNTAG:
        lost = [name for name in _names(deed.before.get("removed")) if fold(name) not in now]
        _retag(draft, deed, held=held, full=[*held, *lost])
        return
    was = {fold(name) for name in _names(deed.operation.before)}
    added = [name for name in tag_names(deed) if fold(name) not in was and fold(name) in now]
    if not added:
        return
    gone = {fold(name) for name in added}
    left = [name for name in held if fold(name) not in gone]
    ids = scene.present.tag_ids.get(deed.key, {})
    if not scene.has_v1:
        # Whether the list that is sent replaces the record's is disputed: only v1 surely takes a tag off.
        warn(draft, "undo-tags-unsure", tags=added)
        _retag(draft, deed, held=held, full=left)
        return
    body: JsonValue = {
        "linkedtype": tagged_type(deed.key[0], snapshot.document.get("type")),
        "linkedid": deed.key[1],
        "tags": [ids[fold(name)] for name in added if fold(name) in ids],
    }
    before: JsonValue = {"variant": deed.key[0], "tags": [*held], "removed": [*added]}
    draft.write("tags", "POST", "SmartTags.unassign", body, api="v1", before=before)
    draft.changes.append(Change("tags", [*held], [*left]))


def _retag(draft: Draft, deed: PastWrite, *, held: list[str], full: list[str]) -> None:
    if full == held:
        return
    body: JsonValue = [{"value": name} for name in full]
    draft.write("tags", "POST", f"{path_of(deed.key)}/smart-tags", body, before=[*held])
    draft.changes.append(Change("tags", [*held], [*full]))


def _names(listed: JsonValue) -> list[str]:
    return [str(one) for one in listed] if isinstance(listed, list) else []


# API v1


def restore_sticky(scene: UndoContext, draft: Draft, deed: PastWrite) -> None:
    """Plan the return of an opportunity's sticky note."""
    held = scene.present.v1.get(deed.key, {})
    now, was = str(held.get("stickyNote") or ""), str(deed.operation.before or "")
    if now == was:
        return
    ours = [_sticky(one) for one in scene.on(deed.key, Verb.STICKY)]
    if not scene.force and now not in ours:
        label = scene.header(deed.key, "sticky_note", scene.entity.column("sticky_note"))
        edited(draft, label, _sticky(deed), now, record=named(scene.snapshot(deed.key), deed.key))
        return
    draft.target = str(deed.key[1])
    plan_sticky(draft, {"sticky_note": was}, held)


def _sticky(deed: PastWrite) -> str:
    block = deed.said.get(deed.key[0])
    return str(block.get("stickyNote") or "") if isinstance(block, dict) else ""


def restore_agenda(scene: UndoContext, draft: Draft, deed: PastWrite, changes: Iterable[Change]) -> None:
    """Plan the return of alerts and recurrence; `changes` are those of the run's row: what it wrote."""
    snapshot, held = scene.snapshot(deed.key), scene.present.v1.get(deed.key)
    if snapshot is None or held is None:
        return
    shown = shown_of_event(held)
    ours = {change.column: change.new for change in changes}
    back: dict[str, JsonValue] = {}
    for attribute, was in deed.before.items():
        now = shown.get(attribute)
        if scene.force or holds(None, now, ours.get(attribute)):
            back[attribute] = was
        elif not holds(None, now, was):
            label = scene.header(deed.key, attribute, scene.entity.column(attribute))
            edited(draft, label, ours.get(attribute), now, record=named(snapshot, deed.key))
    if back:
        draft.target = str(deed.key[1])
        Agenda(scene.entity, back, None).update(draft, snapshot.document, held)
