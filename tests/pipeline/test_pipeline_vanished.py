"""A pipeline run again with fresh exports brings what is new or changed, and lists what vanished from the source."""

import pytest

from etl import run_pipeline
from etl.core.observer import SilentObserver

HEAD = "ID d'origine;ID fusionnés;Nom société;E-mail"


class Notes(SilentObserver):
    """Hears the notes on vanished records."""

    def __init__(self):
        self.vanished = []

    def note(self, code, **params):
        if code == "note-vanished":
            self.vanished.append((params["step"], params["count"]))


@pytest.fixture
def export(demo):
    """Return what writes a fresh export and runs the pipeline: new and changed clients, and what vanished."""
    (demo.folder / "p.yaml").write_text(
        "system: old\nsteps:\n  clients:\n    import: clients*.csv\n    entity: client\n    on_error: continue\n"
        "    map: {ID fusionnés: merged_legacy_ids}\n",
        encoding="utf-8",
    )

    def run(*lines, name="clients.csv", **options):
        for old in demo.folder.glob("clients*.csv"):
            old.unlink()
        (demo.folder / name).write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
        notes = Notes()
        result = run_pipeline(demo.folder / "p.yaml", settings=demo.settings, observer=notes, **options)
        counts = [result.counts[name] for name in ("created", "updated", "unchanged", "rejected")]
        (step,) = result.steps
        assert notes.vanished == ([("clients", len(step.vanished))] if step.vanished else [])
        return counts, [legacy_id for legacy_id, _record in step.vanished], result

    return run


FIRST = ("A1;;Un;un@x.example", "A2;;Deux;deux@x.example", "A3;;Trois;trois@x.example", "A4;;Quatre;")


def test_a_fresh_export_brings_what_changed_and_lists_what_vanished(demo, export):
    """One unchanged, one changed, one new, two gone, in a file of another name: in the dry run as in the run."""
    assert export(*FIRST)[:2] == ([4, 0, 0, 0], [])
    fresh = ("A1;;Un;un@x.example", "A2;;Deux;new@x.example", "A5;;Cinq;")
    rehearsed = export(*fresh, name="clients-2.csv", dry_run=True)
    assert rehearsed[:2] == ([1, 1, 1, 0], ["A3", "A4"])
    counts, gone, result = export(*fresh, name="clients-2.csv")
    assert (counts, gone) == ([1, 1, 1, 0], ["A3", "A4"])
    records = [entry["id"] for entry in result.to_dict()["steps"][0]["vanished"]]
    assert records == [demo.company(name=name)["id"] for name in ("Trois", "Quatre")]
    assert export(*fresh, name="clients-2.csv")[:2] == ([0, 0, 3, 0], [])


def test_a_row_that_is_refused_or_merged_has_not_vanished(export):
    """A client whose row is wrong now is in the file, and so is one that was merged into another."""
    export(*FIRST)
    counts, gone, _result = export("A1;;Un;no mail", "A2;A3;Deux;deux@x.example", "A4;;Quatre;")
    assert (counts[3], gone) == (1, [])
