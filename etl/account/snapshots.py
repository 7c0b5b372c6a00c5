"""What Sellsy holds around the records that rows matched: tags and custom fields embedded, the rest in batched GETs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from etl.core.batching import batched
from etl.core.errors import RefusedError
from etl.core.record import Snapshot
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.resource import COMPANIES, CONTACTS
from etl.sellsy import PAGE, Call, Sellsy, following, send_batch

_ABSENT = 404
EMBEDDED_TAGS = 20
"""Most smart tags an embed gives (Sellsy's API documentation); beyond, they are read apart."""

COUNTRY_EMBEDS = ("invoicing_address", "delivery_address")
"""Embeds that tell a record's country without a call of their own (API contract 2.264.0)."""

_WHOLE: Mapping[str, JsonValue] = {"limit": PAGE}
_PATHS = {
    "addresses": "addresses",
    "tags": "smart-tags",
    "custom": "custom-fields",
    CONTACTS: CONTACTS,
    COMPANIES: COMPANIES,
}
"""Part -> where a record lists it."""

Document = Mapping[str, JsonValue]
Parts = dict[str, Sequence[Document]]
"""What hangs on a record, by part; a part that was not read is not there."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What the file's columns make it necessary to know of a matched record; `places` to know which it is."""

    addresses: bool = False
    tags: bool = False
    custom: tuple[int, ...] = ()
    contacts: bool = False
    companies: bool = False
    all_custom: bool = False
    country: bool = False
    places: bool = False

    @classmethod
    def everything(cls, entity: type[Entity]) -> Self:
        """Return what must be read to write a record again after its end."""
        attributes = {column.attribute for column in entity.columns}
        return cls(
            addresses="main.line_1" in attributes,
            tags="tags" in attributes,
            contacts="contact.last_name" in attributes,
            companies="company_id" in attributes,
            all_custom=bool(entity.related_objects),
        )

    def parts(self) -> list[str]:
        """Return the names of the parts."""
        wanted = (self.addresses, self.tags, self.custom or self.all_custom, self.contacts, self.companies)
        return [part for part, is_wanted in zip(_PATHS, wanted, strict=True) if is_wanted]

    def query(self) -> dict[str, JsonValue]:
        """Return the query that embeds what a search can bring along."""
        embed: list[JsonValue] = [
            *(["smart_tags"] if self.tags else []),
            *(f"cf.{one}" for one in self.custom),
            *(COUNTRY_EMBEDS if self.places or (self.country and not self.addresses) else ()),
        ]
        return {"embed[]": embed} if embed else {}


@dataclass(frozen=True, slots=True)
class Matched:
    """A record that a row matched, before its surroundings are read."""

    variant: str
    path: str
    document: Document

    @property
    def id(self) -> int:
        """The record's id."""
        return int(self.document["id"])  # type: ignore[arg-type] # every record has one


def read_snapshots(
    sellsy: Sellsy, matched: Sequence[Matched], needs: Needs, *, batch_size: int
) -> dict[tuple[str, int], Snapshot]:
    """Return a snapshot of every matched record, by (variant, id).

    Raises:
        ApiError: Sellsy refused or did not answer.
    """
    records = [(one.path, one.document) for one in matched]
    found = read_parts(sellsy, records, needs, batch_size=batch_size)
    return {
        (one.variant, one.id): _snapshot(one, parts or {}) for one, parts in zip(matched, found, strict=True)
    }


def read_parts(
    sellsy: Sellsy,
    records: Sequence[tuple[str, Document]],
    needs: Needs,
    *,
    batch_size: int = PAGE,
    skip_gone: bool = False,
) -> list[Parts | None]:
    """Return what hangs on each (path, record); `skip_gone` makes it None where the record is gone meanwhile.

    Raises:
        ApiError: Sellsy refused or did not answer.
    """
    wanted, gone = needs.parts(), set()
    found = [_embedded(document, needs) for _, document in records]
    asked = [
        (rank, part, Call("GET", f"{path}/{document['id']}/{_PATHS[part]}", query=_WHOLE))
        for rank, ((path, document), parts) in enumerate(zip(records, found, strict=True))
        for part in wanted
        if part not in parts
    ]
    for some in batched(asked, batch_size):
        sent = send_batch(sellsy, [call for _, _, call in some])
        for (rank, part, call), answer in zip(some, sent, strict=True):
            if answer.error is None:
                found[rank][part] = _listed(sellsy, call, answer.body)
            elif skip_gone and isinstance(answer.error, RefusedError) and answer.error.status == _ABSENT:
                gone.add(rank)
            else:
                raise answer.error
    return [None if rank in gone else parts for rank, parts in enumerate(found)]


def _listed(sellsy: Sellsy, call: Call, body: JsonValue) -> list[Document]:
    """Return the things that an answer lists and those of the pages after it; where it is no page, these say so."""
    data = body.get("data") if isinstance(body, dict) else None
    documents: list[Document] = (
        [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []
    )
    if len(documents) >= _page_size(body):
        rest = following(sellsy, call.path, body, query=call.query)
        documents += [document for page in rest for document in page.data]
    return documents


def _page_size(body: JsonValue) -> int:
    """Return how many records a full page has; 0 where the answer is no page."""
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        return 0
    told = body.get("pagination")
    size = told.get("limit") if isinstance(told, dict) else None
    return min(size, PAGE) if isinstance(size, int) and size > 0 else PAGE


def _embedded(document: Document, needs: Needs) -> Parts:
    """Return what a record brought along, as far as it is whole."""
    embed = document.get("_embed")
    if not isinstance(embed, dict):
        return {}
    parts: Parts = {}
    tags = embed.get("smart_tags")
    if isinstance(tags, dict):
        tags = tags.get("data")
    if isinstance(tags, list) and len(tags) < EMBEDDED_TAGS:
        parts["tags"] = [tag for tag in tags if isinstance(tag, dict)]
    fields = embed.get("custom_fields")
    if isinstance(fields, list) and not needs.all_custom:
        held = [one for one in fields if isinstance(one, dict) and {"id", "value"} <= one.keys()]
        if {*needs.custom} <= {int(str(one["id"])) for one in held}:
            parts["custom"] = held
    return parts


def tags_of(parts: Parts) -> list[str]:
    """Return the names of a record's smart tags."""
    return [str(tag["value"]) for tag in parts.get("tags", ())]


def custom_of(parts: Parts) -> dict[int, JsonValue]:
    """Return the values of a record's custom fields by id."""
    return {int(str(one["id"])): one.get("value") for one in parts.get("custom", ())}


def _snapshot(one: Matched, parts: Parts) -> Snapshot:
    addresses, contacts, companies = (
        tuple(parts[part]) if part in parts else None for part in ("addresses", CONTACTS, COMPANIES)
    )
    return Snapshot(
        id=one.id,
        variant=one.variant,
        document=one.document,
        addresses=addresses,
        tags=tuple(tags_of(parts)) if "tags" in parts else None,
        tag_ids={str(tag["value"]): int(str(tag["id"])) for tag in parts.get("tags", ()) if "id" in tag},
        custom=custom_of(parts) if "custom" in parts else None,
        contacts=contacts,
        companies=companies,
    )
