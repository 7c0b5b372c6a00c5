"""Matching each row of a file with a record, in rounds, and checking that no other row has the same record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from etl.core.record import Record, is_stand_in
from etl.core.results import Problem, Severity
from etl.entities.base.resource import RESOURCES
from etl.entities.contact import COMPANY
from etl.entities.origin import LEGACY_ID
from etl.matching.choosing import ID_UNKNOWN, Match, describe, match, named_here, undecided
from etl.matching.directory import Directory
from etl.matching.document_keys import ROW, Document
from etl.matching.evidence import is_weighed, read_evidence
from etl.matching.file_state import Asked, FileRecords, FileState, found_as_created
from etl.matching.known_records import KnownRecords
from etl.matching.linked_records import Links
from etl.matching.match_keys import LOOSE, effective_key, fingerprint, instant
from etl.matching.reading import read_other_kinds

Round = Literal["first", "again", "last"]
"""The round of matching: rows that depend on other rows wait in the first, then for as long as these may still
decide."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of one record, the records they name, and problems with those.

    `links` are those of the first row. Where several rows describe one contact, `beside` holds the links of each, by
    row; `recreated` holds the warnings of rows whose deleted record is created again.
    """

    rows: Sequence[Record]
    links: Links
    beside: Mapping[int, Links] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    recreated: Mapping[int, Problem] = field(default_factory=dict)

    @property
    def first(self) -> Record:
        """The row that identifies the record."""
        return self.rows[0]

    def company_ids(self) -> set[int]:
        """Return the companies that the rows name."""
        named = (self.beside.get(record.row, self.links) for record in self.rows)
        return {company for links in named for company in links.company_ids()}


@dataclass(frozen=True, slots=True)
class Found:
    """The match of a group of rows: its record, if any, and problems with the rows.

    `waits` tells that other rows decide first, `deleted` holds the problems of rows whose record was deleted.
    """

    group: RowGroup
    match: Match = field(default_factory=Match)
    problems: Sequence[Problem] = ()
    waits: bool = False
    deleted: Sequence[Problem] = ()

    @property
    def document(self) -> Document | None:
        """The record, None for a new one."""
        return self.match.document


@dataclass(slots=True)
class RowMatcher:
    """Finds the record of every row of a run; `refuses` tells whether nothing is written to a matched record."""

    known: KnownRecords
    refuses: Callable[[Record, Document | None], bool]
    _states: dict[str, FileState] = field(default_factory=dict)
    _made: FileRecords = field(default_factory=FileRecords)
    _making: dict[bytes, int] = field(default_factory=dict)
    _taken: dict[tuple[str, int], int] = field(default_factory=dict)
    _claims: dict[int, tuple[str, int]] = field(default_factory=dict)
    _tried: set[int] = field(default_factory=set)
    _other_kinds: dict[tuple[str, int], tuple[str, Document] | None] = field(default_factory=dict)

    # reading

    def begin(self) -> None:
        """Take the state of the records before any row is written."""
        if self.known.form.deletes:
            return
        for variant, directory in self.known.directories.items():
            if is_weighed(variant):
                self._states[variant] = FileState(
                    directory, self.known.form.rule, self.known.wanted[variant], self._reader(directory)
                )

    def prepare(self, groups: Sequence[RowGroup]) -> None:
        """Read the evidence needed to match the rows of groups.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        rule = self.known.form.rule
        for variant, directory in self.known.directories.items():
            asked = [
                (group.first, doubtful, group.links.first_company())
                for group in groups
                if group.first.variant == variant and (doubtful := undecided(group.first, directory, rule))
            ]
            self._reader(directory)(asked)
        self._read_other_kinds(group.first for group in groups)

    def _reader(self, directory: Directory) -> Callable[[Iterable[Asked]], None]:
        def read(asked: Iterable[Asked]) -> None:
            size = self.known.form.options.batch_size
            read_evidence(self.known.sellsy, directory, list(asked), batch_size=size)

        return read

    def _read_other_kinds(self, records: Iterable[Record]) -> None:
        """Look up among the other variants the ids of rows that no record of their own variant has."""
        form = self.known.form
        if "id" not in form.order:
            return
        stated = {
            (record.variant, int(str(record.values["id"])))
            for record in records
            if record.values.get("id") is not None and not record.mapped and not self.known.has(record)
        }
        asked = sorted(key for key in stated - self._other_kinds.keys() if not is_stand_in(key[1]))
        self._other_kinds |= dict.fromkeys(asked)
        size = form.options.batch_size
        self._other_kinds |= read_other_kinds(self.known.sellsy, asked, form.entity.variants, batch_size=size)

    # matching

    def find(self, group: RowGroup, look: Round | None) -> Found:
        """Find the record of a group's first row, and whether another row has the same; `look` is None outside rounds.

        Rows whose record was deleted are new where the user asked for that.
        """
        form = self.known.form
        matched = self._match(group)
        if _was_deleted(group.first, matched):
            if not form.options.recreate_deleted or not form.creates:
                return Found(group, deleted=[self._deleted(row, "legacy-deleted") for row in group.rows])
            recreated = {row.row: self._deleted(row, "legacy-recreated") for row in group.rows}
            group = replace(group, rows=[row.without_id() for row in group.rows], recreated=recreated)
            directory, company = self.known.directories[group.first.variant], group.links.first_company()
            matched = match(group.first, directory, form.rule, company=company)
        else:
            matched = self._as_other_kind(group.first, matched)
        problem, waits = self._standing(group, matched, look)
        if waits:
            return Found(group, matched, waits=True)
        problems = [*group.problems, *([problem] if problem is not None else [])]
        if matched.document is not None and not problems:
            self._taken[group.first.variant, int(str(matched.document["id"]))] = group.first.row
        return Found(group, matched, problems)

    def _match(self, group: RowGroup) -> Match:
        record, company = group.first, group.links.first_company()
        state = self._states.get(record.variant)
        if state is None:
            return match(
                record, self.known.directories[record.variant], self.known.form.rule, company=company
            )
        return state.match(record, company, new=record.row in self._tried)

    def _as_other_kind(self, record: Record, matched: Match) -> Match:
        """Return the problem of an unknown id, naming the record of another variant that has it."""
        if matched.problem is None or matched.problem.code != ID_UNKNOWN:
            return matched
        key = record.variant, int(str(record.values["id"]))
        other = self._other_kinds.get(key) or self.known.coming.other_kind(*key)
        if other is None:
            return matched
        variant, document = other
        params = {"record": describe(document), "held": variant, "wanted": record.variant}
        stated = matched.problem.value if "id" in self.known.form.headers else record.values.get(LEGACY_ID)
        value = None if stated is None else str(stated)
        return Match(problem=replace(matched.problem, code="match-id-other-kind", value=value, params=params))

    def _deleted(self, record: Record, code: str) -> Problem:
        """Return the warning of a row whose record was deleted in Sellsy."""
        column, params = self.known.form.headers.get(LEGACY_ID), {"record": record.values["id"]}
        legacy_id = str(record.values.get(LEGACY_ID))
        return Problem(code, record.row, column, legacy_id, params, Severity.WARNING)

    # one row per record

    def _standing(self, group: RowGroup, matched: Match, look: Round | None) -> tuple[Problem | None, bool]:
        """Return the problem of a group whose record other rows have too, and whether the group waits for other rows.

        A row waits if it changes keys that other rows state, or if it is refused for what they may still change.
        """
        record, document, company = group.first, matched.document, group.links.first_company()
        state = None if look is None else self._states.get(record.variant)
        if state is None or not state.meets(record, document):
            return self._taken_by(group, matched), False
        if (claim := self._claims.pop(record.row, None)) is not None and self._taken.get(claim) == record.row:
            del self._taken[claim]
        problem = matched.problem or self._same_record(record, document, state)
        if problem is None and self.refuses(record, document):
            return None, False
        if problem is None and look == "first":
            if document is not None and not state.changes(record, document, company, group.company_ids()):
                state.keep(record, company, document)
                return None, False
            self._claim(record, document)
            return None, True
        if problem is None:
            problem = self._written(group, document, state)
        if problem is None:
            return None, False
        state.hold(record, company)
        if look != "first":
            self._tried.add(record.row)
        return problem, look != "last"

    def _claim(self, record: Record, document: Document | None) -> None:
        """Reserve the record of a waiting row, so that no later row takes it."""
        if document is not None:
            claim = record.variant, int(str(document["id"]))
            self._claims[record.row] = claim
            self._taken[claim] = record.row

    def _written(self, group: RowGroup, document: Document | None, state: FileState) -> Problem | None:
        """Add what a row writes; return the problem that forbids it, if any."""
        record = group.first
        mistaken = state.take(record, document, group.links.first_company(), group.company_ids())
        if mistaken is not None and mistaken.row == record.row:
            return Problem("found-otherwise", record.row, params={"records": named_here(mistaken.records)})
        if mistaken is not None:
            return Problem("told-apart-no-more", record.row, params={"first": mistaken.row})
        if document is not None or record.row in self._tried:
            return None
        problem = self._made_by(record, group.links) or self._made_alike(record, group.links)
        if problem is not None:
            state.drop(record.row)
        return problem

    def _same_record(self, record: Record, document: Document | None, state: FileState) -> Problem | None:
        """Return the problem of a row whose record, existing or planned, is that of another row."""
        if document is None:
            return None
        if ROW in document:
            return found_as_created(record, state.owner(document))
        return self._of_row(record, document, state.owner(document))

    def _of_row(self, record: Record, document: Document, owner: int | None = None) -> Problem | None:
        """Return the problem of a row whose record an earlier row already has."""
        row = self._taken.get((record.variant, int(str(document["id"]))), owner)
        if row is None or row == record.row:
            return None
        return Problem("same-record", record.row, params={"first": row, "record": describe(document)})

    def _taken_by(self, group: RowGroup, matched: Match) -> Problem | None:
        """Return the problem of a row whose record an earlier row has or creates."""
        record, document = group.first, matched.document
        if matched.problem is not None:
            return matched.problem
        if document is None:
            return self._made_by(record, group.links) or self._made_alike(record, group.links)
        return self._of_row(record, document)

    def _made_by(self, record: Record, links: Links) -> Problem | None:
        """Return the problem of a row that would create the same record as an earlier row, linked by other keys.

        Rows with the same keys were found before anything was read; here the linked records are known.
        """
        form = self.known.form
        key, value = effective_key(record, form.order) or ("", "")
        if not form.creates or key not in LOOSE or not form.entity.scope:
            return None
        on = sorted((prefix, target.variant, target.id) for prefix, target in links.linked.items())
        moment = instant(record.values.get("created")) if RESOURCES[record.variant].dated else ""
        made = repr((key, value, on, moment, record.values.get(LEGACY_ID)))
        first = self._making.setdefault(fingerprint(made), record.row)
        if first == record.row:
            return None
        return Problem("same-creation", record.row, params={"first": first, "key": key})

    def _made_alike(self, record: Record, links: Links) -> Problem | None:
        """Return the problem of a row that would match the record that an earlier row creates."""
        form = self.known.form
        if not is_weighed(record.variant) or not form.creates:
            return None
        shared, company = self.known.wanted[record.variant].shared, links.id_of(COMPANY)
        first = self._made.first(record, form.rule, shared=shared, company=company)
        return None if first is None else found_as_created(record, first)


def _was_deleted(record: Record, matched: Match) -> bool:
    """Tell whether the record of a row's id in another system was deleted."""
    return record.mapped and matched.problem is not None and matched.problem.code == ID_UNKNOWN
