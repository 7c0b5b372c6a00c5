"""The main record of a row: its current state in Sellsy, what surrounds it, and what the row writes to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from etl.account.snapshots import Matched, Needs, read_snapshots
from etl.core.record import PERSON, Record, Snapshot
from etl.core.results import Change, JsonValue, Outcome, Problem
from etl.entities.address import ADDRESSES
from etl.entities.base.resource import COMPANIES, RESOURCES
from etl.entities.contact import COMPANY
from etl.journal import NewOperation
from etl.matching.choosing import describe
from etl.matching.document_keys import REFERENCE
from etl.matching.evidence import is_weighed, postal_codes_of
from etl.matching.known_records import RowForm
from etl.matching.linked_records import Links
from etl.matching.match_keys import same_reference
from etl.plan.addresses import plan_addresses, stated_addresses
from etl.plan.attachments import CustomValues, added_to, custom_problems, plan_custom, plan_tags
from etl.plan.country_cells import leaves_open
from etl.plan.resolve import SOURCE, Resolver
from etl.plan.v1_writes import Agenda, comment_on_task, plan_sticky, stated, touched
from etl.plan.writes import Draft, RowPlan, field_plan, write_record
from etl.sellsy import Sellsy
from etl.v1.image import V1Images
from etl.v1.rows import V1Rows
from etl.v1.written import AGENDA, hangs_by_v1

Document = Mapping[str, JsonValue]

_COMPANIES = (f"{COMPANY}_", COMPANIES)
"""Prefixes of the attributes that name a contact's companies."""

_EMBEDDED = ("tags", "custom")
"""Parts of a record that a search or a read embeds."""


@dataclass(slots=True)
class Surroundings:
    """Reads what surrounds the records that rows match, as far as rows are compared with it."""

    form: RowForm
    sellsy: Sellsy
    _open: bool = False
    _located: bool = False
    _rows: V1Rows = field(init=False)
    _images: V1Images = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the readers of API v1."""
        self._rows = V1Rows(self.sellsy)
        self._images = V1Images(self._rows)

    def want(self, record: Record) -> None:
        """Add what a row needs to be read."""
        self._located = self._located or (is_weighed(record.variant) and bool(postal_codes_of(record)))
        self._open = self._open or leaves_open(record, self.form.entity)

    def query(self) -> dict[str, JsonValue]:
        """Return the query that embeds what rows are compared with."""
        return self._needs().query()

    def apart(self) -> int:
        """Return how many parts of a record take calls of their own."""
        return sum(part not in _EMBEDDED for part in self._needs().parts())

    def _needs(self) -> Needs:
        form, attributes = self.form, self.form.headers.keys()
        if form.deletes:
            return Needs.everything(form.entity)
        return Needs(
            addresses=any(a.startswith(tuple(f"{part}." for part in ADDRESSES)) for a in attributes),
            tags="tags" in attributes,
            custom=tuple(field.id for field in form.custom.values()),
            contacts=any(a.startswith(f"{PERSON}.") for a in attributes),
            companies=any(a.startswith(_COMPANIES) for a in attributes),
            country=self._open,
            places=self._located and not form.rule.chosen,
        )

    def read(self, matches: Iterable[tuple[Record, Document | None]]) -> dict[tuple[str, int], Snapshot]:
        """Return, by variant and id, the records of rows with what surrounds them.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        matched = [
            (record, Matched(record.variant, RESOURCES[record.variant].path, document))
            for record, document in matches
            if document is not None
        ]
        size = self.form.options.batch_size
        snapshots = read_snapshots(
            self.sellsy, [match for _, match in matched], self._needs(), batch_size=size
        )
        entity, ends = self.form.entity, self.form.deletes
        self._read_v1(snapshots, [match for row, match in matched if ends or touched(entity, row.values)])
        return snapshots

    def _read_v1(self, snapshots: dict[tuple[str, int], Snapshot], shown: Sequence[Matched]) -> None:
        """Complete snapshots with what only API v1 shows of their records."""
        for variant in {match.variant for match in shown}:
            documents = [match.document for match in shown if match.variant == variant]
            ids = {int(str(document["id"])) for document in documents}
            self._rows.expect(variant, ids, created=_created(documents))
        for match in shown:
            key = match.variant, match.id
            v1 = self._images.read(*key) if self.form.deletes else self._rows.read(*key)
            snapshots[key] = replace(snapshots[key], v1=v1)


def _created(documents: Sequence[Document]) -> tuple[datetime, datetime] | None:
    """Return the times between which these records were created, None when they do not say."""
    times = [
        datetime.fromisoformat(str(document["created"])) for document in documents if document.get("created")
    ]
    return (min(times), max(times)) if times else None


