"""The Python API: what it accepts, what it refuses before anything is read, and what help shows of it."""

import inspect
from datetime import date

import openpyxl
import pytest

import etl
from etl.core.errors import ConfigError
from etl.messages import text

ROW = "Nom société;Email\nAlpha;a@b.example\n"

REFUSED = [
    ({"hidden": "Skip"}, "option-unknown", ["include", "skip"]),
    ({"empty": "Clear"}, "option-unknown", ["keep", "clear"]),
    ({"date_order": "foo"}, "option-unknown", ["dmy", "mdy", "ymd"]),
    ({"decimal": "x"}, "option-unknown", ["','", "'.'"]),
    ({"lang": "de"}, "option-unknown", ["fr", "en"]),
    ({"delimiter": "xx"}, "delimiter-shape", None),
    ({"header_row": 0}, "filter-value", ["≥ 1"]),
]
RUN_REFUSED = [
    ({"batch_size": 0}, "filter-value", ["1-1000"]),
    ({"batch_size": -1}, "filter-value", ["1-1000"]),
    ({"batch_size": "3"}, "filter-value", ["1-1000"]),
    ({"wait_s": -1}, "filter-value", ["≥ 0"]),
]
EXPORT_REFUSED = [
    ({"limit": -1}, "filter-value", ["≥ 0"]),
    ({"limit": True}, "filter-value", ["≥ 0"]),
    ({"delimiter": '"'}, "delimiter-shape", None),
    ({"since": 5}, "since-shape", None),
    ({"lang": "de"}, "option-unknown", ["fr", "en"]),
]


@pytest.fixture
def file(account):
    """Return a file of one company."""
    path = account.folder / "file.csv"
    path.write_text(ROW, encoding="utf-8")
    return path


def refusal(function, *arguments, **options):
    """Return the code and the accepted values of a refusal, which has a text in both languages."""
    with pytest.raises(ConfigError) as refused:
        function(*arguments, **options)
    error = refused.value
    assert "{" not in f"{error.message('fr')} {error.hint('fr')} {error}"
    return error.code, error.params.get("accepted")


def test_wrong_values_of_files_are_refused_with_those_accepted(account, file):
    """A value that is not accepted stops every function on files, and nothing is sent."""
    functions = [etl.check_file, etl.import_file, etl.plan_file, etl.delete_file]
    for function in functions:
        wrong = REFUSED if function is etl.check_file else [*REFUSED, *RUN_REFUSED]
        for options, code, accepted in wrong:
            more = {"entity": "client", "settings": account.settings}
            assert refusal(function, file, **more, **options) == (code, accepted)
    assert account.companies() == []


def test_wrong_values_of_exports_and_undos_are_refused(account):
    """An export or an undo with a value that is not accepted stops before it reads the account."""
    for options, code, accepted in EXPORT_REFUSED:
        path = account.folder / "out.csv"
        assert refusal(etl.export, "client", path, settings=account.settings, **options) == (code, accepted)
    assert refusal(etl.resume_run, "last", settings=account.settings, settle_s=-1)[0] == "filter-value"
    assert refusal(etl.undo_run, "last", settings=account.settings, batch_size=0)[1] == ["1-1000"]


def test_a_text_where_a_list_is_meant_is_taken_as_its_values(account, file):
    """A match key or a condition may be given alone, names as a text with commas, as on the command line."""
    options = {"match": "email", "create_missing": "tags, sources", "delimiter": ";"}
    first = etl.import_file(file, entity="client", mode="upsert", settings=account.settings)
    again = etl.import_file(file, entity="client", settings=account.settings, **options)
    assert (first.counts["created"], again.counts["unchanged"]) == (1, 1)
    out = account.folder / "out.csv"
    etl.export("client", out, columns="name, email", where="name=Alpha", settings=account.settings)
    assert out.read_text(encoding="utf-8-sig").splitlines()[1:] == ["Alpha;a@b.example"]


def test_an_export_takes_a_date_as_it_takes_its_text(account, file):
    """What has changed since a day may be asked for by a date of Python."""
    etl.import_file(file, entity="client", settings=account.settings)
    out = account.folder / "out.csv"
    rows = [
        etl.export("client", out, since=day, settings=account.settings).rows
        for day in (date(2000, 1, 1), "2000-01-01", date(2099, 1, 1))
    ]
    assert rows == [1, 1, 0]


