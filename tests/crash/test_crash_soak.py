"""A fifth of all calls broken over thousands of rows with all that hangs on them: resumed until done, it is the same."""

import os

import pytest
from crash_scenarios import Scenario

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked from a process that is ready"),
]

ROWS = 5_000
HEAD = "Nom société;E-mail;Adresse;Code postal;Ville;Pays;Smart tags;cf:secteur-activite;Nom contact;E-mail contact\n"

BROKEN = (
    {"fault": "drop_before"},
    {"fault": "drop_after"},
    {"fault": "cut_body"},
    {"fault": "short_batch"},
    {"fault": "status", "status": 500, "after": True},
    {"fault": "status", "status": 502},
    {"fault": "status", "status": 503, "retry_after": 0},
    {"fault": "status", "status": 504, "after": True},
    {"fault": "status", "status": 429, "retry_after": 0},
    {"fault": "lag", "ms": 300},
)


def line(i):
    """Return a company with its address, tags, custom field and contact; every ninth has a namesake's contact."""
    person = f"Nom{i};n{i}@x.example" if i % 9 else "Martin;"
    return f"Société {i};s{i}@x.example;{i} rue A;29200;Brest;France;VIP, Salon;Industrie;{person}\n"


def test_a_fifth_of_all_calls_broken_over_thousands_of_rows(crashing, record_property):
    """Whatever a fifth of the calls meets, in the run and in three resumptions, nothing is lost and nothing doubled."""
    many = Scenario("many", "client", HEAD + "".join(map(line, range(ROWS))), batch=100, warm=False)
    calm = crashing.uninterrupted(many)
    rules = [
        {"match": {"path": "^/(v2|0)"}, "rate": 1 - 0.8 ** (1 / len(BROKEN)), "seed": seed, **fault}
        for seed, fault in enumerate(BROKEN)
    ]
    tally = crashing.disturbed(many, calm, kills=[0, 0, 0], rules=rules)
    tally.points = 0
    assert tally.faults > 50
    record_property("crash", {"name": "a fifth of the calls broken", **vars(tally)})
