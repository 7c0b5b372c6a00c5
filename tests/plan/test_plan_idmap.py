"""Ids of another system: the files of a legacy export find each other through the journal."""

import pytest

from etl import delete_file

pytestmark = pytest.mark.databases

CLIENTS = "ID d'origine;Nom société;SIRET\nA1;Garnier;\nA2;Kervadec;73282932000075\nA3;Dupont;\n"
DEALS = (
    "ID d'origine;Nom de l'opportunité;Pipeline;Étape;ID d'origine client\n"
    "O1;Cuisine;Ventes;Prospection;A1\nO2;Bain;Ventes;Prospection;A2\nO3;Toit;Ventes;Prospection;A9\n"
)


def _steps(demo):
    pipeline = demo.api("GET", "/opportunities/pipelines")["data"][0]
    step = demo.api("GET", f"/opportunities/pipelines/{pipeline['id']}/steps")["data"][0]
    return pipeline["name"], step["name"]


def _deals(demo):
    pipeline, step = _steps(demo)
    return DEALS.replace("Ventes;Prospection", f"{pipeline};{step}")


def codes(result):
    """Return (row, code) of the problems of a run."""
    return [(problem.row, problem.code) for problem in result.problems]


def test_files_name_each_others_records_by_their_old_ids(demo):
    """An opportunity finds its client by the old id; a rejected client rejects it with its own reason, an unknown one says so."""
    clients = demo.load(CLIENTS)
    assert (clients.counts["created"], codes(clients)) == (2, [(3, "siret-checksum")])
    deals = demo.load(_deals(demo), entity="opportunity", name="deals.csv")
    assert deals.counts["created"] == 1
    assert codes(deals) == [(3, "parent-rejected"), (4, "parent-unknown")]
    message, _fix = deals.problems[0].texts("en")
    assert "73282932000075" in message or "SIRET" in message
    assert "file.csv" in message
    opportunity = demo.api("POST", "/opportunities/search", {"filters": {"name": "Cuisine"}})["data"][0]
    assert opportunity["related"] == [{"type": "company", "id": demo.company(name="Garnier")["id"]}]
    again = demo.load(_deals(demo), entity="opportunity", name="deals.csv")
    assert again.counts["unchanged"] == 1


def test_an_old_id_finds_its_record_whatever_else_changed(demo):
    """The map survives runs: a renamed record is updated, not created again; a row that says another id is refused."""
    demo.load(CLIENTS)
    renamed = demo.load("ID d'origine;Nom société\nA1;Garnier et Fils\n", name="new.csv")
    assert renamed.counts["updated"] == 1
    other = demo.company(name="Dupont")["id"]
    result = demo.load(f"ID d'origine;Nom société;ID Sellsy\nA1;Garnier;{other}\n", name="other.csv")
    assert codes(result) == [(2, "legacy-contradicts")]


def test_a_parent_may_stand_anywhere_in_the_same_file(demo):
    """Answers to comments are written after what they answer, whatever their order; a circle is refused."""
    demo.load(CLIENTS)
    text = (
        "ID d'origine;Texte;ID d'origine client;ID d'origine commentaire parent\n"
        "C3;trois;A1;C2\nC2;deux;A1;C1\nC1;un;A1;\nX1;rond;A1;X2\nX2;carré;A1;X1\nY1;seul;A1;Z9\n"
    )
    result = demo.load(text, entity="comment", name="comments.csv")
    assert result.counts["created"] == 3, result.problems
    assert codes(result) == [(5, "parent-circle"), (6, "parent-circle"), (7, "parent-unknown")]
    comments = {
        comment["description"]: comment
        for comment in demo.api("POST", "/comments/search", {"filters": {}})["data"]
    }
    assert comments["trois"]["parent_id"] == comments["deux"]["id"]
    assert comments["deux"]["parent_id"] == comments["un"]["id"]
    fresh = text.replace("C", "D").replace("X", "W")
    for line in ("un;", "deux;", "trois;"):
        fresh = fresh.replace(line, f"encore {line}")
    dry = demo.load(fresh, entity="comment", name="dry.csv", dry_run=True)
    assert codes(dry) == [(5, "parent-circle"), (6, "parent-circle"), (7, "parent-unknown")]
    assert [(warning.row, warning.code) for warning in dry.warnings] == [
        (2, "parent-foreseen"),
        (3, "parent-foreseen"),
    ]


def test_an_id_outlives_its_record(demo):
    """Deleted by a file of old ids, a record keeps its old id: the same file does not bring it back by itself."""
    demo.load(CLIENTS)
    path = demo.folder / "gone.csv"
    path.write_text("ID d'origine\nA1\n", encoding="utf-8")
    gone = delete_file(path, entity="client", settings=demo.settings, dry_run=False)
    assert gone.counts["deleted"] == 1, gone.problems
    assert demo.load(CLIENTS).counts["skipped"] == 1
    assert demo.load(CLIENTS, recreate_deleted=True).counts["created"] == 1


