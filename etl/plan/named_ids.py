"""What another system's ids become in one row: Sellsy ids that `legacy_ids` looked up, or a problem saying why not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.core.record import Record, is_stand_in
from etl.core.results import JsonValue, Outcome, Problem, Severity
from etl.entities import Entity
from etl.entities.base.resource import has_types
from etl.entities.origin import LEGACY_ID, MERGED_IDS
from etl.journal import Known, RowEnding
from etl.messages import LANGS, outcome_text
from etl.source.checked import Checked

THIRD = "third"
"""Kind of companies and individuals: clients, prospects and suppliers share their ids in most systems."""

FORESEEN = ("parent-foreseen", "legacy-foreseen")
"""Codes of the warnings on a row that names a parent, or is a record, that a rehearsal will create."""

_CIRCLE = "parent-circle"

REJECTED, BELOW = "parent-rejected", "parent-below-rejected"
"""Codes of the problem of a row whose parent is rejected: for its own reasons, or because of its own parent."""


def kind_of(variant: str) -> str:
    """Return the kind of record a variant is in other systems."""
    return THIRD if has_types(variant) else variant


@dataclass(slots=True)
class Naming:
    """Puts Sellsy ids where columns would have stated them; ids that cannot be used become problems of the row.

    `unplaced` holds, by the prefix of their link, ids that nothing has in rows that state another key.
    """

    record: Record
    entity: type[Entity]
    headers: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    unplaced: dict[str, str] = field(default_factory=dict)
    _left_out: list[str] = field(default_factory=list)
    _found: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def take(self, prefix: str, target: Known, fate: RowEnding | None) -> None:
        """Add the record that an id of another system became; for a stand-in, warn where it will come from."""
        self._found[prefix].append(target)
        if is_stand_in(target.sellsy_id) and fate is not None:
            code = FORESEEN[0] if prefix else FORESEEN[1]
            column, params = self.header(prefix), place_of(fate)
            self.problems.append(
                Problem(code, self.record.row, column, target.legacy_id, params, Severity.WARNING)
            )

    def take_merged(self, known: Mapping[str, Known], fates: Mapping[str, RowEnding]) -> None:
        """Add the record that the merged ids of a row became, when nothing else names it and it is the only one."""
        if "" in self._found or self.record.values.get("id") is not None:
            return
        there = {
            (target.variant, target.sellsy_id): target
            for legacy_id in merged_of(self.record)
            if (target := known.get(legacy_id))
        }
        if len(there) > 1:
            shown = [
                target.legacy_id
                if is_stand_in(target.sellsy_id)
                else f"{target.legacy_id} = {target.sellsy_id}"
                for target in there.values()
            ]
            column = self.headers.get(MERGED_IDS)
            self.problems.append(
                Problem("merged-several", self.record.row, column, params={"records": shown})
            )
            return
        for target in there.values():
            self.take("", target, fates.get(target.legacy_id))

    def leave_out(self, prefix: str, ids: Sequence[str]) -> None:
        """Leave out a link whose ids name nothing that was ever imported, with a warning."""
        self._left_out.append(f"{prefix}_{LEGACY_ID}")
        shown = ", ".join(ids)
        self.problems.append(
            Problem("parent-left-out", self.record.row, self.header(prefix), shown, severity=Severity.WARNING)
        )

    def drop_links(self, one_of: Sequence[str], *, but: Collection[str]) -> None:
        """Drop the columns of alternative links when an id already names the link."""
        prefixes = [attribute.removesuffix(f"_{LEGACY_ID}") for attribute in one_of]
        if any(prefix in but for prefix in prefixes):
            others = tuple(f"{prefix}_" for prefix in prefixes if prefix not in but)
            self._left_out += [name for name in self.record.values if name.startswith(others)]

    def named(self) -> Record:
        """Return the record with the ids in it."""
        values = {name: value for name, value in self.record.values.items() if name not in self._left_out}
        for prefix, targets in self._found.items():
            for attribute, group in self._attributes(prefix, targets).items():
                self._put(values, prefix, attribute, group)
        own = self._found.get("", ())
        mapped = (
            any(target.variant == self.record.variant for target in own)
            and self.record.values.get("id") is None
        )
        return replace(
            self.record, values=values, mapped=mapped or self.record.mapped, unplaced=self.unplaced
        )

    def _attributes(self, prefix: str, targets: Sequence[Known]) -> dict[str, list[Known]]:
        """Return targets by the attribute that names each: a contact's client may be a company or an individual."""
        by_attribute: dict[str, list[Known]] = defaultdict(list)
        for target in targets:
            kind = target.variant if prefix and target.variant in self.entity.links else prefix
            by_attribute[f"{kind}_id" if kind else "id"].append(target)
        return by_attribute

    def _put(
        self, values: dict[str, JsonValue], prefix: str, attribute: str, targets: Sequence[Known]
    ) -> None:
        listed = self.entity.lists.get(attribute.removesuffix("_id"))
        ids = list(dict.fromkeys(target.sellsy_id for target in targets))
        if listed is not None and (len(ids) > 1 or attribute not in self.entity.by_attribute()):
            current = values.get(listed)
            stated = current if isinstance(current, list) else []
            values[listed] = list(dict.fromkeys([*stated, *map(str, ids)]))
            return
        if len(ids) > 1:
            columns = [self.header(prefix)]
            self.problems.append(
                Problem("links-several", self.record.row, columns[0], params={"columns": columns})
            )
            return
        said_id = values.get(attribute)
        if said_id is not None and said_id != ids[0]:
            params = {"known": ids[0], "said": said_id}
            legacy_id = targets[0].legacy_id
            self.problems.append(
                Problem("legacy-contradicts", self.record.row, self.header(prefix), legacy_id, params)
            )
            return
        values[attribute] = ids[0]
        if prefix == THIRD:
            values["third_kind"] = targets[0].variant

    def header(self, prefix: str) -> str | None:
        """Return the user's header of the ids of a prefix."""
        return self.headers.get(f"{prefix}_{LEGACY_ID}" if prefix else LEGACY_ID)


