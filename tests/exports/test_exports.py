"""Exports over real HTTP: whole though the account changes, incremental over days, atomic, importable back."""

import csv
import json
import random
import time
from collections import Counter
from dataclasses import dataclass

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import etl
from etl.commands.session import Session
from etl.core.errors import ApiError, ConfigError, DataError, EtlError
from etl.sandbox.http.config import Quota
from etl.v1.columns import V1Columns

FREE = Quota(second=10_000, minute=1_000_000, day=10_000_000)
SEARCH = {"method": "POST", "path": "/contacts/search$"}


@dataclass
class Clock:
    """The sandbox's time: the real one, some days later."""

    days: float = 0.0

    def __call__(self):
        return time.time() + self.days * 86_400


def contacts(account, count, *, first=1):
    """Create contacts by an import, and return their ids."""
    lines = [f"Nom {i:04};p{i}@x.example;Salon" for i in range(first, first + count)]
    result = account.load("Nom;E-mail;Smart tags\n" + "\n".join(lines), entity="contact", name="c.csv")
    assert result.counts["created"] == count
    return [500_000 + i for i in range(first, first + count)]


def export(account, file="out.csv", entity="contact", **options):
    """Export to a file of the account's folder."""
    return etl.export(entity, account.folder / file, settings=account.settings, **options)


def rows_of(account, name="out.csv"):
    """Return the rows of a CSV by id."""
    with (account.folder / name).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    by_name = {int(row[0]): dict(zip(header, row, strict=True)) for row in rows}
    assert len(by_name) == len(rows), "a record is written twice"
    return by_name


def put(path, **body):
    return {"method": "PUT", "path": path, "body": body}


def delete(path):
    return {"method": "DELETE", "path": path}


def test_what_changes_while_it_is_read_is_written_once(start):
    """Changes, creations and deletions between two pages repeat nothing and lose nothing."""
    account = start(quota=FREE)
    ids = contacts(account, 250)
    changes = [
        put(f"/contacts/{ids[5]}", position="lue"),
        put(f"/contacts/{ids[180]}", position="pas lue"),
        delete(f"/contacts/{ids[190]}"),
        {"method": "POST", "path": "/contacts", "body": {"last_name": "Nouvelle"}},
    ]
    account.faults({"match": SEARCH, "nth": 2, "fault": "meanwhile", "calls": changes})
    result = export(account, columns=["id", "position", "last_name"])
    rows = rows_of(account)
    assert set(rows) == {*ids, ids[-1] + 1} - {ids[190]}
    assert (result.rows, rows[ids[180]]["Position"]) == (250, "pas lue")
    assert result.calls == 3  # its pages


def test_what_the_count_says_is_missing_is_looked_for(start):
    """Records that a page left out are found by their ids; what stays missing is an error that writes nothing."""
    account = start(quota=FREE)
    ids = contacts(account, 210)
    first = {"match": SEARCH, "nth": 1, "fault": "short_page", "lose": 3}
    gone = {"match": SEARCH, "nth": 2, "fault": "meanwhile", "calls": [delete(f"/contacts/{ids[0]}")]}
    account.faults(first, gone)
    result = export(account, columns=["id", "last_name"])
    assert set(rows_of(account)) == set(ids)  # the one that is gone was read before
    assert result.entities[0].read == 210
    account.faults({"match": SEARCH, "fault": "short_page"})
    with pytest.raises(ApiError) as wrong:
        export(account)
    assert (wrong.value.code, wrong.value.exit_code) == ("scan-incomplete", 4)
    assert len(rows_of(account)) == 210


def test_an_order_that_changes_loses_nobody(start):
    """A record that moves behind the cursor of an order by name is found again; those that move on come once."""
    account = start(quota=FREE)
    ids = contacts(account, 230)
    late, early = (
        account.api("POST", "/contacts/search", {"filters": {"last_name": f"Nom {n}"}})["data"][0]["id"]
        for n in ("0201", "0003")
    )
    moved = [put(f"/contacts/{late}", last_name="Aaa"), put(f"/contacts/{early}", last_name="Zzz")]
    account.faults({"match": SEARCH, "nth": 2, "fault": "meanwhile", "calls": moved})
    export(account, order="name", columns=["id", "last_name"])
    rows = rows_of(account)
    assert set(rows) == set(ids)
    names = [row["Last name"] for row in rows.values()]
    assert (names[:2], names[-1]) == (["Nom 0001", "Nom 0002"], "Aaa")


