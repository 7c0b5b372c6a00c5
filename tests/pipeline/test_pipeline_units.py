"""What the system's own scheduler is given: every option, no secret, and texts that the systems themselves can read."""

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from etl.core.errors import ConfigError
from etl.pipeline.schedule_files import ScheduleFiles
from etl.pipeline.units import Invocation, units_for

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"

ELEMENTS = {
    "Task": ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"],
    "RegistrationInfo": ["Description"],
    "CalendarTrigger": ["StartBoundary", "Repetition", "ScheduleByDay"],
    "Repetition": ["Interval", "Duration"],
    "ScheduleByDay": ["DaysInterval"],
    "Principal": ["LogonType", "RunLevel"],
    "Settings": [
        "MultipleInstancesPolicy",
        "DisallowStartIfOnBatteries",
        "StopIfGoingOnBatteries",
        "StartWhenAvailable",
    ],
    "Exec": ["Command", "Arguments"],
}
"""Elements of the Task Scheduler schema (MS-TSCH, 2.5) in its order."""


@pytest.fixture
def project(tmp_path):
    """A pipeline in a folder whose name has a space, a percent sign and an accent, and what calls it."""
    folder = tmp_path / "nuits à 5% près"
    folder.mkdir()
    (folder / "night.yaml").write_text(
        'schedule: "30 2 * * *"\ntimezone: Europe/Paris\n'
        "notify: {failure: {mail: {to: a@example.com, from: b@example.com, host: h, password_env: SMTP_PASSWORD}}}\n"
        'steps: {a: {export: client, to: "${SHARE}/out.csv"}}\n',
        encoding="utf-8",
    )
    environment = {
        "SELLSY_ETL_HOME": str(folder / "home"),
        "SELLSY_CLIENT_SECRET": "s3cr3t-1",
        "SELLSY_ETL_JOURNAL": "postgresql://me:s3cr3t-2@db/journal",
        "SHARE": "s3cr3t-3",
        "OTHER": "s3cr3t-4",
    }
    files = ScheduleFiles((folder,), environment)
    files.read()
    call = Invocation(
        program=shutil.which("true"),
        options=["--no-progress", "--lang", "fr", "--profile", "main", "--sandbox"],
        pipelines=[folder],
        zone="Europe/Madrid",
        log=folder / "log.jsonl",
        metrics=folder / "nights.prom",
        jitter_s=30.0,
        environment=environment,
        secrets=folder / "home" / "schedule.env",
    )
    return folder, files.pipelines, call


@pytest.mark.parametrize("system", ["systemd", "cron", "windows"])
def test_every_option_is_kept_and_no_secret_is_shown(project, system):
    """Profile, language, sandbox, folder, zone, log, metrics, jitter and home are there; secrets are named, not shown."""
    _folder, pipelines, call = project
    text = units_for(system, pipelines, call)
    for part in ("--profile main", "--lang fr", "--sandbox", "--timezone Europe/Madrid", "--jitter 30"):
        assert part in text, part
    for part in ("--pipelines", "log.jsonl", "nights.prom", "SELLSY_ETL_HOME"):
        assert part in text, part
    assert "s3cr3t" not in text
    for name in ("SELLSY_CLIENT_SECRET", "SELLSY_ETL_JOURNAL", "SHARE", "SMTP_PASSWORD"):
        assert name in text, name
    assert "OTHER" not in text


