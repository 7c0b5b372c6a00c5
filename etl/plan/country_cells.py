"""Read the cells that need a country which their row leaves open: the record's own, or the default for a new record.

When a row states no country, a cell that is read by country (a postal code, a national phone number, a VAT number
without its prefix) stays as it was typed until the record of the row is known. A stored value that equals the typed
text is left alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.account.snapshots import COUNTRY_EMBEDS
from etl.codecs import UNSTATED, Options
from etl.core.json_paths import dig
from etl.core.record import PERSON, Record, Snapshot
from etl.core.results import JsonValue, Problem, Severity
from etl.entities import Column, Entity
from etl.entities.address import ADDRESSES, STATES
from etl.matching.known_records import RowForm
from etl.plan.addresses import Address, match_addresses, stated_addresses
from etl.plan.writes import same, same_text
from etl.source.spared import left_out

Document = Mapping[str, JsonValue]

_POSTAL_CODE = "postal_code"

_RESOURCES = {**dict.fromkeys(ADDRESSES, "address"), PERSON: PERSON}
"""Part of a row -> the resource that its columns' paths belong to; the record itself has its variant's."""


def leaves_open(record: Record, entity: type[Entity]) -> bool:
    """Return whether a row states a phone or VAT number that only the record's country says how to read."""
    return any(
        record.values.get(column.hint or "") is None
        and (value := record.values.get(column.attribute)) is not None
        and not str(value).startswith("+")
        for column in entity.read_by_country()
    )


