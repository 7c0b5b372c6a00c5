"""`sellsy-etl schedule`: options before a subcommand are those of the subcommand."""

import pytest

NIGHTLY = 'schedule: "30 2 * * *"\nsteps:\n  out:\n    export: client\n    to: out.csv\n'


@pytest.mark.parametrize(
    "typed",
    [
        ("schedule", "--pipelines", "other", "list"),
        ("schedule", "list", "--pipelines", "other"),
        ("schedule", "--pipelines", "absent", "list", "--pipelines", "other"),
    ],
)
def test_pipelines_may_be_named_before_the_subcommand(bare, typed):
    """--pipelines counts before `list` as behind it; the one behind it wins."""
    (bare.folder / "other").mkdir()
    bare.write("other/nightly.yaml", NIGHTLY)
    ran = bare(*typed, "--json")
    assert [row["name"] for row in ran.json] == ["nightly"], ran.out + ran.err


def test_a_log_named_before_the_subcommand_is_written(shell):
    """--log-json before `run` is where the run is logged."""
    shell.write("nightly.yaml", NIGHTLY)
    ran = shell("schedule", "--pipelines", "nightly.yaml", "--log-json", "log.jsonl", "run", "nightly")
    assert ran.code == 0, ran.out + ran.err
    assert (shell.folder / "log.jsonl").read_text(encoding="utf-8").count("\n") == 1