@dataclass(slots=True)
class RecordPlanner:
    """Plans the record of a row, with its addresses, tags, custom fields, and what only API v1 takes.

    `roles` holds, by row, the roles that its main address must keep when an earlier write of the row is verified.
    """

    form: RowForm
    resolver: Resolver
    roles: Mapping[int, set[str]] = field(default_factory=dict)
    _sources: set[str] = field(default_factory=set)

    def plan(self, draft: Draft, record: Record, snapshot: Snapshot | None, links: Links) -> None:
        """Plan all that a row writes to its record."""
        self._plan_source(draft, record)
        document = snapshot.document if snapshot else None
        values = {k: v for k, v in record.values.items() if not k.startswith(f"{PERSON}.")}
        if document is not None and not record.literal:
            values = _with_zeros_of(values, document)
        self._plan_fields(draft, record, values, document=document, links=links)
        if self.form.entity.name in AGENDA and document is not None and snapshot is not None and snapshot.v1:
            self._agenda(values, links).update(draft, document, snapshot.v1)
        plan_sticky(draft, values, snapshot.v1 if snapshot else None)
        self._plan_attachments(draft, record, values, snapshot=snapshot)

    def _plan_source(self, draft: Draft, record: Record) -> None:
        """Plan, once, the creation of an opportunity's source that the account lacks and the user asked for."""
        for op_id, name in self.resolver.missing.values():
            if record.values.get(SOURCE) != op_id:
                continue
            if op_id not in self._sources:
                self._sources.add(op_id)
                body: JsonValue = {"source": {"label": name}}
                draft.operations.append(
                    NewOperation(
                        op_id, record.row, SOURCE, "POST", "Opportunities.createSource", body, api="v1"
                    )
                )
            draft.needs = (op_id,)

    def _agenda(self, values: Mapping[str, JsonValue], links: Links) -> Agenda:
        entity = self.form.entity
        about = next((links.linked[prefix] for prefix in entity.relates if prefix in links.linked), None)
        return Agenda(entity, values, about)

    def _plan_fields(
        self,
        draft: Draft,
        record: Record,
        values: Mapping[str, JsonValue],
        *,
        document: Document | None,
        links: Links,
    ) -> None:
        entity = self.form.entity
        extra = entity.extra_fields(values, record.variant, document)
        plan, agenda = field_plan(entity, record.variant, values), self._agenda(values, links)
        if document is None and entity.name in AGENDA and stated(entity, values):
            agenda.create(draft, plan, extra)
        elif document is None and agenda.about is not None and hangs_by_v1(entity.name, agenda.about.variant):
            comment_on_task(draft, values, agenda.about, plan)
        else:
            along = self._set_along(values) if document is not None else {}
            path = RESOURCES[record.variant].path
            write_record(draft, path, plan, document=document, extra=extra, set_along=along)

    def _set_along(self, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Return the fields that Sellsy sets by itself with those of a row: the probability of a step."""
        return {
            path: chance
            for leader, path in self.form.entity.sets.items()
            if leader in values and (chance := self.resolver.lookups.probability(values[leader])) is not None
        }

    def _plan_attachments(
        self, draft: Draft, record: Record, values: Mapping[str, JsonValue], *, snapshot: Snapshot | None
    ) -> None:
        """Plan the addresses, tags and custom fields of a row."""
        form, path = self.form, RESOURCES[record.variant].path
        parts = {part: cells for part in ADDRESSES if (cells := record.part(part))}
        addresses = stated_addresses(parts, kept=self.roles.get(record.row, ()))
        plan_addresses(draft, path, addresses, current=(snapshot.addresses or ()) if snapshot else ())
        replaces = form.replaces_tags
        if "tags" in values or (form.clears and replaces and "tags" in form.headers):
            plan_tags(draft, path, values.get("tags"), snapshot=snapshot, replaces=replaces)
        custom = self._custom_values(record, snapshot)
        plan_custom(draft, path, custom, current=snapshot.custom if snapshot else None)

    def _custom_values(self, record: Record, snapshot: Snapshot | None) -> CustomValues:
        """Return the custom fields of a row; appended ones start with the record's current choices."""
        current = (snapshot.custom if snapshot else None) or {}
        return {
            name: (field, added_to(current.get(field.id), value) if name in self.form.append else value)
            for name, value in record.values.items()
            if (field := self.form.custom.get(name)) is not None
        }

    def custom_problems(
        self, record: Record, snapshot: Snapshot | None, *, typed: Mapping[str, JsonValue]
    ) -> list[Problem]:
        """Return a problem for each custom field that a row changes to a value that is not allowed."""
        return custom_problems(
            record.row,
            self._custom_values(record, snapshot),
            current=snapshot.custom if snapshot else None,
            headers=self.form.headers,
            typed=typed,
            lookups=self.resolver.lookups,
        )


def plan_deletion(draft: Draft, record: Record, snapshot: Snapshot) -> RowPlan:
    """Return the plan of a deletion; its before-image is all that was read of the record."""
    path = f"{RESOURCES[record.variant].path}/{snapshot.id}"
    draft.write("delete", "DELETE", path, None, before=snapshot.to_json())
    changes = (Change("record", describe(snapshot.document), None),)
    return RowPlan(record.row, Outcome.DELETED, snapshot.id, tuple(draft.operations), changes)


def _with_zeros_of(values: dict[str, JsonValue], document: Document) -> dict[str, JsonValue]:
    """Return the values of a row with the record's reference when the two differ by leading zeros only."""
    current = document.get(REFERENCE)
    return {**values, REFERENCE: current} if same_reference(values.get(REFERENCE), current) else values
