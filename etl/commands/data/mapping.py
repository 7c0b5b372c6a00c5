"""Propose a mapping for a file, and name the ready ones that fit it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl.codecs import fold
from etl.commands.run.reading_options import ReadingOptions
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.results import JsonValue
from etl.core.user_paths import typed
from etl.mapping import ready_mapping, ready_names
from etl.mapping.mapping_text import mapping_text
from etl.mapping.proposals import ColumnProposal, Proposal, propose
from etl.messages import Lang
from etl.sheets import beside
from etl.sheets.writers.atomic_write import atomic_write
from etl.source.opening import open_rows

__all__ = ["MapFileOptions", "MappingProposal", "propose_mapping"]

STDOUT = "-"
"""Stands for standard output."""

_LOOKS_LIKE = 0.6
"""Share of the headers that a ready mapping must know to be suggested."""

_FEWEST = 4
"""Number of headers that a ready mapping must know to be suggested."""

_OWN = 2
"""Number of these headers that must not be those of our own templates."""


@dataclass(frozen=True, slots=True)
class MappingProposal:
    """A proposed mapping: its YAML, where it was written (None: nowhere), and the ready mappings that fit too.

    `again` is the command that checks the file with it, to be pasted.
    """

    proposal: Proposal
    text: str
    output: str | None
    ready: tuple[str, ...]
    again: str

    def to_dict(self, lang: Lang) -> dict[str, JsonValue]:
        """Return the machine contract of `map --json`."""
        return {
            "entity": self.proposal.entity.name,
            "rows": self.proposal.rows,
            "output": self.output,
            "ready": list(self.ready),
            "columns": [_column(column, lang) for column in self.proposal.columns],
            "recipes": [
                {
                    "headers": list(recipe.headers),
                    "columns": [recipe.column.header(lang)],
                }
                for recipe in self.proposal.recipes
            ],
            "lacking": [column.header(lang) for column in self.proposal.lacking],
        }


def _column(proposal: ColumnProposal, lang: Lang) -> dict[str, JsonValue]:
    return {
        "header": proposal.header,
        "column": proposal.column.header(lang) if proposal.column else None,
        "confidence": proposal.confidence,
        "proposed": proposal.sure,
        "refuses": proposal.refuses,
        "accepted": proposal.accepted,
        "examples": list(proposal.examples),
        "dates": proposal.dates,
        "decimal": proposal.decimal,
        "values": {value.cell: value.label for value in proposal.values},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFileOptions(ReadingOptions):
    """Where the proposed mapping goes: None puts it beside the file, "-" writes none.

    `force` overwrites an existing file, which somebody may have edited.
    """

    output: str | Path | None = None
    force: bool = False
    hidden: Literal["include", "skip"] | None = "include"


def propose_mapping(session: Session, path: str | Path, options: MapFileOptions) -> MappingProposal:
    """Propose how the columns of a file fill Sellsy's, and write it as YAML to be read, corrected and reused.

    Only its first rows are looked at.

    Raises:
        DataError: the file cannot be read, the entity of its rows is unclear, or the output cannot be written.
        ConfigError: there is no such entity, or the output exists already.
    """
    source, output, lang = Path(path), options.output, session.lang
    place = beside(source, ".mapping.yaml") if output is None else Path(output)
    written = None if str(output) == STDOUT else place
    if written is not None and written.exists() and not options.force:
        raise ConfigError("mapping-exists", path=written)
    read = options.values(lang)
    table, kind = open_rows(
        source, entity=options.entity, options=read, observer=session.observer, choose=options.choose
    )
    proposal = propose(kind, table, options=read.codec, lang=lang)
    again = f"sellsy-etl check {typed(path)}"
    if options.sheet is not None:
        again += f" --sheet {typed(options.sheet)}"
    again += f" --map {typed(place)}"
    yaml = mapping_text(proposal, file=str(path), again=again, lang=lang)
    if written is not None:
        with atomic_write(written) as temporary:
            temporary.write_text(yaml, encoding="utf-8")
    return MappingProposal(proposal, yaml, str(written) if written else None, _ready(table.headers), again)


def _ready(headers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the ready mappings that know most of the headers, the best first.

    Headers that any file may have identify no product: at least `_OWN` must be the product's own.
    """
    present = {fold(header) for header in headers if header}
    scores: dict[str, float] = {}
    for name in ready_names():
        for ready in ready_mapping(name):
            known = {header for header in (*ready.headers, *ready.ignore) if fold(header) in present}
            plain = (
                set() if ready.kind is None else {fold(w) for c in ready.kind.columns for w in (c.fr, c.en)}
            )
            own = [header for header in known if fold(header) not in plain]
            if len(known) >= max(_FEWEST, _LOOKS_LIKE * len(present)) and len(own) >= _OWN:
                scores[name] = max(scores.get(name, 0.0), len(known))
    return tuple(sorted(scores, key=lambda name: -scores[name]))
