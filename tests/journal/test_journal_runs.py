"""Runs: start, find, resume, finish."""

import re

import pytest

from etl.core.errors import ConfigError, JournalError
from etl.journal import RunStart, RunStatus

pytestmark = pytest.mark.databases

_COUNTS = {"read": 2, "created": 2}


def test_a_run_id_is_short_and_sorts_by_time(journal, clock):
    """A run id is the UTC time to the second and four characters, so ids sort as runs began."""
    ids = []
    for _ in range(3):
        ids.append(journal.runs.start(RunStart(entity="client")))
        clock.forward(1)
    assert re.fullmatch(r"20261123-104512-[0-9a-z]{4}", ids[0])
    assert ids == sorted(ids)
    assert [run.run_id for run in journal.runs.newest()] == ids[::-1]
    assert [run.run_id for run in journal.runs.newest(limit=2)] == [ids[2], ids[1]]


def test_ids_that_repeat_do_not_mix_runs(journal):
    """Two runs of the same second get two ids."""
    assert len({journal.runs.start(RunStart(entity="client")) for _ in range(20)}) == 20


def test_what_was_known_at_the_start_comes_back(journal, clock):
    """Everything said at the start is in the run's record, with the process that started it."""
    start = RunStart(
        entity="client",
        kind="undo",
        mode="upsert",
        profile="prod",
        account="Démo",
        source="C:\\données\\fichier.xlsx",
        source_sha256="ab" * 32,
        source_size=12_345_678_901,
        parent="20261122-000000-abcd",
        settings={"match": ["siret", "name"], "empty": None},
    )
    run = journal.runs.find(journal.runs.start(start))
    assert {name: getattr(run, name) for name in RunStart.__dataclass_fields__} == {
        name: getattr(start, name) for name in RunStart.__dataclass_fields__
    }
    assert (run.status, run.loaded, run.started_at, run.finished_at) == (
        RunStatus.RUNNING,
        False,
        clock.time,
        None,
    )
    assert run.pid is not None
    assert run.host


def test_a_path_that_is_no_text_is_kept_readable(journal):
    """A file name with bytes that are no UTF-8, or NUL, does not stop the run."""
    run = journal.runs.find(journal.runs.start(RunStart(entity="client", source="caf\udce9\x00.csv")))
    assert run.source == "caf\\udce9\\x00.csv"


def test_a_run_is_interrupted_resumed_and_finished(journal, clock):
    """The status follows the run; totals are those of the end."""
    run_id = journal.runs.start(RunStart(entity="client"))
    journal.runs.finish(run_id, RunStatus.INTERRUPTED, counts={"read": 2}, calls=3, duration_s=1.5)
    assert journal.runs.find(run_id).status is RunStatus.INTERRUPTED
    journal.runs.resume(run_id)
    assert (journal.runs.find(run_id).status, journal.runs.find(run_id).finished_at) == (
        RunStatus.RUNNING,
        None,
    )
    clock.forward(60)
    journal.runs.finish(run_id, RunStatus.FINISHED, counts=_COUNTS, calls=7, duration_s=2.5, report="r.xlsx")
    run = journal.runs.find(run_id)
    assert (run.status, run.counts, run.calls, run.duration_s, run.report) == (
        RunStatus.FINISHED,
        _COUNTS,
        7,
        2.5,
        "r.xlsx",
    )
    assert run.finished_at == clock.time


def test_a_run_is_found_by_part_of_its_id(journal, clock):
    """The beginning, the end, any case, "last" and the whole id find a run."""
    first = journal.runs.start(RunStart(entity="client"))
    clock.forward(86_400)
    second = journal.runs.start(RunStart(entity="contact"))
    assert journal.runs.find("20261123").run_id == first
    assert journal.runs.find(second[-4:].upper()).run_id == second
    assert journal.runs.find(" last ").run_id == second
    assert journal.runs.find(first).run_id == first


@pytest.mark.parametrize("wanted", ["20261124", "%", "_", ""])
def test_an_unknown_run_lists_the_recent_ones(journal, run_id, wanted):
    """A name that no run has gives the ids to choose from; SQL wildcards are plain characters."""
    with pytest.raises(ConfigError) as caught:
        journal.runs.find(wanted)
    assert caught.value.code == "run-unknown"
    assert run_id in caught.value.hint()


def test_a_mistyped_run_shows_the_nearest(journal, clock):
    """A typing error in an id is answered with the id that was meant."""
    ids = []
    for _ in range(9):
        ids.append(journal.runs.start(RunStart(entity="client")))
        clock.forward(3600 * 30)
    with pytest.raises(ConfigError) as caught:
        journal.runs.find(ids[0][:-1] + "!")
    assert caught.value.params["known"][0] == ids[0]


def test_an_ambiguous_run_lists_those_that_match(journal, clock):
    """A beginning that two runs share is refused with both ids."""
    ids = {journal.runs.start(RunStart(entity="client")), journal.runs.start(RunStart(entity="client"))}
    with pytest.raises(ConfigError) as caught:
        journal.runs.find("2026")
    assert caught.value.code == "run-ambiguous"
    assert set(caught.value.params["found"]) == ids


def test_last_in_an_empty_journal(journal):
    """An empty journal says that it is empty."""
    with pytest.raises(ConfigError) as caught:
        journal.runs.find("last")
    assert caught.value.code == "run-none"


def test_open_runs_of_a_file(journal, clock):
    """Runs on the same file that did not finish are found, newest first; others are not."""
    ids = []
    for sha, status in (("aa", None), ("aa", RunStatus.FAILED), ("aa", RunStatus.FINISHED), ("bb", None)):
        ids.append(journal.runs.start(RunStart(entity="client", source_sha256=sha)))
        clock.forward(1)
        if status is not None:
            journal.runs.finish(ids[-1], status, counts={}, calls=0, duration_s=0)
    assert [run.run_id for run in journal.runs.unfinished("aa")] == [ids[1], ids[0]]
    assert journal.runs.unfinished("cc") == []


def test_finishing_a_run_that_is_not_there(journal):
    """A run that the journal does not know cannot be finished in silence."""
    with pytest.raises(JournalError) as caught:
        journal.runs.finish("20000101-000000-aaaa", RunStatus.FINISHED, counts={}, calls=0, duration_s=0)
    assert caught.value.code == "journal-row-missing"
