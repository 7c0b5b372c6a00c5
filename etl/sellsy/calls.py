"""A call inside a batch, and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.core.errors import ApiError
from etl.core.results import JsonValue


def is_read(method: str, path: str) -> bool:
    """Tell whether a call only reads, so that repeating it is harmless."""
    return method == "GET" or (method == "POST" and path.partition("?")[0].endswith("/search"))


@dataclass(frozen=True, slots=True)
class Call:
    """An operation of a batch.

    `uuid` names it: a later path may hold it where the id that this call creates belongs. Calls of the same
    `group` travel together; None belongs to no group.
    """

    method: str
    path: str
    query: Mapping[str, JsonValue] | None = None
    body: JsonValue = None
    uuid: str | None = None
    group: int | None = None

    @property
    def is_read(self) -> bool:
        """Whether it only reads."""
        return is_read(self.method, self.path)


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """The answer of a call: done when `error` is None.

    Else `error` is a RefusedError, an OutcomeUnknownError (it may have been executed), a RetryableApiError
    (surely not executed) or a FatalApiError (not executed, and nothing else will be). `waits` marks a RefusedError
    that only waits: the record it names may have been created, but its id is unknown.
    """

    status: int | None = None
    body: Any = None
    error: ApiError | None = None
    waits: bool = False
