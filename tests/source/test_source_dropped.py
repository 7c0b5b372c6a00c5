"""Optional cells that cannot be read: their row is rejected, or kept without them on demand."""

import pytest

from etl import check_file
from etl.core.errors import ConfigError

HEAD = "Nom société;SIRET;Email;Site web;Téléphone;Adresse;Code postal;Ville;TVA intracommunautaire;Campagnes e-mail;Date de création"
ROWS = {
    "Fine": ";;;;;;;;;",
    "Website": ";;non;;;;;;;",
    "Phone": ";;;01 99 00 1 x;;;;;;",
    "City": ";;;;;;Lyon;;;",
    "Postal": ";;;;1 rue X;690;Lyon;;;",
    "Vat": ";;;;;;;FR123;;",
    "Key": ";a@b;;;;;;;;",
    "Siret": "12;;;;;;;;;",
    "Consent": ";;;;;;;;peut-être;",
}
DROPPED = {"Website": 1, "Phone": 1, "City": 1, "Postal": 2, "Vat": 1}
REJECTED = ["Key", "Siret", "Consent"]


def content(names=ROWS):
    return "\n".join([HEAD, *(f"{name} SARL;{ROWS[name]}" for name in names)]) + "\n"


def checked(tmp_path, **options):
    path = tmp_path / "a.csv"
    path.write_text(content(), encoding="utf-8")
    return check_file(path, entity="client", **options)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_optional_cell_is_dropped_and_named(tmp_path, lang):
    """With drop the row is kept without the cell, or without the incomplete address, and a warning says which."""
    result = checked(tmp_path, on_bad_cell="drop", lang=lang)
    assert result.rejected == len(REJECTED)
    named = {list(ROWS)[p.row - 2]: p.texts(lang)[0] for p in result.warnings if p.code == "cell-left-out"}
    assert {"Website", "Phone", "Vat"} <= named.keys()
    assert "non" in named["Website"]
    document = result.to_dict(lang)
    assert document["dropped"] == result.dropped > 0
    assert document["counts"]["read"] == len(ROWS)


def test_dry_run_and_import_drop_the_same_cells(account):
    """Cells that only the record's country reads are dropped too; what identifies a row, or refuses, rejects it."""
    dry = account.load(content(), entity="client", on_bad_cell="drop", dry_run=True)
    run = account.load(content(), entity="client", on_bad_cell="drop")
    assert dry.counts == run.counts
    assert dry.dropped == run.dropped == sum(DROPPED.values())
    assert run.to_dict()["dropped"] == run.dropped
    assert run.counts["read"] == sum(n for name, n in run.counts.items() if name != "read")
    assert [list(ROWS)[problem.row - 2] for problem in run.problems] == REJECTED
    stored = {company["name"]: company for company in account.companies()}
    assert set(stored) == {f"{name} SARL" for name in ROWS if name not in REJECTED}
    assert stored["Website SARL"]["website"] in (None, "")
    assert stored["Phone SARL"]["phone_number"] in (None, "")


def test_without_the_choice_the_rows_are_rejected(account):
    """By default every unreadable cell rejects its row, and nothing is dropped."""
    run = account.load(content(), entity="client")
    assert (run.counts["rejected"], run.dropped) == (len(ROWS) - 1, 0)


def test_where_empty_cells_clear_nothing_is_dropped(account):
    """A dropped cell would clear the field of its record: the row is rejected."""
    run = account.load(
        content(["Fine", "Website", "Phone"]), entity="client", on_bad_cell="drop", empty="clear"
    )
    assert (run.counts["created"], run.counts["rejected"], run.dropped) == (1, 2, 0)


def test_what_becomes_of_unreadable_cells_is_one_of_two_words(tmp_path):
    """Another word is refused before anything is read."""
    with pytest.raises(ConfigError, match="reject, drop"):
        checked(tmp_path, on_bad_cell="repair")
