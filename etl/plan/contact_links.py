"""Plan the links between contacts and their companies or individual, with their roles there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from etl.core.batching import batched
from etl.core.json_paths import dig
from etl.core.record import Record, Snapshot, is_stand_in
from etl.core.results import Change, JsonValue
from etl.entities.base.resource import CONTACTS, RESOURCES
from etl.entities.contact import COMPANY, INDIVIDUAL, ROLE_FIELDS, ROLES
from etl.matching.choosing import describe
from etl.matching.known_records import KnownRecords
from etl.matching.linked_records import Links
from etl.plan.addresses import HOLDERS
from etl.plan.writes import Draft
from etl.sellsy import PAGE, Call, following, records_of, send_batch

Document = Mapping[str, JsonValue]


@dataclass(slots=True)
class LinkPlanner:
    """Plans the links of a contact to the companies and the individual that its rows name."""

    known: KnownRecords
    _members: dict[int, frozenset[int]] = field(default_factory=dict)

    def read(self, named: Iterable[Links]) -> None:
        """Read the contacts of the individuals that rows name.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        linked = {individual for links in named if (individual := links.id_of(INDIVIDUAL)) is not None}
        ids = sorted(individual for individual in linked if not is_stand_in(individual))
        path, sellsy = RESOURCES[INDIVIDUAL].path, self.known.sellsy
        for batch in batched(ids, self.known.form.options.batch_size):
            calls = [
                Call("GET", f"{path}/{individual}/{CONTACTS}", query={"limit": PAGE}) for individual in batch
            ]
            for individual, call, answer in zip(batch, calls, send_batch(sellsy, calls), strict=True):
                if answer.error is not None:
                    raise answer.error
                rest = following(sellsy, call.path, answer.body, query=call.query)
                contacts = [*records_of(answer.body), *(contact for page in rest for contact in page.data)]
                self._members[individual] = frozenset(int(str(contact["id"])) for contact in contacts)

    def plan(
        self,
        draft: Draft,
        record: Record,
        snapshot: Snapshot | None,
        *,
        links: Links,
        planned: dict[int, set[str]],
    ) -> None:
        """Plan the links that a row names.

        `planned` holds the roles that earlier rows give the contact, by company. The roles of a row are for the
        company that its own columns name.
        """
        contact_id = snapshot.id if snapshot else None
        companies = {
            int(str(company["id"])): company for company in (snapshot.companies if snapshot else None) or ()
        }
        named = links.company_ids()
        for company_id in named:
            current = planned.get(company_id)
            if current is None and contact_id is not None and company_id in companies:
                current = held_roles(companies[company_id], contact_id)
            own = company_id == named[0] and (len(named) == 1 or links.id_of(COMPANY) is not None)
            roles = wanted_roles(record.values) if own else set()
            plan_company_link(
                draft,
                str(company_id),
                draft.target,
                roles=roles,
                current=current,
                needs=draft.needs,
                document=self.known.targets.document(COMPANY, company_id),
            )
            planned[company_id] = roles | (current or set())
        individual_id = links.id_of(INDIVIDUAL)
        if individual_id is not None and contact_id not in self._members.get(individual_id, ()):
            name = record.values.get("last_name") or (
                dig(snapshot.document, "last_name") if snapshot else None
            )
            plan_individual_link(
                draft,
                str(individual_id),
                draft.target,
                name=name,
                needs=draft.needs,
                document=self.known.targets.document(INDIVIDUAL, individual_id),
            )


def wanted_roles(values: Mapping[str, JsonValue]) -> set[str]:
    """Return the roles that a row gives its contact; a "no" removes none."""
    return {role for attribute, role in ROLES.items() if values.get(attribute) is True}


def held_roles(company: Document, contact_id: int) -> set[str]:
    """Return the roles a contact already has for a company."""
    return {role for role, field in ROLE_FIELDS.items() if dig(company, field) == contact_id}


def role_holders(company: Document | None, roles: Collection[str]) -> dict[str, JsonValue]:
    """Return role -> id of the contact that has it for a company."""
    fields = {role: dig(company or {}, field) for role, field in ROLE_FIELDS.items() if role in roles}
    return {role: holder for role, holder in fields.items() if holder is not None}


def plan_company_link(
    draft: Draft,
    company: str,
    contact: str,
    *,
    roles: set[str],
    current: set[str] | None,
    needs: tuple[str, ...],
    document: Document | None = None,
) -> None:
    """Plan the link of a contact to a company; `current` holds its roles there, None when it is not linked.

    `document` is the company as it is, None when it does not exist yet; whoever has a role now loses it.
    """
    path = f"{RESOURCES[COMPANY].path}/{company}/{CONTACTS}/{contact}"
    taken = [role for role in ROLE_FIELDS if role in roles | (current or set())]
    asked: JsonValue = [*taken]
    if current is not None and roles <= current:
        return
    holders = role_holders(document, roles - (current or set()))
    before: dict[str, JsonValue] = {HOLDERS: holders} if holders else {}
    if current is None:
        draft.write("link", "POST", path, {"roles": asked}, needs=needs, before=before or None)
    else:
        before["roles"] = [*sorted(current)]
        draft.write("link", "PUT", path, {"roles": asked}, needs=needs, before=before)
    shown = company if document is None else describe(document)
    new = " ".join((shown, ", ".join(taken))).rstrip()
    draft.changes.append(Change("link", None if current is None else ", ".join(sorted(current)), new))


def plan_individual_link(
    draft: Draft,
    individual: str,
    contact: str,
    *,
    name: JsonValue,
    needs: tuple[str, ...],
    document: Document | None = None,
) -> None:
    """Plan the link of a contact to an individual by v1; v2 lost that operation with 2.264.

    `document` is the individual as it is, None when it does not exist yet.
    """
    target: JsonValue = int(individual) if individual.isdecimal() else individual
    person: JsonValue = int(contact) if contact.isdecimal() else contact
    body: JsonValue = {"id": person, "people": {"name": name, "thirdids": [target]}}
    draft.write("link", "POST", "Peoples.update", body, api="v1", needs=needs)
    draft.changes.append(Change("link", None, individual if document is None else describe(document)))
