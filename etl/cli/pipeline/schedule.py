"""`sellsy-etl schedule`: pipelines that run by themselves."""

import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import json_list_option, json_option
from etl.cli.pipeline.run import show_pipeline
from etl.cli.progress import working
from etl.cli.show import table
from etl.messages import text

_PIPELINES = click.option(
    "--pipelines", "paths", type=click.Path(path_type=Path), multiple=True, metavar="PATH",
    default=("pipelines",), show_default=True, help="Files, or folders of files; may be repeated.")  # fmt: skip
_ZONE = click.option(
    "--timezone",
    "zone",
    metavar="NAME",
    help="Time zone of pipelines that give none (default: this computer's).",
)
_LOG = click.option("--log-json", "log", type=click.Path(path_type=Path), metavar="FILE",
                    help="Add one JSON line per run to this file.")  # fmt: skip


@click.group("schedule", invoke_without_command=True)
@_PIPELINES
@_ZONE
@_LOG
@click.option("--jitter", type=click.FloatRange(min=0), default=0.0, show_default=True, metavar="SECONDS",
              help="Delay each start at random, by up to this many seconds.")  # fmt: skip
@click.option("--print", "system", type=click.Choice(["systemd", "cron", "windows"]),
              help="Print what the system's scheduler needs, and run nothing.")  # fmt: skip
@click.pass_context
def schedule(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    zone: str | None,
    log: Path | None,
    jitter: float,
    system: str | None,
) -> None:
    """Run the pipelines that carry a `schedule`, each at its times, until Ctrl-C.

    One at a time. A start missed by less than an hour is made up for once; every run is in the journal and in
    --log-json, and notified as the pipeline's `notify` says.

    \b
    Examples:
      sellsy-etl schedule --log-json exports.log
      sellsy-etl schedule list
      sellsy-etl schedule next nightly_export
      sellsy-etl schedule run nightly_export
      sellsy-etl schedule --print systemd > ~/.config/systemd/user/sellsy-etl.service
    """
    if ctx.invoked_subcommand is not None:
        return

    context: Context = ctx.obj
    pipelines = commands.pipelines_of(paths, zone=zone)
    if system is not None:
        click.echo(commands.units_for(system, pipelines, shutil.which("sellsy-etl") or sys.argv[0]), nl=False)
        return
    with working(context) as session:
        service = commands.Service(pipelines, session, log=log, jitter_s=jitter)
        with _ended_by_signals(service):
            service.serve()


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
def list_(context: Context, *, paths: tuple[Path, ...], zone: str | None, as_json: bool) -> None:
    """List the pipelines that have a schedule, and when each runs next.

    \b
    Examples:
      sellsy-etl schedule list
      sellsy-etl schedule list --pipelines exports/ --json
    """
    now = datetime.now(tz=UTC)
    rows = [
        (pipeline.name, pipeline.pipeline.schedule, pipeline.after(now), str(pipeline.pipeline.path))
        for pipeline in commands.pipelines_of(paths, zone=zone)
    ]
    if as_json:
        keys = ("name", "schedule", "next", "path")
        print_json(
            [dict(zip(keys, (a, b, c.isoformat() if c else None, d), strict=True)) for a, b, c, d in rows]
        )
        return
    if not rows:
        context.say("schedule-nothing")
        return
    heads = [text(f"schedule-head-{name}", lang=context.lang) for name in ("name", "cron", "next", "path")]
    click.echo(table(heads, [(a, b, f"{c:%Y-%m-%d %H:%M %Z}" if c else "-", d) for a, b, c, d in rows]))


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
    for moment in commands.next_times(commands.pipelines_of(paths, zone=zone), name, count):
        click.echo(f"{moment:%Y-%m-%d %H:%M %Z}")


@schedule.command("run")
@click.argument("name")
@_PIPELINES
@_LOG
@json_option
@pass_context
def run_(context: Context, *, name: str, paths: tuple[Path, ...], log: Path | None, as_json: bool) -> int:
    """Run the pipeline NAME now, as its schedule would: logged and notified.

    \b
    Examples:
      sellsy-etl schedule run nightly_export
      sellsy-etl --sandbox schedule run nightly_export --log-json exports.log
    """
    with working(context) as session:
        result = commands.Service(commands.pipelines_of(paths), session, log=log).once(name)
    show_pipeline(context, result, as_json=as_json)
    return result.exit_code
