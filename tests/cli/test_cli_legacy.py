"""The command line on records that another system still has: what was deleted in Sellsy is named, and comes back when asked."""

import shutil
from pathlib import Path

CASE = Path(__file__).parent.parent / "cases" / "semantics" / "24_legacy.csv"


def test_a_deleted_record_is_named_on_the_terminal(shell):
    """Imported again after its deletion, the row is skipped and named; `--recreate-deleted` creates the record again."""
    path = shutil.copy(CASE, shell.folder)
    order = ("--lang", "en", "import", path, "--entity", "client", "--yes")
    assert shell(*order, "--json").json["counts"]["created"] == 1
    (client,) = shell("search", "client", "--where", "name=Legado SAS", "--json").json
    assert shell("call", "DELETE", f"/companies/{client['id']}").code == 0
    again = shell(*order)
    assert again.code == 0
    assert "HS-1" in again.out
    assert str(client["id"]) in again.out
    assert "--recreate-deleted" in again.out
    assert shell(*order, "--recreate-deleted", "--json").json["counts"]["created"] == 1
    assert shell(*order, "--json").json["counts"]["unchanged"] == 1


def test_a_dry_run_tells_links_and_records_in_words(shell):
    """What a dry run lists holds no op_id and no name of the program: a link tells its roles, a deletion the record."""
    shell.write("a.csv", "Nom société;Nom contact;Contact principal\nNeuve;Petit;Oui\nAutre;Grand;\n")
    ran = shell("-v", "--lang", "fr", "import", "a.csv", "--entity", "client", "--dry-run")
    assert [line.split("→")[1].strip() for line in ran.out.splitlines() if "Lien" in line] == ["main", "oui"]
    shell.write("b.csv", "Nom société\nMenuiserie Kervadec\n")
    ran = shell("--lang", "fr", "delete", "b.csv", "--entity", "client")
    assert "Fiche\u00a0: " in ran.out
    assert "record" not in ran.out


def test_a_name_that_is_not_the_linked_records_is_shown_on_the_terminal(shell):
    """A changed name beside the id of a linked record is shown with the record; it is not counted as a repaired cell."""
    text = "ID opportunité;ID client;Nom client\n700001;1001;{}\n"
    for name, shown in (("Quelqu'un", True), ("Menuiserie Kervadec", False)):
        shell.write("a.csv", text.format(name))
        ran = shell("--lang", "en", "import", "a.csv", "--entity", "opportunity", "--dry-run")
        assert ("linked to 1001 (Menuiserie Kervadec)" in " ".join(ran.out.split())) == shown
        assert "Repaired" not in ran.out
