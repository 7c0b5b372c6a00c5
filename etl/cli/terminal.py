"""The only way to the terminal: printed text cannot control it, and printing does not fail because nobody reads.

Names of files, cells and answers of servers are printed as they are, but for the characters that a terminal obeys
(escape sequences, carriage returns, changes of writing direction): those are shown, as `\\u001b`, as JSON writes them.
Click, which would take escape sequences out of what no terminal reads, is told to leave them (`color`).
"""

import io
import os
import re
import sys
from typing import Any, TextIO

import click

from etl.core.encoding import NEAREST
from etl.core.errors import DataError

_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters except tab and line feed, changes of writing direction, and undecodable bytes of file names."""

_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def printable(line: str) -> str:
    """Return a text with its control characters escaped, so that the terminal shows them and does not obey them."""
    return line if line.isprintable() else _COMMANDS.sub(lambda char: f"\\u{ord(char[0]):04x}", line)


class Terminal(io.TextIOWrapper):
    """Stdout or stderr; a stream that fails is reported once, then what is printed is discarded.

    A failure of stderr does not stop the work. A failure of stdout is an error, since its output is what was asked
    for. `declared` is the encoding of the environment; where that is ASCII, UTF-8 is written all the same.
    """

    def __init__(self, stream: TextIO, *, is_stderr: bool) -> None:
        self.declared = stream.encoding
        ascii_only = self.declared.lower().replace("_", "-") in {"ascii", "us-ascii", "ansi-x3.4-1968", "646"}
        super().__init__(
            stream.buffer,
            encoding="utf-8" if ascii_only else self.declared,
            errors=NEAREST,
            line_buffering=is_stderr or stream.isatty(),
        )
        self._is_stderr = is_stderr

    def write(self, line: str, /) -> int:
        """Print a text.

        Raises:
            BrokenPipeError: the reader of stdout is gone.
            DataError: stdout cannot be written.
        """
        self.draw(printable(line))
        return len(line)

    def draw(self, line: str) -> None:
        """Print the program's own text, with its escape sequences and carriage returns."""
        try:
            super().write(line)
        except OSError as error:
            self._lose(error)

    def flush(self) -> None:
        """Send what is buffered; see `write`."""
        try:
            super().flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)
        if self._is_stderr:
            return
        if isinstance(error, BrokenPipeError):
            raise error
        raise DataError("output-unwritable", said=error.strerror or str(error)) from error


class Drawing:
    """The stream of a progress bar, which returns to the start of its line."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, line: str) -> None:
        """Draw a state of the bar."""
        getattr(self._stream, "draw", self._stream.write)(line)


def echo_styled(line: str, *, err: bool = False, **style: Any) -> None:
    """Print a line in colour or bold on a terminal, plainly elsewhere."""
    stream = sys.stderr if err else sys.stdout
    if isinstance(stream, Terminal) and stream.isatty():
        stream.draw(click.style(printable(line), **style) + "\n")
        stream.flush()
    else:
        click.echo(line, err=err, color=True)


def open_streams() -> None:
    """Open closed standard streams: otherwise the next file takes their number, and is overwritten."""
    for number, (name, mode) in enumerate(_STREAMS):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free
        if getattr(sys, name) is None:
            stream = open(number, mode, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - as long as the process
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def take_terminal() -> None:
    """Send everything that is printed through `Terminal`."""
    open_streams()
    sys.stdout = Terminal(sys.stdout, is_stderr=False)
    sys.stderr = Terminal(sys.stderr, is_stderr=True)
