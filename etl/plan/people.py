"""The contact persons of rows: who each is, what rows say of one together, and the writes that make it so."""

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
from etl.plan.places import Placed
from etl.plan.without_writes import refused
from etl.plan.writes import Draft, RowPlan, field_plan, write_record

Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Person:
    """The contact person of a row: what the row says, the contact it is, whether it is linked already."""

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
    """A contact person whom rows of several companies name: all that they say, and the row that writes it.

    `wrong` is a name of which they say different things, `document` the contact that it is, `target` the id or the
    op_id it has once a row of them is planned, with what that `needs`.
    """

    rows: tuple[int, ...]
    values: Mapping[str, JsonValue]
    wrong: str | None = None
    document: Document | None = None
    target: str = ""
    needs: tuple[str, ...] = ()

    def said(self, record: Record) -> Record:
        """Return a row with what the others say of the person; a role is for each row's own company."""
        others = {f"{PERSON}.{name}": value for name, value in self.values.items() if name not in ROLES}
        return replace(record, values={**others, **record.values})


def shared_people(people: Mapping[int, Mapping[str, JsonValue]]) -> dict[int, SharedPerson]:
    """Return by row the persons whom several rows name."""
    found: dict[int, SharedPerson] = {}
    for rows in one_person(people):
        said: dict[str, JsonValue] = {}
        wrong: str | None = None
        for row in rows:
            for name, value in people[row].items():
                if name not in ROLES and norm(said.setdefault(name, value)) != norm(value):
                    wrong = wrong or name
        found |= dict.fromkeys(rows, SharedPerson(rows, said, wrong))
    return found


