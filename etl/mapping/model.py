"""A mapping: which header fills which column, and how; the same values in YAML, Python and the journal.

Columns are names, resolved when the file is opened.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    field_validator,
    model_validator,
)

from etl.entities import Entity, entity_named
from etl.mapping.column_names import attribute_of

Order = Literal["dmy", "mdy", "ymd"]
Dates = Literal["dmy", "mdy", "ymd", "shown", "iso", "epoch_ms", "epoch_s"]
"""How dates are written: in an order, in the order that the file shows (`SHOWN`), which is never assumed, as ISO 8601
writes them, or as the milliseconds or seconds since 1970."""

SHOWN: Final = "shown"

_LETTERS = {"j": "d", "a": "y"}
"""Letters of a date as a French spreadsheet writes it: jj/mm/aaaa."""


PLACE = re.compile(r"\{([^{}]+)\}")
"""A header in a template."""


def _listed(value: Any) -> Any:
    """Turn a single text into a list of one."""
    return [value] if isinstance(value, str) else value


Listed = Annotated[list[str], BeforeValidator(_listed)]
"""A text or a list of them."""


class _Part(BaseModel):
    """Base of the parts of a mapping."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Lookup(_Part):
    """A table in a file beside the mapping: a cell of its column `from` is replaced by the one of its column `to`."""

    file: str = Field(min_length=1)
    key: str = Field(alias="from", min_length=1)
    to: str = Field(min_length=1)


class Made(_Part):
    """What is made of the cells of a column, in this order; a short closed list, not a language.

    `starts` are the beginnings of the cells that count, `several` is what stands between several in one cell, of which
    the first counts. `json` takes a value out of a JSON cell (a.b), `html: text` its text, `dates` says how dates are
    written ("dmy", or dd/mm/yyyy; "shown" is the order that the file shows: none is assumed; epoch_ms and epoch_s are
    numbers since 1970, iso is 2026-01-31), `decimal` is the decimal mark, `split` what stands between the values of a
    list. `values` replaces cells (case and accents do not matter; "" empties the cell, and is a blank cell where it is
    replaced; "*" is any other cell that neither the values nor the lookup know), `lookup` by the table of a file.
    `prefix` is put before, `truncate` keeps so many characters and names the text that was cut.

    `fallback` is the name that stands for one that Sellsy does not have, `nearest` takes the only near one instead of
    refusing the row. `when` are the cells under other headers for which all this applies; "*" is any filled cell, ""
    a blank one.
    """

    when: dict[str, Listed] = Field(default_factory=dict)
    starts: list[str] = Field(default_factory=list)
    several: str | None = None
    json_path: str | None = Field(default=None, alias="json", pattern=r"^[^.]+(\.[^.]+)*$")
    html: Literal["text"] | None = None
    dates: Dates | None = None
    decimal: Literal[",", "."] | None = None
    split: str | None = Field(default=None, min_length=1)
    values: dict[str, str] = Field(default_factory=dict)
    lookup: Lookup | None = None
    prefix: str | None = Field(default=None, min_length=1)
    truncate: int | None = Field(default=None, ge=1)
    fallback: str | None = Field(default=None, min_length=1)
    nearest: bool = False

    @field_validator("dates", mode="before")
    @classmethod
    def _spelled(cls, value: Any) -> Any:
        """Take dd/mm/yyyy, or jj/mm/aaaa, for dmy."""
        if not isinstance(value, str) or value.lower() in get_args(Dates):
            return value.lower() if isinstance(value, str) else value
        letters = [_LETTERS.get(letter, letter) for letter in value.lower() if letter.isalpha()]
        order = "".join(dict.fromkeys(letters))[:3]
        return order if order in get_args(Order) else value


class Rule(Made):
    """A header's column, and what is made of its cells.

    `also` are the other columns that the same header fills, or the same one `when` other cells say so; in a file, a
    list of rules says it.
    """

    column: str = Field(min_length=1)
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


