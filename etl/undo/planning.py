"""Planning the writes that undo rows of a run: batched reads for many rows, then row by row.

A record that the run created is deleted, unless it was edited or got dependants since: then it stays, with all that the
run gave it. Changed records are restored field by field, deleted ones are created again under a new id.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from etl.account.snapshots import Needs
from etl.core.record import PERSON
from etl.core.results import Change, Outcome, Problem, Severity
from etl.entities import Entity, entity_named
from etl.entities.base.resource import RESOURCES, People
from etl.journal import StoredRow
from etl.matching.choosing import describe
from etl.plan.writes import Draft, RowPlan
from etl.undo.addresses_links import (
    drop_address,
    link_again,
    restore_address,
    restore_roles,
    return_address,
    unlink,
)
from etl.undo.context import UndoContext, named, path_of, shown, warn
from etl.undo.current_state import Look, StateReader
from etl.undo.history import History
from etl.undo.later_edits import additions, edits
from etl.undo.past_write import Key, PastWrite, Verb
from etl.undo.recreate import Recreation
from etl.undo.restore import restore_agenda, restore_custom, restore_fields, restore_sticky, restore_tags

_LOOKS: Mapping[Verb, Look] = {
    Verb.UPDATE: Look(),
    Verb.ADD_ADDRESS: Look(Needs(addresses=True)),
    Verb.CHANGE_ADDRESS: Look(Needs(addresses=True)),
    Verb.DROP_ADDRESS: Look(Needs(addresses=True)),
    Verb.TAG: Look(Needs(tags=True), tag_ids=True),
    Verb.UNTAG: Look(Needs(tags=True)),
    Verb.CUSTOM: Look(Needs(all_custom=True)),
    Verb.LINK: Look(Needs(contacts=True)),
    Verb.CHANGE_LINK: Look(Needs(contacts=True)),
    Verb.UNLINK: Look(Needs(contacts=True)),
    Verb.STICKY: Look(v1=True),
    Verb.AGENDA: Look(v1=True),
}
_LINKS = (Verb.LINK, Verb.CHANGE_LINK, Verb.UNLINK)

Restore = Callable[[UndoContext, Draft, PastWrite], None]

_RESTORES: Mapping[Verb, Restore] = {
    Verb.UPDATE: restore_fields,
    Verb.ADD_ADDRESS: drop_address,
    Verb.CHANGE_ADDRESS: restore_address,
    Verb.DROP_ADDRESS: return_address,
    Verb.TAG: restore_tags,
    Verb.UNTAG: restore_tags,
    Verb.CUSTOM: restore_custom,
    Verb.STICKY: restore_sticky,
}
"""Verbs on the record itself, skipped when the record is deleted or stays as a whole."""

_AROUND: Mapping[Verb, Restore] = {
    Verb.LINK: unlink,
    Verb.CHANGE_LINK: restore_roles,
    Verb.UNLINK: link_again,
}


@dataclass(slots=True)
class UndoPlanner:
    """Plans the undo of rows; `recreated` gives the new ids of records already created again.

    `dry` plans as if all records had been created again. `force` also undoes what was edited since.
    """

    entity: type[Entity]
    headers: Mapping[str, str]
    past: History
    reader: StateReader
    new_id: Callable[[], str]
    force: bool
    dry: bool
    recreated: dict[Key, str] = field(default_factory=dict)

    def plan(self, groups: Sequence[Sequence[StoredRow]]) -> list[RowPlan]:
        """Return the plan of every row; `groups` are rows of the run to undo.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        rows = [row.row for group in groups for row in group]
        writes = self.past.past_writes(rows)
        context = self._context(writes)
        reasons = self._judge(context, writes)
        plans: list[RowPlan] = []
        for group in groups:
            back = frozenset(
                write.key for row in group for write in writes.get(row.row, ()) if write.verb is Verb.DELETE
            )
            recreation = Recreation(context, back, self.reader.type_of, dry=self.dry)
            plans += [self._row(recreation, row, writes.get(row.row, ()), reasons) for row in group]
        return plans

    # reading

    def _context(self, writes: Mapping[int, Sequence[PastWrite]]) -> UndoContext:
        """Read the current state of the records that rows wrote."""
        looks: dict[Key, Look] = {}
        by_key: dict[Key, list[PastWrite]] = defaultdict(list)
        for write in (write for listed in writes.values() for write in listed):
            by_key[write.key].append(write)
            for key, look in self._looks(write):
                looks[key] = looks[key] | look if key in looks else look
        for write in self._others(by_key, writes.keys()):
            by_key[write.key].append(write)
        tags = any(write.verb is Verb.TAG for listed in writes.values() for write in listed)
        return UndoContext(
            entity=self.entity,
            headers=self.headers,
            past=self.past,
            present=self.reader.read(looks),
            writes=by_key,
            force=self.force,
            has_v1=tags and self.reader.has_v1,
            fields=self.reader.fields,
            recreated=self.recreated,
        )

    def _looks(self, write: PastWrite) -> list[tuple[Key, Look]]:
        if write.verb is Verb.CREATE:
            entity = self.entity if write.key[0] in self.entity.variants else entity_named(PERSON)
            v1 = write.operation.api == "v1"
            return [(write.key, Look(Needs.everything(entity), v1=v1, whole=True))]
        look = _LOOKS.get(write.verb)
        looks = [(write.key, look)] if look is not None else []
        if write.verb in _LINKS:
            looks.append(
                (
                    (PERSON, write.other),
                    Look(v1=RESOURCES[write.key[0]].people is People.V1 and self._made(write)),
                )
            )
        return looks

    def _made(self, write: PastWrite) -> bool:
        return (PERSON, write.other) in self.past.made

    def _others(self, keys: Mapping[Key, Sequence[PastWrite]], here: Collection[int]) -> list[PastWrite]:
        """Return the writes of other rows to the same records."""
        wanted = {row for key in keys for row in self.past.shared.get(key, ())}.difference(here)
        by_row = self.past.past_writes(sorted(wanted)) if wanted else {}
        return [write for listed in by_row.values() for write in listed if write.key in keys]

    # which records are deleted

    def _judge(
        self, context: UndoContext, writes: Mapping[int, Sequence[PastWrite]]
    ) -> dict[Key, list[Problem]]:
        """Decide which records of the run to delete, and return why the others stay."""
        reasons: dict[Key, list[Problem]] = {}
        made = [write for listed in writes.values() for write in listed if write.verb is Verb.CREATE]
        for write in made:
            if context.snapshot(write.key) is None:
                continue
            problems = [] if self.force else _since(context, write)
            if problems:
                reasons[write.key] = problems
                context.kept.add(write.key)
            else:
                context.doomed.add(write.key)
        for write in (write for listed in writes.values() for write in listed if write.verb is Verb.LINK):
            contact: Key = (PERSON, write.other)
            if write.key in context.kept and contact in context.doomed:
                context.doomed.remove(contact)
                context.kept.add(contact)
                params = {
                    "record": named(context.snapshot(contact), contact),
                    "with": named(context.snapshot(write.key), write.key),
                }
                reasons[contact] = [Problem("undo-kept-with", params=params)]
        return reasons

    # a row

    def _row(
        self,
        recreation: Recreation,
        row: StoredRow,
        writes: Sequence[PastWrite],
        reasons: Mapping[Key, Sequence[Problem]],
    ) -> RowPlan:
        context = recreation.context
        draft = Draft(row.row, self.new_id, headers=self.headers)
        if row.row in self.past.unsure:
            draft.problems.append(Problem("undo-unsure", row.row))
        for write in _backwards(writes):
            draft.needs = ()
            if write.verb is Verb.CREATE:
                self._end(context, draft, write, reasons)
            elif write.verb is Verb.DELETE:
                recreation.plan(draft, write)
            elif write.verb is Verb.SOURCE:
                warn(draft, "undo-source-stays", name=_source(write))
            elif write.verb in _AROUND:
                _AROUND[write.verb](context, draft, write)
            elif write.key in context.doomed or write.key in context.kept:
                continue
            elif context.snapshot(write.key) is None:
                warn(draft, "undo-gone", record=named(None, write.key))
            elif write.verb is Verb.AGENDA:
                restore_agenda(context, draft, write, row.changes)
            else:
                _RESTORES[write.verb](context, draft, write)
        return _row_plan(draft, row)

    def _end(
        self, context: UndoContext, draft: Draft, write: PastWrite, reasons: Mapping[Key, Sequence[Problem]]
    ) -> None:
        """Delete a record that the run created; all that was read of it is its before-image."""
        snapshot = context.snapshot(write.key)
        if snapshot is None:
            warn(draft, "undo-gone", record=named(None, write.key))
            return
        if write.key in context.kept:
            problems = reasons[write.key]
            draft.problems += [
                Problem(problem.code, draft.row, problem.column, params=problem.params)
                for problem in problems
            ]
            return
        kind = "delete" if write.operation.kind == "create" else write.operation.kind
        draft.write(kind, "DELETE", path_of(write.key), None, before=snapshot.to_json())
        attribute = "record" if kind == "delete" else PERSON
        draft.changes.append(Change(attribute, describe(snapshot.document), None))


