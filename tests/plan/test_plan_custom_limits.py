"""Custom fields that Sellsy would refuse are refused beforehand; of what it refuses itself, the other fields are written."""

from pathlib import Path

import pytest

from etl import resume_run, undo_run
from etl.account.custom_limits import Limits

SEMANTICS = Path(__file__).parents[1] / "cases" / "semantics"
HEAD = "Nom société;cf:secteur-activite;cf:remise;cf:budget;cf:origine\n"


@pytest.mark.parametrize(
    ("kind", "parameters", "value", "code"),
    [
        ("simple-text", {"char_min": 3, "char_max": 5}, "ab", "text-too-short"),
        ("simple-text", {"char_min": 3, "char_max": 5}, "abcdef", "text-too-long"),
        ("rich-text", {"char_min": None, "char_max": 5}, "abcde", None),
        ("numeric", {"min_value": "0", "max_value": "100"}, "-0.01", "number-too-small"),
        ("numeric", {"min_value": "0", "max_value": "100"}, "100.5", "number-too-large"),
        ("numeric", {"min_value": 0, "max_value": 100}, "100", None),
        ("amount", {"min_value": "0"}, {"amount": "-5", "currency": "EUR"}, "number-too-small"),
        ("numeric-with-unit", {"max_value": "9"}, {"number": "9.1", "unit_id": 1}, "number-too-large"),
        ("date", {"min_date": "2024-01-01", "max_date": None}, "2023-12-31", "custom-too-early"),
        ("date", {"min_date": None, "max_date": "2024-01-01"}, "2024-01-02", "custom-too-late"),
        ("time", {"min_hour": "8:00", "max_hour": "18:00"}, "07:59", "custom-too-early"),
        ("time", {"min_hour": "08:00", "max_hour": "18:00"}, "18:00", None),
        ("checkbox", {"min": 2, "max": 3}, [1], "custom-too-few"),
        ("checkbox", {"min": None, "max": 1}, [1, 2], "custom-too-many"),
        ("staff", {"number_of_values": 2}, [1, 2, 3], "custom-too-many"),
        ("email", {"default_value": None}, "a@x.example", None),
        ("numeric", {"min_value": "unclear"}, "1", None),
        ("date", {}, "2024-01-01", None),
    ],
)
def test_a_value_beyond_the_bounds_of_its_field_is_named(kind, parameters, value, code):
    """Length, least and most, dates, times and numbers of choices are those of the field's definition."""
    complaint = Limits(kind, parameters).complaint(value)
    assert (complaint[0] if complaint else None) == code


def test_a_mandatory_field_is_not_cleared():
    """Nothing is no value of a mandatory field; any other field may be emptied."""
    assert Limits("date", {}, mandatory=True).complaint(None) == ("custom-mandatory", {})
    assert Limits("date", {"min_date": "2024-01-01"}).complaint(None) is None


@pytest.mark.both_wires
@pytest.mark.parametrize("name", ["35.csv", "35b.csv"])
@pytest.mark.parametrize("dry_run", [True, False])
def test_what_a_field_does_not_allow_is_refused_beforehand(demo, name, dry_run):
    """The dry run says what the import says: both columns are named with their bounds, and nothing is sent."""
    result = demo.load(SEMANTICS / name, dry_run=dry_run)
    problems = [(problem.code, problem.column, problem.value, problem.params) for problem in result.problems]
    assert problems == [
        ("number-too-large", "cf:remise", "150", {"limit": "100"}),
        ("number-too-small", "cf:budget", "-5", {"limit": "0"}),
    ]
    assert (result.counts["rejected"], demo.writes()) == (1, 0)


def test_a_value_that_the_record_holds_already_is_not_judged(demo):
    """A field keeps what it held before its bounds were set: only what changes is compared with them."""
    demo.load(f"{HEAD}Neuve;Bois;50;100;Salon\n")
    assert demo.load(f"{HEAD}Neuve;Fer;50;100;Salon\n").counts["updated"] == 1


def custom(account, name):
    """Return code -> value of the custom fields of a company."""
    path = f"/companies/{account.company(name=name)['id']}/custom-fields?limit=100"
    return {
        field["code"]: field["value"]
        for field in account.api("GET", path)["data"]
        if field["value"] is not None
    }


UNKNOWN = 987654
"""No record of the account: what a field may hold is known beforehand, which records there are is not."""

LINE = f"{HEAD.strip()};cf:apporteur\nNeuve;Bois;50;100;Salon;{UNKNOWN}\n"
WRITTEN = {"secteur-activite", "remise", "budget", "origine"}


@pytest.mark.parametrize("known", [True, False])
def test_of_what_sellsy_refuses_itself_the_other_fields_are_written(demo, known):
    """One refused custom field is named by its column; the others of the row are there, and undone like any write."""
    if known:
        demo.load("Nom société\nNeuve\n")
    result = demo.load(LINE)
    assert [problem.column for problem in result.problems] == ["cf:apporteur"]
    assert "1.value" not in str(result.problems)
    assert result.counts["failed"] == 1
    assert custom(demo, "Neuve").keys() == WRITTEN
    undone = undo_run("last", settings=demo.settings, dry_run=False, settle_s=1.0)
    assert undone.problems == ()
    assert custom(demo, "Neuve") == {} if known else not demo.companies(name="Neuve")


def test_one_refused_field_of_a_record_does_not_cost_its_others(demo):
    """Of the fields of an update that Sellsy refuses one by one, the others are written."""
    demo.load("Nom société;Note\nNeuve;avant\n")
    staff = demo.api("GET", "/staffs?limit=1")["data"][0]["email"]
    result = demo.load(f"Nom société;Note;E-mail;Téléphone\nNeuve;après;{staff};0199001234\n", match=["name"])
    assert [(problem.code, problem.column) for problem in result.problems] == [("refused", "E-mail")]
    company = demo.company(name="Neuve")
    assert (company["note"], company["email"], company["phone_number"]) == ("après", None, "+33199001234")
    undo_run("last", settings=demo.settings, dry_run=False, settle_s=1.0)
    company = demo.company(name="Neuve")
    assert (company["note"], company["phone_number"]) == ("avant", None)


def test_what_is_left_of_a_refused_write_is_journalled_before_it_is_sent(demo):
    """Its answer is lost: the row stays unknown until it is taken up, then it has failed with the refused field alone."""
    demo.load("Nom société\nNeuve\n")
    rest = {"method": "PUT", "path": "/custom-fields$", "in": "pair"}
    demo.faults({"match": rest, "nth": [2], "fault": "status", "status": 500, "after": True})
    result = demo.load(LINE)
    assert result.counts["unknown"] == 1
    assert [problem.column for problem in result.problems] == ["cf:apporteur", None]
    again = resume_run("last", settings=demo.settings)
    assert [problem.column for problem in again.problems] == ["cf:apporteur"]
    assert again.counts["failed"] == 1
    assert custom(demo, "Neuve").keys() == WRITTEN
