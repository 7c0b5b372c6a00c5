"""Records that a run deleted come back from what was read of them before, under a new id.

What cannot come back is said with each: documents, e-mails, history and what others hung on it.
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


def waits_for(deed: PastWrite) -> Iterator[Key]:
    """Yield the records that must be back before a deleted one: the comment it answered, a contact's companies."""
    document = deed.before.get("document")
    parent = _parent_of(deed, document) if isinstance(document, dict) else None
    if parent is not None:
        yield parent
    for company in items(deed.before.get(COMPANIES)):
        yield linked_by(People.ROLES).variant, int(str(company["id"]))


def _parent_of(deed: PastWrite, document: Document) -> Key | None:
    """Return the record of its kind that a deleted one answered, None where it answered none."""
    parent = document.get(RESOURCES[deed.key[0]].parent)
    return (deed.key[0], parent) if isinstance(parent, int) else None


@dataclass(slots=True)
class Recreation:
    """Plans the return of the records of a group of rows, `group`.

    `type_of` reads what a company or individual is; `foreseen` tells that what is not back yet will be (a dry run).
    `waiting` are links to contacts that come back later in the group.
    """

    scene: UndoContext
    group: frozenset[Key]
    type_of: Callable[[Key], str]
    foreseen: bool
    waiting: dict[Key, list[tuple[Key, Document]]] = field(default_factory=lambda: defaultdict(list))

    def plan(self, draft: Draft, deed: PastWrite) -> None:
        """Plan the creation of a deleted record with all that was read around it."""
        image = deed.before
        document = image.get("document")
        if not isinstance(document, dict):
            warn(draft, "undo-no-image")
            return
        draft.needs = ()
        self._create(draft, deed, document)
        base = f"{RESOURCES[deed.key[0]].path}/{draft.target}"
        for address in items(image.get("addresses")):
            draft.write("address", "POST", f"{base}/addresses", address_body(address))
        tags = image.get("tags")
        if isinstance(tags, list) and tags:
            draft.write("tags", "POST", f"{base}/smart-tags", [{"value": tag} for tag in tags])
        custom: list[JsonValue] = [
            {"id": one["id"], "value": requested_custom(one["value"])}
            for one in items(image.get("custom"))
            if not is_empty(one["value"])
        ]
        if custom:
            draft.write("custom_fields", "PUT", f"{base}/custom-fields", custom)
        self._links(draft, deed, document)
        draft.changes.append(Change("record", None, describe(document)))
        warn(draft, RESOURCES[deed.key[0]].recreated, record=describe(document))

    def _create(self, draft: Draft, deed: PastWrite, document: Document) -> None:
        variant, entity = deed.key[0], self.scene.entity_of(deed.key)
        kind = "create" if deed.operation.kind == "delete" else deed.operation.kind
        body = self._body(draft, deed, document)
        v1 = deed.before.get("v1")
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
            values |= {name: some for name, some in people.items() if some}
            extra = {path: body[path] for path in LISTS if path in body}
            Agenda(entity, values, on).create(draft, field_plan(entity, variant, values), extra)
        else:
            draft.target = draft.write(kind, "POST", RESOURCES[variant].path, body)
        draft.operations[first] = replace(draft.operations[first], before={WAS: path_of(deed.key)})
        draft.needs = (draft.target,)
        self.scene.reborn[deed.key] = draft.target
        if shown.get("sticky_note"):
            plan_sticky(draft, shown, None)

    def _body(self, draft: Draft, deed: PastWrite, document: Document) -> dict[str, JsonValue]:
        """Return what creates a record again: its own fields, as requests name them."""
        columns = columns_of(self.scene.entity_of(deed.key), deed.key[0])
        fields = {path: dig(document, path) for path in columns if path not in LISTS}
        body = nest({path: value for path, value in fields.items() if not is_empty(value)})
        for path in LISTS:
            listed = document.get(path)
            if isinstance(listed, list):
                body[path] = requested(path, listed)
        parent = _parent_of(deed, body)
        if parent is not None:
            self._parent(draft, body, parent)
        if "type" in document and RESOURCES[deed.key[0]].types:
            body["type"] = document["type"]
        return body

    def _parent(self, draft: Draft, body: dict[str, JsonValue], parent: Key) -> None:
        """Answer the comment that was answered, under its new id where it came back."""
        if parent not in self.scene.past.ended:
            return
        found = self.scene.reborn.get(parent, "")
        if found.isdecimal():
            body[RESOURCES[parent[0]].parent] = int(found)
            return
        del body[RESOURCES[parent[0]].parent]
        if not self.foreseen:
            warn(draft, "undo-link-lost", record=f"{parent[0]} {parent[1]}")

    def _about(self, document: Document) -> Target | None:
        for one in items(document.get("related")):
            key = (str(one["type"]), int(str(one["id"])))
            return Target(*key, type=self.type_of(key) if RESOURCES[key[0]].types else "")
        return None

    # links

    def _links(self, draft: Draft, deed: PastWrite, document: Document) -> None:
        """Plan the links of a record: with what is there, and with what is back already."""
        if RESOURCES[deed.key[0]].people is not People.NONE:
            for contact in items(deed.before.get(CONTACTS)):
                key: Key = (PERSON, int(str(contact["id"])))
                if key in self.group and key not in self.scene.reborn:
                    self.waiting[key].append((deed.key, document))
                elif self._there(key):
                    self._link(draft, deed.key, document, key, contact)
        elif deed.key[0] == PERSON:
            self._thirds(draft, deed, document)

    def _thirds(self, draft: Draft, deed: PastWrite, document: Document) -> None:
        """Plan the links of a contact; those with a third of its own group were left to the later of the two."""
        for third, held in self.waiting.pop(deed.key, ()):
            self._link(draft, third, held, deed.key, document)
        companies = items(deed.before.get(COMPANIES))
        for company in companies:
            third = (linked_by(People.ROLES).variant, int(str(company["id"])))
            if third in self.group:
                continue
            if self._there(third):
                self._link(draft, third, company, deed.key, document)
            elif not self.foreseen:
                warn(draft, "undo-link-lost", record=describe(company))
        self._individuals(draft, deed, document, {one["id"] for one in companies})

    def _there(self, key: Key) -> bool:
        """Tell whether a record was never deleted by the run, or is back: its new id is known, or comes first here."""
        if key not in self.scene.past.ended:
            return True
        found = self.scene.reborn.get(key, "")
        return found.isdecimal() or (key in self.group and bool(found))

    def _individuals(
        self, draft: Draft, deed: PastWrite, document: Document, companies: set[JsonValue]
    ) -> None:
        """Link a contact again to the individuals that v1 showed."""
        v1 = deed.before.get("v1")
        linked = v1.get(INDIVIDUALS) if isinstance(v1, dict) else None
        for one in linked if isinstance(linked, list) else ():
            third = (linked_by(People.V1).variant, int(str(one)))
            # v1 tells neither from the other; both share one sequence of ids.
            ended = any((kind.variant, third[1]) in self.scene.past.ended for kind in with_people())
            if one not in companies and not ended:
                self._link(draft, third, {}, deed.key, document)

    def _link(self, draft: Draft, third: Key, held: Document, contact: Key, person: Document) -> None:
        """Plan a link whose ends may be records that come back: their new ids stand in the place of the old."""
        ends = [self.scene.reborn.get(key, str(key[1])) for key in (third, contact)]
        needs = tuple(end for end in ends if not end.isdecimal())
        if RESOURCES[third[0]].people is People.V1:
            plan_individual_link(draft, ends[0], ends[1], name=person.get("last_name"), needs=needs)
        else:
            roles = held_roles(held, contact[1])
            plan_company_link(draft, ends[0], ends[1], roles=roles, held=None, needs=needs)
