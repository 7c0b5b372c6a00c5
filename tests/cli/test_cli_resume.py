"""`sellsy-etl runs resume` on the command line."""


def test_a_run_with_unknown_rows_is_completed(shell):
    """The lost answer is looked up; the JSON is that of an import; a second time nothing is left to do."""
    shell.write("a.csv", "Nom société\nUne\nDeux\n")
    shell.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "times": 1})
    first = shell("import", "a.csv", "--entity", "client", "--yes", "--json")
    assert (first.code, first.json["counts"]["unknown"]) == (1, 2)
    done = shell("runs", "resume", "last", "--json")
    assert (done.code, done.json["counts"]["created"], done.json["run_id"]) == (0, 2, first.json["run_id"])
    again = shell("--lang", "en", "runs", "resume", "last")
    assert (again.code, "Nothing of the run" in again.err) == (2, True)
