"""Results on a terminal: problems as a table, counts, runs."""

from collections.abc import Iterable, Mapping, Sequence

import click

from etl.cli.context import Context
from etl.messages import text
from etl.results import Problem, RunResult

SHOWN = 20
"""Problems shown without -v."""


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], *, limit: int = 60) -> str:
    """Return rows as an aligned table; cells are cut at `limit` characters, the last column is not."""
    lines = [[str(cell) for cell in row] for row in rows]
    cut = [[_cut(cell, limit) for cell in line[:-1]] + line[-1:] for line in lines]
    widths = [max(len(line[i]) for line in [list(headers), *cut]) for i in range(len(headers))]
    shown = [headers, ["-" * width for width in widths[:-1]] + ["-" * len(headers[-1])], *cut]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in shown)


def _cut(cell: str, limit: int) -> str:
    cell = " ".join(cell.split())
    return cell if len(cell) <= limit else cell[: limit - 1] + "…"


def problems_table(context: Context, problems: Sequence[Problem]) -> str:
    """Return problems as a table: row, column, value, what is wrong and what to do."""
    shown = problems if context.verbose else problems[:SHOWN]
    headers = [text(f"head-{name}", lang=context.lang) for name in ("row", "column", "value", "problem")]
    rows = [
        (
            "" if problem.row is None else problem.row,
            problem.column or "",
            problem.value if problem.value is not None else "",
            " ".join(problem.texts(context.lang)),
        )
        for problem in shown
    ]
    lines = [table(headers, rows, limit=32)]
    if len(problems) > len(shown):
        lines.append(text("more-problems", lang=context.lang, count=len(problems) - len(shown)))
    return "\n".join(lines)


def counts_table(context: Context, counts: Mapping[str, int]) -> str:
    """Return counts as a table, zeros left out but for what was read."""
    rows = [
        (text(f"count-{name}", lang=context.lang), number)
        for name, number in counts.items()
        if number or name == "read"
    ]
    return table([text("head-outcome", lang=context.lang), text("head-rows", lang=context.lang)], rows)


def show_result(context: Context, result: RunResult) -> None:
    """Print how a run ended."""
    if context.quiet:
        return
    if result.problems:
        click.echo(problems_table(context, result.problems))
        click.echo()
    if result.warnings:
        click.echo(text("warnings-title", lang=context.lang, count=len(result.warnings)))
        if context.verbose:
            click.echo(problems_table(context, result.warnings))
        click.echo()
    click.echo(counts_table(context, result.counts))
    click.echo()
    click.echo(
        text(
            "run-line",
            lang=context.lang,
            run=result.run_id,
            status=text(f"status-{result.status}", lang=context.lang),
            calls=result.calls,
            seconds=f"{result.duration_s:.1f}",
        )
    )
    if result.report:
        click.echo(text("report-line", lang=context.lang, path=result.report))
