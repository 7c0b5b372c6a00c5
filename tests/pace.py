"""How slow this computer is just now: bounds in seconds of CPU are those of a usual one, and grow with what is measured."""

from time import process_time

USUAL_S = 0.06
"""Seconds that the work takes on a usual computer of today."""


def slower():
    """Return how many times slower than a usual computer this one is, 1 at least."""
    return max(1.0, min(_work() for _ in range(3)) / USUAL_S)


def _work():
    start = process_time()
    sum(number * number % 7 for number in range(1_000_000))
    return process_time() - start
