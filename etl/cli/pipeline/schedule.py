"""`sellsy-etl schedule`: pipelines that run by themselves."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import json_list_option, json_option
from etl.cli.pipeline.run import show_pipeline
from etl.cli.progress import working
from etl.cli.show import table
from etl.core.errors import ConfigError
from etl.messages import text

_PIPELINES = click.option(
    "--pipelines", "paths", type=click.Path(path_type=Path), multiple=True, metavar="PATH",
    help="Files, or folders of files; may be repeated (default: pipelines, else the current folder).")  # fmt: skip
_ZONE = click.option(
    "--timezone",
    "zone",
    metavar="NAME",
    help="Time zone of pipelines that give none (default: this computer's).",
)
_LOG = click.option("--log-json", "log", type=click.Path(path_type=Path), metavar="FILE",
                    help="Add one JSON line per run to this file.")  # fmt: skip
_METRICS = click.option("--metrics", type=click.Path(path_type=Path), metavar="FILE",
                        help="Keep the state of each pipeline in this file, for OpenMetrics.")  # fmt: skip
_JITTER = click.option("--jitter", "jitter_s", type=click.FloatRange(min=0), default=0.0, show_default=True,
                       metavar="SECONDS", help="Delay each start at random, by up to this many seconds.")  # fmt: skip


@click.group("schedule", invoke_without_command=True)
@_PIPELINES
@_ZONE
@_LOG
@_METRICS
@_JITTER
@click.option("--print", "system", type=click.Choice(["systemd", "cron", "windows"]),
              help="Print what the system's scheduler needs, and run nothing.")  # fmt: skip
@click.pass_context
def schedule(
    ctx: click.Context,
    /,
    *,
    paths: tuple[Path, ...],
    zone: str | None,
    system: str | None,
    **given: Any,
) -> None:
    """Run the pipelines that carry a `schedule`, each at its times, until Ctrl-C.

    One at a time. A start missed by less than an hour is made up for once, others are reported; every run is in the
    journal and in --log-json, and notified as the pipeline's `notify` says. Files that change meanwhile are read again.

    \b
    Examples:
      sellsy-etl schedule --log-json exports.log
      sellsy-etl schedule list
      sellsy-etl schedule next nightly_export
      sellsy-etl schedule run nightly_export
      sellsy-etl schedule status
      sellsy-etl schedule --print systemd > ~/.config/systemd/user/sellsy-etl.service
    """
    if ctx.invoked_subcommand is not None:
        typed = {name: value for name, value in ctx.params.items() if _is_typed(ctx, name)}
        ctx.default_map = dict.fromkeys(schedule.commands, typed)
        return

    context: Context = ctx.obj
    files = commands.schedules_in(paths, zone=zone)
    if system is not None:
        _print(context, system, files, zone=zone, **given)
        return
    with working(context) as session:
        service = commands.Service(files, session, **given)
        with _ended_by_signals(service):
            service.serve()


def _print(context: Context, system: str, files: Any, **given: Any) -> None:
    """Print what a system's scheduler needs to do as this call would."""
    if files.broken:
        raise files.broken[0].error
    if not files.pipelines:
        raise ConfigError("schedule-none")
    with context.session() as session:
        home = session.home.home
    call = commands.Invocation(
        program=shutil.which("sellsy-etl") or str(Path(sys.argv[0]).absolute()),
        options=context.typed(),
        pipelines=files.paths,
        environment=os.environ,
        secrets=home.absolute() / "schedule.env",
        **given,
    )
    click.echo(commands.units_for(system, files.pipelines, call), nl=False)


