"""The proof of a migration: what came in, what became of it, what the CRM held before and holds after."""

from etl.engine.proof.book import write_proof_book
from etl.engine.proof.facts import EntityFacts, Input, Proof, gather
from etl.engine.proof.page import write_proof_page
from etl.engine.proof.totals import Total, read_totals

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
