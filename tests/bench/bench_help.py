"""Compare `sellsy-etl --help` with `python -c "import click"`, run in turn."""

import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

RUNS = 15


def timed(command: list[str]) -> float:
    """Return how long a command takes, in seconds."""
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - start


def main() -> None:
    """Print both medians and the ratio of each pair."""
    ours = [str(Path(sys.executable).with_name("sellsy-etl")), "--help"]
    click = [sys.executable, "-c", "import click"]
    timed(ours)
    timed(click)
    pairs = [(timed(ours), timed(click)) for _ in range(RUNS)]
    help_s, click_s = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(
        f"sellsy-etl --help {help_s:.3f} s, import click {click_s:.3f} s, ratio {ratio:.2f} (wanted <= 2.5)"
    )


if __name__ == "__main__":
    main()
