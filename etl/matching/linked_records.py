"""Records that a row is linked to and people it lists: each key must identify exactly one record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

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

_DOUBTS = ("match-several", "match-doubtful", "match-contradicts")


@dataclass(frozen=True, slots=True)
class Target:
    """A record that a row names; `type` is what a company or individual is: client, prospect, supplier."""

    variant: str
    id: int
    type: str = ""

    def to_json(self) -> dict[str, JsonValue]:
        """Return the target as payloads and filters name it."""
        return {"type": self.variant, "id": self.id}


@dataclass(frozen=True, slots=True)
class Links:
    """The records that a row names: `linked` by prefix of its columns, `people` by attribute, listed `companies`.

    `warnings` report the links that were left out.
    """

    linked: Mapping[str, Target] = field(default_factory=dict)
    people: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    companies: tuple[Target, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def company_ids(self) -> list[int]:
        """Return the ids of all companies that a contact's row names, each once."""
        own = [self.linked[COMPANY]] if COMPANY in self.linked else []
        return list(dict.fromkeys(target.id for target in (*own, *self.companies)))

    def named_by(self, record: Record) -> Iterator[tuple[Target, list[str]]]:
        """Yield each record that a row names, and the attributes that may name it."""
        for prefix, target in self.linked.items():
            yield target, [name for name in record.values if name.startswith(f"{prefix}_")]
        for target in self.companies:
            yield target, [COMPANIES]
        for attribute, ids in self.people.items():
            yield from ((Target(PERSON, record_id), [attribute]) for record_id in ids)

    def first_company(self) -> int | None:
        """Return the id of the first company that a contact's row names."""
        return next(iter(self.company_ids()), None)

    def id_of(self, prefix: str) -> int | None:
        """Return the id of the record that the columns of a prefix name."""
        return self.linked[prefix].id if prefix in self.linked else None

    def onto(self, record: Record, entity: type[Entity], attributes: Iterable[str]) -> Record:
        """Return the record with ids of the people it lists, and its links as `related`."""
        values: dict[str, JsonValue] = {
            **record.values,
            **{name: [*ids] for name, ids in self.people.items()},
        }
        if any(attribute.startswith(f"{prefix}_") for attribute in attributes for prefix in entity.relates):
            values["related"] = [*(self.linked[p].to_json() for p in entity.relates if p in self.linked)]
        return replace(record, values=values)


