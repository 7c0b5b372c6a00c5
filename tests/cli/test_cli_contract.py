"""What scripts and careful people rely on: documents, exit codes, files left alone, secrets unsaid."""

import json
import os
import signal
from datetime import UTC, datetime
from itertools import pairwise

import click
import pytest
from plain import HTTP

from etl.cli.main import cli
from etl.journal import Journal
from etl.sandbox.http.config import SandboxConfig

GOOD = "Type société;Nom société;Email\nclient;Alpha;a@x.example\nprospect;Łódź;b@x.example\n"
DIRTY = "Nom société;Email;SIRET\nAlpha;faux;\nBêta;b@x.example;3,41174E+13\nGamma;g@x.example;\n"
OUTCOMES = ("created", "updated", "unchanged", "skipped", "rejected", "failed", "unknown")


def now():
    return datetime.now(tz=UTC)


def every_command(group=cli, words=()):
    """Yield (words, command) of every command and group."""
    yield words, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, (*words, name))
        else:
            yield (*words, name), command


def test_every_help_has_examples_and_every_option_its_help(bare):
    """--help of every command ends well, shows examples of that command, and explains every option."""
    commands = dict(every_command())
    assert len(commands) >= 11
    for words, command in commands.items():
        ran = bare(*words, "--help")
        assert (words, ran.code, ran.err) == (words, 0, "")
        assert "\\b" not in ran.out, words
        examples = ran.out.split("Examples:")[1]
        assert f"sellsy-etl {' '.join(words)}".rstrip() in examples or "--sandbox" in examples
        options = [
            param for param in command.params if isinstance(param, click.Option) and param.name != "help"
        ]
        assert all(item.help for item in options), words


def test_the_document_of_check_is_whole(bare):
    """Check --json is one document: what was read, counts by code, ignored columns, and every problem."""
    bare.write("dirty.csv", DIRTY.replace("SIRET", "SIRET;Chiffre d'affaires", 1))
    ran = bare("check", "dirty.csv", "--entity", "client", "--json")
    assert ran.code == 1
    document = ran.json
    assert {"file", "entity", "layout", "counts", "by_code", "ignored_columns", "report", "problems",
            "warnings"} <= set(document)  # fmt: skip
    assert [column["header"] for column in document["ignored_columns"]] == ["Chiffre d'affaires"]
    assert document["by_code"] == {"email-invalid": 1, "siret-destroyed": 1}
    assert {p["row"] for p in document["problems"]} == {2, 3}
    assert (bare.folder / document["report"]).exists()


def test_every_row_has_one_outcome(shell):
    """The outcomes of a finished run sum to the rows read, in the document and in the journal."""
    shell.write("dirty.csv", DIRTY)
    for more in ((), ("--dry-run",), ("--mode", "create"), ("--mode", "update")):
        counts = shell("import", "dirty.csv", "--entity", "client", "--json", *more).json["counts"]
        assert sum(counts[outcome] for outcome in OUTCOMES) == counts["read"] == 3
    for run in shell("runs", "list", "--json").json:
        assert sum(run["counts"][outcome] for outcome in OUTCOMES) == run["counts"]["read"] == 3
    assert shell("runs", "show", "last", "--json").json == shell("runs", "list", "--json").json[0]
    assert "2 à corriger" in shell("--lang", "fr", "runs", "list").out
    shell.write("supplier.csv", "Nom société\nZed\n")
    assert shell("import", "supplier.csv", "--entity", "supplier", "--yes").code == 0
    assert "fournisseur" in shell("--lang", "fr", "runs", "list").out


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_the_document_is_the_same_on_every_terminal(bare, encoding):
    """--json loses no character where stdout is not UTF-8: it escapes what would be replaced."""
    bare.write("poor.csv", "Type société;Nom société;Email\nclient;Łódź;zażółć ✓\n")
    ran = bare.process("check", "poor.csv", "--json", PYTHONIOENCODING=encoding)
    assert ran.code == 1
    assert [problem["value"] for problem in ran.json["problems"]] == ["zażółć ✓"]


def test_quiet_says_nothing_but_errors(shell):
    """-q leaves stdout and stderr empty where all goes well, and still says why a command failed."""
    shell.write("good.csv", GOOD)
    for arguments in (("check", "good.csv"), ("import", "good.csv", "--dry-run"), ("import", "good.csv")):
        ran = shell("-q", *arguments)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert shell("-q", "check", "absent.csv").err


