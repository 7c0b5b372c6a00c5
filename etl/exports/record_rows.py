"""Records of the CRM as rows of the entity's own columns: names in place of ids, addresses and people beside."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from etl.account.columns import (
    ADDRESSES,
    NOTHING,
    Document,
    Records,
    Style,
    needed_fields,
    serves_for_all,
)
from etl.account.custom_fields import CustomField, read_custom_fields
from etl.account.lookups import Lookups
from etl.account.scan import Group
from etl.account.snapshots import Needs, Parts, custom_of, read_parts
from etl.codecs import fold
from etl.core.batching import batched
from etl.core.errors import ConfigError
from etl.core.json_paths import dig, is_empty
from etl.core.prefetch import mapped
from etl.core.record import PERSON
from etl.entities import Column, Entity
from etl.entities.base.machine import updated_column
from etl.entities.base.resource import COMPANIES, RESOURCES
from etl.entities.contact import COMPANY, INDIVIDUAL, ROLES
from etl.exports.shown_columns import MACHINE, Names, Output, ShownColumns
from etl.mapping.column_names import CUSTOM
from etl.messages import Lang
from etl.sellsy import Sellsy
from etl.sheets.writers import Field, OutputCell
from etl.v1.columns import V1Columns, v1_columns

_PAGE = 100


class Line(NamedTuple):
    """A record as a row: its cells, in the order of the reader's fields."""

    variant: str
    document: Document
    cells: tuple[OutputCell, ...]

    @property
    def id(self) -> int:
        """The record's id."""
        return int(str(self.document["id"]))


@dataclass(kw_only=True)
class RecordReader:
    """Turns records into rows; linked records are read a hundred records at a time.

    `style` is how values are shown; `only` are the columns wanted, by attribute or header (none: all). `v1` reads
    what only API v1 shows, of the `number` of records to come; without it those columns are empty.
    """

    sellsy: Sellsy
    entity: type[Entity]
    lang: Lang
    lookups: Lookups
    style: Style = "sheet"
    only: Sequence[str] = ()
    number: int | None = None
    v1: V1Columns | None = None
    _compiled: dict[str, list[Output]] = field(default_factory=dict)

    @cached_property
    def _shown(self) -> ShownColumns:
        return ShownColumns(self.entity, self.lang, Names(self.lookups, self.style))

    @cached_property
    def _kept(self) -> tuple[list[Column], list[CustomField]]:
        """The columns and custom fields of the rows, except those no list shows (a contact's link to an individual)."""
        shown = v1_columns(self.entity)
        columns = [
            column
            for column in self.entity.columns
            if (column in shown or not column.v1) and not column.attribute.startswith(f"{INDIVIDUAL}_")
        ]
        last = updated_column(self.entity) if self.style == MACHINE else None
        columns += [last] if last is not None else []
        if not self.only:
            return columns, self._all_custom
        known = {column.attribute: column for column in columns}
        names = [self._named_column(name, known) for name in dict.fromkeys(self.only)]
        wanted = [name for name in names if name not in known]
        custom = {_code(field): field for field in self._all_custom} if wanted else {}
        return [known[name] for name in names if name in known], [custom[name] for name in wanted]

    def _named_column(self, wanted: str, known: Collection[str]) -> str:
        """Return the attribute or code of a column; other names are those of the account's custom fields."""
        name = wanted if wanted in known else self.entity.header_index().get(fold(wanted), wanted)
        if name in known:
            return name
        accepted = [*known, *map(_code, self._all_custom)]
        if name not in accepted:
            raise ConfigError("column-unknown", column=wanted, entity=self.entity.name, accepted=accepted)
        return name

    @cached_property
    def _all_custom(self) -> list[CustomField]:
        kinds = [self.entity.name] if self.entity.name in self.entity.related_objects else None
        related = kinds or self.entity.related_objects
        return read_custom_fields(self.sellsy, related) if related else []

    @property
    def columns(self) -> list[Column]:
        """The entity's columns that the rows have.

        Raises:
            ConfigError: a wanted column does not exist; the accepted ones are listed.
            ApiError: the custom fields cannot be read.
        """
        return self._kept[0]

    @property
    def custom(self) -> list[CustomField]:
        """The custom fields that the rows have, after the columns; errors are those of `columns`."""
        return self._kept[1]

    @cached_property
    def fields(self) -> list[Field]:
        """The fields of a row, the columns first, then the custom fields."""
        own = [field for column in self.columns for field in self._shown.fields(column)]
        return _told_apart(
            own + [field for custom in self.custom for field in self._shown.custom_fields(custom)]
        )

    def headers(self) -> list[str]:
        """Return the headers of the fields."""
        return [field.header for field in self.fields]

    def embed(self) -> tuple[str, ...]:
        """Return the embeds of a search."""
        parts = {column.part for column in self.columns}
        addresses = tuple(ADDRESSES.values()) if parts & {"main", *ADDRESSES} else ()
        people = ("main_contact",) if PERSON in parts else ()
        needed = self.needs.query().get("embed[]", [])
        own = tuple(map(str, needed)) if isinstance(needed, list) else ()
        return (*self.entity.embeds, *addresses, *people, *own)

    def narrowed(self) -> tuple[str, ...]:
        """Return the only fields a search needs to bring; none means all of them."""
        if not self.only:
            return ()
        names: dict[str, None] = {"id": None}
        for column in self.columns:
            for variant in self.entity.variants:
                needed = needed_fields(column, variant)
                if needed is None:
                    return ()
                names |= dict.fromkeys(needed)
        return tuple(names)

    @cached_property
    def needs(self) -> Needs:
        """The linked data needed for each record."""
        attributes = {column.attribute for column in self.columns}
        return Needs(
            tags="tags" in attributes,
            custom=tuple(field.id for field in self.custom),
            companies=any(
                name.startswith((f"{COMPANY}_", COMPANIES)) or name in ROLES for name in attributes
            ),
        )

    def lines(self, records: Iterable[tuple[str, Document]]) -> Iterator[Line]:
        """Yield a row for each record, in the same order; records deleted meanwhile are left out.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        for variant, group in groupby(records, key=lambda record: record[0]):
            for part in batched((document for _, document in group), _PAGE):
                yield from self._lines((variant, part))

    def rows(self, groups: Iterable[Group]) -> Iterator[list[Line]]:
        """Yield the rows of each group of records, in the same order, while the next groups are read.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        apart = self.needs.companies or self.asks_addresses
        yield from mapped(self._lines, groups) if apart else map(self._lines, groups)

    def _lines(self, group: Group) -> list[Line]:
        variant, documents = group
        path = RESOURCES[variant].path
        around = _around(self.sellsy, path, documents, needs=self.needs, addresses=self.asks_addresses)
        there = [
            (document, parts) for document, parts in zip(documents, around, strict=True) if parts is not None
        ]
        documents = [document for document, _ in there]
        records = Records.of(
            variant, documents, [parts for _, parts in there], self._by_v1(variant, documents)
        )
        columns = [show(take(records)) for take, show in self._plan(variant)]
        custom = [custom_of(parts) for parts in records.around] if self.custom else []
        for custom_field in self.custom:
            values = [values_by_id.get(custom_field.id) for values_by_id in custom]
            columns += [show(values) for show in self._shown.custom_shows(custom_field)]
        return [
            Line(variant, document, cells)
            for document, cells in zip(records.documents, zip(*columns, strict=True), strict=True)
        ]

    @property
    def asks_addresses(self) -> bool:
        """Whether main addresses are shown, which no embed carries where they have no role."""
        return any(column.part == "main" for column in self.columns)

    def unread(self, variant: str, documents: Sequence[Document]) -> set[str]:
        """Return the kinds of names needed to show these records that were not read yet."""
        if self.style == "raw":
            return set()
        kinds = {
            column.lookup
            for column in self.columns
            if column.lookup not in (None, PERSON) and not column.v1
            if any(_lacks_name(self.entity, column, variant, document) for document in documents)
        }
        return {kind for kind in kinds if kind is not None and not self.lookups.has_read(kind)}

    def unread_of_new(self) -> set[str]:
        """Return the kinds of names needed at least to show new records: their owners."""
        owned = self.style != "raw" and any(column.lookup == "staff" for column in self.columns)
        return {"staff"} if owned and not self.lookups.has_read("staff") else set()

    def _by_v1(self, variant: str, documents: Sequence[Document]) -> Sequence[Document]:
        if self.v1 is None or not self.asks_v1:
            return [NOTHING] * len(documents)
        ids = [int(str(document["id"])) for document in documents]
        return self.v1.read(variant, ids, of=self.number or len(ids))

    @property
    def asks_v1(self) -> bool:
        """Whether API v1 must be asked for a column."""
        return any(column.v1 for column in self.columns)

    def _plan(self, variant: str) -> list[Output]:
        if variant not in self._compiled:
            self._compiled[variant] = [
                output for column in self.columns for output in self._shown.outputs(column, variant)
            ]
        return self._compiled[variant]


