"""How an event of v1 repeats; v2 has no recurrence."""

from typing import Any

from etl.sandbox.v1.shapes.params import Given, Param, invalid
from etl.sandbox.v1.shapes.types import choice, group, list_of, moment, whole, yes

_MOST = {"daily": 365, "weekly": 52, "monthly": 11, "yearly": 100}
"""The largest `periodicity` of each frequency (that of yearly is not documented)."""

TAKES: dict[str, Param] = {
    "use_recurrence": yes(),
    "recurrence": group(
        {
            "frequency": choice(*_MOST, needed=True),
            "endMode": choice("occurences", "date", "never", needed=True),
            "periodicity": whole(default=1),
            "weekMode": list_of(whole(between=(0, 6)), default=[]),
            "monthMode": choice("numDay", "weekday", default="numDay"),
            "endOccurences": whole(default=5),
            "endDateValue": moment(default=0),
        }
    ),
    "exceptions": list_of(moment()),
}


def recurrence_of(block: Given) -> dict[str, Any]:
    """Return the recurrence of a block, to be stored beside the record; a rule of None ends it.

    Raises:
        RpcError: the rule is missing or cannot be followed.
    """
    kept: dict[str, Any] = {}
    if "exceptions" in block:
        kept["exceptions"] = block["exceptions"]
    if block.get("use_recurrence") is False:
        kept["recurrence"] = None
    elif block.get("use_recurrence"):
        kept["recurrence"] = _checked(block.get("recurrence"))
    return kept


def _checked(rule: Given | None) -> Given:
    if rule is None:
        raise invalid("recurrence")
    if not 1 <= (rule["periodicity"] or 0) <= _MOST[rule["frequency"]]:
        raise invalid("recurrence.periodicity")
    if rule["endMode"] == "date" and not rule["endDateValue"]:
        raise invalid("recurrence.endDateValue")
    if rule["endMode"] == "occurences" and (rule["endOccurences"] or 0) < 1:
        raise invalid("recurrence.endOccurences")
    return rule