def merged_of(record: Record) -> list[str]:
    """Return the ids of the records that the other system merged into the record of a row."""
    listed = record.values.get(MERGED_IDS)
    return [str(item) for item in listed] if isinstance(listed, list) else []


@dataclass(slots=True)
class MergedIds:
    """The merged ids that the rows of a file state, each with the first row that states it and that row's own id."""

    _first: dict[str, tuple[str, int]] = field(default_factory=dict)

    def twice(self, records: Iterable[Record], column: str | None) -> Iterator[Problem]:
        """Yield a problem for each row that states a merged id of an earlier row of another record."""
        for record in records:
            own = str(record.values.get(LEGACY_ID) or record.row)
            for legacy_id in merged_of(record):
                other, first = self._first.setdefault(legacy_id, (own, record.row))
                if other != own:
                    yield Problem("merged-twice", record.row, column, legacy_id, {"first": first})


_KEYS = ("name", "siret", "siren", "reference", "email")
"""What tells two records apart whose rows state one old id."""


@dataclass(slots=True)
class OwnIds:
    """The ids of the rows of a file, each with the first row that states it and what that row's record is known by."""

    _rows: dict[str, int] = field(default_factory=dict)
    _keys: dict[str, dict[str, JsonValue]] = field(default_factory=dict)

    def twice(self, checked: Checked, column: str | None, *, people: bool) -> Iterator[Problem]:
        """Yield a problem for each row whose id an earlier row has; with `people`, unless both are one record."""
        records = {record.row: record for record in checked.records} if people else {}
        for row, legacy_id in checked.legacy_ids.items():
            first = self._rows.setdefault(legacy_id, row)
            same = people and self._is_same(legacy_id, records.get(row))
            if first != row and not same:
                yield Problem("legacy-id-twice", row, column, legacy_id, {"first": first})

    def _is_same(self, legacy_id: str, record: Record | None) -> bool:
        """Tell whether a row has the kind and the keys of the earlier rows of its id, as far as both state them."""
        if record is None:
            return True
        keys: dict[str, JsonValue] = {"kind": record.variant}
        keys |= {key: record.values[key] for key in _KEYS if record.values.get(key) is not None}
        known = self._keys.setdefault(legacy_id, keys)
        same = all(known.get(key, value) == value for key, value in keys.items())
        if same:
            known |= keys
        return same


def go_round(problems: Sequence[Problem]) -> bool:
    """Return whether the only problem of a row is that the record it is linked to waits too."""
    return all(problem.code == _CIRCLE for problem in problems)


def not_imported(row: int, column: str | None, legacy_id: str, fate: RowEnding | None) -> Problem:
    """Return the problem of a row whose linked record is not in Sellsy; `fate` is how the row of that record ended."""
    if fate is None:
        return Problem("parent-unknown", row, column, legacy_id)
    if fate.outcome is None:
        return Problem(_CIRCLE, row, column, legacy_id, place_of(fate))
    params = {**place_of(fate), "reason": _reason(fate), **(first := _first(fate))}
    return Problem(BELOW if first else REJECTED, row, column, legacy_id, params)


def place_of(fate: RowEnding) -> dict[str, object]:
    """Return where the row of a parent is."""
    return {"run": fate.run_id, "file": fate.source or "-", "line": fate.row}


def _why(fate: RowEnding) -> Problem | None:
    """Return the problem that kept a row out: its first error, else its last problem (repairs come first)."""
    errors = [problem for problem in fate.problems if problem.severity is Severity.ERROR]
    return next(iter(errors or fate.problems[-1:]), None)


def _reason(fate: RowEnding) -> object:
    """Return why a parent is missing: its own problem, or that of the first parent above it."""
    why = _why(fate)
    if why is None:
        outcome = str(fate.outcome or Outcome.UNKNOWN)
        return {lang: outcome_text(outcome, lang=lang) for lang in LANGS}
    if why.code in (REJECTED, BELOW):
        return why.params["reason"]
    return why.as_reason()


def _first(fate: RowEnding) -> dict[str, object]:
    """Return which row above a parent must be corrected first; nothing when it is the parent itself."""
    why = _why(fate)
    if why is None or why.code not in (REJECTED, BELOW):
        return {}
    if why.code == REJECTED:
        return {"first": why.value, "first_line": why.params["line"], "first_file": why.params["file"]}
    return {name: why.params[name] for name in ("first", "first_line", "first_file")}
