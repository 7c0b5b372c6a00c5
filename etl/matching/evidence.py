"""Evidence that a row is a record of the same name: phone, postal code, web domain, a contact's company."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from phonenumbers import MatchType, is_number_match

from etl.account.snapshots import COUNTRY_EMBEDS, Needs, Parts, read_parts
from etl.core.json_paths import dig
from etl.core.record import PERSON, Record
from etl.core.results import JsonValue
from etl.entities.address import ADDRESSES
from etl.entities.base.resource import COMPANIES, RESOURCES
from etl.matching.directory import Directory
from etl.matching.document_keys import Document
from etl.matching.match_keys import digits_of, mailed, norm
from etl.matching.near_duplicates import FREE
from etl.sellsy import Sellsy

_PHONES = ("phone_number", "mobile_number")
EVIDENT = (*_PHONES, "email", "website")
"""Fields of a record that serve as evidence."""

_FLAGS = {"invoicing_address": "is_invoicing_address", "delivery_address": "is_delivery_address"}
"""Embedded address -> the flag of its role in the list of addresses."""


def is_weighed(variant: str) -> bool:
    """Tell whether evidence is weighed: records of some variants may share a name, others differ by their links."""
    return RESOURCES[variant].reachable


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence for and against a match; a field missing on either side is neither.

    `address`: the row has the id of an address of the record. `moved`: both have postal codes, and none in common.
    """

    address: bool = False
    phone: bool = False
    place: bool = False
    moved: bool = False
    domain: bool = False
    company: bool = False


def weigh(record: Record, directory: Directory, document: Document, company: int | None) -> Evidence:
    """Compare a row and a record; `company` is the one that a contact's row names."""
    ours, theirs = postal_codes_of(record), places_of(directory, document)
    return Evidence(
        address=bool(_address_ids(record) & records_around(directory, document, "addresses")),
        phone=_same_phone(record.values, document),
        place=bool(ours & theirs),
        moved=bool(ours and theirs) and not ours & theirs,
        domain=bool(_domains(record.values) & _domains(document)),
        company=company is not None and company in records_around(directory, document, COMPANIES),
    )


def places_of(directory: Directory, document: Document) -> set[str]:
    """Return the postal codes of a record in the state in which the rows of the file leave it."""
    record_id = int(str(document["id"]))
    around, written = directory.around.get(record_id, {}), directory.written.get(record_id)
    codes = _places(document, around)
    if written is None or written.postal_codes <= codes:
        return codes
    return _places(document, around, but=written.replaced) | written.postal_codes


def records_around(directory: Directory, document: Document, part: str) -> set[int]:
    """Return the ids in a linked part of a record, in the state in which the rows of the file leave it."""
    record_id = int(str(document["id"]))
    listed = directory.around.get(record_id, {}).get(part, ())
    ids = {int(str(linked["id"])) for linked in listed if "id" in linked}
    written = directory.written.get(record_id)
    return ids | written.companies if written is not None and part == COMPANIES else ids


def postal_codes_of(record: Record) -> set[str]:
    """Return the postal codes of a row in comparable form."""
    return _codes(record.values.get(f"{part}.postal_code") for part in ADDRESSES)


def read_evidence(
    sellsy: Sellsy,
    directory: Directory,
    asked: Iterable[tuple[Record, Sequence[Document], int | None]],
    *,
    batch_size: int,
) -> None:
    """Read the addresses and companies of candidate records where the embedded data does not decide.

    `asked` are rows, the candidates of each, and the company that a contact's row names.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    for part, needs in (("addresses", Needs(addresses=True)), (COMPANIES, Needs(companies=True))):
        wanted = {
            int(str(document["id"])): document
            for record, documents, company in asked
            for document in documents
            if _tells(part, record, document, company)
        }
        unread = {
            key: document for key, document in wanted.items() if part not in directory.around.get(key, {})
        }
        records = [(directory.resource.path, document) for document in unread.values()]
        read = read_parts(sellsy, records, needs, batch_size=batch_size, skip_gone=True)
        for key, parts in zip(unread, read, strict=True):
            directory.around.setdefault(key, {})[part] = (parts or {}).get(part, ())


def _tells(part: str, record: Record, document: Document, company: int | None) -> bool:
    """Tell whether an unread part of a record may decide whether a row is that record."""
    if part == COMPANIES:
        return record.variant == PERSON and company is not None
    ours = postal_codes_of(record)
    return bool(_address_ids(record)) or (bool(ours) and not ours & _places(document, {}))


def _address_ids(record: Record) -> set[int]:
    """Return the address ids of a row; each belongs to a single record."""
    ids = (record.values.get(f"{part}.id") for part in ADDRESSES)
    return {int(str(address_id)) for address_id in ids if address_id is not None}


def _places(document: Document, around: Parts, *, but: Collection[str] = ()) -> set[str]:
    """Return the postal codes of a record, from embedded addresses and those that were read.

    Addresses with a role in `but` do not count, even if they have another role too.
    """
    along = {
        name: address
        for name in COUNTRY_EMBEDS
        if isinstance(address := dig(document, f"_embed.{name}"), dict)
    }
    read = around.get("addresses", ())
    left = {address.get("id") for name, address in along.items() if name in but}
    left |= {address.get("id") for address in read if any(address.get(_FLAGS[name]) for name in but)}
    return _codes(
        address.get("postal_code") for address in (*along.values(), *read) if address.get("id") not in left
    )


def _codes(values: Iterable[JsonValue]) -> set[str]:
    """Return postal codes in comparable form: without spaces and leading zeros."""
    codes = (norm(value).replace(" ", "") for value in values if value is not None)
    return {digits_of(code) or code for code in codes if code}


def _same_phone(ours: Mapping[str, JsonValue], theirs: Document) -> bool:
    return any(
        is_number_match(phone, other) in (MatchType.NSN_MATCH, MatchType.EXACT_MATCH)
        for phone in _texts(ours, _PHONES)
        for other in _texts(theirs, _PHONES)
    )


def _domains(values: Mapping[str, JsonValue]) -> set[str]:
    """Return the web domains of an e-mail and a website, without public mail providers."""
    domains = {mailed(email).rpartition("@")[2] for email in _texts(values, ("email",)) if "@" in email}
    for site in _texts(values, ("website",)):
        domains.add((urlsplit(site if "//" in site else f"//{site}").hostname or "").removeprefix("www."))
    return domains - FREE - {""}


def _texts(values: Mapping[str, JsonValue], names: Iterable[str]) -> Iterator[str]:
    yield from (str(values[name]) for name in names if values.get(name))
