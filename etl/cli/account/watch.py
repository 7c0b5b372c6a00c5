"""`sellsy-etl watch`: Sellsy's events, received as they happen."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl import commands
from etl.cli.account.webhooks import sign_key_of
from etl.cli.context import Context, pass_context
from etl.cli.options import split_names
from etl.core.errors import EtlError
from etl.messages import counted_text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.commands.account.watch import Watching
    from etl.commands.pipeline.pipelines import PipelineResult
    from etl.webhooks import Handled


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8788, show_default=True,
              help="Port on 127.0.0.1; 0 picks a free one.")  # fmt: skip
@click.option("--public-url", metavar="URL",
              help="The https address that leads to the port (default: the local one).")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default="deliveries.jsonl", show_default=True,
              help="A .jsonl, .csv or .xlsx file to append to; a workbook is written at the end.")  # fmt: skip
@click.option("--events", metavar="A.B,C", callback=split_names,
              help="Events, or entities for all of theirs (default: as for webhooks create).")  # fmt: skip
@click.option("--fetch", is_flag=True, help="Read the record that each delivery names, and keep it too.")
@click.option("--run", type=click.Path(path_type=Path), metavar="PIPELINE",
              help="A pipeline to run for each delivery.")  # fmt: skip
@click.option("--sign-key-env", metavar="NAME",
              help="Environment variable with the sign key (default: a random key).")  # fmt: skip
@pass_context
def watch(context: Context, /, *, sign_key_env: str | None, **options: Any) -> None:
    """Register a webhook, show and keep what Sellsy posts, and unregister on Ctrl-C.

    Sellsy must reach the port: open a tunnel or a reverse proxy to it and give its address with --public-url.
    A delivery is on disk, in a file named after --out with .inbox, before it is answered; it is kept once,
    however often it comes. Deliveries that are not signed with the webhook's key are refused.

    With --run, PIPELINE runs for each delivery where its file has a parameter event, kind or record_id, which then
    says what was delivered; else once for all that came meanwhile. A run that fails does not end the watch.

    \b
    Examples:
      sellsy-etl watch --public-url https://hooks.example.com --out deliveries.csv
      sellsy-etl watch --public-url https://hooks.example.com --events client.created,opportunity --fetch
      sellsy-etl watch --public-url https://hooks.example.com --events client --run nightly_export.yaml
      sellsy-etl --sandbox watch
    """

    def ready(watching: Watching) -> None:
        context.say(
            "watch-ready",
            webhook=watching.webhook,
            events=len(watching.events),
            endpoint=watching.endpoint,
            out=watching.out,
        )
        if watching.endpoint == watching.url:
            context.say("watch-local", url=watching.url)

    with stopping_on_signals() as stop, context.session() as session:
        wanted = commands.WatchOptions(
            sign_key=sign_key_of(sign_key_env),
            stop=stop,
            on_ready=ready,
            on_delivery=lambda handled: _tell(context, handled),
            on_run=lambda ended: _tell_run(context, ended),
            **options,
        )
        result = commands.watch(session, wanted)
    context.say("watch-ended", handled=result.handled, duplicates=result.duplicates, refused=result.refused)
    if result.left:
        context.say("watch-left", count=result.left)


def _tell(context: Context, handled: Handled) -> None:
    """Print a delivery on a line; its fields were checked when it arrived."""
    if context.quiet:
        return
    delivery = handled.delivery
    record = handled.record if isinstance(handled.record, dict) else {}
    named = record.get("name") or record.get("last_name") or record.get("title") or ""
    when = delivery.received.astimezone().strftime("%H:%M:%S")
    parts = [
        when,
        delivery.id.ljust(26),
        f"{delivery.kind} {delivery.record_id if delivery.record_id is not None else '?'}",
    ]
    click.echo("  ".join([*parts, *([" ".join(str(named).split())] if named else [])]))
    if handled.problem is not None:
        problem = (
            handled.problem if isinstance(handled.problem, str) else handled.problem.message(context.lang)
        )
        click.echo(text("watch-unread", lang=context.lang, said=problem), err=True)


def _tell_run(context: Context, ended: PipelineResult | EtlError) -> None:
    """Print how the pipeline of a delivery ended, or why it did not run."""
    if isinstance(ended, EtlError):
        context.fail(ended)
        return
    rows = ", ".join(counted_text(k, n, lang=context.lang) for k, n in ended.counts.items() if n)
    context.say("watch-run", title=ended.title, run=ended.run_id, rows=rows or "0")


@contextmanager
def stopping_on_signals() -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C or SIGTERM sets, so that work can finish; a second signal interrupts."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():  # only there can signals be heard
        yield stop
        return
    wanted = (signal.SIGINT, signal.SIGTERM)

    def hear(_number: int, _frame: object) -> None:
        for number in wanted:
            signal.signal(number, signal.default_int_handler)
        stop.set()

    before = {number: signal.signal(number, hear) for number in wanted}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
