"""`login`, `logout`, `profiles`: an access verified, kept where secrets belong, used, forgotten."""

import json
import os
import stat
import subprocess
import sys
import textwrap
import threading

import httpx
import pytest
from openpyxl import load_workbook
from plain import HTTP

from etl.sandbox.http.config import SandboxConfig

RIGHT = "right-secret"
KEYRING = """
    import json, os
    from pathlib import Path
    from keyring.backend import KeyringBackend

    class Keyring(KeyringBackend):
        priority = 1

        @property
        def path(self):
            return Path(os.environ["KEYRING_FILE"])

        def _all(self):
            return json.loads(self.path.read_text()) if self.path.exists() else {}

        def get_password(self, service, username):
            return self._all().get(f"{service} {username}")

        def set_password(self, service, username, password):
            self.path.write_text(json.dumps({**self._all(), f"{service} {username}": password}))

        def delete_password(self, service, username):
            left = self._all()
            del left[f"{service} {username}"]
            self.path.write_text(json.dumps(left))
"""


@pytest.fixture
def person(shell_on, tmp_path):
    """A shell without credentials, on a seeded account that knows one access, with a keyring of files."""
    shell = shell_on(SandboxConfig(seed="demo", client=("right-id", "right-secret")))
    for name in ("SELLSY_CLIENT_ID", "SELLSY_CLIENT_SECRET"):
        del shell.environ[name]
    (tmp_path / "file_keyring.py").write_text(textwrap.dedent(KEYRING), encoding="utf-8")
    shell.environ |= {
        "PYTHONPATH": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "file_keyring.Keyring",
        "KEYRING_FILE": str(tmp_path / "keyring.json"),
    }
    return shell


def typed(shell, *arguments, secret=RIGHT, **more):
    """Run a command in a process of its own, the secret on its standard input."""
    done = subprocess.run(
        [sys.executable, "-c", "from etl.cli.main import main; main()", *arguments],
        cwd=shell.folder,
        env={**shell.environ, **more},
        input=f"{secret}\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert secret not in done.stdout + done.stderr
    return done


@pytest.mark.slow
def test_a_verified_secret_goes_to_the_keyring_and_is_used(person, tmp_path):
    """Login keeps a profile without its secret; commands use it; logout forgets the secret and the token."""
    done = typed(person, "login", "--client-id", "right-id")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "keyring.json").read_text()) == {"sellsy-etl right-id": "right-secret"}
    home = tmp_path / "home"
    kept = "".join(
        p.read_text(errors="replace") for p in home.rglob("*") if p.is_file() and p.suffix == ".toml"
    )
    assert "right-id" in kept
    assert "right-secret" not in kept
    assert person.process("search", "client", "--limit", "1").code == 0
    listed = person.process("profiles", "list", "--json").json
    assert listed == [
        {
            "name": "default",
            "client_id": "right-id",
            "grant": "client_credentials",
            "secret": "keyring",
            "active": True,
        }
    ]
    assert person.process("logout").code == 0
    assert json.loads((tmp_path / "keyring.json").read_text()) == {}
    assert person.process("search", "client").code == 2


def test_a_refused_access_is_not_kept(person, tmp_path):
    """An access that Sellsy refuses leaves nothing behind."""
    assert typed(person, "login", "--client-id", "right-id", secret="wrong-one").returncode == 4
    assert not (tmp_path / "keyring.json").exists()
    assert not (tmp_path / "home" / "config.toml").exists()


@pytest.mark.slow
def test_without_a_keyring_a_file_must_be_asked_for(person, tmp_path):
    """No keyring: nothing is kept unless --insecure-file, then only its owner can read it."""
    none = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    refused = typed(person, "login", "--client-id", "right-id", **none)
    assert (refused.returncode, "--insecure-file" in refused.stderr) == (2, True)
    assert not (tmp_path / "home" / "secrets.json").exists()
    assert typed(person, "login", "--client-id", "right-id", "--insecure-file", **none).returncode == 0
    path = tmp_path / "home" / "secrets.json"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert person.process("search", "client", "--limit", "1", **none).code == 0
    assert person.process("logout", **none).code == 0
    assert not path.exists()


