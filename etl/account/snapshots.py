"""Linked data of matched records: tags and custom fields embedded in searches, the rest read in batches."""

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
"""Most smart tags that an embed holds (Sellsy's API documentation); with more, they are read separately."""

COUNTRY_EMBEDS = ("invoicing_address", "delivery_address")
"""Embeds that give a record's country without another call (API contract 2.264.0)."""

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
"""The linked data of a record, by part; a part that was not read is absent."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be read of a matched record for the columns of the file; `places` serves matching itself."""

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
        """Return what must be read to create a record again after its deletion."""
        attributes = {column.attribute for column in entity.columns}
        return cls(
            addresses="main.line_1" in attributes,
            tags="tags" in attributes,
            contacts="contact.last_name" in attributes,
            companies="company_id" in attributes,
            all_custom=bool(entity.related_objects),
        )

    def parts(self) -> list[str]:
        """Return the names of the parts that are needed."""
        wanted = (self.addresses, self.tags, self.custom or self.all_custom, self.contacts, self.companies)
        return [part for part, is_wanted in zip(_PATHS, wanted, strict=True) if is_wanted]

    def query(self) -> dict[str, JsonValue]:
        """Return the query that embeds the needed parts in a search."""
        embed: list[JsonValue] = [
            *(["smart_tags"] if self.tags else []),
            *(f"cf.{field_id}" for field_id in self.custom),
            *(COUNTRY_EMBEDS if self.places or (self.country and not self.addresses) else ()),
        ]
        return {"embed[]": embed} if embed else {}


@dataclass(frozen=True, slots=True)
class Matched:
    """A record that a row matched, before its linked data is read."""

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
        ApiError: see `etl.core.errors`.
    """
    records = [(record.path, record.document) for record in matched]
    every = read_parts(sellsy, records, needs, batch_size=batch_size)
    return {
        (record.variant, record.id): _snapshot(record, parts or {})
        for record, parts in zip(matched, every, strict=True)
    }


def read_parts(
    sellsy: Sellsy,
    records: Sequence[tuple[str, Document]],
    needs: Needs,
    *,
    batch_size: int = PAGE,
    skip_gone: bool = False,
) -> list[Parts | None]:
    """Return the linked data of each (path, record); with `skip_gone`, None for a record deleted meanwhile.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    wanted, gone = needs.parts(), set()
    read = [_embedded(document, needs) for _, document in records]
    asked = [
        (rank, part, Call("GET", f"{path}/{document['id']}/{_PATHS[part]}", query=_WHOLE))
        for rank, ((path, document), parts) in enumerate(zip(records, read, strict=True))
        for part in wanted
        if part not in parts
    ]
    for batch in batched(asked, batch_size):
        sent = send_batch(sellsy, [call for _, _, call in batch])
        for (rank, part, call), answer in zip(batch, sent, strict=True):
            if answer.error is None:
                read[rank][part] = _listed(sellsy, call, answer.body)
            elif skip_gone and isinstance(answer.error, RefusedError) and answer.error.status == _ABSENT:
                gone.add(rank)
            else:
                raise answer.error
    return [None if rank in gone else parts for rank, parts in enumerate(read)]


def _listed(sellsy: Sellsy, call: Call, body: JsonValue) -> list[Document]:
    """Return the objects that an answer lists and those of the pages after it."""
    data = body.get("data") if isinstance(body, dict) else None
    documents: list[Document] = (
        [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []
    )
    if len(documents) >= _page_size(body):
        rest = following(sellsy, call.path, body, query=call.query)
        documents += [document for page in rest for document in page.data]
    return documents


def _page_size(body: JsonValue) -> int:
    """Return how many records a full page has; 0 where the answer is not a page."""
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        return 0
    pagination = body.get("pagination")
    size = pagination.get("limit") if isinstance(pagination, dict) else None
    return min(size, PAGE) if isinstance(size, int) and size > 0 else PAGE


def _embedded(document: Document, needs: Needs) -> Parts:
    """Return the parts embedded in a record, where they are complete."""
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
        values = [field for field in fields if isinstance(field, dict) and {"id", "value"} <= field.keys()]
        if {*needs.custom} <= {int(str(value["id"])) for value in values}:
            parts["custom"] = values
    return parts


def tags_of(parts: Parts) -> list[str]:
    """Return the names of a record's smart tags."""
    return [str(tag["value"]) for tag in parts.get("tags", ())]


def custom_of(parts: Parts) -> dict[int, JsonValue]:
    """Return the values of a record's custom fields by id."""
    return {int(str(value["id"])): value.get("value") for value in parts.get("custom", ())}


def _snapshot(matched: Matched, parts: Parts) -> Snapshot:
    addresses, contacts, companies = (
        tuple(parts[part]) if part in parts else None for part in ("addresses", CONTACTS, COMPANIES)
    )
    return Snapshot(
        id=matched.id,
        variant=matched.variant,
        document=matched.document,
        addresses=addresses,
        tags=tuple(tags_of(parts)) if "tags" in parts else None,
        tag_ids={str(tag["value"]): int(str(tag["id"])) for tag in parts.get("tags", ()) if "id" in tag},
        custom=custom_of(parts) if "custom" in parts else None,
        contacts=contacts,
        companies=companies,
    )
