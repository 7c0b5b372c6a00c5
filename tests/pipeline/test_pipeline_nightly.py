"""A nightly export under the scheduler, for simulated days: what changed, what failed, what is gone."""

import csv
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from etl import export
from etl.commands.pipeline.scheduling import Service
from etl.commands.pipeline.timetable import schedules_in
from etl.commands.session import Session
from etl.core.observer import SilentObserver

pytestmark = pytest.mark.databases(slow=True)

PARIS = ZoneInfo("Europe/Paris")


class Clock:
    """The time of the machine and of Sellsy: it moves when somebody sleeps."""

    def __init__(self):
        self.now = datetime(2026, 3, 27, 19, 0, tzinfo=UTC)

    def sleep(self, seconds):
        self.now += timedelta(seconds=seconds)


def rows_of(path):
    """Return id -> line of a CSV export."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    name = next(iter(lines[0])) if lines else ""
    return {line[name]: line for line in lines}


def test_the_increments_of_many_nights_are_a_full_export(start):
    """Created, changed and deleted records, nights that fail, clocks that change: the union of what was written is all there is."""
    clock = Clock()
    account = start(clock=lambda: clock.now.timestamp())  # noqa: PLW0108 - the moment changes
    folder = account.folder / "nightly"
    folder.mkdir()
    (folder / "night.yaml").write_text(
        'schedule: "30 2 * * *"\ntimezone: Europe/Paris\n'
        'steps:\n  contacts: {export: contact, to: "out/{run}.csv", since: last, deleted: yes}\n',
        encoding="utf-8",
    )
    people = [account.api("POST", "/contacts", {"last_name": f"P{i}"})["id"] for i in range(30)]
    nights: list[datetime] = []
    failed = {2, 5}

    class Days(SilentObserver):
        """Changes the account as people do in a day, when the night's export is due."""

        def note(self, code, **params):
            if code != "note-schedule-due":
                return
            night = len(nights)
            nights.append(clock.now)
            clock.sleep(60)
            account.calm()
            account.api("PUT", f"/contacts/{people[night]}", {"position": f"jour {night}"})
            people.append(account.api("POST", "/contacts", {"last_name": f"N{night}"})["id"])
            if night == 3:
                account.api("DELETE", f"/contacts/{people.pop(20)}")
            if night in failed:
                account.faults({"match": {"path": "/contacts"}, "fault": "status", "status": 403})
            if night == 7:
                service.stop()

    service = Service(
        schedules_in([folder]),
        Session.open(settings=account.settings, observer=Days(), now=lambda: clock.now),
        log=folder / "log.jsonl",
        wait=clock.sleep,
    )
    service.serve()
    account.calm()
    log = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(log) == len(nights) == 8
    assert [f"{night.astimezone(PARIS):%d %H:%M}" for night in nights][:3] == [
        "28 02:30",
        "29 03:30",
        "30 02:30",
    ]
    files = sorted((folder / "out").glob("2*[0-9a-z].csv"), key=lambda path: path.stat().st_mtime_ns)
    parts = [file for file in files if ".deleted" not in file.name]
    assert len(parts) == 8 - len(failed)
    known: dict[str, dict[str, str]] = {}
    for part in parts:
        known |= rows_of(part)
    gone = {
        line.strip()
        for path in (folder / "out").glob("*.deleted.csv")
        for line in path.read_text(encoding="utf-8-sig").split()
    }
    export("contact", folder / "full.csv", settings=account.settings)
    full = rows_of(folder / "full.csv")
    assert {name: line for name, line in known.items() if name not in gone} == full
    assert len(full) == len(people)
    assert sum(len(rows_of(part)) for part in parts) < 2 * len(people), "increments, not full exports"
