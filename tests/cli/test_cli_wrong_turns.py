"""Wrong turns: what people type instead of a command or a file is met with what they meant."""

import shlex

import pytest

from etl.messages import text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("importer", "a.csv"), "sellsy-etl import a.csv"),
        (("modele",), "sellsy-etl template client"),
        (("Modèle", "contact"), "sellsy-etl template contact"),
        (("aide",), "sellsy-etl --help"),
        (("aide", "import"), "sellsy-etl import --help"),
        (("annuler",), "sellsy-etl runs undo last"),
        (("exporter", "clients"), "sellsy-etl export clients"),
    ],
)
def test_a_french_verb_names_the_command(bare, typed, meant):
    """The whole line to type is shown, and nothing is run."""
    ran = bare("--lang", "fr", *typed)
    assert ran.code == 2
    assert f"Vouliez-vous dire\u00a0: {meant}\u202f?" in ran.err


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("clients.xslx", "Vouliez-vous dire clients.xlsx"),
        ("Client.xlsx", "Vouliez-vous dire clients.xlsx"),
        ("~$clients.xlsx", "Fermez le classeur dans Excel"),
        ("https://docs.google.com/spreadsheets/d/1aB2cD/edit", "Fichier > Télécharger"),
        (".", "Donnez un fichier"),
        ("factures.csv", "factures ou de devis"),
        ("rien.xlsx", "Vérifiez le chemin"),
    ],
)
def test_a_file_that_cannot_be_is_met_with_what_to_do(bare, typed, expected):
    """A misspelt name, a lock file, an address, a folder, invoices: each has its sentence."""
    for name in ("clients.xlsx", "~$clients.xlsx"):
        bare.write(name, b"PK")
    bare.write("factures.csv", "Numéro de facture;Date;Client;Total TTC;TVA\nF1;01/02/2026;Garnier;12;2\n")
    ran = bare("--lang", "fr", "check", typed)
    assert ran.code == 3
    assert expected in ran.err


def test_what_map_prints_can_be_pasted(bare):
    """A name with spaces is quoted, and the sheet is named where it was: the line runs as it stands."""
    bare.write("mes clients.csv", "Raison sociale;SIRET\nGarnier;73282932000074\n")
    ran = bare("map", "mes clients.csv", "--entity", "client")
    line = ran.out.splitlines()[-1].partition("then: ")[2]
    command, *arguments = shlex.split(line)
    assert (command, bare(*arguments).code) == ("sellsy-etl", 0), line
    assert line in (bare.folder / "mes clients.mapping.yaml").read_text(encoding="utf-8")


def test_the_list_of_runs_fits_a_terminal_and_names_the_file(shell):
    """80 characters are enough for a run, its file and what became of its rows."""
    shell.write("clients_of_a_rather_long_name.csv", "Nom société;E-mail\nAlpha;a@example.com\nBêta;non\n")
    shell("import", "clients_of_a_rather_long_name.csv", "--entity", "client", "--yes", "--dry-run")
    shell("import", "clients_of_a_rather_long_name.csv", "--entity", "client", "--yes")
    lines = shell("--lang", "fr", "runs", "list", COLUMNS="80").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert all("clients_of_a_ra…" in line for line in lines[2:])
    assert "1 créée, 1 à corriger" in lines[2]


def test_a_deletion_without_a_key_says_which_columns_serve(shell):
    """A file without a column that identifies records is refused with the columns that would."""
    shell.write("v.csv", "Ville\nLyon\n")
    ran = shell("--lang", "fr", "delete", "v.csv", "--entity", "client")
    assert ran.code == 3
    assert "il manque une colonne qui désigne les fiches à supprimer" in ran.err
    assert "SIRET" in ran.err


def test_the_last_run_to_undo_is_one_that_wrote_and_is_no_undo(shell):
    """`undo last` skips runs that wrote nothing; undone once, it is said and never restored by surprise."""
    shell.write("a.csv", "Nom société\nAlpha\n")
    shell("import", "a.csv", "--entity", "client", "--yes", "--no-html")
    shell("import", "a.csv", "--entity", "client", "--yes", "--no-html")
    shell("import", "a.csv", "--entity", "client", "--dry-run", "--no-html")
    listed = shell("--lang", "fr", "runs", "undo", "last")
    assert "a.csv" in listed.err
    assert "1 à supprimer" in listed.out
    assert shell("runs", "undo", "last", "--yes").code == 0
    again = shell("--lang", "fr", "runs", "undo", "last", "--yes")
    assert again.code == 2
    assert "est déjà annulée" in again.err
    undo = shell("runs", "list", "--json").json[0]["run_id"]
    retried = shell("--lang", "fr", "runs", "retry", undo)
    assert retried.code == 2
    assert "est une annulation" in retried.err


def test_what_the_demo_says_to_try_next_works(bare):
    """Each line is pasted as it stands, in the folder where the demo ran."""
    ran = bare("--lang", "fr", "demo")
    lines = [line.strip() for line in ran.out.splitlines() if line.startswith("  sellsy-etl ")]
    assert len(lines) == 3
    for line in lines:
        tried = bare("--no-progress", *shlex.split(line)[1:])
        assert tried.code in (0, 1), line + tried.err
    assert (bare.folder / "clients.xlsx").exists()
    assert text("no-runs", lang="fr") not in ran.out
