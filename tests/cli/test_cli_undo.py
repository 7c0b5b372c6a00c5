"""`runs undo` on a terminal and for programs: a dry run first, what is kept and what cannot come back is said."""

import re

import openpyxl

STAFF = ("l.bertin@atelier-demo.example", "m.caradec@atelier-demo.example")


def test_a_run_is_undone_after_a_dry_run(shell):
    """Without --yes nothing is written and the next step is said; with it, the account is as before; twice, nothing is left."""
    shell.write("a.csv", "Nom société;Note\nNeuve;x\nMenuiserie Kervadec;changée\n")
    assert shell("import", "a.csv", "--entity", "client", "--yes").code == 0
    writes = shell.stats()["writes_total"]
    for arguments in ((), ("--yes", "--dry-run")):
        ran = shell("--lang", "fr", "runs", "undo", "last", *arguments)
        assert (ran.code, shell.stats()["writes_total"]) == (0, writes)
        assert "À supprimer\u00a0: 1, à rétablir\u00a0: 1" in ran.err
        assert "Note\u00a0: changée → (vide)" in ran.out
        assert "--yes" in ran.err
        rows = openpyxl.load_workbook(shell.folder / "a.undo.xlsx")["Annulées"].iter_rows(values_only=True)
        assert {row[3] for row in rows} == {"résultat", "à supprimer", "à modifier"}
    (run,) = [listed for listed in shell("runs", "list", "--json").json if listed["status"] == "finished"]
    done = shell("runs", "undo", run["run_id"], "--yes", "--json").json
    assert (done["counts"]["deleted"], done["counts"]["updated"]) == (1, 1)
    assert (shell.folder / "a.undo.xlsx").exists()
    again = shell("runs", "undo", run["run_id"], "--yes")
    assert "has nothing left to undo" in again.err
    refused = shell("runs", "resume", run["run_id"])
    assert (refused.code, "was undone by" in refused.err) == (2, True)


def test_rehearsals_show_names_in_place_of_ids(shell):
    """A dry run and an undo say choices and staff of custom fields in words, as a plan does; dates stay dates."""
    head = "Nom société;cf:origine;cf:interets;cf:referent;cf:date-premier-contact\n"
    shell.write("a.csv", f"{head}Menuiserie Kervadec;Salon;Conseil, Formation;{STAFF[0]};01/02/2026\n")
    shell.write("b.csv", f"{head}Menuiserie Kervadec;Partenaire;Matériel;{STAFF[1]};02/02/2026\n")
    assert shell("import", "a.csv", "--entity", "client", "--yes").code == 0
    dry = shell("--lang", "fr", "import", "b.csv", "--entity", "client", "--dry-run").out.replace("\xa0", " ")
    changes = (
        ("origine", "Salon", "Partenaire"),
        ("interets", "Conseil, Formation", "Matériel"),
        ("referent", *STAFF),
        ("date-premier-contact", "01/02/2026", "02/02/2026"),
    )
    for name, old, new in changes:
        assert f"cf:{name} : {old} → {new}" in dry
    assert shell("import", "b.csv", "--entity", "client", "--yes").code == 0
    undone = shell("--lang", "fr", "runs", "undo", "last").out.replace("\xa0", " ")
    for name, old, new in changes:
        assert f"cf:{name} : {new} → {old}" in undone


def test_a_deletion_is_undone_with_a_warning(shell):
    """What comes back has a new id, and what does not come back is listed with it."""
    shell.write("gone.csv", "Nom société\nMenuiserie Kervadec\n")
    assert shell("delete", "gone.csv", "--entity", "client", "--yes").code == 0
    ran = shell("runs", "undo", "last", "--yes")
    assert ran.code == 0
    assert "recreated, new ids" in ran.err
    assert "Not restored: comments" in ran.out