def test_a_record_that_goes_before_its_company_is_read_is_left_out(start):
    """A contact deleted between its page and what hangs on it is no error, and no half row."""
    account = start(quota=FREE)
    ids = contacts(account, 120)
    account.faults(
        {
            "match": {"path": "/batch$"},
            "nth": 1,
            "fault": "meanwhile",
            "calls": [delete(f"/contacts/{ids[7]}")],
        }
    )
    before = account.stats()["requests"]["POST /batch"]
    result = export(account)
    assert set(rows_of(account)) == {*ids} - {ids[7]}
    assert (result.rows, account.stats()["requests"]["POST /batch"] - before) == (119, 4)


KINDS = {
    "contact": {"columns": ["id", "last_name", "position", "email", "tags"]},
    "opportunity": {},
    "task": {"raw": True},
    "client": {"compare": True},
}
"""What is exported every night; a client's row shows its main contact too, whose changes do not date the client."""


@pytest.mark.slow
def test_increments_of_several_days_make_the_whole(start):
    """Changes, deletions and faults between nightly exports: applied one after the other they equal a full export."""
    clock = Clock(days=-5)
    account = start(quota=FREE, clock=clock, seed="demo")
    draw = random.Random(7)
    contacts(account, 150, first=5)
    state = {kind: {} for kind in KINDS}
    for day in range(5):
        clock.days = day - 4
        if day:
            _live_a_day(account, draw, day)
        _nightly(account, day, state)
    for kind, options in KINDS.items():
        export(account, "full.csv", kind, **{**options, "compare": False})
        assert state[kind] == rows_of(account, "full.csv"), kind
        assert export(account, f"{kind}.csv", kind, since="last", **options).rows == 0
    lines = [json.loads(line) for line in (account.folder / "log.jsonl").read_text().splitlines()]
    assert [line["status"] for line in lines].count("failed") == len(KINDS)
    written = {kind: [line["rows"] for line in lines if line["entity"] == kind] for kind in KINDS}
    assert all(0 < rows < 20 for counts in written.values() for rows in counts[1:] if rows)
    assert written["contact"][0] == 154
    assert sum(line["deleted"] for line in lines) > 6
    assert not [path.name for path in account.folder.iterdir() if path.name.endswith(".tmp")]


def _nightly(account, day, state):
    """Export every kind; one night Sellsy refuses everything, the others some answers are lost or late."""
    bad = {"match": {"path": "search$"}, "fault": "status", "status": 403}
    cut = {"match": {"path": "contacts/search$"}, "nth": 1, "fault": "cut_body"}
    late = {"match": {"path": "search$"}, "nth": 3, "fault": "status", "status": 429, "retry_after": 0}
    account.faults(*([bad] if day == 3 else [cut, late]))
    for kind, options in KINDS.items():
        chosen = {**options, "since": "last", "deleted": True, "log_json": account.folder / "log.jsonl"}
        file = account.folder / f"{kind}.csv"
        if day == 3:
            before = file.read_bytes()
            with pytest.raises(ApiError):
                export(account, file.name, kind, **chosen)
            assert file.read_bytes() == before
            continue
        export(account, file.name, kind, **chosen)
        state[kind] |= rows_of(account, file.name)
        for gone in rows_of(account, f"{kind}.deleted.csv"):
            del state[kind][gone]
    account.calm()


