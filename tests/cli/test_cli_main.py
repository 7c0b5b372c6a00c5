"""The command line as people and scripts use it."""

import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from plain import HTTP

import etl
from etl.cli.main import run
from etl.commands.data import templates

GOOD = "Type société;Nom société;Email\nclient;Alpha;a@x.example\nprospect;Bêta;b@x.example\n"
DIRTY = "Nom société;Email;SIRET\nAlpha;faux;\nBêta;b@x.example;3,41174E+13\nGamma;g@x.example;\n"
KEYS = {
    "run_id",
    "kind",
    "status",
    "entity",
    "counts",
    "calls",
    "dropped",
    "duration_s",
    "report",
    "html",
    "problems",
}
COUNTS = {"read", "created", "updated", "unchanged", "skipped", "rejected", "deleted", "failed", "unknown"}


def test_import_json_is_one_document_and_nothing_else(shell):
    """Stdout holds the machine contract alone; the rest goes to stderr; the exit code tells of rejected rows."""
    shell.write("dirty.csv", DIRTY)
    ran = shell.process("import", "dirty.csv", "--json", "--entity", "client")
    assert ran.code == 1
    assert set(ran.json) == KEYS | {"warnings"}
    assert set(ran.json["counts"]) == COUNTS
    assert ran.json["counts"] | {"read": 3, "created": 1, "rejected": 2} == ran.json["counts"]
    assert {(p["row"], p["column"], p["code"]) for p in ran.json["problems"]} == {
        (2, "Email", "email-invalid"),
        (3, "SIRET", "siret-destroyed"),
    }
    assert all(
        set(p) == {"row", "column", "code", "value", "message", "fix", "proposed"}
        for p in ran.json["problems"]
    )
    assert Path(shell.folder, ran.json["report"]).exists()


def test_the_same_import_twice_changes_nothing(shell):
    """The second import has exit code 0 and everything unchanged."""
    shell.write("good.csv", GOOD)
    assert shell("import", "good.csv", "--yes").code == 0
    writes = shell.stats()["writes_total"]
    again = shell("import", "good.csv", "--json")
    assert (again.code, again.json["counts"]["unchanged"]) == (0, 2)
    assert shell.stats()["writes_total"] == writes


def test_a_dry_run_shows_the_plan_and_its_cost(shell):
    """--dry-run prints what would be created, the calls and the minutes, and writes nothing."""
    shell.write("good.csv", GOOD)
    ran = shell("import", "good.csv", "--dry-run")
    assert ran.code == 0
    assert "Dry run" in ran.out
    assert "2 rows: to create (2-3)." in ran.out
    assert "3 API calls" in ran.err
    assert shell.stats()["writes_total"] == 0
    shell.write("many.csv", "Nom société\n" + "".join(f"Société {n}\n" for n in range(25)))
    output = shell("import", "many.csv", "--entity", "client", "--dry-run").out
    assert "25 rows: to create (2-26)." in output
    assert "row 26" not in output
    assert "row 26: to create" in shell("import", "many.csv", "--entity", "client", "--dry-run", "-v").out


def test_options_reach_the_engine(shell):
    """--mode, --match, --map, --report and --batch-size do what they say."""
    shell.write("a.csv", "Firma;Email;Note\nAlpha;a@x.example;eins\n")
    base = ("import", "a.csv", "--entity", "client", "--map", "Firma=Nom société", "--json")
    first = shell(*base, "--report", "out/r.xlsx", "--batch-size", "1")
    assert first.json["counts"]["created"] == 1
    assert (shell.folder / "out" / "r.xlsx").exists()
    shell.write("a.csv", "Firma;Email;Note\nAlpha;a@x.example;zwei\n")
    assert shell(*base, "--mode", "create").json["counts"]["skipped"] == 1
    assert shell(*base, "--match", "E-mail", "--mode", "update").json["counts"]["updated"] == 1
    shell.write("map.yaml", "Firma: Nom société\n")
    mapped = shell("import", "a.csv", "--entity", "client", "--map", "map.yaml", "--json")
    assert mapped.json["counts"]["unchanged"] == 1


