"""Creating deleted records again from their before-images, under new ids.

Each is reported with what cannot be restored: documents, e-mails, history and dependants made by others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from etl.core.json_paths import dig, is_empty, nest
from etl.core.record import PERSON
from etl.core.results import Change, JsonValue
from etl.entities.base.resource import COMPANIES, CONTACTS, RESOURCES, People, linked_by, with_people
from etl.matching.choosing import describe
from etl.matching.linked_records import Target
from etl.plan.contact_links import held_roles, plan_company_link, plan_individual_link
from etl.plan.v1_writes import Agenda, comment_on_task, plan_sticky
from etl.plan.writes import WAS, Draft, FieldPlan, field_plan
from etl.undo.addresses_links import address_body
from etl.undo.context import (
    LISTS,
    UndoContext,
    columns_of,
    path_of,
    requested,
    requested_custom,
    warn,
)
from etl.undo.later_edits import items
from etl.undo.past_write import Document, Key, PastWrite
from etl.v1.image import INDIVIDUALS
from etl.v1.written import AGENDA, hangs_by_v1

_PEOPLE = ("guests", "external")
_V1 = ("alerts", "editors", "start", "recurrence.frequency")


def waits_for(write: PastWrite) -> Iterator[Key]:
    """Yield the records that must exist before a deleted one: the comment it answered, a contact's companies."""
    document = write.before.get("document")
    parent = _parent_of(write, document) if isinstance(document, dict) else None
    if parent is not None:
        yield parent
    for company in items(write.before.get(COMPANIES)):
        yield linked_by(People.ROLES).variant, int(str(company["id"]))


def _parent_of(write: PastWrite, document: Document) -> Key | None:
    """Return the record of the same kind that a deleted one answered, if any."""
    parent = document.get(RESOURCES[write.key[0]].parent)
    return (write.key[0], parent) if isinstance(parent, int) else None


