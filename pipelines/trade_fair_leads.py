"""Which visitors of a fair become opportunities; `trade_fair_leads.yaml` names this function in `transform`."""

from etl import Row

HOT = ("chaud", "hot")


def hot(row: Row) -> Row | None:
    """Return the row of a hot visitor; None leaves the others out."""
    return row if str(row["Intérêt"]).strip().lower() in HOT else None
