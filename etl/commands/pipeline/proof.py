"""Prove a migration: gather its runs, read the CRM again, write the report."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from math import ceil
from typing import Any

from etl import __version__
from etl.core.errors import DataError
from etl.core.observer import Observer
from etl.core.results import JsonValue, Outcome
from etl.core.user_paths import expanded
from etl.journal import LOADING, Journal, RunRecord
from etl.messages import Lang
from etl.pipeline import Pipeline
from etl.reports.proof import Input, Proof, Total, gather, read_totals, write_proof_book, write_proof_page
from etl.reports.proof.totals import TOTALLED
from etl.sellsy import PAGE, Sellsy, total_of
from etl.source.options import Cost

__all__ = ["calls_to_prove", "calls_to_total", "count_now", "prove", "totals_now"]

_KEPT = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DELETED)
"""Outcomes of rows that are read again."""

_SEARCHED = 2
"""Calls of planning that reading back does not make: the search for the records, the quota."""

_LISTS = 3
"""Lists of names that the rows of a run usually need again."""


def totals_now(sellsy: Sellsy) -> list[JsonValue]:
    """Return the totals of the account's opportunities, as the journal stores them.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    return [total.to_json() for total in read_totals(sellsy)]


def count_now(sellsy: Sellsy) -> int:
    """Return how many opportunities the account has, in one call.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    path = "/opportunities/search"
    return total_of(sellsy.search(path, {}, query={"limit": 1}).body, path=path)


def calls_to_total(opportunities: int) -> int:
    """Return the calls that `totals_now` takes: the staff, and a hundred opportunities a call."""
    return 1 + max(1, ceil(opportunities / PAGE))


def calls_to_prove(runs: Iterable[RunRecord], opportunities: int, costs: Mapping[str, Cost]) -> int:
    """Return the estimated number of calls to read runs back, in an account that had `opportunities`.

    `costs` are the estimated costs that were shown, by `cost_key`: reading back takes the same lists again, and each
    record in place of the search for it.
    """
    calls = 0
    for run in runs:
        counts = run.counts or {}
        kept = sum(counts.get(outcome, 0) for outcome in _KEPT)
        cost = costs.get(cost_key(str(run.settings.get("step")), run.source))
        around, lists = (cost.around, cost.reads - _SEARCHED) if cost is not None else (0, _LISTS)
        calls += ceil(kept / PAGE) + ceil(kept * around / PAGE) + lists if kept else 0
        opportunities += counts.get(Outcome.CREATED, 0) if run.entity == TOTALLED else 0
    return calls + calls_to_total(opportunities)


def cost_key(step: str, source: str | None) -> str:
    """Return the key of the estimated cost of a step's file."""
    return f"{step}\0{source}"


def prove(
    pipeline: Pipeline,
    run: RunRecord,
    *,
    journal: Journal,
    sellsy: Sellsy,
    marks: Mapping[str, Mapping[str, int]],
    lang: Lang,
    local: bool,
    observer: Observer,
) -> str | None:
    """Write the report of a migration, a page and a workbook, and return the path of the page.

    `marks` count the marks of each run's records when they were read back. `local` means that the run was on the local
    sandbox. An unwritable place is reported as a note and does not change how the run ended.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    observer.stage("report")
    kept: dict[str, Any] = dict(run.settings)
    runs = [child for child in journal.runs.children(run.run_id) if child.kind in LOADING]
    proof = Proof(
        title=pipeline.title,
        run_id=run.run_id,
        version=__version__,
        started=run.started_at,
        finished=datetime.now(tz=UTC),
        pipeline=_input(run, step=pipeline.title),
        command=_command(pipeline, run, kept, local=local),
        entities=gather(journal, runs, marks=marks, lang=lang),
        inputs=[_input(child, step=str(child.settings.get("step") or "")) for child in runs],
        before=[Total.of_json(total) for total in kept.get("totals") or ()],
        after=read_totals(sellsy),
        ids=journal.ids.every(run.account or "", pipeline.system),
    )
    place = pipeline.folder / expanded(pipeline.report or "migration_report")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_proof_book(place.with_name(f"{place.name}.xlsx"), proof, lang=lang)
        page = place.with_name(f"{place.name}.html")
        write_proof_page(page, proof, lang=lang)
    except (DataError, OSError) as error:
        reason = error.message(lang) if isinstance(error, DataError) else error.strerror or str(error)
        observer.note("note-report-unwritable", path=place, said=reason)
        return None
    return str(page)


def _input(run: RunRecord, *, step: str) -> Input:
    reading = run.settings.get("reading")
    sheet = reading.get("sheet") if isinstance(reading, dict) else None
    return Input(
        path=str(run.source),
        sheet=None if sheet is None else str(sheet),
        size=run.source_size,
        sha256=str(run.source_sha256),
        run_id=run.run_id,
        step=step,
    )


def _command(pipeline: Pipeline, run: RunRecord, kept: Mapping[str, Any], *, local: bool) -> str:
    """Return the command that repeats the run, without values that came from the environment."""
    words: Sequence[str] = (
        "sellsy-etl",
        *(("--sandbox",) if local else ("--profile", run.profile) if run.profile else ()),
        "run",
        str(pipeline.path),
        *(
            part
            for name, value in (kept.get("parameters") or {}).items()
            for part in ("--set", f"{name}={value}")
        ),
    )
    return shlex.join(words)
