"""When pipelines run by themselves: cron, clocks that change, what was missed, what the system needs."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.core.errors import ConfigError
from etl.pipeline.cron import read_cron
from etl.pipeline.schedule import Scheduler
from etl.pipeline.schedule_files import ScheduleFiles

PARIS = ZoneInfo("Europe/Paris")


def times(expression, after, count=3, zone="Europe/Paris"):
    """Return the next times of a schedule as text."""
    cron = read_cron(expression, zone=zone, path="p.yaml")
    results = []
    for _ in range(count):
        after = cron.after(after)
        results.append(f"{after:%a %d %H:%M}")
    return results


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("0 6 * * 1-5", ["Mon 30 06:00", "Tue 31 06:00", "Wed 01 06:00"]),
        ("0 0 * * *", ["Sat 28 00:00", "Sun 29 00:00", "Mon 30 00:00"]),
        ("30 2 * * *", ["Sat 28 02:30", "Sun 29 03:30", "Mon 30 02:30"]),
        ("0 0 1 * 1", ["Mon 30 00:00", "Wed 01 00:00", "Mon 06 00:00"]),
        ("0 6 * * 5-7", ["Sat 28 06:00", "Sun 29 06:00", "Fri 03 06:00"]),
        ("0 6 * * 7", ["Sun 29 06:00", "Sun 05 06:00", "Sun 12 06:00"]),
        ("0 6 * * mon,wed", ["Mon 30 06:00", "Wed 01 06:00", "Mon 06 06:00"]),
        ("@monthly", ["Wed 01 00:00", "Fri 01 00:00", "Mon 01 00:00"]),
    ],
)
def test_schedules_are_crons_in_the_pipelines_own_time(expression, wanted):
    """Weekdays are cron's, a day or a weekday is enough, and no night is missed when the clocks change."""
    assert times(expression, datetime(2026, 3, 27, 6, 0, tzinfo=PARIS)) == wanted


def test_an_hour_that_comes_twice_runs_once():
    """When the clocks go back, what is due in the doubled hour runs in the first of them only."""
    assert times("30 2 * * *", datetime(2026, 10, 24, 6, 0, tzinfo=PARIS)) == [
        "Sun 25 02:30",
        "Mon 26 02:30",
        "Tue 27 02:30",
    ]


def test_all_times_of_a_skipped_hour_come_in_the_next():
    """What is due several times in the hour that the clocks skip comes as often in the hour they show instead."""
    assert times("*/20 2 * * *", datetime(2026, 3, 28, 6, 0, tzinfo=PARIS), count=4) == [
        "Sun 29 03:00",
        "Sun 29 03:20",
        "Sun 29 03:40",
        "Mon 30 02:00",
    ]


def test_a_service_that_starts_in_the_repeated_hour_does_not_run_again():
    """In the second of two same hours, what was due in the first has passed."""
    cron = read_cron("30 2 * * *", zone="Europe/Paris", path="p")
    second = datetime(2026, 10, 25, 2, 10, tzinfo=PARIS, fold=1)
    assert f"{cron.after(second):%d %H:%M}" == "26 02:30"


ZONES = [
    "Europe/Paris", "America/New_York", "Australia/Sydney", "America/Santiago", "Australia/Lord_Howe",
    "Pacific/Auckland", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Kathmandu", "UTC",
]  # fmt: skip
"""Clocks that change in both hemispheres, at midnight, by half an hour, twice around Ramadan, and never."""


@settings(max_examples=40)
@given(
    st.sampled_from(ZONES),
    st.integers(2018, 2035),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_every_day_of_a_year_has_one_night(zone, year, hour, minute):
    """In both hemispheres, whatever the hour, a year of nights has one for each day: none twice, none missing."""
    cron = read_cron(f"{minute} {hour} * * *", zone=zone, path="p")
    own = ZoneInfo(zone)
    moment = datetime(year, 1, 1, tzinfo=own).astimezone(UTC) - timedelta(seconds=1)
    days = []
    while (moment := cron.after(moment)).year == year:
        days.append(moment.date())
    first = datetime(year, 1, 1).toordinal()
    assert [day.toordinal() - first for day in days] == list(range(365 + (year % 4 == 0)))


@settings(max_examples=40)
@given(
    st.sampled_from(ZONES), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
)
def test_times_come_in_the_order_of_real_time(zone, start):
    """Ten times in a row each come later in real time, and each is what follows any moment since the one before."""
    cron = read_cron("*/20 1-3,23 * * *", zone=zone, path="p")
    moment = cron.after(start)
    for _ in range(10):
        following = cron.after(moment)
        assert following.astimezone(UTC) > moment.astimezone(UTC)
        middle = moment.astimezone(UTC) + (following.astimezone(UTC) - moment.astimezone(UTC)) / 2
        assert cron.after(middle).astimezone(UTC) == following.astimezone(UTC)
        moment = following


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["0 0 * * *", "*/7 * * * *", "30 2 * * 0", "0 12 29 2 *", "15 23 31 * *"]),
    st.sampled_from(["Europe/Paris", "America/Cayenne", "Pacific/Noumea", "Asia/Kathmandu"]),
)
def test_the_next_time_is_always_later(moment, expression, zone):
    """Whatever the moment, the zone and the schedule, time goes forward."""
    next_run = read_cron(expression, zone=zone, path="p").after(moment)
    assert next_run is not None
    assert next_run > moment


