"""The files that people write beside their tables, for `fuzzing.py`: mappings, pipelines, settings; damaged, then read."""

import random
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from etl import check_file, run_pipeline
from etl.config.config_file import profiles_of
from etl.config.settings import Settings
from etl.mapping import read_mappings
from etl.pipeline import DeleteStep, ImportStep, read_pipeline
from etl.pipeline.conditions import files_of, holds
from etl.pipeline.cron import read_cron
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

ROOT = Path(__file__).parents[2]
ODD = [
    "&a", "*a", "!!python/object:os.system", "? [a]", "{", "}", "[", "]", "- - -", "|", ">-", "'", '"', "\t", "---", "...",
    "%YAML 9", "<<: *x", '"\\0"', '"\\ud800"', '"\\x1b[2J"', "1e999", "~", "null", "", "${x}", "${", "$$", "${folder}",
    "**", "a**.csv", "~nobody-here/x", "..", "/", "exists ", "failed", "==", "-1", "0", "9" * 5_000, "99999999999999999999",
    "max 99999999999999999999", "5-1 * * * *", "* * 30 2 *", "@daily", "Europe", "1000h", "{a: {b: {c: d}}}", "[[[[]]]]",
    "cf:", "cf:x", "Nom société", "name", "E-mail", "date", "inf", "nan", "\\", ":", "#", "=", "٣", "\u202e", "x" * 3_000,
]  # fmt: skip
"""Words that stand where another stood."""

PIPELINE = """
name: tout
lang: fr
system: hubspot
parameters: {folder: samples/first_import, who: ""}
schedule: "0 6 * * 1-5"
timezone: Europe/Paris
notify:
  success: {command: [echo, ok]}
  failure: {mail: {to: ops@example.com, from: etl@example.com, host: smtp.example.com, port: 465}}
steps:
  clients: {import: "${folder}/*.xlsx", entity: client, match: [siret, name], header_row: 1, on_error: continue, optional: yes}
  deals: {import: table.csv, map: {columns: {Nom société: name}, ignore: [Ville]}, needs: clients, on_error: max 5}
  pause: {wait: 500ms, when: exists a*.csv}
  clean: {delete: table.csv, entity: client, sheet: "*", optional: yes, when: "${who} != nobody"}
  ask: {call: GET /companies, query: {limit: "5"}}
  out: {export: client, to: "out-{date}.xlsx", where: {type: client}, since: 30d, order: name, keep: 7, limit: 5}
"""
MAPPING = """
entity: client
optional: yes
columns:
  Raison: name
  Naissance: {column: created, dates: jj/mm/aaaa}
  Montant: {column: capital, decimal: ","}
  Sorte: {column: type, values: {A: client, B: prospect, "": ""}}
  Téléphone: [phone_number, {column: mobile_number}]
joins: {note: {from: [Ville, Note], with: " - "}}
splits: {Contact: {into: [contact.first_name, contact.last_name], at: " ", rest: contact.last_name}}
constants: {country_code: FR}
ignore: [Autre]
signs: [Raison]
---
entity: contact
columns: {Contact: last_name}
"""
LINES = "Raison: name\nE-mail: email\nVille: city\nTéléphone: phone_number\n"
SETTINGS = """
default_profile = "atelier"

[profiles.atelier]
client_id = "atelier-id"
client_secret = "hush"
api_url = "https://api.example/v2"
journal = "kept/journal.sqlite"

[profiles.essai]
client_id = "essai-id"
grant = "refresh_token"
login_url = "http://127.0.0.1:8787"
"""
TABLE = """Raison;Naissance;Montant;Sorte;Téléphone;Ville;Note;Contact;Autre;Nom société;E-mail
Garnier;03/04/2024;1 234,5;A;01 99 00 12 34;Sète;vu;Anne Roy;x;Garnier;a@b.example
Martin;31/12/2023;n/c;B;;Lyon;;Bo;;Martin;faux
"""


def mapping(chance: random.Random) -> bytes:
    """Return a mapping file: a ready one, one with every section, or lines HEADER: COLUMN."""
    ready = sorted((ROOT / "etl/mapping/ready").glob("*.yaml"))
    return chance.choice([MAPPING, MAPPING, LINES, chance.choice(ready).read_text("utf-8")]).encode()


def pipeline(chance: random.Random) -> bytes:
    """Return a pipeline file: a ready one, or one with every kind of step."""
    ready = sorted((ROOT / "pipelines").glob("*.yaml"))
    return chance.choice([PIPELINE, PIPELINE, chance.choice(ready).read_text("utf-8")]).encode()


def settings(_: random.Random) -> bytes:
    """Return a config file."""
    return SETTINGS.encode()


def reworded(content: bytes, chance: random.Random) -> bytes:
    """Return a document with some of its words, values or lines replaced by others or by odd ones."""
    decoded = content.decode("utf-8", "replace")
    for _ in range(chance.randrange(1, 4)):
        matches = list(re.finditer(r'[^\s:,\[\]{}"]+|"[^"\n]*"|[ ]+|\n', decoded))
        chosen = chance.choice(matches or [re.match("", decoded)])
        new = chance.choice([*ODD, *(chance.choice(matches).group() for _ in range(20) if matches)])
        decoded = decoded[: chosen.start()] + new + decoded[chosen.end() :]
    return decoded.encode("utf-8", "surrogatepass")


@contextmanager
def place(folder: Path) -> Iterator[Settings]:
    """Fill a folder with what the documents name, and yield the settings of a local Sellsy."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    (folder / "table.csv").write_text(TABLE, encoding="utf-8")
    with ExitStack() as stack:
        server = stack.enter_context(running(SandboxConfig(seed="demo")))
        yield Settings(
            home=folder / "home",
            api_url=server.api_url,
            login_url=server.login_url,
            v1_url=server.v1_url,
            client_id="a",
            client_secret="b",
            keeps_tokens=False,
        )


def read_mapping(path: Path, _: Settings, *, whole: bool) -> None:
    """Read a mapping, now and then a table with it."""
    read_mappings(str(path))
    if whole:
        check_file(path.parent / "table.csv", entity="client", mapping=str(path))


def read_steps(path: Path, used: Settings, *, whole: bool) -> None:
    """Read a pipeline, its schedule, its conditions and its files; now and then rehearse it."""
    read = read_pipeline(path, environ={})
    if read.schedule is not None:
        read_cron(read.schedule, zone=read.timezone, path=path).after(datetime(2026, 11, 30, tzinfo=UTC))
    for _name, step in read.ordered():
        holds(step.when, folder=path.parent, failed=())
        if isinstance(step, ImportStep | DeleteStep):
            for pattern in step.files:
                files_of(pattern, folder=path.parent)
            read_mappings(step.mapping)
    if whole:
        run_pipeline(path, settings=used, dry_run=True)


def read_settings(path: Path, _: Settings, *, whole: bool) -> None:
    """Read a config file as a command does, and as the list of profiles does."""
    home = path.parent
    profile = "atelier" if whole else None
    Settings.load(environ={}, home=home, profile=profile, secret_of=lambda _client: None)
    profiles_of(home, {})


DOCUMENTS = {
    "mapping": (mapping, "map.yaml", read_mapping, 10),
    "pipeline": (pipeline, "pipeline.yaml", read_steps, 40),
    "settings": (settings, "config.toml", read_settings, 2),
}
"""What makes a document, its name, what reads it, and how many of them one is read to the end of."""