def _live_a_day(account, draw, day):
    """Change, delete and create some records of each kind."""
    for path, field in (
        ("contacts", "position"),
        ("opportunities", "note"),
        ("tasks", "title"),
        ("companies", "note"),
    ):
        records = account.api("POST", f"/{path}/search?limit=100", {"filters": {}})["data"]
        clients = [record["id"] for record in records if record.get("type", "client") == "client"]
        for item in draw.sample(clients, min(3, len(clients) - 1)):
            account.api("PUT", f"/{path}/{item}", {field: f"jour {day}"})
        if len(clients) > 6:
            account.api("DELETE", f"/{path}/{draw.choice(clients)}")
    account.api("POST", "/contacts", {"last_name": f"Du jour {day}"})
    account.api("POST", "/companies", {"type": "client", "name": f"Du jour {day}"})


def test_an_increment_asks_for_little(start):
    """Contacts have a filter by date of change; opportunities are read whole and compared, which is said."""
    clock = Clock(days=-2)
    account = start(quota=FREE, clock=clock)
    ids = contacts(account, 220)
    clock.days = -1
    heard = Notes()
    assert export(account, since="last", observer=heard).rows == 220
    clock.days = 0
    account.api("PUT", f"/contacts/{ids[9]}", {"position": "Gérante"})
    result = export(account, since="last", observer=heard)
    assert (result.rows, list(rows_of(account))) == (1, [ids[9]])
    assert result.calls <= 6
    assert export(account, since="12h").rows == 1
    assert export(account, since="last", name="other").rows == 220
    assert "note-since-first" in heard.codes
    for _night in range(2):
        assert export(account, "o.csv", "opportunity", since="last", observer=heard).rows == 0
    assert heard.codes.count("note-since-compare") == 1


class Notes:
    """An observer that remembers."""

    def __init__(self):
        self.codes, self.totals, self.read = [], [], 0
        self.params = {}

    def stage(self, name, total=None):
        self.totals.append(total)

    def advance(self, rows=1):
        self.read += rows

    def note(self, code, **params):
        self.codes.append(code)
        self.params[code] = params


def test_the_total_and_the_bill_come_first(start):
    """The progress has a total before the first row, and the cost is said before it."""
    account = start(quota=FREE)
    contacts(account, 130)
    heard = Notes()
    export(account, observer=heard)
    assert (heard.codes[0], heard.totals, heard.read) == ("note-export-cost", [130], 130)


@pytest.mark.both_wires
@pytest.mark.parametrize(
    ("asked", "calls"),
    [
        ({"columns": ["id", "last_name", "tags", "invoicing.city"]}, 1),
        ({"columns": ["id", "main.city"]}, 2),
        ({"columns": ["id", "owner"]}, 2),
        ({"columns": ["id", "owner"], "raw": True}, 1),
        ({"columns": ["id", "cf:newsletter"]}, 2),
        ({"columns": ["id", "company_name"]}, 2),
        ({}, 5),
    ],
)
def test_a_call_is_made_only_for_what_is_shown(demo, asked, calls):
    """The answers tell the quotas; names, custom fields, companies and main addresses cost one where shown."""
    heard = Notes()
    assert export(demo, observer=heard, **asked).calls == calls
    assert heard.params["note-export-cost"]["share"] != "?"


def test_names_are_read_once_by_however_many_threads(start):
    """Rows are made by several threads, which all need the owners' names at first."""
    account = start(quota=FREE, seed="demo")
    names = ("agnes.delmas@atelier-demo.example", "l.bertin@atelier-demo.example")
    lines = [f"Nom {i};{names[1]}" for i in range(330)]
    account.load("Nom;Propriétaire\n" + "\n".join(lines), entity="contact", name="c.csv")
    account.faults({"match": {"path": "/staffs$"}, "fault": "delay", "ms": 150})
    before = account.stats()["requests_total"]
    result = export(account)
    assert result.calls == account.stats()["requests_total"] - before == 4 + 4 + 4 + 2
    assert {row["Owner"] for row in rows_of(account).values()} == {*names}


