"""Records that another system still has and that were deleted in Sellsy since: skipped, or created again when asked."""

import pytest

from etl import apply_plan, delete_file, plan_file, undo_run

pytestmark = pytest.mark.databases

LEGADO = "ID d'origine;Nom société;E-mail\nHS-1;Legado SAS;legado@example.com\n"
CONTACT = "ID d'origine;Nom;ID d'origine client\nP1;Legrand;HS-1\n"


def codes(result):
    """Return (row, code) of what is said of rows."""
    return [(problem.row, problem.code) for problem in (*result.problems, *result.warnings)]


@pytest.fixture
def erased(demo):
    """An account to which a company was imported by its old id, and from which somebody erased it: its id was this."""
    demo.load(LEGADO)
    demo.erased = demo.company(name="Legado SAS")["id"]
    demo.api("DELETE", f"/companies/{demo.erased}")
    return demo


def undo(account):
    return undo_run("last", settings=account.settings, dry_run=False, settle_s=0.1)


def test_a_deleted_record_is_skipped_and_named(erased):
    """The row of a record that was deleted in Sellsy is skipped, every time, and says which record that was."""
    for dry_run in (True, False, False):
        result = erased.load(LEGADO, dry_run=dry_run)
        assert (result.counts["skipped"], result.exit_code) == (1, 0)
        assert codes(result) == [(2, "legacy-deleted")]
        message, fix = result.warnings[0].texts("en")
        assert "HS-1" in message
        assert str(erased.erased) in message
        assert "--recreate-deleted" in fix
    assert erased.companies(name="Legado SAS") == []


def test_a_deleted_record_is_created_again_when_asked(erased):
    """With `recreate_deleted` the record is created again, as the dry run said, and its old id then means the new record."""
    dry = erased.load(LEGADO, recreate_deleted=True, dry_run=True)
    assert (dry.counts["created"], erased.companies(name="Legado SAS")) == (1, [])
    result = erased.load(LEGADO, recreate_deleted=True)
    assert (result.counts["created"], codes(result)) == (1, [(2, "legacy-recreated")])
    assert codes(dry) == codes(result)
    company = erased.company(name="Legado SAS")
    assert company["id"] != erased.erased
    again = erased.load(LEGADO)
    assert (again.counts["unchanged"], codes(again)) == (1, [])
    assert erased.load(CONTACT, entity="contact", name="contacts.csv").counts["created"] == 1
    assert len(erased.api("GET", f"/companies/{company['id']}/contacts")["data"]) == 1


def test_the_undo_of_a_recreation_leaves_the_record_deleted(erased):
    """Undone, the new record is deleted, and the old id means the deleted one again: nothing brings it back unasked."""
    erased.load(LEGADO, recreate_deleted=True)
    assert undo(erased).counts["deleted"] == 1
    assert erased.companies(name="Legado SAS") == []
    assert codes(erased.load(LEGADO)) == [(2, "legacy-deleted")]
    assert erased.load(LEGADO, recreate_deleted=True).counts["created"] == 1


def test_the_undo_of_an_import_leaves_nothing_to_bring_back(demo):
    """What an undo took back was never there: the same file creates it again."""
    demo.load(LEGADO)
    assert undo(demo).counts["deleted"] == 1
    assert demo.load(LEGADO).counts["created"] == 1


def test_what_we_deleted_ourselves_stays_deleted_until_it_is_undone(demo):
    """A file of deletions is an erasure like any other; undone, the old id means the record that came back."""
    demo.load(LEGADO)
    path = demo.folder / "gone.csv"
    path.write_text("Nom société\nLegado SAS\n", encoding="utf-8")
    gone = delete_file(path, entity="client", settings=demo.settings, dry_run=False)
    assert gone.counts["deleted"] == 1, gone.problems
    assert codes(demo.load(LEGADO)) == [(2, "legacy-deleted")]
    undo_run(gone.run_id, settings=demo.settings, dry_run=False, settle_s=0.1)
    back = demo.load(LEGADO)
    assert (back.counts["unchanged"], codes(back)) == (1, [])


def test_who_hangs_on_a_deleted_record_is_told(erased):
    """A contact of a deleted client is refused, naming the client by the id and the header of the file."""
    for dry_run in (True, False):
        result = erased.load(CONTACT, entity="contact", name="contacts.csv", dry_run=dry_run)
        (problem,) = result.problems
        assert (problem.code, problem.column, problem.value) == (
            "parent-deleted",
            "ID d'origine client",
            "HS-1",
        )


@pytest.mark.parametrize(
    ("expected", "named"),
    [("HS-1, HS-2", ["HS-1"]), ("HS-2, HS-1", ["HS-1"]), ("HS-2", []), ("HS-1", ["HS-1"])],
)
def test_of_several_clients_the_deleted_one_is_named(erased, expected, named):
    """A contact of two clients, one of them deleted, is refused naming the old id of that one alone."""
    erased.load("ID d'origine;Nom société\nHS-2;Autre SAS\n")
    text = f"Nom;ID d'origine client\nLegrand;{expected}\n"
    result = erased.load(text, entity="contact", name="contacts.csv")
    assert [problem.value for problem in result.problems] == named
    assert {problem.code for problem in result.problems} <= {"parent-deleted"}


def test_a_plan_brings_back_what_it_was_asked_to(erased):
    """A plan with `recreate_deleted` says that the record is created, and its application does it."""
    path = erased.folder / "clients.csv"
    path.write_text(LEGADO, encoding="utf-8")
    options = {"entity": "client", "settings": erased.settings}
    assert plan_file(path, **options).counts["skipped"] == 1
    plan = plan_file(path, recreate_deleted=True, **options)
    assert plan.counts["created"] == 1
    applied = apply_plan(plan.report, settings=erased.settings)
    assert applied.counts["created"] == 1
    assert erased.load(LEGADO).counts["unchanged"] == 1


def test_an_id_that_never_was_is_still_refused(erased):
    """A cell with an id of Sellsy that no record has is a mistake, whatever is asked of deleted records."""
    text = "ID d'origine;ID Sellsy;Nom société\nHS-9;987654;Autre SAS\n"
    result = erased.load(text, recreate_deleted=True, name="other.csv")
    assert codes(result) == [(2, "match-id-unknown")]


def test_a_record_that_others_made_meanwhile_takes_the_place_of_the_deleted_one(erased):
    """Created again means by the usual keys: a company that bears the row's name by now is the record, not doubled."""
    erased.api("POST", "/companies", {"name": "Legado SAS", "type": "client", "email": "legado@example.com"})
    result = erased.load(LEGADO, recreate_deleted=True)
    assert (result.counts["unchanged"], len(erased.companies(name="Legado SAS"))) == (1, 1)
    assert erased.load(LEGADO).counts["unchanged"] == 1
