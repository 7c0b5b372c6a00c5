"""What every command shares: the global options, the language, and printing messages."""

from __future__ import annotations

import json
import locale
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from etl import commands
from etl.cli.terminal import echo_styled
from etl.messages import Lang, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.core.errors import EtlError
    from etl.core.observer import Observer
    from etl.core.results import JsonValue

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C stopped (128 + SIGINT, as shells report it)."""


@dataclass(frozen=True, slots=True)
class Context:
    """The global options of a call."""

    profile: str | None = None
    sandbox: bool = False
    verbose: bool = False
    quiet: bool = False
    progress: bool = True
    lang: Lang = "en"
    json_log: bool = False

    def session(self, observer: Observer | None = None, *, lang: Lang | None = None) -> commands.Session:
        """Return a session on the requested account."""
        return commands.Session.open(
            profile=self.profile, sandbox=self.sandbox, lang=lang or self.lang, observer=observer
        )

    def typed(self) -> list[str]:
        """Return the global options that give this context again, for a program without a terminal."""
        flags = {"--sandbox": self.sandbox, "--verbose": self.verbose, "--quiet": self.quiet}
        named = ["--profile", self.profile] if self.profile else []
        named += ["--log-format", "json"] if self.json_log else []
        return ["--no-progress", "--lang", self.lang, *named, *(flag for flag, set_ in flags.items() if set_)]

    def say(self, code: str, **params: object) -> None:
        """Print a catalogue text on stderr, unless quiet."""
        if self.quiet:
            return
        line = text(code, lang=self.lang, **params)
        if self.json_log:
            self.log("note", code=code, message=line)
        else:
            click.echo(line, err=True)

    def log(self, level: str, **told: JsonValue) -> None:
        """Print a line of JSON on stderr: when, how serious, and what is told."""
        document = {"time": datetime.now(tz=UTC).isoformat(timespec="milliseconds"), "level": level, **told}
        click.echo(json.dumps(document, ensure_ascii=False), err=True)

    def fail(self, error: EtlError) -> None:
        """Print an error and its hint on stderr."""
        if self.json_log:
            message, hint = error.message(self.lang), error.hint(self.lang)
            self.log("error", code=error.code, message=message, hint=hint, exit_code=error.exit_code)
            return
        echo_styled(error.message(self.lang), err=True, fg="red")
        click.echo(error.hint(self.lang), err=True)
        if self.verbose:
            self.say("explain-hint", codes=error.code)


pass_context = click.make_pass_decorator(Context, ensure=True)


def language(environ: Mapping[str, str], *, system: str | None = None) -> Lang:
    """Return the language of the locale: French for a French locale, else English.

    LANGUAGE lists languages, of which the first that there is counts, and goes before the locale. `system` is the
    system's own locale ("fr_FR", "French_France"), used where the environment sets none.
    """
    listed = (name[:2].lower() for name in environ.get("LANGUAGE", "").split(":"))
    for name in listed:
        if name in ("fr", "en"):
            return "fr" if name == "fr" else "en"
    locale_name = next(
        (environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), system
    )
    return "fr" if (locale_name or "").lower().startswith("fr") else "en"


def print_json(document: JsonValue, *, indent: int | None = 2) -> None:
    """Print one JSON document on stdout (on one line without `indent`), whatever the terminal can show.

    Where stdout is not UTF-8 (cp1252 on Windows), characters are escaped rather than replaced.
    """
    encoding = getattr(sys.stdout, "declared", None) or getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(json.dumps(document, ensure_ascii=not _is_utf8(encoding), indent=indent))


def _is_utf8(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in {"utf-8", "utf8", "utf-8-sig", "cp65001"}


def current_language() -> Lang:
    """Return the language of the running command, from click's context."""
    context = click.get_current_context().find_object(Context)
    return context.lang if context else default_language()


def default_language() -> Lang:
    """Return the language of this process's locale."""
    return language(os.environ, system=locale.getlocale()[0])
