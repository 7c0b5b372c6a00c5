"""`--log-format json`: what is printed on stderr is for a program that collects logs."""

import json


def test_every_line_on_stderr_is_json(bare):
    """Notes, progress and the end of each stage are JSON lines with a time; stdout stays as it is."""
    bare.write("good.csv", "Type société;Nom société;Email\nclient;Alpha;a@x.example\n")
    done = bare("--sandbox", "--log-format", "json", "import", "good.csv", "--entity", "client", "--yes")
    assert done.code == 0, done.err
    lines = [json.loads(line) for line in done.err.splitlines()]
    assert {line["level"] for line in lines} >= {"note", "progress"}
    assert all(line["time"].endswith("+00:00") for line in lines)
    read = [line for line in lines if line.get("stage") == "load"]
    assert (read[0]["rows"], read[-1]["rows"], read[-1]["done"]) == (0, 1, True)


def test_an_error_is_one_line_with_what_to_do(bare):
    """The option may come after the command; an error has its code, message, hint and exit code."""
    done = bare("check", "absent.csv", "--log-format", "json")
    assert done.code == 3
    (line,) = [json.loads(each) for each in done.err.splitlines()]
    assert (line["level"], line["code"], line["exit_code"]) == ("error", "file-absent", 3)
    assert line["hint"]
