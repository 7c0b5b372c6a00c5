"""Changes of what a record is linked to are shown by name, wherever changes are shown."""

import openpyxl
import pytest

from etl.messages import text

MOVES = {
    "opportunity": (
        "ID opportunité;Nom client\n700002;Étude Roussel & Fils\n",
        ["Client : 1001 (Menuiserie Kervadec) → 1002 (Étude Roussel & Fils)"],
    ),
    "event": (
        "ID événement;Nom client;Invités;Invités externes\n800011;Étude Roussel & Fils;Yann Kervadec;a@b.example\n",
        [
            "Fiche liée : 1001 (Menuiserie Kervadec) → 1002 (Étude Roussel & Fils)",
            "(Yann Kervadec), a@b.example",
        ],
    ),
    "task": (
        "ID tâche;Nom client;Rappels par e-mail;Collaborateurs\n800001;Étude Roussel & Fils;1 h;agnes.delmas@atelier-demo.example\n",
        [
            "Fiche liée : 1001 (Menuiserie Kervadec) → 1002 (Étude Roussel & Fils)",
            "Rappels : (vide) → Rappels par e-mail (1 heure avant)",
        ],
    ),
}


def plain(out):
    """Return what was printed with ordinary spaces."""
    return out.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("entity", MOVES)
def test_a_rehearsal_names_what_a_row_links_its_record_to(shell, entity):
    """The dry run of a row that moves a record to another client, or changes who takes part, says names, not the wire's words."""
    file, wanted = MOVES[entity]
    shell.write("m.csv", file)
    ran = shell("--lang", "fr", "import", "m.csv", "--entity", entity, "--dry-run")
    assert ran.code == 0, ran.err
    assert [item for item in wanted if item not in plain(ran.out)] == [], ran.out
    assert "type:" not in ran.out


def test_a_plan_and_an_undo_name_the_client_of_before_and_after(shell):
    """The workbook of a plan, the rehearsal of an undo and its report name both clients; `--json` keeps kinds and ids."""
    before, after = "1001 (Menuiserie Kervadec)", "1002 (Étude Roussel & Fils)"
    shell.write("m.csv", MOVES["opportunity"][0])
    shell("--lang", "fr", "plan", "m.csv", "--entity", "opportunity")
    (line,) = list(openpyxl.load_workbook(shell.folder / "m.plan.xlsx")["Plan"].values)[1:]
    assert line[3:6] == ("Client", before, after)
    assert shell("--lang", "fr", "import", "m.csv", "--entity", "opportunity", "--yes").code == 0
    ran = shell("--lang", "fr", "runs", "undo", "last", "--report", "u.xlsx")
    assert (ran.code, f"Client : {after} → {before}" in plain(ran.out)) == (0, True), ran.out
    (line,) = list(openpyxl.load_workbook(shell.folder / "u.xlsx")["Annulées"].values)[1:]
    assert line[4:7] == ("Client", after, before)


def test_a_text_tells_whatever_a_parameter_holds():
    """A parameter with a word for each language is told in the reader's; one of any other keys is told whole, and never fails."""
    told = {
        value: text("plan-change", lang="fr", column="x", old=None, new=new)
        for value, new in {"word": {"fr": "oui", "en": "yes"}, "item": [{"type": "company", "id": 1}]}.items()
    }
    assert "oui" in told["word"]
    assert "fr" not in told["word"]
    assert "type: company, id: 1" in told["item"]
