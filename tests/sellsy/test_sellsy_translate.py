"""What HTTP failures mean."""

import inspect

import httpx
import pytest

from etl.core.errors import FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.messages.catalogue import ERRORS
from etl.sellsy.rpc import CODES
from etl.sellsy.translate import STATUSES, TRANSPORT, said_by, status_error, transport_error

HTTPX = [
    kind
    for _, kind in inspect.getmembers(httpx, inspect.isclass)
    if issubclass(kind, Exception) and not issubclass(kind, Warning)
]


@pytest.mark.parametrize("kind", HTTPX, ids=lambda kind: kind.__name__)
def test_every_exception_of_httpx_is_in_the_table(kind):
    """A new exception of httpx must be judged by a person, not by inheritance."""
    assert kind in TRANSPORT


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError("refused"), RetryableApiError),
        (httpx.ConnectTimeout("slow"), RetryableApiError),
        (httpx.PoolTimeout("busy"), RetryableApiError),
        (httpx.ProxyError("no"), RetryableApiError),
        (httpx.ReadTimeout("slow"), OutcomeUnknownError),
        (httpx.WriteTimeout("slow"), OutcomeUnknownError),
        (httpx.ReadError("reset"), OutcomeUnknownError),
        (httpx.WriteError("reset"), OutcomeUnknownError),
        (httpx.RemoteProtocolError("cut"), OutcomeUnknownError),
        (httpx.DecodingError("gzip"), OutcomeUnknownError),
        (httpx.UnsupportedProtocol("ftp"), FatalApiError),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_only_what_never_left_may_be_sent_again(error, kind):
    """Failures before the first byte are retryable, all later ones unknown."""
    error_read = transport_error(error, method="POST", path="/companies")
    assert type(error_read) is kind
    assert (error_read.method, error_read.path) == ("POST", "/companies")
    assert str(error) in error_read.message()


def test_a_derived_exception_is_judged_as_its_base():
    """An exception that httpx does not know yet falls back on its class, and then on unknown."""

    class Later(httpx.ConnectError):
        """A kind of ConnectError of a later version."""

    assert isinstance(transport_error(Later("x"), method="GET", path="/"), RetryableApiError)
    assert isinstance(transport_error(ValueError("x"), method="GET", path="/"), OutcomeUnknownError)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, OutcomeUnknownError),
        (400, RefusedError),
        (401, FatalApiError),
        (402, FatalApiError),
        (403, FatalApiError),
        (404, RefusedError),
        (405, RefusedError),
        (408, OutcomeUnknownError),
        (409, RefusedError),
        (413, RefusedError),
        (422, RefusedError),
        (429, RetryableApiError),
        (500, OutcomeUnknownError),
        (501, RefusedError),
        (502, OutcomeUnknownError),
        (503, OutcomeUnknownError),
        (504, OutcomeUnknownError),
        (599, OutcomeUnknownError),
        (700, OutcomeUnknownError),
    ],
)
def test_each_status_has_its_class(status, kind):
    """Statuses lead to the exception that says what to do."""
    error_read = status_error(status, None, method="GET", path="/x")
    assert type(error_read) is kind
    assert error_read.status == status
    assert str(status) in error_read.said


@pytest.mark.parametrize("status", [200, 201, 204, 207])
def test_a_success_is_no_error(status):
    """Two hundreds pass."""
    assert status_error(status, None, method="GET", path="/x") is None


def test_the_message_and_the_details_are_kept_verbatim():
    """Sellsy's own French words reach the user, nested details with their full path."""
    text = "Le contenu de la requête est invalide: le champ 'last_name' est manquant."
    details = {"last_name": "manquant", "legal_france": {"siret": ["trop court", "pas un nombre"]}}
    body = {"error": {"code": 400, "message": text, "details": details}}
    error_read = status_error(400, body, method="POST", path="/contacts")
    assert error_read.said == text
    assert error_read.details == {"last_name": "manquant", "legal_france.siret": "trop court ; pas un nombre"}
    assert text in error_read.message("fr")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": {"message": "Non", "details": []}}, ("Non", {})),
        ({"error": {"message": "Non", "details": None}}, ("Non", {})),
        ({"error": {"message": {"a": 1}}}, ('{"a": 1}', {})),
        ({"error": {"message": "N", "details": [{"field": "x"}, "y"]}}, ("N", {"": "y", "0.field": "x"})),
        ({"error": "invalid", "error_description": "Wrong client"}, ("Wrong client", {})),
        ({"error": "invalid"}, ("invalid", {})),
        ({}, ("", {})),
        ("<html>Bad Gateway</html>", ("", {})),
        ([], ("", {})),
        (None, ("", {})),
    ],
)
def test_error_bodies_of_every_shape_are_read(body, expected):
    """No shape of an error body makes the reader fail."""
    assert said_by(body) == expected


def test_a_missing_licence_may_come_as_a_400():
    """A 400 that says Payment required stops the run as a 402 does."""
    body = {"error": {"message": "Payment required"}}
    assert status_error(400, body, method="GET", path="/x").code == "api-payment"


def test_every_code_has_its_texts():
    """The tables name no code that the catalogue lacks."""
    codes = {fate.code for table in (TRANSPORT, STATUSES, CODES) for fate in table.values()}
    assert codes <= ERRORS.keys()