@pytest.mark.parametrize(
    "wrong",
    ["", "* * * *", "61 * * * *", "0 6 * * 9", "0 6 * * 5-1", "0 0 30 2 *", "0 6 * * lundi", "a b c d e"],
)
def test_what_is_no_schedule_is_refused(wrong):
    """A schedule that is not five fields of cron says what it should be."""
    with pytest.raises(ConfigError) as refused:
        read_cron(wrong, zone=None, path="p.yaml")
    assert refused.value.code == "schedule-cron"


def test_an_unknown_time_zone_is_refused():
    """A time zone goes by its IANA name."""
    with pytest.raises(ConfigError) as refused:
        read_cron("@daily", zone="Europe/Lutece", path="p.yaml")
    assert refused.value.code == "schedule-zone"


class Clock:
    """A clock that only moves when somebody sleeps, or works."""

    def __init__(self, start):
        self.now = start

    def sleep(self, seconds):
        assert seconds > 0
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def folder(tmp_path):
    """Two pipelines that have a schedule, one that has none, and files that are no pipelines."""
    for name, cron in (("night", "0 2 * * *"), ("often", "0 */6 * * *")):
        text = f'schedule: "{cron}"\ntimezone: Europe/Paris\nsteps: {{a: {{wait: 1s}}}}\n'
        (tmp_path / f"{name}.yaml").write_text(text)
    (tmp_path / "never.yml").write_text("steps: {a: {wait: 1s}}\n")
    (tmp_path / "compose.yaml").write_text("services: {db: {image: postgres}}\n")
    (tmp_path / "notes.txt").write_text("no pipeline")
    return tmp_path


def files_in(*places, zone=None):
    """Return the schedules of files and folders, read."""
    files = ScheduleFiles(places, {}, zone)
    files.read()
    return files


def serve(folder, *, until, took=timedelta(), grace=timedelta(hours=1), naps=(), settled=None):
    """Run the scheduler on simulated time; return what ran and what was missed."""
    clock = Clock(datetime(2026, 3, 27, 12, 0, tzinfo=PARIS))
    files = files_in(folder)
    ran, missed = [], []
    asleep = dict(naps)
    memory = settled if settled is not None else {}

    def run(entry, due):
        ran.append((entry.name, f"{due:%d %H:%M}"))
        clock.now += took

    def sleep(seconds):
        clock.sleep(seconds)
        for moment in [start for start in asleep if start <= clock.now]:
            clock.now += asleep.pop(moment)

    Scheduler(
        lambda: files.pipelines,
        settled=lambda entry: memory.setdefault(entry.name, clock.now),
        settle=lambda entry, until: memory.update({entry.name: until}),
        run=run,
        missed=lambda entry, missing: missed.append(
            (entry.name, f"{missing.first:%d %H:%M}", f"{missing.last:%d %H:%M}", missing.count, missing.busy)
        ),
        now=lambda: clock.now,
        sleep=sleep,
        stopped=lambda: clock.now >= until,
        grace=grace,
        nap_s=300,
    ).serve()
    return ran, missed


def test_pipelines_run_at_their_times_for_days(folder):
    """Three days of simulated time, a change of clocks among them: every time comes once, in order."""
    ran, missed = serve(folder, until=datetime(2026, 3, 30, 12, 0, tzinfo=PARIS))
    assert missed == []
    assert [due for name, due in ran if name == "night"] == ["28 02:00", "29 03:00", "30 02:00"]
    assert [due for name, due in ran if name == "often"][:4] == [
        "27 18:00",
        "28 00:00",
        "28 06:00",
        "28 12:00",
    ]


def test_one_runs_at_a_time_and_what_fell_due_meanwhile_is_told(folder):
    """A pipeline that takes longer than the time between two beginnings does not overlap itself, which is reported."""
    (folder / "night.yaml").unlink()
    ran, missed = serve(folder, until=datetime(2026, 3, 28, 13, 0, tzinfo=PARIS), took=timedelta(hours=7))
    assert ran == [("often", "27 18:00"), ("often", "28 06:00")]
    assert missed == [
        ("often", "28 00:00", "28 00:00", 1, True),
        ("often", "28 12:00", "28 12:00", 1, True),
    ]


