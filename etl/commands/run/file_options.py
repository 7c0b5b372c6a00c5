"""How the run of a file is made, as the user gives it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.commands.option_checks import (
    check_count,
    check_seconds,
    listed,
    names_of,
    one_of,
)
from etl.commands.run.reading_options import ReadingOptions
from etl.core.errors import ConfigError
from etl.runs.importing import FileImport
from etl.runs.part import ALONE, Part
from etl.runs.trial import MOST_TRIED, Decide
from etl.source.options import Confirm, ImportOptions
from etl.source.row_change import RowChange

_CREATABLE = {"tags": "tag", "sources": "source"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions(ReadingOptions):
    """How the run of a file is made: `match` are keys in order, empty the entity's own; `wait_s` are seconds.

    `confirm` receives the estimated cost before the first write and returns whether to go on, `offer_fixes` the number
    of rows that certain fixes make right and returns whether to make them. `preparation` reads the file, plans and
    reports; `details` adds the HTTP requests to the page; `change` is the user's own function on the cells of each row;
    `part` is the pipeline's run and step that this is part of, and the system whose ids the file holds. `trial` writes
    that many rows first; `decide` receives them and says what follows, None stops there.
    """

    match: Sequence[str] = ()
    dry_run: bool = False
    batch_size: int = 100
    report: str | Path | None = None
    html: bool = True
    details: bool = False
    confirm: Confirm | None = None
    offer_fixes: Callable[[int], bool] | None = None
    preparation: Callable[..., FileImport] = FileImport
    change: RowChange | None = None
    part: Part = ALONE
    wait_s: float = 0.0
    trial: int | None = None
    decide: Decide | None = None

    def load(self) -> ImportOptions:
        """Return the options as the engine takes them.

        Raises:
            ConfigError: a value is not accepted.
        """
        check_count("batch_size", self.batch_size, least=1, most=1000)
        check_seconds("wait_s", self.wait_s)
        if self.trial is not None:
            check_count("trial", self.trial, least=1, most=MOST_TRIED)
            if self.dry_run:
                raise ConfigError("trial-dry")
        return ImportOptions(
            match=listed(self.match), dry_run=self.dry_run, batch_size=self.batch_size, explicit=self.explicit
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteFileOptions(RunOptions):
    """How the records that a file names are deleted; a dry run by default."""

    dry_run: bool = True

    def load(self) -> ImportOptions:
        """Return the options as the engine takes them.

        Raises:
            ConfigError: a value is not accepted.
        """
        return replace(RunOptions.load(self), mode="delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFileOptions(RunOptions):
    """What an import may write, and what it looks for."""

    mode: str = "upsert"
    on_doubt: str = "refuse"
    create_missing: Sequence[str] = ()
    tags: str = "add"
    append: Sequence[str] = ()
    find_similar: bool = False
    recreate_deleted: bool = False

    def load(self) -> ImportOptions:
        """Return the options as the engine takes them.

        Raises:
            ConfigError: a value is not accepted.
        """
        missing = [one_of(name, tuple(_CREATABLE)) for name in names_of(self.create_missing)]
        return replace(
            RunOptions.load(self),
            mode=one_of(self.mode, ("upsert", "create", "update")),
            on_doubt=one_of(self.on_doubt, ("refuse", "create", "update")),
            create_missing=frozenset(_CREATABLE[name] for name in missing),
            tags=one_of(self.tags, ("add", "replace")),
            append=names_of(self.append),
            find_similar=self.find_similar,
            recreate_deleted=self.recreate_deleted,
        )
