"""`sellsy-etl export` as people and schedulers type it."""

import csv
import io
import json

import pytest


def test_an_export_says_its_cost_and_what_it_wrote(shell):
    """The bill comes first, then the rows and the file; the log gets its line, --json its document."""
    ran = shell("--lang", "fr", "export", "client", "-o", "clients.csv", "--log-json", "log.jsonl", "--json")
    assert (ran.code, ran.json["rows"]) == (0, len(ran.json["entities"]) and ran.json["entities"][0]["read"])
    assert ran.err.index("appels restants") < ran.err.index("dans clients.csv")
    text = (shell.folder / "clients.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows[0]["Nom société"] == "Menuiserie Kervadec"
    line = json.loads((shell.folder / "log.jsonl").read_text(encoding="utf-8"))
    assert (line["status"], line["rows"], line["entity"]) == ("ok", len(rows), "client")


@pytest.mark.slow
def test_standard_output_is_for_other_programs(shell):
    """Rows go to stdout without a byte order mark, words to stderr; every format can go there."""
    ran = shell.process("export", "task", "-o", "-", "--columns", "id,title,label", "--limit", "2")
    header, *rows = ran.out.splitlines()
    assert (ran.code, header, len(rows)) == (0, "Task id;Title;Label", 2)
    assert "Records to read" in ran.err
    raw = shell.process("export", "task", "-o", "-", "--format", "jsonl", "--raw", "--limit", "1")
    assert isinstance(json.loads(raw.out)["label"], int)


def test_a_wrong_option_leaves_2_and_a_refusal_4(shell):
    """Exit codes tell schedulers what went wrong, and the log line says it too."""
    assert shell("export", "client", "-o", "a.doc").code == 2
    assert shell("export", "all", "-o", "-").code == 2
    assert shell("export", "clent", "-o", "a.csv").code == 2
    shell.faults({"match": {"path": "search$"}, "fault": "status", "status": 403})
    ran = shell("export", "client", "-o", "a.csv", "--since", "last", "--log-json", "log.jsonl")
    line = json.loads((shell.folder / "log.jsonl").read_text(encoding="utf-8"))
    assert (ran.code, line["status"], (shell.folder / "a.csv").exists()) == (4, "failed", False)


def test_the_night_after_writes_what_has_changed(shell):
    """--since last goes on by itself; --deleted says how many are gone."""
    asked = ("--lang", "en", "export", "contact", "-o", "c.csv", "--since", "last", "--deleted")
    first, second = shell(*asked), shell(*asked)
    assert ("4 rows written" in first.err, "0 rows written" in second.err) == (True, True)
    assert "Deleted since the last export (contact): 0" in second.err
