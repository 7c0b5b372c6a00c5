"""Custom fields of every type: taken back, given again and taken back again, each value stays with its own field."""

import random

import pytest
from openpyxl import load_workbook
from test_undo import dump, same, undo

pytestmark = pytest.mark.databases(slow=True)

HEADERS = (
    "cf:secteur-activite",
    "cf:origine",
    "cf:newsletter",
    "cf:remise",
    "cf:date-premier-contact",
    "cf:interets",
    "cf:budget",
    "cf:surface",
    "cf:horaire",
    "cf:page-publique",
    "cf:email-comptabilite",
    "cf:historique",
    "cf:referent",
    "cf:apporteur",
)
"""A field of every type that companies have."""

ROWS = {
    "un": ("Bois", "Salon", "Oui", "12,5", "04/03/2024", "Conseil, Formation", "1200 EUR", "12 kg", "09:30"),
    "deux": ("Fer", "Site web", "Non", "0", "05/03/2024", "Matériel", "0,5 EUR", "3,5 heure", "18:00"),
}
MORE = {
    "un": ("https://un.example", "un@x.example", "Début\nsuite", "2"),
    "deux": ("https://deux.example", "deux@x.example", "Vrai", "1"),
}


def values(demo, which):
    """Return a value for every field; the people and companies are those of the account."""
    staff = [
        f"{person['firstname']} {person['lastname']}" for person in demo.api("GET", "/staffs?limit=5")["data"]
    ]
    url, mail, text, rank = MORE[which]
    company = demo.companies()[int(rank)]["id"]
    return (*ROWS[which], url, mail, text.replace("\n", " "), staff[int(rank) % len(staff)], str(company))


def file(name, headers, cells):
    return ";".join(("Nom société", *headers)) + "\n" + ";".join((name, *cells)) + "\n"


def fields_of(demo, company):
    """Return code -> value of a company's custom fields."""
    fields = demo.api("GET", f"/companies/{company}/custom-fields?limit=100")["data"]
    return {field["code"]: field["value"] for field in fields}


def taken_back(result):
    """Return (column, before, after) of the sheet of an undo's report."""
    sheet = load_workbook(result.report).worksheets[1]
    return {row[4]: (row[5], row[6]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[4]}


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(code, marks=pytest.mark.slow) for code in range(2, 8))]
)
def test_each_field_of_every_type_returns(demo, seed):
    """Import, undo, undo of the undo, undo again: any choice of fields, in any order, is exactly as it was each time."""
    draw = random.Random(seed)
    chosen = draw.sample(range(len(HEADERS)), len(HEADERS) if not seed else draw.randint(2, 9))
    headers = [HEADERS[code] for code in chosen]
    stored = [values(demo, "un")[code] if seed == 0 or draw.random() < 0.6 else "" for code in chosen]
    wanted = [values(demo, "deux")[code] for code in chosen]
    assert demo.load(file("Menuiserie Kervadec", headers, stored)).problems == ()
    before = dump(demo)
    done = demo.load(file("Menuiserie Kervadec", headers, wanted))
    assert (done.problems, done.counts["updated"]) == ((), 1)
    after = dump(demo)
    result = done
    for state in (before, after, before, after):
        result = undo(demo, result.run_id, report=demo.folder / "undo.xlsx")
        assert (result.problems, result.exit_code) == ((), 0)
        same(demo, state)
        assert set(taken_back(result)) == set(headers)


@pytest.mark.parametrize("gone", range(3))
def test_what_somebody_changed_since_does_not_shift_the_others(demo, gone):
    """Of fields of three types, one is edited since: the others return under their own name, as their own type."""
    headers = ("cf:newsletter", "cf:origine", "cf:interets", "cf:remise")
    edits = {0: True, 1: 3104, 2: [3204]}
    company = demo.company(name="Menuiserie Kervadec")["id"]
    demo.load(file("Menuiserie Kervadec", headers, ("Oui", "Salon", "Conseil", "5")))
    demo.load(file("Menuiserie Kervadec", headers, ("Non", "Site web", "Formation", "6")))
    code = headers[gone][3:]
    field = next(f for f in demo.api("GET", "/custom-fields?limit=100")["data"] if f["code"] == code)
    demo.api("PUT", f"/companies/{company}/custom-fields", [{"id": field["id"], "value": edits[gone]}])
    undone = undo(demo, report=demo.folder / "one.xlsx")
    kept = [] if gone == 0 else [headers[gone]]  # what was edited to be as before needs nothing
    assert [problem.column for problem in undone.problems] == kept
    others = [header for header in headers if header != headers[gone]]
    assert set(taken_back(undone)) == set(others)
    first = {"newsletter": True, "origine": 3101, "interets": [3201], "remise": "5"}
    first |= {code: edits[gone]}
    assert {header: fields_of(demo, company)[header] for header in first} == first
    again = undo(demo, undone.run_id, report=demo.folder / "two.xlsx")
    assert again.problems == ()
    shown = taken_back(again)
    words = {"cf:newsletter": "Non", "cf:origine": "Site web", "cf:interets": "Formation", "cf:remise": "6"}
    assert {header: now for header, (_was, now) in shown.items()} == {
        header: words[header] for header in others
    }
    second = {"newsletter": False, "origine": 3103, "interets": [3202], "remise": "6"} | {code: edits[gone]}
    assert {header: fields_of(demo, company)[header] for header in second} == second
    third = undo(demo, again.run_id, report=demo.folder / "three.xlsx")
    assert third.problems == ()
    assert set(taken_back(third)) == set(others)


def test_a_deleted_record_comes_back_with_every_field(demo):
    """A company made with a value in every field, taken back and given again, holds each in its own."""
    made = demo.load(file("Neuve", HEADERS, values(demo, "deux")))
    assert made.problems == ()
    before = fields_of(demo, demo.company(name="Neuve")["id"])
    deleted = undo(demo)
    assert deleted.counts["deleted"] == 1
    again = undo(demo, deleted.run_id)
    assert (again.problems, again.counts["created"]) == ((), 1)
    assert fields_of(demo, demo.company(name="Neuve")["id"]) == before


@pytest.mark.parametrize("first", ["Salon", ""], ids=["a record that was there", "a record of the run"])
def test_what_was_edited_since_is_said_in_words(demo, first):
    """A choice that somebody changed since is named with its column, as labels, not as ids."""
    head = "Nom société;cf:origine\n"
    if first:
        demo.load(f"{head}Neuve;{first}\n")
    run = demo.load(f"{head}Neuve;Partenaire\n").run_id
    demo.load(f"{head}Neuve;Site web\n")
    (problem,) = undo(demo, run).problems
    text = problem.params["wrote"], problem.params["now"]
    assert (problem.code, problem.column, text) == ("undo-edited", "cf:origine", ("Partenaire", "Site web"))
