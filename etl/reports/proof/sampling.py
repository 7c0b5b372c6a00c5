"""Draw records at random, by a seed that anybody can repeat, to compare them field by field."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random

from etl.codecs import fold
from etl.core.results import Outcome
from etl.entities.origin import LEGACY_ID
from etl.reports.proof.source_file import SourceFile, SourceRow
from etl.reports.proof.units import Ending, Unit
from etl.reports.proof.values import Compared

SAMPLES = 20
IDENTICAL, SHAPED, MATCHED, DIFFERENT = "=", "≈", "→", "≠"
"""Signs between a file's cell and Sellsy's: the same text, written otherwise, a correspondence, changed since."""

_CELL = 240


def seed_of(run_id: str) -> int:
    """Return the seed of a migration's samples, from 1000 to 9999: everybody can draw the same ones again."""
    return 1000 + int.from_bytes(sha256(run_id.encode()).digest()[:4]) % 9000


@dataclass(frozen=True, slots=True)
class SourceField:
    """A filled cell of a sampled record: the attribute it fills, the user's header, the text.

    `matched` tells that Sellsy has something else in its place by a correspondence: a name of a list, a linked record.
    """

    attribute: str
    header: str
    text: str
    matched: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sampled row, and the run that decided about it."""

    entity: str
    file: str
    row: SourceRow
    run_id: str
    variant: str
    sellsy_id: int
    fields: tuple[SourceField, ...]


@dataclass(slots=True)
class Draw:
    """A sample of fixed size of a stream: every record offered has the same chance."""

    seed: int
    size: int = SAMPLES
    drawn: list[Drawn] = field(default_factory=list)
    _offered: int = 0
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        """Start the draw from its seed."""
        self._random = Random(self.seed)  # noqa: S311 - a sample, no secret

    def offer(self, unit: Unit, file: SourceFile, row: SourceRow, ending: Ending) -> None:
        """Take a migrated record into the draw; one that was deleted, or of a file that is gone, has no fields."""
        stored = ending.stored
        if stored.sellsy_id is None or stored.outcome is Outcome.DELETED or not file.is_file:
            return
        self._offered += 1
        if len(self.drawn) < self.size:
            self.drawn.append(_drawn(unit, file, row, ending))
            return
        place = self._random.randrange(self._offered)
        if place < self.size:
            self.drawn[place] = _drawn(unit, file, row, ending)


def _drawn(unit: Unit, file: SourceFile, row: SourceRow, ending: Ending) -> Drawn:
    read = [*file.fields(row)]
    # Where an old id names the record that is linked, other keys of it say nothing.
    names = {attribute for attribute, *_ in read}
    by_id = [prefix for prefix in file.entity.links if f"{prefix}_{LEGACY_ID}" in names]
    fields = tuple(
        SourceField(
            attribute,
            header,
            text,
            matched=mapped
            or attribute.endswith(f"_{LEGACY_ID}")
            or any(attribute.startswith(f"{prefix}_") for prefix in file.entity.links)
            or _is_listed(file, attribute),
        )
        for attribute, header, text, mapped in read
        if not any(
            attribute.startswith(f"{prefix}_") and attribute != f"{prefix}_{LEGACY_ID}" for prefix in by_id
        )
    )
    record, sellsy_id = ending.stored.record, ending.stored.sellsy_id
    variant = str((record or {}).get("variant") or next(iter(file.entity.variants)))
    return Drawn(unit.run.entity, file.name, row, ending.run_id, variant, int(str(sellsy_id)), fields)


def _is_listed(file: SourceFile, attribute: str) -> bool:
    column = file.entity.by_attribute().get(attribute)
    return column is not None and bool(column.lookup or column.choices)


def compared(
    drawn: Drawn, values: Mapping[str, str], differs: Collection[str], labels: Mapping[str, str]
) -> Iterator[Compared]:
    """Yield the fields of a sampled record: `values` are Sellsy's by attribute, `differs` the headers that changed."""
    for part in drawn.fields:
        if part.attribute not in values:
            continue
        value = values[part.attribute]
        label = labels.get(part.attribute, part.header)
        if part.header in differs or label in differs:
            sign = DIFFERENT
        elif value == part.text:
            sign = IDENTICAL
        elif part.matched:
            sign = MATCHED
        elif not fold(value):
            sign = DIFFERENT
        else:
            sign = SHAPED
        yield Compared(label, part.text[:_CELL], value[:_CELL], sign)
