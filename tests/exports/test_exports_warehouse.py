"""Databases kept up to date by dlt: merged by id, what is deleted is marked, new custom fields are new columns."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

import etl
from etl.core.errors import ConfigError, DataError

pytest.importorskip("dlt", reason="dlt is not installed: it comes with the extra warehouse")
pytestmark = pytest.mark.slow

KINDS = ("duckdb", "sqlite", "postgresql")


class Tables:
    """A database, and what is in its tables."""

    def __init__(self, kind, folder, postgresql):
        """Name a database that is not there yet; one of PostgreSQL is empty."""
        self.kind = kind
        self.path = folder / f"crm.{kind}"
        self.url = postgresql if kind == "postgresql" else f"{kind}:///{self.path}"
        self.schema = "" if kind == "sqlite" else "sellsy."
        if kind == "postgresql":
            self.change(
                "DROP SCHEMA IF EXISTS sellsy CASCADE", "DROP SCHEMA IF EXISTS sellsy_staging CASCADE"
            )

    def change(self, *statements):
        """Execute statements on PostgreSQL."""
        engine = create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def rows(self, sql, **values):
        """Return the rows of a query; a table is named `@table`, a number `{name}`."""
        sql = sql.replace("@", self.schema).format(**{name: int(value) for name, value in values.items()})
        if self.kind == "duckdb":
            duckdb = pytest.importorskip("duckdb")
            with duckdb.connect(str(self.path), read_only=True) as base:
                return base.execute(sql).fetchall()
        url = self.url.replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(sql))]
        finally:
            engine.dispose()


@pytest.fixture(params=KINDS)
def tables(request, tmp_path):
    """Return a database of each kind."""
    postgresql = request.getfixturevalue("postgresql") if request.param == "postgresql" else ""
    return Tables(request.param, tmp_path, postgresql)


def load(account, tables, entity="all", **options):
    return etl.export(entity, tables.url, settings=account.settings, **options)


@pytest.mark.parametrize("since", [None, "last"])
def test_tables_follow_the_account(demo, tables, since):
    """Changed records are replaced, deleted ones marked, links as they are now."""
    ours = demo.company(name="Menuiserie Kervadec")["id"]
    gone = demo.api("POST", "/companies", {"type": "client", "name": "Éphémère"})["id"]
    demo.api("POST", f"/companies/{gone}/smart-tags", [{"value": "VIP"}])
    deal = next(iter(deals(demo)))["id"]
    demo.api("PUT", f"/opportunities/{deal}", {"assigned_staff_ids": [1, 3]})
    load(demo, tables, since=since)
    before = tables.rows("SELECT count(*), count(_deleted_at) FROM @client")
    assert before == [(len(demo.companies(type="client")) + individuals(demo), 0)]
    assert {(deal, 1), (deal, 3)} <= set(
        tables.rows("SELECT opportunity_id, staff_id FROM @opportunity_staff")
    )
    assert (ours, "VIP") in tables.rows("SELECT company_id, tag FROM @company_tag")
    demo.api("PUT", f"/companies/{ours}", {"name": "Kervadec et fils"})
    demo.api("PUT", f"/opportunities/{deal}", {"assigned_staff_ids": []})
    demo.api("DELETE", f"/companies/{gone}")
    load(demo, tables, since=since)
    assert tables.rows("SELECT name FROM @client WHERE id = {ours}", ours=ours) == [("Kervadec et fils",)]
    assert tables.rows("SELECT count(*), count(_deleted_at) FROM @client") == [(before[0][0], 1)]
    assert tables.rows("SELECT id FROM @client WHERE _deleted_at IS NOT NULL") == [(gone,)]
    linked = tables.rows("SELECT opportunity_id FROM @opportunity_staff")
    assert (deal,) not in linked
    assert linked
    assert len(tables.rows("SELECT DISTINCT id, client_type FROM @client")) == before[0][0]


def deals(account):
    return account.api("POST", "/opportunities/search?limit=100", {"filters": {}})["data"]


def individuals(account):
    people = account.api("POST", "/individuals/search?limit=100", {"filters": {"type": "client"}})["data"]
    return len(people)


def test_a_new_custom_field_is_a_new_column(start, tables):
    """Tables that were made without a field get its column, and rows that were there stay."""
    bare, demo = start(), start(seed="demo")
    bare.load("Nom société\n" + "\n".join(f"Avant {number}" for number in range(40)))
    load(bare, tables, "client", where=["client_type=company"])
    load(demo, tables, "client", where=["client_type=company"])
    rows = tables.rows("SELECT name, cf_secteur_activite FROM @client")
    assert ("Avant 39", None) in rows
    assert ("Menuiserie Kervadec", "Services") in rows


def test_values_have_their_types(demo, tables):
    """Amounts are exact, dates dates, instants those of Sellsy; the ids of a list stand in its table of links too."""
    load(demo, tables, "opportunity")
    deal = deals(demo)[0]
    (row,) = tables.rows("SELECT amount, due_date, name FROM @opportunity WHERE id = {deal}", deal=deal["id"])
    assert (float(row[0]), str(row[1])[:10], row[2]) == (
        float(deal["amount"]["value"]),
        deal["due_date"],
        deal["name"],
    )
    linked = tables.rows(
        "SELECT staff_id FROM @opportunity_staff WHERE opportunity_id = {deal}", deal=deal["id"]
    )
    assert sorted(linked) == [(staff,) for staff in sorted(deal["assigned_staff_ids"])]


def test_a_database_that_was_deleted_is_loaded_whole_again(demo, tmp_path):
    """What is remembered for --since last counts for the tables it is about only."""
    tables = Tables("duckdb", tmp_path, "")
    load(demo, tables, "contact", since="last")
    rows = tables.rows("SELECT id FROM @contact")
    tables.path.unlink()
    load(demo, tables, "contact", since="last")
    assert sorted(tables.rows("SELECT id FROM @contact")) == sorted(rows)
    assert len(rows) > 2


_LOADING = """
import sys
from pathlib import Path
import etl
from etl.config.settings import Settings
home, api, login, v1, target = sys.argv[1:]
settings = Settings.load(environ={"SELLSY_ETL_HOME": home}, credentials=False).for_sandbox(api, login, v1)
print("begun", flush=True)
etl.export("all", target, settings=settings, since="last")
print("done", flush=True)
"""


def test_killed_and_run_again_the_tables_are_the_same(demo, tables):
    """Killed at any moment, the next run ends with the tables of a run that nobody killed."""
    used = demo.settings
    for wait in (0.3, 1.5, 2.5, 3.5):
        demo.api("POST", "/companies", {"type": "client", "name": f"Ajoutée {wait}"})
        command = [sys.executable, "-c", _LOADING, str(used.home), used.api_url, used.login_url, used.v1_url]
        process = subprocess.Popen(
            [*command, tables.url],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(etl.__file__).parents[1])},
        )
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    load(demo, tables, since="last")
    stored = {company["id"]: company["name"] for company in demo.companies(type="client")}
    rows = tables.rows("SELECT id, name, _deleted_at FROM @client WHERE client_type = 'company'")
    assert {row[0]: row[1] for row in rows} == stored
    assert (len(rows), {row[2] for row in rows}) == (len(stored), {None})


def test_a_database_that_does_not_answer_is_named_without_its_password(demo):
    """The message names the place and what to do; no secret, no traceback."""
    with pytest.raises(DataError) as wrong:
        etl.export("client", "postgresql://me:s3cret@127.0.0.1:1/none", settings=demo.settings)
    assert wrong.value.code == "warehouse-refused"
    assert "s3cret" not in wrong.value.message("fr") + wrong.value.message("en")


@pytest.mark.parametrize(
    "options", [{"columns": ["id"]}, {"raw": True}, {"names": "header"}, {"since": "30d"}, {"dataset": "a b"}]
)
def test_options_of_files_are_refused(demo, tmp_path, options):
    """Tables have all columns and stable names."""
    with pytest.raises(ConfigError):
        etl.export("client", f"duckdb:///{tmp_path / 'x.duckdb'}", settings=demo.settings, **options)


@pytest.mark.parametrize(
    ("target", "error", "code"),
    [
        ("duckdb://", ConfigError, "warehouse-nameless"),
        ("dlt:nope", DataError, "warehouse-refused"),
        ("mysql://u:s3cret@127.0.0.1:1/x", DataError, "warehouse-refused"),
        ("mysql", ConfigError, "output-format"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(demo, target, error, code):
    """No name, no such destination, no library or no server: a sentence, and no secret in it."""
    with pytest.raises(error) as wrong:
        etl.export("client", target, settings=demo.settings)
    assert wrong.value.code == code
    assert "s3cret" not in wrong.value.message("fr")


def test_a_step_of_a_pipeline_loads_a_database(demo, tmp_path):
    """The address stands where a file would."""
    tables = Tables("duckdb", tmp_path, "")
    pipeline = tmp_path / "night.yaml"
    pipeline.write_text(
        f"name: night\nsteps:\n  load:\n    export: contact\n    to: {tables.url}\n    since: last\n",
        encoding="utf-8",
    )
    result = etl.run_pipeline(pipeline, settings=demo.settings)
    assert result.exit_code == 0, result
    assert len(tables.rows("SELECT id FROM @contact")) > 2
