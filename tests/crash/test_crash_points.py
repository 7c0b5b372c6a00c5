"""Killed at every commit and around every request, a run ends as if nothing had happened."""

import os
import random

import pytest
from crash_machine import Tally
from crash_scenarios import SCENARIOS

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked from a process that is ready"),
]

PARTS = 4
"""Tests each scenario is cut into, so that several processes share it."""

FAULTS = (
    {"fault": "drop_before"},
    {"fault": "drop_after"},
    {"fault": "cut_body"},
    {"fault": "short_batch"},
    {"fault": "status", "status": 503, "after": True},
    {"fault": "status", "status": 502},
    {"fault": "drop_after", "lag_ms": 200},
    {"fault": "status", "status": 429, "retry_after": 0},
)


def of_part(points, part):
    return [point for rank, point in enumerate(points) if rank % PARTS == part]


def written(record_property, name, tally):
    record_property("crash", {"name": name, **vars(tally)})


def faults_of(draw):
    """Return rules that break a fifth of the writes, of both APIs, each time otherwise."""
    return [
        {"match": {"method": "POST", "path": path}, "rate": 0.2, "seed": draw.randrange(10**6), **fault}
        for path in ("/batch$", "/0/?$")
        for fault in draw.sample(FAULTS, 2)
    ]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_run_killed_anywhere_is_completed(crashing, record_property, scenario, part):
    """Kill -9 at one edge, then resume: the account holds what an uninterrupted run leaves, record by record."""
    calm = crashing.uninterrupted(scenario)
    total = Tally()
    for point in of_part(range(1, len(calm.edges) + 1, scenario.step), part):
        total += crashing.disturbed(scenario, calm, kills=[point])
    written(record_property, "killed once", total)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_run_killed_again_and_again_is_completed(crashing, record_property, scenario):
    """Kill -9 in the run, then in one resumption after the other."""
    calm = crashing.uninterrupted(scenario)
    draw = random.Random(f"again {scenario.name}")
    total = Tally()
    for point in range(3, len(calm.edges) + 1, 8 * scenario.step):
        kills = [point, *(draw.randint(1, 40) for _ in range(2))]
        total += crashing.disturbed(scenario, calm, kills=kills)
    written(record_property, "killed again while resuming", total)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_run_killed_amid_faults_is_completed(crashing, record_property, scenario):
    """Kill -9 while a fifth of the writes is broken, in the run and in a resumption."""
    calm = crashing.uninterrupted(scenario)
    draw = random.Random(f"faults {scenario.name}")
    total = Tally()
    for point in range(2, len(calm.edges) + 1, 6 * scenario.step):
        kills = [point, draw.randint(1, 40)]
        total += crashing.disturbed(scenario, calm, kills=kills, rules=faults_of(draw))
    written(record_property, "killed amid faults", total)


_ON_POSTGRESQL = [
    scenario for scenario in SCENARIOS if scenario.name in ("clients", "retry", "undo-clients", "deletions")
]


@pytest.mark.parametrize("scenario", _ON_POSTGRESQL, ids=lambda scenario: scenario.name)
def test_a_run_killed_with_its_journal_in_postgresql_is_completed(
    crashing_on_postgresql, record_property, scenario
):
    """Kill -9 at one edge in four, then in a resumption: what SQLite promises, PostgreSQL keeps."""
    machine = crashing_on_postgresql
    calm = machine.uninterrupted(scenario)
    draw = random.Random(f"postgresql {scenario.name}")
    total = Tally()
    for point in range(1, len(calm.edges) + 1, 4 * scenario.step):
        total += machine.disturbed(scenario, calm, kills=[point, draw.randint(1, 40)])
    written(record_property, "killed, journal in PostgreSQL", total)
