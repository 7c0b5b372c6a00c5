"""Ids of another system in the rows of a file become ids of Sellsy, as the journal knows them.

A row whose parent is not in Sellsy is rejected with what became of that parent; one whose parent stands in the same
file waits until the parent has been written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.core.batching import batched
from etl.core.record import Record
from etl.core.results import JsonValue, Outcome, Problem, Severity
from etl.entities import ENTITIES, Entity
from etl.entities.origin import LEGACY_ID
from etl.journal import UNSENT, Fate, Journal, Known, Place
from etl.source.checked import Checked

THIRD = "third"
"""Kind of companies and individuals: clients, prospects and suppliers share their ids in most systems."""

_THIRDS = ("company", "individual")
FORESEEN = "parent-foreseen"
"""Code of the warning on a row whose parent a rehearsed pipeline will create."""

_BAD = (Outcome.REJECTED, Outcome.FAILED, Outcome.UNKNOWN)


def kind_of(variant: str) -> str:
    """Return the kind of record a variant is in other systems."""
    return THIRD if variant in _THIRDS else variant


@dataclass(slots=True)
class LegacyIds:
    """Resolves the ids of another system for the rows of one file.

    `account` and `system` say whose ids they are. `rehearsed` names the pipeline run whose dry runs say which
    parents will be there, `foreseen` are the rows that hang on one. `later` are rows that wait for a parent of the
    same file.
    """

    journal: Journal
    entity: type[Entity]
    headers: Mapping[str, str]
    account: str
    system: str = ""
    rehearsed: str | None = None
    later: set[int] = field(default_factory=set)
    foreseen: set[int] = field(default_factory=set)
    _rows: dict[str, int] = field(default_factory=dict)
    _names: dict[str, JsonValue] = field(default_factory=dict)

    @property
    def used(self) -> bool:
        """Whether the file has a column of such ids."""
        return any(column.attribute in self.headers for column in self.entity.origins())

    def applied(self, checked: Checked) -> Checked:
        """Return a chunk with ids of Sellsy in its records; records that cannot have them become problems."""
        if not self.used:
            return checked
        doubles = self._doubles(checked)
        done = self.resolve(checked.records)
        problems = [*checked.problems, *doubles, *done.problems]
        bad = {problem.row for problem in (*doubles, *done.problems) if problem.severity is Severity.ERROR}
        foreseen = {p.row for p in done.problems if p.code == FORESEEN and p.row is not None} - bad
        self.foreseen |= foreseen
        records = [record for record in done.records if record.row not in bad | foreseen]
        return replace(checked, records=records, problems=problems)

    def _doubles(self, checked: Checked) -> list[Problem]:
        """Return a problem for each row whose own id an earlier row has.

        Rows of one company that differ by their contact person share it.
        """
        column = self.headers.get(LEGACY_ID)
        people = any(attribute.startswith("contact.") for attribute in self.headers)
        names = {record.row: record.values.get("name") for record in checked.records} if people else {}
        found: list[Problem] = []
        for row, legacy_id in checked.legacy_ids.items():
            first = self._rows.setdefault(legacy_id, row)
            name = names.get(row)
            same = people and (name is None or self._names.setdefault(legacy_id, name) == name)
            if first != row and not same:
                params = {"rows": [str(first), str(row)], "key": column}
                found.append(Problem("duplicate-in-file", row, column, legacy_id, params))
        return found

    def resolve(self, records: Sequence[Record], *, final: bool = False) -> "Resolved":
        """Return records with ids of Sellsy in place of the ids they name.

        A parent of the record's own kind may stand in the same file: its row waits, unless this is `final`.
        """
        wanted: dict[str, set[str]] = defaultdict(set)
        for record in records:
            for _prefix, kind, legacy_id in self._named(record):
                wanted[kind].add(legacy_id)
        known = {kind: self._known(kind, ids) for kind, ids in wanted.items()}
        fates = self._fates({kind: ids - known[kind].keys() for kind, ids in wanted.items()})
        done = Resolved()
        for record in records:
            self._one(record, known, fates, done, final=final)
        return done

    def foreseen_in_file(self, records: Sequence[Record], run_id: str, path: str) -> list[Problem]:
        """Return, for rows that wait for a row of the same file, that it will be there, or that it cannot."""
        above = {str(one.values[LEGACY_ID]): self._parents(one) for one in records if LEGACY_ID in one.values}
        found: list[Problem] = []
        for problem in self.resolve(records, final=True).problems:
            line = self._rows.get(problem.value or "")
            if line is None or problem.code not in _ABSENT:
                found.append(problem)
                continue
            params = {"run": run_id, "file": path, "line": line}
            if _turns(problem.value or "", above):
                found.append(replace(problem, code="parent-circle", params=params))
            else:
                found.append(replace(problem, code=FORESEEN, params=params, severity=Severity.WARNING))
        return found

    def _parents(self, record: Record) -> list[str]:
        """Return the ids of the parents of a record's own kind."""
        own = kind_of(record.variant)
        return [one for prefix, kind, one in self._named(record) if prefix and kind == own]

    def _named(self, record: Record) -> Iterable[tuple[str, str, str]]:
        """Yield (prefix, kind, id) of what a record names by ids of another system; "" is the record itself."""
        own = record.values.get(LEGACY_ID)
        if own is not None:
            yield "", kind_of(record.variant), str(own)
        for prefix, variants in self.entity.links.items():
            named = record.values.get(f"{prefix}_{LEGACY_ID}")
            if named is not None:
                yield prefix, kind_of(variants[0]), str(named)

    def _known(self, kind: str, ids: Iterable[str]) -> dict[str, Known]:
        return self.journal.known_ids(Place(self.account, self.system, kind), sorted(ids))

    def _fates(self, missing: Mapping[str, Iterable[str]]) -> dict[str, dict[str, Fate]]:
        """Return how the rows of parents that are not in Sellsy ended, by kind and id."""
        return {
            kind: self.journal.fates(
                [one.name for one in ENTITIES if kind in {kind_of(v) for v in one.variants}],
                sorted(ids),
                account=self.account,
                parent=self.rehearsed,
            )
            for kind, ids in missing.items()
        }

    def _one(
        self,
        record: Record,
        known: Mapping[str, Mapping[str, Known]],
        fates: Mapping[str, Mapping[str, Fate]],
        done: "Resolved",
        *,
        final: bool,
    ) -> None:
        values = dict(record.values)
        problems: list[Problem] = []
        waits = False
        for prefix, kind, legacy_id in self._named(record):
            target = known[kind].get(legacy_id)
            if target is not None:
                problems += self._put(record, values, prefix, target)
            elif prefix and kind == kind_of(record.variant) and not final:
                waits = True
            elif prefix:
                problems.append(self._missing(record, prefix, legacy_id, fates[kind].get(legacy_id)))
        done.problems += problems
        if any(problem.severity is Severity.ERROR for problem in problems):
            return
        if waits:
            self.later.add(record.row)
        done.records.append(replace(record, values=values))

    def _put(self, record: Record, values: dict[str, JsonValue], prefix: str, target: Known) -> list[Problem]:
        """Put an id of Sellsy where a column would have said it."""
        attribute = f"{prefix}_id" if prefix else "id"
        said = values.get(attribute)
        if said is not None and said != target.sellsy_id:
            column = self.headers.get(f"{prefix}_{LEGACY_ID}" if prefix else LEGACY_ID)
            params = {"known": target.sellsy_id, "said": said}
            return [Problem("legacy-contradicts", record.row, column, target.legacy_id, params)]
        values[attribute] = target.sellsy_id
        if prefix == THIRD:
            values["third_kind"] = target.variant
        return []

    def _missing(self, record: Record, prefix: str, legacy_id: str, fate: Fate | None) -> Problem:
        """Return why what a row hangs on is not in Sellsy; in a rehearsal, it may be on its way."""
        column = self.headers.get(f"{prefix}_{LEGACY_ID}")
        if fate is None:
            return Problem("parent-unknown", record.row, column, legacy_id)
        params: dict[str, object] = {"run": fate.run_id, "file": fate.source or "-", "line": fate.row}
        if fate.outcome is None and self.rehearsed is None:
            return Problem("parent-circle", record.row, column, legacy_id, params)
        if self.rehearsed is not None and fate.outcome not in _BAD:
            return Problem(FORESEEN, record.row, column, legacy_id, params, Severity.WARNING)
        return Problem("parent-rejected", record.row, column, legacy_id, {**params, "reason": _reason(fate)})


