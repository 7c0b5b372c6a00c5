"""What the rows are: asked on a terminal, refused with the scores elsewhere."""

import io
import re
from pathlib import Path
from unittest.mock import patch

import pytest

import etl
from etl.entities import ENTITIES
from etl.sheets.writers import FORMATS

ETL = Path(etl.__file__).parent
LIST = re.compile(r"\w+(?:(?:,? (?:or|ou) |, )\w++){3,}+(?!…)")
"""What a help names one after the other; a list of examples is shorter, or ends in an ellipsis."""

UNCLEAR = "Nom,Prénom,Email\nMartin,Claire,c.martin@example.com\n"


class Terminal(io.StringIO):
    """A terminal on which somebody types."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    "names", [{entity.name for entity in ENTITIES}, set(FORMATS)], ids=["entities", "formats"]
)
def test_what_help_lists_by_hand_is_all_there_is(names):
    """Help loads neither entities nor writers, so it names them by hand, in both languages: each list has them all."""
    files = [
        *ETL.glob("cli/**/*.py"),
        *ETL.glob("commands/api/*.py"),
        ETL / "pipeline/steps.py",
        ETL / "messages/cli_help.py",
    ]
    lists = [
        (path.name, items)
        for path in files
        for listed in LIST.findall(path.read_text(encoding="utf-8"))
        if len(names & (items := set(re.findall(r"\w+", listed)))) > 3
    ]
    assert len(lists) >= 3
    assert [(file, names - items) for file, items in lists if names - items] == []


def test_an_unclear_file_is_asked_about_on_a_terminal(bare):
    """The scores are shown, a wrong answer is asked again, and the one given is what the rows are."""
    bare.write("people.csv", UNCLEAR)
    with patch("sys.stdin", Terminal("people\ncontact\n")):
        ran = bare("check", "people.csv")
    assert (ran.code, "1 row ready to import, of 1" in ran.out) == (0, True)
    assert "nearest: client 100 %, contact 100 %" in ran.err


@pytest.mark.parametrize("options", [("check",), ("import", "--yes"), ("import", "--json")])
def test_nobody_is_asked_without_a_terminal_or_with_yes(bare, options):
    """A pipe, --yes and --json get an error that lists the candidates and what to type."""
    bare.write("people.csv", UNCLEAR)
    stdin = Terminal("contact\n") if len(options) > 1 else io.StringIO("contact\n")
    with patch("sys.stdin", stdin):
        ran = bare(options[0], "people.csv", *options[1:])
    assert ran.code == 3
    assert "client 100 %, contact 100 %" in ran.err
    assert "--entity client|prospect" in ran.err
