"""A process that has loaded everything and forks a child for each job: the child works, and may be killed.

A job is a line of JSON on stdin, what became of its child a line on stdout. This process has one thread, so that
a fork is safe; the sandbox is another process.
"""

import gc
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import httpx
from crash_clock import set_clock
from crash_edges import Edges

from etl import apply_plan, delete_file, import_file, plan_file, resume_run, retry_run, undo_run
from etl.commands.session import Session
from etl.config.settings import Settings
from etl.core.errors import EtlError
from etl.journal.run_results import run_result
from etl.sellsy import api, wire

NOT_BEGUN = "run-none"
"""Code of the error where the run is not in the journal: it was killed before."""


def settings_of(job: dict[str, Any]) -> Settings:
    environ = {"SELLSY_ETL_HOME": job["home"], "SELLSY_ETL_JOURNAL": job["journal"] or ""}
    home = Settings.load(environ=environ, credentials=False)
    return home.for_sandbox(f"{job['url']}/v2", job["url"], f"{job['url']}/0/")


def work(job: dict[str, Any]) -> Any:
    """Do a job and return the result of its run."""
    path, settings = Path(job["file"]), settings_of(job)
    batch = {"settings": settings, "batch_size": job["batch"]}
    reading = {"entity": job["entity"], "create_missing": ("tags", "sources")}
    late = {"settings": settings, "settle_s": job["settle_s"]}
    kinds = {
        "import": lambda: import_file(path, **batch, **reading),
        "trial": lambda: import_file(path, **batch, **reading, trial=3, decide=lambda _trial: "go"),
        "delete": lambda: delete_file(path, entity=job["entity"], dry_run=False, **batch),
        "plan": lambda: plan_file(path, **batch, **reading),
        "apply": lambda: apply_plan(path.with_name(f"{path.stem}.plan.xlsx"), settings=settings),
        "retry": lambda: retry_run("last", **late),
        "undo": lambda: undo_run("last", dry_run=False, batch_size=job["batch"], **late),
        "resume": lambda: resume_run("last", decide=lambda _trial: "go", **late),
    }
    return kinds[job["do"]]()


def told(job: dict[str, Any]) -> dict[str, Any]:
    """Do a job and tell how it ended and which edges it passed."""
    set_clock(job.get("ahead", 0.0))
    if job.get("patience_s"):
        wire.TIMEOUT = httpx.Timeout(job["patience_s"], connect=10)
    if job.get("alarm_s"):
        signal.setitimer(signal.ITIMER_REAL, job["alarm_s"])  # which kills, wherever it finds the process
    edges = Edges(job["kill"])
    edges.install()
    try:
        result = work(job)
    except EtlError as error:
        if error.code != "resume-nothing":
            return {"error": error.code, "said": str(error), "edges": edges.passed}
        with Session.open(settings=settings_of(job)) as session:
            journal = session.journal
            if journal.runs.find("last").kind != job["kind"]:
                return {"error": NOT_BEGUN}
            result = run_result(journal, "last")
    problems = [f"{problem.row}: {' '.join(problem.texts('en'))}" for problem in result.problems]
    return {
        "status": result.status,
        "counts": dict(result.counts),
        "problems": problems,
        "edges": edges.passed,
    }


def forked(job: dict[str, Any]) -> dict[str, Any]:
    """Do a job in a child and return what it told; a child that was killed tells nothing."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as pipe:
            json.dump(told(job), pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        output = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"killed": os.WTERMSIG(status)}
    return json.loads(output) if output else {"error": "fault", "said": "the child died: see stderr"}


def main() -> None:
    """Fork a child for each line; the pace of v1 (5 calls a second) is not what is tried here."""
    api._V1_PER_SECOND = 100
    for line in sys.stdin:
        job = json.loads(line)
        if job["do"] == "warm":
            work(
                job | {"do": job["kind"] if job["kind"] == "delete" else "import"}
            )  # here: what is computed once is computed before the forks
            gc.collect()
            gc.freeze()  # children then share the memory instead of copying it
            print("{}", flush=True)
        else:
            print(json.dumps(forked(job)), flush=True)


if __name__ == "__main__":
    main()
