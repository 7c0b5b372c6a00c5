"""DataFrames: read from the account, checked and imported; the rows of a run as a frame."""

import io
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest

import etl
from etl.core.errors import ConfigError
from etl.core.results import Outcome


def test_records_are_a_frame_of_typed_columns(demo):
    """Ids are whole numbers with missing ones, instants UTC, amounts decimals, dates dates, lists lists."""
    deals = etl.read("opportunity", settings=demo.settings, order="id")
    assert (str(deals["owner_id"].dtype), str(deals["created"].dtype)) == ("Int64", "datetime64[us, UTC]")
    first = deals.iloc[0]
    assert (first["amount"], first["due_date"], first["staff_ids"]) == (
        Decimal(12500),
        date(2027, 1, 29),
        [2],
    )
    few = etl.read(
        "client", settings=demo.settings, where=["name=Menuiserie Kervadec"], columns=["id", "name"]
    )
    assert few.to_dict("records") == [{"id": 1001, "name": "Menuiserie Kervadec"}]
    none = etl.read("client", settings=demo.settings, where=["name=Personne"])
    assert (len(none), str(none["id"].dtype)) == (0, "Int64")


def test_what_was_read_is_imported_to_nothing(demo):
    """A frame of records, imported as it is, writes nothing; a changed cell is one update."""
    for entity in ("client", "contact", "opportunity", "event", "task"):
        frame = etl.read(entity, settings=demo.settings)
        before = demo.writes()
        result = etl.import_frame(frame, entity=entity, settings=demo.settings)
        assert (result.counts["unchanged"], demo.writes()) == (len(frame), before), result.problems[:3]
    frame = etl.read("client", settings=demo.settings)
    frame.loc[frame["id"] == 1001, "note"] = "Lu"
    result = etl.import_frame(frame, entity="client", settings=demo.settings, name="changed")
    assert result.counts["updated"] == 1
    assert demo.api("GET", "/companies/1001")["note"] == "Lu"


def test_the_rows_of_a_run_have_their_outcomes_ids_and_problems(account):
    """Missing values are empty cells; the result tells each row, as values and as a frame."""
    frame = pd.DataFrame(
        {
            "Nom société": ["Alpha", "Bêta", None],
            "E-mail": ["a@x.example", "faux", "c@x.example"],
            "Note": ["Lu", pd.NA, float("nan")],
            "Date de création": [datetime(2024, 5, 1, 9, 30), pd.NaT, pd.NaT],
        }
    )
    result = etl.import_frame(frame, entity="client", settings=account.settings)
    assert [row.outcome for row in result.rows] == [Outcome.CREATED, Outcome.REJECTED, Outcome.REJECTED]
    assert result.rows[0].sellsy_id == account.company(name="Alpha")["id"]
    shown = result.to_frame()
    assert list(shown.columns) == ["row", "outcome", "id", "codes", "problems"]
    assert (list(shown["row"]), shown["codes"][1], pd.isna(shown["id"][1])) == (
        [1, 2, 3],
        ["email-invalid"],
        True,
    )
    assert account.company(name="Alpha")["created"].startswith("2024-05-01T09:30")
    assert result.report.endswith("frame.report.xlsx")


def test_a_frame_is_checked_without_a_trace(account):
    """A check sends nothing and leaves no file."""
    frame = pd.DataFrame({"Nom société": ["Alpha", "Bêta"], "E-mail": ["a@x.example", "faux"]})
    result = etl.check_frame(frame, entity="client")
    assert (result.valid, result.rejected, account.writes()) == (1, 1, 0)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: etl.import_frame([{"a": 1}], entity="client"), "frame-type"),
        (
            lambda: etl.import_frame(pd.DataFrame([[1, 2]], columns=["a", "a"]), entity="client"),
            "frame-doubled",
        ),
        (lambda: etl.import_frame(pd.DataFrame(), entity="client", name="../x"), "frame-name"),
        (lambda: etl.export("client", io.BytesIO(), sandbox=True), "export-output"),
    ],
)
def test_what_is_no_frame_or_no_place_is_named(call, code, tmp_path, monkeypatch):
    """Lists of rows, columns of one name, names that are paths and buffers are refused with what to do."""
    monkeypatch.setenv("SELLSY_ETL_HOME", str(tmp_path))
    with pytest.raises(ConfigError) as wrong:
        call()
    assert wrong.value.code == code
    assert wrong.value.hint()


def test_a_result_of_nowhere_says_where_rows_are_read():
    """A result that no function of etl returned knows no rows."""
    result = etl.RunResult("r", "finished", "client", {}, 0, 0.0)
    with pytest.raises(ConfigError) as wrong:
        result.to_frame()
    assert wrong.value.code == "rows-nowhere"
