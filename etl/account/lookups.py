"""Names of the account resolved to ids: staff, pipelines, labels, tags, codes; read once per run, never guessed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock

from etl.account.near_names import nearest
from etl.codecs import fold
from etl.core.errors import EtlError, FatalApiError, RefusedError
from etl.core.json_paths import dig
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.sellsy import Sellsy, numbered, pages, rpc

TAG = "tag"
"""The kind of smart tags."""

STEP_UNKNOWN = "step-unknown"

Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Named:
    """A named item of the account: its id, the name shown to people, the probability of a step, and its second name.

    A member of the staff is shown by e-mail address; the second name is the full name.
    """

    id: int
    shown: str
    probability: int | None = None
    second: str = ""


class UnresolvedError(EtlError):
    """A name that is unknown or ambiguous; becomes the problem of a cell."""


class SeveralUnresolvedError(Exception):
    """Names of a list that are unknown or ambiguous, each with its own problem."""

    def __init__(self, each: Sequence[UnresolvedError]) -> None:
        super().__init__(*each)
        self.each = each


def each_resolved(names: Iterable[JsonValue], read: Callable[[str], JsonValue]) -> list[JsonValue]:
    """Return the value of each name of a list; a problem shows the name that caused it.

    Raises:
        SeveralUnresolvedError: names of the list are unknown or ambiguous.
    """
    values: list[JsonValue] = []
    wrong: list[UnresolvedError] = []
    for name in map(str, names):
        try:
            values.append(read(name))
        except UnresolvedError as unresolved:
            wrong.append(UnresolvedError(unresolved.code, **{**unresolved.params, "said": name}))
    if wrong:
        raise SeveralUnresolvedError(wrong)
    return values


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a kind; `by_name` maps a folded name to all items of that name.

    `by_id` says that a raw export is read: a known id is taken as an id before it is looked up as a name.
    """

    by_name: Mapping[str, tuple[Named, ...]]
    by_id: bool = False

    def id_of(self, name: str) -> int:
        """Return the id of a name.

        Raises:
            UnresolvedError: see `only`.
        """
        return self.only(name).id

    def only(self, name: str) -> Named:
        """Return the only item of a name.

        Raises:
            UnresolvedError: no item has the name ("lookup-unknown"), or several do ("lookup-several").
        """
        things = self.of_id(name) or self.by_name.get(fold(name), ())
        if len(things) == 1:
            return things[0]
        if things:
            raise UnresolvedError("lookup-several", found=[f"{thing.shown} ({thing.id})" for thing in things])
        raise UnresolvedError("lookup-unknown", accepted=nearest(name, self.all()))

    def of_id(self, name: str) -> tuple[Named, ...]:
        """Return the item of an id, nothing unless `by_id`."""
        return tuple(thing for thing in self.things() if str(thing.id) == name.strip()) if self.by_id else ()

    def things(self) -> list[Named]:
        """Return every item once."""
        return list(dict.fromkeys(thing for namesakes in self.by_name.values() for thing in namesakes))

    def all(self) -> list[str]:
        """Return the name of every item as shown, each once."""
        return list(dict.fromkeys(thing.shown for thing in self.things()))


@dataclass(frozen=True, slots=True)
class Kind:
    """Where names of a kind are listed, and which names a listed item has (the first is shown)."""

    path: str
    names: Callable[[Document], list[str]]


def _staff_names(staff: Document) -> list[str]:
    first, last = str(dig(staff, "firstname") or ""), str(dig(staff, "lastname") or "")
    return [
        name
        for name in (str(dig(staff, "email") or ""), f"{first} {last}".strip(), f"{last} {first}".strip())
        if name
    ]


KINDS: Mapping[str, Kind] = {
    "staff": Kind("/staffs", _staff_names),
    "rate_category": Kind("/rate-categories", lambda document: [str(document["label"])]),
    "accounting_code": Kind("/accounting-codes", lambda document: [str(document["code"])]),
    "currency": Kind(
        "/currencies",
        lambda document: [str(document[name]) for name in ("code", "symbol") if document.get(name)],
    ),
    "unit": Kind("/units", lambda document: [str(document["label"])]),
    "pipeline": Kind("/opportunities/pipelines", lambda document: [str(document["name"])]),
    "source": Kind("/opportunities/sources", lambda document: [str(document["name"])]),
    "event_label": Kind("/calendar-events/labels", lambda document: [str(document["name"])]),
    "task_label": Kind("/tasks/labels", lambda document: [str(document["name"])]),
}

_STEPS = Kind("/opportunities/pipelines/{pipeline}/steps", lambda document: [str(document["name"])])
_TAGS = "SmartTags.getList"
_TAGS_PAGE = 100


@dataclass(frozen=True, slots=True)
class SalesStep:
    """A step of a sales pipeline, both by id and as shown."""

    pipeline: Named
    step: Named

    def __str__(self) -> str:
        """Return the step with its pipeline and id, which tell it from a step of the same name."""
        return f"{self.pipeline.shown} › {self.step.shown} ({self.step.id})"


