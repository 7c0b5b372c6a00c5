"""Choosing the record that a row is, among those that share a key with it: exactly one, or none, or a problem.

Keys that a user chose decide in their order. Else a strong key decides; a name does where nothing speaks against it,
and where its e-mail is another, something must speak for it (README, "Which record a row is").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from etl.core.json_paths import dig
from etl.core.record import Record
from etl.core.results import JsonValue, Problem, Severity
from etl.entities.base.resource import RESOURCES, has_types
from etl.matching.directory import Directory
from etl.matching.document_keys import (
    HELD,
    ROW,
    Document,
    contradicts,
    document_keys,
    outranks,
    stated_attribute,
)
from etl.matching.evidence import Evidence, is_weighed, weigh
from etl.matching.match_keys import EMAIL, LOOSE, NAMES, STRONG, instant, key_of, stronger_than
from etl.source.options import OnDoubt


@dataclass(frozen=True, slots=True)
class Rule:
    """By what rows are matched: keys in order, which `chosen` tells are the user's, and what becomes of doubt.

    `keyless` tells that a row with none of the chosen keys is a new record.
    """

    order: tuple[str, ...]
    chosen: bool = False
    on_doubt: OnDoubt = "refuse"
    keyless: bool = False


ID_UNKNOWN = "match-id-unknown"
"""Code of the problem of a row whose id no record has."""


@dataclass(frozen=True, slots=True)
class Match:
    """The record a row is (None: a new one), or why it cannot be told; `warnings` are told with it."""

    document: Document | None = None
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = ()


def match(record: Record, directory: Directory, rule: Rule, *, company: int | None = None) -> Match:
    """Find the record a row is; `company` is the one that a contact's row names."""
    if rule.chosen:
        found = _by_chosen(record, directory, rule)
    else:
        strong = _strong(record, directory, rule)
        if key_of(record, "id") is not None and "id" in rule.order and "id" not in strong:
            return Match(problem=_problem(record, ID_UNKNOWN, "id", ()))
        weighed = partial(weigh, record, directory, company=company)
        decide = _by_strong if strong else _by_name
        found = decide(record, directory, rule, weighed)
    if (found.document or {}).get("is_archived") is not True or record.values.get("is_archived") is not None:
        return found
    params = {"record": describe(found.document or {})}
    told = Problem("match-archived", record.row, params=params, severity=Severity.WARNING)
    return replace(found, warnings=(*found.warnings, told))


def undecided(record: Record, directory: Directory, rule: Rule) -> list[Document]:
    """Return the records among which evidence decides: what hangs on them is worth reading."""
    if rule.chosen or not is_weighed(record.variant):
        return []
    strong = _strong(record, directory, rule)
    if strong:
        common = _common(strong)
        return common if len(common) > 1 else []
    named, known = _named(record, directory, rule), _known_by_email(record, directory, rule)
    both = [one for one in named if one in known]
    return [] if len(both) == 1 or (known and not both) else both or named


# the user's own keys


def _by_chosen(record: Record, directory: Directory, rule: Rule) -> Match:
    """Try the keys in order: the first that finds anything decides."""
    stated = [key for key in rule.order if key_of(record, key) is not None]
    if not stated and not rule.keyless:
        return Match(problem=_problem(record, "match-no-key", rule.order[0], ()))
    for rank, key in enumerate(stated):
        stronger = {one: key_of(record, one) for one in stated[:rank]}
        met = directory.fitting(record, key)
        found = [one for one in met if not contradicts(stronger, record.variant, one)]
        if key in LOOSE:
            found = [one for one in found if _hangs_alike(record, one)]
        if len(found) > 1:
            return Match(problem=_problem(record, "match-several", key, found))
        if found:
            return Match(found[0])
        if key == "id":
            return Match(problem=_problem(record, ID_UNKNOWN, key, ()))
    return Match()


# by what says most


def _strong(record: Record, directory: Directory, rule: Rule) -> dict[str, list[Document]]:
    """Return the records that each strong key of a row fits."""
    fitting = ((key, directory.fitting(record, key)) for key in rule.order if key in STRONG)
    return {key: found for key, found in fitting if found}


def _common(strong: dict[str, list[Document]]) -> list[Document]:
    first, *others = strong.values()
    ids = [{one["id"] for one in other} for other in others]
    return [one for one in first if all(one["id"] in some for some in ids)]


