"""The company or individual that a contact's row names: found by key, exactly one, or the row is refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.engine.cut import batched
from etl.engine.match import Directory, Wanted, match
from etl.engine.record import Record
from etl.results import JsonValue, Problem
from etl.sellsy import Call, Sellsy, send_batch

TARGETS: Mapping[str, tuple[str, ...]] = {
    "company": ("id", "siret", "reference", "email", "name"),
    "individual": ("id", "email", "name"),
}
"""What a contact can be linked to, and by which keys; columns are named `company_siret`, `individual_email`..."""


@dataclass(frozen=True, slots=True)
class Links:
    """The ids a contact must be linked to; `members` are the contacts the individual already has."""

    company: int | None = None
    individual: int | None = None
    members: frozenset[int] | None = None


@dataclass(slots=True)
class Targets:
    """Finds what contacts link to."""

    wanted: dict[str, Wanted] = field(default_factory=dict)
    directories: dict[str, Directory] = field(default_factory=dict)

    def want(self, record: Record) -> None:
        """Take the link keys of a row."""
        for variant, order in TARGETS.items():
            target = _target(record, variant)
            if target is not None:
                self.wanted.setdefault(variant, Wanted(order)).add(target)

    def find(self, record: Record, headers: Mapping[str, str]) -> tuple[Links, Problem | None]:
        """Return what a row links to, or why it cannot be told."""
        ids: dict[str, int] = {}
        for variant, order in TARGETS.items():
            target = _target(record, variant)
            if target is None:
                continue
            found = match(target, self.directories[variant], order, explicit=False)
            if found.document is None:
                return Links(), _problem(target, variant, found.problem, headers)
            ids[variant] = int(str(found.document["id"]))
        return Links(ids.get("company"), ids.get("individual")), None

    @staticmethod
    def members(sellsy: Sellsy, links: Iterable[Links], *, batch_size: int) -> dict[int, frozenset[int]]:
        """Return the contacts of every individual that rows link to.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        ids: Sequence[int] = sorted({one.individual for one in links if one.individual is not None})
        found: dict[int, frozenset[int]] = {}
        for some in batched(ids, batch_size):
            calls = [Call("GET", f"/individuals/{one}/contacts", query={"limit": 100}) for one in some]
            for one, answer in zip(some, send_batch(sellsy, calls), strict=True):
                if answer.error is not None:
                    raise answer.error
                data = answer.body.get("data") if isinstance(answer.body, dict) else None
                contacts = data if isinstance(data, list) else []
                found[one] = frozenset(int(str(c["id"])) for c in contacts if isinstance(c, dict))
        return found


def _target(record: Record, variant: str) -> Record | None:
    """Return a row's link as a record to be matched, None when the row names none."""
    prefix = f"{variant}_"
    values: dict[str, JsonValue] = {
        name[len(prefix) :]: value
        for name, value in record.values.items()
        if name.startswith(prefix) and value is not None and name[len(prefix) :] in TARGETS[variant]
    }
    return Record(record.row, variant, values) if values else None


def _problem(target: Record, variant: str, wrong: Problem | None, headers: Mapping[str, str]) -> Problem:
    key = next(key for key in TARGETS[variant] if key in target.values)
    column = headers.get(f"{variant}_{key}", f"{variant}_{key}")
    shown = str(target.values[key])
    if wrong is not None and wrong.code == "match-several":
        return Problem(wrong.code, target.row, column, shown, wrong.params)
    return Problem("link-unknown", target.row, column, shown, {"target": variant})
