"""The proof of a migration: what it costs, how it is gathered and written, and the list of what was left out."""

from etl.commands.pipeline.proof.calls import calls_to_prove, calls_to_total, cost_key, count_now, totals_now
from etl.commands.pipeline.proof.proving import Migration, Proved, prove

__all__ = [
    "Migration",
    "Proved",
    "calls_to_prove",
    "calls_to_total",
    "cost_key",
    "count_now",
    "prove",
    "totals_now",
]
