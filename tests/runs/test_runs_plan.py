"""`plan` and `apply`: every cell is written down, and exactly what was written down is sent, once."""

import openpyxl
import pytest
from plain import HTTP

from etl import apply_plan, plan_file, resume_run
from etl.core.errors import ApiError, ConfigError, DataError

HEAD = "Nom société;Email;Téléphone;Adresse;Code postal;Ville;Pays;Smart tags;Propriétaire;Nom contact;Email contact\n"
OWNER = "agnes.delmas@atelier-demo.example"


def row(name, *, phone="0199001234", owner=OWNER, person="", city="Brest"):
    mail, person = name.lower(), person or f"Durand{name}"
    return f"{name};{mail}@p.example;{phone};1 rue X;29200;{city};France;VIP;{owner};{person};{person}@p.example\n"


def plan(account, text, *, name="file.csv", **options):
    path = account.folder / name
    path.write_text(text, encoding="utf-8")
    chosen = {"entity": "client", "create_missing": ("tags",), "lang": "en", **options}
    result = plan_file(path, output=account.folder / "plan.xlsx", settings=account.settings, **chosen)
    assert result.report == str(account.folder / "plan.xlsx")
    return result


def apply(account, name="plan.xlsx", **options):
    result = apply_plan(account.folder / name, settings=account.settings, **options)
    assert result.counts["read"] == sum(n for k, n in result.counts.items() if k != "read")
    return result


def sheet(account, title, name="plan.xlsx"):
    lines = openpyxl.load_workbook(account.folder / name)[title].iter_rows(values_only=True)
    return [tuple(line) for line in lines]


def edit(account, change):
    book = openpyxl.load_workbook(account.folder / "plan.xlsx")
    change(book)
    book.save(account.folder / "plan.xlsx")


def dump(account):
    return HTTP.get(f"{account.url}/_sandbox/dump").json()


def codes(result):
    return [(p.row, p.code) for p in result.problems]


def test_every_cell_is_written_down_old_and_new_and_nothing_is_sent(start):
    """The plan shows names, not ids; left-out rows stand apart; applied, it leaves what an import leaves."""
    before, after = (
        row("Alpha") + row("Alpha", person="Martin"),
        row("Alpha", phone="0199005678", owner="Inès Vasseur"),
    )
    text = HEAD + after + row("Beta") + row("Gamma", owner="personne")
    planned, direct = start(seed="demo"), start(seed="demo")
    for account in (planned, direct):
        account.load(HEAD + before)
    direct.load(text)
    writes = planned.writes()
    result = plan(planned, text)
    assert (planned.writes(), result.status, result.exit_code) == (writes, "planned", 1)
    assert {k: n for k, n in result.counts.items() if n} == {
        "read": 3,
        "created": 1,
        "updated": 1,
        "rejected": 1,
    }

    alpha = planned.company(name="Alpha")["id"]
    lines = sheet(planned, "Plan")
    assert lines[0] == ("row", "Sellsy id", "record", "column", "old", "new", "outcome")
    assert (2, alpha, "Alpha", "Téléphone", "+33199001234", "+33199005678", "to update") in lines
    assert (2, alpha, "Alpha", "Propriétaire", OWNER, "i.vasseur@atelier-demo.example", "to update") in lines
    assert (3, None, "Beta", "Address", None, "1 rue X, 29200, Brest, FR", "to create") in lines
    assert (3, None, "Beta", "Smart tags", None, "VIP", "to create") in lines
    assert {line[0] for line in lines[1:]} == {2, 3}
    assert [line[:5] for line in sheet(planned, "Not sent")[1:]] == [
        (4, "Gamma", "rejected", "Propriétaire", "personne")
    ]
    summary = dict(sheet(planned, "Summary"))
    assert (summary["API calls"], summary["to create"], summary["Run"]) == (6, 1, result.run_id)
    assert summary["Share of the day's calls"].endswith("%")

    applied = apply(planned)
    assert applied.counts == result.counts
    assert dump(planned) == dump(direct)
    assert {line[6] for line in sheet(planned, "Changes", "plan.applied.xlsx")[1:]} == {"created", "updated"}
    with pytest.raises(ConfigError) as again:
        apply(planned)
    assert (again.value.code, again.value.params["child"]) == ("plan-applied", applied.run_id)


