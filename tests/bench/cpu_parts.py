"""Where the CPU time of an export goes: HTTP, the writer, and all the rest, which is ours.

What a thread did is told by its own clock (`thread_time`), so waiting costs nothing and a busy machine matters less:

- HTTP is `Wire.exchange`: a request is built, signed, paced and sent, its answer received and decoded from JSON. The
  decoding is told apart, so that it can be counted otherwise.
- The writer is `write` of the file's writer, less the time in which it waits for `RecordReader.rows`.
- Ours is what is left of the process's CPU time between the call of `etl.export` and its return: pages, batches put
  together and taken apart, names, cells, rows, threads and their queues, settings, the account, the file's place,
  and the garbage collections that fall into any of it.

The three make the whole: nothing is left out, and nothing is measured in another run.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from time import process_time, thread_time

import etl.commands.data.exporting
from etl.exports.record_rows import RecordReader
from etl.sellsy.wire import Wire


class CpuParts:
    """Adds up CPU seconds by name; made once in a process, before the export."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()
        Wire.exchange = self._timed("exchange", Wire.exchange)
        Wire._raw = self._timed("raw", Wire._raw)
        RecordReader.rows = self._pulled(RecordReader.rows)
        made = etl.commands.data.exporting.writer_for
        etl.commands.data.exporting.writer_for = lambda *options: _Timed(made(*options), self)
        self._began = process_time()

    def add(self, name: str, seconds: float) -> None:
        """Add what a thread did."""
        with self._lock:
            self._sums[name] += seconds

    def _timed(self, name: str, work: Callable) -> Callable:
        def timed(*args, **options):
            began = thread_time()
            try:
                return work(*args, **options)
            finally:
                self.add(name, thread_time() - began)

        return timed

    def _pulled(self, rows: Callable) -> Callable:
        def pulled(*args) -> Iterator:
            step = self._timed("pulled", next)
            source = rows(*args)
            while (pulled_rows := step(source, None)) is not None:
                yield pulled_rows

        return pulled

    def parts(self) -> dict[str, float]:
        """Return CPU seconds: all of them, HTTP, the decoding in it, the writer, ours."""
        total, sums = process_time() - self._began, self._sums
        writer = sums["write"] - sums["pulled"]
        return {
            "cpu": total,
            "http": sums["exchange"],
            "decoding": sums["exchange"] - sums["raw"],
            "writer": writer,
            "ours": total - sums["exchange"] - writer,
        }


class _Timed:
    """A writer whose writing is timed."""

    def __init__(self, writer, parts: CpuParts) -> None:
        self._writer, self._parts = writer, parts

    @property
    def cut(self) -> int:
        return self._writer.cut

    def write(self, stream, sheets) -> None:
        began = thread_time()
        self._writer.write(stream, sheets)
        self._parts.add("write", thread_time() - began)
