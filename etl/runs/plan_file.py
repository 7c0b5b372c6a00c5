"""The run that only plans: its workbook carries the run and two digests, so that exactly this plan is applied.

The seal covers the source file, the mapping and reading options, the state of the CRM and every planned write; it is
computed again from the journal. The digest of the lines shows whether somebody edited the workbook.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.account.lookups import Lookups
from etl.core.batching import batched
from etl.core.errors import DataError
from etl.core.results import JsonValue, Outcome, Problem, RowResult, Severity
from etl.journal import Journal, NewOperation, OperationRecord, RunRecord
from etl.messages import LANGS, count_text, text, word_text
from etl.messages.languages import MANNERS
from etl.plan.cost import estimate_cost
from etl.plan.legacy_ids import LegacyIds
from etl.plan.resolve import SOURCE
from etl.reports.changes_workbook import ChangesBook, LinesDigest
from etl.reports.display import Shown
from etl.reports.run_report import write_somewhere
from etl.runs.importing import FileImport
from etl.sheets import list_sheets, read_lines

_SETTINGS = ("mode", "match", "order", "headers", "create_missing", "tags", "reading")
_WINDOW = 500
_DIGEST = re.compile(r"[0-9a-f]{64}")


# the seal


class Writes:
    """Writes without generated ids: records are named by their row and place, sources by their name.

    `sources` are those that the run creates: op_id -> name.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._names = {op_id: f"<{name}>" for op_id, name in sources.items()}
        self._place = (0, 0)

    def plain(self, write: OperationRecord | NewOperation) -> str:
        """Return a write as text that is equal when it is planned again; the writes it needs must come before it."""
        self._name(write)
        document = {
            "row": write.row,
            "kind": write.kind,
            "api": write.api,
            "method": write.method,
            "path": write.path,
            "body": write.body,
            "before": write.before,
        }
        return self.without_ids(json.dumps(document, sort_keys=True), write.needs)

    def without_ids(self, written: str, needs: Iterable[str]) -> str:
        """Return a text with names in place of the op_ids it needs."""
        for need in needs:
            written = written.replace(need, self._names.get(need, "?"))
        return written

    def _name(self, write: OperationRecord | NewOperation) -> None:
        row, place = self._place
        self._place = (write.row, place + 1 if row == write.row else 1)
        if write.method == "POST" and write.op_id not in self._names:
            self._names[write.op_id] = "<{}.{}>".format(*self._place)


def seal_of(journal: Journal, run: RunRecord) -> str:
    """Return the SHA-256 of a plan, hexadecimal.

    Raises:
        JournalError: the journal cannot be read.
    """
    digest = hashlib.sha256()

    def take(value: JsonValue) -> None:
        digest.update(json.dumps(value, sort_keys=True).encode())

    take([run.entity, run.account, run.source_sha256, *(run.settings.get(name) for name in _SETTINGS)])
    if run.settings.get("append"):
        take(run.settings["append"])
    for row in journal.rows.every(run.run_id):
        changes: list[JsonValue] = [[change.column, change.old, change.new] for change in row.changes]
        take([row.row, row.outcome, row.sellsy_id, dict(row.record or {}), changes])
    writes = Writes(created_names(journal, run.run_id))
    for operation in journal.operations.read(run.run_id):
        take(writes.plain(operation))
    return digest.hexdigest()


# the workbook


_EARLIER = {"run": "Exécution"}
"""Labels of plans that earlier versions wrote."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The run and seal in the workbook of a plan."""

    run: str
    seal: str


def read_plan(path: Path) -> PlanFile:
    """Return the run and seal in the workbook of a plan.

    Raises:
        DataError: it cannot be read, is no plan, or was edited.
    """
    names = list_sheets(path)
    for lang in LANGS:
        wanted = {name: text(f"sheet-{name}", lang=lang) for name in ("plan", "summary")}
        if set(wanted.values()) <= set(names):
            labels = {
                str(line[0]): str(line[1]) for line in read_lines(path, wanted["summary"]) if len(line) > 1
            }
            run, seal, lines = (
                labels.get(text(f"summary-{name}", lang=lang)) or labels.get(_EARLIER.get(name, ""), "")
                for name in ("run", "seal", "lines")
            )
            if run and _DIGEST.fullmatch(seal) and _DIGEST.fullmatch(lines):
                sheets = [n for n in names if re.fullmatch(rf"{wanted['plan']}( \d+)?", n)]
                if _digest_of(path, sheets) != lines:
                    raise DataError("plan-edited", path=path, run=run)
                return PlanFile(run, seal)
    raise DataError("plan-foreign", path=path)