def test_a_comparison_finds_what_sellsy_does_not_date(start):
    """A company's new name changes a contact's row without dating it: --compare writes that row."""
    clock = Clock(days=-2)
    account = start(quota=FREE, clock=clock)
    account.load("Nom société\nAlpha\nBeta\n", name="s.csv")
    account.load("Nom;Nom société\nA;Alpha\nB;Beta\n", entity="contact", name="c.csv")
    clock.days = -1
    export(account, since="last")
    clock.days = 0
    alpha = account.company(name="Alpha")["id"]
    account.api("PUT", f"/companies/{alpha}", {"name": "Alpha Deux"})
    assert export(account, since="last").rows == 0
    assert export(account, since="last", compare=True).rows == 1
    assert [row["Company name"] for row in rows_of(account).values()] == ["Alpha Deux"]


def test_the_watermark_moves_when_the_file_is_in_place(start):
    """A file that cannot be put in place leaves the increment to be written again."""
    account = start(quota=FREE)
    contacts(account, 5)
    (account.folder / "file").touch()
    with pytest.raises(DataError):
        export(account, "file/out.csv", since="last")
    assert export(account, since="last").rows == 5
    assert export(account, since="last").rows == 0


def test_an_export_that_fails_leaves_the_former_file(start):
    """When Sellsy fails midway the file is as it was, nothing stands beside it, and the log tells."""
    account = start(quota=FREE)
    contacts(account, 230)
    export(account, log_json=account.folder / "log.jsonl")
    before = (account.folder / "out.csv").read_bytes()
    account.faults({"match": SEARCH, "nth": [2, 3, 4, 5, 6, 7, 8], "fault": "status", "status": 403})
    with pytest.raises(EtlError):
        export(account, log_json=account.folder / "log.jsonl", since="last", deleted=True)
    assert (account.folder / "out.csv").read_bytes() == before
    names = {path.name for path in account.folder.iterdir() if "out" in path.name}
    assert names == {"out.csv"}
    good, bad = map(json.loads, (account.folder / "log.jsonl").read_text(encoding="utf-8").splitlines())
    assert (good["status"], good["rows"], good["error"]) == ("ok", 230, None)
    assert (bad["status"], bad["rows"], bad["watermark"]) == ("failed", 0, None)
    assert bad["error"]["message"]
    assert bad["calls"] > 1


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("a.csv", "fr"),
        *(
            pytest.param(*case, marks=pytest.mark.slow)
            for case in (("a.xlsx", "fr"), ("a.csv", "en"), ("a.ods", "en"))
        ),
    ],
)
def test_every_entity_is_imported_back_without_a_write(demo, name, lang):
    """What is exported imports to nothing: every row is unchanged, in every format that people edit."""
    kinds = (
        [entity.name for entity in etl.entities.ENTITIES]
        if name == "a.xlsx"
        else ["client", "contact", "opportunity"]
    )
    for kind in kinds:
        written = export(demo, f"{kind}.{name}", kind, lang=lang)
        before = demo.writes()
        result = demo.load(demo.folder / f"{kind}.{name}", entity=kind)
        assert result.counts["read"] == result.counts["unchanged"] == written.rows > 0, (
            kind,
            result.problems,
        )
        assert demo.writes() == before


AGENDA = (
    "Titre;Label;Début;Fin;Nom client;Alertes;Récurrence;Récurrence jours;Récurrence nombre;Récurrence jusqu'au;"
    "Collaborateurs;Collaborateurs pouvant modifier\n"
    "E1;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec;1 heure avant, 1 jour avant;Chaque semaine;"
    "lundi, jeudi;5;;l.bertin@atelier-demo.example;\n"
    "E2;Réunion;13/01/2027 09:00;13/01/2027 10:00;Menuiserie Kervadec;;Tous les mois;;;31/12/2027;"
    "l.bertin@atelier-demo.example;m.caradec@atelier-demo.example\n"
)
NOTES = "Nom de l'opportunité;Nom client;Pipeline;Étape;Post-it\n" + "".join(
    f'O{i};Menuiserie Kervadec;Ventes;Signature;"à rappeler\nle {i}"\n' for i in range(9)
)


