"""Reading the parameters of a v1 method: what is missing or wrong is refused with v1's own codes."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.sandbox import records
from etl.sandbox.resource import Record, Resource
from etl.sandbox.store import Session

Params = Mapping[str, Any]


class RpcError(Exception):
    """A functional error: `code` is one of v1's own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def identifier(params: Params, name: str = "id") -> int:
    """Return an identifier.

    Raises:
        RpcError: it is missing, or no number.
    """
    return whole(require(params, name), name)


def require(params: Params, name: str, *, block: str = "") -> Any:
    """Return a parameter that must be there and filled.

    Raises:
        RpcError: it is missing or empty.
    """
    shown = f"{block}.{name}" if block else name
    if name not in params:
        raise RpcError("E_PARAM_MISSING", f"{shown} is missing")
    if params[name] in ("", None):
        raise RpcError("E_PARAM_REQUIRED", f"{shown} is required")
    return params[name]


def whole(value: Any, name: str) -> int:
    """Return a number given as a number or as text.

    Raises:
        RpcError: it is none.
    """
    text = str(value)
    if not text.lstrip("-").isdigit():
        raise RpcError("E_PARAM_INVALID", f"{name} is invalid")
    return int(text)


def block(params: Params, name: str) -> dict[str, Any]:
    """Return a group of parameters.

    Raises:
        RpcError: it is missing, or no object.
    """
    found = params.get(name)
    if not isinstance(found, dict):
        raise RpcError("E_PARAM_MISSING", f"{name} is missing")
    return found


def one_of(value: Any, accepted: Sequence[str], name: str) -> str:
    """Return a value that must be one of some.

    Raises:
        RpcError: it is another.
    """
    if value not in accepted:
        raise RpcError("E_PARAM_INVALID", f"{name} is invalid")
    return str(value)


def yes(value: Any, name: str) -> bool:
    """Return a Y or N as a boolean.

    Raises:
        RpcError: it is neither.
    """
    return one_of(value, ("Y", "N"), name) == "Y"


def listed(value: Any) -> list[Any]:
    """Return a PHP array as a list: a list, an object of its items, or one value."""
    if value in (None, ""):
        return []
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def load(session: Session, resource: Resource, wanted: int, *, noun: str) -> Record:
    """Return a record.

    Raises:
        RpcError: there is none.
    """
    record = records.load(session, resource, wanted)
    if record is None:
        raise RpcError("E_OBJ_NOT_LOADABLE", f"Object {noun} not loadable")
    return record


def pages(params: Params, rows: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer of a list: its totals are texts, its rows an object by id, or [] when there are none.

    Raises:
        RpcError: the page is too large.
    """
    asked = params.get("pagination")
    asked = asked if isinstance(asked, dict) else {}
    size = whole(asked.get("nbperpage", 10), "pagination.nbperpage")
    number = whole(asked.get("pagenum", 1), "pagination.pagenum")
    if not 1 <= size <= _PAGE_MAX or number < 1:
        raise RpcError("E_PAGINATION_MAX", "pagination is too large")
    kept = list(rows.items())[size * (number - 1) : size * number]
    infos = {
        "nbperpage": size,
        "nbpages": -(-len(rows) // size),
        "pagenum": str(number),
        "nbtotal": str(len(rows)),
    }
    return {"infos": infos, "result": dict(kept) or []}


_PAGE_MAX = 5000
"""The largest page seen in use (production clients ask for up to 5,000 rows)."""
