"""Cut an iterable into tuples of a size (`itertools.batched` came with Python 3.12; we run on 3.11)."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield tuples of `size` items, the last one shorter."""
    iterator = iter(items)
    while part := tuple(islice(iterator, size)):
        yield part
