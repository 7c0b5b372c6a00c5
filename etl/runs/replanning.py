"""Plan the rows of an earlier run again from the journal alone; their file is not needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.account.lookups import Lookups
from etl.core.observer import Observer
from etl.core.results import JsonValue
from etl.entities import Entity, entity_named
from etl.journal import Journal, RunRecord, RunStart
from etl.matching.known_records import RowForm
from etl.messages import text, word_text
from etl.plan.cost import ToCome
from etl.plan.planner import Planner
from etl.plan.row_planning import custom_fields_of, make_planner
from etl.reports.changes_workbook import ChangesBook
from etl.reports.display import Shown
from etl.reports.run_report import write_somewhere
from etl.runs.plan_file import created_names
from etl.sellsy import Sellsy
from etl.source.options import ImportOptions, ReadOptions
from etl.source.spared import droppable

_ALONE: Mapping[str, JsonValue] = {"trial": None, "tried": None}
"""Settings of a run that one made of it does not take over: it is in no trial."""


@dataclass(slots=True)
class Replanned:
    """What planning the rows of an earlier run again needs, all from the journal."""

    earlier: RunRecord
    read: ReadOptions
    options: ImportOptions
    journal: Journal
    sellsy: Sellsy
    observer: Observer
    new_id: Callable[[], str]
    report_path: Path | None = None
    to_come: ToCome = field(default_factory=ToCome)

    @property
    def entity(self) -> type[Entity]:
        """The entity of the rows."""
        return entity_named(self.earlier.entity)

    @property
    def headers(self) -> dict[str, str]:
        """Attribute -> the user's header."""
        kept = self.earlier.settings.get("headers")
        return {name: str(header) for name, header in kept.items()} if isinstance(kept, dict) else {}

    @property
    def order(self) -> tuple[str, ...]:
        """The match keys in force."""
        kept = self.earlier.settings.get("order")
        return tuple(map(str, kept)) if isinstance(kept, list) else self.entity.match

    def planner(self) -> Planner:
        """Return a planner of the rows.

        Raises:
            DataError: a custom field of the rows no longer exists.
            ApiError: see `etl.core.errors`.
        """
        form = RowForm(
            self.entity,
            self.headers,
            custom_fields_of(self.sellsy, self.entity, self.headers),
            order=self.order,
            options=self.options,
            clears=self.read.empty == "clear",
            droppable=droppable(self.entity, self.headers, self.read),
        )
        return make_planner(form, codec=self.read.codec, sellsy=self.sellsy, new_id=self.new_id)

    def run_start(self, kind: str) -> RunStart:
        """Return the first journal entry of a run of that kind."""
        kept = self.earlier
        report = None if self.report_path is None else str(self.report_path)
        return RunStart(
            entity=kept.entity,
            kind=kind,
            mode=kept.mode,
            profile=kept.profile,
            account=kept.account,
            parent=kept.run_id,
            source=kept.source,
            source_sha256=kept.source_sha256,
            source_size=kept.source_size,
            settings={
                **kept.settings,
                "dry_run": False,
                "corrected": False,
                "report": report,
                "trial": None,
                "tried": None,
            },
        )

    def again(self, run_id: str) -> None:
        """Keep the plan: it was made on what the earlier run left."""

    def more(self, run_id: str) -> bool:  # noqa: ARG002 - nothing waits: rows planned again have their parents
        """Return False: nothing waits."""
        return False

    def report(self, run_id: str, counts: Mapping[str, int], *, calls: int, seconds: float) -> str | None:
        """Write the changes of every cell and return the path; an unwritable path must not hide what was done."""
        if self.report_path is None:
            return None
        lang = self.read.lang
        custom = custom_fields_of(self.sellsy, self.entity, self.headers)
        names = created_names(self.journal, run_id)
        shown = Shown(self.entity, self.headers, custom, Lookups(self.sellsy), lang, names)
        summary = {
            text("summary-file", lang=lang): str(self.earlier.source),
            text("summary-entity", lang=lang): self.entity.label(lang),
            text("summary-mode", lang=lang): word_text(self.options.mode, lang=lang),
            text("summary-run", lang=lang): run_id,
            text("summary-parent", lang=lang): self.earlier.run_id,
            **{text(f"count-{name}", lang=lang): number for name, number in counts.items()},
            text("summary-calls", lang=lang): calls,
            text("summary-seconds", lang=lang): round(seconds, 1),
        }
        book = ChangesBook(self.journal, run_id, shown, "sheet-changes")

        def write(path: Path) -> str:
            book.write(path, summary)
            return str(path)

        return write_somewhere(self.report_path, run_id, write, observer=self.observer, lang=lang)
