"""The sums of opportunities that `embed[]=aggregations...` adds to a list, over all pages.

The two sums whose meaning the contract makes clear are imitated: `amount_sum` and `amount_sum_by_status`.
"""

from collections.abc import Sequence
from typing import Any

from etl.sandbox.storage.calls import Context
from etl.sandbox.storage.resource import Clause, Record

_STATUSES = ("open", "won", "lost", "late", "cancelled", "closed")
_BY_STATUS = "amount_sum_by_status"
_ALL = "amount_sum"


def aggregations(context: Context, clauses: Sequence[Clause], *, currency: str) -> dict[str, Any]:
    """Return what a list of opportunities answers beside its page: `{"aggregations": ...}`, or nothing."""
    asked = {name for name in context.options.embed if name.startswith("aggregations")}
    if not asked:
        return {}
    sums = {status: (number, cents) for status, number, cents in _sums(context, clauses)}
    every = "aggregations" in asked
    answer: dict[str, Any] = {}
    if every or f"aggregations.{_BY_STATUS}" in asked:
        answer[_BY_STATUS] = {
            status: _amount(*sums.get(status, (0, 0)), currency=currency) for status in _STATUSES
        }
    if every or f"aggregations.{_ALL}" in asked:
        number, cents = (sum(pair[rank] for pair in sums.values()) for rank in (0, 1))
        answer[_ALL] = _amount(number, cents, currency=currency)
    return {"aggregations": answer}


def _sums(context: Context, clauses: Sequence[Clause]) -> list[Any]:
    where = " AND ".join(f"({sql})" for sql, _ in clauses) or "1"
    values = [value for _, bound in clauses for value in bound]
    sql = f"SELECT status, count(*), sum(cents) FROM opportunities WHERE {where} GROUP BY status"
    return context.session.rows(sql, values)


def _amount(number: int, cents: int, *, currency: str) -> Record:
    return {
        "number": number,
        "amount": {"value": f"{cents // 100}.{cents % 100:02d}", "currency": currency},
    }
