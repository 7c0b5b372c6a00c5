"""Which of the records found is which of the creations looked for; pure, and never a guess.

Creations of one run that say the same are interchangeable, unless what hangs on them differs: then what they are
linked to, or the order of one batch, tells them apart, or nothing does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from etl.recovery.fingerprint import Document, Fingerprint


class Fate(StrEnum):
    """What became of a write."""

    DONE = "done"
    AGAIN = "again"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a write: the id it gave when it was done, what it may be when nothing is sure."""

    fate: Fate
    answer_id: int | None = None
    candidates: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """A creation that is looked for.

    `hung` tells apart what was to hang on it beside links, `linked` are the ids of the contacts that its company or
    individual has now; `sent_at` is the same for the writes of one batch, which Sellsy executes in order.
    """

    op_id: str
    trace: Fingerprint
    sent_at: datetime | None = None
    hung: str = ""
    linked: frozenset[int] = field(default_factory=frozenset)


def identify(sought: Sequence[Sought], found: Mapping[str, Sequence[Document]]) -> dict[str, Verdict]:
    """Return the verdict of every creation of one resource; `found` are the records that each may be.

    Those that say all that was sent come first, those of the same identity only after them.
    """
    verdicts: dict[str, Verdict] = {}
    taken: set[int] = set()
    alike: dict[str, list[Sought]] = defaultdict(list)
    for one in sought:
        alike[str(sorted(one.trace.body.items(), key=str))].append(one)
    for some in alike.values():
        exact = [d for d in _free(some, found, taken) if some[0].trace.is_said_by(d)]
        verdicts |= _share(some, exact)
        taken |= {v.answer_id for v in verdicts.values() if v.answer_id is not None}
    left = [one for one in sought if one.op_id not in verdicts]
    for one in left:
        rest = list(_free([one], found, taken))
        rivals = [two for two in left if two is not one and any(d in found[two.op_id] for d in rest)]
        verdicts[one.op_id] = _loosely(one, rest, alone=not rivals)
    return verdicts


def _free(some: Iterable[Sought], found: Mapping[str, Sequence[Document]], taken: set[int]) -> list[Document]:
    known = {id_of(document): document for one in some for document in found[one.op_id]}
    return [known[number] for number in sorted(known) if number not in taken]


def _share(some: Sequence[Sought], exact: Sequence[Document]) -> dict[str, Verdict]:
    """Give creations that say the same the records that say it; those that get none are left out."""
    unsure = Verdict(Fate.UNSURE, candidates=tuple(exact))
    if len(exact) > len(some):
        return {one.op_id: unsure for one in some}
    verdicts: dict[str, Verdict] = {}
    rest = {id_of(document): document for document in exact}
    if len(some) > 1:
        for one in some:
            own = [number for number in rest if number in one.linked]
            if len(own) == 1:
                verdicts[one.op_id] = Verdict(Fate.DONE, own[0])
                del rest[own[0]]
    left = [one for one in some if one.op_id not in verdicts]
    told_apart = len({one.hung for one in left}) == 1 or (
        len(rest) == len(left) and len({one.sent_at for one in left}) == 1
    )
    if rest and not told_apart:
        return verdicts | {one.op_id: unsure for one in left}
    given = zip(left, sorted(rest), strict=False)
    return verdicts | {one.op_id: Verdict(Fate.DONE, number) for one, number in given}


def _loosely(one: Sought, rest: Sequence[Document], *, alone: bool) -> Verdict:
    """Decide by the identity alone: a strong one, of one record and one creation, is enough."""
    if not rest:
        return Verdict(Fate.AGAIN)
    if len(rest) == 1 and alone and not one.trace.weak:
        return Verdict(Fate.DONE, id_of(rest[0]))
    return Verdict(Fate.UNSURE, candidates=tuple(rest))


def id_of(document: Document) -> int:
    """Return the id of a record."""
    return int(str(document["id"]))
