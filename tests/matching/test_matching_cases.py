"""Files that made a second record, or took the wrong one; and files that are imported again."""

from collections import Counter
from pathlib import Path

import pytest

from etl import apply_plan, delete_file, plan_file, run_pipeline
from etl.core.errors import ConfigError

CASES = Path(__file__).parent.parent / "cases/semantics"


def contacts(account):
    """Return the contacts of the account."""
    return account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]


def codes(result):
    """Return (row, code) of what kept rows out."""
    return [(problem.row, problem.code) for problem in result.problems]


@pytest.mark.parametrize("case", ["01b_name_fold.csv", "01c_curly.csv"])
def test_another_spelling_of_a_name_is_the_same_company(demo, case):
    """Capitals, accents, a curly apostrophe and a trailing no-break space make no second company, nor a call more."""
    before = {company["id"] for company in demo.companies()}
    mode = {"mode": "update", "entity": "prospect" if case.startswith("01c") else "client"}
    result = demo.load(CASES / case, **mode)
    assert (result.counts["updated"], result.counts["read"]) == (result.counts["read"],) * 2, result.problems
    assert {company["id"] for company in demo.companies()} == before


def test_a_row_without_the_chosen_key_is_refused(account):
    """With --match reference rows without a reference are refused every time: nothing is created, nothing doubled."""
    for _ in range(2):
        result = account.load(CASES / "05_empty_key.csv", match=["reference"])
        assert {code for _, code in codes(result)} <= {"match-no-key", "name-missing"}
        assert [row for row, code in codes(result) if code == "match-no-key"] == [2, 4, 5]
        assert account.companies() == []


def test_a_row_without_the_chosen_key_deletes_nothing(account):
    """A deletion by reference refuses a row without one, whatever else the row says."""
    account.load("Nom société\nAlpha\n")
    path = account.folder / "delete.csv"
    path.write_text("Référence;Nom société\n;Alpha\n", encoding="utf-8")
    deletion = delete_file(
        path, entity="client", match=["reference"], settings=account.settings, dry_run=False
    )
    assert codes(deletion) == [(2, "match-no-key")]
    assert len(account.companies()) == 1


def test_rows_without_the_chosen_key_are_created_where_rows_are_only_created(account):
    """With --mode create nothing has to be found."""
    result = account.load("Référence;Nom société\n;Alpha\n", match=["reference"], mode="create")
    assert result.counts["created"] == 1


def test_a_contact_of_the_same_name_and_company_gets_the_new_email(demo):
    """A contact's row with a new e-mail is the contact of that name in that company: no second one is made."""
    before = contacts(demo)
    result = demo.load(CASES / "11b.csv", entity="contact")
    assert result.counts["updated"] == 1, result.problems
    assert len(contacts(demo)) == len(before)
    assert [contact["email"] for contact in contacts(demo) if contact["last_name"] == "Amrani"] == [
        "s.amrani@groupe-nouveau.example"
    ]


def test_a_contact_person_of_the_same_name_gets_the_new_email(demo):
    """So it is for the contact person of a client's row, and importing again changes nothing."""
    before = contacts(demo)
    assert demo.load(CASES / "39.csv").counts["updated"] == 1
    assert len(contacts(demo)) == len(before)
    assert [contact["email"] for contact in contacts(demo) if contact["first_name"] == "Yann"] == [
        "yann@nouveau.example"
    ]
    writes = demo.writes()
    assert demo.load(CASES / "39.csv").counts["unchanged"] == 1
    assert demo.writes() == writes


def test_two_people_of_a_file_with_one_name_and_two_emails_are_two(demo):
    """Rows of one company whose contact persons differ by e-mail alone make no one of the contact there, and update it."""
    head = "Company name;Contact first name;Contact last name;Contact e-mail"
    rows = [f"Menuiserie Kervadec;Yann;Kervadec;{mail}@nouveau.example" for mail in ("yann", "y.kervadec")]
    before = len(contacts(demo))
    rehearsed = demo.load("\n".join([head, *rows, ""]), dry_run=True)
    result = demo.load("\n".join([head, *rows, ""]))
    assert (result.counts["updated"], len(contacts(demo))) == (2, before + 2), result.problems
    assert rehearsed.counts == result.counts
    assert demo.load("\n".join([head, *rows, ""])).counts["unchanged"] == 2


