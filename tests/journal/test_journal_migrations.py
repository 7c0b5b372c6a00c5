"""Migrations: ordered, atomic, and in agreement with the tables that queries use."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect

from etl.core.errors import JournalError
from etl.journal.failures import translated
from etl.journal.migrations import MIGRATIONS, migrate
from etl.journal.schema import metadata
from etl.journal.store import Store

pytestmark = pytest.mark.databases

_NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def store(place):
    """Return an empty database."""
    opened = Store(place, wait_s=0.2)
    yield opened
    opened.close()


def _migrate(store, migrations):
    with translated(store.where):
        migrate(store.engine, where=store.where, now=_NOW, migrations=migrations)


def _versions(store):
    with store.reading() as connection:
        return list(
            connection.exec_driver_sql("SELECT version FROM schema_version ORDER BY version").scalars()
        )


def test_migrations_give_the_tables_that_queries_use(journal):
    """The tables on disk have the columns, keys and required values that the queries count on."""
    inspector = inspect(journal._store.engine)
    assert set(inspector.get_table_names()) == set(metadata.tables)
    for name, table in metadata.tables.items():
        on_disk = {column["name"]: column for column in inspector.get_columns(name)}
        assert list(on_disk) == [column.name for column in table.columns]
        assert set(inspector.get_pk_constraint(name)["constrained_columns"]) == {
            column.name for column in table.primary_key
        }
        for column in table.columns:
            if not column.primary_key:
                assert on_disk[column.name]["nullable"] == column.nullable, (name, column.name)


def test_each_version_is_applied_once_and_in_order(store):
    """A later version of the program adds its migrations to a journal that has the earlier ones."""
    _migrate(store, MIGRATIONS)
    later = (*MIGRATIONS, ("ALTER TABLE runs ADD COLUMN note TEXT",), ("CREATE INDEX note ON runs (note)",))
    _migrate(store, later)
    _migrate(store, later)
    assert _versions(store) == list(range(1, len(later) + 1))
    assert "note" in {column["name"] for column in inspect(store.engine).get_columns("runs")}


def test_a_migration_that_fails_leaves_the_version_before(store):
    """A migration that fails midway is undone as a whole, tables included, and can be tried again."""
    _migrate(store, MIGRATIONS)
    broken = (*MIGRATIONS, ("CREATE TABLE half (a TEXT)", "CREATE TABLE runs (a TEXT)"))
    with pytest.raises(JournalError) as caught:
        _migrate(store, broken)
    assert caught.value.code == "journal-failed"
    assert _versions(store) == list(range(1, len(MIGRATIONS) + 1))
    assert "half" not in inspect(store.engine).get_table_names()


def test_deleting_a_run_deletes_all_of_it(journal, run_id):
    """Rows and operations cannot outlive their run, so old runs can be pruned by one statement."""
    with journal._store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM runs")
    assert journal.rows.counts(run_id)["read"] == 0


def test_no_column_could_hold_a_secret():
    """The tables have no place for a token, a password, a key or a header."""
    names = {column.name for table in metadata.tables.values() for column in table.columns}
    assert not {
        name for name in names for word in ("token", "secret", "password", "auth", "header") if word in name
    }
