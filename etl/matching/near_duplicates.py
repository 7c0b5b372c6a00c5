"""Near duplicates: rows that may be another row or a record of the account, by name, phone, e-mail domain or reference.

They are only reported, never merged. Rows are grouped in blocks by fingerprints and compared only with the first of
their block, so that work is linear in the number of rows; each row keeps four fingerprints and a line of text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from etl.codecs import fold
from etl.core.record import Record
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.resource import RESOURCES
from etl.matching.match_keys import ABSENT, FINGERPRINT, fingerprint
from etl.messages import Lang, text

if TYPE_CHECKING:
    from etl.sellsy import Sellsy

REASONS = ("name", "phone", "domain", "reference")

_MOST = 50
"""Rows beyond which a shared phone is a switchboard and a domain a provider, and no evidence."""

MOST_ROWS = 20_000
"""Rows up to which near duplicates are searched by default: beyond, they would slow down every check."""

_ALIKE = 80
"""Similarity of names (0-100) from which two contacts who share a phone or a domain may be the same."""

_FORMS = frozenset(
    [
        "sa",
        "sas",
        "sasu",
        "sarl",
        "eurl",
        "ei",
        "eirl",
        "sci",
        "scp",
        "scop",
        "snc",
        "scm",
        "selarl",
        "gie",
        "asso",
        "association",
        "ltd",
        "limited",
        "llc",
        "llp",
        "inc",
        "corp",
        "co",
        "gmbh",
        "ag",
        "kg",
        "bv",
        "nv",
        "srl",
        "spa",
        "plc",
        "societe",
        "ste",
        "ets",
        "etablissements",
        "cie",
    ]
)
"""Words of company names that are legal forms or mean "company"."""

FREE = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.fr",
        "hotmail.com",
        "hotmail.fr",
        "live.com",
        "live.fr",
        "msn.com",
        "yahoo.com",
        "yahoo.fr",
        "icloud.com",
        "me.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "sfr.fr",
        "neuf.fr",
        "laposte.net",
        "bbox.fr",
        "numericable.fr",
        "aol.com",
        "gmx.com",
        "gmx.fr",
        "protonmail.com",
        "proton.me",
        "club-internet.fr",
        "example.com",
        "example.net",
        "example.org",
    ]
)
"""Domains of public mail providers, and those reserved for examples (RFC 2606)."""

_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
"""Matches the dots of S.A.S."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A row and its near duplicate: another row (`other_row`) or a record of the account (`other_id`).

    `reasons` are what both have in common, `score` (0-100) is the similarity of their names.
    """

    row: int
    name: str
    other_row: int | None
    other_id: int | None
    other_name: str
    reasons: tuple[str, ...]
    score: int

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the fields of the machine-readable output."""
        return {
            "row": self.row,
            "name": self.name,
            "other_row": self.other_row,
            "other_id": self.other_id,
            "other_name": self.other_name,
            "reasons": list(self.reasons),
            "score": self.score,
        }


@dataclass(frozen=True, slots=True)
class _Marks:
    """What near duplicates are compared by: a name without its legal form, a phone, an e-mail domain, a reference."""

    shown: str
    name: str
    phone: str
    domain: str
    reference: str

    @classmethod
    def of(cls, variant: str, values: Mapping[str, JsonValue]) -> "_Marks":
        person = RESOURCES[variant].is_person
        parts = ("first_name", "last_name") if person and values.get("last_name") else ("name",)
        shown = " ".join(str(values[part]) for part in parts if values.get(part))
        words = [
            word for word in _WORD.findall(_INITIALS.sub("", fold(shown))) if person or word not in _FORMS
        ]
        phone = values.get("phone_number") or values.get("mobile_number") or ""
        domain = str(values.get("email") or "").rpartition("@")[2].lower()
        digits = "".join(char for char in str(phone) if char.isdigit())
        reference = fold(str(values.get("reference") or ""))
        return cls(shown, " ".join(sorted(words)), digits, "" if domain in FREE else domain, reference)

    def fingerprints(self) -> list[bytes]:
        """Return a fingerprint of each mark, `ABSENT` for a missing one."""
        marks = (self.name, self.phone, self.domain, self.reference)
        return [fingerprint(mark) if mark else ABSENT for mark in marks]