def test_a_company_with_a_new_email_and_nothing_else_is_doubtful(demo):
    """It is refused, naming the record and the ways out in both languages; either way out works."""
    (record,) = [
        company["id"] for company in demo.companies() if company["name"] == "Boulangerie du Vieux Port"
    ]
    result = demo.load(CASES / "13_company_new_mail.csv")
    (problem,) = result.problems
    assert problem.code == "match-doubtful"
    for lang in ("fr", "en"):
        text, todo = problem.texts(lang)
        assert str(record) in text
        assert all(way in todo for way in ("--on-doubt update", "--on-doubt create", "--match")), todo
    before = len(demo.companies())
    assert demo.load(CASES / "13_company_new_mail.csv", on_doubt="update").counts["updated"] == 1
    assert len(demo.companies()) == before


def test_doubt_towards_a_prospect_is_told_as_such_and_its_ways_out_work(account):
    """A client's row that may be a prospect is told so; the id with that type updates it, or the row becomes a client."""
    known = account.api("POST", "/companies", {"type": "prospect", "name": "Alpha", "email": "a@a.example"})
    (problem,) = account.load("Nom société;E-mail\nAlpha;b@b.example\n").problems
    assert (problem.code, problem.params["held"]) == ("match-doubtful-kind", "prospect")
    text, todo = problem.texts("fr")
    assert "prospect dans Sellsy" in text
    assert all(
        way in todo for way in ("ID Sellsy", "Client, prospect ou fournisseur", "--on-doubt create")
    ), todo
    same = account.load(
        f"ID Sellsy;Type société;Nom société;E-mail\n{known['id']};prospect;Alpha;b@b.example\n"
    )
    other = account.load("Nom société;E-mail\nAlpha;c@c.example\n", on_doubt="create")
    assert (same.counts["updated"], other.counts["created"]) == (1, 1)


def test_a_doubtful_row_is_created_once(demo):
    """With --on-doubt create it is a second company beside the first, found by its e-mail the next time."""
    before = len(demo.companies())
    assert demo.load(CASES / "13_company_new_mail.csv", on_doubt="create").counts["created"] == 1
    assert demo.load(CASES / "13_company_new_mail.csv").counts["unchanged"] == 1
    assert len(demo.companies()) == before + 1


@pytest.mark.parametrize("on_doubt", ["create", "update"])
def test_a_plan_and_a_pipeline_take_what_becomes_of_doubt(demo, on_doubt):
    """A plan applied later, and a pipeline's step, decide a doubtful row as an import does."""
    head, before = "Nom société;E-mail;Note", len(demo.companies())
    (demo.folder / "a.csv").write_text(f"{head}\nTransports Lemoine;a@new.example;x\n", encoding="utf-8")
    (demo.folder / "b.csv").write_text(f"{head}\nPapeterie Courbet;b@new.example;x\n", encoding="utf-8")
    options = {"entity": "prospect", "on_doubt": on_doubt, "settings": demo.settings}
    plan_file(demo.folder / "a.csv", output=demo.folder / "plan.xlsx", **options)
    counts = apply_plan(demo.folder / "plan.xlsx", settings=demo.settings).counts
    assert counts[f"{on_doubt}d"] == 1
    pipeline = demo.folder / "p.yaml"
    step = f"{{import: b.csv, entity: supplier, on_doubt: {on_doubt}}}"
    pipeline.write_text(f"steps:\n  one: {step}\n", encoding="utf-8")
    assert run_pipeline(pipeline, settings=demo.settings).exit_code == 0
    assert len(demo.companies()) - before == (2 if on_doubt == "create" else 0)


