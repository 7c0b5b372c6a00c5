"""A running sandbox for each test: real HTTP, real SQLite; the shared one is reset before every test."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from plain import HTTP, TRUSTS_NOBODY

from etl.sandbox.http.config import Quota, SandboxConfig
from etl.sandbox.http.server import Address, running


class Sellsy(httpx.Client):
    """An HTTP client of one sandbox, holding a token."""

    def __init__(self, address: Address) -> None:
        super().__init__(base_url=address.api_url, timeout=20, verify=TRUSTS_NOBODY)
        self.address = address
        self.admin = httpx.Client(verify=TRUSTS_NOBODY, base_url=f"{address.url}/_sandbox", timeout=20)
        self.log_in()

    def log_in(self) -> None:
        """Take a fresh token."""
        fields = {"grant_type": "client_credentials", "client_id": "id", "client_secret": "secret"}
        answer = HTTP.post(f"{self.address.login_url}/oauth2/access-tokens", json=fields).json()
        self.headers["Authorization"] = f"Bearer {answer['access_token']}"

    def close(self) -> None:
        """Close both clients."""
        self.admin.close()
        super().close()

    def make(self, path: str, **body: Any) -> dict[str, Any]:
        """Create a record and return it."""
        answer = self.post(path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def company(self, name: str = "Atelier", **body: Any) -> dict[str, Any]:
        """Create a company."""
        return self.make("/companies", **{"type": "client", "name": name, **body})

    def contact(self, last_name: str = "Martin", **body: Any) -> dict[str, Any]:
        """Create a contact."""
        return self.make("/contacts", last_name=last_name, **body)

    def search(self, resource: str, query: dict[str, Any] | None = None, **filters: Any) -> dict[str, Any]:
        """Search and return the page."""
        answer = self.post(f"/{resource}/search", json={"filters": filters}, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def names(self, resource: str, **filters: Any) -> list[str]:
        """Search and return the names found."""
        return [row.get("name") or row["last_name"] for row in self.search(resource, **filters)["data"]]

    def batch(self, *pairs: tuple[dict[str, Any], Any]) -> httpx.Response:
        """Send pairs of (header, body) as a batch."""
        lines = [json.dumps(line, ensure_ascii=False) for pair in pairs for line in pair]
        return self.post("/batch", content="\n".join(lines).encode(), headers={"Content-Type": "text/plain"})


@pytest.fixture
def open_sandbox() -> Iterator[Callable[..., Sellsy]]:
    """Return a function that starts a sandbox of one's own and returns its client."""
    with ExitStack() as stack:

        def start(**config: Any) -> Sellsy:
            address = stack.enter_context(
                running(SandboxConfig(**{"v1_quota": Quota(10_000, None, None), **config}))
            )
            return stack.enter_context(Sellsy(address))

        yield start


@pytest.fixture(scope="session")
def shared() -> Iterator[Sellsy]:
    """Return the client of the demonstration account that all tests of a process share."""
    with (
        running(SandboxConfig(seed="demo", v1_quota=Quota(10_000, None, None))) as address,
        Sellsy(address) as client,
    ):
        yield client


@pytest.fixture
def sellsy(shared: Sellsy) -> Sellsy:
    """Return the client of the demonstration account, as it was planted."""
    shared.admin.post("/reset")
    return shared


class V1:
    """A client of API v1 beside a client of v2: the same sandbox, the same token."""

    def __init__(self, sellsy: Sellsy) -> None:
        self._sellsy = sellsy

    def post(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method and return its envelope."""
        fields = {
            "request": "1",
            "io_mode": "json",
            "do_in": json.dumps({"method": method, "params": params}),
        }
        answer = self._sellsy.post(self._sellsy.address.v1_url, data=fields)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def __call__(self, method: str, **params: Any) -> Any:
        """Call a method that must succeed and return its response."""
        envelope = self.post(method, **params)
        assert (envelope["status"], envelope["error"]) == ("success", ""), envelope
        return envelope["response"]

    def refused(self, method: str, **params: Any) -> str:
        """Call a method that must be refused and return the code."""
        envelope = self.post(method, **params)
        assert (envelope["status"], envelope["response"]) == ("error", None), envelope
        return envelope["error"]["code"]


@pytest.fixture
def v1_of() -> type[V1]:
    """Return what makes the v1 client of a v2 client."""
    return V1


@pytest.fixture
def v1(sellsy: Sellsy) -> V1:
    """Return the v1 client of the demonstration account, as it was planted."""
    return V1(sellsy)
