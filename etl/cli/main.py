"""The `sellsy-etl` command: global options, the commands, and the only place where errors end."""

import sys
from itertools import islice

import click

from etl import __version__
from etl.cli.context import INTERRUPTED, Context, default_language
from etl.cli.groups.in_french import in_french, speak
from etl.cli.groups.lazy_group import LazyGroup, command_modules
from etl.cli.signals import heard
from etl.cli.terminal import echo_styled, take_terminal
from etl.core.errors import ApiError, DataError, EtlError
from etl.core.stopping import STOPPING
from etl.messages import Lang, text

FAULT = 70
"""A fault of ours (EX_SOFTWARE of sysexits.h)."""
UNHEARD = 141
"""The reader of the output is gone (128 + SIGPIPE, as shells report it)."""


@click.group(
    cls=LazyGroup,
    homes=command_modules(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "color": True},
)
@click.version_option(__version__, "--version", prog_name="sellsy-etl")
@click.option("--profile", metavar="NAME", help="Credentials and addresses to use (default: SELLSY_PROFILE).")
@click.option("--sandbox", is_flag=True, help="Work on the embedded local Sellsy; it keeps its data.")
@click.option("-v", "--verbose", is_flag=True, help="Show more: every problem and every change.")
@click.option("-q", "--quiet", is_flag=True, help="Show errors only.")
@click.option("--no-progress", is_flag=True, help="Show no progress bar.")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Form of what is printed on stderr: notes, progress and errors.")  # fmt: skip
@click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of messages (default: the locale's).")
@click.pass_context
def cli(
    ctx: click.Context,
    *,
    profile: str | None,
    sandbox: bool,
    verbose: bool,
    quiet: bool,
    no_progress: bool,
    log_format: str,
    lang: str | None,
) -> None:
    """Move data between spreadsheets and Sellsy: check, plan, import, report; never twice, never lost.

    \b
    Examples:
      sellsy-etl demo                                   try everything on a local Sellsy, no account needed
      sellsy-etl template client -o clients.xlsx        an empty workbook to fill in
      sellsy-etl check clients.xlsx                     what is wrong, row by row, without any network
      sellsy-etl import clients.xlsx --dry-run          what would be created and changed, and its cost
      sellsy-etl import clients.xlsx                    do it

    Exit codes: 0 every row is fine, 1 some rows were rejected, failed or are unknown, 2 settings,
    3 unreadable file, 4 Sellsy refused or did not answer, 5 journal, 70 a fault of ours, 130 interrupted.
    """
    ctx.obj = Context(
        profile=profile,
        sandbox=sandbox,
        verbose=verbose,
        quiet=quiet,
        progress=not no_progress,
        lang="fr" if lang == "fr" else "en" if lang == "en" else default_language(),
        json_log=log_format == "json",
    )


_FLAGS = frozenset({"--sandbox", "--no-progress", "-v", "--verbose", "-q", "--quiet"})

_VALUED = ("--profile", "--lang", "--log-format")


def globals_first(arguments: list[str]) -> list[str]:
    """Return the arguments with global options before the command, wherever they were typed.

    What a command has of its own stays with it: `call -q K=V` asks nobody to be quiet, and the value of an
    option is never taken for a flag.
    """
    options: list[str] = []
    rest: list[str] = []
    command: click.Command = cli
    following = iter(arguments)
    for argument in following:
        own = _own_options(command)
        if argument.partition("=")[0] in own and "=" in argument:
            rest.append(argument)
            continue
        if argument == "--":
            rest += [argument, *following]
        elif argument in own:
            rest += [argument, *(islice(following, 1) if own[argument] else ())]
        elif argument in _FLAGS or argument.startswith(("--profile=", "--log-format=", "--lang=")):
            options.append(argument)
        elif argument in _VALUED:
            options += [argument, *islice(following, 1)]
        else:
            rest.append(argument)
            if isinstance(command, click.Group):
                command = command.commands.get(argument, command)
    return options + rest


def asked_language(arguments: list[str]) -> Lang:
    """Return the language given by --lang before the command, by default that of the locale."""
    following = iter(arguments)
    for argument in following:
        option, _, value = argument.partition("=")
        if not option.startswith("-"):
            break
        if option in _VALUED:
            value = value or next(following, "")
        if option == "--lang":
            return "fr" if value == "fr" else "en"
    return default_language()


def _own_options(command: click.Command) -> dict[str, bool]:
    """Return the command's own options, and whether each takes a value."""
    if command is cli:
        return {}
    own = (param for param in command.params if isinstance(param, click.Option))
    return {name: not param.is_flag for param in own for name in (*param.opts, *param.secondary_opts)}


def main() -> None:
    """Run the command line and exit with its exit code."""
    take_terminal()
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        code = UNHEARD
    except DataError as error:  # the last of what was printed
        Context(lang=default_language()).fail(error)
        code = error.exit_code
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; errors are shown, never raised."""
    with heard():
        return _run(arguments)


def _run(arguments: list[str]) -> int:
    arguments = globals_first(arguments)
    context = Context(lang=asked_language(arguments))
    speak(context.lang)
    root = in_french(cli) if context.lang == "fr" else cli
    try:
        with root.make_context("sellsy-etl", arguments) as ctx:
            try:
                code = root.invoke(ctx)
            finally:
                context = ctx.obj or context
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _interrupted(context)
    except BrokenPipeError:
        raise  # the reader of stdout left: `main` ends the process
    except EtlError as error:
        return failed(context, error)
    except Exception as fault:
        if context.verbose and not STOPPING.asked:
            raise
        return _faulted(context, fault)
    return code if isinstance(code, int) else 0


def failed(context: Context, error: EtlError) -> int:
    """Print an error and return its exit code; an error caused by an interruption counts as that interruption."""
    if STOPPING.asked and isinstance(error, ApiError):
        return _interrupted(context)
    context.fail(error)
    return error.exit_code


def _interrupted(context: Context) -> int:
    context.say("interrupted")
    return INTERRUPTED


def _faulted(context: Context, fault: Exception) -> int:
    """Print an unexpected error and return its exit code; a failure caused by an interruption is that interruption."""
    if STOPPING.asked:
        return _interrupted(context)
    line = text("fault", lang=context.lang, kind=type(fault).__name__, said=fault)
    if context.json_log:
        context.log("error", code="fault", message=line, exit_code=FAULT)
    else:
        echo_styled(line, err=True, fg="red")
    return FAULT
