"""Nights over restarts, kills, wrong files and changing clocks: each is run once or reported, and its state can be asked for."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from etl.commands.pipeline.schedule_status import status_of, write_metrics
from etl.commands.pipeline.scheduling import Service
from etl.commands.pipeline.timetable import schedules_in
from etl.commands.session import Session
from etl.core.errors import EtlError
from etl.journal import RunStatus

PARIS = ZoneInfo("Europe/Paris")
STEPS = 'steps:\n  contacts: {export: contact, to: "out/{run}.csv"}\n'


class Clock:
    """The time of the machine: it moves when somebody sleeps."""

    def __init__(self, now):
        self.now = now

    def sleep(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def nights(account):
    """A folder with one pipeline, a clock, and what starts a service on it until a moment; each is a new one."""
    folder = account.folder / "nightly"
    folder.mkdir()
    (folder / "night.yaml").write_text(
        f'schedule: "30 2 * * *"\ntimezone: Europe/Paris\n{STEPS}', encoding="utf-8"
    )

    class Nights:
        clock = Clock(datetime(2026, 3, 27, 19, 0, tzinfo=UTC))

        def __init__(self):
            self.folder = folder

        def session(self):
            return Session.open(settings=account.settings, now=lambda: self.clock.now)

        def service(self, session, until):
            def wait(seconds):
                self.clock.sleep(max(seconds, 1))
                if self.clock.now >= until:
                    service.stop()

            files = schedules_in([folder])
            service = Service(files, session, log=folder / "log.jsonl", wait=wait, nap_s=1800)
            return service

        def serve(self, until):
            with self.session() as session:
                self.service(session, until.astimezone(UTC)).serve()

        def log(self):
            path = folder / "log.jsonl"
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            return [json.loads(line) for line in lines]

        def states(self):
            with self.session() as session:
                return {
                    entry.name: entry
                    for entry in status_of(session, schedules_in([folder]), now=self.clock.now)
                }

    return Nights()


def at(day, hour, minute=0):
    """Return a moment of March 2026 in Paris."""
    return datetime(2026, 3, day, hour, minute, tzinfo=PARIS)


def test_a_restart_makes_up_for_what_is_not_too_late_and_reports_the_rest(nights):
    """A service that was down at 2:30 runs the night at 3:00, and says in the morning which night was missed."""
    nights.serve(at(27, 22))
    nights.clock.now = at(28, 3).astimezone(UTC)
    nights.serve(at(28, 4))
    assert [(line["status"], line["due"][:16]) for line in nights.log()] == [("fine", "2026-03-28T02:30")]
    nights.clock.now = at(30, 9).astimezone(UTC)
    nights.serve(at(30, 10))
    missed = nights.log()[1]
    assert (missed["status"], missed["missed"], missed["due"][:16]) == ("missed", 2, "2026-03-30T02:30")
    assert nights.states()["night"].state == "missed"
    nights.serve(at(31, 4))
    assert [line["status"] for line in nights.log()] == ["fine", "missed", "fine"]
    assert nights.states()["night"].state == "fine"


def test_a_wrong_file_is_reported_once_and_stops_no_other(nights):
    """A file that breaks while the service runs is logged with what to do; its nights fail, the others go on."""
    other = nights.folder / "other.yaml"
    other.write_text(f'schedule: "0 4 * * *"\ntimezone: Europe/Paris\n{STEPS}', encoding="utf-8")
    nights.serve(at(28, 1))
    other.write_text("schedule: later\nsteps: {}\n", encoding="utf-8")
    nights.serve(at(29, 1))
    statuses = [(line["pipeline"], line["status"]) for line in nights.log()]
    assert statuses == [("other", "failed"), ("night", "fine")]
    assert nights.log()[0]["hint"]
    assert nights.states()["other"].state == "broken"
    other.write_text(f'schedule: "0 5 * * *"\ntimezone: Europe/Paris\n{STEPS}', encoding="utf-8")
    nights.serve(at(30, 1))
    assert [(line["pipeline"], line["status"]) for line in nights.log()[2:]] == [
        ("other", "missed"),
        ("night", "fine"),
        ("other", "fine"),
    ]


def test_files_that_come_while_the_service_runs_are_run(nights):
    """A pipeline that is added while the service waits is run at its next time, without a restart."""

    class Late(Clock):
        def sleep(self, seconds):
            super().sleep(seconds)
            if self.now > at(28, 12).astimezone(UTC):
                text = f'schedule: "0 18 * * *"\ntimezone: Europe/Paris\n{STEPS}'
                (nights.folder / "new.yaml").write_text(text, encoding="utf-8")

    nights.clock = Late(nights.clock.now)
    nights.serve(at(29, 1))
    assert [line["pipeline"] for line in nights.log()] == ["night", "new"]


def test_a_pipeline_is_run_when_due_only(nights):
    """What cron calls every hour runs once a night: at the first call after its time, and never twice."""
    ran = []
    for hour in range(20):
        nights.clock.now = at(27, 20, 30).astimezone(UTC) + timedelta(hours=hour)
        with nights.session() as session:
            if nights.service(session, nights.clock.now).once("night", only_due=True):
                ran.append(f"{nights.clock.now.astimezone(PARIS):%d %H:%M}")
    assert ran == ["28 02:30"]


def test_a_run_that_still_goes_on_is_told_and_not_doubled(nights):
    """A second process does not run a pipeline at work: it says so, in the log too, and leaves its memory alone."""
    with nights.session() as first, nights.session() as second:
        service = nights.service(second, nights.clock.now)
        key = service.nights.key(nights.folder / "night.yaml")
        first.journal.schedules.seen(key)
        first.journal.schedules.begin(key)
        with first.journal.lock_schedule(key):
            with pytest.raises(EtlError) as caught:
                service.once("night")
            assert nights.states()["night"].state == "running"
    assert caught.value.code == "journal-schedule-held"
    assert [line["status"] for line in nights.log()] == ["overlapped"]


def test_a_killed_run_is_closed_and_told(account, nights):
    """A process that is killed in the middle of a night leaves a run that the next start closes and reports, once."""
    account.faults({"match": {"path": "/contacts"}, "fault": "delay", "ms": 30_000})
    code = (
        "import sys\nfrom etl.commands.session import Session\nfrom etl.config.settings import Settings\n"
        "from etl.commands.pipeline.scheduling import Service\n"
        "from etl.commands.pipeline.timetable import schedules_in\n"
        "settings = Settings.model_validate_json(sys.argv[1])\n"
        "Service(schedules_in([sys.argv[2]]), Session.open(settings=settings)).once('night')\n"
    )
    settings = json.loads(account.settings.model_dump_json())
    settings["client_secret"] = account.settings.client_secret.get_secret_value()
    process = subprocess.Popen([sys.executable, "-c", code, json.dumps(settings), str(nights.folder)])
    nights.clock.now = datetime.now(UTC)
    deadline = time.monotonic() + 60
    with nights.session() as session:
        while time.monotonic() < deadline:
            runs = session.journal.runs.newest(5)
            if any(run.kind == "pipeline" for run in runs) and len(runs) > 1:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        process.wait()
        assert nights.states()["night"].state == "killed"
        account.calm()
        result = nights.service(session, nights.clock.now).once("night")
        assert result.exit_code == 0
        killed, fine = nights.log()
        assert (killed["status"], fine["status"]) == ("killed", "fine")
        assert session.journal.runs.find(killed["run_id"]).status is RunStatus.INTERRUPTED
        assert all(run.status is not RunStatus.RUNNING for run in session.journal.runs.newest())
    assert nights.states()["night"].state == "fine"


def test_the_state_tells_what_needs_attention(account, nights, tmp_path):
    """A failure, a time that passed without a run and a success are told apart, as JSON and as metrics."""
    assert nights.states()["night"].state == "waiting"
    with nights.session() as session:
        nights.service(session, nights.clock.now).once("night")
    assert nights.states()["night"].to_dict()["good"] is True
    nights.clock.now = at(28, 2, 45).astimezone(UTC)
    assert nights.states()["night"].state == "fine"
    nights.clock.now = at(28, 3, 45).astimezone(UTC)
    overdue = nights.states()["night"]
    assert (overdue.state, overdue.good, round(overdue.age_s, -2)) == ("overdue", False, 27900)
    account.faults({"match": {"path": "/contacts"}, "fault": "status", "status": 403})
    with nights.session() as session, pytest.raises(EtlError):
        nights.service(session, nights.clock.now).once("night")
    account.calm()
    failed = nights.states()["night"]
    assert (failed.state, failed.success, failed.error["status"]) == ("failed", overdue.success, "failed")
    assert failed.error["hint"]
    write_metrics(tmp_path / "m.prom", [failed], now=nights.clock.now)
    lines = (tmp_path / "m.prom").read_text(encoding="utf-8").splitlines()
    assert 'sellsy_etl_schedule_failing{pipeline="night"} 1' in lines
    assert lines[-1] == "# EOF"
    families = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(families) == len(set(families))
    assert all(line.startswith(("#", *families)) for line in lines)


def test_a_failing_night_is_known_when_it_ends(account, nights):
    """The notification of a failure leaves before the service looks at its next pipeline, with what to do in it."""
    heard = nights.folder / "heard.json"
    script = "import sys; open('heard.json', 'w').write(sys.stdin.read())"
    (nights.folder / "night.yaml").write_text(
        f'schedule: "30 2 * * *"\ntimezone: Europe/Paris\n'
        f"notify: {{failure: {{command: ['{sys.executable}', -c, \"{script}\"]}}}}\n{STEPS}",
        encoding="utf-8",
    )
    account.faults({"match": {"path": "/contacts"}, "fault": "status", "status": 403})
    nights.serve(at(28, 2, 31))
    document = json.loads(heard.read_text(encoding="utf-8"))
    assert (document["status"], document["due"][:16]) == ("failed", "2026-03-28T02:30")
    assert document["hint"]
    assert document["run_id"]


@pytest.mark.slow
def test_a_year_of_nights_is_exported_or_reported_and_none_twice(account, nights):
    """365 nights with faults, restarts, days off and both changes of clocks: each is in the log exactly once."""
    start = datetime(2026, 1, 1, 12, 0, tzinfo=PARIS)
    nights.clock.now = start.astimezone(UTC)
    day, end = start, start + timedelta(days=365)
    number = 0
    while day < end:
        number += 1
        if number % 7 == 3:
            account.faults({"match": {"path": "/contacts"}, "fault": "status", "status": 403})
        stretch = (1, 2, 1, 3)[number % 4]
        nights.serve(min(day + timedelta(days=stretch), end))
        account.calm()
        day = nights.clock.now.astimezone(PARIS)
        if number % 11 == 0:  # the computer is off until some hour of another day
            nights.clock.now += timedelta(hours=17 + 6 * (number % 5))
            day = nights.clock.now.astimezone(PARIS)
        elif number % 5 == 0:  # a short stop, over the hour of the night
            nights.clock.now = (day + timedelta(hours=14, minutes=50 + number % 30)).astimezone(UTC)
            day = nights.clock.now.astimezone(PARIS)
    due = [line["due"][:10] for line in nights.log() if line["status"] != "missed"]
    assert len(due) == len(set(due)), "none twice"
    missed = sum(line["missed"] for line in nights.log() if line["status"] == "missed")
    first, last = start.date(), nights.clock.now.astimezone(PARIS).date()
    assert len(due) + missed == (last - first).days
    assert len(list((nights.folder / "out").glob("*.csv"))) == [
        line["status"] for line in nights.log()
    ].count("fine")
    assert {line["status"] for line in nights.log()} == {"fine", "failed", "missed"}
