"""The login side: `POST /oauth2/access-tokens` (form or JSON) and the authorization page (PKCE)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from etl.sandbox.http.forms import read_form
from etl.sandbox.http.json_text import decode
from etl.sandbox.http.stats import Stats
from etl.sandbox.http.tokens import Tokens


def _refused(status: int, code: str, sentence: str) -> JSONResponse:
    return JSONResponse(
        {"error": code, "error_description": sentence, "message": sentence}, status_code=status
    )


async def _fields(request: Request) -> Mapping[str, Any] | None:
    if "json" in request.headers.get("content-type", ""):
        try:
            body = decode(await request.body())
        except ValueError:
            return None
        return body if isinstance(body, dict) else None
    return read_form(request.headers.get("content-type", ""), await request.body())


class Login:
    """The two endpoints of the login host; `client` is the only accepted (id, secret), None accepts any."""

    def __init__(self, tokens: Tokens, *, client: tuple[str, str] | None, stats: Stats) -> None:
        self._tokens = tokens
        self._stats = stats
        self._client = client

    async def access_token(self, request: Request) -> Response:
        """Issue a token for client_credentials, refresh_token or authorization_code."""
        self._stats.token()
        fields = await _fields(request)
        if fields is None:
            return _refused(400, "invalid_request", "The body cannot be read.")
        client, secret = str(fields.get("client_id") or ""), str(fields.get("client_secret") or "")
        grant = fields.get("grant_type")
        public = grant in ("authorization_code", "refresh_token") and not secret
        if not self._known(client, secret, public=public):
            return _refused(401, "invalid_client", "Client authentication failed")
        if grant == "client_credentials":
            return self._answer(client, refresh=False)
        if grant == "refresh_token":
            fine = self._tokens.use_refresh(str(fields.get("refresh_token") or ""), client)
            return (
                self._answer(client, refresh=True)
                if fine
                else _refused(401, "invalid_grant", "The refresh token is invalid.")
            )
        if grant == "authorization_code":
            verifier = str(fields.get("code_verifier") or "")
            fine = self._tokens.use_code(str(fields.get("code") or ""), client, verifier=verifier)
            return (
                self._answer(client, refresh=True)
                if fine
                else _refused(400, "invalid_grant", "The code is invalid.")
            )
        return _refused(400, "unsupported_grant_type", "The grant type is not supported.")

    async def authorization(self, request: Request) -> Response:
        """Grant the access at once and send the browser back with its code."""
        asked = request.query_params
        client, target = asked.get("client_id", ""), asked.get("redirect_uri", "")
        challenge = asked.get("code_challenge", "")
        if not client or not target or not challenge or asked.get("code_challenge_method") != "S256":
            return _refused(
                400, "invalid_request", "client_id, redirect_uri and an S256 code_challenge are needed."
            )
        back = {"code": self._tokens.issue_code(client, challenge), "state": asked.get("state", "")}
        return RedirectResponse(f"{target}{'&' if '?' in target else '?'}{urlencode(back)}", status_code=302)

    def _known(self, client: str, secret: str, *, public: bool) -> bool:
        if self._client is not None:
            return client == self._client[0] and (public or secret == self._client[1])
        return bool(client) and (public or bool(secret))

    def _answer(self, client: str, *, refresh: bool) -> JSONResponse:
        body: dict[str, Any] = {"token_type": "Bearer", "expires_in": self._tokens.expires_in}
        body["access_token"] = self._tokens.issue(client)
        if refresh:
            body["refresh_token"] = self._tokens.issue_refresh(client)
        return JSONResponse(body)
