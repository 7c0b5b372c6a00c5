"""`sellsy-etl run`: the steps of a pipeline file."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.asking import confirm
from etl.cli.context import Context, current_language, pass_context, print_json
from etl.cli.options import json_option
from etl.cli.past_runs.trying import whole_decider
from etl.cli.progress import working
from etl.cli.show import show_cost, table
from etl.messages import counted_text, text
from etl.messages.languages import MANNERS


def parameters_of(_: click.Context, parameter: click.Parameter, typed: tuple[str, ...]) -> dict[str, str]:
    """Return name -> value of the parameters set on the command line.

    Raises:
        click.BadParameter: one is not NAME=VALUE.
    """
    parameters: dict[str, str] = {}
    for assignment in typed:
        name, mark, value = assignment.partition("=")
        if not mark or not name.strip():
            raise click.BadParameter(
                text("usage-set", lang=current_language(), value=assignment), param=parameter
            )
        parameters[name.strip()] = value
    return parameters


@click.command("run")
@click.argument("pipeline", type=click.Path(path_type=Path))
@click.option(
    "--dry-run", is_flag=True, help="Do everything but write; steps see what earlier ones would create."
)
@click.option("--from", "start", metavar="STEP", help="Start from this step; earlier ones are skipped.")
@click.option("--set", "parameters", metavar="NAME=VALUE", multiple=True, callback=parameters_of,
              help="A value for a parameter of the file; may be repeated.")  # fmt: skip
@click.option("--trial", type=click.IntRange(min=1, max=500), metavar="N",
              help="Write N rows of each step and all they depend on, read them back, then ask.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Do not ask before a step writes.")
@json_option
@pass_context
def run(
    context: Context,
    *,
    pipeline: Path,
    dry_run: bool,
    start: str | None,
    parameters: dict[str, str],
    trial: int | None,
    yes: bool,
    as_json: bool,
) -> int:
    """Run the steps of the file PIPELINE: imports, exports, deletions, calls, in the order they need each other.

    Each step is a run in the journal, under the run of the pipeline, which is resumed, undone and verified as a
    whole (`runs resume`, `runs undo`, `runs verify`). With --sandbox, all of it is tried on this computer.

    With --trial N, N rows of each step and those they depend on are really written, read back and proven first; then it
    asks: go on (the rest, nothing twice), undo, or stop.

    \b
    Examples:
      sellsy-etl --sandbox run pipelines/first_import.yaml
      sellsy-etl run migrate.yaml --dry-run --set folder=exports
      sellsy-etl run migrate.yaml --trial 20
      sellsy-etl run migrate.yaml --from opportunities --yes
    """
    options = commands.RunPipelineOptions(
        parameters=parameters,
        dry_run=dry_run,
        start=start,
        approve=approval(context, asks=not (yes or as_json or dry_run)),
        trial=trial,
        decide=whole_decider(context, yes=yes, as_json=as_json),
    )
    with working(context) as session:
        result = commands.run_pipeline(session, pipeline, options)
    show_pipeline(context, result, as_json=as_json)
    return result.exit_code


def approval(context: Context, *, asks: bool) -> Any:
    """Return a callback that shows a step's estimated cost and, on a terminal, asks whether to go on."""
    asks = asks and sys.stdin.isatty()

    def approve(step: str, cost: Any) -> bool:
        context.say("run-step-bill", step=step)
        show_cost(context, cost, code="bill-delete" if cost.counts["deleted"] else "bill")
        return not asks or confirm(text("confirm", lang=context.lang), default=True, lang=context.lang)

    return approve


def show_pipeline(context: Context, result: Any, *, as_json: bool) -> None:
    """Print how each step of a pipeline ended."""
    if as_json:
        print_json(result.to_dict())
        return
    if context.quiet:
        return
    lang = context.lang
    heads = [text(f"run-head-{name}", lang=lang) for name in ("step", "ending", "calls", "seconds", "rows")]
    rows = [
        (
            step.name,
            text(f"run-ending-{step.ending}", lang=lang),
            step.calls,
            MANNERS[lang].number(f"{step.seconds:.1f}"),
            ", ".join(counted_text(k, n, lang=lang, dry=result.dry) for k, n in step.counts.items() if n),
        )
        for step in result.steps
    ]
    click.echo(table(heads, rows))
    click.echo()
    for line in _where_to_look(result, lang):
        click.echo(line)
    code = ("run-total-dry" if result.dry else "run-total-billed") if result.billed else "run-total"
    values = {"title": result.title, "run": result.run_id, "calls": result.calls, "billed": result.billed}
    click.echo(text(code, lang=lang, **values, seconds=f"{result.duration_s:.1f}"))
    if result.dry and result.proof_calls:
        click.echo(text("run-proof-dry", lang=lang, calls=result.proof_calls))
    if result.report:
        click.echo(text("run-proof", lang=lang, path=result.report))
        click.echo(text("run-proof-calls", lang=lang, calls=result.proof_calls))


def _where_to_look(result: Any, lang: Any) -> Iterator[str]:
    """Yield the reports of bad rows and the files that were written."""
    for step in result.steps:
        files = ", ".join(map(shown_path, step.files))
        if step.bad and files:
            yield text("run-step-bad", lang=lang, step=step.name, bad=step.bad, files=files)
        elif files and step.kind == "export":
            yield text("run-step-files", lang=lang, step=step.name, files=files)


def shown_path(path: str) -> str:
    """Return the shortest form of a path from the current folder."""
    place = Path(path)
    here = Path.cwd()
    return str(place.relative_to(here)) if place.is_relative_to(here) else path
