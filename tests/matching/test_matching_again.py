"""A file that is imported twice: the second import finds what the first one made, whatever its rows name."""

from random import Random

import pytest

from etl.core.record import Record
from etl.core.results import Problem
from etl.entities.base.resource import RESOURCES
from etl.matching.choosing import Rule, named_here
from etl.matching.directory import Directory, Wanted
from etl.matching.document_keys import written_by
from etl.matching.file_state import FileState

HEADS = {
    "client": (
        "Type de client",
        "Nom société",
        "Nom",
        "Prénom",
        "SIRET",
        "Référence",
        "E-mail",
        "Téléphone",
        "Adresse",
        "Code postal",
        "Ville",
        "Note",
    ),
    "contact": ("Nom", "Prénom", "E-mail", "Téléphone", "Référence société", "Note"),
}

NAMES = ("Étude Roussel", "ETUDE ROUSSEL", "Garage Martin", "garage  martin", "Alpha")
PEOPLE = (("Lefèvre", "Hélène"), ("LEFEVRE", "Helene"), ("Martin", "Jean"), ("Martin", ""))
MAILS = ("a@un.example", "A@un.example", "b@un.example", "c@deux.example")
SIRETS = ("73282932000074", "00000020800017")
REFERENCES = ("R1", "R2", "0012")
PHONES = ("01 99 00 12 34", "01 99 00 56 78")
PLACES = (("1 rue Haute", "69001", "Lyon"), ("2 rue Basse", "75011", "Paris"))


def client(random):
    """Return a row of a client; about half of its cells are filled."""
    person = random.random() < 0.2
    last, first = random.choice(PEOPLE) if person else ("", "")
    place = random.choice(PLACES) if random.random() < 0.4 else ("", "", "")
    return (
        "particulier" if person else "société",
        "" if person else random.choice(NAMES),
        last,
        first,
        maybe(random, SIRETS, 0 if person else 0.25),
        maybe(random, REFERENCES, 0.4),
        maybe(random, MAILS, 0.5),
        maybe(random, PHONES, 0.3),
        *place,
    )


def contact(random):
    """Return a row of a contact."""
    return (
        *random.choice(PEOPLE),
        maybe(random, MAILS, 0.6),
        maybe(random, PHONES, 0.4),
        maybe(random, ("UN", "DEUX"), 0.6),
    )


def maybe(random, pool, share):
    """Return a value of a pool, or nothing."""
    return random.choice(pool) if random.random() < share else ""


ROWS = {"client": client, "contact": contact}
MATCHES = {"client": ("reference", "email", "name"), "contact": ("email", "name")}


def written(entity, rows, told):
    """Return rows as a CSV file; each has a note of its own."""
    lines = [HEADS[entity], *((*row, f"{told}{at}") for at, row in enumerate(rows))]
    return "\n".join(";".join(line) for line in [*lines, ()])


def outcomes(result, account):
    """Return what became of each row: its outcome, its record, the codes of its problems."""
    with account.journal() as journal:
        return {
            row.row: (str(row.outcome), row.sellsy_id, [problem.code for problem in row.problems])
            for row in journal.rows.every(result.run_id)
        }


def twice(start, seed):
    """Import the rows of a seed twice into an account that holds something, and return what is wrong."""
    random = Random(seed)
    account = start()
    entity = random.choice(("client", "client", "contact"))
    account.load("Nom société;Référence\nUn;UN\nDeux;DEUX\n")
    before = [ROWS[entity](random) for _ in range(random.randint(0, 3))]
    for at, row in enumerate(before):
        account.load(written(entity, [row], f"before{at}"), entity=entity, on_doubt="create")
    rows = [ROWS[entity](random) for _ in range(random.randint(2, 6))]
    text = written(entity, rows, "row")
    options = {"entity": entity, "on_doubt": random.choice(("refuse", "create", "update"))}
    if random.random() < 0.25:
        options["match"] = random.sample(MATCHES[entity], random.randint(1, 2))
    first = outcomes(account.load(text, **options), account)
    writes = account.writes()
    second = outcomes(account.load(text, **options), account)
    wrong = [
        (row, value, second[row])
        for row, value in first.items()
        if second[row][:2]
        != ((value[0], value[1]) if value[0] in ("rejected", "failed") else ("unchanged", value[1]))
    ]
    return (
        [
            f"seed {seed} {options}",
            *(f"  before {item}" for item in before),
            *(f"  {at + 2} {item}" for at, item in enumerate(rows)),
            *map(str, wrong),
        ]
        if wrong or account.writes() != writes
        else []
    )


@pytest.mark.parametrize("seed", [0, 11, 39, 177])
def test_a_file_imported_again_writes_nothing(start, seed):
    """Rows that were written are unchanged the second time, rows that were refused are refused again."""
    wrong = twice(start, seed)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1120))
def test_any_file_imported_again_writes_nothing(start, seed):
    """So it is of many files, whose rows share names, keys, e-mails and places with each other and the account."""
    wrong = twice(start, seed)
    assert not wrong, "\n".join(wrong)


