"""Roles that a company gives to one contact only: the first row that claims one has it, the others are named."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from etl.core.record import RECORD_ID, Record
from etl.core.results import JsonValue, Problem, Severity
from etl.entities.base.entity import LINK_KEYS
from etl.entities.base.resource import COMPANIES
from etl.entities.contact import COMPANY, ROLES
from etl.entities.origin import LEGACY_ID
from etl.source.checked import Checked


@dataclass(slots=True)
class CompanyRoles:
    """Collects who has which role for which company, as the rows of a file state it."""

    _first: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    def applied(self, checked: Checked) -> Checked:
        """Return a chunk without the roles that another contact of an earlier row has; each is a warning."""
        if not any(record.values.get(name) is True for record in checked.records for name in ROLES):
            return checked
        told: list[Problem] = []
        records = [self._without_taken(record, told) for record in checked.records]
        return replace(checked, records=records, problems=checked.problems + told)

    def _without_taken(self, record: Record, told: list[Problem]) -> Record:
        values = {**record.values}
        for attribute in ROLES:
            if values.get(attribute) is not True:
                continue
            for company in _companies(record):
                first, holder = self._first.setdefault((company, attribute), (record.row, _who(record)))
                if holder != _who(record):
                    told.append(
                        Problem("role-taken", record.row, params={"first": first}, severity=Severity.WARNING)
                    )
                    values.pop(attribute, None)
                    break
        return replace(record, values=values)


def _companies(record: Record) -> Iterator[str]:
    """Yield the companies of a contact as its row names them."""
    listed = record.values.get(COMPANIES)
    named: list[JsonValue] = [*listed] if isinstance(listed, list) else []
    named += [record.values.get(f"{COMPANY}_{key}") for key in ("id", *LINK_KEYS)]
    yield from dict.fromkeys(str(company) for company in named if company is not None)


def _who(record: Record) -> str:
    """Return what tells one contact from another."""
    keys = (LEGACY_ID, RECORD_ID, "email", "last_name", "first_name")
    return next(
        (f"{key} {value}" for key in keys[:3] if (value := record.values.get(key)) is not None), ""
    ) or str([record.values.get(key) for key in keys[3:]])
