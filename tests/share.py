"""Which tests have an account, and which of their variants the default suite runs: the others are long tests."""

from collections import defaultdict
from collections.abc import Iterable

import pytest
from databases import POSTGRESQL

SHARE = 3
"""How many variants of a test the default suite runs, where each takes long."""

ACCOUNTS = {"start", "shell_on", "sellsy"}
"""Fixtures of whatever speaks to an account of its own: tests of these take long."""


def shared_out(items: Iterable[pytest.Item]) -> None:
    """Mark `slow` all but some variants, evenly spread, of tests that have an account or the mark `many`.

    Whatever has an account is marked `account`. PostgreSQL beside an account is slow as well: the journal's own tests are what the default suite has of it.
    """
    variants: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        account = ACCOUNTS.intersection(getattr(item, "fixturenames", ()))
        if account:
            item.add_marker(pytest.mark.account)
        if account and _parameters(item).get("database") == POSTGRESQL:
            item.add_marker(pytest.mark.slow)
        elif (account or item.get_closest_marker("many")) and not item.get_closest_marker("slow"):
            variants[item.nodeid.partition("[")[0]].append(item)
    for group in variants.values():
        if len(group) > SHARE:
            kept = {round(rank * (len(group) - 1) / (SHARE - 1)) for rank in range(SHARE)}
            for rank, item in enumerate(group):
                if rank not in kept:
                    item.add_marker(pytest.mark.slow)


def _parameters(item: pytest.Item) -> dict[str, object]:
    callspec = getattr(item, "callspec", None)
    return dict(callspec.params) if callspec else {}
