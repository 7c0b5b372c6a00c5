"""Receiving webhooks: what Sellsy posts is checked, kept durably once, then handed on in order."""

from etl.webhooks.delivery import Delivery, is_signed, read_delivery
from etl.webhooks.handover import Handover
from etl.webhooks.inbox import Inbox
from etl.webhooks.outlet import COLUMNS, Csv, Handled, JsonLines, Outlet
from etl.webhooks.receiver import Receiver

__all__ = [
    "COLUMNS",
    "Csv",
    "Delivery",
    "Handled",
    "Handover",
    "Inbox",
    "JsonLines",
    "Outlet",
    "Receiver",
    "is_signed",
    "read_delivery",
]
