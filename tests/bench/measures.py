"""What the benches measure and what is wanted of it: each bench declares `MEASURES` and tells its figures here.

`run_all.py` sets BENCH_TABLE, a file to which every figure is added as a line of JSON.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a measure: at most `bound`, or at least, in a unit."""

    bound: float
    unit: str = "times"
    least: bool = False

    def is_missed(self, value: float) -> bool:
        """Tell whether a figure is not what is wanted."""
        return value < self.bound if self.least else value > self.bound

    def text(self) -> str:
        """Return it in words."""
        return f"at {'least' if self.least else 'most'} {self.bound:g} {self.unit}".rstrip()


def tell(measures: Mapping[str, Wanted], name: str, value: float) -> None:
    """Print a figure beside what is wanted of it, and add it to the table of `run_all.py`, if it runs."""
    wanted = measures[name]
    print(
        f"{name}: {value:.3g} {wanted.unit} (wanted {wanted.text()}{', missed' * wanted.is_missed(value)})",
        flush=True,
    )
    if table := os.environ.get("BENCH_TABLE"):
        line = {
            "name": name,
            "value": f"{value:.3g} {wanted.unit}",
            "wanted": wanted.text(),
            "missed": wanted.is_missed(value),
        }
        with Path(table).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
