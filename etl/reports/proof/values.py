"""What the proof of a migration states: plain values, counted from the files, compared with journal and Sellsy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from etl.core.results import Problem
from etl.journal import Known
from etl.reports.proof.totals import Total
from etl.sheets import Cell

SAME, CHANGED, GONE, UNREAD = "=", "*", "-", "!"
"""What reading a record back showed: as sent, changed since, gone, unreadable."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: its path, lines that are records or were left out, SHA-256, and the run that read it."""

    path: str
    sheet: str | None
    lines: int
    sha256: str
    run_id: str
    step: str


@dataclass(slots=True)
class Sums:
    """Records, or an amount of one currency, by what became of them; `marks` are of the migrated ones.

    `source` is counted in the files and never derived from the others.
    """

    source: Decimal = Decimal(0)
    migrated: Decimal = Decimal(0)
    left_out: Decimal = Decimal(0)
    marks: dict[str, Decimal] = field(default_factory=dict)

    @property
    def missing(self) -> Decimal:
        """What the files have and neither side of the equation does."""
        return self.source - self.migrated - self.left_out

    def mark(self, mark: str) -> Decimal:
        """Return what reading back marked so."""
        return self.marks.get(mark, Decimal(0))

    def add(self, other: "Sums") -> None:
        """Add other sums."""
        self.source += other.source
        self.migrated += other.migrated
        self.left_out += other.left_out
        for mark, number in other.marks.items():
            self.marks[mark] = self.mark(mark) + number


@dataclass(slots=True)
class KindFacts:
    """The records of an entity in a file: `amounts` by currency, `created` and `updated` of the migrated ones."""

    entity: str
    file: str
    step: str
    rows: Sums = field(default_factory=Sums)
    amounts: dict[str, Sums] = field(default_factory=dict)
    created: int = 0
    updated: int = 0
    link: str = ""
    """What its rows link the records of the entity to; "" where they are records."""
    unreadable: int = 0
    """Filled cells of amounts that are no amount."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that is not in Sellsy as its file has it.

    `file` and `row` are its own, `cause_file` and `cause_row` what is to be corrected: its own too when `at_fault`.
    `problem` is that of the row at fault, `link` the old id or name by which a dependant hangs on it.
    """

    entity: str
    kind: str
    run_id: str
    file: str
    row: int
    legacy_id: str
    name: str
    owner: str
    amount: Decimal | None
    currency: str
    problem: Problem
    cause_file: str
    cause_row: int
    at_fault: bool
    link: str = ""
    cells: Sequence[Cell] = ()


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """The records left out for one cause: what is wrong, what to do, those at fault before their dependants."""

    letter: str
    title: str
    fix: str
    records: Sequence[LeftOut]

    @property
    def at_fault(self) -> int:
        """Lines to correct."""
        return len({(record.cause_file, record.cause_row) for record in self.records})

    @property
    def amounts(self) -> dict[str, Decimal]:
        """The amounts left out, by currency."""
        return amounts_of(self.records)


