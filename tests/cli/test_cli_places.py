"""Files with odd names and in odd places."""

import os
import socket
import threading
from pathlib import Path

import pytest

TEXT = "Nom société;Email\nA;faux\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names and pipes are others there")


@pytest.mark.parametrize("length", [240, 249, 255])
def test_a_name_without_room_for_a_report_is_cut(shell, length):
    """The report of a file whose name fills what a name may be stands beside it, its name cut and told from others."""
    names = [f"{letter * (length - 4)}.csv" for letter in "ab"]
    for name in names:
        shell.write(name, TEXT)
        for command in ("check", "import"):
            ran = shell(command, name, "--entity", "client", "--json")
            assert ran.code == 1
            report = Path(ran.json["report"]).name
            assert len(report) < 255
            assert report.startswith(f"{name[0] * 180}~")
            assert (shell.folder / report).exists()
    shell.write(f"{'é' * 125}.csv", TEXT)
    assert shell("check", f"{'é' * 125}.csv", "--entity", "client").code == 1


def test_what_is_no_file_is_said(bare):
    """A pipe, a socket, a device and a folder are refused with what to do; nothing waits for them."""
    os.mkfifo(bare.folder / "pipe.csv")
    (bare.folder / "folder.csv").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(bare.folder / "socket.csv"))
        for name in ("pipe.csv", "socket.csv", "/dev/zero", "folder.csv"):
            ran = bare("check", name, "--entity", "client")
            assert (ran.code, len(ran.err.splitlines())) == (3, 2), ran
    ran = bare("check", "pipe.csv", "--mapping", "pipe.csv")
    assert ran.code in {2, 3}
    ran = bare("run", "pipe.csv")
    assert (ran.code, len(ran.err.splitlines())) == (2, 2)


@pytest.mark.slow
def test_a_pipe_is_read_through_standard_input(bare):
    """What a pipe brings is read from standard input, as the message says."""
    os.mkfifo(bare.folder / "pipe.csv")
    threading.Thread(target=(bare.folder / "pipe.csv").write_text, args=(TEXT,), daemon=True).start()
    ran = bare.python(
        "import os, subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', 'from etl.cli.entry import main; main()', "
        "'check', '-', '--entity', 'client'], stdin=open('pipe.csv')).returncode)"
    )
    assert ran.code == 1


def test_a_place_that_cannot_be_written_is_said(bare):
    """A report in a folder that is a device, or over a folder, is one message."""
    bare.write("a.csv", TEXT)
    (bare.folder / "folder.csv").mkdir()
    for place in ("folder.csv", "/proc/a.csv", "/dev/null/a.csv"):
        ran = bare("check", "a.csv", "--entity", "client", "--report", place)
        assert (ran.code, "cannot be written" in ran.err) == (3, True), ran
