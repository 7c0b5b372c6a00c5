"""`sellsy-etl demo`: the main job, start to end, on a local Sellsy."""

from dataclasses import replace
from pathlib import Path

import click

from etl import commands
from etl.cli.context import Context, pass_context
from etl.cli.progress import Progress
from etl.cli.show import counts_table, problems_text, table
from etl.cli.terminal import echo_styled
from etl.core.user_paths import typed
from etl.messages import text


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default="sellsy-etl-demo",
              show_default=True, help="Folder for the files it writes.")  # fmt: skip
@pass_context
def demo(context: Context, *, output: Path) -> None:
    """Check, import, import again and export a workbook full of errors on a local Sellsy.

    No account, no network, no other step. The journal of the demo is kept in its folder.

    \b
    Examples:
      sellsy-etl demo
      sellsy-etl --lang fr demo -o /tmp/demo
    """

    def title(step: str, **params: object) -> None:
        click.echo()
        echo_styled(text(f"demo-{step}", lang=context.lang, **params), bold=True)

    with (
        Progress(context) as progress,
        commands.Demo.start(output, lang=context.lang, observer=progress) as run,
    ):
        every = replace(context, verbose=True)
        title("start", url=run.url)
        title("check", path=run.workbook)
        checked = run.check()
        click.echo(problems_text(every, [*checked.problems, *checked.warnings]))
        title("import", path=run.workbook)
        first = run.load("first")
        known = {problem.row for problem in checked.problems}
        new_problems = [problem for problem in first.problems if problem.row not in known]
        if new_problems:
            click.echo(problems_text(every, new_problems))
            click.echo()
        click.echo(counts_table(context, first.counts))
        title("again", path=run.workbook)
        again = run.load("again")
        click.echo(counts_table(context, again.counts))
        title("export", path=run.export_path)
        exported = run.export()
        title("summary")
        names = ("read", "created", "updated", "unchanged", "rejected", "failed")
        heads = [
            "",
            *(text(f"count-{name}", lang=context.lang) for name in names),
            text("head-calls", lang=context.lang),
        ]
        rows = [
            (text(f"demo-row-{label}", lang=context.lang), *(r.counts[n] for n in names), r.calls)
            for label, r in (("first", first), ("again", again))
        ]
        rows.append((text("demo-row-export", lang=context.lang), exported.rows, *[""] * 5, exported.calls))
        click.echo(table(heads, rows))
        files = {"report": first.report, "export": run.export_path, "again": typed(run.workbook)}
        click.echo(text("demo-next", lang=context.lang, **files))
