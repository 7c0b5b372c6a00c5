"""The six operations every resource shares: list, search, read, create, update, delete."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from etl.sandbox.contract import openapi
from etl.sandbox.contract.recorded import definition, priced
from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.contract.schemas import Schemas
from etl.sandbox.storage import records, times
from etl.sandbox.storage.calls import Answer, Context, Handler, Routes
from etl.sandbox.storage.paging import page
from etl.sandbox.storage.resource import Clause, Record, Resource
from etl.sandbox.storage.shape import blank, narrow
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CUSTOM_FIELDS, OPPORTUNITIES
from etl.sandbox.v2.embeds import with_embeds

Setter = Callable[[Context, Record, Any], None]


@lru_cache(maxsize=32)
def _template(resource_name: str) -> str:
    schemas = Schemas(openapi.load())
    schema = schemas.answer_schema("POST", f"/{resource_name}", status=201) or {}
    return json.dumps(blank(schema))


def blank_record(session: Session, resource: Resource) -> Record:
    """Return a new record with every key of its answers, stamped now; it has no identifier yet."""
    record: Record = json.loads(resource.template or _template(resource.name))
    stamp = times.paris(session.now)
    record["created"] = stamp
    if resource.updated:
        record[resource.updated] = stamp
    return record


def show(context: Context, resource: Resource, record: Record) -> Record:
    """Return a record as the answer shows it: widened by `embed[]`, narrowed by `field[]`."""
    options = context.options
    if options.embed:
        record = with_embeds(context, resource, record)
    if resource is CUSTOM_FIELDS:
        record = definition(record, context.config.wire)
    if resource is OPPORTUNITIES:
        record = priced(record, context.config.wire)
    return narrow(record, options.fields)


def listed(context: Context, resource: Resource, clauses: list[Clause]) -> Answer:
    """Answer a page of the records that satisfy the clauses."""
    answer = page(context.session, resource, clauses, options=context.options)
    answer["data"] = [show(context, resource, record) for record in answer["data"]]
    return Answer(200, answer)


def clauses_of(resource: Resource, filters: Mapping[str, Any]) -> list[Clause]:
    """Return the clauses of a search's filters; unknown ones were refused or dropped, null ones ask nothing."""
    return [resource.filters[name](value) for name, value in filters.items() if value is not None]


def reading(resource: Resource, *, search: bool = True, single: bool = True) -> Routes:
    """Return the routes that list, search and read a resource, without those that Sellsy does not have."""
    routes: dict[tuple[str, str], Handler] = {
        ("GET", f"/{resource.name}"): lambda context: listed(context, resource, [])
    }
    if search:
        routes["POST", f"/{resource.name}/search"] = lambda context: listed(
            context, resource, clauses_of(resource, context.body.get("filters") or {})
        )
    if single:
        routes["GET", f"/{resource.name}/{{id}}"] = lambda context: Answer(
            200, show(context, resource, records.require(context.session, resource, context.id()))
        )
    return routes


@dataclass(frozen=True, slots=True)
class Writing:
    """How a resource is written: `setters` store the keys that are not kept as they come.

    `check` sees the whole record before it is stored; `forget` removes what belongs to a deleted record.
    """

    resource: Resource
    setters: Mapping[str, Setter] = field(default_factory=dict)
    start: Callable[[Context, Record], None] = lambda _context, _record: None
    check: Callable[[Context, Record], None] = lambda _context, _record: None
    forget: Callable[[Session, int], None] = lambda _session, _identifier: None

    def routes(self) -> Routes:
        """Return all the routes of the resource, reading included."""
        name = self.resource.name
        writing: dict[tuple[str, str], Handler] = {
            ("POST", f"/{name}"): self.create,
            ("PUT", f"/{name}/{{id}}"): self.update,
            ("DELETE", f"/{name}/{{id}}"): self.delete,
        }
        return {**reading(self.resource), **writing}

    def create(self, context: Context) -> Answer:
        """Store a new record."""
        record = blank_record(context.session, self.resource)
        self.start(context, record)
        self.fill(context, record)
        records.insert(context.session, self.resource, record)
        return Answer(201, show(context, self.resource, record))

    def update(self, context: Context) -> Answer:
        """Change the keys given, leave the others (missing is not null)."""
        record = records.require(context.session, self.resource, context.id())
        self.fill(context, record)
        records.touch(context.session, self.resource, record)
        return Answer(200, show(context, self.resource, record))

    def delete(self, context: Context) -> Answer:
        """Delete a record and what belongs to it."""
        records.require(context.session, self.resource, context.id())
        records.remove(context.session, self.resource, context.id())
        self.forget(context.session, context.id())
        return Answer(204)

    def fill(self, context: Context, record: Record) -> None:
        """Write the keys of a body into a record, then check the whole of it; nothing is stored."""
        for key, value in context.body.items():
            if key in self.setters:
                self.setters[key](context, record, value)
            elif isinstance(value, dict) and isinstance(record.get(key), dict):
                record[key].update(value)
            else:
                record[key] = value
        self.check(context, record)


def set_moment(key: str) -> Setter:
    """Return the setter of a timestamp given by the caller, stored with the offset of Paris."""

    def setter(_context: Context, record: Record, value: str) -> None:
        second = times.epoch(value)
        if second is None:
            raise bad_field(key, "Ce champ n'est pas au format date-time")
        record[key] = times.paris(second)

    return setter


def set_reference(key: str, resource: Resource) -> Setter:
    """Return the setter of an identifier that must exist."""

    def setter(context: Context, record: Record, value: int | None) -> None:
        if value is not None and not records.exists(context.session, resource, value):
            raise bad_field(key, f"Ce champ désigne un objet qui n'existe pas : {value}")
        record[key] = value

    return setter