def _backwards(writes: Sequence[PastWrite]) -> list[PastWrite]:
    """Return the writes of a row, last first, but whole events of v1 before the fields that v2 restores."""
    latest_first = [*reversed(writes)]
    return [write for write in latest_first if write.verb is Verb.AGENDA] + [
        write for write in latest_first if write.verb is not Verb.AGENDA
    ]


def _since(context: UndoContext, write: PastWrite) -> list[Problem]:
    """Return the edits and additions to a record since the run."""
    record = named(context.snapshot(write.key), write.key)
    changed = [
        Problem(
            "undo-edited",
            column=edit.label,
            params={"record": record, "wrote": shown(edit.wrote), "now": shown(edit.now)},
        )
        for edit in edits(context, write.key)
    ]
    added = list(additions(context, write.key))
    return changed + ([Problem("undo-hung", params={"record": record, "added": added})] if added else [])


def _source(write: PastWrite) -> object:
    source = write.fields.get("source")
    return source.get("label") if isinstance(source, dict) else None


def _row_plan(draft: Draft, row: StoredRow) -> RowPlan:
    kinds = {operation.kind for operation in draft.operations}
    kept = any(problem.severity is Severity.ERROR for problem in draft.problems)
    if "create" in kinds:
        outcome = Outcome.CREATED
    elif "delete" in kinds:
        outcome = Outcome.DELETED
    elif kinds:
        outcome = Outcome.UPDATED
    else:
        outcome = Outcome.SKIPPED if kept else Outcome.UNCHANGED
    return RowPlan(
        row=draft.row,
        outcome=outcome,
        sellsy_id=None if "create" in kinds else row.sellsy_id,
        operations=tuple(draft.operations),
        changes=tuple(draft.changes),
        problems=tuple(draft.problems),
    )