def _by_strong(
    record: Record, directory: Directory, rule: Rule, weighed: Callable[[Document], Evidence]
) -> Match:
    """Take the record that all strong keys fit; a SIREN alone under another name is doubtful.

    What is in doubt is refused where the row's name or e-mail is that of another record.
    """
    strong = _strong(record, directory, rule)
    found, key = _common(strong), next(iter(strong))
    if not found:
        several = {str(one["id"]): one for some in strong.values() for one in some}
        return Match(problem=_problem(record, "match-contradicts", key, list(several.values())))
    if len(found) > 1:
        found = _single_out(record, found, weighed)
    if len(found) > 1:
        return Match(problem=_problem(record, "match-several", key, found))
    (document,) = found
    alone = list(strong) == ["siren"] and _named_otherwise(record, document)
    if not alone and not _outranked(record, document, key, rule):
        return Match(document)
    others = [*_named(record, directory, rule), *_known_by_email(record, directory, rule)]
    both = {str(one["id"]): one for one in (document, *others)}
    if len(both) > 1:
        return Match(problem=_problem(record, "match-contradicts", key, [*both.values()]))
    return _doubt(record, key, document, rule)


def _outranked(record: Record, document: Document, key: str, rule: Rule) -> bool:
    """Tell whether a stronger key of a row says that a record is another."""
    stronger = {one: key_of(record, one) for one in stronger_than(key, rule.order)}
    return outranks(stronger, record.variant, document)


def _by_name(
    record: Record, directory: Directory, rule: Rule, weighed: Callable[[Document], Evidence]
) -> Match:
    """Take the record of a row's name and e-mail, or of its name alone where evidence allows it."""
    named, known = _named(record, directory, rule), _known_by_email(record, directory, rule)
    both = [one for one in named if one in known]
    if known and not both:
        return _by_email(record, named, known, rule)
    found = both or [one for one in named if not directory.knows_otherwise(record, one)]
    if named and not found:
        return _beside(record, named[0])
    if len(found) > 1 and is_weighed(record.variant):
        found = _single_out(record, found, weighed)
    key = next((one for one in rule.order if one in NAMES), EMAIL)
    if len(found) > 1:
        return Match(problem=_problem(record, "match-several", key, found))
    if not found:
        others = directory.fitting(record, EMAIL) if EMAIL in rule.order else []
        return _beside(record, others[0]) if others else Match()
    if both or not is_weighed(record.variant):
        return Match(found[0])
    return _verdict(record, found[0], weighed(found[0]), key, rule)


def _by_email(record: Record, named: Sequence[Document], known: Sequence[Document], rule: Rule) -> Match:
    """Take the record of a row's e-mail, where the row says no name; under another name it is doubtful."""
    if named:
        return Match(problem=_problem(record, "match-contradicts", EMAIL, [*known, *named]))
    if len(known) > 1:
        return Match(problem=_problem(record, "match-several", EMAIL, known))
    if _named_otherwise(record, known[0]):
        return _doubt(record, EMAIL, known[0], rule)
    return Match(known[0])


def _verdict(record: Record, document: Document, seen: Evidence, key: str, rule: Rule) -> Match:
    """Decide on the only record of a row's name, whose e-mail is another, or that one of them has no e-mail."""
    mailless = key_of(record, EMAIL) is None
    if seen.address or seen.phone or seen.company:
        return Match(document)
    if seen.moved:
        return _doubt(record, key, document, rule) if mailless else _beside(record, document)
    place = seen.place and not RESOURCES[record.variant].is_person
    if mailless or not document_keys(record.variant, EMAIL, document) or place or seen.domain:
        return Match(document)
    return _doubt(record, key, document, rule)


def _single_out(
    record: Record, found: list[Document], weighed: Callable[[Document], Evidence]
) -> list[Document]:
    """Return the only record that what a row says besides fits, else all of them."""
    seen = [(one, weighed(one)) for one in found]
    kinds: tuple[Callable[[Document, Evidence], bool], ...] = (
        lambda one, _: key_of(record, EMAIL) in document_keys(record.variant, EMAIL, one),
        lambda one, _: not _named_otherwise(record, one),
        lambda _, told: told.address,
        lambda _, told: told.phone,
        lambda _, told: told.company,
        lambda _, told: told.place,
    )
    for fits in kinds:
        alone = [one for one, told in seen if fits(one, told)]
        if len(alone) == 1:
            return alone
    return found


