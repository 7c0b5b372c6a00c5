"""Matching against the records as the rows of a file leave them.

A write may make another row, or the same row, match a wrong record: the next import of the same file would then refuse
a record that this one created, or write a row into another row's record. Such a row is refused at once. Only related
rows are checked: those that state a key of a record that another row states too.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from etl.core.record import Record
from etl.core.results import Problem
from etl.entities.address import ADDRESSES
from etl.entities.base.resource import COMPANIES, RESOURCES
from etl.entities.origin import LEGACY_ID
from etl.matching.choosing import Match, Rule, match, undecided
from etl.matching.directory import Directory, Wanted
from etl.matching.document_keys import ROW, Document, Written, document_keys, written_by
from etl.matching.evidence import EVIDENT, places_of, postal_codes_of, records_around, weigh
from etl.matching.match_keys import EMAIL, SIREN_LENGTH, key_of

Asked = tuple[Record, Sequence[Document], int | None]
"""A row, its candidate records, and the company that a contact's row names."""


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A row that would match wrong records, and those records."""

    row: int
    records: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A row, the company that a contact's row names, and the id of the row's record (None while it is refused)."""

    record: Record
    company: int | None
    own: int | None = None


def found_as_created(record: Record, first: int | None) -> Problem:
    """Return the problem of a row that would match the record that an earlier row creates."""
    return Problem("found-as-created", record.row, params={"first": first})


@dataclass(slots=True)
class FileState:
    """The records of a variant as the rows of a file leave them; `read` reads the evidence for matching."""

    directory: Directory
    rule: Rule
    wanted: Wanted
    read: Callable[[Iterable[Asked]], None]
    _rows: dict[int, Standing] = field(default_factory=dict)
    _stating: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    _owners: dict[int, int] = field(default_factory=dict)

    def match(self, record: Record, company: int | None, *, new: bool) -> Match:
        """Match a row with existing records; with `new`, also with those that rows create."""
        with self._seeing(new=new):
            if self.directory.written:
                self.read([(record, undecided(record, self.directory, self.rule), company)])
            answer = match(record, self.directory, self.rule, company=company)
            near = [document for key in self.rule.order for document in self.directory.fitting(record, key)]
        made = [int(str(document[ROW])) for document in near if ROW in document]
        if answer.problem is None or not made:
            return answer
        there = match(record, self.directory, self.rule, company=company)
        return there if there.problem is not None else Match(problem=found_as_created(record, min(made)))

    @contextmanager
    def _seeing(self, *, new: bool) -> Iterator[None]:
        self.directory.sees_new = new
        try:
            yield
        finally:
            self.directory.sees_new = False

    def owner(self, document: Document) -> int | None:
        """Return the row that is matched with a record."""
        return self._owners.get(int(str(document["id"])))

    def meets(self, record: Record, document: Document | None) -> bool:
        """Tell whether other rows state a key of a row, of its record, or of a candidate."""
        stated = self._stated(record)
        if not stated.isdisjoint(self.wanted.shared):
            return True
        near = {} if document is None else {str(document["id"]): document}
        near |= {
            str(other["id"]): other
            for key in self.rule.order
            for other in self.directory.fitting(record, key)
        }
        siren = str(record.values.get("siret") or "")[:SIREN_LENGTH]
        if siren and "siren" in self.rule.order and self.wanted.states("siren", siren):
            return True
        return any(
            self.wanted.states(index, value)
            for other in near.values()
            for index, value in {*self.directory.indexed(other, self.rule.order)} - stated
        )

    def _stated(self, record: Record) -> set[tuple[str, str]]:
        return {
            place
            for key in self.rule.order
            if (value := key_of(record, key)) is not None
            for place in self.wanted.indexes(key, value)
        }

    def changes(
        self, record: Record, document: Document, company: int | None, companies: Collection[int]
    ) -> bool:
        """Tell whether a row changes fields by which its record is matched."""
        self.read([(record, [document], company)])
        after = self._written(record, document, companies)
        order = self.rule.order
        return (
            {*self.directory.indexed(document, order)} != {*self.directory.indexed(after.document, order)}
            or any(str(document.get(name) or "") != str(after.document.get(name) or "") for name in EVIDENT)
            or not after.postal_codes <= places_of(self.directory, document)
            or not after.companies <= records_around(self.directory, document, COMPANIES)
        )

    def hold(self, record: Record, company: int | None) -> None:
        """Add a row that is refused so far."""
        self._stand(Standing(record, company))

    def keep(self, record: Record, company: int | None, document: Document) -> None:
        """Add a row that leaves the fields used in matching unchanged."""
        own = int(str(document["id"]))
        self._owners[own] = record.row
        self._stand(Standing(record, company, own))

    def _stand(self, standing: Standing) -> None:
        self._rows[standing.record.row] = standing
        for place in self._stated(standing.record):
            self._stating.setdefault(place, set()).add(standing.record.row)

    def take(
        self, record: Record, document: Document | None, company: int | None, companies: Collection[int]
    ) -> Mistaken | None:
        """Add what a row writes; return the row that would then match a wrong record, if any, and undo the addition."""
        own = -record.row if document is None else int(str(document["id"]))
        if document is None:
            self.directory.around[own] = {"addresses": (), COMPANIES: ()}
        touched = self.directory.write(own, self._written(record, document, companies), self.rule.order)
        self._owners[own] = record.row
        self._stand(Standing(record, company, own))
        rows = {record.row}.union(*(self._stating.get(place, ()) for place in touched))
        for row in sorted(rows):
            if not self._stands(self._rows[row]):
                mistaken = Mistaken(row, self._alike(self._rows[row]))
                self.drop(record.row)
                return mistaken
        return None

    def _alike(self, standing: Standing) -> tuple[Document, ...]:
        """Return the records that share a key with a row, without its own."""
        with self._seeing(new=True):
            near = [
                document
                for key in self.rule.order
                for document in self.directory.fitting(standing.record, key)
            ]
        others = {int(str(document["id"])): document for document in near}
        return tuple(document for key, document in others.items() if key != standing.own)

    def drop(self, row: int) -> None:
        """Undo what a row writes, as it is refused after all."""
        standing = self._rows[row]
        if standing.own is not None:
            self.directory.write(standing.own, None, self.rule.order)
            self._owners.pop(standing.own, None)
        self.hold(standing.record, standing.company)

    def _stands(self, standing: Standing) -> bool:
        """Tell whether a row still matches its own record or, if it is refused, no later row's record."""
        record = standing.record
        if standing.own is not None and self._surely_own(record):
            return True
        document = self.match(record, standing.company, new=True).document
        if standing.own is not None:
            return document is not None and int(str(document["id"])) == standing.own
        owner = None if document is None else self.owner(document)
        return owner is None or owner < record.row

    def _surely_own(self, record: Record) -> bool:
        """Tell whether a row matches regardless of its content: by its old id, or as new without the chosen keys."""
        if self.rule.chosen and self.rule.keyless and not self._stated(record):
            return True
        return record.values.get(LEGACY_ID) is not None and "id" in self.rule.order

    def _written(self, record: Record, document: Document | None, companies: Collection[int]) -> Written:
        own = -record.row if document is None else int(str(document["id"]))
        return written_by(record, own, document, postal_codes_of(record), companies)


