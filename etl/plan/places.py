"""The country of what a row leaves open: that of the record's own address, the default for a new one.

A cell that is read by a country (a postal code, a national phone number, a VAT number without its prefix) stays as it
was typed where its row states none, until it is known which record the row is. What a record already holds as it was
typed is left alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.account.snapshots import COUNTRY_EMBEDS
from etl.codecs import UNSTATED, Options
from etl.core.json_paths import dig
from etl.core.record import PERSON, Record, Snapshot
from etl.core.results import JsonValue, Problem, Severity
from etl.entities import Column, Entity
from etl.entities.address import ADDRESSES
from etl.plan.addresses import Address, match_addresses, stated_addresses
from etl.plan.writes import same, same_text

Document = Mapping[str, JsonValue]

_POSTAL_CODE = "postal_code"

_RESOURCES = {**dict.fromkeys(ADDRESSES, "address"), PERSON: PERSON}
"""Part of a row -> the resource that its columns' paths belong to; the record itself has its variant's."""


def leaves_open(record: Record, entity: type[Entity]) -> bool:
    """Tell whether a row states a phone or VAT number that only the record's country may tell how to read."""
    return any(
        record.values.get(column.hint or "") is None
        and (value := record.values.get(column.attribute)) is not None
        and not str(value).startswith("+")
        for column in entity.read_by_country()
    )


