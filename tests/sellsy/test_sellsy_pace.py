"""When requests may leave, on a clock of our own."""

import random
from collections import Counter
from itertools import pairwise

import pytest

from etl.core.errors import FatalApiError, RetryableApiError
from etl.core.stopping import STOPPING
from etl.sellsy.pace import Pacer


class Application:
    """A clock, and a server that counts in fixed or sliding windows."""

    def __init__(self, *, second=5, minute=None, sliding=False, phase=0.0, jitter=0.0, others=()):
        self.now = 1000.0
        self.limits = {"second": (second, 1.0), "minute": (minute, 60.0)}
        self.sliding, self.phase, self.jitter = sliding, phase, jitter
        self.others = list(others)
        self.counted = []
        self.refused = 0
        self.draw = random.Random(1)

    def clock(self):
        """Return the seconds."""
        return self.now

    def sleep(self, seconds):
        """Let the seconds pass."""
        assert seconds > 0
        self.now += seconds

    def _used(self, length, at):
        if self.sliding:
            return sum(at - length < moment <= at for moment in self.counted)
        return sum((moment + self.phase) // length == (at + self.phase) // length for moment in self.counted)

    def receive(self, at):
        """Count a request and return what is left, as the headers do."""
        while self.others and self.others[0] <= at:
            self.counted.append(self.others.pop(0))
        left = {}
        for name, (limit, length) in self.limits.items():
            if limit is not None:
                used = self._used(length, at)
                self.refused += used >= limit
                left[name] = limit - used - 1
        self.counted.append(at)
        self.counted = self.counted[-4000:]
        return left


def run(world, pacer, count, latency=0.2):
    """Let `count` requests leave; answers arrive late, several are in flight."""
    pending = []
    left_at = []
    for _ in range(count):
        ticket = pacer.take()
        while pending and pending[0][0] <= world.now:
            pacer.learn(*pending.pop(0)[1:])
        left_at.append(world.now)
        left = world.receive(world.now + latency / 2 + world.draw.random() * world.jitter)
        pending.append((world.now + latency, ticket, left))
    return left_at


@pytest.mark.many
@pytest.mark.parametrize("sliding", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 5, 24, 34, 100])
@pytest.mark.parametrize("phase", [0.0, 0.37, 0.8])
def test_the_second_is_used_fully_and_never_exceeded(sliding, limit, phase):
    """Fixed or sliding, whatever the limit: at least 95 % of it is used, nothing is refused."""
    world = Application(second=limit, sliding=sliding, phase=phase, jitter=0.02)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.set_limits({"second": limit})
    left_at = run(world, pacer, 20 * limit)
    assert world.refused == 0
    rate = (len(left_at) - 1) / (left_at[-1] - left_at[0])
    assert rate >= 0.95 * limit


def test_the_limit_is_learnt_from_the_first_answers():
    """Without GET /quotas the pace begins at 5/s and rises to what the headers show."""
    world = Application(second=34)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    left_at = run(world, pacer, 200)
    assert world.refused == 0
    assert pacer.known()["second"] == 34
    assert 100 / (left_at[-1] - left_at[-101]) >= 0.95 * 34


def test_what_is_left_of_the_next_window_raises_no_limit():
    """An answer that comes when a new second has begun tells its whole limit, with nothing counted in it."""
    world = Application(second=6)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    first, second, third = pacer.take(), pacer.take(), pacer.take()
    pacer.learn(first, {"second": 4})
    pacer.learn(second, {"second": 5})
    assert pacer.known()["second"] == 5
    pacer.learn(third, {"second": 6})  # the first answer was one of a second in which others worked
    assert pacer.known()["second"] == 6


def test_a_smaller_limit_than_supposed_is_learnt_too():
    """An account of 2/s is not refused after the first answer has shown it."""
    world = Application(second=2)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    run(world, pacer, 4)
    before = world.refused
    run(world, pacer, 40)
    assert world.refused == before


@pytest.mark.parametrize("sliding", [False, True])
def test_the_minute_is_used_fully_and_never_exceeded(sliding):
    """149 a minute at 24 a second: full speed at first, then spread, never above, never a long silence."""
    world = Application(second=24, minute=149, sliding=sliding, phase=17.0)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.set_limits({"second": 24, "minute": 149})
    left_at = run(world, pacer, 149 * 6)
    assert world.refused == 0
    assert (left_at[-1] - left_at[0]) / 60 <= 6 / 0.95
    assert left_at[70] - left_at[0] < 4
    assert max(b - a for a, b in pairwise(left_at)) < 2


