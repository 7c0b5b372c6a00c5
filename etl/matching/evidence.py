"""What a row and a record of its name have in common besides: phone, postal code, web domain, a contact's company."""

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
"""Fields of a record that are evidence of which one a row is."""

_FLAGS = {"invoicing_address": "is_invoicing_address", "delivery_address": "is_delivery_address"}
"""Embedded address -> the role that it has among the addresses of a record."""


def is_weighed(variant: str) -> bool:
    """Tell whether several records may share a name; of other variants, name and linked record say which is meant."""
    return RESOURCES[variant].reachable


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a record being a row's, and against it; a thing that one of them does not state does neither.

    `address` tells that the row carries the id of an address of the record, `moved` that both have postal codes, of
    which none is the same.
    """

    address: bool = False
    phone: bool = False
    place: bool = False
    moved: bool = False
    domain: bool = False
    company: bool = False


def weigh(record: Record, directory: Directory, document: Document, company: int | None) -> Evidence:
    """Return what a row and a record have in common; `company` is the one that a contact's row names."""
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
    """Return the postal codes of a record, as the rows of the file leave it."""
    record_id = int(str(document["id"]))
    around, written = directory.around.get(record_id, {}), directory.written.get(record_id)
    held = _places(document, around)
    if written is None or written.postal_codes <= held:
        return held
    return _places(document, around, but=written.replaced) | written.postal_codes


def records_around(directory: Directory, document: Document, part: str) -> set[int]:
    """Return the ids of what hangs on a record, as the rows of the file leave it."""
    record_id = int(str(document["id"]))
    listed = directory.around.get(record_id, {}).get(part, ())
    found = {int(str(one["id"])) for one in listed if "id" in one}
    written = directory.written.get(record_id)
    return found | written.companies if written is not None and part == COMPANIES else found


def postal_codes_of(record: Record) -> set[str]:
    """Return the postal codes that a row states, as they are compared."""
    return _codes(record.values.get(f"{part}.postal_code") for part in ADDRESSES)


def read_evidence(
    sellsy: Sellsy,
    directory: Directory,
    asked: Iterable[tuple[Record, Sequence[Document], int | None]],
    *,
    batch_size: int,
) -> None:
    """Read the addresses and companies of records that rows may be, where what came along does not tell.

    `asked` are rows, the records that each may be, and the company that a contact's row names.

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
        unread = {key: one for key, one in wanted.items() if part not in directory.around.get(key, {})}
        records = [(directory.resource.path, document) for document in unread.values()]
        found = read_parts(sellsy, records, needs, batch_size=batch_size, skip_gone=True)
        for key, parts in zip(unread, found, strict=True):
            directory.around.setdefault(key, {})[part] = (parts or {}).get(part, ())


def _tells(part: str, record: Record, document: Document, company: int | None) -> bool:
    """Tell whether a part of a record, which is not known yet, may say whether a row is that record."""
    if part == COMPANIES:
        return record.variant == PERSON and company is not None
    ours = postal_codes_of(record)
    return bool(_address_ids(record)) or (bool(ours) and not ours & _places(document, {}))


def _address_ids(record: Record) -> set[int]:
    """Return the ids of addresses that a row carries: each is of one record."""
    said = (record.values.get(f"{part}.id") for part in ADDRESSES)
    return {int(str(one)) for one in said if one is not None}


def _places(document: Document, around: Parts, *, but: Collection[str] = ()) -> set[str]:
    """Return the postal codes of a record: of the addresses it brought along and those that were read.

    Those that have a role of `but`, and another too perhaps, do not count.
    """
    along = {name: one for name in COUNTRY_EMBEDS if isinstance(one := dig(document, f"_embed.{name}"), dict)}
    read = around.get("addresses", ())
    left = {one.get("id") for name, one in along.items() if name in but}
    left |= {one.get("id") for one in read if any(one.get(_FLAGS[name]) for name in but)}
    return _codes(one.get("postal_code") for one in (*along.values(), *read) if one.get("id") not in left)


def _codes(said: Iterable[JsonValue]) -> set[str]:
    """Return postal codes as they are compared: without spaces and lost zeros."""
    codes = (norm(one).replace(" ", "") for one in said if one is not None)
    return {digits_of(code) or code for code in codes if code}


def _same_phone(ours: Mapping[str, JsonValue], theirs: Document) -> bool:
    return any(
        is_number_match(one, other) in (MatchType.NSN_MATCH, MatchType.EXACT_MATCH)
        for one in _texts(ours, _PHONES)
        for other in _texts(theirs, _PHONES)
    )


def _domains(said: Mapping[str, JsonValue]) -> set[str]:
    """Return the web domains of an e-mail and a website, but for those that anybody may have an address at."""
    found = {mailed(one).rpartition("@")[2] for one in _texts(said, ("email",)) if "@" in one}
    for site in _texts(said, ("website",)):
        found.add((urlsplit(site if "//" in site else f"//{site}").hostname or "").removeprefix("www."))
    return found - FREE - {""}


def _texts(said: Mapping[str, JsonValue], names: Iterable[str]) -> Iterator[str]:
    yield from (str(said[name]) for name in names if said.get(name))
