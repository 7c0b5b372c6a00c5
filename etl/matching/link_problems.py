"""What is wrong with links of rows: what they name is not there, was deleted, or is another record by its old id."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from etl.codecs import fold
from etl.core.record import Record
from etl.core.results import Problem, Severity
from etl.entities.base.entity import LINK_KEYS
from etl.entities.contact import ROLES
from etl.entities.origin import LEGACY_ID

BY_NAME = "parent-by-name"
"""Code of the problem of a row whose old id nothing has, and whose other keys tell no record either."""


@dataclass(slots=True)
class StrangeIds:
    """Judges links whose id in another system nothing has, and that a row names by another key too."""

    _ids: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def want(self, record: Record) -> None:
        """Take the ids that a row gives to what it names."""
        for prefix, legacy_id in record.unplaced.items():
            for place in _named(record, prefix):
                self._ids[place].add(legacy_id)

    def refused(
        self, record: Record, prefix: str, headers: Mapping[str, str], *, shown: str, known: Collection[str]
    ) -> Problem | None:
        """Return why the record that a row names by another key is not the one of its id; `known` are its own ids."""
        legacy_id = record.unplaced[prefix]
        others = {*known} or {one for place in _named(record, prefix) for one in self._ids[place]} - {
            legacy_id
        }
        if not others:
            return None
        code = "parent-other-id" if known else "parent-ids-differ"
        params = {"record": shown, "ids": sorted(others)}
        return Problem(code, record.row, headers.get(f"{prefix}_{LEGACY_ID}"), legacy_id, params)


def _named(record: Record, prefix: str) -> Iterator[tuple[str, str, str]]:
    """Yield (prefix, key, value) of what a row says of what it is linked to."""
    for key in sorted(LINK_KEYS):
        said = record.values.get(f"{prefix}_{key}")
        if said is not None:
            yield prefix, key, fold(str(said))


def not_by_name(problem: Problem, record: Record, prefix: str, headers: Mapping[str, str]) -> Problem:
    """Return why a row whose id in another system nothing has is linked to nothing by another key either."""
    params = {"reason": {**problem.params, "problem": problem.code, "value": problem.value}}
    column = headers.get(f"{prefix}_{LEGACY_ID}")
    return Problem(BY_NAME, record.row, column, record.unplaced[prefix], params)


def left_out(problem: Problem, named: str) -> Problem:
    """Return what is said of a link that is left out, as nothing is called what it names."""
    return replace(problem, code="link-left-out", value=named, params={}, severity=Severity.WARNING)


def roles_of_several(record: Record, headers: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problem of a role whose company is not said: the row lists several."""
    for attribute in ROLES:
        if record.values.get(attribute) is True:
            yield Problem("roles-several", record.row, headers.get(attribute))
