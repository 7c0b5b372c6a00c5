"""Choosing a row's record among those that share a key with it: exactly one, none, or a problem.

Keys that a user chose decide in their order. Otherwise a strong key decides; a name decides where nothing contradicts
it, and under another e-mail only with other evidence (README, "Which record a row is").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from etl.core.json_paths import dig
from etl.core.record import Record, is_stand_in
from etl.core.results import JsonValue, Problem, Severity
from etl.entities.base.resource import RESOURCES, has_types
from etl.entities.origin import LEGACY_ID
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
    """How rows are matched: keys in order (the user's if `chosen`), and what to do in doubt.

    With `keyless`, a row without any of the chosen keys is a new record; with `old_id`, one with an old id is.
    """

    order: tuple[str, ...]
    chosen: bool = False
    on_doubt: OnDoubt = "refuse"
    keyless: bool = False
    old_id: bool = False


ID_UNKNOWN = "match-id-unknown"
"""Code of the problem of a row whose id belongs to no record."""


@dataclass(frozen=True, slots=True)
class Match:
    """The record of a row (None: a new one), or the problem that prevents a match; `warnings` go with either."""

    document: Document | None = None
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = ()


def match(record: Record, directory: Directory, rule: Rule, *, company: int | None = None) -> Match:
    """Find the record of a row; `company` is the one that a contact's row names."""
    if rule.chosen:
        answer = _by_chosen(record, directory, rule)
    else:
        strong = _strong(record, directory, rule)
        if key_of(record, "id") is not None and "id" in rule.order and "id" not in strong:
            return Match(problem=_problem(record, ID_UNKNOWN, "id", ()))
        weighed = partial(weigh, record, directory, company=company)
        decide = _by_strong if strong else _by_name
        answer = decide(record, directory, rule, weighed)
    if (answer.document or {}).get("is_archived") is not True or record.values.get("is_archived") is not None:
        return answer
    params = {"record": describe(answer.document or {})}
    archived = Problem("match-archived", record.row, params=params, severity=Severity.WARNING)
    return replace(answer, warnings=(*answer.warnings, archived))


def undecided(record: Record, directory: Directory, rule: Rule) -> list[Document]:
    """Return the records among which evidence decides, so their linked data must be read."""
    if rule.chosen or not is_weighed(record.variant):
        return []
    strong = _strong(record, directory, rule)
    if strong:
        common = _common(strong)
        return common if len(common) > 1 else []
    named, known = _named(record, directory, rule), _known_by_email(record, directory, rule)
    both = [document for document in named if document in known]
    return [] if len(both) == 1 or (known and not both) else both or named


# keys chosen by the user


def _by_chosen(record: Record, directory: Directory, rule: Rule) -> Match:
    """Try the keys in order: the first with a match decides."""
    stated = [key for key in rule.order if key_of(record, key) is not None]
    if rule.old_id and record.values.get(LEGACY_ID) is None and not stated:
        return Match(problem=_problem(record, "match-no-key", LEGACY_ID, ()))
    if not stated and not rule.keyless and not rule.old_id:
        return Match(problem=_problem(record, "match-no-key", rule.order[0], ()))
    for rank, key in enumerate(stated):
        stronger = {other: key_of(record, other) for other in stated[:rank]}
        met = directory.fitting(record, key)
        matches = [document for document in met if not contradicts(stronger, record.variant, document)]
        if key in LOOSE:
            matches = [document for document in matches if _same_links(record, document)]
        if len(matches) > 1:
            return Match(problem=_problem(record, "match-several", key, matches))
        if matches:
            return Match(matches[0])
        if key == "id":
            return Match(problem=_problem(record, ID_UNKNOWN, key, ()))
    return Match()


# by the strongest evidence


def _strong(record: Record, directory: Directory, rule: Rule) -> dict[str, list[Document]]:
    """Return the records that match each strong key of a row."""
    fitting = ((key, directory.fitting(record, key)) for key in rule.order if key in STRONG)
    return {key: documents for key, documents in fitting if documents}


def _common(strong: dict[str, list[Document]]) -> list[Document]:
    first, *others = strong.values()
    ids = [{document["id"] for document in other} for other in others]
    return [document for document in first if all(document["id"] in known for known in ids)]


def _by_strong(
    record: Record, directory: Directory, rule: Rule, weighed: Callable[[Document], Evidence]
) -> Match:
    """Return the record that all strong keys match; a SIREN alone under another name is doubtful.

    A doubtful match is refused where the row's name or e-mail is that of another record.
    """
    strong = _strong(record, directory, rule)
    matches, key = _common(strong), next(iter(strong))
    if not matches:
        several = {str(document["id"]): document for documents in strong.values() for document in documents}
        return Match(problem=_problem(record, "match-contradicts", key, list(several.values())))
    if len(matches) > 1:
        matches = _single_out(record, matches, weighed)
    if len(matches) > 1:
        return Match(problem=_problem(record, "match-several", key, matches))
    (document,) = matches
    alone = list(strong) == ["siren"] and _named_otherwise(record, document)
    if not alone and not _outranked(record, document, key, rule):
        return Match(document)
    others = [*_named(record, directory, rule), *_known_by_email(record, directory, rule)]
    both = {str(other["id"]): other for other in (document, *others)}
    if len(both) > 1:
        return Match(problem=_problem(record, "match-contradicts", key, [*both.values()]))
    return _doubt(record, key, document, rule)


def _outranked(record: Record, document: Document, key: str, rule: Rule) -> bool:
    """Tell whether a stronger key of a row contradicts a record."""
    stronger = {other: key_of(record, other) for other in stronger_than(key, rule.order)}
    return outranks(stronger, record.variant, document)


def _by_name(
    record: Record, directory: Directory, rule: Rule, weighed: Callable[[Document], Evidence]
) -> Match:
    """Return the record with a row's name and e-mail, or with its name alone where evidence allows it."""
    named, known = _named(record, directory, rule), _known_by_email(record, directory, rule)
    both = [document for document in named if document in known]
    if known and not both:
        return _by_email(record, named, known, rule)
    matches = both or [document for document in named if not directory.knows_otherwise(record, document)]
    if named and not matches:
        return _beside(record, named[0])
    if len(matches) > 1 and is_weighed(record.variant):
        matches = _single_out(record, matches, weighed)
    key = next((name for name in rule.order if name in NAMES), EMAIL)
    if len(matches) > 1:
        return Match(problem=_problem(record, "match-several", key, matches))
    if not matches:
        others = directory.fitting(record, EMAIL) if EMAIL in rule.order else []
        return _beside(record, others[0]) if others else Match()
    if both or not is_weighed(record.variant):
        return Match(matches[0])
    return _verdict(record, matches[0], weighed(matches[0]), key, rule)


def _by_email(record: Record, named: Sequence[Document], known: Sequence[Document], rule: Rule) -> Match:
    """Return the record with a row's e-mail where the row has no name; under another name it is doubtful."""
    if named:
        return Match(problem=_problem(record, "match-contradicts", EMAIL, [*known, *named]))
    if len(known) > 1:
        return Match(problem=_problem(record, "match-several", EMAIL, known))
    if _named_otherwise(record, known[0]):
        return _doubt(record, EMAIL, known[0], rule)
    return Match(known[0])


def _verdict(record: Record, document: Document, seen: Evidence, key: str, rule: Rule) -> Match:
    """Decide on the only record with a row's name, where their e-mails differ or one is missing."""
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
    record: Record, matches: list[Document], weighed: Callable[[Document], Evidence]
) -> list[Document]:
    """Return the only record that fits the rest of a row, or all of them."""
    seen = [(document, weighed(document)) for document in matches]
    kinds: tuple[Callable[[Document, Evidence], bool], ...] = (
        lambda document, _: key_of(record, EMAIL) in document_keys(record.variant, EMAIL, document),
        lambda document, _: not _named_otherwise(record, document),
        lambda _, evidence: evidence.address,
        lambda _, evidence: evidence.phone,
        lambda _, evidence: evidence.company,
        lambda _, evidence: evidence.place,
    )
    for fits in kinds:
        alone = [document for document, evidence in seen if fits(document, evidence)]
        if len(alone) == 1:
            return alone
    return matches