@dataclass(slots=True)
class WithCountry:
    """A row whose cells are all read, and the problems of those that could not be."""

    record: Record
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the row cannot be sent."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class CountryCells:
    """Reads what rows leave open; `options` has the default country."""

    form: RowForm
    options: Options

    @property
    def entity(self) -> type[Entity]:
        """The kind of the records."""
        return self.form.entity

    @property
    def headers(self) -> Mapping[str, str]:
        """The user's headers, by attribute."""
        return self.form.headers

    def completed(
        self, record: Record, snapshot: Snapshot | None, person: Document | None = None
    ) -> WithCountry:
        """Return a row with every cell read, given the current state of its record and of its contact person."""
        done = WithCountry(record)
        if record.literal:
            self._typed(done, snapshot, person or {})
        values = dict(done.record.values)
        main = self._addresses(done, values, snapshot)
        stated = record.values.get("main.country")
        if stated is None or record.literal:
            country = stated or _country_of(snapshot) or main or self.options.country
            current = self._current(record, snapshot, person or {})
            self._numbers(done, values, str(country), current)
        if record.literal:
            self._disagreements(done, values, snapshot)
        done.record = replace(record, values=values)
        return done

    def _addresses(
        self, done: WithCountry, values: dict[str, JsonValue], snapshot: Snapshot | None
    ) -> JsonValue:
        """Read the postal codes of a row, give its new addresses a country, and return that of its main one."""
        current = (snapshot.addresses or ()) if snapshot else ()
        parts = {part: cells for part in ADDRESSES if (cells := done.record.part(part))}
        main: JsonValue = None
        met: list[tuple[Address, Document | None]] = []
        for address, document in match_addresses(stated_addresses(parts), current):
            twice = any(
                document is earlier and not address.agrees(other)
                for other, earlier in met
                if earlier is not None
            )
            met.append((address, document))
            if twice or (document is None and address.id is not None and not address.clears):
                code = "address-twice" if twice else "address-unknown"
                header, shown = self.headers.get(f"{address.part}.id"), str(address.id)
                done.problems.append(Problem(code, done.record.row, header, shown))
            if address.clears:
                continue
            country = self._postal_code(done, values, address, document)
            main = country if address.part == "main" else main
        self._alone(done, current)
        return main

    def _alone(self, done: WithCountry, current: Sequence[Document]) -> None:
        """Warn about a country that is not written because the row states nothing else of that address.

        No warning for the country of the record's address, or for the default when it has none.
        """
        aside = replace(done.record, values=done.record.aside)
        parts = {part: cells for part in ADDRESSES if (cells := aside.part(part))}
        for address, document in match_addresses(stated_addresses(parts), current):
            countries = [existing.get("country_code") for existing in ([document] if document else current)]
            stated, code = address.fields["country_code"], "country-alone"
            if not countries:
                countries, code = [self.options.country], "country-alone-new"
            if stated not in countries:
                header = self.headers.get(f"{address.part}.country")
                params = {"country": countries[0]}
                done.problems.append(
                    Problem(code, done.record.row, header, str(stated), params, Severity.WARNING)
                )

    def _postal_code(
        self, done: WithCountry, values: dict[str, JsonValue], address: Address, document: Document | None
    ) -> JsonValue:
        stated = values.get(f"{address.part}.country")
        country = stated or (document.get("country_code") if document else self.options.country)
        if stated is None and document is None:
            values[f"{address.part}.country"] = country
        attribute = f"{address.part}.{_POSTAL_CODE}"
        typed = values.get(attribute)
        if typed is not None and not (document and _stands(document, typed, stated)):
            values[attribute] = self._read(done, attribute, str(country or UNSTATED))
            if values[attribute] is None and attribute in self.form.droppable:
                self._drop(done, values, address.part)
                return country
            if stated is None and document is not None:
                _of_record(done, self.headers.get(attribute), country)
        return country

    def _drop(self, done: WithCountry, values: dict[str, JsonValue], part: str) -> None:
        """Leave out an address whose postal code cannot be read; a row with its record's id keeps the rest of it."""
        if done.record.literal:
            del values[f"{part}.{_POSTAL_CODE}"]
            return
        shown = ", ".join(
            str(value) for name in STATES if (value := done.record.values.get(f"{part}.{name}"))
        )
        header = self.headers.get(f"{part}.{_POSTAL_CODE}")
        for name in [name for name in values if name.startswith(f"{part}.")]:
            del values[name]
        done.problems.append(
            Problem("address-left-out", done.record.row, header, shown, severity=Severity.WARNING)
        )

    def _numbers(
        self, done: WithCountry, values: dict[str, JsonValue], country: str, current: Mapping[str, JsonValue]
    ) -> None:
        for column in self.entity.read_by_country():
            typed = values.get(column.attribute)
            if typed is None or same_text(current.get(column.attribute), typed):
                continue
            values[column.attribute] = self._read(done, column.attribute, country)
            if values[column.attribute] is None:
                del values[column.attribute]
        changed = any(
            values.get(c.attribute) != done.record.values.get(c.attribute)
            for c in self.entity.read_by_country()
        )
        if changed and not done.record.literal and not done.refused:
            self._disagree(done, values, self.entity.disagreements(values))

    def _disagree(
        self, done: WithCountry, values: Mapping[str, JsonValue], wrong: Iterable[tuple[str, str]]
    ) -> None:
        for code, attribute in wrong:
            params = {"needed": self.headers.get(attribute, attribute)}
            header, shown = self.headers.get(attribute), str(values.get(attribute))
            done.problems.append(Problem(code, done.record.row, header, shown, params))

    def _disagreements(
        self, done: WithCountry, values: Mapping[str, JsonValue], snapshot: Snapshot | None
    ) -> None:
        """Refuse contradicting columns of a row that has its record's id, when it changes one of them."""
        if done.refused:
            return
        document = snapshot.document if snapshot else {}
        wrong = [
            (code, attribute)
            for code, attribute in self.entity.disagreements(values)
            if any(
                self._changes(name, done.record.variant, values, document)
                for name in self.entity.agreeing[code]
            )
        ]
        self._disagree(done, values, wrong)

    def _changes(
        self, attribute: str, variant: str, values: Mapping[str, JsonValue], document: Document
    ) -> bool:
        column = self.entity.column(attribute)
        path = column.paths.get(variant)
        stated = attribute in values and path is not None
        return stated and not same(column.codec, dig(document, str(path)), values[attribute])

    def _typed(self, done: WithCountry, snapshot: Snapshot | None, person: Document) -> None:
        """Check the cells of a row that has its record's id; they may be the stored values, valid or not.

        An invalid cell is accepted only when it is the record's own value, word for word.
        """
        record = done.record
        values = dict(record.values)
        current = (snapshot.addresses or ()) if snapshot else ()
        parts = {part: cells for part in ADDRESSES if (cells := record.part(part))}
        documents: dict[str, Document] = {
            address.part: match or {} for address, match in match_addresses(stated_addresses(parts), current)
        }
        documents |= {"": snapshot.document if snapshot else {}, PERSON: person}
        for column in self.entity.columns:
            typed = values.get(column.attribute)
            if not isinstance(typed, str) or column.hint is not None or not column.holds_text:
                continue
            path = column.paths.get(_RESOURCES.get(column.part, record.variant))
            own = dig(documents.get(column.part, {}), path) if path else None
            if own == typed:
                continue
            problems = self._wrong(column, typed, record.row)
            if problems and same_text(own, typed):
                values[column.attribute] = own
            else:
                done.problems += problems
        done.record = replace(record, values=values)

    def _wrong(self, column: Column, typed: str, row: int) -> list[Problem]:
        """Return the problems of a text in a column."""
        options = replace(self.options, literal=True)
        header = self.headers.get(column.attribute)
        return [
            Problem(problem.code, row, header, typed, problem.params)
            for problem in column.codec.decode([typed], options=options).problems
            if problem.severity is Severity.ERROR
        ]

    def _current(self, record: Record, snapshot: Snapshot | None, person: Document) -> dict[str, JsonValue]:
        """Return the stored values, letter by letter, of the columns that are read by country."""
        own = snapshot.document if snapshot else {}
        return {
            column.attribute: dig(person, column.paths[PERSON])
            if column.part == PERSON
            else dig(own, column.paths[record.variant])
            for column in self.entity.read_by_country()
            if column.attribute in record.values and (column.part or record.variant in column.paths)
        }

    def _read(self, done: WithCountry, attribute: str, country: str) -> JsonValue:
        """Read a cell by a country; errors and repairs are added to the row's problems."""
        typed = done.record.values[attribute]
        codec = self.entity.column(attribute).codec
        decoded = codec.decode([typed], options=self.options, hints=[country])  # type: ignore[list-item] # text
        header, value = self.headers.get(attribute), decoded.values[0]
        for problem in decoded.problems:
            proposed = problem.proposed if attribute in self.form.whole and not done.record.literal else None
            wrong = Problem(
                problem.code,
                done.record.row,
                header,
                str(typed),
                problem.params,
                problem.severity,
                proposed,
            )
            is_dropped = wrong.severity is Severity.ERROR and attribute in self.form.droppable
            done.problems.append(left_out(wrong) if is_dropped else wrong)
        if isinstance(value, str) and not self.entity.column(attribute).fits(value):
            low, high = self.entity.column(attribute).length
            short = len(value) < (low or 0)
            params = {"length": len(value), "limit": low if short else high}
            code = "text-too-short" if short else "text-too-long"
            done.problems.append(Problem(code, done.record.row, header, str(typed), params))
        return value


