"""The journal of runs: every write is durable here before it is sent, so no row is lost or doubled.

Nothing secret is stored: the tables have no columns for credentials. The content is the user's data (rows,
payloads, what the CRM held before), so the SQLite file is created readable by its owner alone.
"""

from etl.journal.examination import DamagedError
from etl.journal.exports import ExportMemory
from etl.journal.idmap import Fate, Known, Place
from etl.journal.journal import Journal
from etl.journal.locks import Holder, Patience
from etl.journal.operations import NewOperation, OperationOutcome, OperationRecord
from etl.journal.rows import NewRow, StoredRow
from etl.journal.runs import LOADING, UNSENT, WRITING, RunRecord, RunStart
from etl.journal.schema import OperationState, RowState, RunStatus

__all__ = [
    "LOADING",
    "UNSENT",
    "WRITING",
    "DamagedError",
    "ExportMemory",
    "Fate",
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
    "RowState",
    "RunRecord",
    "RunStart",
    "RunStatus",
    "StoredRow",
]
