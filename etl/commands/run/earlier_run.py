"""Finding an earlier run, its account and its file again.

An earlier run is taken up on the account it was made on, and on no other.
"""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from etl.commands.session import account, new_id, only_writer, open_journal
from etl.config.settings import Settings
from etl.core.errors import ConfigError, DataError
from etl.core.observer import Observer
from etl.journal import UNSENT, DamagedError, Journal, OperationState, RunRecord, RunStatus
from etl.recovery.closing import Closing
from etl.recovery.search import SETTLE_S
from etl.runs.importing import FileImport
from etl.runs.lifecycle import Preparation, Run
from etl.runs.part import Part
from etl.runs.replanning import Replanned
from etl.sellsy import Sellsy
from etl.source.opening import open_source, sha256_of
from etl.source.options import ImportOptions, ReadOptions
from etl.source.row_change import RowChange, change_named

__all__ = ["EarlierRun", "file_again", "import_options", "read_options", "refuse_twice", "take_up"]

_SENT = tuple(state for state in OperationState if state is not OperationState.PLANNED)


_Kind = TypeVar("_Kind", bound=Replanned)


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """A run of the journal, and all it takes to work on it again."""

    record: RunRecord
    journal: Journal
    sellsy: Sellsy
    observer: Observer
    settings: Settings

    def run(
        self,
        preparation: Preparation,
        *,
        batch_size: int | None = None,
        dry: bool = False,
        settle_s: float = SETTLE_S,
    ) -> Run:
        """Return a run on the same account; `batch_size` is that of the earlier one unless said."""
        options = import_options(self.record)
        return Run(
            preparation,
            self.journal,
            self.sellsy,
            self.observer,
            dry=dry,
            batch_size=batch_size or options.batch_size,
            workers=options.workers,
            settle_s=settle_s,
        )

    def closing(self, settle_s: float = SETTLE_S) -> Closing:
        """Return what closes runs of the account."""
        return Closing(self.journal, self.sellsy, self.observer, settle_s=settle_s)

    def replanned(
        self,
        kind: type[_Kind],
        run: RunRecord,
        *,
        report: Path | None = None,
        options: ImportOptions | None = None,
    ) -> _Kind:
        """Return what plans the rows of a run again, as the run was made unless `options` are said."""
        return kind(
            earlier=run,
            read=read_options(run),
            options=options or import_options(run),
            journal=self.journal,
            sellsy=self.sellsy,
            observer=self.observer,
            new_id=new_id,
            report_path=report,
        )


@contextmanager
def take_up(
    run: str,
    *,
    profile: str | None,
    sandbox: bool,
    settings: Settings | None,
    observer: Observer,
    writes: bool = True,
    wait_s: float = 0.0,
) -> Iterator[EarlierRun]:
    """Yield an earlier run with its journal and its account, which nobody else writes to meanwhile.

    The run's own profile, or the embedded sandbox, is used where none is said.

    Raises:
        ConfigError: there is no such run, or it was made on another account.
        JournalError: another process writes to the account.
    """
    with ExitStack() as stack:
        home = settings or Settings.load(environ=os.environ, profile=profile, credentials=False)
        journal = stack.enter_context(open_journal(home))
        record = _named(journal, run)
        local = sandbox or record.account == str(home.sandbox_db)
        chosen = profile or (None if local else record.profile)
        used, sellsy = stack.enter_context(account(profile=chosen, sandbox=local, settings=settings))
        if record.account is not None and record.account != used.account:
            raise ConfigError(
                "run-other-account", run=record.run_id, account=record.account, used=used.account
            )
        if writes:
            stack.enter_context(only_writer(journal, used.account, observer, wait_s=wait_s))
        yield EarlierRun(record, journal, sellsy, observer, used)


def refuse_twice(earlier: EarlierRun, kinds: Collection[str], *, code: str) -> None:
    """Refuse what a run of some kind did already for this one; one that ended without sending anything did not.

    Raises:
        ConfigError: it was done (`code`), or has begun and is not finished.
    """
    for child in earlier.journal.runs.children(earlier.record.run_id):
        if child.kind not in kinds:
            continue
        if child.status is not RunStatus.FINISHED:
            raise ConfigError("child-unfinished", run=earlier.record.run_id, child=child.run_id)
        if next(earlier.journal.operations.read(child.run_id, states=_SENT), None) is not None:
            raise ConfigError(code, run=earlier.record.run_id, child=child.run_id)


def _named(journal: Journal, run: str) -> RunRecord:
    """Return the run of a name; "last" is the newest one that writes, a whole pipeline rather than its step.

    Raises:
        ConfigError: no run has this name, or several have.
    """
    if run.strip().lower() != "last":
        return journal.runs.find(run)
    runs = journal.runs.newest()
    pipelines = {one.run_id for one in runs if one.kind == "pipeline"}
    wrote = (
        one for one in runs if one.kind not in UNSENT and not one.rehearsed and one.parent not in pipelines
    )
    return next(wrote, None) or journal.runs.find(run)


def read_options(record: RunRecord) -> ReadOptions:
    """Return how the file of a run was read.

    Raises:
        DamagedError: the journal is damaged: nobody could have chosen that.
    """
    reading = record.settings.get("reading")
    try:
        return ReadOptions.from_json(reading if isinstance(reading, dict) else {})
    except (TypeError, ValueError) as error:
        raise DamagedError("runs.settings: reading") from error


def import_options(record: RunRecord) -> ImportOptions:
    """Return how a run was made."""
    kept: dict[str, Any] = dict(record.settings)
    return ImportOptions(
        mode=kept.get("mode", "upsert"),
        match=tuple(kept.get("match") or ()),
        on_doubt=kept.get("on_doubt", "refuse"),
        batch_size=int(kept.get("batch_size", 100)),
        create_missing=frozenset(kept.get("create_missing") or ()),
        tags=kept.get("tags", "add"),
        append=tuple(kept.get("append") or ()),
        recreate_deleted=kept.get("recreate_deleted", False),
    )


def file_again(earlier: EarlierRun, preparation: Callable[..., FileImport] = FileImport) -> FileImport:
    """Return what prepares the run of a file again.

    Raises:
        DataError: the file is gone or was changed since.
    """
    record, options, read = earlier.record, import_options(earlier.record), read_options(earlier.record)
    report, page = record.settings.get("report"), record.settings.get("page")
    source = open_source(
        _same_source(record),
        entity=record.entity,
        options=read,
        observer=earlier.observer,
        keys_only=options.mode == "delete",
    )
    return preparation(
        source=source,
        read=source.options,
        options=options,
        journal=earlier.journal,
        sellsy=earlier.sellsy,
        observer=earlier.observer,
        new_id=new_id,
        profile=record.profile,
        account=record.account,
        part=Part.of(record),
        change=change_again(record),
        report_path=Path(str(report)) if report else None,
        page_path=Path(str(page)) if page else None,
    )


def change_again(record: RunRecord) -> RowChange | None:
    """Return the change of rows that a run was made with.

    Raises:
        ConfigError: its function is not there any more.
    """
    name = record.settings.get("transform")
    return None if name is None else change_named(str(name))


def _same_source(record: RunRecord) -> Path:
    """Return the file of a run, unchanged.

    Raises:
        DataError: it is gone, or was changed since the run began.
    """
    path = Path(str(record.source))
    if not path.is_file():
        raise DataError("resume-source-gone", run=record.run_id, path=path)
    if sha256_of(path) != record.source_sha256:
        raise DataError("resume-source-changed", run=record.run_id, path=path)
    return path
