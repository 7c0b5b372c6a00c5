"""Current state of the records that a run wrote, with the dependants of those to delete, read in batches."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.account.snapshots import Matched, Needs, read_snapshots
from etl.codecs import fold
from etl.core.batching import batched
from etl.core.errors import FatalApiError, RefusedError
from etl.core.record import Snapshot
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES, Resource
from etl.matching.choosing import describe
from etl.matching.reading import RELATED
from etl.sellsy import PAGE, Call, Sellsy, following, pages, records_of, rpc, send_batch
from etl.undo.field_names import FieldNames
from etl.undo.history import History
from etl.undo.past_write import Key
from etl.v1.columns import SHOWN
from etl.v1.image import COMMENTS, V1Images
from etl.v1.rows import V1Rows

Document = Mapping[str, JsonValue]

_ABSENT = 404
_NOT_ALLOWED = (402, 403)
_ANSWERED = {"proformas": "proforma", "creditnotes": "credit_notes"}
"""Embeds whose name in requests differs from that in answers (API contract 2.264.0)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What must be read of a record; `whole` if it may be deleted: everything, with its dependants."""

    needs: Needs = field(default_factory=Needs)
    tag_ids: bool = False
    v1: bool = False
    whole: bool = False

    def __or__(self, other: "Look") -> "Look":
        """Return the union of both."""
        mine, theirs = self.needs, other.needs
        needs = Needs(
            addresses=mine.addresses or theirs.addresses,
            tags=mine.tags or theirs.tags,
            contacts=mine.contacts or theirs.contacts,
            companies=mine.companies or theirs.companies,
            all_custom=mine.all_custom or theirs.all_custom,
        )
        return Look(
            needs, self.tag_ids or other.tag_ids, self.v1 or other.v1, whole=self.whole or other.whole
        )


@dataclass(slots=True)
class CurrentState:
    """The state that was read; `snapshots` has no entry for a deleted record."""

    snapshots: dict[Key, Snapshot] = field(default_factory=dict)
    dependants: dict[Key, list[tuple[Key, str]]] = field(default_factory=lambda: defaultdict(list))
    counted: dict[Key, dict[str, int]] = field(default_factory=dict)
    tag_ids: dict[Key, dict[str, int]] = field(default_factory=dict)
    v1: dict[Key, Document] = field(default_factory=dict)


@dataclass(slots=True)
class StateReader:
    """Reads the current state of records, without what needs API v1 if the access lacks it.

    `unseen` are the kinds of records that the access may not read, so that dependants of these kinds are unknown.
    """

    sellsy: Sellsy
    batch_size: int
    fields: FieldNames = field(init=False)
    rows: V1Rows = field(init=False)
    images: V1Images = field(init=False)
    unseen: set[str] = field(default_factory=set, init=False)
    _v1: bool | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Prepare the reading of API v1 and of the names of custom fields."""
        self.fields = FieldNames(self.sellsy)
        self.rows = V1Rows(self.sellsy)
        self.images = V1Images(self.rows)

    @property
    def has_v1(self) -> bool:
        """Whether API v1 answers this access.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        if self._v1 is None:
            try:
                rpc(self.sellsy, "Infos.getInfos")
            except (FatalApiError, RefusedError):
                self._v1 = False
            else:
                self._v1 = True
        return self._v1

    def expect(self, past: History) -> None:
        """Announce the records of a run to the reader of API v1, which reads lists where these cost fewer calls."""
        for variant, ids in past.legacy.items():
            made = all((variant, record_id) in past.made for record_id in ids)
            self.rows.expect(variant, ids, created=past.created_between if made else None)

    def read(self, looks: Mapping[Key, Look]) -> CurrentState:
        """Return the current state of records.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        present = CurrentState()
        documents = self._documents(looks)
        for needs, keys in _alike(looks, documents).items():
            matched = [Matched(key[0], RESOURCES[key[0]].path, documents[key]) for key in keys]
            present.snapshots |= read_snapshots(self.sellsy, matched, needs, batch_size=self.batch_size)
        whole = [key for key in documents if looks[key].whole]
        present.counted = {key: self._counts(key, documents[key]) for key in whole}
        self._read_dependants(whole, present)
        self._tags([key for key in documents if looks[key].tag_ids], present)
        for key in documents:
            if looks[key].whole and (looks[key].v1 or key[0] in SHOWN):
                image = self.images.read(*key)
                present.counted[key] |= _comments(image or {})
                present.snapshots[key] = replace(present.snapshots[key], v1=image)
            elif looks[key].v1:
                present.v1[key] = self.rows.read(*key) or {}
        return present

    def type_of(self, key: Key) -> str:
        """Return the type of a company or individual (client, prospect, supplier), "" when it is gone.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        try:
            return str(self.sellsy.get(_path(key)).body.get("type") or "")
        except RefusedError:
            return ""

    def _documents(self, looks: Mapping[Key, Look]) -> dict[Key, Document]:
        documents: dict[Key, Document] = {}
        for batch in batched(sorted(looks), self.batch_size):
            calls = [_get(key, looks[key]) for key in batch]
            for key, answer in zip(batch, send_batch(self.sellsy, calls), strict=True):
                if answer.error is None:
                    documents[key] = answer.body
                elif answer.status != _ABSENT:
                    raise answer.error
        return documents

    def _read_dependants(self, keys: Sequence[Key], present: CurrentState) -> None:
        """Search the dependants of records, and the answers to comments."""
        for resource in RESOURCES.values():
            holders = [key for variant in resource.depends_on for key in keys if key[0] == variant]
            for batch in batched(holders, PAGE):
                objects: list[JsonValue] = [
                    {"type": variant, "id": record_id} for variant, record_id in batch
                ]
                for document in self._about(resource.variant, objects):
                    _add_dependant(present, set(batch), resource.variant, document)
            if resource.parent:
                self._answers(resource, [key for key in keys if key[0] == resource.variant], present)

    def _about(self, variant: str, objects: list[JsonValue]) -> Iterator[Document]:
        """Yield the records of a variant linked to the objects; none where the access may not read them."""
        if variant in self.unseen:
            return
        try:
            for page in pages(self.sellsy, f"{RESOURCES[variant].path}/search", filters={RELATED: objects}):
                yield from page.data
        except FatalApiError as error:
            if error.status not in _NOT_ALLOWED:
                raise
            self.unseen.add(variant)

    def _counts(self, key: Key, document: Document) -> dict[str, int]:
        """Return the number of dependants of each kind, as counted by the embeds of a record."""
        embed = document.get("_embed")
        shown = embed if isinstance(embed, dict) else {}
        counts: dict[str, int] = {}
        for name in RESOURCES[key[0]].counted:
            number = shown.get(_ANSWERED.get(name, name), shown.get(name))
            if not isinstance(number, int):
                self.unseen.add(name)  # null without the right to see it (Sellsy's API documentation)
            elif number:
                counts[name] = number
        return counts

    def _answers(self, resource: Resource, keys: Sequence[Key], present: CurrentState) -> None:
        for batch in batched(keys, self.batch_size):
            query: dict[str, JsonValue] = {"limit": PAGE}
            calls = [
                Call(
                    "POST",
                    f"{resource.path}/search",
                    query=query,
                    body={"filters": {resource.parent: record_id}},
                )
                for _, record_id in batch
            ]
            for key, answer in zip(batch, send_batch(self.sellsy, calls), strict=True):
                if answer.error is not None:
                    raise answer.error
                for document in records_of(answer.body):
                    present.dependants[key].append(((key[0], int(str(document["id"]))), describe(document)))

    def _tags(self, keys: Sequence[Key], present: CurrentState) -> None:
        for batch in batched(keys, self.batch_size):
            calls = [Call("GET", f"{_path(key)}/smart-tags", query={"limit": PAGE}) for key in batch]
            for key, call, answer in zip(batch, calls, send_batch(self.sellsy, calls), strict=True):
                if answer.error is not None:
                    raise answer.error
                rest = following(self.sellsy, call.path, answer.body, query=call.query)
                tags = [*records_of(answer.body), *(tag for page in rest for tag in page.data)]
                present.tag_ids[key] = {fold(str(tag["value"])): int(str(tag["id"])) for tag in tags}


def _path(key: Key) -> str:
    return f"{RESOURCES[key[0]].path}/{key[1]}"


def _get(key: Key, look: Look) -> Call:
    tags: list[JsonValue] = ["smart_tags"] if look.needs.tags else []
    counted: list[JsonValue] = [*RESOURCES[key[0]].counted] if look.whole else []
    embeds = [*tags, *counted]
    return Call("GET", _path(key), query={"embed[]": embeds} if embeds else None)


def _alike(looks: Mapping[Key, Look], keys: Mapping[Key, Document]) -> dict[Needs, list[Key]]:
    """Group records by what must be read of them."""
    together: dict[Needs, list[Key]] = defaultdict(list)
    for key in keys:
        together[looks[key].needs].append(key)
    return together


def _comments(image: dict[str, JsonValue]) -> dict[str, int]:
    """Remove the number of comments from the v1 image of a task, and return it."""
    number = int(str(image.pop(COMMENTS, 0)))
    return {COMMENTS: number} if number else {}


def _add_dependant(present: CurrentState, keys: set[Key], variant: str, document: Document) -> None:
    related = document.get("related")
    for key in _objects(related):
        if key in keys:
            present.dependants[key].append(((variant, int(str(document["id"]))), describe(document)))


def _objects(related: JsonValue) -> Iterator[Key]:
    for item in related if isinstance(related, list) else ():
        if isinstance(item, dict):
            yield str(item.get("type")), int(str(item.get("id")))
