"""The README says what the commands say."""

import re
from pathlib import Path

import click

from etl.cli.main import cli

README = Path(__file__).parents[2] / "README.md"
BEGIN = "<!-- commands: written by tests/cli/test_cli_readme.py -->"
END = "<!-- end of commands -->"


def commands(group, prefix="sellsy-etl"):
    """Yield (usage, first sentence of the help) of every command."""
    context = click.Context(group, info_name=prefix)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
            continue
        arguments = [
            param.make_metavar(context) for param in command.params if isinstance(param, click.Argument)
        ]
        yield " ".join([prefix, name, *arguments]), command.help.splitlines()[0].strip()


BAR = r"\|"
"""A bar in a cell of a table: bare, it would end the cell."""


def listing():
    """Return the README's list of commands."""
    rows = [f"| `{usage.replace('|', BAR)}` | {text} |" for usage, text in commands(cli)]
    return "\n".join([BEGIN, "| command | what it does |", "|---|---|", *rows, END])


def written():
    """Return the README with its list of commands written again."""
    text = README.read_text(encoding="utf-8")
    return text[: text.index(BEGIN)] + listing() + text[text.index(END) + len(END) :]


def test_the_mapping_of_the_readme_reads_such_a_file(bare):
    """The example of a mapping is accepted as it is printed, and its row is good."""
    (mapping,) = re.findall(
        r"```yaml\n(entity: prospect\n.*?)```", README.read_text(encoding="utf-8"), re.DOTALL
    )
    bare.write("m.yaml", mapping)
    head = "Company;Segment;Since;N°;Rue;Bureau;Domicile;Full name;Score;Code postal;Ville"
    row = "Acme;Pro;02/13/2024;12;rue X;;01 99 00 80 01;Jean Durand;5;75001;Paris"
    bare.write("p.csv", f"{head}\n{row}\n")
    ran = bare("check", "p.csv", "--map", "m.yaml")
    assert (ran.code, "1 row ready to import" in ran.out) == (0, True), ran.out + ran.err


def test_the_readme_lists_the_commands_as_they_are():
    """The README's list of commands is what --help says; run this file to write it again."""
    assert README.read_text(encoding="utf-8") == written()


def follows(pieces, line):
    """Tell whether the pieces stand in the line, in order."""
    place = 0
    for piece in pieces:
        place = line.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def test_the_demo_says_what_the_readme_shows(bare):
    """Every line that the README quotes from the demo is one of its real lines, but for what is cut at "…"."""
    quoted = README.read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    text = [" ".join(line.split()) for line in bare("--lang", "fr", "demo").out.splitlines()]
    lines = [" ".join(line.split()) for line in quoted.splitlines()]
    wanted = [line for line in lines if line and set(line) - set("- …")]
    assert len(wanted) > 20
    invented = [
        line
        for line in wanted
        if not any(follows([p.strip() for p in line.split("…")], item) for item in text)
    ]
    assert invented == []


def test_every_command_shows_examples():
    """Every command has examples in its help."""
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert "Examples:" in command.help
        if isinstance(command, click.Group):
            assert all("Examples:" in command.commands[item].help for item in command.commands)


if __name__ == "__main__":
    README.write_text(written(), encoding="utf-8")