def _digest_of(path: Path, sheets: Iterable[str]) -> str:
    digest = LinesDigest()
    for sheet in sheets:
        lines = read_lines(path, sheet)
        next(lines, None)
        for line in lines:
            digest.take(line)
    return digest.hexdigest()


@dataclass(slots=True)
class FilePlan(FileImport):
    """Prepares a run that only plans; its report is the plan's workbook. `reads` counts the calls of planning."""

    reads: int = 0

    def prepare(self, run_id: str) -> None:
        """Read the file, match its rows and plan their writes; errors are those of an import."""
        FileImport.prepare(self, run_id)
        cost = estimate_cost(self.journal, self.sellsy, run_id, batch_size=self.options.batch_size)
        self.reads = cost.read

    def kind(self) -> str:
        """Return the run's kind."""
        return "plan"

    def foresee(self, run_id: str, ids: LegacyIds) -> None:
        """Skip the rows that wait for a row of the same file: they cannot be planned before it is written."""
        for numbers in batched(sorted(ids.later), _WINDOW):
            skipped = [
                RowResult(row.row, Outcome.SKIPPED, problems=(*row.problems, waits))
                for row in self.journal.rows.at(run_id, numbers)
                for waits in [Problem("plan-waits", row.row, severity=Severity.WARNING)]
            ]
            self.journal.operations.settle(run_id, rows=skipped)

    def report(self, run_id: str, counts: Mapping[str, int], *, calls: int, seconds: float) -> str | None:  # noqa: ARG002 - the cost is that of the application
        """Write the plan's workbook and return where it is."""
        if self.report_path is None:
            return None
        lang = self.read.lang
        book = ChangesBook(self.journal, run_id, self._shown(run_id), "sheet-plan")
        summary, seal = self._summary(run_id, counts), text("summary-lines", lang=lang)

        def write(path: Path) -> str:
            book.write(path, summary, seal=seal)
            return str(path)

        return write_somewhere(self.report_path, run_id, write, observer=self.observer, lang=lang)

    def _summary(self, run_id: str, counts: Mapping[str, int]) -> dict[str, object]:
        lang = self.read.lang
        size = self.options.batch_size
        cost = estimate_cost(self.journal, self.sellsy, run_id, batch_size=size, read=self.reads)
        share = "-" if cost.day_share is None else MANNERS[lang].share(cost.day_share)
        return {
            text("summary-file", lang=lang): str(self.source.path),
            text("summary-detected", lang=lang): self.source.layout,
            text("summary-entity", lang=lang): self.source.entity.label(lang),
            text("summary-mode", lang=lang): word_text(self.options.mode, lang=lang),
            **{count_text(name, lang=lang, dry=True): number for name, number in counts.items()},
            text("summary-calls", lang=lang): cost.total,
            text("summary-minutes", lang=lang): round(cost.minutes, 1),
            text("summary-share", lang=lang): share,
            text("summary-run", lang=lang): run_id,
            text("summary-seal", lang=lang): seal_of(self.journal, self.journal.runs.find(run_id)),
        }

    def _shown(self, run_id: str) -> Shown:
        return Shown(
            self.source.entity,
            self.source.headers.headers,
            self.custom or {},
            Lookups(self.sellsy),
            self.read.lang,
            created_names(self.journal, run_id),
        )


def created_names(journal: Journal, run_id: str) -> dict[str, str]:
    """Return op_id -> name of the sources that a run creates."""
    names: dict[str, str] = {}
    for operation in journal.operations.read(run_id, kinds=[SOURCE]):
        body = operation.body if isinstance(operation.body, dict) else {}
        source = body.get("source")
        names[operation.op_id] = str(source.get("label")) if isinstance(source, dict) else ""
    return names
