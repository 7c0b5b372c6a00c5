"""Deleting the records that a file names: a dry run first, before-images kept, ambiguity refused."""

from etl import delete_file
from etl.core.results import Outcome


def _delete(account, text, **options):
    path = account.folder / "delete.csv"
    path.write_text(text, encoding="utf-8")
    return delete_file(path, settings=account.settings, **{"entity": "client", **options})


FILE = (
    "Nom société;SIRET;Email;Adresse;Code postal;Ville;Pays;Smart tags;Nom contact\n"
    "Alpha;73282932000074;a@alpha.example;1 rue A;75001;Paris;FR;VIP;Martin\n"
    "Beta;;b@beta.example;;;;;;\n"
)


def test_a_deletion_is_a_dry_run_unless_told_otherwise(account):
    """Without dry_run=False nothing is deleted, and what would be is counted."""
    account.load(FILE)
    writes = account.writes()
    result = _delete(account, "Nom société\nAlpha\n")
    assert result.status == "dry-run"
    assert result.counts["deleted"] == 1
    assert account.writes() == writes
    assert len(account.companies()) == 2


def test_records_are_deleted_by_key_and_kept_whole_in_the_journal(account):
    """A row found by its key deletes its record; the journal holds its address, tags and contact."""
    account.load(FILE)
    result = _delete(account, "SIRET;Note\n73282932000074;whatever\n", dry_run=False)
    assert result.counts["deleted"] == 1
    assert result.exit_code == 0
    assert [company["name"] for company in account.companies()] == ["Beta"]
    with account.journal() as journal:
        (operation,) = journal.operations.read(result.run_id)
        before = operation.before
        assert operation.method == "DELETE"
        assert before["document"]["name"] == "Alpha"
        assert before["addresses"][0]["city"] == "Paris"
        assert before["tags"] == ["VIP"]
        assert before["contacts"][0]["last_name"] == "Martin"
        assert journal.runs.find(result.run_id).kind == "delete"


def test_a_row_that_fits_none_is_skipped_and_one_that_fits_two_is_refused(account):
    """Nothing is deleted by guess: no record skips the row, two records refuse it and are named."""
    account.load("Nom société;Référence\nDupont;R1\nDupont;R2\n", match=("reference",))
    result = _delete(account, "Nom société\nDupont\nInconnu\n", dry_run=False)
    assert result.counts["rejected"] == 1
    assert result.counts["skipped"] == 1
    assert result.problems[0].code == "match-several"
    assert len(account.companies()) == 2


def test_broken_cells_of_other_columns_do_not_matter(account):
    """Only the columns that tell which record a row is are read."""
    account.load(FILE)
    result = _delete(account, "Nom société;Téléphone;Code postal\nBeta;n'importe quoi;??\n", dry_run=False)
    assert result.counts["deleted"] == 1
    assert result.warnings == ()


def test_a_record_of_another_kind_is_never_deleted(account):
    """A prospect is not deleted by a file of clients."""
    account.load("Nom société\nGamma\n", entity="prospect")
    result = _delete(account, "Nom société\nGamma\n", dry_run=False)
    assert result.problems[0].code == "kind-differs"
    assert len(account.companies()) == 1


def test_a_deletion_that_sellsy_refuses_fails_its_row_alone(account):
    """A refused deletion fails its row with Sellsy's words; the others are done."""
    account.load(FILE)
    path = f"/companies/{account.company(name='Alpha')['id']}$"
    fault = {
        "match": {"in": "pair", "method": "DELETE", "path": path},
        "fault": "status",
        "status": 409,
        "times": 1,
    }
    account.faults(fault)
    result = _delete(account, "Nom société\nAlpha\nBeta\n", dry_run=False)
    assert (result.counts["deleted"], result.counts["failed"]) == (1, 1)
    assert result.problems[0].code == "refused"
    with account.journal() as journal:
        outcomes = [row.outcome for row in journal.rows.results(result.run_id)]
    assert outcomes == [Outcome.FAILED, Outcome.DELETED]
