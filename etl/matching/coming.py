"""Records that earlier steps of a rehearsed pipeline would write: later steps match them as in a real run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from etl.core.record import PERSON, Record, is_stand_in
from etl.core.results import JsonValue, Outcome
from etl.entities.address import ADDRESSES
from etl.entities.base.resource import COMPANIES, RESOURCES
from etl.entities.origin import LEGACY_ID
from etl.journal import Journal, RunStatus
from etl.matching.directory import Directory, Wanted
from etl.matching.document_keys import Document
from etl.matching.match_keys import effective_key

_FIRST = -1_000_000_001
"""The first stand-in id; higher ones stand for ids of another system."""

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
)
"""Attributes by which rows find a record, called as in Sellsy's answers."""

_LEGAL = ("siret", "siren")


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of an earlier step, its expected outcome, and whether it would create its contact person."""

    place: Mapping[str, object]
    record: Record
    outcome: Outcome
    id: int
    adds_person: bool = False


@dataclass(slots=True)
class Coming:
    """The records that earlier steps of the pipeline `parent` would leave; none where it is None.

    Only rows that would be written count, not those rejected or skipped.
    """

    journal: Journal | None = None
    parent: str | None = None
    _planned: dict[tuple[str, int], Planned] = field(default_factory=dict)
    _created: dict[str, set[int]] = field(default_factory=dict)

    def into(self, directories: Mapping[str, Directory], wanted: Mapping[str, Wanted]) -> None:
        """Add the records that rows want to the directories, and remove those that would be deleted by then."""
        for planned in self._rows():
            variant = planned.record.variant
            if is_stand_in(planned.id):
                self._created.setdefault(variant, set()).add(planned.id)
            directory = directories.get(variant)
            if directory is not None and planned.outcome is Outcome.DELETED:
                directory.leave_out({planned.id})
            elif directory is not None and planned.outcome is not Outcome.DELETED:
                self._add(planned, directory, wanted[variant])
            person = planned.record.part(PERSON)
            if person and PERSON in directories and planned.adds_person:
                self._add_person(planned, person, directories[PERSON], wanted[PERSON])

    def number(self, variant: str) -> int:
        """Return how many records of a variant earlier steps would create."""
        return len(self._created.get(variant, ()))

    def place_of(self, variant: str, record_id: int) -> Mapping[str, object] | None:
        """Return the run, file and row that will create a record, None where it exists in Sellsy."""
        planned = self._planned.get((variant, record_id))
        return None if planned is None else planned.place

    def outcome_of(self, variant: str, record_id: int, record: Record) -> Outcome:
        """Return the outcome of a row whose record an earlier step writes: unchanged or updated."""
        made = self._planned[variant, record_id].record.values
        return (
            Outcome.UNCHANGED
            if all(made.get(name) == value for name, value in record.values.items())
            else Outcome.UPDATED
        )

    def _rows(self) -> Iterator[Planned]:
        """Yield the rows that earlier steps would write, the first of several rows of one record."""
        if self.journal is None or self.parent is None:
            return
        number = _FIRST
        for run in self.journal.runs.children(self.parent):
            if run.kind != "dry-run" or run.status is not RunStatus.FINISHED:
                continue
            groups: set[object] = set()
            adding = adding_people(self.journal, run.run_id)
            order = run.settings.get("order")
            keys = [str(key) for key in order] if isinstance(order, list) else []
            written = (Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED)
            for row in self.journal.rows.every(run.run_id, outcomes=written):
                if row.record is None:
                    continue
                record = Record.from_json(row.row, row.record)
                resource = RESOURCES.get(record.variant)
                if resource is None or len(resource.link_keys) == 1:  # it is matched by an id alone
                    continue
                # Rows that name one person are grouped, whatever company each belongs to.
                group = row.group_key, None if record.variant == PERSON else effective_key(record, keys)
                if row.group_key is not None and group in groups:
                    continue
                groups.add(group)
                number -= 1
                place = {"run": run.run_id, "file": run.source or "-", "line": row.row}
                record_id = row.sellsy_id if row.sellsy_id is not None else number
                outcome = row.outcome or Outcome.CREATED
                adds_person = outcome is Outcome.CREATED or row.row in adding
                yield Planned(place, record, outcome, record_id, adds_person)

    def _add(self, planned: Planned, directory: Directory, wanted: Wanted) -> None:
        record = planned.record
        document = _document(record.values, planned.id, directory.documents.get(planned.id) or {})
        if not wanted.has(record.variant, document):
            return
        directory.add(document, wanted.used())
        if is_stand_in(planned.id):
            self._planned[record.variant, planned.id] = planned
            codes = (record.values.get(f"{part}.postal_code") for part in ADDRESSES)
            addresses = [{"postal_code": code} for code in codes]
            directory.around[planned.id] = {"addresses": addresses, COMPANIES: ()}
            if (old := record.values.get(LEGACY_ID)) is not None:
                directory.old_ids = {**directory.old_ids, planned.id: {str(old)}}

    def _add_person(
        self, planned: Planned, person: Mapping[str, JsonValue], directory: Directory, wanted: Wanted
    ) -> None:
        """Add the contact person of a planned row, unless a contact with that e-mail exists already."""
        record = Record(planned.record.row, PERSON, person)
        if person.get("id") is None and not directory.fitting(record, "email"):
            stand_in = planned.id if is_stand_in(planned.id) else _FIRST - planned.id
            self._add(Planned(planned.place, record, planned.outcome, stand_in), directory, wanted)


def adding_people(journal: Journal, run_id: str) -> set[int]:
    """Return the rows of a run whose plan creates a contact."""
    path = RESOURCES[PERSON].path
    made = journal.operations.read(run_id, kinds=["create", PERSON])
    return {operation.row for operation in made if (operation.method, operation.path) == ("POST", path)}


def _document(values: Mapping[str, JsonValue], record_id: int, current: Document) -> Document:
    """Return a record as Sellsy would answer it once a row is written, limited to the fields used in matching."""
    stated = {name: values[name] for name in _FOUND_BY if values.get(name) is not None}
    legal = {name: values[name] for name in _LEGAL if values.get(name) is not None}
    before = current.get("legal_france")
    french = {**(before if isinstance(before, dict) else {}), **legal}
    return {**current, **stated, "legal_france": french, "id": record_id}
