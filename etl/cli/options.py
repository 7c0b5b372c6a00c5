"""The options that commands share: how to read the file, how to run."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from etl import commands
from etl.cli import asking
from etl.cli.context import Context, current_language
from etl.cli.past_runs.trying import decider
from etl.cli.show import show_cost
from etl.core.errors import DataError
from etl.messages import text

F = TypeVar("F", bound=Callable[..., Any])

_TABS = ("tab", "\\t")
"""Names for characters that are hard to type in a shell."""


def _delimiter(_: click.Context, parameter: click.Parameter, typed: str | None) -> str | None:
    """Return the single character that separates cells."""
    mark = "\t" if typed in _TABS else typed
    if mark is not None and (len(mark) != 1 or mark in '"\r\n'):
        raise click.BadParameter(
            text("usage-delimiter", lang=current_language(), value=typed), param=parameter
        )
    return mark


def split_names(_: click.Context, __: click.Parameter, typed: str | None) -> tuple[str, ...]:
    """Return the names in a list such as "tags, sources"."""
    return tuple(name.strip() for name in (typed or "").split(",") if name.strip())


json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document on stdout and nothing else there."
)
json_list_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON list on stdout.")
yes_option = click.option("--yes", is_flag=True, help="Do not ask before writing.")


_SPOOLED = "etl.spooled"


class SourceFile(click.Path):
    """A file to read; "-" is standard input, stored in a file until the command ends."""

    name = "file"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path of the file to read."""
        if str(value) != "-" or ctx is None:
            return super().convert(value, param, ctx)
        from etl.sheets import buffered_stdin  # noqa: PLC0415 - keeps start-up light

        folder = ctx.with_resource(TemporaryDirectory(ignore_cleanup_errors=True))
        ctx.meta[_SPOOLED] = buffered_stdin(sys.stdin.buffer, Path(folder))
        return ctx.meta[_SPOOLED]


def source_argument(command: F) -> F:
    """Add the argument FILE."""
    return click.argument("file", type=SourceFile())(command)


def _report(ctx: click.Context, _: click.Parameter, path: Path | None) -> Path | None:
    """Return where the report goes: standard input has no file to put it beside."""
    spooled: Path | None = ctx.meta.get(_SPOOLED)
    if path is not None or spooled is None:
        return path
    csv = spooled.suffix == ".csv"
    word = "report" if ctx.info_name == "import" else ctx.info_name
    return Path(f"{spooled.stem}.{word}.{'csv' if csv else 'xlsx'}")


_READING: tuple[Callable[[F], F], ...] = (
    click.option("--entity", metavar="ENTITY",
                 help="client, prospect, supplier, contact, opportunity, event, task, comment (default: by headers)."),
    click.option("--sheet", metavar="NAME", help="Sheet of the workbook (default: the one whose headers fit best)."),
    click.option("--header-row", type=click.IntRange(min=1), metavar="N", help="Line of the headers."),
    click.option("--encoding", metavar="NAME", help="Encoding of a CSV (default: BOM, UTF-8, else cp1252)."),
    click.option("--repair-encoding", is_flag=True, help="Restore text that was encoded twice (HÃ©lÃ¨ne)."),
    click.option("--delimiter", metavar="CHAR", callback=_delimiter,
                 help="Delimiter of a CSV, one character or tab (default: found among ; , tab |)."),
    click.option("--decimal", type=click.Choice([",", "."]), help="Decimal mark, where 1.234 would be ambiguous."),
    click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]),
                 help="Order of day and month in text dates (default: what they show, else day first)."),
    click.option("--hidden", type=click.Choice(["include", "skip"]),
                 help="Read or skip hidden rows (default: ask; `check` reads them)."),
    click.option("--country", metavar="CODE", default="FR", show_default=True,
                 help="Country of new addresses that give none, and of their phones."),
    click.option("--currency", metavar="CODE",
                 help="Currency of the amounts, that of the account (default: EUR); an amount in another is refused."),
    click.option("--empty", type=click.Choice(["keep", "clear"]), default="keep", show_default=True,
                 help="What an empty cell does to the field in Sellsy."),
    click.option("--clear-word", metavar="WORD", default="EFFACER", show_default=True,
                 help="The word in a cell that clears the field; an empty cell keeps it."),
)  # fmt: skip

_MAP = click.option(
    "--map",
    "mapping",
    metavar="MAPPING",
    multiple=True,
    help="HEADER=COLUMN, a mapping file (.yaml, see `map`), or a product whose exports are known (hubspot, "
    "salesforce…); may be repeated.",
)

_REPORT = click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=_report,
    help="Where to write the report: .xlsx, .ods or .csv (default: beside the file).",
)


_WRITING: tuple[Callable[[F], F], ...] = (
    click.option("--mode", type=click.Choice(["upsert", "create", "update"]), default="upsert", show_default=True,
                 help="Create and update, only create, or only update."),
    click.option("--on-doubt", type=click.Choice(["refuse", "create", "update"]), default="refuse", show_default=True,
                 help="What to do with a row that may or may not be an existing record."),
    click.option("--create-missing", metavar="KINDS", callback=split_names,
                 help="Create unknown names instead of refusing them: tags, sources, or tags,sources."),
    click.option("--tags", type=click.Choice(["add", "replace"]), default="add", show_default=True,
                 help="Add smart tags to those a record has, or replace them (removal goes through API v1)."),
    click.option("--append", metavar="COLUMNS", callback=split_names,
                 help="Custom fields of several choices (cf:CODE, ...): add the choices to those a record has."),
    click.option("--recreate-deleted", is_flag=True,
                 help="Recreate a record that was imported, then deleted in Sellsy (default: skip the row)."),
)  # fmt: skip