FILES = ("check_file", "import_file", "plan_file", "delete_file")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("keyword", ["colour", "preparation", "part"])
def test_an_unknown_keyword_is_refused_by_the_function_called(name, keyword):
    """The error of a keyword that does not exist, or is the engine's own, names the public function."""
    with pytest.raises(TypeError, match=rf"^{name}\(\) got an unexpected keyword argument '{keyword}'$"):
        getattr(etl, name)("file.csv", entity="client", **{keyword: 1})


def test_help_shows_no_inner_parameters():
    """The public functions take nothing but plain defaults, and those that report take the language."""
    for name in [name for name in etl.__all__ if name.islower() and not name.startswith("_")]:
        parameters = inspect.signature(getattr(etl, name)).parameters
        defaults = [
            each.default for each in parameters.values() if each.default is not inspect.Parameter.empty
        ]
        assert all(isinstance(default, str | int | float | tuple | None) for default in defaults), name
        assert "lang" in parameters or name == "prune_runs", name


def test_work_on_an_earlier_run_reports_in_the_language_asked_for(account, file):
    """A plan made in English is applied with a French report; a run is read again in either language."""
    etl.plan_file(file, entity="client", settings=account.settings)
    plan = file.with_name("file.plan.xlsx")
    applied = etl.apply_plan(plan, settings=account.settings, lang="fr")
    sheets = openpyxl.load_workbook(applied.report, read_only=True).sheetnames
    assert text("sheet-summary", lang="fr") in sheets
    assert text("sheet-summary", lang="fr") != text("sheet-summary", lang="en")
    assert etl.verify_run("last", settings=account.settings, lang="fr").exit_code == 0
    for function in (etl.verify_run, etl.resume_run, etl.retry_run):
        assert refusal(function, "last", settings=account.settings, lang="de")[1] == ["fr", "en"]


def test_a_retry_reports_in_the_language_asked_for(account, file):
    """A run made in English is retried with a French report."""
    refused = {"match": {"method": "POST", "path": "^/v2/companies$|^/companies$", "in": "pair"}}
    account.faults({**refused, "fault": "status", "status": 400})
    etl.import_file(file, entity="client", settings=account.settings)
    account.calm()
    again = etl.retry_run("last", settings=account.settings, lang="fr")
    assert again.counts["created"] == 1
    assert text("sheet-summary", lang="fr") in openpyxl.load_workbook(again.report, read_only=True).sheetnames


def test_the_counts_of_a_retry_without_rows_have_plain_keys(account, file):
    """A retry with nothing to do counts by the same plain texts as any other run."""
    done = etl.import_file(file, entity="client", settings=account.settings)
    nothing = etl.retry_run("last", settings=account.settings)
    assert list(nothing.counts) == list(done.counts)
    assert {type(name) for name in nothing.counts} == {str}


@pytest.mark.parametrize(
    "wrong",
    [
        {"match": 5}, {"match": [5]}, {"mapping": 5}, {"entity": 5}, {"encoding": 5}, {"create_missing": 5},
        {"append": 5}, {"report": 5}, {"accept_fixes": "yes"}, {"repair_encoding": 1}, {"country": 33}, {"html": None},
    ],
)  # fmt: skip
def test_a_value_of_a_wrong_type_is_refused_by_the_name_of_its_option(tmp_path, wrong):
    """Neither a path, a text, a list nor a yes or no of another type reaches the engine."""
    ((name, value),) = wrong.items()
    with pytest.raises(ConfigError) as error:
        etl.import_file(tmp_path / "a.csv", sandbox=True, **wrong)
    assert (error.value.code, error.value.params["name"]) == ("filter-value", name)
    assert error.value.params["value"] == value


@pytest.mark.parametrize("path", [5, None, b"a.csv"])
def test_a_path_is_a_text_or_a_path(path):
    """Anything else is refused before a session does anything."""
    for call in (etl.check_file, etl.import_file, etl.plan_file):
        with pytest.raises(ConfigError, match="path"):
            call(path, sandbox=True)
