"""What a pipeline file may say, and how it is told where it is wrong."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from etl.core.errors import ConfigError
from etl.pipeline import ImportStep, WaitStep
from etl.pipeline.cron import read_cron
from etl.pipeline.schema import SCHEMA_FILE, pipeline_schema

PIPELINES = Path(__file__).parents[2] / "pipelines"

WHOLE = """
    name: tout
    lang: fr
    system: hubspot
    parameters: {folder: exports, who: "", price: "$${x}"}
    schedule: "0 6 * * 1-5"
    timezone: Europe/Paris
    notify:
      success: {command: [echo, ok]}
      failure:
        - {url: https://example.com/hook}
        - mail: {to: ops@example.com, from: etl@example.com, host: smtp.example.com, port: 465}
    steps:
      deals:
        import: ${folder}/deals.csv
        entity: opportunity
        needs: clients
        on_error: max 5
      clients:
        import: [a.csv, "b*.csv"]
        map: hubspot
        match: [siret, name]
        header_row: 3
        create_missing: tags
        on_error: continue
        optional: yes
      pause: {wait: 500ms}
      clean: {delete: old.csv, entity: task, when: "${who} != nobody"}
      ask: {call: GET /companies, query: {limit: "5"}}
      out: {export: client, to: "out-{date}.xlsx", where: {type: client, created: 2026-01-01..}, keep: 7}
    """


def test_a_whole_pipeline_is_read(read):
    """Every part of a pipeline is read: one thing stands for a list of one, parameters are filled in, steps are ordered."""
    pipeline = read(WHOLE)
    assert [name for name, _ in pipeline.ordered()] == ["clients", "deals", "pause", "clean", "ask", "out"]
    deals, clients = pipeline.steps["deals"], pipeline.steps["clients"]
    assert isinstance(clients, ImportStep)
    assert (deals.files, deals.on_error.most, deals.needs) == (["exports/deals.csv"], 5, ["clients"])
    assert (clients.mapping, clients.header_row, clients.optional) == (["hubspot"], 3, True)
    assert (clients.on_error.most, clients.create_missing) == (None, ["tags"])
    assert isinstance(pipeline.steps["pause"], WaitStep)
    assert pipeline.steps["pause"].seconds == 0.5
    assert pipeline.steps["out"].where == ["type=client", "created=2026-01-01.."]
    assert pipeline.notify.failure[1].mail.to == ["ops@example.com"]
    assert (pipeline.title, pipeline.system) == ("tout", "hubspot")


def test_parameters_and_variables_are_filled_in_once(read):
    """A value said beside the file wins, a variable of the environment serves, and what a value holds is not read again."""
    text = """
        parameters: {folder: here}
        steps: {a: {import: "${folder}/${NAME}.csv", entity: "$${x}"}}
        """
    step = read(text, environ={"NAME": "${folder}"}, folder="there").steps["a"]
    assert (step.files, step.entity) == (["there/${folder}.csv"], "${x}")


@pytest.mark.parametrize(
    ("text", "code", "line", "accepted"),
    [
        ("steps:\n  a:\n    import: a.csv\n    entty: x\n", "document-key", 4, "entity"),
        (
            "steps:\n  a:\n    imprt: a.csv\n",
            "document-value",
            2,
            "import, associate, export, delete, call, wait",
        ),
        ("steps:\n  a:\n    wait: soon\n", "document-value", 3, "10s"),
        (
            "steps:\n  a:\n    import: a.csv\n    on_error: maybe\n",
            "document-value",
            4,
            "stop, continue, max N",
        ),
        ("steps:\n  a:\n    import: a.csv\n    mode: upset\n", "document-value", 4, "upsert"),
        ("steps:\n  a: {import: a.csv, needs: b}\n", "pipeline-needs", 2, "b"),
        ("steps:\n  a b: {wait: 1s}\n", "pipeline-step-name", 2, "a b"),
        ("steps: {}\n", "document-value", 1, ""),
        ("name: x\n", "document-missing", 1, "steps"),
        ("steps:\n  a: {delete: a.csv}\n", "document-value", 2, "entity"),
        ("steps:\n  a: {wait: 1s}\n  a: {wait: 2s}\n", "document-doubled", 3, ""),
        ("steps:\n  a: {import: '${nope}'}\n", "pipeline-variable", 2, ""),
        ("steps:\n  a: [\n", "document-yaml", 3, ""),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_is_accepted(read, text, code, line, accepted):
    """Whatever is wrong in a file names the line and lists what could stand there."""
    with pytest.raises(ConfigError) as wrong:
        read(text)
    assert (wrong.value.code, wrong.value.params["line"]) == (code, line), wrong.value.params
    assert accepted in wrong.value.message() + wrong.value.hint()


def test_what_is_absent_is_told_in_a_word_or_not_at_all(read):
    """Without other faults, other steps or parameters a sentence has no dash; accepted marks are quoted."""
    texts = []
    for written, given in (
        ("steps: {a: {import: a.csv, decimal: x}}\n", {}),
        ("steps: {a: {wait: 1s, needs: b}}\n", {}),
        ("steps: {a: {wait: 1s}}\n", {"x": "y"}),
    ):
        with pytest.raises(ConfigError) as wrong:
            read(written, **given)
        texts.append((wrong.value.message("en").split(": ", 1)[-1], wrong.value.hint("en")))
    assert texts[0][0].endswith('"x" is not accepted.')
    assert [hint for _, hint in texts] == ['Accepted: ",", ".".', "Other steps: none.", "Parameters: none."]


def test_steps_that_need_each_other_are_refused(read):
    """A circle of needs is named, step by step."""
    with pytest.raises(ConfigError) as wrong:
        read("steps:\n  a: {wait: 1s, needs: b}\n  b: {wait: 1s, needs: c}\n  c: {wait: 1s, needs: a}\n")
    assert wrong.value.code == "pipeline-circle"
    assert wrong.value.params["steps"].count("→") == 3


def test_an_unknown_parameter_is_refused(read):
    """A value for a parameter that the file does not have lists those it has."""
    with pytest.raises(ConfigError) as wrong:
        read("parameters: {folder: x}\nsteps: {a: {wait: 1s}}\n", foldr="y")
    assert (wrong.value.code, wrong.value.params["accepted"]) == ("pipeline-parameter", ["folder"])


def test_the_schema_that_is_published_is_the_one_in_force():
    """The JSON Schema beside the pipelines is made from the classes; it takes what they take, and no other key."""
    kept = json.loads((PIPELINES / SCHEMA_FILE).read_text(encoding="utf-8"))
    assert kept == pipeline_schema()
    checker = jsonschema.Draft202012Validator(kept)
    checker.check_schema(kept)
    document = yaml.safe_load(WHOLE.replace("2026-01-01..", "'2026-01-01..'"))
    assert [error.message for error in checker.iter_errors(document)] == []
    document["steps"]["deals"]["entty"] = "x"
    assert list(checker.iter_errors(document))


@pytest.mark.parametrize("step", ["import: 'data/**.csv'", "{import: a.csv, when: 'exists a**/b.csv'}"])
def test_a_glob_that_finds_nothing_anywhere_is_told_with_its_line(read, step):
    """Two stars stand alone between slashes; elsewhere no folder can be searched for them."""
    step = step if step.startswith("{") else f"{{{step}}}"
    with pytest.raises(ConfigError) as wrong:
        read(f"""
        steps:
          a: {step}
        """)
    assert (wrong.value.code, wrong.value.params["line"]) == ("document-value", 3)
    assert "**/*.csv" in wrong.value.hint()


def test_a_zone_that_is_a_folder_of_zones_is_none(tmp_path):
    """`Europe` is no time zone, though zones are within it."""
    with pytest.raises(ConfigError) as wrong:
        read_cron("0 6 * * *", zone="Europe", path=tmp_path)
    assert wrong.value.code == "schedule-zone"


@pytest.mark.parametrize("text", ["- a\n- b\n", "12345\n", "abc\n", '"x"\n'])
def test_a_file_that_is_a_list_or_a_value_is_one_message(read, text):
    """A pipeline whose top has no names says what it must begin with, in words of ours."""
    with pytest.raises(ConfigError) as wrong:
        read(text)
    assert (wrong.value.code, wrong.value.exit_code) == ("document-top", 2)
    for lang in ("fr", "en"):
        assert "steps" in wrong.value.message(lang)
        assert "Pipeline" not in wrong.value.message(lang)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("{import: x.csv, batch_size: abc}", {"fr": "un nombre entier", "en": "a whole number"}),
        (
            "{import: x.csv, batch_size: " + "9" * 5000 + "}",
            {"fr": "un nombre entier", "en": "a whole number"},
        ),
        ("{import: x.csv, batch_size: 0}", {"fr": "au moins 1", "en": "at least 1"}),
    ],
)
def test_a_number_that_is_none_says_what_is_accepted(read, step, expected):
    """No word of a library is in a refusal, and no endless value."""
    with pytest.raises(ConfigError) as wrong:
        read(f"steps:\n  a: {step}\n")
    for lang, words in expected.items():
        assert words in wrong.value.hint(lang)
        assert len(wrong.value.message(lang)) < 300