def test_a_refused_login_shows_no_secret(shell_on):
    """Credentials that the login server refuses are exit code 4 with what to check; nothing is written."""
    config = SandboxConfig(seed="demo", client=("me", "the-right-one"))
    shell = shell_on(config, "me", "a-wrong-one")
    shell.write("good.csv", GOOD)
    ran = shell("-v", "import", "good.csv", "--json")
    assert (ran.code, ran.out) == (4, "")
    assert "SELLSY_CLIENT_SECRET" in ran.err
    assert "a-wrong-one" not in ran.err
    assert shell.stats()["writes_total"] == 0
    assert shell("import", "good.csv", SELLSY_CLIENT_SECRET="the-right-one").code == 0


def test_the_secret_is_written_nowhere(shell):
    """No output and no file (journal, reports, token cache) holds the client secret."""
    shell.write("dirty.csv", DIRTY)
    output = ""
    for arguments in (("import", "dirty.csv", "--entity", "client"), ("runs", "show", "last", "--json")):
        ran = shell("-v", *arguments)
        output += ran.out + ran.err
    assert "very-hidden" not in output
    files = [path for path in shell.folder.rglob("*") if path.is_file()]
    assert len(files) >= 3
    assert [path for path in files if b"very-hidden" in path.read_bytes()] == []


@pytest.mark.parametrize("status", [401, 402, 403])
def test_a_run_that_sellsy_stops_leaves_a_journal_that_goes_on(shell, status):
    """A right or a licence that is missing is exit code 4; once given, the same command ends with no double."""
    shell.write("good.csv", GOOD)
    shell.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "rate": 1.0, "fault": "status", "status": status}
    )
    stopped = shell("import", "good.csv", "--json")
    assert (stopped.code, stopped.out) == (4, "")
    assert "run the same command again" in stopped.err
    assert "runs resume" in stopped.err
    HTTP.delete(f"{shell.url}/_sandbox/faults")
    (left,) = shell("runs", "list", "--json").json
    assert left["status"] == "interrupted"
    assert shell("import", "good.csv", "--json").json["counts"]["created"] == 2
    assert shell("import", "good.csv", "--json").json["counts"]["unchanged"] == 2
    *_, closed = shell("runs", "list", "--json").json
    assert (closed["run_id"], closed["status"], closed["counts"]["skipped"]) == (
        left["run_id"],
        "finished",
        2,
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_stops_the_import_and_it_can_be_done_again(shell_on):
    """An interrupted import is exit code 130 without traceback; the next one leaves each record once."""
    shell = shell_on(SandboxConfig(latency_ms=100))
    rows = "".join(f"client;Firme {n};f{n}@x.example\n" for n in range(120))
    shell.write("many.csv", "Type société;Nom société;Email\n" + rows)
    with shell.start("import", "many.csv", "--batch-size", "1", "--json") as importing:
        while shell.stats()["writes_total"] < 5 and importing.poll() is None:
            pass
        importing.send_signal(signal.SIGINT)
        out, err = importing.communicate(timeout=30)
    assert (importing.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert shell("runs", "list", "--json").json[0]["status"] == "interrupted"
    counts = shell("import", "many.csv", "--json").json["counts"]
    assert (counts["created"] + counts["unchanged"], counts["unchanged"] >= 5) == (120, True)
    names = [company["name"] for company in HTTP.get(f"{shell.url}/_sandbox/dump").json()["companies"]]
    assert len(names) == len(set(names)) == 120


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a pipe closes another way there")
def test_a_reader_that_leaves_ends_the_command_quietly(bare):
    """`sellsy-etl ... | head` shows no traceback and claims no fault."""
    bare.write("bad.csv", "Nom société;Email\n" + "".join(f"A{n};faux{n}\n" for n in range(5000)))
    with bare.start("-v", "--no-progress", "check", "bad.csv", "--entity", "client") as reading:
        reading.stdout.readline()
        reading.stdout.close()
        output = reading.stderr.read()
        assert reading.wait(30) == 141
    assert "Traceback" not in output
    assert "fault" not in output
    assert "ignored" not in output


def test_a_report_never_takes_the_place_of_the_file(shell):
    """--report on the file itself is refused before anything is sent, and the file stays as it was."""
    path = shell.write("good.csv", GOOD)
    for command in ("check", "import"):
        ran = shell(command, "good.csv", "--report", "./good.csv")
        assert (ran.code, ran.out) == (2, "")
        assert "--report" in ran.err
    assert path.read_text(encoding="utf-8") == GOOD
    assert shell.stats()["requests_total"] == 0


def test_reset_empties_nothing_but_a_sandbox(bare):
    """Sandbox reset --db refuses a file that no sandbox wrote: a spreadsheet, a journal."""
    bare.write("good.csv", GOOD)
    assert bare("--sandbox", "import", "good.csv").code == 0
    home = bare.folder / "home"
    for path in (bare.folder / "good.csv", home / "journal.sqlite"):
        size = path.stat().st_size
        assert bare("sandbox", "reset", "--db", path).code == 2
        assert path.stat().st_size == size
    assert bare("sandbox", "reset", "--db", home / "sandbox.sqlite").code == 0
    assert not (home / "sandbox.sqlite").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "good.csv", "--delimiter", ";;"),
        ("check", "good.csv", "--delimiter", '"'),
        ("check", "good.csv", "--header-row", "0"),
        ("import", "good.csv", "--batch-size", "0"),
        ("runs", "list", "--limit", "0"),
        ("sandbox", "serve", "--port", "99999"),
        ("sandbox", "serve", "--latency", "-1"),
    ],
)
def test_values_out_of_range_are_refused_by_name(bare, arguments):
    """A value that an option cannot take is exit code 2, naming the option."""
    bare.write("good.csv", GOOD)
    ran = bare(*arguments)
    assert ran.code == 2
    assert next(option for option, _ in pairwise(arguments) if option.startswith("--")) in ran.err


