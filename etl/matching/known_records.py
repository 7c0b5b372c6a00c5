"""Records that the rows of a run match or name: the keys to look for, and the records read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from etl.account.custom_fields import CustomField
from etl.core.observer import Observer
from etl.core.record import Record, is_stand_in
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.resource import RESOURCES
from etl.matching.choosing import Rule
from etl.matching.coming import Coming
from etl.matching.directory import Directory, Wanted
from etl.matching.linked_records import Targets
from etl.matching.match_keys import by_old_id
from etl.matching.reading import IDS_A_SEARCH, read_directory, read_each
from etl.sellsy import PAGE, Call, Sellsy, total_of
from etl.source.options import ImportOptions

CREATES = ("upsert", "create")
"""Modes that create."""


@dataclass(frozen=True, slots=True)
class RowForm:
    """Settings shared by all rows of a run; `headers` (attribute -> the user's header) are their columns.

    `custom` are the custom fields among these, `append` those to which values are added, `order` the match keys. With
    `clears`, empty cells clear the field of the record. Unreadable cells of `droppable` columns are left out; `whole`
    are the columns whose cells are whole cells of the file.
    """

    entity: type[Entity]
    headers: Mapping[str, str]
    custom: Mapping[str, CustomField]
    order: tuple[str, ...]
    options: ImportOptions
    clears: bool = False
    append: frozenset[str] = frozenset()
    droppable: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()

    @property
    def rule(self) -> Rule:
        """How rows are matched."""
        options = self.options
        old_id = by_old_id(options.match, self.entity)
        keyless = options.mode == "create"
        return Rule(self.order, bool(options.match), options.on_doubt, keyless=keyless, old_id=old_id)

    @property
    def creates(self) -> bool:
        """Whether a row without a record becomes one."""
        return self.options.mode in CREATES

    @property
    def deletes(self) -> bool:
        """Whether records are deleted."""
        return self.options.mode == "delete"

    @property
    def replaces_tags(self) -> bool:
        """Whether tags that a row does not list are removed."""
        return self.options.tags == "replace"


@dataclass(slots=True)
class KnownRecords:
    """Reads the records that share a key with rows, and the records that rows name.

    `apart` are the records (variant, id) created by other rows of the run, which no row may match. `old_ids` returns
    the ids of records of a variant in another system. `coming` are the records of earlier steps of a rehearsal.
    """

    form: RowForm
    sellsy: Sellsy
    old_ids: Callable[[str, Sequence[int]], Mapping[int, set[str]]] | None = None
    apart: set[tuple[str, int]] = field(default_factory=set)
    coming: Coming = field(default_factory=Coming)
    wanted: dict[str, Wanted] = field(default_factory=dict)
    directories: dict[str, Directory] = field(default_factory=dict)
    targets: Targets = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the links of the entity."""
        self.targets = Targets(self.form.entity)

    def want(self, record: Record) -> None:
        """Add the keys of a row."""
        wanted = self.wanted.setdefault(record.variant, Wanted(self.form.order, chosen=self.form.rule.chosen))
        wanted.add(record)
        self.targets.want(record)

    def read(
        self,
        observer: Observer,
        query: Mapping[str, JsonValue],
        *,
        directories: Mapping[str, Directory] | None = None,
    ) -> None:
        """Read the records that rows name, and those that share a key with a row unless given by variant.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        targets = self.targets
        for variant, wanted in targets.wanted.items():
            targets.directories[variant] = self._with_old_ids(self.of(variant, wanted, observer=observer))
        for variant, wanted in targets.beside.doubted(targets.document).items():
            targets.beside.others[variant] = self.of(variant, wanted, observer=observer)
        around = targets.around()
        self.coming.into(targets.directories, targets.wanted)
        for variant, wanted in self.wanted.items():
            directory = (
                self.of(variant, wanted, observer=observer, query=query, around=around)
                if directories is None
                else directories[variant]
            )
            directory.leave_out({record for kind, record in self.apart if kind == variant})
            self.directories[variant] = self._with_old_ids(directory)
        self.coming.into(self.directories, self.wanted)

    def _with_old_ids(self, directory: Directory) -> Directory:
        """Add to a directory the ids of its records in another system."""
        if self.old_ids is not None:
            known = self.old_ids(directory.resource.variant, sorted(directory.documents))
            directory.old_ids = {record_id: {*ids} for record_id, ids in known.items()}
        return directory

    def of(
        self,
        variant: str,
        wanted: Wanted,
        *,
        observer: Observer,
        query: Mapping[str, JsonValue] | None = None,
        around: Sequence[Mapping[str, JsonValue]] | None = None,
    ) -> Directory:
        """Read the wanted records of a variant; `around` are the objects to which all of them are linked, if known.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        resource, size = RESOURCES[variant], self.form.options.batch_size
        directory = read_directory(
            self.sellsy,
            resource,
            wanted,
            query=query or {},
            batch_size=size,
            observer=observer,
            around=around,
        )
        # A search may not find a new record yet: only reading the record itself shows that it is gone.
        missing = [
            record_id
            for record_id in wanted.values.get("id", {}).values()
            if record_id not in directory.documents and not is_stand_in(int(str(record_id)))
        ]
        calls = [Call("GET", f"{resource.path}/{record_id}", query=query or {}) for record_id in missing]
        for documents in read_each(self.sellsy, calls, batch_size=size):
            for document in documents or ():
                directory.add(document, wanted.used())
        return directory

    def has(self, record: Record) -> bool:
        """Tell whether the record of a row's id was read."""
        directory = self.directories.get(record.variant)
        return directory is not None and int(str(record.values["id"])) in directory.documents

    def calls_to_come(self) -> int:
        """Return how many more calls the run will take to read what earlier steps of this rehearsal would create."""
        directories = [*self.targets.directories.values(), *self.directories.values()]
        calls = sum(
            directory.grown(self.coming.number(directory.resource.variant)) for directory in directories
        )
        for variant, ids in self.targets.unread().items():
            path = f"{RESOURCES[variant].path}/search"
            there = total_of(self.sellsy.search(path, {}, query={"limit": 1}).body, path=path)
            searches = ceil(len(ids) / IDS_A_SEARCH) if "id" in RESOURCES[variant].keys else len(ids)
            rest = ceil(max(there + len(ids) - PAGE, 0) / PAGE)
            calls += min(rest, ceil(searches / self.form.options.batch_size))
        return calls
