"""What opportunities are made of: sales pipelines, their steps, sources and the categories of sources."""

from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Answer, Context, Handler, Routes
from etl.sandbox.storage.crud import clauses_of
from etl.sandbox.storage.paging import page
from etl.sandbox.storage.resource import Clause, Record, Resource
from etl.sandbox.storage.shape import narrow
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CATEGORIES, PIPELINES, SOURCES, STEPS


def _listing(resource: Resource, *, within: str = "") -> Handler:
    """Return the handler of a list or a search; `within` names the parameter that holds the pipeline."""

    def answer(context: Context) -> Answer:
        clauses = clauses_of(resource, (context.body or {}).get("filters") or {})
        if within:
            parent = records.require(context.session, PIPELINES, context.id(within))
            clauses.append(("pipeline = ?", (parent["id"],)))
        return _answer(context, resource, clauses)

    return answer


def _answer(context: Context, resource: Resource, clauses: list[Clause]) -> Answer:
    answer = page(context.session, resource, clauses, options=context.options)
    answer["data"] = [
        narrow(_shown(context, resource, record), context.options.fields) for record in answer["data"]
    ]
    return Answer(200, answer)


def _shown(context: Context, resource: Resource, record: Record) -> Record:
    """Return a record with the keys the API shows: a pipeline counts its steps, a step hides its pipeline."""
    embed = context.options.embed
    if resource is PIPELINES:
        return {**record, "step": _count(context.session, STEPS, "pipeline", record["id"])}
    if resource is STEPS:
        shown = {key: value for key, value in record.items() if key != "pipeline"}
        if "opportunities_number" in embed:
            shown["_embed"] = {"opportunities_number": _opportunities_at(context.session, record["id"])}
        return shown
    if resource is CATEGORIES and "sources" in embed:
        return {**record, "_embed": {"sources": _sources(context.session, record["id"])}}
    return record


def _count(session: Session, resource: Resource, column: str, value: int) -> int:
    return session.count(f'SELECT count(*) FROM "{resource.name}" WHERE "{column}" = ?', [value])


def _opportunities_at(session: Session, step: int) -> int:
    return session.count("SELECT count(*) FROM opportunities WHERE step = ?", [step])


def _sources(session: Session, category: int) -> list[Record]:
    return records.select(session, SOURCES, "category_id = ?", (category,))


def _category(context: Context) -> Answer:
    record = records.require(context.session, CATEGORIES, context.id())
    return Answer(200, {**record, "_embed": {"sources": _sources(context.session, record["id"])}})


def _sources_of(context: Context) -> Answer:
    category = records.require(context.session, CATEGORIES, context.id("sourceCategoryId"))
    return _answer(context, SOURCES, [("category_id = ?", (category["id"],))])


_STEPS = "/opportunities/pipelines/{pipelineId}/steps"
ROUTES: Routes = {
    ("GET", "/opportunities/pipelines"): _listing(PIPELINES),
    ("POST", "/opportunities/pipelines/search"): _listing(PIPELINES),
    ("GET", _STEPS): _listing(STEPS, within="pipelineId"),
    ("POST", f"{_STEPS}/search"): _listing(STEPS, within="pipelineId"),
    ("POST", "/opportunities/steps/search"): _listing(STEPS),
    ("GET", "/opportunities/sources"): _listing(SOURCES),
    ("POST", "/opportunities/sources/search"): _listing(SOURCES),
    ("GET", "/opportunities/categories"): _listing(CATEGORIES),
    ("GET", "/opportunities/categories/{id}"): _category,
    ("GET", "/opportunities/categories/{sourceCategoryId}/sources"): _sources_of,
}
