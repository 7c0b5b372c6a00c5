"""The contact persons of rows: which contact each is, its values in all rows that name it, and the writes it needs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.codecs import fold
from etl.core.json_paths import dig, is_empty
from etl.core.observer import Observer
from etl.core.record import PERSON, Record, Snapshot
from etl.core.results import Change, JsonValue, Problem
from etl.entities import entity_named
from etl.entities.base.resource import RESOURCES, People
from etl.entities.contact import ROLES
from etl.entities.parts import CHANNEL
from etl.matching.choosing import describe
from etl.matching.directory import Directory, Wanted
from etl.matching.known_records import KnownRecords
from etl.matching.match_keys import comparable, effective_key, norm
from etl.matching.shared_people import one_person
from etl.plan.contact_links import held_roles, plan_company_link, plan_individual_link, wanted_roles
from etl.plan.country_cells import WithCountry
from etl.plan.without_writes import refused
from etl.plan.writes import Draft, RowPlan, field_plan, write_record

Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Person:
    """The contact person of a row: its values, the existing contact it is, and whether that is linked already."""

    values: Mapping[str, JsonValue] = field(default_factory=dict)
    document: Document | None = None
    linked: bool = False
    problem: Problem | None = None

    @property
    def id(self) -> int | None:
        """Id of the contact, None where it is to be created."""
        return None if self.document is None else int(str(self.document["id"]))


@dataclass(slots=True)
class SharedPerson:
    """A contact person whom rows of several companies name, with the values of all these rows.

    `wrong` is the name of a value on which they differ, `document` the existing contact. `target` is the id or the
    op_id that the person has once the first of the rows is planned, `needs` what that write depends on.
    """

    rows: tuple[int, ...]
    values: Mapping[str, JsonValue]
    wrong: str | None = None
    document: Document | None = None
    target: str = ""
    needs: tuple[str, ...] = ()

    def completed(self, record: Record) -> Record:
        """Return a row with the other rows' values of the person; a role is for each row's own company."""
        others = {f"{PERSON}.{name}": value for name, value in self.values.items() if name not in ROLES}
        return replace(record, values={**others, **record.values})


def shared_people(people: Mapping[int, Mapping[str, JsonValue]]) -> dict[int, SharedPerson]:
    """Return, by row, the persons whom several rows name."""
    shared: dict[int, SharedPerson] = {}
    for rows in one_person(people):
        values: dict[str, JsonValue] = {}
        wrong: str | None = None
        for row in rows:
            for name, value in people[row].items():
                if name not in ROLES and norm(values.setdefault(name, value)) != norm(value):
                    wrong = wrong or name
        shared |= dict.fromkeys(rows, SharedPerson(rows, values, wrong))
    return shared


@dataclass(slots=True)
class ContactValues:
    """The values that the rows of a run state for existing contacts: two rows never write different values to one."""

    _stated: dict[int, dict[str, tuple[int, JsonValue]]] = field(default_factory=dict)

    def agreed(self, row: int, contact: int, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Record the values of a row for a contact, and return them as the first row that states them spells them."""
        stated = self._stated.setdefault(contact, {})
        return {name: stated.setdefault(name, (row, value))[1] for name, value in values.items()}

    def clash(self, row: int, contact: int, values: Mapping[str, JsonValue]) -> tuple[str, int] | None:
        """Return the name of a value that another row states differently, the e-mail first, and that row.

        A role is for each row's own company.
        """
        stated = self._stated.get(contact, {})
        wrong = {
            name: stated[name][0]
            for name, value in values.items()
            if name in stated and name not in ROLES and stated[name][0] != row
            if norm(stated[name][1]) != norm(value)
        }
        name = "email" if "email" in wrong else next(iter(wrong), None)
        return None if name is None else (name, wrong[name])


def find_person(
    values: Mapping[str, JsonValue], people: Sequence[Document], *, by_name: bool = False
) -> list[Document]:
    """Return the contacts that a row's person may be: by id, else by e-mail and name, else by name.

    With `by_name` the name alone identifies a person, whatever the e-mail: the contacts are those of one company, and
    no other row of it has the name.
    """
    wanted_id = values.get("id")
    if wanted_id is not None:
        return [person for person in people if str(person["id"]) == str(wanted_id)]
    named = [person for person in people if _same_name(values, person)]
    email = values.get("email")
    if email is not None:
        exact = [person for person in named if _fold(dig(person, "email")) == _fold(email)]
        return (
            exact
            or [person for person in named if dig(person, "email") in (None, "")]
            or (named if by_name else [])
        )
    return named