def _stands(document: Document, typed: JsonValue, country: JsonValue) -> bool:
    """Return whether an address of the record has the postal code as typed, in the country that the row states."""
    return same_text(document.get(_POSTAL_CODE), typed) and country in (None, document.get("country_code"))


def _of_record(done: WithCountry, header: str | None, country: JsonValue) -> None:
    """Refuse a postal code that does not fit the country, and say that the country is the record's."""
    for at, problem in enumerate(done.problems):
        if problem.code == "postal-code-country" and problem.column == header:
            params = {"country": country, "wanted": problem.value, "held": country}
            done.problems[at] = replace(problem, code="postal-code-record", params=params)


def _country_of(snapshot: Snapshot | None) -> JsonValue:
    """Return the country of a record: of its invoicing address, its delivery address, or the only one it has."""
    if snapshot is None:
        return None
    embed = snapshot.document.get("_embed")
    brought = [embed.get(name) for name in COUNTRY_EMBEDS] if isinstance(embed, dict) else []
    embedded: list[Document] = [item for item in brought if isinstance(item, dict)]
    addresses = [
        address for address in (*embedded, *(snapshot.addresses or ())) if address.get("country_code")
    ]
    addresses.sort(
        key=lambda address: (not address.get("is_invoicing_address"), not address.get("is_delivery_address"))
    )
    return addresses[0]["country_code"] if addresses else None
