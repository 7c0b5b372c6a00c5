"""One operation of the API, apart from HTTP: a batch runs many of them in one request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from etl.sandbox.contract.query import Options, Pairs
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.storage.store import Session

Usage = Callable[[], Mapping[str, Mapping[str, int | None]]]


@dataclass(frozen=True, slots=True)
class Call:
    """An operation asked: method, path below /v2, pairs of the query, decoded JSON body (None: no body)."""

    method: str
    path: str
    query: Pairs = ()
    body: Any = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An operation answered; a body of None sends no content."""

    status: int
    body: Any = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler works with: its session, the values of the path, the options and the checked body.

    `usage` returns, for each quota window, its `limit` and what is `used`.
    """

    session: Session
    config: SandboxConfig
    options: Options
    parameters: Mapping[str, Any]
    body: Any
    usage: Usage

    def id(self, name: str = "id") -> int:
        """Return an identifier of the path."""
        return int(self.parameters[name])


Handler = Callable[[Context], Answer]
Routes = dict[tuple[str, str], Handler]
