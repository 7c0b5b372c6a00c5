"""API v1: one URL, a JSON method call in a form field, HTTP 200 even for errors (Sellsy's v1 reference)."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from etl.core.errors import ApiError, FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.core.results import JsonValue
from etl.sellsy.api import Sellsy, as_json, read_failed
from etl.sellsy.documents import checked_v1
from etl.sellsy.translate import Failure
from etl.sellsy.wire import Outgoing

_PAYMENT = Failure(FatalApiError, "api-payment")
_FORBIDDEN = Failure(FatalApiError, "api-forbidden")
_UNKNOWN = Failure(OutcomeUnknownError, "api-server")
_AGAIN = Failure(RetryableApiError, "api-quota")

CODES: Mapping[str, Failure] = {
    "E_USER_NOT_LOGGED": Failure(FatalApiError, "api-unauthorised"),
    "E_PRIV_NOT_ALLOWED": _FORBIDDEN,
    "E_NOT_ALLOWED": _FORBIDDEN,
    "E_SUBSCRIBE_HAVETO": _PAYMENT,
    "E_LICENCE_NO": _PAYMENT,
    "E_LICENCE_BLOCKED": _PAYMENT,
    "E_FEATURE_DISABLED": _PAYMENT,
    "E_PLUGIN_NOT_LOADED": _PAYMENT,
    "E_QUOTA_NOT_SUFFICIENT": _PAYMENT,
    "E_CORPORATION_BLOCKED": _PAYMENT,
    "E_LIMIT_REQUEST_REACHED": _AGAIN,
    "E_SERVICE_UNAVAILABLE": _UNKNOWN,
    "E_UNKNOW": _UNKNOWN,
}
"""Error codes of v1 that are not a plain refusal of the call."""

_NOT_YET = "E_OBJ_NOT_LOADABLE"
"""An object that does not exist, or that was created a moment ago."""

_NOT_YET_TRIES = 3


def rpc(sellsy: Sellsy, method: str, params: JsonValue = None, *, write: bool | None = None) -> JsonValue:
    """Call a v1 method ("Peoples.update") and return its response.

    `write` says whether repeating the call could do it twice; None derives it from the name (`get...` reads).

    Raises:
        ApiError: as `Sellsy.request`.
    """
    writes = not method.partition(".")[2].startswith("get") if write is None else write
    for rank, pause in enumerate(sellsy.pauses()):
        try:
            return _once(sellsy, method, params, writes=writes)
        except RefusedError as error:
            if error.params.get("v1_code") != _NOT_YET or rank >= _NOT_YET_TRIES or pause is None:
                raise
        except RetryableApiError as error:
            if error.params.get("v1_code") is None or pause is None:
                raise
        except OutcomeUnknownError as error:
            if writes:
                raise
            if pause is None:
                raise read_failed(error) from error
        sellsy.wait(pause or 0)
    raise AssertionError("pauses end with None")


def _once(sellsy: Sellsy, method: str, params: JsonValue, *, writes: bool) -> JsonValue:
    call = as_json({"method": method, "params": {} if params is None else params})
    form = urlencode({"request": 1, "io_mode": "json", "do_in": call})
    outgoing = Outgoing(
        method="POST",
        url=sellsy.v1_url,
        path=method,
        content=form.encode(),
        content_type="application/x-www-form-urlencoded",
        v1=True,
    )
    response = _response(sellsy.deliver(outgoing, write=writes).body, method)
    return response if writes else checked_v1(response, method=method)


def _response(envelope: Any, method: str) -> JsonValue:
    """Return the response of an envelope.

    Raises:
        ApiError: the envelope holds an error, or is not an envelope.
    """
    if isinstance(envelope, str) and "oauth_problem" in envelope:
        raise FatalApiError(
            "api-unauthorised", method="POST", path=method, status=200, said=envelope.strip()[:200]
        )
    if not isinstance(envelope, dict) or "status" not in envelope:
        raise OutcomeUnknownError("api-no-answer", method="POST", path=method, status=200, said="not JSON")
    if envelope["status"] == "success":
        response: JsonValue = envelope.get("response")
        return response
    raise _error(envelope.get("error"), method)


def _error(error: Any, method: str) -> ApiError:
    fields = error if isinstance(error, dict) else {"message": error}
    code = str(fields.get("code") or "")
    fate = CODES.get(code, Failure(RefusedError, "api-refused"))
    texts = [str(fields[key]) for key in ("message", "more") if fields.get(key)]
    message = " ".join(texts) or code or json.dumps(error)
    return fate.kind(fate.code, method="POST", path=method, status=200, said=message, v1_code=code)
