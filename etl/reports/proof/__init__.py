"""The proof of a migration: what was read, the results, and the CRM's totals before and after."""

from etl.reports.proof.book import write_proof_book
from etl.reports.proof.facts import EntityFacts, Input, Proof, gather
from etl.reports.proof.page import write_proof_page
from etl.reports.proof.totals import Total, read_totals

__all__ = [
    "EntityFacts",
    "Input",
    "Proof",
    "Total",
    "gather",
    "read_totals",
    "write_proof_book",
    "write_proof_page",
]
