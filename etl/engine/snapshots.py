"""What Sellsy holds around the records that rows matched: tags and custom fields embedded, the rest in batched GETs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from etl.engine.cut import batched
from etl.engine.record import Snapshot
from etl.entities import Entity
from etl.errors import RefusedError
from etl.results import JsonValue
from etl.sellsy import LIMIT, Call, Sellsy, following, send_batch

_ABSENT = 404
EMBEDDED_TAGS = 20
"""Most smart tags an embed gives (Sellsy's API documentation); beyond, they are read apart."""

_WHOLE: Mapping[str, JsonValue] = {"limit": LIMIT}

Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Needs:
    """What the file's columns make it necessary to know of a matched record."""

    addresses: bool = False
    tags: bool = False
    custom: tuple[int, ...] = ()
    contacts: bool = False
    companies: bool = False
    all_custom: bool = False

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

    def query(self) -> dict[str, JsonValue]:
        """Return the query that embeds what a search can bring along."""
        embed: list[JsonValue] = [
            *(["smart_tags"] if self.tags else []),
            *(f"cf.{one}" for one in self.custom),
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
    sellsy: Sellsy, matched: Sequence[Matched], needs: Needs, *, batch_size: int, skip_gone: bool = False
) -> dict[tuple[str, int], Snapshot]:
    """Return a snapshot of every matched record, by (variant, id); `skip_gone` leaves out what is gone meanwhile.

    Raises:
        ApiError: Sellsy refused or did not answer.
    """
    asked = [(one, part, call) for one in matched for part, call in _asks(one, needs)]
    answers: dict[tuple[str, int, str], list[Document]] = {}
    gone: set[tuple[str, int]] = set()
    for some in batched(asked, batch_size):
        sent = send_batch(sellsy, [call for _, _, call in some])
        for (one, part, call), answer in zip(some, sent, strict=True):
            if skip_gone and isinstance(answer.error, RefusedError) and answer.error.status == _ABSENT:
                gone.add((one.variant, one.id))
                continue
            if answer.error is not None:
                raise answer.error
            documents = _data(answer.body)
            if len(documents) >= _page_size(answer.body):
                rest = following(sellsy, call.path, answer.body, query=call.query)
                documents += [document for page in rest for document in page.data]
            answers[one.variant, one.id, part] = documents
    return {
        (one.variant, one.id): _snapshot(one, needs, answers)
        for one in matched
        if (one.variant, one.id) not in gone
    }


def _asks(one: Matched, needs: Needs) -> Iterator[tuple[str, Call]]:
    base = f"{one.path}/{one.id}"
    if needs.addresses:
        yield "addresses", Call("GET", f"{base}/addresses", query=_WHOLE)
    if needs.tags and _embedded_tags(one.document) is None:
        yield "tags", Call("GET", f"{base}/smart-tags", query=_WHOLE)
    if needs.all_custom or (needs.custom and _embedded_custom(one.document, needs.custom) is None):
        yield "custom", Call("GET", f"{base}/custom-fields", query=_WHOLE)
    if needs.contacts:
        yield "contacts", Call("GET", f"{base}/contacts", query=_WHOLE)
    if needs.companies:
        yield "companies", Call("GET", f"{base}/companies", query=_WHOLE)


def _page_size(body: JsonValue) -> int:
    """Return how many records a full page has; 0 where the answer is no page, which looking further says."""
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        return 0
    told = body.get("pagination")
    size = told.get("limit") if isinstance(told, dict) else None
    return min(size, LIMIT) if isinstance(size, int) and size > 0 else LIMIT


def _data(body: JsonValue) -> list[Document]:
    data = body.get("data") if isinstance(body, dict) else None
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def _snapshot(one: Matched, needs: Needs, answers: Mapping[tuple[str, int, str], list[Document]]) -> Snapshot:
    def answer(part: str) -> list[Document] | None:
        return answers.get((one.variant, one.id, part))

    tags = answer("tags")
    listed = tags if tags is not None else _embedded_tags(one.document)
    custom = answer("custom")
    addresses, contacts, companies = answer("addresses"), answer("contacts"), answer("companies")
    return Snapshot(
        id=one.id,
        variant=one.variant,
        document=one.document,
        addresses=tuple(addresses) if addresses is not None else None,
        tags=None if listed is None else tuple(str(tag["value"]) for tag in listed),
        tag_ids={str(tag["value"]): int(str(tag["id"])) for tag in listed or () if "id" in tag},
        custom={int(str(item["id"])): item.get("value") for item in custom}
        if custom is not None
        else _embedded_custom(one.document, needs.custom),
        contacts=tuple(contacts) if contacts is not None else None,
        companies=tuple(companies) if companies is not None else None,
    )


def _embed(document: Document) -> Document:
    found = document.get("_embed")
    return found if isinstance(found, dict) else {}


def _embedded_tags(document: Document) -> list[Document] | None:
    tags = _embed(document).get("smart_tags")
    if isinstance(tags, dict):
        tags = tags.get("data")
    if not isinstance(tags, list) or len(tags) >= EMBEDDED_TAGS:
        return None
    return [tag for tag in tags if isinstance(tag, dict)]


def _embedded_custom(document: Document, wanted: Sequence[int]) -> dict[int, JsonValue] | None:
    fields = _embed(document).get("custom_fields")
    if not isinstance(fields, list):
        return None
    values = {
        int(str(one["id"])): one["value"]
        for one in fields
        if isinstance(one, dict) and {"id", "value"} <= one.keys()
    }
    return values if all(one in values for one in wanted) else None
