"""Small files that mean a great deal: one message or the rows, soon, in little memory."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import HOSTILE
from pace import slower

SCRIPT = Path(__file__).with_name("hostile.py")
CPU, MEMORY = 2, 300
"""Seconds, on a usual computer, and MB beyond what a small file costs."""

pytestmark = [
    pytest.mark.hostile,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it"),
]


def limited():
    """Bound a process: one that would take the machine ends first."""
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def taken(path):
    """Check a file in a process of its own; return how it ended, and on what."""
    done = subprocess.run(
        [sys.executable, SCRIPT, "--no-progress", "check", str(path), "--entity", "client"],
        env={**os.environ, "SELLSY_ETL_HOME": str(path.parent / "home")},
        capture_output=True,
        preexec_fn=limited,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-500:])
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """What a small file costs."""
    path = tmp_path_factory.mktemp("clean") / "a.csv"
    path.write_text("Nom société;E-mail\nGarnier;a@b.example\n")
    return taken(path)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_message_or_its_rows(tmp_path, clean, name):
    """No file of these ends in a fault, or takes more than 2 s of processor or 300 MB beyond a small one."""
    path = tmp_path / name
    HOSTILE[name](path)
    measured = taken(path)
    assert measured["code"] in {0, 1, 2, 3}, measured
    assert "Traceback" not in measured["said"]
    assert measured["code"] in {0, 1} or len(measured["said"].strip().splitlines()) >= 2, measured
    assert len(measured["said"]) < 10_000
    assert measured["cpu"] < clean["cpu"] + CPU * slower(), measured
    assert measured["mb"] < clean["mb"] + MEMORY, measured