@pytest.mark.parametrize("typed", ["tab", "\\t", "\t"])
def test_a_tab_can_be_typed_by_its_name(bare, typed):
    """--delimiter takes a tab by its name, escaped, or as itself."""
    bare.write("tab.csv", GOOD.replace(";", "\t"))
    assert bare("check", "tab.csv", "--delimiter", typed).code == 0


def test_sandbox_serve_ends_when_it_is_told(bare):
    """Sandbox serve keeps its data in --db and ends when its process is told to, not only on Ctrl-C."""
    with bare.start("sandbox", "serve", "--port", "0", "--seed", "demo", "--db", "kept.sqlite") as server:
        try:
            given = dict(server.stdout.readline().strip().split("=", 1) for _ in range(3))
            assert HTTP.get(f"{given['SELLSY_LOGIN_URL']}/_sandbox/stats").status_code == 200
            assert HTTP.get(f"{given['SELLSY_API_URL']}/companies").status_code == 401
            server.terminate()
            server.wait(10)
        finally:
            server.kill()
        assert "Traceback" not in server.stderr.read()
    assert (bare.folder / "kept.sqlite").exists()


@pytest.mark.slow
def test_two_imports_on_the_embedded_sandbox_do_not_run_at_once(bare):
    """While an import works on it, a second one is refused with exit code 5: nothing is created twice."""
    rows = "".join(f"client;W{n};w{n}@x.example\n" for n in range(3000))
    bare.write("many.csv", "Type société;Nom société;Email\n" + rows)
    with bare.start("--sandbox", "import", "many.csv", "--json") as first:
        with Journal.open(bare.folder / "home" / "journal.sqlite", now=now, new_id=lambda: "x") as journal:
            while not journal.runs.newest(1) and first.poll() is None:
                pass
        second = bare("--sandbox", "import", "many.csv", "--json")
        out, _ = first.communicate(timeout=60)
    assert (second.code, second.out) == (5, "")
    assert json.loads(out)["counts"]["created"] == 3000


def test_check_calls_nobody_and_keeps_nothing(bare):
    """A check needs no settings and opens no journal: it leaves its page and its report, for a CSV its rejected rows."""
    bare.write("good.csv", GOOD)
    ran = bare.process("check", "good.csv", "--json", SELLSY_API_URL="no address at all")
    assert (ran.code, ran.json["counts"]["valid"], ran.json["report"]) == (0, 2, None)
    assert {path.name for path in bare.folder.iterdir()} == {"good.csv", "good.check.html"}
