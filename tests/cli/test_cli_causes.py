"""What is printed of problems: by cause, in few lines, with names; whole words at 80 columns."""

SELLERS = ("Marie Martin", "Paul Durand", "Luc Petit", "Zoé Perrin", "Anne Roy")


def unknown_sellers(shell):
    """Write 176 clients of five salesmen whom Sellsy does not have."""
    rows = [f"Client {number};{SELLERS[number % 5]}" for number in range(176)]
    shell.write("clients.csv", "\n".join(["Raison sociale;Commercial", *rows]) + "\n")


def test_many_rows_of_one_cause_are_five_lines(shell):
    """176 rows with five unknown salesmen: the count, three rows with their names, the values, what to do."""
    unknown_sellers(shell)
    ran = shell("--lang", "fr", "import", "clients.csv", "--entity", "client", "--dry-run", COLUMNS="80")
    head, *rest = ran.out.split("\n\n")[1].splitlines()
    assert head == ("Commercial · 176 lignes\u00a0: 2 (Client 0), 3 (Client 1), 4 (Client 2)…")
    assert "  5 valeurs\u00a0: Marie Martin, Paul Durand, Luc Petit…" in rest
    assert rest[0].startswith("  «\xa0…\xa0»")
    assert len([line for line in rest if not line.startswith("En savoir plus")]) <= 5


def test_a_terminal_gets_at_most_twelve_lines_of_causes_and_where_the_rest_is(bare):
    """Many causes are cut at whole words and end with the report that has them all; -v lists each problem."""
    headers = ("Nom société", "SIRET", "E-mail", "Téléphone", "N° TVA", "Code NAF", "Site web", "Code postal")
    rows = [f"Client {n};{n};bad{n};{n};FR{n};{n};non {n};x{n}" for n in range(10)]
    bare.write("clients.csv", "\n".join([";".join(headers), *rows]) + "\n")
    ran = bare("check", "clients.csv", "--entity", "client", COLUMNS="80")
    causes = ran.out.split("\n\n")[0].splitlines()
    assert max(map(len, causes)) <= 80
    assert next(at for at, line in enumerate(causes) if line.startswith("… and ")) <= 12
    assert "among them Unreadable" in " ".join(line.strip() for line in causes)
    assert "clients.check.csv" in ran.out
    every = bare("-v", "check", "clients.csv", "--entity", "client")
    assert all(f"bad{n}" in every.out for n in range(10))
