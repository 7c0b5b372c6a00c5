"""The wire: authorised, paced, translated calls to Sellsy; knows no spreadsheet."""

from etl.sellsy.api import Answer, Connection, Sellsy
from etl.sellsy.batch import BatchAnswer, Call
from etl.sellsy.pages import Page, pages
from etl.sellsy.quota import Limits
from etl.sellsy.rpc import rpc
from etl.sellsy.sending import send_batch

__all__ = ["Answer", "BatchAnswer", "Call", "Connection", "Limits", "Page", "Sellsy", "pages", "rpc", "send_batch"]
