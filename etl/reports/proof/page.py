"""The proof as a page: one self-contained file, without scripts, that may load nothing."""

from itertools import islice
from pathlib import Path

from babel.numbers import format_decimal

from etl.core.results import Outcome
from etl.messages import Lang, text
from etl.reports.page import page_template
from etl.reports.proof.book import MARKS, ids, summary, totals, verdict
from etl.reports.proof.facts import Proof
from etl.sheets import atomic_write

IDS = 500
"""Ids of other systems listed; the workbook has all of them."""

_LABELS = (
    "title", "entities", "reasons", "totals", "ids", "inputs", "more-ids", "none", "marks",
)  # fmt: skip
_HEADS = (
    "entity", "rows", "code", "example", "pipeline", "status", "person", "before", "after", "amount-before",
    "amount-after", "difference", "system", "kind", "legacy", "sellsy", "step", "file", "size", "hash", "amount",
)  # fmt: skip


def write_proof_page(path: Path, proof: Proof, *, lang: Lang) -> None:
    """Write the page.

    Raises:
        DataError: it cannot be written there.
    """
    outcomes = [
        outcome for outcome in Outcome if any(entity.counts.get(outcome) for entity in proof.entities)
    ]
    page = page_template("etl.reports.proof", "proof.html.jinja").render(
        lang=lang,
        proof=proof,
        summary=summary(proof, lang),
        verdict=verdict(proof, lang),
        say={name.replace("-", "_"): text(f"proof-{name}", lang=lang) for name in _LABELS},
        head={name.replace("-", "_"): text(f"proof-head-{name}", lang=lang) for name in _HEADS},
        outcomes=[(outcome.value, text(f"count-{outcome}", lang=lang)) for outcome in outcomes],
        read=text("count-read", lang=lang),
        marks=MARKS,
        totals=list(totals(proof, lang)),
        ids=list(islice(ids(proof, lang), IDS)),
        more_ids=len(proof.ids) - IDS,
        number=lambda value: format_decimal(value, locale=lang),
    )
    with atomic_write(path) as place:
        place.write_text(page, encoding="utf-8")
