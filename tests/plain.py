"""HTTP on this machine without TLS: reading the trusted authorities takes longer than most tests."""

import ssl
from http import HTTPStatus
from time import sleep
from typing import Any

import httpx

TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients that tests open; nothing here is encrypted."""

HTTP = httpx.Client(verify=TRUSTS_NOBODY, timeout=60)
"""What tests speak with, beside the engine; the machine may be busy."""


def witness(url: str, method: str, path: str, body: Any = None) -> Any:
    """Make a call of our own to the account of a sandbox; where its quota is spent, wait for it."""
    asked = {"grant_type": "client_credentials", "client_id": "witness", "client_secret": "witness"}
    token = HTTP.post(f"{url}/oauth2/access-tokens", json=asked).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    while True:
        answer = HTTP.request(method, f"{url}/v2{path}", json=body, headers=headers)
        if answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            break
        sleep(float(answer.headers.get("Retry-After", "1")))
    assert answer.status_code < HTTPStatus.MULTIPLE_CHOICES, answer.text
    return answer.json() if answer.content else None
