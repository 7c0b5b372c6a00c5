"""Plan a window of rows: resolve names, find records, read what surrounds them, decide the writes.

Each part has its own planner: the record itself, its contact person, its links. This module runs them in order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.core.observer import Observer
from etl.core.record import PERSON, Record, Snapshot, is_stand_in
from etl.core.results import JsonValue, Outcome, Problem
from etl.matching.directory import Directory
from etl.matching.document_keys import Document
from etl.matching.known_records import KnownRecords, RowForm
from etl.matching.linked_records import Links
from etl.matching.row_matching import Found, Round, RowGroup, RowMatcher
from etl.plan.clearing import KeptWords, uncleared
from etl.plan.contact_links import LinkPlanner
from etl.plan.cost import ToCome
from etl.plan.country_cells import CountryCells, WithCountry
from etl.plan.main_record import RecordPlanner, Surroundings, plan_deletion
from etl.plan.people import Person, PersonPlanner
from etl.plan.resolve import Resolver
from etl.plan.without_writes import PredictedRows, Refusals, refused, rejected, skipped
from etl.plan.writes import Draft, RowPlan
from etl.sellsy import Sellsy
from etl.v1.records import read_comments
from etl.v1.written import hangs_by_v1

Snapshots = Mapping[tuple[str, int], Snapshot]


@dataclass(slots=True)
class Planner:
    """Plans the rows of one run; `to_come` is what the run will do that is not planned yet."""

    form: RowForm
    resolver: Resolver
    sellsy: Sellsy
    new_id: Callable[[], str]
    to_come: ToCome = field(default_factory=ToCome)
    known: KnownRecords = field(init=False)
    refusals: Refusals = field(init=False)
    foreseen: PredictedRows = field(init=False)
    record: RecordPlanner = field(init=False)
    _around: Surroundings = field(init=False)
    _matcher: RowMatcher = field(init=False)
    _people: PersonPlanner = field(init=False)
    _links: LinkPlanner = field(init=False)
    _kept: KeptWords = field(init=False)
    _country_cells: CountryCells = field(init=False)
    _typed: Mapping[int, Record] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make a planner of each part of a row."""
        form = self.form
        self.known = KnownRecords(form, self.sellsy)
        self.refusals = Refusals(form)
        self.foreseen = PredictedRows(form)
        self.record = RecordPlanner(form, self.resolver)
        self._around = Surroundings(form, self.sellsy)
        self._matcher = RowMatcher(self.known, self.refusals.refuses)
        self._people = PersonPlanner(self.known, self._draft)
        self._links = LinkPlanner(self.known)
        self._kept = KeptWords(form.entity, form.custom, self.resolver.lookups)
        self._country_cells = CountryCells(form, self.resolver.options)

    # what is read first

    def want(self, records: Iterable[Record]) -> None:
        """Add the keys of rows to the keys to read."""
        for record in records:
            self.known.want(record)
            self._around.want(record)
            self._people.want(record)

    def query(self) -> dict[str, JsonValue]:
        """Return the query that brings along what rows are compared with."""
        return self._around.query()

    def match(self, observer: Observer, *, directories: Mapping[str, Directory] | None = None) -> None:
        """Read the records that share a key with a row, unless `directories` has them already, by variant.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        observer.stage("match")
        self.known.read(observer, self.query(), directories=directories)
        self._matcher.begin()
        self._read_task_comments()
        self._people.read(observer)
        self.to_come.reads += self.known.calls_to_come()
        self.to_come.around = self._around.apart()

    def _read_task_comments(self) -> None:
        """Read the comments on the tasks that rows comment on: v2 does not list them."""
        entity = self.form.entity
        for variant, tasks in self.known.targets.directories.items():
            commented = hangs_by_v1(entity.name, variant)
            for comment in read_comments(self.sellsy, sorted(tasks.documents)) if commented else ():
                self.known.directories[entity.name].add(comment, self.known.wanted[entity.name].used())

    # a window of rows

    def plan(
        self,
        groups: Sequence[Sequence[Record]],
        *,
        look: Round | None = None,
        waiting: list[list[int]] | None = None,
    ) -> list[RowPlan]:
        """Return the plan of every row; each group is the rows of one record, or of several that share a person.

        In a round (`look`) over the rows of a file, rows that must wait for others of it are added to `waiting`.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        plans: list[RowPlan] = []
        rows = (
            groups
            if look is None
            else [record_rows for group in groups for record_rows in self._people.by_record(group)]
        )
        self._typed = {record.row: record for group in groups for record in group}
        resolved = [row_group for group in rows if (row_group := self._resolved(group, plans)) is not None]
        self._matcher.prepare(resolved)
        ready: list[Found] = []
        for group in resolved:
            matched = self._find(group, look, plans)
            if matched is not None and matched.waits:
                (waiting if waiting is not None else []).append([record.row for record in matched.group.rows])
            elif matched is not None:
                ready.append(matched)
        snapshots = self._read(ready)
        for matched in ready:
            plans += self._plan_group(matched.group, _snapshot_of(matched, snapshots))
        warnings = {row: problems for matched in ready for row, problems in self._warnings(matched).items()}
        return [
            replace(
                plan,
                problems=(*plan.problems, *warnings.get(plan.row, ()), *self.foreseen.warnings(plan.row)),
            )
            for plan in plans
        ]

    def _resolved(self, rows: Sequence[Record], plans: list[RowPlan]) -> RowGroup | None:
        """Resolve a group and find what it is linked to; the plans of rows that stop here are added to `plans`."""
        form = self.form
        good: list[Record] = []
        for record in rows:
            resolved, problems = self.resolver.resolve(record)
            if problems:
                if not record.literal:
                    problems += self._country_cells.completed(record, None).problems
                plans.append(rejected(record.row, problems))
            else:
                good.append(resolved)
        beside: Mapping[int, Links] = {}
        if len(good) > 1 and form.entity.gathers:
            good, beside = self._gathered(good, plans)
        if not good:
            return None
        links, wrong = self.known.targets.find(good[0], form.headers)
        good[0] = links.onto(good[0], form.entity, form.headers)
        group = RowGroup(good, links, beside, wrong)
        self.foreseen.note(group, self.known.coming)
        return group

    def _gathered(
        self, rows: Sequence[Record], plans: list[RowPlan]
    ) -> tuple[list[Record], Mapping[int, Links]]:
        """Return the rows of one contact whose companies exist, and these; the first row gets the values of all."""
        good: list[Record] = []
        beside: dict[int, Links] = {}
        for record in rows:
            links, wrong = self.known.targets.find(record, self.form.headers)
            if wrong:
                plans.append(refused(record, *wrong, headers=self.form.headers))
            else:
                beside[record.row] = links
                good.append(record)
        gathers = self.form.entity.gathers
        together = {k: v for record in reversed(good) for k, v in record.values.items() if k not in gathers}
        first = [replace(record, values={**together, **record.values}) for record in good[:1]]
        return [*first, *good[1:]], beside

    def _find(self, group: RowGroup, look: Round | None, plans: list[RowPlan]) -> Found | None:
        """Find the record of a group that continues or waits; the plans of the others are added to `plans`."""
        alone = group.problems or self._people.has_shared(group.rows)
        matched = self._matcher.find(group, None if alone else look)
        rows, document = matched.group.rows, matched.document
        if matched.waits:
            return matched
        if matched.deleted:
            plans += [skipped(problem) for problem in matched.deleted]
        elif matched.problems:
            plans += [refused(record, *matched.problems, headers=self.form.headers) for record in rows]
        elif document is not None and is_stand_in(int(str(document["id"]))):
            plans += self._foreseen(matched.group, document)
        else:
            return matched
        return None

    def _foreseen(self, group: RowGroup, document: Document) -> Iterator[RowPlan]:
        """Yield the plans of rows whose record an earlier step of a rehearsal would create."""
        refusal = self.refusals.of(group.first, document)
        for record in group.rows:
            links = group.beside.get(record.row, group.links)
            yield self.foreseen.plan(
                self._typed[record.row],
                document,
                self.known.coming,
                companies=links.company_ids(),
                refusal=refusal,
            )

    def _warnings(self, matched: Found) -> dict[int, tuple[Problem, ...]]:
        """Return the warnings on the rows of a group, by row."""
        group, stays_out = matched.group, matched.document is None and not self.form.creates
        warnings = {row: links.warnings for row, links in group.beside.items()}
        warnings[group.first.row] = (*(() if stays_out else matched.match.warnings), *group.links.warnings)
        return warnings

    def _read(self, ready: Sequence[Found]) -> Snapshots:
        """Read what surrounds the records of a window, and find the persons whom rows of several records name."""
        snapshots = self._around.read((matched.group.first, matched.document) for matched in ready)
        self._links.read(
            links for matched in ready for links in (*matched.group.beside.values(), matched.group.links)
        )
        for matched in ready:
            self._people.find_shared(matched.group.rows, _snapshot_of(matched, snapshots))
        return snapshots

    # the rows of one record

    def _plan_group(self, group: RowGroup, snapshot: Snapshot | None) -> list[RowPlan]:
        plans: list[RowPlan] = []
        ready = self._with_people(group, snapshot, plans)
        if not ready:
            return plans
        first = ready[0][0]
        refusal = self.refusals.of(first, None if snapshot is None else snapshot.document)
        if refusal is not None:
            return plans + [
                replace(
                    refusal,
                    row=row,
                    problems=tuple(replace(problem, row=row) for problem in refusal.problems),
                )
                for row in (record.row for record, _ in ready)
            ]
        if self.form.deletes and snapshot is not None:
            return [*plans, plan_deletion(self._draft(first.row), first, snapshot)]
        placed = self._people.agreeing(self._placed(ready, snapshot, plans), plans)
        return plans + self._planned(group, snapshot, placed) if placed else plans

    def _with_people(
        self, group: RowGroup, snapshot: Snapshot | None, plans: list[RowPlan]
    ) -> list[tuple[Record, Person]]:
        """Return the rows of a record with their contact persons; those without exactly one are added to `plans`."""
        ready: list[tuple[Record, Person]] = []
        for record in group.rows:
            person = self._people.find(record, snapshot, group.rows)
            if person.problem is not None:
                plans.append(refused(record, person.problem, headers=self.form.headers))
            else:
                ready.append((self._kept.with_kept(record, snapshot, person.document), person))
        return ready

    def _placed(
        self, ready: Sequence[tuple[Record, Person]], snapshot: Snapshot | None, plans: list[RowPlan]
    ) -> list[tuple[WithCountry, Person]]:
        """Read the cells that depend on the record's country; the plans of refused rows are added to `plans`."""
        good: list[tuple[WithCountry, Person]] = []
        for record, person in ready:
            placed = self._country_cells.completed(record, snapshot, person.document)
            typed = self._typed[record.row].values if record.row in self._typed else {}
            placed.problems += self.record.custom_problems(record, snapshot, typed=typed)
            if placed.refused:
                plans.append(rejected(record.row, placed.problems))
            else:
                values = placed.record.part(PERSON) if person.values else person.values
                good.append((placed, replace(person, values=values)))
        return good

    def _planned(
        self, group: RowGroup, snapshot: Snapshot | None, placed: Sequence[tuple[WithCountry, Person]]
    ) -> list[RowPlan]:
        """Return the plans of the rows of one record: the first writes it, each its own person and links."""
        plans: list[RowPlan] = []
        first, person = placed[0][0].record, placed[0][1]
        draft = self._draft(first.row)
        self.record.plan(draft, first, snapshot, group.links)
        planned: dict[int, set[str]] = {}
        self._links.plan(draft, first, snapshot, links=group.links, planned=planned)
        if self.form.clears and snapshot is not None:
            draft.problems += uncleared(self.form, first, snapshot, person.document)
        for row, person in placed:
            record = row.record
            mine = draft
            if record is not first:
                mine = replace(self._draft(record.row), target=draft.target, needs=draft.needs)
            again = group.recreated.get(record.row)
            mine.problems += [*([again] if again is not None else []), *row.problems]
            if record is not first and record.row in group.beside:
                links = group.beside[record.row]
                self._links.plan(mine, record, snapshot, links=links, planned=planned)
            self._people.plan(mine, record, snapshot, person)
            plans.append(_row_plan(mine, snapshot, created=snapshot is None and record is first))
        return plans

    def _draft(self, row: int) -> Draft:
        return Draft(row, self.new_id, headers=self.form.headers)


def _snapshot_of(matched: Found, snapshots: Snapshots) -> Snapshot | None:
    document = matched.document
    return None if document is None else snapshots[matched.group.first.variant, int(str(document["id"]))]


def _row_plan(draft: Draft, snapshot: Snapshot | None, *, created: bool) -> RowPlan:
    """Return the plan of a row; adding a person to an existing record is an update."""
    if created or (snapshot is None and any(operation.kind == "create" for operation in draft.operations)):
        outcome = Outcome.CREATED
    else:
        outcome = Outcome.UPDATED if draft.operations else Outcome.UNCHANGED
    return RowPlan(
        draft.row,
        outcome,
        sellsy_id=snapshot.id if snapshot else None,
        operations=tuple(draft.operations),
        changes=tuple(draft.changes),
        problems=tuple(draft.problems),
    )
