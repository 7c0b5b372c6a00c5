"""Which tests have an account, and which of their variants the default suite runs: the others are long tests."""

from collections import defaultdict
from collections.abc import Iterable

import pytest
from databases import POSTGRESQL

ACCOUNTS = {"start", "shell_on", "sellsy"}
"""Fixtures of whatever speaks to an account of its own: tests of these take long."""


def shared_out(items: Iterable[pytest.Item]) -> None:
    """Mark `slow` all but the first and the last variant of tests that have an account or the mark `many`.

    Those of an account are marked `variant` as well: CI leaves them out. Whatever has an account is marked `account`.
    PostgreSQL beside an account is slow as well: of it, the default suite has the journal's own tests.
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
        for item in group[1:-1]:
            item.add_marker(pytest.mark.slow)
            if item.get_closest_marker("account"):
                item.add_marker(pytest.mark.variant)


def _parameters(item: pytest.Item) -> dict[str, object]:
    callspec = getattr(item, "callspec", None)
    return dict(callspec.params) if callspec else {}
