"""Sellsy's first API: one endpoint, methods by name, HTTP 200 even on errors."""

import json
from collections.abc import Mapping

from etl.errors import FatalApiError, OutcomeUnknownError, RefusedError
from etl.results import JsonValue
from etl.sellsy.api import Answer, Sellsy
from etl.sellsy.translate import refusal

_FATAL = {
    "E_USER_NOT_LOGGED": "api-unauthorised",
    "E_PRIV_NOT_ALLOWED": "api-forbidden",
    "E_NOT_ALLOWED": "api-forbidden",
    "E_LICENCE_NO": "api-payment",
    "E_LICENCE_BLOCKED": "api-payment",
    "E_CORPORATION_BLOCKED": "api-payment",
}


def rpc(sellsy: Sellsy, method: str, params: JsonValue, *, write: bool = True) -> JsonValue:
    """Call a v1 method and return its response.

    Raises:
        RefusedError: the method answered an error.
        FatalApiError: the access may not call v1 at all.
        OutcomeUnknownError: no answer that can be trusted.
        RetryableApiError: Sellsy cannot be reached.
    """
    asked: JsonValue = {"method": method, "params": params if params else {}}
    form = {"request": "1", "io_mode": "json", "do_in": json.dumps(asked)}
    return sellsy.again(lambda: Answer(200, _call(sellsy, form, method, write=write)), write=write).body


def _call(sellsy: Sellsy, form: Mapping[str, str], method: str, *, write: bool) -> JsonValue:
    response = sellsy.v1(form)
    if response.status_code >= 400:
        raise refusal(response.status_code, None, method="POST", path=method, write=write)
    if "oauth_problem" in response.text[:500]:
        raise FatalApiError("api-unauthorised", method="POST", path=method, status=401)
    try:
        document = response.json()
    except ValueError as error:
        raise OutcomeUnknownError("api-no-answer", method="POST", path=method, said="not JSON") from error
    if isinstance(document, dict) and document.get("status") == "success":
        return document.get("response")  # type: ignore[no-any-return]
    raise _error(document, method)


def _error(document: JsonValue, method: str) -> RefusedError | FatalApiError:
    error = document.get("error") if isinstance(document, dict) else None
    code = str(error.get("code") or "") if isinstance(error, dict) else ""
    said = str(error.get("message") or code) if isinstance(error, dict) else str(error or "")
    if code in _FATAL:
        return FatalApiError(_FATAL[code], method="POST", path=method, status=200, said=said)
    return RefusedError("api-refused", method="POST", path=method, status=200, said=said)
