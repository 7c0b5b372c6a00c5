"""Show results on a terminal: problems as a table, counts, runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from etl import commands
from etl.cli.causes import causes_text, shortened, width, wrapped
from etl.cli.context import print_json
from etl.cli.terminal import echo_styled, printable
from etl.core.results import DROPPED
from etl.messages import count_text, counted_text, outcome_text, text, word_text
from etl.messages.languages import MANNERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from etl.cli.causes import Names
    from etl.cli.context import Context
    from etl.core.results import Change, Problem, RunResult
    from etl.matching.near_duplicates import NearDuplicate
    from etl.runs.checking import CheckResult
    from etl.runs.verifying import RowCheck, RunCheck
    from etl.source.options import Cost

SIMILAR_SHOWN = 5
"""Near duplicates shown without -v."""

_FILE = 16
"""Characters of a file's name in the list of runs."""

_LEAST = 12
"""Characters that the list of runs leaves for what became of rows, however narrow the terminal."""

SHOWN = 20
"""Rows of a dry run shown without -v."""

_HINTED = 4
"""Codes named after a table of problems."""


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], *, limit: int = 60) -> str:
    """Return rows as an aligned table; cells are cut at `limit` characters, except in the last column."""
    lines = [[str(cell) for cell in row] for row in rows]
    cut = [[_cut(cell, limit) for cell in line[:-1]] + line[-1:] for line in lines]
    widths = [max(len(line[i]) for line in [list(headers), *cut]) for i in range(len(headers))]
    shown = [headers, ["-" * width for width in widths[:-1]] + ["-" * len(headers[-1])], *cut]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in shown
    )


def _cut(cell: str, limit: int) -> str:
    cell = printable(" ".join(cell.split()))
    return cell if len(cell) <= limit else cell[: limit - 1] + "…"


def problems_text(
    context: Context, problems: Sequence[Problem], *, names: Names | None = None, report: str | None = None
) -> str:
    """Return problems by cause; with -v each on its own, as a table: row, column, value, problem and hint."""
    if not context.verbose:
        return causes_text(problems, names=names or {}, lang=context.lang, report=report)
    headers = [text(f"head-{name}", lang=context.lang) for name in ("row", "column", "value", "problem")]
    rows = [
        (
            "" if problem.row is None else problem.row,
            problem.column or "",
            problem.value if problem.value is not None else "",
            " ".join(problem.texts(context.lang)),
        )
        for problem in problems
    ]
    codes = list(dict.fromkeys(problem.code for problem in problems))
    hint = text("explain-hint", lang=context.lang, codes=" | ".join(codes[:_HINTED]))
    return f"{table(headers, rows, limit=32)}\n{hint}"


def counts_table(context: Context, counts: Mapping[str, int], *, dry: bool = False) -> str:
    """Return counts as a table without zeros, except for the rows read."""
    rows = [
        (count_text(name, lang=context.lang, dry=dry), MANNERS[context.lang].number(number))
        for name, number in counts.items()
        if number or name == "read"
    ]
    return table([text("head-outcome", lang=context.lang), text("head-rows", lang=context.lang)], rows)


def accounts(context: Context, result: RunResult) -> str:
    """Return the counts of a run as a line that a person can check: rows read, and their outcomes."""
    parts = [
        counted_text(name, number, lang=context.lang, dry=result.predicted)
        for name, number in result.counts.items()
        if number and name != "read"
    ]
    read, shown = result.counts["read"], " + ".join(parts) or "0"
    left = read - sum(number for name, number in result.counts.items() if name != "read")
    if left:
        return text("accounts-left", lang=context.lang, read=read, parts=shown, left=left, run=result.run_id)
    return text("accounts", lang=context.lang, read=read, parts=shown)


_NAMED = frozenset({"legacy-deleted", "legacy-recreated", "link-not-its"})
"""Codes of warnings that are no repairs: rows left out, records created again, values not written."""


def show_result(context: Context, result: RunResult, names: Names | None = None) -> None:
    """Print the result of a run; `names` are those of rows."""
    if context.quiet:
        return
    named = [*result.problems, *(warning for warning in result.warnings if warning.code in _NAMED)]
    if named:
        click.echo(problems_text(context, named, names=names, report=result.report))
        click.echo()
    repaired = [warning for warning in result.warnings if warning.code not in _NAMED]
    if repaired:
        _tell_repairs(context, repaired)
        if context.verbose:
            click.echo(problems_text(context, repaired))
        click.echo()
    click.echo(counts_table(context, result.counts, dry=result.predicted))
    click.echo()
    click.echo(accounts(context, result))
    if result.dropped:
        click.echo(text("cells-dropped", lang=context.lang, count=result.dropped))
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
    _tell_files(context, result.report, result.html)