_COMPARED = ("name", "first_name", "last_name", "phone_number", "mobile_number", "email", "reference")


def _compared(record: Record) -> Record:
    """Return a record with nothing but what its marks are made of."""
    values = record.values
    return Record(record.row, record.variant, {name: values[name] for name in _COMPARED if name in values})


def _looked_at(entity: type[Entity]) -> bool:
    """Tell whether records of an entity have a name, a phone or an e-mail."""
    return all(resource.reachable for resource in entity.variants.values())


class NearDuplicateIndex:
    """Collects the rows of a file by chunks, then returns near duplicates among them or in an account.

    A file of more than `most` rows (None: no limit) is not examined at all, and `cut` is set.
    """

    def __init__(self, entity: type[Entity], *, most: int | None = MOST_ROWS) -> None:
        self._used = _looked_at(entity)
        self._most = most
        self.cut = False
        self._person = all(resource.is_person for resource in entity.variants.values())
        self._rows: list[NDArray[np.int32]] = []
        self._marks: list[NDArray[np.bytes_]] = []
        self._lines: list[bytes] = []
        self._starts: list[int] = [0]
        self._waiting: list[list[Record]] = []

    def add(self, records: Sequence[Record]) -> None:
        """Add the rows of a chunk; where there is a limit they wait: no row of a larger file needs marks."""
        if not self._used or not records:
            return
        if self._most is None:
            self._mark(records)
            return
        self._waiting.append([_compared(record) for record in records])
        if sum(map(len, self._waiting)) > self._most:
            self._used, self.cut, self._waiting = False, True, []

    def _mark_waiting(self) -> None:
        """Mark the rows that wait."""
        for records in self._waiting:
            self._mark(records)
        self._waiting = []

    def _mark(self, records: Sequence[Record]) -> None:
        """Keep the marks of rows."""
        marks = [_Marks.of(record.variant, record.values) for record in records]
        self._rows.append(np.array([record.row for record in records], dtype=np.int32))
        self._marks.append(np.array([mark.fingerprints() for mark in marks], dtype=FINGERPRINT))
        lines = (f"{mark.shown}\x1f{mark.name}".replace("\n", " ") for mark in marks)
        self._lines.append("\n".join(lines).encode())
        self._starts.append(self._starts[-1] + len(marks))

    def in_file(self, *, apart: Collection[int] = ()) -> list[NearDuplicate]:
        """Return the rows that may be an earlier row, likeliest first, without the rows `apart`."""
        self._mark_waiting()
        if not self._rows:
            return []
        rows, fingerprints = np.concatenate(self._rows), np.concatenate(self._marks)
        pairs: dict[tuple[int, int], list[str]] = {}
        for column, reason in enumerate(REASONS):
            for first, other in _pairs(fingerprints[:, column], most=None if reason == "name" else _MOST):
                if rows[first] not in apart and rows[other] not in apart:
                    pairs.setdefault((first, other), []).append(reason)
        texts = self._texts({at for pair in pairs for at in pair})
        near = []
        for (first, other), reasons in pairs.items():
            (name, core), (other_name, other_core) = texts[other], texts[first]
            score = round(fuzz.ratio(core, other_core))
            if self._counts(reasons, score):
                near.append(
                    NearDuplicate(
                        int(rows[other]), name, int(rows[first]), None, other_name, tuple(reasons), score
                    )
                )
        return sorted(near, key=lambda duplicate: (-duplicate.score, duplicate.row))

    def against(
        self, records: Iterable[tuple[str, Mapping[str, JsonValue]]], *, only: Collection[int] | None = None
    ) -> list[NearDuplicate]:
        """Return the rows that may be a record of the account; `records` are read lazily.

        `only` limits the rows compared (None: all), to leave out rows already matched with a record.
        """
        self._mark_waiting()
        if not self._rows:
            return []
        rows, fingerprints = np.concatenate(self._rows), np.concatenate(self._marks)
        orders = [np.argsort(fingerprints[:, column], kind="stable") for column in range(len(REASONS))]
        met: dict[tuple[int, int], tuple[_Marks, list[str]]] = {}
        for variant, document in records:
            marks = _Marks.of(variant, document)
            for column, value in enumerate(marks.fingerprints()):
                for at in _places(fingerprints[:, column], orders[column], value):
                    key = (int(at), int(str(document["id"])))
                    met.setdefault(key, (marks, []))[1].append(REASONS[column])
        texts = self._texts({at for at, _ in met})
        near = []
        for (at, identifier), (marks, reasons) in met.items():
            score = round(fuzz.ratio(texts[at][1], marks.name))
            if (only is None or int(rows[at]) in only) and self._counts(reasons, score):
                near.append(
                    NearDuplicate(
                        int(rows[at]), texts[at][0], None, identifier, marks.shown, tuple(reasons), score
                    )
                )
        return sorted(near, key=lambda duplicate: (-duplicate.score, duplicate.row))

    def _counts(self, reasons: Sequence[str], score: int) -> bool:
        """Tell whether reasons suffice to report a pair; colleagues share a phone and a domain."""
        if not self._person:
            return True
        return score >= _ALIKE and ("phone" in reasons or "domain" in reasons)

    def _texts(self, places: Collection[int]) -> dict[int, tuple[str, str]]:
        """Return (name, name without its legal form) by place."""
        texts: dict[int, tuple[str, str]] = {}
        wanted = sorted(places)
        starts = np.searchsorted(self._starts, wanted, side="right") - 1
        lines: list[str] = []
        opened = -1
        for at, chunk in zip(wanted, starts, strict=True):
            if chunk != opened:
                opened, lines = chunk, self._lines[chunk].decode().split("\n")
            shown, _, core = lines[at - self._starts[chunk]].partition("\x1f")
            texts[at] = (shown, core)
        return texts


