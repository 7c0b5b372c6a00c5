"""Finding an earlier run, its account and its file again.

An earlier run is taken up on the account it was made on, and on no other.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from etl.commands.option_checks import check_count, check_seconds, one_of_or_none
from etl.commands.session import Session
from etl.core.errors import ConfigError, DataError
from etl.core.observer import Observer
from etl.journal import UNSENT, DamagedError, Journal, OperationState, RunRecord, RunStatus
from etl.messages import LANGS, Lang
from etl.recovery.closing import Closing
from etl.recovery.search import SETTLE_S
from etl.runs.importing import FileImport
from etl.runs.lifecycle import Preparation, Run
from etl.runs.part import Part
from etl.runs.replanning import Replanned
from etl.runs.trial import MOST_TRIED, Decide, Trial
from etl.sellsy import Sellsy
from etl.source.opening import open_source, sha256_of
from etl.source.options import Confirm, ImportOptions, ReadOptions
from etl.source.row_change import RowChange, change_named

__all__ = [
    "AS_USUAL",
    "AgainOptions",
    "EarlierRun",
    "file_again",
    "import_options",
    "read_options",
    "refuse_twice",
    "sent_something",
    "take_up",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainOptions:
    """How an earlier run is resumed, retried, applied or undone.

    `confirm` receives the estimated cost before the first write and returns whether to go on. For `settle_s` seconds a
    creation without an answer may stay invisible in Sellsy; for `wait_s` seconds another process that writes to the
    account is waited for. `lang` is the language of the report, None that of the earlier run. `trial` applies that many
    rows of a plan first; `decide` receives them, and those of a trial that was cut short, and says what follows.
    """

    report: str | Path | None = None
    lang: Lang | None = None
    confirm: Confirm | None = None
    settle_s: float = SETTLE_S
    wait_s: float = 0.0
    trial: int | None = None
    decide: Decide | None = None

    def __post_init__(self) -> None:
        one_of_or_none(self.lang, LANGS)
        check_seconds("settle_s", self.settle_s)
        check_seconds("wait_s", self.wait_s)
        if self.trial is not None:
            check_count("trial", self.trial, least=1, most=MOST_TRIED)


AS_USUAL = AgainOptions()

_SENT = tuple(state for state in OperationState if state is not OperationState.PLANNED)


_Kind = TypeVar("_Kind", bound=Replanned)


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """A run of the journal, with what is needed to work on it again; `lang` None is the language of the run."""

    record: RunRecord
    journal: Journal
    session: Session
    lang: Lang | None = None

    @property
    def sellsy(self) -> Sellsy:
        """The account."""
        return self.session.sellsy

    @property
    def observer(self) -> Observer:
        """Receives progress and notes."""
        return self.session.observer

    def reading(self, run: RunRecord) -> ReadOptions:
        """Return how the file of a run was read, for reports in the language asked for."""
        options = read_options(run)
        return replace(options, lang=self.lang or options.lang)

    def run(
        self,
        preparation: Preparation,
        *,
        batch_size: int | None = None,
        dry: bool = False,
        settle_s: float = SETTLE_S,
        trial: Trial | None = None,
    ) -> Run:
        """Return a run on the same account; `batch_size` defaults to that of the earlier run."""
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
            trial=trial,
        )

    def closing(self, settle_s: float = SETTLE_S) -> Closing:
        """Return the object that closes runs of the account."""
        return Closing(self.journal, self.sellsy, self.observer, settle_s=settle_s)

    def replanned(
        self,
        kind: type[_Kind],
        run: RunRecord,
        *,
        report: Path | None = None,
        options: ImportOptions | None = None,
    ) -> _Kind:
        """Return what plans the rows of a run again, with the run's own options unless `options` are given."""
        return kind(
            earlier=run,
            read=self.reading(run),
            options=options or import_options(run),
            journal=self.journal,
            sellsy=self.sellsy,
            observer=self.observer,
            new_id=self.session.new_id,
            report_path=report,
        )


