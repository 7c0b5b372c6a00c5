"""Commands on a local Sellsy whose answers are changed on their way: types, ids, dates, shapes, text, packing.

Run as a program it does commands until so many answers were changed, and prints what came of them as one document.
What is changed is drawn from a seed; `python mutated_answers.py 7 200` does 200 answers of seed 7.
"""

import contextlib
import gzip
import io
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import crash_clock
from fault_proxy import Proxy, proxied

from etl.cli.main import run
from etl.sellsy import api

assert crash_clock

sys.path.append(str(Path(__file__).parents[1]))
from pace import slower  # noqa: E402 - it stands beside the folders of tests

HEAD = "Nom société;E-mail;Adresse;Code postal;Ville;Pays;Smart tags;cf:secteur-activite;Nom contact;E-mail contact\n"
ODD = (
    None, True, "", "x", "12", "\x1b[31m", "\ud800", "2026-99-99", "0000-00-00 00:00:00", "9999-12-31T23:59:59+14:00",
    "0001-01-01", -1, 0, 1.5, 10**17, 2**63, 10**400, 1e308, [], {}, [None], [[]], {"id": None}, ["x"], {"x": {"y": []}},
)  # fmt: skip
BODIES = (
    b"", b"null", b"[]", b"{}", b'"text"', b"17", b"true", b"<html>caf\xe9</html>", b'{"data": null}', b'{"data": [null]}',
    b'{"data": [], "pagination": []}', b'{"data": [[]], "pagination": {"total": "x", "offset": 5}}', b'{"a": NaN}',
    b'{"id": 1, "id": "x"}', b'{"status": "success"}', b'{"status": "success", "response": null}',
    b'{"status": "error", "error": ["x"]}', b'{"status": "error", "error": {"code": {}, "message": [1]}}',
    b'{"status": []}', b'{"responses": null}', b'{"responses": {}}', b'{"responses": [null, 1, {"code": "200"}]}',
    b'{"error": {"message": {"a": []}, "details": [[[{}]]]}}', b"[" * 100_000, b"[" + b"9" * 6_000 + b"]",
    b'{"a":' * 800 + b"1" + b"}" * 800, b"\xff\xfe{\x00}\x00",
)  # fmt: skip
BOMB = gzip.compress(b" " * 30_000_000)

HEADERS = (
    (b"Content-Encoding", b"gzip", BOMB),
    (b"Content-Encoding", b"gzip, gzip", gzip.compress(BOMB)),
    *((b"X-Quota-Remaining-By-Second", text, None) for text in (b"inf", b"-5", b"9" * 400, b"x")),
    *((b"Date", text, None) for text in (b"nan", b"Fri, 31 Dec 9999 23:59:59 GMT", b"")),
)


class Mutating(Proxy):
    """A proxy that changes answers, at a rate, or one key in all of them."""

    def __init__(self, target, seed):
        super().__init__(target)
        self.draw = random.Random(seed)
        self.rate = 0.0
        self.key, self.value = "", None
        self.mutated = 0
        self.told = []

    async def _broken(self, fault, lines, body, writer):
        answer = await self._passed_on(lines, body)
        changed = self.changed(lines[0], answer)
        if changed is not None:
            self.mutated += 1
            self.told.append(f"{lines[0]}: {changed[0]}")
        writer.write(answer if changed is None else changed[1])
        await writer.drain()
        return True

    def changed(self, line, answer):  # noqa: PLR0911 - one return a kind of change
        """Return what is changed and the changed answer, None for as it is."""
        head, _, content = answer.partition(b"\r\n\r\n")
        login = "/oauth2" in line
        if self.key and not login:
            document = _read(content)
            if document is not None and _replaced(document, self.key, self.value):
                return f"every {self.key} is {self.value!r:.40}", _with(head, _text(document))
            return None
        if self.draw.random() >= self.rate / (10 if login else 1):
            return None
        dice = self.draw.random()
        if dice < 0.2:
            body = self.draw.choice(BODIES)
            return f"{body[:40]!r}", _with(head, body)
        if dice < 0.25:
            header, chosen, more = self.draw.choice(HEADERS)
            return f"{header!r}", _with(head, content if more is None else more, header + b": " + chosen)
        document = _read(content)
        if not isinstance(document, dict | list):
            return None
        told = _one_changed(self.draw, document)
        return told and (told, _with(head, _text(document)))


def _read(content):
    try:
        return json.loads(content)
    except ValueError:
        return None


def _text(document):
    return json.dumps(document).encode()


def _with(head, body, *more):
    names = {b"content-length", *(text.partition(b":")[0].lower() for text in more)}
    kept = [part for part in head.split(b"\r\n") if part.partition(b":")[0].lower() not in names]
    return b"\r\n".join([*kept, *more, b"Content-Length: %d" % len(body), b"", body])


