"""What one parameter of a v1 method can be: a text, a number, a Y or N, a list, a group, a record...

Scalars may come as numbers or as texts, lists as PHP arrays: a list, an object of the items, or one value.
"""

import re
from typing import Any

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.v1.shapes.params import (
    ABSENT,
    Given,
    Param,
    Reader,
    RpcError,
    Shape,
    invalid,
    not_loadable,
    take,
)
from etl.sandbox.v2.links import third_of

_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)
_MOMENTS = (-62_135_596_800, 253_402_214_400)
"""The seconds a calendar of four-digit years holds."""


def _unless_empty(read: Reader) -> Reader:
    return lambda session, value, where: None if value in ("", None) else read(session, value, where)


def text(*, needed: bool = False, default: Any = ABSENT) -> Param:
    """Declare a text; an empty one stays empty."""

    def read(_session: Session, value: Any, where: str) -> str:
        if isinstance(value, dict | list):
            raise invalid(where)
        return "" if value is None else str(value)

    return Param(read, needed, default)


def _as_whole(_session: Session, value: Any, where: str) -> int:
    if isinstance(value, bool) or not _WHOLE.fullmatch(str(value)):
        raise invalid(where)
    return int(value)


def whole(
    *,
    needed: bool = False,
    default: Any = ABSENT,
    also: tuple[str, ...] = (),
    between: tuple[int, int] | None = None,
) -> Param:
    """Declare a whole number; an empty one is None."""

    def read(session: Session, value: Any, where: str) -> int:
        number = _as_whole(session, value, where)
        if between is not None and not between[0] <= number <= between[1]:
            raise invalid(where)
        return number

    return Param(_unless_empty(read), needed, default, also)


def moment(*, needed: bool = False, default: Any = ABSENT) -> Param:
    """Declare a moment, in seconds since 1970; an empty one is None."""
    return whole(needed=needed, default=default, between=_MOMENTS)


def number() -> Param:
    """Declare a number, read as its text; an empty one is "0"."""

    def read(_session: Session, value: Any, where: str) -> str:
        if isinstance(value, bool) or not _NUMBER.fullmatch(str(value)):
            raise invalid(where)
        return str(value)

    return Param(lambda session, value, where: "0" if value in ("", None) else read(session, value, where))


def choice(*accepted: str, needed: bool = False, default: Any = ABSENT) -> Param:
    """Declare a word among those accepted; an empty one is None unless it is accepted."""

    def read(_session: Session, value: Any, where: str) -> str | None:
        if value in ("", None) and "" not in accepted:
            return None
        if value not in accepted:
            raise invalid(where)
        return str(value)

    return Param(read, needed, default)


def yes(*, needed: bool = False, default: Any = ABSENT) -> Param:
    """Declare a Y or an N, read as a boolean."""

    def read(_session: Session, value: Any, where: str) -> bool:
        if value not in ("Y", "N"):
            raise invalid(where)
        return bool(value == "Y")

    return Param(_unless_empty(read), needed, default)


def _listed(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def list_of(each: Param, *, needed: bool = False, default: Any = ABSENT) -> Param:
    """Declare a list, every item read as `each`."""

    def read(session: Session, value: Any, where: str) -> list[Any]:
        return [each.read(session, item, where) for item in _listed(value) if item not in ("", None)]

    return Param(read, needed, default)


def words(*, needed: bool = False) -> Param:
    """Declare words: a list of them, or a text that separates them with commas; blanks are left out."""

    def read(_session: Session, value: Any, _where: str) -> list[str]:
        items = value.split(",") if isinstance(value, str) else _listed(value)
        return [str(word).strip() for word in items if str(word).strip()]

    return Param(read, needed)


def group(shape: Shape, *, needed: bool = False, default: Any = ABSENT) -> Param:
    """Declare a group of parameters; an empty PHP array is an empty group."""

    def read(session: Session, value: Any, where: str) -> Given:
        if value not in (None, "", []) and not isinstance(value, dict):
            raise invalid(where)
        return take(session, shape, value or {}, within=where)

    return Param(read, needed, default, inside=shape)


def record(
    resource: Resource,
    noun: str,
    *,
    needed: bool = False,
    also: tuple[str, ...] = (),
    code: str = "E_OBJ_NOT_LOADABLE",
) -> Param:
    """Declare the identifier of a record, read as the record; `code` is the error when there is none."""

    def read(session: Session, value: Any, where: str) -> Any:
        row = records.load(session, resource, _as_whole(session, value, where))
        if row is None:
            raise RpcError(code, f"Object {noun} not loadable")
        return row

    return Param(_unless_empty(read), needed, also=also)


def third(*, needed: bool = False) -> Param:
    """Declare the identifier of a company or individual, read as (resource, record)."""

    def read(session: Session, value: Any, where: str) -> Any:
        pair = third_of(session, _as_whole(session, value, where))
        if pair is None:
            raise not_loadable("third")
        return pair

    return Param(_unless_empty(read), needed)


def refused(why: str) -> Param:
    """Declare a parameter that the sandbox does not imitate: ignoring it would answer something else."""

    def read(_session: Session, _value: Any, where: str) -> Any:
        raise RpcError("E_CUSTOM", f"{where}: {why}")

    return Param(read)