def test_runs_are_listed_newest_first(shell):
    """Runs list and runs show have the same keys as import --json."""
    shell.write("good.csv", GOOD)
    ids = [shell("import", "good.csv", "--json").json["run_id"] for _ in range(2)]
    listed = shell("runs", "list", "--json").json
    assert [listed_run["run_id"] for listed_run in listed] == ids[::-1]
    assert all(set(listed_run) >= KEYS for listed_run in listed)
    shown = shell("runs", "show", "last", "--json").json
    assert (shown["run_id"], set(shown) >= KEYS) == (ids[1], True)
    assert ids[0] in shell("runs", "list").out
    assert shell("runs", "show", "nope").code == 2


def test_check_needs_no_account(bare):
    """Check works with no credentials, prints problems with their fix, and writes a report."""
    bare.write("dirty.csv", DIRTY)
    ran = bare("check", "dirty.csv")
    assert ran.code == 1
    assert "SIRET damaged by Excel" in ran.out
    assert (bare.folder / "dirty.check.csv").exists()
    result = bare("check", "dirty.csv", "--json").json
    assert result["counts"] == {"read": 3, "valid": 1, "skipped": 0, "rejected": 2}
    bare.write("good.csv", GOOD)
    assert bare("check", "good.csv").code == 0


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_template_is_a_workbook_ready_to_fill(bare, lang):
    """A template has help comments, drop-downs, an example that checks, and a help sheet; CSV too."""
    assert bare("template", "client", "-o", "t.xlsx", "--lang", lang).code == 0
    book = openpyxl.load_workbook(bare.folder / "t.xlsx")
    sheet = book.worksheets[0]
    assert sum(cell.comment is not None for cell in sheet[1]) > 10
    assert sheet.data_validations.dataValidation
    assert len(book.sheetnames) >= 2
    assert bare("check", "t.xlsx").code == 0
    assert bare("template", "contact", "-o", "t.csv", "--lang", lang).code == 0
    assert (bare.folder / "t.csv").read_text(encoding="utf-8-sig").count("\n") >= 1


def test_a_place_that_cannot_be_written_is_said(bare):
    """A template or a check report that cannot be written ends with exit code 3 and one message."""
    bare.write("good.csv", GOOD)
    for arguments in (
        ("template", "client", "-o", "good.csv/t.xlsx"),
        ("check", "good.csv", "--report", "good.csv/r.xlsx"),
    ):
        ran = bare(*arguments)
        assert (ran.code, "good.csv" in ran.err) == (3, True)
    wrong = bare("check", "good.csv", "--report", "r.pdf")
    assert (wrong.code, ".xlsx" in wrong.err) == (2, True)


