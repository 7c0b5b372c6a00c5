"""The wire to Sellsy: token, quota, calls, pages, batches, API v1; knows no pandas and no entity.

A write is sent again only when it surely was not executed; everything else is the caller's to reconcile.
"""

from etl.sellsy.api import Connection, Query, Sellsy
from etl.sellsy.batch_send import send_batch
from etl.sellsy.calls import BatchAnswer, Call
from etl.sellsy.documents import records_of, total_of, whole
from etl.sellsy.log import CallStats, TimedCall
from etl.sellsy.pages import PAGE, Page, following, numbered, pages
from etl.sellsy.quota import Limits
from etl.sellsy.rpc import rpc
from etl.sellsy.wire import Answer

__all__ = [
    "PAGE",
    "Answer",
    "BatchAnswer",
    "Call",
    "CallStats",
    "Connection",
    "Limits",
    "Page",
    "Query",
    "Sellsy",
    "TimedCall",
    "following",
    "numbered",
    "pages",
    "records_of",
    "rpc",
    "send_batch",
    "total_of",
    "whole",
]