def test_what_becomes_of_doubt_is_one_of_three(account):
    """Another word is refused before anything is read of the account."""
    with pytest.raises(ConfigError, match="perhaps"):
        account.load("Nom société\nAlpha\n", on_doubt="perhaps")


def test_a_linked_record_in_doubt_is_named(demo):
    """A contact's company by a name and an e-mail that is not its own is refused, naming the company."""
    text = "Nom;Nom société;E-mail société\nNeuf;Transports Lemoine;a@new.example\n"
    result = demo.load(text, entity="contact")
    assert codes(result) == [(2, "link-doubtful")]
    assert "Transports Lemoine" in result.problems[0].texts("fr")[0]


def test_a_town_is_not_another(account):
    """Boulangerie Martin of Paris does not change the one of Lyon."""
    head = "Nom société;Adresse;Code postal;Ville;Note"
    account.load(f"{head}\nBoulangerie Martin;1 rue Haute;69001;Lyon;\n")
    result = account.load(f"{head}\nBoulangerie Martin;2 rue Basse;75011;Paris;x\n")
    assert codes(result) == [(2, "match-doubtful")]
    assert account.company()["note"] in ("", None)


HEADS = {
    "client": "Type de client;Nom société;Nom;Prénom;SIRET;SIREN;Référence;E-mail;Téléphone;Adresse;Code postal;Ville",
    "contact": "Nom;Prénom;E-mail;Mobile;Nom société",
}
AGAIN = {
    "companies, by every key": (
        "client",
        [
            "société;Alpha;;;73282932000074;;;;;;;",
            "société;Bêta;;;;552013500;;;;;;",
            "société;Gamma;;;;;R1;;;;;",
            "société;Delta;;;;;;delta@delta.fr;;;;",
            "société;Epsilon;;;;;;;;;;",
            "société;Zeta;;;;;;;;1 rue Haute;69001;Lyon",
            "société;?!;;;;;;;;;;",
        ],
        7,
    ),
    "namesakes that differ by a key, an e-mail, a place": (
        "client",
        [
            "société;Alpha;;;73282932000074;;;;;;;",
            "société;Alpha;;;00000020800017;;;;;;;",
            "société;Bêta;;;;;R1;;;;;",
            "société;Bêta;;;;;R2;a@beta.fr;;;;",
            "société;Gamma;;;;;;b@gamma.fr;;1 rue Haute;69001;Lyon",
            "société;Gamma;;;;;;c@gamma.fr;;1 rue Haute;75001;Paris",
            "société;Gamma;;;;;;d@gamma.fr;;1 rue Haute;75001;Paris",
        ],
        7,
    ),
    "individuals": (
        "client",
        [
            "particulier;;Martin;Jean;;;;jean@a.fr;;;;",
            "particulier;;Martin;Jean;;;;jean@b.fr;;;;",
            "particulier;;Martin;Anne;;;;;;;;",
            "particulier;;Durand;;;;P1;;;;;",
        ],
        4,
    ),
    "contacts of two companies": (
        "contact",
        [
            "Martin;Jean;jean@a.fr;;Un",
            "Martin;Jean;jean@b.fr;;Deux",
            "Martin;Anne;;;Un",
            "Martin;Anne;;;Deux",
            "Durand;Luc;;;",
        ],
        5,
    ),
}


@pytest.mark.parametrize("name", AGAIN)
def test_importing_twice_writes_once(account, name):
    """What a file creates is found again by the same file: nothing is doubled, nothing refused."""
    entity, rows, made = AGAIN[name]
    account.load("Nom société;Référence\nUn;UN\nDeux;DEUX\n")
    text = "\n".join([HEADS[entity], *rows, ""])
    first = account.load(text, entity=entity)
    assert (first.counts["created"], codes(first)) == (made, [])
    writes = account.writes()
    again = account.load(text, entity=entity)
    assert (again.counts["unchanged"], codes(again)) == (made, [])
    assert account.writes() == writes


