"""The base of entities: a declaration from which schema, spreadsheet columns and API fields are derived.

A new entity is one new module of this package with a named subclass of `Entity`; nothing else lists it.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import ClassVar

from etl.codecs import Options, fold
from etl.core.results import JsonValue
from etl.entities.base.column import Column
from etl.entities.base.resource import Resource
from etl.entities.base.rules import Rule
from etl.entities.origin import LEGACY_ID, legacy_column, merged_column
from etl.entities.whole_name import with_last_names
from etl.messages import Lang

Document = Mapping[str, JsonValue]


class Entity:
    """A kind of record that rows of a spreadsheet are; subclasses declare, everything else is derived.

    `place` orders entities in lists, `labels` are plurals. `variants` maps a variant to its resource, `match` is the
    entity's own order of match keys, `naming` the attributes of its name, `scope` those that must be equal too for
    names to match, `gathers` those in which several rows of a record may differ, `telling` further attributes that
    help to identify a record. `family` groups entities whose files look alike, `ignored` are headers with nothing to
    import, `filters` narrow a search of the resource to the entity, `related_objects` are the kinds of its custom
    fields. `excuses` maps the code of a problem to the column that makes it a warning where filled. `agreeing` maps
    the code of a rule to the columns it compares: a row with its record's id may break it if it changes none of them.
    `examples` replace those of columns that several entities share. `usual` are columns that a template shows
    unfolded, like those with an example. `signs` are folded headers of other products that are rare in other files,
    `unlisted` columns without a header, absent from templates and exports. `whole_names` become civility, first and
    last name. `persons` maps the columns of a person to those of the contact person whom they describe in the row of a
    company. `links` maps a prefix of columns ("third_name") to the possible variants of the linked record, `lists` a
    prefix to the column that lists several, `relates` the prefixes whose record becomes the payload's `related`,
    `fixed` payload fields that cannot be updated. `sets` maps a payload field to the one that Sellsy sets by itself
    when it changes. `embeds` are read along by an export, `shown` the columns of a search on a terminal. `connector`
    maps each field of the no-code connectors' module to its attribute ("a b" for two).
    """

    name: ClassVar[str]
    place: ClassVar[int] = 100
    labels: ClassVar[Mapping[Lang, str]]
    family: ClassVar[str]
    variants: ClassVar[Mapping[str, Resource]]
    columns: ClassVar[tuple[Column, ...]]
    unlisted: ClassVar[tuple[Column, ...]] = ()
    whole_names: ClassVar[tuple[Column, ...]] = ()
    persons: ClassVar[Mapping[str, str]] = {}
    signs: ClassVar[tuple[str, ...]] = ()
    match: ClassVar[tuple[str, ...]]
    naming: ClassVar[tuple[str, ...]] = ("name",)
    scope: ClassVar[tuple[str, ...]] = ()
    gathers: ClassVar[tuple[str, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]] = ()
    ignored: ClassVar[tuple[str, ...]] = ()
    filters: ClassVar[Mapping[str, JsonValue]] = {}
    related_objects: ClassVar[tuple[str, ...]] = ()
    telling: ClassVar[tuple[str, ...]] = ()
    excuses: ClassVar[Mapping[str, str]] = {}
    agreeing: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    examples: ClassVar[Mapping[str, str]] = {}
    usual: ClassVar[frozenset[str]] = frozenset(
        {LEGACY_ID, "note", "owner", "staffs", "description", "status"}
    )
    links: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    lists: ClassVar[Mapping[str, str]] = {}
    relates: ClassVar[tuple[str, ...]] = ()
    fixed: ClassVar[frozenset[str]] = frozenset()
    sets: ClassVar[Mapping[str, str]] = {}
    embeds: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[tuple[str, ...]] = ("id", "name")
    connector: ClassVar[Mapping[str, str]] = {}

    # columns

    @classmethod
    def label(cls, lang: Lang) -> str:
        """Return the entity's plural in a language."""
        return cls.labels[lang]

    @classmethod
    @cache
    def origins(cls) -> tuple[Column, ...]:
        """Return the columns that hold ids of another system: the record's own, and of what it is linked to.

        They are read, but appear in no export: Sellsy has no field for them.
        """
        return (
            legacy_column(""),
            merged_column(),
            *(legacy_column(prefix, several=prefix in cls.lists) for prefix in cls.links),
        )

    @classmethod
    @cache
    def header_index(cls) -> Mapping[str, str]:
        """Return folded header, alias or attribute -> attribute; a header wins over an alias."""
        index: dict[str, str] = {}
        for names in (_headers, _aliases):
            for column in (*cls.columns, *cls.origins(), *cls.whole_names):
                for name in names(column):
                    index.setdefault(fold(name), column.attribute)
        return index

    @classmethod
    @cache
    def by_attribute(cls) -> Mapping[str, Column]:
        """Return attribute -> column."""
        columns = (*cls.columns, *cls.origins(), *cls.unlisted, *cls.whole_names)
        return {column.attribute: column for column in columns}

    @classmethod
    def column(cls, attribute: str) -> Column:
        """Return the column of an attribute."""
        return cls.by_attribute()[attribute]

    @classmethod
    @cache
    def read_by_country(cls) -> tuple[Column, ...]:
        """Return the columns read by the rules of the main address's country, without postal codes."""
        return tuple(c for c in cls.columns if c.hint is not None and c.codec.kind != "postal_code")

    @classmethod
    def is_ignored(cls, header: str) -> bool:
        """Tell whether a header is known and carries nothing to import."""
        return fold(header) in map(fold, cls.ignored)

    # columns of a file

    @classmethod
    def missing(cls, attributes: Collection[str]) -> list[Column]:
        """Return the required columns a file lacks; none if it has a match key, as it can then update."""
        attributes = with_last_names(attributes)
        if LEGACY_ID in attributes or any(cls.carries(key, attributes) for key in cls.match):
            return []
        return [column for column in cls.columns if column.required]

    @classmethod
    def missing_to_create(cls, values: Document, variant: str) -> list[Column]:
        """Return the columns that a row must fill before its record can be created."""
        required = (c for c in cls.columns if c.required and (not c.only or variant in c.only))
        return [column for column in required if values.get(column.attribute) is None]

    @classmethod
    def defaults(
        cls, attributes: Collection[str], options: Options
    ) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield notes (code, params) on defaults for what the file does not state."""
        del attributes, options
        yield from ()

    @classmethod
    def carries(cls, key: str, attributes: Collection[str]) -> bool:
        """Tell whether a file has a match key."""
        return cls.key_attribute(key, attributes) in attributes

    @classmethod
    def key_attribute(cls, key: str, attributes: Collection[str]) -> str:
        """Return the attribute that holds a match key in a file."""
        del attributes
        return key

    @classmethod
    def identity(cls, attributes: Collection[str]) -> frozenset[str]:
        """Return the attributes of a file that identify the records of its rows."""
        keys = {cls.key_attribute(key, attributes) for key in cls.match}
        links = {column.attribute for column in cls.origins()}
        return frozenset(keys | links | {*cls.match, *cls.scope, *cls.telling}) & frozenset(attributes)

    # rows

    @classmethod
    def complete(cls, values: dict[str, JsonValue], options: Options, attributes: Collection[str]) -> str:
        """Fill in implied values (a type, a default country) and return the variant; by default, fill in nothing.

        `attributes` are those of the file: a missing column may have a default, an empty cell may not.
        """
        del values, options, attributes
        return next(iter(cls.variants))

    @classmethod
    def disagreements(cls, values: Document) -> Iterator[tuple[str, str]]:
        """Yield (code, column) for values of a row that contradict each other; by default, nothing.

        These are the rules of `agreeing`, which can be checked only when the record is known.
        """
        del values
        yield from ()

    @classmethod
    def inapplicable(cls, values: Document, variant: str) -> list[Column]:
        """Return the columns a row fills that do not apply to its variant."""
        foreign = cls._foreign(variant)
        if foreign.keys().isdisjoint(values):
            return []
        return [column for name, column in foreign.items() if values.get(name) is not None]

    @classmethod
    @cache
    def _foreign(cls, variant: str) -> Mapping[str, Column]:
        return {c.attribute: c for c in cls.columns if c.only and variant not in c.only}

    @classmethod
    def extra_fields(cls, values: Document, variant: str, document: Document | None) -> dict[str, JsonValue]:
        """Return the payload lists that several columns fill; `document` is the record, if any.

        `related` lists the linked records, once link columns are resolved; a row that names none keeps them.

        A list keeps the items for which the file has no column. A new company or individual has every item that no
        column refuses, a new contact only those that a column states: like Sellsy, which subscribes a new contact to
        nothing (recorded behaviour).
        """
        lists: dict[str, JsonValue] = {"related": values["related"]} if values.get("related") else {}
        for path, members in cls._members().items():
            stated = {item: values[attribute] for item, attribute in members.items() if attribute in values}
            if stated:
                new: JsonValue = list(members) if cls.variants[variant].subscribed else []
                current = (document or {}).get(path, new)
                kept = set(map(str, current)) if isinstance(current, list) else set()
                lists[path] = [
                    item for item in members if (stated[item] is True if item in stated else item in kept)
                ]
        return lists

    @classmethod
    @cache
    def _members(cls) -> dict[str, dict[str, str]]:
        lists: dict[str, dict[str, str]] = {}
        for column in cls.columns:
            if column.member is not None and not column.part:
                path, item = column.member
                lists.setdefault(path, {})[item] = column.attribute
        return lists

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the value of a column without a payload path, for an export."""
        del variant
        if attribute == "id":
            return document.get("id")
        member = cls.column(attribute).member
        if member is None:
            return None
        path, item = member
        items = document.get(path)
        return item in items if isinstance(items, list) else None


LINK_KEYS = frozenset({"siret", "reference", "email", "number", "name"})
"""Keys that may name a linked record, beside its id."""


def public_paths(entity: type[Entity], variant: str) -> frozenset[str]:
    """Return the dotted paths of a variant's answers that identify nobody and that an anonymous copy keeps."""
    return entity.variants[variant].public | {
        column.paths[variant] for column in entity.columns if column.public and variant in column.paths
    }


def _headers(column: Column) -> tuple[str, ...]:
    return column.fr, column.en, column.raw


def _aliases(column: Column) -> tuple[str, ...]:
    return (*column.aliases, *column.mixed, column.raw.replace(".", "_"))
