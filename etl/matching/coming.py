"""Records that earlier steps of a rehearsed pipeline would write: later steps match them as in a real run."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from etl.core.record import PERSON, Record, is_stand_in, stand_in
from etl.core.results import JsonValue, Outcome
from etl.entities import Entity
from etl.entities.address import ADDRESSES
from etl.entities.base.resource import COMPANIES, RESOURCES
from etl.entities.origin import LEGACY_ID
from etl.journal import Journal, RunStatus
from etl.matching.directory import Directory, Wanted
from etl.matching.document_keys import Document
from etl.matching.match_keys import effective_key, norm

_FOUND_BY = (
    "type",
    "name",
    "last_name",
    "first_name",
    "email",
    "reference",
    "number",
    "phone_number",
    "mobile_number",
    "website",
    "title",
    "created",
)
"""Attributes by which rows find a record, called as in Sellsy's answers."""

_LEGAL = ("siret", "siren")

_WRITES = (Outcome.CREATED, Outcome.UPDATED)
_LEFT = (*_WRITES, Outcome.UNCHANGED, Outcome.SKIPPED, Outcome.DELETED)
"""Outcomes after which a row says what is in Sellsy, or is no longer."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of an earlier step, its expected outcome and record, and the contact person that it would create."""

    place: Mapping[str, object]
    record: Record
    outcome: Outcome
    id: int
    person: int | None = None


@dataclass(slots=True)
class Coming:
    """The records that earlier steps of the pipeline `parent` would leave; none where it is None.

    Only rows that would be written count, not those rejected or skipped.
    """

    journal: Journal | None = None
    parent: str | None = None
    _planned: dict[tuple[str, int], Planned] = field(default_factory=dict)
    _created: dict[str, set[int]] = field(default_factory=dict)
    _others: dict[int, tuple[str, Document]] = field(default_factory=dict)
    _owners: dict[tuple[str, str], int] = field(default_factory=dict)

    def into(self, directories: Mapping[str, Directory], wanted: Mapping[str, Wanted]) -> None:
        """Add the records that rows want to the directories, and remove those that would be deleted by then."""
        ids = {value for keys in wanted.values() for value in keys.values.get("id", {}).values()}
        for planned in self._rows():
            variant = planned.record.variant
            if is_stand_in(planned.id):
                self._created.setdefault(variant, set()).add(planned.id)
                if planned.id in ids:
                    self._others[planned.id] = variant, _document(planned.record.values, planned.id, {})
            directory = directories.get(variant)
            if directory is not None and planned.outcome is Outcome.DELETED:
                directory.leave_out({planned.id})
            elif directory is not None:
                self._add(planned, directory, wanted[variant])
            person = planned.record.part(PERSON)
            if person and PERSON in directories and planned.person is not None:
                self._add_person(planned, person, directories[PERSON], wanted[PERSON])

    def number(self, variant: str) -> int:
        """Return how many records of a variant earlier steps would create."""
        return len(self._created.get(variant, ()))

    def place_of(self, variant: str, record_id: int) -> Mapping[str, object] | None:
        """Return the run, file and row that will create a record, None where it exists in Sellsy."""
        planned = self._planned.get((variant, record_id)) if is_stand_in(record_id) else None
        return None if planned is None else planned.place

    def other_kind(self, variant: str, record_id: int) -> tuple[str, Document] | None:
        """Return the variant and document of a record to come whose id a row of another variant has."""
        other = self._others.get(record_id)
        return other if other is not None and other[0] != variant else None

    def outcome_of(
        self, record: Record, record_id: int, companies: Collection[int], *, entity: type[Entity]
    ) -> Outcome:
        """Return the outcome of a row whose record an earlier step writes: unchanged or updated.

        `companies` are those that a contact's row names.
        """
        made = self._planned[record.variant, record_id].record
        same = _listed(made, COMPANIES).issuperset(companies) and all(
            _is_within(value, made.values.get(name)) for name, value in _stated(record, entity).items()
        )
        return Outcome.UNCHANGED if same else Outcome.UPDATED

    def _rows(self) -> Iterator[Planned]:
        """Yield the rows of earlier steps that say what will be in Sellsy, in the order of the steps."""
        if self.journal is None or self.parent is None:
            return
        order = ranks(self.journal, self.parent)
        for run in self.journal.runs.children(self.parent):
            if run.kind != "dry-run" or run.status is not RunStatus.FINISHED:
                continue
            groups: dict[object, int] = {}
            adding, planning = _people_of(self.journal, run.run_id)
            listed = run.settings.get("order")
            keys = [str(key) for key in listed] if isinstance(listed, list) else []
            for row in self.journal.rows.every(run.run_id, outcomes=_LEFT):
                if row.record is None:
                    continue
                record = Record.from_json(row.row, row.record)
                if record.variant not in RESOURCES:
                    continue
                own = stand_in(order[run.run_id], row.row)
                outcome = row.outcome or Outcome.CREATED
                # Rows that name one person are grouped, whatever company each belongs to.
                group = row.group_key, None if record.variant == PERSON else effective_key(record, keys)
                record_id = row.sellsy_id or _whole(record.predicted.get("id"))
                if record_id is None and row.group_key is not None:
                    record_id = groups.setdefault(group, own) if outcome in _WRITES else groups.get(group)
                elif record_id is None and outcome is Outcome.CREATED:
                    record_id = own
                if record_id is None:
                    continue
                place = {"run": run.run_id, "file": run.source or "-", "line": row.row}
                adds = row.row in adding if row.row in planning else outcome in _WRITES
                yield Planned(place, record, outcome, record_id, own if adds else None)

    def _add(self, planned: Planned, directory: Directory, wanted: Wanted) -> None:
        """Add a record as its row leaves it, over what earlier rows made of it."""
        record, key = planned.record, (planned.record.variant, planned.id)
        if planned.outcome not in _WRITES:
            self._name(directory, planned)
            return
        before = self._planned.get(key)
        current = directory.documents.get(planned.id)
        document = _document(record.values, planned.id, current or {})
        related = record.predicted.get("related")
        if related is not None:
            document["related"] = related
        if current is not None:
            directory.forget(current, wanted.used())
        if wanted.has(record.variant, document):
            directory.add(document, wanted.used())
        self._name(directory, planned)
        if planned.id not in directory.documents:
            return
        self._planned[key] = planned if before is None else _over(planned, before)
        if is_stand_in(planned.id):
            made = self._planned[key].record
            codes = (made.values.get(f"{part}.postal_code") for part in ADDRESSES)
            companies: list[Document] = [{"id": company} for company in _listed(made, COMPANIES)]
            directory.around[planned.id] = {
                "addresses": [{"postal_code": code} for code in codes],
                COMPANIES: companies,
            }

    def _name(self, directory: Directory, planned: Planned) -> None:
        """Give a record its id in another system, which the last row that states it decides."""
        old_id = planned.record.values.get(LEGACY_ID)
        if old_id is None:
            return
        key = directory.resource.variant, str(old_id)
        before = self._owners.pop(key, None)
        if before is not None:
            directory.old_ids.get(before, set()).discard(str(old_id))
        if planned.id in directory.documents:
            self._owners[key] = planned.id
            directory.old_ids.setdefault(planned.id, set()).add(str(old_id))

    def _add_person(
        self, planned: Planned, person: Mapping[str, JsonValue], directory: Directory, wanted: Wanted
    ) -> None:
        """Add the contact person that a row creates, unless a contact of that e-mail and name is there."""
        predicted: Mapping[str, JsonValue] = {COMPANIES: [planned.id]}
        record = Record(planned.record.row, PERSON, person, predicted=predicted)
        same = [
            document
            for document in directory.fitting(record, "email")
            if norm(document.get("last_name")) == norm(person.get("last_name"))
        ]
        if planned.person is not None and person.get("id") is None and not same:
            coming = Planned(planned.place, record, Outcome.CREATED, planned.person)
            self._add(coming, directory, wanted)


