"""The proof of a migration: what the files hold, what became of it, and what Sellsy has of it now."""

from etl.reports.proof.book import write_proof_book
from etl.reports.proof.left_out_csv import LEFT_OUT_NAME, write_left_out
from etl.reports.proof.page import write_proof_page
from etl.reports.proof.read_back import NotAsSent, ReadBack
from etl.reports.proof.reckoning import Reckoning
from etl.reports.proof.sampling import Draw, Drawn, compared, seed_of
from etl.reports.proof.source_file import SourceFile
from etl.reports.proof.totals import Total, read_totals
from etl.reports.proof.units import Unit, pipeline_runs, units_of
from etl.reports.proof.values import Compared, Input, Parties, Proof, Sample

__all__ = [
    "LEFT_OUT_NAME",
    "Compared",
    "Draw",
    "Drawn",
    "Input",
    "NotAsSent",
    "Parties",
    "Proof",
    "ReadBack",
    "Reckoning",
    "Sample",
    "SourceFile",
    "Total",
    "Unit",
    "compared",
    "pipeline_runs",
    "read_totals",
    "seed_of",
    "units_of",
    "write_left_out",
    "write_proof_book",
    "write_proof_page",
]
