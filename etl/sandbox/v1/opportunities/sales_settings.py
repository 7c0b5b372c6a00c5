"""v1's pipelines ("funnels"), steps and sources of opportunities, in PHP's mixed arrays."""

from typing import Any

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import PIPELINES, SOURCES, STEPS
from etl.sandbox.v1.shapes.params import Given, Method
from etl.sandbox.v1.shapes.types import group, record, text

_SOURCE = record(SOURCES, "source", needed=True)


def _funnels(session: Session, _given: Given) -> dict[str, Any]:
    pipelines = records.select(session, PIPELINES)
    rows: dict[str, Any] = {str(rank): _funnel(session, pipeline) for rank, pipeline in enumerate(pipelines)}
    return {**rows, "defaultFunnel": _default(pipelines)}


def _funnel(session: Session, pipeline: Record) -> dict[str, str]:
    steps = session.count('SELECT count(*) FROM "opportunities/steps" WHERE pipeline = ?', (pipeline["id"],))
    shown = {"id": str(pipeline["id"]), "name": pipeline["name"], "description": "", "status": "ok"}
    return {**shown, "nbSteps": str(steps)}


def _default(pipelines: list[Record]) -> str:
    return str(next(pipeline["id"] for pipeline in pipelines if pipeline["is_default"]))


def _steps(session: Session, given: Given) -> list[dict[str, str]]:
    funnel = given["funnelid"]["id"]
    return [
        {
            "id": str(step["id"]),
            "funnelid": str(funnel),
            "label": step["name"],
            "rank": str(step["rank"]),
            "proba": str(step["probability"]),
            "status": "ok",
        }
        for step in records.select(session, STEPS, "pipeline = ?", (funnel,))
    ]


def _sources(session: Session, _given: Given) -> dict[str, Any]:
    sources = records.select(session, SOURCES)
    rows: dict[str, Any] = {str(source["id"]): _source(source) for source in sources}
    return {**rows, "defaultSource": _default(sources)}


def _source(source: Record) -> dict[str, str]:
    return {"id": str(source["id"]), "label": source["name"], "status": "ok"}


def _create_source(session: Session, given: Given) -> int:
    rank = 1 + session.count('SELECT count(*) FROM "opportunities/sources"', ())
    row = {"id": 0, "name": given["source"]["label"], "is_default": False, "is_hidden": False}
    return int(records.insert(session, SOURCES, {**row, "category_id": 1, "rank": rank})["id"])


METHODS = {
    "Opportunities.getFunnels": Method(_funnels),
    "Opportunities.getStepsForFunnel": Method(_steps, {"funnelid": record(PIPELINES, "funnel", needed=True)}),
    "Opportunities.getSources": Method(_sources),
    "Opportunities.getSource": Method(lambda _session, given: _source(given["id"]), {"id": _SOURCE}),
    "Opportunities.createSource": Method(
        _create_source, {"source": group({"label": text(needed=True)}, needed=True)}
    ),
}
