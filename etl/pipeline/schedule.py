"""Scheduled pipelines: when each is due, what was missed meanwhile, and the loop that runs them one at a time.

A pipeline that falls due while another runs waits. Times that were missed (the machine slept, the service was down, the
last run took too long) are reported, but for the last of them: it is made up for within the grace period. Time is a
parameter, and so is the memory of what is settled, which outlives the process.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from etl.pipeline.cron import Cron
from etl.pipeline.spec import Pipeline

GRACE = timedelta(hours=1)
"""How late a pipeline may start; later than this, it waits for its next time."""

_NAP_S = 30.0
"""Longest sleep in seconds, so that a changed clock, file or schedule is noticed soon."""

_COUNTED = 10_000
"""Most missed times of a report; those after them are in the next one."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A pipeline that has a schedule."""

    pipeline: Pipeline
    cron: Cron

    @property
    def name(self) -> str:
        """The name: that of its file, without suffix."""
        return self.pipeline.path.stem

    def after(self, moment: datetime) -> datetime | None:
        """Return its first time after a moment."""
        return self.cron.after(moment)

    def between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Yield its times after `start`, up to and including `end`."""
        moment = self.after(start)
        while moment is not None and moment <= end:
            yield moment
            moment = self.after(moment)


@dataclass(frozen=True, slots=True)
class Missed:
    """Times at which a pipeline did not run; `busy`: its own run before them took too long."""

    first: datetime
    last: datetime
    count: int
    busy: bool = False


@dataclass(slots=True)
class Scheduler:
    """Runs pipelines when they are due, until stopped.

    `pipelines` returns those there are now. `settled` returns the moment up to which the times of one were run or
    reported, `settle` records it. `run` runs a pipeline and never raises; `missed` reports times without a run.
    `jitter` returns the seconds by which the start at a time is delayed, always the same for it, so that many machines
    do not call in the same second.
    """

    pipelines: Callable[[], Sequence[Scheduled]]
    settled: Callable[[Scheduled], datetime]
    settle: Callable[[Scheduled, datetime], None]
    run: Callable[[Scheduled, datetime], None]
    missed: Callable[[Scheduled, Missed], None]
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    stopped: Callable[[], bool]
    jitter: Callable[[Scheduled, datetime], float] = lambda _entry, _due: 0.0
    grace: timedelta = GRACE
    nap_s: float = _NAP_S

    def serve(self) -> None:
        """Run what is due until stopped."""
        while not self.stopped():
            coming = [
                (due + timedelta(seconds=self.jitter(entry, due)), entry.name, entry, due)
                for entry in self.pipelines()
                if (due := self.next_due(entry)) is not None
            ]
            start, _name, entry, due = min(coming, default=(None, "", None, None), key=lambda each: each[:2])
            left = self.nap_s if start is None else (start - self.now()).total_seconds()
            if left > 0 or entry is None or due is None:
                self.sleep(min(left, self.nap_s))
                continue
            self.settle(entry, due)
            self.run(entry, due)
            self._report(entry, list(islice(entry.between(due, self.now()), _COUNTED)), busy=True)

    def next_due(self, entry: Scheduled) -> datetime | None:
        """Return the time to run a pipeline at: one that has passed and is not too late, else the next.

        Those that are too late are reported.
        """
        now, settled = self.now(), self.settled(entry)
        first = entry.after(settled)
        if first is None or first > now:
            return first
        times = list(islice(entry.between(settled, now), _COUNTED))
        late = timedelta(seconds=self.jitter(entry, times[-1])) + self.grace
        due = times.pop() if now - times[-1] <= late else None
        self._report(entry, times, busy=False)
        return due or entry.after(now)

    def _report(self, entry: Scheduled, times: Sequence[datetime], *, busy: bool) -> None:
        if times:
            self.settle(entry, times[-1])
            self.missed(entry, Missed(times[0], times[-1], len(times), busy))
