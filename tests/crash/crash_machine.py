"""A local Sellsy and a process that forks children to kill: runs are begun, killed, resumed and compared."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crash_scenarios import Scenario
from databases import emptied
from plain import HTTP

SETTLE_S = 0.4
"""Seconds a creation may stay unseen: what a killed process sent is done by then, here."""

_MOST_RESUMES = 12

_PATIENCE_S = 120
"""Seconds the account may take to answer this machine: a busy computer is no failure."""


@dataclass
class Tally:
    """What a certificate counts."""

    points: int = 0
    crashes: int = 0
    faults: int = 0
    rows: int = 0
    lost: int = 0
    doubled: int = 0
    exit_70: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(**{name: number + getattr(other, name) for name, number in vars(self).items()})


@dataclass
class Machine:
    """One account, one zygote; `folder` keeps the files and a journal for each run, unless `postgresql` does."""

    url: str
    zygote: "subprocess.Popen[str]"
    folder: Path
    postgresql: str | None = None
    runs: int = 0
    warmed: set[str] = field(default_factory=set)
    _planted: "Counter[str]" = field(default_factory=Counter)

    # the account

    def reset(self) -> None:
        """Put the account back as it was planted, without faults."""
        HTTP.post(f"{self.url}/_sandbox/reset", timeout=_PATIENCE_S).raise_for_status()
        self._planted = self._planted or self.records()

    def faults(self, *rules: dict[str, Any]) -> None:
        """Script faults."""
        HTTP.post(f"{self.url}/_sandbox/faults", json=list(rules), timeout=_PATIENCE_S).raise_for_status()

    def fired(self) -> int:
        """Return how many requests or operations the faults in force have broken."""
        return sum(
            rule["fired"] for rule in HTTP.get(f"{self.url}/_sandbox/faults", timeout=_PATIENCE_S).json()
        )

    def wait_until_idle(self) -> None:
        """Wait until nothing is worked on any more that a killed process had sent: a slow machine is no lag."""
        while HTTP.get(f"{self.url}/_sandbox/stats", timeout=_PATIENCE_S).json()["at_work"]:
            time.sleep(0.02)

    def records(self) -> "Counter[str]":
        """Return every record of the account as text, without ids and times; an empty sticky note is none."""
        content = HTTP.get(f"{self.url}/_sandbox/dump", timeout=_PATIENCE_S).json()
        return Counter(
            f"{kind} {json.dumps(_shown(record), ensure_ascii=False, sort_keys=True)}"
            for kind, records in content.items()
            for record in records
        )

    # runs

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        """Have a job done and return what is told of it."""
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        self.zygote.stdin.write(json.dumps(job) + "\n")
        self.zygote.stdin.flush()
        return json.loads(self.zygote.stdout.readline())

    def job(self, scenario: Scenario) -> dict[str, Any]:
        """Return the job of a scenario with a journal of its own."""
        self.runs += 1
        home = self.folder / f"home{self.runs}"
        file = self.folder / f"{scenario.name}.csv"
        file.write_text(scenario.text, encoding="utf-8")
        job = {
            "do": scenario.do,
            "kind": "import" if scenario.do == "trial" else scenario.do,
            "url": self.url,
            "home": str(home),
            "file": str(file),
            "entity": scenario.entity,
            "batch": scenario.batch,
            "kill": 0,
            "settle_s": SETTLE_S,
            "journal": self.postgresql and emptied(self.postgresql),
        }
        if scenario.warm and scenario.name not in self.warmed:
            self.warmed.add(scenario.name)
            self.reset()
            self.ask(job | {"do": "warm", "home": f"{home}-warm", "journal": None})
        return job

    def begin(self, scenario: Scenario) -> dict[str, Any]:
        """Put the account back, do what comes before a run, and return the run's job."""
        job = self.job(scenario)
        self.reset()
        if scenario.first:
            self.faults(*scenario.failing)
            before = self.ask(job | {"do": scenario.first})
            assert "error" not in before, before
            self.faults()
        return job

    def uninterrupted(self, scenario: Scenario) -> "Calm":
        """Return what a run that nothing disturbs leaves, and the edges it passes."""
        job = self.begin(scenario)
        ended = self.ask(job)
        assert ended.get("status") == "finished", ended
        # A record that comes back lacks what had hung on it: that is said, and no undo can mend it.
        if scenario.do == "undo" and scenario.first != "delete":
            assert self.records() == self._planted, "an undo must leave the account as it was"
        return Calm(self.records(), ended["edges"], ended["counts"])

    def disturbed(
        self,
        scenario: Scenario,
        calm: "Calm",
        *,
        kills: Sequence[int],
        rules: Sequence[dict[str, Any]] = (),
    ) -> Tally:
        """Kill a run at the first of some edges and its resumptions at the others, then complete it and compare.

        Faults break the requests of all but the last resumptions.
        """
        tally = Tally(points=1, rows=calm.counts["read"])
        job = self.begin(scenario)
        if rules:
            self.faults(*rules)
        for rank, kill in enumerate(kills):
            told = self.ask(job | {"kill": kill} | ({"do": "resume"} if rank else {}))
            tally.crashes += "killed" in told
            self.wait_until_idle()
        if rules:
            tally.faults += self.fired()
            self.faults()
        for _ in range(_MOST_RESUMES):
            if told.get("status") == "finished" and not told["counts"]["unknown"]:
                break
            told = self.ask(job | {"do": "resume"})
            if told.get("error") == "run-none":
                told = self.ask(job)  # killed before its first line in the journal: nothing had begun
        told.pop("edges", None)
        assert told.get("status") == "finished", (kills, told)
        assert told["counts"]["unknown"] == 0, (kills, told)
        assert told["counts"]["failed"] == calm.counts["failed"], (kills, told)
        assert told["counts"]["read"] == calm.counts["read"], (kills, told)
        stored = self.records()
        lost, more = calm.records - stored, stored - calm.records
        tally.lost, tally.doubled = sum(lost.values()), sum(more.values())
        assert not lost, (scenario.name, kills, told, [*lost], [*more])
        assert not more, (scenario.name, kills, told, [*more])
        return tally


@dataclass(frozen=True)
class Calm:
    """What an uninterrupted run leaves, the edges it passes, and its counts."""

    records: "Counter[str]"
    edges: list[str]
    counts: dict[str, int]


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """Start a machine and stop it."""
    here = Path(__file__).parent
    serve = [str(Path(sys.executable).with_name("sellsy-etl")), "-q", "sandbox", "serve", "--port", "0"]
    serve += ["--seed", "demo", "--quota", "5000/s,1000000/min"]
    with (
        subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server,
        subprocess.Popen(
            [sys.executable, str(here / "crash_zygote.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as zygote,
    ):
        try:
            assert server.stdout is not None
            given = dict(server.stdout.readline().strip().split("=", 1) for _ in range(3))
            yield Machine(given["SELLSY_LOGIN_URL"], zygote, folder)
        finally:
            server.terminate()
            assert zygote.stdin is not None
            zygote.stdin.close()


def _shown(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "stickyNote" or value}