class Lookups:
    """Reads each kind at most once, when a row first needs it; safe to share between threads.

    `by_id` also accepts ids in place of names, as raw exports write them.
    """

    def __init__(self, sellsy: Sellsy, *, by_id: bool = False) -> None:
        self.sellsy = sellsy
        self.by_id = by_id
        self._read: dict[str, Names] = {}
        self._steps: list[SalesStep] | None = None
        self._lock = RLock()

    def names(self, kind: str) -> Names:
        """Return the names of a kind.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        with self._lock:
            if kind not in self._read:
                self._read[kind] = self._tags() if kind == TAG else self._list(KINDS[kind])
            return self._read[kind]

    def has_read(self, kind: str) -> bool:
        """Tell whether the names of a kind have been read."""
        return self._steps is not None if kind == "step" else kind in self._read

    def steps(self) -> list[SalesStep]:
        """Return every step of every sales pipeline, in the account's order.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        with self._lock:
            if self._steps is None:
                self._steps = [
                    SalesStep(pipeline, step)
                    for pipeline in self.names("pipeline").things()
                    for step in self._list(_STEPS, pipeline=pipeline.id).things()
                ]
            return self._steps

    def shown(self, kind: str) -> dict[int, str]:
        """Return id -> name of a kind, steps included.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        things = [step.step for step in self.steps()] if kind == "step" else self.names(kind).things()
        return {thing.id: thing.shown for thing in things}

    def second_names(self, kind: str) -> dict[int, str]:
        """Return id -> second name of a kind (the full name of staff), the name shown where there is none.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        return {thing.id: thing.second or thing.shown for thing in self.names(kind).things()}

    def probability(self, step: JsonValue) -> int | None:
        """Return the probability that Sellsy gives an opportunity at a step, None where it gives none.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        return next(
            (sales_step.step.probability for sales_step in self.steps() if sales_step.step.id == step), None
        )

    def step(self, name: str, pipeline: str | None) -> SalesStep:
        """Return the step of a name, in the named pipeline (None: in the only one that has such a step).

        Raises:
            UnresolvedError: no such pipeline or step, or several.
            ApiError: see `etl.core.errors`.
        """
        steps = self.steps()
        if pipeline is not None:
            wanted = self.names("pipeline").id_of(pipeline)
            steps = [step for step in steps if step.pipeline.id == wanted]
        matches = [step for step in steps if self.by_id and str(step.step.id) == name.strip()]
        matches = matches or [step for step in steps if fold(step.step.shown) == fold(name)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UnresolvedError("lookup-several", found=[str(step) for step in matches])
        shown = list(dict.fromkeys(step.step.shown for step in steps))
        raise UnresolvedError(STEP_UNKNOWN, accepted=nearest(name, shown))

    def _tags(self) -> Names:
        """Read the smart tags by v1, which lists them all, or without its scope by the suggestions of v2."""
        try:
            return self._tags_of_v1()
        except (FatalApiError, RefusedError):
            return self._tags_suggested()

    def _tags_suggested(self) -> Names:
        """Return the tags that v2 suggests for records of each kind (API contract 2.264.0)."""
        by_name: dict[str, tuple[Named, ...]] = {}
        for kind in (variant for variant, resource in RESOURCES.items() if resource.suggests_tags):
            for page in pages(self.sellsy, f"/smart-tags/{kind}/autocomplete"):
                for tag in page.data:
                    named = Named(int(str(tag["id"])), str(tag["value"]))
                    by_name.setdefault(fold(named.shown), (named,))
        return Names(by_name)

    def _tags_of_v1(self) -> Names:
        by_name: dict[str, tuple[Named, ...]] = {}
        for page in numbered(_TAGS):
            params: JsonValue = {"pagination": {"nbperpage": _TAGS_PAGE, "pagenum": page}}
            answer = rpc(self.sellsy, _TAGS, params)
            infos, result = (
                (answer.get("infos"), answer.get("result")) if isinstance(answer, dict) else ({}, {})
            )
            for identifier, tag in result.items() if isinstance(result, dict) else ():
                if isinstance(tag, dict) and "word" in tag:
                    # The same word may be a tag of several categories: they count as one name.
                    named = Named(int(str(tag.get("id") or identifier)), str(tag["word"]))
                    by_name.setdefault(fold(named.shown), (named,))
            if not isinstance(infos, dict) or page >= int(str(infos.get("nbpages") or 0)):
                return Names(by_name)
        raise AssertionError("pages end")

    def _list(self, kind: Kind, **path: int) -> Names:
        by_name: dict[str, tuple[Named, ...]] = {}
        for page in pages(self.sellsy, kind.path.format(**path)):
            for document in page.data:
                names = kind.names(document)
                if not names:
                    continue
                chance = document.get("probability")
                named = Named(
                    int(str(document.get("id") or 0)),
                    names[0],
                    chance if isinstance(chance, int) else None,
                    names[1] if len(names) > 1 else "",
                )
                for name in dict.fromkeys(map(fold, names)):
                    by_name[name] = (*by_name.get(name, ()), named)
        return Names(by_name, self.by_id)
