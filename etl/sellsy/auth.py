"""Sign every request with the bearer token; a refused token is renewed once, because a 401 is surely not executed."""

from collections.abc import Generator

import httpx

from etl.sellsy.tokens import TokenSource


class SellsyAuth(httpx.Auth):
    """Signs requests with the token of a source."""

    def __init__(self, tokens: TokenSource) -> None:
        self._tokens = tokens

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Yield the signed request, and once more with a new token when the first was refused."""
        token = self._tokens.current()
        response = yield _signed(request, token)
        if response.status_code == 401:
            yield _signed(request, self._tokens.renewed(token))


def _signed(request: httpx.Request, token: str) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {token}"
    return request