def _named(record: Record, directory: Directory, rule: Rule) -> list[Document]:
    """Return the records of a row's name that no strong key says are others."""
    found = [one for key in rule.order if key in NAMES for one in directory.fitting(record, key)]
    return [one for one in found if not _is_another(record, one, rule) and _hangs_alike(record, one)]


def _known_by_email(record: Record, directory: Directory, rule: Rule) -> list[Document]:
    found = directory.fitting(record, EMAIL) if EMAIL in rule.order else []
    return [one for one in found if not _is_another(record, one, rule)]


def _is_another(record: Record, document: Document, rule: Rule) -> bool:
    keys = {key: key_of(record, key) for key in rule.order if key in STRONG}
    return contradicts(keys, record.variant, document)


def _named_otherwise(record: Record, document: Document) -> bool:
    key = "called" if record.values.get("called") is not None else "name"
    ours, theirs = key_of(record, key), document_keys(record.variant, key, document)
    return ours is not None and bool(theirs) and ours not in theirs


# what is told


def _doubt(record: Record, key: str, document: Document, rule: Rule) -> Match:
    if rule.on_doubt == "create":
        return _beside(record, document)
    if rule.on_doubt == "update":
        return Match(document)
    problem = _problem(record, "match-doubtful", key, [document])
    held, wanted = document.get("type"), record.values.get("type")
    if wanted is None or held is None or held == wanted:
        return Match(problem=problem)
    params = {**problem.params, "held": held, "wanted": wanted}
    return Match(problem=replace(problem, code="match-doubtful-kind", params=params))


def _beside(record: Record, document: Document) -> Match:
    """Return that a row is a new record, near one; of one that another row creates there is nothing to tell."""
    if ROW in document:
        return Match()
    params = {"record": describe(document)}
    return Match(warnings=(Problem("match-beside", record.row, params=params, severity=Severity.WARNING),))


def _hangs_alike(record: Record, document: Document) -> bool:
    """Tell whether a record of the same name hangs on what the row names, and is of the same moment if it says one."""
    if not same_related(record, document):
        return False
    created = record.values.get("created")
    if not RESOURCES[record.variant].dated or created is None:
        return True
    return instant(created) == instant(document.get("created"))


def same_related(record: Record, document: Document) -> bool:
    """Tell whether a record hangs on what the row names.

    A row that names nothing is a record that hangs on nothing; a file without link columns does not tell.
    """
    related = record.values.get("related")
    return not isinstance(related, list) or _objects(related) == _objects(document.get("related"))


def _objects(related: JsonValue) -> set[tuple[str, str]]:
    """Return what a record hangs on; contacts beside a company or individual do not count."""
    listed = related if isinstance(related, list) else []
    found = {(str(one.get("type")), str(one.get("id"))) for one in listed if isinstance(one, dict)}
    thirds = {one for one in found if has_types(one[0])}
    return thirds or found


def _problem(record: Record, code: str, key: str, found: Sequence[Document]) -> Problem:
    column = stated_attribute(record, key)
    said = record.values.get(column)
    return Problem(
        code=code,
        row=record.row,
        column=column,
        value=None if said is None else str(said),
        params={"key": key, "match": key, "records": named_here(found)},
    )


def named_here(documents: Sequence[Document]) -> list[JsonValue]:
    """Return records as people recognise them: one that a row creates by that row."""
    return [
        {"fr": f"ligne {one[ROW]}", "en": f"row {one[ROW]}"} if ROW in one else describe(one)
        for one in documents
    ]


def describe(document: Document) -> str:
    """Return a record as a person recognises it: its id and its name in Sellsy, whatever a row makes of it."""
    held = document.get(HELD)
    document = held if isinstance(held, dict) else document
    name = (
        dig(document, "name")
        or dig(document, "title")
        or " ".join(str(part) for part in (dig(document, "first_name"), dig(document, "last_name")) if part)
    )
    name = name or str(dig(document, "description") or "")[:40]
    return f"{document['id']} ({name})"
