"""The composition root: settings become connections, and the engine is called with them.

These functions are the Python API; the command line calls the same ones.
"""

import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from types import TracebackType
from typing import Any, Self, get_args

import httpx
import yaml

from etl import __version__
from etl.codecs import Country, Options, is_currency
from etl.config.settings import Settings
from etl.config.vault import REFRESH, Vault
from etl.core.errors import ConfigError
from etl.core.observer import Observer, SilentObserver
from etl.core.packaged import packaged
from etl.core.results import RunResult
from etl.entities import entity_named
from etl.journal import Holder, Journal, Patience
from etl.mapping import read_mappings
from etl.matching.near_duplicates import account_records
from etl.messages import Lang, text
from etl.recovery.closing import Closing
from etl.reports.run_report import Word, page_path, report_path
from etl.runs.checking import CheckResult, check
from etl.runs.importing import FileImport, Part
from etl.runs.lifecycle import Run
from etl.sandbox.http.config import Quota, SandboxConfig, Wire, default_wire, parse_quota
from etl.sandbox.http.faults.rules import Faults
from etl.sandbox.http.server import reset, running, serve
from etl.sellsy import Connection, Sellsy
from etl.source.inference import Choose
from etl.source.opening import open_source, sha256_of
from etl.source.options import Confirm, ImportOptions, ReadOptions
from etl.source.row_change import RowChange
from etl.templates.writer import write_template_file

__all__ = [
    "CheckResult",
    "Demo",
    "account",
    "check_file",
    "column_labels",
    "delete_file",
    "import_file",
    "new_id",
    "only_writer",
    "open_journal",
    "own_sandbox",
    "reset_sandbox",
    "run_file",
    "serve_sandbox",
    "setup_sandbox",
    "write_template",
]

_ALONE = Part()
_READ_OPTIONS = (
    "sheet", "header_row", "encoding", "repair_encoding", "delimiter", "hidden", "mapping", "clear_word", "empty",
)  # fmt: skip
_CREATABLE = {"tags": "tag", "sources": "source"}
_CODEC_OPTIONS = ("decimal", "date_order", "country", "currency")


def read_options(lang: Lang, options: dict[str, Any]) -> ReadOptions:
    """Take the reading options out of `options`."""
    said = {name: options.pop(name, None) for name in _CODEC_OPTIONS}
    codec = {name: value for name, value in said.items() if value is not None}
    if "country" in codec:
        codec["country"] = _country(str(codec["country"]))
    if "currency" in codec:
        codec["currency"] = _currency(str(codec["currency"]))
    read = {name: options.pop(name) for name in _READ_OPTIONS if name in options}
    read["mapping"] = read_mappings(read.get("mapping"))
    return ReadOptions(
        **read,
        codec=Options(**codec),
        date_order_said="date_order" in codec,
        currency_said="currency" in codec,
        lang=lang,
    )


def _currency(said: str) -> str:
    """Return the code of a currency said by its code."""
    code = said.strip().upper()
    if not is_currency(code):
        raise ConfigError("currency-unknown", value=said)
    return code


def _country(said: str) -> str:
    """Return the code of a country said by its name or code."""
    code = Country().decode([said], options=Options()).values[0]
    if not isinstance(code, str):
        raise ConfigError("country-unknown", value=said)
    return code


def new_id() -> str:
    """Return an id that no other operation has."""
    return str(uuid.uuid4())


def _now() -> datetime:
    return datetime.now(tz=UTC)


def check_file(
    path: str | Path,
    *,
    entity: str | None = None,
    report: str | Path | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
    choose: Choose | None = None,
    find_similar: bool = False,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    **reading: Any,
) -> CheckResult:
    """Read and validate a file; nothing is sent. See `ReadOptions` for `reading`.

    Args:
        path: an xlsx, xls, ods, CSV, JSON Lines or Parquet file.
        entity: client, prospect, supplier, contact, opportunity, event, task or comment; None infers it.
        report: where the report goes, .xlsx or .csv; None puts it beside the file.
        lang: language of the report.
        observer: hears of progress.
        choose: is shown the entities the rows may be, where the file does not tell, and names one.
        find_similar: read the account, whose records may be near doubles too.
        profile: credentials to use then, as for `import_file`; so `sandbox` and `settings`.
        sandbox: see `profile`.
        settings: see `profile`.
        reading: sheet, header_row, encoding, repair_encoding, delimiter, hidden, clear_word, empty, decimal,
            date_order, country, and
            mapping: header -> column, a YAML file, the name of a mapping that ships, or several of these.

    Raises:
        DataError: the file cannot be read or its headers do not fit.
        ConfigError: there is no such entity.
        ApiError: the account cannot be read (`find_similar`).
    """
    said = observer or SilentObserver()
    options = read_options(lang, reading | {"hidden": reading.get("hidden") or "include"})
    source = open_source(Path(path), entity=entity, options=options, observer=said, choose=choose)
    place = report_path(source, _path(report), "check")
    if not find_similar:
        return check(source, options=source.options, report=place, observer=said)
    with account(profile=profile, sandbox=sandbox, settings=settings) as (_used, sellsy):
        records = account_records(sellsy, source.entity)
        return check(source, options=source.options, report=place, observer=said, account=records)


