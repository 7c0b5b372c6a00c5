"""Every exception of sellsy-etl: it stops a run. A row's failure is a `Problem` (see `etl.core.results`).

    EtlError                        exit code 1
      ConfigError               2   settings, credentials, unknown name
      DataError                 3   unreadable file, headers missing or ambiguous: nothing was sent
      ApiError                  4   Sellsy answered an error, or did not answer
        FatalApiError               401, 402, 403: the run stops
        RetryableApiError           surely not executed: 429, connection refused, DNS, TLS
        RefusedError                400, 404, 409, 413 of one operation: that row fails
        OutcomeUnknownError         sent, no trustworthy answer: only `reconcile` may decide
      JournalError              5   the journal cannot be read or written

An error carries a code and parameters; its texts live in `etl.messages` (ERRORS), in French and English.
"""

from collections.abc import Mapping
from typing import ClassVar

from etl.messages import Lang, error_text


class EtlError(Exception):
    """An error that stops a run.

    `code` names the texts in the catalogue, `params` fills them. `message()` says what happened and where,
    `hint()` what to do next. `exit_code` is the process's.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def message(self, lang: Lang = "en") -> str:
        """Return what happened and where."""
        return error_text(self.code, self.params, lang=lang)[0]

    def hint(self, lang: Lang = "en") -> str:
        """Return what to do next."""
        return error_text(self.code, self.params, lang=lang)[1]

    def __str__(self) -> str:
        return f"{self.message()} {self.hint()}"


class ConfigError(EtlError):
    """Wrong settings or credentials, or an unknown name."""

    exit_code = 2


class DataError(EtlError):
    """A file that cannot be read or whose headers do not fit; nothing was sent."""

    exit_code = 3


class ApiError(EtlError):
    """Sellsy refused a call, or did not answer it; the class tells what the caller may do next.

    `status` is the HTTP status (None without an answer), the parameter `said` Sellsy's own message, `details` its
    field -> message, `answer` the decoded body. Writes that were sent are in the journal.
    """

    exit_code = 4

    def __init__(
        self,
        code: str,
        *,
        method: str = "",
        path: str = "",
        status: int | None = None,
        details: Mapping[str, str] | None = None,
        **params: object,
    ) -> None:
        super().__init__(code, method=method, path=path, status=status, **{"said": "", **params})
        self.method = method
        self.path = path
        self.status = status
        self.said = str(self.params["said"])
        self.details = dict(details or {})
        self.answer: object = None


class FatalApiError(ApiError):
    """401, 402, 403: no further call can succeed, the run stops."""


class RetryableApiError(ApiError):
    """Surely not executed: it may be sent again. `retry_after` is in seconds."""

    def __init__(self, code: str, *, retry_after: float | None = None, **params: object) -> None:
        super().__init__(code, **params)  # type: ignore[arg-type]
        self.retry_after = retry_after


class RefusedError(ApiError):
    """An operation was refused (400, 404, 409, 413): its row fails, the others continue."""


class OutcomeUnknownError(ApiError):
    """Sent, and no answer that can be trusted: it may have been executed."""


class JournalError(EtlError):
    """The journal cannot be read or written."""

    exit_code = 5