def _places(holder, above=""):
    pairs = list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder))
    for key, value in pairs:
        yield holder, key, f"{above}.{key}"
        if isinstance(value, dict | list):
            yield from _places(value, f"{above}.{key}")


def _replaced(document, key, value):
    places = [(holder, place) for holder, place, _ in _places(document) if place == key]
    for holder, place in places:
        holder[place] = value
    return bool(places)


def _one_changed(draw, document):
    places = list(_places(document))
    if not places:
        return None
    holder, key, path = draw.choice(places)
    value = holder[key]
    way = draw.choice(("odd", "odd", "odd", "odd", "gone", "renamed", "listed", "doubled", "text"))
    if way == "odd":
        holder[key] = draw.choice(ODD)
        return f"{path} = {holder[key]!r:.40}"
    if way == "gone":
        del holder[key]
    elif way == "renamed" and isinstance(holder, dict):
        holder[f"{key}_"] = holder.pop(key)
    elif way == "doubled" and isinstance(holder, list):
        holder.append(value)
    elif way == "text":
        holder[key] = str(value)
    else:
        holder[key] = [value]
    return f"{path} {way}"


def _rows(start, count, town="Brest"):
    lines = (
        f"Société {i};s{i}@x.example;{i} rue A;29200;{town};France;VIP, Salon;Industrie;Nom{i};n{i}@x.example\n"
        for i in range(start, start + count)
    )
    return HEAD + "".join(lines)


FILES = {
    "contact.csv": "Nom;Prénom;E-mail\nRenard{n};Luc;luc{n}@x.example\nLoup{n};Eve;eve{n}@x.example\n",
    "task.csv": "Task id,Title,Due date,Start\n,Rappeler {n},2026-12-12,2026-12-10\n,Écrire {n},2026-12-13,\n",
    "opportunity.csv": "Opportunity id,Opportunity name,Client e-mail,Amount,Note\n,Vente {n},s5@x.example,1200,Oui\n",
    "event.csv": "Event id,Title,Start,End\n,Visite {n},2026-12-12 10:00,2026-12-12 11:00\n",
    "comment.csv": "Comment id,Text,Client e-mail\n,Bonjour {n},s5@x.example\n",
}

READS = (
    ("doctor",),
    ("doctor", "--json"),
    *(
        ("search", kind, "--limit", "30")
        for kind in ("client", "contact", "opportunity", "task", "event", "comment")
    ),
    ("search", "client", "--where", "tags=VIP", "--json"),
    ("search", "client", "--where", "empty=email"),
    ("search", "contact", "--where", "doubled=email"),
    *(
        ("export", kind, "-o", f"{kind}.csv")
        for kind in ("client", "contact", "opportunity", "task", "event", "comment")
    ),
    ("export", "client", "-o", "clients.xlsx"),
    ("export", "client", "-o", "changed.csv", "--since", "last"),
    ("export", "contact", "-o", "raw.jsonl", "--raw"),
    ("template", "client", "--live", "-o", "blank.xlsx"),
    ("webhooks", "list"),
    ("webhooks", "events"),
    ("call", "GET", "/companies"),
    ("sandbox", "seed", "--from-profile", "mine", "--db", "copy.sqlite"),
)