def test_the_same_old_id_twice_is_a_double(demo):
    """Of two rows with one old id the first counts: the later one is refused, and says so."""
    result = demo.load("ID d'origine;Nom société\nA1;Un\nA1;Deux\n")
    assert [(problem.row, problem.code, problem.params["first"]) for problem in result.problems] == [
        (3, "legacy-id-twice", 2)
    ]
    assert result.counts["created"] == 1
    assert demo.load("ID d'origine;Nom société\nB1;Un de plus\nB2;Deux de plus\n").problems == ()


def test_several_contacts_of_one_company_may_share_its_old_id(demo):
    """Rows of one company that differ by their contact person are one company; another name under its id is refused."""
    text = (
        "ID d'origine;Nom société;Nom contact;E-mail contact\nA1;Garnier;Un;un@example.com\n"
        "A1;Garnier;Deux;deux@example.com\nA1;Dupont;Trois;trois@example.com\n"
        "A2;Kervadec;Quatre;quatre\nA2;Kervadec;Cinq;cinq@example.com\n"
    )
    result = demo.load(text)
    assert codes(result) == [(4, "legacy-id-twice"), (5, "email-invalid")]
    assert result.problems[0].params["first"] == 2
    assert (result.counts["created"], len(demo.companies(name="Garnier"))) == (3, 1)
    assert demo.load(text).counts["unchanged"] == 3


@pytest.mark.parametrize("header", ["ID d'origine", "Numéro"])
def test_what_old_ids_contradict_names_the_column_of_the_file(demo, header):
    """Rows that are one record by their old id, or an old id beside another record's SIRET, name the user's own header."""
    mapping = [] if header == "ID d'origine" else [f"{header}=ID d'origine"]
    demo.load(f"{header};Nom société;SIRET\nA1;Garnier;\nA2;Dupont;73282932000074\n", mapping=mapping)
    rows = f"{header};Nom société;Nom contact;Téléphone\nA1;Garnier;Un;\nA1;Garnier;Un;0199001234\n"
    problems = [
        (problem.row, problem.code, problem.column) for problem in demo.load(rows, mapping=mapping).problems
    ]
    assert problems == [(row, "duplicate-in-file", header) for row in (2, 3)]
    two = demo.load(f"{header};Nom société;SIRET\nA1;Garnier;73282932000074\n", mapping=mapping)
    assert [(problem.code, problem.column) for problem in two.problems] == [("match-contradicts", header)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"mode": "update"}, ("Aucune fiche ne correspond", "No record matches")),
        ({"confirm": lambda _bill: False}, ("vous avez répondu non", "you answered no")),
    ],
)
def test_a_parent_that_was_skipped_says_why(demo, options, expected):
    """A row below one that its mode left out, or that the user declined, gives that reason in the reader's language."""
    demo.load("ID d'origine;Nom société;Adresse;Code postal;Ville\nA1;Neuve;1 rue A;1000;Bourg\n", **options)
    result = demo.load("Texte;ID d'origine client\nDit;A1\n", entity="comment", name="c.csv")
    (problem,) = result.problems
    assert problem.code == "parent-rejected"
    for lang, words in zip(("fr", "en"), expected, strict=True):
        assert words.lower() in problem.texts(lang)[0].lower()


HEAD_MERGED = "ID d'origine;ID d'origine fusionnés;Nom société\n"


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_row_is_the_record_of_what_was_merged_into_it(demo, dry_run):
    """A row whose own old id is new is the one record that its merged ids became; of two records it is refused, naming both."""
    demo.load("ID d'origine;Nom société\nH1;Un\nH4;Quatre\n")
    first, four = (demo.company(name=name)["id"] for name in ("Un", "Quatre"))
    text = f"{HEAD_MERGED}H6;H1;Six\nH8;H9;Huit\nH4;H2;Quatre\n"
    result = demo.load(text, dry_run=dry_run)
    assert codes(result) == []
    assert (result.counts["updated"], result.counts["created"], result.counts["unchanged"]) == (1, 1, 1)
    refused = demo.load(f'{HEAD_MERGED}H7;"H1;H4";Sept\n', dry_run=dry_run)
    (problem,) = refused.problems
    assert (problem.code, problem.params["records"]) == ("merged-several", [f"H1 = {first}", f"H4 = {four}"])
    told = f'ID Sellsy;{HEAD_MERGED}{four};H7;"H1;H4";Sept\n'
    assert demo.load(told, dry_run=dry_run).counts["updated"] == 1
    if not dry_run:
        assert demo.company(name="Six")["id"] == first
        assert demo.load(f"{HEAD_MERGED}H6;H1;Six\n").counts["unchanged"] == 1


def test_a_merged_id_on_two_rows_means_the_first(demo):
    """Two records of a file cannot both have taken in a third: the later row is refused; rows of one record may both say it."""
    result = demo.load(f"{HEAD_MERGED}H7;H9;Sept\nH8;H9;Huit\n")
    assert codes(result) == [(3, "merged-twice")]
    assert result.problems[0].params["first"] == 2
    head = "ID d'origine;ID d'origine fusionnés;Nom société;Nom contact;E-mail contact\n"
    rows = "H5;H3;Cinq;Un;un@example.com\nH5;H3;Cinq;Deux;deux@example.com\n"
    assert demo.load(head + rows).problems == ()
