"""Planning contact persons and the links between contacts and their company or individual."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.codecs import fold
from etl.core.json_paths import dig
from etl.core.record import Record
from etl.core.results import Change, JsonValue
from etl.entities.contact import ROLE_FIELDS, ROLES
from etl.matching.choosing import describe
from etl.matching.match_keys import norm
from etl.matching.shared_people import PERSON, one_person
from etl.plan.addresses import HOLDERS
from etl.plan.writes import Draft

Document = Mapping[str, JsonValue]


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


def wanted_roles(values: Mapping[str, JsonValue]) -> set[str]:
    """Return the roles a row gives its contact; a "no" takes none away."""
    return {role for attribute, role in ROLES.items() if values.get(attribute) is True}


def held_roles(company: Document, contact_id: int) -> set[str]:
    """Return the roles a contact already has for a company."""
    return {role for role, field in ROLE_FIELDS.items() if dig(company, field) == contact_id}


def role_holders(company: Document | None, roles: Collection[str]) -> dict[str, JsonValue]:
    """Return role -> id of the contact that has it for a company."""
    fields = {role: dig(company or {}, field) for role, field in ROLE_FIELDS.items() if role in roles}
    return {role: holder for role, holder in fields.items() if holder is not None}


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


def plan_company_link(
    draft: Draft,
    company: str,
    contact: str,
    *,
    roles: set[str],
    held: set[str] | None,
    needs: tuple[str, ...],
    document: Document | None = None,
) -> None:
    """Plan the link of a contact to a company; `held` are the roles it has there, None when it is not linked.

    `document` is the company as it is, None when it does not exist yet: a role given is taken from who has it.
    """
    path = f"/companies/{company}/contacts/{contact}"
    taken = [role for role in ROLE_FIELDS if role in roles | (held or set())]
    asked: JsonValue = [*taken]
    if held is not None and roles <= held:
        return
    holders = role_holders(document, roles - (held or set()))
    before: dict[str, JsonValue] = {HOLDERS: holders} if holders else {}
    if held is None:
        draft.write("link", "POST", path, {"roles": asked}, needs=needs, before=before or None)
    else:
        before["roles"] = [*sorted(held)]
        draft.write("link", "PUT", path, {"roles": asked}, needs=needs, before=before)
    shown = company if document is None else describe(document)
    new = " ".join((shown, ", ".join(taken))).rstrip()
    draft.changes.append(Change("link", None if held is None else ", ".join(sorted(held)), new))


def plan_individual_link(
    draft: Draft,
    individual: str,
    contact: str,
    *,
    name: JsonValue,
    needs: tuple[str, ...],
    document: Document | None = None,
) -> None:
    """Plan the link of a contact to an individual: v2 lost that operation with 2.264, v1 still has it.

    `document` is the individual as it is, None when it does not exist yet.
    """
    target: JsonValue = int(individual) if individual.isdecimal() else individual
    person: JsonValue = int(contact) if contact.isdecimal() else contact
    body: JsonValue = {"id": person, "people": {"name": name, "thirdids": [target]}}
    draft.write("link", "POST", "Peoples.update", body, api="v1", needs=needs)
    draft.changes.append(Change("link", None, individual if document is None else describe(document)))
