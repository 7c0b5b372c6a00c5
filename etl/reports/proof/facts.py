"""Gather the facts of a migration's proof from the journal, their only source."""

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
    """The rows of an entity (`entity` is its label): by outcome, and the reasons of those left out.

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
        """Whether the records of all successful rows were read back, and are as they were sent."""
        done = sum(self.counts.get(outcome, 0) for outcome in (*_DONE, Outcome.DELETED))
        return self.marks.get("=", 0) >= done and not any(self.marks.get(mark) for mark in ("*", "-", "!"))

    @property
    def left_out(self) -> int:
        """Rows that were rejected or skipped."""
        return sum(self.counts.get(outcome, 0) for outcome in (Outcome.REJECTED, Outcome.SKIPPED))


@dataclass(frozen=True, slots=True)
class Proof:
    """The facts of a migration's proof. `command` repeats it; `before` and `after` are the CRM's own totals."""

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
        return sum((total.amount for total in self.after), Decimal(0)) - sum(
            (total.amount for total in self.before), Decimal(0)
        )

    @property
    def fine(self) -> bool:
        """Whether nothing is missing: accounts balanced, no row failed or unknown, all read back as sent."""
        open_ = (Outcome.FAILED, Outcome.UNKNOWN)
        return all(
            entity.balanced and entity.proven and not any(entity.counts.get(name, 0) for name in open_)
            for entity in self.entities
        )

    @property
    def left_out(self) -> int:
        """Rows that were rejected or skipped, each with its reason."""
        return sum(entity.left_out for entity in self.entities)

    def totals(self) -> list[tuple[Total, Total]]:
        """Return (before, after) of every place that either of them has."""
        first = {total.place: total for total in self.before}
        last = {total.place: total for total in self.after}
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
    """Return the facts of the entities that these runs imported or deleted; `marks` are by run."""
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
    """Add the amounts of successful rows."""
    for amount in journal.rows.attribute_values(run.run_id, "amount", outcomes=_DONE):
        try:
            tally.amount = (tally.amount or Decimal(0)) + Decimal(str(amount))
        except InvalidOperation:
            continue
