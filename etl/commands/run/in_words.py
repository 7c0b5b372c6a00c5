"""What a rehearsal would change, in the words of the account: names in place of ids, as a plan's workbook has them."""

from collections.abc import Sequence
from dataclasses import replace

from etl.account.lookups import Lookups
from etl.commands.run.earlier_run import take_up
from etl.commands.session import Session
from etl.core.errors import EtlError
from etl.core.results import RowResult
from etl.entities import entity_named
from etl.plan.row_planning import custom_fields_of
from etl.reports.display import Shown, holds_names, without_op_ids
from etl.runs.plan_file import created_names

__all__ = ["rows_in_words", "without_op_ids"]


def rows_in_words(session: Session, rows: Sequence[RowResult], *, run: str, entity: str) -> list[RowResult]:
    """Return rows of a run with names in place of ids; unchanged where the names cannot be read.

    The account is asked only where a change is of a column that holds ids.
    """
    kind = entity_named(entity)
    if not any(holds_names(kind, change) for row in rows for change in row.changes):
        return [*rows]
    try:
        with take_up(session, run, writes=False) as earlier:
            kept = earlier.record.settings.get("headers")
            headers = {name: str(header) for name, header in kept.items()} if isinstance(kept, dict) else {}
            custom = custom_fields_of(earlier.sellsy, kind, headers)
            names = created_names(earlier.journal, earlier.record.run_id)
            shown = Shown(kind, headers, custom, Lookups(earlier.sellsy), session.lang, names)
            shown.read(change for row in rows for change in row.changes)
            return [
                replace(row, changes=tuple(shown.named(change) for change in row.changes)) for row in rows
            ]
    except EtlError:
        return [*rows]
