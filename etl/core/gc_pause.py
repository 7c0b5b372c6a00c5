"""Pause the cycle collector: reading a chunk makes millions of small values without cycles."""

import gc
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def gc_paused(items: Iterable[T]) -> Iterator[T]:
    """Yield items, with the cycle collector paused while each is made and used."""
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