@dataclass(slots=True)
class FileRecords:
    """Records that rows create, by variant and by the company that a contact's row names."""

    _directories: dict[tuple[str, int | None], Directory] = field(default_factory=dict)

    def first(
        self, record: Record, rule: Rule, *, shared: AbstractSet[tuple[str, str]], company: int | None
    ) -> int | None:
        """Return the earlier row whose record a row would match, None where it creates its own.

        Only keys that several rows state (`shared`) can match. Rows with different e-mails are different records,
        and so are doubtful matches; contacts of two companies must share more than a name.
        """
        keys = {(key, value) for key in rule.order if (value := key_of(record, key)) is not None}
        if keys.isdisjoint(shared):
            return None
        for directory, apart in self._near(record.variant, company):
            row = self._found(record, rule, directory, apart=apart)
            if row is not None:
                return row
        own = self._directories.setdefault((record.variant, company), Directory(RESOURCES[record.variant]))
        self._add(record, rule, own)
        return None

    def _near(self, variant: str, company: int | None) -> list[tuple[Directory, bool]]:
        """Return the directories that may hold a row's record, and whether each is of another company."""
        return [
            (directory, company is not None and named not in (None, company))
            for (kind, named), directory in self._directories.items()
            if kind == variant
        ]

    def _found(self, record: Record, rule: Rule, directory: Directory, *, apart: bool) -> int | None:
        answer = match(record, directory, replace(rule, on_doubt="create", keyless=True))
        ours = key_of(record, EMAIL)
        if answer.document is not None:
            theirs = document_keys(record.variant, EMAIL, answer.document)
            bare = apart and ours is None and not theirs
            if bare and not weigh(record, directory, answer.document, company=None).phone:
                return None
            return _row(answer.document) if ours is None or not theirs or ours in theirs else None
        if answer.problem is None or ours is not None:
            return None
        return min(_row(document) for key in rule.order for document in directory.fitting(record, key))

    def _add(self, record: Record, rule: Rule, directory: Directory) -> None:
        """Add a row's record as Sellsy would answer it, limited to the fields used in matching; its id is the row."""
        legal = {name: record.values.get(name) for name in ("siret", "siren")}
        directory.add({**record.values, "id": record.row, "legal_france": legal}, rule.order)
        codes = (record.values.get(f"{part}.postal_code") for part in ADDRESSES)
        if (old := record.values.get(LEGACY_ID)) is not None:
            directory.old_ids = {**directory.old_ids, record.row: {str(old)}}
        directory.around[record.row] = {"addresses": [{"postal_code": code} for code in codes]}


def _row(document: Document) -> int:
    return int(str(document["id"]))
