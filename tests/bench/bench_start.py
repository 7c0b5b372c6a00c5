"""Compare how commands start with `python -c "import click"`, and the check of 120 rows with `import pandas`.

They are run in turn; CPU time of the process, peak memory.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from local_sellsy import SCRIPT, took
from measures import Wanted, tell
from samples_maker import make

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 9
MEASURES = {
    "start: --help": Wanted(1.6, "x import click"),
    "start: profiles list": Wanted(4, "x import click"),
    "start: schedule list": Wanted(4, "x import click"),
    "start: runs list": Wanted(10, "x import click"),
    "start: runs show": Wanted(10, "x import click"),
    "start: memory of runs list": Wanted(70, "MB"),
    "check of 120 rows": Wanted(2.5, "x import pandas"),
    "check of 120 rows: memory": Wanted(200, "MB"),
}
FEW = 120
PANDAS = [sys.executable, "-c", "import pandas"]
CLICK = [sys.executable, "-c", "import click"]
PIPELINE = 'schedule: "30 2 * * *"\nsteps:\n  out:\n    export: client\n    to: out.csv\n'


def main() -> None:
    """Print the median ratio of each command; the journal has a run to list and to show."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "SELLSY_ETL_HOME": folder}
        pipeline, file = Path(folder) / "nightly.yaml", Path(folder) / "clients.csv"
        pipeline.write_text(PIPELINE, encoding="utf-8")
        file.write_text("Type société;Nom société\nclient;Alpha\n", encoding="utf-8")
        took([SCRIPT, "--sandbox", "import", str(file), "--yes", "--no-html"], environ)
        commands = {
            "start: --help": [SCRIPT, "--help"],
            "start: profiles list": [SCRIPT, "profiles", "list"],
            "start: schedule list": [SCRIPT, "schedule", "list", "--pipelines", str(pipeline)],
            "start: runs list": [SCRIPT, "--sandbox", "runs", "list"],
            "start: runs show": [SCRIPT, "--sandbox", "runs", "show", "last"],
        }
        few = Path(folder) / "few.xlsx"
        make(few, FEW, rich=True)
        check = [SCRIPT, "check", str(few), "--entity", "client"]
        checks: list[tuple[float, float]] = []
        ratios: dict[str, list[float]] = {name: [] for name in commands}
        peak = 0.0
        for _ in range(RUNS):
            click = took(CLICK, environ).cpu
            for name, command in commands.items():
                run = took(command, environ)
                ratios[name].append(run.cpu / click)
                peak = max(peak, run.peak if name == "start: runs list" else 0.0)
            pandas, run = took(PANDAS, environ).cpu, took(check, environ)
            checks.append((run.cpu / pandas, run.peak))
        for name, each in ratios.items():
            tell(MEASURES, name, statistics.median(each))
        tell(MEASURES, "start: memory of runs list", peak)
        tell(MEASURES, "check of 120 rows", statistics.median(ratio for ratio, _ in checks))
        tell(MEASURES, "check of 120 rows: memory", max(memory for _, memory in checks))


if __name__ == "__main__":
    main()