def _path(said: str | Path | None) -> Path | None:
    return None if said is None else Path(said)


def import_file(
    path: str | Path,
    *,
    entity: str | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    mode: str = "upsert",
    match: Sequence[str] = (),
    dry_run: bool = False,
    batch_size: int = 100,
    create_missing: Sequence[str] = (),
    tags: str = "add",
    find_similar: bool = False,
    report: str | Path | None = None,
    html: bool = True,
    lang: Lang = "en",
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    choose: Choose | None = None,
    preparation: Callable[..., FileImport] = FileImport,
    change: RowChange | None = None,
    part: Part = _ALONE,
    wait_s: float = 0.0,
    **reading: Any,
) -> RunResult:
    """Create and update the records of a file in Sellsy.

    Args:
        path: an xlsx, xls, ods, CSV, JSON Lines or Parquet file.
        entity: client, prospect, supplier, contact, opportunity, event, task or comment; None infers it.
        profile: credentials to use; None takes SELLSY_PROFILE or the environment's.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        mode: "upsert", "create" or "update".
        match: match keys in order; empty takes the entity's own order.
        dry_run: do everything but write.
        batch_size: writes per request.
        create_missing: "tags", "sources": names to create where the account lacks them; else they are problems.
        tags: "add" to those a record has, or "replace" them (API v1 takes them off).
        find_similar: read the account for near doubles of what would be created; they are told, never merged.
        report: where the report goes, .xlsx or .csv; None puts it beside the file.
        html: write the page of the run too, beside the report.
        lang: language of the report.
        observer: hears of progress.
        confirm: is shown the bill before the first write and says whether to go on.
        choose: as for `check_file`.
        preparation: what reads the file, plans and reports; a plan writes its own workbook.
        change: the user's own function on the cells of each row; see `etl.source.row_change`.
        part: the pipeline's run and step that this is part of, and the system whose ids the file holds.
        wait_s: seconds to wait for another process that writes to the account.
        reading: as for `check_file`.

    Raises:
        DataError: the file cannot be read or its headers do not fit; nothing was sent.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
        JournalError: the journal cannot be written, or another import works on the account; nothing
            unjournalled was sent.
    """
    options = ImportOptions(
        mode=_one_of(mode, ("upsert", "create", "update")),
        match=tuple(match),
        dry_run=dry_run,
        batch_size=batch_size,
        create_missing=frozenset(_CREATABLE[_one_of(one, tuple(_CREATABLE))] for one in create_missing),
        tags=_one_of(tags, ("add", "replace")),
        find_similar=find_similar,
    )
    return run_file(
        Path(path),
        options,
        entity=entity,
        profile=profile,
        sandbox=sandbox,
        settings=settings,
        report=_path(report),
        html=html,
        read=read_options(lang, reading),
        observer=observer or SilentObserver(),
        confirm=confirm,
        choose=choose,
        preparation=preparation,
        change=change,
        part=part,
        wait_s=wait_s,
    )


def delete_file(
    path: str | Path,
    *,
    entity: str,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    match: Sequence[str] = (),
    dry_run: bool = True,
    batch_size: int = 100,
    report: str | Path | None = None,
    html: bool = True,
    lang: Lang = "en",
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    part: Part = _ALONE,
    wait_s: float = 0.0,
    **reading: Any,
) -> RunResult:
    """Delete the records that the rows of a file name, by id or match key; a dry run unless told otherwise.

    The columns that are no keys are not read. What is deleted is journalled first, whole. Arguments and errors
    are those of `import_file`.

    Raises:
        DataError: the file cannot be read or carries no key; nothing was sent.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
        JournalError: the journal cannot be written, or another run works on the account.
    """
    return run_file(
        Path(path),
        ImportOptions(mode="delete", match=tuple(match), dry_run=dry_run, batch_size=batch_size),
        entity=entity,
        profile=profile,
        sandbox=sandbox,
        settings=settings,
        report=_path(report),
        html=html,
        read=read_options(lang, reading),
        observer=observer or SilentObserver(),
        confirm=confirm,
        part=part,
        wait_s=wait_s,
    )


