"""By what rows name the records they are linked to."""

from collections.abc import Mapping, Sequence

from etl.core.record import Record, is_stand_in

KEYS: Mapping[str, tuple[str, ...]] = {
    "company": ("id", "siret", "reference", "email", "name"),
    "individual": ("id", "reference", "email", "called"),
    "contact": ("id", "email", "called"),
    "opportunity": ("id", "number", "name"),
    "task": ("id",),
    "comment": ("id",),
}
"""The keys by which a record of a variant is named in another's row; columns are `third_siret`, `contact_email`..."""

_SIRET = 14
"""Digits of a SIRET."""


def stand_in_of(target: Record) -> int | None:
    """Return the id of what exists in a rehearsal only, None where a record of Sellsy is named."""
    said = target.values.get("id")
    return said if isinstance(said, int) and is_stand_in(said) else None


def company_named(row: int, said: str) -> list[Record]:
    """Return what a company's name in a list may say: digits are a SIRET or an id, else a reference or a name."""
    digits = "".join(said.split())
    if digits.removeprefix("-").isdecimal():
        values: list[dict[str, str | int]] = (
            [{"siret": digits}] if len(digits) == _SIRET else [{"id": int(digits)}]
        )
    else:
        values = [{"email": said}] if "@" in said else [{"reference": said}, {"name": said}]
    return [Record(row, "company", one) for one in values]


def variants_of(record: Record, prefix: str, variants: Sequence[str]) -> Sequence[str]:
    """Return the variants a row's target may be: its kind, or its SIRET, says that it is one only."""
    kind = record.values.get(f"{prefix}_kind")
    if kind in variants:
        return (str(kind),)
    if record.values.get(f"{prefix}_siret") is not None:
        return ("company",)
    return variants