def test_rows_whose_record_drifted_are_refused_and_the_others_sent(account):
    """A field edited since, a record made since and a record gone since: each is named, then and now; nothing doubles."""
    text = HEAD + "".join(row(n, owner="", phone="0199000000") for n in ("Edited", "Gone", "Kept", "Same"))
    account.load(text)
    changed = HEAD + "".join(row(n, owner="", phone="0199005678") for n in ("Edited", "Gone", "Kept"))
    plan(account, changed + row("Same", owner="", phone="0199000000") + row("Made", owner=""))
    ids = {company["name"]: company["id"] for company in account.companies()}
    account.api("PUT", f"/companies/{ids['Edited']}", {"phone_number": "+33199009999"})
    account.api("PUT", f"/companies/{ids['Same']}", {"phone_number": "+33199009999"})
    account.api("DELETE", f"/companies/{ids['Gone']}")
    account.api("POST", "/companies", {"type": "client", "name": "Made", "email": "made@p.example"})
    result = apply(account)
    assert codes(result) == [(2, "plan-drifted"), (3, "plan-record"), (6, "plan-record")]
    drift = result.problems[0]
    assert (drift.column, drift.params) == (
        "Téléphone",
        {"field": "Téléphone", "then": "+33199000000", "now": "+33199009999"},
    )
    assert "01 99 00 99 99" in drift.texts("fr")[0]
    assert result.problems[1].params == {"then": str(ids["Gone"]), "now": "∅"}
    assert {k: n for k, n in result.counts.items() if n} == {
        "read": 5,
        "updated": 1,
        "unchanged": 1,
        "rejected": 3,
    }
    phones = {company["name"]: company["phone_number"] for company in account.companies()}
    assert phones == {
        "Edited": "+33199009999",
        "Kept": "+33199005678",
        "Same": "+33199009999",
        "Made": None,
    }


def test_what_drifted_is_said_in_words(demo):
    """Choices, staff and yes or no that changed since the plan are named as people know them, not by their ids."""
    head = "Nom société;cf:interets;Propriétaire;Archivé\n"
    people = ("l.bertin@atelier-demo.example", "m.caradec@atelier-demo.example")
    demo.load(f'{head}Neuve;"Conseil, Formation";{people[0]};non\n')
    plan(demo, f"{head}Neuve;Matériel;f.ndiaye@atelier-demo.example;oui\n")
    demo.load(f"{head}Neuve;Maintenance;{people[1]};\n", name="meanwhile.csv")
    company = demo.company(name="Neuve")["id"]
    demo.api("PUT", f"/companies/{company}", {"is_archived": True})
    result = apply(demo)
    told = {problem.column: (problem.params["then"], problem.params["now"]) for problem in result.problems}
    assert told == {
        "cf:interets": ("Conseil, Formation", "Maintenance"),
        "Propriétaire": people,
        "Archivé": ("no", "yes"),
    }
    assert {problem.code for problem in result.problems} == {"plan-drifted"}


def test_what_surrounds_a_record_is_compared_too(account):
    """A tag added since is a drift; rows of one company and their people are planned again together."""
    text = HEAD + row("Alpha", owner="") + row("Alpha", owner="", person="Martin")
    account.load(HEAD + row("Alpha", owner="", city="Quimper"))
    plan(account, text.replace("VIP", "VIP, Fidèle"))
    company = account.company(name="Alpha")["id"]
    account.api("POST", f"/companies/{company}/smart-tags", [{"value": "VIP"}, {"value": "Nouveau"}])
    result = apply(account)
    assert codes(result) == [(2, "plan-drifted")]
    assert result.problems[0].params == {"field": "Smart tags", "then": "VIP", "now": "VIP, Nouveau"}
    assert result.counts["updated"] == 1  # the second person hangs on a company that is there
    people = account.api("GET", f"/companies/{company}/contacts")["data"]
    assert sorted(person["last_name"] for person in people) == ["DurandAlpha", "Martin"]