class Fuzz:
    """Commands in a folder, and what came of them."""

    def __init__(self, folder, proxy):
        self.folder = folder
        self.proxy = proxy
        self.codes = Counter()
        self.faults = []
        self.costly = []
        self.unclear = []
        self.number = 0
        self.reads = [*READS]

    def gets(self):
        """Yield commands that read single records, by the ids that there are."""
        for entity in ("client", "contact", "opportunity", "task", "event", "comment"):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                run(["--no-progress", "search", entity, "--limit", "3", "--json"])
            ids = [str(record["id"]) for record in json.loads(out.getvalue())]
            if ids:
                yield ("get", entity, *ids)
                yield ("get", entity, *ids, "--json")

    def command(self, *arguments):
        """Run a command in this process and judge it."""
        out, err = io.StringIO(), io.StringIO()
        self.proxy.told.clear()
        began = time.process_time()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = run(["--no-progress", "-v", "--lang", "en", *arguments])
            except Exception:  # noqa: BLE001 - what a person sees as exit code 70
                code = 70
                self.faults.append(
                    {
                        "command": arguments,
                        "told": self.proxy.told[-3:],
                        "trace": traceback.format_exc()[-1500:],
                    }
                )
        self.codes[f"{arguments[0]} {code}"] += 1
        took = time.process_time() - began  # half of it is the proxy's and what any such command costs
        if took > 4.0 and took > 4.0 * slower():
            self.costly.append([*arguments, *self.proxy.told[-3:]])
        shown = out.getvalue() + err.getvalue()
        if "Traceback" in shown or re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x9b]", shown):
            self.unclear.append([*arguments, *self.proxy.told[-3:], shown[-300:]])
        if code not in {0, 1, 2, 3, 4, 70}:  # 5 is the journal's: an answer of Sellsy breaks none
            self.unclear.append([*arguments, *self.proxy.told[-3:], f"exit {code}", shown[-600:]])
        return code

    def calm(self, *arguments):
        """Run a command whose answers are left as they are."""
        rate, key, self.proxy.rate, self.proxy.key = self.proxy.rate, self.proxy.key, 0.0, ""
        code = self.command(*arguments)
        self.proxy.rate, self.proxy.key = rate, key
        return code

    def clients(self, start):
        """Write a file of clients and return it."""
        path = self.folder / f"{start}-clients.csv"
        path.write_text(_rows(start, 5), encoding="utf-8")
        return path

    def writing(self):
        """Import, change, verify, take back, with answers that may be odd at each step."""
        draw = self.proxy.draw
        self.number += 1
        n = self.number
        if draw.random() < 0.4:
            name, text = draw.choice(list(FILES.items()))
            path = self.folder / f"{n}-{name}"
            path.write_text(text.format(n=n), encoding="utf-8")
            entity = name.removesuffix(".csv")
        else:
            path, entity = self.clients(n * 5 + 10), "client"
            if draw.random() < 0.5:
                self.calm("import", str(path), "--entity", entity, "--yes", "--create-missing", "tags")
                path.write_text(_rows(n * 5 + 10, 5, "Quimper"), encoding="utf-8")
        first = ("import", str(path), "--entity", entity, "--yes", "--create-missing", "tags")
        code = self.command(*first)
        after = draw.choice(("resume", "verify", "undo", "retry", "delete", "plan"))
        if after == "delete":
            self.command("delete", str(path), "--entity", entity, "--yes")
            self.command("runs", "undo", "last", "--yes")
        elif after == "plan":
            path.write_text(path.read_text(encoding="utf-8").replace("A;29200", "B;29200"), encoding="utf-8")
            self.command("plan", str(path), "--entity", entity)
        elif after == "undo":
            if code == 4:
                self.calm("runs", "resume", "last", "--yes")
            self.command("runs", "undo", "last", "--yes")
        else:
            self.command("runs", after, "last", *(() if after == "verify" else ("--yes",)))

    def until(self, wanted):
        """Go on until so many answers were changed."""
        draw = self.proxy.draw
        while self.proxy.mutated < wanted:
            self.proxy.key = ""
            self.proxy.rate = draw.choice((0.1, 0.3, 0.6))
            if draw.random() < 0.25:
                keys = ("id", "data", "name", "created", "type", "value", "pagination", "offset", "total", "code",
                        "response", "status", "result", "related", "contacts", "company", "step", "_embed", "parameters",
                        "items", "infos", "nbpages", "owner", "smart_tags", "due_date", "updated", "label")  # fmt: skip
                self.proxy.key, self.proxy.value = draw.choice(keys), draw.choice(ODD)
            if draw.random() < 0.5:
                self.writing()
            else:
                self.command(*draw.choice(self.reads))


def main(seed, wanted, folder):
    """Serve, fuzz, print."""
    api._V1_PER_SECOND = 100
    serving = subprocess.Popen(
        [sys.executable, "-c", "from etl.cli.entry import main; main()",
         "sandbox", "serve", "--seed", "demo", "--port", "0", "--quota", "1000/s"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        url = serving.stdout.readline().strip().split("=")[1].removesuffix("/v2")
        home = folder / "home"
        home.mkdir()
        (home / "config.toml").write_text(
            '[profiles.mine]\nclient_id = "one"\nclient_secret = "hush"\n', encoding="utf-8"
        )
        with proxied(url, lambda target: Mutating(target, seed)) as proxy:
            os.environ.update(
                SELLSY_ETL_HOME=str(home), SELLSY_CLIENT_ID="one", SELLSY_CLIENT_SECRET="hush",
                SELLSY_API_URL=f"{proxy.url}/v2", SELLSY_LOGIN_URL=proxy.url, SELLSY_V1_URL=f"{proxy.url}/0/",
            )  # fmt: skip
            os.chdir(folder)
            fuzz = Fuzz(folder, proxy)
            fuzz.calm(
                "import", str(fuzz.clients(5)), "--entity", "client", "--yes", "--create-missing", "tags"
            )
            fuzz.reads = [*READS, *fuzz.gets()]
            for read in fuzz.reads:
                fuzz.calm(*read)
            before = resource.getrusage(resource.RUSAGE_SELF)
            fuzz.until(wanted)
        after = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({
            "mutated": proxy.mutated,
            "commands": sum(fuzz.codes.values()),
            "codes": dict(sorted(fuzz.codes.items())),
            "faults": fuzz.faults,
            "costly": fuzz.costly,
            "unclear": fuzz.unclear,
            "cpu_s": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
            "more_mb": (after.ru_maxrss - before.ru_maxrss) >> 10,
        }))  # fmt: skip
    finally:
        serving.terminate()
        serving.wait(20)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
