"""Options on the command line beside those that a report remembers, and files that are never replaced."""

LINES = "Nom société;E-mail\nAlpha;a@x.example\nBéta;faux\n"


def test_an_option_typed_counts_even_where_it_is_the_default(shell):
    """`--mode upsert` beside a report made with `--mode update`."""
    (shell.folder / "c.csv").write_text(LINES, "utf-8")
    assert shell("import", "c.csv", "--entity", "client", "--dry-run", "--mode", "update").code == 1
    again = shell("import", "c.report.csv", "--dry-run", "--json").json
    assert (again["counts"]["created"], again["counts"]["skipped"]) == (0, 1)
    given = shell("import", "c.report.csv", "--dry-run", "--mode", "upsert", "--json").json
    assert (given["counts"]["created"], given["counts"]["skipped"]) == (1, 0)


def test_the_report_of_a_check_of_a_csv_needs_no_option(shell):
    """The mapping that was given to `check` is in its report."""
    (shell.folder / "c.csv").write_text("Boîte;Adresse mail\nAlpha;a@x.example\nBéta;faux\n", "utf-8")
    mapped = ("--map", "Boîte=Nom société", "--map", "Adresse mail=E-mail")
    assert shell("check", "c.csv", "--entity", "client", *mapped).code == 1
    report = shell.folder / "c.check.csv"
    report.write_text(
        report.read_text("utf-8").replace("faux;", "b@x.example;").replace(";faux", ";b@x.example"), "utf-8"
    )
    done = shell("import", report.name, "--yes", "--json").json
    assert (done["entity"], done["counts"]["created"], done["counts"]["rejected"]) == ("client", 2, 0)


def test_a_template_never_replaces_a_file(shell):
    """A file of the name that was asked for stays: the template has the next name, which is printed."""
    (shell.folder / "clients.xlsx").write_bytes(b"hers")
    written = shell("template", "client", "-o", "clients.xlsx")
    assert (written.code, "clients-2.xlsx" in written.err) == (0, True)
    assert (shell.folder / "clients.xlsx").read_bytes() == b"hers"
    assert (shell.folder / "clients-2.xlsx").stat().st_size
