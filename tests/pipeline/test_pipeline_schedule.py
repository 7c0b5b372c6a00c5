"""When pipelines run by themselves: cron, clocks that change, what was missed, what the system needs."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.core.errors import ConfigError
from etl.pipeline.cron import read_cron
from etl.pipeline.schedule import Scheduler, named, scheduled
from etl.pipeline.units import units_for

PARIS = ZoneInfo("Europe/Paris")


def times(expression, after, count=3, zone="Europe/Paris"):
    """Return the next times of a schedule as text."""
    cron = read_cron(expression, zone=zone, path="p.yaml")
    found = []
    for _ in range(count):
        after = cron.after(after)
        found.append(f"{after:%a %d %H:%M}")
    return found


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


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["0 0 * * *", "*/7 * * * *", "30 2 * * 0", "0 12 29 2 *", "15 23 31 * *"]),
    st.sampled_from(["Europe/Paris", "America/Cayenne", "Pacific/Noumea", "Asia/Kathmandu"]),
)
def test_the_next_time_is_always_later(moment, expression, zone):
    """Whatever the moment, the zone and the schedule, time goes forward."""
    found = read_cron(expression, zone=zone, path="p").after(moment)
    assert found is not None
    assert found > moment


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
    """Two pipelines that have a schedule and one that has none."""
    for name, cron in (("night", "0 2 * * *"), ("often", "0 */6 * * *")):
        text = f'schedule: "{cron}"\ntimezone: Europe/Paris\nsteps: {{a: {{wait: 1s}}}}\n'
        (tmp_path / f"{name}.yaml").write_text(text)
    (tmp_path / "never.yml").write_text("steps: {a: {wait: 1s}}\n")
    (tmp_path / "notes.txt").write_text("no pipeline")
    return tmp_path


def serve(folder, *, until, took=timedelta(), grace=timedelta(hours=1), naps=()):
    """Run the scheduler on simulated time; return what ran and what was late."""
    clock = Clock(datetime(2026, 3, 27, 12, 0, tzinfo=PARIS))
    ran, late = [], []
    asleep = dict(naps)

    def run(one, due):
        ran.append((one.name, f"{due:%d %H:%M}"))
        clock.now += took

    def sleep(seconds):
        clock.sleep(seconds)
        for moment in [one for one in asleep if one <= clock.now]:
            clock.now += asleep.pop(moment)

    Scheduler(
        scheduled([folder], environ={}),
        run=run,
        now=lambda: clock.now,
        sleep=sleep,
        stopped=lambda: clock.now >= until,
        late=lambda one, due: late.append((one.name, f"{due:%d %H:%M}")),
        grace=grace,
    ).serve()
    return ran, late


def test_pipelines_run_at_their_times_for_days(folder):
    """Three days of simulated time, a change of clocks among them: every time comes once, in order."""
    ran, late = serve(folder, until=datetime(2026, 3, 30, 12, 0, tzinfo=PARIS))
    assert late == []
    assert [due for name, due in ran if name == "night"] == ["28 02:00", "29 03:00", "30 02:00"]
    assert [due for name, due in ran if name == "often"][:4] == [
        "27 18:00",
        "28 00:00",
        "28 06:00",
        "28 12:00",
    ]


def test_one_runs_at_a_time_and_what_fell_due_meanwhile_waits(folder):
    """A pipeline that takes longer than the time between two beginnings does not overlap itself, and does not pile up."""
    ran, _late = serve(
        folder,
        until=datetime(2026, 3, 28, 12, 0, tzinfo=PARIS),
        took=timedelta(hours=7),
        grace=timedelta(hours=9),
    )
    assert ran == [("often", "27 18:00"), ("night", "28 02:00"), ("often", "28 06:00")]


def test_a_machine_that_slept_runs_once_what_is_not_too_late(folder):
    """After a sleep the last time is made up when it is within the grace, and said to be missed otherwise."""
    asleep = [(datetime(2026, 3, 28, 1, 0, tzinfo=PARIS), timedelta(hours=1, minutes=20))]
    ran, late = serve(folder, until=datetime(2026, 3, 28, 3, 0, tzinfo=PARIS), naps=asleep)
    assert (("night", "28 02:00") in ran, late) == (True, [])
    asleep = [(datetime(2026, 3, 28, 1, 0, tzinfo=PARIS), timedelta(hours=30))]
    ran, late = serve(folder, until=datetime(2026, 3, 29, 9, 0, tzinfo=PARIS), naps=asleep)
    assert ("night", "28 02:00") in late
    assert len([one for one in ran if one[0] == "night"]) == 0


def test_names_are_those_of_files(folder, tmp_path):
    """Pipelines go by their file; an unknown name lists the known ones, and two of one name are refused."""
    found = scheduled([folder], environ={})
    assert named(found, "night").name == "night"
    with pytest.raises(ConfigError) as unknown:
        named(found, "nigth")
    assert unknown.value.params["accepted"] == ["night", "often"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "night.yaml").write_text((folder / "night.yaml").read_text())
    with pytest.raises(ConfigError) as doubled:
        scheduled([folder, other], environ={})
    assert doubled.value.code == "schedule-doubled"
    with pytest.raises(ConfigError) as nowhere:
        scheduled([folder / "none"], environ={})
    assert nowhere.value.code == "schedule-path"


@pytest.mark.parametrize(
    ("system", "parts"),
    [
        (
            "systemd",
            ["ExecStart=/usr/bin/sellsy-etl --no-progress schedule --pipelines", "KillSignal=SIGINT"],
        ),
        ("cron", ["CRON_TZ=Europe/Paris", "0 2 * * * /usr/bin/sellsy-etl --no-progress run", "--yes"]),
        ("windows", ["schtasks /Create", "ONLOGON"]),
    ],
)
def test_the_systems_own_scheduler_can_be_used_instead(folder, system, parts):
    """What is printed names the program and every pipeline, each in its own time zone."""
    text = units_for(system, scheduled([folder], environ={}), "/usr/bin/sellsy-etl")
    assert all(part in text for part in parts), text
    assert text.count("night.yaml") == 1
