"""Configuration of the system's own scheduler for pipelines: a systemd unit, lines of a crontab, a Windows task.

The unit runs the service. Cron and Windows know neither the time zone of a pipeline nor what was missed: they wake the
program at the minutes of its schedule, every hour, and `schedule run NAME --due` does what is due. No secret is in any
of these texts: they name the file, or the variables, that hold them.
"""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import list2cmdline
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from cronsim import CronSim

from etl.core.errors import ConfigError
from etl.pipeline.schedule import Scheduled

_PLAIN = (
    "SELLSY_ETL_HOME", "SELLSY_PROFILE", "SELLSY_CLIENT_ID", "SELLSY_API_URL", "SELLSY_LOGIN_URL", "SELLSY_V1_URL",
    "SELLSY_ETL_JOURNAL", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy",
    "SSL_CERT_FILE", "XDG_DATA_HOME",
)  # fmt: skip
"""Variables of the environment that the scheduled program needs as well."""

_SECRET = "SELLSY_CLIENT_SECRET"  # noqa: S105 - the name of the variable
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")

_MOST_TRIGGERS = 48
"""Triggers that a Windows task may have."""

_HOUR = 60

_AHEAD = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """How the program is called: its path, the options before the command, and those of `schedule`.

    `pipelines` are the files and folders; `environment` is that of this process,
    `secrets` the file where the variables are kept that no text may show.
    """

    program: str
    options: Sequence[str]
    pipelines: Sequence[Path]
    zone: str | None
    log: Path | None
    metrics: Path | None
    jitter_s: float
    environment: Mapping[str, str]
    secrets: Path

    def command(self, *words: str) -> list[str]:
        """Return the arguments of `schedule` with every option that was given; `words` are its subcommand."""
        given = [part for path in self.pipelines for part in ("--pipelines", str(path.absolute()))]
        given += ["--timezone", self.zone] if self.zone else []
        given += ["--log-json", str(self.log.absolute())] if self.log else []
        given += ["--metrics", str(self.metrics.absolute())] if self.metrics else []
        given += ["--jitter", f"{self.jitter_s:g}"] if self.jitter_s else []
        return [self.program, *self.options, "schedule", *words, *given]

    def plain(self) -> dict[str, str]:
        """Return the variables of the environment that may be shown; a folder is absolute."""
        shown = {name: self.environment[name] for name in _PLAIN if self.environment.get(name)}
        if "SELLSY_ETL_HOME" in shown:
            shown["SELLSY_ETL_HOME"] = str(Path(shown["SELLSY_ETL_HOME"]).expanduser().absolute())
        return {name: value for name, value in shown.items() if not urlsplit(value).password}

    def hidden(self, entries: Sequence[Scheduled]) -> list[str]:
        """Return the names of the variables that are needed and must not be shown."""
        names = {name for name in (_SECRET, *_PLAIN) if self.environment.get(name)} - set(self.plain())
        for entry in entries:
            notify = entry.pipeline.notify
            mails = [target.mail for target in (*notify.success, *notify.failure) if target.mail]
            names |= {mail.password_env for mail in mails if mail.password_env}
            named = _VARIABLE.findall(entry.pipeline.path.read_text(encoding="utf-8-sig"))
            names |= {name for name in named if name in self.environment} - set(entry.pipeline.parameters)
        return sorted(names - set(self.plain()))


Print = Callable[[Sequence[Scheduled], Invocation], str]


def units_for(system: str, entries: Sequence[Scheduled], call: Invocation) -> str:
    """Return the text to install for pipelines.

    Raises:
        ConfigError: the system is unknown, or cannot start that often.
    """
    if system not in _SYSTEMS:
        raise ConfigError("option-unknown", value=system, accepted=list(_SYSTEMS))
    return _SYSTEMS[system](entries, call)


def _systemd(entries: Sequence[Scheduled], call: Invocation) -> str:
    """Return a service that runs every pipeline at its time, in its time zone, one at a time."""
    lines = [
        "# ~/.config/systemd/user/sellsy-etl.service",
        "# systemctl --user daemon-reload && systemctl --user enable --now sellsy-etl.service",
        "# loginctl enable-linger: starts with the computer, and goes on when nobody is logged in",
        "# journalctl --user -u sellsy-etl: what it says",
        *_about_secrets(call.hidden(entries), call.secrets),
        "[Unit]",
        "Description=" + _specifiers("sellsy-etl pipelines: " + ", ".join(entry.name for entry in entries)),
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        *(f"Environment={_systemd_quoted(f'{name}={value}')}" for name, value in call.plain().items()),
        f"EnvironmentFile=-{_specifiers(str(call.secrets))}",
        "ExecStart=" + " ".join(_systemd_quoted(part).replace("$", "$$") for part in call.command()),
        "Restart=on-failure",
        "RestartSec=30",
        "SuccessExitStatus=130",
        "KillSignal=SIGINT",
        "TimeoutStopSec=120",
        "",
        "[Install]",
        "WantedBy=default.target",
    ]
    return "\n".join([*lines, ""])


def _about_secrets(hidden: Sequence[str], secrets: Path) -> Iterator[str]:
    if hidden:
        yield f"# {secrets} must hold these variables, one NAME=value a line, readable by you alone (chmod 600):"
        yield f"#   {', '.join(hidden)}"


def _specifiers(value: str) -> str:
    return value.replace("%", "%%")