class Join(Made):
    """A column made of several headers: their filled cells `with` something between, or only the `first` filled one.

    `template` writes them into a text instead ("{Title} ({Type})"); of a list of texts, one whose cells are all blank
    is left out. What is made of cells is made of each of them, but for `values`, `lookup`, `prefix` and `truncate`:
    these are made of what comes of it. `needs_first` leaves the column blank where the first header is.
    """

    headers: list[str] = Field(default_factory=list, alias="from")
    glue: str = Field(default=" ", alias="with")
    template: Listed = Field(default_factory=list)
    first: bool = False
    needs_first: bool = False
    also: tuple["Join", ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _cases(cls, value: Any) -> Any:
        """Take a list of joins: the first whose `when` applies."""
        if isinstance(value, list) and value and isinstance(value[0], dict):
            first, *rest = value
            return {**first, "also": rest}
        return value

    @model_validator(mode="after")
    def _has_headers(self) -> Self:
        if bool(self.headers) == bool(self.template):
            raise ValueError("from, template")
        if self.template and not self.placed_headers:
            raise ValueError('"{Title} ({Type})"')
        return self

    @property
    def placed_headers(self) -> list[str]:
        """The headers it reads, in order: those between braces of a template."""
        named = [name.strip() for text in self.template for name in PLACE.findall(text)]
        return [*dict.fromkeys(named)] if self.template else self.headers

    @property
    def each(self) -> Iterator["Join"]:
        """The joins of the column, of which the first that applies counts."""
        yield self
        yield from self.also


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
    cells of which the rows are left out: what was deleted in the other system. `only` are, by header, the cells of the
    rows that are read, `skip` those of rows that are left out on purpose; "*" is any filled cell, "" a blank one.
    `among` are, by header, all the cells that are expected: a row with another one is refused.
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
    only: dict[str, Listed] = Field(default_factory=dict)
    skip: dict[str, Listed] = Field(default_factory=dict)
    among: dict[str, Listed] = Field(default_factory=dict)
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
            yield from (header for case in join.each for header in case.placed_headers)

    @property
    def deciding(self) -> Iterator[str]:
        """The headers whose cells decide which rows are read, or what other cells mean."""
        yield from (*self.without, *self.only, *self.skip, *self.among)
        made: list[Made] = [rule for whole in self.columns.values() for rule in whole.each]
        made += [join for whole in self.joins.values() for join in whole.each]
        yield from (header for part in made for header in part.when)

    def shown(self) -> Iterator[str]:
        """Yield a readable line for each column."""
        for header, rule in self.columns.items():
            yield from (f"{header} = {part.column}" for part in rule.each)
        yield from (f"{' + '.join(join.placed_headers)} = {column}" for column, join in self.joins.items())
        yield from (f"{header} = {' + '.join(split.into)}" for header, split in self.splits.items())
        yield from (f'"{value}" = {column}' for column, value in self.constants.items())

    def within(self, folder: Path) -> Self:
        """Return the mapping with the files of its lookups in a folder, unless they are absolute."""

        def moved(value: Any) -> Any:
            if isinstance(value, Lookup):
                return value.model_copy(update={"file": str(folder / Path(value.file).expanduser())})
            if isinstance(value, Made):
                named: dict[str, Any] = {"lookup": moved(value.lookup)}
                if isinstance(value, Rule | Join):
                    named["also"] = tuple(map(moved, value.also))
                return value.model_copy(update=named)
            return value

        columns = {header: moved(rule) for header, rule in self.columns.items()}
        joins = {column: moved(join) for column, join in self.joins.items()}
        return self.model_copy(update={"columns": columns, "joins": joins})

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
                "only": {**other.only, **self.only},
                "skip": {**other.skip, **self.skip},
                "among": {**other.among, **self.among},
            }
        )
        return merged.placed({**other._places, **self._places})  # noqa: SLF001 - its own class

    def to_json(self) -> dict[str, Any]:
        """Return the mapping as the journal stores it."""
        return self.model_dump(by_alias=True, exclude_defaults=True)


def _attribute(entity: type[Entity] | None, column: str) -> str:
    """Return the attribute of a column's name, the name itself where the entity is unknown."""
    return (entity and attribute_of(entity, column)) or column
