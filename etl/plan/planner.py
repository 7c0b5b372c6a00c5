"""Planning a window of rows: resolve names, find the records, read what surrounds them, decide the writes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from math import ceil
from typing import Literal

from etl.account.custom_fields import CustomField
from etl.account.snapshots import Matched, Needs, read_snapshots
from etl.core.json_paths import dig, is_empty
from etl.core.observer import Observer
from etl.core.record import Record, Snapshot, is_stand_in
from etl.core.results import Change, JsonValue, Outcome, Problem, Severity
from etl.entities import Column, Entity, entity_named
from etl.entities.base.resource import RESOURCES
from etl.entities.contact import ROLES
from etl.entities.origin import LEGACY_ID, header_of
from etl.entities.parts import CHANNEL
from etl.matching.choosing import (
    ID_UNKNOWN,
    Match,
    Rule,
    describe,
    match,
    named_here,
    same_related,
    undecided,
)
from etl.matching.coming import Coming
from etl.matching.directory import Directory, Wanted
from etl.matching.document_keys import REFERENCE, ROW
from etl.matching.evidence import WEIGHED, postal_codes_of, read_evidence
from etl.matching.file_state import Asked, FileRecords, FileState, found_as_created
from etl.matching.linked_records import Links, Targets
from etl.matching.match_keys import LOOSE, comparable, effective_key, instant, same_reference
from etl.matching.reading import IDS_A_SEARCH, read_directory, read_each, read_other_kinds
from etl.matching.shared_people import PERSON
from etl.plan.addresses import plan_addresses, stated_addresses
from etl.plan.attachments import CustomValues, added_to, custom_problems, plan_custom, plan_tags
from etl.plan.clearing import KeptWords, uncleared
from etl.plan.cost import ToCome
from etl.plan.people import (
    PeopleSaid,
    SharedPerson,
    find_person,
    has_namesake,
    held_roles,
    plan_company_link,
    plan_individual_link,
    shared_people,
    wanted_roles,
)
from etl.plan.places import Placed, Places, leaves_open
from etl.plan.resolve import SOURCE, Resolver
from etl.plan.v1_writes import AGENDA, Agenda, comment_on_task, plan_sticky, stated, touched
from etl.plan.writes import Draft, PlanOptions, RowPlan, field_plan, write_record
from etl.sellsy import PAGE, Call, Sellsy, total_of
from etl.source.options import ImportOptions
from etl.v1.image import V1Images
from etl.v1.rows import V1Rows
from etl.v1.shapes import read_comments

ADDRESSES = ("main", "invoicing", "delivery")
COMPANIES = ("company_", "companies")
"""How the attributes begin that name a contact's companies."""

_EMBEDDED = ("tags", "custom")
"""Parts of a record that a search, or its reading, brings along."""

CREATES = ("upsert", "create")
"""Modes that create."""

Round = Literal["first", "again", "last"]
"""How often the rows of a file were looked at: what has to do with other rows waits for these at first, then as long
as what they write may still decide it."""

Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Person:
    """The contact person of a row: what the row says, the contact it is, whether it is linked already."""

    values: Mapping[str, JsonValue] = field(default_factory=dict)
    document: Document | None = None
    linked: bool = False
    problem: Problem | None = None

    @property
    def id(self) -> int | None:
        """Id of the contact, None where it is to be created."""
        return None if self.document is None else int(str(self.document["id"]))