@contextmanager
def take_up(
    session: Session, run: str, *, writes: bool = True, wait_s: float = 0.0, lang: Lang | None = None
) -> Iterator[EarlierRun]:
    """Yield an earlier run with its journal and its account, which nobody else writes to meanwhile.

    The account it was made on is used, unless the session was opened on another.

    Raises:
        ConfigError: there is no such run, or it was made on another account.
        JournalError: another process writes to the account.
    """
    journal = session.journal
    record = _named(journal, run)
    there = session.on_account_of(record)
    used = there.settings.account
    if record.account is not None and record.account != used:
        raise ConfigError("run-other-account", run=record.run_id, account=record.account, used=used)
    with session.only_writer(used, wait_s=wait_s) if writes else nullcontext():
        yield EarlierRun(record, journal, there, lang)


def refuse_twice(earlier: EarlierRun, kinds: Collection[str], *, code: str) -> None:
    """Refuse to repeat what a run of these kinds has already done for this one, unless it sent nothing.

    Raises:
        ConfigError: it was done (`code`), or is begun and not finished.
    """
    for child in earlier.journal.runs.children(earlier.record.run_id):
        if child.kind not in kinds:
            continue
        if child.status is not RunStatus.FINISHED:
            raise ConfigError("child-unfinished", run=earlier.record.run_id, child=child.run_id)
        if sent_something(earlier.journal, child.run_id):
            raise ConfigError(code, run=earlier.record.run_id, child=child.run_id)


def sent_something(journal: Journal, run_id: str) -> bool:
    """Tell whether a write of a run has left."""
    return next(journal.operations.read(run_id, states=_SENT), None) is not None


def _named(journal: Journal, run: str) -> RunRecord:
    """Return the run of a name; "last" is the newest one that writes, a whole pipeline rather than its step.

    Raises:
        ConfigError: no run has this name, or several have.
    """
    if run.strip().lower() != "last":
        return journal.runs.find(run)
    runs = journal.runs.newest()
    pipelines = {record.run_id for record in runs if record.kind == "pipeline"}
    wrote = (
        record
        for record in runs
        if record.kind not in UNSENT and not record.rehearsed and record.parent not in pipelines
    )
    return next(wrote, None) or journal.runs.find(run)


def read_options(record: RunRecord) -> ReadOptions:
    """Return how the file of a run was read.

    Raises:
        DamagedError: the journal is damaged: its options are invalid.
    """
    reading = record.settings.get("reading")
    try:
        return ReadOptions.from_json(reading if isinstance(reading, dict) else {})
    except (TypeError, ValueError) as error:
        raise DamagedError("runs.settings: reading") from error


def import_options(record: RunRecord) -> ImportOptions:
    """Return the import options of a run."""
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
    """Return the preparation that takes up the run of a file.

    Raises:
        DataError: the file is gone or was changed since.
    """
    record, options, read = earlier.record, import_options(earlier.record), earlier.reading(earlier.record)
    report, page = record.settings.get("report"), record.settings.get("page")
    source = open_source(
        _same_source(record),
        entity=record.entity,
        options=read,
        observer=earlier.observer,
        keys_only=options.mode == "delete",
    )
    part = Part.of(record)
    return preparation(
        source=replace(source, tried=part.tried),
        read=source.options,
        options=options,
        journal=earlier.journal,
        sellsy=earlier.sellsy,
        observer=earlier.observer,
        new_id=earlier.session.new_id,
        profile=record.profile,
        account=record.account,
        part=part,
        change=change_again(record),
        report_path=Path(str(report)) if report else None,
        page_path=Path(str(page)) if page else None,
    )


def change_again(record: RunRecord) -> RowChange | None:
    """Return the change of rows that a run was made with.

    Raises:
        ConfigError: its function no longer exists.
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