def test_a_plan_that_was_edited_is_refused_and_a_sorted_one_is_not(account):
    """One cell, one line less, a fingerprint of one's own: refused, nothing sent; sorted and saved again: applied."""
    text = HEAD + "".join(row(f"S{i}", owner="") for i in range(3))
    plan(account, text, batch_size=5)
    assert dict(sheet(account, "Summary"))["API calls"] == 6  # three to read, five writes a row
    (account.folder / "kept.xlsx").write_bytes((account.folder / "plan.xlsx").read_bytes())

    def refused(change):
        (account.folder / "plan.xlsx").write_bytes((account.folder / "kept.xlsx").read_bytes())
        edit(account, change)
        with pytest.raises(DataError) as wrong:
            apply(account)
        return wrong.value.code

    def seal(book):
        book["Summary"]["B18"] = "0" * 64

    assert refused(lambda book: book["Plan"].cell(3, 6, "autre")) == "plan-edited"
    assert refused(lambda book: book["Plan"].delete_rows(3)) == "plan-edited"
    assert refused(seal) == "plan-unfit"
    assert refused(lambda book: book.remove(book["Summary"])) == "plan-foreign"
    with pytest.raises(DataError) as foreign:
        apply(account, "file.csv")
    assert foreign.value.code == "plan-foreign"
    assert account.companies() == []

    def turn(book):
        lines = [[cell.value for cell in line] for line in book["Plan"].iter_rows(min_row=2)]
        for number, line in enumerate(reversed(lines), 2):
            for column, value in enumerate(line, 1):
                book["Plan"].cell(number, column).value = value

    (account.folder / "plan.xlsx").write_bytes((account.folder / "kept.xlsx").read_bytes())
    edit(account, turn)
    (account.folder / "file.csv").write_text("moved on", encoding="utf-8")
    assert apply(account).counts["created"] == 3


def test_an_interrupted_application_is_resumed_and_not_begun_again(account):
    """Refused credentials stop it before anything was sent: a second apply names it, resume completes it."""
    plan(account, HEAD + "".join(row(f"S{i}", owner="") for i in range(5)))
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 403})
    with pytest.raises(ApiError):
        apply(account)
    account.calm()
    with pytest.raises(ConfigError) as begun:
        apply(account)
    assert begun.value.code == "child-unfinished"
    resumed = resume_run(begun.value.params["child"], settings=account.settings, settle_s=1)
    assert (resumed.counts["created"], resumed.status) == (5, "finished")
    with pytest.raises(ConfigError):
        apply(account)
    assert len(account.companies()) == 5


def test_a_lost_answer_of_an_application_is_looked_up(account):
    """A batch executed whose answer was lost leaves unknown rows; resume settles them, nothing is doubled."""
    plan(account, HEAD + "".join(row(f"S{i}", owner="") for i in range(5)))
    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "times": 1})
    first = apply(account)
    account.calm()
    assert first.counts["unknown"] > 0
    assert resume_run(first.run_id, settings=account.settings, settle_s=1).counts["created"] == 5
    assert len(account.companies()) == 5


def test_an_application_that_was_declined_did_not_use_the_plan_up(account):
    """Saying no to the bill sends nothing; the plan can be applied later."""
    plan(account, HEAD + row("Alpha", owner=""))
    assert apply(account, confirm=lambda _bill: False).counts["skipped"] == 1
    assert apply(account).counts["created"] == 1


def test_what_the_run_itself_creates_is_planned_by_name(demo):
    """Sources that the account lacks: several rows need one, which belongs to whichever row is sent first."""
    text = (
        "Nom de l'opportunité;Nom client;Pipeline;Étape;Source\n"
        "A;Menuiserie Kervadec;Ventes;Signature;Salon 2027\n"
        "B;Menuiserie Kervadec;Ventes;Signature;Salon 2027\n"
        "C;Menuiserie Kervadec;Ventes;Signature;Annuaire\n"
    )
    plan(demo, text, entity="opportunity", create_missing=("sources",))
    assert (2, None, "A", "Source", None, "Salon 2027", "to create") in sheet(demo, "Plan")
    client = demo.company(name="Menuiserie Kervadec")["id"]
    there = demo.api("POST", "/opportunities/search?limit=100", {"filters": {}})["data"][0]
    same = {"name": "A", "pipeline": there["pipeline"]["id"], "step": there["step"]["id"]}
    demo.api("POST", "/opportunities", {**same, "related": [{"type": "company", "id": client}]})
    result = apply(demo)
    assert codes(result) == [(2, "plan-record")]
    assert result.counts["created"] == 2
    made = demo.api("POST", "/opportunities/search?limit=100", {"filters": {}})["data"]
    sources = {
        record["name"]: (record["source"] or {}).get("name") for record in made if record["name"] in "ABC"
    }
    assert (sources["B"], sources["C"]) == ("Salon 2027", "Annuaire")


def test_a_plan_whose_name_no_file_can_have_is_refused_first(demo):
    """A NUL in the place of a plan is told before anything is read: a plan without its file is none."""
    path = demo.folder / "clients.csv"
    path.write_text("Nom société\nNeuf\n", encoding="utf-8")
    before = demo.stats()["requests_total"]
    with pytest.raises(ConfigError) as wrong:
        plan_file(path, output=demo.folder / "a\0.xlsx", settings=demo.settings, entity="client")
    assert (wrong.value.code, demo.stats()["requests_total"]) == ("path-name", before)
