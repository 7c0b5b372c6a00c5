"""A mapping: which header fills which column, and how; the same values in YAML, Python and the journal.

Columns are names, resolved when the file is opened.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from etl.entities import Entity, entity_named
from etl.mapping.column_names import attribute_of

Order = Literal["dmy", "mdy", "ymd"]
Dates = Literal["dmy", "mdy", "ymd", "shown"]
"""How dates are written: in an order, or in the order that the file shows (`SHOWN`), which is never assumed."""

SHOWN: Final = "shown"

_LETTERS = {"j": "d", "a": "y"}
"""Letters of a date as a French spreadsheet writes it: jj/mm/aaaa."""


class _Part(BaseModel):
    """Base of the parts of a mapping."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Rule(_Part):
    """A header's column.

    `values` replaces cells (case and accents do not matter; "" empties the cell, and is a blank
    cell where it is replaced), `starts` are the beginnings of the cells that count, `several` is what stands between
    several in one cell, of which the first counts, `dates` is the order of day, month and year ("dmy", or dd/mm/yyyy;
    "shown" is the one that the file shows: none is assumed), `decimal` the decimal mark. `also` are the other columns
    that the same header fills; in a file, a list of rules says it.
    """

    column: str = Field(min_length=1)
    values: dict[str, str] = Field(default_factory=dict)
    dates: Dates | None = None
    decimal: Literal[",", "."] | None = None
    starts: list[str] = Field(default_factory=list)
    several: str | None = None
    also: tuple["Rule", ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        """Take a bare column name too, and a list of rules: the columns that one header fills."""
        if isinstance(value, list) and value and isinstance(value[0], str | dict):
            first, *rest = value
            return {**({"column": first} if isinstance(first, str) else first), "also": rest}
        return {"column": value} if isinstance(value, str) else value

    @property
    def each(self) -> Iterator["Rule"]:
        """The rule of every column that the header fills."""
        yield self
        yield from self.also

    @field_validator("dates", mode="before")
    @classmethod
    def _spelled(cls, value: Any) -> Any:
        """Take dd/mm/yyyy, or jj/mm/aaaa, for dmy."""
        if not isinstance(value, str):
            return value
        letters = [_LETTERS.get(letter, letter) for letter in value.lower() if letter.isalpha()]
        order = "".join(dict.fromkeys(letters))[:3]
        return order if order in get_args(Order) else value


class Join(_Part):
    """A column made of several headers: their filled cells `with` something between, or only the `first` filled one.

    `starts` are the beginnings of the cells that count, `several` is what stands between several in one cell, `values`
    replaces what comes of it. `needs_first` leaves the column blank where the first header is.
    """

    headers: list[str] = Field(alias="from", min_length=1)
    glue: str = Field(default=" ", alias="with")
    first: bool = False
    needs_first: bool = False
    values: dict[str, str] = Field(default_factory=dict)
    starts: list[str] = Field(default_factory=list)
    several: str | None = None


class Split(_Part):
    """A header whose cells are cut into several columns at `at`; `rest` takes what is left (default: the last).

    Where the file has a header of `unless` it is not cut. Where it has `beside`, which says all but the rest, only the
    rest is taken: the cell without what that one says.
    """

    into: list[str] = Field(min_length=2)
    at: str = Field(default=" ", min_length=1)
    rest: str | None = None
    unless: list[str] = Field(default_factory=list)
    beside: str | None = None

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.rest is not None and self.rest not in self.into:
            raise ValueError(", ".join(self.into))
        return self

    @property
    def rest_at(self) -> int:
        """The index of the column that takes the remainder."""
        return self.into.index(self.rest) if self.rest is not None else len(self.into) - 1


class FileMapping(_Part):
    """How the columns of a file fill those of an entity.

    `columns` and `splits` are by header, `joins` and `constants` by column; a constant fills a whole column, or the
    blank cells of one that the file has. `ignore` are headers to pass over without a word. `optional` passes over
    headers that the file lacks (exports whose columns people choose). `signs` are headers of which such a file has one
    at least: among several mappings one without any does not serve. `if_known` are columns of old ids that link
    nothing where no record of their kind was ever imported; `one_of` are columns of old ids of which a row means one,
    the first whose record is known: what it concerns most. `spare` are columns, and addresses (`main`), that are left
    out, with a warning, where they cannot be read or are incomplete; else their row is refused. `by_program` says that
    a program wrote the file: one date that only fits month first tells the order of all. `without` are, by header,
    cells of which the rows are left out: what was deleted in the other system.
    """

    entity: str | None = None
    optional: bool = False
    columns: dict[str, Rule] = Field(default_factory=dict)
    joins: dict[str, Join] = Field(default_factory=dict)
    splits: dict[str, Split] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    ignore: list[str] = Field(default_factory=list)
    signs: list[str] = Field(default_factory=list)
    if_known: list[str] = Field(default_factory=list)
    one_of: list[str] = Field(default_factory=list)
    spare: list[str] = Field(default_factory=list)
    by_program: bool = False
    without: dict[str, list[str]] = Field(default_factory=dict)
    _places: Mapping[tuple[str | int, ...], str] = PrivateAttr(default_factory=dict)

    @classmethod
    def of_pairs(cls, pairs: Mapping[str, str]) -> Self:
        """Return the mapping of plain header -> column pairs."""
        return cls(columns={header: Rule(column=column) for header, column in pairs.items()})

    @property
    def kind(self) -> type[Entity] | None:
        """The entity of the mapping, None where it names none.

        Raises:
            ConfigError: there is no such entity.
        """
        return None if self.entity is None else entity_named(self.entity)

    @property
    def headers(self) -> Iterator[str]:
        """The headers it reads."""
        yield from self.columns
        yield from self.splits
        for join in self.joins.values():
            yield from join.headers

    def shown(self) -> Iterator[str]:
        """Yield a readable line for each column."""
        for header, rule in self.columns.items():
            yield from (f"{header} = {part.column}" for part in rule.each)
        yield from (f"{' + '.join(join.headers)} = {column}" for column, join in self.joins.items())
        yield from (f"{header} = {' + '.join(split.into)}" for header, split in self.splits.items())
        yield from (f'"{value}" = {column}' for column, value in self.constants.items())

    def placed(self, places: Mapping[tuple[str | int, ...], str]) -> Self:
        """Remember where its keys were written, for messages."""
        self._places = places
        return self

    def place(self, *keys: str) -> str:
        """Return where a key was written, for a message: "leads.yaml:12", or the option."""
        return self._places.get(keys, "--map")

    def over(self, other: "FileMapping") -> "FileMapping":
        """Return this mapping merged over another; where both define a column, this one wins.

        A column that this one fills from a header is no longer a join of the other.
        """
        kind = self.kind or other.kind
        filled = {_attribute(kind, part.column) for rule in self.columns.values() for part in rule.each}
        joins = {name: join for name, join in other.joins.items() if _attribute(kind, name) not in filled}
        merged = other.model_copy(
            update={
                "entity": self.entity or other.entity,
                "optional": self.optional or other.optional,
                "columns": {**other.columns, **self.columns},
                "joins": {**joins, **self.joins},
                "splits": {**other.splits, **self.splits},
                "constants": {**other.constants, **self.constants},
                "ignore": [*dict.fromkeys((*other.ignore, *self.ignore))],
                "signs": [*dict.fromkeys((*other.signs, *self.signs))],
                "if_known": [*dict.fromkeys((*other.if_known, *self.if_known))],
                "one_of": self.one_of or other.one_of,
                "spare": [*dict.fromkeys((*other.spare, *self.spare))],
                "by_program": self.by_program or other.by_program,
                "without": {**other.without, **self.without},
            }
        )
        return merged.placed({**other._places, **self._places})  # noqa: SLF001 - its own class

    def to_json(self) -> dict[str, Any]:
        """Return the mapping as the journal stores it."""
        return self.model_dump(by_alias=True, exclude_defaults=True)


def _attribute(entity: type[Entity] | None, column: str) -> str:
    """Return the attribute of a column's name, the name itself where the entity is unknown."""
    return (entity and attribute_of(entity, column)) or column