def test_a_fault_of_ours_is_no_traceback(bare, monkeypatch, capsys):
    """What nobody foresaw is said in two lines with exit code 70; -v shows all of it."""
    monkeypatch.setattr(templates, "write_template", lambda *_, **__: 1 / 0)
    assert run(["template", "client"]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err
    with pytest.raises(ZeroDivisionError):
        run(["-v", "template", "client"])


@pytest.mark.slow
def test_french_is_spoken_when_asked(bare):
    """--lang and the locale choose the language of messages."""
    bare.write("dirty.csv", DIRTY)
    assert "SIRET abîmé par Excel" in bare("--lang", "fr", "check", "dirty.csv").out
    assert "SIRET abîmé par Excel" in bare("check", "dirty.csv", LANG="fr_FR.UTF-8").out
    assert "fichier introuvable" in bare.process("check", "absent.csv", LANG="fr_FR.UTF-8").err


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_output_survives_a_poor_terminal(bare, encoding):
    """A terminal that cannot show a character does not stop the command."""
    bare.write("dirty.csv", DIRTY)
    assert bare.process("check", "dirty.csv", "--entity", "client", PYTHONIOENCODING=encoding).code == 1


def bad_files(folder):
    """Write one file of each kind that cannot be read; yield its name."""
    (folder / "folder.xlsx").mkdir()
    yield "folder.xlsx"
    yield "absent.xlsx"
    good = folder / "good.xlsx"
    with xlsxwriter.Workbook(str(good)) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["Nom société", "Email"])
        sheet.write_row(1, 0, ["Alpha", "a@x.example"])
    whole = good.read_bytes()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1016
    contents = {
        "empty.csv": b"",
        "empty.xlsx": b"",
        "renamed.xlsx": ole,
        "locked.xlsx": ole + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500,
        "cut.xlsx": whole[: len(whole) // 2],
        "headers.csv": "Nom société;Email\n".encode(),
        "doubled.csv": "Nom société;Email;Email\na;b;c\n".encode(),
        "nul.csv": "Nom société;Email\na\x00;b\n".encode(),
        "huge.csv": "Nom société;Email\n".encode() + b'"' + b"x" * 5_000_000,
        "nothing.csv": b"Ville;Note\nParis;x\n",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        yield name
    with (
        zipfile.ZipFile(good) as old,
        zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            swollen = entry.filename == "xl/sharedStrings.xml"
            new.writestr(entry.filename, b" " * (80 << 20) if swollen else old.read(entry.filename))
    yield "bomb.xlsx"


def test_what_cannot_be_read_is_one_clear_message(shell):
    """A file that is no table ends with exit code 3, one message with a hint, and nothing sent."""
    for name in bad_files(shell.folder):
        ran = shell("import", name, "--entity", "client", "--json")
        assert (name, ran.code, ran.out) == (name, 3, "")
        assert len(ran.err.strip().splitlines()) >= 2, name
    assert shell.stats()["requests_total"] == 0


def test_missing_and_wrong_credentials_say_what_to_do(shell, bare):
    """No credentials is exit code 2, refused ones 4; the secret is never shown."""
    shell.write("good.csv", GOOD)
    none = bare("import", "good.csv")
    assert (none.code, "SELLSY_CLIENT_ID" in none.err) == (2, True)
    shell.faults({"match": {"path": "/v2/.*"}, "rate": 1.0, "fault": "status", "status": 401})
    refused = shell("-v", "import", "good.csv")
    assert refused.code == 4
    assert "very-hidden" not in refused.out + refused.err


@pytest.mark.slow
def test_no_network_stops_with_the_next_command(shell):
    """No network is exit code 4 with what to type next, and the journal goes on."""
    shell.write("good.csv", GOOD)
    dead = {"SELLSY_API_URL": "http://127.0.0.1:9/v2", "SELLSY_LOGIN_URL": "http://127.0.0.1:9"}
    lost = shell("import", "good.csv", **dead)
    assert (lost.code, "again" in lost.err) == (4, True)
    assert shell("import", "good.csv", "--json").json["counts"]["created"] == 2
    assert len(shell("runs", "list", "--json").json) == 2


def test_wrong_words_are_exit_code_2(shell):
    """Unknown options, entities, keys and mappings are refused by name, with the accepted ones."""
    shell.write("good.csv", GOOD)
    for arguments in (
        ("import", "good.csv", "--nope"),
        ("import", "good.csv", "--entity", "invoice"),
        ("import", "good.csv", "--match", "iban"),
        ("import", "good.csv", "--map", "novalue"),
        ("check", "good.csv", "--country", "Atlantis"),
        ("import", "good.csv", "--mode", "sideways"),
        ("--profile", "nobody", "import", "good.csv"),
        ("import", "good.csv", "--profile", "nobody"),
        ("import", "good.csv", "--profile"),
        ("sandbox", "serve", "--quota", "fast"),
        ("template", "invoice"),
        ("sandbox", "serve", "--port", "0", "--db", "good.csv/x.db"),
    ):
        ran = shell(*arguments)
        assert (arguments, ran.code) == (arguments, 2)
        assert ran.err.strip()


def test_the_embedded_sandbox_keeps_its_data(bare):
    """--sandbox needs no account, remembers between calls, and reset empties it."""
    bare.write("good.csv", GOOD)
    assert bare("--sandbox", "import", "good.csv", "--json").json["counts"]["created"] == 2
    assert bare("import", "good.csv", "--json", "--sandbox").json["counts"]["unchanged"] == 2
    assert bare("sandbox", "reset").code == 0
    assert bare("--sandbox", "import", "good.csv", "--json").json["counts"]["created"] == 2


@pytest.mark.slow
def test_sandbox_serve_answers_until_it_is_interrupted(bare):
    """Sandbox serve prints the variables to set, answers with its limits, and ends on Ctrl-C."""
    command = [sys.executable, "-c", "from etl.cli.main import main; main()", "sandbox", "serve", "--port", "0",
               "--quota", "5/s,150/min", "--client", "me:secret"]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=bare.environ
    ) as server:
        try:
            given = dict(server.stdout.readline().strip().split("=", 1) for _ in range(3))
            assert set(given) == {"SELLSY_API_URL", "SELLSY_LOGIN_URL", "SELLSY_V1_URL"}
            url = f"{given['SELLSY_LOGIN_URL']}/oauth2/access-tokens"
            form = {"grant_type": "client_credentials", "client_id": "me", "client_secret": "secret"}
            token = HTTP.post(url, data=form).json()["access_token"]
            assert HTTP.post(url, data={**form, "client_secret": "no"}).status_code == 401
            answer = HTTP.get(
                f"{given['SELLSY_API_URL']}/quotas", headers={"Authorization": f"Bearer {token}"}
            )
            assert answer.json()["api_rate_seconds"]["limit"] == 5
            server.send_signal(signal.SIGINT)
            assert server.wait(10) in (0, 130)
        finally:
            server.kill()


@pytest.mark.slow
def test_the_demo_does_the_whole_job(bare):
    """Demo checks, imports, imports again with everything unchanged, exports and says what to try next."""
    ran = bare.process("demo", "-o", "here")
    assert ran.code == 0
    names = {path.name for path in (bare.folder / "here").iterdir()}
    assert {"clients_sales.xlsx", "clients_sales.first.report.xlsx", "clients_export.xlsx"} <= names
    again = next(line for line in ran.out.splitlines() if line.startswith("again"))
    _, read, created, updated, unchanged, rejected, *_ = again.split()
    assert (created, updated, int(unchanged) + int(rejected)) == ("0", "0", int(read))
    assert ran.out.count("sellsy-etl ") >= 3


def test_starting_is_light():
    """--help and `import etl` load neither pandas nor pandera nor httpx."""
    code = (
        "import sys, etl\n"
        "from etl.cli.main import run\n"
        "run(['--help']); run(['import', '--help'])\n"
        "heavy = {'pandas', 'pandera', 'httpx', 'sqlalchemy', 'openpyxl', 'starlette'} & set(sys.modules)\n"
        "sys.exit(len(heavy))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0


def test_version_and_help_are_there(bare):
    """--version prints the version; -h helps everywhere."""
    assert bare.process("--version").out == f"sellsy-etl, version {etl.__version__}\n"
    assert "Usage" in bare("import", "-h").out


def test_sandbox_setup_gives_the_embedded_sandbox_what_settings_hold(bare):
    """A YAML file of staff and pipelines is what imports and searches of --sandbox then know; a wrong one is said."""
    bare.write("account.yaml", "staffs: [Ada Vidal]\npipelines: {Export: [Contact, Offre]}\n")
    assert "staffs 1, pipelines 1, steps 2" in bare("sandbox", "setup", "account.yaml").err
    rows = (
        "Nom de l'opportunité;Nom client;Étape;Commercial assigné\nQuai;Menuiserie Kervadec;Offre;Ada Vidal\n"
    )
    bare.write("deals.csv", rows)
    run = bare(
        "--sandbox", "import", "deals.csv", "--entity", "opportunity", "--map", "Commercial assigné=staffs"
    )
    assert run.code == 0, run.out
    records = bare("--sandbox", "search", "opportunity", "--where", "pipeline=Export", "--json").json
    assert [record["name"] for record in records] == ["Quai"]
    bare.write("wrong.yaml", "pipeline: {}\n")
    wrong = bare("sandbox", "setup", "wrong.yaml")
    assert (wrong.code, 'wrong.yaml: "pipeline" is not what a set-up' in wrong.err) == (2, True)
    bare.write("member.yaml", "staffs: [{firstname: Ada}]\n")
    member = bare("--lang", "fr", "sandbox", "setup", "member.yaml").err.replace("\xa0", " ")
    assert "member.yaml : « staffs.0 » ne convient pas" in member
    bare.write("odd.csv", "a;b\n1;2\n")
    odd = bare("--lang", "fr", "sandbox", "setup", "odd.csv").err.replace("\xa0", " ")
    assert "odd.csv : le fichier ne contient pas de noms suivis de valeurs (staffs, pipelines" in odd
    assert bare("sandbox", "setup", "account.yaml", "--url", "http://127.0.0.1:9").code == 2
    assert bare("sandbox", "setup", "nowhere.yaml").code == 2