def _tell_files(context: Context, report: str | None, page: str | None) -> None:
    """Print where the report and the page are."""
    for code, path in (("report-line", report), ("page-line", page)):
        if path:
            click.echo(text(code, lang=context.lang, path=path))


def _tell_repairs(context: Context, warnings: Sequence[Problem]) -> None:
    """Print how many cells were repaired; those that were dropped are counted apart."""
    repairs = sum(warning.code not in DROPPED for warning in warnings)
    if repairs:
        click.echo(text("warnings-title", lang=context.lang, count=repairs))


def tell_result(context: Context, result: RunResult, *, as_json: bool) -> int:
    """Print the result of a run, for people or for machines, and return its exit code."""
    if as_json:
        print_json(result.to_dict(context.lang))
    else:
        show_result(context, result)
    return result.exit_code


def show_check(context: Context, result: CheckResult, names: Names | None = None) -> None:
    """Print the result of a check; `names` are those of rows."""
    if context.quiet:
        return
    problems = [*result.problems, *(result.warnings if context.verbose else ())]
    if problems:
        ordered = sorted(problems, key=lambda problem: problem.row or 0)
        click.echo(problems_text(context, ordered, names=names, report=result.report))
        click.echo()
    elif not result.warnings:
        click.echo(text("no-problem", lang=context.lang))
    if not context.verbose:
        _tell_repairs(context, result.warnings)
    click.echo(text("check-ok", lang=context.lang, valid=result.valid, read=result.read))
    if result.skipped:
        click.echo(text("check-skipped", lang=context.lang, count=result.skipped))
    if result.fixable:
        click.echo(text("check-fixable", lang=context.lang, count=result.fixable))
    if result.dropped:
        click.echo(text("cells-dropped", lang=context.lang, count=result.dropped))
    if result.left_out:
        click.echo(text("check-left-out", lang=context.lang, count=result.left_out))
    show_similar(context, result.similar, result.report)
    _tell_files(context, result.report, result.html)


def show_similar(context: Context, pairs: Sequence[NearDuplicate], report: str | None) -> None:
    """Print how many near duplicates there are, where all of them are listed, and the likeliest."""
    if not pairs:
        return
    code = "similar-title" if report and not report.lower().endswith(".csv") else "similar-title-page"
    click.echo(text(code, lang=context.lang, count=len(pairs)))
    for pair in pairs if context.verbose else pairs[:SIMILAR_SHOWN]:
        code = "similar-row-line" if pair.other_row else "similar-record-line"
        reasons = ", ".join(text(f"similar-{reason}", lang=context.lang) for reason in pair.reasons)
        click.echo(
            text(
                code, lang=context.lang, row=pair.row, name=pair.name, other=pair.other_row or pair.other_id,
                other_name=pair.other_name, reasons=reasons, score=pair.score,
            )
        )  # fmt: skip


def show_cost(context: Context, cost: Cost, *, code: str = "bill") -> None:
    """Print on stderr what a run will do and cost; `code` names the text."""
    share = ""
    if cost.day_share is not None:
        share = text("bill-share", lang=context.lang, share=cost.day_share)
    context.say(code, **cost.counts, calls=cost.total, minutes=cost.minutes, share=share)


