"""Prove a migration: count its files, gather its runs, read the CRM again, write page, workbook and list."""

import getpass
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from etl import __version__
from etl.commands.pipeline.proof.side_by_side import side_by_side
from etl.commands.run.earlier_run import read_options
from etl.commands.run.resume import verify_run
from etl.commands.session import Session
from etl.core.errors import ApiError, DataError
from etl.core.results import Outcome
from etl.core.user_paths import expanded
from etl.journal import Journal, RunRecord
from etl.messages import Lang
from etl.pipeline import DeleteStep, ImportStep, Pipeline
from etl.pipeline.conditions import files_of, holds
from etl.reports.proof import (
    Draw,
    Input,
    NotAsSent,
    Parties,
    Proof,
    ReadBack,
    Reckoning,
    SourceFile,
    Total,
    Unit,
    pipeline_runs,
    read_totals,
    seed_of,
    units_of,
    write_left_out,
    write_proof_book,
    write_proof_page,
)
from etl.runs.verifying import RunCheck
from etl.sellsy.rpc import rpc
from etl.sheets import list_sheets, open_table

_NAMES = {"hubspot": "HubSpot"}
"""Systems whose name has a capital inside."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof that was written: the path of its page (None where it could not be written), and the calls it took."""

    page: str | None
    calls: int


@dataclass(frozen=True, slots=True)
class Migration:
    """A run of a pipeline whose migration is proven, with all that earlier runs of it did."""

    session: Session
    pipeline: Pipeline
    run: RunRecord
    lang: Lang

    @property
    def journal(self) -> Journal:
        """The journal."""
        return self.session.journal


def prove(migration: Migration, another: Callable[[], Session]) -> Proved:
    """Write the proof of a migration; `another` gives a session for reading a run back.

    An unwritable place is reported as a note and does not change how the run ended.

    Raises:
        DataError: a file of it cannot be read again to its end.
        ApiError: see `etl.core.errors`.
    """
    session, lang = migration.session, migration.lang
    before = session.sellsy.calls
    runs = pipeline_runs(migration.journal, migration.run)
    units = units_of(migration.journal, runs)
    checks = list(_checked(units, another))
    session.observer.stage("report")
    made = _made(migration.journal, runs[:-1])
    back = ReadBack({check.run_id: _not_as_sent(check) for check in checks}, made)
    draw = Draw(seed_of(runs[0].run_id))
    files = [(unit, SourceFile(unit.run, read_options(unit.run), migration.journal)) for unit in units]
    reckoning = Reckoning(migration.journal, migration.run.account or "", lang, back, draw)
    counts = reckoning.count(files, _unread(migration, units))
    kept: dict[str, Any] = dict(runs[0].settings)
    samples = side_by_side(session, draw.drawn, back, lang)
    proof = Proof(
        title=migration.pipeline.title,
        runs=[run.run_id for run in runs],
        version=__version__,
        started=runs[0].started_at,
        finished=session.now(),
        pipeline=_pipeline_input(migration),
        command=_command(migration),
        parties=_parties(migration),
        counts=counts,
        samples=samples,
        seed=draw.seed,
        before=[Total.of_json(total) for total in kept.get("totals") or ()],
        after=read_totals(session.sellsy),
        ids=migration.journal.ids.every(migration.run.account or "", migration.pipeline.system),
        journal=_digest(migration.journal, units),
    )
    calls = session.sellsy.calls - before + sum(check.calls for check in checks)
    return Proved(_written(migration, proof, files), calls)


def _written(migration: Migration, proof: Proof, files: Sequence[tuple[Unit, SourceFile]]) -> str | None:
    place = migration.pipeline.folder / expanded(migration.pipeline.stated_report.to)
    lang = migration.lang
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        listed = write_left_out(place.parent, proof, files, lang=lang)
        proof = replace(proof, listed=listed.name if listed else "")
        write_proof_book(place.with_name(f"{place.name}.xlsx"), proof, lang=lang)
        page = place.with_name(f"{place.name}.html")
        write_proof_page(page, proof, lang=lang)
    except (DataError, OSError) as error:
        reason = error.message(lang) if isinstance(error, DataError) else error.strerror or str(error)
        migration.session.observer.note("note-report-unwritable", path=place, said=reason)
        return None
    return str(page)


def _checked(units: Sequence[Unit], another: Callable[[], Session]) -> Iterator[RunCheck]:
    """Yield what reading back each run of a migration shows."""
    for unit in units:
        for run in unit.runs:
            with another() as own:
                yield verify_run(own, run.run_id)


