"""The journal of runs: every write is durable here before it is sent, so no row is lost or doubled.

Nothing secret is stored: the tables have no columns for credentials. The content is the user's data (rows,
payloads, what the CRM held before), so the SQLite file is created readable by its owner alone. What this
page lists is loaded on first use: SQLAlchemy comes with the journal, not with whatever names it.
"""

from typing import TYPE_CHECKING

from etl.core.lazy_names import lazy_names

if TYPE_CHECKING:
    from etl.journal.examination import DamagedError
    from etl.journal.idmap import Known, Place, RowEnding
    from etl.journal.journal import Journal
    from etl.journal.locks import Holder, Patience
    from etl.journal.memory.exports import ExportMemory
    from etl.journal.memory.schedules import ScheduleKey, ScheduleRecord, ScheduleState
    from etl.journal.operations import NewOperation, OperationOutcome, OperationRecord, PlannedWrite
    from etl.journal.rows import NewRow, Standing, StoredRow
    from etl.journal.runs import LOADING, UNSENT, WRITING, RunRecord, RunStart
    from etl.journal.schema import OperationState, RowState, RunStatus

_MODULES = {
    "etl.journal.examination": "DamagedError",
    "etl.journal.idmap": "Known Place RowEnding",
    "etl.journal.journal": "Journal",
    "etl.journal.locks": "Holder Patience",
    "etl.journal.memory.exports": "ExportMemory",
    "etl.journal.memory.schedules": "ScheduleKey ScheduleRecord ScheduleState",
    "etl.journal.operations": "NewOperation OperationOutcome OperationRecord PlannedWrite",
    "etl.journal.rows": "NewRow Standing StoredRow",
    "etl.journal.runs": "LOADING UNSENT WRITING RunRecord RunStart",
    "etl.journal.schema": "OperationState RowState RunStatus",
}

__all__ = [
    "LOADING",
    "UNSENT",
    "WRITING",
    "DamagedError",
    "ExportMemory",
    "Holder",
    "Journal",
    "Known",
    "NewOperation",
    "NewRow",
    "OperationOutcome",
    "OperationRecord",
    "OperationState",
    "Patience",
    "Place",
    "PlannedWrite",
    "RowEnding",
    "RowState",
    "RunRecord",
    "RunStart",
    "RunStatus",
    "ScheduleKey",
    "ScheduleRecord",
    "ScheduleState",
    "Standing",
    "StoredRow",
]

if not TYPE_CHECKING:
    __getattr__ = lazy_names(__name__, _MODULES)