@pytest.mark.parametrize(
    "rows",
    [
        ["Alpha;a@alpha.fr;", "Alpha;;"],
        ["Alpha;;", "ALPHA;a@alpha.fr;"],
        ["Alpha;a@alpha.fr;0199001234", "Alpha;;0199001234"],
        ["Alpha;a@alpha.fr;", "Alpha;b@alpha.fr;", "Alpha;;"],
    ],
)
def test_a_row_that_would_be_found_as_an_earlier_one_is_not_another(account, rows):
    """The row that adds nothing to tell it from the one before it is refused at once, not at the next import."""
    text = "\n".join(["Nom société;E-mail;Téléphone", *rows, ""])
    last = len(rows) + 1
    for dry in (True, False):
        result = account.load(text, dry_run=dry)
        assert (result.counts["created"], codes(result)) == (last - 2, [(last, "found-as-created")])
    again = account.load(text)
    assert again.counts["unchanged"] == last - 2
    assert [row for row, _ in codes(again)] == [last]


def test_records_that_were_created_beside_a_namesake_are_found_again(account):
    """A company in another town becomes a second one; each row then finds its own, with and without its e-mail."""
    head = "Nom société;E-mail;Adresse;Code postal;Ville;Note"
    account.load(f"{head}\nMartin;lyon@martin.fr;1 rue Haute;69001;Lyon;\n")
    beside = account.load(f"{head}\nMartin;paris@martin.fr;2 rue Basse;75011;Paris;\n")
    assert (beside.counts["created"], [warning.code for warning in beside.warnings]) == (1, ["match-beside"])
    both = f"{head}\nMartin;lyon@martin.fr;1 rue Haute;69001;Lyon;\nMartin;paris@martin.fr;2 rue Basse;75011;Paris;\n"
    assert account.load(both).counts["unchanged"] == 2
    result = account.load(f"{head}\nMartin;;1 rue Haute;69001;Lyon;L\nMartin;;;75011;;P\n")
    notes = {company["email"]: company["note"] for company in account.companies()}
    assert notes == {"lyon@martin.fr": "L", "paris@martin.fr": notes["paris@martin.fr"]}, result.problems


def test_an_old_id_of_its_own_says_another_record(account):
    """A company of the same name that another old id became is another; told so, it is found again by its own."""
    head = "ID d'origine;Nom société;E-mail;Note"
    account.load(f"{head}\nH1;Alpha;a@alpha.fr;x\n")
    beside = account.load(f"{head}\nH2;Alpha;;y\n")
    assert (beside.counts["created"], [warning.code for warning in beside.warnings]) == (1, ["match-beside"])
    again = account.load(f"{head}\nH1;Alpha;a@alpha.fr;x\nH2;Alpha;;y\n")
    assert again.counts["unchanged"] == 2, again.problems
    merged = account.load(f"{head}\nH3;Alpha;a@alpha.fr;z\n")
    assert merged.counts["updated"] == 1


def test_doubles_inside_a_file_are_folded_too(account):
    """Two rows whose names differ by accents and apostrophes are the same company twice."""
    result = account.load("Nom société;Note\nL'Étoile;a\nL’ETOILE ;b\n")
    assert codes(result) == [(2, "duplicate-in-file"), (3, "duplicate-in-file")]


def test_addresses_of_mail_are_told_apart_by_every_sign(account):
    """Case does not count in an e-mail address, a hyphen and an underscore do."""
    account.load("Nom société;E-mail\nUn;jean-luc@a.fr\nDeux;jean_luc@a.fr\n")
    result = account.load("Nom société;E-mail;Note\nUn;Jean-Luc@A.fr;x\n")
    assert result.counts["updated"] == 1
    assert {company["name"]: bool(company["note"]) for company in account.companies()} == {
        "Un": True,
        "Deux": False,
    }