def show_plan(context: Context, result: RunResult) -> None:
    """Print what a dry run would have done, cell by cell for updates, names in place of ids."""
    if context.quiet:
        return
    labels = commands.column_labels(result.entity, lang=context.lang)
    with context.session() as session:
        rows = commands.run_rows(session, result.run_id)
    echo_styled(text("dry-run-title", lang=context.lang), bold=True)
    written = [row for row in rows if row.outcome in ("created", "updated", "deleted")]
    created = [] if context.verbose else [row.row for row in written if row.outcome == "created"]
    if created:
        from etl.source.opening import ranges  # noqa: PLC0415 - pandas: a file has been read

        outcome = outcome_text("created", lang=context.lang, dry=True)
        line = text("plan-rows", lang=context.lang, count=len(created), outcome=outcome, rows=ranges(created))
        click.echo("\n".join(wrapped(line)))
        written = [row for row in written if row.outcome != "created"]
    shown = written if context.verbose else written[:SHOWN]
    with context.session() as session:
        rows = commands.rows_in_words(session, shown, run=result.run_id, entity=result.entity)
    for row in rows:
        outcome = outcome_text(row.outcome, lang=context.lang, dry=True)
        click.echo(text("plan-row", lang=context.lang, row=row.row, outcome=outcome))
        for change in row.changes:
            column = labels.get(change.column, change.column)
            click.echo(
                text("plan-change", lang=context.lang, column=column, old=change.old, new=_new_value(change))
            )
    if len(written) > len(shown):
        click.echo(text("more-problems", lang=context.lang, count=len(written) - len(shown)))
    click.echo()


def _new_value(change: Change) -> object:
    """Return the new value of a change; for a link to a record that the row creates, its roles, or True."""
    if change.column == "link" and isinstance(change.new, str) and change.new:
        return commands.without_op_ids(f"{change.new} ").strip() or True
    return change.new


def runs_table(context: Context, runs: Sequence[RunResult]) -> str:
    """Return runs as a table as wide as the terminal, newest first: kind, file, and what became of the rows."""
    heads = [text(f"head-{name}", lang=context.lang) for name in ("run", "kind", "file", "rows")]
    lines = [
        (run.run_id, _kind(context, run), _cut(_file_of(run), _FILE), _ending(context, run)) for run in runs
    ]
    taken = sum(max(len(line[at]) for line in (heads, *lines)) + 2 for at in range(3))
    left = max(width() - taken, _LEAST)
    return table(heads, [(*line[:3], shortened(line[3], left)) for line in lines], limit=width())


def _kind(context: Context, run: RunResult) -> str:
    """Return what a run did, and to which entity."""
    kind = text(f"kind-{run.kind}", lang=context.lang)
    return kind if run.entity == "pipeline" else f"{kind} {word_text(run.entity, lang=context.lang)}"


def _file_of(run: RunResult) -> str:
    return run.file or ""


def _ending(context: Context, run: RunResult) -> str:
    """Return how many rows ended how, without zeros, behind the status of a run that did not finish."""
    counted = [
        counted_text(name, number, lang=context.lang, dry=run.predicted)
        for name, number in run.counts.items()
        if number and name != "read"
    ]
    status = (
        [] if run.status in ("finished", "dry-run") else [text(f"status-{run.status}", lang=context.lang)]
    )
    return ", ".join(status + counted)


def show_verification(context: Context, check: RunCheck) -> None:
    """Print the rows that are not as sent, then the counts."""
    if check.rows:
        heads = [
            text(f"head-{name}", lang=context.lang) for name in ("mark", "row", "id", "column", "sent", "now")
        ]
        click.echo(table(heads, [line for row in check.rows for line in _verified(context, row)]))
        click.echo()
    shown = ", ".join(
        text(f"mark-{_MARKS[mark]}", lang=context.lang, count=number, mark=mark)
        for mark, number in check.counts.items()
        if number or mark == "="
    )
    click.echo(text("verified", lang=context.lang, run=check.run_id, counts=shown))
    if check.apart:
        apart = ", ".join(counted_text(name, n, lang=context.lang) for name, n in check.apart.items())
        click.echo(text("verified-apart", lang=context.lang, counts=apart))
    if check.pending:
        click.echo(text("verified-pending", lang=context.lang, count=check.pending, run=check.run_id))


_MARKS = {"=": "same", "*": "differs", "-": "gone", "!": "unread"}


def _verified(context: Context, row: RowCheck) -> Iterator[tuple[object, ...]]:
    """Yield a line for each difference and problem of a row."""
    place = (row.mark, row.row, row.sellsy_id or "")
    for difference in row.differences:
        yield (*place, difference.field, difference.sent or "∅", difference.now or "∅")
    for problem in row.problems:
        yield (*place, problem.column or "", "", " ".join(problem.texts(context.lang)))
    if not row.differences and not row.problems:
        yield (*place, "", "", "")


def say_next(context: Context, counts: Mapping[str, int], *, dry: bool) -> None:
    """Print how to undo for good, when a dry run has something to do."""
    if dry and any(counts.get(outcome) for outcome in ("deleted", "updated", "created")):
        context.say("undo-next")
