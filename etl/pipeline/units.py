"""What the system's own scheduler needs to run a pipeline: systemd units, a crontab line, a Windows task."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from etl.core.errors import ConfigError
from etl.pipeline.schedule import Scheduled

Units = Callable[[Sequence[Scheduled], str], str]


def units_for(system: str, pipelines: Sequence[Scheduled], program: str) -> str:
    """Return the text to install; `program` is the path of the command.

    Raises:
        ConfigError: nothing is known of such a system.
    """
    if system not in _SYSTEMS:
        raise ConfigError("option-unknown", value=system, accepted=list(_SYSTEMS))
    return _SYSTEMS[system](pipelines, program)


def _command(one: Scheduled, program: str) -> list[str]:
    return [program, "--no-progress", "run", str(one.pipeline.path), "--yes"]


def _systemd(pipelines: Sequence[Scheduled], program: str) -> str:
    """Return one service: it runs every pipeline at its time, in its time zone, one after the other."""
    paths = [f"--pipelines {shlex.quote(str(path))}" for path in _paths(pipelines)]
    return "\n".join(
        (
            "# ~/.config/systemd/user/sellsy-etl.service",
            "# systemctl --user daemon-reload && systemctl --user enable --now sellsy-etl.service",
            "# loginctl enable-linger: goes on when nobody is logged in",
            "[Unit]",
            "Description=sellsy-etl pipelines: " + ", ".join(one.name for one in pipelines),
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
    for one in sorted(pipelines, key=lambda each: each.pipeline.timezone or ""):
        zone = one.pipeline.timezone
        lines += [f"CRON_TZ={zone}"] if zone else []
        command = " ".join(shlex.quote(part) for part in _command(one, program)).replace("%", "\\%")
        lines.append(f"{one.pipeline.schedule} {command}")
    return "\n".join([*lines, ""])


def _windows(pipelines: Sequence[Scheduled], program: str) -> str:
    """Return one task that starts with the session: the times of a pipeline are told by its own file."""
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
    return [one.pipeline.path for one in pipelines]


_SYSTEMS: Mapping[str, Units] = {"systemd": _systemd, "cron": _cron, "windows": _windows}