_DOUBTFUL: tuple[Callable[[F], F], ...] = (
    click.option("--on-bad-cell", type=click.Choice(["reject", "drop"]), default="reject", show_default=True,
                 help="Reject the row of an optional cell that cannot be read, or import the row without that cell."),
    click.option("--accept-fixes", is_flag=True,
                 help="Fix the cells that have one certain fix (see `check`); every fix is reported."),
)  # fmt: skip


def fixing_options(command: F) -> F:
    """Add the options of what becomes of cells that cannot be read."""
    return _with(_DOUBTFUL, command)


def unmapped_options(command: F) -> F:
    """Add the options of how to read a file, without the mapping of its headers."""
    return _with(_READING, command)


def parsing_options(command: F) -> F:
    """Add the options of how to read a file."""
    return _with((*_READING, _MAP), command)


def reading_options(command: F) -> F:
    """Add the options of how to read a file and where its report goes."""
    return _with((*_READING, _MAP, _REPORT), command)


def writing_options(command: F) -> F:
    """Add the options of what an import may write."""
    return _with(_WRITING, command)


def _with(options: Sequence[Callable[[F], F]], command: F) -> F:
    for option in reversed(options):
        command = option(command)
    return command


_RUNNING: tuple[Callable[[F], F], ...] = (
    click.option("--match", metavar="COLUMN", multiple=True,
                 help="Find existing records by id, siret, reference, email, name…; may be repeated."),
    click.option("--batch-size", type=click.IntRange(1, 1000), default=100, show_default=True,
                 help="Writes sent in one request."),
    click.option("--html/--no-html", "html", default=True, show_default=True,
                 help="Write the page of the run too, beside the report."),
    click.option("--details", is_flag=True, help="Show the HTTP requests of the run on its page."),
    json_option,
)  # fmt: skip


def running_options(command: F) -> F:
    """Add the options of a command that writes the rows of a file."""
    return _with(_RUNNING, command)


def explicit_options() -> frozenset[str]:
    """Return the names of the options that stand on the command line."""
    current = click.get_current_context()
    given = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
    return frozenset(name for name in current.params if current.get_parameter_source(name) in given)


def confirmer(context: Context, *, asks: bool) -> Callable[[Any], bool]:
    """Return a callback that shows the estimated cost of a run and, if `asks`, asks whether to go on."""

    def confirm(cost: Any) -> bool:
        show_cost(context, cost, code="bill-delete" if cost.counts["deleted"] else "bill")
        writes = any(cost.counts[outcome] for outcome in ("created", "updated", "deleted"))
        if not asks or not writes or not sys.stdin.isatty():
            return True
        return asking.confirm(text("confirm", lang=context.lang), default=True, lang=context.lang)

    return confirm


def fix_offerer(context: Context, *, asks: bool) -> Callable[[int], bool] | None:
    """Return a callback that offers the certain fixes of a file on the terminal, None where nobody may be asked."""
    if not asks or not sys.stdin.isatty():
        return None

    def offer(count: int) -> bool:
        return asking.confirm(
            text("ask-fixes", lang=context.lang, count=count), default=True, lang=context.lang
        )

    return offer


wait_option = click.option(
    "--wait",
    "wait_s",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="Wait this long for another process that writes to the account (default: do not wait).",
)


def again_options(command: F) -> F:
    """Add the options of a command that resumes an earlier run."""
    return _with((json_option, yes_option, wait_option), command)


def again(context: Context, *, yes: bool, as_json: bool, **options: Any) -> "commands.AgainOptions":
    """Return how an earlier run is resumed; on a terminal its cost, and a trial, are shown and confirmed first."""
    decide = decider(context, yes=yes, as_json=as_json)
    return commands.AgainOptions(
        confirm=confirmer(context, asks=not yes and not as_json), decide=decide, **options
    )


def entity_chooser(context: Context, *, asks: bool) -> Callable[[Sequence[Any]], str] | None:
    """Return a callback that asks on the terminal for the entity of a file's rows, None where nobody may be asked."""
    if not asks or not sys.stdin.isatty():
        return None

    from etl.entities import ENTITIES  # noqa: PLC0415 - pandas: once a file has been read

    def choose(candidates: Sequence[Any]) -> str:
        listed = [candidate.shown for candidate in candidates]
        context.say("ask-entity", candidates=listed)
        default = candidates[0].entity.name if candidates else None
        offered = click.Choice([entity.name for entity in ENTITIES])
        return asking.prompt("--entity", lang=context.lang, type=offered, default=default)

    return choose


T = TypeVar("T")


def asking_hidden(
    context: Context, call: Callable[..., T], options: Any, *, asks: bool, writes: bool = True
) -> T:
    """Call with the options; ask about hidden rows on the terminal when somebody can be asked.

    What writes nothing asks nothing: it reads them, as `check` does.
    """
    try:
        return call(options)
    except DataError as error:
        if error.code != "rows-hidden" or not asks or not sys.stdin.isatty():
            raise
        question = text("ask-hidden", lang=context.lang, **error.params)
    read = not writes or asking.confirm(question, default=False, lang=context.lang)
    return call(replace(options, hidden="include" if read else "skip"))
