"""Decide which matching record each lost creation made; pure, and never a guess.

Creations of one run with equal bodies are interchangeable unless their dependent writes differ: then their links, or
the order of one batch, tell them apart, or nothing does.
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
    """What became of a write: the id of its record when it was done, the candidates when nothing is sure."""

    fate: Fate
    answer_id: int | None = None
    candidates: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """A creation that is looked for.

    `dependents` is the text of the writes that depend on it, links apart; `linked` holds the ids of the contacts that
    its company or individual has now. `sent_at` is equal for the writes of one batch, which Sellsy executes in order.
    """

    op_id: str
    trace: Fingerprint
    sent_at: datetime | None = None
    dependents: str = ""
    linked: frozenset[int] = field(default_factory=frozenset)


def identify(sought: Sequence[Sought], matches: Mapping[str, Sequence[Document]]) -> dict[str, Verdict]:
    """Return the verdict of every creation of one resource; `matches` holds the records that each may be.

    Records that have every value that was sent are assigned first, those of the same identity after them.
    """
    verdicts: dict[str, Verdict] = {}
    taken: set[int] = set()
    alike: dict[str, list[Sought]] = defaultdict(list)
    for creation in sought:
        alike[str(sorted(creation.trace.body.items(), key=str))].append(creation)
    for group in alike.values():
        exact = [d for d in _free(group, matches, taken) if group[0].trace.equals(d)]
        verdicts |= _share(group, exact)
        taken |= {v.answer_id for v in verdicts.values() if v.answer_id is not None}
    left = [creation for creation in sought if creation.op_id not in verdicts]
    for creation in left:
        rest = list(_free([creation], matches, taken))
        rivals = [two for two in left if two is not creation and any(d in matches[two.op_id] for d in rest)]
        verdicts[creation.op_id] = _loosely(creation, rest, alone=not rivals)
    return verdicts


def _free(
    group: Iterable[Sought], matches: Mapping[str, Sequence[Document]], taken: set[int]
) -> list[Document]:
    known = {id_of(document): document for creation in group for document in matches[creation.op_id]}
    return [known[number] for number in sorted(known) if number not in taken]


def _share(group: Sequence[Sought], exact: Sequence[Document]) -> dict[str, Verdict]:
    """Assign equal records to creations with equal bodies; creations that get none are left out."""
    unsure = Verdict(Fate.UNSURE, candidates=tuple(exact))
    if len(exact) > len(group):
        return {creation.op_id: unsure for creation in group}
    verdicts: dict[str, Verdict] = {}
    rest = {id_of(document): document for document in exact}
    if len(group) > 1:
        for creation in group:
            own = [number for number in rest if number in creation.linked]
            if len(own) == 1:
                verdicts[creation.op_id] = Verdict(Fate.DONE, own[0])
                del rest[own[0]]
    left = [creation for creation in group if creation.op_id not in verdicts]
    interchangeable = len({creation.dependents for creation in left}) == 1 or (
        len(rest) == len(left) and len({creation.sent_at for creation in left}) == 1
    )
    if rest and not interchangeable:
        return verdicts | {creation.op_id: unsure for creation in left}
    given = zip(left, sorted(rest), strict=False)
    return verdicts | {creation.op_id: Verdict(Fate.DONE, number) for creation, number in given}


def _loosely(creation: Sought, rest: Sequence[Document], *, alone: bool) -> Verdict:
    """Decide by the identity alone: a strong identity shared by one record and one creation is enough."""
    if not rest:
        return Verdict(Fate.AGAIN)
    if len(rest) == 1 and alone and not creation.trace.weak:
        return Verdict(Fate.DONE, id_of(rest[0]))
    return Verdict(Fate.UNSURE, candidates=tuple(rest))


def id_of(document: Document) -> int:
    """Return the id of a record."""
    return int(str(document["id"]))
