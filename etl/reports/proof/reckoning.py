"""Count every record of the files and say what became of it: migrated, left out with its cause, or missing.

The files are counted first; what the journal says of a row is looked up for it, and Sellsy's answer for what is there.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from etl.core.results import Outcome, Problem, Severity
from etl.entities import ENTITIES
from etl.journal import Journal, RowEnding
from etl.messages import Lang, text, word_text
from etl.plan.named_ids import kind_of
from etl.reports.causes import Cause, cause_of, cause_texts
from etl.reports.proof.causes import Roots
from etl.reports.proof.read_back import ReadBack
from etl.reports.proof.sampling import Draw
from etl.reports.proof.source_file import Column, SourceFile, SourceRow, row_of_journal
from etl.reports.proof.units import Ending, Endings, Unit, is_undone, paired
from etl.reports.proof.values import (
    SAME,
    UNREAD,
    Aside,
    Bar,
    Counts,
    Difference,
    Input,
    KindFacts,
    LeftOut,
    Sums,
    Uncarried,
)
from etl.source.apart import CODES, ON_PURPOSE

_DONE = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DELETED)
_NO_RECORDS = frozenset(CODES.values())
_VALUES = frozenset(
    {
        "cell-left-out",
        "cell-emptied",
        "cell-first-kept",
        "address-left-out",
        "not-applicable",
        "parent-left-out",
        "link-left-out",
        "v1-without",
    }
)
"""Codes of the warnings on values of a record that is there without them."""

_MOST_ROWS = 12
"""Rows named of lines that are no records."""

_FACETED = 5_000
"""Distinct values counted of a facet."""

_Waiting = tuple[SourceRow, Ending]
"""A row that its run left out."""


@dataclass(slots=True)
class _FileTally:
    """What the readings of one file have in common: columns that none of them reads, lines in nobody's scope."""

    lines: int = 0
    carried: set[str] = field(default_factory=set)
    unread: dict[str, Column] = field(default_factory=dict)
    within: set[int] = field(default_factory=set)
    aside: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reckoning:
    """Counts the units of a migration. `back` is what reading the records back showed, `draw` takes samples."""

    journal: Journal
    account: str
    lang: Lang
    back: ReadBack
    draw: Draw
    _kinds: dict[tuple[str, str], KindFacts] = field(default_factory=dict)
    _facets: dict[str, dict[str, dict[str, Bar]]] = field(default_factory=dict)
    _files: dict[str, _FileTally] = field(default_factory=lambda: defaultdict(_FileTally))
    _values: dict[tuple[object, ...], Cause] = field(default_factory=dict)
    _seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _missing: list[tuple[str, int]] = field(default_factory=list)
    _differences: list[Difference] = field(default_factory=list)
    _inputs: list[Input] = field(default_factory=list)
    _corrected: int = 0

    def count(self, files: Sequence[tuple[Unit, SourceFile]], unread: Sequence[tuple[str, int]]) -> Counts:
        """Return the counts of the readings that decide; `unread` are files that no run read.

        Raises:
            DataError: a file cannot be read to its end.
        """
        roots = Roots(self.lang)
        known = {unit.run.run_id for unit, _ in files} | {
            run.run_id for unit, _ in files for run in unit.again
        }
        for unit, file in files:
            roots.name(unit)
            waiting: list[_Waiting] = []
            for row, ending in self._rows(unit, file):
                self._row(unit, file, row, ending, waiting)
            self._later(unit, file, waiting, known, roots)
            self._close(unit, file)
        self._missing += unread
        return Counts(
            kinds=list(self._kinds.values()),
            groups=roots.groups(),
            missing=self._missing,
            aside=list(self._asides()),
            uncarried=[*self._columns(), *self._lost_values()],
            facets=self._facets,
            differences=self._differences,
            inputs=self._inputs,
            corrected=self._corrected,
        )

    def _rows(self, unit: Unit, file: SourceFile) -> Iterator[tuple[SourceRow, Ending | None]]:
        """Yield the rows that count of a reading; of one that was replaced, those that the newer no longer has."""
        seen, fresh = self._seen[unit.step], set()
        for read, ending in paired(file.rows(), Endings(self.journal, unit).all()):
            row = row_of_journal(ending.stored, unit.run) if read is None and ending is not None else read
            if row is None or (
                unit.earlier and (row.legacy_id in seen or (unit.replaced and not row.legacy_id))
            ):
                continue
            fresh.add(row.legacy_id)
            yield row, ending
        self._seen[unit.step] |= fresh - {""}

    def _row(
        self, unit: Unit, file: SourceFile, row: SourceRow, ending: Ending | None, waiting: list[_Waiting]
    ) -> None:
        tally = self._files[str(unit.run.source)]
        why = _aside(row, ending)
        if why is not None:
            tally.aside.setdefault(row.row, why)
            return
        tally.within.add(row.row)
        self._source(unit, file, row)
        if ending is None or ending.outcome is None:
            self._missing.append((file.name, row.row))
        elif ending.outcome in _DONE:
            self._migrated(unit, file, row, ending)
        else:
            waiting.append((row, ending))

    def _kind(self, unit: Unit, file: SourceFile) -> KindFacts:
        key = (f"{unit.run.entity} {file.link}", str(unit.run.source))
        return self._kinds.setdefault(key, KindFacts(unit.run.entity, file.name, unit.step, link=file.link))

    def _amount(self, kind: KindFacts, row: SourceRow) -> Sums | None:
        return None if row.amount is None else kind.amounts.setdefault(row.currency, Sums())

    def _source(self, unit: Unit, file: SourceFile, row: SourceRow) -> None:
        kind = self._kind(unit, file)
        kind.rows.source += 1
        kind.unreadable += row.unreadable
        amount = self._amount(kind, row)
        if amount is not None and row.amount is not None:
            amount.source += row.amount
        for facet, bar in self._bars(unit, row):
            bar.source += 1
            bar.target = bar.target or row.targets.get(facet, "")

    def _bars(self, unit: Unit, row: SourceRow) -> Iterator[tuple[str, Bar]]:
        facets = self._facets.setdefault(unit.run.entity, {})
        for facet, value in row.facets.items():
            bars = facets.setdefault(facet, {})
            key = value if value in bars or len(bars) < _FACETED else "…"
            yield facet, bars.setdefault(key, Bar())

    def _migrated(self, unit: Unit, file: SourceFile, row: SourceRow, ending: Ending) -> None:
        kind, created = self._kind(unit, file), self.back.created(unit.run.entity, ending)
        check = self.back.of(ending.run_id, ending.stored.row)
        mark = check.mark if check is not None else SAME if self.back.read(ending.run_id) else UNREAD
        kind.rows.add(Sums(migrated=Decimal(1), marks={mark: Decimal(1)}))
        kind.created += created and not file.link
        kind.updated += not file.link and ending.outcome is Outcome.UPDATED and not created
        self._corrected += ending.corrected
        amount = self._amount(kind, row)
        if amount is not None and row.amount is not None:
            amount.add(Sums(migrated=row.amount, marks={mark: row.amount}))
        for _facet, bar in self._bars(unit, row):
            bar.migrated += 1
        for problem in ending.stored.problems:
            if problem.code in _VALUES:
                self._value(unit, problem)
        if check is not None:
            word = word_text(unit.run.entity, lang=self.lang)
            self._differences += self.back.differences(check, row, word, file.name)
        if not file.link:
            self.draw.offer(unit, file, row, ending)

    def _value(self, unit: Unit, problem: Problem) -> None:
        key = (str(unit.run.source), *cause_of(problem))
        self._values.setdefault(key, Cause(problem)).add(problem)

    def _later(
        self, unit: Unit, file: SourceFile, waiting: Sequence[_Waiting], known: AbstractSet[str], roots: Roots
    ) -> None:
        """Settle the rows that their run left out: migrated where another import brought them since."""
        kinds = {kind_of(variant) for variant in file.entity.variants}
        entities = [e.name for e in ENTITIES if kinds & {kind_of(variant) for variant in e.variants}]
        ids = sorted({row.legacy_id for row, _ in waiting if row.legacy_id})
        fates = self.journal.ids.fates(entities, ids, account=self.account) if ids else {}
        for row, ending in waiting:
            later = self._brought(unit, fates.get(row.legacy_id), known)
            if later is None:
                self._left_out(unit, file, row, ending, roots)
            else:
                self._migrated(unit, file, row, later)

    def _brought(self, unit: Unit, fate: RowEnding | None, known: AbstractSet[str]) -> Ending | None:
        """Return how a record ended in an import outside the migration, after it; None where it did not get in."""
        if fate is None or fate.run_id in known or fate.outcome not in _DONE:
            return None
        run = self.journal.runs.find(fate.run_id)
        if run.started_at <= unit.run.started_at or is_undone(self.journal, run):
            return None
        return Ending(fate.run_id, self.journal.rows.at(fate.run_id, [fate.row])[0], corrected=True)

    def _left_out(self, unit: Unit, file: SourceFile, row: SourceRow, ending: Ending, roots: Roots) -> None:
        kind = self._kind(unit, file)
        kind.rows.left_out += 1
        amount = self._amount(kind, row)
        if amount is not None and row.amount is not None:
            amount.left_out += row.amount
        record = LeftOut(
            entity=unit.run.entity,
            kind=word_text("link" if file.link else unit.run.entity, lang=self.lang),
            run_id=unit.run.run_id,
            file=file.name,
            row=row.row,
            legacy_id=row.legacy_id,
            name=row.name,
            owner=row.owner,
            amount=row.amount,
            currency=row.currency,
            problem=_why(ending),
            cause_file=file.name,
            cause_row=row.row,
            at_fault=True,
            cells=row.cells,
        )
        roots.add(record, _linking(file, row, ending), file.links())

    def _close(self, unit: Unit, file: SourceFile) -> None:
        tally = self._files[str(unit.run.source)]
        tally.lines = max(tally.lines, file.lines)
        tally.carried |= file.carried
        for column in file.columns:
            tally.unread.setdefault(column.header, column)
        reading = unit.run.settings.get("reading")
        sheet = reading.get("sheet") if isinstance(reading, dict) else None
        self._inputs.append(
            Input(
                str(unit.run.source),
                None if sheet is None else str(sheet),
                file.lines,
                str(unit.run.source_sha256),
                unit.run.run_id,
                unit.step,
            )
        )

    def _asides(self) -> Iterator[Aside]:
        for path, tally in self._files.items():
            reasons: dict[str, list[int]] = defaultdict(list)
            for row, code in tally.aside.items():
                if row not in tally.within:
                    reasons[code].append(row)
            for code, rows in reasons.items():
                reason = text(f"proof-aside-{code}", lang=self.lang)
                yield Aside(Path(path).name, reason, len(rows), sorted(rows)[:_MOST_ROWS], code in ON_PURPOSE)

    def _columns(self) -> Iterator[Uncarried]:
        for path, tally in self._files.items():
            unread = [column for header, column in tally.unread.items() if header not in tally.carried]
            for column in sorted(unread, key=lambda column: -column.filled):
                why = text("proof-why-chosen" if column.chosen else "proof-why-unknown", lang=self.lang)
                lines = len(tally.within | tally.aside.keys()) or tally.lines
                yield Uncarried(Path(path).name, column.header, column.filled, lines, column.example, why)

    def _lost_values(self) -> Iterator[Uncarried]:
        for (path, *_), cause in self._values.items():
            value = cause.values.most_common(1)
            tally = self._files[str(path)]
            yield Uncarried(
                Path(str(path)).name,
                cause.column or "",
                cause.rows,
                len(tally.within),
                value[0][0] if value else "",
                cause_texts(cause.common, self.lang)[0],
                value=True,
            )


def _aside(row: SourceRow, ending: Ending | None) -> str | None:
    """Return the code of why a line is not to be migrated; None for a record."""
    if ending is not None and ending.outcome is Outcome.SKIPPED:
        codes = (problem.code for problem in ending.stored.problems)
        code = next((code for code in codes if code in ON_PURPOSE or code in _NO_RECORDS), None)
        if code is not None:
            return code
    return None if row.apart is None else CODES[row.apart]


def _linking(file: SourceFile, row: SourceRow, ending: Ending) -> Sequence[Problem]:
    """Return the problems of a row; a link from a record that is not there hangs on that record."""
    problems = ending.stored.problems
    if not file.link or any(problem.severity is Severity.ERROR for problem in problems):
        return problems
    return [Problem("parent-unknown", row.row, file.own_id, row.legacy_id)]


def _why(ending: Ending) -> Problem:
    """Return the problem that kept a row out: its first error, else its last problem, else how it ended."""
    problems = ending.stored.problems
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    why = next(iter(errors or problems[-1:]), None)
    return why or Problem("proof-no-reason", ending.stored.row)
