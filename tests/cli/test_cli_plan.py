"""`sellsy-etl plan` and `apply` on the command line."""

TWO = "Nom société;Email\nAlpha;alpha@p.example\nBeta;pas un mail\n"


def test_a_plan_is_written_then_applied_once(shell):
    """Nothing is sent by the plan; its next command is said; apply sends it, a second one says which run did."""
    shell.write("a.csv", TWO)
    before = shell.stats()["writes_total"]
    planned = shell("--lang", "en", "plan", "a.csv", "--entity", "client")
    assert (planned.code, shell.stats()["writes_total"]) == (1, before)
    assert "sellsy-etl apply a.plan.xlsx" in planned.err
    assert "To create: 1" in planned.err
    applied = shell("apply", "a.plan.xlsx", "--yes", "--json")
    assert (applied.code, applied.json["counts"]["created"], applied.json["counts"]["rejected"]) == (1, 1, 1)
    again = shell("--lang", "en", "apply", "a.plan.xlsx", "--yes")
    assert (again.code, applied.json["run_id"] in again.err) == (2, True)
    assert shell("apply", "a.csv").code == 3
    assert shell("plan", "a.csv", "-o", "plan.csv", "--entity", "client").code == 2


def test_a_plan_and_a_dry_run_tell_what_would_be_done(shell):
    """The table, the total and the list of runs say "à créer" of rows of which nothing was sent."""
    shell.write("a.csv", "Nom société\nAlpha\nBeta\n")
    planned = shell("--lang", "fr", "plan", "a.csv", "--entity", "client")
    assert ("2 à créer" in planned.out, "2 créées" in planned.out) == (True, False)
    rehearsed = shell("--lang", "fr", "import", "a.csv", "--entity", "client", "--dry-run")
    assert ("2 à créer" in rehearsed.out, "2 créées" in rehearsed.out) == (True, False)
    lines = shell("--lang", "fr", "runs", "list").out.splitlines()
    assert [line.count("2 à créer") for line in lines[2:]] == [1, 1]