def run_file(
    path: Path,
    options: ImportOptions,
    *,
    entity: str | None,
    profile: str | None,
    sandbox: bool,
    settings: Settings | None,
    report: Path | None,
    html: bool,
    read: ReadOptions,
    observer: Observer,
    confirm: Confirm | None,
    choose: Choose | None = None,
    preparation: Callable[..., FileImport] = FileImport,
    change: RowChange | None = None,
    part: Part = _ALONE,
    wait_s: float = 0.0,
) -> RunResult:
    """Run a file with options that are values already; see `import_file` for arguments and errors."""
    keys_only = options.mode == "delete"
    word: Word = "delete" if keys_only else "report"
    source = open_source(
        path, entity=entity, options=read, observer=observer, keys_only=keys_only, choose=choose
    )
    with ExitStack() as stack:
        used = settings or stack.enter_context(_settings(profile=profile, sandbox=sandbox))
        journal = stack.enter_context(open_journal(used))
        sellsy = stack.enter_context(_sellsy(used))
        if not options.dry_run:
            # Two imports at once would each find nothing and both create.
            stack.enter_context(only_writer(journal, used.account, observer, wait_s=wait_s))
            Closing(journal, sellsy, observer).close_unfinished(
                source_sha256=sha256_of(path), account=used.account
            )
        prepared = preparation(
            source=source,
            read=source.options,
            options=options,
            journal=journal,
            sellsy=sellsy,
            observer=observer,
            new_id=new_id,
            profile=used.profile,
            account=used.account,
            part=part,
            change=change,
            report_path=report_path(source, report, word, tag=part.tag),
            page_path=page_path(source, report, word, tag=part.tag) if html else None,
        )
        return Run(
            prepared,
            journal,
            sellsy,
            observer,
            dry=options.dry_run,
            batch_size=options.batch_size,
            workers=options.workers,
        ).run(confirm)


@contextmanager
def only_writer(journal: Journal, account: str, observer: Observer, *, wait_s: float) -> Iterator[None]:
    """Hold an account while something writes to it; who is waited for, and who died holding it, is said.

    Raises:
        JournalError: another process still writes to it after `wait_s` seconds.
    """

    def told(holder: Holder | None) -> None:
        observer.note("note-waiting", seconds=f"{wait_s:g}", **_shown(holder))

    with journal.lock_account(account, Patience(wait_s, told)) as dead:
        if dead is not None:
            observer.note("note-stale-lock", **_shown(dead))
        yield


def _shown(holder: Holder | None) -> dict[str, object]:
    if holder is None:
        return {"pid": "?", "host": "?", "since": "?"}
    return {"pid": holder.pid, "host": holder.host, "since": f"{holder.since:%Y-%m-%d %H:%M:%S} UTC"}


def _one_of(value: str, accepted: Sequence[str]) -> Any:
    if value not in accepted:
        raise ConfigError("option-unknown", value=value, accepted=list(accepted))
    return value


@contextmanager
def _settings(*, profile: str | None, sandbox: bool) -> Iterator[Settings]:
    """Yield the settings of a call; the embedded sandbox runs as long as they are used."""
    settings = Settings.load(profile=profile, environ=os.environ, credentials=not sandbox)
    if not sandbox:
        yield settings
        return
    _make(settings.home)
    with ExitStack() as stack:
        with _sandbox_opens(settings.sandbox_db):
            server = stack.enter_context(running(SandboxConfig(db=settings.sandbox_db, seed="demo")))
        yield settings.for_sandbox(server.api_url, server.login_url, server.v1_url)