def _named(record: Record, directory: Directory, rule: Rule) -> list[Document]:
    """Return the records with a row's name that no strong key contradicts."""
    documents = [
        document for key in rule.order if key in NAMES for document in directory.fitting(record, key)
    ]
    return [
        document
        for document in documents
        if not _is_another(record, document, rule) and _same_links(record, document)
    ]


def _known_by_email(record: Record, directory: Directory, rule: Rule) -> list[Document]:
    documents = directory.fitting(record, EMAIL) if EMAIL in rule.order else []
    return [document for document in documents if not _is_another(record, document, rule)]


def _is_another(record: Record, document: Document, rule: Rule) -> bool:
    keys = {key: key_of(record, key) for key in rule.order if key in STRONG}
    return contradicts(keys, record.variant, document)


def _named_otherwise(record: Record, document: Document) -> bool:
    key = "called" if record.values.get("called") is not None else "name"
    ours, theirs = key_of(record, key), document_keys(record.variant, key, document)
    return ours is not None and bool(theirs) and ours not in theirs


# results


def _doubt(record: Record, key: str, document: Document, rule: Rule) -> Match:
    if rule.on_doubt == "create":
        return _beside(record, document)
    if rule.on_doubt == "update":
        return Match(document)
    problem = _problem(record, "match-doubtful", key, [document])
    current, wanted = document.get("type"), record.values.get("type")
    if wanted is None or current is None or current == wanted:
        return Match(problem=problem)
    params = {**problem.params, "held": current, "wanted": wanted}
    return Match(problem=replace(problem, code="match-doubtful-kind", params=params))