def test_what_the_access_may_not_read_is_said(shell):
    """Without the right to read tasks, the undo goes on and says that tasks added since are not seen."""
    shell.write("a.csv", "Nom société\nNeuve\n")
    assert shell("import", "a.csv", "--entity", "client", "--yes").code == 0
    shell.faults({"match": {"path": "/tasks/search$"}, "fault": "status", "status": 403})
    ran = shell("runs", "undo", "last", "--yes")
    assert (ran.code, "may not read" in ran.err, "task" in ran.err) == (0, True, True)


def test_an_undo_says_first_what_it_takes_back(shell):
    """Run, date and file stand before all else; a pipeline that was only rehearsed is listed as such and is not the last."""
    shell.write("a.csv", "Nom société\nNeuve\n")
    shell.write("c.csv", "Nom société\nÀ venir\n")
    shell.write("p.yaml", "steps:\n  clients: {import: c.csv, entity: client}\n")
    made = shell("import", "a.csv", "--entity", "client", "--yes", "--json").json["run_id"]
    assert shell("run", "p.yaml", "--dry-run").code == 0
    listed = {run["kind"]: run["status"] for run in shell("runs", "list", "--json").json}
    assert listed == {"import": "finished", "dry-run": "dry-run", "pipeline": "dry-run"}
    shown = shell("runs", "show", "last").out
    assert ("1 to create" in shown, "dry run" in shown) == (True, True)
    first = shell("--lang", "fr", "runs", "undo", "last").err.replace("\xa0", " ").splitlines()[0]
    assert re.fullmatch(rf"Annulation de l'opération {made} du \d\d/\d\d/\d{{4}} \d\d:\d\d : a.csv\.", first)
    shell.write("b.csv", "Nom société\nAutre\n")
    shell.write("p.yaml", "steps:\n  clients: {import: b.csv, entity: client}\n")
    whole = shell("run", "p.yaml", "--yes", "--json").json["run_id"]
    lines = shell("runs", "undo", "last").err.splitlines()
    assert lines[0].startswith(f"Undo of run {whole} of ")
    assert (lines[0].endswith(": p.yaml."), any(line.endswith(": b.csv.") for line in lines[1:])) == (
        True,
        True,
    )


def test_a_retry_without_anything_to_retry_says_so_in_a_sentence(shell):
    """Nothing was refused: one sentence and exit code 0, with what to do about rows that are to be corrected; one document as JSON."""
    shell.write("a.csv", "Nom société\nNeuve\n")
    run = shell("import", "a.csv", "--entity", "client", "--yes", "--json").json["run_id"]
    ran = shell("runs", "retry", "last")
    assert (ran.code, ran.out, ran.err) == (0, "", f"Run {run}: nothing to retry, Sellsy refused no row.\n")
    shell.write("b.csv", "Nom société;E-mail\nAutre;faux\n")
    run = shell("import", "b.csv", "--entity", "client", "--yes", "--json").json["run_id"]
    ran = shell("runs", "retry", run)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.count("\n") == 1
    assert f"1 row to correct in the report, then `sellsy-etl runs retry {run} FILE`" in ran.err
    document = shell("runs", "retry", run, "--json").json
    assert (document["run_id"], document["kind"], document["counts"]["read"]) == (run, "retry", 0)
    assert len(shell("runs", "list", "--json").json) == 2


def test_a_record_that_is_gone_is_named_in_the_readers_language(shell):
    """A client deleted since the import is said to be gone by its kind and id, in French as in English."""
    shell.write("a.csv", "Nom société\nNeuve\n")
    run = shell("import", "a.csv", "--entity", "client", "--yes", "--json").json["run_id"]
    assert shell("delete", "a.csv", "--entity", "client", "--yes").code == 0
    french = shell("--lang", "fr", "runs", "undo", run).out.replace("\xa0", " ")
    assert re.search(r"N'existe plus dans Sellsy : société \d+\.", french), french
    assert re.search(r"No longer in Sellsy: company \d+\.", shell("runs", "undo", run).out)
