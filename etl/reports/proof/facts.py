"""What a migration has to prove, gathered from the journal: nothing of it is remembered elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation

from etl.core.results import Outcome, Severity
from etl.entities import entity_named
from etl.journal import Journal, Known, RunRecord
from etl.messages import Lang
from etl.reports.proof.totals import Total

_DONE = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: its path, its size in bytes, its SHA-256, and the run that read it."""

    path: str
    sheet: str | None
    size: int | None
    sha256: str
    run_id: str
    step: str


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """The rows of one entity (`entity` is its label): by outcome, and why those that were left out were.

    `reasons` are (code, message of the first, rows), the most frequent first. `amount` is the sum of the amounts that
    the rows that ended well say, None where rows say none. `marks` counts what reading the records back showed:
    "=" as sent, "*" differs, "-" gone, "!" could not be read.
    """

    entity: str
    counts: Mapping[str, int]
    reasons: Sequence[tuple[str, str, int]]
    amount: Decimal | None
    marks: Mapping[str, int]

    @property
    def balanced(self) -> bool:
        """Whether every row read ended in exactly one outcome."""
        return self.counts["read"] == sum(n for name, n in self.counts.items() if name != "read")

    @property
    def proven(self) -> bool:
        """Whether the records of all rows that ended well were read back, and are as they were sent."""
        held = sum(self.counts.get(outcome, 0) for outcome in (*_DONE, Outcome.DELETED))
        return self.marks.get("=", 0) >= held and not any(self.marks.get(mark) for mark in ("*", "-", "!"))

    @property
    def left_out(self) -> int:
        """Rows that were rejected or skipped."""
        return sum(self.counts.get(outcome, 0) for outcome in (Outcome.REJECTED, Outcome.SKIPPED))


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything a migration has to prove. `command` does it again; `before` and `after` are the CRM's own totals."""

    title: str
    run_id: str
    version: str
    started: datetime
    finished: datetime
    pipeline: Input
    command: str
    entities: Sequence[EntityFacts]
    inputs: Sequence[Input]
    before: Sequence[Total]
    after: Sequence[Total]
    ids: Sequence[tuple[str, str, Known]]

    @property
    def moved(self) -> Decimal:
        """How much the CRM's total changed."""
        return sum((one.amount for one in self.after), Decimal(0)) - sum(
            (one.amount for one in self.before), Decimal(0)
        )

    @property
    def fine(self) -> bool:
        """Whether nothing is missing: accounts balanced, no row failed or unknown, all read back as sent."""
        open_ = (Outcome.FAILED, Outcome.UNKNOWN)
        return all(
            one.balanced and one.proven and not any(one.counts.get(name, 0) for name in open_)
            for one in self.entities
        )

    @property
    def left_out(self) -> int:
        """Rows that were rejected or skipped, each with its reason."""
        return sum(one.left_out for one in self.entities)

    def totals(self) -> list[tuple[Total, Total]]:
        """Return (before, after) of every place that either has."""
        first = {one.place: one for one in self.before}
        last = {one.place: one for one in self.after}
        places = sorted(first.keys() | last.keys())
        empty = {place: Total(*place, 0, Decimal(0)) for place in places}
        return [(first.get(place, empty[place]), last.get(place, empty[place])) for place in places]


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    messages: dict[str, str] = field(default_factory=dict)
    marks: Counter[str] = field(default_factory=Counter)
    amount: Decimal | None = None


def gather(
    journal: Journal, runs: Sequence[RunRecord], *, marks: Mapping[str, Mapping[str, int]], lang: Lang
) -> list[EntityFacts]:
    """Return the facts of the entities that some runs imported or deleted; `marks` are by run."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for run in runs:
        tally = tallies[run.entity]
        tally.counts.update(journal.rows.counts(run.run_id))
        tally.marks.update(marks.get(run.run_id, {}))
        _reasons(journal, run, tally, lang)
        _amounts(journal, run, tally)
    return [
        EntityFacts(
            entity_named(entity).label(lang),
            dict(tally.counts),
            [(code, tally.messages[code], number) for code, number in tally.reasons.most_common()],
            tally.amount,
            dict(tally.marks),
        )
        for entity, tally in tallies.items()
    ]


def _reasons(journal: Journal, run: RunRecord, tally: _Tally, lang: Lang) -> None:
    for row in journal.rows.results(run.run_id, outcomes=[o for o in Outcome if o not in _DONE]):
        why = next((p for p in row.problems if p.severity is Severity.ERROR), next(iter(row.problems), None))
        code = why.code if why is not None else str(row.outcome)
        tally.reasons[code] += 1
        tally.messages.setdefault(code, why.texts(lang)[0] if why is not None else "")


def _amounts(journal: Journal, run: RunRecord, tally: _Tally) -> None:
    """Add the amounts that rows say, of those that ended well."""
    for amount in journal.rows.said(run.run_id, "amount", outcomes=_DONE):
        try:
            tally.amount = (tally.amount or Decimal(0)) + Decimal(str(amount))
        except InvalidOperation:
            continue
