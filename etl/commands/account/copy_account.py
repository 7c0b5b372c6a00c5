"""Copy an account into a local Sellsy, to rehearse on its real duplicates.

The account is only read. Names of pipelines, labels and custom fields are copied as they are; with `anonymise` people,
companies and words are replaced by fictional ones.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.account.snapshots import Matched, Needs, read_snapshots
from etl.commands.account.anonymise import Anonymiser, Fiction
from etl.commands.sandbox import ask_sandbox, own_sandbox
from etl.commands.session import Session
from etl.core.batching import batched
from etl.core.errors import FatalApiError, RefusedError
from etl.core.observer import Observer
from etl.core.record import Snapshot
from etl.core.results import JsonValue
from etl.entities import ENTITIES, Entity, entity_named
from etl.entities.base.entity import public_paths
from etl.entities.base.resource import ADDRESS_PUBLIC, CONTACTS
from etl.sellsy import Sellsy, pages

__all__ = ["copy_account"]

_WINDOW = 200
"""Records copied at a time."""

_NAMED = frozenset(
    {"id", "name", "label", "code", "color", "icon", "rank", "is_default", "is_active", "is_hidden"}
)
_STAFF = frozenset({"id", "status", "civility", "created", "profile", "timezone", "language", "groups"})
_FIELD = _NAMED | {
    "description", "mandatory", "type", "show_on_pdf", "related_object", "related_objects",
    *(f"customfield_group.{name}" for name in ("id", "name", "code", "open_by_default")),
    *(f"parameters.items.{name}" for name in ("id", "label", "name", "value", "rank", "checked")),
    *(
        f"parameters.{name}"
        for name in (
            "char_min", "char_max", "min_value", "max_value", "min_date", "max_date", "min_hour", "max_hour",
            "currency", "unit", "min", "max", "number_of_values", "client", "prospect", "supplier", "product",
            "service", "address_on_pdf", "email_on_pdf", "phone_on_pdf", "mobile_on_pdf", "items", "currencies",
            "units",
        )
    ),
}  # fmt: skip
_SETTINGS: Mapping[str, frozenset[str]] = {
    "staffs": _STAFF,
    "custom-fields": _FIELD,
    "rate-categories": _NAMED | {"includes_taxes", "currency", "tax_id", "is_einvoicing_compliant"},
    "accounting-codes": _NAMED | {"views"},
    "units": _NAMED | {"parameters.code"},
    "currencies": _NAMED | {"symbol"},
    "teams": _NAMED | {"jobs.id", "jobs.name"},
    "opportunities/pipelines": _NAMED | {"step"},
    "opportunities/sources": _NAMED | {"category_id"},
    "opportunities/categories": _NAMED,
    "tasks/labels": _NAMED,
    "calendar-events/labels": _NAMED,
}
"""Settings of an account by API path (contract 2.264.0), with the fields that an anonymous copy keeps."""

_STEPS = "opportunities/steps"
_STEP = _NAMED | {"pipeline", "probability"}


def copy_account(
    session: Session,
    *,
    entities: Sequence[str] = (),
    anonymise: bool = False,
    db: Path | None = None,
    url: str | None = None,
) -> dict[str, int]:
    """Copy an account's settings and records into a sandbox; return how many of each kind.

    Args:
        session: the account to read.
        entities: client, contact...; empty is all of them.
        anonymise: replace what could identify somebody.
        db: the file of a sandbox that is not running; None is the embedded one's.
        url: a running sandbox instead, such as http://127.0.0.1:8787.

    Raises:
        ConfigError: there is no such entity or sandbox.
        ApiError: see `etl.core.errors`; what was copied is kept.
    """
    chosen = [entity_named(entity_name) for entity_name in entities] or list(ENTITIES)
    anonymiser = Anonymiser(Fiction(secrets.token_bytes(32))) if anonymise else None
    made: dict[str, int] = {}
    with ExitStack() as stack:
        place = url or stack.enter_context(own_sandbox(db))
        for wanted in _Copy(session.sellsy, anonymiser, session.observer).pieces(chosen):
            for kind, number in ask_sandbox(
                place, "copy", wanted, refused="sandbox-copy", limit_s=120
            ).items():
                made[kind] = made.get(kind, 0) + number
    return made


@dataclass(frozen=True, slots=True)
class _Copy:
    """Reads an account piece by piece, in the form a sandbox keeps."""

    sellsy: Sellsy
    anonymiser: Anonymiser | None
    observer: Observer

    def pieces(self, entities: Sequence[type[Entity]]) -> Iterator[dict[str, Any]]:
        """Yield what is to be kept: settings first, then records."""
        self.observer.stage("copy-settings")
        yield {"clear": True}
        for name, public in _SETTINGS.items():
            documents = self._listed(f"/{name}")
            if documents is not None:
                yield {
                    "replace": [name],
                    "records": {name: [self._shown(document, public) for document in documents]},
                }
        yield self._steps()
        self.observer.stage("copy-records")
        places = {
            (variant, resource.path, str(entity.filters)): entity
            for entity in sorted(entities, key=lambda entity: entity.place)
            for variant, resource in entity.variants.items()
        }
        for (variant, path, _filters), entity in places.items():
            yield from self._records(entity, variant, path)

    def _listed(self, path: str) -> list[dict[str, JsonValue]] | None:
        """Return a whole list, None when the access may not read it: the sandbox keeps its own."""
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
            own = [{**step, "pipeline": pipeline["id"]} for step in self._listed(path) or ()]
            steps += [self._shown(step, _STEP) for step in own]
        return {"replace": [_STEPS], "records": {_STEPS: steps}} if steps else {}

    def _records(self, entity: type[Entity], variant: str, path: str) -> Iterator[dict[str, Any]]:
        needs = Needs.everything(entity)
        matches = (
            Matched(variant, path, document)
            for page in pages(self.sellsy, f"{path}/search", filters=entity.filters, query=needs.query())
            for document in page.data
        )
        for batch in batched(matches, _WINDOW):
            snapshots = read_snapshots(self.sellsy, batch, needs, batch_size=100)
            yield self._kept(entity, variant, snapshots.values())
            self.observer.advance(len(batch))

    def _kept(self, entity: type[Entity], variant: str, snapshots: Iterable[Snapshot]) -> dict[str, Any]:
        wanted: dict[str, Any] = {"addresses": [], "tags": [], "custom_values": [], CONTACTS: []}
        documents = []
        public = public_paths(entity, variant)
        for snapshot in snapshots:
            documents.append(self._shown(snapshot.document, public))
            for kind, values in self._around(snapshot).items():
                if values:
                    wanted[kind].append({"noun": variant, "owner": snapshot.id, "values": values})
        return {"records": {entity.variants[variant].path.removeprefix("/"): documents}, **wanted}

    def _around(self, snapshot: Snapshot) -> dict[str, list[Any]]:
        """Return what is linked to a record."""
        return {
            "addresses": [self._shown(address, ADDRESS_PUBLIC) for address in snapshot.addresses or ()],
            "tags": [self.anonymiser.tag(tag) if self.anonymiser else tag for tag in snapshot.tags or ()],
            "custom_values": [
                {"id": field, "value": self.anonymiser.custom(value) if self.anonymiser else value}
                for field, value in (snapshot.custom or {}).items()
                if value is not None
            ],
            CONTACTS: [contact["id"] for contact in snapshot.contacts or ()],
        }

    def _shown(self, document: Mapping[str, JsonValue], public: frozenset[str]) -> dict[str, JsonValue]:
        return self.anonymiser.record(document, public) if self.anonymiser else dict(document)
