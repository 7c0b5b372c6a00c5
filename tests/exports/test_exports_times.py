"""Moments in exports: the same instants in every format, read back by programs that are not ours."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

import etl

PARIS = ZoneInfo("Europe/Paris")
STARTS = {
    "hiver": "2027-01-05T09:00:00+01:00",
    "été": "2026-07-03T11:00:00+02:00",
    "minuit d'hiver": "2027-01-05T00:30:00+01:00",
    "minuit d'été": "2026-07-03T00:30:00+02:00",
    "lu à Londres": "2026-07-03T09:00:00Z",
    "lu à New York": "2027-01-05T03:00:00-05:00",
    "première 2 h 30": "2026-10-25T02:30:00+02:00",
    "seconde 2 h 30": "2026-10-25T02:30:00+01:00",
}
INSTANTS = {title: datetime.fromisoformat(start).astimezone(UTC) for title, start in STARTS.items()}
TWICE = ("première 2 h 30", "seconde 2 h 30")


_INSTANTS = "SELECT Title, epoch_ms(CAST(Start AS TIMESTAMPTZ)) FROM"
_SHOWN = "SELECT Title, CAST(CAST(Start AS TIMESTAMPTZ) AS VARCHAR) FROM"


def exported(account, name, **options):
    path = account.folder / name
    etl.export(
        "event",
        path,
        settings=account.settings,
        columns=["id", "title", "start", "end"],
        lang="en",
        **options,
    )
    return path


@pytest.fixture
def account(start):
    """An account with an event at each of the moments."""
    made = start(seed="demo")
    lines = [f"{title};{start};2027-06-01T10:00:00Z;Réunion" for title, start in STARTS.items()]
    result = made.load("Titre;Début;Fin;Label\n" + "\n".join(lines), entity="event")
    assert result.counts["created"] == len(STARTS), result.problems
    return made


def ours(by_title):
    """Return what is held of the events that the test made."""
    return {title: by_title[title] for title in STARTS}


def walls(frame):
    """Return the wall clocks of Paris by title; the hour that comes twice is written with its offset."""
    return {
        title: value if isinstance(value, str) and "+" in value else pd.Timestamp(value).to_pydatetime()
        for title, value in zip(frame["Title"], frame["Start"], strict=True)
    }


WALLS = {
    title: datetime.fromisoformat(STARTS[title]).isoformat()
    if title in TWICE
    else instant.astimezone(PARIS).replace(tzinfo=None)
    for title, instant in INSTANTS.items()
}


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.csv"])
def test_spreadsheets_show_the_clock_of_paris(account, name):
    """In winter and in summer a spreadsheet shows the hour that Sellsy shows, whatever offset Sellsy was told."""
    path = exported(account, name)
    frame = pd.read_csv(path, sep=";") if name == "a.csv" else pd.read_excel(path, engine="calamine")
    assert ours(walls(frame)) == WALLS


@pytest.mark.parametrize("raw", [False, True])
def test_lines_of_json_hold_the_instants(account, raw):
    """Each moment has its offset, so that any reader finds the instant."""
    lines = map(json.loads, exported(account, "a.jsonl", raw=raw).read_text(encoding="utf-8").splitlines())
    by_name = {line["title"]: line["start"] for line in lines}
    assert {
        key: datetime.fromisoformat(value).astimezone(UTC) for key, value in ours(by_name).items()
    } == INSTANTS
    assert by_name["été"].endswith("+02:00")
    assert by_name["hiver"].endswith("+01:00")


def test_csv_with_sellsys_own_words_holds_the_instants(account):
    """Moments of a raw CSV have their offset."""
    frame = pd.read_csv(exported(account, "a.csv", raw=True), sep=";")
    moments = dict(zip(frame["title"], pd.to_datetime(frame["start"], utc=True), strict=True))
    assert ours(moments) == INSTANTS


@pytest.mark.parametrize("raw", [False, True])
def test_parquet_holds_the_instants_for_pandas(account, raw):
    """Readers such as pandas find moments of a time zone, UTC, and they are those of Sellsy."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: it comes with the extra parquet")
    frame = pd.read_parquet(exported(account, "a.parquet", raw=raw))
    assert str(frame["start"].dtype.tz) == "UTC"
    assert ours(dict(zip(frame["title"], frame["start"], strict=True))) == INSTANTS


def test_duckdb_reads_the_same_instants(account):
    """A database such as duckdb, in its own time zone or in that of Paris, finds the instants in Parquet and in lines of JSON."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: it comes with the extra parquet")
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    base = duckdb.connect()
    for name in ("a.parquet", "a.jsonl"):
        path = exported(account, name)
        source = f"read_parquet('{path}')" if name == "a.parquet" else f"read_json_auto('{path}')"
        for zone in ("UTC", "Europe/Paris", "America/New_York"):
            base.execute(f"SET TimeZone = '{zone}'")
            rows = base.sql(f"{_INSTANTS} {source}").fetchall()
            by_title = {title: datetime.fromtimestamp(ms / 1000, UTC) for title, ms in rows}
            assert ours(by_title) == INSTANTS
        base.execute("SET TimeZone = 'Europe/Paris'")
        shown = dict(base.sql(f"{_SHOWN} {source}").fetchall())
        assert (shown["hiver"], shown["été"]) == ("2027-01-05 09:00:00+01", "2026-07-03 11:00:00+02")


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.csv", "a.jsonl", "a.parquet"])
def test_an_export_of_moments_is_imported_to_nothing(account, name):
    """Every format comes back unchanged, in the hour that comes twice too."""
    if name == "a.parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: it comes with the extra parquet")
    result = account.load(exported(account, name), entity="event")
    assert result.counts["unchanged"] == result.counts["read"] >= len(STARTS), result.problems