def ranks(journal: Journal, parent: str) -> dict[str, int]:
    """Return the rank of each run of a rehearsal, from 1: of the pipeline's run `parent`, or of one by itself."""
    runs = [parent, *(run.run_id for run in journal.runs.children(parent))]
    return {run_id: rank for rank, run_id in enumerate(runs, 1)}


def _stated(record: Record, entity: type[Entity]) -> dict[str, JsonValue]:
    """Return the values of a row that are fields of its record: not the ids by which it and others are found."""
    links = tuple(f"{prefix}_" for prefix in entity.links)
    ids = {"id", *entity.lists.values()}
    return {
        name: value
        for name, value in record.values.items()
        if name not in ids and not name.endswith(LEGACY_ID) and not name.startswith(links)
    }


def _is_within(value: JsonValue, made: JsonValue) -> bool:
    """Tell whether a record to come has a value; of a list, each item."""
    if isinstance(value, list) and isinstance(made, list):
        return all(item in made for item in value)
    return value == made


def _listed(record: Record, name: str) -> set[int]:
    listed = record.predicted.get(name)
    return {int(str(item)) for item in listed} if isinstance(listed, list) else set()


def _over(planned: Planned, before: Planned) -> Planned:
    """Return a record as two rows leave it, at the place of the first."""
    companies = _listed(before.record, COMPANIES) | _listed(planned.record, COMPANIES)
    record = replace(
        planned.record,
        values={**before.record.values, **planned.record.values},
        predicted={**before.record.predicted, **planned.record.predicted, COMPANIES: [*sorted(companies)]},
    )
    return replace(planned, place=before.place, record=record)


def _whole(value: JsonValue) -> int | None:
    return value if isinstance(value, int) else None


def _people_of(journal: Journal, run_id: str) -> tuple[set[int], set[int]]:
    """Return the rows of a run whose plan creates a contact, and all rows with planned writes."""
    planned = {operation.row for operation in journal.operations.planned(run_id)}
    return adding_people(journal, run_id), planned


def adding_people(journal: Journal, run_id: str) -> set[int]:
    """Return the rows of a run whose plan creates a contact."""
    path = RESOURCES[PERSON].path
    made = journal.operations.read(run_id, kinds=["create", PERSON])
    return {operation.row for operation in made if (operation.method, operation.path) == ("POST", path)}


def _document(values: Mapping[str, JsonValue], record_id: int, current: Document) -> dict[str, JsonValue]:
    """Return a record as Sellsy would answer it once a row is written, limited to the fields used in matching."""
    stated = {name: values[name] for name in _FOUND_BY if values.get(name) is not None}
    if values.get("text") is not None:
        stated["description"] = values["text"]
    legal = {name: values[name] for name in _LEGAL if values.get(name) is not None}
    before = current.get("legal_france")
    french = {**(before if isinstance(before, dict) else {}), **legal}
    return {**current, **stated, "legal_france": french, "id": record_id}