def _systemd_quoted(value: str) -> str:
    escaped = _specifiers(value.replace("\\", "\\\\").replace('"', '\\"'))
    return escaped if re.fullmatch(r"[\w./:=@%+,-]+", escaped) else f'"{escaped}"'


def _cron(entries: Sequence[Scheduled], call: Invocation) -> str:
    hidden = call.hidden(entries)
    lines = [
        "# crontab -e",
        "# It wakes at the minutes of each schedule; what is due then runs, in the time zone of its pipeline.",
        *_about_secrets(hidden, call.secrets),
    ]
    secrets = shlex.quote(str(call.secrets))
    before = [f"set -a; [ ! -r {secrets} ] || . {secrets}; set +a;"] if hidden else []
    before += [f"{name}={shlex.quote(value)}" for name, value in call.plain().items()]
    for entry in entries:
        lines.append(f"# {entry.name}: {entry.pipeline.schedule} ({entry.cron.zone or 'local time'})")
        words = call.command("run", entry.name, "--due")
        command = " ".join([*before, *map(shlex.quote, words)]).replace("%", "\\%")
        minutes = _minutes(entry)
        shown = "*" if len(minutes) == _HOUR else ",".join(map(str, minutes))
        lines.append(f"{shown} * * * * {command}")
    return "\n".join([*lines, ""])


def _minutes(entry: Scheduled) -> list[int]:
    """Return the minutes of this computer's clock at which times of a pipeline come, in whatever hour.

    They are those of the schedule, but for time zones that are not whole hours apart.
    """
    now = datetime.now(UTC)
    days = [now + timedelta(days=day) for day in range(0, _AHEAD.days, 7)]
    apart = {
        (
            (day.astimezone().utcoffset() or timedelta())
            - (day.astimezone(entry.cron.zone).utcoffset() or timedelta())
        )
        for day in days
    }
    own = CronSim(entry.cron.expression, datetime(2024, 1, 1)).minutes  # noqa: DTZ001 - the fields alone are wanted
    return sorted({(minute + int(part.total_seconds()) // 60) % 60 for minute in own for part in apart})


def _windows(entries: Sequence[Scheduled], call: Invocation) -> str:
    """Return a task of the Task Scheduler; its actions run one after the other, each does what is due."""
    minutes = sorted({minute for entry in entries for minute in _minutes(entry)})
    step = minutes[1] - minutes[0] if len(minutes) > 1 else 60
    even = minutes == list(range(minutes[0], 60, step)) and minutes[0] < step and 60 % step == 0
    starts = minutes[:1] if even else minutes
    if len(starts) > _MOST_TRIGGERS:
        raise ConfigError("schedule-windows", most=_MOST_TRIGGERS)
    names = ", ".join(entry.name for entry in entries)
    hidden = call.hidden(entries)
    remarks = [
        'schtasks /Create /TN sellsy-etl /XML sellsy-etl.xml /RU "%USERNAME%" /RP *',
        "It asks for your password, and runs whether you are logged on or not. To take it away:",
        "schtasks /Delete /TN sellsy-etl",
    ]
    remarks += [f"These variables must be set for your account (setx): {', '.join(hidden)}"] if hidden else []
    start = datetime.now().astimezone().date()
    document = "\n".join(
        (
            '<?xml version="1.0"?>',
            "<!--",
            *(f"  {line.replace('--', '- -')}" for line in remarks),
            "-->",
            '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
            "  <RegistrationInfo>",
            f"    <Description>{escape(f'sellsy-etl pipelines: {names}')}</Description>",
            "  </RegistrationInfo>",
            "  <Triggers>",
            *(_trigger(f"{start}T00:{minute:02}:00", step if even else 60) for minute in starts),
            "  </Triggers>",
            "  <Principals>",
            '    <Principal id="Author">',
            "      <LogonType>Password</LogonType>",
            "      <RunLevel>LeastPrivilege</RunLevel>",
            "    </Principal>",
            "  </Principals>",
            "  <Settings>",
            "    <MultipleInstancesPolicy>Queue</MultipleInstancesPolicy>",
            "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
            "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
            "    <StartWhenAvailable>true</StartWhenAvailable>",
            "  </Settings>",
            '  <Actions Context="Author">',
            *(_action(call.command("run", entry.name, "--due"), call) for entry in entries),
            "  </Actions>",
            "</Task>",
            "",
        )
    )
    # ASCII and without a declared encoding, it is read whichever the redirection of a shell writes.
    return document.encode("ascii", "xmlcharrefreplace").decode()


def _trigger(start: str, step: int) -> str:
    return (
        "    <CalendarTrigger>\n"
        f"      <StartBoundary>{start}</StartBoundary>\n"
        f"      <Repetition><Interval>PT{step}M</Interval><Duration>P1D</Duration></Repetition>\n"
        "      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>\n"
        "    </CalendarTrigger>"
    )


def _action(words: Sequence[str], call: Invocation) -> str:
    """Return an action; where variables must be set first, the command prompt does it."""
    program, arguments = words[0], list2cmdline(words[1:])
    plain = call.plain()
    if plain:
        setting = "".join(f'set "{name}={value}"&& ' for name, value in plain.items())
        program, arguments = "cmd.exe", f'/d /s /c "{setting}{list2cmdline(words)}"'
    return (
        "    <Exec>\n"
        f"      <Command>{escape(program)}</Command>\n"
        f"      <Arguments>{escape(arguments)}</Arguments>\n"
        "    </Exec>"
    )


_SYSTEMS: Mapping[str, Print] = {"systemd": _systemd, "cron": _cron, "windows": _windows}
