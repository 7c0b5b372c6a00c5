"""Databases of PostgreSQL for tests, one for each process that tests; a test finds it empty.

SELLSY_ETL_TEST_POSTGRESQL names a server on which databases can be created, else the one of this machine is tried.
Where none answers its tests are skipped with the reason; with SELLSY_ETL_TEST_ALL_DATABASES they fail instead.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from uuid import uuid4

import pytest
from sqlalchemy import URL, make_url

HERE = "postgresql://postgres@127.0.0.1:5432/postgres"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests that are marked `databases` on both; called by the hook of the same name."""
    mark = metafunc.definition.get_closest_marker("databases")
    if mark is None or "database" not in metafunc.fixturenames:
        return
    marks = [pytest.mark.slow] if mark.kwargs.get("slow") else []
    both = [SQLITE, pytest.param(POSTGRESQL, marks=marks)]
    metafunc.parametrize("database", both, indirect=True)


@contextmanager
def created() -> Iterator[str]:
    """Yield the URL of a database of this process's own."""
    server = make_url(os.environ.get("SELLSY_ETL_TEST_POSTGRESQL") or HERE)
    why = _unreachable(server)
    if why is not None:
        text = f"no PostgreSQL at {server.render_as_string(hide_password=True)}: {why}"
        if os.environ.get("SELLSY_ETL_TEST_ALL_DATABASES"):
            pytest.fail(text)
        pytest.skip(text)
    name = f"sellsy_etl_test_{uuid4().hex[:12]}"
    _tell(
        server,
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'",
        f"ALTER DATABASE {name} SET synchronous_commit = off",
    )
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


def emptied(url: str) -> str:
    """Return the URL of a database once nobody is in it any more, and nothing."""
    everybody = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    others = "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    _tell(make_url(url), f"{everybody} {others}", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return url


@cache
def _unreachable(server: URL) -> str | None:
    """Return why a server cannot be used, None when it can."""
    try:
        _tell(server, "SELECT 1")
    except ImportError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from answering is the reason
        return " ".join(str(error).split())
    return None


def _tell(server: URL, *statements: str) -> None:
    import psycopg  # noqa: PLC0415 - only where there is one

    url = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg.connect(url, autocommit=True, connect_timeout=5)) as connection:
        for statement in statements:
            connection.execute(statement)
