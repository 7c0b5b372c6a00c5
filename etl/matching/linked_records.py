"""What a row hangs on, and the people it lists: found by key, exactly one each, or the row is refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.core.record import PERSON, Record, is_stand_in
from etl.core.results import JsonValue, Problem, Severity
from etl.entities import Entity
from etl.entities.base.resource import COMPANIES, RESOURCES
from etl.entities.contact import COMPANY
from etl.entities.origin import LEGACY_ID, header_of
from etl.entities.related import HOLDERS
from etl.matching.choosing import Rule, describe, match
from etl.matching.directory import Directory, Wanted
from etl.matching.document_keys import Document
from etl.matching.link_problems import (
    BY_NAME,
    UNKNOWN,
    KeysBeside,
    StrangeIds,
    company_named,
    left_out,
    not_by_name,
    of_deleted,
    parts_of,
    roles_of_several,
    stand_in_of,
    variants_of,
)

_TOLD = ("match-several", "match-doubtful", "match-contradicts")


@dataclass(frozen=True, slots=True)
class Target:
    """A record that a row names; `type` is what a company or individual is: client, prospect, supplier."""

    variant: str
    id: int
    type: str = ""

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as payloads and filters name it."""
        return {"type": self.variant, "id": self.id}


@dataclass(frozen=True, slots=True)
class Links:
    """What a row names: `found` by prefix of its columns, `people` by attribute, `companies` those that it lists.

    `warnings` say what of it was left out.
    """

    found: Mapping[str, Target] = field(default_factory=dict)
    people: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    companies: tuple[Target, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def company_ids(self) -> list[int]:
        """Return the ids of all companies that a contact's row names, each once."""
        own = [self.found[COMPANY]] if COMPANY in self.found else []
        return list(dict.fromkeys(one.id for one in (*own, *self.companies)))

    def named_by(self, record: Record) -> Iterator[tuple[Target, list[str]]]:
        """Yield what a row names, and the attributes that may name it."""
        for prefix, target in self.found.items():
            yield target, [name for name in record.values if name.startswith(f"{prefix}_")]
        for target in self.companies:
            yield target, [COMPANIES]
        for attribute, ids in self.people.items():
            yield from ((Target(PERSON, one), [attribute]) for one in ids)

    def first_company(self) -> int | None:
        """Return the id of the first company that a contact's row names."""
        return next(iter(self.company_ids()), None)

    def id_of(self, prefix: str) -> int | None:
        """Return the id of what the columns of a prefix name."""
        return self.found[prefix].id if prefix in self.found else None

    def onto(self, record: Record, entity: type[Entity], attributes: Iterable[str]) -> Record:
        """Return the record with ids for the people it lists, and what it hangs on as `related`."""
        values: dict[str, JsonValue] = {
            **record.values,
            **{name: [*ids] for name, ids in self.people.items()},
        }
        if any(one.startswith(f"{prefix}_") for one in attributes for prefix in entity.relates):
            values["related"] = [*(self.found[p].to_json() for p in entity.relates if p in self.found)]
        return replace(record, values=values)


@dataclass(slots=True)
class Targets:
    """Finds what rows of an entity name."""

    entity: type[Entity]
    wanted: dict[str, Wanted] = field(default_factory=dict)
    directories: dict[str, Directory] = field(default_factory=dict)
    beside: KeysBeside = field(default_factory=KeysBeside)
    _strange: StrangeIds = field(default_factory=StrangeIds)
    _unlinked: bool = False
    _coming: dict[str, set[int]] = field(default_factory=dict)

    def want(self, record: Record) -> None:
        """Take the keys of what a row names."""
        named: set[str] = set()
        self._strange.want(record)
        self.beside.want(record, self.entity)
        for prefix, _variant, target in self._targets(record):
            self._take(target)
            named.add(prefix)
        for _attribute, _item, target in self._people(record):
            self._take(target)
        for item in self._listed(record):
            for said in (item, *parts_of(item)):
                for target in company_named(record.row, said):
                    self._take(target)
        self._unlinked |= named.isdisjoint(self.entity.relates)

    def _take(self, target: Record) -> None:
        stand_in = stand_in_of(target)
        if stand_in is not None:
            self._coming.setdefault(target.variant, set()).add(stand_in)
            return
        self.wanted.setdefault(target.variant, Wanted(RESOURCES[target.variant].link_keys)).add(target)

    def unread(self) -> Mapping[str, set[int]]:
        """Return what exists in a rehearsal only, by variant, where no record of that variant was looked for."""
        return {variant: ids for variant, ids in self._coming.items() if variant not in self.wanted}

    def document(self, variant: str, record_id: int) -> Document | None:
        """Return a record that rows name, None where it was not read."""
        directory = self.directories.get(variant)
        return None if directory is None else directory.documents.get(record_id)

    def around(self) -> list[dict[str, JsonValue]] | None:
        """Return all that rows hang on, None where one hangs on nothing: call it once directories are read."""
        if self._unlinked or not self.entity.relates:
            return None
        variants = {v for prefix in self.entity.relates for v in self.entity.links[prefix]} & {*HOLDERS}
        return [
            Target(variant, one).to_json()
            for variant in sorted(variants & self.directories.keys())
            for one in sorted(self.directories[variant].documents)
            if not is_stand_in(one)
        ]

    def find(self, record: Record, headers: Mapping[str, str]) -> tuple[Links, list[Problem]]:
        """Return what a row names, and a problem for each name that is not exactly one record."""
        by_prefix: dict[str, list[Record]] = {}
        for prefix, _variant, target in self._targets(record):
            by_prefix.setdefault(prefix, []).append(target)
        found: dict[str, Target] = {}
        problems: list[Problem] = []
        warnings: list[Problem] = []
        for prefix, targets in by_prefix.items():
            one = self._one(prefix, targets, headers)
            if self._is_decided(record, prefix) and not self._is_listed(record, prefix, one):
                continue
            if prefix in record.unplaced:
                one = self._by_name(record, prefix, one, headers)
            if not isinstance(one, Problem):
                found[prefix] = one
                document = self.document(one.variant, one.id)
                for said in self.beside.judged(
                    record, prefix, one.variant, document=document, headers=headers
                ):
                    (problems if said.severity is Severity.ERROR else warnings).append(said)
            elif prefix in self._secondary and one.code in (UNKNOWN, BY_NAME):
                warnings.append(left_out(one, str(next(iter(targets[0].values.values())))))
            else:
                problems.append(of_deleted(one, record, prefix, headers))
        people, strangers = self._people_of(record, found, headers)
        companies, wrong = self._companies(record, headers)
        problems += [*strangers, *wrong, *self._too_many(record, found, headers)]
        if len(companies) > 1 and COMPANY not in found:
            problems += roles_of_several(record, headers)
        return Links(found, people, companies, tuple(warnings)), problems

    def _people_of(
        self, record: Record, found: dict[str, Target], headers: Mapping[str, str]
    ) -> tuple[dict[str, tuple[int, ...]], list[Problem]]:
        """Find the contacts that a row lists, with the one it names beside, which is no longer among the others."""
        people: dict[str, tuple[int, ...]] = {
            self.entity.lists[prefix]: (found.pop(prefix).id,)
            for prefix in self._secondary
            if prefix in found
        }
        problems: list[Problem] = []
        for attribute, item, target in self._people(record):
            header = headers.get(attribute) or headers.get(f"{PERSON}_{LEGACY_ID}", attribute)
            one = self._one(PERSON, [target], {f"{PERSON}_{k}": header for k in ("id", "email", "name")})
            if isinstance(one, Problem):
                said = replace(one, value=item)
                problems.append(said if attribute in headers else of_deleted(said, record, PERSON, headers))
            elif one.id not in people.setdefault(attribute, ()):
                people[attribute] = (*people[attribute], one.id)
        return people, problems

    @property
    def _secondary(self) -> list[str]:
        """The prefixes of what a record only lists: a row may go on without."""
        return [one for one in self.entity.lists if f"{one}_id" not in self.entity.by_attribute()]

    def _is_decided(self, record: Record, prefix: str) -> bool:
        """Tell whether ids of another system said already what a row's other columns name too."""
        said = record.values.get(f"{prefix}_{LEGACY_ID}")
        return (
            said is not None and prefix not in record.unplaced and record.values.get(f"{prefix}_id") is None
        )

    def _is_listed(self, record: Record, prefix: str, one: Target | Problem) -> bool:
        """Tell whether a name says which of the records that a row lists by their ids is meant first."""
        listed = record.values.get(self.entity.lists.get(prefix, ""))
        return isinstance(one, Target) and isinstance(listed, list) and str(one.id) in map(str, listed)

    def _by_name(
        self, record: Record, prefix: str, one: Target | Problem, headers: Mapping[str, str]
    ) -> Target | Problem:
        """Return what another key of a row names whose id in another system nothing has, unless that has another."""
        if isinstance(one, Problem):
            return not_by_name(one, record, prefix, headers)
        directory = self.directories[one.variant]
        document, known = directory.documents.get(one.id), directory.old_ids.get(one.id, ())
        shown = describe(document) if document is not None else str(one.id)
        return self._strange.refused(record, prefix, headers, shown=shown, known=known) or one

    def _listed(self, record: Record) -> list[str]:
        """Return the companies that a contact's row lists, as it says them."""
        listed = record.values.get(self.entity.lists.get(COMPANY, ""))
        return [str(one) for one in listed] if isinstance(listed, list) else []

    def _companies(
        self, record: Record, headers: Mapping[str, str]
    ) -> tuple[tuple[Target, ...], list[Problem]]:
        """Find the companies that a row lists; one with commas is several where a part is one: the others are wrong."""
        attribute = self.entity.lists.get(COMPANY, "")
        header = header_of(headers, attribute)
        named = {f"{COMPANY}_{key}": header for key in RESOURCES[COMPANY].link_keys}
        found: list[Target] = []
        problems: list[Problem] = []
        for item in self._listed(record):
            one = self._one(COMPANY, company_named(record.row, item), named)
            ones = {item: one}
            if isinstance(one, Problem) and one.code == UNKNOWN:
                parts = {
                    said: self._one(COMPANY, company_named(record.row, said), named)
                    for said in parts_of(item)
                }
                ones = parts if any(isinstance(part, Target) for part in parts.values()) else ones
            for value, part in ones.items():
                if isinstance(part, Target):
                    found.append(part)
                    continue
                said = replace(part, value=value)
                problems.append(said if attribute in headers else of_deleted(said, record, COMPANY, headers))
        return tuple(dict.fromkeys(found)), problems

    def _one(self, prefix: str, targets: Sequence[Record], headers: Mapping[str, str]) -> Target | Problem:
        """Return the only record that some columns name, whichever variant it is."""
        several: list[str] = []
        found: list[Target] = []
        told: Problem | None = None
        for target in targets:
            stand_in = stand_in_of(target)
            if stand_in is not None:
                return Target(target.variant, stand_in)
            answer = match(
                target, self.directories[target.variant], Rule(RESOURCES[target.variant].link_keys)
            )
            if answer.document is not None:
                document = answer.document
                one = Target(target.variant, int(str(document["id"])), str(document.get("type") or ""))
                if one not in found:
                    found.append(one)
                    several.append(describe(document))
            elif answer.problem is not None and answer.problem.code in _TOLD:
                told = answer.problem
        if len(found) == 1 and told is None:
            return found[0]
        key = next(
            key for target in targets for key in RESOURCES[target.variant].link_keys if key in target.values
        )
        column = f"{prefix}_{'name' if key == 'called' else key}"
        shown = str(next(target.values[key] for target in targets if key in target.values))
        header = header_of(headers, column)
        if told is not None:
            code = "link-doubtful" if told.code == "match-doubtful" else told.code
            return replace(told, code=code, row=targets[0].row, column=header, value=shown)
        if found:
            return Problem("match-several", targets[0].row, header, shown, {"key": key, "records": several})
        return Problem(UNKNOWN, targets[0].row, header, shown, {"target": prefix})

    def _too_many(
        self, record: Record, found: Mapping[str, Target], headers: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Yield the problem of a row that hangs on two records: Sellsy takes one (API contract 2.264.0)."""
        on = [prefix for prefix in self.entity.relates if prefix in found]
        if len(on) > 1:
            names = [
                h for p in on for a, h in headers.items() if a.startswith(f"{p}_") and record.values.get(a)
            ]
            yield Problem("links-several", record.row, names[0], params={"columns": names})

    def _targets(self, record: Record) -> Iterator[tuple[str, str, Record]]:
        """Yield (prefix, variant, keys) of what a row names, once for each variant it may be."""
        for prefix, variants in self.entity.links.items():
            for variant in variants_of(record, prefix, variants):
                values: dict[str, JsonValue] = {
                    key: value
                    for key in RESOURCES[variant].link_keys
                    if (value := record.values.get(f"{prefix}_{'name' if key == 'called' else key}"))
                    is not None
                }
                if "id" in values:
                    values = {"id": values["id"]}
                if values:
                    yield prefix, variant, Record(record.row, variant, values)

    def _people(self, record: Record) -> Iterator[tuple[str, str, Record]]:
        """Yield (attribute, item, key) of every contact that a row lists."""
        for column in self.entity.columns:
            items = record.values.get(column.attribute) if column.lookup == PERSON else None
            for item in items if isinstance(items, list) else ():
                said = str(item)
                key = "id" if said.removeprefix("-").isdecimal() else "email" if "@" in said else "called"
                value: JsonValue = int(said) if key == "id" else said
                yield column.attribute, said, Record(record.row, PERSON, {key: value})