def test_what_only_v1_shows_is_exported_from_its_lists(demo):
    """Sticky notes, alerts and repetitions are in the file, take a call or two, and import back to nothing."""
    demo.load(NOTES, entity="opportunity", name="o.csv")
    demo.load(AGENDA, entity="event", name="e.csv")
    before = Counter(demo.stats()["requests"])
    for kind in ("opportunity", "event"):
        export(demo, f"{kind}.csv", kind, lang="fr")
    asked = Counter(demo.stats()["requests"]) - before
    # "RPC ?" is a call that the quota turned away before it was read: it was sent again.
    assert {name: n for name, n in asked.items() if name.startswith("RPC ") and name != "RPC ?"} == {
        "RPC Opportunities.getList": 1,
        "RPC Agenda.getList": 1,
    }
    events = {row["Titre"]: row for row in rows_of(demo, "event.csv").values()}
    assert (events["E1"]["Alertes"], events["E1"]["Récurrence jours"]) == (
        "1 heure avant, 1 jour avant",
        "lundi, jeudi",
    )
    assert (events["E2"]["Récurrence"], events["E2"]["Récurrence jusqu'au"]) == (
        "Tous les mois",
        "31/12/2027",
    )
    assert events["E2"]["Collaborateurs pouvant modifier"] == "m.caradec@atelier-demo.example"
    notes = {row["Nom de l'opportunité"]: row["Post-it"] for row in rows_of(demo, "opportunity.csv").values()}
    assert notes["O3"] == "à rappeler\nle 3"
    for kind in ("opportunity", "event"):
        result = demo.load(demo.folder / f"{kind}.csv", entity=kind)
        assert result.counts["read"] == result.counts["unchanged"], result.problems


def test_without_v1_its_columns_are_empty_and_that_is_said(demo):
    """An access without API v1 exports all the rest; columns that v1 does not show are not asked for by v1."""
    demo.load(NOTES, entity="opportunity", name="o.csv")
    demo.faults({"match": {"path": "/0/?$"}, "fault": "status", "status": 403})
    heard = Notes()
    assert export(demo, "a.csv", "opportunity", observer=heard).rows > 9
    assert {row["Sticky note"] for row in rows_of(demo, "a.csv").values()} == {""}
    assert "note-export-no-v1" in heard.params
    quiet = Notes()
    export(demo, "b.csv", "opportunity", observer=quiet, columns=["id", "name"])
    assert "note-export-no-v1" not in quiet.params


def test_lists_that_do_not_tell_are_not_asked_for_thousands_of_records(demo):
    """Where v1's lists leave records out they are asked for one by one, up to a bound; the others are counted."""
    demo.load(NOTES, entity="opportunity", name="o.csv")
    ids = [opportunity["id"] for opportunity in demo.api("GET", "/opportunities?limit=100")["data"]][-9:]
    demo.faults({"match": {"path": "/0/?$"}, "fault": "status", "status": 400, "nth": [1, 2]})
    with Session.open(settings=demo.settings) as session:
        sellsy = session.sellsy
        shown = V1Columns(sellsy, singly=4)
        values = [item.get("sticky_note") for item in shown.read("opportunity", ids, of=len(ids))]
    assert [value is not None for value in values] == [True] * 4 + [False] * 5
    assert (shown.left, shown.refused) == (5, False)


def test_all_is_one_workbook_with_a_sheet_each(demo):
    """Every entity has its sheet, what is gone has its own; a folder takes a file each, a CSV is refused."""
    result = export(demo, "all.xlsx", "all", lang="fr", since="last", deleted=True)
    book = load_workbook(demo.folder / "all.xlsx")
    assert book.sheetnames[:4] == ["Clients", "Prospects", "Fournisseurs", "Contacts"]
    assert ("Clients, suppressions" in book.sheetnames, len(book.sheetnames)) == (True, 16)
    assert sum(sheet.max_row - 1 for sheet in book.worksheets[:8]) == result.rows
    assert result.entities[0].deleted == 0
    folder = etl.export("all", f"{demo.folder}/out/", settings=demo.settings, format="jsonl")
    written = {path.name for path in (demo.folder / "out").iterdir()}
    assert written > {f"{entity.entity}.jsonl" for entity in folder.entities}
    with pytest.raises(ConfigError) as wrong:
        export(demo, "all.csv", "all")
    assert wrong.value.code == "output-one-sheet"