@dataclass(slots=True)
class Planner:
    """Plans the rows of one run; `order` are its match keys, `explicit` whether the user chose them.

    `own` are the rows that made their record themselves, in an earlier run: they update it in every mode. `apart`
    are the records (variant, id) that other rows of the run made: no row is matched with them. `roles` are those
    that a row's main address must have again, where what the row wrote is compared. `clears` tells that empty cells
    clear what the record holds, `append` are the custom fields that are added to.
    `old_ids` returns the ids of another system by which records of a variant are known. `coming` are the records of
    earlier steps of a rehearsal, `foreseen` the rows that turn out to name one of them.
    """

    entity: type[Entity]
    headers: Mapping[str, str]
    resolver: Resolver
    custom: Mapping[str, CustomField]
    order: tuple[str, ...]
    explicit: bool
    options: ImportOptions
    sellsy: Sellsy
    new_id: Callable[[], str]
    own: set[int] = field(default_factory=set)
    apart: set[tuple[str, int]] = field(default_factory=set)
    roles: dict[int, set[str]] = field(default_factory=dict)
    clears: bool = False
    append: frozenset[str] = frozenset()
    old_ids: Callable[[str, Sequence[int]], Mapping[int, set[str]]] | None = None
    coming: Coming = field(default_factory=Coming)
    foreseen: set[int] = field(default_factory=set)
    to_come: ToCome = field(default_factory=ToCome)
    _wanted: dict[str, Wanted] = field(default_factory=dict)
    _people: Wanted = field(default_factory=lambda: Wanted(("id", "email")))
    _directories: dict[str, Directory] = field(default_factory=dict)
    _contacts: Directory = field(default_factory=lambda: Directory(RESOURCES[PERSON]))
    _taken: dict[tuple[str, int], int] = field(default_factory=dict)
    _again: dict[int, Problem] = field(default_factory=dict)
    _named: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    _beside: dict[int, Links] = field(default_factory=dict)
    _members: dict[int, frozenset[int]] = field(default_factory=dict)
    _making: dict[int, int] = field(default_factory=dict)
    _targets: Targets = field(init=False)
    _rows: V1Rows = field(init=False)
    _images: V1Images = field(init=False)
    _sources: set[str] = field(default_factory=set)
    _open: bool = False
    _located: bool = False
    _places: Places = field(init=False)
    _kept: KeptWords = field(init=False)
    _made: FileRecords = field(default_factory=FileRecords)
    _states: dict[str, FileState] = field(default_factory=dict)
    _claims: dict[int, tuple[str, int]] = field(default_factory=dict)
    _tried: set[int] = field(default_factory=set)
    _typed: Mapping[int, Record] = field(default_factory=dict)
    _other_kinds: dict[tuple[str, int], tuple[str, Document] | None] = field(default_factory=dict)
    _shared: dict[int, SharedPerson] = field(default_factory=dict)
    _said: PeopleSaid = field(default_factory=PeopleSaid)

    def __post_init__(self) -> None:
        """Prepare for the links of the entity, and for what API v1 keeps."""
        self._targets = Targets(self.entity)
        self._rows = V1Rows(self.sellsy)
        self._images = V1Images(self._rows)
        self._kept = KeptWords(self.entity, self.custom, self.resolver.lookups)
        self._places = Places(self.entity, self.headers, self.resolver.options)

    # match

    def want(self, records: Iterable[Record]) -> None:
        """Take the keys of some rows."""
        for record in records:
            wanted = self._wanted.setdefault(record.variant, Wanted(self.order, chosen=self.explicit))
            if not record.is_foreseen:
                wanted.add(record)
            self._targets.want(record)
            self._located = self._located or (record.variant in WEIGHED and bool(postal_codes_of(record)))
            self._open = self._open or leaves_open(record, self.entity)
            person = record.part(PERSON) if self.entity.variants.keys() != {PERSON} else {}
            if person:
                self._people.add(Record(record.row, PERSON, person))

    def match(self, observer: Observer, *, found: Mapping[str, Directory] | None = None) -> None:
        """Read the records that share a key with a row, unless they were `found` already, by variant.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        observer.stage("match")
        for variant, wanted in self._targets.wanted.items():
            self._targets.directories[variant] = self._read(variant, wanted, {}, observer)
            if self.old_ids is not None:
                known = self.old_ids(variant, sorted(self._targets.directories[variant].documents))
                self._targets.directories[variant].old_ids = known
        for variant, wanted in self._targets.beside.doubted(self._targets.document).items():
            self._targets.beside.others[variant] = self._read(variant, wanted, {}, observer)
        around = self._targets.around()
        self.coming.into(self._targets.directories, self._targets.wanted)
        for variant, wanted in self._wanted.items():
            self._directories[variant] = (
                self._read(variant, wanted, self.query(), observer, around)
                if found is None
                else found[variant]
            )
            self._directories[variant].leave_out({record for kind, record in self.apart if kind == variant})
            if self.old_ids is not None:
                known = self.old_ids(variant, sorted(self._directories[variant].documents))
                self._directories[variant].old_ids = known
            if variant in WEIGHED and self.options.mode != "delete":
                read = partial(self._read_around, self._directories[variant])
                self._states[variant] = FileState(self._directories[variant], self.rule, wanted, read)
        self.coming.into(self._directories, self._wanted)
        self._read_task_comments()
        self._contacts = self._read(PERSON, self._people, {}, observer)
        self.to_come.reads += self._reads_to_come()
        self.to_come.around = sum(part not in _EMBEDDED for part in self._needs().parts())

    def _reads_to_come(self) -> int:
        """Return the calls by which the run will find what earlier steps of this rehearsal would have created."""
        directories = [*self._targets.directories.values(), *self._directories.values()]
        calls = sum(one.grown(self.coming.number(one.resource.variant)) for one in directories)
        for variant, ids in self._targets.unread().items():
            path = f"{RESOURCES[variant].path}/search"
            held = total_of(self.sellsy.search(path, {}, query={"limit": 1}).body, path=path)
            searches = ceil(len(ids) / IDS_A_SEARCH) if "id" in RESOURCES[variant].keys else len(ids)
            rest = ceil(max(held + len(ids) - PAGE, 0) / PAGE)
            calls += min(rest, ceil(searches / self.options.batch_size))
        return calls

    def _read(
        self,
        variant: str,
        wanted: Wanted,
        query: Mapping[str, JsonValue],
        observer: Observer,
        around: Sequence[Mapping[str, JsonValue]] | None = None,
    ) -> Directory:
        resource = RESOURCES[variant]
        directory = read_directory(
            self.sellsy,
            resource,
            wanted,
            query=query,
            batch_size=self.options.batch_size,
            observer=observer,
            around=around,
        )
        # A search may not find yet what was just created: only the record itself tells that it is no more.
        ids = [one for one in wanted.values.get("id", {}).values() if one not in directory.documents]
        calls = [Call("GET", f"{resource.path}/{one}", query=query) for one in ids]
        for found in read_each(self.sellsy, calls, batch_size=self.options.batch_size):
            for document in found or ():
                directory.add(document, wanted.used())
        return directory

    def query(self) -> dict[str, JsonValue]:
        """Return the query that brings along what rows are compared with."""
        return self._needs().query()

    def knows(self, record: Record) -> bool:
        """Tell whether the record of a row's id was found."""
        directory = self._directories.get(record.variant)
        return directory is not None and int(str(record.values["id"])) in directory.documents

    def _read_task_comments(self) -> None:
        """Read the comments on the tasks that rows comment: v2 does not tell them."""
        tasks = self._targets.directories.get("task") if "task" in self.entity.relates else None
        if tasks is not None:
            directory = self._directories[self.entity.name]
            for comment in read_comments(self.sellsy, sorted(tasks.documents)):
                directory.add(comment, self._wanted[self.entity.name].used())

    def _needs(self) -> Needs:
        attributes = self.headers.keys()
        if self.options.mode == "delete":
            return Needs.everything(self.entity)
        return Needs(
            addresses=any(a.startswith(tuple(f"{part}." for part in ADDRESSES)) for a in attributes),
            tags="tags" in attributes,
            custom=tuple(field.id for field in self.custom.values()),
            contacts=any(a.startswith(f"{PERSON}.") for a in attributes),
            companies=any(a.startswith(COMPANIES) for a in attributes),
            country=self._open,
            places=self._located and not self.explicit,
        )

    @property
    def rule(self) -> Rule:
        """By what rows are matched."""
        options = self.options
        return Rule(self.order, self.explicit, options.on_doubt, keyless=options.mode == "create")

    # plan

    def plan(
        self,
        groups: Sequence[Sequence[Record]],
        *,
        look: Round | None = None,
        held: list[list[int]] | None = None,
    ) -> list[RowPlan]:
        """Return the plan of every row; each group is the rows of one record, or of several that share a person.

        In a round (`look`) of the rows of a file, those that must wait for others of it are `held` instead.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        waiting = [] if held is None else held
        plans: list[RowPlan] = []
        ready: list[tuple[list[Record], Document | None, Links]] = []
        warnings: dict[int, tuple[Problem, ...]] = {}
        records = groups if look is None else [some for group in groups for some in self._records(group)]
        resolved = [one for group in records if (one := self._resolved(group, plans)) is not None]
        self._typed = {record.row: record for group in groups for record in group}
        self._read_evidence(resolved)
        self._read_other_kinds(good[0] for good, _, _ in resolved)
        for group, links, wrong in resolved:
            found = self._matched(group, links, plans)
            if found is None:
                continue
            good, matched = found
            first = good[0]
            alone = None if wrong or any(record.row in self._shared for record in good) else look
            problem, waits = self._standing(good, matched, links, alone)
            if waits:
                waiting.append([record.row for record in good])
                continue
            problems = [*wrong, *([problem] if problem is not None else [])]
            if problems:
                plans += [self._refused(record, *problems) for record in good]
                continue
            if matched.document is not None:
                record_id = int(str(matched.document["id"]))
                self._taken[first.variant, record_id] = first.row
                if is_stand_in(record_id):
                    plans += [
                        self._to_come(self._typed[one.row], record_id, matched.document) for one in good
                    ]
                    continue
            stays_out = matched.document is None and self.options.mode not in CREATES
            warnings |= {one.row: self._beside.get(one.row, Links()).warnings for one in good}
            warnings[first.row] = (*(() if stays_out else matched.warnings), *links.warnings)
            ready.append((good, matched.document, links))
        snapshots = self._snapshots(ready)
        named = [*self._beside.values(), *(links for _, _, links in ready)]
        self._members |= self._targets.members(self.sellsy, named, batch_size=self.options.batch_size)
        self._find_shared(ready, snapshots)
        for good, document, links in ready:
            snapshot = snapshots[good[0].variant, int(str(document["id"]))] if document is not None else None
            plans += self._plan_group(good, snapshot, links)
        return [
            replace(one, problems=(*one.problems, *warnings.get(one.row, ()), *self._named.get(one.row, ())))
            for one in plans
        ]

    def _records(self, group: Sequence[Record]) -> list[list[Record]]:
        """Return the rows of each record in a group: those that name one person may be of several."""
        if len(group) == 1 or self.entity.gathers:
            return [[*group]]
        found: dict[object, list[Record]] = {}
        for record in group:
            found.setdefault((record.variant, effective_key(record, self.order) or record.row), []).append(
                record
            )
        if len(found) == 1:
            return [*found.values()]
        self._shared |= shared_people({record.row: record.part(PERSON) for record in group})
        return [
            [shared.said(one) if (shared := self._shared.get(one.row)) is not None else one for one in some]
            for some in found.values()
        ]

    def _find_shared(
        self,
        ready: Sequence[tuple[list[Record], Document | None, Links]],
        snapshots: Mapping[tuple[str, int], Snapshot],
    ) -> None:
        """Find the contacts that persons of several companies are, among the contacts of any of these."""
        for good, document, _links in ready:
            snapshot = snapshots[good[0].variant, int(str(document["id"]))] if document is not None else None
            people = list(snapshot.contacts or ()) if snapshot else []
            for record in good:
                shared = self._shared.get(record.row)
                if shared is not None and shared.document is None:
                    others = [other.part(PERSON) for other in good]
                    shared.document = self._person(record, people, others).document

    def _resolved(
        self, group: Sequence[Record], plans: list[RowPlan]
    ) -> tuple[list[Record], Links, list[Problem]] | None:
        """Resolve a group and find what it is linked to; rows that cannot go on are appended to `plans`."""
        good: list[Record] = []
        for record in group:
            resolved, problems = self.resolver.resolve(record)
            if problems:
                plans.append(_rejected(record.row, problems))
            else:
                good.append(resolved)
        if len(good) > 1 and self.entity.gathers:
            good = self._gathered(good, plans)
        if not good:
            return None
        links, wrong = self._targets.find(good[0], self.headers)
        good[0] = links.onto(good[0], self.entity, self.headers)
        if good[0].is_foreseen and not wrong:
            plans += [RowPlan(record.row, Outcome.UPDATED) for record in good]
            return None
        self._name_coming(good, links)
        return good, links, wrong

    def _name_coming(self, good: Sequence[Record], links: Links) -> None:
        """Note the rows that name what an earlier step of the rehearsal would create, and where that comes from."""
        for record in good:
            named = links if record is good[0] else self._beside.get(record.row, Links())
            for target, attributes in named.named_by(record):
                place = self.coming.place_of(target.variant, target.id)
                if place is None:
                    continue
                name = next((one for one in attributes if one in self.headers), "")
                value = str(record.values.get(name) or target.id)
                header = self.headers.get(name)
                told = Problem("parent-foreseen", record.row, header, value, place, Severity.WARNING)
                self._named[record.row] = (*self._named.get(record.row, ()), told)
        if any(record.row in self._named for record in good):
            self.foreseen.update(record.row for record in good)

    def _to_come(self, record: Record, record_id: int, document: Document) -> RowPlan:
        """Return how a row ends whose record an earlier step of the rehearsal would create."""
        self.foreseen.add(record.row)
        if self.options.mode == "create":
            there = Problem(
                "already-there", record.row, params={"record": describe(document)}, severity=Severity.WARNING
            )
            return _skipped(record.row, there)
        if self.options.mode == "delete":
            return RowPlan(record.row, Outcome.DELETED)
        return RowPlan(record.row, self.coming.outcome_of(record.variant, record_id, record))

    def _gathered(self, rows: Sequence[Record], plans: list[RowPlan]) -> list[Record]:
        """Return the rows of one contact whose companies are there; the first says what any of them says."""
        good: list[Record] = []
        for record in rows:
            links, wrong = self._targets.find(record, self.headers)
            if wrong:
                plans.append(self._refused(record, *wrong))
            else:
                self._beside[record.row] = links
                good.append(record)
        said = {
            name: value
            for record in reversed(good)
            for name, value in record.values.items()
            if name not in self.entity.gathers
        }
        return [replace(one, values={**said, **one.values}) if one is good[0] else one for one in good]

    def _read_evidence(self, resolved: Sequence[tuple[list[Record], Links, list[Problem]]]) -> None:
        """Read what tells which of the records of its name a row is."""
        for variant, directory in self._directories.items():
            asked = [
                (good[0], found, links.first_company())
                for good, links, _ in resolved
                if good[0].variant == variant and (found := undecided(good[0], directory, self.rule))
            ]
            self._read_around(directory, asked)

    def _read_around(self, directory: Directory, asked: Iterable[Asked]) -> None:
        read_evidence(self.sellsy, directory, list(asked), batch_size=self.options.batch_size)

    def _matched(
        self, good: Sequence[Record], links: Links, plans: list[RowPlan]
    ) -> tuple[list[Record], Match] | None:
        """Match the first row of a group; rows whose record was deleted are skipped, unless they create it again."""
        rule, company = self.rule, links.first_company()
        directory, state = self._directories[good[0].variant], self._states.get(good[0].variant)
        if state is None:
            matched = match(good[0], directory, rule, company=company)
        else:
            matched = state.match(good[0], company, new=good[0].row in self._tried)
        if not self._was_deleted(good[0], matched):
            return list(good), self._named_as_other_kind(good[0], matched)
        if not self.options.recreate_deleted or self.options.mode not in CREATES:
            plans += [_skipped(one.row, self._deleted(one, "legacy-deleted")) for one in good]
            return None
        self._again |= {one.row: self._deleted(one, "legacy-recreated") for one in good}
        again = [one.without_id() for one in good]
        return again, match(again[0], directory, rule, company=company)

    def _read_other_kinds(self, records: Iterable[Record]) -> None:
        """Read what the ids of rows that no record of their variant has are among the other variants."""
        if "id" not in self.order:
            return
        stated = {
            (record.variant, int(str(record.values["id"])))
            for record in records
            if record.values.get("id") is not None and not record.mapped and not self.knows(record)
        }
        asked = sorted(key for key in stated - self._other_kinds.keys() if not is_stand_in(key[1]))
        self._other_kinds |= dict.fromkeys(asked)
        size = self.options.batch_size
        self._other_kinds |= read_other_kinds(self.sellsy, asked, self.entity.variants, batch_size=size)

    def _named_as_other_kind(self, record: Record, matched: Match) -> Match:
        """Return why a row is no record, naming the record of another variant that has its id."""
        if matched.problem is None or matched.problem.code != ID_UNKNOWN:
            return matched
        known = self._other_kinds.get((record.variant, int(str(record.values["id"]))))
        if known is None:
            return matched
        variant, document = known
        params = {"record": describe(document), "held": variant, "wanted": record.variant}
        return Match(problem=replace(matched.problem, code="match-id-other-kind", params=params))

    @staticmethod
    def _was_deleted(record: Record, matched: Match) -> bool:
        """Tell whether the record that a row's id in another system became is no more."""
        return record.mapped and matched.problem is not None and matched.problem.code == ID_UNKNOWN

    def _deleted(self, record: Record, code: str) -> Problem:
        """Return what is said of a row whose record was deleted in Sellsy."""
        column, params = self.headers.get(LEGACY_ID), {"record": record.values["id"]}
        legacy_id = str(record.values.get(LEGACY_ID))
        return Problem(code, record.row, column, legacy_id, params, Severity.WARNING)

    def _standing(
        self, rows: Sequence[Record], matched: Match, links: Links, look: Round | None
    ) -> tuple[Problem | None, bool]:
        """Return why rows are not the only ones of their record, with what the others write; and whether they wait.

        A row that changes what others are known by waits, and one that is refused because of what they may change.
        """
        record = rows[0]
        state = None if look is None else self._states.get(record.variant)
        if state is None or not state.meets(record, matched.document):
            return self._taken_by(record, matched, links), False
        if (claim := self._claims.pop(record.row, None)) is not None and self._taken.get(claim) == record.row:
            del self._taken[claim]
        document, company = matched.document, links.first_company()
        problem = matched.problem or self._same_record(record, document, state)
        if problem is None and self._refusal(record, document) is not None:
            return None, False
        companies = {one for row in rows for one in self._beside.get(row.row, links).company_ids()}
        if problem is None and look == "first":
            if document is not None and not state.changes(record, document, company, companies):
                state.keep(record, company, document)
                return None, False
            self._claim(record, document)
            return None, True
        if problem is None:
            problem = self._written(record, document, links, state, companies)
        if problem is None:
            return None, False
        state.hold(record, company)
        if look != "first":
            self._tried.add(record.row)
        return problem, look != "last"

    def _claim(self, record: Record, document: Document | None) -> None:
        """Keep the record of a row that waits for it: no later row is the same."""
        if document is not None:
            claim = record.variant, int(str(document["id"]))
            self._claims[record.row] = claim
            self._taken[claim] = record.row

    def _written(
        self, record: Record, document: Document | None, links: Links, state: FileState, companies: set[int]
    ) -> Problem | None:
        """Take what a row writes; return why it must not."""
        mistaken = state.take(record, document, links.first_company(), companies)
        if mistaken is not None and mistaken.row == record.row:
            return Problem("found-otherwise", record.row, params={"records": named_here(mistaken.records)})
        if mistaken is not None:
            return Problem("told-apart-no-more", record.row, params={"first": mistaken.row})
        if document is not None or record.row in self._tried:
            return None
        problem = self._made_by(record, links) or self._made_alike(record, links)
        if problem is not None:
            state.drop(record.row)
        return problem

    def _same_record(self, record: Record, document: Document | None, state: FileState) -> Problem | None:
        """Return the problem of a row whose record, there or to come, is that of another row."""
        if document is None:
            return None
        if ROW in document:
            return found_as_created(record, state.owner(document))
        row = self._taken.get((record.variant, int(str(document["id"]))), state.owner(document))
        if row is None or row == record.row:
            return None
        return Problem("same-record", record.row, params={"first": row, "record": describe(document)})

    def _taken_by(self, record: Record, matched: Match, links: Links) -> Problem | None:
        """Return why a row is not the only one of its record: an earlier row is it, or creates it."""
        document = matched.document
        if matched.problem is not None:
            return matched.problem
        if document is None:
            return self._made_by(record, links) or self._made_alike(record, links)
        row = self._taken.get((record.variant, int(str(document["id"]))))
        if row is None or row == record.row:
            return None
        return Problem("same-record", record.row, params={"first": row, "record": describe(document)})

    def _made_by(self, record: Record, links: Links) -> Problem | None:
        """Return the problem of a row that would create what an earlier row creates, in other words.

        Rows that say it in the same words were told apart before anything was read; here what they hang on is known.
        """
        key, value = effective_key(record, self.order) or ("", "")
        creates = self.options.mode in CREATES
        if not creates or key not in LOOSE or not self.entity.scope:
            return None
        on = sorted((prefix, target.variant, target.id) for prefix, target in links.found.items())
        moment = instant(record.values.get("created")) if record.variant == "comment" else ""
        known_as = record.values.get(LEGACY_ID)
        first = self._making.setdefault(hash((key, value, *on, moment, known_as)), record.row)
        if first == record.row:
            return None
        return Problem("same-creation", record.row, params={"first": first, "key": key})

    def _made_alike(self, record: Record, links: Links) -> Problem | None:
        """Return the problem of a row that would be found as the record that an earlier row creates."""
        if record.variant not in WEIGHED or self.options.mode not in CREATES:
            return None
        first = self._made.first(
            record, self.rule, shared=self._wanted[record.variant].shared, company=links.id_of("company")
        )
        return None if first is None else found_as_created(record, first)

    def _refused(self, record: Record, *problems: Problem) -> RowPlan:
        told = [
            replace(one, row=record.row, column=one.column and header_of(self.headers, one.column))
            for one in problems
        ]
        return _rejected(record.row, told)

    def _snapshots(
        self, ready: Sequence[tuple[list[Record], Document | None, Links]]
    ) -> dict[tuple[str, int], Snapshot]:
        matched = [(group[0], document) for group, document, _ in ready if document is not None]
        some = [
            Matched(record.variant, RESOURCES[record.variant].path, document) for record, document in matched
        ]
        snapshots = read_snapshots(self.sellsy, some, self._needs(), batch_size=self.options.batch_size)
        ends = self.options.mode == "delete"
        shown = [
            one
            for one, (record, _) in zip(some, matched, strict=True)
            if ends or touched(self.entity, record.values)
        ]
        for variant in {one.variant for one in shown}:
            documents = [one.document for one in shown if one.variant == variant]
            self._rows.foresee(
                variant, {int(str(one["id"])) for one in documents}, created=_created(documents)
            )
        for one in shown:
            key = one.variant, one.id
            v1 = self._images.read(*key) if ends else self._rows.read(*key)
            snapshots[key] = replace(snapshots[key], v1=v1)
        return snapshots

    def _plan_group(self, group: Sequence[Record], snapshot: Snapshot | None, links: Links) -> list[RowPlan]:
        people = list(snapshot.contacts or ()) if snapshot else []
        plans: list[RowPlan] = []
        ready: list[tuple[Record, Person]] = []
        for record in group:
            person = self._person(record, people, [other.part(PERSON) for other in group])
            if person.problem is not None:
                plans.append(self._refused(record, person.problem))
            else:
                said = self._kept.said(record, snapshot, person.document)
                ready.append((said, person))
        if not ready:
            return plans
        first = ready[0][0]
        refusal = self._refusal(first, None if snapshot is None else snapshot.document)
        if refusal is not None:
            refused = [replace(refusal, row=r.row, problems=_at(refusal.problems, r.row)) for r, _ in ready]
            return plans + refused
        if self.options.mode == "delete" and snapshot is not None:
            return [*plans, self._deletion(first, snapshot)]
        placed = self._agreeing(self._placed(ready, snapshot, plans), plans)
        if not placed:
            return plans
        first = placed[0][0].record
        draft = self._draft(first.row)
        self._plan_sources(draft, first)
        self._plan_record(draft, first, snapshot, links)
        planned: dict[int, set[str]] = {}
        self._plan_links(draft, first, snapshot, links, planned)
        if self.clears and snapshot is not None:
            draft.problems += self._uncleared(first, snapshot, placed[0][1])
        for one, person in placed:
            record = one.record
            mine = (
                draft if record is first else self._draft(record.row, target=draft.target, needs=draft.needs)
            )
            mine.problems += [*self._again_said(record), *one.problems]
            if record is not first and record.row in self._beside:
                self._plan_links(mine, record, snapshot, self._beside[record.row], planned)
            self._plan_person(mine, record, snapshot, person)
            plans.append(_row_plan(mine, snapshot, created=snapshot is None and record is first))
        return plans

    def _again_said(self, record: Record) -> list[Problem]:
        said = self._again.get(record.row)
        return [] if said is None else [said]

    def _uncleared(self, record: Record, snapshot: Snapshot, person: Person) -> Iterable[Problem]:
        replaces = self.options.tags == "replace"
        return uncleared(self.entity, self.headers, record, snapshot, person.document, tags_end=replaces)

    def _placed(
        self, ready: Sequence[tuple[Record, Person]], snapshot: Snapshot | None, plans: list[RowPlan]
    ) -> list[tuple[Placed, Person]]:
        """Read what rows left open by their record's country; those that it refuses are added to `plans`."""
        good: list[tuple[Placed, Person]] = []
        for record, person in ready:
            placed = self._places.placed(record, snapshot, person.document)
            placed.problems += custom_problems(
                record.row,
                self._custom_values(record, snapshot),
                current=snapshot.custom if snapshot else None,
                headers=self.headers,
                typed=self._typed[record.row].values if record.row in self._typed else {},
                lookups=self.resolver.lookups,
            )
            if placed.refused:
                plans.append(_rejected(record.row, placed.problems))
            else:
                values = placed.record.part(PERSON) if person.values else person.values
                good.append((placed, replace(person, values=values)))
        return good

    def _agreeing(
        self, placed: Sequence[tuple[Placed, Person]], plans: list[RowPlan]
    ) -> list[tuple[Placed, Person]]:
        """Return the rows that write nothing to a contact which another row denies; the others are added to `plans`.

        Two e-mails are two people, unless the id tells that they are one.
        """
        good: list[tuple[Placed, Person]] = []
        wrong: dict[int, tuple[str, set[int]]] = {}
        for one, person in placed:
            row, values, known = one.record.row, person.values, person.id
            if known is None:
                good.append((one, person))
                continue
            clash = self._said.clash(row, known, values)
            if clash is not None and clash[0] == "email" and values.get("id") is None:
                good.append((one, Person(values)))
                continue
            if clash is not None:
                name, other = clash
                wrong.setdefault(known, (name, set()))[1].update((row, other))
            roles = {name: value for name, value in values.items() if name in ROLES}
            agreed = self._said.agreed(row, known, values)
            good.append((one, replace(person, values={**agreed, **roles})))
        refused = [
            self._refused(one.record, self._contradiction(one.record, name, sorted(rows)))
            for one, person in good
            if person.id in wrong
            for name, rows in [wrong[person.id]]
        ]
        plans += refused
        return [(one, person) for one, person in good if person.id not in wrong]

    def _deletion(self, record: Record, snapshot: Snapshot) -> RowPlan:
        """Plan the end of a record; all that was read of it is its before-image."""
        draft = self._draft(record.row)
        path = f"{RESOURCES[record.variant].path}/{snapshot.id}"
        draft.write("delete", "DELETE", path, None, before=snapshot.to_json())
        changes = (Change("record", describe(snapshot.document), None),)
        return RowPlan(record.row, Outcome.DELETED, snapshot.id, tuple(draft.steps), changes)

    def _draft(self, row: int, *, target: str = "", needs: tuple[str, ...] = ()) -> Draft:
        options = PlanOptions(new_id=self.new_id)
        return Draft(row, options, target=target, needs=needs, headers=self.headers)

    def _refusal(self, record: Record, document: Document | None) -> RowPlan | None:
        """Return why a row sends nothing: its mode says so, its type differs, or it cannot be done."""
        cleared_tags = "tags" in record.values and record.values["tags"] is None
        if cleared_tags and self.options.tags != "replace":
            return _rejected(record.row, [Problem("tags-cleared", record.row, self.headers.get("tags"))])
        if document is None:
            return self._no_creation(record)
        kept = [c for c in self.entity.columns if (c.kept or c.required) and c.attribute in record.values]
        cleared = [c for c in kept if record.values[c.attribute] is None and not c.only]
        if cleared:
            headers = [self.headers.get(c.attribute, c.fr) for c in cleared]
            return _rejected(record.row, [Problem("not-clearable", record.row, one) for one in headers])
        return self._no_update(record, document)

    def _no_creation(self, record: Record) -> RowPlan | None:
        if self.options.mode in ("update", "delete"):
            return _skipped(record.row, Problem("not-there", record.row, severity=Severity.WARNING))
        missing = self.entity.missing_to_create(record.values, record.variant)
        if not missing:
            return None
        named = [self._headers_of(column) for column in missing]
        labels = [" / ".join(headers) or column.named for headers, column in zip(named, missing, strict=True)]
        blamed = next((header for headers in named for header in headers), None)
        return _rejected(
            record.row, [Problem("creation-lacks", record.row, blamed, params={"missing": labels})]
        )

    def _headers_of(self, column: Column) -> list[str]:
        """Return the user's headers that fill a column, or name the same linked record by something else."""
        if column.attribute in self.headers:
            return [self.headers[column.attribute]]
        prefix = column.attribute.partition("_")[0]
        if prefix not in self.entity.relates:
            return []
        kind = f"{prefix}_kind"
        return [h for a, h in self.headers.items() if a.startswith(f"{prefix}_") and a != kind]

    def _no_update(self, record: Record, document: Document) -> RowPlan | None:
        shown = describe(document)
        if self.options.mode == "create" and record.row not in self.own:
            there = Problem("already-there", record.row, params={"record": shown}, severity=Severity.WARNING)
            return replace(_skipped(record.row, there), sellsy_id=int(str(document["id"])))
        if "related" in self.entity.fixed and not same_related(record, document):
            return _rejected(record.row, [Problem("related-fixed", record.row, params={"record": shown})])
        held, wanted = dig(document, "type"), record.values.get("type")
        if wanted is None or held is None or held == wanted:
            return None
        params = {"record": shown, "held": held, "wanted": wanted}
        differs = Problem("kind-differs", record.row, self.headers.get("type"), params=params)
        return _rejected(record.row, [differs])

    def _plan_sources(self, draft: Draft, record: Record) -> None:
        """Plan the creation of an opportunity's source that the account lacks, once; the user asked for it."""
        for op_id, name in self.resolver.missing.values():
            if record.values.get(SOURCE) != op_id:
                continue
            if op_id not in self._sources:
                self._sources.add(op_id)
                body: JsonValue = {"source": {"label": name}}
                draft.write(SOURCE, "POST", "Opportunities.createSource", body, api="v1", op_id=op_id)
            draft.needs = (op_id,)

    def _plan_record(self, draft: Draft, record: Record, snapshot: Snapshot | None, links: Links) -> None:
        resource = RESOURCES[record.variant].path
        document = snapshot.document if snapshot else None
        values = {k: v for k, v in record.values.items() if not k.startswith(f"{PERSON}.")}
        if document is not None and not record.literal:
            values = _with_held_reference(values, document)
        extra = self.entity.extra_fields(values, record.variant, document)
        plan = field_plan(self.entity, record.variant, values)
        about = next((links.found[one] for one in self.entity.relates if one in links.found), None)
        agenda = Agenda(self.entity, values, about)
        if document is None and self.entity.name in AGENDA and stated(self.entity, values):
            agenda.create(draft, plan, extra)
        elif document is None and about is not None and about.variant == "task":
            comment_on_task(draft, values, about, plan)
        else:
            along = self._set_along(values) if document is not None else {}
            write_record(draft, resource, plan, document=document, extra=extra, set_along=along)
        if self.entity.name in AGENDA and document is not None and snapshot is not None and snapshot.v1:
            agenda.update(draft, document, snapshot.v1)
        plan_sticky(draft, values, snapshot.v1 if snapshot else None)
        parts = {part: found for part in ADDRESSES if (found := record.part(part))}
        addresses = stated_addresses(parts, kept=self.roles.get(record.row, ()))
        plan_addresses(draft, resource, addresses, current=(snapshot.addresses or ()) if snapshot else ())
        replaces = self.options.tags == "replace"
        if "tags" in values or (self.clears and replaces and "tags" in self.headers):
            plan_tags(draft, resource, values.get("tags"), snapshot=snapshot, replaces=replaces)
        custom = self._custom_values(record, snapshot)
        plan_custom(draft, resource, custom, current=snapshot.custom if snapshot else None)

    def _set_along(self, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Return what Sellsy sets by itself with the fields of a row: the probability of a step."""
        return {
            path: chance
            for leader, path in self.entity.sets.items()
            if leader in values and (chance := self.resolver.lookups.probability(values[leader])) is not None
        }

    def _custom_values(self, record: Record, snapshot: Snapshot | None) -> CustomValues:
        """Return the custom fields of a row; those that are added to begin with what the record holds."""
        current = (snapshot.custom if snapshot else None) or {}
        return {
            name: (field, added_to(current.get(field.id), value) if name in self.append else value)
            for name, value in record.values.items()
            if (field := self.custom.get(name)) is not None
        }

    def _person(
        self, record: Record, people: Sequence[Document], others: Sequence[Mapping[str, JsonValue]]
    ) -> Person:
        """Find the contact person of a row: among the record's contacts, else among all by id or e-mail.

        `others` are the persons of all rows of the record.
        """
        values, shared = record.part(PERSON), self._shared.get(record.row)
        if not any(value is not None for value in values.values()):
            return Person()
        if shared is not None and shared.wrong is not None:
            return Person(problem=self._contradiction(record, shared.wrong, shared.rows))
        found = find_person(values, people, by_name=not has_namesake(values, others))
        linked = bool(found)
        found = found or find_person(values, self._known_people(values))
        if not found and shared is not None and shared.document is not None:
            found = [shared.document]
        if len(found) > 1:
            return Person(problem=self._person_problem(record, "match-several", found))
        if not found and values.get("id") is not None:
            return Person(problem=self._person_problem(record, "match-id-unknown", ()))
        return Person(values, found[0] if found else None, linked)

    def _person_problem(self, record: Record, code: str, found: Sequence[Document]) -> Problem:
        key = "id" if record.values.get("contact.id") is not None else "last_name"
        params = {"key": key, "records": [describe(one) for one in found]}
        value = str(record.values.get(f"{PERSON}.{key}"))
        return Problem(code, record.row, f"{PERSON}.{key}", value, params)

    def _contradiction(self, record: Record, name: str, rows: Sequence[int]) -> Problem:
        """Return the problem of rows that say different things of one person."""
        column = f"{PERSON}.{name}"
        value = record.values.get(column)
        shown, numbers = None if value is None else str(value), [str(row) for row in rows]
        return Problem("rows-contradict", record.row, column, shown, {"rows": numbers})

    def _plan_person(self, draft: Draft, record: Record, snapshot: Snapshot | None, person: Person) -> None:
        """Plan the contact person of a row and the link to the row's company or individual."""
        if not person.values:
            return
        contact = entity_named(PERSON)
        if person.document is None:
            # Who is created with a row that refuses campaigns is not subscribed to them either.
            refused = {k: v for k, v in record.values.items() if k.startswith(CHANNEL) and v is False}
            person = replace(person, values={**refused, **person.values})
        mine, shared = self._draft(draft.row), self._shared.get(record.row)
        known = "" if person.document is None else str(person.document["id"])
        if shared is not None and shared.target and known in ("", shared.target):
            mine.target, mine.needs = shared.target, shared.needs
        else:
            write_record(
                mine,
                RESOURCES[PERSON].path,
                field_plan(contact, PERSON, person.values),
                document=person.document,
                extra=contact.extra_fields(person.values, PERSON, person.document),
            )
        if shared is not None and not shared.target:
            shared.target, shared.needs = mine.target, mine.needs
        alone = not draft.steps
        draft.steps += [s if alone else replace(s, kind="contact") for s in mine.steps]
        draft.changes += [Change(f"{PERSON}.{c.column}", c.old, c.new) for c in mine.changes]
        needs = (*draft.needs, *mine.needs)
        document = snapshot.document if snapshot else None
        if record.variant == "company":
            held = held_roles(snapshot.document, int(mine.target)) if person.linked and snapshot else None
            roles = wanted_roles(person.values)
            plan_company_link(
                draft, draft.target, mine.target, roles=roles, held=held, needs=needs, document=document
            )
        elif not person.linked:
            name = person.values.get("last_name") or dig(person.document or {}, "last_name")
            plan_individual_link(draft, draft.target, mine.target, name=name, needs=needs, document=document)

    def _known_people(self, values: Mapping[str, JsonValue]) -> list[Document]:
        """Return the contacts of the account by id or e-mail: each once, by whichever of them it is found."""
        found: dict[str, Document] = {}
        for key in ("id", "email"):
            if not is_empty(values.get(key)):
                found |= {
                    str(one["id"]): one for one in self._contacts.found(key, comparable(key, values[key]))
                }
        return list(found.values())

    def _plan_links(
        self,
        draft: Draft,
        record: Record,
        snapshot: Snapshot | None,
        links: Links,
        planned: dict[int, set[str]],
    ) -> None:
        """Plan the links of a contact to the companies and the individual its row names.

        `planned` are the roles that earlier rows of the contact give it, by company. A row's own are for the company
        that its own columns name.
        """
        contact_id = snapshot.id if snapshot else None
        companies = {int(str(one["id"])): one for one in (snapshot.companies if snapshot else None) or ()}
        named = links.company_ids()
        for company_id in named:
            held = planned.get(company_id)
            if held is None and contact_id is not None and company_id in companies:
                held = held_roles(companies[company_id], contact_id)
            own = company_id == named[0] and (len(named) == 1 or links.id_of("company") is not None)
            roles = wanted_roles(record.values) if own else set()
            plan_company_link(
                draft,
                str(company_id),
                draft.target,
                roles=roles,
                held=held,
                needs=draft.needs,
                document=self._targets.document("company", company_id),
            )
            planned[company_id] = roles | (held or set())
        individual_id = links.id_of("individual")
        if individual_id is not None and contact_id not in self._members.get(individual_id, ()):
            held_name = dig(snapshot.document, "last_name") if snapshot else None
            name = record.values.get("last_name") or held_name
            plan_individual_link(
                draft,
                str(individual_id),
                draft.target,
                name=name,
                needs=draft.needs,
                document=self._targets.document("individual", individual_id),
            )


def _with_held_reference(values: dict[str, JsonValue], document: Document) -> dict[str, JsonValue]:
    """Return what a row says with the reference as the record has it, where zeros before it are all that differs."""
    held = document.get(REFERENCE)
    return {**values, REFERENCE: held} if same_reference(values.get(REFERENCE), held) else values


def _row_plan(draft: Draft, snapshot: Snapshot | None, *, created: bool) -> RowPlan:
    """Return the plan of a row; a row that only adds a person to a company counts for that person."""
    if created or any(step.kind == "create" for step in draft.steps):
        outcome = Outcome.CREATED
    else:
        outcome = Outcome.UPDATED if draft.steps else Outcome.UNCHANGED
    return RowPlan(
        draft.row,
        outcome,
        sellsy_id=snapshot.id if snapshot else None,
        steps=tuple(draft.steps),
        changes=tuple(draft.changes),
        problems=tuple(draft.problems),
    )


def _created(documents: Sequence[Document]) -> tuple[datetime, datetime] | None:
    """Return the times between which some records were created, None where they do not tell."""
    times = [datetime.fromisoformat(str(one["created"])) for one in documents if one.get("created")]
    return (min(times), max(times)) if times else None


def _rejected(row: int, problems: Sequence[Problem]) -> RowPlan:
    return RowPlan(row, Outcome.REJECTED, problems=tuple(problems))


def _skipped(row: int, problem: Problem) -> RowPlan:
    return RowPlan(row, Outcome.SKIPPED, problems=(problem,))


def _at(problems: Sequence[Problem], row: int) -> tuple[Problem, ...]:
    return tuple(replace(problem, row=row) for problem in problems)
