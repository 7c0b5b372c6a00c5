"""Look up in the journal which Sellsy ids those of another system became, for all rows; `named_ids` puts them in.

A row whose parent is not in Sellsy is rejected with the outcome of that parent; a row whose parent is in the same file
waits until the parent has been written. In a dry run a stand-in replaces a parent that will be created.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from etl.core.batching import batched
from etl.core.record import PERSON, Record, stand_in
from etl.core.results import Outcome, Problem, Severity
from etl.entities import ENTITIES, Entity
from etl.entities.base.entity import LINK_KEYS
from etl.entities.origin import LEGACY_ID, MERGED_IDS, other_form
from etl.journal import UNSENT, Journal, Known, Place, RowEnding
from etl.mapping import FileMapping
from etl.matching.coming import ranks
from etl.matching.link_problems import parts_of
from etl.plan.named_ids import FORESEEN, MergedIds, Naming, OwnIds, kind_of, merged_of, not_imported
from etl.plan.writes import WAS
from etl.source.checked import Checked
from etl.source.opening import Source


@dataclass(slots=True)
class LegacyIds:
    """Resolves the ids of another system for the rows of one file.

    `source` is the file, `account` and `system` say whose ids they are. `rehearsed` is the run (a pipeline's, or the
    file's own) whose dry runs predict which records will exist; None when writing. `foreseen` are the rows that name
    such a record, `later` those that wait for a parent of the same file. `shared` holds the rows of each own id, when
    several rows may be one record.
    """

    journal: Journal
    source: Source
    account: str
    system: str = ""
    rehearsed: str | None = None
    later: set[int] = field(default_factory=set)
    foreseen: set[int] = field(default_factory=set)
    shared: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _own: OwnIds = field(default_factory=OwnIds)
    _ranks: dict[str, int] = field(default_factory=dict)
    _any_known: dict[str, bool] = field(default_factory=dict)
    _merged: dict[str, dict[str, str]] = field(default_factory=dict)
    _stated: MergedIds = field(default_factory=MergedIds)

    @property
    def entity(self) -> type[Entity]:
        """The entity of the rows."""
        return self.source.entity

    @property
    def headers(self) -> Mapping[str, str]:
        """Attribute -> the user's header."""
        return self.source.headers.headers

    @property
    def mapping(self) -> FileMapping:
        """How the columns of the file fill ours."""
        return self.source.options.mapping[0]

    @property
    def used(self) -> bool:
        """Whether the file has a column of such ids."""
        return any(column.attribute in self.headers for column in self.entity.origins())

    def of_records(self, variant: str, sellsy_ids: Sequence[int]) -> Mapping[int, set[str]]:
        """Return the ids of these records in the other system."""
        if not self.used:
            return {}
        return self.journal.ids.of_records(
            Place(self.account, self.system, kind_of(variant)), variant, sellsy_ids
        )

    def applied(self, checked: Checked) -> Checked:
        """Return a chunk with Sellsy ids in its records; records whose ids cannot be resolved become problems."""
        if not self.used:
            return checked
        merged = self._stated.twice(checked.records, self.headers.get(MERGED_IDS))
        duplicates = [*self._duplicates(checked), *merged]
        done = self.resolve(checked.records)
        problems = [*checked.problems, *duplicates, *done.problems]
        bad = {problem.row for problem in duplicates}
        return replace(
            checked, records=[record for record in done.records if record.row not in bad], problems=problems
        )

    def _duplicates(self, checked: Checked) -> list[Problem]:
        """Return a problem for each row whose own id an earlier row has.

        Rows of one company that differ by their contact person share it.
        """
        if self.entity.gathers:
            good = {record.row for record in checked.records}
            for row, legacy_id in checked.legacy_ids.items():
                if row in good:
                    self.shared[legacy_id].append(row)
            return []
        people = any(attribute.startswith(f"{PERSON}.") for attribute in self.headers)
        return [*self._own.twice(checked, self.headers.get(LEGACY_ID), people=people)]

    def resolve(self, records: Sequence[Record], *, final: bool = False) -> "Resolved":
        """Return records with Sellsy ids in place of the ids they name.

        A row whose parent of its own kind may be in the same file waits, unless this is `final`.
        """
        wanted: dict[str, set[str]] = defaultdict(set)
        for record in records:
            for _prefix, kind, listed in self._named(record):
                wanted[kind].update(legacy_id for item in listed for legacy_id in (item, *parts_of(item)))
            if merged := merged_of(record):
                wanted[kind_of(record.variant)].update(merged)
        for ids in wanted.values():
            ids |= {other for legacy_id in ids if (other := other_form(legacy_id)) is not None}
        known = {kind: self._known(kind, ids) for kind, ids in wanted.items()}
        fates = {kind: self._fates(kind, ids - known[kind].keys()) for kind, ids in wanted.items()}
        self._foresee(wanted, known, fates)
        _alias(known.values())
        _alias(fates.values())
        done = Resolved()
        for record in records:
            self._one(record, known, fates, done, final=final)
        return done

    def _named(self, record: Record) -> Iterable[tuple[str, str, list[str]]]:
        """Yield (prefix, kind, ids) for each id of another system that a record names; "" is the record itself."""
        own = record.values.get(LEGACY_ID)
        if own is not None:
            yield "", kind_of(record.variant), [str(own)]
        for prefix, variants in self.entity.links.items():
            named = record.values.get(f"{prefix}_{LEGACY_ID}")
            if named is not None:
                listed = named if isinstance(named, list) else [named]
                yield prefix, kind_of(variants[0]), [str(item) for item in listed]

    def _known(self, kind: str, ids: Iterable[str]) -> dict[str, Known]:
        return self.journal.ids.known(Place(self.account, self.system, kind), sorted(ids))

    def _fates(self, kind: str, ids: Iterable[str], *, parent: str | None = None) -> dict[str, RowEnding]:
        """Return how the newest rows of records of a kind ended, by their ids in the other system."""
        return self.journal.ids.fates(_entities_of(kind), sorted(ids), account=self.account, parent=parent)

    def _knows_any(self, kind: str) -> bool:
        """Return whether any record of a kind came from the other system, or will have come."""
        if kind not in self._any_known:
            place = Place(self.account, self.system, kind)
            self._any_known[kind] = self.journal.ids.any_known(
                place, _entities_of(kind), parent=self.rehearsed
            )
        return self._any_known[kind]

    def _foresee(
        self,
        wanted: Mapping[str, Iterable[str]],
        known: Mapping[str, dict[str, Known]],
        fates: Mapping[str, dict[str, RowEnding]],
    ) -> None:
        """Treat what a rehearsal will have written as known, with a stand-in for a record without an id yet."""
        if self.rehearsed is None:
            return
        for kind, ids in wanted.items():
            merged = self._merged_into(kind, set(ids) - known[kind].keys())
            for legacy_id, fate in self._fates(kind, {*ids, *merged.values()}, parent=self.rehearsed).items():
                record_id = self._predicted(fate)
                if record_id is not None:
                    known[kind][legacy_id] = Known(legacy_id, fate.variant, record_id)
                fates[kind][legacy_id] = fate
            for other, legacy_id in merged.items():
                if legacy_id in known[kind]:
                    known[kind].setdefault(other, known[kind][legacy_id])
                    fates[kind].setdefault(other, fates[kind][legacy_id])

    def _predicted(self, fate: RowEnding) -> int | None:
        """Return the id of a row's record after a rehearsal, a stand-in for a new one; None where it has none."""
        if not fate.is_found:
            return None
        if fate.sellsy_id is not None:
            return fate.sellsy_id
        if "id" in fate.predicted:
            return int(fate.predicted["id"])
        if fate.run_id not in self._ranks:
            self._ranks = ranks(self.journal, str(self.rehearsed))
        return stand_in(self._ranks.get(fate.run_id, 0), int(fate.predicted.get("row", fate.row)))

    def _merged_into(self, kind: str, ids: Collection[str]) -> dict[str, str]:
        """Return the ids whose record a rehearsal will have merged into another, with the id of the other."""
        if not ids or self.rehearsed is None:
            return {}
        if kind not in self._merged:
            self._merged[kind] = self.journal.ids.merged(_entities_of(kind), parent=self.rehearsed)
        return {
            legacy_id: self._merged[kind][legacy_id] for legacy_id in ids if legacy_id in self._merged[kind]
        }

    def _one(
        self,
        record: Record,
        known: Mapping[str, Mapping[str, Known]],
        fates: Mapping[str, Mapping[str, RowEnding]],
        done: "Resolved",
        *,
        final: bool,
    ) -> None:
        naming = Naming(record, self.entity, self.headers)
        waits = False
        meant = [*self._meant(record, known, fates)]
        naming.drop_links(self.mapping.one_of, but=[prefix for prefix, _, _ in meant])
        for prefix, kind, listed in meant:
            there = known[kind].keys() | fates[kind].keys()
            ids = [*_cut(listed, there, several=prefix in self.entity.lists)]
            is_own = kind == kind_of(record.variant)
            strange = there.isdisjoint(ids)
            if prefix and strange and not is_own and self._is_open(naming, prefix, kind, ids):
                continue
            for legacy_id in ids:
                target, fate = known[kind].get(legacy_id), fates[kind].get(legacy_id)
                if target is not None:
                    naming.take(prefix, target, fate)
                elif prefix and is_own and not final:
                    waits = True
                elif prefix:
                    naming.problems.append(not_imported(record.row, naming.header(prefix), legacy_id, fate))
        own = kind_of(record.variant)
        naming.take_merged(known.get(own, {}), fates.get(own, {}))
        named = naming.named()
        done.problems += naming.problems
        if any(problem.severity is Severity.ERROR for problem in naming.problems):
            return
        if waits:
            self.later.add(record.row)
        if any(problem.code in FORESEEN for problem in naming.problems):
            self.foreseen.add(record.row)
        done.records.append(named)

    def _meant(
        self,
        record: Record,
        known: Mapping[str, Mapping[str, Known]],
        fates: Mapping[str, Mapping[str, RowEnding]],
    ) -> Iterator[tuple[str, str, list[str]]]:
        """Yield what a record names; among alternatives the first that is known, else the first that was read."""
        named = {
            f"{prefix}_{LEGACY_ID}": (prefix, kind, listed) for prefix, kind, listed in self._named(record)
        }
        rivals = [attribute for attribute in self.mapping.one_of if attribute in named]
        meant = rivals[-1:]
        for lookup in (fates, known):
            meant = [
                attribute
                for attribute in rivals
                if any(legacy_id in lookup[named[attribute][1]] for legacy_id in named[attribute][2])
            ] or meant
        yield from (
            entry for attribute, entry in named.items() if attribute not in rivals or attribute == meant[0]
        )

    def _is_open(self, naming: Naming, prefix: str, kind: str, ids: list[str]) -> bool:
        """Return whether a row continues although nothing has its ids: linked by another key, or not at all."""
        values = naming.record.values
        keys = [values.get(f"{prefix}_{key}") for key in LINK_KEYS]
        if len(ids) == 1 and values.get(f"{prefix}_id") is None and any(key is not None for key in keys):
            naming.unplaced[prefix] = ids[0]
            return True
        if f"{prefix}_{LEGACY_ID}" in self.mapping.if_known and not self._knows_any(kind):
            naming.leave_out(prefix, ids)
            return True
        return False


def _alias(by_kind: Iterable[dict[str, Any]]) -> None:
    """Copy the entry of an id to its other form."""
    for by_id in by_kind:
        for legacy_id, known in list(by_id.items()):
            if (other := other_form(legacy_id)) is not None:
                by_id.setdefault(other, known)


def _entities_of(kind: str) -> list[str]:
    """Return the entities whose records are of a kind."""
    return [entity.name for entity in ENTITIES if kind in {kind_of(variant) for variant in entity.variants}]


def _cut(cells: Sequence[str], there: Collection[str], *, several: bool) -> Iterator[str]:
    """Yield the ids in cells: a cell with commas that is no id itself is several, when each of its parts is an id.

    Where a cell may list several, a single part that is an id is enough: the others are wrong.
    """
    enough = any if several else all
    for item in cells:
        parts = [] if item in there else parts_of(item)
        yield from parts if parts and enough(part in there for part in parts) else [item]


def learn(journal: Journal, run_id: str) -> None:
    """Record which Sellsy records the ids of a run's rows became.

    A deleted record keeps its id, so that no later import creates it again unasked; a record that was undone loses it.

    Raises:
        JournalError: the journal cannot be written.
    """
    run = journal.runs.find(run_id)
    entity = next((entity for entity in ENTITIES if entity.name == run.entity), None)
    if run.account is None or run.kind in UNSENT or entity is None:
        return
    kind = kind_of(next(iter(entity.variants)))
    if run.kind == "undo":
        ended = (row.sellsy_id for row in journal.rows.results(run_id, outcomes=[Outcome.DELETED]))
        for batch in batched((sellsy_id for sellsy_id in ended if sellsy_id is not None), _WINDOW):
            journal.ids.forget(run.account, kind, list(batch), undone=str(run.parent))
        journal.ids.move(run.account, kind, dict(_came_back(journal, run_id)))
    journal.ids.learn(run_id, Place(run.account, str(run.settings.get("system") or ""), kind))


def _came_back(journal: Journal, run_id: str) -> Iterator[tuple[int, int]]:
    """Yield the old and the new id of the records that an undo created again."""
    for operation in journal.operations.read(run_id, kinds=["create"]):
        was = operation.before.get(WAS) if isinstance(operation.before, dict) else None
        if was is not None and operation.answer_id is not None:
            yield int(str(was).rpartition("/")[2]), operation.answer_id


_WINDOW = 500


@dataclass(slots=True)
class Resolved:
    """Records with the ids they name, and the problems of those that could not be resolved."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