@contextmanager
def _sandbox_opens(db: Path | None) -> Iterator[None]:
    """Turn what a sandbox's file raises when it cannot be opened into an error of ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise ConfigError("sandbox-db", path=db, said=str(error)) from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError("home-unwritable", path=folder, said=error.strerror or str(error)) from error


@contextmanager
def open_journal(settings: Settings | None = None) -> Iterator[Journal]:
    """Yield the journal of some settings, None of those of the environment.

    Raises:
        ConfigError: the settings cannot be read.
        JournalError: it cannot be opened.
    """
    used = settings or Settings.load(environ=os.environ, credentials=False)
    with Journal.open(used.journal_url, now=_now, new_id=new_id) as journal:
        yield journal


@dataclass(frozen=True, slots=True)
class _Refresh:
    """The refresh token of the settings, read again and kept in the vault as Sellsy changes it."""

    settings: Settings

    def read(self) -> str | None:
        name = f"{REFRESH}{self.settings.client_id}"
        return Vault(self.settings.home).get(name) or self.settings.refresh_token.get_secret_value()

    def write(self, token: str) -> None:
        Vault(self.settings.home).keep(f"{REFRESH}{self.settings.client_id}", token)


@contextmanager
def _sellsy(settings: Settings) -> Iterator[Sellsy]:
    connection = Connection(
        api_url=settings.api_url,
        login_url=settings.login_url,
        v1_url=settings.v1_url,
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
        token_folder=settings.token_folder,
        refresh=_Refresh(settings) if settings.grant == "refresh_token" else None,
        user_agent=f"sellsy-etl/{__version__}",
    )
    with Sellsy.open(connection) as sellsy:
        yield sellsy


@contextmanager
def account(
    *, profile: str | None = None, sandbox: bool = False, settings: Settings | None = None
) -> Iterator[tuple[Settings, Sellsy]]:
    """Yield the settings of an account and its open connection.

    Raises:
        ConfigError: credentials are missing, or settings are wrong.
    """
    with ExitStack() as stack:
        used = settings or stack.enter_context(_settings(profile=profile, sandbox=sandbox))
        yield used, stack.enter_context(_sellsy(used))


def column_labels(entity: str, *, lang: Lang = "en") -> dict[str, str]:
    """Return attribute -> header of an entity's columns, and the names of its addresses.

    Raises:
        ConfigError: there is no such entity.
    """
    labels = {column.attribute: column.header(lang) for column in entity_named(entity).columns}
    return labels | {
        part: text(f"part-{part}", lang=lang)
        for part in ("main", "invoicing", "delivery", "link", "address", "contact", "record")
    }


def write_template(
    entity: str,
    path: str | Path,
    *,
    lang: Lang = "en",
    live: bool = False,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
) -> None:
    """Write an empty workbook (.xlsx) or CSV (.csv) to fill in.

    `live` reads the account: its names become drop-downs, its custom fields columns.

    Raises:
        ConfigError: there is no such entity, or the suffix is neither.
        DataError: the file cannot be written.
        ApiError: Sellsy refused or did not answer.
    """
    if not live:
        write_template_file(entity, Path(path), lang=lang)
        return
    with account(profile=profile, sandbox=sandbox, settings=settings) as (_used, sellsy):
        write_template_file(entity, Path(path), lang=lang, sellsy=sellsy)


def serve_sandbox(
    *,
    port: int,
    db: Path | None,
    quota: str | None,
    latency_ms: int,
    seed: str | None,
    credentials: str | None,
    lenient: bool,
    on_ready: Callable[[str], None],
    faults: Path | None = None,
    wire: str | None = None,
) -> None:
    """Serve the local Sellsy until it is stopped; `faults` is a YAML or JSON file of rules.

    `wire` says whether its answers look "recorded" or as the "contract" has them (None: as the environment says).

    Raises:
        ConfigError: the quota, the credentials or the rules are not written as they should be, or the port is taken.
    """
    client_id, _, secret = (credentials or "").partition(":")
    if credentials and not (client_id and secret):
        raise ConfigError("sandbox-credentials", value=client_id)
    try:
        limits = parse_quota(quota) if quota else Quota()
    except ValueError as error:
        raise ConfigError("sandbox-quota", value=quota, said=str(error)) from error
    config = SandboxConfig(
        db=db,
        latency_ms=latency_ms,
        seed="demo" if seed == "demo" else None,
        client=(client_id, secret) if credentials else None,
        lenient=lenient,
        quota=limits,
        faults=_fault_rules(faults) if faults else (),
        wire=default_wire() if wire is None else _one_of(wire, get_args(Wire)),
    )
    try:
        with _sandbox_opens(db):
            serve(config, port=port, on_ready=lambda address: on_ready(address.url))
    except OSError as error:
        raise ConfigError("sandbox-port", port=port, said=error.strerror) from error


def _fault_rules(path: Path) -> tuple[dict[str, Any], ...]:
    """Return the rules of a file, read once to be sure that they can be.

    Raises:
        ConfigError: the file is no list of rules.
    """
    try:
        rules = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(rules, list):
            raise ConfigError("sandbox-faults", path=path, said="a list of rules is expected")
        Faults(rules)
    except (OSError, ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise ConfigError("sandbox-faults", path=path, said=str(error)) from error
    return tuple(rules)


def reset_sandbox(db: Path | None) -> Path:
    """Empty a sandbox's file (None: the embedded one's) and return it.

    Raises:
        ConfigError: the file named is not a sandbox's; it is left as it is.
    """
    if db is not None and db.exists() and not _is_sandbox(db):
        raise ConfigError("sandbox-foreign", path=db)
    path = db or Settings.load(environ=os.environ, credentials=False).sandbox_db
    reset(path)
    return path


def setup_sandbox(path: Path, *, db: Path | None = None, url: str | None = None) -> dict[str, int]:
    """Create in a sandbox what Sellsy's own settings hold, and return how much of each kind.

    Args:
        path: a YAML file of staffs, pipelines with their steps, sources, event_labels, task_labels.
        db: the file of a sandbox that is not running; None is the embedded one's.
        url: a running sandbox instead, such as http://127.0.0.1:8787.

    Raises:
        ConfigError: the file does not say what it should, or the sandbox is not there.
    """
    try:
        wanted = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigError("sandbox-setup", path=path, said=str(error)) from error
    with ExitStack() as stack:
        place = url or stack.enter_context(own_sandbox(db))
        return ask_sandbox(place, "setup", wanted, refused="sandbox-setup", path=path)


@contextmanager
def own_sandbox(db: Path | None = None) -> Iterator[str]:
    """Yield the address of a sandbox that runs as long as it is used, on a file (None: the embedded one's).

    Raises:
        ConfigError: the file cannot be opened.
    """
    settings = Settings.load(environ=os.environ, credentials=False)
    _make(settings.home)
    own = db or settings.sandbox_db
    with ExitStack() as stack:
        with _sandbox_opens(own):
            server = stack.enter_context(running(SandboxConfig(db=own, seed="demo")))
        yield server.url


def ask_sandbox(
    url: str, door: str, wanted: Any, *, refused: str, limit_s: float = 60, **params: object
) -> dict[str, int]:
    """Have a running sandbox change itself ("setup", "copy"), and return how much of each kind it made.

    `limit_s` is how many seconds it may take.

    Raises:
        ConfigError: `refused`, with `params`: it does not take what is wanted; or no sandbox is there.
    """
    try:
        answer = httpx.post(f"{url.rstrip('/')}/_sandbox/{door}", json=wanted, timeout=limit_s)
        said: Any = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError) as error:
        raise ConfigError("sandbox-absent", url=url, said=str(error)) from error
    if answer.status_code != 200:
        raise ConfigError(refused, said=said.get("error"), **params)
    made: dict[str, int] = said
    return made


def _is_sandbox(db: Path) -> bool:
    """Tell whether a file holds the tables that only a sandbox has."""
    ours = "SELECT count(*) FROM sqlite_master WHERE name IN ('tag_link', 'contact_link', 'custom_value')"
    try:
        with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as file:
            return bool(file.execute(ours).fetchone()[0] == 3)
    except sqlite3.Error:
        return False


@dataclass(slots=True)
class Demo:
    """The main job on a local Sellsy, step by step; everything it writes is in `folder`."""

    folder: Path
    url: str
    settings: Settings
    lang: Lang
    observer: Observer
    _stack: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def start(cls, folder: Path, *, lang: Lang, observer: Observer) -> Self:
        """Start a local Sellsy and copy the sample into the folder."""
        stack = ExitStack()
        _make(folder)
        copyfile(packaged("samples") / "clients_sales.xlsx", folder / "clients_sales.xlsx")
        server = stack.enter_context(running(SandboxConfig(seed="demo")))
        loaded = Settings.load(environ={"SELLSY_ETL_HOME": str(folder / "journal")}, credentials=False)
        settings = loaded.for_sandbox(server.api_url, server.login_url, server.v1_url)
        return cls(folder, server.url, settings, lang, observer, stack)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def workbook(self) -> Path:
        """The sample's copy."""
        return self.folder / "clients_sales.xlsx"

    @property
    def export_path(self) -> Path:
        """Where the clients are searched back to."""
        return self.folder / "clients_export.xlsx"

    def check(self) -> CheckResult:
        """Check the sample."""
        return check_file(self.workbook, lang=self.lang, observer=self.observer)

    def load(self, name: str) -> RunResult:
        """Import the sample; `name` distinguishes the report."""
        return import_file(
            self.workbook,
            settings=self.settings,
            create_missing=("tags",),
            report=self.folder / f"clients_sales.{name}.report.xlsx",
            lang=self.lang,
            observer=self.observer,
        )
