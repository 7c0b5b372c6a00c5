"""What Sellsy holds now of the records that a run wrote, and what hangs on those that may end: few calls, batched."""

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
"""Embeds that are asked by one name and answered by another (API contract 2.264.0)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What must be known of a record; `whole` when it may end: all of it, and what hangs on it."""

    needs: Needs = field(default_factory=Needs)
    tag_ids: bool = False
    v1: bool = False
    whole: bool = False

    def __or__(self, other: "Look") -> "Look":
        """Return what either asks."""
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
    """What was found: `snapshots` has no entry for a record that is gone; `hung` says what hangs on one."""

    snapshots: dict[Key, Snapshot] = field(default_factory=dict)
    hung: dict[Key, list[tuple[Key, str]]] = field(default_factory=lambda: defaultdict(list))
    counted: dict[Key, dict[str, int]] = field(default_factory=dict)
    tag_ids: dict[Key, dict[str, int]] = field(default_factory=dict)
    v1: dict[Key, Document] = field(default_factory=dict)


@dataclass(slots=True)
class StateReader:
    """Reads the present state of records; what needs API v1 is left out where the access has none.

    `unseen` are the kinds of records that the access may not read: whether they hang on anything is not known.
    """

    sellsy: Sellsy
    batch_size: int
    fields: FieldNames = field(init=False)
    rows: V1Rows = field(init=False)
    images: V1Images = field(init=False)
    unseen: set[str] = field(default_factory=set, init=False)
    _v1: bool | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Prepare for what API v1 shows, and for the names of custom fields."""
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

    def foresee(self, past: History) -> None:
        """Read ahead what the lists of API v1 show of the records of a run, where they cost fewer calls."""
        for variant, ids in past.legacy.items():
            made = all((variant, one) in past.made for one in ids)
            self.rows.expect(variant, ids, created=past.born if made else None)

    def read(self, looks: Mapping[Key, Look]) -> CurrentState:
        """Return the present state of some records.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        present = CurrentState()
        documents = self._documents(looks)
        for needs, some in _alike(looks, documents).items():
            matched = [Matched(key[0], RESOURCES[key[0]].path, documents[key]) for key in some]
            present.snapshots |= read_snapshots(self.sellsy, matched, needs, batch_size=self.batch_size)
        whole = [key for key in documents if looks[key].whole]
        present.counted = {key: self._counts(key, documents[key]) for key in whole}
        self._hanging(whole, present)
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
        """Return what a company or individual is: client, prospect, supplier; "" when it is gone.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        try:
            return str(self.sellsy.get(_path(key)).body.get("type") or "")
        except RefusedError:
            return ""

    def _documents(self, looks: Mapping[Key, Look]) -> dict[Key, Document]:
        found: dict[Key, Document] = {}
        for some in batched(sorted(looks), self.batch_size):
            calls = [_get(key, looks[key]) for key in some]
            for key, answer in zip(some, send_batch(self.sellsy, calls), strict=True):
                if answer.error is None:
                    found[key] = answer.body
                elif answer.status != _ABSENT:
                    raise answer.error
        return found

    def _hanging(self, keys: Sequence[Key], present: CurrentState) -> None:
        """Search what hangs on records, and the answers to them."""
        for resource in RESOURCES.values():
            holders = [key for variant in resource.hangs_on for key in keys if key[0] == variant]
            for some in batched(holders, PAGE):
                objects: list[JsonValue] = [{"type": variant, "id": one} for variant, one in some]
                for document in self._about(resource.variant, objects):
                    _hang(present, set(some), resource.variant, document)
            if resource.parent:
                self._answers(resource, [key for key in keys if key[0] == resource.variant], present)

    def _about(self, variant: str, objects: list[JsonValue]) -> Iterator[Document]:
        """Yield the records of a variant that hang on some; none where the access may not read them."""
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
        """Return how many of each kind hang on a record, as its embeds count them."""
        embed = document.get("_embed")
        shown = embed if isinstance(embed, dict) else {}
        found: dict[str, int] = {}
        for name in RESOURCES[key[0]].counted:
            number = shown.get(_ANSWERED.get(name, name), shown.get(name))
            if not isinstance(number, int):
                self.unseen.add(name)  # null without the right to see it (Sellsy's API documentation)
            elif number:
                found[name] = number
        return found

    def _answers(self, resource: Resource, keys: Sequence[Key], present: CurrentState) -> None:
        for some in batched(keys, self.batch_size):
            query: dict[str, JsonValue] = {"limit": PAGE}
            calls = [
                Call("POST", f"{resource.path}/search", query=query, body={"filters": {resource.parent: one}})
                for _, one in some
            ]
            for key, answer in zip(some, send_batch(self.sellsy, calls), strict=True):
                if answer.error is not None:
                    raise answer.error
                for document in records_of(answer.body):
                    present.hung[key].append(((key[0], int(str(document["id"]))), describe(document)))

    def _tags(self, keys: Sequence[Key], present: CurrentState) -> None:
        for some in batched(keys, self.batch_size):
            calls = [Call("GET", f"{_path(key)}/smart-tags", query={"limit": PAGE}) for key in some]
            for key, call, answer in zip(some, calls, send_batch(self.sellsy, calls), strict=True):
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
    """Return the records that need the same, together."""
    found: dict[Needs, list[Key]] = defaultdict(list)
    for key in keys:
        found[looks[key].needs].append(key)
    return found


def _comments(image: dict[str, JsonValue]) -> dict[str, int]:
    """Take the number of comments out of what v1 shows of a task."""
    number = int(str(image.pop(COMMENTS, 0)))
    return {COMMENTS: number} if number else {}


def _hang(present: CurrentState, keys: set[Key], variant: str, document: Document) -> None:
    related = document.get("related")
    for one in _objects(related):
        if one in keys:
            present.hung[one].append(((variant, int(str(document["id"]))), describe(document)))


def _objects(related: JsonValue) -> Iterator[Key]:
    for one in related if isinstance(related, list) else ():
        if isinstance(one, dict):
            yield str(one.get("type")), int(str(one.get("id")))
