"""What reaches a terminal, and streams that nobody reads or that are full."""

import json
import os
import re
import subprocess

import pytest

from tests.cli.conftest import COMMAND, Ran, checked

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\u2066\x08\r\x7f"
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
NAME = "a\x1b[31m\u202eb.csv"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="terminals and closed streams are others there")


def redirected(shell, how, *arguments):
    """Run the command with its streams as a shell redirects them."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {how}', "sh", *COMMAND, *map(str, arguments)],
        cwd=shell.folder,
        env=shell.environ,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    return checked(Ran(done.returncode, done.stdout.decode(), done.stderr.decode()))


def on_a_terminal(shell, *arguments):
    """Run the command on a terminal and return what it is sent."""
    mine, theirs = os.openpty()
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=shell.folder,
        env=shell.environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        output = b""
        try:
            while piece := os.read(mine, 1 << 16):
                output += piece
        except OSError:  # the terminal was left
            pass
        process.wait(30)
    os.close(mine)
    return output.decode()


def hostile_table(shell):
    """Write a table whose name, headers and cells would command a terminal."""
    return shell.write(
        NAME, f"Type société;Nom société;Email;X{HOSTILE}\nclient;A{HOSTILE};b{HOSTILE};c{HOSTILE}\n"
    )


def test_an_escape_sequence_is_shown_where_no_terminal_reads_too(bare):
    """What is read by a program shows the whole cell, as a terminal does, instead of leaving the sequence out."""
    bare.write("a.csv", "Nom société\nA\x1b[31mRouge\n")
    ran = bare.process("check", "a.csv", "--entity", "client", "-v")
    assert "A\\u001b[31mRouge" in ran.out, ran.out


@pytest.mark.slow
def test_what_a_file_holds_commands_no_terminal(bare):
    """Escape sequences, controls and changes of direction in names, headers and cells are shown, never sent."""
    hostile_table(bare)
    ran = bare.process("check", NAME, "--entity", "client")
    assert ran.code == 1
    assert OBEYED.search(ran.out + ran.err) is None
    assert "\\u001b" in ran.out
    ran = bare.process("check", f"absent{HOSTILE}.csv")
    assert (ran.code, OBEYED.search(ran.err)) == (3, None)
    ran = bare.process("check", f"--en{HOSTILE}")
    assert (ran.code, OBEYED.search(ran.err)) == (2, None)


@pytest.mark.hostile
def test_a_document_keeps_what_a_terminal_must_not_obey(bare):
    """--json escapes these characters as JSON does: whoever reads it has them all."""
    hostile_table(bare)
    ran = bare.process("check", NAME, "--entity", "client", "--json")
    assert OBEYED.search(ran.out) is None
    assert any("\u202egnp" in (problem["value"] or "") for problem in json.loads(ran.out)["problems"])


@pytest.mark.hostile
def test_a_terminal_gets_our_own_colours_and_bars_only(bare):
    """On a terminal errors are red and bars are drawn; what a file holds is shown there too."""
    hostile_table(bare)
    screen = on_a_terminal(bare, "check", NAME, "--entity", "client") + on_a_terminal(
        bare, "check", "absent\x1b[2J.csv"
    )
    assert "\x1b[31m" in screen.replace("\x1b[31m\\u202eb", "")
    assert OBEYED.search(re.sub("\x1b\\[(?:0|31)m|\x1b\\[A", "", screen)) is None
    assert "\\u001b[2J" in screen


@pytest.mark.hostile
def test_names_that_are_no_text_survive_any_locale(bare):
    """A file name of any bytes is read, named and reported, whatever the locale."""
    name = os.fsdecode(b"caf\xe9.csv")
    bare.write(name, "Nom société;Email\nA;faux\n")
    for locale in (
        {},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"},
    ):
        ran = bare.process("check", name, "--entity", "client", "--report", "out.csv", **locale)
        assert ran.code == 1
        assert "caf\\udce9.csv" in ran.err
        ran = bare.process("check", name, "--entity", "client", "--json", **locale)
        assert json.loads(ran.out)["problems"][0]["value"] == "faux"


@pytest.mark.hostile
@pytest.mark.parametrize(
    ("how", "code"),
    [
        (">&-", 0),
        ("2>&-", 0),
        (">&- 2>&- <&-", 0),
        ("2>/dev/full", 0),
        (">/dev/full", 3),
        (">/dev/full 2>&1", 3),
    ],
)
def test_an_import_ends_well_where_nothing_can_be_printed(shell, how, code):
    """Closed or full streams take nothing from a run: it is whole in the journal, every row once."""
    shell.write("good.csv", "Type société;Nom société;Email\nclient;Alpha;a@x.example\n")
    ran = redirected(shell, how, "import", "good.csv", "--yes")
    assert ran.code == code
    runs = shell("runs", "list", "--json").json
    assert [(run["status"], run["counts"]["created"]) for run in runs] == [("finished", 1)]
    assert shell("import", "good.csv", "--json", "--yes").json["counts"]["unchanged"] == 1


@pytest.mark.hostile
def test_a_full_disk_behind_the_output_is_said(bare):
    """What cannot be written on stdout is said on stderr, with what to do; a reader that left is none."""
    bare.write("bad.csv", "Nom société;Email\n" + "".join(f"A{n};faux{n}\n" for n in range(2000)))
    ran = redirected(bare, ">/dev/full", "check", "bad.csv", "--entity", "client")
    assert ran.code == 3
    assert "No space left" in ran.err
    assert "runs list" in ran.err
    for command in (("--help",), ("explain",)):
        assert redirected(bare, ">/dev/full", *command).code == 3
    ran = redirected(
        bare, "2>&1 | (head -c 10; cat <&- 2>/dev/null)", "-v", "check", "bad.csv", "--entity", "client"
    )
    assert len(ran.out) == 10


def test_nothing_is_asked_where_nothing_will_be_written(shell):
    """A file whose rows are in Sellsy as they are is imported on a terminal without a question."""
    shell.write("a.csv", "Nom société;SIRET\nAlpha;73282932000074\n")
    assert shell("import", "a.csv", "--entity", "client", "--yes").code == 0
    screen = on_a_terminal(shell, "--lang", "en", "import", "a.csv", "--entity", "client", "--no-html")
    assert "1 unchanged" in screen
    assert "[Y/n]" not in screen
