"""Between the tool and Sellsy a network breaks whatever passes, the tool is killed and its clock set: nothing is doubled.

A trial is told by its number: `SELLSY_ETL_TRIAL=137 pytest -m crash tests/crash/test_crash_proxy.py` does that one
alone. What is broken and where a run is killed is drawn from it; what a busy machine makes of it may differ.
"""

import os
import random
import time
from dataclasses import dataclass

import pytest
from crash_machine import Tally
from crash_scenarios import IMPORTS, Scenario
from fault_proxy import WRITE_FAULTS, Plan, proxied

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked from a process that is ready"),
]

TRIALS = int(os.environ.get("SELLSY_ETL_TRIALS", "500"))
PARTS = 20
"""Tests the trials are cut into, so that several processes share them."""

PATIENCE_S = 0.3
NOT_BEGUN = "run-none"
_MOST_RESUMES = 12
_API_ERRORS = ("api-", "batch-", "quota-")
HOUR = 3600
JUMPS = (0, 0, -900, 900, -HOUR, HOUR, -26 * HOUR, 26 * HOUR, -400 * 24 * HOUR)
HEAD = "Nom société;E-mail;Adresse;Code postal;Ville;Pays;Smart tags;cf:secteur-activite;Nom contact;Prénom contact;E-mail contact\n"


def line(i):
    """Return a company with all that hangs on it; every fourth has a namesake's contact, without any key."""
    person = f"Nom{i};Luc;n{i}@x.example" if i % 4 else "Martin;Jean;"
    return f"Proxy {i};p{i}@x.example;{i} rue A;29200;Brest;France;VIP, Salon;Industrie;{person}\n"


MANY = Scenario("proxied", "client", HEAD + "".join(map(line, range(24))), batch=12)
SCENARIOS = (MANY, MANY, *IMPORTS)


@dataclass(frozen=True)
class Trial:
    """What is done and met: jobs that are killed at an edge, or after seconds, each with its clock."""

    scenario: Scenario
    plan: Plan
    jobs: tuple[dict[str, float], ...]

    @classmethod
    def of(cls, number):
        """Return the trial of a number."""
        draw = random.Random(number)
        faults = tuple(draw.sample(WRITE_FAULTS, draw.randint(2, 5)))
        plan = Plan(number, faults, writes=draw.choice((0.15, 0.35, 0.65)), reads=0.03, patience_s=PATIENCE_S)
        jobs = []
        for _ in range(draw.randint(1, 3)):
            end = draw.choice(
                (
                    {},
                    {"kill": draw.randint(5, 60)},
                    {"kill": draw.randint(15, 40)},
                    {"alarm_s": draw.uniform(0.05, 0.6)},
                )
            )
            jobs.append({"ahead": draw.choice(JUMPS), **end})
        return cls(draw.choice(SCENARIOS), plan, tuple(jobs))


@pytest.fixture(scope="session")
def proxy(crashing):
    """Return a proxy before the account."""
    with proxied(crashing.url) as running:
        yield running


def wait_until_idle(crashing, proxy):
    """Wait until nothing is on its way any more that a job had sent."""
    while proxy.at_work:
        time.sleep(0.01)
    crashing.wait_until_idle()


def calm_of(crashing, scenario, known={}):  # noqa: B006 - kept between trials
    """Return what a run that nothing disturbs leaves."""
    if scenario.name not in known:
        known[scenario.name] = crashing.uninterrupted(scenario)
    return known[scenario.name]


def ended(told):
    """Tell whether a run has nothing left to do."""
    return told.get("status") == "finished" and not told["counts"]["unknown"]


def tried(crashing, proxy, number):
    """Do a trial; return what is counted of it, and what is wrong with it."""
    trial, draw = Trial.of(number), random.Random(f"after {number}")
    calm = calm_of(crashing, trial.scenario)
    tally = Tally(points=1, rows=calm.counts["read"])
    job = crashing.begin(trial.scenario) | {"url": proxy.url, "settle_s": 0.1, "patience_s": PATIENCE_S}
    proxy.fired.clear()
    proxy.plan = trial.plan
    told = {"error": NOT_BEGUN}
    calmed = [{"ahead": draw.choice(JUMPS)} for _ in range(_MOST_RESUMES)]
    for rank, more in enumerate([*trial.jobs, *calmed]):
        if rank == len(trial.jobs):
            proxy.plan = Plan(number, patience_s=20)
            job["patience_s"] = 20
        told = crashing.ask(job | more | ({} if told.get("error") == NOT_BEGUN else {"do": "resume"}))
        wait_until_idle(crashing, proxy)
        tally.crashes += "killed" in told
        code = str(told.get("error", NOT_BEGUN))
        tally.exit_70 += code == "fault"
        if ended(told) or not code.startswith((NOT_BEGUN, *_API_ERRORS)):
            break
    tally.faults = sum(proxy.fired.values()) - proxy.fired[""]
    told.pop("edges", None)
    records = crashing.records()
    lost, more = calm.records - records, records - calm.records
    tally.lost, tally.doubled = sum(lost.values()), sum(more.values())
    fine = ended(told) and not told["counts"]["failed"] and not lost + more and not tally.exit_70
    return tally, "" if fine else f"trial {number} {trial} ended as {told}; lost {[*lost]}; more {[*more]}"


@pytest.mark.parametrize("part", range(PARTS))
def test_a_network_that_breaks_whatever_passes_doubles_nothing(crashing, proxy, record_property, part):
    """Cut, late, redirected, repeated and overtaken answers, kills and clocks that are set: every trial ends as a calm run."""
    only = os.environ.get("SELLSY_ETL_TRIAL")
    numbers = [trial for trial in range(part, TRIALS, PARTS) if only is None or trial == int(only)]
    total, wrong = Tally(), []
    for number in numbers:
        tally, output = tried(crashing, proxy, number)
        total += tally
        wrong += [output[:2_000]] if output else []
    record_property("crash", {"name": "behind a faulty proxy", **vars(total)})
    assert not wrong, f"{len(wrong)} of {len(numbers)} trials: " + "\n\n".join(wrong)
