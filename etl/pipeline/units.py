"""Configuration of the system's own scheduler for pipelines: systemd units, a crontab line, a Windows task."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from etl.core.errors import ConfigError
from etl.pipeline.schedule import Scheduled

Units = Callable[[Sequence[Scheduled], str], str]


def units_for(system: str, pipelines: Sequence[Scheduled], program: str) -> str:
    """Return the text to install; `program` is the path of the command.

    Raises:
        ConfigError: the system is unknown.
    """
    if system not in _SYSTEMS:
        raise ConfigError("option-unknown", value=system, accepted=list(_SYSTEMS))
    return _SYSTEMS[system](pipelines, program)


def _command(scheduled: Scheduled, program: str) -> list[str]:
    return [program, "--no-progress", "run", str(scheduled.pipeline.path), "--yes"]


def _systemd(pipelines: Sequence[Scheduled], program: str) -> str:
    """Return a service that runs every pipeline at its time, in its time zone, one at a time."""
    paths = [f"--pipelines {shlex.quote(str(path))}" for path in _paths(pipelines)]
    return "\n".join(
        (
            "# ~/.config/systemd/user/sellsy-etl.service",
            "# systemctl --user daemon-reload && systemctl --user enable --now sellsy-etl.service",
            "# loginctl enable-linger: goes on when nobody is logged in",
            "[Unit]",
            "Description=sellsy-etl pipelines: " + ", ".join(pipeline.name for pipeline in pipelines),
            "Wants=network-online.target",
            "After=network-online.target",
            "",
            "[Service]",
            f"ExecStart={shlex.quote(program)} --no-progress schedule {' '.join(paths)}",
            "Restart=on-failure",
            "RestartSec=30",
            "KillSignal=SIGINT",
            "TimeoutStopSec=120",
            "",
            "[Install]",
            "WantedBy=default.target",
            "",
        )
    )


def _cron(pipelines: Sequence[Scheduled], program: str) -> str:
    lines = ["# crontab -e"]
    for scheduled in sorted(pipelines, key=lambda each: each.pipeline.timezone or ""):
        zone = scheduled.pipeline.timezone
        lines += [f"CRON_TZ={zone}"] if zone else []
        command = " ".join(shlex.quote(part) for part in _command(scheduled, program)).replace("%", "\\%")
        lines.append(f"{scheduled.pipeline.schedule} {command}")
    return "\n".join([*lines, ""])


def _windows(pipelines: Sequence[Scheduled], program: str) -> str:
    """Return a task that starts with the session; each pipeline has its times in its own file."""
    paths = " ".join(f'--pipelines \\"{path}\\"' for path in _paths(pipelines))
    return "\n".join(
        (
            "rem In a command prompt; it starts when you log on:",
            f'schtasks /Create /TN "sellsy-etl" /SC ONLOGON /TR "\\"{program}\\" --no-progress schedule {paths}"',
            "rem To take it away: schtasks /Delete /TN sellsy-etl",
            "",
        )
    )


def _paths(pipelines: Sequence[Scheduled]) -> list[Path]:
    return [scheduled.pipeline.path for scheduled in pipelines]


_SYSTEMS: Mapping[str, Units] = {"systemd": _systemd, "cron": _cron, "windows": _windows}