def test_what_is_gone_is_told_beside_or_in_a_sheet(start):
    """Ids written before and gone since are in a file beside a CSV, in a sheet more of a workbook."""
    account = start(quota=FREE)
    ids = contacts(account, 4)
    for name in ("a.csv", "b.xlsx"):
        export(account, name, since="last", name=name)
    account.api("DELETE", f"/contacts/{ids[1]}")
    for name in ("a.csv", "b.xlsx"):
        result = export(account, name, since="last", name=name, deleted=True)
        assert (result.rows, result.entities[0].deleted) == (0, 1)
    assert list(rows_of(account, "a.deleted.csv")) == [ids[1]]
    book = CalamineWorkbook.from_path(account.folder / "b.xlsx")
    assert book.get_sheet_by_name("Contacts deleted").to_python() == [["Contact id"], [float(ids[1])]]
    assert export(account, "a.csv", since="last", name="a.csv", deleted=True).entities[0].deleted == 0


def test_typed_formats_and_raw_values(demo):
    """JSON lines hold numbers, booleans and lists; raw keeps Sellsy's own words and ids under stable headers."""
    export(demo, "a.jsonl", "opportunity", limit=1)
    (line,) = (demo.folder / "a.jsonl").read_text(encoding="utf-8").splitlines()
    shown = json.loads(line)
    assert (shown["amount"], shown["status"], shown["step"], shown["step_id"]) == (
        12500,
        "open",
        "Devis envoyé",
        403,
    )
    assert shown["staff_emails"] == ["l.bertin@atelier-demo.example"]
    export(demo, "a.jsonl", "opportunity", limit=1, names="header")
    shown = json.loads((demo.folder / "a.jsonl").read_text(encoding="utf-8"))
    assert (shown["Amount"], shown["Status"], shown["Step"]) == (12500, "Open", "Devis envoyé")
    export(demo, "b.jsonl", "opportunity", limit=1, raw=True)
    raw = json.loads((demo.folder / "b.jsonl").read_text(encoding="utf-8"))
    assert (raw["status"], raw["step"], raw["owner"]) == ("open", 403, 1)
    pq = pytest.importorskip("pyarrow.parquet")
    for kind in ("client", "contact", "opportunity", "event", "task", "comment"):
        for flag in (False, True):
            export(demo, "a.parquet", kind, raw=flag)
    assert pq.read_table(demo.folder / "a.parquet").schema.field("created").type.tz == "UTC"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"since": "hier"}, "since-shape"),
        ({"since": "30d", "entity": "opportunity"}, "since-unknown"),
        ({"since": "last", "limit": 3}, "since-limit"),
        ({"deleted": True}, "export-needs-last"),
        ({"compare": True, "since": "2w"}, "export-needs-last"),
        ({"columns": ["couleur"]}, "column-unknown"),
        ({"name_": "a.doc"}, "output-format"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_written(demo, options, code):
    """Options that contradict each other, dates that mean nothing and unknown columns are refused."""
    name = options.pop("name_", "out.csv")
    entity = options.pop("entity", "contact")
    with pytest.raises(ConfigError) as wrong:
        export(demo, name, entity, **options)
    assert wrong.value.code == code
    assert not (demo.folder / name).exists()


def test_tasks_are_sorted_out_by_their_own_stamps(start):
    """Tasks have no filter by date of change: a date reads them all and keeps those that say they changed."""
    clock = Clock(days=-40)
    account = start(quota=FREE, clock=clock, seed="demo")
    clock.days = 0
    (task, *_) = account.api("POST", "/tasks/search", {"filters": {}})["data"]
    account.api("PUT", f"/tasks/{task['id']}", {"title": "Changée"})
    assert export(account, "t.csv", "task", since="30d").rows == 1
