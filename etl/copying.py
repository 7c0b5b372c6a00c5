"""The part of the composition root that copies an account into a local Sellsy, to rehearse on its real doubles.

The account is only read. Names of pipelines, labels and custom fields are copied as they are; with `anonymise` people,
companies and words become fictional ones.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.app import account, ask_sandbox, own_sandbox
from etl.engine.cut import batched
from etl.engine.fiction import Fiction
from etl.engine.observer import Observer, SilentObserver
from etl.engine.record import Snapshot
from etl.engine.snapshots import Matched, Needs, read_snapshots
from etl.entities import ENTITIES, Entity, entity_named
from etl.errors import FatalApiError, RefusedError
from etl.results import JsonValue
from etl.sellsy import Sellsy, pages

__all__ = ["copy_account"]

_SOME = 200
"""Records copied at a time."""

_SETTINGS = (
    "staffs",
    "custom-fields",
    "rate-categories",
    "accounting-codes",
    "units",
    "currencies",
    "teams",
    "opportunities/pipelines",
    "opportunities/sources",
    "opportunities/categories",
    "tasks/labels",
    "calendar-events/labels",
)
"""What an account is set up with, as the API lists it (API contract 2.264.0)."""

_STEPS = "opportunities/steps"
_PEOPLE = "staffs"


def copy_account(
    *,
    profile: str,
    entities: Sequence[str] = (),
    anonymise: bool = False,
    db: Path | None = None,
    url: str | None = None,
    observer: Observer | None = None,
) -> dict[str, int]:
    """Copy an account's settings and records into a sandbox; return how many of each kind.

    Args:
        profile: the account to read.
        entities: client, contact...; empty is all of them.
        anonymise: replace what could tell who somebody is.
        db: the file of a sandbox that is not running; None is the embedded one's.
        url: a running sandbox instead, such as http://127.0.0.1:8787.
        observer: hears of progress.

    Raises:
        ConfigError: there is no such profile, entity or sandbox.
        ApiError: Sellsy refused or did not answer; what was copied is kept.
    """
    said = observer or SilentObserver()
    chosen = [entity_named(one) for one in entities] or list(ENTITIES)
    fiction = Fiction(secrets.token_bytes(32)) if anonymise else None
    made: dict[str, int] = {}
    with ExitStack() as stack:
        place = url or stack.enter_context(own_sandbox(db))
        _used, sellsy = stack.enter_context(account(profile=profile))
        for wanted in _Copy(sellsy, fiction, said).pieces(chosen):
            for kind, number in ask_sandbox(
                place, "copy", wanted, refused="sandbox-copy", limit_s=120
            ).items():
                made[kind] = made.get(kind, 0) + number
    return made


@dataclass(frozen=True, slots=True)
class _Copy:
    """Reads an account piece by piece, in the form a sandbox keeps."""

    sellsy: Sellsy
    fiction: Fiction | None
    observer: Observer

    def pieces(self, entities: Sequence[type[Entity]]) -> Iterator[dict[str, Any]]:
        """Yield what is to be kept: settings first, then records."""
        self.observer.stage("copy-settings")
        yield {"clear": True}
        for name in _SETTINGS:
            found = self._listed(f"/{name}")
            if found is not None:
                kept = [self._shown(one, name) for one in found] if name == _PEOPLE else found
                yield {"replace": [name], "records": {name: kept}}
        yield self._steps()
        self.observer.stage("copy-records")
        places = {
            (variant, path, str(entity.filters)): entity
            for entity in sorted(entities, key=lambda one: one.place)
            for variant, path in entity.variants.items()
        }
        for (variant, path, _filters), entity in places.items():
            yield from self._records(entity, variant, path)

    def _listed(self, path: str) -> list[dict[str, JsonValue]] | None:
        """Return all of a list, None where the access may not read it: the sandbox keeps its own."""
        try:
            return [document for page in pages(self.sellsy, path) for document in page.data]
        except (RefusedError, FatalApiError) as error:
            if error.status not in (403, 404):
                raise
            self.observer.note("note-not-copied", path=path, status=error.status)
            return None

    def _steps(self) -> dict[str, Any]:
        """Return the steps of every pipeline, each with the pipeline it belongs to."""
        steps: list[dict[str, JsonValue]] = []
        for pipeline in self._listed("/opportunities/pipelines") or ():
            path = f"/opportunities/pipelines/{pipeline['id']}/steps"
            steps += [{**one, "pipeline": pipeline["id"]} for one in self._listed(path) or ()]
        return {"replace": [_STEPS], "records": {_STEPS: steps}} if steps else {}

    def _records(self, entity: type[Entity], variant: str, path: str) -> Iterator[dict[str, Any]]:
        needs = Needs.everything(entity)
        found = (
            Matched(variant, path, document)
            for page in pages(self.sellsy, f"{path}/search", filters=entity.filters, query=needs.query())
            for document in page.data
        )
        for some in batched(found, _SOME):
            snapshots = read_snapshots(self.sellsy, some, needs, batch_size=100)
            yield self._kept(path.removeprefix("/"), variant, snapshots.values())
            self.observer.advance(len(some))

    def _kept(self, name: str, variant: str, snapshots: Iterable[Snapshot]) -> dict[str, Any]:
        wanted: dict[str, Any] = {"addresses": [], "tags": [], "custom_values": [], "contacts": []}
        documents = []
        for one in snapshots:
            documents.append(self._shown(one.document, name))
            for kind, values in self._around(one).items():
                if values:
                    wanted[kind].append({"noun": variant, "owner": one.id, "values": values})
        return {"records": {name: documents}, **wanted}

    def _around(self, one: Snapshot) -> dict[str, list[Any]]:
        """Return what hangs on a record; texts of custom fields may be anything, and are not shown when anonymous."""
        return {
            "addresses": [self._shown(address, "addresses") for address in one.addresses or ()],
            "tags": list(one.tags or ()),
            "custom_values": [
                {"id": field, "value": value}
                for field, value in (one.custom or {}).items()
                if value is not None and not (self.fiction and isinstance(value, str))
            ],
            "contacts": [contact["id"] for contact in one.contacts or ()],
        }

    def _shown(self, document: Mapping[str, JsonValue], resource: str) -> dict[str, JsonValue]:
        return self.fiction.record(document, resource) if self.fiction else dict(document)