def amounts_of(records: Sequence[LeftOut]) -> dict[str, Decimal]:
    """Return the sums of the amounts of records, by currency."""
    sums: dict[str, Decimal] = {}
    for record in records:
        if record.amount is not None:
            sums[record.currency] = sums.get(record.currency, Decimal(0)) + record.amount
    return sums


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines of a file that are no records, or that the pipeline leaves out on purpose: how many, why, some rows."""

    file: str
    reason: str
    count: int
    rows: Sequence[int]
    on_purpose: bool


@dataclass(frozen=True, slots=True)
class Uncarried:
    """A column, or a value of one, that no step carries: `filled` of `lines` cells hold something (`example`)."""

    file: str
    column: str
    filled: int
    lines: int
    example: str
    reason: str
    value: bool = False


@dataclass(slots=True)
class Bar:
    """The records of one owner, step or year: in the files, and of these in Sellsy; `target` is what it is there."""

    source: int = 0
    migrated: int = 0
    target: str = ""


Facets = Mapping[str, Mapping[str, Bar]]
"""Facet ("owner", "step", "year") -> value in the file -> bar."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A field of a sampled record: as the file has it, as Sellsy gives it back, and the sign between them."""

    field: str
    source: str
    sellsy: str
    sign: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A record drawn at random, side by side."""

    kind: str
    name: str
    legacy_id: str
    file: str
    row: int
    sellsy_id: int
    fields: Sequence[Compared]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a record that somebody changed in Sellsy since, or a record that is gone there (no `field`)."""

    kind: str
    name: str
    legacy_id: str
    file: str
    row: int
    sellsy_id: int | None
    field: str
    sent: str
    now: str
    mark: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Who the proof is between, as the pipeline file and the account say; "" where nobody says it."""

    customer: str = ""
    signatory: str = ""
    integrator: str = ""
    by: str = ""
    source: str = ""
    exported: str = ""
    account: str = ""
    company: str = ""
    user: str = ""
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the files hold and what became of it: see `etl.reports.proof.reckoning`.

    `missing` are the lines (file, row) that no run settled; of a file that no run read, its lines.
    """

    kinds: Sequence[KindFacts]
    groups: Sequence[CauseGroup]
    missing: Sequence[tuple[str, int]]
    aside: Sequence[Aside]
    uncarried: Sequence[Uncarried]
    facets: Mapping[str, Facets]
    differences: Sequence[Difference]
    inputs: Sequence[Input]
    corrected: int

    @property
    def total(self) -> Sums:
        """The records of all kinds."""
        total = Sums()
        for kind in self.kinds:
            total.add(kind.rows)
        return total

    @property
    def has_links(self) -> bool:
        """Whether some of what is counted are links between records."""
        return any(kind.link for kind in self.kinds)

    @property
    def amounts(self) -> dict[str, Sums]:
        """The amounts of all kinds, by currency."""
        sums: dict[str, Sums] = {}
        for kind in self.kinds:
            for currency, amount in kind.amounts.items():
                sums.setdefault(currency, Sums()).add(amount)
        return dict(sorted(sums.items()))

    @property
    def records(self) -> list[LeftOut]:
        """Every record left out, by cause."""
        return [record for group in self.groups for record in group.records]


@dataclass(frozen=True, slots=True)
class Proof:
    """The facts of a migration's proof.

    `runs` are those of the pipeline, the first one first; `before` and `after` are the CRM's own totals of
    opportunities, `journal` is the number of rows of the journal and their SHA-256.
    """

    title: str
    runs: Sequence[str]
    version: str
    started: datetime
    finished: datetime
    pipeline: Input
    command: str
    parties: Parties
    counts: Counts
    samples: Sequence[Sample]
    seed: int
    before: Sequence[Total]
    after: Sequence[Total]
    ids: Sequence[tuple[str, str, Known]]
    journal: tuple[int, str]
    listed: str = ""
    """The name of the list of what was left out, beside the page; "" where nothing was."""

    @property
    def balanced(self) -> bool:
        """Whether the files are wholly accounted for: every record and every amount is migrated or left out."""
        counts = self.counts
        return not counts.missing and not any(
            sums.missing for kind in counts.kinds for sums in (kind.rows, *kind.amounts.values())
        )

    @property
    def left_out(self) -> int:
        """Records left out."""
        return int(self.counts.total.left_out)

    def totals(self) -> list[tuple[Total, Total]]:
        """Return (before, after) of every place that either of them has."""
        first = {total.place: total for total in self.before}
        last = {total.place: total for total in self.after}
        places = sorted(first.keys() | last.keys())
        empty = {place: Total(*place, 0, Decimal(0)) for place in places}
        return [(first.get(place, empty[place]), last.get(place, empty[place])) for place in places]
