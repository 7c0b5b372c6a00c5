"""A nasty HubSpot account migrates with a mapping file alone; what is left out is what was planted, and nothing else."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from calling import call

from etl import run_pipeline
from etl.commands.pipeline.pipeline_runs import verify_whole

CASE = Path(__file__).parent.parent / "cases" / "migration" / "hubspot_nasty"
UNKNOWN = "99999999999"
"""The id of a company that no file has."""

pytestmark = [pytest.mark.slow, pytest.mark.databases(slow=True)]


@pytest.fixture
def nasty(demo):
    """Return the place of the pipeline in a folder with its files."""
    return shutil.copytree(CASE, demo.folder / "nasty") / "migration.yaml"


def source(name):
    """Return (row number, cells) of a file; a cell may have line breaks, which count as lines of the file."""
    with (CASE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        start = 2
        for row in reader:
            yield start, row
            start = reader.line_num + 1


def planted():
    """Return step -> the rows that must be left out, by the faults that the files were made with."""
    companies, deals = [*source("companies")], [*source("deals")]
    twice = {key for key, times in Counter(row["Record ID"] for _, row in companies).items() if times > 1}
    lost = {row["Record ID"] for _, row in companies if not row["Company name"]} | {UNKNOWN}
    seen: set[str] = set()
    out: dict[str, set[int]] = {"companies": set(), "contacts": set(), "deals": set()}
    for at, row in companies:
        again = row["Record ID"] in seen and row["Record ID"] in twice
        seen.add(row["Record ID"])
        if again or not row["Company name"]:
            out["companies"].add(at)
    gone: set[str] = set()
    for at, row in source("contacts"):
        if lost & {
            *row["Associated Company IDs (Primary)"].split(";"),
            *row["Associated Company IDs"].split(";"),
        }:
            out["contacts"].add(at)
            gone.add(row["Record ID"])
    seen = set()
    for at, row in deals:
        first = (row["Associated Company IDs (Primary)"] or row["Associated Company IDs"]).split(";")[0]
        people = {*row["Associated Contact IDs"].split(";")} & gone
        foreign = bool(row["Amount"]) and row["Currency"] != "EUR"
        if foreign or row["Record ID"] in seen or first in lost or people:
            out["deals"].add(at)
        seen.add(row["Record ID"])
    return out


def left_out_of(pipeline):
    """Return (file and row of a record left out, file and row to correct) of the proof, by its workbook."""
    book = openpyxl.load_workbook(pipeline.with_name("proof.xlsx"), read_only=True)
    heads, *rows = [list(row) for row in book["Left out"].iter_rows(values_only=True)]
    columns = [heads.index(name) for name in ("File", "Row", "File to correct", "Row to correct")]
    return [
        ((line[0], line[1]), (line[2], line[3])) for line in ([row[at] for at in columns] for row in rows)
    ]


def test_the_mapping_file_is_short():
    """An integrator writes at most 120 lines for all this, none of them Python."""
    assert len((CASE / "migration.yaml").read_text(encoding="utf-8").splitlines()) <= 120
    assert not [*CASE.glob("*.py")]


def test_a_nasty_account_migrates_and_only_what_was_planted_is_left_out(demo, nasty):
    """Every row ends as planted, each engagement in one step alone; all of it reads back, and again creates nothing."""
    result = run_pipeline(nasty, settings=demo.settings)
    with demo.journal() as journal:
        runs = {str(run.settings["step"]): run.run_id for run in journal.runs.children(result.run_id)}
        rows = {
            step: {row.row: str(row.outcome) for row in journal.rows.every(run)} for step, run in runs.items()
        }
    proof = left_out_of(nasty)
    assert {place for _, place in proof} <= {own for own, _ in proof}
    for step, wrong in planted().items():
        assert {row for (file, row), _ in proof if file == f"{step}.csv"} == wrong
        assert {row for row, outcome in rows[step].items() if outcome == "rejected"} == wrong
        assert {*rows[step].values()} == {"created", "rejected"}
    kinds = {at: row["Activity type"] for at, row in source("engagements")}
    parts = {"comment": {"NOTE", "EMAIL"}, "event": {"CALL", "MEETING"}, "task": {"TASK"}}
    for entity, wanted in parts.items():
        taken = {row for row, outcome in rows[f"engagements-{entity}"].items() if outcome != "skipped"}
        assert taken == {at for at, kind in kinds.items() if kind in wanted}
    assert "updated" in rows["associations"].values()
    assert call(verify_whole, result.run_id, settings=demo.settings).exit_code == 0
    again = run_pipeline(nasty, settings=demo.settings)
    assert again.counts["created"] == 0