@dataclass(slots=True)
class Placed:
    """A row whose cells are all read, or what is wrong with them."""

    record: Record
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the row cannot be sent."""
        return any(one.severity is Severity.ERROR for one in self.problems)


@dataclass(frozen=True, slots=True)
class Places:
    """Reads what rows left open; `options` hold the default country."""

    entity: type[Entity]
    headers: Mapping[str, str]
    options: Options

    def placed(self, record: Record, snapshot: Snapshot | None, person: Document | None = None) -> Placed:
        """Return a row with every cell read, by what Sellsy holds of its record and of its contact person."""
        done = Placed(record)
        if record.literal:
            self._typed(done, snapshot, person or {})
        values = dict(done.record.values)
        main = self._addresses(done, values, snapshot)
        said = record.values.get("main.country")
        if said is None or record.literal:
            country = said or _country_of(snapshot) or main or self.options.country
            held = self._held(record, snapshot, person or {})
            self._numbers(done, values, str(country), held)
        if record.literal:
            self._disagreements(done, values, snapshot)
        done.record = replace(record, values=values)
        return done

    def _addresses(self, done: Placed, values: dict[str, JsonValue], snapshot: Snapshot | None) -> JsonValue:
        """Read the postal codes of a row, give its new addresses a country, and return that of its main one."""
        current = (snapshot.addresses or ()) if snapshot else ()
        parts = {part: found for part in ADDRESSES if (found := done.record.part(part))}
        main: JsonValue = None
        met: list[tuple[Address, Document | None]] = []
        for address, held in match_addresses(stated_addresses(parts), current):
            twice = any(held is one and not address.agrees(other) for other, one in met if one is not None)
            met.append((address, held))
            if twice or (held is None and address.id is not None and not address.clears):
                code = "address-twice" if twice else "address-unknown"
                header, shown = self.headers.get(f"{address.part}.id"), str(address.id)
                done.problems.append(Problem(code, done.record.row, header, shown))
            if address.clears:
                continue
            country = self._postal_code(done, values, address, held)
            main = country if address.part == "main" else main
        self._alone(done, current)
        return main

    def _alone(self, done: Placed, current: Sequence[Document]) -> None:
        """Say which country of a row is not written, the row saying nothing else of the address it would change.

        That of the record's address needs no word, nor, where there is none, the default.
        """
        aside = replace(done.record, values=done.record.aside)
        parts = {part: found for part in ADDRESSES if (found := aside.part(part))}
        for address, held in match_addresses(stated_addresses(parts), current):
            countries = [one.get("country_code") for one in ([held] if held else current)]
            said, code = address.fields["country_code"], "country-alone"
            if not countries:
                countries, code = [self.options.country], "country-alone-new"
            if said not in countries:
                header = self.headers.get(f"{address.part}.country")
                params = {"country": countries[0]}
                done.problems.append(
                    Problem(code, done.record.row, header, str(said), params, Severity.WARNING)
                )

    def _postal_code(
        self, done: Placed, values: dict[str, JsonValue], address: Address, held: Document | None
    ) -> JsonValue:
        said = values.get(f"{address.part}.country")
        country = said or (held.get("country_code") if held else self.options.country)
        if said is None and held is None:
            values[f"{address.part}.country"] = country
        attribute = f"{address.part}.{_POSTAL_CODE}"
        typed = values.get(attribute)
        if typed is not None and not (held and _stands(held, typed, said)):
            values[attribute] = self._read(done, attribute, str(country or UNSTATED))
            if said is None and held is not None:
                _of_record(done, self.headers.get(attribute), country)
        return country

    def _numbers(
        self, done: Placed, values: dict[str, JsonValue], country: str, held: Mapping[str, JsonValue]
    ) -> None:
        for column in self.entity.read_by_country():
            typed = values.get(column.attribute)
            if typed is None or same_text(held.get(column.attribute), typed):
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
        self, done: Placed, values: Mapping[str, JsonValue], wrong: Iterable[tuple[str, str]]
    ) -> None:
        for code, attribute in wrong:
            params = {"needed": self.headers.get(attribute, attribute)}
            header, shown = self.headers.get(attribute), str(values.get(attribute))
            done.problems.append(Problem(code, done.record.row, header, shown, params))

    def _disagreements(
        self, done: Placed, values: Mapping[str, JsonValue], snapshot: Snapshot | None
    ) -> None:
        """Refuse columns of a row with its record's id that contradict each other, where it changes one of them."""
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

    def _typed(self, done: Placed, snapshot: Snapshot | None, person: Document) -> None:
        """Judge the cells of a row with its record's id that may be what Sellsy holds, be it right or not.

        What no rule lets through is the record's own value, word for word, or refused.
        """
        record = done.record
        values = dict(record.values)
        current = (snapshot.addresses or ()) if snapshot else ()
        parts = {part: found for part in ADDRESSES if (found := record.part(part))}
        held: dict[str, Document] = {
            address.part: match or {} for address, match in match_addresses(stated_addresses(parts), current)
        }
        held |= {"": snapshot.document if snapshot else {}, PERSON: person}
        for column in self.entity.columns:
            typed = values.get(column.attribute)
            if not isinstance(typed, str) or column.hint is not None or not column.holds_text:
                continue
            path = column.paths.get(_RESOURCES.get(column.part, record.variant))
            own = dig(held.get(column.part, {}), path) if path else None
            if own == typed:
                continue
            problems = self._wrong(column, typed, record.row)
            if problems and same_text(own, typed):
                values[column.attribute] = own
            else:
                done.problems += problems
        done.record = replace(record, values=values)

    def _wrong(self, column: Column, typed: str, row: int) -> list[Problem]:
        """Return what keeps a text out of a column."""
        options = replace(self.options, literal=True)
        header = self.headers.get(column.attribute)
        return [
            Problem(one.code, row, header, typed, one.params)
            for one in column.codec.decode([typed], options=options).problems
            if one.severity is Severity.ERROR
        ]

    def _held(self, record: Record, snapshot: Snapshot | None, person: Document) -> dict[str, JsonValue]:
        """Return what Sellsy holds, letter by letter, of the columns that are read by a country."""
        own = snapshot.document if snapshot else {}
        return {
            column.attribute: dig(person, column.paths[PERSON])
            if column.part == PERSON
            else dig(own, column.paths[record.variant])
            for column in self.entity.read_by_country()
            if column.attribute in record.values and (column.part or record.variant in column.paths)
        }

    def _read(self, done: Placed, attribute: str, country: str) -> JsonValue:
        """Read a cell by a country; what is wrong or mended is added to the row's problems."""
        typed = done.record.values[attribute]
        codec = self.entity.column(attribute).codec
        decoded = codec.decode([typed], options=self.options, hints=[country])  # type: ignore[list-item] # text
        header = self.headers.get(attribute)
        done.problems += [
            Problem(one.code, done.record.row, header, str(typed), one.params, one.severity)
            for one in decoded.problems
        ]
        value = decoded.values[0]
        if isinstance(value, str) and not self.entity.column(attribute).fits(value):
            low, high = self.entity.column(attribute).length
            short = len(value) < (low or 0)
            params = {"length": len(value), "limit": low if short else high}
            code = "text-too-short" if short else "text-too-long"
            done.problems.append(Problem(code, done.record.row, header, str(typed), params))
        return value


def _stands(held: Document, typed: JsonValue, country: JsonValue) -> bool:
    """Tell whether an address of the record has the very postal code that was typed, in the country the row states."""
    return same_text(held.get(_POSTAL_CODE), typed) and country in (None, held.get("country_code"))


def _of_record(done: Placed, header: str | None, country: JsonValue) -> None:
    """Refuse a postal code that does not fit the country of the record, and say that it is the record's."""
    for at, one in enumerate(done.problems):
        if one.code == "postal-code-country" and one.column == header:
            params = {"country": country, "wanted": one.value, "held": country}
            done.problems[at] = replace(one, code="postal-code-record", params=params)


def _country_of(snapshot: Snapshot | None) -> JsonValue:
    """Return the country of a record: of its invoicing address, its delivery address, or the only one it has."""
    if snapshot is None:
        return None
    embed = snapshot.document.get("_embed")
    brought = [embed.get(name) for name in COUNTRY_EMBEDS] if isinstance(embed, dict) else []
    held: list[Document] = [one for one in brought if isinstance(one, dict)]
    addresses = [one for one in (*held, *(snapshot.addresses or ())) if one.get("country_code")]
    addresses.sort(key=lambda one: (not one.get("is_invoicing_address"), not one.get("is_delivery_address")))
    return addresses[0]["country_code"] if addresses else None