def _told_apart(fields: Sequence[Field]) -> list[Field]:
    """Return fields whose headers differ: codes of custom fields may differ by marks that no name has."""
    count: Counter[str] = Counter()
    kept = []
    for field_ in fields:
        count[field_.header] += 1
        times = count[field_.header]
        kept.append(field_ if times == 1 else replace(field_, header=f"{field_.header}_{times}"))
    return kept


def _code(field: CustomField) -> str:
    return f"{CUSTOM}{field.code}"


def _lacks_name(entity: type[Entity], column: Column, variant: str, document: Document) -> bool:
    """Tell whether a record has a value of a column whose name it lacks."""
    path = column.paths.get(variant)
    if path is None:
        return not is_empty(entity.derived(column.attribute, variant, document))
    own = document.get(path.removesuffix("_id"))
    return not is_empty(dig(document, path)) and not (isinstance(own, dict) and own.get("name"))


def _around(
    sellsy: Sellsy, path: str, documents: Sequence[Document], *, needs: Needs, addresses: bool
) -> list[Parts | None]:
    """Return what hangs on each record, with `addresses` all those of which no embed is the main one."""
    around = read_parts(sellsy, [(path, document) for document in documents], needs, skip_gone=True)
    if not addresses:
        return around
    asked = [
        rank
        for rank, (document, parts) in enumerate(zip(documents, around, strict=True))
        if parts is not None and not serves_for_all(document)
    ]
    wanted = [(path, documents[rank]) for rank in asked]
    read = read_parts(sellsy, wanted, Needs(addresses=True), skip_gone=True)
    for rank, listed in zip(asked, read, strict=True):
        around[rank] = None if listed is None else {**(around[rank] or {}), **listed}
    return around