def _reason(fate: Fate) -> object:
    """Return why a parent is not there: its own problem, or that of the parent it hangs on."""
    why = next((problem for problem in fate.problems if problem.severity is Severity.ERROR), None)
    if why is None:
        return str(fate.outcome or "pending")
    if why.code == "parent-rejected":
        return why.params["reason"]
    return {**why.params, "problem": why.code, "value": why.value, "column": why.column, "row": why.row}


def learn(journal: Journal, run_id: str) -> None:
    """Keep which records the ids of a run's rows became, and forget those of records that it ended.

    Raises:
        JournalError: the journal cannot be written.
    """
    run = journal.run(run_id)
    if run.account is None or run.kind in UNSENT or run.entity not in _KINDS:
        return
    ended = (row.sellsy_id for row in journal.row_results(run_id, outcomes=[Outcome.DELETED]))
    for some in batched((one for one in ended if one is not None), _SOME):
        journal.forget_ids(run.account, _KINDS[run.entity], list(some))
    journal.learn_ids(run_id, Place(run.account, str(run.settings.get("system") or ""), _KINDS[run.entity]))


def _turns(start: str, above: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether parents lead from an id into a circle."""
    seen: set[str] = set()
    reached = [start]
    while reached:
        one = reached.pop()
        if one in seen:
            return True
        seen.add(one)
        reached += above.get(one, ())
    return False


_ABSENT = frozenset({"parent-unknown", "parent-rejected", "parent-circle"})
_KINDS = {entity.name: kind_of(next(iter(entity.variants))) for entity in ENTITIES}
_SOME = 500


@dataclass(slots=True)
class Resolved:
    """Records with the ids they name, and the problems of those that cannot have them."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
