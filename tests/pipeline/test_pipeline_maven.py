"""A sales team's export of accounts and deals, migrated by one file: totals, reasons, the bill, kills in every step, undo."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from functools import partial
from time import sleep

import pytest
from calling import call
from plain import HTTP

from etl import run_pipeline
from etl.commands.pipeline.pipeline_runs import undo_whole, verify_whole
from etl.journal import OperationState, RunStatus

pytestmark = [pytest.mark.slow, pytest.mark.databases]

AGENTS = tuple(f"{first} {last}" for first in ("Ada", "Ben", "Cleo") for last in ("Vidal", "Moreau", "Petit"))
PIPELINE = """
name: crm
system: crm
report: proof
steps:
  accounts:
    import: accounts.csv
    entity: client
    map: {columns: {account: [name, legacy_id]}, ignore: [revenue]}
  deals:
    import: sales_pipeline.csv
    entity: opportunity
    needs: accounts
    date_order: mdy
    on_error: continue
    map:
      columns:
        opportunity_id: legacy_id
        account: third_legacy_id
        sales_agent: staffs
        deal_stage:
          - {column: step, values: {Won: Closing, Lost: Closing}}
          - {column: status, values: {Prospecting: open, Engaging: open, Won: won, Lost: lost}}
        close_value: amount
        close_date: due_date
        engage_date: created
      joins: {name: {from: [product, opportunity_id]}}
      constants: {pipeline: Maven}
"""
STEPS = ("accounts", "deals")
DEALS = 1_000


@pytest.fixture
def crm(start):
    """An account with the sales team, and a folder with the files and what they add up to."""
    account = start(seed="demo")
    setup = {"staffs": list(AGENTS), "pipelines": {"Maven": ["Prospecting", "Engaging", "Closing"]}}
    HTTP.post(f"{account.url}/_sandbox/setup", json=setup).raise_for_status()
    dice = random.Random(7)
    accounts = [f"Firm {number:02d}" for number in range(60)]
    deals = []
    for number in range(DEALS):
        stage = dice.choice(("Won", "Won", "Lost", "Engaging", "Prospecting"))
        closed = stage in ("Won", "Lost")
        deals.append(
            {
                "opportunity_id": f"D{number:05d}",
                "sales_agent": dice.choice(AGENTS),
                "product": dice.choice(("Basic", "Pro", "Plus Pro")),
                "account": "" if dice.random() < 0.15 else dice.choice(accounts),
                "deal_stage": stage,
                "engage_date": f"{dice.randint(1, 12)}/{dice.randint(13, 28)}/2026",
                "close_date": f"{dice.randint(1, 12)}/{dice.randint(13, 28)}/2027" if closed else "",
                "close_value": (dice.randint(40, 30_000) if stage == "Won" else 0) if closed else "",
            }
        )
    tables = {"accounts": [{"account": item, "revenue": 1} for item in accounts], "sales_pipeline": deals}
    for name, rows in tables.items():
        with (account.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    (account.folder / "crm.yaml").write_text(PIPELINE, encoding="utf-8")
    return account, deals


def wanted(deals):
    """Return the won amounts of the files by agent and by account, orphans left out."""
    counts = Counter()
    for deal in deals:
        if deal["deal_stage"] == "Won" and deal["account"]:
            for who in (deal["sales_agent"], deal["account"]):
                counts[who] += Decimal(deal["close_value"])
    return counts


def all_of(account, path):
    """Yield every record of a kind, as an independent reader."""
    offset = ""
    while True:
        answer = account.api(
            "POST", f"/{path}/search?limit=100&order=id&direction=asc{offset}", {"filters": {}}
        )
        yield from answer["data"]
        if len(answer["data"]) < 100:
            return
        offset = f"&offset={answer['pagination']['offset']}"


def totals(account):
    """Return the won amounts that the account holds by agent and by client."""
    staff = account.api("GET", "/staffs?limit=100")["data"]
    names = {("staff", member["id"]): f"{member['firstname']} {member['lastname']}" for member in staff}
    names |= {("company", record["id"]): record["name"] for record in all_of(account, "companies")}
    counts = Counter()
    for deal in all_of(account, "opportunities"):
        if deal["status"] != "won" or deal["pipeline"]["name"] != "Maven":
            continue
        for key in [("staff", identifier) for identifier in deal["assigned_staff_ids"]] + [
            (record["type"], record["id"]) for record in deal["related"]
        ]:
            counts[names[key]] += Decimal(str(deal["amount"]["value"]))
    return counts


def numbers_of(account):
    """Return how many records the account holds, by kind."""
    return {path: sum(1 for _ in all_of(account, path)) for path in ("companies", "opportunities")}


def test_accounts_and_deals_migrate_by_one_file(crm):
    """Won amounts by agent and by account are those of the files, orphans say why, the bill is right, undo leaves nothing."""
    account, deals = crm
    before = numbers_of(account)
    result = run_pipeline(account.folder / "crm.yaml", settings=account.settings)
    orphans = sum(not deal["account"] for deal in deals)
    step = result.steps[1]
    assert (step.counts["created"], step.counts["rejected"]) == (DEALS - orphans, orphans)
    assert totals(account) == wanted(deals)
    assert result.billed == pytest.approx(result.calls, rel=0.05)
    with account.journal() as journal:
        problems = [row.problems[0] for row in journal.rows.results(step.runs[0]) if row.problems]
    told = Counter((problem.code, problem.column, *problem.params["missing"]) for problem in problems)
    assert told == {("creation-lacks", "account", "account"): orphans}
    assert call(verify_whole, result.run_id, settings=account.settings).exit_code == 0
    undone = call(undo_whole, result.run_id, dry_run=False, settings=account.settings)
    assert undone.counts["skipped"] == 0
    assert numbers_of(account) == before


def test_killed_at_every_moment_it_is_completed_and_taken_back(crm):
    """Killed while it reads, plans, writes, proves or undoes, it is taken up again: the same totals, nothing twice."""
    account, deals = crm
    before = numbers_of(account)
    words = ["run", "crm.yaml", "--yes"]
    for step, moment in RUN:
        _kill(account, words, partial(_at, _of_step, step, moment))
        words = RESUME
    _kill(account, words, _proving)
    done = subprocess.run([*COMMAND, *words], **_place(account), capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["steps"][1]["counts"]["created"] == sum(bool(d["account"]) for d in deals)
    assert totals(account) == wanted(deals)
    assert numbers_of(account)["companies"] == before["companies"] + 60
    words = ["runs", "undo", "last", "--yes"]
    for step, moment in UNDO:
        _kill(account, words, partial(_at, _undo_of, step, moment))
        words = RESUME
    done = subprocess.run([*COMMAND, *words], **_place(account), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["deleted"] == sum(bool(d["account"]) for d in deals) + 60
    assert numbers_of(account) == before
    again = subprocess.run([*COMMAND, *words], **_place(account), capture_output=True, check=False)
    assert again.returncode == 2, again.stdout


COMMAND = (sys.executable, "-c", "from etl.cli.main import main; main()", "--no-progress")
RESUME = ("runs", "resume", "last", "--yes", "--json")


def _place(account):
    """Return where a process works, and on which account."""
    environ = {
        **os.environ,
        "SELLSY_ETL_HOME": str(account.settings.home),
        "SELLSY_ETL_JOURNAL": str(account.settings.journal_url),
        "SELLSY_API_URL": account.settings.api_url,
        "SELLSY_LOGIN_URL": account.settings.login_url,
        "SELLSY_V1_URL": account.settings.v1_url,
        "SELLSY_CLIENT_ID": account.settings.client_id,
        "SELLSY_CLIENT_SECRET": account.settings.client_secret.get_secret_value(),
    }
    return {"cwd": account.folder, "env": environ}


def _kill(account, words, reached):
    """Start a command on an account that answers late, and kill it once the journal shows that a moment is reached."""
    account.faults({"match": {"path": "/batch$"}, "fault": "delay", "ms": 300, "after": True})
    wrote = account.writes()
    process = subprocess.Popen([*COMMAND, *words], **_place(account), stdout=subprocess.DEVNULL)
    with account.journal() as journal:
        while not reached(journal, account.writes() > wrote):
            assert process.poll() is None, words
            sleep(0.05)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, words
    account.calm()


def _of_step(journal, step):
    """Return the states of the writes of a step's run while it is at work, None before and after."""
    runs = [run for run in journal.runs.newest() if run.kind == "import" and run.settings.get("step") == step]
    return _states(journal, runs)


