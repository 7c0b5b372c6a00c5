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
    assert (again.code, "has nothing left to do" in again.err) == (2, True)


def test_what_a_run_left_is_verified(shell):
    """Rows that are not as sent are a table with their mark; the exit code says whether there is any."""
    shell.write("a.csv", "Nom société;Email\nUne;une@v.example\nDeux;deux@v.example\n")
    run = shell("import", "a.csv", "--entity", "client", "--yes", "--json").json["run_id"]
    same = shell("--lang", "en", "runs", "verify", run)
    assert (same.code, "verified: 2 as sent (=).\n" in same.out) == (0, True)
    shell.write("b.csv", "Nom société;Email\nUne;autre@v.example\n")
    assert shell("import", "b.csv", "--entity", "client", "--match", "name", "--yes").code == 0
    ran = shell("--lang", "en", "runs", "verify", run)
    assert "1 as sent (=), 1 different (*).\n" in ran.out
    french = shell("--lang", "fr", "runs", "verify", run).out
    assert "1 conforme (=), 1 différente (*).\n" in french
    (line,) = [text for text in ran.out.splitlines() if text.startswith("*")]
    assert (ran.code, line.split()[1], line.split()[3:]) == (
        1,
        "2",
        ["Email", "une@v.example", "autre@v.example"],
    )
    (row,) = shell("runs", "verify", run, "--json").json["rows"]
    assert (row["mark"], row["differences"][0]["now"]) == ("*", "autre@v.example")


def test_refused_rows_are_tried_again(shell):
    """The retry says what became of them; a second one names it; the accounts balance in a line."""
    shell.write("a.csv", "Nom société;Email\nUne;une@v.example\nDeux;deux@v.example\n")
    shell.faults(
        {"match": {"path": "/companies$", "in": "pair"}, "fault": "status", "status": 400, "nth": [2]}
    )
    first = shell("import", "a.csv", "--entity", "client", "--yes", "--json")
    assert (first.code, first.json["counts"]["failed"]) == (1, 1)
    again = shell("--lang", "en", "runs", "retry", "last", "--yes")
    assert (again.code, "Total: 1 read = 1 created." in again.out) == (0, True)
    twice = shell("--lang", "en", "runs", "retry", first.json["run_id"], "--yes")
    assert (twice.code, "already retried" in twice.err) == (2, True)


def test_last_is_the_newest_run_that_wrote(shell):
    """A dry run of an undo is not what the next `undo last --yes` takes back: it is the import before it."""
    shell.write("new.csv", "Nom société\nToute nouvelle\n")
    shell("import", "new.csv", "--entity", "client", "--yes", "--no-html")
    dry = shell("runs", "undo", "last")
    assert dry.code == 0, dry.err
    done = shell("runs", "undo", "last", "--yes", "--json")
    assert done.json["counts"]["deleted"] == 1, done.err