@dataclass(slots=True)
class Targets:
    """Finds the records that rows of an entity name."""

    entity: type[Entity]
    wanted: dict[str, Wanted] = field(default_factory=dict)
    directories: dict[str, Directory] = field(default_factory=dict)
    beside: KeysBeside = field(default_factory=KeysBeside)
    _strange: StrangeIds = field(default_factory=StrangeIds)
    _unlinked: bool = False
    _coming: dict[str, set[int]] = field(default_factory=dict)

    def want(self, record: Record) -> None:
        """Add the keys of the records that a row names."""
        named: set[str] = set()
        self._strange.want(record)
        self.beside.want(record, self.entity)
        for prefix, _variant, target in self._targets(record):
            self._take(target)
            named.add(prefix)
        for _attribute, _item, target in self._people(record):
            self._take(target)
        for item in self._listed(record):
            for name in (item, *parts_of(item)):
                for target in company_named(record.row, name):
                    self._take(target)
        self._unlinked |= named.isdisjoint(self.entity.relates)

    def _take(self, target: Record) -> None:
        stand_in = stand_in_of(target)
        if stand_in is not None:
            self._coming.setdefault(target.variant, set()).add(stand_in)
            return
        self.wanted.setdefault(target.variant, Wanted(RESOURCES[target.variant].link_keys)).add(target)

    def unread(self) -> Mapping[str, set[int]]:
        """Return ids that exist only in a rehearsal, by variant, where no record of that variant was looked up."""
        return {variant: ids for variant, ids in self._coming.items() if variant not in self.wanted}

    def document(self, variant: str, record_id: int) -> Document | None:
        """Return a record that rows name, None where it was not read."""
        directory = self.directories.get(variant)
        return None if directory is None else directory.documents.get(record_id)

    def around(self) -> list[dict[str, JsonValue]] | None:
        """Return all records that rows are linked to, None where a row has no link; needs the directories read."""
        if self._unlinked or not self.entity.relates:
            return None
        variants = {v for prefix in self.entity.relates for v in self.entity.links[prefix]} & {*HOLDERS}
        return [
            Target(variant, record_id).to_json()
            for variant in sorted(variants & self.directories.keys())
            for record_id in sorted(self.directories[variant].documents)
            if not is_stand_in(record_id)
        ]

    def find(self, record: Record, headers: Mapping[str, str]) -> tuple[Links, list[Problem]]:
        """Return the records that a row names, and a problem for each name without exactly one record."""
        by_prefix: dict[str, list[Record]] = {}
        for prefix, _variant, target in self._targets(record):
            by_prefix.setdefault(prefix, []).append(target)
        links: dict[str, Target] = {}
        problems: list[Problem] = []
        warnings: list[Problem] = []
        for prefix, targets in by_prefix.items():
            linked = self._one(prefix, targets, headers)
            if self._is_decided(record, prefix) and not self._is_listed(record, prefix, linked):
                continue
            if prefix in record.unplaced:
                linked = self._by_name(record, prefix, linked, headers)
            if not isinstance(linked, Problem):
                links[prefix] = linked
                document = self.document(linked.variant, linked.id)
                for problem in self.beside.judged(
                    record, prefix, linked.variant, document=document, headers=headers
                ):
                    (problems if problem.severity is Severity.ERROR else warnings).append(problem)
            elif prefix in self._secondary and linked.code in (UNKNOWN, BY_NAME):
                warnings.append(left_out(linked, str(next(iter(targets[0].values.values())))))
            else:
                problems.append(of_deleted(linked, record, prefix, headers))
        people, strangers = self._people_of(record, links, headers)
        companies, wrong = self._companies(record, headers)
        problems += [*strangers, *wrong, *self._too_many(record, links, headers)]
        if len(companies) > 1 and COMPANY not in links:
            problems += roles_of_several(record, headers)
        return Links(links, people, companies, tuple(warnings)), problems

    def _people_of(
        self, record: Record, links: dict[str, Target], headers: Mapping[str, str]
    ) -> tuple[dict[str, tuple[int, ...]], list[Problem]]:
        """Find the contacts that a row lists, and move the one named separately from `links` to them."""
        people: dict[str, tuple[int, ...]] = {
            self.entity.lists[prefix]: (links.pop(prefix).id,)
            for prefix in self._secondary
            if prefix in links
        }
        problems: list[Problem] = []
        for attribute, item, target in self._people(record):
            header = headers.get(attribute) or headers.get(f"{PERSON}_{LEGACY_ID}", attribute)
            person = self._one(PERSON, [target], {f"{PERSON}_{k}": header for k in ("id", "email", "name")})
            if isinstance(person, Problem):
                problem = replace(person, value=item)
                problems.append(
                    problem if attribute in headers else of_deleted(problem, record, PERSON, headers)
                )
            elif person.id not in people.setdefault(attribute, ()):
                people[attribute] = (*people[attribute], person.id)
        return people, problems

    @property
    def _secondary(self) -> list[str]:
        """The prefixes of records that are only listed: a row may be written without them."""
        return [prefix for prefix in self.entity.lists if f"{prefix}_id" not in self.entity.by_attribute()]

    def _is_decided(self, record: Record, prefix: str) -> bool:
        """Tell whether an id of another system already decides what a row's other columns name."""
        legacy_id = record.values.get(f"{prefix}_{LEGACY_ID}")
        return (
            legacy_id is not None
            and prefix not in record.unplaced
            and record.values.get(f"{prefix}_id") is None
        )

    def _is_listed(self, record: Record, prefix: str, linked: Target | Problem) -> bool:
        """Tell whether a row names one of the records that it lists by id, which is then the first."""
        listed = record.values.get(self.entity.lists.get(prefix, ""))
        return isinstance(linked, Target) and isinstance(listed, list) and str(linked.id) in map(str, listed)

    def _by_name(
        self, record: Record, prefix: str, linked: Target | Problem, headers: Mapping[str, str]
    ) -> Target | Problem:
        """Return the record named by another key of a row whose old id is unknown, unless it has a different old id."""
        if isinstance(linked, Problem):
            return not_by_name(linked, record, prefix, headers)
        directory = self.directories[linked.variant]
        document, known = directory.documents.get(linked.id), directory.old_ids.get(linked.id, ())
        shown = describe(document) if document is not None else str(linked.id)
        return self._strange.refused(record, prefix, headers, shown=shown, known=known) or linked

    def _listed(self, record: Record) -> list[str]:
        """Return the companies that a contact's row lists, as written."""
        listed = record.values.get(self.entity.lists.get(COMPANY, ""))
        return [str(name) for name in listed] if isinstance(listed, list) else []

    def _companies(
        self, record: Record, headers: Mapping[str, str]
    ) -> tuple[tuple[Target, ...], list[Problem]]:
        """Find the companies that a row lists; an unknown item with commas is split where a part is a company."""
        attribute = self.entity.lists.get(COMPANY, "")
        header = header_of(headers, attribute)
        named = {f"{COMPANY}_{key}": header for key in RESOURCES[COMPANY].link_keys}
        companies: list[Target] = []
        problems: list[Problem] = []
        for item in self._listed(record):
            company = self._one(COMPANY, company_named(record.row, item), named)
            ones = {item: company}
            if isinstance(company, Problem) and company.code == UNKNOWN:
                parts = {
                    name: self._one(COMPANY, company_named(record.row, name), named)
                    for name in parts_of(item)
                }
                ones = parts if any(isinstance(part, Target) for part in parts.values()) else ones
            for value, part in ones.items():
                if isinstance(part, Target):
                    companies.append(part)
                    continue
                problem = replace(part, value=value)
                problems.append(
                    problem if attribute in headers else of_deleted(problem, record, COMPANY, headers)
                )
        return tuple(dict.fromkeys(companies)), problems

    def _one(self, prefix: str, targets: Sequence[Record], headers: Mapping[str, str]) -> Target | Problem:
        """Return the only record that the columns name, of any variant."""
        several: list[str] = []
        matches: list[Target] = []
        doubt: Problem | None = None
        for target in targets:
            stand_in = stand_in_of(target)
            if stand_in is not None:
                return Target(target.variant, stand_in)
            answer = match(
                target, self.directories[target.variant], Rule(RESOURCES[target.variant].link_keys)
            )
            if answer.document is not None:
                document = answer.document
                linked = Target(target.variant, int(str(document["id"])), str(document.get("type") or ""))
                if linked not in matches:
                    matches.append(linked)
                    several.append(describe(document))
            elif answer.problem is not None and answer.problem.code in _DOUBTS:
                doubt = answer.problem
        if len(matches) == 1 and doubt is None:
            return matches[0]
        key = next(
            key for target in targets for key in RESOURCES[target.variant].link_keys if key in target.values
        )
        column = f"{prefix}_{'name' if key == 'called' else key}"
        shown = str(next(target.values[key] for target in targets if key in target.values))
        header = header_of(headers, column)
        if doubt is not None:
            code = "link-doubtful" if doubt.code == "match-doubtful" else doubt.code
            return replace(doubt, code=code, row=targets[0].row, column=header, value=shown)
        if matches:
            return Problem("match-several", targets[0].row, header, shown, {"key": key, "records": several})
        return Problem(UNKNOWN, targets[0].row, header, shown, {"target": prefix})

    def _too_many(
        self, record: Record, links: Mapping[str, Target], headers: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Yield the problem of a row linked to two records: Sellsy takes one (API contract 2.264.0)."""
        on = [prefix for prefix in self.entity.relates if prefix in links]
        if len(on) > 1:
            names = [
                h for p in on for a, h in headers.items() if a.startswith(f"{p}_") and record.values.get(a)
            ]
            yield Problem("links-several", record.row, names[0], params={"columns": names})

    def _targets(self, record: Record) -> Iterator[tuple[str, str, Record]]:
        """Yield (prefix, variant, keys) of each record that a row names, once per possible variant."""
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
        for attribute in _of_people(self.entity):  # type: ignore[arg-type]  # a class is hashable
            items = record.values.get(attribute)
            for item in items if isinstance(items, list) else ():
                name = str(item)
                key = "id" if name.removeprefix("-").isdecimal() else "email" if "@" in name else "called"
                value: JsonValue = int(name) if key == "id" else name
                yield attribute, name, Record(record.row, PERSON, {key: value})


@lru_cache(maxsize=32)
def _of_people(entity: type[Entity]) -> tuple[str, ...]:
    """Return the attributes that list contacts."""
    return tuple(column.attribute for column in entity.columns if column.lookup == PERSON)
