"""A step of an opportunity brings its probability along: what the row states is sent, what it does not is put back."""

from etl import undo_run, verify_run

TIMES = ("updated", "updated_at", "updated_status")
STEPS = (
    "ID opportunité;Étape;Probabilité;Montant\n"
    "700001;Négociation;50;\n"  # stated, as it is: sent with the step
    "700003;Signature;60;\n"  # stated, another
    "700002;Négociation;;\n"  # unstated: Sellsy sets it
    "700004;Signature;;\n"  # unstated, changed by somebody afterwards
    "700006;;;100\n"  # no step: nothing of the probability is sent
)


def sales(account):
    """Return id -> opportunity, without the times of the last change."""
    opportunities = account.api("POST", "/opportunities/search?limit=100", {"filters": {}})["data"]
    return {
        opportunity["id"]: {k: v for k, v in opportunity.items() if k not in TIMES}
        for opportunity in opportunities
    }


def chances(account, *ids):
    """Return the probabilities of opportunities."""
    return [sales(account)[identifier]["probability"] for identifier in ids]


def test_a_step_keeps_or_gives_back_the_probability_beside_it(demo):
    """A stated probability outlives the step, an unstated one is told beforehand; verify finds all as sent, a second import nothing to do; an undo restores it unless it was changed since."""
    demo.load("ID opportunité;Probabilité\n700002;90\n700004;33\n700006;90\n", entity="opportunity")
    before = sales(demo)
    rehearsed = demo.load(STEPS, entity="opportunity", dry_run=True).run_id
    with demo.journal() as journal:
        told = [*journal.rows.every(rehearsed)]
    set_by_sellsy = {
        row.row: (change.old, change.new)
        for row in told
        for change in row.changes
        if change.column == "probability"
    }
    assert set_by_sellsy == {3: (75, 60), 4: (90, 75), 5: (33, 90)}
    run = demo.load(STEPS, entity="opportunity").run_id
    assert chances(demo, 700001, 700003, 700002, 700004, 700006) == [50, 60, 75, 90, 90]
    assert verify_run(run, settings=demo.settings).counts == {"=": 5, "*": 0, "-": 0, "!": 0}
    assert demo.load(STEPS, entity="opportunity").counts["unchanged"] == 5
    demo.api("PATCH", "/opportunities/700004", {"probability": 62})
    undone = undo_run(run, settings=demo.settings, dry_run=False, settle_s=1.0)
    (kept,) = undone.problems
    assert (kept.code, kept.row, kept.params["wrote"], kept.params["now"]) == ("undo-edited", 5, "90", "62")
    assert sales(demo) == before | {700004: before[700004] | {"probability": 62}}


def test_an_undo_names_the_client_that_somebody_chose_since(demo):
    """A client that was changed since the run stays, and is told by name under the name of its column, as is the one that the run wrote."""
    rows = "700002;Étude Roussel & Fils\n700004;Étude Roussel & Fils\n"
    run = demo.load(f"ID opportunité;Nom client\n{rows}", entity="opportunity").run_id
    demo.api("PUT", "/opportunities/700002", {"related": [{"type": "company", "id": 1003}]})
    undone = undo_run(run, settings=demo.settings, dry_run=False, settle_s=1.0)
    (kept,) = undone.problems
    assert (kept.code, kept.row, kept.column) == ("undo-edited", 2, "Client")
    assert kept.params["wrote"] == "1002 (Étude Roussel & Fils)"
    assert kept.params["now"].startswith("1003 (")
    assert [sales(demo)[number]["related"][0]["id"] for number in (700002, 700004)] == [1003, 1003]