def _beside(record: Record, document: Document) -> Match:
    """Match a row as a new record, with a warning about the near one unless another row creates that."""
    if ROW in document:
        return Match()
    params = {"record": describe(document)}
    return Match(warnings=(Problem("match-beside", record.row, params=params, severity=Severity.WARNING),))


def _same_links(record: Record, document: Document) -> bool:
    """Tell whether a record of the same name has the links of the row, and the row's date if it states one."""
    if not same_related(record, document):
        return False
    created = record.values.get("created")
    if not RESOURCES[record.variant].dated or created is None:
        return True
    return instant(created) == instant(document.get("created"))


def same_related(record: Record, document: Document) -> bool:
    """Tell whether a record is linked to what the row names.

    A row that names nothing matches a record without links; a file without link columns matches any.
    """
    related = record.values.get("related")
    return not isinstance(related, list) or _objects(related) == _objects(document.get("related"))


def _objects(related: JsonValue) -> set[tuple[str, str]]:
    """Return what a record is linked to, without contacts where it is linked to a company or individual."""
    listed = related if isinstance(related, list) else []
    objects = {(str(item.get("type")), str(item.get("id"))) for item in listed if isinstance(item, dict)}
    thirds = {item for item in objects if has_types(item[0])}
    return thirds or objects


def _problem(record: Record, code: str, key: str, documents: Sequence[Document]) -> Problem:
    column = stated_attribute(record, key)
    value = record.values.get(column)
    return Problem(
        code=code,
        row=record.row,
        column=column,
        value=None if value is None else str(value),
        params={"key": key, "match": key, "records": named_here(documents)},
    )


def named_here(documents: Sequence[Document]) -> list[JsonValue]:
    """Describe records for people; a record that a row creates is described by that row."""
    return [
        {"fr": f"ligne {document[ROW]}", "en": f"row {document[ROW]}"}
        if ROW in document
        else describe(document)
        for document in documents
    ]


def describe(document: Document) -> str:
    """Describe a record for people by its id and its current name in Sellsy."""
    original = document.get(HELD)
    document = original if isinstance(original, dict) else document
    name = (
        dig(document, "name")
        or dig(document, "title")
        or " ".join(str(part) for part in (dig(document, "first_name"), dig(document, "last_name")) if part)
    )
    name = name or str(dig(document, "description") or "")[:40]
    return str(name) if is_stand_in(int(str(document["id"]))) else f"{document['id']} ({name})"
