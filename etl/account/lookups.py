"""Names of the account resolved to ids: staff, pipelines, labels, tags, codes; read once a run, never guessed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock

from rapidfuzz import process

from etl.codecs import fold
from etl.core.errors import EtlError, FatalApiError, RefusedError
from etl.core.json_paths import dig
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.sellsy import Sellsy, numbered, pages, rpc

TAG = "tag"
"""The kind of smart tags."""

STEP_UNKNOWN = "step-unknown"

NONE = "∅"
"""Shown where the account has nothing to choose from."""

SHOWN = 12
"""Names listed when one is unknown; the nearest come first."""

Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Named:
    """One thing of the account that rows name: its id, how it is shown to a person, and a step's probability."""

    id: int
    shown: str
    probability: int | None = None


class UnresolvedError(EtlError):
    """A name that is unknown or that several things bear; becomes the problem of a cell."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one kind; `by_name` maps a folded name to everything that bears it.

    `by_id` tells that a raw export is read: an id that something has is that thing, before any name.
    """

    by_name: Mapping[str, tuple[Named, ...]]
    by_id: bool = False

    def id_of(self, name: str) -> int:
        """Return the id of a name.

        Raises:
            UnresolvedError: as `one`.
        """
        return self.one(name).id

    def one(self, name: str) -> Named:
        """Return the only thing of a name.

        Raises:
            UnresolvedError: nothing bears the name ("lookup-unknown"), or several do ("lookup-several").
        """
        found = self.of_id(name) or self.by_name.get(fold(name), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise UnresolvedError("lookup-several", found=[f"{one.shown} ({one.id})" for one in found])
        raise UnresolvedError("lookup-unknown", accepted=nearest(name, self.all()))

    def of_id(self, said: str) -> tuple[Named, ...]:
        """Return the thing of an id, nothing where names alone are read."""
        return tuple(one for one in self.things() if str(one.id) == said.strip()) if self.by_id else ()

    def things(self) -> list[Named]:
        """Return every thing, once."""
        return list(dict.fromkeys(one for some in self.by_name.values() for one in some))

    def all(self) -> list[str]:
        """Return every thing as shown, once."""
        return list(dict.fromkeys(one.shown for one in self.things()))


def nearest(name: str, accepted: Sequence[str]) -> list[str]:
    """Return the accepted names, nearest first, at most `SHOWN`."""
    ranked = process.extract(fold(name), accepted, processor=fold, limit=SHOWN)
    return [choice for choice, _score, _index in ranked] or [NONE]


@dataclass(frozen=True, slots=True)
class Kind:
    """Where names of a kind are listed, and which names a listed thing bears (the first one is shown)."""

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
    "rate_category": Kind("/rate-categories", lambda one: [str(one["label"])]),
    "accounting_code": Kind("/accounting-codes", lambda one: [str(one["code"])]),
    "currency": Kind(
        "/currencies", lambda one: [str(one[name]) for name in ("code", "symbol") if one.get(name)]
    ),
    "unit": Kind("/units", lambda one: [str(one["label"])]),
    "pipeline": Kind("/opportunities/pipelines", lambda one: [str(one["name"])]),
    "source": Kind("/opportunities/sources", lambda one: [str(one["name"])]),
    "event_label": Kind("/calendar-events/labels", lambda one: [str(one["name"])]),
    "task_label": Kind("/tasks/labels", lambda one: [str(one["name"])]),
}

_STEPS = Kind("/opportunities/pipelines/{pipeline}/steps", lambda one: [str(one["name"])])
_TAGS = "SmartTags.getList"
_TAGS_PAGE = 100


@dataclass(frozen=True, slots=True)
class SalesStep:
    """A step of a sales pipeline, both by id and as shown."""

    pipeline: Named
    step: Named

    def __str__(self) -> str:
        """Return how a person tells it from a namesake."""
        return f"{self.pipeline.shown} › {self.step.shown} ({self.step.id})"


class Lookups:
    """Reads each kind at most once, when a row first needs it; threads share one.

    `by_id` reads ids in place of names too, as a raw export has them.
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
            ApiError: Sellsy refused or did not answer.
        """
        with self._lock:
            if kind not in self._read:
                self._read[kind] = self._tags() if kind == TAG else self._list(KINDS[kind])
            return self._read[kind]

    def has_read(self, kind: str) -> bool:
        """Tell whether the names of a kind are known already."""
        return self._steps is not None if kind == "step" else kind in self._read

    def steps(self) -> list[SalesStep]:
        """Return every step of every sales pipeline, in the account's order.

        Raises:
            ApiError: Sellsy refused or did not answer.
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
            ApiError: Sellsy refused or did not answer.
        """
        things = [one.step for one in self.steps()] if kind == "step" else self.names(kind).things()
        return {one.id: one.shown for one in things}

    def probability(self, step: JsonValue) -> int | None:
        """Return the probability that Sellsy gives an opportunity at a step, None where nothing tells.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        return next((one.step.probability for one in self.steps() if one.step.id == step), None)

    def step(self, name: str, pipeline: str | None) -> SalesStep:
        """Return the step of a name, in the pipeline of a name (None: in the only one that has it).

        Raises:
            UnresolvedError: no such pipeline or step, or several.
            ApiError: Sellsy refused or did not answer.
        """
        steps = self.steps()
        if pipeline is not None:
            wanted = self.names("pipeline").id_of(pipeline)
            steps = [one for one in steps if one.pipeline.id == wanted]
        found = [one for one in steps if self.by_id and str(one.step.id) == name.strip()]
        found = found or [one for one in steps if fold(one.step.shown) == fold(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnresolvedError("lookup-several", found=[str(one) for one in found])
        shown = list(dict.fromkeys(one.step.shown for one in steps))
        raise UnresolvedError(STEP_UNKNOWN, accepted=nearest(name, shown))

    def _tags(self) -> Names:
        """Read the smart tags: by v1, which lists them all; without its scope, by v2's suggestions."""
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
                    one = Named(int(str(tag["id"])), str(tag["value"]))
                    by_name.setdefault(fold(one.shown), (one,))
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
                    # The same word may be a tag of several categories: it is one name all the same.
                    one = Named(int(str(tag.get("id") or identifier)), str(tag["word"]))
                    by_name.setdefault(fold(one.shown), (one,))
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
                one = Named(
                    int(str(document.get("id") or 0)), names[0], chance if isinstance(chance, int) else None
                )
                for name in dict.fromkeys(map(fold, names)):
                    by_name[name] = (*by_name.get(name, ()), one)
        return Names(by_name, self.by_id)
