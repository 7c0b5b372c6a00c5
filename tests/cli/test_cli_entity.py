"""What the rows are: asked on a terminal, refused with the scores elsewhere."""

import io
from unittest.mock import patch

import pytest

UNCLEAR = "Nom,Prénom,Email\nMartin,Claire,c.martin@example.com\n"


class Terminal(io.StringIO):
    """A terminal on which somebody types."""

    def isatty(self):
        return True


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
