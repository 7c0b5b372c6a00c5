"""The report of a file that was read: what it says of the file, and what it remembers to be read again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from babel.dates import LOCALTZ, format_datetime, get_timezone_location

from etl.core.results import JsonValue
from etl.mapping.column_names import OURS
from etl.matching.near_duplicates import NearDuplicate
from etl.messages import Lang, text, word_text
from etl.reports.values import Report, ReportKind, ReportRow
from etl.source.opening import Source
from etl.source.options import ReadOptions

FULL_ROWS = 50_000
"""Rows from which a report lists only rows to correct."""

_NAMES = ("name", "title", "last_name", "first_name", "text", "reference", "email")
"""Attributes by which a person recognises a row, the best first."""


@dataclass(frozen=True, slots=True)
class Owner:
    """How people call an account of Sellsy, and who works in it; None where it is not known."""

    account: str | None = None
    person: str | None = None


NOBODY = Owner()


@dataclass(frozen=True, slots=True)
class FileReport:
    """What is needed to report on a file: `identity` is the run's id, or one made for a check.

    `load` are the options of the import as the journal stores them.
    """

    source: Source
    read: ReadOptions
    kind: ReportKind
    identity: str
    counts: Mapping[str, int]
    results: Callable[[], Iterable[ReportRow]]
    started: datetime = field(default_factory=lambda: datetime.now(tz=UTC))
    owner: Owner = NOBODY
    dry: bool = False
    load: Mapping[str, JsonValue] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    similar: Sequence[NearDuplicate] = ()

    def report(self) -> Report:
        """Return the report, whatever its form."""
        source, lang = self.source, self.read.lang
        return Report(
            table=source.table,
            entity=source.entity,
            kind=self.kind,
            results=self.results,
            counts=self.counts,
            lang=lang,
            whole=self.counts.get("read", 0) < FULL_ROWS,
            file=file_name(source),
            memory=self.memory(),
            name_at=name_position(source),
            about=self.about(),
            settings={**file_settings(source, self.read), **self.settings},
            ignored=source.headers.ignored,
            similar=self.similar,
        )

    def memory(self) -> dict[str, JsonValue]:
        """Return what the report remembers: it needs no option to be read again."""
        source = self.source
        return {
            "version": 1,
            "kind": self.kind,
            "id": self.identity,
            "dry": self.dry or self.kind in ("check", "dry-run"),
            "entity": source.entity.name,
            "file": str(source.path),
            "sheet": source.table.layout.sheet,
            "reading": self.read.to_json(),
            "dates": self.read.date_order_said,
            "words": [*source.reading],
            "load": dict(self.load),
        }

    def about(self) -> list[str]:
        """Return on which account, when, and by whom."""
        lang = self.read.lang
        account, person = self.owner.account, self.owner.person
        before = [text("book-account", lang=lang, account=account)] if account else []
        after = [text("book-by", lang=lang, person=person)] if person else []
        return [*before, local_time(self.started, lang), *after]


def file_name(source: Source) -> str:
    """Return the name of a file for people; that of a report of a report is that of the first file."""
    return Path(source.origin or source.path).name


def name_position(source: Source) -> int | None:
    """Return the position of the header whose cells name the records, None where there is none."""
    places = {origin.attribute: origin.positions for origin in source.whole.origins}
    for name in _NAMES:
        positions = places.get(name, ())
        if len(positions) == 1 and not source.table.headers[positions[0]].startswith(OURS):
            return positions[0]
    return None


def local_time(moment: datetime, lang: Lang) -> str:
    """Return a moment on the clock of the reader's computer, which it names."""
    local = moment.astimezone(LOCALTZ)
    shown = format_datetime(local, "dd/MM/yyyy HH:mm" if lang == "fr" else "yyyy-MM-dd HH:mm", locale=lang)
    if not local.utcoffset() and "UTC" in str(local.tzname()):
        return text("book-moment-utc", lang=lang, moment=shown)
    place = get_timezone_location(LOCALTZ, locale=lang, return_city=True)
    return text("book-moment", lang=lang, moment=shown, place=place)


def file_settings(source: Source, read: ReadOptions) -> dict[str, object]:
    """Return how a file was read as label -> value; what is not set is left out."""
    lang = read.lang
    settings = {
        "file": file_name(source),
        "detected": source.layout,
        "entity": source.entity.label(lang),
        "mapping": ", ".join(shown for file_mapping in read.mapping for shown in file_mapping.shown()),
        "ignored": ", ".join(column.header for column in source.headers.ignored),
        "country": read.codec.country,
        "currency": read.codec.currency if read.codec.currency != "EUR" else None,
        "dates": text(f"date-order-{read.codec.date_order}", lang=lang),
        "clear": read.clear_word,
    }
    return {text(f"summary-{name}", lang=lang): value for name, value in settings.items() if value}


def run_settings(
    mode: str | None, stored: Mapping[str, JsonValue], *, profile: str | None, run_id: str, lang: Lang
) -> dict[str, object]:
    """Return how a run was made as label -> value; what is not set is left out."""
    settings = {
        "mode": mode and word_text(mode, lang=lang),
        "keys": _listed(stored.get("order"), lang),
        "batch": stored.get("batch_size"),
        "missing": _listed(stored.get("create_missing"), lang),
        "profile": profile,
        "run": run_id,
    }
    return {text(f"summary-{name}", lang=lang): value for name, value in settings.items() if value}


def _listed(names: JsonValue, lang: Lang) -> str:
    words = ("tags" if name == "tag" else str(name) for name in names) if isinstance(names, list) else ()
    return ", ".join(word_text(word, lang=lang) for word in words)
