"""Work ahead: request the next pages while a page is written, keeping rows in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class _End:
    """The type of `_END`."""


_END: Final = _End()


def prefetched(items: Iterable[T], depth: int = 2) -> Iterator[T]:
    """Yield the items, taking up to `depth` of them ahead in another thread."""
    source = iter(items)
    with ThreadPoolExecutor(1) as pool:
        waiting: deque[Future[T | _End]] = deque(pool.submit(next, source, _END) for _ in range(depth))
        while not isinstance(item := waiting.popleft().result(), _End):
            waiting.append(pool.submit(next, source, _END))
            yield item


def mapped(work: Callable[[T], U], items: Iterable[T], *, threads: int = 3) -> Iterator[U]:
    """Yield the result of `work` for each item, in order, `threads` at a time."""
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[U]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
