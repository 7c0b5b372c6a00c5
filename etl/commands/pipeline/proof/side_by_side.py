"""Read the sampled records of a proof from Sellsy, to stand beside what their files have."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from etl.account.lookups import Lookups
from etl.commands.session import Session
from etl.core.errors import FatalApiError
from etl.entities import Entity, entity_named
from etl.entities.base.resource import RESOURCES
from etl.entities.origin import LEGACY_ID
from etl.exports.record_rows import RecordReader
from etl.messages import Lang, text, word_text
from etl.messages.languages import MANNERS
from etl.reports.proof import Compared, Drawn, NotAsSent, ReadBack, Sample, compared
from etl.sellsy import Call, send_batch
from etl.sheets.writers import OutputCell


def side_by_side(session: Session, drawn: Sequence[Drawn], back: ReadBack, lang: Lang) -> list[Sample]:
    """Return samples with their fields side by side, in the order of the draw; a record that is gone has none.

    Raises:
        ApiError: the account refuses every call, or lists of names cannot be read.
    """
    by_entity: dict[str, list[Drawn]] = defaultdict(list)
    for sample in drawn:
        by_entity[sample.entity].append(sample)
    read = {
        (entity, sample.variant, sample.sellsy_id): values
        for entity, samples in by_entity.items()
        for sample, values in _read(session, entity_named(entity), samples, lang)
    }
    return [
        _sample(sample, read.get((sample.entity, sample.variant, sample.sellsy_id), {}), back, lang)
        for sample in drawn
    ]


def _sample(drawn: Drawn, values: Mapping[str, str], back: ReadBack, lang: Lang) -> Sample:
    entity = entity_named(drawn.entity)
    bad = back.of(drawn.run_id, drawn.row.row)
    labels = {part.attribute: _label(entity, part.attribute, part.header, lang) for part in drawn.fields}
    fields = [*compared(drawn, values, _differing(bad), labels)]
    return Sample(
        word_text(drawn.entity, lang=lang),
        drawn.row.name,
        drawn.row.legacy_id,
        drawn.file,
        drawn.row.row,
        drawn.sellsy_id,
        fields or [Compared(text("proof-gone", lang=lang), "", "", "≠")],
    )


def _differing(bad: NotAsSent | None) -> frozenset[str]:
    return frozenset() if bad is None else frozenset(name for name, _, _ in bad.differences)


def _label(entity: type[Entity], attribute: str, header: str, lang: Lang) -> str:
    prefix = attribute.removesuffix(f"_{LEGACY_ID}")
    if prefix != attribute:
        return word_text(prefix, lang=lang).capitalize()
    column = entity.by_attribute().get(attribute)
    return header if column is None else column.header(lang)


def _read(
    session: Session, entity: type[Entity], samples: Sequence[Drawn], lang: Lang
) -> list[tuple[Drawn, dict[str, str]]]:
    """Return the values of samples by the attribute that their file fills."""
    sellsy = session.sellsy
    reader = RecordReader(sellsy=sellsy, entity=entity, lang=lang, lookups=Lookups(sellsy))
    known = {column.attribute for column in reader.columns if not column.v1}
    shown = {
        part.attribute: columns
        for sample in samples
        for part in sample.fields
        if (columns := _shown_by(entity, part.attribute, known))
    }
    if not shown:
        return []
    narrow = RecordReader(
        sellsy=sellsy,
        entity=entity,
        lang=lang,
        lookups=reader.lookups,
        only=sorted({name for names in shown.values() for name in names}),
    )
    query: dict[str, Any] = {"embed[]": [*narrow.embed()]}
    calls = [
        Call("GET", f"{RESOURCES[sample.variant].path}/{sample.sellsy_id}", query=query) for sample in samples
    ]
    there: list[tuple[Drawn, dict[str, Any]]] = []
    for sample, answer in zip(samples, send_batch(sellsy, calls), strict=True):
        if isinstance(answer.error, FatalApiError):
            raise answer.error
        if answer.error is None:
            there.append((sample, answer.body))
    place = {column.attribute: at for at, column in enumerate(narrow.columns)}
    lines = {
        (line.variant, line.id): line.cells
        for line in narrow.lines((sample.variant, document) for sample, document in there)
    }
    return [
        (
            sample,
            {
                attribute: next(filter(None, (_text(cells[place[name]], lang) for name in names)), "")
                for attribute, names in shown.items()
            },
        )
        for sample, _document in there
        if (cells := lines.get((sample.variant, sample.sellsy_id))) is not None
    ]


def _shown_by(entity: type[Entity], attribute: str, known: set[str]) -> list[str]:
    """Return the columns that show what an attribute of a file became, the best first; none where none does."""
    if attribute in known:
        return [attribute]
    prefix = attribute.removesuffix(f"_{LEGACY_ID}")
    return [name for name in (entity.lists.get(prefix), f"{prefix}_name") if name in known]


def _text(cell: OutputCell, lang: Lang) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return MANNERS[lang].yes_no[not cell]
    if isinstance(cell, datetime):
        return MANNERS[lang].day(f"{cell:%Y-%m-%d %H:%M}")
    if isinstance(cell, date):
        return MANNERS[lang].day(cell.isoformat())
    if isinstance(cell, float | Decimal):
        return str(format_decimal(cell, "#,##0.00", locale=lang))
    return ", ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