def _is_typed(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE


@contextmanager
def _ended_by_signals(service: Any) -> Iterator[None]:
    """End the service after the current pipeline on SIGTERM, and at once on Ctrl-C."""
    before = signal.signal(signal.SIGTERM, lambda *_: service.stop())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@schedule.command("list")
@_PIPELINES
@_ZONE
@json_list_option
@pass_context
def list_(context: Context, *, paths: tuple[Path, ...], zone: str | None, as_json: bool) -> int:
    """List the pipelines that have a schedule, and when each runs next.

    \b
    Examples:
      sellsy-etl schedule list
      sellsy-etl schedule list --pipelines exports/ --json
    """
    now = datetime.now(tz=UTC)
    files = commands.schedules_in(paths, zone=zone)
    for file in files.broken:
        context.fail(file.error)
    rows = [
        (pipeline.name, pipeline.pipeline.schedule, pipeline.after(now), str(pipeline.pipeline.path))
        for pipeline in files.pipelines
    ]
    code = files.broken[0].error.exit_code if files.broken else 0
    if as_json:
        keys = ("name", "schedule", "next", "path")
        print_json(
            [dict(zip(keys, (a, b, c.isoformat() if c else None, d), strict=True)) for a, b, c, d in rows]
        )
        return code
    if not rows:
        context.say("schedule-nothing")
        return code
    heads = [text(f"schedule-head-{name}", lang=context.lang) for name in ("name", "cron", "next", "path")]
    click.echo(table(heads, [(a, b, f"{c:%Y-%m-%d %H:%M %Z}" if c else "-", d) for a, b, c, d in rows]))
    return code


@schedule.command("next")
@click.argument("name")
@_PIPELINES
@_ZONE
@click.option("--count", type=click.IntRange(1, 1000), default=5, show_default=True, help="How many times.")
@pass_context
def next_(context: Context, *, name: str, paths: tuple[Path, ...], zone: str | None, count: int) -> None:
    """Print the next times of the pipeline NAME.

    \b
    Examples:
      sellsy-etl schedule next nightly_export
      sellsy-etl schedule next nightly_export --count 30
    """
    del context
    for moment in commands.next_times(commands.schedules_in(paths, zone=zone), name, count):
        click.echo(f"{moment:%Y-%m-%d %H:%M %Z}")


@schedule.command("run")
@click.argument("name")
@_PIPELINES
@_ZONE
@_LOG
@_METRICS
@_JITTER
@click.option("--due", is_flag=True, help="Only if a time of its schedule has come since its last run.")
@json_option
@pass_context
def run_(
    context: Context,
    /,
    *,
    name: str,
    paths: tuple[Path, ...],
    zone: str | None,
    due: bool,
    as_json: bool,
    **given: Any,
) -> int:
    """Run the pipeline NAME now, as its schedule would: logged and notified.

    \b
    Examples:
      sellsy-etl schedule run nightly_export
      sellsy-etl --sandbox schedule run nightly_export --log-json exports.log
    """
    with working(context) as session:
        files = commands.schedules_in(paths, zone=zone)
        service = commands.Service(files, session, **given)
        result = service.once(name, only_due=due)
    if result is None:
        return 0
    show_pipeline(context, result, as_json=as_json)
    return result.exit_code


@schedule.command("status")
@_PIPELINES
@_ZONE
@_METRICS
@json_list_option
@pass_context
def status(
    context: Context, *, paths: tuple[Path, ...], zone: str | None, metrics: Path | None, as_json: bool
) -> int:
    """Show the last success of each pipeline, its next time, and the last error.

    Exit code 1 when a pipeline needs attention: it failed, is overdue, or its file is wrong.

    \b
    Examples:
      sellsy-etl schedule status
      sellsy-etl schedule status --json
      sellsy-etl schedule status --metrics /var/lib/node_exporter/sellsy.prom
    """
    now = datetime.now(tz=UTC)
    with context.session() as session:
        statuses = commands.status_of(session, commands.schedules_in(paths, zone=zone), now=now)
    if metrics is not None:
        commands.write_metrics(metrics, statuses, now=now)
    code = int(not all(entry.good for entry in statuses))
    if as_json:
        print_json([entry.to_dict() for entry in statuses])
        return code
    if not statuses:
        context.say("schedule-nothing")
        return code
    lang = context.lang
    heads = [text(f"schedule-head-{name}", lang=lang) for name in ("name", "state", "success", "next")]
    rows = [
        (
            entry.name,
            text(f"schedule-state-{entry.state}", lang=lang),
            _moment(entry.success),
            _moment(entry.next),
        )
        for entry in statuses
    ]
    click.echo(table(heads, rows))
    for entry in statuses:
        if not entry.good and entry.error:
            told = {name: entry.error.get(name) or "" for name in ("message", "hint")}
            context.say("schedule-error", name=entry.name, **told)
    return code


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M %Z}" if moment else "-"