def test_what_others_take_is_left_to_them():
    """Another program at 2/s on a limit of 10/s: hardly any request of ours is refused."""
    others = [1000.0 + 0.5 * rank for rank in range(200)]
    world = Application(second=10, others=others)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.set_limits({"second": 10})
    left_at = run(world, pacer, 300)
    assert world.refused <= 3
    assert 300 / (left_at[-1] - left_at[0]) >= 6


def test_a_negative_remainder_slows_down_and_recovers():
    """A remainder below zero, as seen in production, slows the pace until it rises again."""
    world = Application(second=20)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.set_limits({"second": 20})
    pacer.learn(pacer.take(), {"second": -60})
    start = world.now
    pacer.take()
    assert world.now - start >= 1.0
    left_at = run(world, pacer, 400)
    assert left_at[100] - left_at[0] < 20
    assert 50 / (left_at[-1] - left_at[-51]) >= 0.95 * 20


def test_after_a_silence_there_is_no_burst():
    """Unused turns are not saved up."""
    world = Application(second=5)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    run(world, pacer, 3)
    world.now += 30
    left_at = run(world, pacer, 5)
    assert left_at[-1] - left_at[0] >= 0.8


def test_late_wake_ups_do_not_add_up():
    """Threads that wake a few milliseconds late keep the overall pace."""
    world = Application(second=5)
    late = random.Random(3)
    pacer = Pacer(clock=world.clock, sleep=lambda s: world.sleep(s + late.random() * 0.015))
    left_at = run(world, pacer, 200)
    assert world.refused == 0
    assert 199 / (left_at[-1] - left_at[0]) >= 0.95 * 5


def test_a_slow_connection_pushes_the_following_ones_back():
    """Requests whose bytes leave late (a TLS handshake) do not crowd into the next second."""
    world = Application(second=5)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    seconds = Counter()
    for rank in range(30):
        ticket = pacer.take()
        delay = 0.15 if rank < 3 else 0.0
        world.now += delay
        pacer.left_now(ticket)
        seconds[int(world.now)] += 1
        world.now -= delay
    assert max(seconds.values()) <= 5


def test_a_hold_stops_everyone():
    """After a 429 nothing leaves before the time Sellsy asked for."""
    world = Application()
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.take()
    pacer.hold(7)
    start = world.now
    pacer.take()
    assert world.now - start == pytest.approx(7)


@pytest.mark.parametrize("name", ["day", "month"])
def test_an_empty_day_stops_at_once(name):
    """When the last request of the day is gone the next one is an error, not a wait of hours."""
    world = Application()
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    first = pacer.take()
    second = pacer.take()
    pacer.learn(first, {name: 2})
    assert pacer.known()[f"{name}_left"] == 1
    pacer.learn(second, {name: 1})
    pacer.take()
    with pytest.raises(FatalApiError) as caught:
        pacer.take()
    assert caught.value.code == f"quota-{name}"
    assert "0" in caught.value.message()
    world.now += 1000
    pacer.take()


def test_missing_and_unknown_windows_are_ignored():
    """The month header is often missing, and a window we do not know changes nothing."""
    world = Application()
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.learn(pacer.take(), {"century": 3})
    assert pacer.known() == {}


def test_a_first_answer_below_zero_is_a_limit_of_one():
    """Nothing is known yet but that too much was taken: the slowest pace, until an answer shows more."""
    world = Application()
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.learn(pacer.take(), {"second": -20})
    start = world.now
    pacer.take()
    assert world.now - start >= 1.0


def test_a_stated_limit_is_not_raised_by_an_answer_of_the_next_window():
    """An answer that tells what is left of a fresh window does not make the limit one more than it is."""
    world = Application(second=5)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.set_limits({"second": 5})
    pacer.learn(pacer.take(), {"second": 5})
    assert pacer.known()["second"] == 5


def test_an_inferred_limit_is_inferred_lower_after_a_refusal():
    """Once a request was refused, what is left is taken as the limit, without the request itself."""
    world = Application(second=5)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.learn(pacer.take(), {"second": 5})
    assert pacer.known()["second"] == 6
    pacer.hold(1.0)
    pacer.learn(pacer.take(), {"second": 5})
    assert pacer.known()["second"] == 5


def test_who_waits_for_a_turn_while_the_process_stops_says_that_nothing_was_sent():
    """A wait for the pace that an interruption ends is no used-up quota: the error says that nothing left."""
    world = Application(second=1)
    pacer = Pacer(clock=world.clock, sleep=world.sleep)
    pacer.set_limits({"second": 1})
    pacer.take()
    STOPPING.ask()
    try:
        with pytest.raises(RetryableApiError) as stopped:
            pacer.take()
    finally:
        STOPPING.forget()
    assert stopped.value.code == "api-unsent"