@pytest.mark.slow
def test_profiles_are_listed_and_chosen_and_comments_stay(person, tmp_path):
    """The first profile is the default; `use` changes it; what a person wrote in the file stays."""
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "config.toml").write_text(
        '# mine\n[profiles.old]\nclient_id = "x"  # kept\n', encoding="utf-8"
    )
    for name in ("prod", "essai"):
        assert typed(person, "login", "--profile", name, "--client-id", "right-id").returncode == 0
    active = {
        record["name"]: record["active"] for record in person.process("profiles", "list", "--json").json
    }
    assert active == {"old": False, "prod": True, "essai": False}
    assert person.process("profiles", "use", "essai").code == 0
    active = {
        record["name"]: record["active"] for record in person.process("profiles", "list", "--json").json
    }
    assert active["essai"]
    text = (tmp_path / "home" / "config.toml").read_text(encoding="utf-8")
    assert ("# mine" in text, "# kept" in text) == (True, True)
    unknown = person.process("profiles", "use", "nowhere")
    assert (unknown.code, "essai" in unknown.err) == (2, True)


@pytest.mark.slow
def test_an_access_granted_in_a_browser_lasts_by_its_refresh_token(person, tmp_path):
    """Login --browser prints the address, takes the code back, and later commands renew the token by themselves."""
    process = person.start("login", "--browser", "--client-id", "right-id", "--port", "0", "--no-open")
    url = process.stdout.readline().strip()
    assert "code_challenge_method=S256" in url
    answer = HTTP.get(url, follow_redirects=True)
    assert answer.status_code == 200
    assert process.wait(timeout=30) == 0, process.stderr.read()
    kept = json.loads((tmp_path / "keyring.json").read_text())
    assert list(kept) == ["sellsy-etl refresh:right-id"]
    assert person.process("search", "client", "--limit", "1").code == 0
    for path in (tmp_path / "home" / "tokens").glob("*.json"):
        path.unlink()
    before = json.loads((tmp_path / "keyring.json").read_text())
    assert person.process("search", "client", "--limit", "1").code == 0
    after = json.loads((tmp_path / "keyring.json").read_text())
    assert after != before
    listed = person.process("profiles", "list", "--json").json
    assert (listed[0]["grant"], listed[0]["secret"]) == ("refresh_token", "keyring")


@pytest.mark.slow
def test_the_answer_to_another_request_is_refused(person):
    """A browser that comes back with a foreign state brings no access, and that is said when the time is over."""
    process = person.start(
        "login", "--browser", "--client-id", "right-id", "--port", "0", "--no-open", "--timeout", "3"
    )
    url = httpx.URL(process.stdout.readline().strip())
    back = url.params["redirect_uri"]
    caller = threading.Thread(target=lambda: HTTP.get(back, params={"code": "forged", "state": "forged"}))
    caller.start()
    assert process.wait(timeout=30) == 2
    caller.join()


@pytest.mark.slow
def test_nobody_comes_back(person):
    """Without a browser the wait ends, with what to do."""
    ran = person.process(
        "login", "--browser", "--client-id", "right-id", "--port", "0", "--no-open", "--timeout", "1"
    )
    assert ran.code == 2


def test_a_logout_without_a_profile_says_that_there_is_none(shell):
    """Neither the sentence nor the list of profiles has a dash in place of a name."""
    ran = shell("--lang", "fr", "logout")
    told = ran.err.replace("\xa0", " ")
    assert ran.code == 2
    assert told.startswith("Aucun profil de connexion par défaut.")
    assert "Profils de connexion : aucun, dans " in told


def test_a_report_names_the_company_and_the_person_that_a_login_found(person, tmp_path):
    """Their names are kept with the profile; a later import asks for nothing to show them."""
    assert typed(person, "login", "--client-id", "right-id").returncode == 0
    assert 'company = "Bac à sable"' in (tmp_path / "home" / "config.toml").read_text("utf-8")
    person.write("c.csv", "Nom société\nAlpha\n")
    arguments = ("import", "c.csv", "--entity", "client", "--dry-run", "--report", "r.xlsx")
    assert typed(person, *arguments).returncode == 0
    summary = load_workbook(person.folder / "r.xlsx")["Summary"]
    about = next(str(row[0]) for row in summary.iter_rows(min_row=2, max_row=2, values_only=True))
    assert about.startswith("Sellsy account: Bac à sable · ")
    assert about.endswith(" · by Agnès Delmas")
