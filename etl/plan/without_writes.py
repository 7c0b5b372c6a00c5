"""Rows that end without a write: the mode excludes them, they cannot be done, or a rehearsal only predicts them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.core.json_paths import dig
from etl.core.record import Record
from etl.core.results import JsonValue, Outcome, Problem, Severity
from etl.entities import Column
from etl.entities.base.resource import COMPANIES
from etl.entities.origin import header_of
from etl.matching.choosing import describe, same_related
from etl.matching.coming import Coming
from etl.matching.known_records import RowForm
from etl.matching.linked_records import Links
from etl.matching.row_matching import RowGroup
from etl.plan.writes import RowPlan

Document = Mapping[str, JsonValue]


def rejected(row: int, problems: Sequence[Problem]) -> RowPlan:
    """Return the plan of a rejected row."""
    return RowPlan(row, Outcome.REJECTED, problems=tuple(problems))


def skipped(problem: Problem, sellsy_id: int | None = None) -> RowPlan:
    """Return the plan of the skipped row of a problem."""
    return RowPlan(problem.row or 0, Outcome.SKIPPED, sellsy_id, problems=(problem,))


def refused(record: Record, *problems: Problem, headers: Mapping[str, str]) -> RowPlan:
    """Return the plan of a row rejected for problems of its record, with the user's headers as columns."""
    return rejected(
        record.row,
        [
            replace(problem, row=record.row, column=problem.column and header_of(headers, problem.column))
            for problem in problems
        ],
    )


@dataclass(slots=True)
class Refusals:
    """Decides which rows send nothing; rows of `own` made their record in an earlier run, so any mode updates it."""

    form: RowForm
    own: set[int] = field(default_factory=set)

    def refuses(self, record: Record, document: Document | None) -> bool:
        """Return whether a row sends nothing."""
        return self.of(record, document) is not None

    def of(self, record: Record, document: Document | None) -> RowPlan | None:
        """Return the plan of a row that sends nothing because of the mode, its type or its cells, else None."""
        entity, headers = self.form.entity, self.form.headers
        cleared_tags = "tags" in record.values and record.values["tags"] is None
        if cleared_tags and not self.form.replaces_tags:
            return rejected(record.row, [Problem("tags-cleared", record.row, headers.get("tags"))])
        if document is None:
            return self._no_creation(record)
        kept = [c for c in entity.columns if (c.kept or c.required) and c.attribute in record.values]
        cleared = [c for c in kept if record.values[c.attribute] is None and not c.only]
        if cleared:
            named = [headers.get(c.attribute, c.fr) for c in cleared]
            return rejected(record.row, [Problem("not-clearable", record.row, header) for header in named])
        return self._no_update(record, document)

    def _no_creation(self, record: Record) -> RowPlan | None:
        if not self.form.creates:
            return skipped(Problem("not-there", record.row, severity=Severity.WARNING))
        missing = self.form.entity.missing_to_create(record.values, record.variant)
        if not missing:
            return None
        named = [self._headers_of(column) for column in missing]
        labels = [" / ".join(headers) or column.named for headers, column in zip(named, missing, strict=True)]
        blamed = next((header for headers in named for header in headers), None)
        return rejected(
            record.row, [Problem("creation-lacks", record.row, blamed, params={"missing": labels})]
        )

    def _headers_of(self, column: Column) -> list[str]:
        """Return the user's headers that fill a column, or that name the same linked record by another key."""
        headers = self.form.headers
        if column.attribute in headers:
            return [headers[column.attribute]]
        prefix = column.attribute.partition("_")[0]
        if prefix not in self.form.entity.relates:
            return []
        kind = f"{prefix}_kind"
        return [h for a, h in headers.items() if a.startswith(f"{prefix}_") and a != kind]

    def _no_update(self, record: Record, document: Document) -> RowPlan | None:
        shown = describe(document)
        if self.form.options.mode == "create" and record.row not in self.own:
            there = Problem("already-there", record.row, params={"record": shown}, severity=Severity.WARNING)
            return skipped(there, int(str(document["id"])))
        if "related" in self.form.entity.fixed and not same_related(record, document):
            return rejected(record.row, [Problem("related-fixed", record.row, params={"record": shown})])
        current, wanted = dig(document, "type"), record.values.get("type")
        if wanted is None or current is None or current == wanted:
            return None
        params = {"record": shown, "held": current, "wanted": wanted}
        differs = Problem("kind-differs", record.row, self.form.headers.get("type"), params=params)
        return rejected(record.row, [differs])


@dataclass(slots=True)
class PredictedRows:
    """The rows of a rehearsal that name or are a record of `coming`; they settle as planned, without writes.

    `known` holds, by row, what later steps must know that the row does not state: see `Record.predicted`.
    """

    form: RowForm
    rows: set[int] = field(default_factory=set)
    known: dict[int, dict[str, JsonValue]] = field(default_factory=dict)
    _warnings: dict[int, list[Problem]] = field(default_factory=dict)

    def note(self, group: RowGroup, coming: Coming) -> None:
        """Record which rows of a group name a record that an earlier step would create, and where it comes from."""
        warnings = {
            record.row: self._warnings_of(
                record,
                group.links if record is group.first else group.beside.get(record.row, Links()),
                coming,
            )
            for record in group.rows
        }
        self._warnings |= warnings
        if coming.parent is not None:
            for record in group.rows:
                self._know(record, group.beside.get(record.row, group.links))
        if any(warnings.values()):
            self.rows.update(warnings)

    def _know(self, record: Record, links: Links) -> None:
        """Keep the records to which a row's record will be linked, for later steps."""
        known: dict[str, JsonValue] = {}
        if companies := links.company_ids():
            known[COMPANIES] = [*companies]
        if isinstance(record.values.get("related"), list):
            known["related"] = record.values["related"]
        if known:
            self.known[record.row] = known

    def _warnings_of(self, record: Record, links: Links, coming: Coming) -> list[Problem]:
        warnings: list[Problem] = []
        for target, attributes in links.named_by(record):
            place = coming.place_of(target.variant, target.id)
            if place is not None:
                name = next((attribute for attribute in attributes if attribute in self.form.headers), "")
                value, header = str(record.values.get(name) or target.id), self.form.headers.get(name)
                warnings.append(
                    Problem("parent-foreseen", record.row, header, value, place, Severity.WARNING)
                )
        return warnings

    def warnings(self, row: int) -> Sequence[Problem]:
        """Return the warnings on a row that names a record to come."""
        return self._warnings.get(row, ())

    def plan(
        self,
        record: Record,
        document: Document,
        coming: Coming,
        *,
        companies: Collection[int] = (),
        refusal: RowPlan | None = None,
    ) -> RowPlan:
        """Return the plan of a row whose record an earlier step would create.

        `companies` are those that the row names, `refusal` says why nothing may be written to the record.
        """
        self.rows.add(record.row)
        record_id = int(str(document["id"]))
        self.known.setdefault(record.row, {})["id"] = record_id
        if refusal is not None:
            problems = tuple(replace(problem, row=record.row) for problem in refusal.problems)
            return replace(refusal, row=record.row, sellsy_id=None, problems=problems)
        if self.form.deletes:
            return RowPlan(record.row, Outcome.DELETED)
        return RowPlan(record.row, coming.outcome_of(record, record_id, companies, entity=self.form.entity))
