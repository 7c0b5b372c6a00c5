"""Exports for programs: stable names in every language, ids beside labels, typed values, tables of links, a manifest."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from test_exports import put
from test_exports_times import INSTANTS, STARTS, ours

import etl
from etl.core.errors import ConfigError
from etl.entities import ENTITIES
from etl.entities.base.machine import machine_columns
from etl.exports.dictionary import dictionary_csv

ROOT = Path(__file__).parents[2]


def exported(account, name, entity="opportunity", **options):
    path = account.folder / name
    etl.export(entity, path, settings=account.settings, **options)
    return path


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_names_are_the_same_in_every_language_and_twice_nowhere(demo):
    """The language changes neither names nor values; each name of an entity stands once, in snake_case."""
    french, english = (
        lines_of(exported(demo, f"{lang}.jsonl", "client", lang=lang)) for lang in ("fr", "en")
    )
    assert french == english
    for entity in ENTITIES:
        names = [part.name for part in machine_columns(entity)]
        assert len(set(names)) == len(names)
        assert all(name.isidentifier() and name == name.lower() for name in names)


def test_ids_stand_beside_labels(demo):
    """An owner has id, e-mail address and name, a step id and label, lists ids and labels; words are Sellsy's own."""
    deal = lines_of(exported(demo, "deals.jsonl", lang="fr"))[0]
    assert (deal["owner_id"], deal["owner_email"], deal["owner"]) == (
        1,
        "agnes.delmas@atelier-demo.example",
        "Agnès Delmas",
    )
    assert (deal["pipeline_id"], deal["pipeline"], deal["step_id"], deal["step"]) == (
        41,
        "Ventes",
        403,
        "Devis envoyé",
    )
    assert (deal["staff_ids"], deal["staff_names"], deal["status"]) == ([2], ["Luc Bertin"], "open")
    contact = lines_of(exported(demo, "people.jsonl", "contact"))[0]
    assert datetime.fromisoformat(contact["updated"]) >= datetime.fromisoformat(contact["created"])


def test_the_dictionary_names_what_exports_hold(demo, tmp_path):
    """Each column of each table but custom fields is in the dictionary with its type and key; the one in templates/ is today's."""
    text = dictionary_csv("en")
    assert (ROOT / "templates" / "data_dictionary.csv").read_text(encoding="utf-8") == text
    told = {}
    for line in csv.DictReader(text.splitlines()):
        told.setdefault(line["table"], {})[line["column"]] = (line["type"], line["key"] == "yes")
    folder = tmp_path / "bi"
    folder.mkdir()
    etl.export("all", f"{folder}/", settings=demo.settings, format="jsonl")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for table in manifest["tables"]:
        own = {
            column["name"]: (column["type"], column["name"] in table["key"])
            for column in table["columns"]
            if not column["name"].startswith("cf_")
        }
        assert own.items() <= told[table["name"]].items(), table["name"]
    assert set(told) == {table["name"] for table in manifest["tables"]}
    french = dictionary_csv("fr").splitlines()
    assert [line.split(",")[:3] for line in french] == [line.split(",")[:3] for line in text.splitlines()]


def test_an_empty_text_is_not_a_missing_one(demo):
    """What Sellsy holds as an empty text stays one, what it does not hold is null."""
    deal = demo.api("POST", "/opportunities/search?limit=1", {"filters": {}})["data"][0]
    demo.api("PUT", f"/opportunities/{deal['id']}", {"note": ""})
    shown = next(line for line in lines_of(exported(demo, "a.jsonl")) if line["id"] == deal["id"])
    stored = demo.api("GET", f"/opportunities/{deal['id']}")
    assert shown["note"] == stored["note"]
    assert shown["sticky_note"] is None
    assert shown["tags"] == []


def test_a_folder_has_tables_of_links_and_a_manifest(demo):
    """All companies of a contact, tags and assigned people have a row each; the manifest names each table and its rows."""
    contact = demo.api("POST", "/contacts/search?limit=1", {"filters": {}})["data"][0]["id"]
    other = demo.company(name="Menuiserie Kervadec")["id"] + 1
    demo.api("POST", f"/companies/{other}/contacts/{contact}", {})
    folder = demo.folder / "bi"
    folder.mkdir()
    result = etl.export("all", f"{folder}/", settings=demo.settings, format="jsonl")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tables = {table["name"]: table for table in manifest["tables"]}
    for table in tables.values():
        rows = lines_of(folder / table["file"])
        assert len(rows) == table["rows"]
        assert all([*row] == [column["name"] for column in table["columns"]] for row in rows)
        keys = [tuple(row[name] for name in table["key"]) for row in rows]
        assert len(set(keys)) == len(keys)
    links = lines_of(folder / "contact_company.jsonl")
    assert {row["company_id"] for row in links if row["contact_id"] == contact} >= {other, other - 1}
    assert {"contact_id": contact, "company_id": other} in links
    people = {row["id"]: row["company_ids"] for row in lines_of(folder / "contact.jsonl")}
    assert {row["contact_id"] for row in links} == {key for key, ids in people.items() if ids}
    assert {"company_id": 1001, "tag": "VIP"} in lines_of(folder / "company_tag.jsonl")
    assert {"contact_company", "company_tag", "opportunity_contact", "opportunity_staff"} <= set(tables)
    assert set(result.files) == {str(path) for path in folder.iterdir()}


