"""What a code means, an example of it, and what to do: the catalogue read the other way round.

A problem's code belongs to one cell or row, an error's to what stops a command.
"""

import re
from dataclasses import dataclass
from string import Formatter

from etl.messages import Lang, error_text, problem_text, text
from etl.messages.catalogue import ERRORS, PROBLEMS
from etl.messages.examples import USUAL

_FAMILIES = (
    ("text", r"text-(?!missing)|excel-"),
    ("number", r"number-|percent-"),
    ("date", r"date-|moment-|end-before|recurrence-"),
    ("reach", r"phone-|email-|url-(?!unsafe)"),
    ("company-number", r"siren-|siret-|vat-|naf-"),
    ("address", r"postal-code-|country-|address-"),
    ("value", r"choice-|boolean-|lookup-|(?:step|tag|source)-unknown|value-unmapped|custom-value|cell-(?:left|first)|id-invalid|not-applicable|not-clearable|row-(?:ragged|quotes|delimiter)"),
    ("access", r"keyring-|credentials-|profile-|config-|setting-|secret-|url-unsafe|home-"),
    ("file", r"file-|suffix-|workbook-|sheets?-|table-|header-row|headers-doubled|nul-|field-|csv-|encoding-"),
    ("file", r"delimiter-|parquet-|output-|place-|extra-|report-|template-"),
    ("header", r"headers-|entity-|map-|match-key|custom-field|column-"),
    ("run", r"journal-|run-|resume-|child-|plan-|declined"),
    ("pipeline", r"pipeline-|schedule-|document-"),
    ("watch", r"webhook-|watch-|inbox-|sign-key"),
    ("required", r".*-(?:missing|unnamed)|creation-lacks"),
    ("match", r"match-|duplicate-|same-|kind-|already-there|not-there|link|related-|reconcile-|parent-|legacy-"),
    ("sellsy", r"refused|outcome-|api-|batch-|quota-|v1-|tags-cleared|login-"),
    ("command", r"."),
)  # fmt: skip
"""Families and the patterns of their codes; the first pattern that matches a code decides."""

_NO_EXAMPLE = "…"


@dataclass(frozen=True, slots=True)
class Explanation:
    """`kind` says what follows from it, `example` and `fix` are as they would be shown."""

    code: str
    family: str
    kind: str
    example: str
    fix: str


def explain(code: str, lang: Lang) -> Explanation | None:
    """Return the explanation of a code, None when there is no such code."""
    row = code in PROBLEMS
    if not row and code not in ERRORS:
        return None
    texts = PROBLEMS[code] if row else ERRORS[code]
    parts = (texts.sentence(lang), texts.hint(lang))
    names = {name for part in parts for _, name, *_ in Formatter().parse(part) if name}
    params = {**dict.fromkeys(names, _NO_EXAMPLE), **USUAL, **texts.example}
    example, fix = (problem_text if row else error_text)(code, params, lang=lang)
    kind = text("explain-row" if row else "explain-stop", lang=lang)
    return Explanation(code, family_of(code, lang), kind, example, fix)


def family_of(code: str, lang: Lang) -> str:
    """Return the family that a code belongs to, in words."""
    name = next(name for name, pattern in _FAMILIES if re.match(pattern, code))
    return text(f"family-{name}", lang=lang)


def families(lang: Lang) -> dict[str, list[str]]:
    """Return every code by family, problems before errors."""
    by_family: dict[str, list[str]] = {}
    for code in dict.fromkeys((*PROBLEMS, *ERRORS)):
        by_family.setdefault(family_of(code, lang), []).append(code)
    return by_family