def again(account, text, *, expected):
    """Import a text twice; the second time what was written is unchanged, and what was refused is refused."""
    first = outcomes(account.load(text), account)
    assert [(item, codes) for item, _, codes in first.values()] == expected
    writes = account.writes()
    second = outcomes(account.load(text), account)
    assert account.writes() == writes
    assert [item for item, _, _ in second.values()] == [
        item if item == "rejected" else "unchanged" for item, _ in expected
    ]
    assert [record for _, record, _ in first.values()] == [record for _, record, _ in second.values()]


def test_who_has_the_old_name_of_a_renamed_record_is_another(account):
    """A row that renames a record by its reference leaves the old name to another row: a new record, found again."""
    account.load("Nom société;Référence\nAlpha;R1\n")
    text = "Nom société;Référence;Note\nBêta;R1;x\nAlpha;;y\n"
    again(account, text, expected=[("updated", []), ("created", [])])
    assert {company["name"]: company["note"] for company in account.companies()} == {
        "Bêta": "x",
        "Alpha": "y",
    }


def test_the_first_row_of_a_record_is_it(account):
    """Where the row of the name stands above the one of the reference, this one is the double, each time."""
    account.load("Nom société;Référence\nAlpha;R1\n")
    text = "Nom société;Référence;Note\nAlpha;;y\nBêta;R1;x\n"
    again(account, text, expected=[("updated", []), ("rejected", ["same-record"])])
    assert account.company()["name"] == "Alpha"


def test_no_row_renames_a_record_to_what_another_creates(account):
    """The row that would take another row's only distinction is refused, naming it; both with an e-mail are written."""
    account.load("Nom société;Référence\nAlpha;R1\n")
    text = "Nom société;Référence;Note\nBêta;;x\nBêta;R1;\n"
    again(account, text, expected=[("created", []), ("rejected", ["told-apart-no-more"])])
    text = "Nom société;Référence;E-mail\nGamma;;g@un.example\nGamma;R1;h@deux.example\n"
    again(account, text, expected=[("created", []), ("updated", [])])


def test_a_refused_row_is_not_written_into_the_record_of_another(account):
    """A row that gives a record the e-mail of a doubtful one would make that one its double: neither is written."""
    account.load("Nom société;E-mail;Téléphone\nAlpha;a@un.example;01 99 00 12 34\n")
    text = "Nom société;Référence;E-mail;Téléphone;Note\nAlpha;;b@deux.example;;x\nAlpha;R2;b@deux.example;01 99 00 12 34;y\n"
    again(account, text, expected=[("rejected", ["match-doubtful"]), ("rejected", ["told-apart-no-more"])])
    assert account.company()["email"] == "a@un.example"
    alone = text.replace("Alpha;;b@deux.example;;x\n", "")
    again(account, alone, expected=[("updated", [])])


def test_a_row_that_would_be_mistaken_tells_for_which_records():
    """What a row could no longer be told from is named: a record by id and name, one that the file creates by its row."""
    order = ("email", "name")
    records = [Record(row, "company", {"name": "Alpha", "note": str(row)}) for row in (2, 3)]
    wanted, directory = Wanted(order), Directory(RESOURCES["company"])
    for record in records:
        wanted.add(record)
    directory.add({"id": 12, "name": "ALPHA", "email": "a@un.example"}, order)
    state = FileState(directory, Rule(order), wanted, lambda _asked: None)
    mistaken = state.take(records[0], None, None, ())
    assert (mistaken.row, named_here(mistaken.records)) == (2, ["12 (ALPHA)"])
    directory.write(-3, written_by(records[1], -3, None, (), ()), order)
    mistaken = state.take(records[0], None, None, ())
    problem = Problem("found-otherwise", 2, params={"records": named_here(mistaken.records)})
    assert problem.texts("fr")[0].endswith("de\u00a0: ligne 3, 12 (ALPHA).")
    assert problem.texts("en")[0].endswith("from: row 3, 12 (ALPHA).")


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("client", "ID d'origine;Nom société\n1;Mairie\n2;Mairie\n"),
        ("contact", "ID d'origine;Nom;Prénom\n1;Petit;Anne\n2;Petit;Anne\n"),
    ],
)
def test_namesakes_of_one_file_are_two_records_by_their_old_ids(account, entity, text, dry_run):
    """Rows that another system knows by two ids are no doubles for their name alone; again, nothing is written."""
    assert account.load(text, entity=entity, dry_run=dry_run).counts["created"] == 2
    if not dry_run:
        assert account.load(text, entity=entity).counts["unchanged"] == 2


@pytest.mark.parametrize(("first", "second"), [("1", "1"), ("1", ""), ("", "")])
def test_namesakes_without_two_old_ids_are_doubles(account, first, second):
    """A name on two rows is one record where an id does not tell two: no second one is created."""
    result = account.load(f"ID d'origine;Nom société\n{first};Mairie\n{second};Mairie\n")
    assert result.counts["created"] <= 1
    assert result.problems