@dataclass(slots=True)
class PeopleSaid:
    """What the rows of a run say of the contacts that Sellsy has: no two of them write different things to one."""

    _said: dict[int, dict[str, tuple[int, JsonValue]]] = field(default_factory=dict)

    def agreed(self, row: int, contact: int, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Return what a row says of a contact, spelled as the first row that says it, and keep it."""
        said = self._said.setdefault(contact, {})
        return {name: said.setdefault(name, (row, value))[1] for name, value in values.items()}

    def clash(self, row: int, contact: int, values: Mapping[str, JsonValue]) -> tuple[str, int] | None:
        """Return what another row says otherwise of a contact, the e-mail first, and that row.

        A role is for each row's own company.
        """
        said = self._said.get(contact, {})
        wrong = {
            name: said[name][0]
            for name, value in values.items()
            if name in said and name not in ROLES and said[name][0] != row
            if norm(said[name][1]) != norm(value)
        }
        name = "email" if "email" in wrong else next(iter(wrong), None)
        return None if name is None else (name, wrong[name])


def find_person(
    values: Mapping[str, JsonValue], people: Sequence[Document], *, by_name: bool = False
) -> list[Document]:
    """Return the contacts that a row's person may be: by id, else by e-mail and name, else by name.

    `by_name` tells that a name says who it is, whatever the e-mail: the contacts are those of one company, and no
    other row of it has the name.
    """
    wanted_id = values.get("id")
    if wanted_id is not None:
        return [one for one in people if str(one["id"]) == str(wanted_id)]
    named = [one for one in people if _same_name(values, one)]
    email = values.get("email")
    if email is not None:
        exact = [one for one in named if _fold(dig(one, "email")) == _fold(email)]
        return (
            exact or [one for one in named if dig(one, "email") in (None, "")] or (named if by_name else [])
        )
    return named


def has_namesake(values: Mapping[str, JsonValue], others: Iterable[Mapping[str, JsonValue]]) -> bool:
    """Tell whether a row's person and one of other rows have a name in common and different e-mails."""
    return any(
        _fold(one.get("last_name")) == _fold(values.get("last_name"))
        and _fold(one.get("first_name")) == _fold(values.get("first_name"))
        and one.get("email") != values.get("email")
        for one in others
    )


def _same_name(values: Mapping[str, JsonValue], one: Document) -> bool:
    if _fold(values.get("last_name")) != _fold(dig(one, "last_name")):
        return False
    first = _fold(values.get("first_name"))
    return not first or first == _fold(dig(one, "first_name"))


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
    _said: PeopleSaid = field(default_factory=PeopleSaid)

    # who it is

    def want(self, record: Record) -> None:
        """Take the keys of a row's person."""
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
        """Return the rows of each record in a group: those that name one person may be of several."""
        form = self.known.form
        if len(group) == 1 or form.entity.gathers:
            return [group]
        found: dict[object, list[Record]] = {}
        for record in group:
            key = record.variant, effective_key(record, form.order) or record.row
            found.setdefault(key, []).append(record)
        if len(found) == 1:
            return [*found.values()]
        self._shared |= shared_people({record.row: record.part(PERSON) for record in group})
        return [[self._with_said(record) for record in rows] for rows in found.values()]

    def _with_said(self, record: Record) -> Record:
        shared = self._shared.get(record.row)
        return record if shared is None else shared.said(record)

    def has_shared(self, rows: Iterable[Record]) -> bool:
        """Tell whether rows of several companies name the person of one of some rows."""
        return any(record.row in self._shared for record in rows)

    def find_shared(self, rows: Sequence[Record], snapshot: Snapshot | None) -> None:
        """Find the contacts that persons of several companies are, among the contacts of one of these."""
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
        found = find_person(values, people, by_name=not has_namesake(values, others))
        linked = bool(found)
        found = found or find_person(values, self._contacts_like(values))
        if not found and shared is not None and shared.document is not None:
            found = [shared.document]
        if len(found) > 1:
            return Person(problem=_person_problem(record, "match-several", found))
        if not found and values.get("id") is not None:
            return Person(problem=_person_problem(record, "match-id-unknown", ()))
        return Person(values, found[0] if found else None, linked)

    def _contacts_like(self, values: Mapping[str, JsonValue]) -> list[Document]:
        """Return the contacts of the account by id or e-mail: each once, by whichever of them it is found."""
        found: dict[str, Document] = {}
        for key in ("id", "email"):
            if not is_empty(values.get(key)):
                known = self._contacts.with_key(key, comparable(key, values[key]))
                found |= {str(one["id"]): one for one in known}
        return list(found.values())

    # what rows say of one

    def agreeing(
        self, placed: Sequence[tuple[Placed, Person]], plans: list[RowPlan]
    ) -> list[tuple[Placed, Person]]:
        """Return the rows that write nothing to a contact which another row denies; the others are added to `plans`.

        Two e-mails are two people, unless the id tells that they are one.
        """
        good: list[tuple[Placed, Person]] = []
        wrong: dict[int, tuple[str, set[int]]] = {}
        for one, person in placed:
            row, values, known = one.record.row, person.values, person.id
            if known is None:
                good.append((one, person))
                continue
            clash = self._said.clash(row, known, values)
            if clash is not None and clash[0] == "email" and values.get("id") is None:
                good.append((one, Person(values)))
                continue
            if clash is not None:
                name, other = clash
                wrong.setdefault(known, (name, set()))[1].update((row, other))
            roles = {name: value for name, value in values.items() if name in ROLES}
            agreed = self._said.agreed(row, known, values)
            good.append((one, replace(person, values={**agreed, **roles})))
        for one, person in good:
            if person.id in wrong:
                name, rows = wrong[person.id]
                problem = _contradiction(one.record, name, sorted(rows))
                plans.append(refused(one.record, problem, headers=self.known.form.headers))
        return [(one, person) for one, person in good if person.id not in wrong]

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
        draft.operations += [one if alone else replace(one, kind=PERSON) for one in mine.operations]
        draft.changes += [Change(f"{PERSON}.{c.column}", c.old, c.new) for c in mine.changes]
        needs = (*draft.needs, *mine.needs)
        document = snapshot.document if snapshot else None
        if RESOURCES[record.variant].people is People.ROLES:
            held = held_roles(snapshot.document, int(mine.target)) if person.linked and snapshot else None
            roles = wanted_roles(person.values)
            plan_company_link(
                draft, draft.target, mine.target, roles=roles, held=held, needs=needs, document=document
            )
        elif not person.linked:
            name = person.values.get("last_name") or dig(person.document or {}, "last_name")
            plan_individual_link(draft, draft.target, mine.target, name=name, needs=needs, document=document)

    def _written(self, row: int, person: Person) -> Draft:
        """Plan the contact itself; one that rows of several companies name is written by the first of them."""
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


def _person_problem(record: Record, code: str, found: Sequence[Document]) -> Problem:
    key = "id" if record.values.get("contact.id") is not None else "last_name"
    params = {"key": key, "records": [describe(one) for one in found]}
    value = str(record.values.get(f"{PERSON}.{key}"))
    return Problem(code, record.row, f"{PERSON}.{key}", value, params)


def _contradiction(record: Record, name: str, rows: Sequence[int]) -> Problem:
    """Return the problem of rows that say different things of one person."""
    column = f"{PERSON}.{name}"
    value = record.values.get(column)
    shown, numbers = None if value is None else str(value), [str(row) for row in rows]
    return Problem("rows-contradict", record.row, column, shown, {"rows": numbers})
