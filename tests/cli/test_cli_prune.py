"""`sellsy-etl runs prune`, and what the journal never holds."""


def test_old_runs_are_listed_then_forgotten(shell):
    """Without --yes nothing is forgotten; with it the runs are gone and the sizes are said."""
    shell.write("a.csv", "Nom société\nUne\n")
    shell("import", "a.csv", "--entity", "client", "--yes")
    assert shell("runs", "prune", "--older-than", "90d", "--json").json["runs"] == []
    none = shell("--lang", "en", "runs", "prune", "--older-than", "90d").err
    assert ("No run to remove" in none, "--yes" in none) == (True, False)
    listed = shell("--lang", "en", "runs", "prune", "--older-than", "2100-01-01")
    assert (listed.code, "1 run to remove" in listed.err) == (0, True)
    assert len(shell("runs", "list", "--json").json) == 1
    done = shell("--lang", "en", "runs", "prune", "--older-than", "2100-01-01", "--yes")
    assert (done.code, "1 run removed" in done.err) == (0, True)
    assert shell("runs", "list", "--json").json == []


def test_an_age_is_a_date_or_a_duration(shell):
    """What is neither, "last" included, is refused by a text that does not offer "last"."""
    for age in ("last", "abc"):
        ran = shell("--lang", "fr", "runs", "prune", "--older-than", age)
        assert (ran.code, "ni une date ni une durée" in ran.err) == (2, True)
        assert "last" not in ran.err.splitlines()[1]


def test_nothing_secret_is_in_the_journal(shell):
    """After an import, refused credentials and a lost answer, no file of the journal holds the secret or a token."""
    shell.write("a.csv", "Nom société\nUne\nDeux\n")
    shell.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "times": 1},
    )
    assert shell("import", "a.csv", "--entity", "client", "--yes").code == 1
    tokens = [path.read_bytes() for path in (shell.folder / "home" / "tokens").rglob("*") if path.is_file()]
    parts = [part for text in tokens for part in text.split(b'"') if len(part) > 20]
    assert parts
    shell.faults({"match": {"path": "/batch$"}, "fault": "status", "status": 401})
    assert shell("runs", "resume", "last", "--yes").code == 4
    journals = [
        path.read_bytes() for path in (shell.folder / "home").glob("journal.sqlite*") if path.is_file()
    ]
    assert any(b"Deux" in content for content in journals)
    for secret in (b"very-hidden", *parts):
        assert not any(secret in content for content in journals), secret
