"""What the parameters of a v1 method must be: declared once per method, checked and read before it runs.

Keys that a declaration does not name are ignored; `types` holds what a parameter can be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from etl.sandbox.storage.store import Session

Given = dict[str, Any]
Reader = Callable[[Session, Any, str], Any]

ABSENT: Final = object()
EMPTY: Final = object()


class RpcError(Exception):
    """A functional error: `code` is one of v1's own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(where: str) -> RpcError:
    """Return the error of a value that does not fit."""
    return RpcError("E_PARAM_INVALID", f"{where} is invalid")


def not_loadable(noun: str) -> RpcError:
    """Return the error of a record that is not there."""
    return RpcError("E_OBJ_NOT_LOADABLE", f"Object {noun} not loadable")


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: how it is read, whether it is needed, what an absent one counts as.

    `also` are other names it may have, `inside` the parameters of a group. Without a default an absent one is
    left out of what is read; with the default EMPTY it is read as an empty group.
    """

    read: Reader
    needed: bool = False
    default: Any = ABSENT
    also: tuple[str, ...] = ()
    inside: Mapping[str, "Param"] = field(default_factory=dict)

    def given(self, params: Mapping[str, Any], name: str) -> Any:
        """Return the value as it was sent, or ABSENT."""
        return next((params[alias] for alias in (name, *self.also) if alias in params), ABSENT)


Shape = Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class Method:
    """A v1 method: what it takes, and what runs once that is read."""

    run: Callable[[Session, Given], Any]
    takes: Shape = field(default_factory=dict)

    def __call__(self, session: Session, params: Mapping[str, Any]) -> Any:
        """Read the parameters, then run.

        Raises:
            RpcError: a parameter is missing or wrong, or the method refuses.
        """
        return self.run(session, take(session, self.takes, params))


def take(session: Session, shape: Shape, params: Mapping[str, Any], *, within: str = "") -> Given:
    """Read the parameters a shape names.

    Raises:
        RpcError: one is missing, empty where it is needed, or wrong.
    """
    values: Given = {}
    for name, param in shape.items():
        where = f"{within}.{name}" if within else name
        value = param.given(params, name)
        if value is ABSENT and param.needed:
            raise RpcError("E_PARAM_MISSING", f"{where} is missing")
        if param.needed and value in ("", None):
            raise RpcError("E_PARAM_REQUIRED", f"{where} is required")
        if value is not ABSENT:
            values[name] = param.read(session, value, where)
        elif param.default is EMPTY:
            values[name] = param.read(session, {}, where)
        elif param.default is not ABSENT:
            values[name] = param.default
    return values
