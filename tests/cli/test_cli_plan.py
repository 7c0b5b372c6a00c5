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