def test_titles_and_texts_are_folded_too(demo):
    """An opportunity, a task and a comment in other spellings are the same at the next import."""
    name = demo.companies()[0]["name"]
    texts = {
        "opportunity": "Nom de l'opportunité;Nom client;Pipeline;Étape\n{};{};{};{}\n",
        "comment": "Texte;Nom client\n{};{}\n",
    }
    pipeline = demo.api("GET", "/opportunities/pipelines")["data"][0]
    step = demo.api("GET", f"/opportunities/pipelines/{pipeline['id']}/steps")["data"][0]
    more = {"opportunity": (name, pipeline["name"], step["name"]), "comment": (name,)}
    for entity, text in texts.items():
        first = demo.load(text.format("L'été à l’île", *more[entity]), entity=entity)
        assert first.counts["created"] == 1, first.problems
        again = demo.load(text.format("L’ETE  a l'ile", *more[entity]), entity=entity)
        assert (again.counts["created"], again.counts["read"]) == (0, 1), again.problems


# what it costs


@pytest.mark.slow
def test_what_other_keys_find_needs_no_look_at_every_name(account):
    """Rows that their SIRET finds are found by one search, though the account has several pages of companies."""
    for rank in range(320):
        account.api("POST", "/companies", {"type": "client", "name": f"Société {rank}"})
    account.load("Nom société;SIRET\nAlpha;73282932000074\n")
    before = account.stats()["requests_total"]
    result = account.load("Nom société;SIRET;Note\nAutre nom;73282932000074;x\n", dry_run=True)
    cheap = account.stats()["requests_total"] - before
    assert (result.counts["updated"], result.calls) == (1, cheap)
    new = account.load("Nom société;Note\nALPHA;x\n", dry_run=True)
    assert (new.counts["updated"], new.calls > cheap) == (1, True)


@pytest.mark.slow
def test_names_are_read_as_soon_as_a_row_needs_them(account):
    """Where new rows stand at the end, one batch of searches shows that all names must be read, and is the only one."""
    head = "Nom société;E-mail\n"
    account.load(head + "".join(f"Société {rank};s{rank}@example.com\n" for rank in range(320)))
    known = [f"Société {rank};s{rank}@example.com\n" for rank in range(6)]
    new = [f"Nouvelle {rank};n{rank}@example.com\n" for rank in range(4)]

    def calls(rows):
        before = Counter(account.stats()["requests"])
        result = account.load(head + "".join(rows), batch_size=5, dry_run=True)
        made = Counter(account.stats()["requests"]) - before
        assert result.calls == made.total()
        return made["POST /batch"], made["POST /companies/search"]

    assert calls(known) == (2, 1)
    assert calls(known + new) == (2, 4)  # one batch searches, one has the new rows validated


def test_the_calls_announced_are_those_that_evidence_took(account):
    """The bill counts what was read to tell namesakes apart, and only rows that need it cost a call."""
    head = "Nom société;E-mail;Adresse;Code postal;Ville"
    rows = [f"S{rank};old{rank}@s.fr;1 rue Haute;69001;Lyon" for rank in range(3)]
    account.load("\n".join([head, *rows, ""]))
    bills = []

    def confirm(bill):
        bills.append(bill)
        return True

    for cells in ("new@n.fr;1 rue Haute;69001", "new@n.fr;1 rue Haute;75001"):
        before = account.stats()["requests_total"]
        result = account.load(f"{head}\nS1;{cells};Ville\n", confirm=confirm)
        assert result.calls == account.stats()["requests_total"] - before == bills[-1].total


@pytest.mark.parametrize(
    "rows", [["Martin;Jean;;;Un", "Martin;Jean;;;"], ["Martin;Jean;;;", "MARTIN;jean;;;Un"]]
)
def test_a_contact_without_a_company_is_not_another_than_one_of_a_company(account, rows):
    """Of two contacts of one name, of which only one row names a company, the second is refused as the first one's double."""
    account.load("Nom société;Référence\nUn;UN\n")
    text = "\n".join([HEADS["contact"], *rows, ""])
    for dry in (True, False):
        result = account.load(text, dry_run=dry, entity="contact")
        assert (result.counts["created"], codes(result)) == (1, [(3, "found-as-created")])
    again = account.load(text, entity="contact")
    assert (again.counts["unchanged"], [row for row, _ in codes(again)]) == (1, [3])
