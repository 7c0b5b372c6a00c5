"""Receive webhooks: check each delivery, store it once, then process deliveries in order."""

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
