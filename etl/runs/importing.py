"""Prepare the import or the deletion of a file: read it, match its rows, plan their writes and journal every step.

Nothing is written to Sellsy before the whole file is validated, matched and planned, and its cost is estimated.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from etl.account.custom_fields import CustomField
from etl.core.batching import batched
from etl.core.gc_pause import gc_paused
from etl.core.observer import Observer
from etl.core.results import JsonValue, Outcome, RowResult
from etl.journal import WRITING, Journal, OperationState, RowState, RunStart, StoredRow
from etl.matching.coming import Coming
from etl.matching.company_roles import CompanyRoles
from etl.matching.known_records import RowForm
from etl.matching.match_keys import KeyIndex, chosen_keys
from etl.matching.near_duplicates import MOST_ROWS, NearDuplicate, NearDuplicateIndex, account_records
from etl.matching.shared_people import PeopleIndex
from etl.plan.cost import ToCome
from etl.plan.legacy_ids import LegacyIds, learn
from etl.plan.named_ids import go_round
from etl.plan.planner import Planner
from etl.plan.resolve import substitutes_of
from etl.plan.row_planning import RowPlanning, appended, custom_fields_of, make_planner, record_of
from etl.reports.file_report import NOBODY, Owner
from etl.reports.run_report import RunReport
from etl.runs.gathering import gather, united
from etl.runs.new_rows import by_row, created_by, new_rows, settle_duplicates
from etl.runs.part import ALONE, Part
from etl.runs.unknown_names import tell_unknown_names
from etl.sellsy import Sellsy
from etl.sheets import Chunk
from etl.source.checked import Checked, tell_once
from etl.source.double_encoded import DoubleEncoded
from etl.source.fixes import Fixes
from etl.source.money import unsaid_currency
from etl.source.open_cells import note_default
from etl.source.opening import Source
from etl.source.options import ImportOptions, ReadOptions
from etl.source.row_change import RowChange
from etl.source.spared import droppable

_WINDOW = 500
"""Rows settled at a time."""


@dataclass(slots=True)
class FileImport:
    """Prepares the run of an opened file: an import, a deletion or a dry run.

    `change` is applied to the cells of every row before they are read; `details` adds the requests to the page.
    """

    source: Source
    read: ReadOptions
    options: ImportOptions
    journal: Journal
    sellsy: Sellsy
    observer: Observer
    new_id: Callable[[], str]
    profile: str | None = None
    account: str | None = None
    owner: Owner = NOBODY
    part: Part = ALONE
    change: RowChange | None = None
    report_path: Path | None = None
    page_path: Path | None = None
    details: bool = False
    custom: dict[str, CustomField] | None = None
    to_come: ToCome = field(default_factory=ToCome)
    similar: tuple[NearDuplicate, ...] = ()

    def prepare(self, run_id: str) -> None:
        """Read the file, match its rows and plan their writes.

        Raises:
            DataError: a custom field of the file does not exist; nothing was sent.
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        before, self.to_come = self.sellsy.calls, ToCome()
        planner = self.planner()
        ids = self._ids(run_id)
        planner.known.old_ids = ids.of_records
        near = NearDuplicateIndex(self.source.entity, most=None if self.options.find_similar else MOST_ROWS)
        apart = self._read(run_id, ids, planner, near)
        RowPlanning(self.journal, run_id, planner, self.observer, ids.later, ids.foreseen).plan()
        if self.options.dry_run:
            self.foresee(run_id, ids)
        elif ids.later:
            self.to_come.reads += self.sellsy.calls - before
            self.to_come.later = len(ids.later)
        if self.options.mode != "delete":
            tell_unknown_names(self.journal, run_id, self.source, self.observer)
            self._note_similar(run_id, near, apart)

    def _note_similar(self, run_id: str, near: NearDuplicateIndex, apart: Collection[int]) -> None:
        """Note near duplicates among the rows and, if asked, records of the account similar to rows to create."""
        similar = near.in_file(apart=apart)
        if near.cut:
            self.observer.note("note-similar-cut", most=MOST_ROWS)
        if self.options.find_similar:
            records = account_records(self.sellsy, self.source.entity)
            similar += near.against(records, only=self._new(run_id))
        self.similar = tuple(similar)
        if similar:
            in_csv = str(self.report_path or ".csv").lower().endswith(".csv")
            self.observer.note("note-similar-page" if in_csv else "note-similar", count=len(similar))

    def _new(self, run_id: str) -> set[int]:
        """Return the rows that would be created."""
        writes = self.journal.operations.read(run_id, states=[OperationState.PLANNED])
        planned = {write.row for write in writes}
        return {
            row.row
            for numbers in batched(sorted(planned), _WINDOW)
            for row in self.journal.rows.at(run_id, numbers)
            if row.outcome is Outcome.CREATED
        }

    def more(self, run_id: str) -> bool:
        """Plan the rows whose parent, a row of the same file, has been written meanwhile.

        When there is none, reject the rows that still wait: their parent was rejected, or they wait for each other.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        ids = self._ids(run_id)
        if not ids.used:
            return False
        learn(self.journal, run_id)
        if self._plan_waiting(run_id, ids):
            return True
        self._refuse_waiting(run_id, ids)
        return False

    def again(self, run_id: str) -> None:
        """Match and plan the unsent rows once more when other runs have written since.

        Records that this run created are not matched: two rows that it treats as two records do not become one.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        if self._others_wrote(run_id):
            self.observer.note("note-planned-again", run=run_id)
            self.journal.operations.unplan(run_id)
            self._plan_waiting(run_id, self._ids(run_id), apart=created_by(self.journal, run_id))

    def _others_wrote(self, run_id: str) -> bool:
        """Return whether a run that may write to the account began after this one."""
        newer = takewhile(lambda run: run.run_id != run_id, self.journal.runs.newest())
        return any(run.account == self.account and run.kind in WRITING for run in newer)

    def _plan_waiting(self, run_id: str, ids: LegacyIds, *, apart: Collection[tuple[str, int]] = ()) -> bool:
        """Plan the pending rows whose parents are known, and return whether there were any."""
        ids.later.clear()
        done = ids.resolve([record_of(row) for row in self._pending(run_id)])
        ready = [record for record in done.records if record.row not in ids.later]
        if not ready:
            return False
        planner = self.planner()
        planner.known.old_ids = ids.of_records
        planner.known.apart.update(apart)
        planner.want(ready)
        self.journal.rows.renew(run_id, {record.row: record.to_json() for record in ready})
        problems = by_row(done.problems)
        later = ids.later | (problems.keys() - {record.row for record in ready})
        RowPlanning(self.journal, run_id, planner, self.observer, later, ids.foreseen, problems).plan()
        return True

    def _ids(self, run_id: str) -> LegacyIds:
        return LegacyIds(
            self.journal,
            self.source,
            account=self.account or "",
            system=self.part.system,
            rehearsed=(self.part.parent or run_id) if self.options.dry_run else None,
        )

    def _pending(self, run_id: str) -> list[StoredRow]:
        """Return the rows of the journal that are not planned yet."""
        pending: list[StoredRow] = []
        position = -1
        while rows := self.journal.rows.next(run_id, after_position=position, limit=_WINDOW):
            position = rows[-1].position
            pending += [row for row in rows if row.state is RowState.PENDING]
        return pending

    def foresee(self, run_id: str, ids: LegacyIds) -> None:
        """Plan the rows that wait for a row of the same file as if it had been written, for a dry run."""
        while self._plan_waiting(run_id, ids):
            pass
        self._refuse_waiting(run_id, ids)

    def _refuse_waiting(self, run_id: str, ids: LegacyIds) -> None:
        """Reject the rows that still wait: first those whose parent was rejected, last those in a circle."""
        while waiting := [record_of(row) for row in self._pending(run_id)]:
            problems = by_row(ids.resolve(waiting, final=True).problems)
            blamed = {row: wrong for row, wrong in problems.items() if not go_round(wrong)} or problems
            if not blamed:
                return
            results = [
                RowResult(row.row, Outcome.REJECTED, problems=(*row.problems, *blamed[row.row]))
                for row in self.journal.rows.at(run_id, sorted(blamed))
            ]
            self.journal.operations.settle(run_id, rows=results)

    def match_order(self) -> tuple[str, ...]:
        """Return the match keys in force; a key may be named by its header.

        Raises:
            ConfigError: a key is none of the entity's, or the file does not carry it.
        """
        return chosen_keys(self.options.match, self.source.entity, self.source.headers.attributes)

    def _custom_fields(self) -> dict[str, CustomField]:
        if self.custom is None:
            entity, headers = self.source.entity, self.source.headers.headers
            self.custom = custom_fields_of(self.sellsy, entity, headers)
        return self.custom

    def _know_currency(self) -> None:
        """Read amounts in the account's own currency when the user named none."""
        code = unsaid_currency(self.sellsy, self.source.entity, self.source.headers.attributes, self.read)
        if code is not None:
            self.read = self.read.in_currency(code)
            self.source = replace(self.source, options=self.source.options.in_currency(code))
            self.observer.note("note-currency", currency=code)

    def planner(self) -> Planner:
        """Return a planner of the rows."""
        form = RowForm(
            self.source.entity,
            self.source.headers.headers,
            self._custom_fields(),
            order=self.match_order(),
            options=self.options,
            clears=self.read.empty == "clear",
            droppable=droppable(self.source.entity, self.source.headers.headers, self.read),
            whole=Fixes(self.source.headers).whole,
        )
        planner = make_planner(form, codec=self.read.codec, sellsy=self.sellsy, new_id=self.new_id)
        planner.resolver.substitutes = substitutes_of(self.source.headers.origins)
        planner.to_come = self.to_come
        planner.known.coming = Coming(self.journal, self.part.parent if self.options.dry_run else None)
        return planner

    def start(self) -> RunStart:
        """Return the first journal entry of the run.

        Raises:
            ConfigError: a match key or a custom field does not exist, the file lacks it, or it cannot be added to.
        """
        order = self.match_order()
        appended(self.options.append, self._custom_fields(), self.source.headers.headers)
        self._know_currency()
        settings: dict[str, JsonValue] = {
            "mode": self.options.mode,
            "match": list(self.options.match),
            "on_doubt": self.options.on_doubt,
            "order": [*order],
            "headers": dict(self.source.headers.headers),
            "batch_size": self.options.batch_size,
            "dry_run": self.options.dry_run,
            "create_missing": [*sorted(self.options.create_missing)],
            "tags": self.options.tags,
            "append": [*self.options.append],
            "recreate_deleted": self.options.recreate_deleted,
            **self.part.settings(),
            "transform": None if self.change is None else self.change.name,
            "reading": self.read.to_json(),
            "report": None if self.report_path is None else str(self.report_path),
            "page": None if self.page_path is None else str(self.page_path),
        }
        return RunStart(
            entity=self.source.entity.name,
            kind=self.kind(),
            mode=self.options.mode,
            profile=self.profile,
            account=self.account,
            parent=self.part.parent,
            source=str(self.source.path),
            source_sha256=self.source.sha256,
            source_size=self.source.path.stat().st_size,
            settings=settings,
        )

    def kind(self) -> str:
        """Return the run's kind."""
        return "dry-run" if self.options.dry_run else "delete" if self.options.mode == "delete" else "import"

    def _read(self, run_id: str, ids: LegacyIds, planner: Planner, near: NearDuplicateIndex) -> set[int]:
        """Read and journal the rows; return those that have a duplicate in the file."""
        self.observer.stage("read", self.source.table.total_rows)
        told: Counter[str] = Counter()
        has_people = self.source.headers.has_people
        index = KeyIndex(planner.form.order, scope=self.source.entity.scope, people=has_people)
        named = has_people or (self.source.entity.gathers and not self.options.match)
        people = PeopleIndex(wanted=bool(named) and self.options.mode != "delete")
        double, noted, roles = DoubleEncoded(), False, CompanyRoles()
        for chunk in gc_paused(self.source.chunks(self.observer)):
            checked = roles.applied(ids.applied(planner.resolver.with_names(self.checked(chunk))))
            told += checked.told
            noted = noted or note_default(checked.records, self.read, self.observer)
            self.journal.rows.add(run_id, new_rows(checked))
            for collector in (index, near, people):
                collector.add(checked.records)
            planner.want(record for record in checked.records if record.row not in ids.later)
            double.take(checked.problems)
            self.observer.advance(len(chunk.rows))
        tell_once(told, self.observer)
        double.tell(self.observer)
        duplicates, unknown = list(index.duplicates()), planner.resolver.problems
        if self.source.entity.gathers and self.options.mode != "delete":
            sets = united(duplicates, ids.shared, people.shared())
            duplicates = gather(self.journal, run_id, sets, self.source, unknown=unknown)
        settle_duplicates(self.journal, run_id, duplicates, self.source, people, unknown=unknown)
        self.journal.runs.set_loaded(run_id)
        return {row for group in duplicates for row in group.rows}

    def checked(self, chunk: Chunk) -> Checked:
        """Return the rows of a chunk, changed as the user asked and validated."""
        if self.change is None:
            return self.source.transformer.transform(chunk)
        changed = self.change.applied(chunk, self.source.table.headers, str(self.source.path))
        return changed.onto(self.source.transformer.transform(changed.chunk))

    def report(self, run_id: str, counts: Mapping[str, int], *, calls: int, seconds: float) -> str | None:  # noqa: ARG002
        """Write the report and return its path; an unwritable path must not hide what was done."""
        return RunReport(
            source=self.source,
            read=self.read,
            journal=self.journal,
            sellsy=self.sellsy,
            observer=self.observer,
            run_id=run_id,
            counts=counts,
            similar=self.similar,
            details=self.details,
            owner=self.owner,
        ).write(self.report_path, self.page_path)