def _not_as_sent(check: RunCheck) -> dict[int, NotAsSent]:
    return {
        row.row: NotAsSent(
            row.mark.value, row.sellsy_id, tuple((d.field, d.sent, d.now) for d in row.differences)
        )
        for row in check.rows
    }


def _made(journal: Journal, runs: Sequence[RunRecord]) -> dict[str, set[int]]:
    """Return the ids of the records that runs created, by entity."""
    made: dict[str, set[int]] = {}
    for run in runs:
        for child in journal.runs.children(run.run_id):
            created = journal.rows.results(child.run_id, outcomes=[Outcome.CREATED])
            ids = {row.sellsy_id for row in created if row.sellsy_id is not None}
            made.setdefault(child.entity, set()).update(ids)
    return made


def _unread(migration: Migration, units: Sequence[Unit]) -> list[tuple[str, int]]:
    """Return the lines of files that a step names and no run read: a stopped pipeline leaves them out unsaid."""
    read = {(unit.step, str(unit.run.source)) for unit in units}
    folder = migration.pipeline.folder
    lines: list[tuple[str, int]] = []
    for name, step in migration.pipeline.steps.items():
        if not isinstance(step, ImportStep | DeleteStep) or not holds(
            step.when, folder=folder, failed=[name]
        ):
            continue
        for path in dict.fromkeys(
            path for pattern in step.files for path in files_of(pattern, folder=folder)
        ):
            if (name, str(path)) not in read:
                lines += [(path.name, row) for row in _lines_of(path, step)]
    return lines


def _lines_of(path: Path, step: ImportStep | DeleteStep) -> Iterator[int]:
    sheets: Sequence[str | None] = list_sheets(path) if step.sheet == ["*"] else step.sheet or [None]
    for sheet in sheets:
        try:
            table = open_table(
                path,
                known=lambda _header: True,
                sheet=sheet,
                header_row=step.header_row,
                encoding=step.encoding,
                delimiter=step.delimiter,
                skip_hidden=step.hidden == "skip",
            )
            for chunk in table.chunks():
                yield from (row for row in chunk.rows if row not in chunk.apart)
        except DataError:
            yield 0


def _pipeline_input(migration: Migration) -> Input:
    run, path = migration.run, migration.pipeline.path
    try:
        lines = len(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        lines = 0
    return Input(str(run.source), None, lines, str(run.source_sha256), run.run_id, migration.pipeline.title)


def _digest(journal: Journal, units: Sequence[Unit]) -> tuple[int, str]:
    """Return the number of rows that the runs of a migration settled, and the SHA-256 of their results."""
    digest, rows = sha256(), 0
    for run in (run for unit in units for run in unit.runs):
        for row in journal.rows.results(run.run_id):
            digest.update(f"{run.run_id} {row.row} {row.outcome} {row.sellsy_id}\n".encode())
            rows += 1
    return rows, digest.hexdigest()


def _parties(migration: Migration) -> Parties:
    """Return who the proof is between: what the pipeline file says, and whose account and access it is."""
    stated = migration.pipeline.stated_report
    try:
        infos = rpc(migration.session.sellsy, "Infos.getInfos")
    except ApiError:
        infos = None
    data = infos.get("userdatas") if isinstance(infos, dict) else None
    user: Mapping[str, Any] = data if isinstance(data, dict) else {}
    return Parties(
        customer=stated.customer or str(user.get("corpName") or ""),
        signatory=stated.signatory,
        integrator=stated.integrator,
        by=stated.by or _login(),
        source=stated.source or _NAMES.get(migration.pipeline.system, migration.pipeline.system.capitalize()),
        exported=stated.exported,
        account=str(user.get("corpId") or ""),
        company=str(user.get("corpName") or ""),
        user=str(user.get("fullName") or user.get("mail") or ""),
        profile=migration.run.profile or "",
    )


def _login() -> str:
    """Return the name under which the program runs on this computer, "" where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _command(migration: Migration) -> str:
    """Return the command that repeats the run, without values that came from the environment."""
    kept: dict[str, Any] = dict(migration.run.settings)
    profile = migration.run.profile
    local = migration.session.settings.local
    words: Sequence[str] = (
        "sellsy-etl",
        *(("--sandbox",) if local else ("--profile", profile) if profile else ()),
        "run",
        str(migration.pipeline.path),
        *(
            part
            for name, value in (kept.get("parameters") or {}).items()
            for part in ("--set", f"{name}={value}")
        ),
    )
    return shlex.join(words)
