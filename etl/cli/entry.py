"""Entry point of the `sellsy-etl` script: Ctrl-C before the commands are loaded ends the process silently."""

import os
import signal


def main() -> None:
    """Load the command line and run it."""
    interrupted = 130
    signal.signal(signal.SIGINT, lambda *_: os._exit(interrupted))
    from etl.cli.main import main as begin  # noqa: PLC0415 - this is what may be interrupted

    begin()
