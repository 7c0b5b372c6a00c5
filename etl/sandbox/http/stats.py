"""What happened since the start (or the last reset), for tests and benches; used from the event loop only."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


class Stats:
    """Counts of requests, pairs, writes and refusals."""

    def __init__(self, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at_work = 0
        self.reset()

    def reset(self) -> None:
        """Start again from zero."""
        self._requests: Counter[str] = Counter()
        self._statuses: Counter[int] = Counter()
        self._pairs: Counter[str] = Counter()
        self._writes: Counter[str] = Counter()
        self._tokens = 0
        self._second = (0, 0)
        self._second_max = 0

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count a request as in progress while the block lasts, even when its client has gone."""
        self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1

    def request(self, method: str, template: str, *, status: int, writes: Mapping[str, int]) -> None:
        """Count one HTTP request of the API, its answer's status and what it wrote."""
        self._requests[f"{method} {template}"] += 1
        self._statuses[status] += 1
        self._writes.update(writes)
        second = int(self._clock())
        count = self._second[1] + 1 if self._second[0] == second else 1
        self._second = (second, count)
        self._second_max = max(self._second_max, count)

    def pairs(self, operations: Mapping[tuple[str, str], int]) -> None:
        """Count the operations of a batch."""
        self._pairs.update(
            {f"{method} {template}": count for (method, template), count in operations.items()}
        )

    def token(self) -> None:
        """Count one answer of the token endpoint."""
        self._tokens += 1

    def show(self) -> dict[str, Any]:
        """Return the counts: `requests` and `batch_pairs` by operation, `writes` by resource."""
        return {
            "requests": dict(sorted(self._requests.items())),
            "requests_total": self._requests.total(),
            "statuses": {str(status): count for status, count in sorted(self._statuses.items())},
            "refused_429": self._statuses[429],
            "per_second_max": self._second_max,
            "batch_pairs": dict(sorted(self._pairs.items())),
            "batch_pairs_total": self._pairs.total(),
            "writes": dict(sorted(self._writes.items())),
            "writes_total": self._writes.total(),
            "tokens": self._tokens,
            "at_work": self._at_work,
        }
