"""Tables of links beside the tables of records: a row for each company of a contact, each tag, each assigned person.

Links are kept in temporary files while records are read, so that memory stays flat; each table is written afterwards.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO

from etl.entities import Entity
from etl.exports.record_rows import Line, RecordReader
from etl.sheets.writers import Field, OutputCell

TAGS = "tags"
_IDS = "_ids"


@dataclass(frozen=True, slots=True)
class Association:
    """A table of links: the records of a variant, and the field of their rows that lists what they are linked to."""

    variant: str
    listed: str

    @property
    def name(self) -> str:
        """The name of the table: `contact_company`, `company_tag`."""
        return f"{self.variant}_{self._item}"

    @property
    def _item(self) -> str:
        return "tag" if self.listed == TAGS else self.listed.removesuffix(_IDS)

    @property
    def fields(self) -> tuple[Field, Field]:
        """The two columns of the table."""
        item = Field("tag") if self.listed == TAGS else Field(f"{self._item}_id", "integer")
        return Field(f"{self.variant}_id", "integer"), item


def associations_of(entity: type[Entity], fields: Sequence[Field]) -> list[Association]:
    """Return the tables of links of an entity's rows in a file for programs."""
    listed = [field.header for field in fields if _links(field)]
    return [Association(variant, name) for variant in entity.variants for name in listed]


def _links(field: Field) -> bool:
    return field.header == TAGS or (field.kind == "integers" and field.header.endswith(_IDS))


@dataclass(slots=True)
class Links:
    """The links of records as they are read; `stack` closes its temporary files.

    A record that two entities share (a client that is a supplier) is taken once.
    """

    stack: ExitStack
    rows: dict[Association, int] = field(default_factory=dict)
    _spools: dict[Association, IO[bytes]] = field(default_factory=dict)
    _taken: dict[str, set[int]] = field(default_factory=dict)

    def declare(self, reader: RecordReader) -> None:
        """Make the tables of a reader's rows known, also where no row comes."""
        for table in associations_of(reader.entity, reader.fields):
            if table not in self._spools:
                self._spools[table] = self.stack.enter_context(TemporaryFile())  # noqa: SIM115 - the stack closes it
                self.rows[table] = 0

    def take(self, reader: RecordReader, lines: Sequence[Line]) -> None:
        """Keep the links of rows."""
        headers = [field.header for field in reader.fields]
        places = [
            (table, headers.index(table.listed)) for table in associations_of(reader.entity, reader.fields)
        ]
        for line in lines:
            taken = self._taken.setdefault(line.variant, set())
            if line.id in taken:
                continue
            taken.add(line.id)
            for table, at in places:
                items = line.cells[at] if table.variant == line.variant else None
                for item in items if isinstance(items, list) else ():
                    self._spools[table].write(json.dumps([line.id, item]).encode() + b"\n")
                    self.rows[table] += 1

    def taken(self, variant: str) -> set[int]:
        """Return the ids of the records of a variant whose links were kept."""
        return self._taken.get(variant, set())

    def read(self, table: Association) -> Iterator[tuple[OutputCell, ...]]:
        """Yield the rows of a table."""
        spool = self._spools[table]
        spool.seek(0)
        for row in spool:
            yield tuple(json.loads(row))