def test_systemd_reads_the_unit(project):
    """The checker of systemd finds nothing wrong, and paths with spaces and percent signs arrive whole."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed")
    folder, pipelines, call = project
    unit = folder.parent / "sellsy-etl.service"
    unit.write_text(units_for("systemd", pipelines, call), encoding="utf-8")
    own = os.environ | {"XDG_RUNTIME_DIR": str(folder.parent), "HOME": str(folder.parent)}
    command = [analyze, "verify", "--user", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=own)
    assert (done.returncode, done.stderr) == (0, "")
    assert f'--pipelines "{folder}"'.replace("%", "%%") in unit.read_text(encoding="utf-8")


def test_cron_hands_the_line_to_a_shell_that_reads_it(project):
    """What cron gives to /bin/sh, percent signs unescaped, calls the program with the same arguments and variables."""
    folder, pipelines, call = project
    tool = folder / "show me.sh"
    tool.write_text('#!/bin/sh\nprintf "%s\\n" "$SELLSY_ETL_HOME" "$SELLSY_CLIENT_SECRET" "$@"\n')
    tool.chmod(0o755)
    call.secrets.parent.mkdir()
    call.secrets.write_text("SELLSY_CLIENT_SECRET=from-the-file\n")
    words = {name: getattr(call, name) for name in Invocation.__dataclass_fields__} | {"program": str(tool)}
    text = units_for("cron", pipelines, Invocation(**words))
    (line,) = [each for each in text.splitlines() if not each.startswith("#")]
    minute, *hours, command = line.split(" ", 5)
    assert (minute, hours) == ("30", ["*", "*", "*", "*"])
    assert "%" not in command.replace("\\%", "")
    shell = {"PATH": os.environ["PATH"]}
    command = command.replace("\\%", "%")
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True, env=shell)
    home, secret, *arguments = done.stdout.splitlines()
    assert (home, secret) == (str(folder / "home"), "from-the-file")
    assert arguments == Invocation(**words).command("run", "night", "--due")[1:]


def test_windows_is_given_a_task_of_its_schema(project):
    """The XML is ASCII without a declared encoding, has the elements of the documentation in their order, and no log-on."""
    folder, pipelines, call = project
    text = units_for("windows", pipelines, call)
    assert text.isascii()
    assert "encoding" not in text.splitlines()[0]
    for written in (text.encode(), text.encode("utf-16")):  # the redirections of the two shells of Windows
        root = ET.fromstring(written)  # noqa: S314 - our own text
        for element in root.iter():
            name = element.tag.removeprefix(TASK)
            assert [child.tag.removeprefix(TASK) for child in element] == ELEMENTS.get(
                name, [child.tag.removeprefix(TASK) for child in element]
            ), name
    (trigger,) = root.iter(f"{TASK}CalendarTrigger")
    assert trigger.findtext(f"{TASK}StartBoundary").endswith("T00:30:00")
    assert trigger.findtext(f"{TASK}Repetition/{TASK}Interval") == "PT60M"
    (arguments,) = root.iter(f"{TASK}Arguments")
    assert f'set "SELLSY_ETL_HOME={folder / "home"}"' in arguments.text
    assert f'--pipelines "{folder}"' in arguments.text
    assert "schedule run night --due" in arguments.text
    assert not list(root.iter(f"{TASK}LogonTrigger"))


def test_windows_starts_at_every_minute_that_a_schedule_has(project):
    """Even minutes are one trigger that repeats, uneven ones have one each; too many are refused."""
    folder, _pipelines, call = project

    def triggers(expression):
        (folder / "night.yaml").write_text(f'schedule: "{expression}"\nsteps: {{a: {{wait: 1s}}}}\n')
        files = ScheduleFiles((Path(folder),), {})
        files.read()
        root = ET.fromstring(units_for("windows", files.pipelines, call))  # noqa: S314 - our own text
        return [
            (each.findtext(f"{TASK}StartBoundary")[-5:], each.findtext(f"{TASK}Repetition/{TASK}Interval"))
            for each in root.iter(f"{TASK}CalendarTrigger")
        ]

    assert triggers("*/15 8-18 * * 1-5") == [("00:00", "PT15M")]
    assert triggers("* * * * *") == [("00:00", "PT1M")]
    assert triggers("5,20 3 1 * *") == [("05:00", "PT60M"), ("20:00", "PT60M")]
    with pytest.raises(ConfigError) as refused:
        triggers("0-50 * * * *")
    assert refused.value.code == "schedule-windows"


def test_an_unknown_system_is_refused(project):
    """The systems that there is a text for are listed."""
    _folder, pipelines, call = project
    with pytest.raises(ConfigError) as refused:
        units_for("launchd", pipelines, call)
    assert refused.value.params["accepted"] == ["systemd", "cron", "windows"]