def _undo_of(journal, step):
    """Return those of the undo of a step's run."""
    parents = {run.run_id for run in journal.runs.newest() if run.settings.get("step") == step}
    return _states(
        journal, [run for run in journal.runs.newest() if run.kind == "undo" and run.parent in parents]
    )


def _states(journal, runs):
    if not runs or runs[0].status is RunStatus.FINISHED:
        return None
    return Counter(operation.state for operation in journal.operations.read(runs[0].run_id))


def _proving(journal, _wrote):
    """Tell whether the steps are done and the pipeline is not: the report is being made."""
    runs = journal.runs.newest()
    steps = [run for run in runs if run.settings.get("step")]
    whole = next((run for run in runs if run.kind == "pipeline"), None)
    done = len(steps) == len(STEPS) and all(run.status is RunStatus.FINISHED for run in steps)
    return done and whole is not None and whole.status is not RunStatus.FINISHED


def _at(of, step, moment, journal, wrote):
    """Tell whether a step is at a moment: its run, or its undo, has begun, has planned, has written, is midway."""
    states = of(journal, step)
    if states is None:
        return False
    sent, settled = states[OperationState.SENT], states[OperationState.SETTLED]
    return {
        "begun": True,
        "planned": bool(states) and (settled or not sent),
        "midway": settled,
        "written": sent and wrote,
    }[moment]


RUN = (
    ("accounts", "begun"),
    ("accounts", "written"),
    ("deals", "begun"),
    ("deals", "planned"),
    ("deals", "midway"),
)
UNDO = (("deals", "begun"), ("deals", "planned"), ("deals", "midway"), ("accounts", "written"))