@dataclass(slots=True)
class Recreation:
    """Plans the creation of the deleted records of `group`, a group of rows.

    `type_of` reads the type of a company or individual; `dry` assumes that missing records will be created again.
    `waiting` are links to contacts that are created later in the group.
    """

    context: UndoContext
    group: frozenset[Key]
    type_of: Callable[[Key], str]
    dry: bool
    waiting: dict[Key, list[tuple[Key, Document]]] = field(default_factory=lambda: defaultdict(list))

    def plan(self, draft: Draft, write: PastWrite) -> None:
        """Plan the creation of a deleted record with its linked data."""
        image = write.before
        document = image.get("document")
        if not isinstance(document, dict):
            warn(draft, "undo-no-image")
            return
        draft.needs = ()
        self._create(draft, write, document)
        base = f"{RESOURCES[write.key[0]].path}/{draft.target}"
        for address in items(image.get("addresses")):
            draft.write("address", "POST", f"{base}/addresses", address_body(address))
        tags = image.get("tags")
        if isinstance(tags, list) and tags:
            draft.write("tags", "POST", f"{base}/smart-tags", [{"value": tag} for tag in tags])
        custom: list[JsonValue] = [
            {"id": item["id"], "value": requested_custom(item["value"])}
            for item in items(image.get("custom"))
            if not is_empty(item["value"])
        ]
        if custom:
            draft.write("custom_fields", "PUT", f"{base}/custom-fields", custom)
        self._links(draft, write, document)
        draft.changes.append(Change("record", None, describe(document)))
        warn(draft, RESOURCES[write.key[0]].recreated, record=describe(document))

    def _create(self, draft: Draft, write: PastWrite, document: Document) -> None:
        variant, entity = write.key[0], self.context.entity_of(write.key)
        kind = "create" if write.operation.kind == "delete" else write.operation.kind
        body = self._body(draft, write, document)
        v1 = write.before.get("v1")
        shown: Document = v1 if isinstance(v1, dict) else {}
        on = self._about(document)
        first = len(draft.operations)
        if on is not None and hangs_by_v1(variant, on.variant):
            values: dict[str, JsonValue] = {
                "text": document.get("description"),
                "created": document.get("created"),
                "parent_id": body.get("parent_id"),
            }
            comment_on_task(draft, values, on, FieldPlan({}, {}))
        elif variant in AGENDA and any(shown.get(name) for name in _V1):
            values = {
                column.attribute: dig(document, path) for path, column in columns_of(entity, variant).items()
            }
            people = {
                name: entity.derived(name, variant, document)
                for name in _PEOPLE
                if name in entity.by_attribute()
            }
            values |= {**shown, "staffs": entity.derived("staffs", variant, document)}
            values |= {name: listed for name, listed in people.items() if listed}
            extra = {path: body[path] for path in LISTS if path in body}
            Agenda(entity, values, on).create(draft, field_plan(entity, variant, values), extra)
        else:
            draft.target = draft.write(kind, "POST", RESOURCES[variant].path, body)
        draft.operations[first] = replace(draft.operations[first], before={WAS: path_of(write.key)})
        draft.needs = (draft.target,)
        self.context.recreated[write.key] = draft.target
        if shown.get("sticky_note"):
            plan_sticky(draft, shown, None)

    def _body(self, draft: Draft, write: PastWrite, document: Document) -> dict[str, JsonValue]:
        """Return the body that creates a record again: its own fields, as requests name them."""
        columns = columns_of(self.context.entity_of(write.key), write.key[0])
        fields = {path: dig(document, path) for path in columns if path not in LISTS}
        body = nest({path: value for path, value in fields.items() if not is_empty(value)})
        for path in LISTS:
            listed = document.get(path)
            if isinstance(listed, list):
                body[path] = requested(path, listed)
        parent = _parent_of(write, body)
        if parent is not None:
            self._parent(draft, body, parent)
        if "type" in document and RESOURCES[write.key[0]].types:
            body["type"] = document["type"]
        return body

    def _parent(self, draft: Draft, body: dict[str, JsonValue], parent: Key) -> None:
        """Set the comment that was answered, by its new id if it was created again."""
        if parent not in self.context.past.ended:
            return
        new_id = self.context.recreated.get(parent, "")
        if new_id.isdecimal():
            body[RESOURCES[parent[0]].parent] = int(new_id)
            return
        del body[RESOURCES[parent[0]].parent]
        if not self.dry:
            warn(draft, "undo-link-lost", record=f"{parent[0]} {parent[1]}")

    def _about(self, document: Document) -> Target | None:
        for item in items(document.get("related")):
            key = (str(item["type"]), int(str(item["id"])))
            return Target(*key, type=self.type_of(key) if RESOURCES[key[0]].types else "")
        return None

    # links

    def _links(self, draft: Draft, write: PastWrite, document: Document) -> None:
        """Plan the links of a record with records that exist or exist again."""
        if RESOURCES[write.key[0]].people is not People.NONE:
            for contact in items(write.before.get(CONTACTS)):
                key: Key = (PERSON, int(str(contact["id"])))
                if key in self.group and key not in self.context.recreated:
                    self.waiting[key].append((write.key, document))
                elif self._there(key):
                    self._link(draft, write.key, document, key, contact)
        elif write.key[0] == PERSON:
            self._thirds(draft, write, document)

    def _thirds(self, draft: Draft, write: PastWrite, document: Document) -> None:
        """Plan the links of a contact, including those that thirds of its group left waiting."""
        for third, holder in self.waiting.pop(write.key, ()):
            self._link(draft, third, holder, write.key, document)
        companies = items(write.before.get(COMPANIES))
        for company in companies:
            third = (linked_by(People.ROLES).variant, int(str(company["id"])))
            if third in self.group:
                continue
            if self._there(third):
                self._link(draft, third, company, write.key, document)
            elif not self.dry:
                warn(draft, "undo-link-lost", record=describe(company))
        self._individuals(draft, write, document, {company["id"] for company in companies})

    def _there(self, key: Key) -> bool:
        """Tell whether a record was not deleted by the run, or is created again by now or earlier in the group."""
        if key not in self.context.past.ended:
            return True
        new_id = self.context.recreated.get(key, "")
        return new_id.isdecimal() or (key in self.group and bool(new_id))

    def _individuals(
        self, draft: Draft, write: PastWrite, document: Document, companies: set[JsonValue]
    ) -> None:
        """Link a contact again to the individuals of its v1 image."""
        v1 = write.before.get("v1")
        linked = v1.get(INDIVIDUALS) if isinstance(v1, dict) else None
        for individual in linked if isinstance(linked, list) else ():
            third = (linked_by(People.V1).variant, int(str(individual)))
            # v1 does not distinguish companies from individuals: both share a sequence of ids.
            ended = any((kind.variant, third[1]) in self.context.past.ended for kind in with_people())
            if individual not in companies and not ended:
                self._link(draft, third, {}, write.key, document)

    def _link(self, draft: Draft, third: Key, holder: Document, contact: Key, person: Document) -> None:
        """Plan a link, with the new ids of ends that are created again."""
        ends = [self.context.recreated.get(key, str(key[1])) for key in (third, contact)]
        needs = tuple(end for end in ends if not end.isdecimal())
        if RESOURCES[third[0]].people is People.V1:
            plan_individual_link(draft, ends[0], ends[1], name=person.get("last_name"), needs=needs)
        else:
            roles = held_roles(holder, contact[1])
            plan_company_link(draft, ends[0], ends[1], roles=roles, current=None, needs=needs)
