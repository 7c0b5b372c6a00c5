"""Reading a chunk makes millions of small plain values that can hold no cycle: looking for some is a waste."""

import gc
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def gc_paused(items: Iterable[T]) -> Iterator[T]:
    """Yield items with the cycle collector paused while each is made and used; it runs in between."""
    enabled = gc.isenabled()
    iterator = iter(items)
    try:
        while True:
            gc.disable()
            try:
                item = next(iterator)
            except StopIteration:
                return
            yield item
            del item
            if enabled:
                gc.enable()
    finally:
        if enabled:
            gc.enable()
