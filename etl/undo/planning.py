"""From what rows of a run did to the writes that take it back: few reads for many rows, then row by row.

A record that the run made ends, unless somebody changed it or hung something on it: then it stays, with all that the
run gave it. What the run changed returns field by field, what it deleted comes back under a new id.
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
from etl.undo.later_edits import edits, hung
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
"""Verbs on the record itself, which need no care when the record ends or stays as a whole."""

_AROUND: Mapping[Verb, Restore] = {
    Verb.LINK: unlink,
    Verb.CHANGE_LINK: restore_roles,
    Verb.UNLINK: link_again,
}


@dataclass(slots=True)
class UndoPlanner:
    """Plans the taking back of rows; `reborn` gives the new ids of records that are back already.

    `dry` plans as if what is not back yet were. `force` takes back what somebody changed since, too.
    """

    entity: type[Entity]
    headers: Mapping[str, str]
    past: History
    reader: StateReader
    new_id: Callable[[], str]
    force: bool
    dry: bool
    reborn: dict[Key, str] = field(default_factory=dict)

    def plan(self, groups: Sequence[Sequence[StoredRow]]) -> list[RowPlan]:
        """Return the plan of every row; `groups` are rows of the run that is taken back.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        rows = [row.row for group in groups for row in group]
        deeds = self.past.deeds(rows)
        scene = self._scene(deeds)
        told = self._judge(scene, deeds)
        plans: list[RowPlan] = []
        for group in groups:
            back = frozenset(
                deed.key for row in group for deed in deeds.get(row.row, ()) if deed.verb is Verb.DELETE
            )
            rebirth = Recreation(scene, back, self.reader.type_of, foreseen=self.dry)
            plans += [self._row(rebirth, row, deeds.get(row.row, ()), told) for row in group]
        return plans

    # what is there

    def _scene(self, deeds: Mapping[int, Sequence[PastWrite]]) -> UndoContext:
        """Read what Sellsy holds of the records that rows wrote."""
        looks: dict[Key, Look] = {}
        by_key: dict[Key, list[PastWrite]] = defaultdict(list)
        for deed in (one for some in deeds.values() for one in some):
            by_key[deed.key].append(deed)
            for key, look in self._looks(deed):
                looks[key] = looks[key] | look if key in looks else look
        for deed in self._others(by_key, deeds.keys()):
            by_key[deed.key].append(deed)
        tags = any(deed.verb is Verb.TAG for some in deeds.values() for deed in some)
        return UndoContext(
            entity=self.entity,
            headers=self.headers,
            past=self.past,
            present=self.reader.read(looks),
            deeds=by_key,
            force=self.force,
            has_v1=tags and self.reader.has_v1,
            fields=self.reader.fields,
            reborn=self.reborn,
        )

    def _looks(self, deed: PastWrite) -> list[tuple[Key, Look]]:
        if deed.verb is Verb.CREATE:
            entity = self.entity if deed.key[0] in self.entity.variants else entity_named(PERSON)
            v1 = deed.operation.api == "v1"
            return [(deed.key, Look(Needs.everything(entity), v1=v1, whole=True))]
        look = _LOOKS.get(deed.verb)
        found = [(deed.key, look)] if look is not None else []
        if deed.verb in _LINKS:
            found.append(
                (
                    (PERSON, deed.other),
                    Look(v1=RESOURCES[deed.key[0]].people is People.V1 and self._made(deed)),
                )
            )
        return found

    def _made(self, deed: PastWrite) -> bool:
        return (PERSON, deed.other) in self.past.made

    def _others(self, keys: Mapping[Key, Sequence[PastWrite]], here: Collection[int]) -> list[PastWrite]:
        """Return what rows that are not at hand did to the same records."""
        wanted = {row for key in keys for row in self.past.shared.get(key, ())}.difference(here)
        found = self.past.deeds(sorted(wanted)) if wanted else {}
        return [deed for some in found.values() for deed in some if deed.key in keys]

    # what ends, what stays

    def _judge(
        self, scene: UndoContext, deeds: Mapping[int, Sequence[PastWrite]]
    ) -> dict[Key, list[Problem]]:
        """Decide for each record of the run whether it ends, and return why those that stay do."""
        told: dict[Key, list[Problem]] = {}
        made = [one for some in deeds.values() for one in some if one.verb is Verb.CREATE]
        for deed in made:
            if scene.snapshot(deed.key) is None:
                continue
            problems = [] if self.force else _since(scene, deed)
            if problems:
                told[deed.key] = problems
                scene.kept.add(deed.key)
            else:
                scene.doomed.add(deed.key)
        for deed in (one for some in deeds.values() for one in some if one.verb is Verb.LINK):
            contact: Key = (PERSON, deed.other)
            if deed.key in scene.kept and contact in scene.doomed:
                scene.doomed.remove(contact)
                scene.kept.add(contact)
                params = {
                    "record": named(scene.snapshot(contact), contact),
                    "with": named(scene.snapshot(deed.key), deed.key),
                }
                told[contact] = [Problem("undo-kept-with", params=params)]
        return told

    # one row

    def _row(
        self,
        rebirth: Recreation,
        row: StoredRow,
        deeds: Sequence[PastWrite],
        told: Mapping[Key, Sequence[Problem]],
    ) -> RowPlan:
        scene = rebirth.scene
        draft = Draft(row.row, self.new_id, headers=self.headers)
        if row.row in self.past.unsure:
            draft.problems.append(Problem("undo-unsure", row.row))
        for deed in _backwards(deeds):
            draft.needs = ()
            if deed.verb is Verb.CREATE:
                self._end(scene, draft, deed, told)
            elif deed.verb is Verb.DELETE:
                rebirth.plan(draft, deed)
            elif deed.verb is Verb.SOURCE:
                warn(draft, "undo-source-stays", name=_source(deed))
            elif deed.verb in _AROUND:
                _AROUND[deed.verb](scene, draft, deed)
            elif deed.key in scene.doomed or deed.key in scene.kept:
                continue
            elif scene.snapshot(deed.key) is None:
                warn(draft, "undo-gone", record=named(None, deed.key))
            elif deed.verb is Verb.AGENDA:
                restore_agenda(scene, draft, deed, row.changes)
            else:
                _RESTORES[deed.verb](scene, draft, deed)
        return _row_plan(draft, row)

    def _end(
        self, scene: UndoContext, draft: Draft, deed: PastWrite, told: Mapping[Key, Sequence[Problem]]
    ) -> None:
        """Plan the end of a record that the run made; all that was read of it is its before-image."""
        snapshot = scene.snapshot(deed.key)
        if snapshot is None:
            warn(draft, "undo-gone", record=named(None, deed.key))
            return
        if deed.key in scene.kept:
            problems = told[deed.key]
            draft.problems += [
                Problem(one.code, draft.row, one.column, params=one.params) for one in problems
            ]
            return
        kind = "delete" if deed.operation.kind == "create" else deed.operation.kind
        draft.write(kind, "DELETE", path_of(deed.key), None, before=snapshot.to_json())
        attribute = "record" if kind == "delete" else PERSON
        draft.changes.append(Change(attribute, describe(snapshot.document), None))


def _backwards(deeds: Sequence[PastWrite]) -> list[PastWrite]:
    """Return what a row did, the last first; what v1 writes as a whole comes before the fields that v2 restores."""
    found = [*reversed(deeds)]
    return [one for one in found if one.verb is Verb.AGENDA] + [
        one for one in found if one.verb is not Verb.AGENDA
    ]


def _since(scene: UndoContext, deed: PastWrite) -> list[Problem]:
    """Return what somebody changed of a record of the run, or hung on it, since."""
    record = named(scene.snapshot(deed.key), deed.key)
    changed = [
        Problem(
            "undo-edited",
            column=one.label,
            params={"record": record, "wrote": shown(one.wrote), "now": shown(one.now)},
        )
        for one in edits(scene, deed.key)
    ]
    added = list(hung(scene, deed.key))
    return changed + ([Problem("undo-hung", params={"record": record, "added": added})] if added else [])


def _source(deed: PastWrite) -> object:
    source = deed.said.get("source")
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