def test_links_of_an_increment_are_those_of_what_changed(demo):
    """The second export holds the changed record and its links, no others."""
    folder = demo.folder / "bi"
    folder.mkdir()
    etl.export("opportunity", f"{folder}/", settings=demo.settings, format="jsonl", since="last")
    deal = lines_of(folder / "opportunity.jsonl")[0]["id"]
    demo.api("PUT", f"/opportunities/{deal}", {"assigned_staff_ids": [1, 3]})
    etl.export("opportunity", f"{folder}/", settings=demo.settings, format="jsonl", since="last")
    assert [line["id"] for line in lines_of(folder / "opportunity.jsonl")] == [deal]
    assert lines_of(folder / "opportunity_staff.jsonl") == [
        {"opportunity_id": deal, "staff_id": 1},
        {"opportunity_id": deal, "staff_id": 3},
    ]


def test_deleted_ids_have_stable_names_too(demo):
    """The file of what is gone names its columns as the table does."""
    export = {"settings": demo.settings, "since": "last", "lang": "fr"}
    etl.export("client", demo.folder / "a.jsonl", **export)
    gone = demo.api("POST", "/companies", {"type": "client", "name": "Éphémère"})["id"]
    etl.export("client", demo.folder / "a.jsonl", **export)
    demo.api("DELETE", f"/companies/{gone}")
    etl.export("client", demo.folder / "a.jsonl", deleted=True, **export)
    assert lines_of(demo.folder / "a.deleted.jsonl") == [{"id": gone, "client_type": "company"}]


def test_raw_and_names_exclude_each_other(demo):
    """Both say how columns are named."""
    with pytest.raises(ConfigError) as wrong:
        exported(demo, "a.jsonl", raw=True, names="machine")
    assert wrong.value.code == "names-raw"
    with pytest.raises(ConfigError, match="names"):
        exported(demo, "a.jsonl", names="sql")


@pytest.fixture
def dated(start):
    """An account with events in winter and in summer, and an amount that no binary number holds."""
    account = start(seed="demo")
    lines = [f"{title};{begin};2027-06-01T10:00:00Z;Réunion" for title, begin in STARTS.items()]
    result = account.load("Titre;Début;Fin;Label\n" + "\n".join(lines), entity="event")
    assert result.counts["created"] == len(STARTS), result.problems
    deal = account.api("POST", "/opportunities/search?limit=1", {"filters": {}})["data"][0]["id"]
    account.api(*put(f"/opportunities/{deal}", amount="1234.1").values())
    return account


def test_pandas_polars_and_duckdb_read_the_types(dated):
    """Instants have a zone, dates are dates, amounts decimals, lists lists; the same in every reader."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: it comes with the extra parquet")
    events, deals = exported(dated, "e.parquet", "event"), exported(dated, "o.parquet")
    frame = pd.read_parquet(events)
    assert str(frame["start"].dtype.tz) == "UTC"
    assert ours(dict(zip(frame["title"], frame["start"], strict=True))) == INSTANTS
    deal = pd.read_parquet(deals).sort_values("amount").iloc[0]
    assert (deal["due_date"].__class__, deal["amount"].__class__) == (date, Decimal)
    amounts = [Decimal(str(line["amount"])) for line in lines_of(exported(dated, "o.jsonl"))]
    assert Decimal("1234.1") in amounts
    polars = pytest.importorskip("polars", reason="polars is not installed")
    table = polars.read_parquet(events)
    assert ours(dict(table.select("title", "start").iter_rows())) == {
        title: instant.astimezone(UTC) for title, instant in INSTANTS.items()
    }
    table = polars.read_parquet(deals)
    assert sorted(table["amount"].to_list()) == sorted(amounts)
    assert table["staff_ids"].to_list()[0] == [2]
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    rows = duckdb.sql(
        "SELECT amount, due_date, staff_ids FROM read_parquet(?)", params=[str(deals)]
    ).fetchall()
    assert sorted(row[0] for row in rows) == sorted(amounts)
    assert (rows[0][1].__class__, rows[0][2]) == (date, [2])