def test_a_pipeline_waits_for_another(folder):
    """What falls due while another pipeline runs is run afterwards."""
    ran, missed = serve(
        folder,
        until=datetime(2026, 3, 28, 3, 0, tzinfo=PARIS),
        took=timedelta(hours=2, minutes=30),
    )
    assert ran == [("often", "27 18:00"), ("often", "28 00:00"), ("night", "28 02:00")]
    assert missed == []


def test_a_machine_that_slept_runs_once_what_is_not_too_late(folder):
    """After a sleep the last time is made up for when it is within the grace; all others are reported."""
    asleep = [(datetime(2026, 3, 28, 1, 0, tzinfo=PARIS), timedelta(hours=1, minutes=20))]
    ran, missed = serve(folder, until=datetime(2026, 3, 28, 3, 0, tzinfo=PARIS), naps=asleep)
    assert (("night", "28 02:00") in ran, missed) == (True, [])
    asleep = [(datetime(2026, 3, 28, 1, 0, tzinfo=PARIS), timedelta(hours=48, minutes=10))]
    ran, missed = serve(folder, until=datetime(2026, 3, 30, 3, 30, tzinfo=PARIS), naps=asleep)
    assert ("night", "28 02:00", "29 03:00", 2, False) in missed
    assert [due for name, due in ran if name == "night"] == ["30 02:00"]


def test_what_is_settled_outlives_the_service(folder):
    """A service that starts again makes up for what is not too late, and reports the rest: nothing is forgotten."""
    since = datetime(2026, 3, 24, 12, 0, tzinfo=PARIS)
    ran, missed = serve(
        folder, until=datetime(2026, 3, 27, 12, 1, tzinfo=PARIS), settled={"night": since, "often": since}
    )
    assert missed == [
        ("night", "25 02:00", "27 02:00", 3, False),
        ("often", "24 18:00", "27 06:00", 11, False),
    ]
    assert ran == [("often", "27 12:00")]


def test_names_are_those_of_files(folder, tmp_path):
    """Pipelines go by their file; an unknown name lists the known ones, and of two of one name the first counts."""
    names = files_in(folder)
    assert names.named("night").name == "night"
    with pytest.raises(ConfigError) as unknown:
        names.named("nigth")
    assert unknown.value.params["accepted"] == ["night", "often"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "night.yaml").write_text((folder / "night.yaml").read_text())
    doubled = files_in(folder, other)
    assert [entry.name for entry in doubled.pipelines] == ["night", "often"]
    assert [file.error.code for file in doubled.broken] == ["schedule-doubled"]
    with pytest.raises(ConfigError) as nowhere:
        files_in(folder / "none")
    assert nowhere.value.code == "schedule-path"


def test_a_wrong_file_stops_itself_only(folder):
    """A wrong schedule, a wrong step and YAML that is none are told by file; the other pipelines keep their times."""
    (folder / "a.yaml").write_text('schedule: "61 2 * * *"\nsteps: {a: {wait: 1s}}\n')
    (folder / "b.yaml").write_text(
        'schedule: "@daily"\nnotify: {heartbeat: "https://example.com"}\nsteps: {a: {wiat: 1s}}\n'
    )
    (folder / "c.yaml").write_text("schedule: [\n")
    files = files_in(folder)
    assert [entry.name for entry in files.pipelines] == ["night", "often"]
    assert [file.name for file in files.broken] == ["a", "b", "c"]
    assert files.broken[0].error.code == "schedule-cron"
    assert files.broken[1].notify.heartbeat == "https://example.com"
    with pytest.raises(ConfigError):
        files.named("a")


def test_files_are_seen_when_they_come_change_and_go(folder):
    """What is read again has new files, new times, and no more what is gone; a file that breaks keeps its times."""
    files = files_in(folder)
    (folder / "new.yaml").write_text('schedule: "@hourly"\nsteps: {a: {wait: 1s}}\n')
    (folder / "often.yaml").unlink()
    (folder / "night.yaml").write_text(
        'schedule: "0 4 * * *"\ntimezone: Europe/Paris\nsteps: {a: {wait: 1s}}\n'
    )
    files.read()
    assert [(entry.name, entry.cron.expression) for entry in files.pipelines] == [
        ("new", "0 * * * *"),
        ("night", "0 4 * * *"),
    ]
    (folder / "night.yaml").write_text("schedule: 5\n")
    files.read()
    assert [entry.cron.expression for entry in files.pipelines if entry.name == "night"] == ["0 4 * * *"]
    assert [file.name for file in files.broken] == ["night"]
