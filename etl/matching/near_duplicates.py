"""Near doubles: rows that may be one another, or a record of the account, by name, phone or e-mail domain.

They are only told, never merged. Rows are put in blocks by hashes and compared with the first of their block alone, so
that the work grows with the rows; of each row a few numbers and one line of text are kept.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from etl.account.scan import Query, VariantSearch
from etl.codecs import fold
from etl.core.record import Record
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.resource import RESOURCES
from etl.messages import Lang, text
from etl.sellsy import Sellsy

REASONS = ("name", "phone", "domain")

_MOST = 50
"""Rows of a phone or a domain beyond which it is a switchboard, or a provider: it tells nothing."""

MOST_ROWS = 20_000
"""Rows among which near doubles are looked for unless it was asked for: beyond, it would slow every check."""

_ALIKE = 80
"""Likeness of names from which two contacts who share a phone, or a domain, may be one."""

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
"""Words of a company's name that are its legal form, or say that it is a company."""

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
"""Domains that anybody may have an address at, those kept for examples (RFC 2606) included."""

_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
"""The dots of S.A.S."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A row and what it may be: another row (`other_row`) or a record of the account (`other_id`).

    `reasons` are what both have in common, `score` (0-100) how alike their names are.
    """

    row: int
    name: str
    other_row: int | None
    other_id: int | None
    other_name: str
    reasons: tuple[str, ...]
    score: int

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the machine contract."""
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
    """What near doubles have in common: a name without its legal form, a phone, the domain of an e-mail."""

    shown: str
    name: str
    phone: str
    domain: str

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
        return cls(shown, " ".join(sorted(words)), digits, "" if domain in FREE else domain)

    def hashes(self) -> tuple[int, int, int]:
        """Return a hash of each mark, 0 for one that is not there."""
        return (
            hash(self.name) if self.name else 0,
            hash(self.phone) if self.phone else 0,
            (hash(self.domain) if self.domain else 0),
        )


def _looked_at(entity: type[Entity]) -> bool:
    """Tell whether records go by a name, a phone or an e-mail."""
    return all(resource.reachable for resource in entity.variants.values())


class NearDuplicateIndex:
    """Takes the rows of a file chunk by chunk, then tells which are near one another, or near records of an account.

    A file of more rows than `most` (None: any number) is given up as a whole: `cut`.
    """

    def __init__(self, entity: type[Entity], *, most: int | None = MOST_ROWS) -> None:
        self._used = _looked_at(entity)
        self._most = most
        self.cut = False
        self._person = all(resource.is_person for resource in entity.variants.values())
        self._rows: list[NDArray[np.int32]] = []
        self._hashes: list[NDArray[np.int64]] = []
        self._lines: list[bytes] = []
        self._starts: list[int] = [0]

    def add(self, records: Sequence[Record]) -> None:
        """Take the rows of a chunk."""
        if not self._used or not records:
            return
        if self._most is not None and self._starts[-1] + len(records) > self._most:
            self._used, self.cut = False, True
            self._rows, self._hashes, self._lines, self._starts = [], [], [], [0]
            return
        marks = [_Marks.of(record.variant, record.values) for record in records]
        self._rows.append(np.array([record.row for record in records], dtype=np.int32))
        self._hashes.append(np.array([one.hashes() for one in marks], dtype=np.int64))
        lines = (f"{one.shown}\x1f{one.name}".replace("\n", " ") for one in marks)
        self._lines.append("\n".join(lines).encode())
        self._starts.append(self._starts[-1] + len(marks))

    def in_file(self, *, apart: Collection[int] = ()) -> list[NearDuplicate]:
        """Return the rows that may be an earlier one, the likeliest first; `apart` are rows that are told otherwise."""
        if not self._rows:
            return []
        rows, hashes = np.concatenate(self._rows), np.concatenate(self._hashes)
        pairs: dict[tuple[int, int], list[str]] = {}
        for column, reason in enumerate(REASONS):
            for first, other in _pairs(hashes[:, column], most=None if reason == "name" else _MOST):
                if rows[first] not in apart and rows[other] not in apart:
                    pairs.setdefault((first, other), []).append(reason)
        texts = self._texts({at for pair in pairs for at in pair})
        found = []
        for (first, other), reasons in pairs.items():
            (name, core), (other_name, other_core) = texts[other], texts[first]
            score = round(fuzz.ratio(core, other_core))
            if self._counts(reasons, score):
                found.append(
                    NearDuplicate(
                        int(rows[other]), name, int(rows[first]), None, other_name, tuple(reasons), score
                    )
                )
        return sorted(found, key=lambda one: (-one.score, one.row))

    def against(
        self, records: Iterable[tuple[str, Mapping[str, JsonValue]]], *, only: Collection[int] | None = None
    ) -> list[NearDuplicate]:
        """Return the rows that may be a record of the account, which are read as they come.

        `only` are the rows that are looked at (None: all): one that surely is a record is not near it.
        """
        if not self._rows:
            return []
        rows, hashes = np.concatenate(self._rows), np.concatenate(self._hashes)
        orders = [np.argsort(hashes[:, column], kind="stable") for column in range(len(REASONS))]
        met: dict[tuple[int, int], tuple[_Marks, list[str]]] = {}
        for variant, document in records:
            marks = _Marks.of(variant, document)
            for column, value in enumerate(marks.hashes()):
                for at in _places(hashes[:, column], orders[column], value):
                    key = (int(at), int(str(document["id"])))
                    met.setdefault(key, (marks, []))[1].append(REASONS[column])
        texts = self._texts({at for at, _ in met})
        found = []
        for (at, identifier), (marks, reasons) in met.items():
            score = round(fuzz.ratio(texts[at][1], marks.name))
            if (only is None or int(rows[at]) in only) and self._counts(reasons, score):
                found.append(
                    NearDuplicate(
                        int(rows[at]), texts[at][0], None, identifier, marks.shown, tuple(reasons), score
                    )
                )
        return sorted(found, key=lambda one: (-one.score, one.row))

    def _counts(self, reasons: Sequence[str], score: int) -> bool:
        """Tell whether what two have in common is worth telling; colleagues share a phone and a domain."""
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


def account_records(sellsy: Sellsy, entity: type[Entity]) -> Iterator[tuple[str, Mapping[str, JsonValue]]]:
    """Yield (variant, record) of everything in the account that rows of an entity may be near to.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    if _looked_at(entity):
        yield from Query(tuple(VariantSearch(variant, {}) for variant in entity.variants)).run(sellsy)


def reasons_text(one: NearDuplicate, lang: Lang) -> str:
    """Return what two have in common, in words."""
    return ", ".join(text(f"similar-{reason}", lang=lang) for reason in one.reasons)


def _pairs(hashes: NDArray[np.int64], *, most: int | None) -> Iterator[tuple[int, int]]:
    """Yield (first, other) for every place whose hash an earlier place has; large blocks say nothing."""
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, len(ordered)])
    for start, size in zip(starts[sizes > 1], sizes[sizes > 1], strict=True):
        if ordered[start] != 0 and (most is None or size <= most):
            first, *others = order[start : start + size]
            for other in others:
                yield int(first), int(other)


def _places(hashes: NDArray[np.int64], order: NDArray[np.int64], value: int) -> Sequence[int]:
    """Return the places of a hash, few enough to mean something."""
    if value == 0:
        return ()
    low, high = (int(np.searchsorted(hashes, value, side=side, sorter=order)) for side in ("left", "right"))
    return [int(at) for at in order[low:high]] if high - low <= _MOST else ()