def account_records(sellsy: "Sellsy", entity: type[Entity]) -> Iterator[tuple[str, Mapping[str, JsonValue]]]:
    """Yield (variant, record) of all records in the account that rows of an entity may duplicate.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    from etl.account.scan import Query, VariantSearch  # noqa: PLC0415 - a check without an account starts without HTTP

    if _looked_at(entity):
        yield from Query(tuple(VariantSearch(variant, {}) for variant in entity.variants)).run(sellsy)


def reasons_text(near: NearDuplicate, lang: Lang) -> str:
    """Return the reasons of a near duplicate in words."""
    return ", ".join(text(f"similar-{reason}", lang=lang) for reason in near.reasons)


def _pairs(fingerprints: NDArray[np.bytes_], *, most: int | None) -> Iterator[tuple[int, int]]:
    """Yield (first, other) for each place with the fingerprint of an earlier one; blocks beyond `most` are skipped."""
    order = np.argsort(fingerprints, kind="stable")
    ordered = fingerprints[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, len(ordered)])
    for start, size in zip(starts[sizes > 1], sizes[sizes > 1], strict=True):
        if ordered[start] != ABSENT and (most is None or size <= most):
            first, *others = order[start : start + size]
            for other in others:
                yield int(first), int(other)


def _places(fingerprints: NDArray[np.bytes_], order: NDArray[np.int64], value: bytes) -> Sequence[int]:
    """Return the places of a fingerprint, nothing where there are too many to mean anything."""
    if value == ABSENT:
        return ()
    low, high = (
        int(np.searchsorted(fingerprints, value, side=side, sorter=order)) for side in ("left", "right")
    )
    return [int(at) for at in order[low:high]] if high - low <= _MOST else ()
