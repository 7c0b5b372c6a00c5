"""One machine for each process that tests."""

import pytest
from crash_machine import machine


@pytest.fixture(scope="session")
def crashing(tmp_path_factory):
    """Return a machine."""
    with machine(tmp_path_factory.mktemp("crash")) as running:
        yield running


@pytest.fixture
def crashing_on_postgresql(crashing, postgresql):
    """Return a machine whose journals are in PostgreSQL."""
    crashing.postgresql = postgresql
    yield crashing
    crashing.postgresql = None