def has_namesake(values: Mapping[str, JsonValue], others: Iterable[Mapping[str, JsonValue]]) -> bool:
    """Return whether a row's person and one of other rows share a name and have different e-mails."""
    return any(
        _fold(other.get("last_name")) == _fold(values.get("last_name"))
        and _fold(other.get("first_name")) == _fold(values.get("first_name"))
        and other.get("email") != values.get("email")
        for other in others
    )


def _same_name(values: Mapping[str, JsonValue], person: Document) -> bool:
    if _fold(values.get("last_name")) != _fold(dig(person, "last_name")):
        return False
    first = _fold(values.get("first_name"))
    return not first or first == _fold(dig(person, "first_name"))


def _fold(value: JsonValue) -> str:
    return fold(str(value)) if value is not None else ""


@dataclass(slots=True)
class PersonPlanner:
    """Finds the contact persons of rows, and plans them with their links; `draft` begins the writes of a row."""

    known: KnownRecords
    draft: Callable[[int], Draft]
    _wanted: Wanted = field(default_factory=lambda: Wanted(("id", "email")))
    _contacts: Directory = field(default_factory=lambda: Directory(RESOURCES[PERSON]))
    _shared: dict[int, SharedPerson] = field(default_factory=dict)
    _values: ContactValues = field(default_factory=ContactValues)

    # who it is

    def want(self, record: Record) -> None:
        """Add the keys of a row's person to the keys to read."""
        person = record.part(PERSON) if self.known.form.entity.variants.keys() != {PERSON} else {}
        if person:
            self._wanted.add(Record(record.row, PERSON, person))

    def read(self, observer: Observer) -> None:
        """Read the contacts that persons may be.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        self._contacts = self.known.of(PERSON, self._wanted, observer=observer)

    def by_record(self, group: Sequence[Record]) -> list[Sequence[Record]]:
        """Return the rows of each record in a group; rows that name the same person may be of several records."""
        form = self.known.form
        if len(group) == 1 or form.entity.gathers:
            return [group]
        groups: dict[object, list[Record]] = {}
        for record in group:
            key = record.variant, effective_key(record, form.order) or record.row
            groups.setdefault(key, []).append(record)
        if len(groups) == 1:
            return [*groups.values()]
        self._shared |= shared_people({record.row: record.part(PERSON) for record in group})
        return [[self._completed(record) for record in rows] for rows in groups.values()]

    def _completed(self, record: Record) -> Record:
        shared = self._shared.get(record.row)
        return record if shared is None else shared.completed(record)

    def has_shared(self, rows: Iterable[Record]) -> bool:
        """Return whether any of these rows names a person whom rows of several companies name."""
        return any(record.row in self._shared for record in rows)

    def find_shared(self, rows: Sequence[Record], snapshot: Snapshot | None) -> None:
        """Find the persons of several companies among the contacts of one of these companies."""
        for record in rows:
            shared = self._shared.get(record.row)
            if shared is not None and shared.document is None:
                shared.document = self.find(record, snapshot, rows).document

    def find(self, record: Record, snapshot: Snapshot | None, rows: Sequence[Record]) -> Person:
        """Find the contact person of a row: among the record's contacts, else among all by id or e-mail.

        `rows` are all those of the record.
        """
        values, shared = record.part(PERSON), self._shared.get(record.row)
        if not any(value is not None for value in values.values()):
            return Person()
        if shared is not None and shared.wrong is not None:
            return Person(problem=_contradiction(record, shared.wrong, shared.rows))
        others = [other.part(PERSON) for other in rows]
        people = list(snapshot.contacts or ()) if snapshot else []
        candidates = find_person(values, people, by_name=not has_namesake(values, others))
        linked = bool(candidates)
        candidates = candidates or find_person(values, self._contacts_like(values))
        if not candidates and shared is not None and shared.document is not None:
            candidates = [shared.document]
        if len(candidates) > 1:
            return Person(problem=_person_problem(record, "match-several", candidates))
        if not candidates and values.get("id") is not None:
            return Person(problem=_person_problem(record, "match-id-unknown", ()))
        return Person(values, candidates[0] if candidates else None, linked)

    def _contacts_like(self, values: Mapping[str, JsonValue]) -> list[Document]:
        """Return the contacts of the account by id or e-mail: each once, by whichever of them it is found."""
        contacts: dict[str, Document] = {}
        for key in ("id", "email"):
            if not is_empty(values.get(key)):
                known = self._contacts.with_key(key, comparable(key, values[key]))
                contacts |= {str(contact["id"]): contact for contact in known}
        return list(contacts.values())

    # agreement between rows

    def agreeing(
        self, placed: Sequence[tuple[WithCountry, Person]], plans: list[RowPlan]
    ) -> list[tuple[WithCountry, Person]]:
        """Return the rows that agree with all others on their contact; the plans of the others are added to `plans`.

        Two e-mails are two people, unless both rows give the same id.
        """
        good: list[tuple[WithCountry, Person]] = []
        wrong: dict[int, tuple[str, set[int]]] = {}
        for cells, person in placed:
            row, values, known = cells.record.row, person.values, person.id
            if known is None:
                good.append((cells, person))
                continue
            clash = self._values.clash(row, known, values)
            if clash is not None and clash[0] == "email" and values.get("id") is None:
                good.append((cells, Person(values)))
                continue
            if clash is not None:
                name, other = clash
                wrong.setdefault(known, (name, set()))[1].update((row, other))
            roles = {name: value for name, value in values.items() if name in ROLES}
            agreed = self._values.agreed(row, known, values)
            good.append((cells, replace(person, values={**agreed, **roles})))
        for cells, person in good:
            if person.id in wrong:
                name, rows = wrong[person.id]
                problem = _contradiction(cells.record, name, sorted(rows))
                plans.append(refused(cells.record, problem, headers=self.known.form.headers))
        return [(cells, person) for cells, person in good if person.id not in wrong]

    # what is written

    def plan(self, draft: Draft, record: Record, snapshot: Snapshot | None, person: Person) -> None:
        """Plan the contact person of a row and the link to the row's company or individual."""
        if not person.values:
            return
        if person.document is None:
            # Who is created with a row that refuses campaigns is not subscribed to them either.
            refusals = {k: v for k, v in record.values.items() if k.startswith(CHANNEL) and v is False}
            person = replace(person, values={**refusals, **person.values})
        mine = self._written(draft.row, person)
        alone = not draft.operations
        draft.operations += [
            operation if alone else replace(operation, kind=PERSON) for operation in mine.operations
        ]
        draft.changes += [Change(f"{PERSON}.{c.column}", c.old, c.new) for c in mine.changes]
        needs = (*draft.needs, *mine.needs)
        document = snapshot.document if snapshot else None
        if RESOURCES[record.variant].people is People.ROLES:
            current = held_roles(snapshot.document, int(mine.target)) if person.linked and snapshot else None
            roles = wanted_roles(person.values)
            plan_company_link(
                draft, draft.target, mine.target, roles=roles, current=current, needs=needs, document=document
            )
        elif not person.linked:
            name = person.values.get("last_name") or dig(person.document or {}, "last_name")
            plan_individual_link(draft, draft.target, mine.target, name=name, needs=needs, document=document)

    def _written(self, row: int, person: Person) -> Draft:
        """Plan the contact itself; a person named by rows of several companies is written by the first of them."""
        mine, shared, contact = self.draft(row), self._shared.get(row), entity_named(PERSON)
        written = "" if person.document is None else str(person.document["id"])
        if shared is not None and shared.target and written in ("", shared.target):
            mine.target, mine.needs = shared.target, shared.needs
        else:
            write_record(
                mine,
                RESOURCES[PERSON].path,
                field_plan(contact, PERSON, person.values),
                document=person.document,
                extra=contact.extra_fields(person.values, PERSON, person.document),
            )
        if shared is not None and not shared.target:
            shared.target, shared.needs = mine.target, mine.needs
        return mine


def _person_problem(record: Record, code: str, candidates: Sequence[Document]) -> Problem:
    key = "id" if record.values.get("contact.id") is not None else "last_name"
    params = {"key": key, "records": [describe(document) for document in candidates]}
    value = str(record.values.get(f"{PERSON}.{key}"))
    return Problem(code, record.row, f"{PERSON}.{key}", value, params)


def _contradiction(record: Record, name: str, rows: Sequence[int]) -> Problem:
    """Return the problem of rows that say different things of one person."""
    column = f"{PERSON}.{name}"
    value = record.values.get(column)
    shown, numbers = None if value is None else str(value), [str(row) for row in rows]
    return Problem("rows-contradict", record.row, column, shown, {"rows": numbers})
